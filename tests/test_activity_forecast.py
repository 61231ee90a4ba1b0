"""Forecast: numbers that are sealed, nothing given away before, and scores that are recomputed here."""

import json
import re
from datetime import datetime

import pytest
from chart_reading import Page
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import dates
from course_lib.activities.forecast import AT_ONCE, Forecast, Scores, judged, scores
from course_lib.markup import inline
from course_lib.progress import Progress

TRUTH = {"fulfilled": 1, "partly": 0.5, "not": 0}


@pytest.fixture
def record(tmp_path):
    """A record of a student's own."""
    return Progress(tmp_path / "answers")


def seal(form, numbers):
    """Give numbers as a student does in the browser, and seal them."""
    form.reply({"click": "seal", "values": numbers})
    return form


def alike(seeds, number=60, outcome=None):
    """The same number for every forecast, or for those with one outcome."""
    table = seeds.predictions
    return dict.fromkeys(table.loc[table["outcome"].eq(outcome or table["outcome"]), "prediction"], number)


def opened(seeds, record):
    """The scores, opened."""
    page = Scores(seeds, record)
    page.press("open")
    return page


def assert_gives_nothing_away(seeds, activity):
    """Assert that neither the twin nor the widget holds an outcome, a note, evidence or the paper's word."""
    told = json.dumps(activity.told(), ensure_ascii=False) + activity.html() + activity.text()
    for row in seeds.predictions.itertuples():
        assert row.note not in told
        assert not row.outcome_evidence or row.outcome_evidence not in told
    assert not re.search(r"fulfilled|covered|probab|outcome", told)
    assert not activity.told()["pictures"]


def test_every_forecast_is_asked_once(seeds):
    """The pages together hold each forecast of the paper with its citation, nine or fewer at a time."""
    form, seen = Forecast(seeds), []
    for page, words in form.known[0].options:
        form.change("page", page)
        fields = form.groups(form.state)[1].fields
        assert 0 < len(fields) <= AT_ONCE and words.startswith(f"{int(page) + 1} to ")
        seen += [field.label for field in fields]
    assert seen == [f"{p.forecast} `{p.statement}`" for p in seeds.predictions.itertuples()]
    assert all(inline(label) in form.html() for label in seen)
    assert form.html().count("______") == len(seen)


def test_nothing_is_given_away_before_the_envelope_is_opened(seeds, record):
    """Blank, filled in, sealed and waiting in chapter 10: what came of a forecast is nowhere."""
    form = Forecast(seeds, record)
    assert_gives_nothing_away(seeds, form)
    assert_gives_nothing_away(seeds, Scores(seeds, record))
    form.change("free-hand-at-home", 60)
    assert_gives_nothing_away(seeds, form)
    seal(form, alike(seeds))
    assert_gives_nothing_away(seeds, form)
    assert_gives_nothing_away(seeds, Scores(seeds, record))
    assert Scores(seeds, record).html() == Scores(seeds).html()


def test_sealed_numbers_stay(seeds, record):
    """After sealing no number changes, whatever the browser sends, and a second press seals nothing."""
    form = seal(Forecast(seeds, record), {"free-hand-at-home": 60})
    before, number = form.state, len(record.entries())
    form.reply({"change": "free-hand-at-home", "value": 5})
    form.reply({"click": "seal", "values": {"free-hand-at-home": 5, "voice-in-asia": 5}})
    assert form.state == before and len(record.entries()) == number
    assert [field for group in form.groups(form.state) for field in group.fields] == []
    assert Forecast(seeds, record).state == before


def test_the_envelope_has_its_date(seeds, record):
    """The sealed form gives the day on which the record has the sealing."""
    form = seal(Forecast(seeds, record), {"free-hand-at-home": 60})
    time = next(e["time"] for e in record.entries() if e["verdict"] == "written")
    day = dates.label(datetime.fromisoformat(time).astimezone().date().isoformat())
    assert form.groups(form.state)[0].text[0] == f"Sealed on {day}."
    earlier = record.path.read_text("utf-8").replace(time, "1999-05-04T12:00:00.000000Z")
    record.path.write_text(earlier, "utf-8")
    form.press("reset")
    seal(form, {"free-hand-at-home": 20})
    assert form.note() == f"Sealed on {day}. This is envelope 2; the record keeps the first, of 4 May 1999."
    without = seal(Forecast(seeds), {"free-hand-at-home": 60})
    assert without.groups(without.state)[0].text[0] == "Sealed."


def test_an_empty_envelope_is_not_sealed(seeds, record):
    """Without a number there is nothing to seal; with some the credit is their share."""
    form = Forecast(seeds, record)
    form.press("seal")
    assert not form.state["done"] and record.entries() == []
    seal(form, {"free-hand-at-home": 0, "voice-in-asia": 100})
    last = record.entries()[-1]
    assert (last["verdict"], last["credit"]) == ("written", pytest.approx(2 / len(seeds.predictions)))


def test_only_reset_tears_it_open(seeds, record):
    """Reset empties the form, as announced; the old numbers count until others are sealed."""
    form = seal(Forecast(seeds, record), alike(seeds, 10))
    assert "Reset tears the envelope open" in form.groups(form.state)[0].text[1]
    form.press("reset")
    assert form.state == form.sound({}) and len(form.groups(form.state)) == 2
    assert "you 0.30" in opened(seeds, record).reply_to({"done": True}).said
    seal(form, alike(seeds, 50))
    assert "This is envelope 2; the record keeps the first, of " in form.note()
    page = opened(seeds, record)
    assert "This is envelope 2" in page.reply_to(page.state).html
    assert "you 0.10" in page.reply_to(page.state).said
    assert (
        len([e for e in record.entries() if e["verdict"] == "written" and e["question"] == "forecast"]) == 2
    )


def test_without_an_envelope_nothing_is_scored(seeds, record):
    """Before sealing chapter 10 says that nothing is sealed, and where to do it, pressed or not."""
    Forecast(seeds, record).change("free-hand-at-home", 60)
    page = opened(seeds, record)
    assert page.reply_to(page.state).said == (
        "Nothing is sealed yet. Do that on the page 03-a-view-from-washington."
    )
    assert not page.state["done"] and page.reply_to(page.state).html == ""
    assert len(record.entries()) == 1


def by_hand(seeds, numbers, outcomes):
    """The three scores, from the table, with nothing of the library."""
    rows = [p for p in seeds.predictions.itertuples() if p.prediction in numbers and p.outcome in outcomes]
    came = [TRUTH[p.outcome] for p in rows]
    said = [[numbers[p.prediction] / 100 for p in rows], [p.probability for p in rows], [0.5] * len(rows)]
    return [len(rows), *(sum((s - c) ** 2 for s, c in zip(each, came)) / len(rows) for each in said)]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_scores_are_mean_squared_distances(seeds, data):
    """With partly as one half and without it, the scores of student, paper and coin are those by hand."""
    chosen = data.draw(st.lists(st.sampled_from(list(seeds.predictions["prediction"])), unique=True))
    numbers = {name: data.draw(st.integers(0, 20)) * 5 for name in chosen}
    found = scores(judged(seeds.predictions, dict.fromkeys(seeds.predictions["prediction"]) | numbers))
    for line, outcomes in zip(found.itertuples(index=False), (TRUTH, ("fulfilled", "not"))):
        kept = seeds.predictions[seeds.predictions["outcome"].isin(list(outcomes))]["prediction"]
        if set(kept) & set(numbers):
            assert list(line[1:]) == pytest.approx(by_hand(seeds, numbers, outcomes))
        else:
            assert line[1] == 0 and all(score != score for score in line[2:])


def test_a_coin_gets_a_quarter_where_outcomes_are_plain(seeds, record):
    """Who says 50 each time scores as the coin does: 0.25 without the partly fulfilled; the sure 0 or 1."""
    coin = scores(judged(seeds.predictions, alike(seeds, 50))).iloc[1]
    assert coin["You"] == coin["A coin"] == 0.25
    sure = {p.prediction: 100 * TRUTH.get(p.outcome, 0) for p in seeds.predictions.itertuples()}
    assert scores(judged(seeds.predictions, sure))["You"].tolist() == [0, 0]
    wrong = {name: 100 - number for name, number in sure.items()}
    assert scores(judged(seeds.predictions, wrong)).iloc[1]["You"] == 1


def test_what_is_shown_is_what_was_scored(seeds, record):
    """The page gives the scores, the means, what is left out and why, and draws what is scored."""
    numbers = {name: 5 * n for n, name in enumerate(seeds.predictions["prediction"][:20])}
    seal(Forecast(seeds, record), numbers)
    page = opened(seeds, record)
    reply = page.reply_to(page.state)
    number, *three = by_hand(seeds, numbers, TRUTH)
    assert reply.said == "Brier score on {}: you {:.2f}, the paper {:.2f}, a coin {:.2f}. 0 is best.".format(
        number, *three
    )
    assert f"what came of {number} of the 20 forecasts" in reply.html
    rows = seeds.predictions[:20]
    known = rows[rows["outcome"] != "not_covered"]
    yours = sum(numbers[name] for name in known["prediction"]) / number
    paper, came = 100 * known["probability"].mean(), 100 * known["outcome"].astype(str).map(TRUTH).mean()
    sentence = f"you said {yours:.0f} per cent and the paper {paper:.0f}; what came of it, partly as one half"
    assert sentence in reply.html and f"makes {came:.0f}." in reply.html
    assert f"up to {1 / number:.2f}" in reply.html
    assert f"Not scored: {20 - number}" in reply.html and "Brier (1950)" in reply.html
    page_texts = " ".join(text for texts in Page(reply.html).texts.values() for text in texts)
    assert all(note in page_texts for note in rows.loc[rows["outcome"] == "not_covered", "note"])
    table = reply.charts[0].table
    assert len(table) == number and set(table["Why"]) == set(known["note"])
    assert not any(note in reply.html for note in seeds.predictions["note"][20:])


@pytest.mark.parametrize("outcome", ["fulfilled", "partly", "not", "not_covered"])
def test_any_part_can_be_sealed_alone(seeds, record, outcome):
    """Numbers for forecasts of one outcome only give a page; where none is covered it says so."""
    seal(Forecast(seeds, record), alike(seeds, 30, outcome))
    page = opened(seeds, record)
    reply = page.reply_to(page.state)
    assert "nan" not in reply.said + reply.html
    assert (reply.said == "None of your numbers can be scored.") == (outcome == "not_covered")
    assert len(reply.charts) == (outcome != "not_covered")


ANYTHING = st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.lists(st.text())


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_state_has_a_reply(seeds, data):
    """Whatever a record holds, the form has something to show."""
    form = Forecast(seeds)
    names = st.sampled_from([field.name for field in form.known])
    form.state = form.sound(data.draw(st.dictionaries(names, ANYTHING) | ANYTHING))
    json.dumps(form.told(), allow_nan=False)
    numbers = [form.state[name] for name in seeds.predictions["prediction"]]
    assert f"{sum(n is not None for n in numbers)} of {len(numbers)} have" in form.told()["said"]


def test_numbers_are_found_again(seeds, record):
    """What was given but not sealed stands there when the page is opened anew, and Reset is undone."""
    form = Forecast(seeds, record)
    form.change("free-hand-at-home", 45)
    form.change("page", "9")
    again = Forecast(seeds, record)
    assert again.state["free-hand-at-home"] == 45 and again.state["page"] == "9"
    seal(again, {})
    again.press("reset")
    again.press("undo")
    assert again.state["done"] and again.state["free-hand-at-home"] == 45
