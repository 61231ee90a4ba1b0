"""What somebody has done with the questions of a quiz so far: marked, kept, and found again."""

import json

HEADS = {
    "right": "✓ Right",
    "repeated": "✓ Right, after the answer was shown",
    "partly": "◐ Partly right, {:.0%}",
    "wrong": "✗ Not yet",
    "unattempted": "○ No answer yet",
    "shown": "The answer",
}


class Sitting:
    """What somebody has done with one question: ``attempts``, ``hints``, ``right``, ``shown``, ``last``.

    Each attempt goes to ``record`` as keywords: question, kind, version, answer, verdict, credit and
    hints. ``last`` is the latest answer, a draft included.
    """

    def __init__(self, question, record=None):
        self.question, self.record, self.version = question, record, question.version()
        self.attempts, self.hints, self.right, self.shown, self.last = 0, 0, False, False, None
        self._marks = {}

    def restore(self, entries):
        """Take up earlier attempts, as a record of them gives them back, where they belong here.

        An answer that was shown then may be found now.
        """
        mine = (self.question.id, self.version)
        for entry in (e for e in entries if (e["question"], e["version"]) == mine):
            if entry["verdict"] != "shown" and self._is_answer(entry["answer"]):
                self._count(entry["verdict"], entry["answer"], entry["hints"])
                self.last = self.last if self.right or entry["verdict"] != "repeated" else None

    def reply(self, message):
        """Return what the browser is to show for its message, which may be anything at all."""
        message = _plain(message)
        if message.get("show") is True and self.attempts and self.question.judged:
            self._keep("shown", None)
            return self._reply("shown", 0.0, self.question.solution())
        answer, hints = message.get("answer"), message.get("hints")
        if message.get("draft") is True:
            return self._drafted(answer)
        mark = self._mark(answer)
        if mark.verdict == "unattempted":
            return self._reply(mark.verdict, 0.0, mark.feedback)
        verdict = "repeated" if self.shown and mark.verdict == "right" else mark.verdict
        self._keep(verdict, answer, mark.credit, hints)
        return self._reply(verdict, mark.credit, mark.feedback)

    def earlier(self):
        """Return what the browser is to show of earlier attempts: the latest answer and its reply, or None."""
        if self.last is None:
            return None
        mark = self._mark(self.last)
        verdict = "repeated" if mark.verdict == "right" and not self.right else mark.verdict
        reply = self._reply(verdict, mark.credit, mark.feedback) if self.attempts else None
        return {"answer": self.last, "hints": self.hints, "reply": reply}

    def _keep(self, verdict, answer, credit=0.0, hints=0):
        self._count(verdict, answer, hints)
        if self.record:
            asked = {"question": self.question.id, "kind": self.question.kind, "version": self.version}
            self.record(**asked, answer=answer, verdict=verdict, credit=credit, hints=self.hints)

    def _drafted(self, answer):
        """Keep a text that has not been checked yet, where it is a new one."""
        text = self.question.draft(answer)
        if text.strip() and text != self.question.draft(self.last):
            self._keep("draft", answer)

    def _is_answer(self, answer):
        return bool(self.question.draft(answer)) or self._mark(answer).verdict != "unattempted"

    def _mark(self, answer):
        """The mark of an answer, made once: a long record holds the same answers many times."""
        written = json.dumps(answer, default=repr)
        if written not in self._marks:
            self._marks[written] = self.question.mark(answer)
        return self._marks[written]

    def _count(self, verdict, answer, hints):
        self.hints = max(self.hints, self._seen(hints))
        if verdict == "shown":
            self.shown = True
            return
        self.last = answer
        if verdict != "draft":
            self.attempts += 1
            settled = self.question.settled(self._mark(answer))
            self.right = self.right if verdict == "repeated" else settled

    def _seen(self, hints):
        return min(hints, len(self.question.hints)) if type(hints) is int else 0

    def _reply(self, verdict, credit, feedback):
        judged = verdict in ("right", "partly", "wrong") and self.question.judged
        again = f" (attempt {self.attempts})" if judged and self.attempts > 1 else ""
        opened = {} if verdict == "unattempted" else self.question.opened(self.last)
        return opened | {
            "verdict": verdict,
            "head": (HEADS | self.question.heads)[verdict].format(credit) + again,
            "feedback": list(feedback),
            "credit": credit,
            "cite": [] if verdict == "unattempted" else list(self.question.cite),
        }


def _plain(message):
    """The message, or an empty one for what is no dict, or holds what a line of JSON cannot."""
    try:
        json.dumps(message, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def standing(sittings):
    """Return how many questions there are, are right and are open, and how many texts, as a dict of int."""
    asked = [sitting for sitting in sittings if sitting.question.judged]
    return {
        "questions": len(asked),
        "right": sum(sitting.right for sitting in asked),
        "open": sum(not sitting.attempts for sitting in asked),
        "texts": len(sittings) - len(asked),
        "written": sum(sitting.right for sitting in sittings) - sum(sitting.right for sitting in asked),
    }


def in_words(counts):
    """Return such counts as words: 5 of 9 right, 1 to look at again, 3 not answered yet, 1 of 1 texts written."""
    again = counts["questions"] - counts["right"] - counts["open"]
    words = {
        f"{counts['right']} of {counts['questions']} right": counts["questions"],
        f"{again} to look at again": again,
        f"{counts['open']} not answered yet": counts["open"],
        f"{counts['written']} of {counts['texts']} texts written": counts["texts"],
    }
    return ", ".join(text for text, wanted in words.items() if wanted)


def summary(title, sittings):
    """Return where a quiz stands: ``words``, the headings to ``reread``, and whether it is ``done``."""
    counts = standing(sittings)
    missed = [sitting.question.reread for sitting in sittings if sitting.attempts and not sitting.right]
    return {
        "words": f"{title}: {in_words(counts)}.",
        "reread": list(dict.fromkeys(missed)),
        "done": not counts["open"],
    }
