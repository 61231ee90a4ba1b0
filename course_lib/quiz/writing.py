"""Writing: a text that is kept, a rubric to judge it by oneself, and a model answer after it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from .. import markup
from .base import Mark, Question, graded, listed, unattempted
from .fields import brief, read_tables, read_text, read_texts, refuse_unknown

CHARACTER = r"\u3040-\u30ff\u3400-\u9fff"  # of Chinese or Japanese, each counted as a word
WORD = re.compile(rf"[{CHARACTER}]|[^\W{CHARACTER}]+")
WRITTEN = "{} saved. Now judge them by the rubric, and open the model answer."
SHORT = "{} saved. The rubric and the model answer open from {} words on."


@dataclass(frozen=True)
class Write(Question):
    """A text to write. Its credit is what its writer gives it: the levels reached on the rubric.

    ``criteria`` are pairs of a name and its levels, the lowest first; ``least`` is the number of
    words that opens them.
    """

    starters: tuple[str, ...]
    criteria: tuple[tuple[str, tuple[str, ...]], ...]
    model: str
    least: int

    kind: ClassVar = "write"
    fields: ClassVar = ("starters", "criterion", "model", "least")
    control_type: ClassVar = "text"
    say: ClassVar = "Save your text, then judge it."
    judged: ClassVar = False
    heads: ClassVar = {
        "written": "✓ Saved",
        "right": "✓ Saved, and by your own judgement complete",
        "partly": "✓ Saved; your own judgement: {:.0%}",
        "wrong": "✓ Saved; your own judgement: not there yet",
    }

    @classmethod
    def load(cls, shared, entry, seeds, report):
        raws = enumerate(read_tables(entry, "criterion", 1, report), 1)
        criteria = tuple(_criterion(raw, f"criterion {number}, ", report) for number, raw in raws)
        least, model = entry.get("least", 40), read_text(entry, "model", report)
        if type(least) is not int or least < 1:
            report("least", f"is {brief(least)}; allowed: a number of words from 1 on")
        starters = read_texts(entry, "starters", report)
        return cls(**shared, starters=starters, criteria=criteria, model=model, least=least)

    def mark(self, answer):
        words, levels = len(WORD.findall(self.draft(answer))), self._levels(answer)
        if not words:
            return unattempted("Write something first.")
        counted = f"{words} word{'s' * (words != 1)}"
        if words < self.least:
            return Mark(0.0, "written", (SHORT.format(counted, self.least),))
        if None in levels:
            return Mark(0.0, "written", (WRITTEN.format(counted),))
        most = sum(len(texts) - 1 for _, texts in self.criteria)
        return graded(sum(levels) / most, [f"{counted} and your judgement of them saved."])

    def draft(self, answer):
        text = answer.get("text") if isinstance(answer, dict) else None
        return text if isinstance(text, str) else ""

    def opened(self, answer):
        if len(WORD.findall(self.draft(answer))) < self.least:
            return {}
        return {"rubric": [[name, [*levels]] for name, levels in self.criteria], "model": self.model}

    def settled(self, mark):
        return mark.verdict != "unattempted"

    def version(self):
        return sha256(f"{self.kind}/{self.id}".encode()).hexdigest()[:8]  # no change orphans a text

    def key(self):
        return {"text": self.model, "levels": [len(levels) - 1 for _, levels in self.criteria]}

    def wrong(self):
        return [{"text": self.model, "levels": [0] * len(self.criteria)}]

    def solution(self):
        return [self.model]

    def listing(self):
        begin = f"You may begin: {' · '.join(f'“{text}”' for text in self.starters)}" if self.starters else ""
        rubric = [f"*{name}:* {' → '.join(levels)}" for name, levels in self.criteria]
        lead = "Judge it by these, from the lowest level to the highest:"
        return markup.paragraphs([begin, lead]) + listed(rubric, "disc")

    def control(self):
        return super().control() | {"label": "Your text", "starters": [*self.starters]}

    def _levels(self, answer):
        """The level given on each criterion; None for one not judged, or judged by what is no level."""
        given = answer.get("levels") if isinstance(answer, dict) else None
        whole = isinstance(given, (list, tuple)) and len(given) == len(self.criteria)
        pairs = zip(given if whole else [None] * len(self.criteria), self.criteria)
        sound = ((type(level) is int and 0 <= level < len(texts), level) for level, (_, texts) in pairs)
        return [level if known else None for known, level in sound]


def _criterion(raw, where, report):
    refuse_unknown(raw, ("name", "levels"), report, where)
    return read_text(raw, "name", report, where), read_texts(raw, "levels", report, where, least=2)
