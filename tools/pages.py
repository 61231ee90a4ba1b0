"""Runs pages and stores what they show, the same on every run.

    python tools/pages.py [notebooks/02-leaning-to-one-side.ipynb …]

Each page runs from a copy without outputs, in a kernel of its own, without the
original texts and without anybody's answers. What is stored has no widget views, no widget state, no timings
and no version numbers of the machine it ran on.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parent.parent
VIEW = "application/vnd.jupyter.widget-view+json"
COLOURS = re.compile(r"\x1b\[[\d;]*m")
KEPT = ("tags", "jupyter", "slideshow")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def store(path):
    """Run a page and write it back; return whether the file changed.

    Raises CellExecutionError, and leaves the file as it was, where a cell fails.
    """
    old = path.read_text(encoding="utf-8")
    page = stripped(nbformat.reads(old, as_version=4))
    run(page, path.parent)
    new = nbformat.writes(tidied(page)) + "\n"
    if new != old:
        path.write_text(new, encoding="utf-8", newline="\n")
    return new != old


def stripped(page):
    """Return the page without anything that an earlier run left in its cells."""
    page.nbformat_minor = 5
    for number, cell in enumerate(page.cells, start=1):
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in KEPT if key in cell.metadata})
        cell.setdefault("id", f"cell-{number}")
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return page


def run(page, folder):
    """Run a page in its folder; outputs and execution counts are put into it."""
    with tempfile.TemporaryDirectory() as nothing:
        client = NotebookClient(
            page,
            kernel_name="python3",
            timeout=120,
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(folder)}},
        )
        client.execute(env=os.environ | {"COURSE_ORIGINALS": nothing, "COURSE_PROGRESS": nothing})


def tidied(page):
    """Return the page with widgets in their static form only, and no word of the machine it ran on."""
    page.metadata = nbformat.from_dict(METADATA)
    for cell in page.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("data", True)]
    return page


def main(names):
    """Store the pages named, or all; return 1 where one fails."""
    pages = [Path(name) for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    for page in pages:
        try:
            changed = store(page)
        except CellExecutionError as fault:
            print(f"{page.name} fails and is left as it was:\n{COLOURS.sub('', str(fault))}", file=sys.stderr)
            return 1
        print(f"{page.name}: {'stored anew' if changed else 'as it was'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
