"""Writes .binder/requirements.txt: the lock, less what Binder's base image brings.

repo2docker ships the list of packages in that image, so the list here follows
from two files: requirements.txt and the image's own lock. Run by `make lock`,
in the environment that requirements-dev.txt makes.
"""

import re
import tomllib
from importlib import metadata, resources
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
IMAGE = {
    "python_version": "3.13",
    "python_full_version": "3.13.8",
    "sys_platform": "linux",
    "os_name": "posix",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "implementation_name": "cpython",
    "extra": "",
}
HEADER = "# Made by `make lock` from ../requirements.txt: what Binder's base image lacks.\n"


def base_image():
    """Name -> version of every Python package that Binder's base image brings."""
    lock = resources.files("repo2docker") / "buildpacks/conda/environment.py-3.13-linux-64.lock"
    found = re.findall(r"/([^/]+)-(\d[\d.]*(?:post\d+)?)-[^-/]+\.conda", lock.read_text(encoding="utf-8"))
    return {canonicalize_name(name): Version(version) for name, version in found}


def pins(lock):
    """Name -> version of the pins of a lock that hold in the image."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if re.match(r"[A-Za-z0-9]", line)]
    held = [wanted for wanted in map(Requirement, lines) if applies(wanted)]
    return {canonicalize_name(pin.name): Version(str(pin.specifier).removeprefix("==")) for pin in held}


def applies(wanted):
    """Whether a requirement holds on the image's Python and system."""
    return wanted.marker is None or wanted.marker.evaluate(IMAGE)


def lacking(wanted, brought):
    """Names of the wanted packages, and of all they need, that the image does not bring."""
    names = set()
    waiting = list(wanted)
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        here = name in brought and brought[name] in need.specifier
        if applies(need) and not here and name not in names:
            names.add(name)
            waiting += map(Requirement, metadata.requires(name) or [])
    return names


def main():
    """Write the list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = pins(ROOT / "requirements.txt")
    names = lacking([Requirement(need) for need in project["dependencies"]], base_image())
    text = HEADER + "".join(f"{name}=={locked[name]}\n" for name in sorted(names))
    (ROOT / ".binder/requirements.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
