"""The style of course_lib: sizes, who may import whom, and what an import costs."""

import ast
import math
import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

LIBRARY = Path(__file__).resolve().parents[1] / "course_lib"
MODULES = sorted(LIBRARY.rglob("*.py"))
PARTS = {
    "dates": set(),
    "markup": set(),
    "page": set(),
    "progress": set(),
    "seeds": {"dates"},
    "charts": {"dates", "markup", "seeds"},
    "exhibits": {"dates", "markup", "seeds"},
    "reference": {"dates", "markup", "page", "exhibits"},
    "quiz": {"dates", "markup", "page", "progress"},
    "activities": {"dates", "markup", "page", "progress", "seeds", "charts", "exhibits"},
}
PARTS |= {part: {*PARTS, "teaching"} for part in ("teaching", "__main__")}
OUTWARD = {"quiz/__init__.py": {"seeds"}}  # course.quiz(name) reads the tables where none are given
ONLY_IN = {
    "ipywidgets": r"page/.*",
    "anywidget": r"page/.*",
    "matplotlib": r"charts/.*",
    "edtf": r"dates\.py",
    "filelock": r"progress\.py",
    "platformdirs": r"progress\.py",
}


def name(path):
    """A module's path as it is written in the house rules."""
    return path.relative_to(LIBRARY).as_posix()


def part(path):
    """The part of the library that a module belongs to."""
    return name(path).split("/")[0].removesuffix(".py")


def imports(path):
    """Every name that a module imports, with where it comes from, wherever in the file it does so."""
    package = ["course_lib", *path.relative_to(LIBRARY).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            stem = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*stem, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def own(path):
    """The parts of our own library that a module imports."""
    found = {module.split(".")[1] for module in imports(path) if module.startswith("course_lib.")}
    return found - {part(path)}


def lines(path):
    """How many lines a module has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def body_length(function):
    """The lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def body_lengths():
    """The length of every function's body in the library."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [body_length(node) for tree in trees for node in ast.walk(tree) if isinstance(node, functions)]


def percentile_90(figures):
    """The smallest figure that nine of ten do not exceed."""
    return sorted(figures)[math.ceil(0.9 * len(figures)) - 1]


@pytest.mark.parametrize(
    "side", [{"charts"}, {"activities"}, set(PARTS) - {"charts", "activities"} | {"__init__"}]
)
def test_the_library_is_small(side):
    """Each of its three sides, the charts, the activities and all the rest, is under 5,000 lines."""
    assert sum(lines(path) for path in MODULES if part(path) in side) < 5000


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem != "__init__"], ids=name)
def test_a_module_is_neither_long_nor_a_scrap(path):
    """A module has 60 to 250 lines, and 300 at most."""
    assert 60 <= lines(path) <= 300


def test_most_modules_are_short():
    """Nine of ten modules have at most 250 lines, and the library's face at most 40."""
    assert percentile_90([lines(path) for path in MODULES]) <= 250
    assert lines(LIBRARY / "__init__.py") <= 40


def test_functions_are_short():
    """A function's body has six lines at the median and fifteen at the 90th percentile, or fewer."""
    lengths = body_lengths()
    assert statistics.median(lengths) <= 6
    assert percentile_90(lengths) <= 15


@pytest.mark.parametrize("command", [["format", "--check"], ["check"]], ids=lambda command: command[0])
def test_the_code_is_in_one_form(command):
    """The formatter would change nothing, and the linter finds nothing."""
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--no-cache"],
        cwd=LIBRARY.parent,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout


def test_no_module_is_an_attic():
    """Modules are called after what they hold."""
    assert [name(path) for path in MODULES if re.search(r"utils?|helpers?|misc|common", path.stem)] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_point_inward(path):
    """A module imports only the parts that lie further in than its own."""
    here = part(path)
    if here == "__init__":
        assert own(path) == set()
    else:
        assert here in PARTS, f"say in PARTS what {here} may import"
        assert own(path) <= PARTS[here] | OUTWARD.get(name(path), set())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_heavy_libraries_stay_in_their_rooms(path):
    """Widgets, charts, dates and files each have the libraries for them to themselves; pyplot has no room."""
    for module in imports(path):
        room = ONLY_IN.get(module.split(".")[0])
        assert room is None or re.fullmatch(room, name(path)), f"{name(path)} imports {module}"
        assert "pyplot" not in module


@pytest.mark.parametrize("module", ["course_lib", "course_lib.dates"])
def test_an_import_loads_nothing_heavy(module):
    """Importing the library loads neither tables nor charts nor widgets, and touches no file of ours but its own."""
    code = f"import sys, {module}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"pandas", "numpy", "matplotlib", "ipywidgets", "anywidget", "IPython", "edtf"} & set(
        printed.split()
    )
