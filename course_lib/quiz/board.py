"""The progress board: how far somebody is in each chapter, and how to save, move and clear that."""

from datetime import date

from .. import markup
from ..page import Shown, asker
from .sitting import Sitting, in_words, standing

ABOUT = (
    "Your answers are kept on the machine that runs this page and go nowhere else. Run this cell to see how "
    "far you are, to save your answers to a file, to load such a file, and to start over."
)
AGAIN = "Run the cells of quizzes that are open again."
SHOWN = 5  # damaged lines named on the board


class ProgressView(Shown):
    """The board of ``quizzes``, which shows itself as the last line of a cell."""

    script = "board.js"

    def __init__(self, quizzes, progress):
        self.quizzes, self.progress = quizzes, progress

    def chapters(self):
        """Return a dict for each chapter: its ``title``, how many questions are ``done`` of ``all``, ``words``."""
        entries = self.progress.entries()
        return [self._chapter(quiz, entries) for quiz in self.quizzes]

    def reply(self, message):
        """Return what the browser is to show for its message, which may be anything at all."""
        message = message if isinstance(message, dict) else {}
        said = self._done(message)
        return {
            "view": asker(message),
            "chapters": self.chapters(),
            "student": self.progress.student,
            "said": said,
            "file": self._file() if message.get("save") is True and not said else None,
            "problems": self._problems(),
        }

    def text(self):
        """Return the chapters and how much there is to do in each, as one line."""
        return f"{'; '.join(self._lines())}."

    def html(self):
        """Return the static twin: the chapters and what the board is for, without anybody's answers."""
        lines = markup.bullets([markup.inline(line) for line in self._lines()])
        return f"<div><p><strong>Your progress</strong></p>{markup.paragraphs([ABOUT])}{lines}</div>"

    def _lines(self):
        counts = [standing([Sitting(question) for question in quiz.questions]) for quiz in self.quizzes]
        for quiz, count in zip(self.quizzes, counts):
            texts = f", {count['texts']} to write" if count["texts"] else ""
            yield f"{_title(quiz)}: {count['questions']} questions{texts}"

    def _chapter(self, quiz, entries):
        sittings = [Sitting(question) for question in quiz.questions]
        for sitting in sittings:
            sitting.restore(entry for entry in entries if entry["chapter"] == quiz.name)
        counts = standing(sittings)
        done = counts["right"] + counts["written"]
        return {"title": _title(quiz), "done": done, "all": len(sittings), "words": in_words(counts)}

    def _done(self, message):
        """Do what a message asks for; return a sentence that says so, or ""."""
        if message.get("save") is True:
            return "" if self.progress.entries() else "There is nothing to save yet."
        if isinstance(message.get("load"), str):
            return f"{self.progress.load(message['load'])} {AGAIN}"
        if isinstance(message.get("call"), str):
            return f"{self.progress.call(message['call'])} {AGAIN}"
        return f"{self.progress.start_over()} {AGAIN}" if message.get("restart") is True else ""

    def _problems(self):
        """What is not stored or cannot be read: the note, and the first few damaged lines."""
        more = len(self.progress.damaged) - SHOWN
        rest = [f"{more} more lines cannot be read."] if more > 0 else []
        return [self.progress.note, *self.progress.damaged[:SHOWN], *rest]

    def _file(self):
        name = f"{self.progress.path.stem}-{date.today().isoformat()}.jsonl"
        return {"name": name, "text": self.progress.text()}


def _title(quiz):
    return f"{quiz.name[:2]} {quiz.title}"
