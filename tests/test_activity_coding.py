"""Code the events: what is offered, what is hidden, agreement, and the curve that a coding gives."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.activities.coding import Coding, in_words, sample, side_by_side
from course_lib.progress import Progress
from course_lib.seeds import load_seeds


@pytest.fixture
def coding(seeds, tmp_path):
    """The activity with a record of its own."""
    return Coding(seeds, Progress(tmp_path))


def course_codes(seeds):
    """The course's code for each of the ten acts."""
    return dict(zip(sample(seeds)["event"], sample(seeds)["cameo"]))


def test_ten_acts_from_the_whole_period(seeds):
    """The acts are ten different ones in the order of time, from the first phase to the last."""
    acts = sample(seeds)
    assert len(acts) == 10 == acts["event"].nunique() and acts["earliest"].is_monotonic_increasing
    assert {"alliance", "cracks", "quarrel", "brink", "triangle", "normalisation"} <= set(acts["phase"])
    assert all(one.year <= other.year for one, other in pairwise(acts["earliest"]))


def test_without_coded_acts_there_is_nothing_to_code(package):
    """A package of one's own without a coded act gives an activity that says so."""
    rows = package.rows("events")
    codes = [rows[0].index(name) for name in ("cameo", "cameo_second")]
    package.write(
        "events", [rows[0], *([("" if n in codes else c) for n, c in enumerate(r)] for r in rows[1:])]
    )
    assert Coding(load_seeds(package.folder)).told()["said"] == "0 of 0 acts coded."


def test_coding_is_blind(coding, seeds):
    """Until the comparison neither the page nor its twin holds a weight or says which code others gave."""
    told = coding.told()
    shown = json.dumps([told["form"], told["result"], told["said"]]) + coding.html()
    assert "oldstein" not in shown and "weight:" not in json.dumps(told["form"]) and not told["pictures"]
    for field in (f for g in told["form"] for f in g["fields"]):
        assert [code for code, _ in field["options"]] == ["", *seeds.coding["cameo"]]


def test_counting_what_is_coded(coding, seeds):
    """The spoken sentence counts the acts that have a code, and nothing can be compared before there is one."""
    coding.press("check")
    assert coding.told()["said"] == "0 of 10 acts coded." and not coding.state["done"]
    coding.change(f"code:{sample(seeds)['event'].iloc[0]}", "057")
    assert coding.told()["said"] == "1 of 10 acts coded."


def test_full_agreement(coding, seeds):
    """Whoever codes as the course does agrees on all ten, with a kappa of one, and gets the course's curve."""
    for event, code in course_codes(seeds).items():
        coding.change(f"code:{event}", code)
    coding.press("check")
    reply = coding.reply_to(coding.state)
    assert reply.said == "You and the course agree on 10 of 10 codes (100 per cent, kappa 1.00)."
    table = seeds.coded(coding.weights(coding.state), coding.codes(coding.state))
    assert list(table["goldstein"]) == list(seeds.coded()["goldstein"])


def test_differences_stand_side_by_side(seeds):
    """The table has each act once, with three codes and the weights in use."""
    events = list(course_codes(seeds))
    table = side_by_side(seeds, dict.fromkeys(events, "112"), {"112": -9.5})
    assert len(table) == 10 and all("`112`" in cell and "(−9.5)" in cell for cell in table["Your code"])
    cameo = seeds.events.set_index("event")["cameo"]
    assert all(f"`{cameo[event]}`" in cell for event, cell in zip(events, table["The course's"]))


def test_a_weight_moves_the_curve_and_comes_back(coding, seeds):
    """A changed weight changes the means of the drawn curve; the published weights come back with one button."""
    event, code = next(iter(course_codes(seeds).items()))
    coding.change(f"code:{event}", code)
    coding.press("check")
    weights = coding.seeds.coding.set_index("cameo")["goldstein"]
    assert coding.state[f"weight:{code}"] == weights[code]
    before = coding.reply_to(coding.state).charts[0].table
    coding.change(f"weight:{code}", -10.0 if weights[code] > 0 else 10.0)
    after = coding.reply_to(coding.state).charts[0].table
    assert not before.equals(after)
    coding.press("published")
    assert coding.reply_to(coding.state).charts[0].table.equals(before)


def test_only_weights_that_were_used_are_in_sight(coding, seeds):
    """After the comparison there is a box for each code that the student used, and for no other."""
    for event, code in zip(course_codes(seeds), ("057", "112", "112")):
        coding.change(f"code:{event}", code)
    coding.press("check")
    names = {field.name for group in coding.groups(coding.state) for field in group.fields}
    assert {name for name in names if name.startswith("weight:")} == {"weight:057", "weight:112"}


def test_agreement_in_words(seeds):
    """Where kappa has no value it is left out."""
    rows = list(seeds.agreement({sample(seeds)["event"].iloc[0]: "057"}).itertuples())
    assert all("of 1 " in in_words(row) and "nan" not in in_words(row) for row in rows)


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_any_coding_gives_a_reply(seeds, data):
    """Whatever codes and weights are chosen, the comparison and the curve are there."""
    coding = Coding(seeds)
    codes = st.sampled_from(["", *seeds.coding["cameo"]])
    state = {f"code:{event}": data.draw(codes) for event in course_codes(seeds)}
    state |= {
        f"weight:{code}": data.draw(st.none() | st.floats(-10, 10)) for code in set(state.values()) - {""}
    }
    reply = coding.reply_to(coding.sound(state | {"done": True}))
    assert reply.said and len(reply.charts) == any(state[name] for name in state if name.startswith("code:"))
