"""Dating: an answer in words for a date, right if it lies in the range that the evidence allows."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from ..dates import calendar_bounds, from_words, label
from .fields import brief, read_statement
from .typed import Typed

PRECISIONS = {"day": None, "month": "%Y-%m", "year": "%Y"}
WIDER = "The right date meets that, but yours is wider. Be more exact."
BESIDE = "The right date and yours overlap. Look again at where it begins and ends."
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Date(Typed):
    """A date; right if all of it lies in the range of the key, which an event or a statement gives.

    ``precision`` month or year widens the key to whole months or years.
    """

    edtf: str

    kind: ClassVar = "date"
    fields: ClassVar = ("event", "statement", "precision", "feedback", "otherwise", "miss")
    say: ClassVar = "Write a date, as exactly as you can."
    unread: ClassVar = (
        "That cannot be read as a date. Write it like 14 Feb 1950, February 1950, 1950-02 or late 1976; "
        "a month as a word, where it could be taken for a day."
    )

    @classmethod
    def load(cls, shared, entry, seeds, report):
        precision, edtf = entry.get("precision", "day"), _key(entry, seeds, report)
        lines = cls.lines(entry, report)
        if precision not in [*PRECISIONS]:
            return report("precision", f"is {brief(precision)}; allowed: {', '.join(PRECISIONS)}")
        if edtf is None:
            return None
        return cls(**shared, **lines, edtf=_widened(edtf, PRECISIONS[precision])).sound(report)

    def read(self, text):
        try:
            edtf = from_words(text) or ""
            return edtf if all(edtf.split("/")) and all(calendar_bounds(edtf)) else None
        except ValueError:  # there is no year 0
            return None

    def fits(self, value):
        (first, last), (earliest, latest) = calendar_bounds(value), calendar_bounds(self.edtf)
        return earliest <= first and last <= latest

    def near(self, value):
        (first, last), (earliest, latest) = calendar_bounds(value), calendar_bounds(self.edtf)
        if last >= earliest and first <= latest:
            short = last - first <= max(timedelta(366), 4 * (latest - earliest))
            wider = first <= earliest and latest <= last
            return (WIDER if wider else BESIDE) if short else ""
        if any(map(self._right, _with_years(value, _beside))):
            return "One year off."
        swapped = any(map(self._right, _with_years(value, _swapped)))
        return "Two digits of the year have changed places." if swapped else ""

    def shown(self, value):
        try:
            return label(value)
        except ValueError:
            return value

    def solution(self):
        return [f"{self.shown(self.edtf)}. {self.feedback}"]

    def key(self):
        first, last = calendar_bounds(self.edtf)
        return self.edtf if self.read(self.edtf) else f"{first}/{last}"

    def variants(self):
        others = [*_with_years(self.key(), _beside), *_with_years(self.key(), _swapped)]
        return [text for text in others if self.read(text) and not self._right(text)]

    def _right(self, text):
        value = self.read(text)
        return value is not None and self.fits(value)


def _key(entry, seeds, report):
    """The date, as EDTF, of the event or the statement named; None, reported, where it cannot be a key."""
    if ("event" in entry) == ("statement" in entry):
        return report("event", "and statement cannot both give the date, nor neither; allowed: one of them")
    field = "statement" if "statement" in entry else "event"
    edtf = _looked_up(field, entry[field], seeds, report)
    if edtf is None or edtf and all(calendar_bounds(edtf)):
        return edtf
    return report(field, f"has the date {brief(edtf)}; allowed: a date with a beginning and an end")


def _looked_up(field, name, seeds, report):
    if field == "statement":
        return read_statement(name, seeds, report).get("date")
    rows = seeds.events[seeds.events["event"] == str(name)]["date"].tolist()
    return (
        rows[0] if rows else report("event", f"{brief(name)} is unknown; allowed: keys of seeds/events.csv")
    )


def _widened(edtf, form):
    if not form:
        return edtf
    first, last = (f"{day:{form}}" for day in calendar_bounds(edtf))
    return first if first == last else f"{first}/{last}"


def _with_years(edtf, changed):
    """The date with its years changed, once for each way that ``changed`` gives for a year."""
    years = YEAR.findall(edtf)
    for others in zip(*map(changed, years)):
        yield YEAR.sub("{}", edtf).format(*others)


def _beside(year):
    return [f"{int(year) + step:04}" for step in (-1, 1)]


def _swapped(year):
    """The year with two neighbouring digits exchanged, in each way that there is."""
    places = (n for n in range(3) if year[n] != year[n + 1])
    return [year[:n] + year[n + 1] + year[n] + year[n + 2 :] for n in places]
