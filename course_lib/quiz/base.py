"""What every kind of question shares: its fields, its mark, how it is read and shown.

The seam for new kinds: subclass :class:`Question`, implement the methods that raise
NotImplementedError, and name the class in ``questions.KINDS``. Nothing else in the library has to
know about it, and the browser only where it wants a control of a new type.
"""

from dataclasses import dataclass
from hashlib import sha256
from string import ascii_uppercase as LETTERS
from typing import ClassVar

from .. import markup

MOST = 8  # options or events: an order is marked by trying every subset


@dataclass(frozen=True)
class Mark:
    """What an answer earned: ``credit`` in 0–1, ``verdict`` in words, ``feedback`` as a tuple of lines.

    The verdict is ``right``, ``partly``, ``wrong`` or ``unattempted``.
    """

    credit: float
    verdict: str
    feedback: tuple[str, ...]


def graded(credit, feedback):
    """Return the Mark of an attempt; what lies between no credit and all of it is ``partly``."""
    verdict = "right" if credit == 1 else "partly" if credit > 0 else "wrong"
    return Mark(float(credit), verdict, tuple(feedback))


def unattempted(message):
    """Return the Mark of what is no attempt: nothing chosen yet, or something that was not on offer."""
    return Mark(0.0, "unattempted", (message,))


def brief(value):
    """Return what an author wrote, as Python shows it, cut at 60 letters for a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def read_text(entry, field, report, where=""):
    """Return the text of a field on one line; where there is none, report that and return ""."""
    value = entry.get(field)
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    found = "is missing" if field not in entry else f"is {brief(value)}"
    report(where + field, f"{found}; allowed: text in quotation marks, not empty")
    return ""


def refuse_unknown(entry, allowed, report, where=""):
    """Report every field that nobody would read, such as a misspelt one."""
    for field in entry.keys() - set(allowed):
        report(where + field, f"is not a field here; allowed: {', '.join(allowed)}")


def shuffled(items, seed):
    """Return the items as a tuple in an order that depends on ``seed`` alone, on every machine."""

    def lot(place):
        return sha256(f"{seed}/{place}".encode()).digest()

    return tuple(items[place] for place in sorted(range(len(items)), key=lot))


@dataclass(frozen=True)
class Question:
    """One question: ``id``, ``ask``, citations, the section to ``reread``, and hints, all text."""

    id: str
    ask: str
    cite: tuple[str, ...]
    reread: str
    hints: tuple[str, ...]

    fields: ClassVar[tuple[str, ...]] = ()  # what this kind reads besides the above
    control_type: ClassVar[str] = ""  # which of the controls in question.js it uses
    say: ClassVar[str] = ""  # the instruction that follows the question

    @classmethod
    def load(cls, shared, entry, seeds, report):
        """Return the question made of the ``shared`` fields above and its own, read from ``entry``.

        Each problem goes to ``report(field, what is wrong; allowed: what)``; after one, what is
        returned does not matter.
        """
        raise NotImplementedError

    def mark(self, answer):
        """Return the Mark of an answer, which may be anything at all, since it comes from a browser."""
        raise NotImplementedError

    def key(self):
        """Return a right answer in the form in which the browser sends answers."""
        raise NotImplementedError

    def wrong(self):
        """Return a list of answers that must be refused, in the same form."""
        raise NotImplementedError

    def solution(self):
        """Return the key in words, as a list of lines, for *Show answer*."""
        raise NotImplementedError

    def items(self):
        """Return the texts that stand under A, B, C …, as a list."""
        raise NotImplementedError

    def placed(self, used):
        """Return the question with its key where the quiz has fewest; ``used`` counts positions."""
        return self

    def static(self, number):
        """Return the question without its key, as HTML that lives through JupyterLab's sanitizer."""
        listed = "".join(f"<li>{markup.inline(text)}</li>" for text in self.items())
        hints = "".join(
            markup.details(f"Hint {n}", markup.paragraphs([hint])) for n, hint in enumerate(self.hints, 1)
        )
        asked = f"<strong>Question {number}.</strong> {markup.inline(self.ask)} <em>{self.say}</em>"
        lettered = '<ol type="A" style="list-style-type: upper-alpha">'  # JupyterLab overrules type alone
        return f'<div style="margin-bottom: 1em"><p>{asked}</p>{lettered}{listed}</ol>{hints}</div>'

    def control(self):
        """Return what the browser may know before *Check*, as plain JSON."""
        return {
            "control": self.control_type,
            "ask": self.ask,
            "say": self.say,
            "items": [list(pair) for pair in zip(LETTERS, self.items())],
            "hints": list(self.hints),
        }
