"""Matching pairs by menus: a person and a deed, a claim and its source, an old name and a new one."""

from dataclasses import dataclass
from typing import ClassVar

from .. import markup
from .base import LETTERS, Question, graded, listed, shuffled, unattempted
from .fields import read_fact, read_statement, read_tables, read_text, read_texts, refuse_unknown


@dataclass(frozen=True)
class Pair:
    """What belongs together; ``feedback`` for who matched it, ``otherwise`` for who did not."""

    left: str
    right: str
    feedback: str
    otherwise: str


@dataclass(frozen=True)
class Match(Question):
    """Pairs to put together; the credit is the share that is right.

    Several things on the left may go with the same one on the right, and some on the right, named
    in ``extra``, with none.
    """

    pairs: tuple[Pair, ...]
    offers: tuple[str, ...]

    kind: ClassVar = "match"
    fields: ClassVar = ("pair", "extra")
    control_type: ClassVar = "menus"
    say: ClassVar = "Choose for each letter what belongs to it."

    @classmethod
    def load(cls, shared, entry, seeds, report):
        raws = enumerate(read_tables(entry, "pair", 2, report), 1)
        pairs = [_pair(raw, number, seeds, report) for number, raw in raws]
        extra = read_texts(entry, "extra", report)
        offers = dict.fromkeys([*(pair.right for pair in pairs), *extra])
        if pairs and (len(offers) < 2 or {*extra} & {pair.right for pair in pairs}):
            found = "leaves nothing to choose"
            report("pair", f"{found}; allowed: two or more on the right, extra ones unlike them")
        if len({pair.left for pair in pairs}) < len(pairs):
            report("pair", "two have the same left side; allowed: each once")
        pairs, offers = shuffled(pairs, shared["id"]), shuffled([*offers], shared["id"] + "/")
        return cls(**shared, pairs=pairs, offers=offers)

    def mark(self, answer):
        given = self._given(answer)
        missing = given.count(None)
        if missing == len(given):
            return unattempted("Choose what belongs to each letter first.")
        if missing:
            return unattempted(f"{missing} of {len(given)} letters still need an answer.")
        right = [place == key for place, key in zip(given, self.key())]
        return graded(sum(right) / len(right), self._comments(right))

    def key(self):
        return [str(self.offers.index(pair.right) + 1) for pair in self.pairs]

    def wrong(self):
        key = self.key()
        others = ((n, place) for n in range(len(key)) for place in self._places() if place != key[n])
        return [[*key[:n], place, *key[n + 1 :]] for n, place in others]

    def solution(self):
        return [f"{at}: {p.left} – {p.right}. {p.feedback}" for at, p in zip(LETTERS, self.pairs)]

    def items(self):
        return [pair.left for pair in self.pairs]

    def listing(self):
        lead = markup.paragraphs(["Each belongs to one of these:"])
        return f"{super().listing()}{lead}{listed(self.offers, 'decimal')}"

    def control(self):
        choices = [[place, f"{place}. {text}"] for place, text in zip(self._places(), self.offers)]
        return super().control() | {"label": "What belongs to", "choices": choices}

    def _places(self):
        return [str(n) for n in range(1, len(self.offers) + 1)]

    def _given(self, answer):
        """The places chosen, in the order of the letters; None for none and for what was not on offer."""
        whole = isinstance(answer, (list, tuple)) and len(answer) == len(self.pairs)
        places = answer if whole else [None] * len(self.pairs)
        return [place if isinstance(place, str) and place in self._places() else None for place in places]

    def _comments(self, right):
        for letter, pair, fits in zip(LETTERS, self.pairs, right):
            yield f"{letter}, {'right' if fits else 'not yet'}: {pair.feedback if fits else pair.otherwise}"


def _pair(raw, number, seeds, report):
    where = f"pair {number}, "
    given = ("statement",) if "statement" in raw else ("left", "right")
    refuse_unknown(raw, (*given, "feedback", "otherwise"), report, where)
    raw = raw | _claim(raw["statement"], seeds, report, where) if "statement" in raw else raw
    sides = {side: read_fact(raw, side, seeds, report, where) for side in ("left", "right") if side in raw}
    texts = raw | sides
    return Pair(*(read_text(texts, f, report, where) for f in ("left", "right", "feedback", "otherwise")))


def _claim(name, seeds, report, where):
    """A statement as the left side, and its source as the right."""
    row = read_statement(name, seeds, report, where)
    short = seeds.sources.set_index("source")["short"]
    return {"left": row["says"], "right": short[row["source"]]} if row else {}
