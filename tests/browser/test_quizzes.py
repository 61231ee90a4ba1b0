"""Quizzes as a student meets them: every kind, by mouse and by keyboard, and what is kept of the answers."""

import json
import re
from pathlib import Path

import pytest
from driving import by_keyboard, by_mouse, feedback, form, run_all, send, wait_until_ready
from looking import THEMES, faint, sized, themed, too_wide, violations
from playwright.sync_api import expect

from course_lib.quiz.bank import read_quiz
from course_lib.seeds import load_seeds

ROOT = Path(__file__).resolve().parents[2]
START, CHAPTER = "00-start-here", "02-leaning-to-one-side"
KINDS = ["choice", "choices", "order", "match", "number", "date", "evidence", "write"]
ODD = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script> العربية 中文"


@pytest.fixture(scope="module")
def questions():
    """The start page's questions, one of each kind, by kind."""
    found = read_quiz(ROOT / "notebooks" / "quizzes" / f"{START}.toml", load_seeds(ROOT / "seeds")).questions
    assert sorted(question.kind for question in found) == sorted(KINDS)
    return {question.kind: question for question in found}


@pytest.fixture(scope="module")
def start(open_page):
    """The start page, opened and run once for the tests of this module."""
    page = open_page(START, run=True)
    yield page
    page.close()


@pytest.mark.parametrize("way", [by_mouse, by_keyboard], ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered(start, questions, kind, way):
    """A wrong answer is refused and a right one accepted, each with feedback and evidence, by mouse and by keyboard."""
    question = questions[kind]
    asked = form(start, question)
    for answer in (question.wrong()[0], question.key()):
        mark = question.mark(answer)
        way(start, asked, question, answer)
        symbol = {"write": "✓"}.get(kind) or {"right": "✓", "partly": "◐", "wrong": "✗"}[mark.verdict]
        expect(feedback(asked)).to_contain_text(symbol)
        expect(feedback(asked)).to_contain_text(re.sub(r"[`*]", "", mark.feedback[-1]))
        expect(feedback(asked)).to_contain_text(question.cite[0])


def test_choosing_says_nothing(start, questions):
    """Feedback comes on Check and never on choosing, and trying again clears it."""
    asked = form(start, questions["choice"])
    before = feedback(asked).inner_text()
    by_mouse(start, asked, questions["choice"], questions["choice"].key())
    expect(feedback(asked)).not_to_have_text(before)  # counts the attempts, so that a reply always changes it
    asked.get_by_role("button", name="Try again").click()
    expect(feedback(asked)).to_be_empty()
    for option in asked.get_by_role("radio").all():
        option.check()
        start.wait_for_timeout(100)
        expect(feedback(asked)).to_be_empty()


def test_hints_come_one_at_a_time(start, questions):
    """Each press shows one hint more and says how many are left."""
    question = next(q for q in questions.values() if q.hints)
    asked = form(start, question)
    asked.get_by_role("button", name="Hint").click()
    expect(asked.locator(".cq-hints p")).to_have_count(1)
    expect(asked.locator(".cq-hints")).to_contain_text(re.sub(r"[`*]", "", question.hints[0]))


def test_a_link_leads_to_the_section_to_reread(start, questions):
    """The summary names the sections of what is not right yet, and a link goes there."""
    question = questions["choice"]
    by_mouse(start, form(start, question), question, question.wrong()[0])
    link = start.locator(".cq-summary").get_by_role("link", name=question.reread)
    link.click()
    assert start.evaluate("document.activeElement.textContent").startswith(question.reread)


@pytest.mark.parametrize("kind", ["number", "date", "write"])
def test_html_in_an_answer_stays_text(start, questions, kind):
    """Markup and other scripts in an answer are shown as they were typed, and nothing of them runs."""
    asked = form(start, questions[kind])
    control = asked.get_by_role("textbox")
    control.fill(ODD)
    send(asked).click()
    expect(feedback(asked)).not_to_be_empty()
    assert control.input_value() == ODD
    assert start.evaluate("window.pwned") is None
    assert asked.locator("img, script").count() == 0


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_for_axe_to_find(start, theme):
    """In both themes, with feedback on the screen, axe finds nothing to mend in what the page shows."""
    with themed(start, theme):
        assert violations(start) == []


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out(start, theme):
    """In both themes all text of the quizzes and the board has a contrast of 4.5 to 1 or more."""
    with themed(start, theme):
        texts, low = faint(start, ".cq")
    assert texts > 50 and low == []


@pytest.mark.parametrize(("width", "height"), [(683, 384), (400, 700)])
def test_at_twice_the_size(start, width, height):
    """At 200 % zoom, which halves the window, and on a phone, no part of a quiz or the board is wider than the page."""
    with sized(start, width, height):
        assert too_wide(start, ".cq, .cq form") == []


def test_the_saved_page_holds_no_answers(start, questions, workbook):
    """What JupyterLab saves after all was answered holds neither keys nor feedback nor the model answer."""
    start.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    start.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    saved = (workbook / "notebooks" / f"{START}.ipynb").read_text(encoding="utf-8")
    saved = json.dumps(json.loads(saved), ensure_ascii=False)
    secrets = [line for question in questions.values() for line in question.solution()]
    secrets += [
        question.mark(wrong).feedback[-1] for question in questions.values() for wrong in question.wrong()
    ]
    assert "Question 1." in saved
    assert [secret for secret in secrets if json.dumps(secret, ensure_ascii=False)[1:-1] in saved] == []


def test_a_second_tab_leaves_the_first_alone(start, questions, open_page):
    """What somebody is typing stays when the same page is opened in another tab, on the same kernel."""
    typed = form(start, questions["number"]).get_by_label("Your answer")
    typed.fill("99")
    start.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    start.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    second = open_page(START, run=False)
    expect(second.locator(".cq form").first).to_be_visible()
    second.wait_for_timeout(500)
    second.close()
    expect(typed).to_have_value("99")


def test_a_text_is_kept_while_it_is_written(start, questions):
    """A text that was neither saved nor left is there again after a reload and another run."""
    asked = form(start, questions["write"])
    asked.get_by_label("Your text").fill("Typed, and not saved.")
    start.reload()
    wait_until_ready(start)
    run_all(start)
    asked = form(start, questions["write"])
    expect(asked.get_by_label("Your text")).to_have_value("Typed, and not saved.")
    expect(feedback(asked)).to_contain_text("had not reached Python")


def test_answers_are_found_again_after_a_reload(start, questions):
    """After the browser's reload and another run, the latest answer and its feedback stand there again."""
    question = questions["choice"]
    by_mouse(start, form(start, question), question, question.key())
    expect(feedback(form(start, question))).to_contain_text("✓ Right")
    start.reload()
    wait_until_ready(start)
    run_all(start)
    asked = form(start, question)
    expect(feedback(asked)).to_contain_text("✓ Right")
    assert asked.get_by_role("radio").nth("ABCDEFGH".index(question.key())).is_checked()


def test_a_kernel_killed_in_mid_quiz(start, questions):
    """What was answered before is kept, and an answer that nobody heard is still there after the next run."""
    question, other = questions["date"], questions["choice"]
    by_mouse(start, form(start, other), other, other.key())
    expect(feedback(form(start, other))).to_contain_text("✓ Right")
    start.evaluate("""() => {
      const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      kernel.requestExecute({ code: "import os, signal; os.kill(os.getpid(), signal.SIGTERM if os.name == 'nt' else signal.SIGKILL)" });
    }""")
    start.get_by_text("The kernel for notebooks").first.wait_for()
    start.get_by_role("button", name="Ok", exact=True).click()
    asked = form(start, question)
    asked.get_by_label("Your answer").fill("mid-1949")
    send(asked).click()
    expect(feedback(asked)).to_contain_text("No reply from Python", timeout=10_000)
    run_all(start)
    expect(feedback(form(start, other))).to_contain_text("✓ Right")
    asked = form(start, question)
    expect(feedback(asked)).to_contain_text("had not reached Python")
    expect(asked.get_by_label("Your answer")).to_have_value("mid-1949")
    send(asked).click()
    expect(feedback(asked)).to_contain_text("Read as mid-1949")


def test_two_notebooks_at_once(start, open_page, questions):
    """Answers given in two notebooks in turn are all kept, and the board of one shows those of the other."""
    chapter = open_page(CHAPTER, run=True)
    quiz = read_quiz(ROOT / "notebooks" / "quizzes" / f"{CHAPTER}.toml", load_seeds(ROOT / "seeds"))
    other = next(question for question in quiz.questions if question.kind == "choice")
    mine = questions["choice"]
    for _ in range(3):
        by_mouse(start, form(start, mine), mine, mine.key())
        by_mouse(chapter, form(chapter, other), other, other.key())
        expect(feedback(form(chapter, other))).to_contain_text("✓ Right")
    start.get_by_role("button", name="Bring up to date").click()
    row = start.locator(".cq-board tbody tr").filter(has_text=re.compile("^02"))
    expect(row).to_contain_text(re.compile(r"[1-9]\d* of \d+ right"))
    chapter.close()


def test_progress_is_saved_cleared_and_loaded(start, tmp_path):
    """The board saves to a file, starts over with a backup, and loads the file again."""
    board = start.locator(".cq-board")
    row = board.locator("tbody tr").filter(has_text=re.compile("^00"))
    board.get_by_role("button", name="Bring up to date").click()
    expect(row).to_contain_text(re.compile(r"[1-9]\d* of \d+ right"))
    before = row.text_content()
    with start.expect_download() as download:
        board.get_by_role("button", name="Save to a file").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert re.fullmatch(r"progress-\d{4}-\d\d-\d\d\.jsonl", saved.name)
    board.get_by_role("button", name="Start over", exact=True).click()
    board.get_by_role("button", name="Yes, start over").click()
    expect(row).to_contain_text("0 of")
    expect(board).to_contain_text("backup")
    board.get_by_label("Saved file").set_input_files(saved)
    board.get_by_role("button", name="Load from the file").click()
    expect(row).to_have_text(before)
    board.get_by_label("Saved file").set_input_files(
        {"name": "x.jsonl", "mimeType": "text/plain", "buffer": b"\xff\x00no"}
    )
    board.get_by_role("button", name="Load from the file").click()
    expect(board).to_contain_text("no saved progress")


def test_a_name_is_optional(start):
    """A name is taken up and shown, and the answers given without one come along."""
    board = start.locator(".cq-board")
    row = board.locator("tbody tr").filter(has_text=re.compile("^00"))
    before = row.text_content()
    board.get_by_label("Name, if you like").fill("Мэй 梅")
    board.get_by_role("button", name="Use this name").click()
    expect(board).to_contain_text("Мэй 梅")
    expect(row).to_have_text(before)
