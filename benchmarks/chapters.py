"""Prints what each page costs in a fresh kernel: seconds in all, of its slowest cell after the first, and memory.

Times are those that the kernel reports: from its taking up a cell until it is idle again. Memory is the kernel's after
the page, beside a kernel that has done nothing but the bare imports.
"""

import sys
from datetime import datetime
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "benchmarks")]

from charts import IMPORTS, MEMORY  # noqa: E402
from pages import stripped  # noqa: E402

HEADS = ("all", "slowest", "at most", "megabytes", "bare", "ratio", "at most")
SLOW, LARGE = 2, 1.2  # seconds that a cell may take, and what a page may take of the bare imports' memory


def seconds(cell):
    """Return how long a cell ran, from the times noted with it."""
    times = cell.metadata.execution
    start, end = (datetime.fromisoformat(times[name]) for name in ("iopub.status.busy", "iopub.status.idle"))
    return (end - start).total_seconds()


def run(page):
    """Run a page; return the seconds of each of its code cells with their source, and the megabytes after it."""
    page.cells.append(nbformat.v4.new_code_cell(MEMORY))
    quiet = {
        "extra_arguments": ["--log-level=ERROR"],
        "resources": {"metadata": {"path": ROOT / "notebooks"}},
    }
    NotebookClient(page, kernel_name="python3", record_timing=True, **quiet).execute()
    *cells, memory = [cell for cell in page.cells if cell.cell_type == "code"]
    return [(seconds(cell), cell.source) for cell in cells], float(memory.outputs[0].text)


def main():
    """Print the table."""
    _, bare = run(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IMPORTS)]))
    print(f"{'a page in a fresh kernel':<28}" + "".join(f"{head:>10}" for head in HEADS) + "  slowest cell")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells, memory = run(stripped(nbformat.read(path, as_version=4)))
        slowest, source = max(cells[1:])
        figures = (
            f"{sum(each for each, _ in cells):.2f}",
            f"{slowest:.2f}",
            SLOW,
            f"{memory:.0f}",
            f"{bare:.0f}",
        )
        last = source.splitlines()[-1][:48]
        print(
            f"{path.stem:<28}"
            + "".join(f"{each:>10}" for each in (*figures, f"{memory / bare:.2f}", LARGE))
            + f"  {last}"
        )


if __name__ == "__main__":
    main()
