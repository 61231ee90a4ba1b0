"""Cells against the schema: values, keys and references, quick enough to run at every load.

A column is first looked at as a set; single rows are visited only where the set holds a fault.
"""

import re
from datetime import date

from .schema import DAY, Problem


def cell_problems(table, cells):
    """Yield a problem for each cell that is empty, of the wrong type, or not allowed."""
    for field in table.fields:
        column = cells[field.name]
        suspects = {""} & set(column) if field.is_free_text else set(column)
        faults = {cell: fault for cell in suspects if (fault := _fault(field, cell))}
        for row, cell in enumerate(column if faults else (), start=2):
            if cell in faults:
                yield Problem(table.path, faults[cell], row, field.name, cell, field.allowed)


def _fault(field, cell):
    if not cell:
        return "this cell must not be empty" if field.required else ""
    return field.fault(cell) or (_calendar_fault(cell) if field.name == "date" else "")


def _calendar_fault(edtf):
    for day in DAY.findall(edtf):
        try:
            date.fromisoformat(day)
        except ValueError:
            return f"the calendar has no day {day}"
    start, end = (_numbers(side) for side in (edtf.split("/") * 2)[:2])
    shared = min(len(start), len(end))
    return "this range ends before it begins" if end[:shared] < start[:shared] else ""


def _numbers(side):
    numbers = [int(part) for part in re.findall(r"\d+", side)]
    has_season = len(numbers) > 1 and numbers[1] > 12
    return numbers[:1] if has_season else numbers


def key_problems(table, cells):
    """Yield a problem for each row whose key stands in an earlier row too."""
    first = {}
    for row, key in enumerate(zip(*(cells[name] for name in table.primary_key)), start=2):
        if key in first:
            what = f"this key stands in row {first[key]} already"
            allowed = "each key once"
            yield Problem(table.path, what, row, "+".join(table.primary_key), ", ".join(key), allowed)
        first.setdefault(key, row)


def reference_problems(tables, cells):
    """Yield a problem for each cell that names a row which no table has.

    ``cells`` holds the tables that could be read; references to others are not judged.
    """
    for table in (tables[name] for name in cells):
        for column, resource, to in table.foreign_keys:
            if resource in cells:
                known = {*cells[resource][to], ""}
                yield from _unknown(table, column, cells[table.name][column], known, resource)
        yield from _unknown_rows(table, tables, cells)


def _unknown(table, column, values, known, resource):
    if known.issuperset(values):
        return
    for row, value in enumerate(values, start=2):
        if value not in known:
            what = f"{resource}.csv has no such row"
            yield Problem(table.path, what, row, column, value, _nearest(value, known))


def _unknown_rows(table, tables, cells):
    if not table.row_reference:
        return
    pairs = zip(*(cells[table.name][table.row_reference[part]] for part in ("table", "row")))
    keys = {name: set(cells[name][tables[name].primary_key[0]]) for name in cells}
    for row, (name, key) in enumerate(pairs, start=2):
        if name in keys and key not in keys[name]:
            what = f"{name}.csv has no such row"
            yield Problem(table.path, what, row, table.row_reference["row"], key, _nearest(key, keys[name]))


def _nearest(value, known):
    from difflib import get_close_matches

    near = get_close_matches(value, sorted(filter(None, known)), n=3, cutoff=0.5)
    return "a key that exists" + (f", perhaps {' or '.join(near)}" if near else "")
