"""The corroboration grid: which source attests an event, copies another, objects, or is silent."""

from collections import Counter

from course_lib import dates

from . import checks, design, grid
from .chart import Chart, redrawn

TITLE = "Which sources bear out which events"
NAMED = ("event", "title", "date", "phase", "evidence", "witnesses")
TEAL, RED = "#00695c", "#a3264c"
MARKS = {
    "attests": grid.Mark("✓", ink=design.PAPER, face=TEAL, edge=TEAL, sign=True),
    "follows": grid.Mark("✓", ink=TEAL, face=design.PAPER, edge=TEAL, sign=True),
    "dates_differently": grid.Mark("~", face=design.PAPER, hatch="////", sign=True),
    "contradicts": grid.Mark("✗", ink=design.PAPER, face=RED, edge=RED, sign=True),
    "silent": grid.SILENT,
}
WORDS = {
    "attests": "attests it: an independent witness",
    "follows": "attests it, but follows another source that does so too",
    "dates_differently": "dates it differently",
    "contradicts": "contradicts it",
    "silent": "silent",
}
NOBODY = (grid.Mark("0"), "no source attests it: beyond the sources")


@redrawn
def plot_corroboration(table, ax=None, *, size=None):
    """Return a Chart of events by sources: who attests an event, and how many independent witnesses it has.

    ``table`` is ``seeds.corroboration()`` or some of its rows; any column that is none of its other
    ones is a source. Each word in a source's cell has its sign; the last column counts the witnesses,
    which are the full ticks of the row. The Chart's table has the columns Event, Date, Phase, one for
    each source, Independent witnesses and Evidence. ``ax`` and ``size`` are those of ``plot_terms``.

    Raises ValueError, with what is allowed, for another table or an unknown word in it.
    """
    checks.need_table(table, NAMED, "plot_corroboration", "corroboration()")
    letters = design.letters(size)
    cells = {s: [cell.split(", ") for cell in table[s].astype(str)] for s in table.columns.drop([*NAMED])}
    used = _need_words(cells)
    key = [(MARKS[word], WORDS[word]) for word in MARKS if word in used]
    key += [NOBODY] * bool((table["witnesses"] == 0).any())
    heads = [*map(grid.head, cells), "independent\nwitnesses"]
    summary = _account(table, cells)
    figure = grid.draw(TITLE, key, heads, _groups(table, cells), summary, ax, letters)
    return Chart(TITLE, summary, _for_reading(table, cells), figure)


def _need_words(cells):
    used = {(word, source) for source, column in cells.items() for cell in column for word in cell}
    for word, source in sorted(used):
        checks.need_choice(word, list(MARKS), source)
    return {word for word, _ in used}


def _account(table, cells):
    if not len(table):
        return "No events to show: the table is empty."
    witnesses, rows = table["witnesses"], list(zip(*cells.values()))
    many, none, one = (int(kept.sum()) for kept in (witnesses > 1, witnesses == 0, witnesses == 1))
    clashes = sum(any({"dates_differently", "contradicts"} & set(cell) for cell in row) for row in rows)
    follows = sum(any("follows" in cell for cell in row) for row in rows)
    return (
        f"{len(table)} event{'s' * (len(table) != 1)}: {many} with two or more independent witnesses, "
        f"{one} with one alone{_alone(witnesses, cells)}, {none} with none among the sources; "
        f"{clashes or 'none'} that a source contradicts or dates differently, "
        f"{follows or 'none'} where one that only follows another is not counted."
    )


def _alone(witnesses, cells):
    single = Counter(
        {s: sum("attests" in cell for cell, n in zip(cells[s], witnesses) if n == 1) for s in cells}
    )
    counts = ", ".join(f"{source} {number}" for source, number in single.most_common() if number)
    return f" ({counts})" if counts else ""


def _groups(table, cells):
    signs = [[tuple(MARKS[word] for word in cell) for cell in row] for row in zip(*cells.values())]
    groups = {}
    for event, row in zip(table.itertuples(), signs):
        row = (*row, (grid.Mark(str(event.witnesses)),))
        groups.setdefault(str(event.phase), []).append(
            grid.Row(event.event, event.title, row, grid.years(event.date))
        )
    return list(groups.items())


def _for_reading(table, cells):
    shown = table[["title", "date", "phase"]].astype(str).set_axis(["Event", "Date", "Phase"], axis=1)
    shown["Date"] = [dates.label(date) for date in table["date"]]
    for source, column in cells.items():
        shown[source] = [", ".join(map(_said, cell)) for cell in column]
    return shown.assign(**{"Independent witnesses": table["witnesses"], "Evidence": table["evidence"]})


def _said(word):
    return "follows another source" if word == "follows" else word.replace("_", " ")
