"""Storing pages: what a run leaves in the file, and that it is the same every time."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
VIEW = "application/vnd.jupyter.widget-view+json"
TWIN = """
class Widget:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": "a quiz", "text/html": "<p>a quiz</p>", VIEW: {"model_id": "1"}}
Widget()
""".replace("VIEW", repr(VIEW))


def store(page):
    """Run the tool on a page, as make does."""
    return subprocess.run(
        [sys.executable, ROOT / "tools" / "pages.py", page], capture_output=True, text=True, encoding="utf-8"
    )


def write(path, *sources):
    """Write a page as JupyterLab might leave it: with old outputs, timings, widget state and versions."""
    cells = [nbformat.v4.new_code_cell(source, execution_count=41) for source in sources]
    for cell in cells:
        cell.metadata.update(
            execution={"iopub.execute_input": "2026-01-01T00:00:00Z"}, tags=["wide"], trusted=True
        )
        cell.outputs = [nbformat.v4.new_output("stream", text="stale")]
    metadata = {
        "language_info": {"name": "python", "version": "3.0"},
        "widgets": {"state": {}},
        "kernelspec": {"name": "mine", "display_name": "Mine"},
    }
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A page, stored twice: its text after each."""
    path = write(
        tmp_path_factory.mktemp("pages") / "page.ipynb",
        "print(1)\nprint(2)",
        TWIN,
        "import os\nos.listdir(os.environ['COURSE_ORIGINALS'])",
        "",
    )
    told = [store(path), path.read_text(encoding="utf-8"), store(path), path.read_text(encoding="utf-8")]
    assert told[0].returncode == told[2].returncode == 0, told[0].stderr + told[2].stderr
    return told


def test_a_page_is_stored_the_same_every_time(stored):
    """A second run leaves the file as it was, byte for byte, and says so."""
    assert stored[1] == stored[3]
    assert "stored anew" in stored[0].stdout and "as it was" in stored[2].stdout


def test_only_the_page_itself_is_stored(stored):
    """Outputs are those of this run; widget views and state, timings, versions and trust are gone, tags stay."""
    page = nbformat.reads(stored[1], as_version=4)
    printed, twin, originals, empty = page.cells
    assert [cell.execution_count for cell in page.cells] == [1, 2, 3, None]
    assert [output.text for output in printed.outputs] == ["1\n2\n"]
    assert twin.outputs[0].data == {"text/plain": "a quiz", "text/html": "<p>a quiz</p>"}
    assert originals.outputs[0].data == {"text/plain": "[]"}
    assert empty.outputs == []
    assert page.metadata == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert all(cell.metadata == {"tags": ["wide"]} for cell in page.cells)


def test_a_page_that_fails_is_left_alone(tmp_path):
    """Where a cell fails, the file keeps what it had, and the message names page and error."""
    path = write(tmp_path / "broken.ipynb", "x = 1", "1 / 0")
    before = path.read_bytes()
    told = store(path)
    assert told.returncode == 1 and path.read_bytes() == before
    assert "broken.ipynb" in told.stderr and "ZeroDivisionError" in told.stderr


def test_a_page_keeps_its_form(stored):
    """The file is indented JSON in UTF-8 that ends in one newline, as JupyterLab writes it."""
    assert stored[1] == json.dumps(json.loads(stored[1]), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
