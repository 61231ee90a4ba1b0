"""Quizzes: marking, reading TOML, linting and proving, and what the browser and the page are told."""

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import chain, combinations, permutations
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import quiz as course_quiz
from course_lib.quiz import view
from course_lib.quiz.bank import QuizError, lint, proof, read_quiz
from course_lib.quiz.questions import KINDS, Choice, Choices, Option
from course_lib.quiz.view import QuizView, Sitting, summary

EXAMPLE = """
title = "Check yourself"

[[question]]
id = "treaty-date"
kind = "choice"
ask = "When was the treaty of alliance signed?"
cite = ["loc-1987:2a", "err-1952:2"]
reread = "The treaty and its terms"
hints = ["Mao was in Moscow for months.", "Look at `loc-1987:2a`."]
[[question.option]]
text = "February 1950"
right = true
feedback = "Both sources give this month."
[[question.option]]
text = "October 1949"
feedback = "That is when the People's Republic was proclaimed."
[[question.option]]
text = "June 1950"
feedback = "That is when the war in Korea began."

[[question]]
id = "treaty-holds"
kind = "choices"
ask = "Which of these did the treaty bring?"
cite = ["loc-1987:2"]
reread = "What the treaty brought"
[[question.option]]
text = "A loan"
right = true
feedback = "Three hundred million dollars over five years."
[[question.option]]
text = "A promise of help against Japan"
right = true
feedback = "It is the first article."
[[question.option]]
text = "Joint companies at once"
right = true
feedback = "They followed within weeks."
[[question.option]]
text = "A shared currency"
feedback = "No source speaks of one."

[[question]]
id = "in-order"
kind = "order"
ask = "Put these in order."
cite = ["err-1952:2"]
reread = "The story"
events = ["lean", "treaty", "loan-talks", "korea"]
feedback = "The alliance came before the war."
"""

EVENTS = [
    ("lean", "Mao leans to one side", "1949-06-30", "1949-06-30", "1949-06-30"),
    ("treaty", "Treaty of alliance", "1950-02-14", "1950-02-14", "1950-02-14"),
    ("loan-talks", "Talks on a loan", "1950-01/1950-03", "1950-01-01", "1950-03-31"),
    ("korea", "War in Korea", "1950-06-25", "1950-06-25", "1950-06-25"),
    ("rumour", "A rumour without a date", "../1950", None, None),
    ("vague", "Something in mid-1949", "1949-05/1949-08", "1949-05-01", "1949-08-31"),
]
ODD = [
    "",
    "Z",
    "<script>alert(1)</script>",
    "答案",
    "إجابة",
    "x" * 10_000,
    3,
    True,
    2.5,
    {"a": 1},
    [[]],
    [None],
    {"A"},
    b"A",
]


def tables(**dates):
    """Events and a citation reader, as the bundle of seeds offers them; ``dates`` moves an event to a day."""
    rows = [(e, t, *([dates[e]] * 3 if e in dates else rest)) for e, t, *rest in EVENTS]
    events = pd.DataFrame(rows, columns=["event", "title", "date", "earliest", "latest"])
    for bound in ("earliest", "latest"):
        events[bound] = pd.to_datetime(events[bound])

    def cited(citation):
        if citation not in {"loc-1987:2a", "loc-1987:2", "err-1952:2"}:
            raise KeyError(f"No statement stands at {citation!r}.")

    return SimpleNamespace(events=events, cited=cited)


@pytest.fixture
def load(tmp_path):
    """Reads a quiz from text (or bytes) as from a file in the workbook."""

    def load(text=EXAMPLE, seeds=None):
        path = tmp_path / "02-example.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_quiz(path, seeds or tables())

    return load


@pytest.fixture
def quiz(load):
    """The example: a question of each kind."""
    return load()


@pytest.fixture
def one(quiz):
    """The example's choice question."""
    return quiz.questions[0]


@pytest.fixture
def several(quiz):
    """The example's choices question."""
    return quiz.questions[1]


@pytest.fixture
def order(quiz):
    """The example's order question."""
    return quiz.questions[2]


def letter(question, text):
    """The letter under which an option or event is shown."""
    return "ABCDEFGH"[question.items().index(text)]


def positions(question, *titles):
    """The answer that puts the events in this order."""
    return [str(titles.index(title) + 1) for title in question.items()]


LEAN, TREATY, LOAN, KOREA = (title for _, title, *_ in EVENTS[:4])


# Marking


@pytest.mark.parametrize("answer", [None, *ODD], ids=lambda answer: repr(answer)[:20])
@pytest.mark.parametrize("kind", range(3))
def test_no_answer_and_nonsense_are_unattempted(quiz, kind, answer):
    """Nothing chosen, or something that was not on offer, costs nothing and says what to do."""
    mark = quiz.questions[kind].mark(answer)
    assert (mark.verdict, mark.credit) == ("unattempted", 0)
    assert re.search(r"(answer|tick|position).*(first|need)", mark.feedback[0], re.IGNORECASE)


def test_choice_right_and_wrong(one):
    """The key earns 1, every other option 0, each with its own feedback under its letter."""
    right, wrong = letter(one, "February 1950"), letter(one, "June 1950")
    assert one.mark(right).feedback == (f"{right}: Both sources give this month.",)
    assert (one.mark(right).verdict, one.mark(right).credit) == ("right", 1)
    assert one.mark(wrong).feedback == (f"{wrong}: That is when the war in Korea began.",)
    assert (one.mark(wrong).verdict, one.mark(wrong).credit) == ("wrong", 0)


def test_choices_right_partly_and_wrong(several):
    """Ticks earn their share, wrong ticks cost, and every tick and every miss is commented on."""
    loan, japan, firms, money = (
        letter(several, t)
        for t in ("A loan", "A promise of help against Japan", "Joint companies at once", "A shared currency")
    )
    assert several.mark([loan, japan, firms]).verdict == "right"
    partly = several.mark([loan, japan])
    assert (partly.verdict, partly.credit) == ("partly", pytest.approx(2 / 3))
    assert f"{loan}, rightly ticked: Three hundred million dollars over five years." in partly.feedback
    assert f"{firms}, right but not ticked: They followed within weeks." in partly.feedback
    wrong = several.mark([money, loan])
    assert (wrong.verdict, wrong.credit) == ("wrong", 0)
    assert f"{money}, ticked but not right: No source speaks of one." in wrong.feedback


def test_choices_duplicates_count_once(several):
    """The same tick sent twice is one tick, and an empty list is no attempt."""
    key = several.key()
    assert several.mark(key + key) == several.mark(key)
    assert several.mark([]).verdict == "unattempted"


def made_choices(size, right):
    """A choices question with the first ``right`` of ``size`` options right."""
    options = tuple(Option(f"Option {n}", n < right, f"Because {n}.") for n in range(size))
    return Choices("made", "Which?", ("loc-1987:2",), "Here", (), options)


SIZES = [(size, right) for size in range(3, 9) for right in range(2, size)]


@pytest.mark.parametrize(("size", "right"), SIZES)
def test_choices_over_every_answer(size, right):
    """Only the key earns 1, ticking everything earns 0, and one more wrong tick never pays."""
    question = made_choices(size, right)
    letters = "ABCDEFGH"[:size]
    credit = {
        ticks: question.mark(list(ticks)).credit
        for n in range(size + 1)
        for ticks in combinations(letters, n)
    }
    assert [ticks for ticks, earned in credit.items() if earned == 1] == [tuple(question.key())]
    assert credit[tuple(letters)] == 0
    for ticks, earned in credit.items():
        for wrong in set(letters[right:]) - set(ticks):
            assert credit[tuple(sorted({*ticks, wrong}))] <= earned


def test_order_accepts_every_order_that_the_dates_allow(order):
    """The talks may stand on either side of the treaty, since their range holds its date; nothing else moves."""
    right = {
        o
        for o in permutations((LEAN, TREATY, LOAN, KOREA))
        if order.mark(positions(order, *o)).verdict == "right"
    }
    assert right == {(LEAN, TREATY, LOAN, KOREA), (LEAN, LOAN, TREATY, KOREA)}
    assert order.mark(order.key()).feedback == ("The alliance came before the war.",)


def test_order_names_the_first_out_of_place_with_both_dates(order):
    """A wrong order is told which event stands too early, where, and what comes before it."""
    mark = order.mark(positions(order, LEAN, KOREA, LOAN, TREATY))
    assert mark.feedback[0] == (
        "First out of place: “War in Korea” (25 June 1950) at position 2. "
        "“Treaty of alliance” (14 February 1950) comes before it."
    )
    assert mark.feedback[1] == "3 of the 4 events stand in an order that the dates allow."
    assert (mark.verdict, mark.credit) == ("partly", pytest.approx(1 / 2))


def test_order_reversed_earns_nothing(order):
    """A full reversal keeps only events between which the dates decide nothing, and earns 0."""
    mark = order.mark(positions(order, KOREA, TREATY, LOAN, LEAN))
    assert (mark.verdict, mark.credit) == ("wrong", 0)


def test_order_incomplete_or_double_is_no_attempt(order):
    """A missing position is counted and a double one named, and neither is wrong."""
    assert order.mark(["1", None, "2", ""]).feedback == ("2 of 4 events still need a position.",)
    assert order.mark(["1", "2", "2", "3"]).feedback == (
        "Position 2 is given more than once; each event needs its own.",
    )
    assert order.mark(["1", "2", "3", "4", "5"]).verdict == "unattempted"
    assert order.mark([1, 2, 3, 4]).verdict == "unattempted"


def test_order_with_open_and_vague_dates(load):
    """An event without bounds may stand anywhere; one that is only vague must not pass what is certain."""
    text = EXAMPLE.replace('"lean", "treaty", "loan-talks", "korea"', '"rumour", "lean", "vague", "korea"')
    question = load(text).questions[2]
    rumour, vague = "A rumour without a date", "Something in mid-1949"
    for right in ((rumour, LEAN, vague, KOREA), (vague, LEAN, KOREA, rumour), (LEAN, rumour, vague, KOREA)):
        assert question.mark(positions(question, *right)).verdict == "right"
    assert question.mark(positions(question, LEAN, rumour, KOREA, vague)).verdict == "wrong"


def test_order_solution_gives_dates_and_says_where_they_leave_it_open(order, load):
    """Show answer lists the events with their dates and mentions other orders only where there are any."""
    assert order.solution()[0] == "1. Mao leans to one side (30 June 1949)"
    assert "The dates allow another order too." in order.solution()
    strict = load(seeds=tables(**{"loan-talks": "1950-03-01"})).questions[2]
    assert "The dates allow another order too." not in strict.solution()


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from("ABCDEFGH12345678"),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
days = st.dates(date(1949, 1, 1), date(1951, 12, 31)).map(str)


def bounds(first, last, open_at):
    """First and last day of a range, one of them open where that is wanted."""
    return (None if open_at == "<" else first, None if open_at == ">" else last)


@st.composite
def questions(draw):
    """A question of any kind with any number of options, or events with any dates that decide something."""
    shared = {
        "id": draw(st.from_regex(r"[a-z]{1,8}", fullmatch=True)),
        "ask": "?",
        "cite": ("c",),
        "reread": "R",
        "hints": (),
    }
    kind = draw(st.sampled_from(sorted(KINDS)))
    if kind == "order":
        entry, seeds = {"events": draw(st.permutations(list("abcde"))), "feedback": "F."}, SimpleNamespace()
        ends = [
            bounds(*sorted(draw(st.tuples(days, days))), draw(st.sampled_from(["", "", "<", ">"])))
            for _ in "abc"
        ]
        ends += [("1940-01-01", "1940-01-01"), ("2000-01-01", "2000-01-01")]
        rows = [
            (slug, slug.upper(), "/".join(e or ".." for e in end), *map(pd.Timestamp, end))
            for slug, end in zip("abcde", ends)
        ]
        seeds.events = pd.DataFrame(rows, columns=["event", "title", "date", "earliest", "latest"])
        return KINDS[kind].load(shared, entry, seeds, pytest.fail)
    size = draw(st.integers(3, 8))
    right = 1 if kind == "choice" else draw(st.integers(2, size - 1))
    option = [{"text": f"T{n}", "right": n < right, "feedback": f"F{n}"} for n in range(size)]
    return KINDS[kind].load(shared, {"option": option}, None, pytest.fail)


@settings(deadline=None)
@given(questions(), junk)
def test_any_answer_to_any_question(question, answer):
    """Whatever comes as an answer: no exception, credit in 0–1, a known verdict, something to read."""
    mark = question.mark(answer)
    assert 0 <= mark.credit <= 1
    assert mark.verdict in ("right", "partly", "wrong", "unattempted")
    assert all(isinstance(line, str) and line for line in mark.feedback)
    assert (mark.verdict == "right") == (mark.credit == 1)


@settings(deadline=None)
@given(questions())
def test_key_and_wrong_answers_of_any_question(question):
    """The key always earns 1; what is meant to be wrong never does, and there is some of it."""
    assert question.mark(question.key()).credit == 1
    assert question.wrong()
    assert all(question.mark(wrong).credit < 1 for wrong in question.wrong())
    assert all(question.mark(wrong).verdict != "unattempted" for wrong in question.wrong())


@settings(deadline=None, max_examples=25)
@given(questions().filter(lambda q: hasattr(q, "events")))
def test_order_credit_by_brute_force(question):
    """Credit is 1 exactly where no pair is inverted, 0 for the key reversed, and lower for no better order."""
    events = question.events
    for answer in permutations([str(n + 1) for n in range(len(events))]):
        place = dict(zip(events, answer))
        inverted = any(place[x] > place[y] for x in events for y in events if x.precedes(y))
        assert (question.mark(answer).credit == 1) == (not inverted)
    reverse = [str(len(events) + 1 - int(place)) for place in question.key()]
    assert question.mark(reverse).credit == 0


# Showing order


def test_options_are_shuffled_by_id_alone(load, one):
    """The same question stands in the same order in every run, and another id gives another order."""
    shared = {"ask": "?", "cite": (), "reread": "R", "hints": ()}
    entry = {"option": [{"text": f"T{n}", "right": n == 0, "feedback": "F"} for n in range(6)]}
    shown = [Choice.load(shared | {"id": f"q-{n}"}, entry, None, pytest.fail).items() for n in range(9)]
    assert load().questions[0] == one
    assert len({tuple(items) for items in shown}) > 5
    code = "from course_lib.quiz.base import shuffled; print(shuffled('abcdef', 'treaty'))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "('b', 'e', 'c', 'd', 'a', 'f')"


def test_keys_spread_over_positions(load):
    """In a quiz of eight choice questions no position holds more than its share of keys."""
    block = EXAMPLE[EXAMPLE.index("[[question]]") : EXAMPLE.index('[[question]]\nid = "treaty-holds"')]
    for name in ("a", "b", "c", "d"):
        text = 'title = "T"\n' + "".join(block.replace("treaty-date", f"{name}-{n}") for n in range(8))
        places = Counter(question.key() for question in load(text).questions)
        assert sorted(places.values()) == [2, 3, 3]


def test_events_are_not_listed_in_a_right_order(load):
    """Taking the list as it stands is never the answer, whatever the question's id."""
    for n in range(20):
        question = load(EXAMPLE.replace("in-order", f"in-order-{n}")).questions[2]
        assert question.mark(["1", "2", "3", "4"]).verdict != "right"


# The bank


def test_reads_the_example(quiz):
    """A sound file becomes a quiz with its title, its questions in order, and nothing to lint."""
    assert (quiz.name, quiz.title) == ("02-example", "Check yourself")
    assert [type(q) for q in quiz.questions] == list(KINDS.values())
    assert quiz.questions[0].hints == ("Mao was in Moscow for months.", "Look at `loc-1987:2a`.")
    assert lint(quiz) == []


def test_reads_files_saved_on_windows(load, quiz):
    """A byte order mark and Windows line ends, as Notepad writes them, do no harm."""
    assert load(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()) == quiz


BROKEN = {
    "no TOML": ("title = ", "title ", "02-example.toml: the file is no TOML"),
    "no title": ('title = "Check yourself"', "", "title is missing; allowed: text"),
    "unknown at the top": (
        "title =",
        'tittle = "x"\ntitle =',
        "tittle is not a field here; allowed: title, question",
    ),
    "no id": ('id = "treaty-date"\n', "", "question 1 ('no id'): id is missing"),
    "odd id": ('"treaty-date"', '"Treaty Date"', "id is 'Treaty Date'; allowed: small letters"),
    "twice the id": (
        '"in-order"',
        '"treaty-date"',
        "id 'treaty-date' belongs to 2 questions; allowed: each id once",
    ),
    "unknown kind": (
        '"choice"',
        '"chioce"',
        "question 1 ('treaty-date'): kind is 'chioce'; allowed: choice, choices, order",
    ),
    "kind no text": ('kind = "choice"', "kind = []", "kind is []; allowed"),
    "no ask": ('ask = "Put these in order."', "", "question 3 ('in-order'): ask is missing"),
    "empty ask": (
        '"Put these in order."',
        '"  "',
        "ask is '  '; allowed: text in quotation marks, not empty",
    ),
    "ask no text": ('"Put these in order."', "12", "ask is 12; allowed: text"),
    "no reread": ('reread = "The story"', "", "reread is missing"),
    "no cite": ('cite = ["err-1952:2"]', "", "cite is missing; allowed: one or more citations"),
    "cite no list": (
        'cite = ["err-1952:2"]',
        'cite = "err-1952:2"',
        "cite is 'err-1952:2'; allowed: a list of texts",
    ),
    "cite empty": ('cite = ["err-1952:2"]', "cite = []", "cite is missing"),
    "cite leads nowhere": ('cite = ["err-1952:2"]', 'cite = ["err-1952:99"]', "err-1952:99"),
    "hints no texts": ('hints = ["Mao', 'hints = [3, "Mao', "hints is [3, 'Mao was in Moscow"),
    "unknown field": (
        'hints = ["Mao',
        'hint = ["Mao',
        "hint is not a field here; allowed: id, kind, ask, cite, reread, hints, option",
    ),
    "option of another kind": ("events = [", "option = []\nevents = [", "option is not a field here"),
    "unknown in option": (
        'right = true\nfeedback = "Both',
        'rihgt = true\nfeedback = "Both',
        "option 1, rihgt is not a field here; allowed: text, right, feedback",
    ),
    "no feedback": (
        'feedback = "Both sources give this month."',
        "",
        "question 1 ('treaty-date'): option 1, feedback is missing",
    ),
    "no option text": ('text = "June 1950"', "", "option 3, text is missing"),
    "right no boolean": (
        'right = true\nfeedback = "Both',
        'right = "yes"\nfeedback = "Both',
        "option 1, right is 'yes'; allowed: true or false",
    ),
    "no key": (
        'right = true\nfeedback = "Both',
        'feedback = "Both',
        "option 0 of 3 are right; allowed: exactly one",
    ),
    "two keys": (
        'text = "June 1950"',
        'text = "June 1950"\nright = true',
        "option 2 of 3 are right; allowed: exactly one",
    ),
    "all keys": (
        'text = "A shared currency"',
        'text = "A shared currency"\nright = true',
        "option 4 of 4 are right; allowed: two or more",
    ),
    "the same text twice": ('text = "June 1950"', 'text = "October 1949"', "option two have the same text"),
    "unknown event": (
        '"korea"]',
        '"korean-war"]',
        "events 'korean-war' is unknown; allowed: keys of seeds/events.csv",
    ),
    "event twice": ('"korea"]', '"korea", "lean"]', "events 'lean' stands there twice"),
    "too few events": (
        'events = ["lean", "treaty", "loan-talks", "korea"]',
        'events = ["lean"]',
        "events is ['lean']; allowed: a list of 3 to 8",
    ),
    "no events": ('events = ["lean", "treaty", "loan-talks", "korea"]', "", "events is missing; allowed"),
    "events no texts": ('events = ["lean",', "events = [1,", "events is [1, 'treaty'"),
    "every order allowed": (
        '"lean", "treaty", "loan-talks", "korea"',
        '"rumour", "lean", "vague"',
        "events have dates that allow every order",
    ),
    "no feedback on order": (
        'feedback = "The alliance came before the war."',
        "",
        "question 3 ('in-order'): feedback is missing",
    ),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_every_problem_is_named(load, damage):
    """Each way to break a file gives a message with file, question, field and what is allowed."""
    old, new, message = BROKEN[damage]
    assert old in EXAMPLE
    with pytest.raises(QuizError) as caught:
        load(EXAMPLE.replace(old, new, 1) if damage != "twice the id" else EXAMPLE.replace(old, new))
    assert any(message in line for line in caught.value.problems), caught.value.problems
    assert all(line.startswith("02-example.toml") and "allowed: " in line for line in caught.value.problems)


@pytest.mark.parametrize(
    "text", ["", 'title = "T"', 'title = "T"\n[question]\nid = "x"', "question = 3", "question = [3]"]
)
def test_file_without_questions(load, text):
    """An empty file, or one that does not hold questions in double brackets, says how they are written."""
    with pytest.raises(QuizError, match=r"question is missing; allowed: .*\[\[question\]\]"):
        load(text)


@pytest.mark.parametrize(
    "option",
    ["option = 3", "option = []", "option = [1, 2]", 'option = [{text = "a", right = true, feedback = "b"}]'],
)
def test_options_that_are_none(load, option):
    """Something else where options belong, or a single one, says how options are written."""
    head = EXAMPLE[: EXAMPLE.index("[[question.option]]")]
    with pytest.raises(
        QuizError, match=r"option is .*allowed: 2 to 8 options, each under its own \[\[question.option\]\]"
    ):
        load(head + option)


def test_wrong_encoding(load):
    """A file saved in an old encoding says so, with the place."""
    with pytest.raises(
        QuizError, match=r"02-example.toml: the file cannot be read at byte \d+; allowed: text saved as UTF-8"
    ):
        load(EXAMPLE.replace("Check", "Prüfe").encode("latin-1"))


def test_all_problems_at_once(load):
    """Several faults in several questions come in one error, each on its line."""
    text = (
        EXAMPLE.replace('"choice"', '"chioce"')
        .replace('"korea"]', '"corea"]')
        .replace('reread = "What the treaty brought"', "")
    )
    with pytest.raises(
        QuizError, match="^3 problems in a quiz file:\n- 02-example.toml, question 1"
    ) as caught:
        load(text)
    assert [re.search(r"question (\d)", line)[1] for line in caught.value.problems] == ["1", "2", "3"]


@given(st.text(max_size=60) | st.sampled_from(EXAMPLE.split("\n\n")))
@settings(deadline=None)
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    """Whatever stands in the file, reading it ends in a Quiz or a QuizError."""
    path = tmp_path_factory.mktemp("q") / "q.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuizError):
        read_quiz(path, tables())


# Lint and proof


def linted(quiz, *questions):
    """What lint says of the quiz with these questions."""
    return " ".join(lint(replace(quiz, questions=questions)))


def test_lint_finds_what_lets_a_student_guess(quiz, one, order):
    """A key much longer than the rest, an option about other options, and a year in a title are named."""
    longer = tuple(replace(o, text=o.text * 4) if o.right else o for o in one.options)
    assert "treaty-date, option: what is right is much longer" in linted(quiz, replace(one, options=longer))
    above = tuple(replace(o, text="None of the above") if o.text == "June 1950" else o for o in one.options)
    assert "option 'None of the above' points at other options" in linted(quiz, replace(one, options=above))
    dated = tuple(replace(e, title="Treaty of 1950") if e.title == TREATY else e for e in order.events)
    assert "“Treaty of 1950” names a year" in linted(quiz, replace(order, events=dated))


def test_lint_finds_keys_at_one_position(quiz, one):
    """Keys that stand at the same letter through a quiz are counted."""
    here = one.key()
    assert f"4 of 4 keys stand at {here}; allowed: at most half" in linted(quiz, *[one] * 4)
    assert linted(quiz, *[one] * 2) == ""


class Broken(Choice):
    """A kind whose marking is broken: everything is right, nothing is said."""

    def mark(self, answer):
        mark = super().mark(answer)
        return replace(mark, verdict="wrong" if answer == self.key() else "right")


def test_proof_marks_every_key_and_every_wrong_answer(quiz, one):
    """The line counts what was really accepted and refused, so broken marking shows in it and in lint."""
    assert re.fullmatch(
        r"3 questions · 3 keys accepted · 9 wrong answers refused · 3 cited · fingerprint [0-9a-f]{8}",
        proof(quiz),
    )
    broken = replace(quiz, questions=(Broken(**vars(one)), *quiz.questions[1:]))
    assert "3 questions · 2 keys accepted · 7 wrong answers refused" in proof(broken)
    assert "the key is not accepted" in linted(quiz, *broken.questions)
    assert "is not refused with feedback" in linted(quiz, *broken.questions)


@pytest.mark.parametrize(("old", "new"), [
    ("Check yourself", "Check"),
    ('"treaty-date"', '"treaty-day"'),
    ("When was", "On which day was"),
    ('"loc-1987:2a", "err-1952:2"', '"loc-1987:2a"'),
    ("The treaty and its terms", "The treaty"),
    ("Mao was in Moscow", "Mao stayed in Moscow"),
    ("Both sources give", "Each source gives"),
    ("A shared currency", "A common currency"),
    ('"lean", "treaty", "loan-talks", "korea"', '"lean", "treaty", "korea"'),
    ("The alliance came", "An alliance came"),
])  # fmt: skip
def test_proof_changes_with_every_text(load, quiz, old, new):
    """A changed text, citation, hint or event changes the stored line."""
    assert EXAMPLE.replace(old, new) != EXAMPLE
    assert proof(load(EXAMPLE.replace(old, new))) != proof(quiz)


def test_proof_changes_with_a_key(load, quiz):
    """Another option marked right changes the stored line."""
    moved = EXAMPLE.replace('right = true\nfeedback = "Both', 'feedback = "Both')
    moved = moved.replace('text = "June 1950"', 'text = "June 1950"\nright = true')
    assert proof(load(moved)) != proof(quiz)


def test_proof_changes_with_a_date_in_the_table(load, quiz):
    """A date corrected in the table changes the stored line, though the quiz file is the same."""
    assert proof(load(seeds=tables(treaty="1950-02-15"))) != proof(quiz)
    assert proof(load(seeds=tables())) == proof(quiz)


# What the browser is told


def texts(quiz):
    """All that must stay unknown until somebody has answered."""
    for question in quiz.questions:
        yield from (option.feedback for option in getattr(question, "options", ()))
        yield from (event.label for event in getattr(question, "events", ()) if hasattr(event, "label"))
    yield from ("err-1952", '"lean"', "loan-talks", "korea", "The alliance came before the war.")


def unkeyed(question):
    """The same question with another key."""
    if hasattr(question, "events"):
        swapped = zip(question.events, reversed(question.events))
        return replace(
            question, events=tuple(replace(late, title=e.title) for e, late in swapped), feedback="Other."
        )
    flipped = tuple(Option(o.text, not o.right, o.feedback + "!") for o in question.options)
    return replace(question, options=flipped)


def test_nothing_before_check_depends_on_the_key(quiz):
    """With another key and other feedback the browser and the page are told exactly the same."""
    for question in quiz.questions:
        assert unkeyed(question).control() == question.control()
        assert unkeyed(question).static(1) == question.static(1)


@pytest.fixture
def in_kernel(monkeypatch):
    """Makes the view believe that a kernel runs, and records what is sent to the browser."""
    sent = []
    monkeypatch.setattr(view, "get_ipython", lambda: SimpleNamespace(kernel=True))
    monkeypatch.setattr(view.QuestionWidget, "send", lambda self, content: sent.append(content))
    return sent


def test_widgets_hold_no_key(quiz, in_kernel):
    """Neither the state of any widget, nor a message before Check, nor the HTML holds feedback, dates or slugs."""
    shown = QuizView(quiz)
    bundle = shown._repr_mimebundle_()
    state = [w.get_state() | {"_esm": "", "_css": ""} for w in shown.widget.children]
    told = json.dumps([state, bundle], default=str, ensure_ascii=False)
    assert in_kernel == []
    assert {field for w in shown.widget.children[:-1] for field in w.question} == {
        "number", "control", "ask", "say", "items", "hints", "label", "choices"
    }  # fmt: skip
    assert [secret for secret in texts(quiz) if secret in told] == []
    assert "feedback" not in told and "right" not in told.replace("of 3 right", "").replace(
        "every right answer", ""
    )


def test_check_by_message(quiz, in_kernel):
    """An answer sent by the browser is marked, and its feedback sent back with the citations."""
    shown = QuizView(quiz)
    first, *_, line = shown.widget.children
    one = quiz.questions[0]
    assert line.value == "<p>Check yourself: 0 of 3 right; 3 not answered yet.</p>"
    first._handle_custom_msg({"answer": one.wrong()[0], "hints": 1}, [])
    assert (
        line.value
        == "<p>Check yourself: 0 of 3 right; 2 not answered yet; reread: “The treaty and its terms”.</p>"
    )
    first._handle_custom_msg({"answer": one.key(), "hints": 1}, [])
    assert line.value == "<p>Check yourself: 1 of 3 right; 2 not answered yet.</p>"
    assert [message["verdict"] for message in in_kernel] == ["wrong", "right"]
    assert in_kernel[1]["feedback"] == [f"{one.key()}: Both sources give this month."]
    assert in_kernel[1]["cite"] == ["loc-1987:2a", "err-1952:2"]
    assert [message["head"] for message in in_kernel] == ["✗ Not yet", "✓ Right (attempt 2)"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "x",
        7,
        {},
        {"show": True},
        {"answer": None},
        {"hints": "many"},
        *({"answer": odd} for odd in ODD),
    ],
    ids=lambda m: repr(m)[:25],
)
def test_odd_messages_are_no_attempt(one, message):
    """Whatever the browser sends is replied to; without an attempt nothing is counted or shown."""
    sitting = Sitting(one)
    reply = sitting.reply(message)
    assert (reply["verdict"], reply["cite"], sitting.attempts, sitting.shown) == ("unattempted", [], 0, False)
    assert json.dumps(reply)


def test_show_answer_only_after_an_attempt(quiz, order):
    """The key comes when it is asked for after an attempt, and a question so solved is not counted as right."""
    sitting = Sitting(order)
    assert sitting.reply({"show": True})["verdict"] == "unattempted"
    sitting.reply({"answer": order.wrong()[0]})
    shown = sitting.reply({"show": True})
    assert (shown["head"], shown["feedback"]) == ("The answer", order.solution())
    sitting.reply({"answer": order.key()})
    assert not sitting.right
    assert summary("Quiz", [sitting]) == "Quiz: 0 of 1 right; reread: “The story”."


def test_solution_of_choices_names_each_right_one(several, one):
    """Show answer gives letter, text and reason of every right option and of no other."""
    assert len(several.solution()) == 3
    assert one.solution() == [f"{one.key()}: February 1950 – Both sources give this month."]


def test_hints_are_counted_and_believed_only_in_bounds(one):
    """The number of hints comes from the browser: the largest sound one is kept, nonsense is not."""
    sitting = Sitting(one)
    for hints, kept in [(1, 1), ("9", 1), (-4, 1), (True, 1), (10**9, 2), (0, 2)]:
        sitting.reply({"answer": one.key(), "hints": hints})
        assert sitting.hints == kept


def test_summary_names_each_section_once(quiz):
    """Sections to reread stand once each, in the order of the quiz; when all is right nothing is to be reread."""
    sittings = [Sitting(question) for question in (*quiz.questions, quiz.questions[0])]
    for sitting in sittings:
        sitting.reply({"answer": sitting.question.wrong()[0]})
    assert (
        summary("Q", sittings)
        == "Q: 0 of 4 right; reread: “The treaty and its terms”, “What the treaty brought”, “The story”."
    )
    for sitting in sittings:
        sitting.reply({"answer": sitting.question.key()})
    assert summary("Q", sittings) == "Q: 4 of 4 right."


def test_partly_says_how_far(several):
    """The head of a partly right answer carries its credit in percent beside symbol and words."""
    reply = Sitting(several).reply({"answer": several.key()[:2]})
    assert (reply["verdict"], reply["head"]) == ("partly", "◐ Partly right, 67%")


# What the page is told


def test_bundle_without_a_kernel(quiz):
    """Without a kernel, or when asked to be static, a quiz is its proof and its static twin."""
    bundle = QuizView(quiz)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == proof(quiz)


def test_bundle_in_a_kernel(quiz, in_kernel):
    """In a kernel the widget view comes on top of the same two, and static leaves it out."""
    bundle = QuizView(quiz)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/html"] == QuizView(quiz).html()
    assert set(QuizView(quiz, static=True)._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_static_twin_is_whole_and_the_same_each_time(load, quiz):
    """Every question, option and hint stands there, well formed, and the same on every run."""
    html = QuizView(quiz).html()
    assert html == QuizView(load()).html()
    for text in chain(*(question.items() for question in quiz.questions), ["When was the treaty", view.NOTE]):
        assert text in html
    assert "<summary>Hint 2</summary><p>Look at <code>loc-1987:2a</code>.</p></details>" in html
    assert Tags.used(html) <= {"div", "p", "strong", "em", "ol", "li", "details", "summary", "code"}
    assert "err-1952" not in html


class Tags(HTMLParser):
    """Collects element names and requires that each is closed in turn."""

    @classmethod
    def used(cls, html):
        parser = cls()
        parser.open, parser.seen = [], set()
        parser.feed(html)
        assert parser.open == []
        return parser.seen

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "五四运动",
        "معاهدة الصداقة",
        "x" * 10_000,
        "a & b < c",
    ],
)
def test_any_text_in_a_quiz_stays_text(load, text):
    """HTML in a quiz is shown, not run; other scripts and very long texts come through whole."""
    quiz = load(EXAMPLE.replace("October 1949", text).replace("When was", text))
    html = QuizView(quiz).html()
    assert Tags.used(html) <= {"div", "p", "strong", "em", "ol", "li", "details", "summary", "code"}
    assert text in quiz.questions[0].items() and text in quiz.questions[0].control()["ask"]


# course.quiz


@pytest.fixture
def workbook(tmp_path):
    """A workbook's root with one quiz, and its tables with their folder."""
    folder = tmp_path / "notebooks" / "quizzes"
    folder.mkdir(parents=True)
    (folder / "02-example.toml").write_text(EXAMPLE, encoding="utf-8")
    seeds = tables()
    seeds.folder = tmp_path / "seeds"
    return seeds


def test_quiz_by_name_and_by_path(workbook, quiz):
    """A quiz is found by its name beside the seeds, or at a path that ends in .toml."""
    path = workbook.folder.parent / "notebooks" / "quizzes" / "02-example.toml"
    for name in ("02-example", path, str(path)):
        assert course_quiz(name, workbook).quiz == quiz


@pytest.mark.parametrize(
    ("name", "known"),
    [("03-example", "02-example"), ("", "02-example"), (3, "02-example"), ("nowhere/x.toml", "no quizzes")],
)
def test_unknown_quiz_names_the_known_ones(workbook, name, known):
    """A name that is none says which there are, and where."""
    with pytest.raises(FileNotFoundError, match=rf"There is no quiz '{name}'; in .* there are: {known}\."):
        course_quiz(name, workbook)


@pytest.mark.parametrize("first", ["import course_lib.quiz.bank", "from course_lib.quiz import bank", "pass"])
def test_quiz_is_a_function_whatever_was_imported_before(first):
    """The package and the function share a name; course.quiz is the function in either order."""
    code = f"{first}\nimport course_lib as course\nprint(course.quiz.__name__, callable(course.quiz))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["quiz", "True"]


def test_marking_needs_no_browser_and_no_seeds():
    """Reading and marking questions imports neither widgets nor the reader of the tables."""
    code = "import sys, course_lib.quiz.bank; print([m for m in ('ipywidgets', 'anywidget', 'course_lib.seeds', 'pandas') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_script_sets_text_only():
    """The script never sets HTML, and keeps the notebook's shortcuts away from its keys."""
    script = (Path(view.__file__).parent / "question.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)
    assert "data-lm-suppress-shortcuts" in script
