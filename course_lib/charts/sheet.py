"""The sheet of the map: its marks, its names, and what is written above and below the land."""

import math

import numpy as np
from matplotlib.collections import LineCollection

from . import design, labelling, land, packing

MARKS = {"town": "o", "island": "D"}  # the kinds that are points, with their markers
ACROSS = ("country", "region")  # the kinds whose names lie on their points
LOOKS = {
    **dict.fromkeys(MARKS, {"color": design.INK}),
    "country": {"color": design.INK, "weight": "bold"},
    "region": {"color": design.QUIET, "weight": "bold"},
    **dict.fromkeys(("water", "river", "line"), {"color": design.QUIET, "style": "italic"}),
}
FILLED = design.LANES[3]
LONGEST = (12, 5)  # heights of a letter beyond which a name takes another line, in two ways
MOST = 100  # names that are given a try, because looking for room takes time
TOGETHER = 30  # kilometres within which marks lie on each other and share a name
INCH = land.WIDE / (design.WIDTH - 2 * design.MARGIN)  # kilometres, on a figure of the map's own


def margins(letters):
    """Return the inches above and below the land, and the lines of words that have room below."""
    lines = int(0.36 * letters.text)  # larger letters break the words into more lines
    return 2.9 * letters.line, (lines + 0.6) * letters.line, lines


def draw(ax, rows, ringed, title, words, letters):
    """Draw the rows of places on the land, one of them ringed, with the title and words around it."""
    above, below, _ = margins(letters)
    ax = ax or design.new_axes(land.TALL / INCH, top=above, bottom=below)
    inch = max(land.WIDE / design.width_of(ax), land.TALL * ax.figure.dpi / ax.get_window_extent().height)
    ax.set(xlim=(land.WEST, land.EAST), ylim=(land.SOUTH, land.NORTH), aspect="equal", xticks=[], yticks=[])
    land.draw(ax, rows["place"])
    _draw_marks(ax, rows, ringed)
    unnamed = _draw_names(ax, rows, inch, letters)
    _write(ax, title, [*words, *[f"No room to name: {', '.join(unnamed)}."] * bool(unnamed)], inch, letters)
    return ax.figure


def _draw_marks(ax, rows, ringed):
    marked = rows[rows["marked"]].assign(marker=rows["kind"].map(MARKS).fillna("o"))
    for (marker, number), here in marked.groupby(["marker", "number"]):
        looks = {"s": _area(number), "marker": marker, "facecolor": FILLED if number else design.PAPER}
        ax.scatter(
            here["x"], here["y"], ec=design.INK, lw=1.2, zorder=4, gid=f"marks-{marker}{number}", **looks
        )
    for row in rows[rows["place"] == ringed].itertuples():
        looks = {"s": (_area(row.number) ** 0.5 + 9) ** 2, "facecolor": "none", "edgecolor": design.INK}
        ax.scatter([row.x], [row.y], lw=2.2, zorder=4, gid=f"ring-{ringed}", **looks)


def _area(number):
    """Return the area of a mark with so many events in square points, as matplotlib counts marks."""
    return 40 + 13 * number if number else 30


def _draw_names(ax, rows, inch, letters):
    """Write the names of the places, and return those for which there is no room."""
    rows = _named(rows)
    ways = [_ways(row, letters.text) for row in rows]
    names = [_name(row, each, inch, letters) for row, each in zip(rows, ways)]
    found = labelling.arrange(names[:MOST], land.PAGE, land.stretches(), inch) + [None] * len(names[MOST:])
    for row, each, place in zip(rows, ways, found):
        if place:
            _draw_name(ax, row, each[place[0]], place[1], letters)
    leaders = [place[2] for place in found if place and len(place[2])]
    ax.add_collection(LineCollection(leaders, color=design.QUIET, lw=0.8, zorder=3, gid="leaders"))
    return [row.text for row, place in zip(rows, found) if not place]


def _named(rows):
    """Return the rows in the order in which names are set; marks that lie on each other share a name."""
    points = rows[["x", "y"]].to_numpy()
    crowds = (np.hypot(*(points[:, None] - points).T) < INCH).sum(axis=0)
    ranked = sorted(
        zip(rows.itertuples(), crowds), key=lambda each: (_rank(each[0]), -each[0].number, -each[1])
    )
    named = []
    for row, _ in ranked:
        together = [
            n
            for n, other in enumerate(named)
            if row.marked and other.marked and _apart(other, row) < TOGETHER
        ]
        if together:
            named[together[0]] = named[together[0]]._replace(text=f"{named[together[0]].text}, {row.text}")
        else:
            named.append(row)
    return named


def _rank(row):
    return 1 if row.marked else 0 if row.kind in ACROSS else 2


def _apart(one, other):
    return math.dist((one.x, one.y), (other.x, other.y))


def _ways(row, size):
    """Return the name's lines, as long as they may be and shorter, without breaking a word."""
    letters = {"size": size, "weight": LOOKS[row.kind].get("weight", "normal")}
    longest = packing.widest(row.text.split(), **letters)
    limits = (max(heights * size / 72, longest) for heights in LONGEST)
    return [*dict.fromkeys(tuple(packing.wrap(row.text, limit, **letters)) for limit in limits)]


def _name(row, ways, inch, letters):
    weight = LOOKS[row.kind].get("weight", "normal")
    sizes = [(packing.widest(way, letters.text, weight), len(way) * letters.line) for way in ways]
    radius = _area(row.number) ** 0.5 / 144 * inch if row.marked else 0
    return labelling.Name(np.array([row.x, row.y]), np.array(sizes) * inch, radius, _rank(row) == 0)


def _draw_name(ax, row, lines, box, letters):
    x, y = (box[:2] + box[2:]) / 2
    looks = {"size": letters.text, "ha": "center", "va": "center", "linespacing": 1.1, "zorder": 5}
    ax.text(x, y, "\n".join(lines), gid=f"name-{row.place}", parse_math=False, **looks, **LOOKS[row.kind])


def _write(ax, title, words, inch, letters):
    """Write the title and the first of the words above the land, and the others below it."""
    line, (*_, most) = letters.line * inch, margins(letters)
    above, below = (
        packing.wrap(text, land.WIDE / inch, letters.text) for text in (words[0], " ".join(words[1:]))
    )
    below = below if len(below) <= most else [*below[: most - 1], "The rest is in the table."]
    looks = {"size": letters.text, "linespacing": 1.1, "parse_math": False}
    ax.text(land.WEST, land.NORTH + 1.8 * line, title, size=letters.title, weight="bold", gid="title")
    ax.text(land.WEST, land.NORTH + 0.4 * line, above[0], gid="above", **looks)
    ax.text(land.WEST, land.SOUTH - 0.4 * line, "\n".join(below), va="top", gid="below", **looks)
