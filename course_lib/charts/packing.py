"""Room for letters: how wide a text is, where it breaks, and which rows keep labels apart."""

import textwrap
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from . import design

HINTING = 1.05  # letters fitted to the dots of a screen come out a little wider than their outlines


def width(text, size, weight="normal"):
    """Return the width of one line of text in inches, from the advance widths of its letters."""
    return HINTING * size / 72 * sum(_advance(letter, weight) for letter in text)


@lru_cache(maxsize=1024)
def _advance(letter, weight):
    font = get_font(findfont(FontProperties(family=design.FONT, weight=weight)))
    font.set_size(100, 72)
    index = font.get_char_index(ord(letter))
    if not index:
        return 1.1  # the box, or the letter of another font, that is drawn in its place
    glyph = font.load_glyph(index, LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / 100


def widest(lines, size, weight="normal"):
    """Return the width of the widest line in inches."""
    return max((width(line, size, weight) for line in lines), default=0)


def wrap(text, limit, size, weight="normal"):
    """Return a text as the fewest lines that stay within ``limit`` inches, of about equal length.

    Only a word that is wider than the limit is broken.
    """
    return list(_wrapped(text, limit, size, weight))


@lru_cache(maxsize=4096)
def _wrapped(text, limit, size, weight):
    letter = {"size": size, "weight": weight}
    breaks = widest(text.split(), **letter) > limit
    best = None
    for letters in range(_enough(text, limit, **letter), 0, -1):
        lines = textwrap.wrap(text, letters, break_long_words=breaks) or [""]
        if best and len(lines) > len(best):
            return best
        best = lines if letters == 1 or widest(lines, **letter) <= limit else best
    return best


def _enough(text, limit, size, weight):
    whole = width(text, size, weight)
    share = limit / whole if whole else 1
    # Narrow letters may stand together, so that a line holds more of them than the average says.
    return max(1, min(len(text), round(2 * share * len(text))))


def pack(items, gap):
    """Return for each item the (way, row) in which it touches no other and takes least height.

    An item is a list of ways to draw it, the best first; a way is (cost, spans),
    ``spans`` being (left, right) for each row that it takes. Items come in their
    order, each as high as those before it leave room for, the top row being 0,
    with ``gap`` between neighbours; ``cost`` is the height that a way must save.
    """
    rows = {}
    return [_place(ways, rows, gap) for ways in items]


def _place(ways, rows, gap):
    tried = [(way, _first_fit(spans, rows, gap)) for way, (_, spans) in enumerate(ways)]
    way, first = min(tried, key=lambda each: each[1] + len(ways[each[0]][1]) + ways[each[0]][0])
    for offset, span in enumerate(ways[way][1]):
        rows.setdefault(first + offset, []).append(span)
    return way, first


def _first_fit(spans, rows, gap):
    return next(row for row in count() if _fits(spans, row, rows, gap))


def _fits(spans, row, rows, gap):
    return not any(
        left < other_right + gap and other_left < right + gap
        for offset, (left, right) in enumerate(spans)
        for other_left, other_right in rows.get(row + offset, ())
    )


def partition(spans, gap):
    """Return the row of each span (left, right), the fewest rows in which none touches another.

    Each stands in the lowest row that is free, the top one being 0, with ``gap`` between
    neighbours. This takes n log n steps, so that it is quick for ten thousand.
    """
    rows, busy, free = [0] * len(spans), [], []
    for place in sorted(range(len(spans)), key=spans.__getitem__):
        left, right = spans[place]
        while busy and busy[0][0] + gap <= left:
            heappush(free, heappop(busy)[1])
        rows[place] = heappop(free) if free else len(busy)
        heappush(busy, (right, rows[place]))
    return rows
