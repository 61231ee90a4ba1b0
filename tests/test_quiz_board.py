"""The progress board: how far somebody is in each chapter, and saving, loading, naming and starting over."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_example import ARABIC, CHINESE, EXAMPLE, ODD, SCRIPT, shown, tables

from course_lib.progress import Progress
from course_lib.quiz import my_progress
from course_lib.quiz.bank import QuizError
from course_lib.quiz.board import ProgressView
from course_lib.quiz.view import QuizView


@pytest.fixture
def store(tmp_path):
    """A student's answers in a folder of their own."""
    return Progress(tmp_path / "progress")


@pytest.fixture
def chapters(quiz):
    """Two chapters' quizzes, the second without a text to write."""
    other = replace(quiz, name="03-next", title="Once more", questions=quiz.questions[:7])
    return [quiz, other]


@pytest.fixture
def shown_board(chapters, store):
    """The board of both chapters."""
    return ProgressView(chapters, store)


def answer(quiz, store, *numbers, rightly=True):
    """Answer these questions of a quiz."""
    quiz_view = QuizView(quiz, store)
    for number in numbers:
        question = quiz.questions[number - 1]
        quiz_view.reply({"number": number, "answer": question.key() if rightly else question.wrong()[0]})


NOTHING = "0 of 7 right, 7 not answered yet, 0 of 1 texts written"


def test_a_fresh_board(shown_board):
    """Nothing done stands there in words and numbers for each chapter, with nothing to complain of."""
    assert shown_board.reply({"view": "v"}) == {
        "view": "v",
        "chapters": [
            {"title": "02 Check yourself", "done": 0, "all": 8, "words": NOTHING},
            {"title": "03 Once more", "done": 0, "all": 7, "words": "0 of 7 right, 7 not answered yet"},
        ],
        "student": "",
        "said": "",
        "file": None,
        "problems": [""],
    }


def test_the_board_counts_what_is_right_and_written(chapters, store, shown_board):
    """Right answers and written texts are done; a wrong one is to be looked at again; chapters stand apart."""
    answer(chapters[0], store, 1, 2, 8)
    answer(chapters[0], store, 3, rightly=False)
    first, second = shown_board.chapters()
    words = "2 of 7 right, 1 to look at again, 4 not answered yet, 1 of 1 texts written"
    assert first == {"title": "02 Check yourself", "done": 3, "all": 8, "words": words}
    assert second["done"] == 0
    answer(chapters[1], store, *range(1, 8))
    assert shown_board.chapters()[1]["words"] == "7 of 7 right"
    assert shown_board.chapters()[0] == first


def test_save_and_load(chapters, store, shown_board, tmp_path):
    """A saved file, loaded elsewhere, brings the same progress, once."""
    answer(chapters[0], store, 1, 2)
    saved = shown_board.reply({"save": True})["file"]
    assert saved["name"] == f"progress-{date.today().isoformat()}.jsonl"
    assert len(saved["text"].splitlines()) == 2
    elsewhere = ProgressView(chapters, Progress(tmp_path / "elsewhere"))
    loaded = elsewhere.reply({"load": saved["text"]})
    assert loaded["chapters"] == shown_board.chapters() and loaded["said"].startswith("Attempts added: 2")
    assert elsewhere.reply({"load": saved["text"]})["said"].startswith("Attempts added: 0; here already: 2")
    assert elsewhere.reply({"save": True})["file"]["text"] == saved["text"]


@pytest.mark.parametrize("text", ["", "x", SCRIPT, CHINESE, "{}", "[]\n" * 99, "\0", "x" * 10_000], ids=shown)
def test_a_file_that_is_none_changes_nothing(chapters, store, shown_board, text):
    """A file that holds no answers is refused in words, and what there is stays."""
    answer(chapters[0], store, 1)
    before = shown_board.chapters()
    reply = shown_board.reply({"load": text})
    assert "no saved progress" in reply["said"]
    assert reply["chapters"] == before


def test_damaged_lines_are_named(chapters, store, shown_board):
    """A damaged line is told with the file and its number; the answers around it count."""
    answer(chapters[0], store, 1, 2)
    lines = store.path.read_bytes().splitlines(keepends=True)
    store.path.write_bytes(lines[0] + b"half a li\n" + lines[1])
    reply = shown_board.reply({})
    assert reply["chapters"][0]["done"] == 2
    (problem,) = filter(None, reply["problems"])
    assert store.path.name in problem and "line 2" in problem


def test_many_damaged_lines_are_counted(store, shown_board):
    """The first five are named, and of the others only how many they are."""
    store.path.parent.mkdir(parents=True)
    store.path.write_text("no line\n" * 9, encoding="utf-8")
    problems = shown_board.reply({})["problems"]
    assert (len(problems), problems[-1]) == (7, "4 more lines cannot be read.")


def test_nothing_is_not_saved(shown_board):
    """Before anything is answered there is no file to save, and the board says so."""
    reply = shown_board.reply({"save": True})
    assert (reply["file"], reply["said"]) == (None, "There is nothing to save yet.")


def test_whoever_clears_or_loads_is_told_of_open_quizzes(chapters, store, shown_board):
    """After starting over, loading or naming, the sentence says what open pages need."""
    answer(chapters[0], store, 1)
    saved = store.text()
    for wish in ({"restart": True}, {"load": saved}, {"call": "Ann"}):
        assert shown_board.reply(wish)["said"].endswith("Run the cells of quizzes that are open again.")


def test_an_older_file_does_not_win(chapters, store, shown_board):
    """Answers that were loaded count by their time, not by when they were loaded."""
    answer(chapters[0], store, 1, rightly=False)
    old = store.text()
    shown_board.reply({"restart": True})
    answer(chapters[0], store, 1)
    shown_board.reply({"load": old})
    assert shown_board.chapters()[0]["words"].startswith("1 of 7 right")


def test_a_folder_that_cannot_be_written_is_named(chapters, tmp_path):
    """Where answers cannot be stored the board says so, and counts them all the same."""
    (tmp_path / "file").write_text("no folder")
    store = Progress(tmp_path / "file" / "below")
    answer(chapters[0], store, 1)
    reply = ProgressView(chapters, store).reply({})
    assert str(tmp_path / "file") in reply["problems"][0]
    assert reply["chapters"][0]["done"] == 1


@pytest.mark.parametrize("name", ["Ann", "毛泽东", "محمد", "Ann  Lee ", SCRIPT])
def test_a_name_keeps_answers_apart(chapters, store, shown_board, name):
    """A name takes up the answers given without one, and stands in the name of a saved file."""
    answer(chapters[0], store, 1)
    reply = shown_board.reply({"call": name})
    assert reply["student"] == " ".join(name.split()) and reply["student"] in reply["said"]
    assert reply["chapters"][0]["done"] == 1
    saved = shown_board.reply({"save": True})["file"]["name"]
    assert saved == f"{store.path.stem}-{date.today().isoformat()}.jsonl"
    assert re.fullmatch(r"progress(-\w+)+-\d{4}-\d\d-\d\d\.jsonl", saved)
    assert shown_board.reply({"call": "Somebody else"})["chapters"][0]["done"] == 0
    assert shown_board.reply({"call": name})["chapters"][0]["done"] == 1


def test_start_over_keeps_a_backup(chapters, store, shown_board):
    """Starting over empties the board, names the backup, and what was in it can be loaded again."""
    assert "Nothing is recorded yet" in shown_board.reply({"restart": True})["said"]
    answer(chapters[0], store, 1, 2)
    reply = shown_board.reply({"restart": True})
    assert [chapter["done"] for chapter in reply["chapters"]] == [0, 0]
    (backup,) = store.place.glob("*backup*")
    assert str(backup) in reply["said"]
    assert shown_board.reply({"load": backup.read_text("utf-8")})["chapters"][0]["done"] == 2


NONSENSE = [None, [], "x", 3, {}, *({name: 1} for name in ("load", "call", "save", "restart"))]


@pytest.mark.parametrize("message", [*NONSENSE, *({"load": o, "save": 1} for o in ODD[8:])], ids=shown)
def test_messages_of_any_shape(chapters, store, shown_board, message):
    """What asks for nothing that there is gets the board as it stands, and nothing is done."""
    answer(chapters[0], store, 1)
    before = store.text()
    reply = shown_board.reply(message)
    assert (reply["said"], reply["file"], reply["chapters"][0]["done"]) == ("", None, 1)
    assert store.text() == before
    json.dumps(reply)


wishes = st.fixed_dictionaries(
    {},
    optional={
        "load": st.text(max_size=20) | st.none(),
        "call": st.text(max_size=50) | st.sampled_from(["..", "/", "a/b", ARABIC, "\ud800", "x" * 300]),
        "save": st.booleans() | st.just("yes"),
        "restart": st.booleans() | st.integers(),
    },
)


@settings(deadline=None, max_examples=40)
@given(st.lists(wishes, max_size=4))
def test_any_wish_is_replied_to(quiz, tmp_path_factory, wishes):
    """Whatever is asked for in whatever order, the board replies in JSON and loses no answer."""
    place = tmp_path_factory.mktemp("board")
    store = Progress(place / "inner")
    answer(quiz, store, 1)
    shown_board = ProgressView([quiz], store)
    for wish in wishes:
        json.dumps(shown_board.reply(wish))
    assert [file.name for file in place.iterdir()] == ["inner"]
    kept = "".join(file.read_text("utf-8") for file in (place / "inner").glob("*.jsonl"))
    assert kept.count('"treaty-date"') == 1


# On the page


def test_the_static_twin_holds_nobodys_answers(chapters, store, shown_board):
    """Without a kernel the board says what there is to do and what it is for, the same for everybody."""
    before = shown_board._repr_mimebundle_()
    answer(chapters[0], store, 1, 2)
    store.call("Ann")
    assert shown_board._repr_mimebundle_() == before
    assert before["text/plain"] == "02 Check yourself: 7 questions, 1 to write; 03 Once more: 7 questions."
    assert "<li>03 Once more: 7 questions</li>" in before["text/html"]
    assert set(before) == {"text/plain", "text/html"}


def test_the_board_in_a_kernel(chapters, store, in_kernel):
    """In a kernel the widget comes on top, holds no answers, and sends one reply however often it is shown."""
    answer(chapters[0], store, 1)
    shown_board = ProgressView(chapters, store)
    assert "application/vnd.jupyter.widget-view+json" in shown_board._repr_mimebundle_()
    shown_board._repr_mimebundle_()
    assert "treaty-date" not in json.dumps(shown_board.widget.get_state(), default=str)
    shown_board.widget._handle_custom_msg({}, [])
    assert [message["chapters"][0]["done"] for message in in_kernel] == [1]


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    """A workbook's root with two quizzes, and its tables with their folder."""
    folder = tmp_path / "notebooks" / "quizzes"
    folder.mkdir(parents=True)
    for name in ("03-next", "02-example"):
        (folder / f"{name}.toml").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "answers"))
    return tables(folder=tmp_path / "seeds")


def test_my_progress_shows_every_quiz_in_order(workbook, quiz):
    """Every quiz of the workbook stands on the board, in the order of the chapters, with this user's answers."""
    answer(quiz, Progress(workbook.folder.parent / "answers"), 1)
    titles = [(chapter["title"], chapter["done"]) for chapter in my_progress(workbook).chapters()]
    assert titles == [("02 Check yourself", 1), ("03 Check yourself", 0)]


def test_my_progress_names_a_broken_quiz(workbook):
    """A quiz file that cannot be used is named with its problem."""
    file = workbook.folder.parent / "notebooks" / "quizzes" / "03-next.toml"
    file.write_text(EXAMPLE.replace("answer = 300", "answer = true"), encoding="utf-8")
    with pytest.raises(QuizError, match="03-next.toml, question 5"):
        my_progress(workbook)
