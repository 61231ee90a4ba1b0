"""The reference in the browser: searched by keyboard, without accents and in any script."""

import pytest
from driving import run_all
from looking import THEMES, faint, sized, themed, too_wide, violations
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def reference(open_page):
    """The page of reference, opened and run once for the tests of this module."""
    page = open_page("11-reference", run=False)
    run_all(page)
    yield page
    page.close()


def ask(page, place, words):
    """Type into a field of the page and return its box."""
    box = page.locator(".cq-reference").nth(place)
    box.get_by_role("searchbox").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    return box


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Luda", "Lüda"),
        ("周恩来", "Zhou Enlai"),
        ("горбачев", "Mikhail Gorbachev"),
        ("zhou kosygin airport", "Kosygin"),
    ],
)
def test_everything_is_searched(reference, words, found):
    """Words in any script and without accents leave the entries in which all of them stand."""
    box = ask(reference, 0, words)
    expect(box.get_by_role("status")).to_contain_text("what you typed.")
    expect(box.locator("tbody tr:visible", has_text=found).first).to_be_visible()
    shown = box.locator("tbody tr:visible").count()
    expect(box.get_by_role("status")).to_contain_text(f"{shown} of ")


def test_nothing_found_is_said(reference):
    """What stands nowhere leaves no entry, in words; an empty field shows nothing again."""
    box = ask(reference, 0, "xyzzy")
    expect(box.get_by_role("status")).to_contain_text("0 of ")
    reference.keyboard.press("Control+A")
    reference.keyboard.press("Delete")
    assert box.locator("tbody tr:visible").count() == 0


def test_a_table_is_searched_alone(reference):
    """A field above a table leaves only that table's rows, and all of them when it is emptied."""
    box = ask(reference, 2, "kissinger")
    expect(box.get_by_role("status")).to_contain_text("1 of 15 entries has")
    reference.keyboard.press("Control+A")
    reference.keyboard.press("Delete")
    expect(box.locator("tbody tr:visible")).to_have_count(15)


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_for_axe_to_find(reference, theme):
    """In both themes axe finds nothing in a searched table, and every text has a contrast of 4.5 to 1."""
    ask(reference, 0, "Zhenbao")
    with themed(reference, theme):
        assert violations(reference, ".cq-reference") == []
        texts, low = faint(reference, ".cq-reference")
    assert texts > 100 and low == []


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_nothing_is_too_wide(reference, size):
    """At the size of a laptop and of a projector no table runs out of the page."""
    ask(reference, 0, "Beijing Moscow")
    with sized(reference, *size):
        assert too_wide(reference, ".cq-reference") == []
