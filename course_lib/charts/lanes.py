"""Swimlanes: where each event's mark and label stand, and how they are drawn.

Places are computed in inches before anything is drawn: lanes from the top down, and labelled
rows within a lane a third of a line high. Across, the axes keep their days.
"""

from dataclasses import dataclass

from matplotlib.collections import PolyCollection
from matplotlib.transforms import ScaledTranslation

from . import design, marks, packing
from .marks import LARGE, is_day, reach  # noqa: F401

GAP = 0.2  # inches between neighbours in a row
CLOSE = 0.03  # inches between neighbours in a row where no mark has a label
NEAR = 0.07  # inches between a mark and its label
LONG = 0.9  # inches: the label of a longer bar stands above it
WRAPS = (60, 22)  # the widths that a label may have, in heights of a letter
ROWS = 3  # rows in a line of text, so that a bar may take less height than a line
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
    """A lane: its name and colour, its events, and its place in inches from the top of the axes.

    ``depths`` says how far down each event's mark stands; ``labels`` holds (block, depth) for each event, or
    nothing where they have no labels.
    """

    name: str
    colour: str
    events: tuple
    depths: tuple
    labels: tuple
    top: float
    height: float


def lay_out(groups, scale, letters):
    """Return the lanes for (name, colour, events as tuples in order of time), from the top down."""
    return _stack(groups, letters, 0, lambda events: _with_labels(events, scale, letters))


def lay_close(groups, scale, letters, size, top):
    """Return the lanes for marks of a Size without labels, from ``top`` inches down."""
    return _stack(groups, letters, top, lambda events: _without_labels(events, scale, size))


def _stack(groups, letters, top, arrange):
    laid = []
    for name, colour, events in groups:
        depths, labels, deepest = arrange(events)
        start, own = top + PAD, len(name_lines(name, letters)) * letters.line
        labels = tuple((item, start + depth) for item, depth in labels)
        height = max(deepest, own) + 2 * PAD
        laid.append(Lane(name, colour, events, tuple(start + d for d in depths), labels, top, height))
        top += height
    return laid


def _with_labels(events, scale, letters):
    ways, row = [blocks(event, scale, letters) for event in events], letters.line / ROWS
    chosen = packing.pack([[(way.cost, way.spans) for way in each] for each in ways], GAP)
    placed = [(each[way], first) for each, (way, first) in zip(ways, chosen, strict=True)]
    depths = [(first + item.mark_row) * row for item, first in placed]
    labels = [(item, (first + item.text_row) * row) for item, first in placed]
    return depths, labels, row * max(first + len(item.spans) for item, first in placed)


def _without_labels(events, scale, size):
    rows = packing.partition([marks.span(event, scale, size) for event in events], CLOSE)
    return [(row + 0.5) * size.row for row in rows], [], (max(rows) + 1) * size.row


def name_lines(name, letters):
    """Return a lane's name as lines that the left margin has room for."""
    return packing.wrap(name, 1.5, letters.text, "bold")


def blocks(event, scale, letters):
    """Return the ways to set an event's mark and label: at its right, at its left, or above it."""
    widths = (min(wrap * letters.text / 72, scale.width) for wrap in WRAPS)
    wrapped = dict.fromkeys(tuple(packing.wrap(event.title, w, letters.text)) for w in widths)
    mark = marks.span(event, scale)
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


def draw(ax, lanes, scale, letters, size=LARGE):
    """Draw the lanes into axes, in inches from the top down and in days across."""
    ax.set_xlim(scale.first, scale.last)
    ax.set_ylim(lanes[-1].top + lanes[-1].height, 0)
    bands = [(design.BAND, design.PAPER)[place % 2] for place in range(len(lanes))]
    _fill(
        ax,
        [(scale.first, scale.last, lane.top, lane.top + lane.height) for lane in lanes],
        bands,
        zorder=0,
        gid="bands",
    )
    # One collection hides the grid behind all labels; a box for each would take as long as the letters.
    labels = [(*each, band) for lane, band in zip(lanes, bands) for each in lane.labels]
    _fill(
        ax, [_ground(*each, scale, letters) for *each, _ in labels], [band for *_, band in labels], zorder=2
    )
    for lane in lanes:
        _draw_name(ax, lane, letters)
        for event, (item, depth) in zip(lane.events, lane.labels):
            write(ax, event, item.text, scale.day(item.at), depth, letters, ha=item.align)
    marked = [(e, lane.colour, depth) for lane in lanes for e, depth in zip(lane.events, lane.depths)]
    marks.draw(ax, marked, scale, size)


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


def _fill(ax, boxes, colours, **looks):
    corners = [[(left, top), (right, top), (right, foot), (left, foot)] for left, right, top, foot in boxes]
    ax.add_collection(PolyCollection(corners, facecolors=colours, lw=0, **looks), autolim=False)


def _ground(item, depth, scale, letters):
    lines = item.text.split("\n")
    wide = packing.widest(lines, letters.text) * (1 if item.align == "left" else -1)
    half = len(lines) * letters.line / 2
    return scale.day(item.at), scale.day(item.at + wide), depth - half, depth + half


def write(ax, event, text, x, y, letters, **looks):
    """Write an event's label into axes."""
    looks |= {"va": "center", "size": letters.text, "linespacing": 1.1, "zorder": 2}
    ax.text(x, y, text, parse_math=False, gid=f"label-{event.Index}", **looks)
