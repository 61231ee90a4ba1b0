"""Acts weighed and averaged, two codings compared, and the triangle: what is reckoned from the tables."""

import math
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.seeds import load_seeds, relations

STATES = ["warm", "mixed", "cold", "not judged"]


@pytest.fixture(scope="module")
def acts(seeds):
    """The acts as the course has coded them."""
    return seeds.coded()


def table(rows):
    """Return acts from (earliest, latest, weight, weight by the other coding)."""
    acts = pd.DataFrame(rows, columns=["earliest", "latest", "goldstein", "goldstein_other"])
    return acts.assign(**{end: pd.to_datetime(acts[end]) for end in ("earliest", "latest")})


def test_acts_are_the_coded_events_since_1949(seeds, acts):
    """Every event since 1949 with a code is an act, with label and weight of the codebook."""
    events = seeds.events[(seeds.events["cameo"] != "") & (seeds.events["earliest"] >= "1949")]
    assert list(acts["event"]) == list(events["event"])
    merged = events.merge(seeds.coding, on="cameo", how="left")
    assert list(acts["goldstein"]) == list(merged["goldstein"])
    assert list(acts["label"]) == list(merged["label"])
    second = events.merge(seeds.coding, left_on="cameo_second", right_on="cameo", how="left")
    assert list(acts["goldstein_other"]) == list(second["goldstein"])
    assert acts.notna().all(axis=None) and acts["goldstein"].dtype == "float64"


def test_the_second_coder_coded_all_and_only_the_events_of_the_first(seeds):
    """Both codings cover the same events, and each code is in the codebook."""
    assert list(seeds.events["cameo"] != "") == list(seeds.events["cameo_second"] != "")
    assert set(seeds.events["cameo_second"]) <= {"", *seeds.coding["cameo"]}


def test_a_coding_of_ones_own_takes_the_place_of_the_course(seeds, acts):
    """Own codes, as a dict or a table, replace the course's for their events, beside the course's."""
    mine = {"treaty-1950": "071", "kosygin-zhou": "046"}
    for coder in (mine, pd.DataFrame({"event": mine.keys(), "cameo": mine.values()})):
        own = seeds.coded(coder=coder).set_index("event")
        assert own.loc["treaty-1950", ["cameo", "goldstein", "cameo_other"]].to_list() == ["071", 7.4, "057"]
        assert (own["cameo_other"].to_numpy() == acts["cameo"].to_numpy()).all()
        assert list(own.index[own["cameo"] != own["cameo_other"]]) == ["treaty-1950", "kosygin-zhou"]
    assert seeds.coded(coder={})["cameo"].equals(acts["cameo"])
    assert seeds.coded(coder="second")["cameo"].equals(acts["cameo_other"])


def test_a_changed_weight_changes_its_acts_and_no_others(seeds, acts):
    """A weight that is set holds for each act of the code, in both codings; the table stays as it was."""
    changed = seeds.coded({"046": -3})
    assert set(changed.loc[changed["cameo"] == "046", "goldstein"]) == {-3}
    same = changed["cameo"] != "046"
    assert changed.loc[same, "goldstein"].equals(acts.loc[same, "goldstein"])
    assert set(changed.loc[changed["cameo_other"] == "046", "goldstein_other"]) == {-3}
    assert seeds.coded().equals(acts)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ({"coder": "third"}, 'Allowed are: "course", "second", or a coding of your own'),
        ({"coder": pd.DataFrame({"event": []})}, "a table with the columns event and cameo"),
        ({"coder": {"treaty": "057"}}, "'treaty' is not one of the events with a code"),
        ({"coder": {"treaty-1950": 57}}, 'one looks like "057"'),
        ({"weights": {"57": 1}}, "'57' is not a code of the codebook"),
        ({"weights": {"057": 11}}, "allowed are numbers from -10 to 10"),
        ({"weights": {"057": "8"}}, "allowed are numbers from -10 to 10"),
        ({"weights": {"057": True}}, "allowed are numbers from -10 to 10"),
        ({"weights": {"057": float("nan")}}, "allowed are numbers from -10 to 10"),
    ],
)
def test_wrong_codes_and_weights_are_explained(seeds, call, said):
    """What is no coder, event, code or weight is named, with what is allowed."""
    with pytest.raises(ValueError) as problem:
        seeds.coded(**call)
    assert said in str(problem.value)


def test_agreement_of_the_two_coders(seeds):
    """Agreement counts the events that both have coded, alike by code, class and sign."""
    found = seeds.agreement().set_index("compared")
    both = seeds.events[seeds.events["cameo"] != ""]
    assert (found["n"] == len(both)).all()
    assert found.loc["code", "agree"] == (both["cameo"] == both["cameo_second"]).sum()
    weigh = seeds.coding.set_index("cameo")["goldstein"]
    signs = [
        both[coder].map(weigh).map(lambda weight: math.copysign(bool(weight), weight))
        for coder in ("cameo", "cameo_second")
    ]
    assert found.loc["sign", "agree"] == (signs[0] == signs[1]).sum()
    assert list(found["per_cent"]) == list(100 * found["agree"] / found["n"])
    assert list(found.index) == ["code", "class", "sign"] and (found["kappa"] <= 1).all()


def test_agreement_with_oneself_none_and_one(seeds):
    """A coder agrees with himself; with nothing coded, or all in one class, kappa has no value."""
    alike = seeds.agreement("course", "course")
    assert (alike["per_cent"] == 100).all() and (alike["kappa"] == 1).all()
    nothing = seeds.agreement({})
    assert (nothing["n"] == 0).all() and nothing[["per_cent", "kappa"]].isna().all(axis=None)
    one = seeds.agreement({"treaty-1950": "071"}).set_index("compared")
    assert one.loc["code", ["n", "agree", "per_cent", "kappa"]].to_list() == [1, 0, 0, 0]
    assert one.loc["sign", "per_cent"] == 100 and math.isnan(one.loc["sign", "kappa"])


def test_kappa_is_that_of_the_textbook():
    """Of 50 pairs 20 are both yes and 15 both no; 5 and 10 differ: kappa is 0.4."""
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert relations.kappa(one, other) == pytest.approx(0.4)
    assert relations.kappa(["yes", "no"], ["no", "yes"]) == pytest.approx(-1)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=12))
@settings(max_examples=25, deadline=None)
def test_kappa_lies_between_its_ends_and_is_mutual(pairs):
    """Kappa is at most 1 and at least -1, and the same for both coders; it is NaN where chance is all."""
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    found = relations.kappa(one, other)
    if not pairs or len({*one, *other}) == 1:
        assert math.isnan(found)
    else:
        assert -1 - 1e-9 <= found <= 1 + 1e-9
        assert found == pytest.approx(relations.kappa(other, one))


def test_each_code_has_its_class(seeds):
    """Words and deeds of cooperation weigh no less than nought, those of conflict less."""
    for row in seeds.coding.itertuples():
        assert ("cooperation" in relations.class_of(row.cameo)) == (row.goldstein >= 0)
    classes = [relations.class_of(code) for code in ("057", "0874", "120", "193")]
    assert classes == list(relations.CLASSES.values())


def test_means_are_those_of_the_acts_that_begin_in_a_period(seeds, acts):
    """Each phase has the mean of the acts that the table puts into it, by both codings."""
    found = relations.means(acts).set_index("period")
    grouped = acts.groupby("phase", observed=True)
    assert found["n"].to_dict() == grouped.size().to_dict()
    for phase, mean in grouped[["goldstein", "goldstein_other"]].mean().iterrows():
        assert found.loc[phase, ["mean", "other"]].to_list() == pytest.approx(list(mean))
    assert ((found["low"] - 1e-9 <= found["mean"]) & (found["mean"] <= found["high"] + 1e-9)).all()


DAYS = pd.to_datetime(
    ["1949-03-01", "1955-06-01", "1956-02-01", "1960-12-31", "1961-01-01", "1970-01-01", None]
)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(-10, 10)), max_size=5))
@settings(max_examples=25, deadline=None)
def test_open_dates_move_a_mean_as_far_as_said(drawn):
    """The least and the greatest mean are those of all ways to put the acts into periods."""
    rows = [
        (*sorted((DAYS[a], DAYS[b]), key=lambda day: (pd.isna(day), day)), weight, 0)
        for a, b, weight in drawn
    ]
    acts = table(rows)
    found = relations.means(acts)
    spans = relations.periods()
    may = [
        [n for n, (_, first, last) in enumerate(spans) if not (late < first) and not (early > last)]
        for early, late, *_ in rows
        if not pd.isna(early)
    ]
    weights = [weight for early, _, weight, _ in rows if not pd.isna(early)]
    for n, step in found.iterrows():
        ways = [[w for w, where in zip(weights, way) if where == n] for way in product(*may)]
        means = [sum(way) / len(way) for way in ways if way]
        if step["n"]:
            assert (step["low"], step["high"]) == pytest.approx((min(means), max(means)))
        else:
            assert pd.isna(step[["mean", "low", "high", "other"]]).all()
        assert step["possible"] == sum(n in each for each in may)


@pytest.mark.parametrize(("period", "names"), [("phase", 6), (1, 41), (5, 9), (10, 5), (41, 1)])
def test_periods_follow_each_other_without_a_gap(period, names):
    """Phases and blocks of years begin in 1949, end in 1989, and leave no day out."""
    found = relations.periods(period)
    assert found[0][1] == pd.Timestamp("1949-01-01") and found[-1][2] == pd.Timestamp("1989-12-31")
    assert all(one[2] + pd.Timedelta(days=1) == other[1] for one, other in zip(found, found[1:]))
    assert len(found) == names or period == 41


@pytest.mark.parametrize("period", ["decade", 0, 42, 2.5, True, None])
def test_a_wrong_period_is_explained(acts, period):
    """What is neither "phase" nor a number of years is named, with what is allowed."""
    with pytest.raises(ValueError, match='Allowed are: "phase", or 1 to 41 years'):
        relations.means(acts, period)


def test_balance_is_the_product_of_three_signs():
    """Of all settings of the three pairs those are balanced that have two cold ties or none."""
    for states in product(STATES, repeat=3):
        setting = dict(zip(relations.PAIRS, states))
        signs = [{"warm": 1, "cold": -1}.get(state, 0) for state in states]
        said = {1: "balanced", -1: "not balanced", 0: "not decided"}[math.prod(signs)]
        assert relations.balance(setting) == said
        assert len(relations.undecided(setting)) == signs.count(0)


@pytest.mark.parametrize(
    ("states", "alone"),
    [
        (["warm", "cold", "cold"], "USA"),
        (["cold", "warm", "cold"], "USSR"),
        (["cold", "cold", "warm"], "China"),
        (["warm", "warm", "warm"], ""),
        (["cold", "cold", "cold"], ""),
        (["warm", "cold", "mixed"], ""),
        (["warm", "cold", "not judged"], ""),
    ],
)
def test_the_odd_one_out_has_two_cold_ties(states, alone):
    """Somebody stands alone only where both its ties are cold and that of the others is warm."""
    assert relations.odd_one_out(dict(zip(relations.PAIRS, states))) == alone


def test_the_years_of_the_triangle_are_those_of_its_spells(seeds):
    """Each year has the state of the spell that it lies in, and is not judged where there is none."""
    years = seeds.triangle_years()
    assert list(years["year"]) == list(range(1949, 1990))
    for year in years.to_dict("records"):
        for pair in relations.PAIRS:
            mine = seeds.triangle[seeds.triangle["pair"] == pair]
            at = pd.Timestamp(f"{year['year']}-07-01")
            state = mine.loc[(mine["earliest"] <= at) & (mine["latest"] >= at), "state"].astype(str)
            assert year[pair] == (*state, "not judged")[0]
        assert year["balanced"] == relations.balance(year)
        assert year["odd_one_out"] == relations.odd_one_out(year)
    told = years.set_index("year")
    assert told.loc[1952, "odd_one_out"] == "USA" and told.loc[1975, "undecided"] == "usa-ussr"


def test_every_judgement_gives_its_grounds(seeds):
    """A spell has a statement that is there, or a work beyond the sources, and says why."""
    for spell in seeds.triangle.itertuples():
        assert spell.statement or spell.reference
        assert not spell.statement or len(seeds.cited(spell.statement)) == 1
        assert len(spell.note.split()) >= 8


def test_no_statement_is_used_outside_its_date(seeds):
    """Where the statement behind a spell has a date, the two have a year in common."""
    dated = seeds.triangle.merge(seeds.statements, on="statement", suffixes=("", "_said"))
    for row in dated.itertuples():
        assert not row.latest_said < row.earliest and not row.earliest_said > row.latest, row.spell


def test_a_damaged_coding_is_refused(package):
    """A second code that is not in the codebook is named when the tables are read."""
    rows = package.rows("events")
    at = next(n for n, row in enumerate(rows) if row[0] == "treaty-1950")
    package.set("events", at + 1, "cameo_second", "999")
    with pytest.raises(ValueError, match="cameo_second"):
        load_seeds(package.folder)
