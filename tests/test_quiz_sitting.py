"""What somebody has done with a question: replies to messages, what is recorded, and what is found again."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_example import ODD, shown

from course_lib.progress import Progress
from course_lib.quiz.questions import KINDS
from course_lib.quiz.sitting import Sitting, in_words, standing, summary

SHORT, LONG = "one two", "one two three four five"


@pytest.fixture
def kept():
    """What is recorded."""
    return []


def sat(question, kept):
    """A sitting that records in a list."""
    return Sitting(question, lambda **fields: kept.append(fields))


def again(sitting, entries):
    """A new sitting with the same question, that has taken up the entries."""
    later = Sitting(sitting.question)
    later.restore(entries)
    return later


# Messages

MESSAGES = [None, [], "x", 7, {}, {"show": True}, {"show": 1}, {"answer": None}, {"hints": "many"}, {1: 2}]


@pytest.mark.parametrize("kind", KINDS)
def test_odd_messages_are_no_attempt(asked, kept, kind):
    """Whatever the browser sends is replied to; without an attempt nothing is counted, shown or recorded."""
    sitting = sat(asked[kind], kept)
    for message in (*MESSAGES, *({"answer": odd} for odd in ODD)):
        reply = sitting.reply(message)
        assert (reply["verdict"], reply["head"]) == ("unattempted", "○ No answer yet"), shown(message)
        assert (reply["cite"], reply["credit"]) == ([], 0) and reply["feedback"], shown(message)
        assert json.dumps(reply)
    assert (kept, sitting.earlier()) == ([], None)
    assert (sitting.attempts, sitting.shown, sitting.right) == (0, False, False)


@pytest.mark.parametrize(
    "odd", [float("nan"), float("inf"), {"A"}, b"A", object()], ids=lambda o: type(o).__name__
)
def test_what_no_line_of_json_can_hold_is_no_message(asked, tmp_path, odd):
    """A text with something beside it that could not be recorded is not taken, instead of failing half way."""
    progress = Progress(tmp_path / "progress")
    sitting = Sitting(asked["write"], lambda **fields: progress.record(chapter="02", **fields))
    for answer in ({"text": LONG, "levels": [odd]}, {"text": LONG, "more": {"deep": [odd]}}):
        assert sitting.reply({"answer": answer})["verdict"] == "unattempted"
        assert sitting.reply({"answer": answer, "draft": True})["verdict"] == "unattempted"
    assert (progress.entries(), sitting.earlier()) == ([], None)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from("AB12"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)
texts = st.sampled_from(["", " ", "one", LONG, "\ud800 \x00", LONG * 9])
answers = st.one_of(
    anything,
    st.fixed_dictionaries(
        {"text": texts, "levels": st.lists(st.integers(0, 2)) | anything, "more": anything}
    ),
    st.lists(st.sampled_from("ABCD1234"), max_size=4),
    st.sampled_from(["A", "300", "$3", "1950", "mid-1949", "Feb 1950"]),
)
messages = anything | st.fixed_dictionaries(
    {"answer": answers}, optional={"hints": anything, "show": anything, "draft": anything}
)


@settings(deadline=None)
@given(st.sampled_from([*KINDS]), st.lists(messages | st.just({"show": True}), max_size=5))
def test_any_messages_are_replied_to_and_found_again(asked, tmp_path_factory, kind, messages):
    """Whatever comes, in whatever order, is replied to in JSON, and what was recorded gives the same state."""
    progress = Progress(tmp_path_factory.mktemp("progress"))
    sitting = Sitting(asked[kind], lambda **fields: progress.record(chapter="02", **fields))
    for message in messages:
        reply = sitting.reply(message)
        json.dumps([reply, sitting.earlier()])
        assert reply or isinstance(message, dict) and message["draft"] is True
    later = again(sitting, progress.entries())
    assert progress.note == "" and not progress.damaged
    assert json.dumps(later.earlier()) == json.dumps(sitting.earlier())
    state = ("attempts", "hints", "right")
    assert [getattr(later, name) for name in state] == [getattr(sitting, name) for name in state]


# Attempts


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_answer(asked, kept, kind):
    """The key is right, counted, answered with the citations, and recorded with exactly these fields."""
    question = asked[kind]
    sitting = sat(question, kept)
    reply = sitting.reply({"answer": question.key(), "hints": 1})
    assert (reply["verdict"], reply["credit"], reply["cite"]) == ("right", 1, list(question.cite))
    assert reply["head"].startswith("✓ ") and reply["feedback"] == list(
        question.mark(question.key()).feedback
    )
    assert sitting.right and sitting.attempts == 1
    assert kept == [
        {
            "question": question.id,
            "kind": kind,
            "version": question.version(),
            "answer": question.key(),
            "verdict": "right",
            "credit": 1.0,
            "hints": min(1, len(question.hints)),
        }
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "write"])
def test_wrong_answers_and_another_try(asked, kept, kind):
    """A wrong answer is not right but counted; the next try says which it is, and may be right."""
    question = asked[kind]
    sitting = sat(question, kept)
    for number, answer in enumerate(question.wrong(), 1):
        reply = sitting.reply({"answer": answer})
        assert reply["head"].startswith(("✗ Not yet", "◐ Partly right, "))
        assert reply["head"].endswith(f" (attempt {number})") or number == 1
        assert not sitting.right
    assert sitting.reply({"answer": question.key()})["head"] == f"✓ Right (attempt {number + 1})"
    assert sitting.right and len(kept) == number + 1


def test_partly_says_how_far(asked):
    """The head of a partly right answer carries its credit in percent beside symbol and words."""
    reply = Sitting(asked["choices"]).reply({"answer": asked["choices"].key()[:2]})
    assert (reply["verdict"], reply["head"]) == ("partly", "◐ Partly right, 67%")


def test_hints_are_counted_and_believed_only_in_bounds(asked):
    """The number of hints comes from the browser: the largest sound one is kept, nonsense is not."""
    sitting = Sitting(asked["choice"])
    for hints, kept in [(1, 1), ("9", 1), (-4, 1), (True, 1), (1.5, 1), (10**9, 2), (0, 2)]:
        sitting.reply({"answer": "A", "hints": hints})
        assert sitting.hints == kept


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "write"])
def test_show_answer_only_after_an_attempt(asked, kept, kind):
    """The key comes when it is asked for after an attempt; a question so solved is not counted as right."""
    sitting = sat(asked[kind], kept)
    assert sitting.reply({"show": True})["verdict"] == "unattempted"
    sitting.reply({"answer": sitting.question.wrong()[0]})
    reply = sitting.reply({"show": True})
    assert (reply["head"], reply["feedback"]) == ("The answer", sitting.question.solution())
    repeated = sitting.reply({"answer": sitting.question.key()})
    assert (repeated["head"], sitting.right) == ("✓ Right, after the answer was shown", False)
    assert [entry["verdict"] for entry in kept[1:]] == ["shown", "repeated"] and kept[1]["answer"] is None


def test_show_answer_after_a_right_one_takes_nothing_away(asked):
    """Who was right before looking stays right when giving the same answer again."""
    sitting, key = Sitting(asked["choice"]), asked["choice"].key()
    for message in ({"answer": key}, {"show": True}, {"answer": key}):
        sitting.reply(message)
    assert sitting.right


def test_solution_names_each_right_option_and_no_other(asked):
    """Show answer gives letter, text and reason of every right option and of no other."""
    assert len(asked["choices"].solution()) == 3
    key = asked["choice"].key()
    assert asked["choice"].solution() == [f"{key}: February 1950 – Both sources give this month."]


# Texts


def test_a_draft_is_kept_without_being_marked(asked, kept):
    """What is written is kept before Save, once for each wording, and is no attempt."""
    sitting = sat(asked["write"], kept)
    for text in (SHORT, SHORT, " ", LONG):
        assert sitting.reply({"answer": {"text": text, "levels": []}, "draft": True}) is None
    assert [(entry["verdict"], entry["credit"], entry["answer"]["text"]) for entry in kept] == [
        ("draft", 0, SHORT),
        ("draft", 0, LONG),
    ]
    assert (sitting.attempts, sitting.right) == (0, False)
    assert sitting.earlier() == {"answer": {"text": LONG, "levels": []}, "hints": 0, "reply": None}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "write"])
def test_only_texts_have_drafts(asked, kept, kind):
    """For any other kind a draft is not kept."""
    sitting = sat(asked[kind], kept)
    assert sitting.reply({"answer": asked[kind].key(), "draft": True}) is None
    assert (kept, sitting.earlier()) == ([], None)


def test_a_text_is_saved_judged_and_kept_open(asked, kept):
    """A text opens its rubric and model when it is long enough; the judgement is told in words."""
    sitting = sat(asked["write"], kept)
    short = sitting.reply({"answer": {"text": SHORT, "levels": []}})
    assert (short["verdict"], short["head"]) == ("written", "✓ Saved") and "model" not in short
    opened = sitting.reply({"answer": {"text": LONG, "levels": []}})
    assert opened["model"] == asked["write"].model and opened["rubric"][0][0] == "Claim"
    heads = {
        (2, 1): "✓ Saved, and by your own judgement complete",
        (2, 0): "✓ Saved; your own judgement: 67%",
        (0, 0): "✓ Saved; your own judgement: not there yet",
    }
    for levels, head in heads.items():
        reply = sitting.reply({"answer": {"text": LONG, "levels": list(levels)}})
        assert reply["head"].startswith(head) and reply["model"] == asked["write"].model
    assert [entry["verdict"] for entry in kept] == ["written", "written", "right", "partly", "wrong"]


def test_the_model_answer_cannot_be_asked_for(asked, kept):
    """Show answer, sent after a text that is too short, does not open the model answer."""
    sitting = sat(asked["write"], kept)
    sitting.reply({"answer": {"text": SHORT}})
    for message in ({"show": True}, {"show": True, "answer": {"text": SHORT}}, {"answer": {"text": " "}}):
        assert asked["write"].model not in json.dumps(sitting.reply(message))


# Found again


@pytest.mark.parametrize("kind", KINDS)
def test_an_earlier_answer_is_found_again(asked, kept, kind):
    """A sitting that takes up the record shows the latest answer with what was said to it."""
    question = asked[kind]
    sitting = sat(question, kept)
    for answer in (question.wrong()[0], question.key()):
        reply = sitting.reply({"answer": answer, "hints": 2})
    hints = min(2, len(question.hints))
    assert again(sitting, kept).earlier() == {"answer": question.key(), "hints": hints, "reply": reply}


def test_a_shown_answer_may_be_found_another_day(asked, kept):
    """What was repeated after Show answer does not count later either; what is found anew then does."""
    sitting, key = sat(asked["choice"], kept), asked["choice"].key()
    for message in ({"answer": asked["choice"].wrong()[0]}, {"show": True}, {"answer": key}):
        sitting.reply(message)
    later = again(sitting, kept)
    assert (later.earlier(), later.right, later.attempts) == (None, False, 2)
    assert later.reply({"answer": key})["head"] == "✓ Right (attempt 3)"
    assert later.right


def test_what_was_right_before_looking_is_found_again(asked, kept):
    """Who was right, looked, and answered the same once more, finds the answer there, as right."""
    sitting, key = sat(asked["choice"], kept), asked["choice"].key()
    for message in ({"answer": key}, {"show": True}, {"answer": key}):
        sitting.reply(message)
    later = again(sitting, kept)
    assert (later.earlier()["answer"], later.right) == (key, True)


def test_the_students_own_answer_is_found_again_after_looking(asked, kept):
    """After Show answer the latest answer of the student's own is the one that is found again."""
    sitting, wrong = sat(asked["order"], kept), asked["order"].wrong()[0]
    for message in ({"answer": wrong}, {"show": True}):
        sitting.reply(message)
    assert again(sitting, kept).earlier()["answer"] == wrong == sitting.earlier()["answer"]


def test_a_draft_after_an_attempt_is_found_again(asked, kept):
    """What was written last is found again, saved or not."""
    sitting = sat(asked["write"], kept)
    sitting.reply({"answer": {"text": SHORT, "levels": []}})
    sitting.reply({"answer": {"text": LONG, "levels": []}, "draft": True})
    later = again(sitting, kept)
    assert later.earlier()["answer"]["text"] == LONG and later.earlier()["reply"]["verdict"] == "written"
    assert (later.attempts, later.right) == (1, True)


@pytest.mark.parametrize("kind", KINDS)
def test_what_belongs_elsewhere_is_left_alone(asked, kept, kind):
    """Entries of another version or of another question change nothing."""
    sitting = sat(asked[kind], kept)
    sitting.reply({"answer": asked[kind].key()})
    for other in ({"version": "00000000"}, {"version": ""}, {"question": "another"}):
        later = again(sitting, [kept[0] | other])
        assert (later.attempts, later.right, later.earlier()) == (0, False, None)


@pytest.mark.parametrize("verdict", ["right", "wrong", "draft", "unattempted", "no such verdict"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_tampered_answer_is_left_out(asked, kind, verdict):
    """An entry whose answer is none, whatever it says of itself, is as if it were not there."""
    entry = {"question": asked[kind].id, "version": asked[kind].version(), "verdict": verdict, "hints": 1}
    later = again(Sitting(asked[kind]), [entry | {"answer": odd} for odd in (None, *ODD)])
    assert (later.attempts, later.right, later.earlier(), later.hints) == (0, False, None, 0)


def test_a_tampered_verdict_is_marked_anew(asked):
    """Whether an earlier answer was right is decided by the question, not by the file."""
    question = asked["choice"]
    entry = {
        "question": question.id,
        "version": question.version(),
        "verdict": "right",
        "credit": 1.0,
        "hints": 0,
    }
    later = again(Sitting(question), [entry | {"answer": question.wrong()[0]}])
    assert (later.right, later.earlier()["reply"]["verdict"]) == (False, "wrong")


# Where a quiz stands


def test_standing_counts_questions_and_texts(quiz):
    """Right, open and written are counted apart, and a text is no question."""
    sittings = [Sitting(question) for question in quiz.questions]
    assert standing(sittings) == {"questions": 7, "right": 0, "open": 7, "texts": 1, "written": 0}
    sittings[0].reply({"answer": quiz.questions[0].key()})
    sittings[1].reply({"answer": quiz.questions[1].wrong()[0]})
    sittings[7].reply({"answer": {"text": SHORT}})
    assert standing(sittings) == {"questions": 7, "right": 1, "open": 5, "texts": 1, "written": 1}
    words = "1 of 7 right, 1 to look at again, 5 not answered yet, 1 of 1 texts written"
    assert in_words(standing(sittings)) == words
    assert in_words(standing(sittings[:1])) == "1 of 1 right"
    assert in_words(standing(sittings[7:])) == "1 of 1 texts written"


def test_summary_names_each_section_once(quiz):
    """Sections to reread stand once each, in the order of the quiz; when all is right there are none."""
    sittings = [Sitting(question) for question in quiz.questions[:7]]
    assert summary("Q", sittings) == {
        "words": "Q: 0 of 7 right, 7 not answered yet.",
        "reread": [],
        "done": False,
    }
    for sitting in sittings:
        sitting.reply({"answer": sitting.question.wrong()[0]})
    sections = [
        "The treaty and its terms",
        "What the treaty brought",
        "The story",
        "Two witnesses",
        "The loan",
    ]
    told = {"words": "Q: 0 of 7 right, 7 to look at again.", "reread": sections, "done": True}
    assert summary("Q", sittings) == told
    for sitting in sittings:
        sitting.reply({"answer": sitting.question.key()})
    assert summary("Q", sittings) == {"words": "Q: 7 of 7 right.", "reread": [], "done": True}
