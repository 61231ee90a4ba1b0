"""What stands around the lanes: the title, the meaning of the marks, and the dates."""

from matplotlib.lines import TICKDOWN, TICKUP, Line2D
from matplotlib.transforms import ScaledTranslation

from . import design, lanes, packing, timescale

RIGHT = 0.5  # inches beside the axes, half of the longest date
TALL = 5  # inches from which the dates stand below the lanes as well as above
WORDS = {
    "day": "dated to the day",
    "range": "a longer time, or no exact day",
    "runs on": "runs on: open, or beyond this edge",
    "beyond": "hollow: beyond the sources",
}
LOOKS = {
    "day": {"marker": "o", "ms": 7, "ls": ""},
    "range": {"lw": 7},
    "runs on": {"marker": ">", "ms": 8, "ls": ""},
    "beyond": {"marker": "o", "ms": 7, "ls": "", "mfc": design.PAPER, "mew": 1.5},
}


def left_margin(groups, letters):
    """Return the inches that the lanes' names need beside the axes."""
    names = (lanes.name_lines(name, letters) for name, _, _ in groups)
    return 0.25 + max(packing.widest(lines, letters.text, "bold") for lines in names)


def width(ax, left):
    """Return the inches that the days have, in axes given or in new ones."""
    return design.width_of(ax) if ax else design.WIDTH - left - RIGHT


def new_axes(laid, left, letters):
    """Return axes with room for the lanes and for what stands around them."""
    height = laid[-1].top + laid[-1].height
    below = 1.8 if height > TALL else 0.7
    return design.new_axes(height, left, RIGHT, 5.9 * letters.line, below * letters.line)


def dress(ax, laid, scale, title, left, letters):
    """Write the title, the meaning of the marks and the dates around drawn lanes."""
    _name_dates(ax, scale, letters, laid[-1].top + laid[-1].height > TALL)
    ax.legend(
        handles=_handles(_kinds(laid, scale)),
        ncols=2,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        bbox_transform=_above(ax, 0, 1.7 * letters.line),
        fontsize=letters.text,
        frameon=False,
        borderpad=0,
        handlelength=1.6,
        borderaxespad=0,
    )
    place = _above(ax, -left, 4.4 * letters.line)
    ax.text(0, 1, title, transform=place, size=letters.title, weight="bold", gid="title")


def _above(ax, right, up):
    return ax.transAxes + ScaledTranslation(right, up, ax.figure.dpi_scale_trans)


def _kinds(laid, scale):
    events = [event for lane in laid for event in lane.events]
    present = {"day" if lanes.is_day(event) else "range" for event in events}
    present |= {"runs on" for event in events if lanes.runs_on(event, scale)}
    present |= {"beyond" for event in events if event.beyond}
    return [kind for kind in WORDS if kind in present]


def _handles(kinds):
    return [Line2D([], [], color=design.QUIET, label=WORDS[kind], **LOOKS[kind]) for kind in kinds]


def _name_dates(ax, scale, letters, twice):
    named = timescale.ticks(scale, letters.text)
    ax.set_xticks([place for place, _ in named], [name for _, name in named])
    _tick_years(ax, timescale.years(scale))
    ax.set_yticks([])
    ax.grid(axis="x", color=design.GRID, lw=0.8, zorder=1)
    ax.set_axisbelow(True)
    ax.tick_params(
        axis="x",
        labelsize=letters.text,
        labelcolor=design.INK,
        color=design.QUIET,
        top=True,
        labeltop=True,
        labelbottom=twice,
    )
    for side in ax.spines.values():
        side.set_color(design.GRID)


def _tick_years(ax, years):
    # matplotlib's own minor ticks carry labels each, and forty of them take longer than all else.
    for edge, shape in ((0, TICKUP), (1, TICKDOWN)):
        looks = {"marker": shape, "ms": 4, "ls": "", "color": design.QUIET, "zorder": 1}
        ax.plot(years, [edge] * len(years), transform=ax.get_xaxis_transform(), **looks)
