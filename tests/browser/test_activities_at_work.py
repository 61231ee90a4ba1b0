"""Every activity as a student meets it: by keyboard alone, kept and found again, in both themes and all sizes."""

import pytest
from driving import run_all, tab_to
from looking import THEMES, faint, sized, themed, too_wide, violations
from playwright.sync_api import expect

from course_lib import activities

NAME = "activities"
FACES = [name for name in activities.__all__ if name.islower()]


@pytest.fixture(scope="module")
def everything(open_page, write_page):
    """A page with every activity, opened and run once for the tests of this module."""
    write_page(NAME, *(f"course.{face}(seeds)" for face in FACES))
    page, faults = open_page(NAME, run=False), []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    run_all(page)
    yield page
    page.close()
    assert faults == []


def box(page, face):
    """The activity of a face, on the page of all."""
    return page.locator(".cq-activity").nth(FACES.index(face))


def fill(page, field):
    """Fill in a field with the keyboard alone, whatever its type, and stay in it."""
    kind = field.evaluate("node => node.tagName === 'INPUT' ? node.type : node.tagName")
    name = field.get_attribute("name")
    tab_to(page, field)
    if kind == "SELECT":
        page.keyboard.press("End")
    elif kind in ("radio", "checkbox"):
        page.keyboard.press("Space")
    else:
        page.keyboard.press("Control+A")
        page.keyboard.type(field.get_attribute("max") or "treaty")
        page.keyboard.press("Enter" if kind != "TEXTAREA" else "Tab")
    page.wait_for_timeout(150)
    if kind != "TEXTAREA":
        assert page.evaluate("document.activeElement.name") == name, "the focus was lost"


def held(activity):
    """What the fields in sight hold."""
    return activity.evaluate(
        """node => [...node.querySelectorAll("select, textarea, input")].map(
            (field) => ["radio", "checkbox"].includes(field.type) ? field.checked : field.value)"""
    )


def work(page, activity, most=8):
    """Fill in the first fields of an activity by keyboard, one radio button of a group."""
    fields, done = activity.locator("select, textarea, input"), set()
    for place in range(most):
        if place < fields.count() and (name := fields.nth(place).get_attribute("name")) not in done:
            fill(page, fields.nth(place))
            done.add(name)


def press(page, button):
    """Press a button with the keyboard."""
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)


def test_they_run_without_an_error(everything):
    """Every activity is drawn, and no output is an error or a warning."""
    expect(everything.locator(".cq-activity")).to_have_count(len(FACES))
    assert everything.locator(".jp-OutputArea-output[data-mime-type*='stderr']").count() == 0
    assert everything.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0


@pytest.mark.parametrize("face", FACES)
def test_it_is_done_by_keyboard_alone(everything, face):
    """Fields are filled in and the main button pressed without a mouse, and the page answers."""
    page, activity = everything, box(everything, face)
    work(page, activity)
    shown = activity.locator(".cq-said, .cq-result")
    before = shown.all_inner_texts()
    press(page, activity.locator(".cq-buttons button").first)
    expect(activity.locator(".cq-note")).to_have_text(
        "What you do here is kept on the machine that runs this page."
    )
    assert shown.all_inner_texts() != before and activity.locator(".cq-said").inner_text()


@pytest.mark.parametrize("face", FACES)
def test_what_was_done_is_found_again(everything, face):
    """What the fields hold stands there again after the page has been run once more."""
    work(everything, box(everything, face))
    before = held(box(everything, face))
    run_all(everything)
    expect(box(everything, face).locator(".cq-buttons")).to_be_visible()
    everything.wait_for_timeout(300)
    assert held(box(everything, face)) == before


@pytest.mark.parametrize("face", FACES)
def test_reset_and_the_way_back(everything, face):
    """Reset empties the fields and the next press brings back what they held, by keyboard, with the focus kept."""
    activity = box(everything, face)
    work(everything, activity)
    before = held(activity)
    for name in ("Reset", "Bring back what was reset"):
        press(everything, activity.get_by_role("button", name=name, exact=True))
        assert everything.evaluate("document.activeElement.tagName") == "BUTTON"
    everything.wait_for_timeout(300)
    assert held(activity) == before


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_for_axe_to_find(everything, theme):
    """In both themes, after work has been done, axe finds nothing, and every text has a contrast of 4.5 to 1."""
    with themed(everything, theme):
        assert violations(everything) == []
        texts, low = faint(everything, ".cq-activity")
    assert texts > 100 and low == []


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (683, 384), (400, 700)])
def test_no_part_is_wider_than_the_page(everything, width, height):
    """On a projector, at 200 % zoom and on a phone, nothing but a table or a picture has to be scrolled sideways."""
    with sized(everything, width, height):
        assert too_wide(everything, ".cq-activity, .cq-activity fieldset") == []


@pytest.mark.parametrize("value", ["101", "-1", "1.5"])
def test_a_number_that_is_not_taken_is_said(everything, value):
    """A number beyond the bounds is named with what is allowed, and what was there before still counts."""
    activity = box(everything, "weigh_causes")
    field = activity.locator("input[type=number]").first
    field.fill("7")
    field.press("Enter")
    expect(activity.locator(".cq-note")).to_have_text(
        "What you do here is kept on the machine that runs this page."
    )
    field.fill(value)
    field.press("Enter")
    expect(activity.locator(".cq-note")).to_contain_text("a whole number from 0 to 100, please.")
    everything.wait_for_timeout(1000)  # longer than the pause after which a field is sent
    expect(activity.locator(".cq-note")).to_contain_text("What stands there now is not used.")
