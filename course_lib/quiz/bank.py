"""Quizzes as TOML files: read with every problem named, linted, and proved."""

import json
import re
import tomllib
from collections import Counter
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import mean

from .base import Question
from .fields import brief, read_text, read_texts, refuse_unknown
from .questions import KINDS, Choice, Choices

SHARED = ("id", "kind", "ask", "cite", "reread", "hints")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
IN_TEXT = re.compile(r"`([a-z]+(?:-\d{4})?:[\w.]+)`")
POINTS_ELSEWHERE = re.compile(
    r"\b((all|none|both|neither|any) of (the )?(above|below|these|them)|all (the )?above)\b", re.IGNORECASE
)


class QuizError(ValueError):
    """A quiz that cannot be used; ``problems`` holds a line for each, with file, question and field."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problems" if len(self.problems) > 1 else "1 problem"
        super().__init__("\n".join([f"{count} in a quiz file:", *(f"- {line}" for line in self.problems)]))


@dataclass(frozen=True)
class Quiz:
    """A title and the questions under it; ``name`` is the file's name without its ending."""

    name: str
    title: str
    questions: tuple[Question, ...]


def read_quiz(path, seeds):
    """Return the Quiz in a TOML file; ``seeds`` gives the keys that the tables hold.

    Raises FileNotFoundError where there is no such file and QuizError, which names every problem,
    where it cannot be used.
    """
    path, problems = Path(path), []
    whole = partial(_note, problems, path.name)
    raw = _parsed(path)
    refuse_unknown(raw, ("title", "question"), whole)
    title = read_text(raw, "title", whole)
    entries = enumerate(_entries(raw, whole), start=1)
    questions = [_question(entry, number, path.name, seeds, problems) for number, entry in entries]
    if problems:
        raise QuizError(problems)
    used = Counter()
    return Quiz(path.stem, title, tuple(question.placed(used) for question in questions))


def _note(problems, where, field, what):
    problems.append(f"{where}: {field} {what}.")


def _parsed(path):
    """The file as a dict. Raises QuizError at once where it is no TOML: nothing more can be said then."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as fault:
        what = f"cannot be read at byte {fault.start + 1}; allowed: text saved as UTF-8"
    except tomllib.TOMLDecodeError as fault:
        what = f'is no TOML: {fault}; allowed: lines such as name = "value", under [[question]]'
    raise QuizError([f"{path.name}: the file {what}."])


def _entries(raw, report):
    entries = raw.get("question")
    if isinstance(entries, list) and entries and all(isinstance(entry, dict) for entry in entries):
        ids = Counter(entry["id"] for entry in entries if isinstance(entry.get("id"), str))
        for repeated in (name for name, times in ids.items() if times > 1):
            report("id", f"{brief(repeated)} belongs to {ids[repeated]} questions; allowed: each id once")
        return entries
    report("question", "is missing; allowed: one or more questions, each under its own [[question]]")
    return []


def _question(entry, number, file, seeds, problems):
    report = partial(_note, problems, f"{file}, question {number} ({brief(entry.get('id', 'no id'))})")
    shared = _shared(entry, seeds, report)
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return report("kind", f"is {brief(kind)}; allowed: {', '.join(KINDS)}")
    refuse_unknown(entry, (*SHARED, *KINDS[kind].fields), report)
    return KINDS[kind].load(shared, entry, seeds, report)


def _shared(entry, seeds, report):
    shared = {field: read_text(entry, field, report) for field in ("id", "ask", "reread")}
    if shared["id"] and not SLUG.fullmatch(shared["id"]):
        report("id", f"is {brief(shared['id'])}; allowed: small letters, digits and hyphens")
    cite = read_texts(entry, "cite", report)
    if not cite and entry.get("cite", []) == []:
        report("cite", 'is missing; allowed: one or more citations, such as ["loc-1987:2a"]')
    text = json.dumps(entry, ensure_ascii=False, default=str)
    for citation in dict.fromkeys([*cite, *IN_TEXT.findall(text)]):
        _resolve(citation, seeds, report)
    return shared | {"cite": cite, "hints": read_texts(entry, "hints", report)}


def _resolve(citation, seeds, report):
    try:
        seeds.cited(citation)
    except KeyError as fault:
        reason = str(fault.args[0]).rstrip(".")
        report("cite", f"leads nowhere: {reason}; allowed: citations that stand in seeds/statements.csv")


def lint(quiz):
    """Return what would let a student guess, as a list of sentences; empty for a sound quiz."""
    problems = [f"question {q.id}, {fault}." for q in quiz.questions for fault in _faults(q)]
    single = (q for q in quiz.questions if isinstance(q, Choice) and not isinstance(q, Choices))
    places = Counter(q.key() for q in single)
    letter, times = max(places.items(), key=lambda item: item[1], default=("", 0))
    if times > 2 and 2 * times > places.total():
        found = f"{times} of {places.total()} keys stand at {letter}"
        problems.append(f"{found}; allowed: at most half at one position.")
    return problems


def _faults(question):
    options = getattr(question, "options", ())
    for option in options:
        if POINTS_ELSEWHERE.search(option.text):
            found = f"option {brief(option.text)} points at other options"
            yield f"{found}; allowed: options that stand by themselves"
    if options and _gives_itself_away(options):
        yield "option: what is right is much longer than what is wrong; allowed: at most half as long again"
    if question.mark(question.key()).verdict != "right":
        yield "the key is not accepted; allowed: a key that earns full credit"
    for answer in (wrong for wrong in question.wrong() if not _refused(question, wrong)):
        yield f"the wrong answer {brief(answer)} is not refused with feedback; allowed: only what the key says"
    for title in (event.title for event in getattr(question, "events", ())):
        if re.search(r"\b1[0-9]{3}\b", title):
            yield f"events: the title “{title}” names a year; allowed: titles that leave the order open"


def _gives_itself_away(options):
    right, wrong = (mean(len(o.text) for o in options if o.right is side) for side in (True, False))
    return right > 1.5 * wrong and right - wrong >= 15


def _refused(question, answer):
    mark = question.mark(answer)
    return mark.verdict in ("wrong", "partly") and all(mark.feedback)


def proof(quiz):
    """Return one line that says what marking the quiz's own keys and wrong answers came to.

    It ends in a fingerprint of all that a student could be told, so that a changed key, text,
    citation or date of an event changes the line.
    """
    keys = sum(q.mark(q.key()).verdict == "right" for q in quiz.questions)
    refused = sum(_refused(q, answer) for q in quiz.questions for answer in q.wrong())
    cited = sum(bool(q.cite) for q in quiz.questions)
    counts = {"question": len(quiz.questions), "key": keys, "wrong answer": refused}
    asked, accepted, denied = (f"{number} {thing}{'s' * (number != 1)}" for thing, number in counts.items())
    told = f"{asked} · {accepted} accepted · {denied} refused · {cited} cited"
    return f"{told} · fingerprint {fingerprint(quiz)}"


def fingerprint(quiz):
    """Return eight hexadecimal digits that stand for the quiz's contents, keys included."""
    facts = [[type(q).__name__, asdict(q), q.key(), q.solution()] for q in quiz.questions]
    text = json.dumps([quiz.title, facts], ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:8]
