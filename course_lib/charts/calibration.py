"""Forecasts and what came of them: how likely each was held to be, in groups by outcome."""

import pandas as pd

from . import checks, design, packing
from .chart import Chart, redrawn

TITLE = "Forecasts of 1954: how likely, and what came of them"
TRUTH = {"fulfilled": 1.0, "partly": 0.5, "not": 0.0}  # that partly is a half is our convention
OUTCOMES = ("● fulfilled", "◐ partly fulfilled", "○ not fulfilled", "– not covered by the sources")
OUTCOMES = dict(zip((*TRUTH, "not_covered"), OUTCOMES))
COLUMNS = ("statement", "forecast", "hedge", "probability", "outcome", "outcome_evidence", "note")
MARKS = {  # by column: who it is, and how the mark looks
    "probability": ("□ the paper", {"marker": "s", "s": 120, "fc": "none", "ec": design.LANES[0]}),
    "yours": ("◆ you", {"marker": "D", "s": 46, "fc": design.LANES[1], "ec": design.LANES[1]}),
}
WORDS, EDGE = 0.55, 0.3  # share of the width for the forecasts; inches beside the axis


@redrawn
def plot_forecasts(predictions, ax=None, *, size=None):
    """Return a Chart of how likely each forecast was held to be, in groups by what came of it.

    ``predictions`` is ``seeds.predictions`` or some of its rows. A square is the paper's word of
    likelihood, as we read it; a diamond is the column ``yours`` (0 to 1 or missing), if there is
    one. The Chart's table has the columns Forecast, You (where there is ``yours``) and The paper,
    both in per cent, Its word, Outcome, Evidence and Why.

    The figure is ten inches wide and as tall as the forecasts need. With ``ax`` the chart is
    drawn there, at the size that you have given it. ``size="projector"`` takes larger letters
    than "page"; without it ``course.style`` decides.

    Raises ValueError, with what is allowed, for another table or an unknown value in it.
    """
    checks.need_table(predictions, COLUMNS, "plot_forecasts", "predictions")
    checks.need_values(predictions, "outcome", OUTCOMES)
    checks.need_numbers(predictions, "probability", 0, 1)
    if "yours" in predictions:
        checks.need_numbers(predictions.dropna(subset="yours"), "yours", 0, 1)
    letters, place = design.letters(size), predictions["outcome"].astype(str).map([*OUTCOMES].index)
    rows = predictions.assign(place=place).sort_values("place", kind="stable", ignore_index=True)
    summary = _summary(rows)
    return Chart(TITLE, summary, _for_reading(rows), _draw(rows, summary, ax, letters))


def _summary(rows):
    if not len(rows):
        return "No forecasts to show: the table is empty."
    counts = rows["outcome"].astype(str).value_counts()
    came = ", ".join(f"{counts[key]} {words[2:]}" for key, words in OUTCOMES.items() if key in counts)
    return f"{len(rows)} forecast{'s' * (len(rows) != 1)} of 1954: {came}{_nearer(rows)}."


def _nearer(rows):
    came = rows["outcome"].astype(str).map(TRUTH)
    off = [(rows[column] - came).abs() for column in MARKS if column in rows]
    gap = (off[0] - off[-1]).dropna().round(9)
    if len(off) < 2 or not len(gap):
        return ""
    where = f"; of {len(gap)} with your figure and an outcome you came nearer on"
    return f"{where} {(gap > 0).sum()}, the paper on {(gap < 0).sum()}"


def _for_reading(rows):
    shares = {words[2:].capitalize(): rows[column] for column, (words, _) in MARKS.items() if column in rows}
    columns = {name: (100 * share).round().astype("Int64") for name, share in reversed(shares.items())}
    table = pd.DataFrame({"Forecast": rows["forecast"] + " `" + rows["statement"] + "`", **columns})
    table["Its word"] = rows["hedge"].replace("", "–")
    table["Outcome"] = [OUTCOMES[outcome][2:] for outcome in rows["outcome"]]
    table["Evidence"] = [f"`{citation}`" if citation else "–" for citation in rows["outcome_evidence"]]
    return table.assign(Why=rows["note"])


def _draw(rows, summary, ax, letters):
    with design.drawing():
        if not len(rows):
            return design.empty(ax, summary, letters)
        wide = design.width_of(ax) if ax else design.WIDTH - 2 * design.MARGIN
        placed = _placed(rows, WORDS * wide - EDGE, letters)
        axis, tall = (1 - WORDS) * wide - EDGE, placed["y"].iloc[-1] + 2 * letters.line
        ax = ax or design.new_axes(tall)
        ax.set(xlim=(-WORDS * wide / axis, 1 + EDGE / axis), ylim=(tall, 0))
        ax.set_axis_off()
        _draw_axis(ax, rows, letters)
        for row in placed.itertuples():
            _draw_row(ax, row, letters)
    return ax.figure


def _placed(rows, room, letters):
    """Return the rows with their words in lines, the middle of these in inches, and what a head counts."""
    texts = rows["forecast"] + " (" + rows["statement"] + ")"
    lines = [packing.wrap(text, room, letters.text) for text in texts]
    first, tall = ~rows["place"].duplicated(), pd.Series(map(len, lines), rows.index)
    middles = 3.9 + (2 * first + tall + 0.5).cumsum() - tall / 2
    counts = rows.groupby("place")["place"].transform("size").where(first, 0)
    words = ["\n".join(each) for each in lines]
    return rows.assign(words=words, y=middles * letters.line, tall=tall, head=counts)


def _draw_axis(ax, rows, letters):
    line, quiet = letters.line, {"color": design.QUIET, "size": letters.text}
    _write(ax, None, line, TITLE, "title", size=letters.title, weight="bold")
    _write(ax, None, 3.5 * line, "Per cent; ● ◐ ○ mark what came of it", "unit", **quiet)
    for n, (words, looks) in enumerate(MARKS[column] for column in MARKS if column in rows):
        x = ax.get_xlim()[0] * (1 - 0.35 * n)
        _write(ax, x, 2.4 * line, words, f"key-{n}", size=letters.text, color=looks["ec"], weight="bold")
    for tick in (0, 0.25, 0.5, 0.75, 1):
        ax.plot([tick, tick], [4.1 * line, ax.get_ylim()[0]], color=design.GRID, lw=0.8, zorder=1)
        _write(ax, tick, 3.5 * line, f"{100 * tick:g}", f"tick-{tick:g}", ha="center", **quiet)


def _draw_row(ax, row, letters):
    if row.head:
        words, size = OUTCOMES[row.outcome], letters.text + 1
        y = row.y - (row.tall / 2 + 0.8) * letters.line
        _write(ax, None, y, f"{words}: {row.head}", f"head-{row.outcome}", size=size, weight="bold")
        if row.outcome in TRUTH:
            _write(ax, TRUTH[row.outcome], y, words[0], f"truth-{row.outcome}", size=size + 2, ha="center")
    _write(ax, None, row.y, row.words, f"label-{row.Index}", size=letters.text, linespacing=1.15)
    ax.plot([0, 1], [row.y, row.y], color=design.GRID, lw=0.8, zorder=1)
    for column, (_, looks) in MARKS.items():
        share = getattr(row, column, None)
        if pd.notna(share):
            ax.scatter([share], [row.y], lw=1.8, zorder=3, gid=f"{column}-{row.Index}", **looks)


def _write(ax, x, y, text, gid, **looks):
    x = ax.get_xlim()[0] if x is None else x
    ax.text(x, y, text, va="center", gid=gid, parse_math=False, **looks)
