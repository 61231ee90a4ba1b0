"""Colours, letters and empty axes that the charts share.

Every colour is told apart by something else as well (a lane, a word, a hatch).
On the paper and on the band marks reach a contrast of 3:1 and letters one of
4.5:1 (WCAG 2.2, 1.4.3 and 1.4.11). Nothing here changes matplotlib's settings
for longer than a ``with`` block, so a student's own plots stay as they are.
"""

import gc
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib
from matplotlib.figure import Figure

from . import checks

PAPER = "#ffffff"
BAND = "#f5f5f2"
INK = "#1f1f1f"
QUIET = "#565656"
GRID = "#d5d5d0"
FONT = "DejaVu Sans"

LANES = (
    "#0b5a9d",
    "#a8430b",
    "#00695c",
    "#8a2f84",
    "#6b5600",
    "#3f4aa8",
    "#a3264c",
    "#474747",
)
SIDES = {"China": "#a8430b", "USSR": "#0b5a9d", "both": "#474747"}


@dataclass(frozen=True)
class Letters:
    """Sizes in points for one way of looking, on a figure ten inches wide."""

    text: float
    title: float

    @property
    def line(self):
        """Height of a line in inches."""
        return self.text * 1.34 / 72


LETTERS = {"page": Letters(11, 14), "projector": Letters(15, 18)}
_chosen = ["page"]
WIDTH = 10  # inches
OWN = "own"  # the label of a figure that no one else has made
MARGIN = 0.15  # inches around the axes, where no more is asked for


def style(size):
    """Draw all further charts of this notebook for a "page" or for a "projector", in larger letters.

    Raises ValueError, with what is allowed, for another word.
    """
    letters(size)
    _chosen[0] = size


def letters(size=None):
    """Return the Letters of a size, or of the one that :func:`style` chose last.

    Raises ValueError, with what is allowed, for an unknown size.
    """
    checks.need_choice(size_of(size), list(LETTERS), "size")
    return LETTERS[size_of(size)]


def size_of(size):
    """Return a size as it is named, or where it is None the one that ``course.style`` has chosen."""
    return _chosen[0] if size is None else size


@contextmanager
def undisturbed(settings):
    """Let matplotlib's settings hold for a block; garbage is collected after it, not in its midst."""
    # In a notebook a collection goes through half a million things, and takes longer than to draw a chart.
    collecting = gc.isenabled()
    gc.disable()
    try:
        with matplotlib.rc_context(settings):
            yield
    finally:
        if collecting:
            gc.enable()


def drawing():
    """Return a context in which new artists take the charts' letters."""
    return undisturbed({"font.family": [FONT], "text.color": INK, "text.usetex": False})


def saving():
    """Return a context in which a figure is written alike on every run and for every user."""
    return undisturbed(
        {
            "svg.hashsalt": "course",
            "svg.fonttype": "none",
            "savefig.bbox": None,
            "savefig.facecolor": "auto",
            "savefig.transparent": False,
        }
    )


def new_axes(height, left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN):
    """Return axes ``height`` inches tall on a figure of their own, with margins in inches."""
    tall = height + top + bottom
    figure = Figure(figsize=(WIDTH, tall), dpi=96, facecolor=PAPER)
    figure.set_label(OWN)
    box = (left / WIDTH, bottom / tall, (WIDTH - left - right) / WIDTH, height / tall)
    return figure.add_axes(box, facecolor=PAPER)


def width_of(ax):
    """Return the width of axes in inches."""
    return ax.get_window_extent().width / ax.figure.dpi


def empty(ax, words, letters):
    """Return a figure that says in words why it draws nothing."""
    ax = ax or new_axes(3 * letters.line)
    ax.set_axis_off()
    ax.text(0, 0.5, words, transform=ax.transAxes, va="center", size=letters.text, parse_math=False)
    return ax.figure
