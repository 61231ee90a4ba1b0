"""Charts stay cheap: few artists for many events, nothing drawn unseen, no figure kept, one click to an event."""

import gc
import random
import weakref
from datetime import date, timedelta
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from chart_reading import artists, assert_texts_apart, assert_texts_stand_out
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from test_charts import (
    ROWS,
    THEMES,
    any_table,
    assert_marks_stand_at_their_days,
    collection,
    invented,
    marks,
    recount,
    told,
)

from course_lib import charts
from course_lib.activities.explorer import Explorer
from course_lib.charts import design, packing, timeline
from course_lib.charts.timeline import LABELLED, event_at

EXAMPLES = {
    "plot_causes": "charts.plot_causes(seeds.causes)",
    "plot_causes_at_work": "charts.plot_causes_at_work(seeds.cause_events, seeds.causes, seeds.events)",
    "plot_claims": 'charts.plot_claims(seeds.claims, "zhenbao-losses")',
    "plot_corroboration": 'charts.plot_corroboration(seeds.corroboration("brink"))',
    "plot_coverage": "charts.plot_coverage(seeds.coverage())",
    "plot_emphasis": "charts.plot_emphasis(seeds.emphasis())",
    "plot_forecasts": "charts.plot_forecasts(seeds.predictions)",
    "plot_map": "charts.plot_map(seeds.places, seeds.events)",
    "plot_relationship": "charts.plot_relationship(seeds.coded())",
    "plot_series": 'charts.plot_series(seeds.series, "warheads", "cinc")',
    "plot_spells": "charts.plot_spells(seeds.spells)",
    "plot_terms": "charts.plot_terms(seeds.terms)",
    "plot_timeline": 'charts.plot_timeline(seeds.events, "alliance")',
    "plot_triangle": "charts.plot_triangle(seeds.triangle)",
}


def crowd(number, seed=0):
    """Return a table of invented events, with the columns of the workbook's own that a timeline needs."""
    chance = random.Random(seed)
    first = [date(1949, 1, 1) + timedelta(chance.randrange(14600)) for _ in range(number)]
    last = [day + timedelta(chance.choice((0, 0, 0, 3, 30, 365, 1500))) for day in first]
    return pd.DataFrame(
        {
            "event": [f"event-{n}" for n in range(number)],
            "title": [f"Event {n}" for n in range(number)],
            "date": [f"{a}" if a == b else f"{a}/{b}" for a, b in zip(first, last)],
            "earliest": pd.to_datetime(first).astype("datetime64[s]"),
            "latest": pd.to_datetime(last).astype("datetime64[s]"),
            "phase": "alliance",
            "theme": pd.Categorical(chance.choices(THEMES, k=number), THEMES),
            "initiator": "China",
            "beyond": [chance.random() < 0.3 for _ in range(number)],
        }
    )


def lanes_of(chart):
    """Return the upper and lower edge of each lane's band in inches, by its name, from the top down."""
    names = sorted(artists(chart, "lane"), key=lambda lane: artists(chart, "lane")[lane].get_position()[1])
    bands = [path.get_extents() for path in collection(chart, "bands").get_paths()]
    return {name: (band.y0, band.y1) for name, band in zip(names, bands, strict=True)}


def assert_marks_keep_apart(chart):
    """Assert that no mark touches the next one in its row, and that rows keep apart too."""
    seen = list(marks(chart).values())
    for row in {round(mark.top + mark.foot, 6) for mark in seen}:
        here = sorted(m.extent.intervalx.tolist() for m in seen if round(m.top + m.foot, 6) == row)
        assert all(right < left for (_, right), (left, _) in pairwise(here))
    levels = sorted({tuple(m.extent.intervaly.round(3)) for m in seen if m.kind == "range"})
    assert all(high < low for (_, high), (low, _) in pairwise(levels))


def test_ten_thousand_events_are_drawn_where_the_table_has_them():
    """Each of 10,000 rows has its mark at its days, in its lane, hollow where it is beyond the sources."""
    frame = crowd(10_000)
    chart = charts.plot_timeline(frame)
    assert_marks_stand_at_their_days(chart)
    assert_dense(chart, frame)


def assert_dense(chart, frame):
    """Assert that a timeline without labels shows all of a table's dated rows, each in its lane."""
    dated, lanes = marks(chart), lanes_of(chart)
    assert len(chart.table) == len(frame) and len(dated) == len(frame)
    for row, mark in dated.items():
        top, foot = lanes[chart.table["Theme"][row]]
        assert top < mark.top <= mark.foot < foot
        assert same_color(mark.face, design.PAPER) == (chart.table["Beyond the sources"][row] == "yes")
        assert same_color(mark.edge, artists(chart, "lane")[chart.table["Theme"][row]].get_color())


@pytest.mark.parametrize("number", [151, 1000])
def test_marks_without_labels_keep_apart(number):
    """However dense, marks stand in rows and touch no other; the words around them keep apart as well."""
    for size in ("page", "projector"):
        chart = charts.plot_timeline(crowd(number), size=size)
        assert_marks_keep_apart(chart)
        assert_texts_apart(chart)
        assert_texts_stand_out(chart)


@pytest.mark.filterwarnings("ignore:Glyph")
@settings(max_examples=25, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=20))
def test_any_table_is_drawn_whole_without_labels(rows):
    """Whatever titles and ends there are, each row has its mark at its days and in its lane, and no other label."""
    frame = any_table(rows)
    with patch.object(timeline, "LABELLED", 0):
        chart = charts.plot_timeline(frame)
    assert_dense(chart, frame)
    assert_marks_stand_at_their_days(chart)
    assert not artists(chart, "label")


def test_a_crowd_takes_few_artists():
    """Ten thousand events need as many artists as a thousand, fewer than two hundred with all words around them."""
    some, many = (len(charts.plot_timeline(crowd(n)).figure.findobj()) for n in (1000, 10_000))
    assert many == some < 200


def test_above_a_number_of_events_the_table_has_the_names():
    """Of 150 events each has its label; of 151 none, and title and summary say where the names are."""
    few, many = charts.plot_timeline(crowd(LABELLED)), charts.plot_timeline(crowd(LABELLED + 1))
    assert len(artists(few, "label")) == LABELLED and not artists(many, "label")
    assert "names in the table" in many.title and "the table has their names" in many.summary
    assert "table" not in few.title and "table" not in few.summary
    right = recount(crowd(LABELLED + 1))
    assert told(many.summary) == {name: right[name] for name in told(many.summary)}


def test_the_table_of_a_crowd_is_complete():
    """The HTML has a row for each of 10,000 events, with its name."""
    html = charts.plot_timeline(crowd(10_000)).table_html()
    assert html.count("<tr>") == 10_001 and all(f">Event {n}<" in html for n in (0, 5000, 9999))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 3)).map(lambda pair: (pair[0], sum(pair)))))
def test_a_partition_has_the_fewest_rows(spans):
    """In a row all keep the gap, and there are as many rows as spans lie above one point, with the gap."""
    rows = packing.partition(spans, 0.2)
    for row in set(rows):
        here = sorted(span for span, place in zip(spans, rows) if place == row)
        assert all(right + 0.2 <= left for (_, right), (left, _) in pairwise(here))
    depths = [sum(left <= point < right + 0.2 for left, right in spans) for point, _ in spans]
    assert len(set(rows)) == max(depths, default=0)


# A chosen event


@pytest.mark.parametrize("size", ["page", "projector"])
def test_the_chosen_event_alone_is_named_and_ringed(seeds, size):
    """Whichever event is chosen, its mark has the ring, and the only label is its own."""
    for event in seeds.events.iloc[::5].itertuples():
        chart = charts.plot_timeline(seeds.events, chosen=event.event, size=size)
        (row, label), (ringed, ring) = *artists(chart, "label").items(), *artists(chart, "ring").items()
        assert row == ringed and chart.table["Event"][int(row)] == event.title
        assert label.get_text().replace("\n", " ").startswith(event.title + " (")
        mark = marks(chart)[int(row)]
        assert list(ring.get_ydata()) == pytest.approx([(mark.top + mark.foot) / 2] * 2)
        middle = ring.get_xdata().mean()
        assert middle == pytest.approx(
            np.clip([mark.left, mark.right], *chart.figure.axes[0].get_xlim()).mean()
        )
        assert f"; chosen is {event.title} (" in chart.summary
        assert_texts_apart(chart)


def test_the_chosen_event_lies_on_top(seeds):
    """Nothing is drawn above the chosen event's own mark, and its ring lies above all other marks."""
    for event in seeds.events["event"].iloc[::20]:
        chart = charts.plot_timeline(seeds.events, chosen=event)
        order = {a.get_gid(): a.zorder for a in chart.figure.findobj() if a.get_gid()}
        (ring,) = (z for gid, z in order.items() if gid.startswith("ring-"))
        own = {gid: z for gid, z in order.items() if gid.startswith(("chosen-", "inside-"))}
        assert max(own.values()) == max(order.values())
        assert all(
            z < ring for gid, z in order.items() if gid in ("days", "ranges", "arrows-left", "arrows-right")
        )


def test_other_marks_stay_in_place_when_another_event_is_chosen(seeds):
    """Choosing moves no mark, so that a click finds what the eye has found."""
    one, other = (
        charts.plot_timeline(seeds.events, chosen=key) for key in seeds.events["event"].iloc[[3, 90]]
    )
    first, second = marks(one), marks(other)
    assert all(first[row].extent.bounds == second[row].extent.bounds for row in first)


def test_a_chosen_event_that_is_not_drawn_is_said(seeds):
    """Where the phase or the years leave the chosen event out, the summary says so and nothing is ringed."""
    away = seeds.events[seeds.events["phase"] != "brink"].iloc[0]
    chart = charts.plot_timeline(seeds.events, "brink", chosen=away["event"])
    assert "which is not drawn here" in chart.summary and away["title"] in chart.summary
    assert not artists(chart, "ring") and not artists(chart, "label")


def test_an_unknown_chosen_event_is_explained(seeds):
    """A key that no row has gives a ValueError with one that is near."""
    known = seeds.events["event"].iloc[5]
    with pytest.raises(ValueError, match=f"chosen='{known}x'.*Did you mean '{known}'"):
        charts.plot_timeline(seeds.events, chosen=known + "x")
    with pytest.raises(ValueError, match="no column event"):
        charts.plot_timeline(invented(3), chosen="any")


def clicks(chart):
    """Return for each row where on the picture its mark has its middle, in shares from the top left."""
    page = chart.figure.bbox
    middles = {row: (mark.extent.p0 + mark.extent.p1) / 2 for row, mark in marks(chart).items()}
    return {row: (x / page.width, 1 - y / page.height) for row, (x, y) in middles.items()}


ASKED = [{}, {"phase": "triangle"}, {"by": "actor", "size": "projector"}, {"since": 1955, "until": 1970}]


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("chosen", [None, 60])
def test_a_click_on_a_mark_finds_its_event(seeds, asked, chosen):
    """The middle of each mark, as it is drawn, means its event, with labels and without."""
    if chosen is not None:
        asked = asked | {"chosen": seeds.events["event"][chosen]}
    chart = charts.plot_timeline(seeds.events, **asked)
    keys = dict(zip(seeds.events["title"], seeds.events["event"], strict=True))
    places = clicks(chart)
    step = max(1, len(places) // 12)
    for row in list(places)[::step]:
        assert event_at(seeds.events, *places[row], **asked) == keys[chart.table["Event"][row]]


def test_a_click_among_a_thousand_finds_its_event():
    """Without labels, too, the middle of each mark means its event."""
    frame = crowd(1000)
    chart = charts.plot_timeline(frame)
    for row, place in list(clicks(chart).items())[::250]:
        assert event_at(frame, *place) == chart.table["Event"][row].lower().replace(" ", "-")


def test_a_click_beside_all_marks_means_none(seeds):
    """Far from every mark there is no event, nor is there one on an empty chart; nearness is counted across."""
    assert event_at(seeds.events, 0.01, 0.01) is None and event_at(seeds.events[:0], 0.5, 0.5) is None
    one = seeds.events[seeds.events["earliest"] == seeds.events["latest"]].iloc[:1]
    (across, down), *_ = clicks(charts.plot_timeline(one, chosen=one["event"].iloc[0])).values()
    asked = {"chosen": one["event"].iloc[0]}
    assert event_at(one, across + 0.02, down, **asked) == asked["chosen"]
    assert event_at(one, across + 0.03, down, **asked) is None
    assert event_at(one, across + 0.03, down, within=0.05, **asked) == asked["chosen"]


# Figures used again, dropped, and not drawn unseen


def picture(ax, **asked):
    """Return the picture that a timeline makes in axes, as bytes."""
    return charts.plot_timeline(asked.pop("events"), ax=ax, **asked).svg()


def test_cleared_axes_are_as_good_as_new(seeds):
    """After another timeline, or none, cleared axes give the same picture to the byte as new ones."""
    events, none = seeds.events, seeds.events[:0]
    asked = {"events": events[events["phase"] == "brink"], "chosen": None}
    fresh, used = (Figure(figsize=(10, 8)).add_axes((0.2, 0.1, 0.7, 0.7)) for _ in range(2))
    for before in ({"events": crowd(300)}, {"events": none}, {"events": events, "by": "actor"}):
        picture(used, **before)
        used.clear()
    assert picture(used, **asked) == picture(fresh, **asked)
    assert used.figure.axes == [used] and not used.figure.texts and not used.figure.legends


def test_every_chart_has_an_example():
    """What is tested and measured here are all the charts that there are."""
    assert sorted(EXAMPLES) == sorted(name for name in charts.__all__ if name.startswith("plot_"))


@pytest.fixture(params=sorted(EXAMPLES))
def make(request, seeds):
    """A way to make one chart of each kind."""
    return lambda: eval(EXAMPLES[request.param], {"charts": charts, "seeds": seeds})


def test_nothing_is_rendered_before_it_is_shown(make, monkeypatch):
    """Making a chart draws and writes no picture, and showing it does so once."""
    drawn = []
    kept = Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda figure, *rest: drawn.append(figure) or kept(figure, *rest))
    chart = make()
    assert not drawn
    chart.html()
    assert drawn == [chart.figure]


def test_no_figure_survives_its_chart(make):
    """When a chart that has been shown is dropped, its figure is gone from memory."""
    chart = make()
    chart.html()
    figure = weakref.ref(chart.figure)
    del chart
    gc.collect()
    assert figure() is None


def test_a_chart_on_a_page_keeps_no_figure(make):
    """A notebook remembers a chart that it has shown; the figure goes, and comes back the same when asked for."""
    chart = make()
    figure = weakref.ref(chart.figure)
    html = chart._repr_mimebundle_()["text/html"]
    gc.collect()
    assert figure() is None
    assert chart.figure is chart.figure and chart._repr_mimebundle_()["text/html"] == html


def test_a_figure_that_somebody_holds_stays_the_same(seeds):
    """Who works on a chart's figure or gives axes of his own finds the change in what is shown next."""
    chart, figure = charts.plot_terms(seeds.terms), Figure(figsize=(10, 9))
    given = charts.plot_terms(seeds.terms, ax=figure.add_axes((0, 0, 1, 1)))
    figure.unpackable = lambda: None
    ax = chart.figure.axes[0]
    for each in (chart, given):
        each._repr_mimebundle_()
    ax.set_gid("mine")
    assert chart.figure is ax.figure and b"mine" in chart.svg() and given.figure is figure


def test_a_figure_drawn_anew_has_the_letters_that_it_had(seeds):
    """What is drawn after it was let go looks as it did, whatever ``course.style`` has chosen since."""
    chart = charts.plot_terms(seeds.terms)
    html = chart._repr_mimebundle_()["text/html"]
    charts.style("projector")
    try:
        assert chart.html() == html != charts.plot_terms(seeds.terms).html()
    finally:
        charts.style("page")


def test_no_garbage_is_collected_in_the_midst_of_drawing(seeds):
    """Collecting is off while a chart is drawn and written, and afterwards as it was before."""
    with design.drawing(), design.saving():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    charts.plot_terms(seeds.terms).html()
    assert not gc.isenabled()
    gc.enable()


def test_a_long_title_wraps(seeds):
    """A title that tells phase, lanes and years stays on the page in large letters."""
    asked = {"by": "actor", "since": "1982-11-10", "until": "1987-12-31", "size": "projector"}
    chart = charts.plot_timeline(seeds.events, "normalisation", **asked)
    assert "\n" in collection(chart, "title").get_text()
    assert_texts_apart(chart)


def test_each_picture_is_sent_when_it_is_drawn(seeds):
    """After a menu the words come first, then the timeline, then the map; neither picture is ever missing."""
    explorer, heard = Explorer(seeds), []
    before = explorer.widget.pictures
    explorer.widget.observe(lambda change: heard.append((change.name, change.new)), ["said", "pictures"])
    explorer.reply({"change": "theme", "value": "security"})
    (first, _), *rest = heard
    assert first == "said" and [name for name, _ in rest] == ["pictures", "pictures"]
    after = explorer.told()["pictures"]
    assert [shown for _, shown in rest] == [[after[0], before[1]], after] and after[1] != before[1]
