"""CSV files into DataFrames, with every departure from the schema collected on the way."""

import csv
import io

import numpy as np
import pandas as pd

from .checks import cell_problems, key_problems, reference_problems
from .schema import Problem, SeedsError


def read_package(folder, tables):
    """Return a DataFrame for each table in ``tables`` (name to :class:`Table`), typed by its fields.

    Raises SeedsError with all problems of all files at once.
    """
    cells, problems = {}, []
    for table in tables.values():
        columns, found = read_cells(folder, table)
        if not found:
            cells[table.name] = columns
            found = [*cell_problems(table, columns), *key_problems(table, columns)]
        problems += found
    problems += reference_problems(tables, cells)
    if problems:
        raise SeedsError(folder, problems)
    return {name: _frame(tables[name], columns) for name, columns in cells.items()}


def read_cells(folder, table):
    """Return the cells of one file as text, by column, and the problems of its form.

    Where there are such problems the columns are None: nothing else can be said of the file.
    """
    try:
        text = (folder / table.path).read_bytes().decode("utf-8-sig")
    except OSError:
        return None, [Problem(table.path, "this file is missing or cannot be opened")]
    except UnicodeDecodeError as fault:
        return None, [_encoding_problem(table.path, fault)]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as fault:
        what = f"this file is not valid CSV ({fault}); look for a quotation mark that is not closed"
        return None, [Problem(table.path, what)]
    if not rows:
        return None, [
            Problem(
                table.path, "this file is empty", allowed="a row of column names: " + ",".join(table.columns)
            )
        ]
    problems = [*_header_problems(table, rows[0])] or [*_width_problems(table, rows)]
    return (None, problems) if problems else (dict(zip(rows[0], _columns(rows), strict=True)), [])


def _columns(rows):
    return [list(column) for column in zip(*rows[1:], strict=True)] or [[] for _ in rows[0]]


def _encoding_problem(path, fault):
    row = fault.object[: fault.start].count(b"\n") + 1
    what = "this file is not UTF-8 text; save it again as «CSV UTF-8»"
    return Problem(path, what, row=row, value=repr(fault.object[fault.start : fault.end])[2:-1])


def _header_problems(table, header):
    if len(header) == 1 and ";" in header[0]:
        what = "the cells of this file are separated by semicolons; save it with commas between them"
        yield Problem(table.path, what, row=1, value=header[0], allowed="commas")
        return
    for name in table.columns:
        if name not in header:
            yield Problem(table.path, "this column is missing", row=1, column=name)
    for position, name in enumerate(header):
        if name not in table.columns or name in header[:position]:
            what = (
                "this column stands twice"
                if name in table.columns
                else "this column is not in datapackage.json"
            )
            yield Problem(
                table.path, what, row=1, column=name or "(no name)", allowed=", ".join(table.columns)
            )


def _width_problems(table, rows):
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            what = f"this row has {len(row)} cells, the column names are {len(rows[0])}; look for a comma too many or a missing quotation mark"
            yield Problem(table.path, what, row=number, value=",".join(row))


def _frame(table, columns):
    typed = {field.name: _typed(field, columns[field.name]) for field in table.fields}
    return pd.DataFrame(typed, copy=False)


def _typed(field, cells):
    return _categories(field, cells) if field.enum else READERS[field.type](cells)


def _categories(field, cells):
    codes = {value: code for code, value in enumerate(field.enum)} | {"": -1}
    dtype = pd.CategoricalDtype(field.enum, field.ordered)
    return pd.Categorical.from_codes([codes[cell] for cell in cells], dtype=dtype)


def _or_none(cells):
    return [cell or None for cell in cells]


def _days(cells):
    return np.array(cells or [], dtype="datetime64[D]").astype("datetime64[s]")


def _whole(cells):
    return pd.array(_or_none(cells), dtype="Int64") if "" in cells else np.array(cells, dtype="int64")


READERS = {
    "string": lambda cells: pd.array(cells, dtype="str"),
    "integer": _whole,
    "number": lambda cells: np.array([cell or "nan" for cell in cells], dtype="float64"),
    "boolean": lambda cells: np.array([cell == "true" for cell in cells], dtype="bool"),
    "date": _days,
}
