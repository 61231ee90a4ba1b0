"""Every chapter as a student finishes it: run, read, every question answered by keyboard, in both themes."""

import re
from pathlib import Path

import pytest
from driving import by_keyboard, feedback, run_all
from looking import THEMES, faint, sized, themed, too_wide, violations
from playwright.sync_api import expect

from course_lib.quiz.bank import read_quiz
from course_lib.seeds import load_seeds

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = [
    path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.stem[:2] not in ("00", "11")
]


@pytest.fixture(scope="module", params=CHAPTERS)
def chapter(request, open_page):
    """A chapter, opened and run once for the tests of this module, with its questions."""
    page, faults = open_page(request.param, run=False), []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    run_all(page)
    file = ROOT / "notebooks" / "quizzes" / f"{request.param}.toml"
    yield page, read_quiz(file, load_seeds(ROOT / "seeds")).questions
    page.close()
    assert faults == []


def test_it_runs_without_an_error(chapter):
    """No output is an error or a warning, every question has its form, and no dollar has become mathematics."""
    page, questions = chapter
    expect(page.locator(".cq form").nth(len(questions) - 1)).to_be_attached()
    for kind in ("stderr", "error"):
        assert page.locator(f".jp-OutputArea-output[data-mime-type*='{kind}']").count() == 0
    assert page.locator("mjx-container").count() == 0


def test_every_question_is_answered_by_keyboard(chapter):
    """Each right answer, given without a mouse, is accepted with its feedback and its evidence."""
    page, questions = chapter
    for question in questions:
        asked = page.locator(".cq form").filter(has_text=re.sub(r"[`*]", "", question.ask)).first
        by_keyboard(page, asked, question, question.key())
        expect(feedback(asked)).to_contain_text("✓")
        expect(feedback(asked)).to_contain_text(question.cite[0])


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_for_axe_to_find(chapter, theme):
    """In both themes axe finds nothing on the page, and every text of quizzes and activities stands out."""
    page, _ = chapter
    with themed(page, theme):
        assert violations(page) == []
        texts, low = faint(page, ".cq")
    assert texts > 50 and low == []


def test_nothing_is_wider_than_a_projector(chapter):
    """At 1024 by 768 no quiz, activity or picture is cut off."""
    page, _ = chapter
    with sized(page, 1024, 768):
        assert too_wide(page, ".cq, .cq form, figure") == []
