"""The chart of forecasts: each mark stands at its figure, in the group of its outcome."""

import re

import numpy as np
import pandas as pd
import pytest
from chart_reading import artists, assert_texts_apart, assert_texts_stand_out, contrast, visible_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from course_lib import charts
from course_lib.charts import design

OUTCOMES = ["fulfilled", "partly", "not", "not_covered"]
TRUTH = {"fulfilled": 1, "partly": 0.5, "not": 0}


def judged(seeds, every=4):
    """The paper's forecasts with a figure of the reader's, every fourth left empty."""
    table = seeds.predictions
    figures = [np.nan if n % every == every - 1 else n * 35 % 105 / 100 for n in range(len(table))]
    return table.assign(yours=figures)


def invented(rows):
    """Forecasts from (text, outcome, probability, yours)."""
    table = pd.DataFrame(rows, columns=["forecast", "outcome", "probability", "yours"])
    table = table.astype({"probability": float, "yours": float, "forecast": "str", "outcome": "str"})
    return table.assign(statement="state-1954:1f", hedge="may", outcome_evidence="", note="n")


def places(chart, column):
    """Where the marks of a column stand, by row: (x, y)."""
    marks = artists(chart, column)
    return {int(row): tuple(mark.get_offsets()[0]) for row, mark in marks.items()}


def assert_drawn(chart, table):
    """Assert that every figure of the table is a mark at its place, beside its words, and no other is."""
    order = sorted(range(len(table)), key=lambda n: OUTCOMES.index(table["outcome"].iloc[n]))
    rows = table.iloc[order].reset_index(drop=True)
    labels = {int(row): text for row, text in artists(chart, "label").items()}
    assert sorted(labels) == list(range(len(rows)))
    for column in ("probability", "yours"):
        known = rows[column].dropna() if column in rows else {}
        found = places(chart, column)
        assert {row: x for row, (x, _) in found.items()} == pytest.approx(dict(known))
        assert all(y == labels[row].get_position()[1] for row, (_, y) in found.items())
    for row, text in labels.items():
        assert words(text) == "".join(f"{rows.forecast[row]}({rows.statement[row]})".split())
    counts = rows["outcome"].value_counts()
    heads = {key: text.get_text() for key, text in artists(chart, "head").items()}
    assert {key: int(text.split(": ")[1]) for key, text in heads.items()} == dict(counts)


def words(text):
    """The letters of a text without its breaks."""
    return "".join(text.get_text().split())


def test_marks_stand_at_their_figures(seeds):
    """The paper's squares and the reader's diamonds stand where the table has them, in groups by outcome."""
    assert_drawn(charts.plot_forecasts(seeds.predictions), seeds.predictions)
    assert_drawn(charts.plot_forecasts(judged(seeds)), judged(seeds))


def test_each_row_stands_below_the_head_of_its_outcome(seeds):
    """A row's outcome is named by the nearest head above it, whose sign stands at 100, 50 or 0."""
    chart = charts.plot_forecasts(judged(seeds))
    heads = {key: text.get_position()[1] for key, text in artists(chart, "head").items()}
    outcomes = seeds.predictions["outcome"].astype(str)
    expected = [key for key in OUTCOMES for _ in range((outcomes == key).sum())]
    for row, label in artists(chart, "label").items():
        above = {y: key for key, y in heads.items() if y < label.get_position()[1]}
        assert above[max(above)] == expected[int(row)]
    truths = {key: text.get_position() for key, text in artists(chart, "truth").items()}
    assert truths == {key: (place, heads[key]) for key, place in TRUTH.items()}


def test_the_axis_is_named():
    """The ticks stand at what they say, and the keys name both marks only where both are there."""
    chart = charts.plot_forecasts(invented([("It rains.", "not", 0.2, 0.4)]))
    assert {float(t.get_text()) / 100: t.get_position()[0] for t in artists(chart, "tick").values()} == {
        place: place for place in (0, 0.25, 0.5, 0.75, 1)
    }
    assert [t.get_text() for t in artists(chart, "key").values()] == ["□ the paper", "◆ you"]
    alone = charts.plot_forecasts(invented([("It rains.", "not", 0.2, 0.4)]).drop(columns="yours"))
    assert [t.get_text() for t in artists(alone, "key").values()] == ["□ the paper"]
    assert "You" not in alone.table.columns


def test_the_summary_is_counted_from_the_table(seeds):
    """The sentence gives the number of forecasts by outcome, and who came nearer on how many."""
    table = judged(seeds)
    said = charts.plot_forecasts(table).summary
    counts = [int(n) for n in re.findall(r"(\d+) (?:fulfilled|partly|not f|not c)", said)]
    assert counts == [(table["outcome"] == key).sum() for key in OUTCOMES]
    mine = paper = both = 0
    for row in table.itertuples():
        if row.outcome in TRUTH and not np.isnan(row.yours):
            off = round(abs(row.yours - TRUTH[row.outcome]) - abs(row.probability - TRUTH[row.outcome]), 9)
            mine, paper, both = mine + (off < 0), paper + (off > 0), both + 1
    assert said.endswith(
        f"; of {both} with your figure and an outcome you came nearer on {mine}, the paper on {paper}."
    )
    assert charts.plot_forecasts(seeds.predictions).summary.count(";") == 0


def test_the_table_holds_all_that_is_drawn(seeds):
    """For each forecast the table has both figures in per cent, word, outcome, evidence and why."""
    chart, rows = charts.plot_forecasts(judged(seeds)), judged(seeds).set_index("statement")
    assert len(chart.table) == len(rows)
    for cells in chart.table.itertuples(index=False):
        row = rows.loc[cells[0].split("`")[1]]
        assert row.forecast in cells[0] and cells[6] == row.note and row.outcome_evidence in cells[5]
        assert (cells[1] is pd.NA) if np.isnan(row.yours) else cells[1] == round(100 * row.yours)
        assert cells[2] == round(100 * row.probability) and cells[3] in (row.hedge, "–")
    assert "<td" in chart.html() and chart.html() == charts.plot_forecasts(judged(seeds)).html()


@pytest.mark.parametrize("size", ["page", "projector"])
def test_it_can_be_read(seeds, size):
    """No text touches another, and all of them stand out, at both sizes; the marks have a contrast of 3."""
    chart = charts.plot_forecasts(judged(seeds), size=size)
    assert_texts_apart(chart)
    assert_texts_stand_out(chart)
    for column in ("probability", "yours"):
        mark = next(iter(artists(chart, column).values()))
        assert contrast(mark.get_edgecolor()[0][:3], design.PAPER) >= 3


def test_equal_figures_are_both_seen():
    """Where both say the same, the diamond is small enough to stand inside the open square."""
    chart = charts.plot_forecasts(invented([("It rains.", "not", 0.2, 0.2)]))
    square, diamond = (next(iter(artists(chart, column).values())) for column in ("probability", "yours"))
    assert square.get_sizes()[0] > 2 * diamond.get_sizes()[0] and not len(square.get_facecolor())


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "S"]), min_size=1, max_size=90),
            st.sampled_from(OUTCOMES),
            st.floats(0, 1),
            st.floats(0, 1) | st.none(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_table_is_drawn(rows):
    """Whatever the forecasts say, every figure is drawn at its place and no text touches another."""
    chart = charts.plot_forecasts(invented(rows))
    assert_drawn(chart, invented(rows))
    assert_texts_apart(chart)


def test_money_is_no_formula():
    """Dollar signs in a forecast are drawn as they stand."""
    table = invented([("Of $300 million, $60 million come a year.", "not", 0.2, None)])
    chart = charts.plot_forecasts(table)
    assert_drawn(chart, table)
    assert not artists(chart, "label")["0"].get_parse_math()


def test_empty_and_one(seeds):
    """An empty table gives a chart that says so, one row a sentence in the singular."""
    empty = charts.plot_forecasts(seeds.predictions[:0])
    assert [t.get_text() for t in visible_texts(empty)] == [empty.summary]
    assert empty.summary == "No forecasts to show: the table is empty."
    one = charts.plot_forecasts(invented([("It rains.", "not", 0.2, None)]))
    assert one.summary == "1 forecast of 1954: 1 not fulfilled."


def test_it_draws_into_axes_of_ones_own(seeds):
    """With ax= the marks stand in these axes, whose figure the chart hands back."""
    ax = Figure(figsize=(8, 12)).add_axes((0.05, 0.05, 0.9, 0.9))
    chart = charts.plot_forecasts(judged(seeds), ax=ax)
    assert chart.figure is ax.figure and chart.figure.axes == [ax]
    assert_drawn(chart, judged(seeds))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outcome": "perhaps"}, "outcome='perhaps' is not known here"),
        ({"probability": 75.0}, "The column probability holds"),
        ({"yours": 75.0}, "The column yours holds"),
    ],
)
def test_wrong_values_are_explained(seeds, change, message):
    """A value that does not fit is named, with what is allowed."""
    with pytest.raises(ValueError, match=message):
        charts.plot_forecasts(seeds.predictions.assign(**change))


def test_another_table_is_explained(seeds):
    """Another table, or the whole bundle, is answered with what to pass."""
    for wrong in (seeds.events, seeds, None):
        with pytest.raises(ValueError, match="pass seeds.predictions"):
            charts.plot_forecasts(wrong)
    with pytest.raises(ValueError, match="Allowed are: page, projector"):
        charts.plot_forecasts(seeds.predictions, size="big")
