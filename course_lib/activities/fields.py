"""The fields of an activity: what each may hold, and what the browser is told of it.

No widgets here. A state is a dict from names of fields to what they hold; whatever a field does not
allow, such as an answer from an older version of the workbook, is left out of it.
"""

from dataclasses import asdict, dataclass
from typing import ClassVar

from .. import markup

UNSET = ("", "–")  # the entry of a menu in which nothing has been chosen yet


@dataclass(frozen=True)
class Field:
    """One thing to fill in: ``name`` in the state, and the ``label`` that stands beside it."""

    name: str
    label: str
    type: ClassVar[str] = ""
    blank: ClassVar[object] = ""

    def fits(self, value):
        """Return whether the field may hold a value, which may be anything at all."""
        return isinstance(value, str)

    def told(self):
        """Return the field as plain JSON for the browser."""
        return {"type": self.type, **asdict(self)}

    def static(self):
        """Return the field as HTML to be read, or filled in on paper."""
        return f"<p>{markup.inline(self.label)} ______</p>"


@dataclass(frozen=True)
class Line(Field):
    """A line of words, such as what to search for."""

    type: ClassVar[str] = "line"


@dataclass(frozen=True)
class Text(Field):
    """A text of some lines."""

    rows: int = 3
    type: ClassVar[str] = "text"


@dataclass(frozen=True)
class Tick(Field):
    """A box to tick; holds True or False."""

    type: ClassVar[str] = "tick"
    blank: ClassVar[object] = False

    def fits(self, value):
        """Return whether it is a truth value."""
        return isinstance(value, bool)

    def static(self):
        """Return the box with its label."""
        return f"<p>☐ {markup.inline(self.label)}</p>"


@dataclass(frozen=True)
class Number(Field):
    """A number from ``least`` to ``most``; holds None while it is empty."""

    least: float = 0
    most: float = 100
    step: float = 1
    type: ClassVar[str] = "number"
    blank: ClassVar[object] = None

    def fits(self, value):
        """Return whether it is a number within the bounds; whole where the step is whole."""
        if value is None:
            return True
        known = type(value) in (int, float) and self.least <= value <= self.most
        return known and (self.step % 1 != 0 or value == int(value))


@dataclass(frozen=True)
class Menu(Field):
    """One of some entries, pairs of (value, text); an empty value is offered unless ``must`` is set."""

    options: tuple = ()
    must: bool = False
    type: ClassVar[str] = "menu"

    @property
    def entries(self):
        """The pairs that are offered, with the empty one."""
        return tuple(self.options) if self.must else (UNSET, *self.options)

    def fits(self, value):
        """Return whether it is one of the values, or empty."""
        return isinstance(value, str) and value in {"", *(known for known, _ in self.options)}

    def told(self):
        """Return the menu as plain JSON, with its empty entry."""
        return super().told() | {"options": [list(pair) for pair in self.entries]}

    def static(self):
        """Return the label with everything that may be chosen."""
        offered = " / ".join(text for _, text in self.options)
        return f"<p>{markup.inline(self.label)} <em>{markup.inline(offered)}</em></p>"


@dataclass(frozen=True)
class Radio(Menu):
    """One of a few entries, all of them in sight; ``must`` only leaves out the empty one."""

    must: bool = True
    type: ClassVar[str] = "radio"


@dataclass(frozen=True)
class Pick(Menu):
    """One of many entries in a list of which ``rows`` are seen at once."""

    must: bool = True
    rows: int = 9
    type: ClassVar[str] = "list"


@dataclass(frozen=True)
class Group:
    """Fields that belong together under a ``legend``, with lines of ``text`` and ready HTML before them.

    ``row`` sets them side by side where there is room.
    """

    fields: tuple = ()
    legend: str = ""
    text: tuple = ()
    html: str = ""
    row: bool = False

    def told(self):
        """Return the group as plain JSON for the browser."""
        fields = [field.told() for field in self.fields]
        words = {"legend": self.legend, "text": list(self.text), "html": self.html}
        return words | {"row": self.row, "fields": fields}

    def static(self):
        """Return the group as HTML to be read, or filled in on paper."""
        head = f"<p><strong>{markup.inline(self.legend)}</strong></p>" if self.legend else ""
        fields = "".join(field.static() for field in self.fields)
        return head + markup.paragraphs(self.text) + self.html + fields


def sound(answer, fields, start):
    """Return the state that an answer holds, which may be anything at all.

    Where an answer has nothing that a field allows, the field holds what it does at the ``start``, or is blank.
    """
    given = answer if isinstance(answer, dict) else {}
    fallback = {field.name: start.get(field.name, field.blank) for field in fields}
    found = {field.name: given.get(field.name, fallback[field.name]) for field in fields}
    return {
        field.name: found[field.name] if field.fits(found[field.name]) else fallback[field.name]
        for field in fields
    }
