"""The data package ``seeds/`` as a bundle of DataFrames: the only reader of that folder."""

from pathlib import Path

from .bundle import Seeds
from .reading import read_package
from .schema import Problem, SeedsError, read_schema

__all__ = ["Problem", "Seeds", "SeedsError", "find_seeds", "load_seeds"]


def load_seeds(folder=None):
    """Return the data package as a :class:`Seeds` bundle, one DataFrame a table.

    ``folder`` may name a package of your own; it holds a ``datapackage.json``
    and the CSV files that this describes. Columns and dtypes follow that
    schema: text is ``str`` with ``""`` where nothing is said, dates are
    ``datetime64[s]`` with ``NaT`` where they are open, true and false are
    ``bool``, whole numbers ``int64`` (``Int64`` where one is missing), other numbers ``float64``, and columns
    with a fixed list of values are categories, ordered where they have an order.

    Raises SeedsError, which lists every problem with its file, row, column and
    value, where the package is damaged, and FileNotFoundError where there is none.
    """
    folder = find_seeds() if folder is None else Path(folder).expanduser().resolve()
    tables = read_schema(folder)
    return Seeds(folder, tables, read_package(folder, tables))


def find_seeds(start="."):
    """Return the folder ``seeds`` of the workbook around ``start``, else the one beside this library.

    Raises FileNotFoundError where neither place holds a ``seeds/datapackage.json``.
    """
    start = Path(start).resolve()
    for place in (start, *start.parents, Path(__file__).resolve().parents[2]):
        if (place / "seeds" / "datapackage.json").is_file():
            return place / "seeds"
    raise FileNotFoundError(
        f"No folder seeds with a datapackage.json was found in {start} or above it. "
        "Start Jupyter in the workbook's folder, or name the package: load_seeds('path/to/seeds')."
    )
