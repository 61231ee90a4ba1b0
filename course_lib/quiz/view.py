"""Quizzes on the page: real radio buttons and menus where a kernel runs, text where none does.

The browser is told the questions, options and hints. It sends an answer, and is sent what the
marking in Python makes of it; the key goes there only as *Show answer* after an attempt.
"""

from dataclasses import replace
from functools import cache, cached_property, partial
from hashlib import sha256
from pathlib import Path

import anywidget
import traitlets
from IPython import get_ipython

from .. import markup
from .bank import proof
from .sitting import Sitting, summary

NOTE = "Run the notebook to answer; in print, write your answer on paper."


@cache
def asset(*names):
    """Return files of this folder, one after the other, as text for the browser."""
    return "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names)


class NativeWidget(anywidget.AnyWidget):
    """Native controls in the browser, drawn by a script; what it holds can be read by everybody."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    questions = traitlets.List().tag(sync=True)


class Shown:
    """What shows itself as text, as the HTML of its static twin, and where a kernel runs as a widget.

    ``script`` is drawn in the browser; ``reply`` answers its messages.
    """

    script, static = "", False

    def __repr__(self):
        return self.text()

    def questions(self):
        """Return what the script is told at once."""
        return []

    @cached_property
    def widget(self):
        """The widget, made when it is first wanted."""
        esm, css = asset("native.js", self.script), asset("native.css")
        widget = NativeWidget(_esm=esm, _css=css, questions=self.questions())
        widget.on_msg(lambda widget, message, buffers: widget.send(self.reply(message)))
        return widget

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": self.text(), "text/html": self.html()}
        if not self.static and getattr(get_ipython(), "kernel", None):
            view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
            bundle["application/vnd.jupyter.widget-view+json"] = view
        return bundle


class QuizView(Shown):
    """A quiz that shows itself as the last line of a cell.

    ``progress`` keeps the attempts and gives the earlier ones; without it they last as long as the
    view. ``static`` leaves the widget out.
    """

    script = "quiz.js"

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


def asker(message):
    """Return which view of the page a message came from, which goes back with the reply, or None."""
    view = message.get("view")
    return view if isinstance(view, (str, int)) else None


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
