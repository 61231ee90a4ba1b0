"""Writes the repository's owner and name wherever a link has them.

The name stands in pyproject.toml, [project.urls] Repository. From there
`make repository NAME=owner/name` carries it to the links of the root's texts
and of the notebooks. Standard library only.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWNER = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?"
NAME = r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}(?<!\.git)"
NAMED_IN = ("pyproject.toml", "*.md", "CITATION.cff", "notebooks/*.ipynb")
LINK = r"(?P<site>https://(?:github\.com|mybinder\.org/v2/gh)/)"


def repository(root):
    """The owner/name in pyproject.toml. KeyError where it has no [project.urls] Repository."""
    urls = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    return urls["Repository"].removeprefix("https://github.com/")


def files(root):
    """The files that may link to the repository."""
    return sorted(path for pattern in NAMED_IN for path in root.glob(pattern))


def fault(name):
    """What is wrong with a name, or nothing."""
    if re.fullmatch(f"{OWNER}/{NAME}", name) and "--" not in name.split("/")[0]:
        return ""
    return (
        f"“{name}” is not owner/name. Write it as it stands in the address on GitHub, such as some-school/workbook: an owner "
        "(letters, digits, single hyphens), one slash, a name (letters, digits, hyphens, points, underscores; not ending in .git)."
    )


def set_repository(root, name):
    """Put the name into every link to the repository; return the files that changed."""
    link = re.compile(LINK + re.escape(repository(root)) + r"(?![A-Za-z0-9_-]|\.\w)")
    changed = []
    for path in files(root):
        old = path.read_bytes().decode("utf-8")
        new = link.sub(lambda found: found["site"] + name, old)
        if new != old:
            path.write_bytes(new.encode("utf-8"))
            changed.append(path)
    return changed


def main():
    """Set the name given on the command line, or say why not."""
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if problem := fault(name):
        sys.exit(problem)
    changed = set_repository(ROOT, name)
    for path in changed:
        print(f"{path.relative_to(ROOT).as_posix()} now links to {name}")
    if not changed:
        print(f"Every link already names {name}.")


if __name__ == "__main__":
    main()
