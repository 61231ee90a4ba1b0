"""Swimlanes: where each event's mark and label stand, and how they are drawn.

Places are computed in inches before anything is drawn: lanes from the top down,
rows within a lane a third of a line high. Across, the axes keep their days.
"""

from dataclasses import dataclass

from matplotlib.patches import Rectangle
from matplotlib.transforms import ScaledTranslation

from . import design, packing, timescale

GAP = 0.2  # inches between neighbours in a row
NEAR = 0.07  # inches between a mark and its label
DOT = 0.055  # inches, half the width of a day's mark
LONG = 0.9  # inches: the label of a longer bar stands above it
WRAPS = (60, 22)  # the widths that a label may have, in heights of a letter
ROWS = 3  # rows in a line of text, so that a bar may take less height than a line
BAR = 0.08  # inches, the height of a bar
PAD = 0.1  # inches above and below the rows of a lane
LEFT, ABOVE = 3 * ROWS, ROWS // 2  # rows that these ways to set a label must save


@dataclass(frozen=True)
class Block:
    """An event's mark with its label; ``spans`` hold (left, right) in inches for each row.

    ``text_row`` and ``mark_row`` are the middles of the two, counted in rows from the block's top.
    """

    text: str
    align: str
    at: float
    text_row: float
    mark_row: float
    spans: tuple
    cost: int


@dataclass(frozen=True)
class Lane:
    """A lane: its name and colour, its events with blocks and rows, and its place in inches."""

    name: str
    colour: str
    events: tuple
    blocks: tuple
    rows: tuple
    top: float
    height: float


def lay_out(groups, scale, letters):
    """Return the lanes for (name, colour, events as tuples in order of time), from the top down."""
    laid, top = [], 0
    for name, colour, events in groups:
        blocks, rows = _arrange(events, scale, letters)
        height = _height(name, blocks, rows, letters)
        laid.append(Lane(name, colour, events, blocks, rows, top, height))
        top += height
    return laid


def _arrange(events, scale, letters):
    ways = [blocks(event, scale, letters) for event in events]
    chosen = packing.pack([[(way.cost, way.spans) for way in each] for each in ways], GAP)
    placed = [(each[way], row) for each, (way, row) in zip(ways, chosen, strict=True)]
    return tuple(zip(*placed, strict=True))


def name_lines(name, letters):
    """Return a lane's name as lines that the left margin has room for."""
    return packing.wrap(name, 1.5, letters.text, "bold")


def _height(name, blocks, rows, letters):
    deepest = max(row + len(item.spans) for row, item in zip(rows, blocks, strict=True))
    own = ROWS * len(name_lines(name, letters))
    return max(deepest, own) * letters.line / ROWS + 2 * PAD


def is_day(event):
    """Return whether an event is dated to a single day."""
    return event.earliest == event.latest


def reach(event, scale):
    """Return the two ends of an event's mark in days; an open end is an end of the axis."""
    first, last = timescale.begin(event.earliest), timescale.end(event.latest)
    first = min(scale.first, last) if first != first else first
    return first, max(scale.last, first) if last != last else last


def mark_span(event, scale):
    """Return the two ends of what is seen of an event's mark, in inches."""
    left, right = (scale.inches(scale.clip(day)) for day in reach(event, scale))
    if is_day(event):
        return (left + right) / 2 - DOT, (left + right) / 2 + DOT
    return left, right


def blocks(event, scale, letters):
    """Return the ways to set an event's mark and label: at its right, at its left, or above it."""
    widths = (min(wrap * letters.text / 72, scale.width) for wrap in WRAPS)
    wrapped = dict.fromkeys(tuple(packing.wrap(event.title, w, letters.text)) for w in widths)
    mark = mark_span(event, scale)
    return [way for lines in wrapped for way in _ways(lines, mark, scale.width, letters)]


def _ways(lines, mark, room, letters):
    (left, right), wide = mark, packing.widest(lines, letters.text)
    short = right - left <= LONG
    fits = right + NEAR + wide <= room
    if short and fits:
        yield _beside(lines, "left", right + NEAR, (left, right + NEAR + wide), 0)
    if short and left - NEAR - wide >= 0:
        yield _beside(lines, "right", left - NEAR, (left - NEAR - wide, right), LEFT * fits)
    yield _above(lines, max(0, min(left, room - wide)), wide, mark, LEFT if short else ABOVE)


def _beside(lines, align, at, span, cost):
    rows = ROWS * len(lines)
    return Block("\n".join(lines), align, at, rows / 2, ROWS / 2, (span,) * rows, cost)


def _above(lines, at, wide, mark, cost):
    rows = ROWS * len(lines)
    spans = ((at, at + wide),) * rows + (mark,) * 2
    return Block("\n".join(lines), "left", at, rows / 2, rows + 0.8, spans, cost)


def draw(ax, lanes, scale, letters):
    """Draw the lanes into axes, in inches from the top down and in days across."""
    ax.set_xlim(scale.first, scale.last)
    ax.set_ylim(lanes[-1].top + lanes[-1].height, 0)
    for place, lane in enumerate(lanes):
        _draw_lane(ax, lane, scale, letters, design.BAND if place % 2 == 0 else design.PAPER)


def _draw_lane(ax, lane, scale, letters, band):
    ax.axhspan(lane.top, lane.top + lane.height, color=band, zorder=0, lw=0)
    _draw_name(ax, lane, letters)
    for event, item, row in zip(lane.events, lane.blocks, lane.rows, strict=True):
        mark, text = (_depth(lane, row + part, letters) for part in (item.mark_row, item.text_row))
        _draw_mark(ax, event, lane.colour, scale, mark)
        _draw_label(ax, event, item, scale, letters, band, text)


def _depth(lane, row, letters):
    return lane.top + PAD + row * letters.line / ROWS


def _draw_name(ax, lane, letters):
    beside = ax.get_yaxis_transform() + ScaledTranslation(-0.12, 0, ax.figure.dpi_scale_trans)
    ax.text(
        0,
        lane.top + PAD + letters.line * 0.1,
        "\n".join(name_lines(lane.name, letters)),
        transform=beside,
        ha="right",
        va="top",
        size=letters.text,
        weight="bold",
        color=lane.colour,
        parse_math=False,
        gid=f"lane-{lane.name}",
    )


def _draw_label(ax, event, item, scale, letters, band, y):
    ax.text(
        scale.day(item.at),
        y,
        item.text,
        bbox={"facecolor": band, "edgecolor": "none", "pad": 0},
        ha=item.align,
        va="center",
        size=letters.text,
        linespacing=1.1,
        zorder=2,
        parse_math=False,
        gid=f"label-{event.Index}",
    )


def _draw_mark(ax, event, colour, scale, y):
    looks = {"facecolor": design.PAPER if event.beyond else colour, "edgecolor": colour}
    if is_day(event):
        noon = timescale.begin(event.earliest) + 0.5
        ax.scatter([noon], [y], s=52, lw=1.5, zorder=3, gid=f"day-{event.Index}", **looks)
    else:
        _draw_range(ax, event, looks, scale, y)


def _draw_range(ax, event, looks, scale, y):
    first, last = reach(event, scale)
    corner, gid = (first, y - BAR / 2), f"range-{event.Index}"
    ax.add_patch(Rectangle(corner, last - first, BAR, lw=1.8, zorder=3, gid=gid, **looks))
    for place, shape in runs_on(event, scale):
        _draw_arrow(ax, event, place, y, shape, looks)


def runs_on(event, scale):
    """Return (day, marker) for each end of an event that is open or lies outside the axis."""
    first, last = timescale.begin(event.earliest), timescale.end(event.latest)
    left, right = first >= scale.first, last <= scale.last
    ends = ((left, scale.first, "<"), (right, scale.last, ">"))
    return [] if is_day(event) else [(place, shape) for inside, place, shape in ends if not inside]


def _draw_arrow(ax, event, place, y, shape, looks):
    gid = f"arrow-{event.Index}-{'left' if shape == '<' else 'right'}"
    ax.scatter([place], [y], s=130, marker=shape, lw=1.4, zorder=4, clip_on=False, gid=gid, **looks)
