"""What the texts promise: links lead somewhere, commands exist, Windows gets the same steps as make."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.quiz.bank import SHARED
from course_lib.quiz.questions import KINDS

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "notebooks" / "quizzes" / "README.md"
TEXTS = [
    *sorted(ROOT.glob("*.md")),
    ROOT / "seeds" / "README.md",
    ROOT / "seeds" / "originals" / "README.md",
    QUESTIONS,
]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
NEEDS_MAKE = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def read(path):
    """The text of a file."""
    return path.read_text(encoding="utf-8")


def where(path):
    """A file's place in the repository, for the names of tests."""
    return path.relative_to(ROOT).as_posix()


def anchors(path):
    """The anchors that GitHub gives the headings of a text."""
    headings = re.findall(r"^#+ (.+)$", read(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def codes(path):
    """Everything between backticks in a text, on one line each, and the lines of its code blocks."""
    blocks = re.findall(r"^```.*?\n(.*?)^```", read(path), re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", read(path), flags=re.MULTILINE | re.DOTALL)
    return [" ".join(code.split()) for code in CODE.findall(rest)] + [
        line for block in blocks for line in block.splitlines()
    ]


def make_commands(path):
    """The words that stand after make in the commands of a text."""
    return {found[1] for code in codes(path) if (found := re.match(r"(?:\w+=\S+ )?make ([a-z]+)", code))}


def windows_rows():
    """For each row of README's table of commands: the word after make, and the lines for Windows."""
    rows = re.findall(r"^\|[^|]*\| `make ([a-z]+)` \|(.*)\|$", read(ROOT / "README.md"), re.MULTILINE)
    return {command: [" ".join(code.split()) for code in CODE.findall(cell)] for command, cell in rows}


def steps(lines):
    """The commands that run Python, written alike for every system."""
    alike = [line.replace("\\", "/").replace(".venv/Scripts/python", ".venv/bin/python") for line in lines]
    alike = [re.sub(r"^\S+ -m venv", "PYTHON -m venv", line.strip()) for line in alike]
    return [line for line in alike if re.match(r"\.venv/bin/python|PYTHON -m venv", line)]


def make_steps(command, folder):
    """The steps that make would take on a fresh machine."""
    dry = ["make", "--no-print-directory", "--dry-run", "--always-make", command]
    printed = subprocess.run(dry, cwd=folder, capture_output=True, text=True, check=True).stdout
    return steps(printed.splitlines())


@pytest.mark.parametrize("path", TEXTS, ids=where)
def test_links_lead_somewhere(path):
    """Each relative link is a file of the repository, and each anchor a heading there."""
    for link in LINK.findall(read(path)):
        if not re.match(r"[a-z]+:", link):
            target, _, anchor = link.partition("#")
            file = path.parent / target if target else path
            assert file.exists(), f"{where(path)} links to {link}, which does not exist"
            assert not anchor or anchor in anchors(file), (
                f"{where(path)} links to {link}, which has no such heading"
            )


@pytest.mark.parametrize("path", TEXTS, ids=where)
def test_paths_in_backticks_exist(path):
    """A file or folder that a text names is there, from the root or from the text's own folder."""
    generated = {".venv", "seeds/originals/"}
    for code in codes(path):
        if (
            re.fullmatch(r"[\w./-]+/|[\w./-]+/[\w.-]+\.(py|md|csv|toml|ipynb|txt|json|cfg)", code)
            and code not in generated
        ):
            beside = [path.parent / code, ROOT / code, ROOT / "notebooks" / code]
            assert any(place.exists() for place in beside), (
                f"{where(path)} names {code}, which does not exist"
            )


@pytest.mark.parametrize("path", TEXTS, ids=where)
def test_make_commands_exist(path):
    """Each `make X` in a text is a command of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):(?!=)", read(ROOT / "Makefile"), re.MULTILINE))
    assert make_commands(path) <= targets


def test_each_command_in_the_readme_has_its_windows_form():
    """README's table gives every make command that README names, with lines for Windows beside it."""
    rows = windows_rows()
    assert {"lab", "test", "check", "notebooks"} <= set(rows)
    assert make_commands(ROOT / "README.md") - {""} == set(rows)
    assert all(rows.values())


@NEEDS_MAKE
def test_windows_takes_the_steps_that_make_takes():
    """Row by row, the lines for Windows are what make runs on a fresh machine, less what a row above has done."""
    done = []
    for command, lines in windows_rows().items():
        wanted = [step for step in make_steps(command, ROOT) if step not in done]
        assert steps(lines) == wanted, f"README gives other steps than make {command}"
        assert len(steps(lines)) == len(lines)
        done += [step for step in wanted if "pip install" in step or "-m venv" in step]


def test_jupyterlab_starts_on_a_page_that_exists():
    """JupyterLab takes the settings that make lab names, opens a page there is, and asks nobody for updates or news."""
    config = re.search(r"--config=(\S+)", read(ROOT / "Makefile"))[1]
    command = [sys.executable, "-m", "jupyterlab", f"--config={config}", "--show-config-json"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    settings = json.loads(shown)["LabApp"]
    page = settings["default_url"].removeprefix("/lab/tree/")
    assert (ROOT / page).is_file()
    assert f"?urlpath=lab/tree/{page})" in read(ROOT / "README.md")
    assert settings["news_url"] is None and settings["check_for_updates_class"].endswith(
        "NeverCheckForUpdate"
    )


def test_the_format_of_questions_is_whole():
    """The page on questions has a row for each kind, with every field that the kind reads, and the shared ones."""
    rows = {cells[0]: cells[1] for cells in re.findall(r"^\| `(\w+)` \|(.*)$", read(QUESTIONS), re.MULTILINE)}
    assert set(SHARED) <= set(rows)
    for kind, question in KINDS.items():
        assert set(question.fields) <= set(re.findall(r"`(\w+)`", rows[kind])), kind


def test_the_contributing_page_is_one_page():
    """CONTRIBUTING is short enough to be read before somebody changes something."""
    assert len(read(ROOT / "CONTRIBUTING.md").split()) <= 600


@pytest.mark.parametrize("path", TEXTS, ids=where)
def test_the_voice_is_plain(path):
    """No exclamation marks, no American endings in -ize."""
    prose = re.sub(r"`[^`]*`|!\[|\]\([^)]*\)", " ", read(path))
    assert "!" not in prose
    assert (
        re.findall(
            r"\b\w+(?:[^s]iz(?:e|es|ed|ing|ation)|[^s]yz(?:e|ed|ing))\b(?<!size)(?<!sized)(?<!sizes)", prose
        )
        == []
    )
