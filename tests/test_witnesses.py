"""What the evidence adds up to is counted as the docstrings of Seeds say, and as a plain recount finds."""

from collections import Counter

import pandas as pd
import pytest

from course_lib import dates
from course_lib.seeds import load_seeds

SOURCES = ["err-1952", "loc-1987", "blog-2013", "cards", "state-1954"]
HAND_CHECKED = {
    # four sources tell of the founding; the blog's sentence is its own
    "prc-founded": ("silent", "attests", "attests", "attests", "attests", 4),
    # the blog's two passages on the treaty follow the study's; cards and report are others
    "treaty-1950": ("attests", "attests", "follows", "attests", "silent", 3),
    "border-conflict-1969": ("silent", "attests", "follows", "attests", "silent", 2),
    "brezhnev-dies": ("silent", "attests", "follows", "silent", "silent", 1),
    # one of the blog's statements follows the study, another, on the famine, is its own
    "great-leap": ("silent", "attests", "attests, dates_differently", "attests", "silent", 3),
    # the blog follows a passage in which the study speaks of something else
    "stalin-dies": ("silent", "silent", "attests", "silent", "attests", 2),
    "india-war": ("silent", "silent", "attests", "attests", "silent", 2),
    "three-obstacles": ("silent", "attests", "follows, contradicts", "silent", "silent", 1),
    "tass-neutrality": ("silent", "attests", "dates_differently", "silent", "silent", 1),
    "consultations-1982": ("silent", "attests", "contradicts", "silent", "silent", 1),
    "treaty-notice": ("silent", "attests, contradicts", "silent", "silent", "silent", 1),
    "secret-speech": ("silent", "silent", "silent", "attests, dates_differently", "silent", 1),
    "korea-invasion": ("attests", "silent", "attests", "silent", "silent", 2),
    "treaty-1945": ("silent", "silent", "silent", "silent", "silent", 0),
}


@pytest.mark.parametrize("event", HAND_CHECKED)
def test_hand_checked_events_have_their_witnesses(seeds, event):
    """What each source does to an event, and the number of witnesses, is what reading the rows gave."""
    row = seeds.corroboration().set_index("event").loc[event]
    assert (*row[SOURCES], row["witnesses"]) == HAND_CHECKED[event]


def source_of(statement):
    """The source that a citation names."""
    return statement.split(":")[0]


def test_every_event_is_counted_as_a_plain_recount_finds(seeds):
    """A witness has a statement that attests and follows no source attesting the same event."""
    evidence = [row for row in seeds.evidence.to_dict("records") if row["table"] == "events"]
    followed = [(row["to_statement"], row["from_statement"]) for row in seeds.parallels.to_dict("records")]
    for row in seeds.corroboration().to_dict("records"):
        mine = [link for link in evidence if link["row"] == row["event"]]
        attesting = {link["statement"] for link in mine if link["stance"] == "attests"}
        sources = {source_of(statement) for statement in attesting}
        copies = {to for to, model in followed if to in attesting and source_of(model) in sources}
        assert row["witnesses"] == len({source_of(statement) for statement in attesting - copies})
        assert sorted(filter(None, row["evidence"].split(", "))) == sorted(link["statement"] for link in mine)
        for source in SOURCES:
            stances = {link["stance"] for link in mine if source_of(link["statement"]) == source}
            assert {word.replace("follows", "attests") for word in row[source].split(", ")} == (
                stances or {"silent"}
            )


def test_without_the_parallels_the_copies_count(package):
    """It is the table of parallels, and nothing else, that keeps the blog from being a second witness."""
    package.write("parallels", package.rows("parallels")[:1])
    table = load_seeds(package.folder).corroboration().set_index("event")
    assert table.loc["border-conflict-1969", "witnesses"] == 3
    assert not table[SOURCES].isin(["follows", "follows, contradicts"]).any(axis=None)


def test_no_witness_is_what_beyond_means(seeds):
    """An event has no witness exactly where the table of events marks it as beyond the sources."""
    nobody = seeds.corroboration().set_index("event")["witnesses"] == 0
    assert list(nobody) == list(seeds.events["beyond"]) and list(nobody.index) == list(seeds.events["event"])


def test_corroboration_keeps_a_phase_and_a_time(seeds):
    """A phase keeps its rows; since and until keep what may have happened between them."""
    assert set(seeds.corroboration("brink")["phase"]) == {"brink"}
    kept = seeds.corroboration(since="1950-03", until=1950).set_index("event").index
    for event in seeds.events.itertuples():
        first, last = dates.bounds(event.date)
        before = last is not None and str(last) < "1950-03-01"
        after = first is not None and str(first) > "1950-12-31"
        assert (event.event in kept) == (not before and not after)
    assert len(seeds.corroboration(since=1700, until=1701)) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: s.corroboration("brinck"), r"phase='brinck'.*Allowed are: background, alliance"),
        (lambda s: s.corroboration(since="soon"), r"since='soon' is not a date.*1950-02-14"),
        (lambda s: s.corroboration(until="soon"), r"until='soon' is not a date"),
        (lambda s: s.emphasis("source"), r"by='source'.*Allowed are: cause, theme"),
    ],
)
def test_a_wrong_question_is_explained(seeds, call, message):
    """An unknown word gives a ValueError that says what is allowed."""
    with pytest.raises(ValueError, match=message):
        call(seeds)


def test_a_statement_counts_one_in_all(seeds):
    """Spread over years or undated, each source's and theme's statements add up to their number."""
    table = seeds.coverage()
    for name in ("source", "theme"):
        counts = seeds.statements[name].astype(str).value_counts().to_dict()
        assert table.groupby(table[name].astype(str))["statements"].sum().to_dict() == pytest.approx(counts)


def test_years_share_a_statement_evenly(seeds):
    """Each source has in each year one part of each statement whose own closed date touches the year."""
    parts, undated = Counter(), Counter()
    for row in seeds.statements.to_dict("records"):
        ends = dates.bounds(row["date"]) if row["date"] else (None, None)
        if None in ends:
            undated[row["source"]] += 1
            continue
        years = list(range(ends[0].year, ends[1].year + 1))
        parts.update({(row["source"], year): 1 / len(years) for year in years})
    table = seeds.coverage()
    dated = table.dropna(subset="year").groupby(["source", "year"])["statements"].sum().to_dict()
    assert dated == pytest.approx(dict(parts))
    assert table[table["year"].isna()].groupby("source")["statements"].sum().to_dict() == undated
    assert parts["state-1954", 1925] == pytest.approx(1 / 20)  # only 20b: "the 1920s and 1930s"


def test_coverage_follows_the_sources_and_themes(seeds):
    """Rows stand in the order of sources, then of themes, then of years; no row stands twice."""
    table = seeds.coverage()
    assert list(table["source"].unique()) == SOURCES
    assert not table.duplicated(["source", "theme", "year"]).any()
    for _, mine in table.groupby("source"):
        assert list(mine["theme"].cat.codes) == sorted(mine["theme"].cat.codes)


def test_emphasis_counts_each_stance(seeds):
    """A cell counts the rows of evidence of one source on one cause, by their stance, and cites them."""
    links = seeds.evidence[seeds.evidence["table"] == "causes"]
    counted = Counter((r.row, source_of(r.statement), r.stance) for r in links.itertuples())
    table = seeds.emphasis()
    assert len(table) == len(seeds.causes) * len(SOURCES)
    for row in table.itertuples():
        found = [counted[row.cause, row.source, s] for s in ("attests", "dates_differently", "contradicts")]
        assert [row.attests, row.dates_differently, row.contradicts] == found
        cited = list(filter(None, row.statements.split(", ")))
        assert len(cited) == sum(found) and {source_of(c) for c in cited} <= {row.source}
        whole = sum(n for (_, s, stance), n in counted.items() if s == row.source and stance == "attests")
        assert row.in_all == whole and row.share == pytest.approx(100 * row.attests / whole)


def test_emphasis_by_theme_adds_up_its_causes(seeds):
    """A theme has what its causes have together, and a source's shares add up to 100."""
    causes, themes = seeds.emphasis(), seeds.emphasis(by="theme")
    added = causes.groupby(["theme", "source"], observed=True)[["attests", "contradicts", "share"]].sum()
    for row in themes.itertuples():
        assert [row.attests, row.contradicts, row.share] == pytest.approx(
            list(added.loc[row.theme, row.source])
        )
    for table in (causes, themes):
        assert list(table.groupby("source")["share"].sum()) == pytest.approx([100] * len(SOURCES))


def test_a_source_that_attests_no_cause_has_no_share(package):
    """Where a source attests nothing, its share is nought and not missing."""
    rows = package.rows("evidence")
    package.write("evidence", [r for r in rows if r[0] != "causes" or not r[2].startswith("err-1952")])
    table = load_seeds(package.folder).emphasis()
    mine = table[table["source"] == "err-1952"]
    assert not mine[["attests", "in_all", "share"]].any(axis=None) and not table.isna().any(axis=None)


def test_the_columns_are_of_the_kinds_that_are_promised(seeds):
    """Counts are whole numbers, weights and shares are not, and a missing year is missing."""
    kinds = {
        "corroboration": {"event": "str", "phase": "category", "cards": "str", "witnesses": "int64"},
        "coverage": {"source": "str", "theme": "category", "year": "Int64", "statements": "float64"},
        "emphasis": {"cause": "str", "attests": "int64", "in_all": "int64", "share": "float64"},
    }
    for name, columns in kinds.items():
        found = getattr(seeds, name)().dtypes
        assert {column: str(found[column]) for column in columns} == columns
    assert pd.api.types.is_string_dtype(seeds.emphasis()["statements"])
