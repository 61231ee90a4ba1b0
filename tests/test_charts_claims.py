"""Claims side by side: each figure stands where its number is, under what it counts, with who says so."""

import re

import pandas as pd
import pytest
from chart_reading import Page, artists, assert_texts_apart, assert_texts_stand_out, contrast, visible_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import same_color
from matplotlib.figure import Figure

from course_lib import charts, dates
from course_lib.charts import design, panels

LOSSES = "zhenbao-losses"


@pytest.fixture(scope="module")
def losses(seeds):
    """The rival figures for the losses of 1969."""
    return seeds.claims[seeds.claims["dispute"] == LOSSES]


def ends(artist):
    """Return the two ends of a bar, or the one place of a dot twice."""
    if hasattr(artist, "get_x"):
        return artist.get_x(), artist.get_x() + artist.get_width()
    return (float(artist.get_offsets()[0][0]),) * 2


def made(rows):
    """Return claims as a table from (side, measure, low, high, statement)."""
    frame = pd.DataFrame(rows, columns=["side", "measure", "low", "high", "statement"])
    frame["claim"] = [f"claim-{place}" for place in range(len(frame))]
    frame["as_given"] = [f"{low:g} to {high:g}" for low, high in zip(frame["low"], frame["high"])]
    texts = {
        "dispute": "d",
        "title": "Losses $5 and $6",
        "unit": "people",
        "says": "somebody",
        "date": "1969",
    }
    return frame.assign(**texts, reference="general", confidence="low", note="")


def test_each_figure_stands_at_its_number(losses):
    """A range reaches from low to high, a single figure is a dot at it, and no figure is left out."""
    marks = artists(charts.plot_claims(losses, LOSSES), "bar")
    assert set(marks) == set(losses["claim"])
    for claim in losses.itertuples():
        assert ends(marks[claim.claim]) == pytest.approx((claim.low, claim.high))


def test_each_figure_has_its_own_words_and_who_says_so(losses):
    """Beside a mark stands the figure as it is given, at the left who says so, when, and the citation."""
    chart = charts.plot_claims(losses, LOSSES)
    words, labels = artists(chart, "words"), artists(chart, "label")
    for claim in losses.itertuples():
        label = labels[claim.claim].get_text().replace("\n", " ")
        assert words[claim.claim].get_text() == claim.as_given
        assert label.startswith(claim.says) and label.endswith(dates.label(claim.date))
        assert claim.statement in label


def test_only_what_the_sources_say_is_filled(losses):
    """A mark is filled where a statement says it, and hollow where it rests beyond the sources."""
    marks = artists(charts.plot_claims(losses, LOSSES), "bar")
    hollow = {key for key, mark in marks.items() if same_color(mark.get_facecolor(), design.PAPER)}
    assert hollow == set(losses.loc[losses["statement"] == "", "claim"])
    assert {"china-lost-cards", "ussr-lost-cards"} == set(marks) - hollow


def test_what_is_counted_is_never_mixed(losses):
    """Each side and measure has a plot of its own, all on one axis, the last of them with its unit."""
    chart = charts.plot_claims(losses, LOSSES)
    plots = {}
    for key, mark in artists(chart, "bar").items():
        row = losses.set_index("claim").loc[key]
        plots.setdefault(mark.axes, set()).add((row.side, row.measure))
    assert all(len(groups) == 1 for groups in plots.values())
    assert len(plots) == len(losses.groupby(["side", "measure"])) == 8
    assert len({plot.get_xlim() for plot in plots}) == 1
    assert [plot.get_xlabel() for plot in plots] == [""] * 7 + ["people"]


def test_the_summary_counts_and_compares(losses):
    """The sentence has the number of figures, their spans by side and measure, and what cannot be true at once."""
    summary = charts.plot_claims(losses, LOSSES).summary
    own = (losses["statement"] != "").sum()
    assert summary.startswith(f"{len(losses)} figures (people), {own} from the five sources; China: ")
    for (side, measure), rows in losses.groupby(["side", "measure"]):
        low, high = (f"{number:g}" for number in (rows["low"].min(), rows["high"].max()))
        span = low if low == high else f"{low} to {high}"
        part = next(part for part in summary.split("; ") if part.startswith(f"{side}: "))
        assert f"{measure} {span}" in part
    assert summary.endswith("no number fits all figures for China: killed, March 1969.")
    assert summary.count("no number fits") == 1


def test_figures_for_different_times_are_not_called_rivals(losses):
    """The 31 dead of one day and the 58 to 60 of the month do not clash."""
    assert "USSR: killed, " not in charts.plot_claims(losses, LOSSES).summary


def test_the_table_holds_every_figure_with_its_ground(losses):
    """Each row has figure, who says so, and its statement or its work beyond the sources."""
    table = charts.plot_claims(losses, LOSSES).table
    assert list(table["Figure"]) == list(losses["as_given"])
    for row, claim in zip(table.itertuples(), losses.itertuples()):
        rests = f"`{claim.statement}`" if claim.statement else f"beyond the sources: {claim.reference}"
        assert row[7] == rests and row[6] == claim.says and row[9] == claim.note
    assert list(table["Covers"]) == [dates.label(day) for day in losses["date"]]


def test_figures_as_given_are_the_numbers(seeds):
    """What is written beside a mark has the same numbers as low and high."""
    for claim in seeds.claims.itertuples():
        numbers = {float(number) for number in re.findall(r"\d+", claim.as_given.replace(",", ""))}
        assert numbers == {claim.low, claim.high}, claim


def test_claims_of_the_sources_repeat_their_statements(seeds):
    """A claim with a statement has numbers that stand in our reading or in its quotation."""
    own = seeds.claims[seeds.claims["statement"] != ""]
    assert len(own) == 3
    for claim in own.itertuples():
        statement = seeds.cited(claim.statement).iloc[0]
        assert all(f"{number:g}" in statement.says + statement.quote for number in (claim.low, claim.high))
        assert claim.statement in set(seeds.evidence_for("disputes", claim.dispute)["statement"])


def test_a_hundredfold_makes_the_axis_tenfold(seeds):
    """From 5 to 500 the steps are tenfold; from 26 to 800 they are even."""
    trade = charts.plot_claims(seeds.claims, "trade-hundredfold")
    assert artists(trade, "bar")["trade-china-usa-cards"].axes.get_xscale() == "symlog"
    losses = charts.plot_claims(seeds.claims, LOSSES)
    assert {mark.axes.get_xscale() for mark in artists(losses, "bar").values()} == {"linear"}
    assert trade.summary == "1 figure (US$ million), 1 from the five sources; trade a year 5 to 500."


@pytest.mark.parametrize("size", ["page", "projector"])
@pytest.mark.parametrize("dispute", [LOSSES, "trade-hundredfold"])
def test_texts_keep_apart_and_stand_out(seeds, dispute, size):
    """At both sizes no text touches another, and each is large and dark enough."""
    chart = charts.plot_claims(seeds.claims, dispute, size=size)
    assert_texts_apart(chart)
    assert_texts_stand_out(chart)
    assert all(
        contrast(mark.get_edgecolor()[:3] if hasattr(mark, "get_x") else mark.get_edgecolor()[0][:3], ground)
        >= 3
        for mark in artists(chart, "bar").values()
        for ground in ("#ffffff",)
    )


def test_long_numbers_on_the_axis_make_room_for_each_other():
    """Where the names of two ticks would touch, one is left out."""
    chart = charts.plot_claims(made([("China", "killed", 1, 6_250_000, "")]), "d", size="projector")
    assert_texts_apart(chart)


def test_no_claims_and_one(losses):
    """An empty table gives a chart that says so; one row is one mark and a sentence in the singular."""
    empty = charts.plot_claims(losses[:0], LOSSES)
    assert empty.summary == "No claims to show: the table is empty." and empty.table.empty
    assert empty.summary in [text.get_text() for text in visible_texts(empty)]
    one = charts.plot_claims(losses[:1], LOSSES)
    assert one.summary == "1 figure (people), 0 from the five sources; China: killed 71 to 72."
    assert len(artists(one, "bar")) == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["China", "USSR", ""]),
            st.sampled_from(["killed", "killed or wounded"]),
            st.integers(0, 10**7),
            st.integers(0, 10**7),
            st.sampled_from(["", "cards:5.0d"]),
        ),
        max_size=6,
    )
)
@settings(max_examples=25, deadline=None)
def test_any_figures_are_drawn_where_they_are(rows):
    """Whatever the numbers, every claim has its mark at them, and texts keep apart."""
    rows = [(side, measure, min(a, b), max(a, b), cited) for side, measure, a, b, cited in rows]
    chart = charts.plot_claims(made(rows), "d")
    marks = artists(chart, "bar")
    assert [ends(marks[f"claim-{n}"]) for n in range(len(rows))] == [pytest.approx(r[2:4]) for r in rows]
    if rows:
        assert_texts_apart(chart)


def test_wrong_calls_are_explained(seeds, losses):
    """Another table, an unknown dispute and a mixture of units are named, with what is allowed."""
    with pytest.raises(ValueError, match="the whole bundle of tables"):
        charts.plot_claims(seeds, LOSSES)
    with pytest.raises(ValueError, match="no column claim"):
        charts.plot_claims(seeds.events, LOSSES)
    with pytest.raises(ValueError, match="Did you mean 'zhenbao-losses'"):
        charts.plot_claims(seeds.claims, "zhenbao-loses")
    with pytest.raises(ValueError, match="do not share a unit: people, US"):
        charts.plot_claims(seeds.claims.assign(dispute="all"), "all")
    with pytest.raises(ValueError, match="page, projector"):
        charts.plot_claims(losses, LOSSES, size="poster")


def test_it_draws_into_axes_of_ones_own(losses):
    """With ax= the chart is drawn there, at the size given, and nothing is left of the empty axes."""
    figure = Figure(figsize=(10, 12))
    axes = figure.subplots()
    chart = charts.plot_claims(losses, LOSSES, ax=axes)
    assert chart.figure is figure and tuple(figure.get_size_inches()) == (10, 12)
    assert len(artists(chart, "bar")) == len(losses) and not axes.axison


def test_the_html_is_the_same_each_time_and_whole(losses):
    """Two runs give the same text, with an alternative text and the table's heads."""
    first, second = (charts.plot_claims(losses, LOSSES) for _ in range(2))
    assert first.html() == second.html()
    page = Page(first.html())
    assert page.attributes["img"][0]["alt"] == first.alt
    assert {"Side", "What is counted", "Figure", "Rests on"} <= set(page.texts["th"])


def test_numbers_on_an_axis():
    """Ticks lie within the ends, and numbers are written as people write them."""
    for values in ([], [0], [5], [1, 3], [-2, 1], [1, 100], [0.1869, 3.4]):
        axis = panels.numbers(values)
        assert axis.low <= min([0, *values]) and max([0, *values]) <= axis.high
        assert len(axis.ticks) > 1 and all(axis.low <= tick <= axis.high for tick in axis.ticks)
    assert panels.numbers([1, 100]).log and not panels.numbers([2, 100]).log
    assert [panels.say(n) for n in (20764.6, -0.5, 3.0)] == ["20,764.6", "−0.5", "3"]
