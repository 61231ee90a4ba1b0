"""The map draws the places where they are, names them readably, and says in words what it leaves out."""

import importlib.util
import json
import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from chart_reading import (
    Page,
    artists,
    assert_texts_apart,
    assert_texts_stand_out,
    boxes,
    contrast,
    touch,
    visible_texts,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from course_lib import charts
from course_lib.charts import design, labelling, land, sheet
from course_lib.charts.map import place_at, plot_map

SIZES = ("page", "projector")
KINDS = ("town", "island", "country", "region", "water", "river", "line")
COLUMNS = ["place", "lat", "lon", "kind", "label", "modern_name", "reference"]


def table(*rows):
    """Return places from (key, lat, lon, kind)."""
    frame = pd.DataFrame([(*row, f"{row[0]} label", "today", "general") for row in rows], columns=COLUMNS)
    return frame.astype({"lat": float, "lon": float})


def happenings(*places):
    """Return an event at each of these places, as a table."""
    rows = [(f"e{n}", f"Event {n}", "1969-03-02", place) for n, place in enumerate(places)]
    return pd.DataFrame(rows, columns=["event", "title", "date", "place"]).astype(str)


def plane(lat, lon):
    """Return where a place lies in the plane, by the formulas on a sphere written out once more."""
    first, second, phi = (math.radians(degrees) for degrees in (25, 50, lat))
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)
    rho, zero = (6371 * math.sqrt(c - 2 * n * math.sin(p)) / n for p in (phi, math.radians(35)))
    theta = n * math.radians(lon - 90)
    return rho * math.sin(theta), zero - rho * math.cos(theta)


def marks(chart):
    """Return (x, y, area, filled, marker) for each mark of a map."""
    found = []
    for gid, group in artists(chart, "marks").items():
        for x, y in group.get_offsets():
            filled = same_color(group.get_facecolor()[0], sheet.FILLED)
            found.append((float(x), float(y), float(group.get_sizes()[0]), filled, gid[0]))
    return sorted(found)


def below(chart):
    """Return what stands below the land, as one line."""
    return next(t for t in visible_texts(chart) if t.get_gid() == "below").get_text().replace("\n", " ")


def above(chart):
    """Return what stands above the land."""
    return next(t for t in visible_texts(chart) if t.get_gid() == "above").get_text()


def shown(places):
    """Return the places that lie on the map."""
    x, y = np.array([plane(p.lat, p.lon) for p in places.itertuples()]).reshape(-1, 2).T
    return places[(land.WEST <= x) & (x <= land.EAST) & (land.SOUTH <= y) & (y <= land.NORTH)]


def lies_in(state, point):
    """Return whether a point of the plane lies in a state's land."""
    return any(Path(ring).contains_point(point) for ring in land.read()["land"][state])


def centre(box):
    """Return the middle of an extent."""
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def mark_boxes(chart):
    """Return the extents of all marks, in pixels."""
    ax, dot = chart.figure.axes[0], chart.figure.dpi / 72
    half = [math.sqrt(area) / 2 * dot for _, _, area, _, _ in marks(chart)]
    points = [ax.transData.transform(mark[:2]) for mark in marks(chart)]
    return [Bbox([point - h, point + h]) for point, h in zip(points, half)]


@pytest.fixture(scope="module", params=[(size, told) for size in SIZES for told in (False, True)], ids=str)
def drawn(request, seeds):
    """The map of the real tables at either size, without and with events."""
    size, told = request.param
    chosen = "zhenbao-march-2" if told else None
    return plot_map(seeds.places, seeds.events if told else None, chosen, size=size)


def test_the_projection_gives_the_published_example(monkeypatch):
    """The formulas give the numbers of the example on page 291 of Snyder (1987)."""
    for name, value in {"RADIUS": 1, "MERIDIAN": -96, "ORIGIN": 23, "PARALLELS": (29.5, 45.5)}.items():
        monkeypatch.setattr(land, name, value)
    assert land.project(35, -75) == pytest.approx((0.2952720, 0.2416774), abs=1e-6)


def test_the_date_line_is_no_edge():
    """A place beyond 180 degrees lies east of its neighbour this side of it."""
    x, _ = land.project(np.array([65.0, 65.0]), np.array([179.0, -179.0]))
    assert 0 < x[1] - x[0] < 100


def test_the_land_is_that_of_the_states():
    """Towns lie in the states that held them; the Soviet republics are one state, and Taiwan stands apart."""
    inside = {
        "USSR": [(55.5, 38), (41.3, 69.2), (43.2, 76.8), (47, 142.5), (39, 68)],
        "China": [(39.9, 116.4), (29.7, 91.1), (43.8, 87.6), (19.3, 109.7), (46, 126), (35.2, 79.3)],
        "Mongolia": [(47.9, 106.9), (48.0, 91.6)],
        "Taiwan": [(23.8, 121.0)],
        "other": [(28.6, 77.2), (27.6, 93.8), (36.5, 127.9), (40.5, 127), (34.5, 69.2), (13, 105), (36, 138)],
    }
    for state, towns in inside.items():
        for town in towns:
            assert [name for name in land.TINTS if lies_in(name, plane(*town))] == [state], town


def test_the_frontier_is_the_border_of_both():
    """Every point of the Sino-Soviet frontier stands on the outlines of both states, to a kilometre or two."""
    outlines = {state: np.concatenate(land.read()["land"][state]) for state in ("USSR", "China")}
    for line in land.read()["lines"]["frontier"]:
        for state, points in outlines.items():
            away = np.hypot(*(line[:, None] - points[None]).transpose(2, 0, 1)).min(axis=1)
            assert away.max() <= 2, state


def test_the_land_is_a_small_file_that_names_its_origin():
    """The file has at most 60 kB, and says where the outlines come from and under which terms."""
    assert land.FILE.stat().st_size <= 60_000
    note = json.loads(land.FILE.read_text(encoding="utf-8"))["note"]
    assert all(
        word in note for word in ("Natural Earth", "public domain", "world-atlas", "ISC", "tools/land.py")
    )


def test_marks_stand_where_the_places_are(drawn, seeds):
    """Each town and island on the map has one mark, at its place in the projection; so has a place of events."""
    told = Counter(seeds.events["place"]) if "Events" in drawn.table else Counter()
    expected = [
        (*plane(p.lat, p.lon), 40 + 13 * told[p.place] if told[p.place] else 30, told[p.place] > 0, marker)
        for p in shown(seeds.places).itertuples()
        if (marker := {"town": "o", "island": "D"}.get(str(p.kind), "o" if told[p.place] else None))
    ]
    assert len(expected) >= 25
    for mark, wanted in zip(marks(drawn), sorted(expected), strict=True):
        assert mark[:2] == pytest.approx(wanted[:2], abs=0.01) and mark[2:] == wanted[2:]


def test_every_place_on_the_map_is_named(drawn, seeds):
    """Names are the labels, with the number of events; marks that lie on each other share theirs."""
    told = Counter(seeds.events["place"]) if "Events" in drawn.table else Counter()
    words = [name.get_text().replace("\n", " ") for name in artists(drawn, "name").values()]
    names = [part for text in words for part in text.split(", ")]
    wanted = [
        f"{p.label} ({told[p.place]})" if told[p.place] else p.label for p in shown(seeds.places).itertuples()
    ]
    assert sorted(names) == sorted(wanted)
    assert "Zhenbao/Damansky" in " ".join(names) and "No room" not in below(drawn)


def test_no_name_touches_another_or_a_mark(drawn):
    """Texts are apart and on the paper, no name lies on a mark, and all names lie on the map."""
    assert_texts_apart(drawn)
    names, frame = boxes(artists(drawn, "name").values()), drawn.figure.axes[0].bbox
    for name in names:
        assert not any(touch(name, mark) for mark in mark_boxes(drawn))
        assert frame.x0 <= name.x0 and name.x1 <= frame.x1 and frame.y0 <= name.y0 and name.y1 <= frame.y1


def test_leading_lines_run_free(drawn, seeds):
    """The line from a far name to its mark crosses no other name, and begins at the mark."""
    (leaders,) = drawn.figure.findobj(lambda artist: artist.get_gid() == "leaders")
    transform = drawn.figure.axes[0].transData
    texts = boxes(artists(drawn, "name").values())
    points = [centre(box) for box in mark_boxes(drawn)]
    points += [transform.transform(plane(p.lat, p.lon)) for p in seeds.places.itertuples()]
    for line in leaders.get_segments():
        start, end = transform.transform(line)
        for share in np.linspace(0.1, 0.9, 30):
            x, y = start + share * (end - start)
            crossed = [box for box in texts if box.x0 < x < box.x1 and box.y0 < y < box.y1]
            assert not crossed, share
        assert min(math.dist(start, point) for point in points) < 15


def test_names_of_lands_stay_on_their_land(drawn):
    """The middle of a land's name lies in the state that it names or belongs to."""
    inside = {"China": "China", "Tibet": "China", "Xinjiang": "China", "Manchuria": "China"}
    inside |= {"Mongolia": "Mongolia", "Soviet Union": "USSR"}
    names, back = artists(drawn, "name"), drawn.figure.axes[0].transData.inverted()
    for place, state in inside.items():
        (box,) = boxes([names[place]])
        assert lies_in(state, back.transform(centre(box))), place


def test_a_name_without_room_on_its_land_is_not_set_elsewhere():
    """A land's name moves a third of an inch at most, or it would name the neighbour."""
    land_name = labelling.Name(np.zeros(2), np.array([(1, 0.2)]), 0, True)
    crowd = [labelling.Name(np.array([x, 0.0]), np.array([(0.1, 0.1)]), 0.3, False) for x in (-0.4, 0.4)]
    page, lines = (-3, -3, 3, 3), np.array([(9.0, 9.0)])
    assert labelling.arrange([land_name], page, lines, 1)[0][1] == pytest.approx((-0.5, -0.1, 0.5, 0.1))
    moved = labelling.arrange([land_name, *crowd[:1]], page, lines, 1)[0]
    assert moved is None or np.abs(moved[1][:2] + moved[1][2:]).max() / 2 <= 0.36
    assert labelling.arrange([land_name, *crowd], page, lines, 1)[0] is None


def test_a_name_is_nearest_to_its_own_mark(drawn, seeds):
    """No town's name stands beside another one's mark without a line to its own."""
    places, transform = seeds.places.set_index("place"), drawn.figure.axes[0].transData
    own = {place: transform.transform(plane(p.lat, p.lon)) for place, p in places.iterrows()}
    towns = {n: t for n, t in artists(drawn, "name").items() if str(places.kind[n]) in ("town", "island")}
    for (place, _), box in zip(towns.items(), boxes(towns.values())):
        away = {
            other: math.hypot(max(box.x0 - x, x - box.x1, 0), max(box.y0 - y, y - box.y1, 0))
            for other, (x, y) in own.items()
            if str(places.kind[other]) in ("town", "island")
        }
        apart = [o for o in away if math.dist(own[o], own[place]) > sheet.TOGETHER / sheet.INCH * 96]
        assert min((away[o] for o in apart), default=99) > min(away[place], 10), place


def test_texts_and_marks_stand_out(drawn):
    """Letters have a contrast of 4.5 on every ground, and marks, borders and dashes one of 3."""
    assert_texts_stand_out(drawn, [design.PAPER, *land.TINTS.values()])
    for tint in (design.PAPER, *land.TINTS.values()):
        assert all(contrast(c, tint) >= 3 for c in (land.BORDER, design.INK, sheet.FILLED, design.QUIET))


def test_what_lies_outside_is_said_in_words(drawn, seeds):
    """Places outside the map are named below it, have no name on it, and are in the table as outside."""
    outside = set(seeds.places["label"]) - set(shown(seeds.places)["label"])
    assert {"New York", "Belgrade", "Tirana", "Prague", "Washington", "Geneva"} == outside
    said = below(drawn).split("Outside the map: ")[1]
    assert all(label in said for label in outside)
    table = drawn.table.set_index("Place")["On the map"]
    assert set(table.index[table == "no, outside it"]) == outside


def test_the_table_holds_all_that_is_drawn(seeds):
    """Each place has its row with its place and reference, and the events there with their dates."""
    chart = plot_map(seeds.places, seeds.events)
    rows = chart.table.set_index("Place")
    for place in seeds.places.itertuples():
        row = rows.loc[place.label]
        assert (row["Degrees north"], row["Degrees east"]) == (place.lat, place.lon)
        assert (row["Kind"], row["Today"], row["Reference"]) == (
            str(place.kind),
            place.modern_name,
            place.reference,
        )
        there = seeds.events[seeds.events["place"] == place.place]
        assert row["Events"] == len(there)
        assert all(title in row["What happened"] for title in there["title"])
    assert rows.loc["Ussuri", "On the map"] == "dashes and name"
    assert "2 March 1969: Clash on Zhenbao" in rows.loc["Zhenbao/Damansky", "What happened"]
    assert rows.loc["Hanoi", "What happened"] == "–"
    assert "Events" not in plot_map(seeds.places).table


def test_the_summary_counts_what_is_there(seeds):
    """The sentence says how many events have their place on the map, where most are, and what is left out."""
    here = set(shown(seeds.places)["place"])
    told = Counter(seeds.events["place"])
    inside = sum(number for place, number in told.items() if place in here)
    nowhere = sum(number for place, number in told.items() if place not in set(seeds.places["place"]))
    top, most = max(told.items(), key=lambda item: item[1] * (item[0] in here))
    total = len(seeds.events)
    assert plot_map(seeds.places, seeds.events).summary == (
        f"{inside} of {total} events have their place on the map, the most at {top} ({most}); "
        f"{total - inside - nowhere} lie outside it; {nowhere} have no place in the table."
    )


@pytest.mark.parametrize(
    ("places", "events", "words"),
    [
        (
            [("A", 40, 100, "town")],
            None,
            "1 town or island on the map, with 0 names of lands, waters and lines.",
        ),
        (
            [("A", 40, 100, "line"), ("B", 0, 0, "town")],
            None,
            "0 towns and islands on the map, with 1 name of a land, a water or a line; 1 place lies outside it.",
        ),
        ([("A", 40, 100, "town")], ["A"], "1 of 1 event has its place on the map."),
        (
            [("A", 40, 100, "town"), ("B", 0, 0, "town")],
            ["B", ""],
            "0 of 2 events have their place on the map; 1 lies outside it; 1 has no place in the table.",
        ),
        (
            [("A", 40, 100, "town"), ("B", 45, 100, "town")],
            ["A", "B"],
            "2 of 2 events have their place on the map.",
        ),
        (
            [("A", 40, 100, "town"), ("B", 45, 100, "town")],
            ["A", "B", "B"],
            "3 of 3 events have their place on the map, the most at B label (2).",
        ),
        ([("A", 40, 100, "town")], [], "0 of 0 events have their place on the map."),
        ([], None, "No places to show: the table is empty."),
        ([], ["A"], "No places to show: the table is empty."),
    ],
)
def test_the_summary_is_in_good_grammar(places, events, words):
    """The sentence holds for none, one and several."""
    chart = plot_map(table(*places), None if events is None else happenings(*events))
    assert chart.summary == words
    assert len(chart.table) == len(places) and chart.html()


def test_a_chosen_event_is_ringed_and_named(seeds):
    """The ring stands around the place of the event, and the line above the map says which event it is."""
    chart = plot_map(seeds.places, seeds.events, "tielieketi-clash")
    ((place, ring),) = artists(chart, "ring").items()
    row = seeds.places.set_index("place").loc["Zhalanashkol"]
    assert place == "Zhalanashkol"
    assert tuple(ring.get_offsets()[0]) == pytest.approx(plane(row.lat, row.lon), abs=0.01)
    assert "Clash at Tielieketi (Zhalanashkol) (13 August 1969), ringed at" in above(chart)
    assert above(chart) in chart.summary


@pytest.mark.parametrize(
    ("chosen", "words"),
    [("un-seat", "outside the map at New York"), ("mao-dies", "which has no place in the table")],
)
def test_a_chosen_event_without_a_place_on_the_map_is_said_to_be_so(seeds, chosen, words):
    """Nothing is ringed then, and the line above the map says why."""
    chart = plot_map(seeds.places, seeds.events, chosen)
    assert not artists(chart, "ring") and words in above(chart) and words in chart.summary


def test_a_choice_moves_no_name(seeds):
    """Names stand where they stood when another event is chosen."""
    one, other = (
        plot_map(seeds.places, seeds.events, chosen) for chosen in ("kosygin-zhou", "zhenbao-march-15")
    )
    where = [{n: t.get_position() for n, t in artists(chart, "name").items()} for chart in (one, other)]
    assert (
        where[0] == where[1]
        and one.figure.get_size_inches().tolist() == other.figure.get_size_inches().tolist()
    )


def test_stretches_in_dispute_are_dashed(seeds):
    """Each stretch of the table is drawn in heavy dashes along the frontier, and the note says what they mean."""
    chart, stretches = plot_map(seeds.places), set(land.read()["lines"]) - {"frontier"}
    assert stretches == set(seeds.places["place"][seeds.places["kind"].isin(["river", "line"])])
    lines = artists(chart, "line")
    for name in stretches:
        assert lines[name].get_linestyle()[0][1] is not None and lines[name].get_linewidth()[0] == 3
    assert set(lines) == stretches | {"frontier"} and "Dashes: in dispute" in below(chart)
    towns = plot_map(seeds.places[seeds.places["kind"] == "town"])
    assert set(artists(towns, "line")) == {"frontier"} and "Dashes" not in below(towns)


def test_a_name_stands_by_its_stretch(seeds):
    """The point by which a stretch is named lies within 120 kilometres of it."""
    for place in seeds.places[seeds.places["kind"].isin(["river", "line"])].itertuples():
        points = np.concatenate(land.read()["lines"][place.place])
        assert np.hypot(*(points - plane(place.lat, place.lon)).T).min() < 120, place.place


@pytest.mark.parametrize("size", SIZES)
def test_a_click_finds_the_place(seeds, size):
    """A click on a mark, as a share of the picture, gives its place; one in the empty sea gives none."""
    chart = plot_map(seeds.places, size=size)
    towns = seeds.places[seeds.places["kind"].isin(["town", "island"])]
    for place in shown(towns).itertuples():
        x, y = chart.figure.axes[0].transData.transform(plane(place.lat, place.lon))
        across, down = x / chart.figure.bbox.width, 1 - y / chart.figure.bbox.height
        assert place_at(towns, across, down, size=size) == place.place
        assert place_at(towns, across + 0.004, down, size=size)
    assert place_at(towns, 0.1, 0.8, size=size) is None
    assert place_at(towns[:0], 0.5, 0.5) is None
    assert place_at(towns, across, down + 0.02, within=0.001, size=size) is None


def test_a_click_means_what_is_on_the_map():
    """A place outside the map is never meant, and a table with any index is read by position."""
    edge = table(("B", 56.5, 30.0, "town"), ("A", 55.8, 37.6, "town"))
    edge.index = [7, 7]
    assert place_at(edge, 0.0, 0.05, within=0.5) == "A"


def test_marks_that_lie_on_each_other_share_a_name():
    """Two towns nearer than thirty kilometres have one label, the one with more events first."""
    near = table(("A", 40, 100, "town"), ("B", 40.1, 100.1, "town"), ("C", 45, 100, "town"))
    names = artists(plot_map(near, happenings("B", "B", "A")), "name")
    assert {n: t.get_text().replace("\n", " ") for n, t in names.items()} == {
        "B": "B label (2), A label (1)",
        "C": "C label",
    }


def test_what_finds_no_room_is_said_in_words():
    """Places in one heap that cannot all be named on the map are named below it, or said to be in the table."""
    heap = table(*((f"P{n}", 40 + n % 10 * 0.5, 100 + n // 10 * 0.5, "town") for n in range(100)))
    chart = plot_map(heap)
    assert_texts_apart(chart)
    assert len(artists(chart, "name")) < 100 and len(marks(chart)) == 100
    assert "No room to name" in below(chart) or "The rest is in the table" in below(chart)


WORDS = st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
ROWS = st.tuples(WORDS, st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(KINDS))


@settings(max_examples=25, deadline=None)
@given(st.lists(ROWS, max_size=9, unique_by=lambda row: row[0]), st.data())
def test_any_table_is_drawn(rows, data):
    """Whatever places and events are given, marks and rows agree, and texts stay apart and on the paper."""
    places = table(*rows)
    keys = [row[0] for row in rows]
    happened = data.draw(st.lists(st.sampled_from([*keys, "nowhere", ""]), max_size=6))
    events = happenings(*happened)
    chart = plot_map(places, events, size=data.draw(st.sampled_from(SIZES)))
    assert len(chart.table) == len(rows) and chart.summary.endswith(".")
    if rows:
        assert chart.table["Events"].sum() == sum(place in keys for place in happened)
        drawn = chart.table["On the map"]
        told = (chart.table["Events"] > 0) | chart.table["Kind"].isin(["town", "island"])
        assert len(marks(chart)) == int((told & (drawn != "no, outside it")).sum())
    assert_texts_apart(chart)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda s: plot_map(s.events), "plot_map draws a table of places: pass seeds.places"),
        (lambda s: plot_map(s), "It was given the whole bundle of tables"),
        (lambda s: plot_map(s.places, s.places), "plot_map draws a table of events"),
        (lambda s: plot_map(s.places.assign(lat=95.0)), "lat holds 95.0; allowed are numbers from -90 to 90"),
        (lambda s: plot_map(s.places.assign(lon="east")), "lon holds 'east'"),
        (lambda s: plot_map(s.places.assign(lon=float("nan"))), "lon holds nan"),
        (
            lambda s: plot_map(s.places.assign(kind="twon")),
            "kind='twon' is not known here. Did you mean 'town'?",
        ),
        (lambda s: plot_map(s.places, s.events, "zhenbao-march-3"), "Did you mean 'zhenbao-march-"),
        (lambda s: plot_map(s.places, chosen="mao-dies"), "chosen='mao-dies' needs events"),
        (lambda s: place_at(s.events, 0.5, 0.5), "place_at draws a table of places"),
        (lambda s: plot_map(s.places, size="poster"), "size='poster' is not known here"),
    ],
)
def test_wrong_calls_are_explained(seeds, call, words):
    """A wrong argument is named, with what is allowed."""
    with pytest.raises(ValueError) as caught:
        call(seeds)
    assert words in str(caught.value)


def test_a_map_is_drawn_into_axes_of_ones_own(seeds):
    """With ``ax`` the map is drawn there, at the axes' size and with its shape kept."""
    figure = Figure(figsize=(9, 9))
    ax = figure.add_axes((0.05, 0.15, 0.9, 0.75))
    chart = plot_map(seeds.places[seeds.places["kind"] == "country"], ax=ax)
    assert chart.figure is figure and figure.axes == [ax] and figure.get_size_inches().tolist() == [9, 9]
    assert_texts_apart(chart)
    assert ax.bbox.width / ax.bbox.height == pytest.approx(land.WIDE / land.TALL, rel=0.01)


def test_the_picture_is_the_same_each_time_and_small(seeds):
    """Two maps of one table have the same bytes, at most 200 kB of them, for an activity draws them anew."""
    one, other = (plot_map(seeds.places, seeds.events, "zhenbao-march-2").html() for _ in range(2))
    assert one == other
    assert len(plot_map(seeds.places, seeds.events).svg()) <= 200_000
    page = Page(one)
    assert page.attributes["img"][0]["alt"].startswith("Places of Sino-Soviet relations. ")


def test_the_face_hands_on_the_map(seeds):
    """The map and what finds a click on it are among the charts, and the map is on the library's face."""
    import course_lib as course

    assert course.plot_map is charts.plot_map and charts.place_at is place_at


@pytest.fixture(scope="module")
def tool(root):
    """The script that makes the land."""
    spec = importlib.util.spec_from_file_location("make_land", root / "tools" / "land.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Three squares of ten degrees side by side: two republics, and China to the east of them.
SIDE_BY_SIDE = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [
        [[80, 50], [-10, 0], [0, -10], [10, 0]],  # the west of Russia's square
        [[80, 40], [0, 10]],  # between the republics
        [[80, 40], [10, 0]],
        [[90, 50], [-10, 0]],
        [[90, 40], [0, 5], [0, 5]],  # the frontier
        [[90, 40], [10, 0], [0, 10], [-10, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "properties": {"name": "Russia"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "properties": {"name": "Kazakhstan"}, "arcs": [[[2, 4, 3, -2]]]},
                {"type": "Polygon", "properties": {"name": "China"}, "arcs": [[5, -5]]},
                {"type": None, "properties": {"name": "Nowhere"}},
            ]
        }
    },
}


def test_the_tool_joins_republics_and_finds_frontiers(tool):
    """The border between two republics falls away, and what they share with China is the frontier."""
    states, degrees = tool.countries(SIDE_BY_SIDE), tool.arcs(SIDE_BY_SIDE)
    lines = [tool.plane(arc) for arc in degrees]
    (ring,) = tool.outlines(states | {"Mongolia": [], "Taiwan": []}, lines)["USSR"]
    corners = {tuple(np.round(plane(lat, lon), 3)) for lat in (40, 50) for lon in (70, 80, 90)}
    assert corners <= {tuple(np.round(point, 3)) for point in ring}
    assert tuple(ring[0]) == tuple(ring[-1])
    assert tool.shared(states, "USSR", "China") == [4]


def test_the_tool_leaves_lines_within_bounds(tool):
    """A simplified line keeps its ends and leaves the true one by no more than it may."""
    x = np.linspace(0, 1000, 400)
    line = np.column_stack([x, 40 * np.sin(x / 60)])
    simple = tool.simplify(line, 8)
    assert len(simple) < 60 and (simple[0] == line[0]).all() and (simple[-1] == line[-1]).all()
    between = np.interp(x, *simple.T)
    assert np.abs(between - line[:, 1]).max() <= 8 / math.cos(math.atan(40 / 60))


def test_the_tool_writes_steps_that_are_read_back(tool):
    """Whole kilometres from point to point come back as the line, without points that stand still."""
    line = np.array([(10.4, -3.2), (10.3, -3.1), (250.0, 7.9), (10.4, -3.2)])
    (back,) = land._arrays([tool.steps(line)])
    assert back.tolist() == [[10, -3], [250, 8], [10, -3]]
