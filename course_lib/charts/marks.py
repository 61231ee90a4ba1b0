"""Marks of events: days as dots and ranges as bars, ten thousand of them in a few artists."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PolyCollection

from . import design, timescale


@dataclass(frozen=True)
class Size:
    """How large marks are: half a dot's width, a bar's height and a row of marks in inches, edges in points."""

    dot: float
    bar: float
    row: float
    edge: float


LARGE = Size(0.055, 0.08, 0.17, 1.6)
SMALL = Size(0.03, 0.04, 0.085, 1)


def is_day(event):
    """Return whether an event is dated to a single day."""
    return event.earliest == event.latest


def reach(event, scale):
    """Return the two ends of an event's mark in days; an open end is an end of the axis."""
    first, last = timescale.begin(event.earliest), timescale.end(event.latest)
    first = min(scale.first, last) if first != first else first
    return first, max(scale.last, first) if last != last else last


def span(event, scale, size=LARGE):
    """Return the two ends of what is seen of an event's mark, in inches."""
    left, right = (scale.inches(scale.clip(day)) for day in reach(event, scale))
    if is_day(event):
        return (left + right) / 2 - size.dot, (left + right) / 2 + size.dot
    return left, right


def runs_on(event, scale):
    """Return (day, marker) for each end of an event that is open or lies outside the axis."""
    first, last = timescale.begin(event.earliest), timescale.end(event.latest)
    left, right = first >= scale.first, last <= scale.last
    ends = ((left, scale.first, "<"), (right, scale.last, ">"))
    return [] if is_day(event) else [(place, shape) for inside, place, shape in ends if not inside]


def draw(ax, marked, scale, size, name="", zorder=3):
    """Draw events, given as (event, colour, inches from the top), in the order of the table.

    All days are one collection of points, ``days``, and all ranges one of polygons, ``ranges``; so are the
    arrows at either edge, ``arrows-left`` and ``arrows-right``. ``name`` goes before these names.
    """
    marked = sorted(marked, key=lambda mark: mark[0].Index)
    days = [(timescale.begin(event.earliest) + 0.5, *rest) for event, *rest in _with_face(marked, True)]
    _draw_points(ax, days, "o", size, 1, zorder=zorder, gid=f"{name}days")
    ranges = [(reach(event, scale), *rest) for event, *rest in _with_face(marked, False)]
    _draw_bars(ax, ranges, size, zorder=zorder, gid=f"{name}ranges")
    ends = [(end, *rest) for event, *rest in _with_face(marked, False) for end in runs_on(event, scale)]
    for shape, side in (("<", "left"), (">", "right")):
        here = [(end[0], *rest) for end, *rest in ends if end[1] == shape]
        looks = {"zorder": zorder + 1, "clip_on": False, "gid": f"{name}arrows-{side}"}
        _draw_points(ax, here, shape, size, 2.5, **looks)


def _with_face(marked, days):
    for event, colour, y in marked:
        if is_day(event) == days:
            yield event, y, colour, design.PAPER if event.beyond else colour


def _draw_points(ax, points, marker, size, times, **looks):
    if points:
        x, y, edges, faces = zip(*points)
        area = times * (144 * size.dot - size.edge / 2) ** 2
        looks |= {"facecolors": faces, "edgecolors": edges, "lw": size.edge}
        ax.scatter(x, y, s=area, marker=marker, **looks)


def _draw_bars(ax, bars, size, **looks):
    if bars:
        ends, y, edges, faces = zip(*bars)
        corners = np.array(ends)[:, [0, 1, 1, 0]], np.add.outer(y, size.bar / 2 * np.array([-1, -1, 1, 1]))
        looks |= {"facecolors": faces, "edgecolors": edges, "lw": size.edge}
        ax.add_collection(PolyCollection(np.stack(corners, axis=2), **looks), autolim=False)


def ring(ax, event, colour, y, scale, size):
    """Draw an event once more on top of all others, with a ring around it."""
    ends = np.clip(reach(event, scale), scale.first, scale.last)
    for points, tint, gid in ((13, design.INK, "ring"), (9, design.PAPER, "inside")):
        wide = points + 72 * (max(2 * size.dot, size.bar) - 0.1)
        looks = {"lw": wide, "color": tint, "solid_capstyle": "round", "zorder": 5, "snap": False}
        ax.plot(ends, [y, y], clip_on=False, gid=f"{gid}-{event.Index}", **looks)
    draw(ax, [(event, colour, y)], scale, size, "chosen-", zorder=6)
