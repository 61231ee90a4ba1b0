"""What the charts draw, say and list is what stands in the table."""

import random
import re
import subprocess
import sys
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import matplotlib
import pandas as pd
import pytest
from chart_reading import Page, artists, boxes, contrast, touch, visible_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import same_color, to_rgba_array
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from course_lib import charts, dates
from course_lib.charts import design, packing, timescale

PHASES = ["background", "alliance", "cracks", "quarrel", "brink", "triangle", "normalisation"]
THEMES = ["ideology", "leadership", "security", "territory", "economy", "third-parties"]
WORDS = [
    "the",
    "treaty",
    "of",
    "Moscow",
    "signed",
    "by",
    "Zhou",
    "Enlai",
    "Khrushchev's",
    "visit",
    "border",
    "talks",
    "on",
    "aid",
]


def table(rows):
    """Return events as a table from (title, EDTF date, theme, beyond)."""
    frame = pd.DataFrame(rows, columns=["title", "date", "theme", "beyond"])
    known = [dates.bounds(day) for day in frame["date"]]
    for place, column in enumerate(("earliest", "latest")):
        ends = pd.Series([bound[place] for bound in known], dtype="object")
        frame[column] = pd.to_datetime(ends).astype("datetime64[s]")
    frame["phase"] = pd.Categorical(["alliance"] * len(frame), PHASES, ordered=True)
    frame["theme"] = pd.Categorical(frame["theme"], THEMES)
    frame["initiator"] = "China"
    return frame.astype({"beyond": bool})


def invented(number, seed=0):
    """Return a table of invented events, most of them crowded into the early years."""
    chance = random.Random(seed)
    rows = []
    for _ in range(number):
        first = date(1949, 1, 1) + timedelta(int(14600 * chance.random() ** 2))
        last = first + timedelta(chance.choice((0, 0, 0, 3, 30, 365, 1500)))
        day = first.isoformat() if first == last else f"{first}/{last}"
        title = " ".join(chance.choices(WORDS, k=chance.randint(1, 8)))[:48].strip()
        rows.append((title, day, chance.choice(THEMES), chance.random() < 0.3))
    return table(rows)


FEW = table(
    [
        ("China to lean to one side", "1949-05~/1949-08~", "ideology", False),
        ("Treaty of alliance signed", "1950-02-14", "security", False),
        ("Loan of $300 million, of $60 million a year", "1950", "economy", False),
        ("Trade agreement", "1950-04-19", "economy", True),
        ("Split, say the cards", "1953/..", "ideology", False),
        ("Base in use", "../1955-05", "security", False),
    ]
)


class Mark(NamedTuple):
    """An event's mark as it is drawn: its box in days and inches, its place on the page, and its colours."""

    kind: str
    left: float
    right: float
    top: float
    foot: float
    extent: Bbox
    face: tuple
    edge: tuple


def exact_rows(chart):
    """Return the rows of a chart's table that are dated to the day, and those that are ranges."""
    ends = chart.table[["Dated from", "Dated to"]]
    known, exact = (ends != "open").any(axis=1), ends["Dated from"] == ends["Dated to"]
    return list(ends.index[known & exact]), list(ends.index[known & ~exact])


def collection(chart, gid):
    """Return the artist of this very gid, or None."""
    return next(iter(chart.figure.findobj(lambda artist: artist.get_gid() == gid)), None)


def marks(chart):
    """Return the Mark of each row: a collection holds its rows in the order of the table, and no others."""
    days, ranges = exact_rows(chart)
    return dict(sorted([*read_days(chart, days), *read_ranges(chart, ranges)]))


def read_days(chart, rows):
    """Yield (row, Mark) for each dot; its radius on the page is what its area says."""
    dots = collection(chart, "days")
    assert (0 if dots is None else len(dots.get_offsets())) == len(rows)
    for place, row in enumerate(rows):
        x, y = dots.get_offsets()[place]
        centre = dots.get_offset_transform().transform((x, y))
        radius = (dots.get_sizes()[0] ** 0.5 + dots.get_linewidths()[0]) / 2 * chart.figure.dpi / 72
        extent = Bbox([centre - radius, centre + radius])
        yield row, Mark("day", x, x, y, y, extent, dots.get_facecolors()[place], dots.get_edgecolors()[place])


def read_ranges(chart, rows):
    """Yield (row, Mark) for each bar, cut at the edges of the axes where it is seen."""
    bars = collection(chart, "ranges")
    assert (0 if bars is None else len(bars.get_paths())) == len(rows)
    for place, row in enumerate(rows):
        box = bars.get_paths()[place].get_extents()
        extent = box.transformed(bars.get_transform())
        seen = Bbox.intersection(extent, chart.figure.axes[0].bbox) or extent
        colours = bars.get_facecolors()[place], bars.get_edgecolors()[place]
        yield row, Mark("range", box.x0, box.x1, box.y0, box.y1, seen, *colours)


def arrows(chart, side):
    """Return the days at which arrows stand on one side."""
    found = collection(chart, f"arrows-{side}")
    return [] if found is None else [x for x, _ in found.get_offsets()]


def key(chart):
    """Return what the key of the marks says."""
    return [text.get_text() for text in artists(chart, "word").values()]


def assert_apart(chart):
    """Assert that no label touches another, nor another event's mark, and that all is inside."""
    chart.figure.draw_without_rendering()
    labels = artists(chart, "label")
    extents = dict(zip(labels, boxes(labels.values()), strict=True))
    for one, other in combinations(extents, 2):
        assert not touch(extents[one], extents[other]), (labels[one], labels[other])
    for event, mark in marks(chart).items():
        met = [other for other, box in extents.items() if other != str(event) and touch(box, mark.extent)]
        assert not met, (event, met)
    page = chart.figure.bbox
    for box in boxes(visible_texts(chart)):
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1


def test_marks_stand_where_the_table_has_their_days():
    """A day is a dot at its day; a range is a bar from its first day to the end of its last."""
    assert_marks_stand_at_their_days(charts.plot_timeline(FEW))


def assert_marks_stand_at_their_days(chart):
    """Assert for each dated row of the table that its mark reaches from its first day to its last."""
    left, right = chart.figure.axes[0].get_xlim()
    for row, mark in marks(chart).items():
        first, last = chart.table.loc[row, ["Dated from", "Dated to"]]
        starts = left if first == "open" else date2num(date.fromisoformat(first))
        ends = right if last == "open" else date2num(date.fromisoformat(last)) + 1
        if mark.kind == "day":
            starts = ends = starts + 0.5
        assert (mark.left, mark.right) == pytest.approx((starts, ends))


def test_a_year_is_a_bar_of_a_year():
    """The loan of 1950, of which only the year is known, takes the whole year."""
    bar = marks(charts.plot_timeline(FEW[2:3]))[0]
    assert (bar.left, bar.right - bar.left) == (date2num(date(1950, 1, 1)), 365)


def test_a_short_range_stays_a_bar_beside_the_dots():
    """Four days among fifty years are a bar with an edge, not a dot."""
    rows = [("Visit", "1958-07-31/1958-08-03", "security", False)]
    chart = charts.plot_timeline(table([*rows, ("Start", "1939", "security", False)]))
    bar, wide = marks(chart)[1], collection(chart, "ranges").get_linewidths()
    assert bar.right - bar.left == 4 and min(wide) >= 1.5 and not collection(chart, "days")


def test_open_ends_carry_an_arrow_and_others_none():
    """Only the two open ranges run on, each at its open end of the axis."""
    chart = charts.plot_timeline(FEW)
    left, right = chart.figure.axes[0].get_xlim()
    assert (arrows(chart, "left"), arrows(chart, "right")) == ([left], [right])
    titles, depth = dict(chart.table["Event"]), {row: mark.top for row, mark in marks(chart).items()}
    said = {}
    for side in ("left", "right"):
        y = collection(chart, f"arrows-{side}").get_offsets()[0][1]
        said[side] = titles[min(depth, key=lambda row: abs(depth[row] - y))]
    assert said == {"left": "Base in use", "right": "Split, say the cards"}


def test_labels_are_the_titles_dollars_included():
    """Each event is labelled once with its own title, and a dollar sign stays one."""
    chart = charts.plot_timeline(FEW)
    labels = artists(chart, "label")
    said = [labels[str(n)].get_text().replace("\n", " ") for n in range(len(FEW))]
    assert said == list(chart.table["Event"]) and sorted(said) == sorted(FEW["title"])
    assert not any(label.get_parse_math() for label in labels.values())


@pytest.mark.parametrize(("by", "column"), [("theme", "Theme"), ("phase", "Phase")])
def test_each_event_stands_in_its_lane(seeds, by, column):
    """The nearest lane's name above a label is the value in the event's row."""
    chart = charts.plot_timeline(seeds.events, by=by)
    tops = {name: lane.get_position()[1] for name, lane in artists(chart, "lane").items()}
    for event, label in artists(chart, "label").items():
        above = [name for name, top in tops.items() if top < label.get_position()[1]]
        assert max(above, key=tops.get) == chart.table[column][int(event)]


def test_hollow_marks_are_beyond_the_sources_and_the_key_says_so():
    """A mark is hollow exactly where its row is beyond; where no row is, the key is silent."""
    chart = charts.plot_timeline(FEW)
    hollow = [row for row, mark in marks(chart).items() if same_color(mark.face, design.PAPER)]
    assert [chart.table["Event"][row] for row in hollow] == ["Trade agreement"]
    assert list(chart.table["Beyond the sources"]).count("yes") == 1
    assert "hollow: beyond the sources" in key(chart)
    assert not any("beyond the" in word for word in key(charts.plot_timeline(FEW[~FEW["beyond"]])))


@pytest.mark.parametrize("number", [1, 5, 30, 90, 120])
def test_labels_keep_apart(number):
    """From one to 120 events labels touch neither each other nor a mark, and all is inside."""
    assert_apart(charts.plot_timeline(invented(number)))


@pytest.mark.parametrize("ask", [{"by": "phase"}, {"by": "actor"}, {"size": "projector"}])
def test_labels_of_the_workbook_keep_apart(seeds, ask):
    """The workbook's own events fit, in every order of lanes and in large letters."""
    assert_apart(charts.plot_timeline(seeds.events, **ask))


def test_the_figure_grows_with_the_events():
    """More events make a taller figure, never a wider one."""
    sizes = [charts.plot_timeline(invented(n)).figure.get_size_inches() for n in (1, 30, 120)]
    assert [size[0] for size in sizes] == [10, 10, 10]
    assert sizes[0][1] < sizes[1][1] < sizes[2][1]


def test_style_chooses_the_letters_of_all_further_charts(seeds):
    """After style("projector") charts have larger letters, a size in the call goes before it, and page is the start."""

    def smallest(**size):
        return min(t.get_fontsize() for t in visible_texts(charts.plot_terms(seeds.terms, **size)))

    page, projector = smallest(size="page"), smallest(size="projector")
    assert smallest() == page < projector
    charts.style("projector")
    try:
        assert smallest() == projector and smallest(size="page") == page
        with pytest.raises(ValueError, match="page, projector"):
            charts.style("huge")
        assert smallest() == projector
    finally:
        charts.style("page")
    assert smallest() == page


def test_letters_are_large_enough(seeds):
    """On 880 pixels, what a window of 1024 leaves, no letter is smaller than ten points."""
    for chart in (charts.plot_timeline(seeds.events), charts.plot_terms(seeds.terms)):
        sizes = [text.get_fontsize() for text in visible_texts(chart)]
        assert min(sizes) * 880 / 960 >= 10


def test_contrast_of_letters_and_marks(seeds):
    """Letters reach 4.5 and marks 3 on the paper and on the band."""
    timeline, terms = charts.plot_timeline(seeds.events, by="actor"), charts.plot_terms(seeds.terms)
    edges = [mark.edge for mark in marks(timeline).values()]
    edges += [to_rgba_array(strip.get_edgecolor())[0] for strip in artists(terms, "strip").values()]
    for ground in (design.PAPER, design.BAND):
        for chart in (timeline, terms):
            assert all(contrast(t.get_color(), ground) >= 4.5 for t in visible_texts(chart))
        assert all(contrast(edge, ground) >= 3 for edge in edges)
    assert all(contrast(colour, design.BAND) >= 4.5 for colour in design.LANES)


def recount(frame):
    """Return what a summary of events should count, worked out row by row."""
    rows = frame.to_dict("records")
    exact = [row for row in rows if row["earliest"] == row["latest"]]
    years = [r["earliest"].year for r in rows if r["earliest"].year == r["latest"].year]
    most = max(map(years.count, years), default=0)
    return {
        "events": len(rows),
        "days": len(exact),
        "ranges": len(rows) - len(exact),
        "open": sum(row["earliest"] is pd.NaT or row["latest"] is pd.NaT for row in rows),
        "beyond": sum(row["beyond"] for row in rows),
        "most": most,
        "densest": sorted({year for year in years if years.count(year) == most}),
    }


def told(summary):
    """Return the counts that a summary tells; one event is counted as it."""
    one = summary.startswith("1 event")
    forms = {
        "events": r"^(\d+) event",
        "days": r"(\d+|it) (?:is|are) dated to the day",
        "ranges": r"(\d+|it) (?:is a range|are ranges)",
        "open": r"\((\d+) of them open",
        "beyond": r"(\d+) rests? on none of the five sources",
    }
    found = {name: re.search(form, summary) for name, form in forms.items()}
    return {k: 0 if not m else int(one) if m[1] == "it" else int(m[1]) for k, m in found.items()}


@pytest.mark.parametrize("number", [1, 2, 30, 120])
def test_the_summary_is_true_of_the_table(number):
    """Each figure in the sentence is what counting the rows by hand gives."""
    frame = invented(number, seed=number)
    summary, right = charts.plot_timeline(frame).summary, recount(frame)
    assert told(summary) == {name: right[name] for name in told(summary)}
    densest = re.search(r"densest years? (?:is|are) ([\d and]+) \((\d+)", summary)
    if densest:
        assert [int(year) for year in re.findall(r"\d{4}", densest[1])] == right["densest"]
        assert int(densest[2]) == right["most"]


def test_the_summary_says_when_in_words():
    """The sentence names the first and the last date as the tables' labels do."""
    assert charts.plot_timeline(FEW[:4]).summary == (
        "4 events from mid-1949 to 1950; 2 are dated to the day, 2 are ranges; "
        "the densest year is 1950 (3 events); 1 rests on none of the five sources."
    )
    decade = table([("A", "1957~/1959~", "economy", False), ("B", "197X", "economy", False)])
    assert charts.plot_timeline(decade).summary == "2 events from 1957 to 1979; 2 are ranges."


def test_an_event_without_any_day_stands_in_the_table_only():
    """What has neither end cannot be drawn; the summary and the table keep it."""
    frame = FEW[:2].assign(earliest=pd.NaT, latest=FEW["latest"].where(FEW.index > 0)[:2])
    frame["earliest"] = frame["earliest"].astype("datetime64[s]")
    chart = charts.plot_timeline(frame)
    assert chart.summary.endswith("1 is without a date, in the table only.")
    assert len(chart.table) == 2 and len(artists(chart, "label")) == 1


def test_since_and_until_keep_what_may_have_happened_then():
    """A range that reaches into the window stays, cut at its edge with an arrow; others go."""
    chart = charts.plot_timeline(FEW, since="1950-03", until=1951)
    kept = {"Loan of $300 million, of $60 million a year", "Trade agreement", "Base in use"}
    assert set(chart.table["Event"]) == kept
    left, right = chart.figure.axes[0].get_xlim()
    assert (left, right) == (date2num(date(1950, 3, 1)), date2num(date(1952, 1, 1)))
    assert (arrows(chart, "left"), arrows(chart, "right")) == ([left] * 2, [right])
    assert chart.title == "Timeline by theme, March 1950 to 1951"


def test_phase_keeps_one_phase(seeds):
    """Only the rows of the phase are drawn, and lanes keep their colours."""
    whole, part = charts.plot_timeline(seeds.events), charts.plot_timeline(seeds.events, "brink")
    assert list(part.table["Phase"].unique()) == ["brink"]
    assert len(part.table) == (seeds.events["phase"] == "brink").sum()
    colours = {name: lane.get_color() for name, lane in artists(whole, "lane").items()}
    assert all(lane.get_color() == colours[n] for n, lane in artists(part, "lane").items())


def test_the_two_states_have_one_colour_in_all_charts(seeds):
    """China and the USSR look alike on the timeline and among the terms."""
    lanes = artists(charts.plot_timeline(seeds.events, by="actor"), "lane")
    heads = artists(charts.plot_terms(seeds.terms), "head")
    assert all(lanes[side].get_color() == heads[side].get_color() for side in ("China", "USSR"))


@pytest.mark.parametrize("days", [1, 21, 90, 400, 1500, 4000, 9000, 18262])
def test_dates_on_the_axis_are_few_and_apart(days):
    """From a day to fifty years the axis names two dates or more, and none touches the next."""
    last = date(1950, 2, 14) + timedelta(days - 1)
    rows = [("A", "1950-02-14", "security", False), ("B", last.isoformat(), "security", False)]
    figure = charts.plot_timeline(table(rows)).figure
    figure.draw_without_rendering()
    names = figure.findobj(lambda artist: (artist.get_gid() or "").startswith("date-1-"))
    assert 2 <= len(names) <= 14
    assert not any(touch(*pair) for pair in combinations(boxes(names), 2))


def test_the_axis_names_the_days_that_it_stands_at():
    """A name on the axis is the date of its position."""
    scale = timescale.Scale(date2num(date(1969, 2, 20)), date2num(date(1969, 4, 20)), 8)
    named = timescale.ticks(scale, 11)
    assert (date2num(date(1969, 3, 1)), "1 Mar 1969") in named


# Terms


def card_texts(chart, term):
    """Return the lines of a card, in order."""
    lines = {tuple(gid.split(".")): text.get_text() for gid, text in artists(chart, "line").items()}
    return [lines[key] for key in sorted(lines, key=lambda key: int(key[1])) if key[0] == term]


def test_each_term_is_a_card_in_the_column_of_the_side_it_favours(seeds):
    """A card stands under its side's heading, with title, citation and whether the claim holds."""
    chart, terms = charts.plot_terms(seeds.terms), seeds.terms.reset_index(drop=True)
    heads = {side: head.get_position()[0] for side, head in artists(chart, "head").items()}
    assert sorted(heads, key=heads.get) == ["China", "both", "USSR"]
    cards, words = artists(chart, "card"), {"yes": "holds", "no": "does not hold"}
    assert len(cards) == len(terms)
    for term in terms.itertuples():
        card = cards[str(term.Index)]
        assert card.get_x() == pytest.approx(heads[term.favours])
        said = " ".join(card_texts(chart, str(term.Index)))
        assert said.startswith(term.title) and f"{term.statement} · " in said
        assert words.get(term.holds, term.holds) in said


def test_hatches_tell_whether_a_claim_holds(seeds):
    """Each answer has its own pattern: full, hatched, crossed or empty."""
    strips = artists(charts.plot_terms(seeds.terms), "strip").items()
    looks = {
        gid.split("-")[1]: (strip.get_hatch(), same_color(strip.get_facecolor(), design.PAPER))
        for gid, strip in strips
    }
    assert set(looks) == set(seeds.terms["holds"]) and len(set(looks.values())) == len(looks)
    said = dict(gid.split("-") for gid, _ in strips)
    assert [said[str(n)] for n in range(len(said))] == list(seeds.terms["holds"])


def test_a_source_that_sees_it_otherwise_points_to_its_side(seeds):
    """An arrow and words stand where the source's verdict differs, and nowhere else."""
    terms = seeds.terms[:4].reset_index(drop=True)
    terms["favours"] = ["both", "both", "China", "USSR"]
    terms["source_says"] = ["China", "USSR", "silent", "USSR"]
    chart = charts.plot_terms(terms)
    last = [card_texts(chart, str(n))[-1] for n in range(4)]
    assert last[:2] == ["◀ the source implies China", "the source implies USSR ▶"]
    assert not any("source" in line for line in last[2:])
    cited = ", ".join(terms["statement"][:2])
    assert chart.summary.endswith(
        f"on 2 the side that the source states or implies differs from ours ({cited})."
    )


@pytest.mark.parametrize("size", ["page", "projector"])
def test_cards_hold_their_lines_and_keep_apart(seeds, size):
    """No line leaves its card, no two lines and no two cards touch."""
    chart = charts.plot_terms(seeds.terms, size=size)
    cards = {gid: card.get_window_extent() for gid, card in artists(chart, "card").items()}
    lines = artists(chart, "line")
    extents = dict(zip(lines, boxes(lines.values()), strict=True))
    for gid, box in extents.items():
        card = cards[gid.split(".")[0]]
        assert card.x0 < box.x0 and box.x1 < card.x1 and card.y0 < box.y0 and box.y1 < card.y1
    assert not any(touch(*pair) for pair in combinations(cards.values(), 2))
    assert not any(touch(*pair) for pair in combinations(extents.values(), 2))


def test_the_summary_of_terms_is_true(seeds):
    """The sentence counts terms, sides, answers and verdicts as the rows have them."""
    rows, summary = seeds.terms.to_dict("records"), charts.plot_terms(seeds.terms).summary
    sides, holds = [row["favours"] for row in rows], [row["holds"] for row in rows]
    differ = [r for r in rows if r["source_says"] not in ("silent", r["favours"])]
    assert summary.startswith(f"{len(rows)} terms of the 1950 treaty")
    expected = [sides.count(side) for side in ("China", "both", "USSR")]
    assert [int(n) for n in re.findall(r"(\d+) for ", summary)] == expected
    claims = re.search(r"(\d+) holds?, (\d+) only loosely, (\d+) do(?:es)? not, and (\d+)", summary)
    counted = [holds.count(word) for word in ("yes", "loosely", "no", "open")]
    assert [int(number) for number in claims.groups()] == counted
    assert all(row["statement"] in summary for row in differ)
    assert bool(differ) == (f"on {len(differ)} the side that the source" in summary)


# Chart


@pytest.fixture(params=["events", "terms", "nothing"])
def chart(request, seeds):
    """One chart of each kind, and an empty one."""
    makers = {
        "events": lambda: charts.plot_timeline(seeds.events, "alliance"),
        "terms": lambda: charts.plot_terms(seeds.terms),
        "nothing": lambda: charts.plot_timeline(seeds.events[:0]),
    }
    return makers[request.param]()


def test_a_chart_shows_itself_in_words_picture_and_table(chart):
    """The HTML holds the picture with alt text, the visible summary and every row of the table."""
    bundle = chart._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"} and bundle["text/plain"] == chart.summary
    page = Page(bundle["text/html"])
    image = page.attributes["img"][0]
    assert image["alt"] == f"{chart.title}. {chart.summary}" == chart.alt
    assert image["src"].startswith("data:image/svg+xml;base64,")
    assert f"background:{design.PAPER}" in image["style"] and "max-width:100%" in image["style"]
    assert page.texts["figcaption"] == [chart.summary]
    assert page.texts["summary"] == ["The data as a table"]
    assert page.texts["caption"] == [chart.title]
    scopes = [cell["scope"] for cell in page.attributes["th"]]
    assert scopes == ["col"] * chart.table.shape[1] + ["row"] * len(chart.table)


def test_html_uses_native_elements_only(chart):
    """Nothing that JupyterLab's sanitizer would take out is used."""
    page = Page(chart.html())
    known = "figure img figcaption details summary table caption thead tbody tr th td code em"
    assert set(page.attributes) <= set(known.split())
    used = {name for attrs in page.attributes.values() for each in attrs for name in each}
    assert used <= {"style", "alt", "src", "scope"}


def test_the_same_table_gives_the_same_html(seeds):
    """Two renders and two charts are alike to the byte, whatever the user's settings."""
    first = charts.plot_timeline(seeds.events, "brink")
    html = first.html()
    with matplotlib.rc_context({"font.size": 30, "svg.hashsalt": "other", "savefig.bbox": "tight"}):
        again = charts.plot_timeline(seeds.events, "brink").html()
    assert first.html() == html == again


def test_nothing_is_rendered_before_it_is_shown(seeds, monkeypatch):
    """Making a chart writes no picture."""
    monkeypatch.setattr(Figure, "savefig", lambda *args, **kwargs: pytest.fail("rendered"))
    charts.plot_terms(seeds.terms)
    charts.plot_timeline(seeds.events, "brink")


def test_a_users_settings_stay_as_they_were(seeds):
    """Drawing and showing leave matplotlib's settings alone."""
    before = dict(matplotlib.rcParams)
    charts.plot_timeline(seeds.events, "brink").html()
    assert dict(matplotlib.rcParams) == before


def test_pyplot_is_never_imported(root):
    """Charts are drawn and shown without pyplot, so no figure stays open anywhere."""
    code = (
        "import sys, course_lib as course; seeds = course.load_seeds();"
        "course.plot_timeline(seeds.events).html(); course.plot_terms(seeds.terms).html();"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, timeout=120)


@pytest.mark.parametrize(("call", "name"), [("plot_timeline", "events"), ("plot_terms", "terms")])
def test_given_axes_are_drawn_into(seeds, call, name):
    """With ``ax`` the chart adds to that figure, which stays as large as it was."""
    figure = Figure(figsize=(12, 9))
    left, right = figure.subplots(1, 2)
    chart = getattr(charts, call)(getattr(seeds, name), ax=right)
    assert chart.figure is figure and figure.axes == [left, right]
    assert list(figure.get_size_inches()) == [12, 9] and right.texts and not left.texts
    assert getattr(charts, call)(getattr(seeds, name)[:0], ax=left).figure is figure


def test_labels_keep_apart_on_narrow_axes(seeds):
    """On axes of six inches, tall enough, the labels find their own room."""
    figure = Figure(figsize=(9, 60), dpi=96)
    ax = figure.add_axes((0.2, 0.02, 2 / 3, 0.94))
    assert_apart(charts.plot_timeline(seeds.events, ax=ax))


def test_an_empty_choice_says_so(seeds):
    """A table without rows gives a chart that tells it, with the columns of the others."""
    empty = charts.plot_timeline(seeds.events, since=1700, until=1701)
    assert empty.summary.startswith("No events to show") and len(empty.table) == 0
    assert list(empty.table) == list(charts.plot_timeline(seeds.events).table)
    assert [text.get_text() for text in empty.figure.axes[0].texts] == [empty.summary]
    assert charts.plot_terms(seeds.terms[:0]).summary.startswith("No terms to show")


def test_one_row_is_enough(seeds):
    """One event and one term are charts in good grammar."""
    one = charts.plot_timeline(FEW[1:2])
    assert one.summary == "1 event, dated 14 February 1950; it is dated to the day."
    assert charts.plot_terms(seeds.terms[:1]).summary.startswith("1 term of the 1950 treaty")


WRONG = [
    (lambda s: charts.plot_timeline(s), r"pass seeds\.events.* whole bundle"),
    (lambda s: charts.plot_timeline(s.causes), r"pass seeds\.events.*no column date"),
    (lambda s: charts.plot_timeline([1]), r"pass seeds\.events.*a list"),
    (lambda s: charts.plot_timeline(s.events, "aliance"), r"Did you mean 'alliance'.*background"),
    (lambda s: charts.plot_timeline(s.events, by="place"), r"by='place'.*theme, phase, actor"),
    (lambda s: charts.plot_timeline(s.events, size="huge"), r"page, projector"),
    (lambda s: charts.plot_timeline(s.events, since="soon"), r"since='soon' is not a date.*1950"),
    (lambda s: charts.plot_timeline(s.events, since=1960, until=1950), r"exchange the two"),
    (lambda s: charts.plot_timeline(s.events.astype({"earliest": str})), r"earliest.*not days"),
    (lambda s: charts.plot_timeline(s.events.astype({"beyond": str})), r"beyond.*True or False"),
    (lambda s: charts.plot_timeline(FEW.assign(latest=pd.Timestamp("1940-01-01"))), r"ends before"),
    (lambda s: charts.plot_terms(s), r"pass seeds\.terms"),
    (lambda s: charts.plot_terms(s.events), r"no column statement or favours"),
    (lambda s: charts.plot_terms(s.terms.assign(holds="maybe")), r"holds='maybe'.*yes, loosely"),
    (lambda s: charts.plot_terms(s.terms.assign(favours="Japan")), r"favours='Japan'.*China"),
]


@pytest.mark.parametrize(("call", "message"), WRONG)
def test_a_wrong_call_is_explained(seeds, call, message):
    """A beginner's slip gives a ValueError that says what is wrong and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(seeds)


# Any table

DAYS = st.dates(date(1900, 1, 1), date(1999, 12, 31))
ENDS = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(any)
ROWS = st.tuples(
    st.text("abcdefgW Ж中-'$_^\\", min_size=1, max_size=48),
    ENDS,
    st.sampled_from(THEMES),
    st.booleans(),
)


def any_table(rows):
    """Return a table of events from titles and pairs of ends in any order, open ends included."""
    ordered = [sorted(ends) if all(ends) else ends for _, ends, _, _ in rows]
    spans = ["/".join(str(end or "..") for end in ends) for ends in ordered]
    spans = [span[:10] if a == b else span for span, (a, b) in zip(spans, ordered, strict=True)]
    frame = table([(r[0], "1950", *r[2:]) for r in rows]).assign(date=spans)
    for place, column in enumerate(("earliest", "latest")):
        ends = pd.Series([ends[place] for ends in ordered], dtype="object")
        frame[column] = pd.to_datetime(ends).astype("datetime64[s]")
    return frame


@pytest.mark.filterwarnings("ignore:Glyph")
@settings(max_examples=25, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_any_table_is_drawn_whole_and_readably(rows):
    """Whatever the titles and ends, each row is drawn once, counted rightly and labelled apart."""
    frame = any_table(rows)
    chart = charts.plot_timeline(frame)
    assert list(marks(chart)) == list(range(len(frame))) == sorted(chart.table.index)
    assert_marks_stand_at_their_days(chart)
    right = recount(frame)
    assert told(chart.summary) == {name: right[name] for name in told(chart.summary)}
    assert_apart(chart)


@settings(max_examples=200, deadline=None)
@given(st.text("abW -ilm", min_size=1, max_size=60), st.floats(0.4, 4))
def test_wrapping_keeps_the_words_within_the_limit(text, limit):
    """No letter is lost, and no line is wider than asked."""
    lines = packing.wrap(text, limit, 11)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert packing.widest(lines, 11) <= limit


SPAN = st.tuples(st.floats(0, 9), st.floats(0.1, 3)).map(lambda pair: (pair[0], sum(pair)))
WAYS = st.lists(
    st.tuples(st.integers(0, 5), st.lists(SPAN, min_size=1, max_size=4).map(tuple)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WAYS, max_size=15))
def test_packing_keeps_the_gap(items):
    """No two items come nearer to each other than the gap in any row."""
    rows = {}
    for ways, (way, first) in zip(items, packing.pack(items, 0.2), strict=True):
        for offset, (left, right) in enumerate(ways[way][1]):
            taken = rows.setdefault(first + offset, [])
            assert all(right + 0.2 <= other[0] or other[1] + 0.2 <= left for other in taken)
            taken.append((left, right))
