"""What questions with one line to write have in common: a number, a date."""

from dataclasses import dataclass
from typing import ClassVar

from .. import markup
from .base import Question, graded, unattempted
from .fields import brief, read_tables, read_text, refuse_unknown

LONGEST = 80  # letters in an answer that is a number or a date


@dataclass(frozen=True)
class Miss:
    """A wrong answer that the author expects, what to say of it, and what it deserves all the same."""

    answer: str
    feedback: str
    credit: float


@dataclass(frozen=True)
class Typed(Question):
    """A short answer, written; a near miss earns half.

    ``feedback`` is for the right answer, ``misses`` are expected wrong ones, ``otherwise`` is for
    every other. A kind adds ``read(text)``, the value that is meant or None; ``fits(value)``, whether
    it is right; ``near(value)``, what makes it a near miss in words, or ""; ``shown(value)``, how it
    was understood; and ``variants()``, wrong answers made from the key.
    """

    feedback: str
    otherwise: str
    misses: tuple[Miss, ...]

    control_type: ClassVar = "entry"
    unread: ClassVar = ""  # what to say of an answer that cannot be read

    @classmethod
    def lines(cls, entry, report):
        """Return the fields of this class, read from an entry, as a dict."""
        raws = enumerate(read_tables(entry, "miss", 0, report), 1)
        misses = tuple(_miss(raw, f"miss {number}, ", report) for number, raw in raws)
        texts = {field: read_text(entry, field, report) for field in ("feedback", "otherwise")}
        return texts | {"misses": misses}

    def sound(self, report):
        """Return the question itself; a miss that cannot be read, or is right, is reported."""
        for number, miss in enumerate(self.misses, 1):
            value = self.read(miss.answer)
            if value is None or self.fits(value):
                found = f"is {brief(miss.answer)}, which {'is right' if value else 'cannot be read'}"
                report(f"miss {number}, answer", f"{found}; allowed: a wrong answer as students write it")
        return self

    def meets(self, value, other):
        """Return whether two values are the same."""
        return value == other

    def mark(self, answer):
        text = answer.strip() if isinstance(answer, str) else ""
        if not text:
            return unattempted("Write an answer first.")
        value = self.read(text) if len(text) <= LONGEST else None
        return unattempted(self.unread) if value is None else self._graded(value)

    def wrong(self):
        return [*(miss.answer for miss in self.misses), *self.variants()]

    def listing(self):
        return markup.paragraphs([f"Your answer: ________ {self.control()['unit']}"])

    def control(self):
        return super().control() | {"label": "Your answer", "unit": ""}

    def _graded(self, value):
        understood = f"Read as {self.shown(value)}."
        if self.fits(value):
            return graded(1, [understood, self.feedback])
        for miss in self.misses:
            if self.meets(value, self.read(miss.answer)):
                return graded(miss.credit, [understood, miss.feedback])
        near = self.near(value)
        return graded(0.5 if near else 0, [understood, near or self.otherwise])


def _miss(raw, where, report):
    refuse_unknown(raw, ("answer", "feedback", "credit"), report, where)
    credit = raw.get("credit", 0)
    if type(credit) not in (int, float) or not 0 <= credit < 1:
        report(where + "credit", f"is {brief(credit)}; allowed: a number from 0 to less than 1")
        credit = 0
    return Miss(*(read_text(raw, field, report, where) for field in ("answer", "feedback")), credit)
