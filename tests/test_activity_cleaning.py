"""Cleaning a text: each odd place has one right treatment, and careless rules destroy what is sound."""

import re
from html import unescape
from itertools import combinations

import pandas as pd
import pytest

from course_lib.activities.cleaning import (
    BY_HAND,
    RULES,
    SPELLING,
    TREATED,
    Cleaning,
    after,
    losses,
    tally,
)
from course_lib.progress import Progress
from course_lib.seeds import load_seeds
from course_lib.seeds.rules import content_problems

PATTERNS = [rule.name for rule in RULES]
ALL = [*PATTERNS, SPELLING, BY_HAND]


def words(html):
    """What a reader sees of HTML."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_the_places_are_of_all_four_kinds(seeds):
    """Damage of both kinds that the originals have, a writer's slips and sound places, each more than once."""
    counts = seeds.odd_places["kind"].value_counts()
    assert set(seeds.repairs["kind"]) < set(counts.index) == set(TREATED) and (counts > 1).all()


def test_only_an_eye_mends_everything(seeds):
    """No set of rules by pattern or spelling mends all damage and spoils nothing; mending by hand does."""
    careless = [list(chosen) for n in range(5) for chosen in combinations(ALL[:-1], n)]
    assert not any(after(seeds, chosen)["right"].all() for chosen in careless)
    assert after(seeds, [BY_HAND])["right"].all()


@pytest.mark.parametrize("rule", ALL[:-1])
def test_each_rule_helps_and_harms(rule, seeds):
    """Each careless rule changes a sound place or a slip that should stay, or makes damage worse."""
    before, table = after(seeds, []), after(seeds, [rule])
    spoilt = table["right"] < before["right"]
    assert spoilt.any() and set(table["kind"][spoilt]) <= {"slip", "sound"}


def test_a_date_can_be_lost(seeds):
    """Deleting what mixes letters and digits takes the year out of a sentence, and the 20th with it."""
    told = " ".join(after(seeds, ["mixed"])["after"])
    assert "1952" not in told and "20th" not in told


def test_the_tally_counts_what_the_table_holds(seeds):
    """The sentence has the number of damaged places mended and of others changed."""
    told = tally(after(seeds, ["letters"]))
    assert told == (
        "With these rules 1 of 5 damaged places are mended, and 1 of 6 places that should stay are changed."
    )


def test_right_treatments_are_right(seeds, tmp_path):
    """The key of each place gives a right sheet, with the reason for each, and it is found again."""
    record = Progress(tmp_path / "answers")
    activity = Cleaning(seeds, record)
    for name in activity.places:
        activity.change(name, activity.key(name))
    activity.press("check")
    told = activity.told()
    assert told["said"] == "11 of 11 right." and record.entries()[-1]["verdict"] == "right"
    assert all(row.why in words(told["result"]) for row in activity.places.values())
    assert Cleaning(seeds, record).told()["result"] == told["result"]


def test_rules_are_tried_at_once(seeds):
    """A tick shows what the rules make of each sentence, in words beside the signs, without any judging."""
    activity = Cleaning(seeds)
    activity.change("letters", True)
    told = activity.told()
    assert told["said"].startswith("With these rules 1 of 5")
    assert "The base at Lda" in told["result"] and "✗ destroyed" in told["result"]


def test_nothing_is_given_away_before_judging(seeds):
    """Neither the page nor paper has a reason or a kind before something is judged."""
    activity = Cleaning(seeds)
    shown = words(activity.html()) + str(activity.told())
    assert not any(row.why in shown for row in activity.places.values())


def test_losses_in_texts_at_hand():
    """What is still damaged and what sound words a rule takes away are counted from the texts themselves."""
    passages = pd.DataFrame({"found": ["theÍÍ 1950s and mid1949"], "text": ["the 1950s and mid-1949"]})
    todo, lost = losses(passages, [])
    assert dict(todo) == {"the": 1, "mid-1949": 1} and not lost
    todo, lost = losses(passages, ["letters", "mixed"])
    assert dict(todo) == {"mid-1949": 1} and dict(lost) == {"1950s": 1}


def test_the_originals_teach_the_same(seeds, originals):
    """In the originals at hand the careless rule loses decades, and the page says so."""
    todo, lost = losses(seeds.passages, ["mixed"])
    assert todo.total() >= len(seeds.repairs) and "1970s" in lost
    activity = Cleaning(seeds)
    activity.change("mixed", True)
    assert f"{lost.total()} sound words lost" in words(activity.told()["result"])


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("odd", "nowhere", "does not stand in the sentence just once"),
        ("restored", "two", "a place that is sound is mended here"),
    ],
)
def test_a_row_that_contradicts_itself_is_named(column, value, said, package):
    """The check names an odd place that is not in its sentence, or a sound one that is mended."""
    row = 2 if column == "odd" else [cells[5] for cells in package.rows("odd_places")].index("sound") + 1
    package.set("odd_places", row, column, value)
    problems = [str(problem) for problem in content_problems(load_seeds(package.folder))]
    assert any(f"odd_places.csv, row {row}" in problem and said in problem for problem in problems)
