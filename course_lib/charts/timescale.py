"""From days to inches: how far a time axis reaches, and which dates it names."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd
from matplotlib.dates import date2num

from course_lib import dates

from . import packing

SHORTEST = 60  # days on an axis, so that a single day has weeks around it
MONTHS = range(1, 13)
STEPS = (
    (1, "day", range(1, 32)),
    (7, "day", (1, 8, 15, 22)),
    (14, "day", (1, 15)),
    (30, "month", MONTHS),
    (91, "month", (1, 4, 7, 10)),
    (182, "month", (1, 7)),
    *((years * 365, "year", years) for years in (1, 2, 5, 10, 20, 50, 100, 500)),
)
WIDEST_NAME = {"day": "30 Mar 1969", "month": "Mar 1969", "year": "1969"}


@dataclass(frozen=True)
class Scale:
    """An axis from ``first`` to ``last`` (days as matplotlib numbers), ``width`` inches long."""

    first: float
    last: float
    width: float

    def inches(self, day):
        """Return where a day stands, in inches from the left end."""
        return (day - self.first) / (self.last - self.first) * self.width

    def day(self, inches):
        """Return which day stands so many inches from the left end."""
        return self.first + inches / self.width * (self.last - self.first)

    def clip(self, day):
        """Return a day, or the end of the axis that it lies beyond."""
        return min(max(day, self.first), self.last)


def begin(day):
    """Return the start of a day as matplotlib counts; NaN for an open end."""
    return float("nan") if pd.isna(day) else day.toordinal() - _origin()


@cache
def _origin():
    # Asked for once, because date2num takes longer for a single day than all else that is done with it.
    return date(1970, 1, 1).toordinal() - float(date2num(date(1970, 1, 1)))


def end(day):
    """Return the end of a day, which is the start of the next one."""
    return begin(day) + 1


def scale(table, window, width):
    """Return a Scale for every known day of a table, or for the window (first, last) if one is set.

    The ends that the window leaves open are taken from the table, with some room beside them.
    """
    first, last = _reach(table)
    room = 0.02 * (last - first)
    low = first - room if window[0] is None else begin(window[0])
    high = last + room if window[1] is None else end(window[1])
    return Scale(*_lengthened(low, high, window), width)


def _lengthened(low, high, window):
    missing = max(0, SHORTEST - (high - low))
    if (window[0] is None) == (window[1] is None):
        return low - missing / 2, high + missing / 2
    return (low, high + missing) if window[1] is None else (low - missing, high)


def _reach(table):
    known = pd.concat([table["earliest"], table["latest"]]).dropna()
    return begin(known.min()), end(known.max())


def ticks(scale, size):
    """Return the dates that the axis names, with room between them: a list of (position, name)."""
    for days, kind, each in STEPS:
        room = packing.width(WIDEST_NAME[kind], size) + 2.2 * size / 72
        if days / (scale.last - scale.first) * scale.width >= room or days == STEPS[-1][0]:
            return [(begin(day), _name(day, kind)) for day in _within(scale, kind, each)]
    return []


def _within(scale, kind, each):
    first, last = (date.fromordinal(int(end + _origin())).year for end in (scale.first, scale.last))
    days = (day for year in range(first, last + 1) for day in _in_year(year, kind, each))
    return [day for day in days if scale.first <= begin(day) <= scale.last]


def _in_year(year, kind, each):
    if kind == "year":
        return [date(year, 1, 1)] if year % each == 0 else []
    if kind == "month":
        return [date(year, month, 1) for month in each]
    return [date(year, month, day) for month in MONTHS for day in each if day <= monthrange(year, month)[1]]


def _name(day, kind):
    month = dates.MONTHS[day.month - 1][:3]
    names = {"day": f"{day.day} {month} {day.year}", "month": f"{month} {day.year}"}
    return names.get(kind, str(day.year))


def years(scale):
    """Return the first days of all years on an axis, unless they would stand too close."""
    marks = [begin(day) for day in _within(scale, "year", 1)]
    return marks if len(marks) * 0.06 <= scale.width else []
