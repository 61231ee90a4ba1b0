"""Rows of bars: each row has its label at the left, each bar its words beside it."""

from dataclasses import dataclass

from matplotlib.patches import Rectangle
from matplotlib.transforms import ScaledTranslation

from . import design, packing

BAR = 0.5  # of the height of a line
NEAR = 0.1  # inches between a bar and its words
PAD = 0.07  # inches above and below a row
LIMIT = 17  # letters' heights that a label may be wide


@dataclass(frozen=True)
class Bar:
    """From where to where on the axis, in words, the colour, the pattern, and whether it is hollow.

    Where both ends are the same the bar is a dot.
    """

    key: str
    first: float
    last: float
    words: str
    colour: str
    hatch: str = ""
    hollow: bool = False


@dataclass(frozen=True)
class Row:
    """A label as lines of text, the bars beside it from the top down, and the group that it belongs to."""

    label: list
    bars: tuple
    group: str = ""

    def height(self, letters):
        """Return the inches that the row takes."""
        return max(len(self.label), len(self.bars)) * letters.line + 2 * PAD


def wrap(who, more, letters):
    """Return the two parts of a label as lines no wider than labels may be, broken between the two if at all."""
    limit = LIMIT * letters.text / 72
    whole = ", ".join(filter(None, [who, more]))
    if packing.width(whole, letters.text) <= limit or not more:
        return packing.wrap(whole, limit, letters.text)
    return [line for part in (f"{who},", more) for line in packing.wrap(part, limit, letters.text)]


def left_margin(rows, letters):
    """Return the inches that the widest label needs beside the axes."""
    return packing.widest([line for row in rows for line in row.label], letters.text) + 0.15


def height(rows, letters):
    """Return the inches that the rows take together."""
    return sum(row.height(letters) for row in rows)


def draw(ax, rows, letters):
    """Draw rows into axes whose units across are set already."""
    ax.set(ylim=(height(rows, letters), 0), yticks=[])
    top = 0
    for row in rows:
        middle = top + row.height(letters) / 2
        _name(ax, row, middle, letters)
        for place, bar in enumerate(row.bars):
            _draw(ax, bar, middle + (place + 0.5 - len(row.bars) / 2) * letters.line, letters)
        top += row.height(letters)


def _name(ax, row, y, letters):
    beside = ax.get_yaxis_transform() + ScaledTranslation(-0.1, 0, ax.figure.dpi_scale_trans)
    looks = {"ha": "right", "va": "center", "size": letters.text, "linespacing": 1.1, "parse_math": False}
    ax.text(0, y, "\n".join(row.label), transform=beside, gid=f"label-{row.bars[0].key}", **looks)


def _draw(ax, bar, y, letters):
    looks = {"facecolor": design.PAPER if bar.hollow else bar.colour, "edgecolor": bar.colour, "lw": 1.6}
    looks |= {"zorder": 3, "gid": f"bar-{bar.key}"}
    if bar.first == bar.last:
        ax.scatter([bar.first], [y], s=60, **looks)
    else:
        high = BAR * letters.line
        corner = (bar.first, y - high / 2)
        ax.add_patch(Rectangle(corner, bar.last - bar.first, high, hatch=bar.hatch, **looks))
    _say(ax, bar, y, letters)


def _say(ax, bar, y, letters):
    dots = ax.transData.transform([(bar.first, y), (bar.last, y)])[:, 0].clip(ax.bbox.x0, ax.bbox.x1)
    left, right = (dots - ax.bbox.x0) / ax.figure.dpi
    wide, need = ax.bbox.width / ax.figure.dpi, packing.width(bar.words, letters.text) + 2 * NEAR
    at, align = (right + NEAR, "left") if right + need <= wide else (left - NEAR, "right")
    if align == "right" and left < need:
        at, align = (left + right) / 2, "center"
    looks = {"ha": align, "va": "center", "size": letters.text, "zorder": 4, "parse_math": False}
    looks |= {"bbox": {"facecolor": design.PAPER, "edgecolor": "none", "pad": 0.5}, "gid": f"words-{bar.key}"}
    ax.text(at / wide, y, bar.words, transform=ax.get_yaxis_transform(), **looks)
