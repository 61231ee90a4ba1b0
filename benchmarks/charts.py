"""Prints what charts cost, as ratios to the same drawing in bare matplotlib, taking turns in one run.

The bare drawing has as many texts, marks, lines and ticks as the chart, at the same places.
"""

import gc
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from jupyter_client.manager import start_new_kernel
from matplotlib.axes import Axes
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser"), str(ROOT / "benchmarks")]

from test_charts_cost import EXAMPLES, crowd  # noqa: E402

from course_lib import charts, load_seeds  # noqa: E402

FRESH, CROWDED, KERNELS, CHAPTER = 5, 7, 3, 10
OURS = """
import time
start = time.perf_counter()
from course_lib import charts, load_seeds
seeds = load_seeds()
({example}).html()
print(time.perf_counter() - start)
"""
BARE = """
import json, sys, time
recipe = json.load(open(sys.argv[1]))
start = time.perf_counter()
import base64, io
import numpy, pandas
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

pandas.read_csv("seeds/events.csv")
figure = Figure(figsize=recipe["size"])
for plan in recipe["axes"]:
    ax = figure.add_axes(plan["box"])
    inches = figure.dpi_scale_trans
    ax.set_axis_on() if plan["on"] else ax.set_axis_off()
    ax.set_xticks(*plan["x"]), ax.set_yticks(*plan["y"])
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.grid(plan["grid"])
    for x, y, text, looks in plan["texts"]:
        ax.text(x, y, text, transform=inches, **looks)
    for xy, looks in plan["lines"]:
        ax.plot(*numpy.array(xy, float).T, transform=inches, **looks)
    for path, looks in plan["patches"]:
        ax.add_patch(PathPatch(Path(*path), transform=inches, **looks))
    for xy, looks in plan["points"]:
        ax.scatter(*numpy.array(xy).T, transform=inches, **looks)
    for paths, looks in plan["shapes"]:
        ax.add_collection(PathCollection([Path(*path) for path in paths], transform=inches, **looks))
file = io.BytesIO()
figure.savefig(file, format="svg")
base64.b64encode(file.getvalue())
print(time.perf_counter() - start)
"""
IMPORTS = "import anywidget, ipywidgets, pandas, matplotlib.figure, matplotlib.backends.backend_svg"
MEMORY = "import gc, psutil; gc.collect(); print(psutil.Process().memory_info().rss / 2**20)"
ALIVE = """import gc
from matplotlib.figure import Figure
gc.collect(); print(sum(isinstance(thing, Figure) for thing in gc.get_objects()))"""


def recipe(figure):
    """Return all that a figure draws as numbers and words, in inches from its lower left corner."""
    figure.draw_without_rendering()
    plans = [plan(ax, figure) for ax in figure.findobj(Axes)]
    return {"size": list(figure.get_size_inches()), "axes": plans}


def plan(ax, figure):
    """Return what stands in axes, by kind."""
    own = {ax.patch, ax.xaxis, ax.yaxis, *ax.spines.values()}
    kept = [
        child
        for child in ax.get_children()
        if child not in own and not isinstance(child, Axes) and child.get_visible()
    ]
    leaves = (leaf for child in kept if isinstance(child, Legend) for leaf in child.findobj())
    legends = [leaf for leaf in leaves if isinstance(leaf, (Text, Line2D, Patch))]
    parts = [child for child in kept if not isinstance(child, Legend)] + legends
    box = ax.get_window_extent().transformed(figure.transFigure.inverted()).bounds
    ticks = {name: ticked(axis) for name, axis in (("x", ax.xaxis), ("y", ax.yaxis))}
    grid = any(tick.gridline.get_visible() for tick in ax.xaxis.get_major_ticks()) if ax.axison else False
    return {"box": box, "on": ax.axison, "grid": grid, **ticks, **drawn(parts, figure.dpi)}


def ticked(axis):
    """Return the places of the ticks on an axis, in shares of its length, and their labels."""
    ticks = axis.get_major_ticks() if axis.axes.axison else []
    shares = np.linspace(0.01, 0.99, len(ticks)).tolist()
    return [shares, [tick.label1.get_text() or tick.label2.get_text() for tick in ticks]]


def drawn(parts, dpi):
    """Return artists as numbers and words, by kind."""
    kinds = {"texts": Text, "lines": Line2D, "patches": Patch}
    found = {name: [part for part in parts if isinstance(part, kind)] for name, kind in kinds.items()}
    sets = [part for part in parts if isinstance(part, Collection)]
    return {
        "texts": [text(part, dpi) for part in found["texts"] if part.get_text().strip()],
        "lines": [line(part, dpi) for part in found["lines"]],
        "patches": [patch(part, dpi) for part in found["patches"]],
        "points": [points(part, dpi) for part in sets if is_scatter(part)],
        "shapes": [shapes(part, dpi) for part in sets if not is_scatter(part)],
    }


def text(part, dpi):
    """Return a text with its place and looks; a ground behind it counts as one."""
    looks = {name: getattr(part, f"get_{name}")() for name in ("size", "weight", "ha", "va", "rotation")}
    looks["bbox"] = {"pad": 0, "lw": 0} if part.get_bbox_patch() else None
    return [*place(part.get_transform(), part.get_unitless_position(), dpi), part.get_text(), looks]


def place(transform, xy, dpi):
    """Return points as inches."""
    return (transform.transform(xy) / dpi).tolist()


def line(part, dpi):
    """Return a line with its markers."""
    marker = part.get_marker()
    looks = {"lw": part.get_linewidth(), "ms": part.get_markersize(), "color": to_hex(part.get_color())}
    looks["marker"] = marker if isinstance(marker, str | int) else "s"
    looks["ls"] = "-" if part.get_linestyle() not in ("None", "") else ""
    return [place(part.get_transform(), part.get_xydata(), dpi), looks]


def patch(part, dpi):
    """Return a patch as a path with its looks."""
    looks = {"lw": part.get_linewidth(), "hatch": part.get_hatch(), "ec": to_hex(part.get_edgecolor())}
    looks |= {"fc": to_hex(part.get_facecolor()), "fill": part.get_fill()}
    return [path(part.get_transform().transform_path(part.get_path()), dpi), looks]


def path(shape, dpi):
    """Return a path's points in inches and its codes."""
    return [(shape.vertices / dpi).tolist(), None if shape.codes is None else shape.codes.tolist()]


def is_scatter(part):
    """Return whether a collection is one shape at many points."""
    return isinstance(part, PathCollection) and len(part.get_paths()) == 1


def points(part, dpi):
    """Return points with their looks."""
    looks = {
        "s": part.get_sizes().tolist() or None,
        "c": colours(part),
        "lw": float(part.get_linewidths()[0]),
    }
    count = len(part.get_offsets())
    looks["c"] = looks["c"] if len(looks["c"]) == count else looks["c"][:1] * count
    looks["s"] = looks["s"] if looks["s"] is None or len(looks["s"]) == count else looks["s"][0]
    return [place(part.get_offset_transform(), part.get_offsets(), dpi), looks]


def colours(part):
    """Return the colours of a collection, those of its edges where it is not filled."""
    found = part.get_facecolors() if len(part.get_facecolors()) else part.get_edgecolors()
    return [to_hex(colour) for colour in found]


def shapes(part, dpi):
    """Return the paths of a collection with their looks."""
    filled = bool(len(part.get_facecolors()))
    looks = {"facecolors" if filled else "edgecolors": colours(part), "hatch": part.get_hatch()}
    looks |= {} if filled else {"facecolors": "none"}
    looks["lw"] = part.get_linewidths().tolist() if len(part.get_linewidths()) else 0
    return [[path(part.get_transform().transform_path(each), dpi) for each in part.get_paths()], looks]


def fresh(code, *arguments):
    """Return the milliseconds that a fresh process prints."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code, *arguments]
    return 1000 * float(subprocess.check_output(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL))


def first_charts(folder):
    """Yield (name, pairs of milliseconds) for the first chart in a fresh process, ours and bare."""
    seeds = load_seeds()
    for name, example in EXAMPLES.items():
        file = folder / f"{name}.json"
        chart = eval(example, {"charts": charts, "seeds": seeds})
        file.write_text(json.dumps(recipe(chart.figure)))
        codes = [OURS.format(example=example)], [BARE, str(file)]
        pairs = [[fresh(*code) for code in codes] for _ in range(FRESH + 1)]
        yield name, pairs[1:]


def timed(make):
    """Return the milliseconds that a call takes."""
    gc.collect()
    start = time.perf_counter()
    make()
    return 1000 * (time.perf_counter() - start)


def crowded():
    """Return the pairs of milliseconds for 10,000 events, ours and as bare segments of the same days."""
    frame = crowd(10_000)
    size = charts.plot_timeline(frame).figure.get_size_inches()

    def segments():
        first, last = (date2num(frame[column]) for column in ("earliest", "latest"))
        rows = np.arange(len(frame))
        ends = np.stack([np.column_stack([first, rows]), np.column_stack([last + 1, rows])], axis=1)
        figure = Figure(figsize=size)
        ax = figure.add_axes((0.1, 0.05, 0.85, 0.9), xlim=(first.min(), last.max()), ylim=(0, len(frame)))
        ax.add_collection(LineCollection(ends, linewidths=2))
        figure.savefig(io.BytesIO(), format="svg")

    return [[timed(lambda: charts.plot_timeline(frame).svg()), timed(segments)] for _ in range(CROWDED)]


def kernel(*cells):
    """Return what the last cells print, run one after the other in a kernel of their own."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT), stderr=subprocess.DEVNULL)
    printed = []

    def hear(message):
        assert message["msg_type"] != "error", message["content"]["evalue"]
        printed.append(message["content"].get("text", ""))

    try:
        for cell in cells:
            client.execute_interactive(cell, output_hook=hear, timeout=120)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return [float(text) for text in printed if text.strip()]


def remembered(examples):
    """Return pairs of megabytes after charts were shown and after bare imports, and the figures left alive."""
    cells = ["from course_lib import charts, load_seeds\nseeds = load_seeds()", *examples]
    runs = [(kernel(IMPORTS, *cells, MEMORY, ALIVE), kernel(IMPORTS, MEMORY)) for _ in range(KERNELS)]
    return [(ours[0], bare[0]) for ours, bare in runs], int(max(ours[1] for ours, _ in runs))


def row(name, pairs, most):
    """Print the medians of pairs and their ratio."""
    ours, bare = (statistics.median(column) for column in zip(*pairs))
    print(f"{name:<50}{ours:>8.0f}{bare:>8.0f}{ours / bare:>8.2f}{most:>9}", flush=True)


def main():
    """Print the table."""
    print(f"{'medians, in milliseconds':<50}{'ours':>8}{'bare':>8}{'ratio':>8}{'at most':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        for name, pairs in first_charts(Path(scratch)):
            row(f"first chart in a new process: {name}", pairs, 1.3)
    row("a timeline of 10,000 events, drawn and written", crowded(), 3)
    for number in (CHAPTER, len(EXAMPLES)):
        pairs, alive = remembered([*EXAMPLES.values()][-number:])
        row(f"megabytes: {number} charts shown, and bare imports", pairs, 1.2)
        print(f"{'figures left alive by them':<50}{alive:>8}{'':>16}{0:>9}", flush=True)


if __name__ == "__main__":
    main()
