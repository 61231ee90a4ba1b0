"""Rival figures for one thing, side by side, with who says so."""

from course_lib import dates

from . import checks, design, intervals, panels
from .chart import Chart, redrawn

COLUMNS = (
    "claim dispute title side measure unit low high as_given date says statement reference confidence note"
).split()
KEY = (
    "Filled, with a citation: in one of the five sources; hollow: beyond the sources.",
    "Compare only figures under one heading and for the same time.",
)
RIGHT = 0.5  # inches beside the axes, half of the longest figure
READ = "side measure as_given unit covers says rests_on confidence note".split()
HEADS = "Side,What is counted,Figure,Unit,Covers,Who says so,Rests on,Confidence,Note".split(",")


@redrawn
def plot_claims(claims, dispute, ax=None, *, size=None):
    """Return a Chart of the figures that are given on one dispute, by side and by what is counted.

    ``claims`` is ``seeds.claims`` or some of its rows; ``dispute`` names the question, such as
    "zhenbao-losses". A range is a bar, a single figure a dot, with the figure as it is given beside it; a
    hollow mark rests beyond the sources. The axis is tenfold from step to step where the largest
    figure is a hundred times the smallest. The Chart's table has the columns Side, What is counted,
    Figure, Unit, Covers, Who says so, Rests on, Confidence and Note. ``ax`` and ``size`` are those
    of ``plot_terms``.

    Raises ValueError, with what is allowed, for another table, an unknown dispute, or figures that
    do not share a unit.
    """
    checks.need_table(claims, COLUMNS, "plot_claims", "claims")
    letters = design.letters(size)
    if len(claims):
        checks.need_choice(dispute, list(dict.fromkeys(claims["dispute"])), "dispute")
    shown = claims[claims["dispute"] == dispute].reset_index(drop=True)
    shown = shown.assign(side=shown["side"].astype(object).fillna("").astype(str))
    if shown["unit"].nunique() > 1:
        raise ValueError(f"These figures do not share a unit: {', '.join(shown['unit'].unique())}.")
    title = f"Figures in dispute: {shown['title'].iloc[0] if len(shown) else dispute}"
    summary = _account(shown)
    figure = _draw(shown, (title, summary), ax, letters)
    return Chart(title, summary, _for_reading(shown), figure, row_header=5)


def _for_reading(claims):
    covers = [dates.label(day) or "not said" for day in claims["date"]]
    rests = [panels.rests_on(c.statement, c.reference) for c in claims.itertuples()]
    return claims.assign(covers=covers, rests_on=rests)[READ].set_axis(HEADS, axis=1).astype(str)


def _groups(claims, *columns):
    return list(claims.groupby(list(columns), sort=False))


def _head(side, measure):
    return ": ".join(filter(None, [side, measure]))


def _account(claims):
    if not len(claims):
        return "No claims to show: the table is empty."
    own = int((claims["statement"] != "").sum())
    number = f"{len(claims)} figure{'s' * (len(claims) != 1)} ({claims['unit'].iloc[0]})"
    sides = [_head(side, _spans(rows)) for (side,), rows in _groups(claims, "side")]
    return "; ".join([f"{number}, {own} from the five sources", *sides, *_apart(claims)]) + "."


def _spans(rows):
    return ", ".join(f"{measure} {_span(mine)}" for (measure,), mine in _groups(rows, "measure"))


def _span(rows):
    low, high = panels.say(rows["low"].min()), panels.say(rows["high"].max())
    return (low if low == high else f"{low} to {high}") + f" in {len(rows)} figures" * (len(rows) > 1)


def _apart(claims):
    """Say of which figures, for one side, measure and time, no number fits all."""
    for (side, measure, date), rows in _groups(claims, "side", "measure", "date"):
        if rows["low"].max() > rows["high"].min():
            yield f"no number fits all figures for {_head(side, measure)}, {dates.label(date) or 'undated'}"


def _draw(claims, words, ax, letters):
    with design.drawing():
        if not len(claims):
            return design.empty(ax, words[1], letters)
        across = panels.numbers([*claims["low"], *claims["high"]])
        groups = [
            (_head(*group), list(_rows(mine, letters))) for group, mine in _groups(claims, "side", "measure")
        ]
        margins = intervals.left_margin([row for _, rows in groups for row in rows], letters), RIGHT
        plots = [_panel(head, rows, across, claims["unit"].iloc[0], letters) for head, rows in groups]
        return panels.stack(words[0], KEY, plots, margins, letters, ax)


def _rows(claims, letters):
    for claim in claims.itertuples():
        who = f"{claim.says} ({claim.statement})" if claim.statement else claim.says
        looks = {"colour": design.SIDES.get(claim.side, design.SIDES["both"]), "hollow": not claim.statement}
        bar = intervals.Bar(claim.claim, claim.low, claim.high, claim.as_given, **looks)
        yield intervals.Row(intervals.wrap(who, dates.label(claim.date), letters), (bar,))


def _panel(head, rows, across, unit, letters):
    def draw(ax, last):
        across.set(ax, "x", letters, last)
        ax.set_xlabel(unit if last else "", size=letters.text)
        intervals.draw(ax, rows, letters)

    return panels.Panel(head, (), intervals.height(rows, letters), draw)
