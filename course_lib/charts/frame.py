"""The lanes and what stands around them: the title, the meaning of the marks, the dates, and a chosen event."""

from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from course_lib import dates

from . import design, lanes, marks, packing, timescale

RIGHT = 0.5  # inches beside the axes, half of the longest date
WIDE = design.WIDTH - 2 * design.MARGIN  # inches for the title
TALL = 5  # inches from which the dates stand below the lanes as well as above
TICK = 0.05  # inches
KEY = 0.34  # inches for a mark of the key
WORDS = {
    "day": "dated to the day",
    "range": "a longer time, or no exact day",
    "runs on": "runs on: open, or beyond this edge",
    "beyond": "hollow: beyond the sources",
}
LOOKS = {
    "day": {"marker": "o", "ms": 7},
    "range": {"lw": 7, "solid_capstyle": "butt"},
    "runs on": {"marker": ">", "ms": 8},
    "beyond": {"marker": "o", "ms": 7, "mfc": design.PAPER, "mew": 1.5},
}


@dataclass(frozen=True)
class Plan:
    """A timeline laid out, in inches; ``head`` is (event, lines) of the chosen event, which is named on top."""

    title: str
    laid: list
    scale: timescale.Scale
    left: float
    size: marks.Size
    head: tuple | None

    @property
    def height(self):
        """The inches that the axes take from top to bottom."""
        return self.laid[-1].top + self.laid[-1].height

    def margins(self, letters):
        """Return the inches left, right, above and below of axes of their own."""
        top = 4.4 * letters.line + len(_title(self.title, WIDE, letters)) * letters.title * 1.3 / 72
        return self.left, RIGHT, top, (1.8 if self.height > TALL else 0.7) * letters.line

    def place(self, across, down, letters):
        """Return a point of the picture, in shares of width and height, as inches from the axes' top left."""
        left, _, top, bottom = self.margins(letters)
        return across * design.WIDTH - left, down * (top + self.height + bottom) - top

    def marked(self):
        """Return every mark as (event, colour, inches from the top of the axes)."""
        return [(e, lane.colour, y) for lane in self.laid for e, y in zip(lane.events, lane.depths)]


def plan(asked, ax, letters):
    """Return the Plan for what a call of ``plot_timeline`` asks for, in axes given or in new ones."""
    left = _left_margin(asked.groups, letters)
    width = design.width_of(ax) if ax else design.WIDTH - left - RIGHT
    scale = timescale.scale(asked.shown, asked.window, width)
    head = _head(asked, width, letters)
    top = len(head[1]) * letters.line + 0.1 if head else 0
    close = (asked.groups, scale, letters, asked.size, top)
    laid = lanes.lay_close(*close) if asked.close else lanes.lay_out(*close[:3])
    return Plan(asked.title, laid, scale, left, asked.size, head)


def _left_margin(groups, letters):
    names = (lanes.name_lines(name, letters) for name, _, _ in groups)
    return 0.25 + max(packing.widest(lines, letters.text, "bold") for lines in names)


def _head(asked, width, letters):
    events = (
        e for _, _, rows in asked.groups for e in rows if asked.chosen is not None and e.event == asked.chosen
    )
    found = ((e, f"{e.title} ({dates.label(e.date)})") for e in events)
    return next(((e, packing.wrap(words, width, letters.text, "bold")) for e, words in found), None)


def _title(title, wide, letters):
    return packing.wrap(title, wide, letters.title, "bold")


def draw(plan, ax, letters):
    """Return the figure with a Plan drawn into axes given or into new ones."""
    indent = 0 if ax else plan.left - design.MARGIN
    ax = ax or design.new_axes(plan.height, *plan.margins(letters))
    lanes.draw(ax, plan.laid, plan.scale, letters, plan.size)
    if plan.head:
        _draw_head(ax, plan, letters)
    _dress(ax, plan, indent, letters)
    return ax.figure


def _draw_head(ax, plan, letters):
    event, lines = plan.head
    colour, y = next(rest for other, *rest in plan.marked() if other is event)
    middle = sum(marks.span(event, plan.scale, plan.size)) / 2
    wide, foot = packing.widest(lines, letters.text, "bold"), plan.laid[0].top
    place = plan.scale.day(max(0, min(middle - wide / 2, plan.scale.width - wide))), foot / 2
    ground = {"facecolor": design.PAPER, "edgecolor": "none", "pad": 0}
    lanes.write(ax, event, "\n".join(lines), *place, letters, weight="bold", bbox=ground)
    _strokes(ax, [plan.scale.day(middle)], foot - 0.04, y, ax.transData, color=design.INK, lw=1, zorder=2)
    marks.ring(ax, event, colour, y, plan.scale, plan.size)


def _dress(ax, plan, indent, letters):
    # Our own lines and words: matplotlib's axes and legend make the same of many more artists, in twice the time.
    ax.set_axis_off()
    box = Rectangle((0, 0), 1, 1, fill=False, ec=design.GRID, lw=0.8, clip_on=False, transform=ax.transAxes)
    ax.add_artist(box)
    edges = [_from(ax, 1), _from(ax, 0)]
    _draw_dates(ax, plan, edges, letters)
    _draw_key(ax, _kinds(plan), edges[0], letters)
    lines = _title(plan.title, WIDE if indent else design.width_of(ax), letters)
    looks = {"weight": "bold", "linespacing": 1.1, "gid": "title"}
    _write(ax, -indent, 4.2 * letters.line, "\n".join(lines), edges[0], letters.title, va="bottom", **looks)


def _from(ax, edge):
    """Return how inches from the left and up from the upper (1) or lower (0) edge of axes become dots."""
    return ax.figure.dpi_scale_trans + ScaledTranslation(0, edge, ax.transAxes)


def _write(ax, x, y, text, transform, size, **looks):
    ax.text(x, y, text, transform=transform, size=size, parse_math=False, **looks)


def _strokes(ax, places, low, high, transform, **looks):
    """Draw upright strokes as one line that breaks off between them."""
    x, y = np.repeat(places, 3), np.tile([low, high, np.nan], len(places))
    ax.add_artist(Line2D(x, y, transform=transform, solid_capstyle="butt", **looks))


def _draw_dates(ax, plan, edges, letters):
    named, years = timescale.ticks(plan.scale, letters.text), timescale.years(plan.scale)
    places = [place for place, _ in named]
    _strokes(ax, places, 0, 1, ax.get_xaxis_transform(), color=design.GRID, lw=0.8, zorder=1, gid="grid")
    for edge, out in zip(edges, (1, -1)):
        days = blended_transform_factory(ax.transData, edge)
        looks = {"color": design.QUIET, "lw": 0.8, "clip_on": False}
        _strokes(ax, places, 0, out * TICK, days, **looks)
        _strokes(ax, years, 0, -out * TICK, days, **looks)
        side = {"ha": "center", "va": "bottom" if out > 0 else "top"}
        for place, name in named if out > 0 or plan.height > TALL else ():
            _write(ax, place, out * 2 * TICK, name, days, letters.text, gid=f"date-{out}-{place:.0f}", **side)


def _draw_key(ax, kinds, edge, letters):
    left = 0
    for column in (kinds[:2], kinds[2:]):
        for y, kind in zip((3.25 * letters.line, 2.1 * letters.line), column):
            x = [left, left + KEY] if kind == "range" else [left + KEY / 2]
            looks = {"color": design.QUIET, "clip_on": False, **LOOKS[kind]}
            ax.add_artist(Line2D(x, [y] * len(x), transform=edge, gid=f"key-{kind}", **looks))
            _write(ax, left + KEY + 0.08, y, WORDS[kind], edge, letters.text, va="center", gid=f"word-{kind}")
        left += packing.widest([WORDS[kind] for kind in column], letters.text) + KEY + 0.4


def _kinds(plan):
    events = [event for event, _, _ in plan.marked()]
    present = {
        "day": any(map(marks.is_day, events)),
        "range": not all(map(marks.is_day, events)),
        "runs on": any(marks.runs_on(event, plan.scale) for event in events),
        "beyond": any(event.beyond for event in events),
    }
    return [kind for kind in WORDS if present[kind]]
