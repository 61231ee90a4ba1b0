"""What a chart asks of its arguments, said so that a beginner can mend the call.

Tables that were read with ``load_seeds`` pass all of this; it is for tables that somebody has made.
"""

from difflib import get_close_matches
from numbers import Integral

import pandas as pd


def need_table(table, columns, call, name):
    """Raise ValueError unless ``table`` is a DataFrame with all the columns."""
    wanted = f"{call} draws a table of {name}: pass seeds.{name}, or some of its rows."
    if not isinstance(table, pd.DataFrame):
        raise ValueError(f"{wanted} It was given {_kind(table)}.")
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"{wanted} This table has no column {' or '.join(missing)}.")


def _kind(thing):
    if hasattr(thing, "events") and hasattr(thing, "terms"):
        return "the whole bundle of tables"
    return f"a {type(thing).__name__}"


def need_choice(value, allowed, argument):
    """Raise ValueError unless ``value`` is among the allowed words; a near miss is pointed out."""
    if isinstance(value, str) and value in allowed:
        return
    near = get_close_matches(str(value), allowed, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise ValueError(f"{argument}={value!r} is not known here.{hint} Allowed are: {', '.join(allowed)}.")


def need_days(table):
    """Raise ValueError unless ``earliest`` and ``latest`` are days, in this order."""
    for column in ("earliest", "latest"):
        if not pd.api.types.is_datetime64_any_dtype(table[column]):
            raise ValueError(
                f"The column {column} holds {table[column].dtype} and not days. "
                "Read the table with course.load_seeds(), or use pandas.to_datetime on it."
            )
    backwards = table[table["earliest"] > table["latest"]]
    if len(backwards):
        raise ValueError(f"{backwards['title'].iloc[0]!r} ends before it begins: see its row.")


def need_truths(table, column):
    """Raise ValueError unless a column is of truth values: the word "False" would count as true."""
    if not pd.api.types.is_bool_dtype(table[column]) and len(table):
        raise ValueError(
            f"The column {column} holds {table[column].dtype} and not True or False. "
            "Read the table with course.load_seeds()."
        )


def need_values(table, column, allowed):
    """Raise ValueError for a value that a column does not allow."""
    for value in table[column].astype(str).unique():
        need_choice(value, list(allowed), column)


def need_numbers(table, column, low, high):
    """Raise ValueError unless a column holds numbers, from ``low`` to ``high`` and none missing."""
    numbers = pd.to_numeric(table[column], errors="coerce")
    if not numbers.between(low, high).all():
        wrong = table[column].astype(object)[~numbers.between(low, high)].iloc[0]
        raise ValueError(f"The column {column} holds {wrong!r}; allowed are numbers from {low} to {high}.")


def need_years(since, until):
    """Raise ValueError unless both are years, or None, in this order."""
    for argument, year in (("since", since), ("until", until)):
        if year is not None and not (isinstance(year, Integral) and 1000 <= year <= 9998):
            raise ValueError(f"{argument}={year!r} is not a year. Write a whole number such as 1950.")
    if None not in (since, until) and since > until:
        raise ValueError(f"since={since!r} lies after until={until!r}: exchange the two.")
