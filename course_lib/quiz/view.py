"""Quizzes on the page: real radio buttons and menus where a kernel runs, text where none does.

The browser is told the questions, options and hints. It sends an answer, and is sent what the
marking in Python makes of it; the key goes there only as *Show answer* after an attempt.
"""

from functools import cached_property
from pathlib import Path

import anywidget
import ipywidgets
import traitlets
from IPython import get_ipython

from .. import markup
from .bank import proof

HERE = Path(__file__).parent
HEADS = {
    "right": "✓ Right",
    "partly": "◐ Partly right, {:.0%}",
    "wrong": "✗ Not yet",
    "unattempted": "○ No answer yet",
    "shown": "The answer",
}
NOTE = "Run the notebook to answer; in print, write your answer on paper."


class Sitting:
    """What somebody has done with one question so far: ``attempts``, ``hints``, ``right``, ``shown``."""

    def __init__(self, question):
        self.question = question
        self.attempts, self.hints, self.right, self.shown = 0, 0, False, False

    def reply(self, message):
        """Return what the browser is to show for its message, which may be anything at all."""
        message = message if isinstance(message, dict) else {}
        if message.get("show") is True and self.attempts:
            self.shown = True
            return self._reply("shown", 0, self.question.solution())
        return self._marked(message.get("answer"), message.get("hints"))

    def _marked(self, answer, hints):
        mark = self.question.mark(answer)
        if mark.verdict != "unattempted":
            self.attempts += 1
            self.hints = max(self.hints, self._seen(hints))
            self.right = self.right if self.shown else mark.verdict == "right"
        return self._reply(mark.verdict, mark.credit, mark.feedback)

    def _seen(self, hints):
        return min(hints, len(self.question.hints)) if type(hints) is int else 0

    def _reply(self, verdict, credit, feedback):
        counted = self.attempts > 1 and verdict in ("right", "partly", "wrong")
        again = f" (attempt {self.attempts})" if counted else ""
        return {
            "verdict": verdict,
            "head": HEADS[verdict].format(credit) + again,
            "feedback": list(feedback),
            "credit": credit,
            "cite": [] if verdict == "unattempted" else list(self.question.cite),
        }


def summary(title, sittings):
    """Return where a quiz stands in one sentence, with the sections to reread."""
    to_come = sum(not sitting.attempts for sitting in sittings)
    missed = [sitting.question.reread for sitting in sittings if sitting.attempts and not sitting.right]
    parts = [f"{title}: {sum(sitting.right for sitting in sittings)} of {len(sittings)} right"]
    parts += [f"{to_come} not answered yet"] if to_come else []
    parts += [f"reread: {', '.join(f'“{heading}”' for heading in dict.fromkeys(missed))}"] if missed else []
    return "; ".join(parts) + "."


class QuestionWidget(anywidget.AnyWidget):
    """One question in the browser, drawn by question.js; its synced state holds neither key nor feedback."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    question = traitlets.Dict().tag(sync=True)

    @traitlets.default("_esm")
    def _script(self):
        return (HERE / "question.js").read_text(encoding="utf-8")

    @traitlets.default("_css")
    def _look(self):
        return (HERE / "question.css").read_text(encoding="utf-8")


class QuizView:
    """A quiz that shows itself as the last line of a cell; ``static`` leaves the widgets out."""

    def __init__(self, quiz, static=False):
        self.quiz, self.static = quiz, static
        self.sittings = [Sitting(question) for question in quiz.questions]

    @cached_property
    def widget(self):
        """The questions and the summary as one ipywidgets box, made when it is first wanted."""
        line = ipywidgets.HTML(self._summary(), _dom_classes=("cq",))
        asked = [self._question(number, sitting, line) for number, sitting in enumerate(self.sittings, 1)]
        return ipywidgets.VBox([*asked, line])

    def html(self):
        """Return the static twin: questions, options and hints, without answers."""
        asked = "".join(question.static(number) for number, question in enumerate(self.quiz.questions, 1))
        head = f"<p><strong>{markup.inline(self.quiz.title)}</strong></p><p><em>{NOTE}</em></p>"
        return f"<div>{head}{asked}</div>"

    def _summary(self):
        return f"<p>{markup.inline(summary(self.quiz.title, self.sittings))}</p>"

    def _question(self, number, sitting, line):
        def answer(widget, message, buffers):
            widget.send(sitting.reply(message))
            line.value = self._summary()

        widget = QuestionWidget(question=sitting.question.control() | {"number": number})
        widget.on_msg(answer)
        return widget

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": proof(self.quiz), "text/html": self.html()}
        if not self.static and getattr(get_ipython(), "kernel", None):
            view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
            bundle["application/vnd.jupyter.widget-view+json"] = view
        return bundle
