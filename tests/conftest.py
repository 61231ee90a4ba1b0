"""What the tests share: the workbook's tables, copies of them to damage, and an example of a quiz."""

import csv
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root():
    """The folder of the workbook."""
    return ROOT


@pytest.fixture(scope="session")
def seeds():
    """The workbook's own tables."""
    from course_lib.seeds import load_seeds

    return load_seeds(ROOT / "seeds")


@pytest.fixture
def package(tmp_path):
    """A copy of the data package that a test may damage."""
    return Package(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))


class Package:
    """A data package on disk, with small ways to change it."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, table):
        """Return the rows of a table as lists of text, the column names first."""
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table, rows):
        """Replace a table by the rows."""
        with (self.folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def set(self, table, row, column, value):
        """Put a value into one cell; ``row`` counts as in a spreadsheet, the column names are 1."""
        rows = self.rows(table)
        rows[row - 1][rows[0].index(column)] = value
        self.write(table, rows)


@pytest.fixture(scope="session")
def originals(seeds):
    """The folder of the original files; the test is skipped where not all five are in place."""
    if seeds.passages["source"].nunique() < len(seeds.sources):
        pytest.skip("the five original files are not at hand: see seeds/originals/README.md")
    return Path(os.environ.get("COURSE_ORIGINALS") or ROOT / "seeds" / "originals")


@pytest.fixture(scope="session")
def load_quiz(tmp_path_factory):
    """Reads a quiz from text (or bytes) as from a file in the workbook."""
    from quiz_example import EXAMPLE, TABLES

    from course_lib.quiz.bank import read_quiz

    path = tmp_path_factory.mktemp("quizzes") / "02-example.toml"

    def load(text=EXAMPLE, seeds=TABLES):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_quiz(path, seeds)

    return load


@pytest.fixture(scope="session")
def quiz(load_quiz):
    """The example: a question of each kind."""
    return load_quiz()


@pytest.fixture(scope="session")
def asked(quiz):
    """The questions of the example by their kinds."""
    return {question.kind: question for question in quiz.questions}


@pytest.fixture
def in_kernel(monkeypatch):
    """What the browser is sent, where a kernel seems to run."""
    from course_lib import page

    sent = []
    monkeypatch.setattr(page, "get_ipython", lambda: SimpleNamespace(kernel=True))
    monkeypatch.setattr(page.NativeWidget, "send", lambda self, content: sent.append(content))
    return sent
