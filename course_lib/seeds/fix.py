"""Filling in what follows from other cells: the stored bounds of dates."""

import csv

from .. import dates


def fill_bounds(folder, tables):
    """Write ``earliest`` and ``latest`` wherever a table has a date; return the files that changed.

    Dates that cannot be read are left as they are; the check names them.
    """
    dated = [table for table in tables.values() if {"date", "earliest", "latest"} <= set(table.columns)]
    return [table.path for table in dated if _fill(folder / table.path)]


def _fill(path):
    before = path.read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(before.splitlines(keepends=True))
    at = {name: position for position, name in enumerate(header)}
    for row in rows:
        row[at["earliest"]], row[at["latest"]] = _bounds(row[at["date"]])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return path.read_text(encoding="utf-8") != before


def _bounds(edtf):
    try:
        return tuple(day.isoformat() if day else "" for day in dates.bounds(edtf)) if edtf else ("", "")
    except ValueError:
        return "", ""
