"""Weigh the causes: points that are kept, a comparison at exactly a hundred, and what is left over, recounted."""

import json
import re

import pandas as pd
import pytest
from chart_reading import Page, artists, assert_texts_apart, assert_texts_stand_out
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from course_lib.activities import weigh
from course_lib.activities.weigh import Weigh, by_theme, covered, leftovers, origins, overlooked, timing
from course_lib.charts.coverage import FEW
from course_lib.charts.weights import plot_weights
from course_lib.dates import label
from course_lib.markup import inline
from course_lib.progress import Progress, attempts
from course_lib.seeds import load_seeds

SEVERAL = {
    "self-reliance": 40,
    "peaceful-coexistence": 25,
    "czechoslovakia": 10,
    "japan": 5,
    "soviet-build-up": 20,
}
WORDS = st.sampled_from(["ideology", "security", "$x$", "a_b & <c>", "economy"])


@pytest.fixture
def record(tmp_path):
    """A record of a student's own."""
    return Progress(tmp_path / "answers")


def give(activity, points):
    """Put points into the boxes of causes."""
    for cause, number in points.items():
        activity.change(f"points-{cause}", number)
    return activity


def points_of(seeds):
    """Some points for some causes."""
    return st.dictionaries(st.sampled_from(sorted(seeds.causes["cause"])), st.integers(1, 100), max_size=12)


def test_each_cause_has_one_box_with_its_evidence(seeds):
    """Theme by theme every cause is asked once, twelve or fewer in sight, with each statement that bears on it."""
    activity, seen = Weigh(seeds), []
    for theme, _ in activity.known[0].options:
        activity.change("theme", theme)
        groups = activity.groups(activity.state)[1:]
        assert 0 < len(groups) <= 12
        for group in groups:
            cause = group.fields[0].name.removeprefix("points-")
            row = seeds.causes.set_index("cause").loc[cause]
            assert (row.theme, row.title, row.summary) == (theme, group.legend, group.text[0])
            assert row.title in group.fields[0].label
            for s in seeds.evidence_for("causes", cause).itertuples():
                stance = s.stance.replace("_", " ")
                assert inline(f"`{s.statement}` *{stance}:* {s.says}") in group.html
                assert inline(s.quote) in group.html and inline(s.note) in group.html
            seen.append(cause)
    assert sorted(seen) == sorted(seeds.causes["cause"])


@pytest.mark.parametrize(
    ("numbers", "asked", "told"),
    [
        ([], False, "0 of 100 points given, 100 left."),
        ([62], False, "62 of 100 points given, 38 left."),
        ([62], True, "62 of 100 points given, 38 left before you can compare."),
        ([62, 42], True, "104 of 100 points given, 4 too many before you can compare."),
        ([60, 40], False, "100 of 100 points given, ready to compare."),
        ([60, 40], True, "100 of 100 points given, compared below."),
    ],
)
def test_the_total_is_said(seeds, record, numbers, asked, told):
    """The sentence has the total and what is missing; a comparison stands below at exactly a hundred, when asked for."""
    activity = give(Weigh(seeds, record), dict(zip(["japan", "vietnam"], numbers)))
    activity.press("compare") if asked else None
    reply = activity.reply_to(activity.state)
    assert reply.said == told
    assert bool(reply.charts) == told.endswith("below.") == ("unexplained" in reply.html)
    assert [activity.state["points-japan"], activity.state["points-vietnam"]] == [*numbers, None, None][:2]
    if asked:
        last = attempts(record).iloc[-1]
        assert (last.verdict, last.credit) == ("written", float(sum(numbers) == 100))


def test_points_stay_in_other_themes_and_are_found_again(seeds, record):
    """Points outlive a change of theme, a new opening of the page, and a reset that is taken back."""
    activity = give(Weigh(seeds, record), SEVERAL)
    activity.change("theme", "territory")
    assert Weigh(seeds, record).given(Weigh(seeds, record).state) == SEVERAL
    activity.press("reset")
    assert activity.given(activity.state) == {} and activity.state["theme"] == "ideology"
    activity.press("undo")
    assert activity.given(activity.state) == SEVERAL and activity.state["theme"] == "territory"


def test_nothing_is_compared_before(seeds):
    """Before the button is pressed there is no chart, no count of a source and no question; nor in the twin."""
    activity = give(Weigh(seeds), SEVERAL)
    told = activity.told()
    assert told["pictures"] == [] and "?" not in told["result"]
    shown = json.dumps(told) + activity.html()
    assert not re.search(r"says most|of 82|independent|\d %", shown)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_points_by_theme_and_by_event(seeds, data):
    """Points by theme, and points and causes at work by event, equal a count by hand."""
    points = data.draw(points_of(seeds))
    theme = dict(zip(seeds.causes["cause"], seeds.causes["theme"]))
    for row in by_theme(seeds, points).itertuples():
        assert row.points == sum(n for cause, n in points.items() if theme[cause] == row.theme)
    found = covered(seeds, points)
    assert sorted(found["event"]) == sorted(set(seeds.cause_events["event"]))
    for row in found.itertuples():
        links = seeds.cause_events[seeds.cause_events["event"] == row.event]["cause"]
        assert row.points == sum(points.get(cause, 0) for cause in links)
        assert row.causes == len(set(links) & set(points))


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_late_and_idle_and_overlooked_causes(seeds, data):
    """Causes at work only after 1966, in no event, and attested twice without points equal a count by hand."""
    points = data.draw(points_of(seeds))
    years = seeds.events.set_index("event")["earliest"].dt.year
    late, idle = timing(seeds, points)
    for cause in points:
        begun = [years[e] for e in seeds.cause_events.loc[seeds.cause_events["cause"] == cause, "event"]]
        assert (cause in idle) == (not begun)
        assert (cause in late) == (bool(begun) and min(begun) > 1966)
    missed = overlooked(seeds, points)
    for cause in seeds.causes["cause"]:
        sources = independent(seeds, cause)
        assert (cause in missed) == (cause not in points and len(sources) > 1)
        assert cause not in missed or set(missed[cause]) == sources


def independent(seeds, cause):
    """The independent sources of a cause, counted in another way than the library counts them."""
    mine = seeds.evidence.query("table == 'causes' and row == @cause and stance == 'attests'")["statement"]
    sources = {s.split(":")[0] for s in mine}
    copied = {
        p.to_statement for p in seeds.parallels.itertuples() if p.from_statement.split(":")[0] in sources
    }
    return {s.split(":")[0] for s in mine if s not in copied}


def test_the_year_and_the_citations_hold(seeds):
    """The parties parted in the year that the question names, and every citation in its words leads somewhere."""
    assert seeds.events.set_index("event").loc["party-ties-broken", "latest"].year == weigh.PARTED.year
    for citation in re.findall(r"`([^`]+:[^`]+)`", weigh.CAUTION + weigh.LATE):
        assert len(seeds.cited(citation)) == 1
    early = seeds.sources.set_index("source").loc[["err-1952", "state-1954"], "published"]
    assert all(published < "1956" for published in early)


def test_what_goes_back_to_what(seeds):
    """What the blog took from the study goes back to the study, where this attests the cause; else it is the blog's."""
    stalin = origins(seeds, seeds.evidence_for("causes", "de-stalinisation"))
    source, why = stalin["blog-2013:4b"]
    change = seeds.parallels.query("to_statement == 'blog-2013:4b'")["change"].iloc[0]
    assert source == "loc-1987" and why == f"`blog-2013:4b` follows `loc-1987:3e`: {change}"
    assert stalin["cards:3.3d"] == ("cards", "") and "cards:3.3a" not in stalin
    heirs = origins(seeds, seeds.evidence_for("causes", "after-stalin"))
    assert heirs["blog-2013:4a"] == ("blog-2013", "")


def test_what_is_left_over_is_asked(seeds):
    """The comparison asks about bare and covered events, late and idle causes, and overlooked ones, and faults nothing."""
    html = leftovers(seeds, SEVERAL)
    paragraphs = [p for p in re.findall(r"<p>(.*?)</p>", html) if "strong" not in p]
    assert len(paragraphs) == 4 and all(p.endswith("?") for p in paragraphs)
    bare = covered(seeds, SEVERAL).query("points == 0")
    assert f"In {len(bare)} of the {seeds.cause_events['event'].nunique()} events" in html
    links = seeds.cause_events.merge(bare[["event"]])
    assert all(inline(link.how) in html for link in links.itertuples())
    assert all(inline(f"{row.title}, {label(row.date)}.") in html for row in bare.itertuples())
    assert html.count("Beyond the sources:") == bare["beyond"].sum()
    for cause in ("czechoslovakia", "japan", *overlooked(seeds, SEVERAL)):
        assert inline(seeds.causes.set_index("cause").loc[cause, "title"]) in html
    assert not re.search(r"wrong|mistake|error|should", "".join(paragraphs))


def test_events_most_covered(seeds):
    """Where causes with points meet, the events in which most of them meet are named; where none meet, none is."""
    met = leftovers(seeds, {"terms-and-deliveries": 50, "dependence": 50})
    assert "meet most often in: Trade embargo on China." in met
    assert "meet most often" not in leftovers(seeds, {"japan": 100})
    assert "The 55 events" in leftovers(seeds, {"japan": 100})


def test_everything_covered(seeds):
    """With points for every cause no event is bare and no cause overlooked."""
    html = leftovers(seeds, dict.fromkeys(seeds.causes["cause"], 1))
    assert "In 0 of" not in html and "without points" not in html


ANYTHING = st.none() | st.booleans() | st.floats() | st.text() | st.integers() | st.lists(st.text())


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_record_is_survived(seeds, data):
    """Whatever a record holds, there is a state, and the page can be told of it."""
    names = st.sampled_from([f"points-{cause}" for cause in seeds.causes["cause"]] + ["theme", "done"])
    activity = Weigh(seeds)
    activity.state = activity.sound(data.draw(st.dictionaries(names, ANYTHING | st.just(100)) | ANYTHING))
    json.dumps(activity.told(), allow_nan=False)


def test_the_twin_is_a_table_to_fill_in(seeds):
    """On paper every cause stands with its citations, the contradicting ones marked, and room for points."""
    html = Weigh(seeds).html()
    assert html.count("______") == len(seeds.causes)
    for row in seeds.evidence.query("table == 'causes'").itertuples():
        assert f">{row.statement}</code>" in html
    contradicting = seeds.evidence.query("table == 'causes' and stance == 'contradicts'")
    assert html.count("✗") == len(contradicting) + 1
    assert set(Page(html).attributes) <= set(
        "div p strong em code table caption thead tbody tr th td".split()
    )


def test_without_causes(package):
    """A package of one's own without causes gives an activity with nothing to weigh."""
    package.write("causes", package.rows("causes")[:1])
    package.write("cause_events", package.rows("cause_events")[:1])
    package.write("evidence", [row for row in package.rows("evidence") if row[0] != "causes"])
    activity = Weigh(load_seeds(package.folder))
    assert len(activity.groups(activity.state)) == 1 and activity.told()["said"].startswith("0 of 100")


# The chart


def table(seeds, *numbers):
    """Points for the themes that have causes."""
    points = [*numbers, *[0] * 6][:6]
    return by_theme(seeds, {}).assign(points=points)


@pytest.mark.parametrize("size", ["page", "projector"])
def test_texts_are_apart_and_stand_out(seeds, size):
    """At both sizes no text touches another, and all can be read."""
    chart = plot_weights(table(seeds, 20, 30, 10, 25, 5, 10), seeds.emphasis("theme"), size=size)
    assert_texts_apart(chart)
    assert_texts_stand_out(chart)


def test_what_is_drawn_is_the_table(seeds):
    """Every figure stands in its cell and bars are as long as their shares; a source of few statements has counts only."""
    numbers, emphasis = (20, 30, 10, 25, 5, 0), seeds.emphasis("theme")
    chart = plot_weights(table(seeds, *numbers), emphasis)
    cells, bars = artists(chart, "cell"), artists(chart, "bar-cell")
    rows = emphasis.set_index(["theme", "source"])
    sources = list(seeds.sources["source"])
    assert list(chart.table.columns) == ["Theme", "You (points)", *sources]
    unit = bars["leadership.0.0"].get_width() / (30 / 90)
    for n, theme in enumerate(chart.table["Theme"]):
        assert chart.table["You (points)"][n] == str(numbers[n])
        assert cells[f"{theme}.0.0"].get_text() == (str(numbers[n]) if numbers[n] else "·")
        for place, source in enumerate(sources, start=1):
            row = rows.loc[theme, source]
            known = row.in_all >= FEW
            words = f"{row.share:.0f} %" if known else f"{row.attests} of {row.in_all}"
            assert chart.table[source][n] == words
            assert cells[f"{theme}.{place}.0"].get_text() == (words if row.attests else "·")
            bar = bars.get(f"{theme}.{place}.0")
            assert (bar is not None) == (known and row.attests > 0)
            assert bar is None or bar.get_width() / unit == pytest.approx(row.share / 100)


def test_the_summary_is_true(seeds):
    """The sentence names the themes with most points and those of which each source says most."""
    emphasis = seeds.emphasis("theme")
    said = plot_weights(table(seeds, 40, 40, 20), emphasis).summary
    assert said.startswith("Of 100 points you gave most to ideology and leadership (40 each); ")
    for source, mine in emphasis.groupby("source"):
        top = mine[mine["attests"] == mine["attests"].max()]
        words = f"{source} says most on {' and '.join(top['theme'])} ({top['share'].iloc[0]:.0f} %"
        assert (words in said) == (mine["in_all"].iloc[0] >= FEW)
    assert plot_weights(table(seeds, 1), emphasis).summary.startswith(
        "Of 1 point you gave most to ideology (1);"
    )


@pytest.mark.parametrize("rows", [0, 6])
def test_without_points_it_says_so(seeds, rows):
    """An empty table and one without points give a chart that says so."""
    chart = plot_weights(table(seeds)[:rows], seeds.emphasis("theme"))
    assert chart.summary == "No weights to show: no points have been given."
    assert not artists(chart, "cell")
    assert_texts_apart(chart)


@given(st.dictionaries(WORDS, st.integers(0, 1000)), st.booleans())
@settings(max_examples=25, deadline=None)
def test_any_weights(seeds, numbers, sources):
    """Any points for any themes are drawn, with sources or without, and give the same picture twice."""
    weights = pd.DataFrame({"theme": list(numbers), "points": list(numbers.values())})
    emphasis = seeds.emphasis("theme") if sources else seeds.emphasis("theme")[:0]
    chart = plot_weights(weights, emphasis)
    assert list(chart.table["Theme"]) == list(numbers)
    assert chart.svg() == plot_weights(weights, emphasis).svg()


def test_wrong_calls_are_explained(seeds):
    """Another table and points below nought are answered with what is allowed."""
    with pytest.raises(ValueError, match="no column points"):
        plot_weights(seeds.causes, seeds.emphasis("theme"))
    with pytest.raises(ValueError, match="no column attests or in_all or share"):
        plot_weights(table(seeds), seeds.statements)
    with pytest.raises(ValueError, match="The column points holds -1; allowed are numbers from 0"):
        plot_weights(table(seeds, -1), seeds.emphasis("theme"))


def test_it_is_drawn_into_axes(seeds):
    """With axes of one's own the chart is drawn there."""
    ax = Figure(figsize=(8, 5)).add_subplot()
    assert plot_weights(table(seeds, 7), seeds.emphasis("theme"), ax).figure is ax.figure
