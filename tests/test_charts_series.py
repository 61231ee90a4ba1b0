"""Measured series and coded spells: lines end where the data end, holes are shown, codings stand side by side."""

import numpy as np
import pandas as pd
import pytest
from chart_reading import Page, artists, assert_texts_apart, assert_texts_stand_out, contrast, visible_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import same_color, to_rgb
from matplotlib.dates import date2num, num2date
from matplotlib.figure import Figure

from course_lib import charts, dates
from course_lib.charts import curves, design

TRADE = "trade-china-ussr"
CALLS = [
    ((TRADE,), {}),
    ((TRADE, "trade-china-usa"), {"events": True}),
    (("trade-china-ussr-points", TRADE), {}),
    (("un-distance", "cinc"), {"events": True}),
    (("warheads", "rivalry"), {"since": 1964}),
    (("diplomatic-exchange", "dispute-hostility"), {}),
    (("un-ideal-point",), {"actors": ["China", "USSR"]}),
    (("trade-china-usa",), {"since": 1971, "until": 1976, "claims": True}),
]
SHOWN = ["treaty-1950", "adviser-withdrawal", "zhenbao-march-2", "nixon-in-china", "treaty-expires"]


@pytest.fixture(scope="module")
def events(seeds):
    """Five events to be set above."""
    return seeds.events[seeds.events["event"].isin(SHOWN)]


@pytest.fixture(scope="module")
def claims(seeds):
    """What the cards say of the trade of China and the USA."""
    return seeds.claims[seeds.claims["dispute"] == "trade-hundredfold"]


def middle(year):
    """Return the middle of a year as matplotlib counts."""
    return (date2num(np.datetime64(f"{year}-01-01")) + date2num(np.datetime64(f"{year + 1}-01-01"))) / 2


def points(lines):
    """Return (year, value) for each point of some lines."""
    found = [(x, y) for line in lines for x, y in zip(*line.get_data())]
    return sorted((num2date(x).year, float(y)) for x, y in found)


def values(rows, statuses):
    """Return (year, value) for the rows that have one of the statuses."""
    mine = rows[rows["status"].isin(statuses)]
    return sorted(zip(mine["year"].astype(int), mine["value"].astype(float)))


def words(chart):
    """Return all that stands on a chart, on one line."""
    return " ".join(text.get_text().replace("\n", " ") for text in visible_texts(chart))


@pytest.mark.parametrize("name", ["cinc", "warheads", "un-distance", "trade-china-usa", TRADE])
def test_lines_are_the_values_in_the_table(seeds, name):
    """Each line has the values of its states, at the middle of their years, and none other."""
    chart = charts.plot_series(seeds.series, name)
    rows = seeds.series[seeds.series["series"] == name]
    lines = artists(chart, f"line-{name}")
    pairs = rows[["actor", "other"]].drop_duplicates().itertuples(index=False)
    for actor, other in pairs:
        who = f"{actor}–{other}" if other else actor
        mine = [line for gid, line in lines.items() if gid.startswith(f"{who}-")]
        its = rows[(rows["actor"] == actor) & (rows["other"] == other)]
        assert points(mine) == values(its, ["measured", "estimate"])
    years = {x for line in lines.values() for x in line.get_xdata()}
    assert years <= {middle(year) for year in rows["year"]}


def test_no_line_crosses_a_hole(seeds):
    """The trade of 1955–57 and that of 1978–89 are two lines, and the years between are hatched."""
    chart = charts.plot_series(seeds.series, TRADE)
    lines = artists(chart, f"line-{TRADE}").values()
    spans = sorted((points([line])[0][0], points([line])[-1][0]) for line in lines)
    assert spans == [(1955, 1957), (1978, 1989)]
    holes = artists(chart, f"hole-{TRADE}")
    assert set(holes) == {"1950-1954", "1958-1977"}
    for span, hole in holes.items():
        first, last = map(int, span.split("-"))
        assert hole.get_x() == date2num(np.datetime64(f"{first}-01-01"))
        assert hole.get_x() + hole.get_width() == date2num(np.datetime64(f"{last + 1}-01-01"))
        assert hole.get_hatch()
    assert words(chart).count("no data") == 2


def test_years_between_waves_are_no_line(seeds):
    """Diplomatic exchange, looked at every five years, has eight marks apart."""
    chart = charts.plot_series(seeds.series, "diplomatic-exchange")
    lines = artists(chart, "line-diplomatic-exchange")
    assert len(lines) == 8 and all(len(line.get_xdata()) == 1 for line in lines.values())
    assert "1966-1969" in artists(chart, "hole-diplomatic-exchange")


def test_a_series_shorter_than_the_axis_is_hatched_outside(seeds):
    """Beside a series from 1949, the votes from 1971 have no data before."""
    chart = charts.plot_series(seeds.series, "un-distance", "cinc")
    assert set(artists(chart, "hole-un-distance")) == {"1949-1970"} and not artists(chart, "hole-cinc")


def test_false_zeros_are_crossed_out_and_in_no_line(seeds):
    """The noughts of 1960–63 are crosses, named as false, and not among the values."""
    chart = charts.plot_series(seeds.series, TRADE)
    crosses = artists(chart, "false")[TRADE]
    assert crosses.get_marker() == "x" and crosses.get_linestyle() == "None"
    assert points([crosses]) == [(year, 0) for year in range(1960, 1964)]
    assert "✗ recorded as 0, falsely: 1960–1963" in words(chart)
    assert list(chart.table["Status"]).count("false_zero") == 4


def test_single_years_are_never_joined(seeds):
    """Points from the literature are marks without a line, and the doubtful ones are in the table only."""
    name = "trade-china-ussr-points"
    chart = charts.plot_series(seeds.series, name)
    rows = seeds.series[seeds.series["series"] == name]
    (marks,) = artists(chart, f"points-{name}").values()
    assert marks.get_linestyle() == "None" and points([marks]) == values(rows, ["point"])
    assert not artists(chart, f"line-{name}") and not artists(chart, f"hole-{name}")
    assert set(chart.table["Year"]) - {str(year) for year, _ in points([marks])} == {"1975", "1976"}
    assert "Too doubtful to be drawn: 1975–1976." in words(chart)


@pytest.mark.parametrize("name", ["cinc", "un-distance", "trade-china-usa", "alliance-cow"])
def test_what_has_a_caveat_is_hollow_and_says_why(seeds, name):
    """A mark is hollow exactly where its row has a caveat, and the caveat stands above the plot."""
    chart = charts.plot_series(seeds.series, name)
    rows = seeds.series[(seeds.series["series"] == name) & (seeds.series["caveat"] != "")]
    hollow = artists(chart, f"hollow-{name}").values()
    assert points(hollow) == values(rows, ["measured", "estimate"])
    assert all(same_color(mark.get_markerfacecolor(), design.PAPER) for mark in hollow)
    assert all(f"{caveat}." in words(chart) and caveat in chart.summary for caveat in rows["caveat"])


def test_caveats_rest_on_notes(seeds):
    """What the chart says briefly, the note says in full."""
    assert (seeds.series.loc[seeds.series["caveat"] != "", "note"] != "").all()
    titles = seeds.series.groupby("series")["title"].nunique()
    assert (titles == 1).all() and seeds.series["title"].nunique() == len(titles)


def test_lines_are_told_apart_without_colour(seeds):
    """Three states have three markers and three dashes, and the names at the right repeat the markers."""
    chart = charts.plot_series(seeds.series, "cinc")
    lines = artists(chart, "line-cinc").values()
    assert len({line.get_marker() for line in lines}) == 3
    assert len({str(line._dash_pattern) for line in lines}) == 3
    names = {name.get_text() for name in artists(chart, "name-cinc").values()}
    assert names == {"● China", "■ USSR", "▲ USA"}
    for line in lines:
        assert contrast(line.get_color(), design.PAPER) >= 3 and contrast(line.get_color(), design.BAND) >= 3


def test_two_series_have_an_axis_each(seeds):
    """Two series share the years and nothing else: no axis has a twin, each panel names its unit."""
    chart = charts.plot_series(seeds.series, "un-distance", "cinc")
    upper, lower = (next(iter(artists(chart, f"line-{n}").values())).axes for n in ("un-distance", "cinc"))
    assert (
        upper is not lower and upper.get_xlim() == lower.get_xlim() and upper.get_ylim() != lower.get_ylim()
    )
    assert upper.get_position().y0 > lower.get_position().y1
    assert not upper.get_shared_x_axes().joined(upper, lower)
    assert "Unit: difference of ideal points." in words(chart) and "Unit: share of world total." in words(
        chart
    )
    assert lower.get_xlabel() == "Year" and upper.get_xlabel() == ""


def test_warheads_stand_on_a_tenfold_axis(seeds):
    """Warheads span five powers of ten, in any window of the years; a nought keeps its place."""
    for since in (1949, 1970, 1980):
        chart = charts.plot_series(seeds.series, "warheads", since=since)
        (axes,) = {line.axes for line in artists(chart, "line-warheads").values()}
        assert axes.get_yscale() == "symlog" and axes.get_ylim()[0] <= 0
        assert "tenfold from step to step" in words(chart)


def test_the_claim_of_the_cards_stands_against_the_data(seeds, claims):
    """Two dashed lines at 5 and 500, named by their citation, and a row of the table."""
    chart = charts.plot_series(seeds.series, "trade-china-usa", claims=claims, since=1971, until=1976)
    lines = artists(chart, "claim")
    assert sorted(line.get_ydata()[0] for line in lines.values()) == [5, 500]
    names = [name.get_text() for name in artists(chart, "name-trade-china-usa").values()]
    assert {"cards:7.7: 5", "cards:7.7: 500"} < set(names)
    assert list(chart.table.iloc[-1])[3:6] == ["from 5 to 500", "US$ million", "claim"]
    assert chart.table["Rests on"].iloc[-1] == "`cards:7.7`"
    assert chart.summary.endswith("; cards:7.7 has from 5 to 500 (US$ million).")


def test_events_stand_above_and_cross_the_panels(seeds, events):
    """Each event is named in the strip, marked in both panels at its days, and listed in the table."""
    chart = charts.plot_series(seeds.series, TRADE, "cinc", events=events)
    labels = {label.get_text().replace("\n", " ") for label in artists(chart, "label").values()}
    assert labels == set(events["title"])
    spans = [artist for artist in chart.figure.findobj() if (artist.get_gid() or "").startswith("event-")]
    wanted = sorted((date2num(e.earliest), date2num(e.latest) + 1) for e in events.itertuples())
    assert sorted({(span.get_x(), span.get_x() + span.get_width()) for span in spans}) == wanted
    assert len(spans) == 2 * len(events)
    listed = chart.table[chart.table["Status"] == "event"]
    assert set(listed["What"]) == labels and "5 events are marked above" in chart.summary
    assert set(listed.loc[listed["What"] == "The 1950 treaty expires", "Rests on"]) == {
        "beyond the sources: general"
    }


def test_events_outside_the_years_are_left_out(seeds, events):
    """Where the axis ends in 1957 only the treaty stands above it, where it begins in 1975 only its end."""
    chart = charts.plot_series(seeds.series, TRADE, events=events, until=1957)
    assert len(artists(chart, "label")) == 1 and "1 event is marked above" in chart.summary
    (label,) = artists(charts.plot_series(seeds.series, TRADE, events=events, since=1975), "label").values()
    assert label.get_text() == "The 1950 treaty expires"


def test_the_summary_of_a_series_is_true(seeds):
    """Lowest, highest, years without a value and false zeros are those of the table."""
    rows = seeds.series[seeds.series["series"] == TRADE]
    known = rows[rows["status"] == "measured"]
    low, high = known.loc[known["value"].idxmin()], known.loc[known["value"].idxmax()]
    lowest, highest = (f"{row['value']:,.10g} in {row['year']}" for row in (low, high))
    assert charts.plot_series(seeds.series, TRADE).summary == (
        f"Trade of China and the USSR (US$ million, current): China–USSR lowest {lowest}, highest {highest} "
        f"(no value for {40 - len(known)} years: 1950–1954, 1958–1977; ✗ recorded as 0, falsely: 1960–1963)."
    )
    rivalry = charts.plot_series(seeds.series, "alliance-atop", until=1968)
    assert "China–USSR 1 throughout." in rivalry.summary


def test_the_table_is_the_series(seeds):
    """Every row asked for is listed with value, status, note and the work beyond the sources."""
    table = charts.plot_series(seeds.series, TRADE).table
    rows = seeds.series[seeds.series["series"] == TRADE]
    assert list(table["Year"]) == list(rows["year"].astype(str)) and list(table["Note"]) == list(rows["note"])
    shown = ["–" if pd.isna(value) else f"{value:,.10g}" for value in rows["value"]]
    assert list(table["Value"]) == shown
    assert set(table["Rests on"]) == {"beyond the sources: barbieri-2009"}


@pytest.mark.parametrize("size", ["page", "projector"])
@pytest.mark.parametrize(("names", "more"), CALLS, ids=lambda part: "-".join(part))
def test_texts_of_series_keep_apart_and_stand_out(seeds, events, claims, names, more, size):
    """No text touches another, all are on the paper, large and dark enough."""
    given = {"events": events, "claims": claims}
    more = {name: given.get(name, value) if value is True else value for name, value in more.items()}
    chart = charts.plot_series(seeds.series, *names, size=size, **more)
    assert_texts_apart(chart)
    assert_texts_stand_out(chart)


@pytest.mark.parametrize(
    "name", ["un-agreement", "un-votes-cast", "disputes-ongoing-gml", "trade-china-usa-tradhist"]
)
def test_every_other_series_is_drawn_too(seeds, name):
    """The series that no other test names keep their texts apart."""
    assert_texts_apart(charts.plot_series(seeds.series, name))


def test_names_at_the_right_are_spread():
    """Names keep their order and their distance, and stay within the plot where there is room."""
    assert curves.spread([1.0, 0.2], 0.3, 2) == [1.0, 0.2]
    placed = curves.spread([1.95, 1.9, 1.92, 0.0], 0.3, 2)
    assert placed == pytest.approx([2.0, 1.4, 1.7, 0.0])


def invented(rows):
    """Return a series from (year, actor, value, status, caveat), one row for a year and actor."""
    frame = pd.DataFrame(rows, columns=["year", "actor", "value", "status", "caveat"])
    frame = frame.drop_duplicates(["year", "actor"]).astype({"year": int, "value": float})
    texts = {"series": "own", "title": "Own $ series", "other": "", "unit": "$ and $", "reference": "general"}
    return frame.assign(**texts, note="")


@given(
    st.lists(
        st.tuples(
            st.integers(1949, 1989),
            st.sampled_from(["China", "USSR", "USA", "India", "Albania"]),
            st.one_of(st.none(), st.floats(-1e6, 1e6)),
            st.sampled_from(["measured", "estimate", "missing", "false_zero", "point", "doubtful"]),
            st.sampled_from(["", "a caveat"]),
        ),
        max_size=15,
    ),
    st.sampled_from(["page", "projector"]),
)
@settings(max_examples=25, deadline=None)
def test_any_series_is_drawn_as_it_is(rows, size):
    """Whatever the values, lines and points hold those that count as values, and texts keep apart."""
    table = invented(rows)
    chart = charts.plot_series(table, "own", size=size)
    drawn = [*artists(chart, "line-own").values(), *artists(chart, "points-own").values()]
    known = table[table["value"].notna()]
    assert points(drawn) == values(known, ["measured", "estimate", "point"])
    assert len(chart.table) == len(table)
    if len(table):
        assert_texts_apart(chart)


def test_no_series_and_one_row(seeds):
    """An empty table gives a chart that says so; one row is one mark."""
    empty = charts.plot_series(seeds.series[:0], TRADE)
    assert empty.summary.startswith("No series to show") and empty.summary in words(empty)
    one = charts.plot_series(seeds.series[seeds.series["series"] == "cinc"][:1], "cinc")
    assert "China 0.1041 in 1949" in one.summary and len(one.table) == 1
    missing = charts.plot_series(seeds.series, TRADE, since=1950, until=1954)
    assert "nothing to draw (no value for 5 years: 1950–1954)" in missing.summary
    assert words(missing).count("no data") == 1


def test_wrong_calls_of_series_are_explained(seeds, claims):
    """What is wrong is named, with what is allowed."""
    wrong = [
        ((seeds, TRADE), {}, "the whole bundle"),
        ((seeds.events, TRADE), {}, "no column series"),
        ((seeds.series,), {}, "Name one series or two.*alliance-atop"),
        ((seeds.series, "cinc", "warheads", TRADE), {}, "Name one series or two"),
        ((seeds.series, "warhead"), {}, "Did you mean 'warheads'"),
        ((seeds.series, "cinc"), {"actors": "Chna"}, "actors='Chna'.*Did you mean 'China'"),
        ((seeds.series, "cinc"), {"since": "1950"}, "since='1950' is not a year"),
        ((seeds.series, "cinc"), {"since": 1980, "until": 1970}, "exchange the two"),
        ((seeds.series, "cinc"), {"events": seeds.terms}, "plot_series.*seeds.events"),
        ((seeds.series, "cinc"), {"claims": claims}, "claims are in US.*share of world total"),
    ]
    for tables, more, told in wrong:
        with pytest.raises(ValueError, match=told):
            charts.plot_series(*tables, **more)


def test_actors_keep_rows_all_of_whose_states_are_named(seeds):
    """China and the USSR keep their pair; the pair with the USA is gone."""
    chart = charts.plot_series(seeds.series, "un-distance", actors=["China", "USSR"])
    assert set(chart.table["Of whom"]) == {"China–USSR"}
    assert set(charts.plot_series(seeds.series, "cinc", actors="USSR").table["Of whom"]) == {"USSR"}


def pairs(spells):
    """Return each dispute's rows in the two codings."""
    disputes = spells[spells["kind"] == "dispute"]
    first, second = (
        disputes[disputes["coding"] == name].set_index("number") for name in disputes["coding"].unique()
    )
    return [(first.loc[number], second.loc[number]) for number in first.index]


def test_spells_reach_from_first_to_last_day(seeds):
    """Each spell is a bar from the start of its first day to the end of its last; the axis cuts what lies outside."""
    chart = charts.plot_spells(seeds.spells)
    bars = artists(chart, "bar")
    assert set(bars) == set(seeds.spells["spell"])
    for spell in seeds.spells.itertuples():
        bar = bars[spell.spell]
        ends = (date2num(spell.earliest), date2num(spell.latest) + 1)
        assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx(ends)
        assert bar.axes.get_xlim() == (date2num(np.datetime64("1949")), date2num(np.datetime64("1990")))


def test_both_codings_stand_side_by_side(seeds):
    """A dispute has the first coding solid above the second, hatched, both next to one label."""
    chart = charts.plot_spells(seeds.spells)
    bars, labels = artists(chart, "bar"), artists(chart, "label")
    for first, second in pairs(seeds.spells):
        solid, hatched = bars[first.spell], bars[second.spell]
        assert not solid.get_hatch() and hatched.get_hatch()
        assert (
            0 < hatched.get_y() - solid.get_y() < 0.3 and first.spell in labels and second.spell not in labels
        )
    assert "solid, Dyadic MID 4.02; hatched, GML 2.2.1" in words(chart)


def test_hostility_and_deaths_stand_in_words(seeds):
    """The level stands in the label, the bands of the dead beside the bar where there are any."""
    chart = charts.plot_spells(seeds.spells)
    labels, beside = artists(chart, "label"), artists(chart, "words")
    levels = {3: "display of force", 4: "use of force"}
    for spell in seeds.spells[seeds.spells["kind"] == "dispute"].itertuples():
        if spell.spell in labels:
            assert labels[spell.spell].get_text().replace("\n", " ").endswith(levels[spell.hostility])
        bands = (str(spell.deaths_actor), str(spell.deaths_other))
        wanted = "" if bands == ("none", "none") else " / ".join(bands).replace("-", "–")
        assert beside[spell.spell].get_text() == wanted


def test_the_alliance_runs_through_1969(seeds):
    """In each coding the treaty of 1950 covers the days of the fighting."""
    bars = artists(charts.plot_spells(seeds.spells), "bar")
    day = date2num(np.datetime64("1969-03-02"))
    for key in ("cow-229", "atop-1950", "treaty-1950-dates"):
        assert bars[key].get_x() < day < bars[key].get_x() + bars[key].get_width()


def ends(date):
    """Return the bounds of both ends of an EDTF date."""
    return [dates.bounds(part) for part in (date.split("/")[0], date.split("/")[-1])]


def test_the_summary_of_spells_is_counted(seeds):
    """How often the codings differ, and how many disputes touch an alliance, is counted anew."""
    both = pairs(seeds.spells)
    when = sum(
        any(a[1] < b[0] or b[1] < a[0] for a, b in zip(ends(first["date"]), ends(second["date"])))
        for first, second in both
    )
    dead = sum(
        (first["deaths_actor"], first["deaths_other"]) != (second["deaths_actor"], second["deaths_other"])
        for first, second in both
    )
    within = sum(first["earliest"] <= pd.Timestamp("1980-02-14") for first, _ in both)
    assert (len(both), when, dead, within) == (13, 9, 3, 11)
    assert charts.plot_spells(seeds.spells).summary == (
        "3 alliances, 3 rivalries, 13 militarised disputes; of 13 disputes coded more than once the codings "
        "differ on the dates of 9 and on the dead of 3; of 13 disputes, 11 fell at least partly within the "
        "time of an alliance of the same two."
    )


def test_the_table_of_spells_is_whole(seeds, events):
    """Each spell and event is listed, with dates in words and the work it rests on."""
    table = charts.plot_spells(seeds.spells, events).table
    spells = table[table["Kind"] != "event"]
    assert list(spells["Dates"]) == [dates.label(day) for day in seeds.spells["date"]]
    assert list(spells["Rests on"]) == [f"beyond the sources: {work}" for work in seeds.spells["reference"]]
    assert set(table.loc[table["Kind"] == "event", "Spell"]) == set(events["title"])
    zhenbao = spells[spells["Number"] == "349"]
    assert list(zhenbao["Deaths"]) == ["China 101–250, USSR 26–100", "China 26–100, USSR 26–100"]


def test_spells_are_what_the_data_sets_have(seeds):
    """Thirteen disputes in each coding, without that over Vietnam, as often under way as the yearly counts say."""
    disputes = seeds.spells[seeds.spells["kind"] == "dispute"]
    assert set(disputes["coding"].value_counts()) == {13} and "3007" not in set(disputes["number"])
    for coding, name in (("Dyadic MID 4.02", "disputes-ongoing"), ("GML 2.2.1", "disputes-ongoing-gml")):
        mine = disputes[disputes["coding"] == coding]
        for row in seeds.series[seeds.series["series"] == name].itertuples():
            under_way = (mine["earliest"].dt.year <= row.year) & (mine["latest"].dt.year >= row.year)
            assert under_way.sum() == row.value, (coding, row.year)


@pytest.mark.parametrize("size", ["page", "projector"])
@pytest.mark.parametrize("more", [{}, {"since": 1964, "until": 1980}, {"since": 1969, "until": 1969}])
def test_texts_of_spells_keep_apart_and_stand_out(seeds, events, more, size):
    """No text touches another, whatever part of the years is asked for."""
    chart = charts.plot_spells(seeds.spells, events, size=size, **more)
    assert_texts_apart(chart)
    assert_texts_stand_out(chart)
    for bar in artists(chart, "bar").values():
        assert contrast(to_rgb(bar.get_edgecolor()), design.BAND) >= 3


def coded(rows):
    """Return spells as a table from (kind, EDTF date, hostility, band)."""
    frame = pd.DataFrame(rows, columns=["kind", "date", "hostility", "deaths_actor"])
    known = [dates.bounds(day) for day in frame["date"]]
    for place, column in enumerate(("earliest", "latest")):
        days = pd.Series([bound[place] for bound in known], dtype="object")
        frame[column] = pd.to_datetime(days).astype("datetime64[s]")
    frame["hostility"] = frame["hostility"].astype("Int64")
    frame["spell"] = frame["number"] = [f"spell-{place}" for place in range(len(frame))]
    texts = {"title": "A $ spell", "coding": "own", "actor": "China", "other": "USSR", "note": ""}
    return frame.assign(**texts, deaths_other=frame["deaths_actor"], reference="general")


def test_the_codings_are_compared_on_both_sides_and_ends():
    """A difference in the dead of either state counts; so does a pact only where it was surely in force."""
    rows = [
        ("dispute", "1950-03-01", 4, "none"),
        ("dispute", "1950-03", None, "none"),
        ("alliance", "1950/1980", None, ""),
    ]
    spells = coded(rows).assign(number="7", coding=["one", "two", "two"])
    spells.loc[1, "deaths_other"] = "1-25"
    summary = charts.plot_spells(spells).summary
    assert (
        "of 1 dispute coded more than once the codings differ on the dates of 0 and on the dead of 1"
        in summary
    )
    assert "of 1 dispute, 0 fell at least partly within" in summary


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["alliance", "rivalry", "dispute"]),
            st.sampled_from(
                [
                    "1958/..",
                    "../1955-05",
                    "196X",
                    "1950-23/1953",
                    "1969-03-02",
                    "1958~",
                    "1816/1949",
                    "1950-02",
                ]
            ),
            st.sampled_from([None, 3, 4, 5]),
            st.sampled_from(["", "none", "1-25", "missing"]),
        ),
        max_size=8,
    )
)
@settings(max_examples=25, deadline=None)
def test_any_spells_are_drawn(rows):
    """Whatever the dates, open ones too, each spell has its bar, and texts keep apart."""
    chart = charts.plot_spells(coded(rows))
    assert len(artists(chart, "bar")) == len(chart.table) == len(rows)
    if rows:
        assert_texts_apart(chart)


def test_no_spells_one_and_wrong_calls(seeds):
    """An empty table says so, one row is in the singular, and what is wrong is named."""
    empty = charts.plot_spells(seeds.spells[:0])
    assert empty.summary.startswith("No spells to show") and empty.summary in words(empty)
    assert charts.plot_spells(seeds.spells[1:2]).summary == "1 alliance."
    with pytest.raises(ValueError, match="plot_spells draws a table of spells"):
        charts.plot_spells(seeds.series)
    with pytest.raises(ValueError, match="since='1950' is not a year"):
        charts.plot_spells(seeds.spells, since="1950")
    with pytest.raises(ValueError, match="kind='war' is not known here"):
        charts.plot_spells(seeds.spells.assign(kind="war"))
    with pytest.raises(ValueError, match="hostility='7' is not known here.*3, 4, 5"):
        charts.plot_spells(seeds.spells.assign(hostility=7))


@pytest.mark.parametrize("draw", ["series", "spells"])
def test_they_draw_into_axes_of_ones_own(seeds, events, draw):
    """With ax= both charts are drawn there, at the size given, inside the axes."""
    figure = Figure(figsize=(10, 16))
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.96))
    if draw == "series":
        chart = charts.plot_series(seeds.series, TRADE, "cinc", events=events, ax=axes)
    else:
        chart = charts.plot_spells(seeds.spells, events, ax=axes)
    assert chart.figure is figure and tuple(figure.get_size_inches()) == (10, 16)
    assert_texts_apart(chart)


def test_the_html_of_both_is_the_same_each_time(seeds, events):
    """Two runs give the same text, with the summary as alternative text and a table."""
    for draw in (
        lambda: charts.plot_series(seeds.series, TRADE, "warheads", events=events),
        lambda: charts.plot_spells(seeds.spells, events),
    ):
        first, second = draw(), draw()
        assert first.html() == second.html()
        page = Page(first.html())
        assert page.attributes["img"][0]["alt"] == first.alt and "Rests on" in page.texts["th"]
