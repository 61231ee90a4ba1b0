"""Prints what quizzes cost in a real JupyterLab, as ratios to bare widgets in the same run, and in memory.

Needs Chromium, as the browser tests do. A kernel answers both, and the two take turns.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from driving import QUIET, browser_path, by_mouse, end_sessions, form, jupyterlab, open_notebook, run_all  # noqa: E402

CLICKS, SHOWN = 50, 11
PAGE = "00-start-here"
BARE = """
import ipywidgets as widgets
from course_lib.quiz.bank import read_quiz
import course_lib as course

CONTROLS = {
    "radio": lambda q: [widgets.RadioButtons(options=q.items())],
    "checkbox": lambda q: [widgets.Checkbox(description=text) for text in q.items()],
    "menus": lambda q: [widgets.Dropdown(options=q.control()["choices"], description=text) for text in q.items()],
    "entry": lambda q: [widgets.Text(description="Your answer")],
    "text": lambda q: [widgets.Textarea(description="Your text")],
}
questions = read_quiz("quizzes/00-start-here.toml", course.load_seeds()).questions
ids = [q.id for q in questions]


def show():
    def one(q):
        buttons = widgets.HBox([widgets.Button(description="Check"), widgets.Button(description="Hint")])
        return widgets.VBox([widgets.HTML(q.ask), *CONTROLS[q.control_type](q), buttons, widgets.HTML()])

    return widgets.VBox([one(q) for q in questions])


def click():
    button, label = widgets.Button(description="Bare"), widgets.Label("0")

    def count(_):
        label.value = str(int(label.value) + 1)

    button.on_click(count)
    return widgets.VBox([button, label])
"""
CELLS = [
    "import bare, course_lib as course",
    "bare.click()",
    'course.quiz("00-start-here", *bare.ids)',
    "bare.show()",
]
SHOW = """async ([index, selector, count]) => {
  const page = window.jupyterapp.shell.currentWidget.content;
  page.deselectAll();
  page.activeCellIndex = index;
  await window.jupyterapp.commands.execute('notebook:clear-cell-output');
  const cell = page.widgets[index].node;
  const start = performance.now();
  window.jupyterapp.commands.execute('notebook:run-cell');
  while (cell.querySelectorAll(selector).length < count) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
CLICK = """([button, place]) => new Promise((resolve) => {
  const start = performance.now();
  const seen = new MutationObserver(() => {
    seen.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - start));
  });
  seen.observe(place, { childList: true, subtree: true, characterData: true });
  button.click();
})"""
MEMORY = """
import gc, shutil, sys, tempfile
from pathlib import Path
import anywidget, ipywidgets, pandas, psutil
import course_lib as course
from course_lib.progress import Progress
from course_lib.quiz.bank import proof, read_quiz
from course_lib.quiz.view import QuizView

def megabytes():
    gc.collect()
    return psutil.Process().memory_info().rss / 2**20

seeds, folder, chapter = course.load_seeds(), Path(tempfile.mkdtemp()), Path(sys.argv[1])
before, views = megabytes(), []
for number in range(12):
    path = shutil.copy(chapter, folder / f"{number:02}-chapter.toml")
    views.append(QuizView(read_quiz(path, seeds), Progress(folder)))
    views[-1].widget, views[-1].html(), proof(views[-1].quiz)
print(megabytes() - before, len(views[0].quiz.questions))
"""


def workbook(folder, bare=BARE, cells=CELLS):
    """Make a workbook with one page of these cells, which may import the module ``bare``."""
    for part in ("seeds", "notebooks/quizzes"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "notebooks" / "bare.py").write_text(bare, encoding="utf-8")
    page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    page.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(page, folder / "notebooks" / f"{PAGE}.ipynb")
    return folder


def displayed(page):
    """Return the times to show the quiz and the bare widgets, a list of pairs in milliseconds."""
    wanted = [[2, ".cq form", 8], [3, ".widget-vbox .widget-vbox", 8]]
    return [[page.evaluate(SHOW, what) for what in wanted] for _ in range(SHOWN)]


def clicked(page, question):
    """Return the times from a click to what it shows, of Check and of a bare button, a list of pairs in milliseconds."""
    asked = form(page, question)
    by_mouse(page, asked, question, question.wrong()[0])
    page.wait_for_timeout(500)
    check = asked.get_by_role("button", name="Check", exact=True)
    bare = page.get_by_role("button", name="Bare", exact=True)
    pairs = [
        (check, asked.locator(".cq-feedback")),
        (bare, page.locator(".jp-OutputArea-output .widget-label").first),
    ]
    handles = [[part.element_handle() for part in pair] for pair in pairs]
    return [[page.evaluate(CLICK, pair) for pair in handles] for _ in range(CLICKS)]


def row(name, pairs, most):
    """Print the medians of pairs and their ratio."""
    ours, bare = (statistics.median(column) for column in zip(*pairs))
    print(f"{name:<50}{ours:>8.1f}{bare:>8.1f}{ours / bare:>8.2f}{most:>10}")


def main():
    """Print the table."""
    from course_lib import load_seeds
    from course_lib.quiz.bank import read_quiz

    if browser_path() is None:
        return print("The timings of quizzes need Chromium: install it, or name one in COURSE_BROWSER.")
    question = read_quiz(ROOT / "notebooks" / "quizzes" / f"{PAGE}.toml", load_seeds()).questions[0]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch, "home")
        with jupyterlab(workbook(Path(scratch, "workbook")), home) as address:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET)
            page = open_notebook(browser, address, PAGE)
            run_all(page)
            print(f"{'medians, in milliseconds':<50}{'ours':>8}{'bare':>8}{'ratio':>8}{'at most':>10}")
            row(f"a quiz of 8 questions, shown {SHOWN} times", displayed(page), 1.5)
            row(f"from Check to feedback, {CLICKS} clicks", clicked(page, question), 2)
            end_sessions(address)
            browser.close()
    chapter = ROOT / "notebooks" / "quizzes" / "02-leaning-to-one-side.toml"
    printed = subprocess.check_output([sys.executable, "-c", MEMORY, chapter], cwd=ROOT, text=True)
    used, questions = printed.split()
    print(
        f"{'memory of 12 quizzes of ' + questions + ' questions, MB':<50}{float(used):>8.1f}{'':>16}{15:>10}"
    )


if __name__ == "__main__":
    main()
