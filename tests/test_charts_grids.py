"""Corroboration, coverage, emphasis and causes: what the grids draw, say and list is what stands in the table."""

import re
from collections import Counter
from datetime import date

import pandas as pd
import pytest
from chart_reading import (
    Page,
    artists,
    assert_texts_apart,
    assert_texts_stand_out,
    contrast,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from course_lib import charts, dates
from course_lib.charts import corroboration, design, grid

SOURCES = ["err-1952", "loc-1987", "blog-2013", "cards", "state-1954"]
THEMES = ["ideology", "leadership", "economy", "security", "third-parties", "territory"]
SIGNS = {"attests": "✓", "follows": "✓", "dates_differently": "~", "contradicts": "✗", "silent": "·"}
DRAWN = {
    "corroboration": lambda s, n=None, **kw: charts.plot_corroboration(s.corroboration()[:n], **kw),
    "years": lambda s, n=None, **kw: charts.plot_coverage(s.coverage()[:n], **kw),
    "themes": lambda s, n=None, **kw: charts.plot_coverage(s.coverage()[:n], "theme", **kw),
    "emphasis": lambda s, n=None, **kw: charts.plot_emphasis(s.emphasis()[:n], **kw),
    "emphases": lambda s, n=None, **kw: charts.plot_emphasis(s.emphasis("theme")[:n], **kw),
    "causes": lambda s, n=None, **kw: charts.plot_causes(s.causes[:n], **kw),
    "at work": lambda s, n=None, **kw: charts.plot_causes_at_work(
        s.cause_events[:n], s.causes, s.events, **kw
    ),
}


@pytest.fixture(params=DRAWN)
def draw(request, seeds):
    """One of the charts, to be drawn with a number of rows and a size."""
    return lambda n=None, **kw: DRAWN[request.param](seeds, n, **kw)


def cells(chart):
    """Return the texts of each cell, its parts in order, by (row, column)."""
    found = {}
    for gid, text in artists(chart, "cell").items():
        row, column, part = gid.rsplit(".", 2)
        found.setdefault((row, int(column)), {})[int(part)] = text
    return {key: [parts[n] for n in sorted(parts)] for key, parts in found.items()}


def words_of(chart, gid):
    """Return what stands in the artists of a name, in one line each, from the top down."""
    found = artists(chart, gid).items()
    ordered = sorted(found, key=lambda item: item[1].get_position()[1])
    return {key: " ".join(text.get_text().split()) for key, text in ordered}


def bars(chart):
    """Return (start, end) of each bar as parts of its cell, by (row, column)."""
    found = {}
    for gid, bar in artists(chart, "bar").items():
        row, column, _ = gid.removeprefix("cell-").rsplit(".", 2)
        left, wide = track(chart, bar)
        start = (bar.get_x() - left) / wide
        found[row, int(column)] = (start, start + bar.get_width() / wide)
    return found


def track(chart, bar):
    """Return left end and width of the line that a bar lies on."""
    lines = [p for p in bar.axes.patches if to_hex(p.get_facecolor()) == design.GRID and p.get_height() < 0]
    near = min(
        (p for p in lines if p.get_x() - 1e-6 <= bar.get_x() <= p.get_x() + p.get_width()),
        key=lambda p: abs(p.get_y() - bar.get_y()),
    )
    return near.get_x(), near.get_width()


# All of them


@pytest.mark.parametrize("size", ["page", "projector"])
def test_texts_keep_apart_and_stand_out(draw, size):
    """On the whole tables no two texts touch, all are on the paper, dark enough and large enough."""
    chart = draw(size=size)
    assert_texts_apart(chart)
    assert_texts_stand_out(chart)
    assert chart.figure.get_size_inches()[0] == 10


def test_marks_stand_out(draw):
    """Faces, edges and bars reach a contrast of 3 on paper and band."""
    chart = draw()
    colours = {to_hex(face.get_edgecolor()) for face in artists(chart, "face").values()}
    colours |= {to_hex(bar.get_facecolor()) for bar in artists(chart, "bar").values()}
    assert all(contrast(colour, ground) >= 3 for colour in colours for ground in (design.PAPER, design.BAND))


@pytest.mark.parametrize("size", ["page", "projector"])
def test_grounds_of_signs_stay_within_their_faces(seeds, size):
    """The ground behind a sign, which keeps hatches off it, covers no edge of the face."""
    chart = DRAWN["corroboration"](seeds, size=size)
    chart.figure.draw_without_rendering()
    signs = artists(chart, "cell") | {f"key-{gid}": key for gid, key in artists(chart, "key").items()}
    for gid, face in artists(chart, "face").items():
        ground = signs[gid.removeprefix("cell-")].get_bbox_patch().get_window_extent()
        around = face.get_window_extent()
        assert around.x0 < ground.x0 and ground.x1 < around.x1
        assert around.y0 < ground.y0 and ground.y1 < around.y1


def test_bars_are_compared_on_equal_lengths(seeds):
    """The lines on which bars lie have one length, also where one column has longer words."""
    table = seeds.emphasis("theme")
    table.loc[table["source"] == "cards", ["dates_differently", "contradicts"]] = 1000
    chart = charts.plot_emphasis(table)
    lengths = {round(track(chart, bar)[1], 6) for bar in artists(chart, "bar").values()}
    assert len(lengths) == 1


def test_an_empty_table_says_so(draw):
    """Without rows the chart is its own sentence, and its table has the columns of the others."""
    empty = draw(0)
    assert re.match(r"No (events|statements|causes) to show: .*\.$", empty.summary)
    assert [text.get_text() for text in empty.figure.axes[0].texts] == [empty.summary]
    assert len(empty.table) == 0 and empty.table.columns[0] == draw(3).table.columns[0]


def test_one_row_is_enough(draw):
    """One row is a chart in good grammar."""
    one = draw(1)
    assert_texts_apart(one)
    assert not re.search(r"\b1 (events|statements|causes|themes)\b", one.summary)


def test_given_axes_are_drawn_into(draw):
    """With ``ax`` the chart adds to that figure, which stays as large as it was."""
    figure = Figure(figsize=(14, 9))
    left, right = figure.subplots(1, 2)
    assert draw(5, ax=right).figure is figure and figure.axes == [left, right]
    assert list(figure.get_size_inches()) == [14, 9] and right.texts and not left.texts
    assert draw(0, ax=left).figure is figure


def test_texts_keep_apart_on_narrow_axes(draw):
    """On axes of six inches, tall enough, the texts find their room."""
    figure = Figure(figsize=(8, 40), dpi=96)
    assert_texts_apart(draw(12, ax=figure.add_axes((0.1, 0.01, 0.75, 0.98))))


def test_a_chart_shows_itself_alike_each_time(draw):
    """Two charts are alike to the byte, in native elements, with the whole table and the summary as alt."""
    html = draw(6).html()
    assert draw(6).html() == html
    page = Page(html)
    assert page.attributes["img"][0]["alt"] == draw(6).alt and page.path == []
    assert page.texts["figcaption"] == [draw(6).summary]


# Corroboration


def test_each_cell_shows_what_the_source_does(seeds):
    """The signs of a cell are those of its words, and the last column has the number of witnesses."""
    table = seeds.corroboration()
    drawn = cells(charts.plot_corroboration(table))
    for event in table.to_dict("records"):
        for column, source in enumerate(SOURCES):
            signs = [text.get_text() for text in drawn.pop((event["event"], column))]
            assert signs == [SIGNS[word] for word in event[source].split(", ")]
        assert drawn.pop((event["event"], 5))[0].get_text() == str(event["witnesses"])
    assert not drawn


def test_the_witnesses_are_the_full_ticks(seeds):
    """A row has as many ticks on a full face as its last column says; the tick of a copy is hollow."""
    chart = charts.plot_corroboration(seeds.corroboration())
    faces, full = artists(chart, "face"), Counter()
    for (row, column), texts in cells(chart).items():
        for part, text in enumerate(texts):
            if text.get_text() == "✓":
                face = faces[f"cell-{row}.{column}.{part}"]
                full[row] += to_hex(face.get_facecolor()) != design.PAPER
    table = seeds.corroboration()
    assert all(full[event] == number for event, number in zip(table["event"], table["witnesses"]))
    assert sum(full.values()) == table["witnesses"].sum()


def test_no_two_words_look_alike_without_colour(seeds):
    """Sign, hatch and whether the face is full tell each word from the others."""
    looks = [(m.text, m.hatch, m.face not in ("", design.PAPER)) for m in corroboration.MARKS.values()]
    assert len(set(looks)) == len(looks) == len(SIGNS)


def test_rows_and_columns_stand_in_order_under_their_names(seeds):
    """Rows follow the table from the top down; a cell is centred under the head of its source."""
    chart, table = charts.plot_corroboration(seeds.corroboration()), seeds.corroboration()
    labels = words_of(chart, "label")
    assert list(labels) == list(table["event"]) and list(labels.values()) == list(table["title"])
    heads = [h for gid, h in artists(chart, "head").items() if gid.startswith("cracks.")]
    heads.sort(key=lambda head: head.get_position()[0])
    assert [head.get_text().replace("\n", "") for head in heads[:5]] == SOURCES
    text = {n: parts[0].get_position()[0] for (row, n), parts in cells(chart).items() if row == "treaty-1945"}
    assert [text[n] for n in range(6)] == pytest.approx([head.get_position()[0] for head in heads])


def test_the_key_explains_the_signs_that_are_there(seeds):
    """Only words of the table are explained, and a row without a witness is named beyond the sources."""
    table = seeds.corroboration("cracks")
    shown = set(artists(charts.plot_corroboration(table), "key"))
    assert {"attests it: an independent witness", "dates it differently"} <= shown
    assert "contradicts it" not in shown and "no source attests it: beyond the sources" in shown
    witnessed = charts.plot_corroboration(table[table["witnesses"] > 0])
    assert "no source attests it: beyond the sources" not in artists(witnessed, "key")


@pytest.mark.parametrize(
    ("edtf", "years"),
    [
        ("1949-10/1950-02", "1949–50"),
        ("1950-23", "1950"),
        ("197X", "1970s"),
        ("1951-07~/..", "from 1951"),
        ("../1955-05", "to 1955"),
        ("1949-05~/1949-08~", "1949"),
        ("1899/1901", "1899–1901"),
        ("19XX", "1900s"),
    ],
)
def test_a_date_becomes_its_years(edtf, years):
    """Beside a row stand the years of its date, with an open end in words."""
    assert grid.years(edtf) == years


def corroborated(table):
    """Return the summary of a corroboration grid, counted row by row."""
    rows = table.to_dict("records")
    counts = Counter(min(row["witnesses"], 2) for row in rows)
    alone = Counter(s for r in rows for s in SOURCES if r["witnesses"] == 1 and "attests" in r[s].split(", "))
    words = [{word for source in SOURCES for word in row[source].split(", ")} for row in rows]
    clashes = sum(bool(each & {"contradicts", "dates_differently"}) for each in words)
    return counts, alone, clashes, sum("follows" in each for each in words)


@pytest.mark.parametrize("phase", [None, "background", "alliance", "cracks", "brink", "normalisation"])
def test_the_summary_of_corroboration_is_true(seeds, phase):
    """How many events have two witnesses, one or none, whose, and what clashes, is a plain recount."""
    table = seeds.corroboration(phase)
    summary = charts.plot_corroboration(table).summary
    counts, alone, clashes, follows = corroborated(table)
    figures = re.match(
        r"(\d+) events: (\d+) with two or more independent witnesses, (\d+) with one alone"
        r" \((.*)\), (\d+) with none among the sources; (\d+|none) that a source contradicts or dates "
        r"differently, (\d+|none) where one that only follows another is not counted\.$",
        summary,
    ).groups()
    assert [int(figures[n]) for n in (0, 1, 2, 4)] == [len(table), counts[2], counts[1], counts[0]]
    assert dict(pair.split() for pair in figures[3].split(", ")) == {s: str(n) for s, n in alone.items()}
    assert list(figures[5:]) == [str(clashes or "none"), str(follows or "none")]


# Coverage and emphasis


def test_bars_of_years_are_the_weights(seeds):
    """Each bar is the source's part of a year, on one scale for all, and nothing is drawn for silence."""
    table = seeds.coverage()
    chart = charts.plot_coverage(table)
    weights = table.dropna(subset="year").groupby(["year", "source"])["statements"].sum()
    weights = weights[(weights.index.get_level_values(0) >= 1949)]
    drawn, full = bars(chart), int(re.search(r"A full bar is (\d+)\.", key_words(chart))[1])
    assert full - 1 < weights.max() <= full
    for (year, source), weight in weights.items():
        assert drawn.pop((str(year), SOURCES.index(source))) == pytest.approx((0, weight / full))
    assert not drawn and len(words_of(chart, "label")) == 41


def key_words(chart):
    """Return the words under the title."""
    found = chart.figure.findobj(lambda artist: artist.get_gid() == "words")
    return " ".join(found[0].get_text().split())


def test_bars_of_themes_are_shares(seeds):
    """A cell counts the statements of a source on a theme; its bar is their share in the source."""
    statements, chart = seeds.statements, charts.plot_coverage(seeds.coverage(), by="theme")
    drawn, texts = bars(chart), cells(chart)
    full = int(re.search(r"A full bar is (\d+) %", key_words(chart))[1])
    for column, source in enumerate(SOURCES):
        mine = statements[statements["source"] == source]["theme"].astype(str)
        assert f"of {len(mine)}" in [h.get_text() for h in artists(chart, "head").values()][column]
        for theme in THEMES + ["diplomacy"]:
            number = (mine == theme).sum()
            assert texts[theme, column][0].get_text() == (str(number) if number else "·")
            share = (0, 100 * number / len(mine) / full)
            assert drawn.get((theme, column), (0, 0)) == pytest.approx(share)


def test_cells_of_emphasis_are_counts_and_shares(seeds):
    """A cell has the counts by stance; a bar is the share, and none where there is too little to share."""
    table, chart = seeds.emphasis(), charts.plot_emphasis(seeds.emphasis())
    drawn, texts = bars(chart), cells(chart)
    full = int(re.search(r"A full bar is (\d+) %", key_words(chart))[1])
    for row in table.itertuples():
        here = row.title, SOURCES.index(row.source)
        signs = zip(("", "~", "✗"), (row.attests, row.dates_differently, row.contradicts))
        assert texts[here][0].get_text() == (" ".join(f"{s}{n}" for s, n in signs if n) or "·")
        if row.in_all < 10 or texts[here][0].get_text() == "·":
            assert here not in drawn
        else:
            assert drawn[here] == pytest.approx((0, row.share / full))


def test_causes_stand_under_their_theme(seeds):
    """The name of a theme is the nearest one above each of its causes."""
    chart, causes = charts.plot_emphasis(seeds.emphasis()), seeds.causes.set_index("title")
    tops = {name: text.get_position()[1] for name, text in artists(chart, "group").items()}
    for title, label in artists(chart, "label").items():
        above = [name for name, top in tops.items() if top < label.get_position()[1]]
        assert max(above, key=tops.get) == causes.loc[title, "theme"]


def most(counts, totals):
    """Return for each source the themes of which it says most, as a summary words it."""
    said = []
    for source in SOURCES:
        mine = {theme: number for (theme, s), number in counts.items() if s == source}
        top = [theme for theme in mine if mine[theme] == max(mine.values())]
        each = " each" if len(top) > 1 else ""
        themes = " and ".join(top)
        said.append(f"on {themes} in {source} ({max(mine.values())}{each} of {totals[source]})")
    return "most is said " + ", ".join(said)


def test_the_summary_of_years_is_true(seeds):
    """How many statements are dated, to which years, and which decades a source leaves undated."""
    dated, undated, spoken = 0, 0, {source: set() for source in SOURCES}
    for row in seeds.statements.to_dict("records"):
        ends = dates.bounds(row["date"]) if row["date"] else (None, None)
        if None in ends:
            undated += 1
            continue
        years = range(ends[0].year, ends[1].year + 1)
        dated += sum(1949 <= year <= 1989 for year in years) / len(years)
        spoken[row["source"]] |= {year // 10 * 10 for year in years}
    summary, whole = charts.plot_coverage(seeds.coverage()).summary, len(seeds.statements)
    assert summary.startswith(
        f"{whole} statements: {dated:.0f} dated to 1949–1989, {whole - undated - dated:.0f} to other "
        f"years, {undated} without a date or with an open one; decades to which nothing is dated: "
    )
    said = re.findall(r"((?:\d{4}s(?:, | and )?)+) in ([\w-]+)", summary)
    silent = {
        source: {f"{d}s" for d in (1950, 1960, 1970, 1980)} - {f"{d}s" for d in spoken[source]}
        for source in SOURCES
    }
    found = {source: set(re.findall(r"\d{4}s", decades)) for decades, source in said}
    assert found == {source: decades for source, decades in silent.items() if decades}


def test_the_summary_of_themes_is_true(seeds):
    """Which theme each source speaks of most, and on which it is silent, is a plain recount."""
    pairs = Counter(zip(seeds.statements["theme"].astype(str), seeds.statements["source"]))
    order = list(seeds.statements["theme"].cat.categories)
    counts = {(theme, source): pairs[theme, source] for theme in order for source in SOURCES}
    silent = [t for t in order if not pairs[t, "err-1952"]]
    summary = charts.plot_coverage(seeds.coverage(), "theme").summary
    totals = Counter(seeds.statements["source"])
    assert summary == (
        f"{len(seeds.statements)} statements: {most(counts, totals)}; "
        f"silent: err-1952 on {silent[0]}, {silent[1]} and {silent[2]}."
    )
    assert len(silent) == 3 and sum(n == 0 for n in counts.values()) == 3


@pytest.mark.parametrize("by", ["cause", "theme"])
def test_the_summary_of_emphasis_is_true(seeds, by):
    """Which theme each source stresses, and how many rows one source alone attests, is a plain recount."""
    theme_of = dict(zip(seeds.causes["cause"], seeds.causes["theme"].astype(str)))
    links = [r for r in seeds.evidence.itertuples() if r.table == "causes" and r.stance == "attests"]
    pairs = Counter((theme_of[r.row], r.statement.split(":")[0]) for r in links)
    counts = {(theme, source): pairs[theme, source] for theme in THEMES for source in SOURCES}
    sources = {}
    for r in links:
        sources.setdefault(r.row if by == "cause" else theme_of[r.row], set()).add(r.statement.split(":")[0])
    alone = sum(len(each) == 1 for each in sources.values())
    number = len(seeds.causes) if by == "cause" else len(THEMES)
    totals = Counter(r.statement.split(":")[0] for r in links)
    summary = charts.plot_emphasis(seeds.emphasis(by)).summary
    order = list(seeds.causes["theme"].cat.categories)
    counts = {key: counts[key] for key in sorted(counts, key=lambda key: order.index(key[0]))}
    assert summary == (
        f"{number} {by}s: {most(counts, totals)}; attested by one source alone: {alone or 'none'}."
    )


def test_what_nobody_attests_is_not_attested_by_one(seeds):
    """On the cards alone, only what the cards attest is attested by one source."""
    table = seeds.emphasis()[lambda all_rows: all_rows["source"] == "cards"]
    summary = charts.plot_emphasis(table).summary
    assert summary.endswith(f"; attested by one source alone: {(table['attests'] > 0).sum()}.")


def test_the_tables_tell_all_that_is_drawn(seeds):
    """Counts, shares and citations stand in the reading tables, silence in words."""
    table = charts.plot_emphasis(seeds.emphasis()).table.set_index("Cause")
    row = table.loc["De-Stalinisation"]
    assert row["cards"] == "attests 4, dates differently 1 (7 %)" and row["state-1954"] == "silent"
    assert row["Theme"] == "ideology" and row["Side aggrieved"] == "China" and "cards:3.3a" in row["Evidence"]
    years = charts.plot_coverage(seeds.coverage()).table.set_index("Year")
    assert years.loc[1950, "err-1952"] == "5" and years.loc[1951, "loc-1987"] == "0.6"
    grid_table = charts.plot_corroboration(seeds.corroboration()).table.set_index("Event")
    row = grid_table.loc["Border conflict of 1969"]
    assert row["blog-2013"] == "follows another source" and row["Independent witnesses"] == 2
    assert row["Date"] == dates.label("1969-03-02/1969-10-20") and "cards:5" in row["Evidence"]


# Causes


def test_each_cause_is_named_by_theme_and_side(seeds):
    """A cell names the causes of one theme by which one side is aggrieved, each once, and no others."""
    drawn = cells(charts.plot_causes(seeds.causes))
    for theme in THEMES:
        for column, side in enumerate(("China", "both", "USSR")):
            text = " ".join(drawn.pop((theme, column))[0].get_text().split())
            named = [part.strip() for part in text.split("•") if part.strip() not in ("", "·")]
            causes = seeds.causes[(seeds.causes["theme"] == theme) & (seeds.causes["aggrieved"] == side)]
            assert named == list(causes["title"])
    assert not drawn


@pytest.mark.parametrize("rows", [slice(None), slice(0, 1), slice(0, 12), slice(5, 30)])
def test_the_summary_of_causes_is_true(seeds, rows):
    """How many causes aggrieve whom, and which theme has most, is a plain recount."""
    causes = seeds.causes[rows].to_dict("records")
    sides = Counter(row["aggrieved"] for row in causes)
    themes = Counter(row["theme"] for row in causes)
    top = [theme for theme in themes if themes[theme] == max(themes.values())]
    each = " each" if len(top) > 1 else ""
    assert charts.plot_causes(seeds.causes[rows]).summary == (
        f"{len(causes)} cause{'s' if len(causes) > 1 else ''}, by the side aggrieved: China {sides['China']}, "
        f"the USSR {sides['USSR']}, both {sides['both']}; most under {' and '.join(top)} "
        f"({max(themes.values())}{each})."
    )


def scale_of(chart):
    """Return the function from a day to its place, read off two dates that the axis names."""
    ticks = {gid.rsplit(".", 1)[1]: t.get_position()[0] for gid, t in artists(chart, "tick").items()}
    (one, left), *_, (two, right) = sorted(ticks.items())
    one, two = (date2num(date(int(year), 1, 1)) for year in (one, two))
    return lambda day: left + (day - one) / (two - one) * (right - left)


def test_events_lie_where_the_axis_has_their_days(seeds):
    """A bar goes from the first day to the end of the last; a day is a short bar that begins there."""
    chart, place = charts.plot_causes_at_work(seeds.cause_events, seeds.causes, seeds.events), None
    place, events = scale_of(chart), seeds.events.set_index("title")
    titles = {
        key: label.removesuffix(" (beyond the sources)") for key, label in words_of(chart, "label").items()
    }
    assert len(titles) == len(seeds.cause_events) == len(artists(chart, "bar"))
    for gid, bar in artists(chart, "bar").items():
        event = events.loc[titles[gid.removeprefix("cell-").rsplit(".", 2)[0]]]
        assert bar.get_x() == pytest.approx(place(date2num(event["earliest"])), abs=0.01)
        end = place(date2num(event["latest"]) + 1)
        short = end - bar.get_x() < 0.07
        assert bar.get_x() + bar.get_width() == pytest.approx(end, abs=0.07 if short else 0.01)


def test_events_stand_under_their_causes(seeds):
    """Each cause, named with its theme, is above exactly the events that the table gives it."""
    chart = charts.plot_causes_at_work(seeds.cause_events, seeds.causes, seeds.events)
    tops = {name: text.get_position()[1] for name, text in artists(chart, "group").items()}
    found = set()
    for label in artists(chart, "label").values():
        above = [name for name, top in tops.items() if top < label.get_position()[1]]
        found.add((max(above, key=tops.get), " ".join(label.get_text().split())))
    causes, events = seeds.causes.set_index("cause"), seeds.events.set_index("event")
    wanted = {
        (
            f"{causes.loc[link.cause, 'title']} ({causes.loc[link.cause, 'theme']})",
            events.loc[link.event, "title"]
            + " (beyond the sources)" * bool(events.loc[link.event, "beyond"]),
        )
        for link in seeds.cause_events.itertuples()
    }
    assert found == wanted


def test_the_axis_is_named_beside_each_cause(seeds):
    """The years on the axis stand on the line of the cause's name, the same for each."""
    chart = charts.plot_causes_at_work(seeds.cause_events, seeds.causes, seeds.events)
    tops = {name: text.get_position()[1] for name, text in artists(chart, "group").items()}
    named = {}
    for gid, tick in artists(chart, "tick").items():
        group, year = gid.rsplit(".", 1)
        assert tick.get_position()[1] == pytest.approx(tops[group])
        named.setdefault(group, []).append((year, tick.get_position()[0]))
    assert set(named) == set(tops) and all(axis == next(iter(named.values())) for axis in named.values())


def test_causes_and_their_events_stand_in_order(seeds):
    """Causes follow their table from the top down, the events of each follow time."""
    chart = charts.plot_causes_at_work(seeds.cause_events[::-1], seeds.causes, seeds.events)
    names = [name.rsplit(" (", 1)[0] for name in words_of(chart, "group").values()]
    assert names == [title for title in seeds.causes["title"] if title in set(names)]
    begins = dict(zip(seeds.events["title"], seeds.events["earliest"].fillna(seeds.events["latest"])))
    assert list(chart.table["Cause"].unique()) == names
    for _, mine in chart.table.groupby("Cause"):
        assert mine["Event"].map(begins).is_monotonic_increasing


def test_an_open_end_reaches_the_edge(seeds):
    """What has no last day runs to the end of the axis, what has no first day from its beginning."""
    events = seeds.events[seeds.events["event"].isin(["sputnik", "east-wind", "mao-dies"])].copy()
    events["latest"] = events["latest"].where(events["event"] != "sputnik")
    events["earliest"] = events["earliest"].where(events["event"] != "east-wind")
    links = pd.DataFrame({"cause": "self-reliance", "event": events["event"], "how": "So."})
    chart = charts.plot_causes_at_work(links, seeds.causes, events)
    labels, drawn = words_of(chart, "label"), bars(chart)
    ends = {labels[row]: ends for (row, _), ends in drawn.items()}
    assert ends["Sputnik, the first earth satellite"][1] == pytest.approx(1)
    assert ends["Mao: the east wind prevails"][0] == pytest.approx(0)


def test_the_summary_of_causes_at_work_is_true(seeds):
    """How many causes and events there are, and which meet most, is a plain recount."""
    links, titles = seeds.cause_events, dict(zip(seeds.causes["cause"], seeds.causes["title"]))
    causes, events = Counter(links["cause"]), Counter(links["event"])
    busiest = sorted(titles[c] for c in causes if causes[c] == max(causes.values()))
    meeting = [event for event in events if events[event] == max(events.values())]
    summary = charts.plot_causes_at_work(links, seeds.causes, seeds.events).summary
    assert summary == (
        f"{len(causes)} causes at work in {len(events)} events, {len(titles) - len(causes)} without one; "
        f"most events to a cause: {max(causes.values())} ({', '.join(busiest)}); most causes in an event: "
        f"{max(events.values())} ({len(meeting)} of them)."
    )


def test_causes_at_work_keep_to_the_tables_given(seeds):
    """Only links between rows of the given tables are drawn; causes without one are counted."""
    causes = seeds.causes[seeds.causes["theme"] == "economy"]
    chart = charts.plot_causes_at_work(seeds.cause_events, causes, seeds.events)
    assert set(chart.table["Cause"]) <= set(causes["title"]) and set(chart.table["Theme"]) == {"economy"}
    few = charts.plot_causes_at_work(seeds.cause_events, causes, seeds.events[:20])
    assert len(few.table) < len(chart.table)
    assert f"{len(causes) - few.table['Cause'].nunique()} without one" in few.summary


# Calls and tables of any kind

WRONG = [
    (lambda s: charts.plot_corroboration(s), r"pass seeds\.corroboration\(\).* whole bundle"),
    (lambda s: charts.plot_corroboration(s.events), r"no column evidence or witnesses"),
    (
        lambda s: charts.plot_corroboration(s.corroboration().assign(cards="maybe")),
        r"cards='maybe'|'maybe'.*attests",
    ),
    (lambda s: charts.plot_corroboration(s.corroboration(), size="huge"), r"page, projector"),
    (lambda s: charts.plot_coverage(s.statements), r"pass seeds\.coverage\(\).*no column year"),
    (lambda s: charts.plot_coverage(s.coverage(), by="decade"), r"by='decade'.*year, theme"),
    (lambda s: charts.plot_emphasis(s.causes), r"pass seeds\.emphasis\(\).*no column source"),
    (lambda s: charts.plot_causes(s.events), r"pass seeds\.causes.*no column aggrieved"),
    (
        lambda s: charts.plot_causes(s.causes.assign(aggrieved="Japan")),
        r"aggrieved='Japan'.*China, both, USSR",
    ),
    (
        lambda s: charts.plot_causes_at_work(s.causes, s.causes, s.events),
        r"pass seeds\.cause_events.*event or how",
    ),
    (
        lambda s: charts.plot_causes_at_work(s.cause_events, s.events, s.events),
        r"pass seeds\.causes.*no column cause",
    ),
    (lambda s: charts.plot_causes_at_work(s.cause_events, s.causes, s.causes), r"pass seeds\.events"),
    (
        lambda s: charts.plot_causes_at_work(s.cause_events, s.causes, s.events.astype({"beyond": str})),
        r"beyond.*True or False",
    ),
]


@pytest.mark.parametrize(("call", "message"), WRONG)
def test_a_wrong_call_is_explained(seeds, call, message):
    """A beginner's slip gives a ValueError that says what is wrong and what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(seeds)


TITLES = st.text("abcdefgW Ж中-'$_^\\", min_size=1, max_size=48).filter(str.strip)
WORDS = st.lists(
    st.sampled_from(["attests", "follows", "dates_differently", "contradicts"]), unique=True, max_size=3
)
EVENTS = st.tuples(TITLES, st.sampled_from(["1950", "195X", "1950/..", "1949/1962"]), st.tuples(*[WORDS] * 3))


@pytest.mark.filterwarnings("ignore:Glyph")
@settings(max_examples=20, deadline=None)
@given(st.lists(EVENTS, min_size=1, max_size=8))
def test_any_corroboration_is_drawn_whole_and_readably(rows):
    """Whatever stands in the cells and titles, each row is drawn once, in its signs, and apart."""
    frame = pd.DataFrame(
        {
            "event": [f"event-{n}" for n in range(len(rows))],
            "title": [title for title, _, _ in rows],
            "date": [when for _, when, _ in rows],
            "phase": ["alliance" if n % 3 else "cracks" for n in range(len(rows))],
            **{s: [", ".join(r[2][n]) or "silent" for r in rows] for n, s in enumerate("abc")},
            "evidence": "",
            "witnesses": [sum("attests" in words for words in cells) for _, _, cells in rows],
        }
    )
    chart = charts.plot_corroboration(frame)
    assert_texts_apart(chart)
    drawn = cells(chart)
    assert len(drawn) == 4 * len(rows)
    for n, (_, _, words) in enumerate(rows):
        for column, each in enumerate(words):
            signs = [text.get_text() for text in drawn[f"event-{n}", column]]
            assert signs == [SIGNS[word] for word in each or ["silent"]]
    assert chart.summary.startswith(f"{len(rows)} event{'s' if len(rows) > 1 else ''}: ")


PARTS = st.tuples(
    st.sampled_from(["a", "b-1950"]),
    st.sampled_from(THEMES),
    st.none() | st.integers(1900, 2020),
    st.floats(0.01, 60),
)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(PARTS, min_size=1, max_size=20, unique_by=lambda row: row[:3]),
    st.sampled_from(["year", "theme"]),
)
def test_any_coverage_is_drawn_whole_and_readably(rows, by):
    """Whatever the weights, bars stay within their cells, texts apart, and years outside are counted."""
    frame = pd.DataFrame(rows, columns=["source", "theme", "year", "statements"]).astype({"year": "Int64"})
    chart = charts.plot_coverage(frame, by)
    assert_texts_apart(chart)
    assert all(start == pytest.approx(0) and end <= 1 + 1e-9 for start, end in bars(chart).values())
    inside = sum(row[3] for row in rows if row[2] and 1949 <= row[2] <= 1989)
    if by == "year":
        said = re.search(r": ([\d.]+) dated to 1949–1989", chart.summary)[1]
        assert float(said) == pytest.approx(inside, abs=0.051)
        assert len(chart.table) == 41
    else:
        assert set(chart.table["Theme"]) == {row[1] for row in rows}


@pytest.mark.filterwarnings("ignore:Glyph")
@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(TITLES, st.sampled_from(THEMES), st.sampled_from(["China", "both", "USSR"])),
        min_size=1,
        max_size=12,
    )
)
def test_any_causes_are_drawn_whole_and_readably(rows):
    """Whatever their names, causes keep apart, and each side's number stands at its head."""
    frame = pd.DataFrame(rows, columns=["title", "theme", "aggrieved"]).assign(summary="Because.")
    chart = charts.plot_causes(frame)
    assert_texts_apart(chart)
    heads = {head.get_text() for head in artists(chart, "head").values()}
    counts = Counter(row[2] for row in rows)
    assert heads == {f"{side}: {counts[side]}" for side in ("China", "both", "USSR")}
