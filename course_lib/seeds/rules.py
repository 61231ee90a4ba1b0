"""What makes the tables a history rather than a heap: rules that no schema can state."""

import csv

import pandas as pd

from .. import dates
from .reading import read_cells
from .schema import Problem

PHASE_STARTS = {
    "alliance": "1949-01-01",
    "cracks": "1956-01-01",
    "quarrel": "1961-01-01",
    "brink": "1966-05-01",
    "triangle": "1969-11-01",
    "normalisation": "1979-10-01",
}
LETTERS = {"", *"abcdefghijklmnopqrstuvwxyz"}
CITING = "events disputes terms series coding places spells claims triangle glossary_terms".split()
FORMULAS = {"cohen-1960", "heider-1946", "cartwright-harary-1956"}  # works that relations.py reckons by


def content_problems(seeds):
    """Yield a problem for each row that breaks a rule of the course: nothing without evidence.

    Judges citations, quotations, evidence for events and causes, dates and their stored bounds,
    phases, positions and outcomes. Takes some seconds, because ``edtf`` reads every date.
    """
    for rule in RULES:
        for row, problem in rule(seeds):
            yield Problem(row=row, **problem)


def _rows(seeds, table):
    return enumerate(seeds.tables[table].itertuples(), start=2)


def _wrong(table, column, value, what, allowed=""):
    return {"file": f"{table}.csv", "column": column, "value": value, "what": what, "allowed": allowed}


def _bounds(seeds):
    for table in (name for name, t in seeds.schema.items() if "earliest" in t.columns):
        for row, r in _rows(seeds, table):
            stored = tuple(None if pd.isna(day) else day.date() for day in (r.earliest, r.latest))
            true = _true_bounds(r.date)
            if true is None:
                yield row, _wrong(table, "date", r.date, "the library edtf cannot read this date")
            elif stored != true:
                what = f"earliest and latest do not follow from this date; they are {_days(true)}"
                yield row, _wrong(table, "date", r.date, what, "run python -m course_lib check --fix")


def _true_bounds(edtf):
    try:
        return dates.bounds(edtf) if edtf else (None, None)
    except ValueError:
        return None


def _days(bounds):
    return " and ".join(day.isoformat() if day else "empty" for day in bounds)


def _citations(seeds):
    for row, s in _rows(seeds, "statements"):
        place = f"{s.source}:{s.locator}"
        if s.statement.removeprefix(place) not in LETTERS:
            what = f"this does not begin with its source and locator, {s.source}:{s.locator}"
            yield row, _wrong("statements", "statement", s.statement, what)
        if len(s.quote.replace(" [sic]", "").split()) > 25:
            yield (
                row,
                _wrong("statements", "quote", s.quote, "this quotation is too long", "at most 25 words"),
            )


def _sources_speak(seeds):
    silent = set(seeds.sources["source"]) - set(seeds.statements["source"])
    for row, s in _rows(seeds, "sources"):
        if s.source in silent:
            yield row, _wrong("sources", "source", s.source, "this source has no statement")


def _evidence(seeds):
    attested, named = _attested(seeds, "events"), _attested(seeds, "causes")
    for row, e in _rows(seeds, "events"):
        if e.beyond == (e.event in attested):
            what = "a statement attests this event" if e.beyond else "no statement attests this event"
            yield row, _wrong("events", "beyond", str(e.beyond).lower(), what)
        if e.beyond and not e.reference:
            yield row, _wrong("events", "reference", "", "an event beyond the sources needs a reference")
    for row, c in _rows(seeds, "causes"):
        if c.cause not in named:
            yield row, _wrong("causes", "cause", c.cause, "no statement attests this cause")


def _attested(seeds, table):
    e = seeds.evidence
    return set(e.loc[(e["table"] == table) & (e["stance"] != "contradicts"), "row"])


def _differences(seeds):
    for row, e in _rows(seeds, "evidence"):
        if e.stance != "attests" and not e.note:
            yield row, _wrong("evidence", "note", "", f"a statement that {e.stance} needs a note")


def _phases(seeds):
    for row, e in _rows(seeds, "events"):
        day = "" if pd.isna(e.earliest) else str(e.earliest.date())
        phase = [p for p, start in PHASE_STARTS.items() if start <= day]
        if e.phase != (phase[-1] if phase else "background"):
            yield (
                row,
                _wrong(
                    "events",
                    "phase",
                    e.phase,
                    f"an event that begins on {day or 'no known day'} lies elsewhere",
                ),
            )


def _positions(seeds):
    for row, d in _rows(seeds, "disputes"):
        mine = seeds.positions[seeds.positions["dispute"] == d.dispute]
        sources = {citation.split(":")[0] for citation in mine["statement"]}
        if len(sources) < (2 if d.kind == "sources_disagree" else 1):
            yield row, _wrong("disputes", "dispute", d.dispute, "too few sources take a position on it")


def _claims(seeds):
    for row, c in _rows(seeds, "claims"):
        if not c.statement and not c.reference:
            yield row, _wrong("claims", "claim", c.claim, "a claim needs a statement or a reference")
        if c.low > c.high:
            yield row, _wrong("claims", "low", f"{c.low:g}", f"this is more than high, {c.high:g}")


def _triangle(seeds):
    judged = set()
    for row, t in _rows(seeds, "triangle"):
        if not t.statement and not t.reference:
            yield row, _wrong("triangle", "spell", t.spell, "a judgement needs a statement or a reference")
        first, last = dates.bounds(t.date)
        years = {(t.pair, year) for year in range(first.year, last.year + 1)}
        if years & judged:
            yield row, _wrong("triangle", "date", t.date, f"{t.pair} is judged twice in these years")
        judged |= years


def _attributions(seeds):
    quoted = seeds.statements.set_index("statement")
    for row, a in _rows(seeds, "attributions"):
        if not quoted.loc[a.statement, "quote"]:
            yield row, _wrong("attributions", "statement", a.statement, "this statement has no quotation")
        if a.mistaken_for == quoted.loc[a.statement, "source"]:
            what = "this is the source of the statement itself"
            yield row, _wrong("attributions", "mistaken_for", a.mistaken_for, what)


def _odd_places(seeds):
    for row, p in _rows(seeds, "odd_places"):
        if p.text.count(p.odd) != 1:
            yield row, _wrong("odd_places", "odd", p.odd, "this does not stand in the sentence just once")
        if (p.kind in ("slip", "sound")) != (p.odd == p.restored):
            what = f"a place that is {p.kind} is {'mended here' if p.odd != p.restored else 'not mended'}"
            yield row, _wrong("odd_places", "restored", p.restored, what)


def _outcomes(seeds):
    for row, p in _rows(seeds, "predictions"):
        if (p.outcome == "not_covered") == bool(p.outcome_evidence):
            what = f"an outcome that is {p.outcome} {'has no' if p.outcome_evidence else 'needs'} evidence"
            yield row, _wrong("predictions", "outcome_evidence", p.outcome_evidence, what)


def _orphans(seeds):
    cited = {key for table in CITING for key in seeds.tables[table]["reference"]} | FORMULAS
    for row, r in _rows(seeds, "references"):
        if r.reference not in cited:
            yield row, _wrong("references", "reference", r.reference, "no table cites this work")


RULES = (
    _bounds,
    _citations,
    _sources_speak,
    _evidence,
    _differences,
    _phases,
    _positions,
    _claims,
    _triangle,
    _attributions,
    _odd_places,
    _outcomes,
    _orphans,
)


def fill_bounds(folder, tables):
    """Write ``earliest`` and ``latest`` wherever a table has a date; return the files that changed.

    A file that cannot be read as its table is left alone, and so are the bounds of a date that
    cannot be read: the check names both. Raises OSError where a file cannot be written.
    """
    dated = [table for table in tables.values() if {"date", "earliest", "latest"} <= set(table.columns)]
    return [table.path for table in dated if _fill(folder, table)]


def _fill(folder, table):
    columns, problems = read_cells(folder, table)
    if problems:
        return False
    stored = list(zip(columns["earliest"], columns["latest"]))
    true = [_stored(edtf) or old for edtf, old in zip(columns["date"], stored)]
    if true == stored:
        return False
    columns["earliest"], columns["latest"] = zip(*true)
    _write(folder / table.path, [list(columns), *zip(*columns.values())])
    return True


def _write(path, rows):
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    beside.replace(path)


def _stored(edtf):
    try:
        return tuple(day.isoformat() if day else "" for day in dates.bounds(edtf)) if edtf else ("", "")
    except ValueError:
        return None
