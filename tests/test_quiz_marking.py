"""Marking: what holds for any question of any kind, then choice, choices, order and evidence one by one."""

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations, permutations
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_example import (
    EXAMPLE,
    KOREA,
    LEAN,
    LOAN,
    ODD,
    SHARED,
    STATEMENTS,
    TABLES,
    TREATY,
    letter,
    made,
    positions,
    shown,
    tables,
)

from course_lib.quiz.questions import KINDS, Option

ASKS_FOR = {
    "choice": "Choose an answer first.",
    "choices": "Tick at least one answer first.",
    "order": "Give each event a position first.",
    "match": "Choose what belongs to each letter first.",
    "number": "Write an answer first.|That cannot be read as a number.",
    "date": "Write an answer first.|That cannot be read as a date.",
    "evidence": "Choose an answer first.",
    "write": "Write something first.",
}

# Any question of any kind


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_and_nonsense_are_unattempted(asked, kind):
    """Nothing chosen, or something that was not on offer, costs nothing and says what to do."""
    for answer in (None, *ODD):
        mark = asked[kind].mark(answer)
        assert (mark.verdict, mark.credit) == ("unattempted", 0), shown(answer)
        assert re.match(ASKS_FOR[kind], mark.feedback[0]), shown(answer)


@pytest.mark.parametrize("kind", KINDS)
def test_key_is_right_and_wrong_answers_are_refused(asked, kind):
    """Each kind's key earns 1, and each of its wrong answers earns less, as an attempt."""
    question = asked[kind]
    assert (question.mark(question.key()).verdict, question.mark(question.key()).credit) == ("right", 1)
    assert all(question.mark(answer).credit < 1 for answer in question.wrong())
    assert all(question.mark(answer).verdict in ("partly", "wrong") for answer in question.wrong())


OPENINGS = st.sampled_from(["", "about ", "mid-", "14 Feb ", "-", "$", "the ", "../"])
ENDINGS = st.sampled_from(["", " million dollars", "s", "%", " or 1950", "-02-30", "/1950", "/..", " km²"])
near_sense = st.tuples(OPENINGS, st.text("0123456789.,/-' ", max_size=9), ENDINGS).map("".join)
scraps = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | near_sense
scraps |= st.sampled_from("ABCDEFGH12345678")
written = st.fixed_dictionaries({"text": st.text(max_size=60)}, optional={"levels": st.lists(st.integers())})
junk = written | st.recursive(
    scraps,
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
days = st.dates(date(1901, 1, 1), date(1999, 12, 31)).map(str)
words = st.sampled_from(["one", "two", "three", "four", "five"])


@st.composite
def options(draw, kind):
    """Options of which one is right, or several."""
    size = draw(st.integers(3, 8))
    right = 1 if kind == "choice" else draw(st.integers(2, size - 1))
    return {"option": [{"text": f"T{n}", "right": n < right, "feedback": f"F{n}"} for n in range(size)]}, None


@st.composite
def events(draw):
    """Events with any dates that decide something, some of them open at one end."""
    ends = [sorted(draw(st.tuples(days, days))) for _ in "abc"]
    opened = [draw(st.sampled_from([(1, 1), (1, 1), (0, 1), (1, 0)])) for _ in "abc"]
    bounds = [[day if keep else None for day, keep in zip(*pair)] for pair in zip(ends, opened)]
    bounds += [["1900-01-01"] * 2, ["2000-01-01"] * 2]
    rows = [
        (slug, slug.upper(), "/".join(end or ".." for end in pair), *map(pd.Timestamp, pair))
        for slug, pair in zip("abcde", bounds)
    ]
    frame = pd.DataFrame(rows, columns=["event", "title", "date", "earliest", "latest"])
    listed = draw(st.permutations(list("abcde")))
    return {"events": listed, "feedback": "F."}, SimpleNamespace(events=frame)


@st.composite
def pairs(draw):
    """Pairs of which some share their right side, and right sides that belong to none."""
    rights = draw(st.lists(words, min_size=2, max_size=8))
    extra = draw(st.lists(st.sampled_from(["six", "seven"]), min_size=len({*rights}) == 1, max_size=2))
    pairs = [{"left": f"L{n}", "right": r, "feedback": "F", "otherwise": "O"} for n, r in enumerate(rights)]
    return {"pair": pairs, "extra": extra}, None


@st.composite
def numbers(draw):
    """A number, whole or not, below zero or not, with a unit and a tolerance that does not swallow it."""
    answer = draw(st.integers(-(10**12), 10**12) | st.decimals(-1000, 1000, places=2).map(float))
    tolerance = abs(answer) * draw(st.sampled_from([0, 0.01, 0.1]))
    unit = draw(st.sampled_from(["aircraft", "million dollars", "per cent", "km²"]))
    return {"answer": answer, "tolerance": tolerance, "unit": unit} | LINES, None


@st.composite
def dates(draw):
    """An event with a date of any closed form that the tables use, and a precision."""
    first, last = sorted(draw(st.tuples(days, days)))
    forms = [first, first[:7], first[:4], f"{first[:3]}X", f"{first[:4]}~", f"{first[:4]}-23/{last[:4]}"]
    forms += [f"{first}/{last}", f"{first[:7]}/{last}", f"{first[:4]}/{last[:7]}", f"{first}?/{last}"]
    frame = pd.DataFrame([("e", draw(st.sampled_from(forms)))], columns=["event", "date"])
    precision = draw(st.sampled_from(["day", "month", "year"]))
    return {"event": "e", "precision": precision} | LINES, SimpleNamespace(events=frame)


@st.composite
def claims(draw):
    """Statements, one of which takes a stance by the table or by the author's word."""
    order = draw(st.permutations(["loc-1987:2a", "loc-1987:2b", "loc-1987:2c"]))
    option = [{"statement": name, "feedback": f"F {name}"} for name in order]
    if draw(st.booleans()):
        stance = draw(st.sampled_from(["attests", "contradicts"]))
        return {"option": option, "bears_on": {"table": "events", "row": "treaty", "stance": stance}}, TABLES
    option[draw(st.integers(0, 2))]["right"] = True
    return {"option": option}, TABLES


@st.composite
def tasks(draw):
    """A text to write, with a rubric of any shape and a model answer that is long enough."""
    model = draw(st.lists(words, min_size=1, max_size=30))
    criterion = [{"name": f"N{n}", "levels": list("abcd")[: draw(st.integers(2, 4))]} for n in range(3)]
    most, least = draw(st.integers(1, 3)), draw(st.integers(1, len(model)))
    return {"criterion": criterion[:most], "model": " ".join(model), "least": least}, None


LINES = {"feedback": "F", "otherwise": "O"}
ENTRIES = {
    "choice": options("choice"),
    "choices": options("choices"),
    "order": events(),
    "match": pairs(),
    "number": numbers(),
    "date": dates(),
    "evidence": claims(),
    "write": tasks(),
}


@st.composite
def questions(draw, kinds=tuple(KINDS)):
    """A question of any kind, as it may stand in a file."""
    kind = draw(st.sampled_from(kinds))
    entry, seeds = draw(ENTRIES[kind])
    shared = SHARED | {"id": draw(st.text("abcdef", min_size=1, max_size=4))}
    question = KINDS[kind].load(shared, entry, seeds, pytest.fail)
    if "otherwise" not in entry or not draw(st.booleans()):
        return question
    miss = [{"answer": answer, "feedback": "M"} for answer in question.wrong()[:2]]
    return KINDS[kind].load(shared, entry | {"miss": miss}, seeds, pytest.fail)


@settings(deadline=None, max_examples=200)
@given(questions(), junk)
def test_any_answer_to_any_question(question, answer):
    """Whatever comes as an answer: no exception, credit in 0–1, a known verdict, something to read."""
    mark = question.mark(answer)
    assert 0 <= mark.credit <= 1
    assert mark.verdict in ("right", "partly", "wrong", "written", "unattempted")
    assert mark.feedback and all(isinstance(line, str) and line.strip() for line in mark.feedback)
    assert (mark.verdict == "right") == (mark.credit == 1)
    assert mark.credit in (0, 1) or mark.verdict == "partly"
    json.dumps([question.opened(answer), question.draft(answer)])


@settings(deadline=None)
@given(questions())
def test_key_and_wrong_answers_of_any_question(question):
    """The key always earns 1; what is meant to be wrong never does, is an attempt, and there is some."""
    assert question.mark(json.loads(json.dumps(question.key()))).credit == 1
    assert question.wrong()
    for answer in json.loads(json.dumps(question.wrong())):
        assert question.mark(answer).verdict in ("wrong", "partly"), answer
        assert all(question.mark(answer).feedback)
    assert question.solution() and all(question.solution())


@settings(deadline=None, max_examples=50)
@given(questions())
def test_any_question_can_be_shown(question):
    """What the browser gets is plain JSON with letters for the items, and the static twin has its words."""
    told = json.loads(json.dumps(question.control()))
    assert [text for _, text in told["items"]] == question.items()
    assert "".join(at for at, _ in told["items"]) == "ABCDEFGH"[: len(question.items())]
    assert "<strong>Question 3.</strong> ?" in question.static(3)
    assert re.fullmatch("[0-9a-f]{8}", question.version())


# The version of a question


@pytest.mark.parametrize("kind", KINDS)
def test_version_lasts_where_only_the_teaching_changes(asked, kind):
    """Better feedback, hints or citations leave earlier answers their meaning."""
    question = asked[kind]
    changed = {"hints": ("New.",), "cite": ("loc-1987:2b",), "reread": "There"}
    if "feedback" in vars(question):
        changed |= {"feedback": "New.", "otherwise": "New."}
    if "options" in vars(question):
        changed["options"] = tuple(replace(option, feedback="New.") for option in question.options)
    if "pairs" in vars(question):
        changed["pairs"] = tuple(replace(p, feedback="New.", otherwise="New.") for p in question.pairs)
    fields = {name: value for name, value in changed.items() if name in vars(question)}
    assert replace(question, **fields).version() == question.version()


def test_no_change_orphans_a_text(asked):
    """A written text is found again whatever becomes of the question, unless it gets another id."""
    question = asked["write"]
    changed = {
        "ask": "How?",
        "model": "Better.",
        "starters": (),
        "least": 9,
        "criteria": question.criteria[:1],
    }
    assert replace(question, **changed).version() == question.version()
    assert replace(question, id="another").version() != question.version()


MEANT = [
    ("choice", "When was the treaty", "On what day was the treaty"),
    ("choice", "October 1949", "September 1949"),
    ("choices", "A shared currency", "A common currency"),
    ("choices", 'text = "A loan"\nright = true', 'text = "A loan"'),
    ("order", '"lean", "treaty", "loan-talks", "korea"', '"lean", "treaty", "korea"'),
    ("order", "Put these in order.", "Put them in order."),
    ("match", 'extra = ["Blog post 2013"]', "extra = []"),
    ("match", 'right = "Country study 1987"', 'right = "Blog post"'),
    ("number", "answer = 300", "answer = 310"),
    ("number", 'unit = "million dollars"', 'unit = "million roubles"'),
    ("date", 'event = "treaty"\nfeedback', 'event = "korea"\nfeedback'),
    ("evidence", 'stance = "attests"', 'stance = "contradicts"'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new"), MEANT, ids=shown)
def test_version_changes_with_what_an_answer_means(load_quiz, asked, kind, old, new):
    """Another question, option or key makes earlier answers those of another version."""
    assert old in EXAMPLE
    changed = {q.kind: q for q in load_quiz(EXAMPLE.replace(old, new)).questions}
    assert changed[kind].version() != asked[kind].version()
    assert sum(changed[k].version() != asked[k].version() for k in KINDS) == 1


# Choice


def test_choice_right_and_wrong(asked):
    """The key earns 1, every other option 0, each with its own feedback under its letter."""
    one = asked["choice"]
    right, wrong = letter(one, "February 1950"), letter(one, "June 1950")
    assert one.mark(right).feedback == (f"{right}: Both sources give this month.",)
    assert (one.mark(right).verdict, one.mark(right).credit) == ("right", 1)
    assert one.mark(wrong).feedback == (f"{wrong}: That is when the war in Korea began.",)
    assert (one.mark(wrong).verdict, one.mark(wrong).credit) == ("wrong", 0)


def test_options_are_shuffled_by_id_alone(load_quiz, asked):
    """The same question stands in the same order in every run, and another id gives another order."""
    option = [{"text": f"T{n}", "right": n == 0, "feedback": "F"} for n in range(6)]
    shown = [made("choice", shared=SHARED | {"id": f"q-{n}"}, option=option).items() for n in range(9)]
    assert load_quiz().questions[0] == asked["choice"]
    assert len({tuple(items) for items in shown}) > 5
    code = "from course_lib.quiz.base import shuffled; print(shuffled('abcdef', 'treaty'))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "('b', 'e', 'c', 'd', 'a', 'f')"


def test_keys_spread_over_positions(load_quiz):
    """In a quiz of eight choice questions no position holds more than its share of keys."""
    block = EXAMPLE[EXAMPLE.index("[[question]]") : EXAMPLE.index('[[question]]\nid = "treaty-holds"')]
    for name in ("a", "b", "c", "d"):
        text = 'title = "T"\n' + "".join(block.replace("treaty-date", f"{name}-{n}") for n in range(8))
        places = Counter(question.key() for question in load_quiz(text).questions)
        assert sorted(places.values()) == [2, 3, 3]


# Choices


def test_choices_right_partly_and_wrong(asked):
    """Ticks earn their share, wrong ticks cost, and every tick is commented on."""
    several = asked["choices"]
    loan, japan, firms, money = (
        letter(several, text)
        for text in (
            "A loan",
            "A promise of help against Japan",
            "Joint companies at once",
            "A shared currency",
        )
    )
    assert several.mark([loan, japan, firms]).verdict == "right"
    partly = several.mark([loan, japan])
    assert (partly.verdict, partly.credit) == ("partly", pytest.approx(2 / 3))
    assert f"{loan}, rightly ticked: Three hundred million dollars over five years." in partly.feedback
    assert "1 right answer is not ticked yet." in partly.feedback
    assert not any(line.startswith(firms) for line in partly.feedback)
    wrong = several.mark([money, loan])
    assert (wrong.verdict, wrong.credit) == ("wrong", 0)
    assert f"{money}, ticked but not right: No source speaks of one." in wrong.feedback


def test_choices_duplicates_count_once(asked):
    """The same tick sent twice is one tick, and one that was not on offer undoes them all."""
    several = asked["choices"]
    assert several.mark(several.key() * 2) == several.mark(several.key())
    assert several.mark([*several.key(), "Z"]).verdict == "unattempted"


SIZES = [(size, right) for size in range(3, 9) for right in range(2, size)]


@pytest.mark.parametrize(("size", "right"), SIZES)
def test_choices_over_every_answer(size, right):
    """Only the key earns 1, ticking everything earns 0, and one more wrong tick never pays."""
    options = tuple(Option(f"Option {n}", n < right, f"Because {n}.") for n in range(size))
    question, letters = KINDS["choices"](**SHARED, options=options), "ABCDEFGH"[:size]
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


# Order


def test_order_accepts_every_order_that_the_dates_allow(asked):
    """The talks may stand on either side of the treaty, since their range holds its date; nothing else moves."""
    order, titles = asked["order"], (LEAN, TREATY, LOAN, KOREA)
    right = {o for o in permutations(titles) if order.mark(positions(order, *o)).verdict == "right"}
    assert right == {(LEAN, TREATY, LOAN, KOREA), (LEAN, LOAN, TREATY, KOREA)}
    assert order.mark(order.key()).feedback == ("The alliance came before the war.",)


def test_order_names_the_first_out_of_place_with_both_dates(asked):
    """A wrong order is told which event stands too early, where, and what comes before it."""
    mark = asked["order"].mark(positions(asked["order"], LEAN, KOREA, LOAN, TREATY))
    assert mark.feedback[0] == (
        "First out of place: “War in Korea” (25 June 1950) at position 2. "
        "“Treaty of alliance” (14 February 1950) comes before it."
    )
    assert mark.feedback[1] == "3 of the 4 events stand in an order that the dates allow."
    assert (mark.verdict, mark.credit) == ("partly", pytest.approx(1 / 2))


def test_order_reversed_earns_nothing(asked):
    """A full reversal keeps only events between which the dates decide nothing, and earns 0."""
    mark = asked["order"].mark(positions(asked["order"], KOREA, TREATY, LOAN, LEAN))
    assert (mark.verdict, mark.credit) == ("wrong", 0)


def test_order_incomplete_or_double_is_no_attempt(asked):
    """A missing position is counted and a double one named, and neither is wrong."""
    order = asked["order"]
    assert order.mark(["1", None, "2", ""]).feedback == ("2 of 4 events still need a position.",)
    twice = "Position 2 is given more than once; each event needs its own."
    assert order.mark(["1", "2", "2", "3"]).feedback == (twice,)
    assert order.mark(["1", "2", "3", "4", "5"]).verdict == "unattempted"
    assert order.mark([1, 2, 3, 4]).verdict == "unattempted"


def test_order_with_open_and_vague_dates():
    """An event without bounds may stand anywhere; one that is only vague must not pass what is certain."""
    question = made("order", events=["rumour", "lean", "vague", "korea"], feedback="F")
    rumour, vague = "A rumour without a date", "Something in mid-1949"
    for right in ((rumour, LEAN, vague, KOREA), (vague, LEAN, KOREA, rumour), (LEAN, rumour, vague, KOREA)):
        assert question.mark(positions(question, *right)).verdict == "right"
    assert question.mark(positions(question, LEAN, rumour, KOREA, vague)).verdict == "wrong"


def test_order_solution_gives_dates_and_says_where_they_leave_it_open(load_quiz, asked):
    """Show answer lists the events with their dates and mentions other orders only where there are any."""
    order = asked["order"]
    assert order.solution()[0] == "1. Mao leans to one side (30 June 1949)"
    assert "The dates allow another order too." in order.solution()
    strict = load_quiz(seeds=tables(**{"loan-talks": "1950-03-01"})).questions[2]
    assert "The dates allow another order too." not in strict.solution()


def test_events_are_not_listed_in_a_right_order(load_quiz):
    """Taking the list as it stands is never the answer, whatever the question's id."""
    slugs = ["lean", "treaty", "loan-talks", "korea"]
    for n in range(20):
        question = made("order", shared=SHARED | {"id": f"q-{n}"}, events=slugs, feedback="F")
        assert question.mark(["1", "2", "3", "4"]).verdict != "right"


@settings(deadline=None, max_examples=25)
@given(questions(kinds=("order",)))
def test_order_credit_by_brute_force(question):
    """Credit is 1 exactly where no pair is inverted, and 0 for the key reversed."""
    events = question.events
    for answer in permutations([str(n + 1) for n in range(len(events))]):
        place = dict(zip(events, answer))
        inverted = any(place[x] > place[y] for x in events for y in events if x.precedes(y))
        assert (question.mark(answer).credit == 1) == (not inverted)
    reverse = [str(len(events) + 1 - int(place)) for place in question.key()]
    assert question.mark(reverse).credit == 0


# Evidence


def test_evidence_takes_its_key_from_the_table(asked):
    """The statement with the stance asked for is right, whatever the author thinks of it."""
    question = asked["evidence"]
    assert question.items()["ABC".index(question.key())] == (
        "They signed a treaty of alliance. (`loc-1987:2a`)"
    )
    names = [name for name, *_ in STATEMENTS[1:]]
    option = [{"statement": name, "feedback": "F"} for name in names]
    bears_on = {"table": "events", "row": "treaty", "stance": "contradicts"}
    against = made("evidence", option=option, bears_on=bears_on)
    assert against.solution()[0].startswith(f"{against.key()}: There was never any treaty. (`loc-1987:2c`)")


def test_evidence_key_moves_with_the_table():
    """Where the table gives the stance to another statement, the key is that other one."""
    option = [{"statement": name, "feedback": "F"} for name in ("loc-1987:2a", "loc-1987:2b")]
    bears_on = {"table": "events", "row": "treaty", "stance": "attests"}
    seeds = tables()
    before = made("evidence", seeds, option=option, bears_on=bears_on)
    seeds.tables["evidence"].loc[0, "statement"] = "loc-1987:2b"
    after = made("evidence", seeds, option=option, bears_on=bears_on)
    assert before.items() == after.items() and before.key() != after.key()


def test_evidence_right_and_wrong(asked):
    """Each statement is answered with what it does show, under its letter; one is right, the others earn 0."""
    question = asked["evidence"]
    money = letter(question, "A loan was part of the treaty. (`loc-1987:2b`)")
    assert question.mark(money) == KINDS["choice"](**vars(question)).mark(money)
    assert question.mark(money).feedback == (f"{money}: That is about the money.",)
    assert (question.mark(money).verdict, question.mark(money).credit) == ("wrong", 0)
    assert question.mark(question.key()).feedback == (f"{question.key()}: It says so in as many words.",)


def test_evidence_by_the_authors_word():
    """Where no table holds what is asked, the author marks the right statement."""
    option = [{"statement": "loc-1987:2a", "feedback": "F"}, {"statement": "loc-1987:2b", "feedback": "G"}]
    question = made("evidence", option=[option[0], option[1] | {"right": True}])
    assert question.solution() == [f"{question.key()}: A loan was part of the treaty. (`loc-1987:2b`) – G"]
