"""A real JupyterLab and a real browser, on a copy of the workbook."""

import shutil
from pathlib import Path

import nbformat
import pytest
from driving import QUIET, browser_path, end_sessions, jupyterlab, open_notebook, run_all
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).resolve().parents[2]
MISSING = (
    "no Chromium was found: install it (Debian: apt-get install chromium), "
    "or name one in COURSE_BROWSER, to run the browser tests"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the machine's own browser; without one the tests are reported as skipped."""
    path = browser_path()
    if path is None:
        pytest.skip(MISSING)
    return {**browser_type_launch_args, "executable_path": path, "args": QUIET}


@pytest.fixture(scope="session")
def workbook(tmp_path_factory):
    """A copy of the pages and tables, so that nothing a test does is kept."""
    folder = tmp_path_factory.mktemp("workbook")
    for part in ("notebooks", "seeds"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return folder


@pytest.fixture(scope="session")
def write_page(workbook):
    """A function that adds a page with a cell for each piece of code, after the two lines that open a page."""
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

    def write(name, *codes):
        cells = map(new_code_cell, ("import course_lib as course\nseeds = course.load_seeds()", *codes))
        nbformat.write(
            new_notebook(cells=list(cells), metadata=metadata), workbook / "notebooks" / f"{name}.ipynb"
        )

    return write


@pytest.fixture(scope="session")
def lab(workbook, tmp_path_factory):
    """The address of a JupyterLab of its own."""
    with jupyterlab(workbook, tmp_path_factory.mktemp("jupyter")) as address:
        yield address


@pytest.fixture(scope="session")
def open_page(browser, lab):
    """A function that opens a page of the workbook and, if asked, runs all of it."""

    def open_(name, run):
        page = open_notebook(browser, lab, name)
        if run:
            run_all(page)
        return page

    yield open_
    end_sessions(lab)
