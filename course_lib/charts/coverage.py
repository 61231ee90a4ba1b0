"""How much each source says, and of what: of years and themes, and of the causes of the split.

Each chart is a grid with a column for each source; a cell has a figure and a bar.
"""

from math import ceil

from . import checks, design, grid
from .chart import Chart, redrawn

COVERAGE = ("source", "theme", "year", "statements")
SIGNS = {"attests": "", "dates_differently": "~", "contradicts": "✗"}
EMPHASIS = ("theme", "source", *SIGNS, "in_all", "share", "statements")
NAMED = {"title": "Cause", "theme": "Theme", "aggrieved": "Side aggrieved"}
YEARS = range(1949, 1990)
DECADES = range(1950, 1990, 10)
FEW = 10  # attested statements, below which a share would say more than there is
SPREAD = (
    "Statements a year. A statement counts in equal parts in each year that its date touches. "
    "A full bar is {}."
)
OF_ALL = "Statements. The bar is their share of all that the source says. A full bar is {} %."
OF_CAUSES = (
    "Statements that attest, ~ date differently, ✗ contradict. The bar is the share of all that the "
    f"source attests of causes, if that is {FEW} or more. A full bar is {{}} %."
)


@redrawn
def plot_coverage(table, by="year", ax=None, *, size=None):
    """Return a Chart of the years or, with ``by="theme"``, of the themes that each source speaks of.

    ``table`` is ``seeds.coverage()`` or some of its rows. By year it draws 1949 to 1989; the summary
    counts what lies outside or has no closed date. The Chart's table has a column Year or Theme and
    one for each source, in statements. ``ax`` and ``size`` are those of ``plot_terms``.

    Raises ValueError, with what is allowed, for another table or an unknown word.
    """
    checks.need_table(table, COVERAGE, "plot_coverage", "coverage()")
    checks.need_choice(by, ["year", "theme"], "by")
    letters = design.letters(size)
    rows = list(YEARS) if by == "year" else table["theme"].sort_values().unique()
    counts = _sums(table, by, "statements").reindex(rows if len(table) else [])
    title = f"Which {by}s each source speaks of"
    summary = (_of_years if by == "year" else _of_themes)(table, counts)
    figure = grid.draw(title, *(_years if by == "year" else _themes)(counts), summary, ax, letters)
    reading = counts.map(lambda number: f"{round(number, 2):g}").rename_axis(by.capitalize())
    return Chart(title, summary, reading.reset_index(), figure)


@redrawn
def plot_emphasis(table, ax=None, *, size=None):
    """Return a Chart of how much each source says of each cause, or of each theme of causes.

    ``table`` is ``seeds.emphasis()``, ``seeds.emphasis(by="theme")`` or some of its rows. The Chart's
    table has the columns Cause, Theme, Side aggrieved (only Theme by theme), one for each source and
    Evidence. ``ax`` and ``size`` are those of ``plot_terms``.

    Raises ValueError, with what is allowed, for another table.
    """
    checks.need_table(table, EMPHASIS, "plot_emphasis", "emphasis()")
    letters = design.letters(size)
    key = "cause" if "cause" in table else "theme"
    title = "How much each source says of the causes" + " by theme" * (key == "theme")
    summary = _of_emphasis(table, key)
    figure = grid.draw(title, *_emphases(table, key), summary, ax, letters)
    return Chart(title, summary, _for_reading(table, key), figure)


def _sums(table, by, column):
    """Return a column added up for each row and each source, the sources in the table's order."""
    sums = table.groupby([by, "source"], observed=True)[column].sum().unstack(fill_value=0)
    return sums.reindex(columns=table["source"].unique(), fill_value=0)


def _row(label, texts, shares, full):
    cells = (
        grid.Mark(text, edge=design.LANES[0], bar=(0, share / full) if share == share else ())
        if text
        else grid.SILENT
        for text, share in zip(texts, shares)
    )
    return grid.Row(str(label), str(label), tuple((cell,) for cell in cells))


def _full(shares, step):
    return step * ceil(max([1, *shares]) / step)


def _years(counts):
    full, groups = _full(counts.to_numpy().flat, 1), {}
    for year, *values in counts.fillna(0).itertuples():
        texts = [f"{value:.1f}" if value >= 0.05 else "< 0.1" * bool(value) for value in values]
        groups.setdefault(f"{year // 10}0s", []).append(_row(year, texts, values, full))
    return [(None, SPREAD.format(full))], [*map(grid.head, counts)], list(groups.items())


def _themes(counts):
    shares = 100 * counts / counts.sum()
    full = _full(shares.to_numpy().flat, 10)
    rows = [
        _row(theme, [f"{n:.0f}" * bool(n) for n in counts.loc[theme]], share, full)
        for theme, *share in shares.itertuples()
    ]
    heads = [f"{grid.head(source)}\nof {total:.0f}" for source, total in counts.sum().items()]
    return [(None, OF_ALL.format(full))], heads, [("Theme", rows)]


def _emphases(table, key):
    totals = table.groupby("source", sort=False)["in_all"].max()
    table = table.assign(bar=table["share"].where(table["in_all"] >= FEW))
    full, groups = _full(table["bar"].dropna(), 10), {}
    for _, mine in table.groupby(key, sort=False, observed=True):
        label, theme = mine[["title" if key == "cause" else key, "theme"]].iloc[0]
        mine = mine.set_index("source").reindex(totals.index)
        texts = [_figures(each, "{0}{1}", " ") for each in mine.itertuples()]
        cells = _row(label, texts, mine["bar"], full)
        groups.setdefault(theme if key == "cause" else "Theme", []).append(cells)
    heads = [f"{grid.head(source)}\nof {total}" for source, total in totals.items()]
    return [(None, OF_CAUSES.format(full))], heads, list(groups.items())


def _figures(row, form, between):
    """Return what a source does to a cause, in figures; empty where it is silent."""
    counts = ((sign, getattr(row, stance), stance.replace("_", " ")) for stance, sign in SIGNS.items())
    return between.join(form.format(sign, int(n), words) for sign, n, words in counts if n > 0)


def _for_reading(table, key):
    named = [column for column in NAMED if column in table]
    said = [
        _figures(row, "{2} {1}", ", ") + f" ({row.share:.0f} %)" * (row.attests > 0)
        for row in table.itertuples()
    ]
    cells = table.assign(said=said).pivot(index=key, columns="source", values="said").replace("", "silent")
    cited = (
        table["statements"].groupby(table[key], observed=True).agg(lambda each: ", ".join(filter(None, each)))
    )
    rows = table.drop_duplicates(key).set_index(key, drop=False)[named].rename(columns=NAMED).astype(str)
    cells = cells.reindex(index=rows.index, columns=table["source"].unique()).fillna("silent")
    return rows.join(cells).assign(Evidence=cited).reset_index(drop=True)


def _of_years(table, counts):
    if not len(table):
        return "No statements to show: the table is empty."
    whole, drawn = table["statements"].sum(), counts.sum().sum()
    without = table.loc[table["year"].isna(), "statements"].sum()
    dated, other, without = (f"{round(n, 1):g}" for n in (drawn, whole - drawn - without, without))
    spoken = {source: {year // 10 * 10 for year in counts.index[counts[source] > 0]} for source in counts}
    silent = [
        f"{_and([f'{d}s' for d in DECADES if d not in decades])} in {source}"
        for source, decades in spoken.items()
        if not decades.issuperset(DECADES)
    ]
    return (
        f"{_statements(whole)}: {dated} dated to 1949–1989, {other} to other years, {without} without a date "
        f"or with an open one; decades to which nothing is dated: {', '.join(silent) or 'none'}."
    )


def _of_themes(table, counts):
    if not len(table):
        return "No statements to show: the table is empty."
    silent = [
        f"{source} on {_and(counts.index[counts[source] == 0])}"
        for source in counts
        if not counts[source].all()
    ]
    said = f"{_statements(table['statements'].sum())}: {_most(counts, counts.sum())}"
    return f"{said}; silent: {', '.join(silent) or 'none'}."


def _of_emphasis(table, key):
    if not len(table):
        return "No causes to show: the table is empty."
    number, alone = table[key].nunique(), ((table["attests"] > 0).groupby(table[key]).sum() == 1).sum()
    most = _most(_sums(table, "theme", "attests"), table.groupby("source")["in_all"].max())
    return f"{number} {key}{'s' * (number != 1)}: {most}; attested by one source alone: {alone or 'none'}."


def _statements(number):
    said = f"{round(number, 1):g}"
    return said + (" statement" if said == "1" else " statements")


def _most(sums, totals):
    """Say for each source which themes have the largest part in what it says."""
    said = []
    for source, column in sums.items():
        top = [theme for theme, value in column.items() if value and value == column.max()]
        figure = f"{column.max():.0f}{' each' * (len(top) > 1)} of {totals[source]:.0f}"
        said.append(f"{_and(top) or 'nothing'} in {source} ({figure})")
    return "most is said on " + ", on ".join(said)


def _and(words):
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
