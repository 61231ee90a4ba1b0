"""Quizzes on the page: what the browser is told and when, the static twin, and course.quiz."""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest
from quiz_example import ARABIC, CHINESE, EXAMPLE, ODD, SCRIPT, made, shown, tables

from course_lib import progress
from course_lib import quiz as course_quiz
from course_lib.page import asset
from course_lib.progress import Progress
from course_lib.quiz import view
from course_lib.quiz.bank import proof
from course_lib.quiz.questions import KINDS, Option
from course_lib.quiz.view import QuizView, part


@pytest.fixture
def store(tmp_path):
    """A student's answers in a folder of their own."""
    return Progress(tmp_path / "progress")


# What is told before Check


def unkeyed(question):
    """The same question with another key, other feedback and other words for whoever is wrong."""
    if "events" in vars(question):
        swapped = zip(question.events, reversed(question.events))
        events = tuple(replace(late, title=event.title) for event, late in swapped)
        return replace(question, events=events, feedback="Other.")
    if "pairs" in vars(question):
        rights = [pair.right for pair in question.pairs]
        turned = zip(question.pairs, rights[1:] + rights[:1])
        return replace(question, pairs=tuple(replace(p, right=r, feedback="Other.") for p, r in turned))
    if "options" in vars(question):
        flipped = tuple(Option(o.text, not o.right, o.feedback + "!") for o in question.options)
        return replace(question, options=flipped)
    other = {"answer": Fraction(7), "tolerance": Fraction(1), "edtf": "1969", "model": "Other.", "misses": ()}
    other |= {"feedback": "Other.", "otherwise": "Other."}
    return replace(question, **{name: value for name, value in other.items() if name in vars(question)})


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_before_check_depends_on_the_key(asked, kind):
    """With another key and other feedback the browser and the page are told exactly the same."""
    question, other = asked[kind], unkeyed(asked[kind])
    assert other.key() != question.key() and other.solution() != question.solution()
    assert other.control() == question.control()
    assert other.static(1) == question.static(1)


def test_widgets_hold_no_key(quiz, in_kernel, store):
    """With all keys changed the widget's state, its first message and the page's HTML stay as they are."""
    told = []
    for one in (quiz, replace(quiz, questions=tuple(map(unkeyed, quiz.questions)))):
        shown = QuizView(one, store)
        bundle = shown._repr_mimebundle_()
        state = shown.widget.get_state() | {"layout": ""}  # a number of its own
        told.append((state, bundle["text/html"], shown.reply({"view": 1})))
    assert told[0] == told[1]
    assert in_kernel == []


SECRETS = [
    *("Both sources give this month.", "It is the first article.", "The alliance came before the war."),
    *("14 February", "1950-02-14", "30 June 1949", '"lean"', "loan-talks", "korea", "It counts the weeks."),
    *("In five equal parts.", "Read of the loan again.", "60 million", "A Tuesday.", "proclamation"),
    *("That is about the money.", "if Japan should come back", "err-1952:2", "attests treaty"),
]


def test_widgets_hold_no_feedback(quiz, in_kernel):
    """Neither the widget's state nor the page holds feedback, dates, slugs, model answer or expected slips."""
    quiz_view = QuizView(quiz)
    bundle = quiz_view._repr_mimebundle_()
    state = quiz_view.widget.get_state() | {"_esm": "", "_css": ""}
    told = json.dumps([state, bundle, quiz_view.reply({"view": 1})], default=str, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in told] == []
    fields = {field for question in quiz_view.widget.questions for field in question}
    assert fields - {"token"} == {
        "control", "ask", "say", "items", "hints", "label", "choices", "unit", "starters"
    }  # fmt: skip


# Messages


def test_check_by_message(quiz, in_kernel):
    """An answer sent by the browser is marked; its feedback and where the quiz stands are sent back."""
    shown, one = QuizView(quiz), quiz.questions[0]
    for answer in (one.wrong()[0], one.key()):
        shown.widget._handle_custom_msg({"number": 1, "answer": answer, "hints": 1}, [])
    first, second = in_kernel
    assert [first["number"], first["reply"]["verdict"]] == [1, "wrong"]
    assert second["reply"]["feedback"] == [f"{one.key()}: Both sources give this month."]
    assert second["reply"]["cite"] == ["loc-1987:2a", "err-1952:2"]
    assert (first["reply"]["head"], second["reply"]["head"]) == ("✗ Not yet", "✓ Right (attempt 2)")
    still = "6 not answered yet, 0 of 1 texts written."
    assert first["summary"]["words"] == f"Check yourself: 0 of 7 right, 1 to look at again, {still}"
    assert first["summary"]["reread"] == ["The treaty and its terms"]
    assert second["summary"] == {
        "words": f"Check yourself: 1 of 7 right, {still}",
        "reread": [],
        "done": False,
    }


NO_NUMBERS = [0, 9, -1, True, "1", 1.0, None, [1], {}, 10**30]


@pytest.mark.parametrize("message", [None, [], "x", 3, {}, *({"number": n} for n in NO_NUMBERS)], ids=shown)
def test_messages_of_any_shape(quiz, message):
    """What names no question gets the earlier answers, none so far, and changes nothing."""
    quiz_view = QuizView(quiz)
    reply = quiz_view.reply(message)
    assert (reply["view"], reply["earlier"]) == (None, [None] * 8)
    assert sum(sitting.attempts for sitting in quiz_view.sittings) == 0
    json.dumps(reply)


@pytest.mark.parametrize("answer", ODD[:-2], ids=shown)
def test_nonsense_for_every_question(quiz, store, answer):
    """Nonsense sent to each question is replied to and not recorded."""
    quiz_view = QuizView(quiz, store)
    for number in range(1, 9):
        reply = quiz_view.reply({"number": number, "answer": answer, "hints": answer, "show": answer is True})
        assert reply["reply"]["verdict"] == "unattempted"
    assert store.entries() == []


def test_without_progress_answers_last_as_long_as_the_view(quiz):
    """Without a place to keep answers the quiz works, and says that they are not kept."""
    quiz_view, key = QuizView(quiz), quiz.questions[0].key()
    reply = quiz_view.reply({"number": 1, "answer": key})
    assert (reply["reply"]["verdict"], reply["note"]) == ("right", "Answers are not kept.")
    assert quiz_view.reply({"view": 2})["earlier"][0]["answer"] == key
    assert QuizView(quiz).reply({"view": 1})["earlier"] == [None] * 8


# Answers are found again


def test_an_attempt_is_recorded_with_its_chapter(quiz, store):
    """What is recorded of an attempt: chapter, question, kind, version, answer, verdict, credit and hints."""
    one = quiz.questions[0]
    QuizView(quiz, store).reply({"number": 1, "answer": one.key(), "hints": 2})
    (entry,) = store.entries()
    assert {name: value for name, value in entry.items() if name not in ("time", "student")} == {
        "chapter": "02-example",
        "question": "treaty-date",
        "kind": "choice",
        "version": one.version(),
        "answer": one.key(),
        "verdict": "right",
        "credit": 1.0,
        "hints": 2,
    }


def answered(quiz, store):
    """A view of the quiz in which every question was answered wrongly, then rightly."""
    quiz_view = QuizView(quiz, store)
    for number, question in enumerate(quiz.questions, 1):
        for answer in (question.wrong()[0], question.key()):
            quiz_view.reply({"number": number, "answer": answer, "hints": 1})
    return quiz_view


def test_a_reopened_quiz_shows_the_earlier_answers(quiz, store, in_kernel):
    """Another view of the same quiz, as after a restart, gives each question its latest answer and reply."""
    before = answered(quiz, store)
    after = QuizView(quiz, Progress(store.place))
    told = after.reply({"view": 3})
    assert (told["view"], told["earlier"]) == (3, before.reply({"view": 3})["earlier"])
    assert [earlier["answer"] for earlier in told["earlier"]] == [q.key() for q in quiz.questions]
    assert {earlier["reply"]["verdict"] for earlier in told["earlier"]} == {"right"}
    assert told["summary"]["words"] == "Check yourself: 7 of 7 right, 1 of 1 texts written."
    for _ in "ab":
        after._repr_mimebundle_()
    assert [sitting.attempts for sitting in after.sittings] == [2] * 8


def test_two_views_of_one_quiz(quiz, store, in_kernel):
    """Each view on the page gets the earlier answers by its own number; a reply goes to both."""
    quiz_view = QuizView(quiz, store)
    quiz_view.widget._handle_custom_msg({"view": 1}, [])
    quiz_view.widget._handle_custom_msg({"number": 1, "answer": "A"}, [])
    quiz_view.widget._handle_custom_msg({"view": 2}, [])
    assert [message.get("view") for message in in_kernel] == [1, None, 2]
    assert in_kernel[0]["earlier"][0] is None and in_kernel[2]["earlier"][0]["answer"] == "A"
    assert (in_kernel[1]["number"], "earlier" in in_kernel[1]) == (1, False)


def test_two_notebooks_record_side_by_side(quiz, store):
    """Answers given in two views of a quiz are all there when it is opened again."""
    views = [QuizView(quiz, Progress(store.place)) for _ in "ab"]
    views[0].reply({"number": 1, "answer": quiz.questions[0].key()})
    views[1].reply({"number": 2, "answer": quiz.questions[1].key()})
    later = QuizView(quiz, Progress(store.place))
    found = [earlier and earlier["answer"] for earlier in later.reply({})["earlier"]]
    assert found == [quiz.questions[0].key(), quiz.questions[1].key(), *[None] * 6]


def test_another_chapter_or_version_is_not_taken_up(quiz, store):
    """Answers to another quiz, or to a question that has been rewritten, are left where they are."""
    answered(replace(quiz, name="03-example"), store)
    rewritten = replace(quiz.questions[0], ask="When was it signed?")
    answered(replace(quiz, questions=(rewritten,)), store)
    assert QuizView(quiz, store).reply({})["earlier"] == [None] * 8


def test_the_note_says_where_answers_are(quiz, store, tmp_path):
    """While all is stored the note says so; where it cannot be, it says what is wrong."""
    assert "are kept on the machine" in QuizView(quiz, store).reply({})["note"]
    store.call("Ann")
    assert "kept under the name Ann, on the machine" in QuizView(quiz, store).reply({})["note"]
    (tmp_path / "file").write_text("no folder")
    broken = QuizView(quiz, Progress(tmp_path / "file" / "below"))
    note = broken.reply({"number": 1, "answer": "A"})["note"]
    assert "kept on the machine" not in note and str(tmp_path / "file") in note
    assert broken.reply({"view": 1})["earlier"][0]["answer"] == "A"


def test_the_note_counts_damaged_lines(quiz, store):
    """Lines that cannot be read are counted under the quiz, and the answers around them are found."""
    QuizView(quiz, store).reply({"number": 1, "answer": "A"})
    store.path.write_bytes(b"half a li\n" + store.path.read_bytes())
    told = QuizView(quiz, store).reply({"view": 1})
    assert "1 of their lines cannot be read" in told["note"] and told["earlier"][0]["answer"] == "A"


# What the page is told


def test_bundle_without_a_kernel(quiz):
    """Without a kernel a quiz is its proof and its static twin."""
    bundle = QuizView(quiz)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == proof(quiz)


def test_bundle_in_a_kernel(quiz, in_kernel):
    """In a kernel the widget view, the same each time, comes on top of the two, and static leaves it out."""
    quiz_view = QuizView(quiz)
    bundle = quiz_view._repr_mimebundle_()
    assert quiz_view._repr_mimebundle_() == bundle
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/html"] == QuizView(quiz).html()
    assert set(QuizView(quiz, static=True)._repr_mimebundle_()) == {"text/plain", "text/html"}


TAGS = {"div", "p", "strong", "em", "ol", "li", "details", "summary", "code"}


def test_static_twin_is_whole_and_the_same_each_time(load_quiz, quiz, store):
    """Every question, option, offer and hint stands there, well formed, and the same for every student."""
    answered(quiz, store)
    html = QuizView(quiz, store).html()
    assert html == QuizView(load_quiz()).html()
    for text in chain(*(question.items() for question in quiz.questions), ["When was the treaty", view.NOTE]):
        assert text.split(" (`")[0] in html
    assert "<summary>Hint 2</summary><p>Look at <code>loc-1987:2a</code>.</p></details>" in html
    assert "Your answer: ________ million dollars" in html and "Blog post 2013" in html
    assert [f"Question {n}." in html for n in range(1, 10)] == [True] * 8 + [False]
    assert Tags.used(html) <= TAGS


def test_a_question_by_itself_has_no_number(quiz):
    """A single question on the page is not called Question 1."""
    html = QuizView(part(quiz, ["loan-size"])).html()
    assert "How large was the loan?" in html and "Question" not in html


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
    "text", [SCRIPT, "<img src=x onerror=alert(1)>", CHINESE, ARABIC, "x" * 10_000, "a & b"]
)
def test_any_text_in_a_quiz_stays_text(text):
    """HTML in any field of any kind is shown, not run; other scripts and very long texts come through whole."""
    lines = {"feedback": text, "otherwise": text}
    pair = [{"left": f"{n} {text}", "right": f"{text} {n}"} | lines for n in "12"]
    option = [{"text": f"{text} {n}", "right": n == 1, "feedback": text} for n in range(2)]
    questions = [
        made("choice", option=option),
        made("match", pair=pair, extra=[text]),
        made("number", answer=1, unit=text, **lines),
        made("write", model=text, starters=[text], criterion=[{"name": text, "levels": [text, "b"]}]),
    ]
    for question in (replace(question, ask=text, hints=(text,)) for question in questions):
        assert Tags.used(question.static(1)) <= TAGS
        told = json.dumps(question.control(), ensure_ascii=False)
        assert question.control()["ask"] == text and told.count(text) >= 3


def test_scripts_set_text_only():
    """The scripts never set HTML, and keep the notebook's shortcuts away from their keys."""
    for script in (asset("native.js", "quiz.js"), asset("native.js", "board.js")):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", script
        )
        assert "data-lm-suppress-shortcuts" in script


def test_the_script_knows_every_control():
    """Each kind's control is one that the browser can draw."""
    script = asset("quiz.js")
    drawn = re.findall(r"^  (\w+)\(question, name", script, re.MULTILINE)
    assert {kind.control_type for kind in KINDS.values()} == set(drawn)


# A part of a quiz


def test_part_takes_the_questions_named_in_that_order(quiz):
    """Questions are named by their ids; without any it is all but the texts to write."""
    assert [q.id for q in part(quiz, ["loan-size", "treaty-date"]).questions] == ["loan-size", "treaty-date"]
    assert [q.kind for q in part(quiz, ["why-ally"]).questions] == ["write"]
    assert [q.kind for q in part(quiz, []).questions] == [*KINDS][:-1]
    only_texts = part(quiz, ["why-ally"])
    assert part(only_texts, []) == only_texts


def test_part_names_the_ids_there_are(quiz):
    """An unknown id says which there are."""
    with pytest.raises(KeyError, match="02-example has no question 'loan'; its questions are: treaty-date, "):
        part(quiz, ["loan-size", "loan"])


# course.quiz


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    """A workbook's root with one quiz, its tables with their folder, and a place for answers."""
    folder = tmp_path / "notebooks" / "quizzes"
    folder.mkdir(parents=True)
    (folder / "02-example.toml").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "answers"))
    return tables(folder=tmp_path / "seeds")


def test_quiz_by_name_and_by_path(workbook, quiz):
    """A quiz is found by its name beside the seeds, or at a path that ends in .toml."""
    path = workbook.folder.parent / "notebooks" / "quizzes" / "02-example.toml"
    for name in ("02-example", "02-example.toml", path, str(path)):
        assert course_quiz(name, seeds=workbook).quiz == part(quiz, [])


def test_quiz_keeps_answers_where_it_is_told_to(workbook):
    """What is answered is found again by the next course.quiz, in the folder that COURSE_PROGRESS names."""
    course_quiz("02-example", "loan-size", seeds=workbook).reply({"number": 1, "answer": "$300m"})
    again = course_quiz("02-example", seeds=workbook)
    assert again.reply({})["earlier"][4]["answer"] == "$300m"
    assert list((workbook.folder.parent / "answers").glob("*.jsonl"))


@pytest.mark.parametrize(
    ("name", "known"),
    [("03-example", "02-example"), ("", "02-example"), (3, "02-example"), ("nowhere/x.toml", "no quizzes")],
)
def test_unknown_quiz_names_the_known_ones(workbook, name, known):
    """A name that is none says which there are, and where."""
    with pytest.raises(FileNotFoundError, match=rf"There is no quiz '{name}'; in .* there are: {known}\."):
        course_quiz(name, seeds=workbook)


@pytest.mark.parametrize("first", ["import course_lib.quiz.bank", "from course_lib.quiz import bank", "pass"])
def test_quiz_is_a_function_whatever_was_imported_before(first):
    """The package and the function share a name; course.quiz is the function in either order."""
    code = f"{first}\nimport course_lib as course\nprint(course.quiz.__name__, callable(course.quiz))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["quiz", "True"]


def test_marking_needs_no_browser_and_no_seeds():
    """Reading and marking questions imports neither widgets nor the reader of the tables."""
    heavy = ("ipywidgets", "anywidget", "course_lib.seeds", "course_lib.progress", "pandas", "edtf")
    code = f"import sys, course_lib.quiz.bank; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_tests_keep_away_from_the_users_own_answers():
    """Whatever the tests answer goes to a folder that is thrown away."""
    place = progress.at_hand().place
    assert place.is_relative_to(Path(tempfile.gettempdir()).absolute())
    assert str(place) == os.path.abspath(os.environ["COURSE_PROGRESS"])
