"""What can be wrong with a data package, said to the person who will mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what stands there, what is allowed."""

    file: str
    what: str
    row: int | None = None
    column: str = ""
    value: str | None = None
    allowed: str = ""

    def __str__(self):
        where = [self.file]
        where += [f"row {self.row}"] if self.row else []
        where += [f"column {self.column}"] if self.column else []
        value = "" if self.value is None else f": {shorten(self.value)!r}"
        allowed = f" Allowed: {self.allowed}." if self.allowed else ""
        return f"{', '.join(where)}{value}: {self.what}.{allowed}"


class SeedsError(ValueError):
    """The data package is damaged; ``problems`` lists everything that is wrong with it."""

    def __init__(self, folder, problems):
        self.problems = list(problems)
        count = f"{len(self.problems)} problem{'s' * (len(self.problems) != 1)}"
        lines = [f"{count} in the data package {folder} (row 1 is the row of column names):"]
        super().__init__("\n".join(lines + [f"  - {problem}" for problem in self.problems]))


def shorten(value, limit=80):
    """Return ``value`` cut to ``limit`` characters, with an ellipsis where something is cut."""
    return value if len(value) <= limit else value[: limit - 1] + "…"
