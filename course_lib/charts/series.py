"""Measured series, one or any two above each other, with their holes shown and never joined across."""

import pandas as pd

from . import checks, curves, design, panels
from .chart import Chart, redrawn

COLUMNS = "series title year actor other value unit status reference caveat note".split()
STATUSES = ("measured", "estimate", "missing", "false_zero", "point", "doubtful")
CLAIMS = "title low high as_given unit says statement reference note".split()
HEADS = "Year,What,Of whom,Value,Unit,Status,Note,Rests on".split(",")


@redrawn
def plot_series(
    series, *names, actors=None, events=None, claims=None, since=None, until=None, ax=None, size=None
):
    """Return a Chart of one measured series, or of two above each other on one axis of time.

    ``series`` is ``seeds.series`` or some of its rows, ``names`` are one or two of its series, such as
    "trade-china-ussr". ``actors`` keeps the rows all of whose states are named. Rows of ``seeds.events``
    are set above, the figures of rows of ``seeds.claims`` are dashed lines in a panel of their unit.
    ``since`` and ``until`` are years. Each panel has an axis and a unit of its own, tenfold from step to
    step where the largest value is a hundred times the smallest. Years without a value are hatched, false
    zeros are crossed out, single points never joined, doubtful values only listed, and what has a
    caveat is hollow. The Chart's table has the columns Year, What, Of whom, Value, Unit, Status, Note
    and Rests on; claims and events are its last rows. ``ax`` and ``size`` are those of ``plot_terms``.

    Raises ValueError, with what is allowed, for other tables, an unknown series or state, what is no
    year, and claims in another unit.
    """
    checks.need_table(series, COLUMNS, "plot_series", "series")
    letters = design.letters(size)
    checks.need_years(since, until)
    checks.need_values(series, "status", STATUSES)
    _need_names(series, names)
    events = panels.need_events(events, "plot_series")
    shown = _choose(series, names, actors, since, until)
    claims = _need_claims(claims, shown)
    window = _window(shown, since, until)
    events = panels.touching(events, *window) if len(shown) else events[:0]
    title = _title(shown, names, window)
    summary = _account(shown, claims, events, window)
    figure = _draw(shown, claims, events, window, (title, summary), ax, letters)
    return Chart(title, summary, _for_reading(shown, claims, events), figure)


def _need_names(series, names):
    if not 1 <= len(names) <= 2:
        known = ", ".join(dict.fromkeys(series["series"]))
        raise ValueError(f"Name one series or two, such as plot_series(seeds.series, 'warheads'): {known}.")
    for name in names if len(series) else ():
        checks.need_choice(name, list(dict.fromkeys(series["series"])), "series")


def _choose(series, names, actors, since, until):
    """Return the rows asked for, in the order of the names, with the states of each in words."""
    parts = [series[series["series"] == name] for name in dict.fromkeys(names)]
    rows = pd.concat(parts).astype({"status": object})
    if actors is not None and len(rows):
        wanted = [actors] if isinstance(actors, str) else list(actors)
        for actor in wanted:
            checks.need_choice(actor, sorted({*rows["actor"], *rows["other"]} - {""}), "actors")
        rows = rows[rows["actor"].isin(wanted) & rows["other"].isin([*wanted, ""])]
    rows = rows[(rows["year"] >= (since or 0)) & (rows["year"] <= (until or 9998))]
    pairs = zip(rows["actor"], rows["other"])
    return rows.assign(who=[f"{actor}–{other}" if other else actor for actor, other in pairs])


def _need_claims(claims, shown):
    if claims is None:
        return pd.DataFrame(columns=CLAIMS)
    checks.need_table(claims, CLAIMS, "plot_series", "claims")
    units = list(shown["unit"].unique())
    for unit in claims["unit"].unique():
        if units and not any(whole.startswith(unit) for whole in units):
            raise ValueError(f"These claims are in {unit}; the series drawn is in {' and in '.join(units)}.")
    return claims


def _window(shown, since, until):
    years = shown["year"] if len(shown) else [1949, 1989]
    return since or int(min(years)), until or int(max(years))


def _title(shown, names, window):
    first, *others = list(shown["title"].unique()) or names
    others = [f"{title[0].lower() if title[1:2].islower() else title[:1]}{title[1:]}" for title in others]
    return f"{' and '.join([first, *others])}, {window[0]}–{window[1]}"


def _for_reading(shown, claims, events):
    rests = [panels.rests_on("", reference) for reference in shown["reference"]]
    columns = [shown[name] for name in ("title", "who", "unit", "status", "note")]
    rows = list(
        zip(shown["year"].astype(str), *columns[:2], map(panels.say, shown["value"]), *columns[2:], rests)
    )
    for c in claims.itertuples():
        rests = panels.rests_on(c.statement, c.reference)
        rows.append(("–", c.title, c.says, c.as_given, c.unit, "claim", c.note, rests))
    rows += [(day, name, "", "", "", "event", "", rests) for day, name, rests in panels.listed(events)]
    return pd.DataFrame(rows, columns=HEADS)


def _account(shown, claims, events, window):
    if not len(shown):
        return "No series to show: nothing in the table fits what was asked for."
    said = [_of_one(rows, window) for _, rows in shown.groupby("series", sort=False)]
    said += [f"{c.statement or c.says} has {c.as_given} ({c.unit})" for c in claims.itertuples()]
    return "; ".join([*said, *panels.counted(events)]) + "."


def _of_one(rows, window):
    title, unit = rows["title"].iloc[0], rows["unit"].iloc[0]
    lines = [f"{who} {_ends(mine)}" for who, mine in curves.known(rows).groupby("who", sort=False)]
    notes = "; ".join(_notes(rows, window))
    return f"{title} ({unit}): {', '.join(lines) or 'nothing to draw'}" + f" ({notes})" * bool(notes)


def _ends(rows):
    if rows["value"].nunique() == 1:
        always = f" in {rows['year'].iloc[0]}" if len(rows) == 1 else " throughout"
        return panels.say(rows["value"].iloc[0]) + always
    return f"lowest {_when(rows, rows['value'].min())}, highest {_when(rows, rows['value'].max())}"


def _when(rows, value):
    years = rows.loc[rows["value"] == value, "year"]
    return f"{panels.say(value)} {'first ' * (len(years) > 1)}in {years.min()}"


def _notes(rows, window):
    """Say what is missing, false, doubtful or otherwise to be known before a series is read."""
    if gaps := curves.holes(rows, window):
        number = sum(map(len, gaps))
        yield f"no value for {number} year{'s' * (number != 1)}: {_spans(gaps)}"
    for status, words in (
        ("false_zero", "✗ recorded as 0, falsely"),
        ("doubtful", "too doubtful to be drawn"),
    ):
        if years := curves.runs(set(rows.loc[rows["status"] == status, "year"])):
            yield f"{words}: {_spans(years)}"
    known = curves.known(rows)
    for caveat, mine in known[known["caveat"] != ""].groupby("caveat", sort=False):
        who = "" if set(mine["who"]) == set(known["who"]) else f"{', '.join(mine['who'].unique())} "
        yield f"hollow, {who}{_spans(curves.runs(set(mine['year'])))}: {caveat}"


def _spans(years):
    ends = [(run[0], run[-1]) for run in years]
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ends)


def _draw(shown, claims, events, window, words, ax, letters):
    with design.drawing():
        if not len(shown):
            return design.empty(ax, words[1], letters)
        parts = shown.groupby("series", sort=False)
        drawn = [curves.curve(name, rows, claims, window) for name, rows in parts]
        margins = curves.margins(drawn, letters, len(events) > 0)
        width = panels.room(ax, *margins)
        plots = [_panel(curve, len(drawn) > 1, width, letters) for curve in drawn]
        above = panels.strip(events, *window, width, letters)
        return panels.stack(words[0], (), plots, margins, letters, ax, above)


def _panel(curve, titled, width, letters):
    def draw(ax, last):
        curves.draw(curve, ax, width, letters, last)

    title = curve.rows["title"].iloc[0]
    return panels.Panel(title * titled, tuple(_words(curve)), curves.height(curve, letters), draw)


def _words(curve):
    scale = ", tenfold from step to step" if curve.axis.log else ""
    unit, works = curve.rows["unit"].iloc[0], ", ".join(curve.rows["reference"].unique())
    yield f"Unit: {unit}{scale}. Beyond the sources: {works}."
    yield from (f"{note[0].upper()}{note[1:]}." for note in _notes(curve.rows, curve.window))
