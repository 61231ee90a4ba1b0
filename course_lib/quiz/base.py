"""What every kind of question shares: its fields, its mark, how it is read and shown.

The seam for new kinds: subclass :class:`Question`, implement the methods that raise
NotImplementedError, and name the class in ``questions.KINDS``. Nothing else in the library has to
know about it, and the browser only where it wants a control of a new type.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from string import ascii_uppercase as LETTERS
from typing import ClassVar

from .. import markup


@dataclass(frozen=True)
class Mark:
    """What an answer earned: ``credit`` in 0–1, ``verdict`` in words, ``feedback`` as a tuple of lines.

    The verdict is ``right``, ``partly``, ``wrong``, ``unattempted``, or ``written`` for a text not yet judged.
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

    kind: ClassVar[str] = ""  # its name in a quiz file
    fields: ClassVar[tuple[str, ...]] = ()  # what this kind reads besides the above
    control_type: ClassVar[str] = ""  # which of the controls in quiz.js it uses
    say: ClassVar[str] = ""  # the instruction that follows the question
    judged: ClassVar[bool] = True  # whether the marking, and not its writer, judges an answer
    heads: ClassVar[dict[str, str]] = {}  # where it calls a verdict otherwise than sitting.HEADS

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
        return []

    def placed(self, used):
        """Return the question with its key where the quiz has fewest; ``used`` counts positions."""
        return self

    def settled(self, mark):
        """Return whether there is nothing left to do after such a mark."""
        return mark.verdict == "right"

    def draft(self, answer):
        """Return what is to be saved of an answer before *Check*, or ""."""
        return ""

    def opened(self, answer):
        """Return what only an answer opens, as plain JSON: a rubric, a model answer."""
        return {}

    def version(self):
        """Return eight hexadecimal digits that change when an earlier answer would mean something else."""
        meant = [self.kind, self.control() | {"hints": [], "say": ""}, self.key()]
        return sha256(json.dumps(meant, sort_keys=True).encode()).hexdigest()[:8]

    def static(self, number=None):
        """Return the question without its key, as HTML that lives through JupyterLab's sanitizer."""
        hints = "".join(
            markup.details(f"Hint {n}", markup.paragraphs([hint])) for n, hint in enumerate(self.hints, 1)
        )
        named = f"<strong>Question {number}.</strong> " if number else ""
        asked = f"{named}{markup.inline(self.ask)} <em>{self.say}</em>"
        return f'<div style="margin-bottom: 1em"><p>{asked}</p>{self.listing()}{hints}</div>'

    def listing(self):
        """Return what there is to choose from as HTML."""
        return listed(self.items(), "upper-alpha")

    def control(self):
        """Return what the browser may know before *Check*, as plain JSON."""
        return {
            "control": self.control_type,
            "ask": self.ask,
            "say": self.say,
            "items": [list(pair) for pair in zip(LETTERS, self.items())],
            "hints": list(self.hints),
        }


def listed(texts, style):
    """Return texts as an HTML list, numbered in a style of CSS: JupyterLab overrules the type alone."""
    items = "".join(f"<li>{markup.inline(text)}</li>" for text in texts)
    return f'<ol style="list-style-type: {style}">{items}</ol>' if items else ""
