"""The reference: made from the tables, whole, and searchable part by part."""

import re
from html import unescape

import pytest

from course_lib.reference import FEW, PARTS, reference


def rows(html):
    """How many rows the tables in HTML have, their heads left out."""
    return html.count("<tr>") - html.count("<thead>")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_holds_its_whole_table(part, seeds):
    """Everything that the browser is told stands in the static twin too, and nothing is left out."""
    told = reference(seeds, part)
    size = sum(map(len, told.parts.values()))
    assert size and rows(told.html()) == size
    assert "".join(html for _, html in told.told()["parts"]) == told.html()


def test_the_parts_hold_the_tables(seeds):
    """Names, events, causes, disputes, statements, works and columns are all there, each once."""
    sizes = {part: sum(map(len, reference(seeds, part).parts.values())) for part in PARTS}
    tables = {"chronology": "events", "works": "references", "glossary": "glossary_terms"}
    for part in ("glossary", "chronology", "causes", "disputes", "statements", "works"):
        assert sizes[part] == len(seeds.tables[tables.get(part, part)]), part
    assert sizes["people"] + sizes["places"] + sizes["names"] == len(seeds.names)
    assert sizes["columns"] == len(seeds.columns())


def test_long_tables_are_closed(seeds):
    """A table of more rows than fit on a page stands closed under its name; a short one stands open."""
    assert reference(seeds, "chronology").html().startswith("<details><summary>Chronology: ")
    assert len(seeds.names[seeds.names["kind"] == "person"]) <= FEW
    assert reference(seeds, "people").html().startswith("<table>")


def test_everything_is_searched_and_nothing_shown(seeds):
    """The search in all parts is told every table, and its static twin points to them."""
    told = reference(seeds)
    assert told.told()["quiet"] and rows("".join(html for _, html in told.told()["parts"])) > 900
    assert "<table" not in told.html() and "search" in told.html()


def test_evidence_stands_beside_what_it_bears_out(seeds):
    """An event has its citations; one beyond the sources has its work, marked so."""
    chronology = reference(seeds, "chronology").parts["Chronology"].set_index("Event")
    beyond = seeds.events[seeds.events["beyond"]]["title"]
    assert chronology.loc[beyond, "Evidence"].str.startswith("*beyond the sources*").all()
    assert "`loc-1987:2b`" in chronology.loc["Treaty of alliance signed in Moscow", "Evidence"]
    assert (chronology["Evidence"] != "").all()


def test_names_stand_in_three_scripts(seeds):
    """A person has characters, pinyin, Russian, and the sources' own spellings."""
    text = unescape(re.sub(r"<[^>]+>", " ", reference(seeds, "people").html()))
    assert all(name in text for name in ("周恩来", "Zhōu Ēnlái", "Чжоу Эньлай", "Krushchev"))


def test_an_unknown_part_is_explained(seeds):
    """Another part is refused with those that there are."""
    with pytest.raises(KeyError, match="There is no part 'maps'; the parts are: glossary, people"):
        reference(seeds, "maps")
