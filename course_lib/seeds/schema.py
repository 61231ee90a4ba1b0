"""The Table Schemas in ``datapackage.json``, and how a departure from them is said to people."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

REQUIRED = (
    "sources statements events causes evidence cause_events disputes positions parallels attributions "
    "predictions terms names places coding series spells claims triangle references repairs"
).split()
LIMITS = {"minimum": "from", "maximum": "to"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TYPES = {
    "string": (str, "text"),
    "integer": (int, "a whole number"),
    "number": (float, "a number with a point, such as 7.4"),
    "boolean": ({"true": True, "false": False}.__getitem__, "true or false"),
    "date": (lambda cell: date.fromisoformat(DAY.fullmatch(cell)[0]), "a day written as 1950-02-14"),
}


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


@dataclass(frozen=True)
class Field:
    """One column: its name, type, description and constraints."""

    name: str
    type: str
    description: str = ""
    constraints: dict = field(default_factory=dict)
    ordered: bool = False

    @property
    def required(self):
        return self.constraints.get("required", False)

    @property
    def enum(self):
        return self.constraints.get("enum")

    @property
    def is_free_text(self):
        """Whether anything may stand in the column, so that its cells need not be looked at."""
        return self.type == "string" and self.constraints.keys() <= {"required"} and self.name != "date"

    @cached_property
    def pattern(self):
        return re.compile(self.constraints.get("pattern", ""))

    @property
    def allowed(self):
        """What may stand in the column, in words."""
        if self.enum:
            return ", ".join(self.enum)
        if self.name == "date":
            return "an EDTF date such as 1950-02-14, 1950-02, 1950, 195X or 1955/1959"
        return self._limits() or TYPES[self.type][1]

    def _limits(self):
        c = self.constraints
        span = " ".join(f"{word} {c[name]}" for name, word in LIMITS.items() if name in c)
        limits = [span] if span else []
        limits += [f"at most {c['maxLength']} characters"] if "maxLength" in c else []
        limits += [f"at least {c['minLength']} characters"] if "minLength" in c else []
        limits += [f"the form {c['pattern']}"] if "pattern" in c else []
        return " and ".join(limits)

    def fault(self, cell):
        """Return what is wrong with one filled cell, or an empty text."""
        if self.enum:
            return "" if cell in self.enum else "this value is not in the list"
        try:
            value = TYPES[self.type][0](cell)
        except (ValueError, KeyError, TypeError):
            return f"this is not {TYPES[self.type][1]}"
        return self._breach(cell, value)

    def _breach(self, cell, value):
        c = self.constraints
        if "pattern" in c and not self.pattern.fullmatch(cell):
            return "this does not have the right form"
        if not c.get("minLength", 0) <= len(cell) <= c.get("maxLength", len(cell)):
            return f"this has {len(cell)} characters"
        if self.type in ("integer", "number") and not c.get("minimum", value) <= value <= c.get(
            "maximum", value
        ):
            return "this is out of range"
        return ""


@dataclass(frozen=True)
class Table:
    """One table: its file, its columns, its key and the tables it refers to."""

    name: str
    path: str
    description: str
    fields: tuple
    primary_key: tuple
    foreign_keys: tuple
    row_reference: dict

    @property
    def columns(self):
        return [f.name for f in self.fields]


def read_schema(folder):
    """Return the tables that ``datapackage.json`` in ``folder`` describes, by name.

    A package of one's own describes all the tables of the workbook; each may be empty of rows, and
    there may be more.

    Raises FileNotFoundError where the file is missing and SeedsError where it is no data package.
    """
    path = folder / "datapackage.json"
    if not path.is_file():
        raise FileNotFoundError(f"{folder} is not a data package: it has no datapackage.json.")
    try:
        resources = json.loads(path.read_text(encoding="utf-8-sig"))["resources"]
        tables = {resource["name"]: _table(resource) for resource in resources}
    except (OSError, ValueError, KeyError, TypeError) as fault:
        what = f"this is not a data package that can be read ({type(fault).__name__}: {fault})"
        raise SeedsError(folder, [Problem("datapackage.json", what)]) from fault
    missing = [name for name in REQUIRED if name not in tables]
    if missing:
        problems = [Problem("datapackage.json", "this table is missing", value=name) for name in missing]
        raise SeedsError(folder, problems)
    return tables


def _table(resource):
    schema = resource["schema"]
    return Table(
        name=resource["name"],
        path=resource["path"],
        description=resource.get("description", ""),
        fields=tuple(_field(column) for column in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", ())),
        foreign_keys=tuple(_foreign_key(key) for key in schema.get("foreignKeys", ())),
        row_reference=schema.get("rowReference", {}),
    )


def _field(column):
    if column["type"] not in TYPES:
        raise ValueError(f"column {column['name']} has the unknown type {column['type']}")
    constraints = column.get("constraints", {})
    ordered = column.get("categoriesOrdered", False)
    return Field(column["name"], column["type"], column.get("description", ""), constraints, ordered)


def _foreign_key(key):
    (column,), (to,) = _names(key["fields"]), _names(key["reference"]["fields"])
    return column, key["reference"]["resource"], to


def _names(value):
    return (value,) if isinstance(value, str) else tuple(value)
