"""The ground: dependencies and locks, Binder, the repository's name, the menu, the size of files."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import binder_lock
import pytest
import set_repository
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
DEVELOPMENT = [Requirement(text) for text in PYPROJECT["dependency-groups"]["dev"]]
LOCKS = {"requirements.txt": RUNTIME, "requirements-dev.txt": [*RUNTIME, *DEVELOPMENT]}
BASE_IMAGE_ONLY = {"jupyterlab", "ipywidgets", "ipykernel"}
MIB = 2**20


def read(name):
    """The text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name):
    """The pins of a lock as Requirements."""
    return [Requirement(line) for line in read(name).splitlines() if re.match(r"[A-Za-z0-9]", line)]


def by_name(requirements):
    """The exact versions that a lock gives each package, with their markers."""
    versions = {}
    for pin in requirements:
        versions.setdefault(canonicalize_name(pin.name), set()).add((str(pin.specifier), str(pin.marker)))
    return versions


def tracked():
    """The files that git has or would take; all but the ignored folders where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("git does not know this folder, so nothing is tracked")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# Dependencies and locks


def test_each_dependency_has_its_reason():
    """Every line of dependencies in pyproject.toml ends in a comment that says what it is for."""
    lines = re.findall(r'^    "[^"]+",.*$', read("pyproject.toml"), re.MULTILINE)
    assert len(lines) >= len(RUNTIME) + len(DEVELOPMENT)
    assert [line for line in lines if not re.fullmatch(r'    "[^"]+",\s+# \S.{10,}', line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_what_pyproject_asks_for(lock):
    """Every dependency is pinned to versions in its range, and nothing is left unpinned."""
    versions = by_name(pins(lock))
    for wanted in LOCKS[lock]:
        held = versions.get(canonicalize_name(wanted.name))
        assert held, f"{lock} has no {wanted.name}: run make lock"
        assert all(wanted.specifier.contains(pin.removeprefix("==")) for pin, _ in held), (
            f"{lock}: {wanted} but {held}"
        )
    assert all(re.fullmatch(r"==[\w.]+", str(pin.specifier)) for pin in pins(lock))


def test_both_locks_agree():
    """Development uses the very versions that the workbook uses."""
    workbook, development = by_name(pins("requirements.txt")), by_name(pins("requirements-dev.txt"))
    assert {name: development.get(name) for name in workbook} == workbook


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_stands_by_itself(lock):
    """A lock names the tool and command it was made by, no address, no place on a disk, and ends in the library."""
    lines = read(lock).splitlines()
    assert lines[1].startswith("#    uv pip compile pyproject.toml --universal --python-version 3.11")
    assert lines[-1] == "-e ."
    options = [line for line in lines[:-1] if line.startswith("-")]
    assert options == [] and not re.search(r"://|\s@\s|[A-Za-z]:\\|\s/\w", "\n".join(lines))


# Binder


def test_binder_is_in_step_with_the_lock():
    """Binder installs the lock's versions for its Python, and leaves to its image what that brings."""
    listed = {canonicalize_name(pin.name): str(pin.specifier) for pin in pins(".binder/requirements.txt")}
    locked = [pin for pin in pins("requirements.txt") if binder_lock.applies(pin)]
    expected = {canonicalize_name(pin.name): str(pin.specifier) for pin in locked}
    assert listed == {name: expected.get(name) for name in listed}
    assert not BASE_IMAGE_ONLY & set(listed)


@pytest.mark.skipif(sys.platform == "win32", reason="repo2docker does not run on Windows")
def test_binder_lacks_nothing():
    """What the workbook needs on Binder, down to the last transitive need, is listed or in the base image."""
    brought = {name: str(version) for name, version in binder_lock.base_image().items()}
    there = brought | {
        canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in pins(".binder/requirements.txt")
    }
    needs = [(None, need) for need in RUNTIME]
    for pin in pins(".binder/requirements.txt"):
        needs += [(pin.name, Requirement(text)) for text in importlib.metadata.requires(pin.name) or []]
    for asker, need in needs:
        if binder_lock.applies(need):
            version = there.get(canonicalize_name(need.name))
            assert version and need.specifier.contains(version), (
                f"{asker or 'the workbook'} needs {need}, Binder has {version}"
            )


def test_binder_settings():
    """Binder takes Python 3.13 in its latest patch, and postBuild installs the library and the fonts, no more."""
    assert read(".binder/runtime.txt") == "python-3.13\n"
    steps = read(".binder/postBuild").splitlines()
    assert steps[:2] == ["#!/bin/bash", "set -euo pipefail"]
    assert steps[2:] == [
        "python -m pip install --no-cache-dir --no-deps -e .",
        "python -c 'import matplotlib.font_manager'",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
@pytest.mark.parametrize("script", [".binder/postBuild", ".ci/run"])
def test_scripts_are_executable(script):
    """What is started as a program can be."""
    assert os.access(ROOT / script, os.X_OK)


def test_dockerfile_that_binder_would_build(tmp_path):
    """repo2docker takes .binder and not the root's lock, Python 3.13, and runs postBuild."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    if not importlib.util.find_spec("repo2docker"):
        pytest.skip("repo2docker is not installed; it does not run on Windows")
    shutil.copytree(ROOT / ".binder", tmp_path / ".binder")
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert printed.returncode == 0, printed.stderr
    dockerfile = printed.stdout
    assert "environment.py-3.13" in dockerfile + printed.stderr or "python=3.13" in printed.stderr
    installs = re.findall(r"pip install .*", dockerfile)
    assert installs == ['pip install --no-cache-dir -r ".binder/requirements.txt"']
    assert dockerfile.index(installs[0]) < dockerfile.index("COPY --chown=0:0 src/ ${REPO_DIR}/")
    assert dockerfile.index("COPY --chown=0:0 src/ ${REPO_DIR}/") < dockerfile.index(
        "RUN ./.binder/postBuild"
    )


# The repository's name


def names_in(root):
    """Every owner/name that a link to GitHub or Binder gives, by file."""
    link = re.compile(set_repository.LINK + r"([\w-]+/[\w.-]*\w)")
    return {
        (path.name, found[2])
        for path in set_repository.files(root)
        for found in link.finditer(path.read_text(encoding="utf-8"))
    }


@pytest.fixture
def copy(tmp_path):
    """A copy of every file that may name the repository."""
    for path in set_repository.files(ROOT):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def test_every_link_names_the_same_repository():
    """No file names a repository other than the one in pyproject.toml, and those that should name it do."""
    found = names_in(ROOT)
    assert {name for _, name in found} == {set_repository.repository(ROOT)}
    assert {"README.md", "CITATION.cff", "pyproject.toml"} <= {file for file, _ in found}


def test_every_chapter_has_its_launch_link():
    """Each page, and README for the first, opens on Binder by a link to itself."""
    binder = f"https://mybinder.org/v2/gh/{set_repository.repository(ROOT)}/main?urlpath=lab/tree/notebooks/"
    assert binder + "00-start-here.ipynb" in read("README.md")
    for page in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert binder + page.name in page.read_text(encoding="utf-8"), f"{page.name} has no launch link"


def test_the_name_is_set_everywhere_at_once(copy):
    """A new name stands in every link afterwards, nothing else changes, and setting it back restores each byte."""
    before = {path: path.read_bytes() for path in set_repository.files(copy)}
    old, new = set_repository.repository(copy), "some-school/history.workbook_2"
    changed = set_repository.set_repository(copy, new)
    assert {name for _, name in names_in(copy)} == {new} == {set_repository.repository(copy)}
    assert {path.name for path in changed} == {file for file, _ in names_in(copy)}
    assert [path.name for path in before if old in path.read_text(encoding="utf-8")] == []
    set_repository.set_repository(copy, old)
    assert {path: path.read_bytes() for path in before} == before


def test_a_longer_name_is_somebody_elses(copy):
    """A link to a repository whose name only begins alike is left alone."""
    page, old = copy / "README.md", set_repository.repository(copy)
    other = f"[other](https://github.com/{old}-tools) [too](https://github.com/{old}.js)"
    page.write_text(other, encoding="utf-8")
    set_repository.set_repository(copy, "a/b")
    assert page.read_text(encoding="utf-8") == other


@pytest.mark.parametrize(
    "name",
    [
        "",
        "workbook",
        "a/b/c",
        "-a/b",
        "a--b/c",
        "a b/c",
        "a/b.git",
        "a/..",
        "https://github.com/a/b",
        "a/b\n",
    ],
)
def test_a_malformed_name_is_refused(name, copy):
    """What is not owner/name is refused with the form that is allowed, and nothing is written."""
    script = copy / "deploy" / "set_repository.py"
    script.parent.mkdir()
    shutil.copy(ROOT / "deploy" / "set_repository.py", script)
    before = {path: path.read_bytes() for path in set_repository.files(copy)}
    told = subprocess.run(
        [sys.executable, "-X", "utf8", script, name], capture_output=True, text=True, encoding="utf-8"
    )
    assert told.returncode == 1 and "is not owner/name" in told.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_the_citation_agrees_with_the_project():
    """CITATION.cff gives the version and the address that pyproject.toml gives."""
    citation = read("CITATION.cff")
    assert f"\nversion: {PYPROJECT['project']['version']}\n" in citation
    assert f"\nrepository-code: {PYPROJECT['project']['urls']['Repository']}\n" in citation
    assert f"## {PYPROJECT['project']['version']}" in read("CHANGELOG.md")


# The commands and the files


def test_the_menu_lists_every_command():
    """Each command of the Makefile is declared phony and says in the menu what it does."""
    makefile = read("Makefile")
    commands = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    listed = re.findall(r"^([a-z]+):[^\n]*## \S", makefile, re.MULTILINE)
    targets = re.findall(r"^([a-z]+):(?!=)", makefile, re.MULTILINE)
    assert set(targets) == set(commands) == set(listed)
    assert {"lab", "test", "check", "notebooks", "bench", "lock", "clean", "repository"} <= set(commands)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_alone_prints_the_menu():
    """Without a word after it, make prints a line for each command and does nothing."""
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    commands = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)[1].split()
    assert [line.split()[:2] for line in printed.splitlines()] == [["make", command] for command in commands]


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize("python", ["false", "no-such-python"])
def test_an_unfit_python_is_named(python, tmp_path):
    """Where Python is missing or too old, make says which was tried and what is needed, and makes nothing."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    told = subprocess.run(["make", "lab", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True)
    assert told.returncode and "Python 3.11 or later" in told.stderr and f'"{python}"' in told.stderr
    assert not (tmp_path / ".venv").exists()


def test_no_file_is_large():
    """No tracked file is over 1 MiB."""
    assert [(path.name, path.stat().st_size) for path in tracked() if path.stat().st_size > MIB] == []


def test_no_original_is_tracked():
    """Git takes nothing in seeds/originals but the page that explains the folder."""
    assert [path.name for path in tracked() if path.parent == ROOT / "seeds" / "originals"] == ["README.md"]
