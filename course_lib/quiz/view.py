"""Quizzes on the page: real radio buttons and menus where a kernel runs, text where none does.

The browser is told the questions, options and hints. It sends an answer, and is sent what the
marking in Python makes of it; the key goes there only as *Show answer* after an attempt.
"""

from dataclasses import replace
from functools import partial
from hashlib import sha256

import traitlets

from .. import markup
from ..page import NativeWidget, Shown, asker
from .bank import proof
from .sitting import Sitting, summary

NOTE = "Run the notebook to answer; in print, write your answer on paper."


class QuizWidget(NativeWidget):
    """The controls of a quiz: what the browser may know of its questions."""

    questions = traitlets.List().tag(sync=True)


class QuizView(Shown):
    """A quiz that shows itself as the last line of a cell.

    ``progress`` keeps the attempts and gives the earlier ones; without it they last as long as the
    view. ``static`` leaves the widget out.
    """

    script, made_of = "quiz.js", QuizWidget

    def __init__(self, quiz, progress=None, static=False):
        self.quiz, self.progress, self.static = quiz, progress, static
        record = partial(progress.record, chapter=quiz.name) if progress else None
        self.sittings = [Sitting(question, record) for question in quiz.questions]
        earlier = progress.entries() if progress else []
        for sitting in self.sittings:
            sitting.restore(entry for entry in earlier if entry["chapter"] == quiz.name)

    def text(self):
        """Return the line that proves the quiz."""
        return proof(self.quiz)

    def html(self):
        """Return the static twin: questions, options and hints, without answers."""
        numbers = range(1, len(self.quiz.questions) + 1) if len(self.quiz.questions) > 1 else [None]
        asked = "".join(question.static(n) for n, question in zip(numbers, self.quiz.questions))
        head = f"<p><strong>{markup.inline(self.quiz.title)}</strong></p><p><em>{NOTE}</em></p>"
        return f"<div>{head}{asked}</div>"

    def reply(self, message):
        """Return what the browser is to show for its message, which may be anything at all."""
        message = message if isinstance(message, dict) else {}
        number, replies = message.get("number"), {"view": asker(message)}
        if type(number) is int and 1 <= number <= len(self.sittings):
            replies |= {"number": number, "reply": self.sittings[number - 1].reply(message)}
        else:
            replies |= {"earlier": [sitting.earlier() for sitting in self.sittings]}
        return replies | {"summary": summary(self.quiz.title, self.sittings), "note": self._note()}

    def told(self):
        """Return what the browser may know before *Check*."""
        return {"questions": self.questions()}

    def questions(self):
        """Return what the browser may know before *Check*, as plain JSON, for each question."""
        names = (f"{self.quiz.name}/{question.id}".encode() for question in self.quiz.questions)
        tokens = (sha256(name).hexdigest()[:8] for name in names)  # an id may give the key away
        return [q.control() | {"token": token} for q, token in zip(self.quiz.questions, tokens)]

    def _note(self):
        if not self.progress:
            return "Answers are not kept."
        lines, name = len(self.progress.damaged), self.progress.student
        unread = f" {lines} of their lines cannot be read: the start page names them." if lines else ""
        kept = (
            f"Your answers are kept{name and f' under the name {name},'} on the machine that runs this page."
        )
        return (self.progress.note or kept) + unread


def part(quiz, ids):
    """Return the quiz with these questions only, or with all but the texts to write where none is named.

    Raises KeyError, which lists the ids there are, for an unknown one.
    """
    known = {question.id: question for question in quiz.questions}
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise KeyError(f"{quiz.name} has no question {unknown[0]!r}; its questions are: {', '.join(known)}.")
    chosen = [known[name] for name in dict.fromkeys(ids)] or [q for q in quiz.questions if q.judged]
    return replace(quiz, questions=tuple(chosen or quiz.questions))
