"""The causes of the split: whose grievance each was, and the events in which it was at work."""

import pandas as pd

from course_lib import dates

from . import checks, design, grid, packing, timescale
from .chart import Chart, redrawn

NAMED = {"title": "Cause", "theme": "Theme", "aggrieved": "Side aggrieved", "summary": "Summary"}
SIDES = ("China", "both", "USSR")
GROUNDS = "Causes of the split, by theme and side aggrieved"
AXIS = 4  # inches, about what the axis of time gets
SHORTEST = 0.012  # part of the axis that a day takes, so that it is seen
AT_WORK = "Causes of the split and the events in which they were at work"


@redrawn
def plot_causes(causes, ax=None, *, size=None):
    """Return a Chart of the causes that the sources name, by theme and by the side aggrieved.

    ``causes`` is ``seeds.causes`` or some of its rows. The Chart's table has the columns Cause, Theme,
    Side aggrieved and Summary. ``ax`` and ``size`` are those of ``plot_terms``.

    Raises ValueError, with what is allowed, for another table or an unknown side.
    """
    checks.need_table(causes, NAMED, "plot_causes", "causes")
    checks.need_values(causes, "aggrieved", SIDES)
    letters = design.letters(size)
    causes = causes[list(NAMED)].astype(str)
    sides = {side: int((causes["aggrieved"] == side).sum()) for side in SIDES}
    themes = causes["theme"].value_counts(sort=False)
    names = packing.widest([*themes.index, "Theme"], letters.text, "bold") + grid.GAP
    limit = (grid.width(ax) - names) / 3 - 2 * grid.GAP
    rows = [
        grid.Row(theme, theme, tuple(_cell(causes, theme, side, limit, letters) for side in SIDES))
        for theme in themes.index
    ]
    heads = [f"{side}: {number}" for side, number in sides.items()]
    summary = _of_grounds(sides, themes)
    figure = grid.draw(GROUNDS, [], heads, [("Theme", rows)], summary, ax, letters)
    return Chart(GROUNDS, summary, causes.rename(columns=NAMED), figure)


def _cell(causes, theme, side, limit, letters):
    titles = causes.loc[(causes["theme"] == theme) & (causes["aggrieved"] == side), "title"]
    lines = [packing.wrap(title, limit, letters.text) for title in titles]
    text = "\n".join("\n".join(["• " + first, *("   " + line for line in more)]) for first, *more in lines)
    return (grid.Mark(text, ink=design.SIDES[side], align="left") if text else grid.SILENT,)


def _of_grounds(sides, themes):
    number = sum(sides.values())
    if not number:
        return "No causes to show: the table is empty."
    most = themes[themes == themes.max()]
    return (
        f"{number} cause{'s' * (number != 1)}, by the side aggrieved: China {sides['China']}, the USSR "
        f"{sides['USSR']}, both {sides['both']}; most under {' and '.join(most.index)} ({most.iloc[0]}"
        f"{' each' * (len(most) > 1)})."
    )


@redrawn
def plot_causes_at_work(cause_events, causes, events, ax=None, *, size=None):
    """Return a Chart of the events in which each cause was at work, on one axis of time.

    The tables are ``seeds.cause_events``, ``seeds.causes`` and ``seeds.events``, or some of their rows;
    what has no partner in the others, or no date, is left out. A bar goes from the first to the last
    day that the date allows, and to the edge where it is open. The Chart's table has the columns Cause,
    Theme, Event, Date, How and Beyond the sources. ``ax`` and ``size`` are those of ``plot_terms``.

    Raises ValueError, with what is allowed, for other tables.
    """
    letters = design.letters(size)
    links = _links(cause_events, causes, events)
    summary = _of_work(links, causes)
    scale = timescale.scale(links, (None, None), AXIS) if len(links) else timescale.Scale(0, 1, AXIS)
    ticks = [(scale.inches(day) / AXIS, name) for day, name in timescale.ticks(scale, letters.text)]
    groups = [
        (f"{cause} ({theme})", [_event(event, scale) for event in mine.itertuples()])
        for (cause, theme), mine in links.groupby(["cause", "theme"], sort=False)
    ]
    figure = grid.draw(AT_WORK, [], [""], groups, summary, ax, letters, ticks)
    return Chart(AT_WORK, summary, _for_reading(links), figure)


def _links(cause_events, causes, events):
    """Return a row for each cause in each event: cause and theme as words, the event's columns, how."""
    call = "plot_causes_at_work"
    checks.need_table(cause_events, ["cause", "event", "how"], call, "cause_events")
    checks.need_table(causes, ["cause", "title", "theme"], call, "causes")
    checks.need_table(events, ["event", "title", "date", "earliest", "latest", "beyond"], call, "events")
    checks.need_days(events)
    checks.need_truths(events, "beyond")
    dated = events.dropna(subset=["earliest", "latest"], how="all").drop(columns="theme", errors="ignore")
    named = causes[["cause", "title", "theme"]].astype(str).set_axis(["cause", "name", "theme"], axis=1)
    links = named.merge(cause_events, on="cause").merge(dated, on="event")
    links = links.assign(cause=links["name"], rank=pd.factorize(links["name"])[0])
    links["begins"] = links["earliest"].fillna(links["latest"])
    return links.sort_values(["rank", "begins"], kind="stable", ignore_index=True)


def _event(event, scale):
    first, last = timescale.begin(event.earliest), timescale.end(event.latest)
    start = scale.inches(scale.first if first != first else first) / AXIS
    end = scale.inches(scale.last if last != last else last) / AXIS
    label = event.title + " (beyond the sources)" * event.beyond
    mark = grid.Mark("", edge=design.LANES[0], bar=(start, max(end, start + SHORTEST)))
    return grid.Row(str(event.Index), label, ((mark,),), grid.years(event.date))


def _for_reading(links):
    table = links[["cause", "theme", "title", "date", "how"]].assign(date=links["date"].map(dates.label))
    table["beyond"] = ["yes" if beyond else "no" for beyond in links["beyond"]]
    return table.set_axis(["Cause", "Theme", "Event", "Date", "How", "Beyond the sources"], axis=1)


def _of_work(links, causes):
    if not len(links):
        return "No causes to show: the tables hold no event in which a cause of theirs was at work."
    by_cause, by_event = links["cause"].value_counts(), links["title"].value_counts()
    return (
        f"{len(by_cause)} cause{'s' * (len(by_cause) != 1)} at work in {len(by_event)} "
        f"event{'s' * (len(by_event) != 1)}, {len(causes) - len(by_cause) or 'none'} without one; "
        f"most events to a cause: {_top(by_cause)}; most causes in an event: {_top(by_event)}."
    )


def _top(counts):
    names = sorted(counts.index[counts == counts.max()])
    return f"{counts.max()} ({', '.join(names) if len(names) <= 3 else f'{len(names)} of them'})"
