"""The kinds of question and how each is marked: plain Python, no files, no browser.

A kind is one class in ``KINDS``. Answers are the letters and positions that the student sees:
slugs and the author's order would give the key away.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from .base import LETTERS, Mark, Question, graded, shuffled, unattempted
from .dating import Date
from .fields import brief, read_statement, read_tables, read_text, read_truth, refuse_unknown
from .match import Match
from .number import Number
from .order import Order
from .writing import Write

__all__ = ["KINDS", "Choice", "Choices", "Evidence", "Mark", "Option", "Question"]


@dataclass(frozen=True)
class Option:
    """An answer on offer, and what to tell whoever chooses it."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Choice(Question):
    """One right answer among several. Its credit is 1 or 0."""

    options: tuple[Option, ...]

    kind: ClassVar = "choice"
    fields: ClassVar = ("option",)
    control_type: ClassVar = "radio"
    say: ClassVar = "Choose one answer."
    rule: ClassVar = "exactly one with right = true"

    @classmethod
    def load(cls, shared, entry, seeds, report):
        options = cls.offered(entry, seeds, report)
        right = sum(option.right for option in options)
        if options and not cls.allows(right, len(options)):
            report("option", f"{right} of {len(options)} are right; allowed: {cls.rule}, one or more without")
        if len({option.text for option in options}) < len(options):
            report("option", "two have the same text; allowed: each text once")
        return cls(**shared, options=shuffled(options, shared["id"]))

    @staticmethod
    def offered(entry, seeds, report):
        """The options that an author wrote, in that order."""
        return [_option(raw, n, report) for n, raw in enumerate(read_tables(entry, "option", 2, report), 1)]

    @staticmethod
    def allows(right, options):
        """Whether so many right ones among so many options make a question of this kind."""
        return right == 1

    def mark(self, answer):
        if not isinstance(answer, str) or answer not in self._lettered():
            return unattempted("Choose an answer first.")
        option = self._lettered()[answer]
        return graded(option.right, [f"{answer}: {option.feedback}"])

    def key(self):
        return self._right()[0]

    def wrong(self):
        return [letter for letter, option in self._lettered().items() if not option.right]

    def solution(self):
        right = ((letter, self._lettered()[letter]) for letter in self._right())
        return [f"{letter}: {option.text} – {option.feedback}" for letter, option in right]

    def items(self):
        return [option.text for option in self.options]

    def placed(self, used):
        size, here = len(self.options), LETTERS.index(self.key())
        goal = min(range(size), key=lambda place: (used[place], (place - here) % size))
        used[goal] += 1
        turn = (here - goal) % size
        return replace(self, options=self.options[turn:] + self.options[:turn])

    def _lettered(self):
        return dict(zip(LETTERS, self.options))

    def _right(self):
        return [letter for letter, option in self._lettered().items() if option.right]


@dataclass(frozen=True)
class Choices(Choice):
    """Several right answers.

    Credit: the share of the right ones that are ticked, less 1/(number right) for each wrong tick,
    or 1/(number wrong) where fewer are wrong than right; never below 0. So ticking everything
    earns nothing.
    """

    kind: ClassVar = "choices"
    control_type: ClassVar = "checkbox"
    say: ClassVar = "Tick every right answer."
    rule: ClassVar = "two or more with right = true"

    @staticmethod
    def allows(right, options):
        return 2 <= right < options

    def mark(self, answer):
        ticked, right = self._ticked(answer), set(self._right())
        if not ticked:
            return unattempted("Tick at least one answer first.")
        penalty = max(1 / len(right), 1 / (len(self.options) - len(right)))
        credit = len(ticked & right) / len(right) - len(ticked - right) * penalty
        return graded(max(0, credit), self._comments(ticked))

    def key(self):
        return self._right()

    def wrong(self):
        return [sorted({letter} ^ set(self._right())) for letter in self._lettered()]

    def placed(self, used):
        return self

    def _ticked(self, answer):
        """The letters ticked; none where anything that was not on offer came with them."""
        given = answer if isinstance(answer, (list, tuple)) else ()
        sound = all(isinstance(tick, str) and tick in self._lettered() for tick in given)
        return set(given) if sound else set()

    def _comments(self, ticked):
        for letter, option in self._lettered().items():
            if letter in ticked:
                how = "rightly ticked" if option.right else "ticked but not right"
                yield f"{letter}, {how}: {option.feedback}"
        missing = len(set(self._right()) - ticked)
        if missing:
            yield f"{missing} right {'answer is' if missing == 1 else 'answers are'} not ticked yet."


@dataclass(frozen=True)
class Evidence(Choice):
    """The statement that supports, or contradicts, a claim; its credit is 1 or 0.

    The options are statements. Where a table holds what they bear on, ``bears_on`` names its row
    and the stance asked for, and the key follows; else the author marks it with ``right = true``.
    """

    kind: ClassVar = "evidence"
    fields: ClassVar = ("option", "bears_on")
    say: ClassVar = "Choose one statement."
    rule: ClassVar = "exactly one with right = true, or with the stance of bears_on"

    @staticmethod
    def offered(entry, seeds, report):
        bearing = _bearing(entry["bears_on"], seeds, report) if "bears_on" in entry else None
        raws = enumerate(read_tables(entry, "option", 2, report), 1)
        return [_statement(raw, n, bearing, seeds, report) for n, raw in raws]


def _bearing(bears_on, seeds, report):
    """The statements that take the stance asked for."""
    if not isinstance(bears_on, dict) or {*bears_on} != {"table", "row", "stance"}:
        report("bears_on", f"is {brief(bears_on)}; allowed: table, row and stance, in curly brackets")
        return set()
    table, row, stance = (str(bears_on[name]) for name in ("table", "row", "stance"))
    try:
        stances = seeds.evidence_for(table, row).groupby("stance")["statement"].agg(set)
    except KeyError as fault:
        report("bears_on", f"leads nowhere: {fault.args[0].rstrip('.')}; allowed: a row with evidence")
        return set()
    if stance not in stances:
        known = ", ".join(stances.index) or "a row with evidence"
        report("bears_on", f"has the stance {brief(stance)}; allowed: {known}")
    return stances.get(stance, set())


def _statement(raw, number, bearing, seeds, report):
    where = f"option {number}, "
    refuse_unknown(raw, ("statement", "feedback", *(["right"] if bearing is None else [])), report, where)
    name, feedback = (read_text(raw, field, report, where) for field in ("statement", "feedback"))
    right = name in bearing if bearing is not None else read_truth(raw, "right", report, where)
    says = read_statement(name, seeds, report, where).get("says", "")
    return Option(f"{says} (`{name}`)", right, feedback)


def _option(raw, number, report):
    where = f"option {number}, "
    refuse_unknown(raw, ("text", "right", "feedback"), report, where)
    right = read_truth(raw, "right", report, where)
    text, feedback = (read_text(raw, field, report, where) for field in ("text", "feedback"))
    return Option(text, right, feedback)


KINDS = {kind.kind: kind for kind in (Choice, Choices, Order, Match, Number, Date, Evidence, Write)}
