"""Matching by menus, and texts to write with a rubric and a model answer."""

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_example import ARABIC, CHINESE, SCRIPT, letter, made, shown

from course_lib.quiz.sitting import Sitting

TALKS, BOUND, SUM = "That the talks were long", "The two are bound by a treaty.", "That a loan came with it"
STUDY, REPORT, BLOG = "Country study 1987", "Research report 1952", "Blog post 2013"


def given_to(question, pairs):
    """The answer that gives to each left side the right side named for it."""
    return [str(question.offers.index(pairs[left]) + 1) for left in question.items()]


# Match


def test_match_right(asked):
    """Two left sides may share a right side; each is told why it belongs there."""
    question = asked["match"]
    answer = given_to(question, {TALKS: STUDY, BOUND: REPORT, SUM: STUDY})
    mark = question.mark(answer)
    assert (answer, mark.credit, mark.verdict) == (question.key(), 1, "right")
    assert f"{letter(question, TALKS)}, right: It counts the weeks." in mark.feedback
    assert len(mark.feedback) == 3


def test_match_partly_and_wrong(asked):
    """The credit is the share that is right, and what is not is told why, without the right side's name."""
    question = asked["match"]
    partly = question.mark(given_to(question, {TALKS: STUDY, BOUND: REPORT, SUM: BLOG}))
    assert (partly.verdict, partly.credit) == ("partly", pytest.approx(2 / 3))
    assert f"{letter(question, SUM)}, not yet: Look for the sum." in partly.feedback
    assert f"{letter(question, BOUND)}, right: The report of the time has it." in partly.feedback
    wrong = question.mark(given_to(question, {TALKS: REPORT, BOUND: BLOG, SUM: REPORT}))
    assert (wrong.verdict, wrong.credit) == ("wrong", 0)
    assert all(", not yet: " in line and STUDY not in line for line in wrong.feedback)


def test_match_over_every_answer(asked):
    """Of all answers only the key earns 1, and each earns the share of places that it has in common with it."""
    question = asked["match"]
    for answer in product("123", repeat=3):
        same = sum(place == key for place, key in zip(answer, question.key()))
        assert question.mark(list(answer)).credit == same / 3
    assert sum(question.mark(list(answer)).verdict == "right" for answer in product("123", repeat=3)) == 1


def test_match_incomplete_is_no_attempt(asked):
    """What is still to be matched is counted, and what was not on offer is not matched."""
    question = asked["match"]
    assert question.mark(["1", None, ""]).feedback == ("2 of 3 letters still need an answer.",)
    for answer in (["1", "2", "4"], ["1", "2", "0"], ["1", "2", 3], ["1", "2", SCRIPT], ["1", "2", "３"]):
        assert question.mark(answer).feedback == ("1 of 3 letters still need an answer.",)
    for answer in ([None] * 3, ["1", "2"], ["1", "2", "3", "1"], "123", {"A": "1"}, ["", "", ""]):
        assert question.mark(answer).feedback == ("Choose what belongs to each letter first.",)


def test_match_offers_each_right_side_once(asked):
    """The right sides stand once each, the one that belongs to nobody among them, and not in the pairs' order."""
    question = asked["match"]
    assert sorted(question.offers) == [BLOG, STUDY, REPORT]
    assert [text for _, text in question.control()["choices"]] == [
        f"{n}. {text}" for n, text in enumerate(question.offers, 1)
    ]
    assert all(text in question.static(1) for text in (*question.offers, TALKS, BOUND, SUM))


def test_match_takes_a_statement_or_cells_of_the_tables(asked):
    """A statement brings what it says and its source; a side may be a cell of a table."""
    told = {pair.left: pair.right for pair in asked["match"].pairs}
    assert told == {TALKS: STUDY, BOUND: REPORT, SUM: STUDY}
    cell = {"table": "events", "where": {"event": "korea"}, "column": "title"}
    pair = {"feedback": "F", "otherwise": "O"}
    pairs = [pair | {"left": cell, "right": "1950"}, pair | {"left": "The other", "right": "1949"}]
    assert "War in Korea" in made("match", pair=pairs).items()


def test_match_wrong_answers_are_all_that_differ_at_one_place(asked):
    """Each other choice at each letter is refused, with the feedback of that letter."""
    question = asked["match"]
    assert len(question.wrong()) == 3 * 2
    for answer in question.wrong():
        mark = question.mark(answer)
        assert mark.credit == pytest.approx(2 / 3) and sum(", not yet: " in f for f in mark.feedback) == 1


def test_match_shows_its_solution(asked):
    """Show answer gives each pair with its reason."""
    lines = asked["match"].solution()
    assert f"{letter(asked['match'], TALKS)}: {TALKS} – {STUDY}. It counts the weeks." in lines


# Write

FIVE = "one two three four five"
OPENS = "5 words saved. Now judge them by the rubric, and open the model answer."


@pytest.mark.parametrize("text", ["", " \n\t\u00a0", "...", "— ! ?", None, 3, ["text"]], ids=shown)
def test_no_text_is_no_attempt(asked, text):
    """Nothing, or only signs, is no text yet."""
    for answer in ({"text": text}, {"text": text, "levels": [0, 0]}, text):
        mark = asked["write"].mark(answer)
        assert (mark.verdict, mark.feedback) == ("unattempted", ("Write something first.",))


def test_a_short_text_is_saved_and_asked_for_more(asked):
    """Below the least number of words a text is saved, and neither rubric nor model answer opens."""
    question = asked["write"]
    for levels in ([2, 1], [None, None], None, "A"):
        mark = question.mark({"text": "one two three four", "levels": levels})
        assert (mark.verdict, mark.credit) == ("written", 0)
        assert mark.feedback == ("4 words saved. The rubric and the model answer open from 5 words on.",)
        assert question.opened({"text": "one two three four", "levels": levels}) == {}
    assert question.mark({"text": "one"}).feedback[0].startswith("1 word saved.")


def test_a_text_that_is_long_enough_opens_the_rubric_and_the_model(asked):
    """From the least number of words on, the text is saved and there is something to judge it by."""
    question = asked["write"]
    assert (question.mark({"text": FIVE}).verdict, question.mark({"text": FIVE}).feedback) == (
        "written",
        (OPENS,),
    )
    opened = question.opened({"text": FIVE})
    assert opened["model"] == "China needed a loan, and help if Japan should come back."
    assert opened["rubric"][1] == ["Evidence", ["nothing cited", "something cited"]]
    json.dumps(opened)


@pytest.mark.parametrize(
    ("levels", "verdict", "credit"),
    [([2, 1], "right", 1), ([2, 0], "partly", 2 / 3), ([0, 1], "partly", 1 / 3), ([0, 0], "wrong", 0)],
)
def test_a_judged_text(asked, levels, verdict, credit):
    """The credit is what its writer gives it: the levels reached of those there are."""
    mark = asked["write"].mark({"text": FIVE, "levels": levels})
    assert (mark.verdict, mark.credit) == (verdict, pytest.approx(credit))
    assert mark.feedback == ("5 words and your judgement of them saved.",)


LEVELS = [
    None,
    "21",
    [],
    [2],
    [2, 1, 0],
    [2, None],
    [3, 1],
    [-1, 1],
    ["2", "1"],
    [True, True],
    [2.0, 1.0],
    {},
]


@pytest.mark.parametrize("levels", LEVELS, ids=shown)
def test_a_judgement_that_is_none_leaves_the_text_saved(asked, levels):
    """Levels that are missing, too many or not on the rubric do not judge anything."""
    mark = asked["write"].mark({"text": FIVE, "levels": levels})
    assert (mark.verdict, mark.credit, mark.feedback) == ("written", 0, (OPENS,))


WORDS = {
    "one": 1,
    "one, two; three": 3,
    "1950-02": 2,
    "Россия и Китай": 3,
    ARABIC: 2,
    CHINESE: 10,
    "中国 and 苏联": 5,
    "ソ連": 2,
    "café naïve": 2,
    "<b>bold</b>": 3,
    "emoji 🙂": 1,
    "x" * 10_000: 1,
    "word " * 2_000: 2_000,
}


@pytest.mark.parametrize(("text", "count"), WORDS.items(), ids=shown)
def test_words_are_counted_in_any_script(text, count):
    """A word is a run of letters or digits, and in Chinese and Japanese each character is one."""
    criterion = [{"name": "Claim", "levels": ["no", "yes"]}]
    question = made("write", criterion=criterion, model="M", least=10_000)
    found = question.mark({"text": text}).feedback[0]
    assert found.startswith(f"{count} word{'s' * (count > 1)} saved.")


@pytest.mark.parametrize(
    "text", [SCRIPT, "<img src=x onerror=alert(1)>" * 9, CHINESE, ARABIC * 9, "x y " * 2_500]
)
def test_any_text_is_kept_as_it_is(asked, text):
    """HTML, script, other scripts and 10,000 letters are saved and found again, and come back in no message."""
    sitting, kept = Sitting(asked["write"], lambda **fields: kept.append(fields)), []
    reply = sitting.reply({"answer": {"text": text, "levels": [None, None]}})
    assert kept[0]["answer"]["text"] == text == sitting.earlier()["answer"]["text"]
    assert text not in json.dumps(reply, ensure_ascii=False)


@given(st.lists(st.sampled_from(["a", "我", "б ", " ", "\n", "، "]), max_size=30).map("".join))
def test_the_model_is_told_only_after_enough_words(text):
    """Whatever is written, rubric and model answer open together, and only for a text that is long enough."""
    criterion = [{"name": "Claim", "levels": ["no", "yes"]}]
    question = made("write", criterion=criterion, model="The secret.", least=5)
    sitting = Sitting(question)
    replies = [sitting.reply({"answer": {"text": text}}), sitting.reply({"show": True})]
    told = "The secret." in json.dumps([*replies, sitting.earlier()])
    assert told == ("model" in question.opened({"text": text})) == ("rubric" in replies[0])
    words = text.replace("我", " 我 ").replace("،", " ").split()
    assert told == (len(words) >= 5)


def test_a_written_text_counts_as_done(asked):
    """A saved text is done, however short and however it is judged; no text is not."""
    question = asked["write"]
    for answer in ({"text": "one"}, {"text": FIVE}, {"text": FIVE, "levels": [0, 0]}, question.key()):
        assert question.settled(question.mark(answer))
    assert not question.settled(question.mark({"text": " "}))


def test_starters_and_rubric_stand_on_paper(asked):
    """The static twin has the beginnings and the rubric, for whoever writes on paper, and not the model."""
    html = asked["write"].static(8)
    assert "You may begin: “China needed …” · “The two states …”" in html
    assert "<em>Claim:</em> no claim → a claim → a claim with its reason" in html
    assert asked["write"].model not in html
    assert asked["write"].control()["starters"] == ["China needed …", "The two states …"]
