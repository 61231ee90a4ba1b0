"""The timeline: events in swimlanes, days as dots and ranges as bars, with labels as far as they can be read."""

from dataclasses import dataclass
from itertools import cycle
from math import hypot

import pandas as pd

from course_lib import dates

from . import accounts, checks, design, frame, marks
from .chart import Chart, redrawn

LABELLED = 150  # events at most that have labels

COLUMNS = ("title", "date", "earliest", "latest", "phase", "theme", "initiator", "beyond")
LANES = {"theme": "theme", "phase": "phase", "actor": "initiator"}
HEADINGS = {
    "date": "Date",
    "title": "Event",
    "theme": "Theme",
    "phase": "Phase",
    "initiator": "Who acted",
}


@dataclass(frozen=True)
class Asked:
    """What a call asks for: words, the rows to show, their lanes as (name, colour, events), and the looks."""

    title: str
    summary: str
    shown: pd.DataFrame
    groups: list
    window: tuple
    chosen: str | None
    close: bool
    size: marks.Size


@redrawn
def plot_timeline(events, phase=None, by="theme", since=None, until=None, ax=None, *, chosen=None, size=None):
    """Return a Chart of dated events in lanes, each with a label that touches no other.

    ``events`` is ``seeds.events`` or some of its rows. ``phase`` keeps one phase;
    ``by`` makes the lanes: "theme", "phase" or "actor" (the column ``initiator``).
    ``since`` and ``until`` keep what may have happened between them; each is a year
    or an EDTF date. A day is a dot; everything less exact is a bar from the first
    to the last day that its date allows, with an arrow where an end is open or
    lies outside the chart. Hollow marks are beyond the sources. The Chart's table
    has the columns Date, Event, Theme, Phase, Who acted, Dated from, Dated to and
    Beyond the sources.

    With ``chosen``, an event's key, that event is ringed and named above the lanes, and no other has a
    label; of more than 150 events none has one, marks are smaller, and the names are in the table.

    The figure is ten inches wide and as tall as the labels need. With ``ax`` the
    chart is drawn there, at the size that you have given it. ``size="projector"``
    takes larger letters than "page"; without it ``course.style`` decides.

    Raises ValueError, with what is allowed, for another table or an unknown word, date or event.
    """
    letters = design.letters(size)
    asked = _ask(events, phase, by, since, until, chosen)
    with design.drawing():
        if asked.groups:
            figure = frame.draw(frame.plan(asked, ax, letters), ax, letters)
        else:
            figure = design.empty(ax, asked.summary, letters)
    return Chart(asked.title, asked.summary, _for_reading(asked.shown), figure, row_header=1)


def event_at(events, across, down, *, within=0.02, size=None, **asked):
    """Return the key of the event whose mark is nearest to a point of :func:`plot_timeline`'s picture, or None.

    ``across`` and ``down`` are shares of the picture's width and height from its top left corner,
    as a click has them; ``within`` is how far a mark may be from there, as a share of the width.
    All other arguments are those that were drawn, and the figure is the timeline's own.

    Raises what :func:`plot_timeline` raises.
    """
    checks.need_table(events, ["event"], "event_at", "events")
    asked, letters = _ask(events, **asked), design.letters(size)
    if not asked.groups:
        return None
    plan = frame.plan(asked, None, letters)
    x, y = plan.place(across, down, letters)
    away, event = min((_distance(*mark, plan, x, y), mark[0].event) for mark in plan.marked())
    return event if away <= within * design.WIDTH else None


def _distance(event, _, depth, plan, x, y):
    left, right = marks.span(event, plan.scale, plan.size)
    return hypot(max(left - x, x - right, 0), max(abs(depth - y) - plan.size.bar / 2, 0))


def _ask(events, phase=None, by="theme", since=None, until=None, chosen=None):
    _check(events, by, chosen)
    window = _window(since, until)
    shown = _choose(events, phase, window)
    groups = _groups(events, shown, LANES[by])
    many = sum(len(rows) for _, _, rows in groups) > LABELLED
    title = _title(phase, by, since, until) + " (names in the table)" * (many and chosen is None)
    event = None if chosen is None else events[events["event"] == chosen].iloc[0]
    summary = accounts.of_events(shown, event, many)
    size = marks.SMALL if many else marks.LARGE
    return Asked(title, summary, shown, groups, window, chosen, many or chosen is not None, size)


def _check(events, by, chosen):
    needed = COLUMNS if chosen is None else ("event", *COLUMNS)
    checks.need_table(events, needed, "plot_timeline", "events")
    checks.need_choice(by, list(LANES), "by")
    checks.need_days(events)
    checks.need_truths(events, "beyond")
    if chosen is not None:
        checks.need_choice(chosen, list(events["event"]), "chosen")


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
    colours, lane_of = _colours(events, column), _text(shown[column])
    rows = {name: [] for name in colours}
    for lane, event in zip(lane_of, shown.itertuples(name="Event")):
        if event.begins is not pd.NaT:
            rows[lane].append(event)
    return [(name or "not given", colours[name], tuple(rows[name])) for name in colours if rows[name]]


def _colours(events, column):
    sides = design.SIDES if column == "initiator" else {}
    others = [name for name in _values(events[column]) if name not in sides]
    tints = [tint for tint in design.LANES if tint not in sides.values()]
    return {**sides, **dict(zip(others, cycle(tints), strict=False))}
