"""The triangle: the rule of balance, what is hidden before comparing, and what the comparison rests on."""

import json
from itertools import product

import pytest

from course_lib.activities.triangle import Triangle, comparison, name, verdict, year_of
from course_lib.progress import Progress
from course_lib.seeds.relations import PAIRS


@pytest.fixture
def triangle(seeds, tmp_path):
    """The activity with a record of its own."""
    return Triangle(seeds, Progress(tmp_path))


def judge(triangle, year, *states):
    """Judge the three pairs of a year."""
    triangle.change("year", year)
    for pair, state in zip(PAIRS, states):
        triangle.change(f"{pair}:{year}", state)


@pytest.mark.parametrize("states", list(product(["warm", "mixed", "cold"], repeat=3)))
def test_the_rule_of_balance(states):
    """All warm, or one warm and two cold, is balanced; a mixed tie decides nothing; the odd one out has two cold ties."""
    row = year_of(1972, dict(zip(PAIRS, states)))
    if "mixed" in states:
        assert row.balanced == "not decided" and verdict(row).startswith("Not decided")
    elif states.count("cold") in (0, 2):
        assert row.balanced == "balanced" and verdict(row).startswith("Balanced")
    else:
        assert row.balanced == "not balanced" and verdict(row) == "Not balanced."
    ties = {
        state: [s for pair, s in zip(PAIRS, states) if state in PAIRS[pair]]
        for state in ("China", "USSR", "USA")
    }
    alone = [state for state, both in ties.items() if both == ["cold", "cold"] and states.count("warm") == 1]
    assert [row.odd_one_out] == (alone or [""])


def test_nothing_is_given_away_before_comparing(triangle, seeds):
    """Before the button is pressed the page has none of our states, reasons or citations."""
    judge(triangle, 1972, "warm", "warm", "warm")
    told = triangle.told()
    shown = json.dumps([told["form"], told["result"]]) + triangle.html()
    assert not any(note and note in shown for note in seeds.triangle["note"])
    assert not any(f"{citation}" in shown for citation in seeds.triangle["statement"] if citation)


def test_another_year_is_compared_only_when_asked(triangle):
    """To have compared one year opens no other."""
    judge(triangle, 1972, "cold", "warm", "mixed")
    triangle.press("check")
    assert "1972, pair by pair" in triangle.told()["result"]
    judge(triangle, 1969, "cold", "cold", "cold")
    assert "pair by pair" not in triangle.told()["result"]


def test_what_is_missing_is_not_compared(triangle):
    """With a pair left open the sentence counts what is judged, and the button opens nothing."""
    judge(triangle, 1960, "cold", "cold")
    triangle.press("check")
    assert triangle.told()["said"] == "2 of 3 pairs judged for 1960." and not triangle.state["compared:1960"]


@pytest.mark.parametrize("year", [1949, 1961, 1969, 1972, 1985, 1989])
def test_the_comparison_has_our_states_and_what_they_rest_on(seeds, year):
    """Each pair has our state for the year, with its note and its statement or reference, or is not judged."""
    table = comparison(seeds, year, {})
    ours = seeds.triangle_years().set_index("year").loc[year]
    assert list(table["We"]) == [ours[pair] for pair in PAIRS] and list(table["Pair"]) == [
        name(p) for p in PAIRS
    ]
    for state, rests in zip(table["We"], table["What it rests on"]):
        html = getattr(rests, "html", "")
        assert (state == "not judged") == (rests == "–")
        assert state == "not judged" or "<code>" in html or "Beyond the sources" in html


def test_years_are_kept_and_counted(triangle, seeds):
    """Every year that was compared stands in the table of years, also after the page has been opened anew."""
    for year in (1950, 1972):
        judge(triangle, year, "warm", "cold", "cold")
        triangle.press("check")
    again = Triangle(seeds, triangle.progress)
    assert again.state == triangle.state
    table = again.told()["result"].split("The years compared so far")[1]
    assert all(f">{year}</th>" in table for year in (1950, 1972)) and table.count("<tr>") == 3


def test_the_picture_shows_what_the_student_set(triangle):
    """The drawn triangle is the student's and changes with each pair."""
    judge(triangle, 1972, "cold", "warm", "warm")
    first = triangle.reply_to(triangle.state).charts[0]
    triangle.change("usa-ussr:1972", "cold")
    second = triangle.reply_to(triangle.state).charts[0]
    assert first.svg() != second.svg() and first.summary != second.summary


def test_an_empty_year_is_the_one_to_begin_with(triangle):
    """A year that is deleted becomes the first one again."""
    triangle.change("year", 1980)
    triangle.change("year", None)
    assert triangle.state["year"] == 1972
