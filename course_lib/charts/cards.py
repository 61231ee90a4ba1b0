"""Cards in columns: what stands on each card, how tall it is, and how it is drawn.

Places are computed in inches from the top left corner before anything is drawn.
"""

from dataclasses import dataclass

from matplotlib.patches import Rectangle

from . import design, packing

SIDES = {"China": "Favours China", "both": "Favours both sides", "USSR": "Favours the USSR"}
HOLDS = {"yes": "holds", "loosely": "holds loosely", "no": "does not hold", "open": "open"}
HATCHES = {"yes": "", "loosely": "////", "no": "xxxx", "open": ""}
FACE = {"facecolor": design.BAND, "edgecolor": design.GRID, "clip_on": False}
GAP = 0.14  # inches between columns and between cards
STRIP = 0.22  # inches, the patterned edge of a card
INSIDE = 0.09  # inches between a card's edge and its letters
HEAD = 4  # lines above the cards, for the title and the columns' names


@dataclass(frozen=True)
class Card:
    """A term, its lines as (text, weight, colour), and its place in inches from the top left."""

    term: object
    lines: tuple
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Column:
    """The cards of one side, with the column's place in inches."""

    side: str
    cards: tuple
    left: float
    width: float


def lay_out(terms, width, letters):
    """Return the three columns with their cards, in the order of the table."""
    wide = (width - 2 * GAP) / 3
    side_of = terms["favours"].astype(str)
    return [
        _column(side, terms[side_of == side], place * (wide + GAP), wide, letters)
        for place, side in enumerate(SIDES)
    ]


def _column(side, terms, left, width, letters):
    stacked, top = [], HEAD * letters.line
    for term in terms.itertuples():
        lines = _lines(term, width - STRIP - 2 * INSIDE, letters)
        tall = len(lines) * letters.line + 2 * INSIDE
        stacked.append(Card(term, lines, left, top, width, tall))
        top += tall + GAP
    return Column(side, tuple(stacked), left, width)


def verdict(term):
    """Return the side that the source thinks favoured, where it is not ours; else an empty text."""
    said = str(term.source_says)
    return "" if said in ("silent", str(term.favours)) else said


def _lines(term, width, letters):
    status = f"{term.statement} · {HOLDS[str(term.holds)]}"
    said = [(term.title, "bold", design.INK), (status, "normal", design.QUIET)]
    if verdict(term):
        said.append((_pointing(term), "bold", design.SIDES[verdict(term)]))
    return tuple(
        (line, weight, colour)
        for text, weight, colour in said
        for line in packing.wrap(text, width, letters.text, weight)
    )


def _pointing(term):
    order = list(SIDES)
    leftward = order.index(verdict(term)) < order.index(str(term.favours))
    words = f"the source implies {verdict(term)}"
    return f"◀ {words}" if leftward else f"{words} ▶"


def height(columns):
    """Return the inches that the tallest column takes, with its head."""
    ends = [column.cards[-1].top + column.cards[-1].height for column in columns if column.cards]
    return max(ends, default=0) + GAP


def draw(ax, columns, width, title, letters):
    """Draw the columns into axes whose units become inches from the top left corner."""
    ax.set_axis_off()
    ax.set_xlim(0, width)
    ax.set_ylim(height(columns), 0)
    _write(ax, 0, letters.line, title, "bold", design.INK, letters.title, "title")
    for column in columns:
        _draw_head(ax, column, letters)
        for card in column.cards:
            _draw_card(ax, card, letters)


def _draw_head(ax, column, letters):
    colour, size = design.SIDES[column.side], letters.text + 2
    name = f"{SIDES[column.side]}: {len(column.cards)}"
    _write(ax, column.left, 2.9 * letters.line, name, "bold", colour, size, f"head-{column.side}")
    ends = [column.left, column.left + column.width]
    ax.plot(ends, [3.6 * letters.line] * 2, color=colour, lw=3, solid_capstyle="butt")


def _draw_card(ax, card, letters):
    colour = design.SIDES[str(card.term.favours)]
    corner, gid = (card.left, card.top), card.term.Index
    face = Rectangle(corner, card.width, card.height, gid=f"card-{gid}", **FACE)
    ax.add_patch(face)
    ax.add_patch(_strip(card, colour, gid))
    for place, (line, weight, tint) in enumerate(card.lines):
        y = card.top + INSIDE + (place + 0.5) * letters.line
        left = card.left + STRIP + INSIDE
        _write(ax, left, y, line, weight, tint, letters.text, f"line-{gid}.{place}")


def _strip(card, colour, gid):
    holds = str(card.term.holds)
    face = colour if holds == "yes" else design.PAPER
    looks = {"facecolor": face, "edgecolor": colour, "hatch": HATCHES[holds], "clip_on": False}
    corner, gid = (card.left, card.top), f"strip-{gid}-{holds}"
    return Rectangle(corner, STRIP, card.height, lw=1.4, gid=gid, **looks)


def _write(ax, x, y, text, weight, colour, size, gid):
    looks = {"va": "center", "weight": weight, "color": colour, "size": size}
    ax.text(x, y, text, gid=gid, parse_math=False, **looks)
