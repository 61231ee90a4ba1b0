"""The pages: their style in figures, and what is stored with them.

A rule takes a page and yields what breaks it. Each page keeps every rule, and a
small sound page that is damaged on purpose shows that each rule can be broken.
"""

import ast
import copy
import math
import re
import statistics
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "notebooks").glob("*.ipynb"))
MAY_SHOW = {"text/plain", "text/html"}
MACHINE = re.compile(
    r"(?<![\w.])/(?:home|Users|root|tmp|work|mnt|opt|var)/|[A-Za-z]:\\\\?|site-packages|\.venv"
)
BARE = re.compile(r"at 0x[0-9a-f]{6,}|<Figure size|<Axes|<pandas\.")


# A page and its parts


def code(page):
    """The source of each code cell."""
    return [cell.source for cell in page.cells if cell.cell_type == "code"]


def lines(source):
    """The lines of a cell that hold something."""
    return [line for line in source.splitlines() if line.strip()]


def is_prose(cell):
    """Whether a cell says something, beyond a heading."""
    return cell.cell_type == "markdown" and any(not line.startswith("#") for line in lines(cell.source))


def words(source):
    """The words of running prose in a cell: no headings, tables, tags or addresses."""
    running = [line for line in lines(source) if not re.match(r"\s*[|#]", line)]
    return re.sub(r"<[^>]+>|\]\([^)]*\)|[*_`|]", " ", "\n".join(running)).split()


def headings(page):
    """The level of each heading, in order."""
    texts = (
        re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
        for cell in page.cells
        if cell.cell_type == "markdown"
    )
    return [len(marks) for text in texts for marks in re.findall(r"^(#{1,6}) ", text, re.MULTILINE)]


def has_comment(source):
    """Whether a cell has a comment; a # within a text is none."""
    return any(re.sub(r"'[^']*'|\"[^\"]*\"", "", line).find("#") >= 0 for line in lines(source))


def outputs(page):
    """Each stored output with its cell's number, from 1."""
    for number, cell in enumerate(page.cells, start=1):
        for output in cell.get("outputs", []):
            yield number, output


def html(page):
    """Each stored HTML with its cell's number."""
    return [
        (number, output.data["text/html"])
        for number, output in outputs(page)
        if "text/html" in output.get("data", {})
    ]


def displays(source):
    """Whether a cell ends in something that a notebook shows."""
    last = ast.parse(source).body[-1]
    silent = source.rstrip().endswith(";") or isinstance(getattr(last, "value", None), ast.Constant)
    return isinstance(last, ast.Expr) and not silent


def percentile_90(figures):
    """The smallest figure that nine of ten do not exceed."""
    return sorted(figures)[math.ceil(0.9 * len(figures)) - 1]


class Tags(HTMLParser):
    """The tags of an HTML text with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.found.append((tag, dict(attrs)))


# The rules of style


def short_cells(page):
    """Code cells have three lines at the median, eight at the 90th percentile, fifteen at most."""
    sizes = [len(lines(source)) for source in code(page)]
    if statistics.median(sizes) > 3 or percentile_90(sizes) > 8 or max(sizes) > 15:
        yield f"lines in code cells: {sizes}"


def narrow_cells(page):
    """Code stays within 80 columns."""
    yield from (line for source in code(page) for line in source.splitlines() if len(line) > 80)


def led_by_prose(page):
    """Four of five code cells come directly after prose."""
    led = [
        is_prose(before)
        for before, cell in pairwise([nbformat.v4.new_code_cell(), *page.cells])
        if cell.cell_type == "code"
    ]
    if sum(led) < 0.8 * len(led):
        yield f"{sum(led)} of {len(led)} code cells are led by prose"


def no_runs_of_code(page):
    """At most two code cells stand in a row."""
    kinds = "".join(cell.cell_type[0] for cell in page.cells)
    if "ccc" in kinds:
        yield f"three code cells in a row: {kinds}"


def balance(page):
    """There are as many Markdown cells as code cells, and at most twice as many."""
    kinds = Counter(cell.cell_type for cell in page.cells)
    if not 1 <= kinds["markdown"] / kinds["code"] <= 2:
        yield f"{kinds['markdown']} Markdown cells to {kinds['code']} code cells"


def short_prose(page):
    """Nine of ten prose cells have at most 120 words."""
    counts = [len(words(cell.source)) for cell in page.cells if is_prose(cell)]
    if sum(count > 120 for count in counts) > 0.1 * len(counts):
        yield f"words in prose cells: {counts}"


def one_title(page):
    """The page has one heading of the first level, and it comes first."""
    if headings(page).count(1) != 1 or headings(page)[0] != 1:
        yield f"levels of headings: {headings(page)}"


def no_skipped_level(page):
    """No heading is more than one level below the one before it."""
    yield from (
        f"a level {low} heading follows one of level {high}"
        for high, low in pairwise(headings(page))
        if low > high + 1
    )


def small_functions(page):
    """No function on a page has more than five lines."""
    for source in code(page):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 5:
                yield f"{node.name} has {node.end_lineno - node.lineno + 1} lines"


def few_comments(page):
    """One code cell in ten has a comment, at most."""
    commented = [source for source in code(page) if has_comment(source)]
    if len(commented) > 0.1 * len(code(page)):
        yield f"{len(commented)} of {len(code(page))} code cells have comments"


# The rules of what is stored


def executed_in_order(page):
    """Every code cell is stored executed, from 1 upwards, and not empty."""
    counts = [cell.execution_count for cell in page.cells if cell.cell_type == "code"]
    if counts != list(range(1, len(counts) + 1)) or not all(map(lines, code(page))):
        yield f"execution counts: {counts}; run make notebooks"


def shows_what_it_ends_in(page):
    """A cell that ends in a value is stored with a display of it, in plain text at least."""
    for number, cell in enumerate(page.cells, start=1):
        if (
            cell.cell_type == "code"
            and lines(cell.source)
            and displays(cell.source)
            and "print(" not in cell.source
        ):
            if not any(output.get("data", {}).get("text/plain") for output in cell.outputs):
                yield f"cell {number} shows nothing: {cell.source}"


def only_text(page):
    """What is stored is text and HTML: no widget view, and no picture without the HTML that names it."""
    for number, output in outputs(page):
        if extra := set(output.get("data", {})) - MAY_SHOW:
            yield f"cell {number} stores {sorted(extra)}; run make notebooks"


def no_widget_state(page):
    """The page stores no state of widgets, and of the machine only that it is Python 3."""
    if set(page.metadata) - {"kernelspec", "language_info"} or page.metadata.kernelspec.name != "python3":
        yield f"metadata: {sorted(page.metadata)}"
    if set(page.metadata.get("language_info", {})) - {"name"}:
        yield f"language_info: {sorted(page.metadata.language_info)}"


def no_errors(page):
    """No stored output is an error, and nothing was written to stderr."""
    for number, output in outputs(page):
        if output.output_type == "error" or output.get("name") == "stderr":
            yield f"cell {number} stores {output.get('ename', 'a warning')}: {output.get('evalue', output.get('text'))}"


def nothing_hidden(page):
    """No marker keeps an output from being compared."""
    for number, cell in enumerate(page.cells, start=1):
        tags = " ".join(cell.metadata.get("tags", []))
        if re.search(
            r"nbval|raises.exception",
            f"{tags} {cell.source if cell.cell_type == 'code' else ''}",
            re.IGNORECASE,
        ):
            yield f"cell {number} is marked: {tags or cell.source}"


def no_trace_of_the_machine(page):
    """No place on a disk, no object's address and no bare figure stands on the page."""
    text = re.sub(r'src=\\"data:[^"]*\\"', "", nbformat.writes(page))
    yield from (
        f"the page holds {found[0]!r}" for pattern in (MACHINE, BARE) for found in pattern.finditer(text)
    )


def pictures_have_words(page):
    """Every picture has an alternative text and is part of the page; every chart brings its data as a table."""
    for number, text in html(page):
        tags = Tags(text).found
        images = [attributes for tag, attributes in tags if tag == "img"]
        if not all(
            (image.get("alt") or "").strip() and image.get("src", "").startswith("data:") for image in images
        ):
            yield f"cell {number} stores a picture without alt or from elsewhere"
        if images and "th" not in dict(tags):
            yield f"cell {number} stores a picture without a table of its data"


def survives_the_sanitiser(page):
    """Stored HTML uses native elements only: what JupyterLab strips from an untrusted page is not there."""
    for number, text in html(page):
        for tag, attributes in Tags(text).found:
            lost = [name for name in attributes if name == "role" or name.startswith(("aria-", "on"))]
            if lost or tag in {"script", "style", "link", "iframe", "svg"}:
                yield f"cell {number} stores <{tag} {' '.join(lost)}>"


STYLE = [short_cells, narrow_cells, led_by_prose, no_runs_of_code, balance, short_prose]
STYLE += [one_title, no_skipped_level, small_functions, few_comments]
STORED = [executed_in_order, shows_what_it_ends_in, only_text, no_widget_state, no_errors, nothing_hidden]
STORED += [no_trace_of_the_machine, pictures_have_words, survives_the_sanitiser]


def rule_name(rule):
    """A rule's name, for the names of tests."""
    return rule.__name__


def page_name(path):
    """A page's name, for the names of tests."""
    return path.stem


@pytest.mark.parametrize("path", PAGES, ids=page_name)
@pytest.mark.parametrize("rule", [*STYLE, *STORED], ids=rule_name)
def test_each_page_keeps_each_rule(rule, path):
    """No page breaks a rule of style or of what is stored."""
    assert list(rule(nbformat.read(path, as_version=4))) == [], rule.__doc__


def test_the_first_chapter_is_there():
    """Chapter 02 is among the pages, so that the rules above have something to judge."""
    assert "02-leaning-to-one-side" in [path.stem for path in PAGES]


def everything(page):
    """All text of a page, what it stores included, but for pictures."""
    outputs = [output for cell in page.cells for output in cell.get("outputs", [])]
    shown = [text for output in outputs for text in output.get("data", {}).values() if isinstance(text, str)]
    return re.sub(
        r"data:image[^\"]+|<[^>]+>", " ", "\n".join([*(cell.source for cell in page.cells), *shown])
    )


@pytest.mark.parametrize("path", PAGES, ids=page_name)
def test_no_page_reprints_a_source(path, originals):
    """No page has more than 25 words in a row of an original text."""
    page = " ".join(re.findall(r"\w+", everything(nbformat.read(path, as_version=4))))
    for file in filter(Path.is_file, originals.iterdir()):
        source = re.findall(r"\w+", file.read_text(encoding="utf-8"))
        copied = [" ".join(source[at : at + 26]) for at in range(len(source) - 25)]
        assert [run for run in copied if f" {run} " in page] == []


# Each rule bites

CHART = '<figure><img alt="Two events." src="data:image/svg+xml;base64,AA=="></figure><table><tr><th scope="col">Event</th></tr></table>'


def sound():
    """A small page that keeps every rule."""
    md, cell = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    shown = nbformat.v4.new_output(
        "execute_result", {"text/plain": "Two events.", "text/html": CHART}, execution_count=2
    )
    cells = [
        md("# A page"),
        md("## A part\n\nThe first cell opens the tables."),
        cell("import course_lib as course\nseeds = course.load_seeds()", execution_count=1),
        md("What happened first?"),
        cell("course.plot_timeline(seeds.events)", execution_count=2, outputs=[shown]),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}}
    )


def source(at, text):
    """A damage: other source in a cell."""
    return lambda page: page.cells[at].update(source=text)


def data(**parts):
    """A damage: other parts in the chart's output."""
    return lambda page: (
        page.cells[4]
        .outputs[0]
        .data.update({key.replace("_", "/", 1): value for key, value in parts.items()})
    )


def output(kind, **fields):
    """A damage: one more output."""
    return lambda page: page.cells[2].outputs.append(nbformat.v4.new_output(kind, **fields))


def without_outputs(page):
    """A damage: the page stripped."""
    for cell in page.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)


def more_code(page):
    """A damage: two more code cells at the end."""
    page.cells += [nbformat.v4.new_code_cell("x = 1"), nbformat.v4.new_code_cell("x = 2")]


DAMAGE = [
    (short_cells, source(2, "\n".join(f"x = {n}" for n in range(16)))),
    (short_cells, source(2, "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6")),
    (narrow_cells, source(2, f"x = {'1' * 80}")),
    (led_by_prose, source(3, "### Only a heading")),
    (no_runs_of_code, more_code),
    (balance, more_code),
    (balance, lambda page: page.cells.extend([nbformat.v4.new_markdown_cell("More.")] * 2)),
    (short_prose, source(3, "word " * 121)),
    (one_title, source(3, "# A second title\n\nAnd prose.")),
    (one_title, source(0, "No title")),
    (no_skipped_level, source(3, "#### Deep\n\nAnd prose.")),
    (small_functions, source(2, "def f():\n    a = 1\n    b = 2\n    c = 3\n    d = 4\n    return a")),
    (few_comments, source(2, "x = 1  # one")),
    (executed_in_order, without_outputs),
    (executed_in_order, lambda page: page.cells[4].update(execution_count=7)),
    (executed_in_order, source(2, "")),
    (shows_what_it_ends_in, without_outputs),
    (shows_what_it_ends_in, lambda page: page.cells[4].update(outputs=[])),
    (only_text, data(**{"application_vnd.jupyter.widget-view+json": {"model_id": "1"}})),
    (only_text, data(image_png="AA==")),
    (
        no_widget_state,
        lambda page: page.metadata.update(widgets={"application/vnd.jupyter.widget-state+json": {}}),
    ),
    (no_widget_state, lambda page: page.metadata.language_info.update(version="3.11.7")),
    (no_widget_state, lambda page: page.metadata.kernelspec.update(name="my-kernel")),
    (no_errors, output("error", ename="KeyError", evalue="x", traceback=[])),
    (no_errors, output("stream", name="stderr", text="FutureWarning: soon")),
    (nothing_hidden, source(2, "# NBVAL_IGNORE_OUTPUT\nx = 1")),
    (nothing_hidden, lambda page: page.cells[4].metadata.update(tags=["raises-exception"])),
    (no_trace_of_the_machine, output("stream", name="stdout", text="/home/anna/workbook/seeds")),
    (no_trace_of_the_machine, output("stream", name="stdout", text="C:\\Users\\anna")),
    (no_trace_of_the_machine, data(text_plain="<object at 0x7f3a2b1c>")),
    (no_trace_of_the_machine, data(text_plain="<Figure size 640x480 with 1 Axes>")),
    (pictures_have_words, data(text_html=CHART.replace('alt="Two events." ', ""))),
    (pictures_have_words, data(text_html=CHART.replace("data:image/svg+xml", "https://example.org/"))),
    (pictures_have_words, data(text_html=CHART.replace("th", "td"))),
    (survives_the_sanitiser, data(text_html='<div role="radiogroup">…</div>')),
    (survives_the_sanitiser, data(text_html="<style>td {color: red}</style>")),
]


def test_the_sound_page_keeps_each_rule():
    """What the damages start from breaks no rule."""
    assert [found for rule in (*STYLE, *STORED) for found in rule(sound())] == []


@pytest.mark.parametrize("rule", [*STYLE, *STORED], ids=rule_name)
def test_each_rule_has_a_damage(rule):
    """No rule goes untested."""
    assert rule in [damaged for damaged, _ in DAMAGE]


@pytest.mark.parametrize(
    ("rule", "damage"), DAMAGE, ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(DAMAGE)]
)
def test_each_rule_bites(rule, damage):
    """A page that is damaged in one respect breaks the rule for it."""
    page = copy.deepcopy(sound())
    damage(page)
    assert list(rule(page))
