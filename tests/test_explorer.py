"""The explorer: what it finds, what it shows, and what stays where no kernel runs."""

import pytest

from course_lib.activities import explore
from course_lib.activities.activity import Reply
from course_lib.activities.explorer import ANY, WIDE_OPEN, Explorer, Filter, choose, sheet
from course_lib.charts import event_at, place_at
from course_lib.seeds import load_seeds


def test_no_limit_finds_everything(seeds):
    """Without limits every event is there, by date."""
    found = choose(seeds, WIDE_OPEN)
    assert len(found) == len(seeds.events)
    assert found["earliest"].is_monotonic_increasing


def test_years_touch_ranges(seeds):
    """A range is found from every year that it touches, and from no other."""
    leap = seeds.events.set_index("event").loc["great-leap"]
    for year in range(leap.earliest.year, leap.latest.year + 1):
        assert "great-leap" in set(choose(seeds, Filter(year, year))["event"])
    outside = Filter(leap.latest.year + 1, 9999)
    assert "great-leap" not in set(choose(seeds, outside)["event"])


def test_open_ends_are_found(seeds):
    """An event whose end is open is found from every later year, and from none before it began."""
    talks = {"armistice-talks"}
    assert talks <= set(choose(seeds, Filter(1980, 1985))["event"])
    assert not talks & set(choose(seeds, Filter(1900, 1950))["event"])


def test_a_phase_without_events(package):
    """A package of one's own with no events in a phase gives an explorer that says so."""
    package.write("events", package.rows("events")[:1])
    package.write("evidence", package.rows("evidence")[:1])
    package.write("cause_events", package.rows("cause_events")[:1])
    shown = explore(load_seeds(package.folder), "brink")._repr_mimebundle_()
    assert shown["text/plain"] == "Explorer: No event matches."


@pytest.mark.parametrize("column", ["theme", "phase"])
def test_each_theme_and_phase(seeds, column):
    """A theme or phase gives exactly its own events, and together they give them all."""
    counts = 0
    for value in seeds.events[column].cat.categories:
        found = choose(seeds, Filter(0, 9999, **{column: value}))
        assert set(found[column]) <= {value}
        counts += len(found)
    assert counts == len(seeds.events)


def test_source_and_words(seeds):
    """A source gives the events that it speaks of; words must all be there, in any case."""
    told = choose(seeds, Filter(0, 9999, source="err-1952"))["event"]
    for event in told:
        assert "err-1952" in set(seeds.evidence_for("events", event)["source"])
    assert "treaty-1950" in set(choose(seeds, Filter(0, 9999, words="TREATY Moscow"))["event"])
    assert choose(seeds, Filter(0, 9999, words="xyzzy (")).empty


def test_sheet_lays_statements_side_by_side(seeds):
    """Every statement on an event is shown under its source with its locator and quotation."""
    for event in seeds.events["event"]:
        shown = sheet(seeds, event)
        for s in seeds.evidence_for("events", event).itertuples():
            assert f">{s.statement}</code>" in shown
    treaty = sheet(seeds, "treaty-1950")
    speaking = seeds.evidence_for("events", "treaty-1950")["source"].nunique()
    assert treaty.count('<th scope="col"') == speaking


def test_beyond_the_sources_is_said(seeds):
    """An event that no source attests says so and names what it rests on."""
    event = seeds.events[seeds.events["beyond"]].iloc[0]
    assert "Beyond the sources" in sheet(seeds, event.event)


def test_static_twin(seeds):
    """Where no kernel runs, the same events stand in a table with their evidence."""
    shown = explore(seeds, "alliance")._repr_mimebundle_()
    events = choose(seeds, Filter(0, 9999, phase="alliance"))
    assert shown["text/plain"].startswith(f"Explorer: {len(events)} events")
    assert shown["text/html"].count("<tr>") == len(events) + 1
    assert shown["text/html"] == explore(seeds, "alliance")._repr_mimebundle_()["text/html"]


def test_limits_narrow_the_list(seeds):
    """Changing a limit changes the list and the sheet; a choice that still fits is kept."""
    explorer = Explorer(seeds)
    explorer.change("event", "treaty-1950")
    explorer.change("phase", "alliance")
    assert explorer.state["event"] == "treaty-1950"
    assert listed(explorer) == set(choose(seeds, Filter(0, 9999, phase="alliance"))["event"])
    explorer.change("words", "xyzzy")
    assert explorer.state["event"] == "" and listed(explorer) == set()
    assert explorer.reply_to(explorer.state) == Reply("No event matches.")
    explorer.change("words", "")
    explorer.change("phase", ANY)
    assert len(listed(explorer)) == len(seeds.events)


def listed(explorer):
    """The events that an explorer offers to choose from."""
    fields = [field for group in explorer.groups(explorer.state) for field in group.fields]
    return {slug for field in fields if field.name == "event" for slug, _ in field.options}


GRID = [(across / 60, down / 60) for across in range(60) for down in range(60)]


def test_choose_in_one_and_see_it_in_all(seeds):
    """A place that is clicked limits the list, timeline and map to it; any mark on the timeline chooses its event."""
    explorer = Explorer(seeds, scope="brink")
    timeline, land = explorer.reply_to(explorer.state).charts
    assert explorer.state["event"] in set(explorer.found(explorer.state)["event"])
    explorer.change("place", "Zhenbao")
    found = explorer.found(explorer.state)
    assert set(found["place"]) == {"Zhenbao"} and listed(explorer) == set(found["event"])
    timeline, land = explorer.reply_to(explorer.state).charts
    assert list(timeline.table["Event"]) == list(found["title"])
    marked = land.table[land.table["Events"] > 0]
    assert list(marked["Place"]) == ["Zhenbao/Damansky"]


def test_a_click_on_a_mark_chooses(seeds):
    """A click on a mark of the map limits the list to that place; one on the timeline chooses an event there."""
    explorer = Explorer(seeds, scope="brink")
    zhenbao = seeds.places[seeds.places["place"] == "Zhenbao"]
    explorer.reply({"pick": [1, *next(point for point in GRID if place_at(zhenbao, *point))]})
    assert explorer.state["place"] == "Zhenbao"
    explorer.change("place", ANY)
    found, before = explorer.found(explorer.state), explorer.state["event"]
    hits = {event_at(found, *point, chosen=before): point for point in GRID[::31]} | {
        None: None,
        before: None,
    }
    event, point = next((event, point) for event, point in hits.items() if point)
    explorer.reply({"pick": [0, *point]})
    assert explorer.state["event"] == event


def test_a_click_beside_everything_changes_no_event(seeds):
    """A click on the timeline where no mark is leaves the choice, one on the map where no place is lifts its limit."""
    explorer = Explorer(seeds)
    explorer.change("place", "Beijing")
    before = explorer.state["event"]
    explorer.reply({"pick": [0, 0.0, 0.0]})
    assert explorer.state["event"] == before
    explorer.reply({"pick": [1, 0.0, 0.0]})
    assert explorer.state["place"] == ANY


def test_another_phase_is_one_choice_away(seeds):
    """From a page's own phase every other phase is reached with one menu, with all of its events."""
    for phase in seeds.events["phase"].cat.categories:
        explorer = Explorer(seeds, scope="alliance")
        explorer.change("phase", phase)
        assert len(listed(explorer)) == (seeds.events["phase"] == phase).sum()


def test_the_years_reach_as_far_as_the_table(package):
    """An event of another century is within reach of the boxes for years."""
    package.set("events", 2, "date", "1858-05-28")
    package.set("events", 2, "earliest", "1858-05-28")
    package.set("events", 2, "latest", "1858-05-28")
    mine = load_seeds(package.folder)
    assert len(listed(Explorer(mine))) == len(mine.events)


def test_years_the_wrong_way_round_and_empty(seeds):
    """A first year after the last one finds nothing; an empty box sets no limit."""
    explorer = Explorer(seeds)
    explorer.change("since", 1989)
    explorer.change("until", 1940)
    assert listed(explorer) == set()
    explorer.change("since", None)
    explorer.change("until", None)
    assert len(listed(explorer)) == len(seeds.events)


def test_unknown_phase(seeds):
    """An unknown phase is answered with the list of phases."""
    with pytest.raises(ValueError, match="the phases are: background, alliance"):
        explore(seeds, "detente")
