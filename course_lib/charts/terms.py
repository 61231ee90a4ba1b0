"""The treaty's terms in three columns, by whom they favour.

Three judgements stand apart on each card, so that a class can part them too: whom
the term favours (our reading), whom the source thinks favoured, and whether it holds.
"""

from . import accounts, cards, checks, design
from .chart import Chart, redrawn

TITLE = "Reported terms of the 1950 treaty, by whom they favour"
HEADINGS = {
    "title": "Term",
    "statement": "Reported by",
    "favours": "Favours",
    "source_says": "The source implies",
    "holds": "Holds",
    "finding": "Finding",
    "reference": "Beyond the sources",
}


@redrawn
def plot_terms(terms, ax=None, *, size=None):
    """Return a Chart of the 1950 treaty's terms in three columns, by whom we find them to favour.

    ``terms`` is ``seeds.terms`` or some of its rows. Each card is a term as one
    source reports it, with its citation; the card's edge and a line of words tell
    whether the claim holds, and an arrow points to the side that the source itself
    thinks favoured, where that is another. The Chart's table has the columns Term,
    Reported by, Favours, The source implies, Holds, Finding and Beyond the sources.

    The figure is ten inches wide and as tall as the cards need. With ``ax`` the
    chart is drawn there, at the size that you have given it. ``size="projector"``
    takes larger letters than "page"; without it ``course.style`` decides.

    Raises ValueError, with what is allowed, for another table or an unknown word in it.
    """
    checks.need_table(terms, HEADINGS, "plot_terms", "terms")
    letters = design.letters(size)
    _need_judgements(terms)
    summary = accounts.of_terms(terms)
    figure = _draw(terms.reset_index(drop=True), summary, ax, letters)
    return Chart(TITLE, summary, _for_reading(terms), figure)


def _need_judgements(terms):
    checks.need_values(terms, "favours", cards.SIDES)
    checks.need_values(terms, "source_says", [*cards.SIDES, "silent"])
    checks.need_values(terms, "holds", cards.HOLDS)


def _for_reading(terms):
    return terms[list(HEADINGS)].rename(columns=HEADINGS).astype(str)


def _draw(terms, summary, ax, letters):
    with design.drawing():
        if not len(terms):
            return design.empty(ax, summary, letters)
        wide = design.width_of(ax) if ax else design.WIDTH - 2 * design.MARGIN
        columns = cards.lay_out(terms, wide, letters)
        ax = ax or design.new_axes(cards.height(columns))
        cards.draw(ax, columns, wide, TITLE, letters)
    return ax.figure
