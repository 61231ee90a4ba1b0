"""What the tests share: the workbook's tables, and copies of them to damage."""

import csv
import os
import shutil
from pathlib import Path

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
