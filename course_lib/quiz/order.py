"""Putting events in order: the key is what their dates allow, and nothing narrower."""

from dataclasses import dataclass
from itertools import combinations, count, pairwise
from typing import ClassVar

from ..dates import label
from .base import Question, graded, shuffled, unattempted
from .fields import MOST, brief, read_text, read_texts


@dataclass(frozen=True)
class Dated:
    """An event to place: its title, its date in words, its bounds as ISO text ("" where open)."""

    title: str
    label: str
    earliest: str
    latest: str

    def precedes(self, other):
        """Whether this was over before the other can have begun."""
        return bool(self.latest and other.earliest) and self.latest < other.earliest


@dataclass(frozen=True)
class Order(Question):
    """Events to put in order; every order that their dates allow is right.

    Credit is (L − w) / (n − w). Of the n events, L is the size of the largest part of the answer in
    which none stands before one that must precede it; w is the largest number of events among which
    the dates decide nothing. The key has L = n and earns 1; reversed it has L = w and earns 0.
    """

    events: tuple[Dated, ...]
    feedback: str

    kind: ClassVar = "order"
    fields: ClassVar = ("events", "feedback")
    control_type: ClassVar = "menus"
    say: ClassVar = "Give each event its position, 1 for the earliest."

    @classmethod
    def load(cls, shared, entry, seeds, report):
        feedback = read_text(entry, "feedback", report)
        events = _events(entry, seeds.events, report)
        if not any(x.precedes(y) for x in events for y in events):
            if events:
                found = "have dates that allow every order"
                report("events", f"{found}; allowed: events of which one was over before another began")
            return None
        listed = _listed(events, shared["id"])
        return cls(**shared, events=listed, feedback=feedback)

    def mark(self, answer):
        placed = self._positions(answer)
        twice = [place for place in self._places() if placed.count(place) > 1]
        missing = len(self.events) - len(placed)
        if not placed:
            return unattempted("Give each event a position first.")
        if missing:
            return unattempted(f"{missing} of {len(self.events)} events still need a position.")
        if twice:
            return unattempted(f"Position {twice[0]} is given more than once; each event needs its own.")
        return self._graded([self.events[placed.index(place)] for place in self._places()])

    def key(self):
        return self._answer(self._sorted())

    def wrong(self):
        order = self._sorted()
        forbidden = [i for i, (x, y) in enumerate(pairwise(order)) if x.precedes(y)]
        swapped = [[*order[:i], order[i + 1], order[i], *order[i + 2 :]] for i in forbidden]
        return [self._answer(wrong) for wrong in [*swapped, order[::-1]]]

    def solution(self):
        order = self._sorted()
        lines = [f"{n}. {event.title} ({event.label})" for n, event in enumerate(order, 1)]
        if not all(x.precedes(y) for x, y in pairwise(order)):
            lines.append("The dates allow another order too.")
        return [*lines, self.feedback]

    def items(self):
        return [event.title for event in self.events]

    def control(self):
        return super().control() | {"label": "Position of", "choices": [[n, n] for n in self._places()]}

    def _places(self):
        return [str(n) for n in range(1, len(self.events) + 1)]

    def _positions(self, answer):
        """The positions given, in the order of the events as listed; what is no position is dropped."""
        whole = isinstance(answer, (list, tuple)) and len(answer) == len(self.events)
        given = answer if whole else ()
        return [place for place in given if isinstance(place, str) and place in self._places()]

    def _sorted(self):
        """One order that the dates allow: what must come first also has the earlier first day."""
        return sorted(self.events, key=lambda event: (event.earliest, event.latest, event.title))

    def _answer(self, order):
        return [str(order.index(event) + 1) for event in self.events]

    def _graded(self, order):
        if not _clash(order):
            return graded(1, [self.feedback])
        fit, free, size = _fitting(order), _fitting(self._sorted()[::-1]), len(order)
        whole = f"{fit} of the {size} events stand in an order that the dates allow."
        return graded((fit - free) / (size - free), [_first_out_of_place(order), whole])


def _events(entry, table, report):
    """The events that the slugs name; none where something is wrong with any of them."""
    slugs = read_texts(entry, "events", report, least=3, of="keys of seeds/events.csv")
    if len(slugs) > MOST:
        report("events", f"are {len(slugs)}; allowed: at most {MOST}")
    rows = {row["event"]: row for row in table.to_dict("records") if row["event"] in slugs}
    unknown = [slug for slug in slugs if slug not in rows]
    for slug in unknown:
        report("events", f"{brief(slug)} is unknown; allowed: keys of seeds/events.csv")
    twice = [slug for slug in rows if slugs.count(slug) > 1]
    for slug in twice:
        report("events", f"{brief(slug)} stands there twice; allowed: each event once")
    return [] if unknown or twice or len(slugs) > MOST else [_dated(rows[slug]) for slug in slugs]


def _dated(row):
    days = (row["earliest"], row["latest"])
    bounds = ("" if day != day else str(day)[:10] for day in days)  # NaT alone differs from itself
    return Dated(row["title"], label(row["date"]), *bounds)


def _listed(events, seed):
    """The events shuffled, and not by chance into an order that would be right."""
    tries = (shuffled(events, f"{seed}/{number}") for number in count())
    return next(order for order in tries if _clash(order))


def _clash(order):
    """The first event that stands before one that must precede it, and the earliest such; or None."""
    for place, event in enumerate(order):
        sooner = [other for other in order[place + 1 :] if other.precedes(event)]
        if sooner:
            return event, min(sooner, key=lambda other: other.latest)
    return None


def _first_out_of_place(order):
    late, early = _clash(order)
    return (
        f"First out of place: “{late.title}” ({late.label}) at position {order.index(late) + 1}. "
        f"“{early.title}” ({early.label}) comes before it."
    )


def _fitting(order):
    sizes = range(len(order), 0, -1)
    return next(size for size in sizes if any(not _clash(part) for part in combinations(order, size)))
