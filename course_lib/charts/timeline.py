"""The timeline: events in swimlanes, days as dots and ranges as bars, each with its label."""

from itertools import cycle

import pandas as pd

from course_lib import dates

from . import accounts, checks, design, frame, lanes, timescale
from .chart import Chart

COLUMNS = ("title", "date", "earliest", "latest", "phase", "theme", "initiator", "beyond")
LANES = {"theme": "theme", "phase": "phase", "actor": "initiator"}
HEADINGS = {
    "date": "Date",
    "title": "Event",
    "theme": "Theme",
    "phase": "Phase",
    "initiator": "Who acted",
}


def plot_timeline(events, phase=None, by="theme", since=None, until=None, ax=None, *, size=None):
    """Return a Chart of dated events in lanes, each with a label that touches no other.

    ``events`` is ``seeds.events`` or some of its rows. ``phase`` keeps one phase;
    ``by`` makes the lanes: "theme", "phase" or "actor" (the column ``initiator``).
    ``since`` and ``until`` keep what may have happened between them; each is a year
    or an EDTF date. A day is a dot; everything less exact is a bar from the first
    to the last day that its date allows, with an arrow where an end is open or
    lies outside the chart. Hollow marks are beyond the sources. The Chart's table
    has the columns Date, Event, Theme, Phase, Who acted, Dated from, Dated to and
    Beyond the sources.

    The figure is ten inches wide and as tall as the labels need. With ``ax`` the
    chart is drawn there, at the size that you have given it. ``size="projector"``
    takes larger letters than "page"; without it ``course.style`` decides.

    Raises ValueError, with what is allowed, for another table or an unknown word or date.
    """
    checks.need_table(events, COLUMNS, "plot_timeline", "events")
    checks.need_choice(by, list(LANES), "by")
    letters = design.letters(size)
    checks.need_days(events)
    checks.need_truths(events, "beyond")
    window = _window(since, until)
    shown = _choose(events, phase, window)
    title = _title(phase, by, since, until)
    groups = _groups(events, shown, LANES[by])
    summary = accounts.of_events(shown)
    figure = _draw(groups, shown, window, (title, summary), ax, letters)
    return Chart(title, summary, _for_reading(shown), figure, row_header=1)


def _window(since, until):
    first, last = _edge(since, "since", 0), _edge(until, "until", 1)
    if first is not None and last is not None and first > last:
        raise ValueError(f"since={since!r} lies after until={until!r}: exchange the two.")
    return first, last


def _edge(day, argument, side):
    if day is None:
        return None
    try:
        bound = dates.bounds(_edtf(day))[side]
    except ValueError as problem:
        raise ValueError(
            f"{argument}={day!r} is not a date. Write a year or a date such as 1950, "
            '"1950-02" or "1950-02-14".'
        ) from problem
    return pd.Timestamp(bound) if bound else None


def _edtf(day):
    return day.date().isoformat() if isinstance(day, pd.Timestamp) else str(day)


def _choose(events, phase, window):
    if phase is not None and len(events):
        checks.need_choice(phase, [name for name in _values(events["phase"]) if name], "phase")
        events = events[events["phase"] == phase]
    since, until = window
    if since is not None:
        events = events[~(events["latest"] < since)]
    if until is not None:
        events = events[~(events["earliest"] > until)]
    begins = events["earliest"].fillna(events["latest"])
    ordered = events.assign(begins=begins).sort_values(["begins", "latest"], kind="stable")
    return ordered.reset_index(drop=True)


def _values(column):
    known = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else ()
    return [str(value) for value in dict.fromkeys([*known, *_text(column)])]


def _text(column):
    return column.astype(object).fillna("").astype(str)


def _title(phase, by, since, until):
    kept = f"of the {phase} phase, " if phase else ""
    lane = "who acted" if by == "actor" else by
    first, last = (day and dates.label(_edtf(day)) for day in (since, until))
    span = first if first == last else f"{first} to {last}"
    when = span if since and until else f"since {first}" if since else until and f"until {last}"
    return f"Timeline {kept}by {lane}" + (f", {when}" if when else "")


def _for_reading(events):
    table = events[list(HEADINGS)].apply(_text).rename(columns=HEADINGS)
    table["Date"] = [dates.label(day) for day in events["date"]]
    for name, column in (("Dated from", "earliest"), ("Dated to", "latest")):
        table[name] = events[column].dt.strftime("%Y-%m-%d").fillna("open")
    table["Beyond the sources"] = ["yes" if beyond else "no" for beyond in events["beyond"]]
    return table


def _groups(events, shown, column):
    """Return (name, colour, events) for each lane; a lane keeps its colour whatever is left out."""
    colours = _colours(events, column)
    dated = shown.dropna(subset="begins")
    lane_of = _text(dated[column])
    rows = {name: tuple(dated[lane_of == name].itertuples(name="Event")) for name in colours}
    return [(name or "not given", colours[name], rows[name]) for name in colours if rows[name]]


def _colours(events, column):
    sides = design.SIDES if column == "initiator" else {}
    others = [name for name in _values(events[column]) if name not in sides]
    tints = [tint for tint in design.LANES if tint not in sides.values()]
    return {**sides, **dict(zip(others, cycle(tints), strict=False))}


def _draw(groups, table, window, words, ax, letters):
    with design.drawing():
        if not groups:
            return design.empty(ax, words[1], letters)
        left = frame.left_margin(groups, letters)
        scale = timescale.scale(table, window, frame.width(ax, left))
        laid = lanes.lay_out(groups, scale, letters)
        indent = 0 if ax else left - design.MARGIN
        ax = ax or frame.new_axes(laid, left, letters)
        lanes.draw(ax, laid, scale, letters)
        frame.dress(ax, laid, scale, words[0], indent, letters)
    return ax.figure
