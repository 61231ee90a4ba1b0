"""The relationship curve: acts weighed on one scale, with their mean in each period and its uncertainty."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from course_lib import dates
from course_lib.seeds import relations

from . import checks, design, packing, panels, timescale
from .chart import Chart, redrawn

COLUMNS = "title date earliest latest cameo goldstein goldstein_other beyond reference".split()
HEADINGS = "Period or act,Date,n,Weight,By the other coding,Open dates allow,Code,Rests on".split(",")
MISSES = "the scale gives −10 to any firefight and to a war alike, and −4 to a break of diplomatic ties"
SCALE = f"Weights after Goldstein (1992): {MISSES}. So means are drawn, and no sums."
HEIGHT, LOW, HIGH = 4.4, -10.9, 10.9  # inches of the plot, and the ends of its scale
MEAN = {"color": design.LANES[0], "lw": 3.2}
OTHER = {"color": design.LANES[1], "lw": 2.2, "ls": (0, (3, 1.5))}
SPREAD = {"fc": "#cbd9e8", "ec": design.LANES[0], "hatch": "////", "lw": 0.8}
DAY = {"color": design.QUIET, "marker": "o", "ls": "", "ms": 6}
KEY = (
    Line2D([], [], label="act, dated to the day", **DAY),
    Line2D([], [], label="act, longer or not so exact", color=design.QUIET, lw=4),
    Line2D([], [], label="hollow: beyond the sources", mfc=design.PAPER, mew=1.4, **DAY),
    Line2D([], [], label="mean of the period's acts", **MEAN),
    Patch(label="means that open dates allow", **SPREAD),
    Line2D([], [], label="their mean by the other coding", **OTHER),
)


@redrawn
def plot_relationship(coded, period="phase", ax=None, *, size=None):
    """Return a Chart of coded acts at their dates, with the mean weight of each period as a step.

    ``coded`` is ``seeds.coded()`` or some of its rows. ``period`` is "phase" or a number of years. An act
    counts in the period in which its date begins; n is how many do, and a period without one stays
    empty. The hatched box reaches over the means that open dates allow, the dashed step is the mean
    of the same acts by the other coding. Weights run from -10 (conflict) to +10 (cooperation). What
    they miss: a skirmish and a war have the same -10, a break of diplomatic ties only -4; so means are
    drawn, and no sums. The Chart's table has the means first and then the acts.

    The figure is ten inches wide. With ``ax`` the chart is drawn there, at the size that you have
    given it. ``size="projector"`` takes larger letters than "page"; without it ``course.style`` decides.

    Raises ValueError, with what is allowed, for another table or period. Source of the weights:
    Goldstein (1992), ``goldstein-1992``.
    """
    checks.need_table(coded, COLUMNS, "plot_relationship", "coded()")
    checks.need_days(coded)
    checks.need_truths(coded, "beyond")
    checks.need_numbers(coded, "goldstein", -10, 10)
    letters = design.letters(size)
    steps = relations.means(coded, period)
    acts = panels.touching(coded, relations.FIRST, relations.LAST).reset_index(drop=True)
    each = {"phase": "each phase", 1: "each year"}.get(period, f"every {period} years")
    title = f"Acts between China and the Soviet Union, and their mean in {each}"
    summary = _account(steps, acts, len(coded) - len(acts))
    with design.drawing():
        figure = _draw(title, acts, steps, ax, letters) if len(acts) else design.empty(ax, summary, letters)
    return Chart(title, summary, _for_reading(steps, coded), figure)


def _account(steps, acts, left_out):
    out = f"; in the table only: {left_out} not dated to 1949–1989" if left_out else ""
    met = steps[steps["n"] > 0]
    if not len(met):
        return f"No means to show: no act in the table begins in the years from 1949 to 1989{out}."
    said = f"{len(acts)} act{'s' * (len(acts) != 1)} on a scale from −10, conflict, to +10, cooperation: "
    best, worst = (met.loc[place] for place in (met["mean"].idxmax(), met["mean"].idxmin()))
    said += f"the mean is {say(best['mean'])} in {best['period']} (n = {best['n']})"
    if best["mean"] > worst["mean"]:
        said += f", the highest, and {say(worst['mean'])} in {worst['period']} (n = {worst['n']}), the lowest"
    apart = (met["other"] - met["mean"]).abs().max()
    moved = max((met["high"] - met["mean"]).max(), (met["mean"] - met["low"]).max())
    other = f", another coding by up to {apart:.1f}" if apart == apart else ""
    return f"{said}; open dates could move a mean by up to {moved:.1f}{other}{out}."


def say(weight):
    """Return a weight or a mean with its sign and one decimal; a dash for none."""
    return (
        "–" if weight != weight else f"{round(weight, 1) or 0:+.1f}".replace("-", "−").replace("+0.0", "0.0")
    )


def _for_reading(steps, acts):
    rows = [_period_row(step) for step in steps.itertuples()]
    rows += [_act_row(act) for act in acts.itertuples()]
    return pd.DataFrame([*rows, ("The scale", *[""] * 6, f"`goldstein-1992`: {MISSES}")], columns=HEADINGS)


def _period_row(step):
    allowed, rests = f"{say(step.low)} to {say(step.high)}", "the acts below"
    if not step.n:
        allowed, rests = "–", "no act begins in it"
    when = f"{step.first.year}–{step.last.year}"
    return step.period, when, str(step.n), say(step.mean), say(step.other), allowed, "", rests


def _act_row(act):
    rests = f"beyond the sources: {act.reference}" if act.beyond else "the five sources"
    weights = say(act.goldstein), say(act.goldstein_other)
    return act.title, dates.label(act.date), "", *weights, "", act.cameo, rests


def _draw(title, acts, steps, ax, letters):
    margins = (packing.width("cooperation", letters.text) + 2 * letters.line, 0.1)
    key = panels.Panel("", (), 2.6 * letters.line, partial(_draw_key, margins[0], letters))
    plot = panels.Panel("", (), HEIGHT + 2 * letters.line, partial(_draw_plot, acts, steps, letters))
    return panels.stack(title, (SCALE,), [key, plot], margins, letters, ax)


def _draw_key(left, letters, ax, _):
    ax.set_axis_off()
    looks = {"fontsize": letters.text, "frameon": False, "borderpad": 0, "borderaxespad": 0}
    left = -left * ax.figure.dpi / ax.get_window_extent().width
    place = {"loc": "upper left", "bbox_to_anchor": (left, 1)}
    ax.legend(handles=KEY, ncols=2, handlelength=2, labelspacing=0.25, columnspacing=1, **place, **looks)


def _draw_plot(acts, steps, letters, ax, _):
    box, inch = ax.get_window_extent(), ax.figure.dpi
    heads = _heads(steps, box.width / inch, letters)
    high = (0.2 + 1.2 * len(heads)) * letters.line
    unit = (HIGH - LOW) / max(box.height / inch - high, 0.5)  # weights to the inch
    panels.name_years(ax, relations.FIRST, relations.LAST, box.width / inch, letters, True)
    ax.set(ylim=(LOW, HIGH + high * unit), yticks=range(-10, 11, 5))
    ax.set_yticklabels(["conflict\n−10", "−5", "0", "+5", "cooperation\n+10"])
    ax.set_ylabel("Goldstein weight", size=letters.text)
    ax.grid(axis="y", color=design.GRID, lw=0.8)
    ax.axhline(0, color=design.QUIET, lw=0.8, zorder=1)
    _name_periods(ax, steps, heads, unit, letters)
    for step in steps[steps["n"] > 0].itertuples():
        _draw_step(ax, step)
    _draw_acts(ax, acts)


def _heads(steps, wide, letters):
    """Return the rows of words above the periods, from below, as far as there is room: a dict of name and words."""
    rows = {"n": steps["n"].map(str), "mean": steps["mean"].map(say), "period": steps["period"]}
    spans = (steps["last"] - steps["first"]).dt.days / 15000 * wide
    needed = {
        name: words.map(partial(packing.width, size=letters.text)) + 0.05 for name, words in rows.items()
    }
    return {name: words for name, words in rows.items() if name == "n" or (needed[name] <= spans).all()}


def _name_periods(ax, steps, heads, unit, letters):
    edges = [timescale.begin(day) for day in steps["first"]] + [ax.get_xlim()[1]]
    looks = {"va": "center", "size": letters.text, "parse_math": False}
    for row, (name, words) in enumerate(heads.items()):
        y = HIGH + (0.7 + 1.2 * row) * letters.line * unit
        ink = MEAN["color"] if name == "mean" else design.INK
        ax.text(-0.01, y, name, transform=ax.get_yaxis_transform(), ha="right", color=ink, **looks)
        for place, word in enumerate(words):
            middle = (edges[place] + edges[place + 1]) / 2
            ax.text(middle, y, word, ha="center", color=ink, gid=f"{name}-{place}", **looks)
    ax.vlines(edges, LOW, ax.get_ylim()[1], color=design.QUIET, lw=0.8, ls=":", zorder=1)


def _draw_step(ax, step):
    ends = [timescale.begin(step.first), timescale.end(step.last)]
    ax.fill_between(ends, step.low, step.high, zorder=2, gid=f"spread-{step.Index}", **SPREAD)
    ax.plot(ends, [step.mean] * 2, zorder=6, solid_capstyle="butt", gid=f"step-{step.Index}", **MEAN)
    ax.plot(ends, [step.other] * 2, zorder=6, gid=f"other-{step.Index}", **OTHER)


def _draw_acts(ax, acts):
    """Draw days as dots and the rest as bars; an open end is an end of the axis."""
    low, high = ax.get_xlim()
    first = np.clip([timescale.begin(day) for day in acts["earliest"].fillna(acts["latest"])], low, high)
    last = np.clip([timescale.end(day) for day in acts["latest"]], low, high)
    first, last = np.where(acts["earliest"].isna(), low, first), np.where(np.isnan(last), high, last)
    day = (acts["earliest"] == acts["latest"]).to_numpy()
    faces = np.where(acts["beyond"], design.PAPER, design.QUIET)
    middles, weights = (first + last) / 2, acts["goldstein"].to_numpy(float)
    looks = {"edgecolors": design.QUIET, "lw": 1.6, "zorder": 5}
    ax.scatter(middles[day], weights[day], s=36, c=list(faces[day]), gid="acts-days", **looks)
    bars = [
        [(a, w - 0.15), (b, w - 0.15), (b, w + 0.15), (a, w + 0.15)] for a, b, w in zip(first, last, weights)
    ]
    chosen = [bar for bar, single in zip(bars, day) if not single]
    ax.add_collection(
        PolyCollection(chosen, facecolors=list(faces[~day]), gid="acts-ranges", **looks), autolim=False
    )
