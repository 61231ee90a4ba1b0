"""The content: nothing is said without evidence, and the pages quote what the sources say."""

import json
import re

import pytest

from course_lib.exhibits import citations_on
from course_lib.seeds.originals import fold

KEYS = "err-1952|loc-1987|blog-2013|cards|state-1954"
CITED = re.compile(rf"\b(?:{KEYS}):(?:note|\d+(?:\.\d+)?[a-z]?)\b")
REFERENCE = "11-reference"
HEADINGS = {"cards:8.0"}  # a heading that asserts nothing has no statement
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")


@pytest.fixture(scope="module")
def pages(root):
    """The prose of each page, by name."""
    found = {}
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path.stem] = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    return found


def test_every_event_cause_and_term_has_evidence_or_a_reference(seeds):
    """Each event, cause, term, forecast and dispute leads to a statement or to a work."""
    for table in ("events", "causes", "terms", "predictions", "disputes"):
        key = seeds.schema[table].primary_key[0]
        for row in seeds.tables[table].itertuples():
            evidence = seeds.evidence_for(table, getattr(row, key))
            assert len(evidence) or row.reference, (table, row)


def test_no_orphans(seeds):
    """No cause is without evidence, no dispute without positions, no place, name or source without use."""
    assert set(seeds.disputes["dispute"]) == set(seeds.positions["dispute"])
    assert set(seeds.sources["source"]) == set(seeds.statements["source"])
    ties = seeds.evidence[seeds.evidence["table"] == "causes"]
    assert set(seeds.causes["cause"]) == set(ties["row"])


def test_citations_inside_findings_resolve(seeds):
    """A citation in a summary, finding, note or position leads to a statement."""
    for name, table in seeds.tables.items():
        for column in table.select_dtypes("str").columns:
            for citation in {c for text in table[column] for c in CITED.findall(text)} - HEADINGS:
                assert len(seeds.cited(citation)), (name, column)


def test_readings_are_our_own(seeds, originals):
    """No reading shares eight words in a row with the paragraph that it reads."""
    passages = {(p.source, p.locator): words(p.text) for p in seeds.passages.itertuples()}
    for s in seeds.statements.itertuples():
        copied = runs(words(s.says), 8) & runs(passages[s.source, s.locator], 8)
        names = {run for run in copied if "friendship alliance and mutual" in run}
        assert not copied - names, (s.statement, copied)


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(tokens, length):
    return {" ".join(tokens[n : n + length]) for n in range(len(tokens) - length + 1)}


def test_every_citation_on_every_page_resolves(seeds, pages):
    """No page cites what is not there, and every page cites something but the reference, which holds it all."""
    for page in pages:
        citations = citations_on(seeds, page)
        assert citations or page == REFERENCE
        for citation in citations:
            assert len(seeds.cited(citation))


def test_pages_quote_verbatim(seeds, pages, originals):
    """Every quotation of three words or more on a page stands in one of the sources."""
    library = " ".join(seeds.passages["text"]).replace("’", "'") + TITLES
    for page, cells in pages.items():
        for quotation in QUOTED.findall(fold(" ".join(cells))):
            if len(quotation.split()) >= 3 and "…" not in quotation:
                assert len(quotation.split()) <= 25, (page, quotation)
                verbatim = quotation.replace("’", "'").replace(" [sic]", "").rstrip(".,")
                assert verbatim in library, (page, quotation)


def test_quizzes_quote_verbatim(seeds, root, originals):
    """Every quotation of three words or more in a quiz stands in one of the sources."""
    library = " ".join(seeds.passages["text"]).replace("’", "'")
    found = 0
    for path in sorted((root / "notebooks" / "quizzes").glob("*.toml")):
        for quotation in re.findall("“([^”]+)”", path.read_text(encoding="utf-8")):
            if len(quotation.split()) >= 3:
                found += 1
                assert len(quotation.split()) <= 25, (path.name, quotation)
                assert quotation.replace(" [sic]", "").rstrip(".,") in library, (path.name, quotation)
    assert found


TITLES = " The Sino-Soviet Relation and its Potential Sources of Differences "


def test_every_chapter_has_the_same_bones(pages):
    """Each page but the reference has its question, quiz, writing task, summary, way on and evidence."""
    headings = ["Check yourself", "Write", "In brief", "Next", "Evidence used on this page"]
    for page, cells in ((page, cells) for page, cells in pages.items() if page != REFERENCE):
        found = [line[3:] for cell in cells for line in cell.splitlines() if line.startswith("## ")]
        assert found[-5:] == headings, page
        assert "minutes" in cells[0] and "?**" in cells[0], page


def test_disputes_are_of_every_kind(seeds):
    """All five kinds of dispute are there, among them one that looks wrong and is right."""
    assert set(seeds.disputes["kind"]) == set(seeds.disputes["kind"].cat.categories)


def test_the_package_is_as_large_as_the_course_needs(seeds):
    """The tables hold what the course promises."""
    assert len(seeds.statements) >= 250
    assert 80 <= len(seeds.events) <= 120
    assert 30 <= len(seeds.causes) <= 45
    assert len(seeds.disputes) >= 36
    assert set(seeds.events["phase"]) == set(seeds.events["phase"].cat.categories)
