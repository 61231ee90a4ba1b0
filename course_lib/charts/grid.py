"""A labelled grid: rows in groups, a column for each source or side, and in a cell signs, words or a bar.

Places are computed in inches from the top left corner before anything is drawn.
"""

import re
from dataclasses import dataclass
from itertools import accumulate

from matplotlib.patches import Rectangle
from matplotlib.text import Text

from . import design, packing

PAD = 0.055  # inches above and below the words of a row
GAP = 0.12  # inches between what stands side by side
SIGN = 0.42  # inches, the width of a sign in the key
BAR = 0.05  # inches, the height of a bar
MOST = 0.52  # of the width, for the labels
LINE = 0.015  # inches, the thickness of the line under the heads
NARROW, WIDE = 0.55, 0.95  # inches that a column of signs and one of bars have at least


@dataclass(frozen=True)
class Mark:
    """A part of a cell: its words or large sign, its colours and pattern, its bar from start to end (0 to 1)."""

    text: str
    ink: str = design.INK
    face: str = ""
    edge: str = design.QUIET
    hatch: str = ""
    bar: tuple = ()
    sign: bool = False
    align: str = "center"


@dataclass(frozen=True)
class Row:
    """A row: its key, its label, a tuple of Marks for each cell, and a short note before the label."""

    key: str
    label: str
    cells: tuple
    note: str = ""


SILENT = Mark("·", ink=design.QUIET, sign=True)


def head(source):
    """Return a source's key as the head of a narrow column, broken at its hyphen."""
    return source.replace("-", "-\n")


def years(date):
    """Return the years of an EDTF date, as short as a margin wants them."""
    first, _, last = (re.sub("X.*", "0s", end[:4].replace("XX", "00s")) for end in date.partition("/"))
    if ".." in (first, last):
        return f"from {first}" if last == ".." else f"to {last}"
    short = last[2:] if first[:2] == last[:2] else last
    return first if last in ("", first) else f"{first}–{short}"


def width(ax):
    """Return the inches that a grid has, in axes given or in new ones."""
    return design.width_of(ax) if ax else design.WIDTH - 2 * design.MARGIN


def draw(title, key, heads, groups, words, ax, letters, ticks=()):
    """Draw a grid into axes given or into new ones, and return their figure; an empty one says its words.

    ``key`` holds (Mark or None, words), ``heads`` the columns' names, ``groups`` (name, Rows), ``ticks``
    (place, name) in a column that is an axis.
    """
    with design.drawing():
        if not any(rows for _, rows in groups):
            return design.empty(ax, words, letters)
        sheet = _Sheet(width(ax), letters)
        _fill(sheet, title, key, heads, groups, ticks)
        ax = ax or design.new_axes(sheet.top)
        ax.set_axis_off()
        ax.set_xlim(0, sheet.wide)
        ax.set_ylim(sheet.top, 0)
        for artist in sheet.artists:
            ax.add_artist(artist)
    return ax.figure


class _Sheet:
    """Artists gathered from the top down, before the axes that they go into are made."""

    def __init__(self, wide, letters):
        self.wide, self.letters, self.top, self.artists = wide, letters, 0, []

    def write(self, x, y, lines, **looks):
        looks = {"va": "center", "size": self.letters.text, "linespacing": 1.3, **looks}
        self.artists.append(Text(x, y, "\n".join(lines), parse_math=False, clip_on=False, **looks))

    def box(self, box, face, edge="none", **looks):
        self.artists.append(Rectangle(box[:2], *box[2:], fc=face, ec=edge, clip_on=False, **looks))

    def mark(self, mark, box, gid):
        left, top, wide, high = box
        if mark.face:
            self.box(box, mark.face, mark.edge, hatch=mark.hatch, gid=f"face-{gid}")
        if mark.bar:
            start, end = mark.bar
            base, thick = (top + high, BAR) if mark.text else (top + high / 2 + BAR, 2 * BAR)
            self.box((left, base - (thick - BAR) / 2, wide, -BAR), design.GRID)
            self.box((left + wide * start, base, wide * (end - start), -thick), mark.edge, gid=f"bar-{gid}")
        ground = {"bbox": {"fc": mark.face, "ec": "none", "pad": -2}} if mark.face else {}
        large = {"size": self.letters.text + 3, "weight": "bold"} if mark.sign else {}
        middle = top + (high - BAR * bool(mark.bar)) / 2
        left += wide / 2 if mark.align == "center" else 0
        self.write(left, middle, [mark.text], color=mark.ink, ha=mark.align, gid=gid, **ground, **large)


def _fill(sheet, title, key, heads, groups, ticks):
    lines = packing.wrap(title, sheet.wide, sheet.letters.title, "bold")
    high = len(lines) * sheet.letters.title * 1.34 / 72
    sheet.write(0, high / 2, lines, gid="title", size=sheet.letters.title, weight="bold")
    sheet.top = high + GAP / 2
    for mark, words in key:
        _key_line(sheet, mark, words)
    rows = [row for _, rows in groups for row in rows]
    note = packing.widest([row.note for row in rows], sheet.letters.text)
    note += GAP * bool(note)
    edges = _edges(sheet, heads, groups, rows, note)
    for name, mine in groups:
        _heads(sheet, name, heads, edges)
        top = sheet.top
        for place, row in enumerate(mine):
            _row(sheet, row, place, edges, note)
        _ticks(sheet, name, ticks, edges[-2:], top)


def _edges(sheet, heads, groups, rows, note):
    """Return the edges of the columns: each gets what it needs and an equal part of what the labels leave."""
    size = sheet.letters.text
    names = packing.widest([name for name, _ in groups], size, "bold")
    labels = max(names, note + packing.widest([row.label for row in rows], size)) + GAP + 0.02
    labels = min(labels, MOST * sheet.wide)
    wide = [_column(head, [row.cells[n] for row in rows], size) for n, head in enumerate(heads)]
    if any(mark.bar for row in rows for parts in row.cells for mark in parts):
        wide = [max(wide)] * len(wide)  # bars compare where their columns are alike
    spare = max(0, sheet.wide - labels - sum(wide)) / len(wide)
    return list(accumulate([sheet.wide - sum(wide) - spare * len(wide), *(each + spare for each in wide)]))


def _column(head, cells, size):
    marks = [mark for parts in cells for mark in parts]
    words = packing.widest({line for mark in marks for line in mark.text.split("\n")}, size)
    least = NARROW if not any(mark.bar for mark in marks) else WIDE
    return max(packing.widest(head.split("\n"), size, "bold"), words, least) + GAP


def _key_line(sheet, mark, words):
    left = SIGN + GAP if mark else 0
    lines = packing.wrap(words, sheet.wide - left, sheet.letters.text)
    high = len(lines) * sheet.letters.line + 2 * PAD
    if mark:
        sheet.mark(mark, (0, sheet.top + PAD / 2, SIGN, sheet.letters.line + PAD), f"key-{words}")
    sheet.write(left, sheet.top + high / 2, lines, gid="words")
    sheet.top += high


def _heads(sheet, name, heads, edges):
    own = packing.wrap(name, edges[0] - GAP, sheet.letters.text, "bold")
    rooms = [right - left - GAP for left, right in zip(edges, edges[1:])]
    heads = [_unbroken(head, room, sheet.letters) for head, room in zip(heads, rooms)]
    tall = max(len(own), *(len(head.split("\n")) for head in heads))
    sheet.top += GAP + tall * sheet.letters.line + 2 * PAD
    looks = {"weight": "bold", "va": "bottom"}
    sheet.write(0, sheet.top - PAD, own, gid=f"group-{name}", **looks)
    for head, left, right in zip(heads, edges, edges[1:]):
        gid = f"head-{name}.{head}"
        sheet.write((left + right) / 2, sheet.top - PAD, [head], ha="center", gid=gid, **looks)
    sheet.box((0, sheet.top, sheet.wide, LINE), design.QUIET)
    sheet.top += LINE


def _unbroken(head, room, letters):
    whole = head.replace("-\n", "-")
    return whole if packing.widest(whole.split("\n"), letters.text, "bold") <= room else head


def _row(sheet, row, place, edges, note):
    lines = packing.wrap(row.label, edges[0] - note - GAP, sheet.letters.text)
    tall = max(len(lines), *(len(mark.text.split("\n")) for marks in row.cells for mark in marks))
    high = tall * sheet.letters.line + 2 * PAD
    sheet.box((0, sheet.top, sheet.wide, high), design.PAPER if place % 2 else design.BAND, zorder=0.5)
    sheet.write(0, sheet.top + high / 2, [row.note], color=design.QUIET, gid=f"note-{row.key}")
    sheet.write(note, sheet.top + high / 2, lines, gid=f"label-{row.key}")
    for column, (marks, left, right) in enumerate(zip(row.cells, edges, edges[1:])):
        wide = (right - left - GAP) / len(marks)
        for part, mark in enumerate(marks):
            box = (left + GAP / 2 + part * wide, sheet.top + PAD / 2, wide, high - PAD)
            sheet.mark(mark, box, f"cell-{row.key}.{column}.{part}")
    sheet.top += high


def _ticks(sheet, group, ticks, edges, top):
    left, wide = edges[0] + GAP / 2, edges[1] - edges[0] - GAP
    for place, name in ticks:
        sheet.box((left + wide * place, top, LINE, sheet.top - top), design.GRID, zorder=0.9)
        looks = {"ha": "center", "va": "bottom", "gid": f"tick-{group}.{name}"}
        sheet.write(left + wide * place, top - LINE - PAD, [name], **looks)
