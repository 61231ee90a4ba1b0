"""Prints how long a menu takes to change a picture in a real JupyterLab, beside the fastest bare way, taking turns.

The bare way is a menu of ipywidgets whose observer moves as many points on a figure that is kept, and puts the
picture as SVG into an HTML widget. Needs Chromium, as the browser tests do.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from driving import QUIET, browser_path, end_sessions, jupyterlab, open_notebook, run_all  # noqa: E402
from quizzes import PAGE, row, workbook  # noqa: E402

TURNS = 28
BARE = """
import io
from base64 import b64encode
import ipywidgets as widgets
import numpy as np
from matplotlib.dates import date2num
from matplotlib.figure import Figure
import course_lib as course

seeds = course.load_seeds()
places = seeds.places.set_index("place")


def kept(size, limits):
    figure = Figure(figsize=size)
    ax = figure.add_subplot()
    ax.set(**limits)
    return figure, ax.scatter([], [])


days = date2num(seeds.events["earliest"].fillna(seeds.events["latest"]))
FIGURES = [
    kept((10, 8.8), {"xlim": (days.min(), days.max()), "ylim": (0, len(days))}),
    kept((10, 8.8), {"xlim": (20, 140), "ylim": (15, 75)}),
]


def picture(kept, points):
    figure, dots = kept
    dots.set_offsets(points)
    file = io.BytesIO()
    figure.savefig(file, format="svg")
    return f'<img alt="Points" src="data:image/svg+xml;base64,{b64encode(file.getvalue()).decode()}">'


def show():
    menu = widgets.Dropdown(options=["any", *seeds.events["theme"].cat.categories], description="Bare")
    pictures = [widgets.HTML(), widgets.HTML()]

    def draw(change):
        here = np.full(len(days), True) if menu.value == "any" else (seeds.events["theme"] == menu.value).to_numpy()
        there = places.loc[sorted(set(seeds.events["place"][here]) - {""}), ["lon", "lat"]]
        pictures[0].value = picture(FIGURES[0], np.column_stack([days[here], np.flatnonzero(here)]))
        pictures[1].value = picture(FIGURES[1], there.to_numpy())

    menu.observe(draw, "value")
    draw(None)
    return widgets.VBox([menu, *pictures], _dom_classes=["bare"])
"""
CELLS = ["import bare, course_lib as course", "bare.show()", "course.explore(bare.seeds)"]
# From the change of a menu until the pictures wanted are decoded and a frame has been painted with them; and in how
# many frames on the way some picture was missing or empty.
CHANGE = """async ([box, menu, value, wanted]) => {
  const pictures = () => [...box.querySelectorAll('img')];
  const ready = (image) => image && image.complete && image.naturalWidth > 0;
  const before = pictures().map((image) => image.src);
  let holes = 0, going = true;
  const watch = () => {
    if (pictures().filter(ready).length < before.length) holes += 1;
    if (going) requestAnimationFrame(watch);
  };
  const start = performance.now();
  menu.value = value;
  menu.dispatchEvent(new Event('change', { bubbles: true }));
  requestAnimationFrame(watch);
  const times = [];
  for (const place of wanted) {
    while (!ready(pictures()[place]) || pictures()[place].src === before[place]) await new Promise(requestAnimationFrame);
    await pictures()[place].decode();
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  going = false;
  return [times, holes];
}"""


def changed(page):
    """Return for each turn the times to the first and to both pictures and the frames with a hole, ours and bare."""
    boxes = [page.locator(where).first for where in (".cq-activity", ".bare")]
    menus = [boxes[0].get_by_label("Theme"), boxes[1].locator("select")]
    handles = [[part.element_handle() for part in pair] for pair in zip(boxes, menus)]
    themes = menus[1].evaluate("menu => [...menu.options].map((option) => option.text)")
    boxes[0].locator("img").nth(1).wait_for()
    turns = []
    for turn in range(TURNS):
        theme = themes[(turn + 1) % len(themes)]
        turns.append([])
        for pair in handles:
            page.wait_for_timeout(300)
            turns[-1].append(page.evaluate(CHANGE, [*pair, theme, [0, 1]]))
    return turns[len(themes) :]


def main():
    """Print the table."""
    if browser_path() is None:
        return print("The timings of menus need Chromium: install it, or name one in COURSE_BROWSER.")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch, "home")
        with jupyterlab(workbook(Path(scratch, "workbook"), BARE, CELLS), home) as address:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET)
            page = open_notebook(browser, address, PAGE)
            run_all(page)
            turns = changed(page)
            end_sessions(address)
            browser.close()
    print(f"{'medians, in milliseconds':<50}{'ours':>8}{'bare':>8}{'ratio':>8}{'at most':>10}")
    for place, words in enumerate(("first picture", "second picture")):
        row(
            f"explorer, from a menu to the {words}",
            [[each[0][place] for each in turn] for turn in turns],
            1.25,
        )
    holes = [sum(turn[side][1] for turn in turns) for side in (0, 1)]
    print(f"{'frames in which a picture was missing or empty':<50}{holes[0]:>8}{holes[1]:>8}{'':>8}{0:>10}")


if __name__ == "__main__":
    main()
