"""The data package: how it loads, what it answers, and what it says when it is damaged."""

import json

import pandas as pd
import pytest

from course_lib.__main__ import main
from course_lib.seeds import SeedsError, find_seeds, load_seeds


def test_every_table_of_the_schema_is_a_frame(seeds):
    """Each table of datapackage.json is loaded with its columns in order."""
    for name, table in seeds.schema.items():
        assert list(getattr(seeds, name).columns) == table.columns


def test_dtypes_follow_the_schema(seeds):
    """Text is text, dates are dates, booleans are booleans, and lists of values are categories."""
    assert pd.api.types.is_datetime64_dtype(seeds.events["earliest"])
    assert seeds.events["beyond"].dtype == bool
    assert isinstance(seeds.events["theme"].dtype, pd.CategoricalDtype)
    assert pd.api.types.is_string_dtype(seeds.events["cameo"])
    assert seeds.series["value"].dtype == float
    assert pd.api.types.is_integer_dtype(seeds.series["year"])


def test_cameo_codes_stay_text(seeds):
    """A code with a leading nought keeps it."""
    assert "057" in set(seeds.coding["cameo"])


def test_categories_are_ordered_where_there_is_an_order(seeds):
    """Phases follow each other, themes do not."""
    assert seeds.events["phase"].cat.ordered
    assert seeds.events["phase"].min() == "background"
    assert not seeds.events["theme"].cat.ordered


def test_absent_text_is_empty(seeds):
    """Text columns hold no missing values, so that a page never shows «nan»."""
    text = seeds.statements.select_dtypes("str")
    assert not text.isna().any().any()


def test_a_folder_of_ones_own(package):
    """A teacher's own package loads from the folder that is named."""
    package.set("sources", 2, "title", "Another title")
    assert load_seeds(package.folder).sources.loc[0, "title"] == "Another title"
    assert load_seeds(str(package.folder)).folder == package.folder


def test_the_package_around_the_page_comes_first(package, monkeypatch):
    """A copy of the workbook reads its own seeds, wherever the library is installed."""
    pages = package.folder.parent / "notebooks"
    pages.mkdir()
    monkeypatch.chdir(pages)
    assert find_seeds() == package.folder


def test_no_package(tmp_path, monkeypatch):
    """A folder that is no data package is named in the message."""
    with pytest.raises(FileNotFoundError, match="no datapackage.json"):
        load_seeds(tmp_path)


def test_evidence_for_an_event(seeds):
    """Everything that bears on the treaty is found, each with its source, locator and stance."""
    found = seeds.evidence_for("events", "treaty-1950")
    assert {"err-1952", "loc-1987", "blog-2013", "cards"} <= set(found["source"])
    expected = seeds.evidence[seeds.evidence["row"] == "treaty-1950"]["statement"]
    assert set(found["statement"]) == set(expected)
    assert found["says"].str.len().min() > 0


@pytest.mark.parametrize("table", ["events", "causes", "terms", "predictions", "disputes"])
def test_evidence_for_every_row(seeds, table):
    """Each row of the tables of findings leads to a statement, or to a work beyond the sources."""
    key = seeds.schema[table].primary_key[0]
    for row in seeds.tables[table].itertuples():
        found = seeds.evidence_for(table, getattr(row, key))
        assert len(found) or row.reference


def test_evidence_for_what_is_not_there(seeds):
    """An unknown table or row is named, with what there is."""
    with pytest.raises(KeyError, match="the tables are"):
        seeds.evidence_for("event", "treaty-1950")
    with pytest.raises(KeyError, match="events has no row 'treaty'"):
        seeds.evidence_for("events", "treaty")
    with pytest.raises(KeyError, match="places has no evidence of its own; ask for a row of: events"):
        seeds.evidence_for("places", "Beijing")
    with pytest.raises(KeyError, match="There is no table 'evnts'"):
        seeds.columns("evnts")


def test_citations(seeds):
    """A citation names one statement or a paragraph, and one that leads nowhere says so."""
    assert list(seeds.cited("loc-1987:4c")["statement"]) == ["loc-1987:4c"]
    paragraph = seeds.cited("loc-1987:4")
    assert len(paragraph) > 5 and set(paragraph["locator"]) == {"4"}
    for wrong in ("loc-1987:99", "loc-1987:4z", "loc-1987", "cards:3.3; drop", ""):
        with pytest.raises(KeyError) as caught:
            seeds.cited(wrong)
        assert str(caught.value).startswith(("No statement", repr(wrong)))


def test_in_source(seeds):
    """All that a source says comes back, in the order of its text; an unknown one is refused."""
    mine = seeds.in_source("err-1952")
    assert set(mine["source"]) == {"err-1952"} and mine["locator"].is_monotonic_increasing
    with pytest.raises(KeyError, match="sources has no row"):
        seeds.in_source("pravda")


def test_search(seeds):
    """Every word must be there, capitals do not matter, and Chinese is found too."""
    hits = seeds.search("NAVAL base")
    assert len(hits) and hits["text"].str.contains("naval", case=False).all()
    assert "Zhou Enlai" in set(seeds.search("周恩来")["row"])
    assert seeds.search("").empty and seeds.search("xyzzy").empty


def test_unknown_table_name(seeds):
    """A misspelt table is answered with the list of tables."""
    with pytest.raises(AttributeError, match="seeds has no table 'evnts'. Its tables are: sources"):
        _ = seeds.evnts


def test_the_dictionary_comes_from_the_schema(seeds):
    """Each column of each table is described."""
    columns = seeds.columns()
    assert len(columns) == sum(len(table.columns) for table in seeds.schema.values())
    assert columns["description"].str.len().min() > 10
    assert set(seeds.columns("terms")["table"]) == {"terms"}


def missing_file(p):
    (p.folder / "causes.csv").unlink()


def missing_column(p):
    p.write("events", [[cell for n, cell in enumerate(row) if n != 1] for row in p.rows("events")])


def foreign_column(p):
    rows = p.rows("causes")
    p.write("causes", [rows[0] + ["colour"], *(row + ["red"] for row in rows[1:])])


def doubled_column(p):
    p.write("causes", [row + row[:1] for row in p.rows("causes")])


def unknown_reference(p):
    p.set("evidence", 3, "statement", "loc-1987:99a")


def unknown_row(p):
    p.set("evidence", 3, "row", "treaty-1951")


def duplicate_key(p):
    rows = p.rows("events")
    p.write("events", [*rows, rows[1]])


def no_such_day(p):
    p.set("events", 2, "date", "1950-02-30")


def no_edtf(p):
    p.set("events", 2, "date", "mid-1949")


def backwards(p):
    p.set("events", 2, "date", "1960/1950")


def not_in_list(p):
    p.set("causes", 2, "theme", "idelogy")


def not_a_number(p):
    p.set("places", 2, "lat", "39,9")


def out_of_range(p):
    p.set("places", 2, "lat", "399")


def not_a_boolean(p):
    p.set("events", 2, "beyond", "yes")


def emptied_cell(p):
    p.set("statements", 5, "says", "")


def too_long(p):
    p.set("events", 2, "title", "A title that is a good deal too long for any label on a chart")


def wrong_encoding(p):
    file = p.folder / "names.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))


def empty_file(p):
    (p.folder / "terms.csv").write_text("", encoding="utf-8")


def stray_comma(p):
    with (p.folder / "causes.csv").open("a", encoding="utf-8") as file:
        file.write("one,two\n")


def open_quotation_mark(p):
    with (p.folder / "causes.csv").open("a", encoding="utf-8") as file:
        file.write('"one,two\n')


def semicolons(p):
    file = p.folder / "causes.csv"
    file.write_text("\n".join(";".join(row) for row in p.rows("causes")), encoding="utf-8")


def misread_day(p):
    p.set("events", 2, "earliest", "19200101")


def table_left_out(p):
    file = p.folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != "repairs"]
    file.write_text(json.dumps(package), encoding="utf-8")


def broken_descriptor(p):
    (p.folder / "datapackage.json").write_text('{"resources": [', encoding="utf-8")


DAMAGES = {
    missing_file: ["causes.csv", "missing"],
    missing_column: ["events.csv", "column title", "this column is missing"],
    foreign_column: ["causes.csv", "column colour", "not in datapackage.json", "aggrieved"],
    doubled_column: ["causes.csv", "column cause", "stands twice"],
    unknown_reference: ["evidence.csv", "row 3", "column statement", "'loc-1987:99a'", "no such row"],
    unknown_row: ["evidence.csv", "row 3", "column row", "'treaty-1951'", "perhaps treaty-1950"],
    duplicate_key: ["events.csv", "column event", "stands in row 2 already"],
    no_such_day: ["events.csv", "row 2", "column date", "no day 1950-02-30", "EDTF"],
    no_edtf: ["events.csv", "row 2", "column date", "'mid-1949'", "EDTF date such as"],
    backwards: ["events.csv", "row 2", "'1960/1950'", "ends before it begins"],
    not_in_list: ["causes.csv", "row 2", "column theme", "'idelogy'", "ideology, leadership"],
    not_a_number: ["places.csv", "row 2", "column lat", "'39,9'", "number"],
    out_of_range: ["places.csv", "row 2", "column lat", "'399'", "from -90 to 90"],
    not_a_boolean: ["events.csv", "row 2", "column beyond", "'yes'", "true or false"],
    emptied_cell: ["statements.csv", "row 5", "column says", "must not be empty"],
    too_long: ["events.csv", "row 2", "column title", "characters", "at most 48"],
    wrong_encoding: ["names.csv", "row 1", "not UTF-8", "CSV UTF-8"],
    empty_file: ["terms.csv", "this file is empty", "term,title"],
    stray_comma: ["causes.csv", "this row has 2 cells"],
    open_quotation_mark: ["causes.csv", "quotation mark"],
    semicolons: ["causes.csv", "row 1", "separated by semicolons", "commas"],
    misread_day: ["events.csv", "row 2", "column earliest", "'19200101'", "1950-02-14"],
    table_left_out: ["datapackage.json", "'repairs'", "this table is missing"],
    broken_descriptor: ["datapackage.json", "not a data package"],
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_named(package, damage):
    """One damage gives one message with file, place, value and what is allowed."""
    damage(package)
    with pytest.raises(SeedsError) as caught:
        load_seeds(package.folder)
    message = str(caught.value)
    assert all(part in message for part in DAMAGES[damage]), message
    assert len(caught.value.problems) == 1, message


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_named_by_fix_too(package, damage, capsys):
    """The command that the README names says the same of every damage, and writes nothing wrong."""
    damage(package)
    assert main(["check", "--fix", "--seeds", str(package.folder)]) == (0 if damage is misread_day else 1)
    told = capsys.readouterr().err
    assert damage is misread_day or all(part in told for part in DAMAGES[damage]), told


def test_all_problems_come_at_once(package):
    """Several damages in several files are listed together, and the tables stay untouched."""
    for damage in (not_in_list, not_a_number, no_edtf):
        damage(package)
    damaged = (package.folder / "causes.csv").read_bytes()
    with pytest.raises(SeedsError) as caught:
        load_seeds(package.folder)
    files = [problem.file for problem in caught.value.problems]
    assert files == ["events.csv", "causes.csv", "places.csv"]
    assert str(caught.value).startswith("3 problems")
    assert (package.folder / "causes.csv").read_bytes() == damaged


def test_a_table_that_cannot_be_read_raises_no_false_alarms(package):
    """References to a missing file are not reported a hundred times over."""
    (package.folder / "statements.csv").unlink()
    with pytest.raises(SeedsError) as caught:
        load_seeds(package.folder)
    assert [problem.file for problem in caught.value.problems] == ["statements.csv"]


def test_ranges_with_seasons_are_not_taken_for_backwards(package):
    """Autumn is no month: a range from autumn to October of a year does not end before it begins."""
    package.set("events", 2, "date", "1950-23/1950-10")
    package.set("events", 3, "date", "1950-05~/1950-05-08?")
    assert load_seeds(package.folder).events.loc[0, "date"] == "1950-23/1950-10"


def test_a_byte_order_mark_is_welcome(package):
    """A file saved by a spreadsheet as «CSV UTF-8», with its mark in front, loads the same."""
    file = package.folder / "causes.csv"
    before = load_seeds(package.folder).causes
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(load_seeds(package.folder).causes, before)


def test_a_table_with_no_rows(package):
    """A table of column names alone loads as an empty frame of the right types."""
    package.write("parallels", package.rows("parallels")[:1])
    assert load_seeds(package.folder).parallels.empty
