"""Panels one above another over one shared axis, each below its own words, with events in a strip on top.

The axes that hold them stay empty; their units are inches from the top left corner.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import date2num
from matplotlib.scale import SymmetricalLogScale
from matplotlib.ticker import MaxNLocator

from course_lib import dates

from . import checks, design, lanes, packing, timescale

GAP, NEAR = 0.16, 0.06  # inches above the words of a panel, and below them
FOOT = 2.5  # lines below the last panel, for the names on its axis and for what they mean
HUNDREDFOLD = 100  # from the smallest figure to the largest: from here on steps are tenfold
LOG = SymmetricalLogScale(None, linthresh=1, linscale=0.75)  # it has a nought, as a plain logarithm has not
EVENTS = ("title", "date", "earliest", "latest", "reference", "beyond")
EVENTS_WIDE = 0.08  # inches, for each point of a letter, that the name of the strip needs beside it
STEPS = (1, 2, 5, 10, 20, 50, 100, 500)  # years from one that is named to the next


@dataclass(frozen=True)
class Panel:
    """A plot: its title, the lines of words below it, its inches, and ``draw(axes, whether the last)``."""

    title: str
    words: tuple
    height: float
    draw: Any


@dataclass(frozen=True)
class Numbers:
    """An axis of numbers: its ends, its ticks, and whether it grows tenfold from tick to tick."""

    low: float
    high: float
    ticks: tuple
    log: bool

    def set(self, ax, way, letters, named=True):
        """Give the x or the y of axes these ends and ticks, with their names or without."""
        scale = {f"{way}scale": LOG} if self.log else {}
        ax.set(**scale, **{f"{way}lim": (self.low, self.high), f"{way}ticks": self.ticks})
        ax.set(**{f"{way}ticklabels": list(self._names(ax, way, letters)) if named else []})
        ax.minorticks_off()
        ax.grid(axis=way, color=design.GRID, lw=0.8)
        _plain(ax, letters, named)

    def _names(self, ax, way, letters):
        edge = -1
        for tick in self.ticks:
            place = ax.transData.transform((tick, tick))[int(way == "y")] / ax.figure.dpi
            half = (packing.width(say(tick), letters.text) if way == "x" else letters.line) / 2
            fits = place - half >= edge
            edge = place + half + NEAR * (way == "x") if fits else edge
            yield say(tick) if fits else ""


def numbers(values):
    """Return the Numbers for some figures: tenfold where one is a hundred times another, else even."""
    low, high = min([0, *values]), max([0, *values])
    above = min([value for value in values if value > 0], default=high)
    if low == 0 < HUNDREDFOLD * above <= high:
        ticks = [10**step for step in range(16) if 10**step <= 1.6 * high]
        return Numbers(-0.4, 1.6 * high, (0, *ticks), True)
    high = high if high > low else low + 1
    low, high = low - 0.03 * (high - low), high + 0.08 * (high - low)
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, high)
    return Numbers(low, high, tuple(float(tick) for tick in ticks if low <= tick <= high), False)


def say(number):
    """Return a number as people write it; a dash for none."""
    return "–" if number != number else f"{number:,.10g}".replace("-", "−")


def new_year(year):
    """Return the first day of a year as matplotlib counts days."""
    return float(date2num(np.datetime64(f"{year:04}-01-01")))


def years(first, last, width):
    """Return the Scale of whole years, ``width`` inches long."""
    return timescale.Scale(new_year(first), new_year(last + 1), width)


def name_years(ax, first, last, width, letters, named):
    """Set years across: a band for each that is named, with its name below the middle of the band."""
    room = 1.5 * packing.width("1969", letters.text) / width * (last + 1 - first)
    step = next((step for step in STEPS if step >= room), STEPS[-1])
    chosen = [year for year in range(first, last + 1) if year % step == 0]
    for year in chosen:
        ax.axvspan(new_year(year), new_year(year + 1), color=design.BAND, lw=0, zorder=0)
    names = [str(year) if named else "" for year in chosen]
    ax.set_xlim(new_year(first), new_year(last + 1))
    ax.set_xticks([(new_year(year) + new_year(year + 1)) / 2 for year in chosen], names)
    ax.set_xlabel("Year" if named else "", size=letters.text)
    _plain(ax, letters, named)


def _plain(ax, letters, named):
    ax.set_axisbelow(True)
    ax.tick_params(labelsize=letters.text, labelcolor=design.INK, color=design.QUIET, length=3 * named)
    ax.spines[:].set_color(design.GRID)


def room(ax, left, right):
    """Return the inches that the shared axis has between margins, in axes given or in new ones."""
    return (design.width_of(ax) if ax else design.WIDTH - 2 * design.MARGIN) - left - right


def rests_on(statement, reference):
    """Return what a row rests on: a statement, or a work that is marked as beyond the sources."""
    return f"`{statement}`" if statement else f"beyond the sources: {reference}"


def need_events(events, call):
    """Return the events to be set above, in order of time. Raises ValueError for another table."""
    if events is None:
        return pd.DataFrame(columns=EVENTS).astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})
    checks.need_table(events, EVENTS, call, "events")
    checks.need_days(events)
    checks.need_truths(events, "beyond")
    return events.sort_values("earliest", kind="stable").reset_index(drop=True)


def touching(table, first, last):
    """Return the rows of which some day may lie in these years."""
    dated = table.dropna(how="all", subset=["earliest", "latest"])
    too_early = dated["latest"] < np.datetime64(f"{first:04}-01-01")
    return dated[~too_early & ~(dated["earliest"] > np.datetime64(f"{last:04}-12-31"))]


def listed(events):
    """Return for each event its date for people, its title and what it rests on."""
    rests = [rests_on("", e.reference) if e.beyond else "the five sources" for e in events.itertuples()]
    return zip([dates.label(day) for day in events["date"]], events["title"], rests)


def counted(events):
    """Say how many events stand above, in a list of one or of none."""
    return [f"{len(events)} event{'s are' if len(events) != 1 else ' is'} marked above"] * bool(len(events))


def strip(events, first, last, width, letters):
    """Return events laid out to be set above the panels, as (lanes, Scale of the days)."""
    scale, rows = years(first, last, width), tuple(events.itertuples(name="Event"))
    return lanes.lay_out([("Events", design.INK, rows)] if rows else [], scale, letters), scale


def stack(title, words, panels, margins, letters, ax=None, above=((), None)):
    """Return the figure with a title, some words, a strip of events and the panels, from the top down.

    ``margins`` are the inches at the left and at the right of the plots. In axes that are given
    the panels share what height there is.
    """
    wide = room(ax, 0, 0)
    heads = [_lines(panel.title, panel.words, wide, letters.text, letters) for panel in panels]
    heads.insert(0, _lines(title, words, wide, letters.title, letters))
    fixed = (
        sum(map(_tall, heads)) - GAP + FOOT * letters.line + sum(lane.height + 2 * GAP for lane in above[0])
    )
    asked = sum(panel.height for panel in panels)
    ax = ax or design.new_axes(fixed + asked)
    tall = ax.get_window_extent().height / ax.figure.dpi
    ax.set(xlim=(0, wide), ylim=(tall, 0))
    ax.set_axis_off()
    top = _draw_strip(ax, above, _write(ax, heads[0], -GAP), margins, letters)
    for panel, lines in zip(panels, heads[1:]):
        height = panel.height * max(tall - fixed, 0.1 * asked) / asked
        plot = _inset(ax, _write(ax, lines, top), height, margins)
        panel.draw(plot, panel is panels[-1])
        _cross(plot, *above)
        top += _tall(lines) + height
    return ax.figure


def _lines(title, words, wide, size, letters):
    titles = [(line, size, "bold") for line in packing.wrap(title, wide, size, "bold") if title]
    wrapped = [line for text in words for line in packing.wrap(text, wide, letters.text)]
    return titles + [(line, letters.text, "normal") for line in wrapped]


def _tall(lines):
    return GAP + NEAR + sum(size for _, size, _ in lines) * 1.34 / 72


def _write(ax, lines, top):
    top += GAP
    for line, size, weight in lines:
        high = size * 1.34 / 72
        ax.text(0, top + high / 2, line, size=size, weight=weight, va="center", parse_math=False)
        top += high
    return top + NEAR


def _inset(ax, top, height, margins):
    wide, tall = ax.get_xlim()[1], ax.get_ylim()[0]
    left, right = margins
    box = (left / wide, 1 - (top + height) / tall, (wide - left - right) / wide, height / tall)
    return ax.inset_axes(box, facecolor=design.PAPER)


def _draw_strip(ax, above, top, margins, letters):
    for lane in above[0]:
        plot = _inset(ax, top + GAP, lane.height, margins)
        lanes.draw(plot, *above, letters)
        plot.set(xticks=[], yticks=[])
        plot.spines[:].set_color(design.GRID)
    return top + sum(lane.height + 2 * GAP for lane in above[0])


def _cross(ax, laid, scale):
    for event in laid[0].events if laid else ():
        first, last = lanes.reach(event, scale)
        looks = {"lw": 0.9, "ls": (0, (4, 2)), "ec": design.QUIET, "fc": f"{design.GRID}80"}
        ax.axvspan(first, last, zorder=0.5, gid=f"event-{event.Index}", **looks)
