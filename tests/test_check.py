"""The check: rules of content, the originals, the command line, and an independent validator."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.__main__ import main
from course_lib.seeds import load_seeds
from course_lib.seeds.originals import quotation_problems
from course_lib.seeds.rules import content_problems, fill_bounds

ROOT = Path(__file__).resolve().parents[1]


def test_the_workbook_keeps_its_rules(seeds):
    """Nothing in the tables breaks a rule of content."""
    assert [str(problem) for problem in content_problems(seeds)] == []


def stale_bounds(p):
    p.set("events", 2, "date", "1951")


def unreadable_date(p):
    p.set("events", 2, "date", "..")


def long_quotation(p):
    p.set("statements", 2, "quote", "word " * 26)


def wrong_locator(p):
    p.set("statements", 2, "locator", "7")


def event_without_evidence(p):
    p.write("evidence", [row for row in p.rows("evidence") if row[1] != "treaty-1950"])


def beyond_without_reference(p):
    rows = p.rows("events")
    at = next(n for n, row in enumerate(rows) if row[rows[0].index("beyond")] == "true")
    p.set("events", at + 1, "reference", "")


def cause_without_evidence(p):
    cause = p.rows("causes")[1][0]
    p.write("evidence", [row for row in p.rows("evidence") if row[1] != cause])


def difference_without_note(p):
    rows = p.rows("evidence")
    at = next(n for n, row in enumerate(rows) if "dates_differently" in row)
    p.set("evidence", at + 1, "note", "")


def wrong_phase(p):
    p.set("events", 2, "phase", "brink")


def one_sided_clash(p):
    rows = p.rows("disputes")
    at = next(n for n, row in enumerate(rows) if "sources_disagree" in row)
    mine = [row for row in p.rows("positions") if row[0] == rows[at][0]]
    rest = [row for row in p.rows("positions") if row[0] != rows[at][0]]
    p.write("positions", [*rest, mine[0]])


def claim_on_nothing(p):
    p.set("claims", 2, "reference", "")


def claim_backwards(p):
    p.set("claims", 2, "low", "73")


def judgement_on_nothing(p):
    p.set("triangle", 4, "statement", "")


def judged_twice(p):
    p.set("triangle", 4, "date", "1954/1959")


def outcome_without_evidence(p):
    rows = p.rows("predictions")
    at = next(n for n, row in enumerate(rows) if "fulfilled" in row)
    p.set("predictions", at + 1, "outcome_evidence", "")


def uncited_work(p):
    p.write("references", [*p.rows("references"), ["nobody-1999", "Nobody (1999), a book.", "", "-"]])


BROKEN_RULES = {
    stale_bounds: "earliest and latest do not follow",
    unreadable_date: "edtf cannot read this date",
    long_quotation: "too long",
    wrong_locator: "does not begin with its source and locator",
    event_without_evidence: "no statement attests this event",
    beyond_without_reference: "needs a reference",
    cause_without_evidence: "no statement attests this cause",
    difference_without_note: "needs a note",
    wrong_phase: "lies elsewhere",
    one_sided_clash: "too few sources",
    claim_on_nothing: "a claim needs a statement or a reference",
    claim_backwards: "this is more than high, 72",
    judgement_on_nothing: "a judgement needs a statement or a reference",
    judged_twice: "china-ussr is judged twice in these years",
    outcome_without_evidence: "needs evidence",
    uncited_work: "no table cites this work",
}


@pytest.mark.parametrize("damage", BROKEN_RULES, ids=lambda damage: damage.__name__)
def test_a_broken_rule_is_named(package, damage):
    """Each rule of content is broken once and says so, with its file and row."""
    damage(package)
    problems = [str(problem) for problem in content_problems(load_seeds(package.folder))]
    assert any(BROKEN_RULES[damage] in problem and ", row " in problem for problem in problems)


def test_quotations_stand_in_the_originals(seeds, originals):
    """Every quotation is verbatim at its locator, and every source is at hand to prove it."""
    assert len(set(seeds.passages["source"])) == len(seeds.sources)
    assert [str(problem) for problem in quotation_problems(seeds)] == []


def test_every_paragraph_has_a_statement(seeds, originals):
    """No paragraph or bullet of the originals is left unread, but for one bare heading."""
    read = set(zip(seeds.statements["source"], seeds.statements["locator"]))
    passages = set(zip(seeds.passages["source"], seeds.passages["locator"]))
    assert passages - read == {("cards", "8.0")}
    assert read <= passages


def test_passages_are_clean(seeds, originals):
    """Web furniture, transfer debris and page markers are gone; slips and editors' marks stay."""
    text = dict(zip(zip(seeds.passages["source"], seeds.passages["locator"]), seeds.passages["text"]))
    joined = " ".join(text.values())
    for damage in ("Í", "100e", "9d6", "[Page", "SinoSoviet", "mid1949", "No image", "Day Trader"):
        assert damage not in joined
    assert "achieve self-reliance and independence" in text["loc-1987", "4"]
    assert "as high-level Chinese delegations" in text["loc-1987", "10"]
    assert "polities [policies]" in text["state-1954", "13"]
    assert "incase" in text["cards", "1.2"] and "in of Afghanistan" in text["loc-1987", "9"]
    assert text["loc-1987", "note"] == "Data as of July 1987"
    assert text["state-1954", "note"].startswith("A covering note")


def test_originals_are_known_by_content(seeds, originals, tmp_path, monkeypatch):
    """A file is recognised under any name, and other files in the folder are passed over."""
    for number, file in enumerate(sorted(file for file in originals.iterdir() if file.is_file())):
        (tmp_path / f"scan-{number}.bin").write_bytes(file.read_bytes())
    (tmp_path / "shopping.txt").write_text("eggs", encoding="utf-8")
    monkeypatch.setenv("COURSE_ORIGINALS", str(tmp_path))
    assert len(load_seeds(seeds.folder).passages) == len(seeds.passages)


def test_a_repair_without_a_paragraph_is_found(package, originals):
    """A repair that names a paragraph which the original does not have is reported, not tripped over."""
    package.set("repairs", 2, "locator", "99")
    problems = [str(problem) for problem in quotation_problems(load_seeds(package.folder))]
    assert "repairs.csv, row 2, column locator: '99': the original has no such paragraph." in problems


def test_a_changed_quotation_is_found(package, originals):
    """One word changed in a quotation is named with its place."""
    rows = package.rows("statements")
    at = next(n for n, row in enumerate(rows) if n and row[4])
    package.set("statements", at + 1, "quote", rows[at][4] + " indeed")
    problems = [str(problem) for problem in quotation_problems(load_seeds(package.folder))]
    assert len(problems) == 1 and f"row {at + 1}" in problems[0] and "word for word" in problems[0]


def test_without_originals_everything_else_works(package, tmp_path, monkeypatch):
    """Where no original is at hand, passages are empty and nothing is judged by them."""
    monkeypatch.setenv("COURSE_ORIGINALS", str(tmp_path / "nowhere"))
    seeds = load_seeds(package.folder)
    assert seeds.passages.empty and list(seeds.passages.columns) == ["source", "locator", "text", "found"]
    assert list(quotation_problems(seeds)) == []


def test_check_says_all_is_well(root, capsys):
    """The command ends with 0 and tells what it compared."""
    assert main(["check", "--seeds", str(root / "seeds")]) == 0
    out = capsys.readouterr().out
    assert "0 problems" in out and "quotations compared with the originals" in out


def test_check_prints_what_loading_prints(package, capsys):
    """A damaged package gives the same list on the command line, and ends with 1."""
    package.set("causes", 2, "theme", "idelogy")
    assert main(["check", "--seeds", str(package.folder)]) == 1
    assert "causes.csv, row 2, column theme: 'idelogy'" in capsys.readouterr().err


def test_check_counts_broken_rules(package, capsys):
    """A stale bound is printed and ends with 1; after --fix all is well again."""
    package.set("events", 2, "latest", "1999-12-31")
    assert main(["check", "--seeds", str(package.folder)]) == 1
    assert "earliest and latest do not follow" in capsys.readouterr().err
    assert main(["check", "--fix", "--seeds", str(package.folder)]) == 0
    assert "Filled in: events.csv" in capsys.readouterr().out


def test_fix_leaves_the_rest_alone(package):
    """Filling in bounds changes no other cell, and nothing at all where the bounds are right."""
    before = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in package.folder.glob("*.csv")
    }
    assert fill_bounds(package.folder, load_seeds(package.folder).schema) == []
    after = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in package.folder.glob("*.csv")
    }
    assert before == after


def test_fix_on_a_folder_that_cannot_be_written(package, capsys, monkeypatch):
    """Where a file cannot be written the command says so, and the file is as it was."""
    package.set("events", 2, "latest", "1999-12-31")
    before = (package.folder / "events.csv").read_bytes()
    monkeypatch.setattr(
        "pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(PermissionError("read-only"))
    )
    assert main(["check", "--fix", "--seeds", str(package.folder)]) == 1
    assert "read-only" in capsys.readouterr().err
    assert (package.folder / "events.csv").read_bytes() == before


def test_the_command_runs_as_a_module(root):
    """`python -m course_lib` without a command explains itself and ends with an error."""
    run = subprocess.run([sys.executable, "-m", "course_lib"], cwd=root, capture_output=True, text=True)
    assert run.returncode == 2 and "check" in run.stderr


def frictionless_errors(folder):
    from frictionless import system, validate

    with system.use_context(trusted=True):
        report = validate(str(folder / "datapackage.json"))
    return [error for row in report.flatten(["type"]) for error in row]


def test_frictionless_accepts_the_package(root):
    """An independent validator finds the Data Package valid."""
    assert frictionless_errors(root / "seeds") == []


FRICTIONLESS = {
    "primary-key": lambda p: p.write("events", [*p.rows("events"), p.rows("events")[1]]),
    "foreign-key": lambda p: p.set("evidence", 3, "statement", "loc-1987:99a"),
    "constraint-error": lambda p: p.set("causes", 2, "theme", "idelogy"),
    "type-error": lambda p: p.set("places", 2, "lat", "39,9"),
    "missing-label": lambda p: p.write("causes", [row[:-1] for row in p.rows("causes")]),
    "extra-label": lambda p: p.write("causes", [row + ["x"] for row in p.rows("causes")]),
    "extra-cell": lambda p: p.write("causes", [*p.rows("causes"), p.rows("causes")[1][:1] * 9]),
    "missing-cell": lambda p: p.write("causes", [*p.rows("causes"), ["one", "two"]]),
    "scheme-error": lambda p: (p.folder / "causes.csv").unlink(),
    "encoding-error": lambda p: (p.folder / "causes.csv").write_bytes(b"cause\xff\xfe,title\n"),
    "source-error": lambda p: (p.folder / "causes.csv").write_text(""),
}


@pytest.mark.parametrize("kind", FRICTIONLESS)
def test_frictionless_refuses_damage(package, kind):
    """Each kind of damage is found by the independent validator too."""
    FRICTIONLESS[kind](package)
    assert kind in frictionless_errors(package.folder)


def test_the_descriptor_describes_every_column(root):
    """No column goes without a description, and no table without one."""
    resources = json.loads((root / "seeds" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for resource in resources:
        assert resource["description"]
        assert all(column["description"] for column in resource["schema"]["fields"])


SENTENCE = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<! [A-Z]\.)[\"”)]*\s+(?=[A-Z“\"])")


def test_every_sentence_can_have_a_statement(seeds, originals):
    """No paragraph has fewer statements than sentences."""
    said = seeds.statements.groupby(["source", "locator"]).size()
    for p in seeds.passages.itertuples():
        if (p.source, p.locator) != ("cards", "8.0"):
            assert said[p.source, p.locator] >= len(SENTENCE.split(p.text)), (p.source, p.locator)


def test_a_question_that_leads_to_no_section_is_found(package, capsys):
    """The check names a question whose section to reread is no heading of its page."""
    pages = package.folder.parent / "notebooks"
    shutil.copytree(ROOT / "notebooks" / "quizzes", pages / "quizzes")
    shutil.copy(ROOT / "notebooks" / "00-start-here.ipynb", pages)
    assert main(["check", "--seeds", str(package.folder)]) == 0
    quiz = pages / "quizzes" / "00-start-here.toml"
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(text.replace('reread = "Five witnesses"', 'reread = "Six witnesses"'), encoding="utf-8")
    assert main(["check", "--seeds", str(package.folder)]) == 1
    assert "reread: no heading of 00-start-here.ipynb is “Six witnesses”" in capsys.readouterr().err
