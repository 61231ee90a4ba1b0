"""A student's weights for the causes of the split, by theme, beside what each source says of them."""

from math import ceil

import pandas as pd

from . import checks, design, grid
from .chart import Chart, redrawn
from .coverage import FEW

TITLE = "Your weights beside what each source says of the causes"
EMPHASIS = ("theme", "source", "attests", "in_all", "share")
KEY = (
    "You: points. A source: the part of all that it attests of causes, in per cent, if that is "
    f"{FEW} statements or more. A full bar is {{}}."
)


@redrawn
def plot_weights(weights, emphasis, ax=None, *, size=None):
    """Return a Chart of points by theme beside the part that each theme has in what a source attests.

    ``weights`` has the columns theme and points, a row for each theme; ``emphasis`` is
    ``seeds.emphasis(by="theme")``. A bar for points shows their part of all points given. The Chart's
    table has a column Theme, You (points) and one for each source. ``ax`` and ``size`` are those of
    ``plot_terms``.

    Raises ValueError, with what is allowed, for another table or points below nought.
    """
    checks.need_table(weights, ("theme", "points"), "plot_weights", "weights")
    checks.need_table(emphasis, EMPHASIS, "plot_weights", 'emphasis(by="theme")')
    checks.need_numbers(weights, "points", 0, 10**6)
    letters = design.letters(size)
    points = weights.groupby("theme", observed=True, sort=False)["points"].sum()
    shares = {"you": 100 * points / max(1, points.sum())}
    texts = {"you": points.map("{:g}".format)}
    for source, mine in emphasis.groupby("source", sort=False):
        shares[source], texts[source] = _of_source(mine.set_index("theme"), points.index)
    full = 10 * ceil(max([10, *(share for column in shares.values() for share in column)]) / 10)
    rows = [_row(theme, texts, shares, full) for theme in points.index if points.sum()]
    totals = {"you": f"{points.sum():g}"} | dict(zip(emphasis["source"], emphasis["in_all"]))
    heads = [f"{grid.head(name)}\nof {totals[name]}" for name in shares]
    summary = _summary(points, shares, emphasis)
    figure = grid.draw(TITLE, [(None, KEY.format(full))], heads, [("Theme", rows)], summary, ax, letters)
    return Chart(TITLE, summary, _for_reading(texts), figure)


def _of_source(mine, themes):
    mine = mine.reindex(themes)
    if mine["in_all"].max() >= FEW:
        return mine["share"].fillna(0), mine["share"].fillna(0).map("{:.0f} %".format)
    counts = mine[["attests", "in_all"]].fillna(0).astype(int)
    return 0 * mine["share"].fillna(0), counts["attests"].astype(str) + " of " + counts["in_all"].astype(str)


def _row(theme, texts, shares, full):
    marks = (_mark(name, texts[name][theme], shares[name][theme] / full) for name in shares)
    return grid.Row(str(theme), str(theme), tuple((mark,) for mark in marks))


def _mark(name, text, length):
    if text.split(" ")[0] == "0":
        return grid.SILENT
    return grid.Mark(text, edge=design.LANES[name == "you"], bar=(0, length) if length else ())


def _for_reading(texts):
    table = pd.DataFrame(texts).rename(columns={"you": "You (points)"})
    return table.set_axis(table.index.astype(str)).rename_axis("Theme").reset_index()


def _summary(points, shares, emphasis):
    total = float(points.sum())
    if not total:
        return "No weights to show: no points have been given."
    known = emphasis.loc[emphasis["in_all"] >= FEW, "source"].unique()
    said = [f"{source} says most on {_top(shares[source], ' %')}" for source in known]
    count = f"{total:g} point{'s' * (total != 1)}"
    return "; ".join([f"Of {count} you gave most to {_top(points)}", *said]) + "."


def _top(column, sign=""):
    top = [str(theme) for theme in column.index[column == column.max()]]
    names = " and ".join(filter(None, [", ".join(top[:-1]), top[-1]]))
    return f"{names} ({column.max():.0f}{sign}{' each' * (len(top) > 1)})"
