"""The relationship curve and the strategic triangle draw, say and list what stands in the tables."""

import re

import pandas as pd
import pytest
from chart_reading import Page, artists, assert_texts_apart, assert_texts_stand_out, contrast, visible_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from course_lib import charts, dates
from course_lib.charts import design, relationship, triangle
from course_lib.seeds import relations

SIZES = ["page", "projector"]


def days(edtf):
    """Return the bounds of EDTF dates as two columns of days."""
    known = [dates.bounds(day) for day in edtf]
    ends = (pd.Series([bound[side] for bound in known], dtype="object") for side in (0, 1))
    return [pd.to_datetime(end).astype("datetime64[s]") for end in ends]


def acts(rows):
    """Return coded acts from (title, EDTF date, weight, weight by the other coding, beyond)."""
    table = pd.DataFrame(rows, columns=["title", "date", "goldstein", "goldstein_other", "beyond"])
    table["earliest"], table["latest"] = days(table["date"])
    table["goldstein_other"] = table["goldstein_other"].astype(float)
    return table.assign(cameo="057", reference="general").astype({"beyond": bool})


def spells(rows):
    """Return judgements from (pair, state, EDTF date, statement, reference)."""
    table = pd.DataFrame(rows, columns=["pair", "state", "date", "statement", "reference"])
    table["earliest"], table["latest"] = days(table["date"])
    return table.assign(note="for a reason")


FEW = acts(
    [
        ("Treaty", "1950-02-14", 8, 7, False),
        ("Aid", "1950/1960", 7.4, 7, False),
        ("Recall", "1960-07-16", -5.6, -7, True),
        ("Clash", "1969-03-02", -10, -10, False),
        ("Talks, no date", "1962/..", 1, 1, True),
        ("Pact before all this", "1937-08-21", 8, 8, False),
    ]
)
TIES = spells(
    [
        ("china-ussr", "warm", "1950/1955", "loc-1987:2m", ""),
        ("china-usa", "cold", "1949/1970", "", "thompson-dreyer-2012"),
        ("usa-ussr", "cold", "1950/1952", "cards:1.2a", "general"),
        ("usa-ussr", "warm", "1953/1954", "cards:1.2a", ""),
        ("china-ussr", "cold", "196X", "loc-1987:5a", ""),
        ("usa-ussr", "mixed", "1963", "loc-1987:6d", ""),
    ]
)


def number(text):
    """Return a number that is written with a sign and a decimal, as a chart writes it."""
    return float(text.replace("−", "-"))


def test_acts_stand_at_their_dates_and_weights():
    """A day is a dot at its day, anything else a bar over its days, each at the height of its weight."""
    figure = charts.plot_relationship(FEW).figure
    found = {a.get_gid(): a for a in figure.findobj(lambda artist: str(artist.get_gid()).startswith("acts-"))}
    dots = found["acts-days"].get_offsets()
    known = FEW[(FEW["earliest"] == FEW["latest"]) & (FEW["earliest"] >= "1949")]
    assert [tuple(dot) for dot in dots] == [
        (date2num(act.earliest) + 0.5, act.goldstein) for act in known.itertuples()
    ]
    bars = [path.get_extents() for path in found["acts-ranges"].get_paths()]
    last = date2num(pd.Timestamp("1990-01-01"))
    expected = [("1950-01-01", date2num(pd.Timestamp("1961-01-01")), 7.4), ("1962-01-01", last, 1)]
    for bar, (first, end, weight) in zip(bars, expected, strict=True):
        assert (bar.x0, bar.x1) == (date2num(pd.Timestamp(first)), end)
        assert (bar.y0 + bar.y1) / 2 == pytest.approx(weight)


def test_hollow_acts_are_beyond_the_sources():
    """The dots and bars of events that no source attests have the paper's colour inside."""
    figure = charts.plot_relationship(FEW).figure
    for gid, rows in (("acts-days", FEW.iloc[[0, 2, 3]]), ("acts-ranges", FEW.iloc[[1, 4]])):
        marks = figure.findobj(lambda artist, gid=gid: artist.get_gid() == gid)[0]
        hollow = [to_hex(face) == design.PAPER for face in marks.get_facecolors()]
        assert hollow == list(rows["beyond"])


@pytest.mark.parametrize("period", ["phase", 1, 5, 10])
def test_steps_are_the_means_of_their_periods(seeds, period):
    """Each step lies over its period at the mean, its box from the least to the greatest, dashes beside it."""
    table = seeds.coded()
    chart = charts.plot_relationship(table, period)
    means = relations.means(table, period)
    lines, others, boxes = (artists(chart, gid) for gid in ("step", "other", "spread"))
    assert set(lines) == set(others) == set(boxes) == {str(n) for n in means.index[means["n"] > 0]}
    for place, step in means[means["n"] > 0].iterrows():
        ends = [date2num(step["first"]), date2num(step["last"]) + 1]
        for line, name in ((lines, "mean"), (others, "other")):
            assert list(line[str(place)].get_xdata()) == ends
            assert list(line[str(place)].get_ydata()) == [step[name]] * 2
        box = boxes[str(place)].get_paths()[0].get_extents()
        assert [box.x0, box.x1, box.y0, box.y1] == pytest.approx([*ends, step["low"], step["high"]])


@pytest.mark.parametrize(("period", "rows"), [("phase", {"n", "mean", "period"}), (1, {"n"})])
def test_each_step_is_named_with_its_number(seeds, period, rows):
    """Above each period stands how many acts begin in it, and where there is room its mean and its name."""
    chart = charts.plot_relationship(seeds.coded(), period)
    means = relations.means(seeds.coded(), period)
    written = {name: artists(chart, name) for name in ("n", "mean", "period")}
    assert {name for name, words in written.items() if words} == rows
    assert [text.get_text() for text in written["n"].values()] == [str(n) for n in means["n"]]
    if "mean" in rows:
        said = [number(text.get_text()) for text in written["mean"].values()]
        assert said == pytest.approx(list(means["mean"]), abs=0.051)
        assert [text.get_text() for text in written["period"].values()] == list(means["period"])


def test_an_empty_period_stays_empty():
    """A phase in which no act begins has no step, no box and n = 0, and the table says so."""
    chart = charts.plot_relationship(FEW[:1])
    assert set(artists(chart, "step")) == {"0"}
    assert [text.get_text() for text in artists(chart, "n").values()] == ["1", "0", "0", "0", "0", "0"]
    assert list(chart.table["Rests on"][1:6]) == ["no act begins in it"] * 5


def test_the_scale_has_words_at_its_ends():
    """The axis of weights has a name, and its ends say conflict and cooperation."""
    ax = charts.plot_relationship(FEW).figure.axes[0].child_axes[1]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels[0] == "conflict\n−10" and labels[-1] == "cooperation\n+10"
    assert ax.get_ylabel() == "Goldstein weight" and ax.get_xlabel() == "Year"


def test_the_summary_of_the_curve_is_true(seeds):
    """The sentence gives the highest and the lowest mean, and how far dates and coders move a mean."""
    table = seeds.coded()
    said = charts.plot_relationship(table).summary
    by_phase = table.groupby("phase", observed=True)
    means, others = by_phase["goldstein"].mean(), by_phase["goldstein_other"].mean()
    for phase in (means.idxmax(), means.idxmin()):
        words = rf"the mean is (\S+) in {phase} \(n = (\d+)\)|and (\S+) in {phase} \(n = (\d+)\), the lowest"
        found = [group for group in re.search(words, said).groups() if group]
        assert number(found[0]) == pytest.approx(means[phase], abs=0.051)
        assert int(found[1]) == by_phase.size()[phase]
    assert float(re.search(r"another coding by up to ([\d.]+)\.", said)[1]) == pytest.approx(
        (means - others).abs().max(), abs=0.051
    )
    steps = relations.means(table)
    moved = max((steps["mean"] - steps["low"]).max(), (steps["high"] - steps["mean"]).max())
    assert f"a mean by up to {moved:.1f}" in said and said.startswith("55 acts ")


def test_one_act_none_and_none_in_these_years():
    """The sentence is good English for one act, for none, and where nothing lies between 1949 and 1989."""
    one = charts.plot_relationship(FEW[:1]).summary
    assert one.startswith("1 act on a scale from") and "the mean is +8.0 in alliance (n = 1);" in one
    assert charts.plot_relationship(FEW[:0]).summary.startswith("No means to show")
    early = charts.plot_relationship(FEW[5:])
    assert early.summary.endswith("in the table only: 1 not dated to 1949–1989.")
    assert early.figure.axes[0].texts[0].get_text() == early.summary
    assert "Pact before all this" in list(early.table["Period or act"])


def test_the_table_holds_the_means_the_acts_and_what_the_scale_misses(seeds):
    """The table has a row for each period and act, and says what the weights cannot tell apart."""
    table = seeds.coded()
    chart = charts.plot_relationship(table)
    assert len(chart.table) == 6 + len(table) + 1
    listed = chart.table[6:-1]
    assert list(listed["Period or act"]) == list(table["title"])
    assert [number(weight) for weight in listed["Weight"]] == list(table["goldstein"])
    assert list(listed["Code"]) == list(table["cameo"])
    beyond = listed["Rests on"].str.startswith("beyond the sources: ")
    assert list(beyond) == list(table["beyond"])
    last = chart.table.iloc[-1]["Rests on"]
    assert "goldstein-1992" in last and "−10" in last and "−4" in last


def test_a_changed_coding_moves_its_step(seeds):
    """With codes of one's own and with a changed weight the step stands elsewhere, and the other one does not."""
    clashes = {"zhenbao-march-2": "010", "zhenbao-march-15": "010"}
    mine = charts.plot_relationship(seeds.coded(coder=clashes))
    ours = charts.plot_relationship(seeds.coded())
    heights = [artists(chart, "step")["3"].get_ydata()[0] for chart in (mine, ours)]
    assert heights[0] == pytest.approx(heights[1] + 20 / 8)
    assert artists(mine, "other")["3"].get_ydata()[0] == heights[1]


def box_years(box):
    """Return the first and the last year of a box."""
    edges = pd.to_datetime([box.get_x(), box.get_x() + box.get_width()], unit="D")
    return edges[0].year, edges[1].year - 1


def test_spells_are_boxes_over_their_years():
    """Each judgement is a box from the first to the end of its last year, in the row of its pair."""
    boxes = artists(charts.plot_triangle(TIES), "box")
    for spell in TIES.itertuples():
        row = list(relations.PAIRS).index(spell.pair)
        box = boxes[f"{row}-{spell.earliest.year}"]
        assert box_years(box) == (spell.earliest.year, spell.latest.year)
        assert row < box.get_y() and box.get_y() + box.get_height() < row + 1


@pytest.mark.parametrize("table", ["few", "seeds"])
def test_every_year_of_every_row_is_in_one_box(seeds, table):
    """The boxes of a row follow each other from 1949 to 1989 and say what the years of the triangle say."""
    table = TIES if table == "few" else seeds.triangle
    chart = charts.plot_triangle(table)
    years = relations.triangle_years(table).set_index("year")
    words = {"balanced": "yes", "not balanced": "no", "": "nobody"}
    drawn = [box_years(box) for box in artists(chart, "box").values()]
    assert len(drawn) == len(chart.table)
    for name, rows in chart.table.groupby("What"):
        column = {**{b: a for a, b in triangle.PAIRS.items()}, "Balanced": "balanced"}.get(
            name, "odd_one_out"
        )
        told = {}
        for row in rows.itertuples():
            first, *_, last = (row.Years.split("–") * 2)[:2] if "–" not in row.Years else row.Years.split("–")
            assert (int(first), int(last)) in drawn
            for year in range(int(first), int(last) + 1):
                assert year not in told
                told[year] = row[3]
        assert told == {year: words.get(word, word) for year, word in years[column].items()}


def test_labels_say_the_state_and_its_citation():
    """A box with room says its state and its statement, or that it is beyond; a narrow one a letter."""
    labels = {
        name: text.get_text() for name, text in artists(charts.plot_triangle(TIES), "label-box").items()
    }
    assert labels["0-1960"] == "cold\nloc-1987:5a"
    assert labels["1-1949"] == "cold\nbeyond"
    assert labels["2-1963"] == "m"
    assert labels["3-1950"] == "yes" and labels["3-1953"] == "no" and labels["4-1950"] == "USA"
    assert labels["3-1960"] == "not decided\nUSA–USSR open"


def test_what_rests_on_no_source_is_hollow():
    """A judgement with no statement is a hollow box, and the table calls it beyond the sources."""
    chart = charts.plot_triangle(TIES)
    hollow = {
        name for name, box in artists(chart, "box").items() if to_hex(box.get_facecolor()) == design.PAPER
    }
    assert "1-1949" in hollow and not hollow & {"0-1950", "2-1950", "0-1960"}
    rests = chart.table.set_index(["What", "Years"])["Rests on"]
    assert rests["China–USA", "1949–1970"] == "beyond the sources: thompson-dreyer-2012"
    assert rests["USA–USSR", "1950–1952"] == "`cards:1.2a`; beyond the sources: general"


def test_states_differ_by_more_than_colour():
    """Warm, mixed and cold have patterns of their own in the strip, and lines of their own in the triangle."""
    assert len({triangle.LOOKS[state].get("hatch") for state in relations.STATES}) == 3
    assert len({triangle.LINES[state][1] for state in relations.STATES}) == 3


def test_the_summary_of_the_strip_is_true(seeds):
    """The sentence counts the years that are balanced, not balanced and not decided, and names who stands out."""
    found = relations.triangle_years(TIES)["balanced"].value_counts()
    said = charts.plot_triangle(TIES).summary
    assert f"balanced in {found['balanced']} (1950–1952), the USA being the odd one out" in said
    assert f"not balanced in {found['not balanced']} (1953–1954)" in said
    assert f"not decided in {found['not decided']} (1949, 1955–1989)." in said
    years = seeds.triangle_years()
    assert (
        f"balance not decided in {(years['balanced'] == 'not decided').sum()} ("
        in charts.plot_triangle(seeds.triangle).summary
    )


def test_a_table_without_judgements_is_a_triangle_of_blanks():
    """With no row every year is not judged, and the chart and the sentence say so."""
    chart = charts.plot_triangle(TIES[:0])
    assert "balanced in none, not balanced in none, and its balance not decided in 41" in chart.summary
    assert list(chart.table["Judged to be"]) == ["not judged"] * 3 + ["not decided", "nobody"]


@pytest.mark.parametrize("year", [1949, 1952, 1954, 1963, 1985])
def test_the_triangle_of_a_year_shows_its_three_ties(year):
    """Each side says the state of its pair in the year, and the corner of the odd one out is filled."""
    chart = charts.plot_triangle(TIES, year)
    told = relations.triangle_years(TIES, year, year).iloc[0]
    states = {pair: text.get_text() for pair, text in artists(chart, "state").items()}
    assert states == {pair: told[pair] for pair in relations.PAIRS}
    filled = [
        state
        for state, text in artists(chart, "corner").items()
        if to_hex(text.get_bbox_patch().get_facecolor()) == design.INK
    ]
    assert filled == [told["odd_one_out"]] * bool(told["odd_one_out"])
    lines = artists(chart, "side")
    for pair, ends in relations.PAIRS.items():
        corners = [artists(chart, "corner")[state].get_position() for state in ends]
        assert list(zip(*lines[pair].get_data())) == corners
        assert f"{triangle.PAIRS[pair]} {told[pair]}" in chart.summary
    assert list(chart.table["Years"]) == [str(year)] * len(chart.table)


def test_the_verdict_of_a_year_is_in_words():
    """The sentence says balanced and who is odd one out, not balanced, or on which pairs the balance hangs."""
    said = {year: charts.plot_triangle(TIES, year).summary for year in (1952, 1954, 1963, 1949)}
    assert said[1952].endswith("the triangle is balanced, the USA being the odd one out.")
    assert said[1954].endswith("the triangle is not balanced.")
    assert said[1963].endswith("the balance is not decided, for it hangs on USA–USSR.")
    assert said[1949].endswith("hangs on China–USSR and USA–USSR.")


def test_a_table_of_ones_own_needs_four_columns():
    """Pair, state and days are enough; what it rests on then stays empty."""
    chart = charts.plot_triangle(TIES[["pair", "state", "earliest", "latest"]])
    assert set(chart.table["Rests on"]) == {""}


def test_events_stand_above_and_in_the_table(seeds):
    """Events that are given are named above the strip and listed with what they rest on."""
    events = seeds.events[seeds.events["event"].isin(["treaty-1950", "nixon-in-china"])]
    chart = charts.plot_triangle(seeds.triangle, events=events)
    texts = [text.get_text() for text in visible_texts(chart)]
    assert set(events["title"]) <= set(texts)
    assert list(chart.table[chart.table["What"] == "Event above"]["Judged to be"]) == list(events["title"])
    assert_texts_apart(chart)


def real(seeds):
    """Yield the charts of this file from the workbook's own tables, for each size of letters."""
    for size in SIZES:
        yield from (charts.plot_relationship(seeds.coded(), period, size=size) for period in ("phase", 1, 5))
        yield charts.plot_triangle(seeds.triangle, size=size)
        yield from (charts.plot_triangle(seeds.triangle, year, size=size) for year in (1952, 1975, 1988))


def test_texts_are_apart_and_stand_out(seeds):
    """On the real tables, at both sizes, no two texts touch, all are on the paper, and all can be read."""
    for chart in [*real(seeds), charts.plot_relationship(FEW), charts.plot_triangle(TIES)]:
        assert_texts_apart(chart)
        assert_texts_stand_out(chart)


def test_marks_stand_out():
    """Marks, edges and lines have a contrast of three with the paper and the band."""
    tints = [relationship.MEAN["color"], relationship.OTHER["color"], relationship.SPREAD["ec"], design.QUIET]
    tints += [looks["fc"] for state, looks in triangle.LOOKS.items() if state != "mixed"]
    tints.append(triangle.LOOKS["mixed"]["ec"])
    assert all(contrast(tint, ground) >= 3 for tint in tints for ground in (design.PAPER, design.BAND))
    for tint in (relationship.MEAN["color"], relationship.OTHER["color"], relationship.SPREAD["ec"]):
        assert contrast(tint, relationship.SPREAD["fc"]) >= 3


EDTF = st.sampled_from(
    ["1949", "195X", "1953/..", "../1955", "1950-02-14", "1969-03", "1989-12-31", "1950/1989", "1936", "1991"]
)
WEIGHTS = st.one_of(st.integers(-10, 10), st.floats(-10, 10))


@given(
    st.lists(st.tuples(st.text(max_size=30), EDTF, WEIGHTS, WEIGHTS, st.booleans()), max_size=6),
    st.sampled_from(["phase", 1, 7, 41]),
)
@settings(max_examples=25, deadline=None)
def test_any_acts_make_a_curve(rows, period):
    """Whatever the titles, dates and weights, the curve is drawn, its texts apart, and its table is complete."""
    chart = charts.plot_relationship(acts(rows), period)
    assert_texts_apart(chart)
    assert len(chart.table) == len(relations.periods(period)) + len(rows) + 1
    assert "nan" not in chart.summary + chart.table.to_string()


YEARS = st.tuples(st.integers(1940, 1995), st.integers(0, 30)).map(
    lambda span: f"{span[0]}/{span[0] + span[1]}"
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*relations.PAIRS]),
            st.sampled_from(relations.STATES),
            YEARS,
            st.sampled_from(["", "cards:1.2a"]),
            st.just(""),
        ),
        max_size=3,
        unique_by=lambda row: row[0],
    )
)
@settings(max_examples=25, deadline=None)
def test_any_judgements_make_a_triangle(rows):
    """Whatever is judged of the pairs, the strip is drawn, its texts apart, and covers every year of each row."""
    chart = charts.plot_triangle(spells(rows))
    assert_texts_apart(chart)
    for row in range(5):
        boxes = [box for name, box in artists(chart, "box").items() if name.startswith(f"{row}-")]
        assert sum(last - first + 1 for first, last in map(box_years, boxes)) == 41


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda s: charts.plot_relationship(s), "pass seeds.coded()"),
        (lambda s: charts.plot_relationship(s.events), "no column goldstein or goldstein_other"),
        (lambda s: charts.plot_relationship(s.coded(), "decade"), '"phase", or 1 to 41 years'),
        (lambda s: charts.plot_relationship(s.coded(), size="big"), "Allowed are: page, projector"),
        (lambda s: charts.plot_relationship(s.coded().assign(goldstein=12)), "numbers from -10 to 10"),
        (lambda s: charts.plot_relationship(s.coded().assign(earliest="1950")), "and not days"),
        (lambda s: charts.plot_triangle(s), "pass seeds.triangle"),
        (lambda s: charts.plot_triangle(s.events), "no column pair or state"),
        (lambda s: charts.plot_triangle(s.triangle, 1948), "year='1948' is not known here"),
        (lambda s: charts.plot_triangle(s.triangle, "all"), "year='all' is not known here"),
        (lambda s: charts.plot_triangle(s.triangle.assign(state="hot")), "Allowed are: warm, mixed, cold"),
        (lambda s: charts.plot_triangle(s.triangle.assign(pair="china-india")), "Allowed are: china-ussr"),
        (lambda s: charts.plot_triangle(s.triangle.assign(latest="1950")), "and not days"),
        (lambda s: charts.plot_triangle(s.triangle, events=s.terms), "seeds.events"),
    ],
)
def test_a_wrong_call_is_explained(seeds, call, said):
    """What was given wrongly is named, with what is allowed."""
    with pytest.raises(ValueError) as problem:
        call(seeds)
    assert said in str(problem.value)


def test_charts_are_drawn_into_axes_that_are_given(seeds):
    """With ax= a chart is drawn into that figure, and no other one is made."""
    calls = (
        lambda ax: charts.plot_relationship(seeds.coded(), ax=ax),
        lambda ax: charts.plot_triangle(seeds.triangle, ax=ax),
        lambda ax: charts.plot_triangle(seeds.triangle, 1972, ax=ax),
        lambda ax: charts.plot_relationship(FEW[:0], ax=ax),
    )
    for call in calls:
        figure = Figure(figsize=(12, 8))
        chart = call(figure.add_axes((0.02, 0.02, 0.96, 0.96)))
        assert chart.figure is figure
        assert_texts_apart(chart)


def test_html_is_the_same_each_time_and_holds_the_table(seeds):
    """Two charts of the same table are the same page, byte for byte, with the summary as caption."""
    for draw in (
        lambda: charts.plot_relationship(seeds.coded()),
        lambda: charts.plot_triangle(seeds.triangle),
    ):
        one, other = draw(), draw()
        assert one.html() == other.html()
        page = Page(one.html())
        assert page.texts["figcaption"] == [one.summary]
        assert page.attributes["img"][0]["alt"] == f"{one.title}. {one.summary}"
        assert len(page.attributes["tr"]) == len(one.table) + 1
