"""The explorer: what it finds, what it shows, and what stays where no kernel runs."""

import pytest

from course_lib.activities import explore
from course_lib.activities.explorer import ANY, Filter, choose, sheet
from course_lib.seeds import load_seeds

WIDE_OPEN = Filter(0, 9999)


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


def test_controls_narrow_the_list(seeds):
    """Changing a control changes the list and the sheet; a choice that still fits is kept."""
    explorer = explore(seeds)
    explorer.list.value = "treaty-1950"
    explorer.controls["phase"].value = "alliance"
    assert explorer.list.value == "treaty-1950"
    assert {slug for _, slug in explorer.list.options} == set(
        choose(seeds, Filter(0, 9999, phase="alliance"))["event"]
    )
    explorer.controls["words"].value = "xyzzy"
    assert explorer.list.value is None and explorer.sheet.value == ""
    assert "No event matches" in explorer.count.value
    explorer.controls["words"].value = ""
    explorer.controls["phase"].value = ANY
    assert len(explorer.list.options) == len(seeds.events)


def test_another_phase_is_one_click_away(seeds):
    """From a page's own phase every other phase is reached with one menu, with all of its events."""
    for phase in seeds.events["phase"].cat.categories:
        explorer = explore(seeds, "alliance")
        explorer.controls["phase"].value = phase
        assert len(explorer.list.options) == (seeds.events["phase"] == phase).sum()


def test_the_years_reach_as_far_as_the_table(package):
    """An event of another century is within reach of the boxes for years."""
    package.set("events", 2, "date", "1858-05-28")
    package.set("events", 2, "earliest", "1858-05-28")
    package.set("events", 2, "latest", "1858-05-28")
    mine = load_seeds(package.folder)
    assert len(explore(mine).list.options) == len(mine.events)


def test_years_the_wrong_way_round(seeds):
    """A first year after the last one finds nothing and breaks nothing."""
    explorer = explore(seeds)
    explorer.controls["since"].value = 1990
    explorer.controls["until"].value = 1940
    assert explorer.list.options == ()


def test_every_control_has_a_label(seeds):
    """Each control of the explorer carries a description, by which a screen reader names it."""
    explorer = explore(seeds)
    assert all(control.description for control in [*explorer.controls.values(), explorer.list])


def test_unknown_phase(seeds):
    """An unknown phase is answered with the list of phases."""
    with pytest.raises(ValueError, match="the phases are: background, alliance"):
        explore(seeds, "detente")
