"""Exhibits: what a page lays out is what the tables say, escaped and complete."""

import json

import pandas as pd
import pytest

from course_lib import exhibits, markup


def test_source_cards(seeds):
    """A card shows who made the source, when, for whom and why; without names all five are shown."""
    card = exhibits.source_cards(seeds, "err-1952")
    source = seeds.sources.set_index("source").loc["err-1952"]
    assert all(markup.inline(source[c]) in card.html for c in exhibits.CARD.values())
    assert "13 March 1952" in card.html
    assert exhibits.source_cards(seeds).html.count("<table>") == len(seeds.sources)
    assert "undated" in exhibits.source_cards(seeds, "cards").html
    with pytest.raises(KeyError, match="There is no source 'pravda'; the sources are: err-1952"):
        exhibits.source_cards(seeds, "pravda")


def test_rival_statements(seeds):
    """A dispute shows its question and every position, and keeps the finding closed."""
    for row in seeds.disputes.itertuples():
        shown = exhibits.rival_statements(seeds, row.dispute).html
        mine = seeds.positions[seeds.positions["dispute"] == row.dispute]
        assert all(f">{citation}</code>" in shown for citation in mine["statement"])
        before, _, after = shown.partition("<details>")
        assert markup.inline(row.finding) in after and markup.inline(row.finding) not in before
    with pytest.raises(KeyError, match="disputes has no row"):
        exhibits.rival_statements(seeds, "nothing")


@pytest.fixture
def page(package):
    """A page that cites what it is given, beside a copy of the tables."""
    from course_lib.seeds import load_seeds

    def write(text):
        folder = package.folder.parent / "notebooks"
        folder.mkdir(exist_ok=True)
        cell = {"cell_type": "markdown", "metadata": {}, "source": [text]}
        code = {"cell_type": "code", "source": ["# `cards:9.9`"], "outputs": []}
        notebook = {"cells": [cell, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / "a-page.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        return load_seeds(package.folder)

    return write


def test_evidence_used(page):
    """All citations in the prose are listed once, a paragraph's with all its statements."""
    seeds = page("As `err-1952:2b` says, and `err-1952:2b` again, and `cards:1.4` (see `course.quiz`).")
    shown = exhibits.evidence_used(seeds, "a-page")
    assert shown.text == "2 statements from 2 sources are cited in the text of this page."
    assert shown.html.count("<tr>") == 3


@pytest.mark.parametrize("wrong", ["loc-1987:77", "loc1987:4", "loc-1987:4cc", "cards:3.3.1", "Loc-1987:4"])
def test_a_citation_that_leads_nowhere_fails_its_page(page, wrong):
    """A citation in the prose that is wrong, or wrongly written, stops the page and is named."""
    with pytest.raises(KeyError, match=wrong):
        exhibits.evidence_used(page(f"See `{wrong}`."), "a-page")


def test_tables_show_no_machine_values(seeds):
    """Days are days and what is missing is a dash; columns that are not there are named."""
    shown = exhibits.show_table(seeds.statements, "statement", "earliest").html
    assert "NaT" not in shown and "00:00:00" not in shown and "1950-02-01" in shown
    assert "nan" not in exhibits.show_table(seeds.series, "year", "value").html
    with pytest.raises(KeyError, match="There is no column 'says_who'"):
        exhibits.show_table(seeds.statements, "says_who")


def test_an_unknown_page(page):
    """An unknown page is answered with those that there are."""
    with pytest.raises(FileNotFoundError, match="the pages are: a-page"):
        exhibits.evidence_used(page("`cards:1.4`"), "no-page")


def test_markup_escapes():
    """Text from a table never becomes HTML; only the two signs of emphasis and code do."""
    assert markup.inline("<b> & `x<y` *so*") == "&lt;b&gt; &amp; <code>x&lt;y</code> <em>so</em>"
    assert markup.inline("5 * 3 * 2") == "5 * 3 * 2"
    html = markup.table(pd.DataFrame({"<i>": ["<script>"]}), "a<b")
    assert "<script>" not in html and "<i>" not in html and '<th scope="row"' in html
