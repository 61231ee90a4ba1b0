"""The proof that a page proves something: on a copy, nbval fails when the data behind the page changes."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = "02-leaning-to-one-side"


@pytest.fixture
def workbook(tmp_path):
    """A copy of the chapter with its quiz and the tables, under pytest's own settings."""
    pages = tmp_path / "notebooks"
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("originals"))
    shutil.copytree(ROOT / "notebooks" / "quizzes", pages / "quizzes")
    shutil.copy(ROOT / "notebooks" / f"{PAGE}.ipynb", pages)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "nbval_sanitize.cfg", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def nbval(workbook):
    """Run the copy's page as make test does; return whether it passed, and what was printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"notebooks/{PAGE}.ipynb"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    environment["PYTHONPATH"] = str(ROOT)
    ran = subprocess.run(
        command, cwd=workbook, capture_output=True, text=True, encoding="utf-8", env=environment
    )
    return ran.returncode, ran.stdout + ran.stderr


def change(workbook, table, key, **cells):
    """Change cells of the row of a table that a key in its first column names."""
    path = workbook / "seeds" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(row for row in rows if row[next(iter(row))] == key)
    assert all(row[column] != value for column, value in cells.items()), "the change changes nothing"
    row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def another_date(workbook):
    """The treaty is signed a month later."""
    change(workbook, "events", "treaty-1950", date="1950-03-14", earliest="1950-03-14", latest="1950-03-14")


def another_key(workbook):
    """In the first question with one right answer another option is right, with the feedback as it was."""
    path = workbook / "notebooks" / "quizzes" / f"{PAGE}.toml"
    text = path.read_text(encoding="utf-8")
    asked = next(q for q in re.split(r"(?=\[\[question\]\])", text) if 'kind = "choice"\n' in q)
    options = re.split(r"(?=\[\[question\.option\]\])", asked.replace("\nright = true", ""))
    options[2] = options[2].replace("\nfeedback", "\nright = true\nfeedback", 1)
    changed = text.replace(asked, "".join(options))
    assert changed != text and changed.count("right = true") == text.count("right = true")
    path.write_text(changed, encoding="utf-8")


def another_side(workbook):
    """The aid favours the Soviet Union."""
    change(workbook, "terms", "cards-aid-300-million", favours="USSR")


def test_the_page_passes_where_only_a_picture_is_drawn_otherwise(workbook):
    """Every cell of a copy shows what is stored; the bytes of a picture may differ, as they do between processors."""
    page = workbook / "notebooks" / f"{PAGE}.ipynb"
    text, pictures = re.subn(
        r'(src=\\"data:image/[^;]+;base64,)[^"\\]+', r"\1AA==", page.read_text(encoding="utf-8")
    )
    page.write_text(text, encoding="utf-8")
    code, printed = nbval(workbook)
    assert pictures and code == 0 and re.search(r"\d+ passed", printed), printed


@pytest.mark.parametrize(
    ("damage", "cell"),
    [
        (another_date, "course.plot_timeline("),
        (another_key, "course.quiz("),
        (another_side, "course.plot_terms("),
    ],
)
def test_the_page_fails_when_its_data_changes(damage, cell, workbook):
    """A date, a key or a value behind a chart changes, and the cell that rests on it no longer shows what is stored."""
    damage(workbook)
    code, printed = nbval(workbook)
    differing = re.findall(r"Cell outputs differ\s+Input:\s+(?:\x1b\[\d+m)?(.*)", printed)
    assert code == 1 and any(source.startswith(cell) for source in differing), printed
