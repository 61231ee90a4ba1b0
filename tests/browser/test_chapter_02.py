"""Chapter 02 as a student meets it: JupyterLab in a browser, with and without running it."""

import re

import pytest
from driving import tab_to
from playwright.sync_api import expect

CHAPTER = "02-leaning-to-one-side"


@pytest.fixture(scope="module")
def chapter(open_page):
    """The chapter, opened and run once for all tests of this module."""
    page = open_page(CHAPTER, run=True)
    yield page
    page.close()


@pytest.fixture(scope="module")
def stored(open_page):
    """The chapter as it comes out of a fresh clone: not trusted, and not run."""
    page = open_page(CHAPTER, run=False)
    yield page
    page.close()


def question(page, words):
    """The form of the question whose text begins with the words."""
    return page.locator(".cq form").filter(has_text=words)


def test_it_runs_without_an_error(chapter):
    """Run All runs every cell, and no output is an error or a warning."""
    page = chapter
    expect(page.locator(".cq form")).to_have_count(13)
    assert page.locator(".jp-OutputArea-output[data-mime-type*='stderr']").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0


def test_a_question_by_keyboard_alone(chapter):
    """A question is reached, answered, checked and its feedback read without a mouse."""
    page = chapter
    form = question(page, "The cards call 300 million dollars")
    feedback = form.get_by_role("status").last
    form.get_by_role("radio").first.focus()
    wrong = form.get_by_role("radio", name="A payment for the naval base")
    while not wrong.is_checked():
        page.keyboard.press("ArrowDown")
    expect(feedback).to_be_empty()
    tab_to(page, form.get_by_role("button", name="Check", exact=True))
    page.keyboard.press("Enter")
    expect(feedback).to_contain_text("✗ Not yet")
    expect(feedback).to_contain_text("makes the loan its price")
    expect(feedback).to_contain_text("cards:1.1a")

    tab_to(page, form.get_by_role("button", name="Try again"))
    page.keyboard.press("Enter")
    right = form.get_by_role("radio", name="A loan at one per cent interest")
    while not right.is_checked():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(feedback).to_contain_text("✓ Right")
    expect(page.get_by_text(re.compile(r"[1-9] of 12 right"))).to_be_visible()


def test_keys_belong_to_the_control(chapter):
    """While an answer has the focus, the notebook's own keys move, cut and delete nothing."""
    page = chapter
    cells = page.locator(".jp-Cell").count()
    question(page, "The cards call 300 million dollars").get_by_role("radio").first.focus()
    for key in ("d", "d", "x", "a", "b", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells
    assert page.evaluate("document.activeElement.type") == "radio"


def test_nothing_is_marked_before_it_is_answered(chapter):
    """Check without an answer asks for one and counts as nothing."""
    page = chapter
    form = question(page, "The report of 1952 puts the word volunteers")
    form.get_by_role("button", name="Check", exact=True).click()
    expect(form.get_by_role("status").last).to_contain_text("Choose an answer first")
    expect(page.get_by_text(re.compile(r"\d not answered yet"))).to_be_visible()


def test_events_in_order_by_keyboard(chapter):
    """Events are ordered with menus, and the order that the dates ask for is right."""
    page = chapter
    form = question(page, "Put these events in order")
    order = ["lean to one side", "Republic of China founded", "Treaty", "attacks the South"]
    order += ["enter the Korean War", "Armistice talks"]
    for place, words in enumerate(order, start=1):
        menu = form.locator("label").filter(has_text=re.compile(words)).get_by_role("combobox")
        menu.focus()
        page.keyboard.type(str(place))
        expect(menu).to_have_value(str(place))
    tab_to(page, form.get_by_role("button", name="Check", exact=True))
    page.keyboard.press("Space")
    expect(form.get_by_role("status").last).to_contain_text("✓ Right")


def test_the_explorer_by_keyboard(chapter):
    """An event is chosen with the arrow keys, and its statements stand side by side."""
    page = chapter
    words = page.get_by_label("Words", exact=True)
    words.focus()
    page.keyboard.type("treaty of alliance")
    page.keyboard.press("Tab")
    events = page.locator(".cq-activity select[size]")
    expect(events.locator("option")).to_have_count(1)
    expect(page.get_by_text("1 event between 1950 and 1950")).to_be_visible()
    expect(page.locator(".jp-OutputArea-output").get_by_text("loc-1987:2b").first).to_be_visible()
    words.focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    expect(events.locator("option")).not_to_have_count(1)
    tab_to(page, events)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cq-result strong").first).to_have_text("Mao: China must lean to one side")


@pytest.mark.parametrize("words", ["Timeline", "terms of the 1950 treaty"])
def test_stored_pages_show_before_they_are_run(stored, words):
    """A fresh clone, not trusted and not run, shows charts with their text and tables."""
    page = stored
    picture = page.locator(f"img[alt*='{words}']")
    expect(picture).to_be_visible()
    assert picture.evaluate("node => node.naturalWidth") > 300
    output = page.locator(".jp-OutputArea-output").filter(has=picture)
    expect(output.get_by_text("The data as a table")).to_be_visible()


def test_a_stored_quiz_shows_before_it_is_run(stored):
    """Where no kernel has run, the questions and options can be read, and no key with them."""
    page = stored
    expect(page.get_by_text("The cards call 300 million dollars").first).to_be_visible()
    expect(page.get_by_text("A loan at one per cent interest", exact=True)).to_be_visible()
    assert page.locator(".cq form").count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0
