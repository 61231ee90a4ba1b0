"""One measured series in a panel: lines that end where the data end, holes, false zeros, and names at the right."""

from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from matplotlib.transforms import ScaledTranslation

from . import design, packing, panels

TALL = 2.3  # inches of a panel, unless its names need more
NEAR = 0.14  # inches between a plot and the names at its right
LOOKS = {
    "China": (design.SIDES["China"], "o"),
    "USSR": (design.SIDES["USSR"], "s"),
    "USA": (design.LANES[2], "^"),
}
OTHERS = tuple(zip(design.LANES[3:], "DvP", strict=False))
SIGNS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "P": "✚"}
DASHES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)))


@dataclass(frozen=True)
class Curve:
    """A series to be drawn: its key, its rows, the claims set against it, the years, its axis."""

    key: str
    rows: pd.DataFrame
    claims: pd.DataFrame
    window: tuple
    axis: panels.Numbers

    @property
    def lines(self):
        """The rows that are drawn, by the states that they are about."""
        return list(known(self.rows).groupby("who", sort=False))

    @property
    def names(self):
        """What stands at the right, as (words, value, colour)."""
        ends = [(who, rows.loc[rows["year"].idxmax(), "value"]) for who, rows in self.lines]
        yield from ((f"{SIGNS[look(who)[1]]} {who}", value, look(who)[0]) for who, value in ends)
        for claim in self.claims.itertuples():
            for value in dict.fromkeys((claim.low, claim.high)):
                yield f"{claim.statement or claim.says}: {panels.say(value)}", value, design.INK


def known(rows):
    """Return the rows that have a value to draw as a value."""
    return rows[rows["value"].notna() & rows["status"].isin(["measured", "estimate", "point"])]


def holes(rows, window):
    """Return the years without a value, as runs; none for single points, which claim no others."""
    if len(rows) and rows["status"].isin(["point", "doubtful"]).all():
        return []
    return runs(set(range(window[0], window[1] + 1)) - set(known(rows)["year"]))


def runs(years):
    """Return years as lists, each without a gap."""
    numbered = enumerate(sorted(years))
    return [[year for _, year in run] for _, run in groupby(numbered, lambda each: each[1] - each[0])]


def look(who):
    """Return colour and marker of the states that a line is about; the other one of a pair decides."""
    state = who.rpartition("–")[2]
    return LOOKS.get(state) or OTHERS[sum(map(ord, state)) % len(OTHERS)]


def curve(key, rows, claims, window):
    """Return a Curve with an axis for all that it draws."""
    mine = claims[claims["unit"].map(rows["unit"].iloc[0].startswith).astype(bool)]
    values = [*known(rows)["value"], *mine["low"], *mine["high"]]
    return Curve(key, rows, mine, window, panels.numbers(values))


def margins(curves, letters, strip):
    """Return the inches that the names need at the left and at the right of the plots."""
    ticks = [panels.say(tick) for curve in curves for tick in curve.axis.ticks]
    names = [name for curve in curves for name, _, _ in curve.names]
    left = max(packing.widest(ticks, letters.text) + 0.15, panels.EVENTS_WIDE * letters.text * strip)
    return left, packing.widest(names, letters.text) + NEAR + 0.05


def height(curve, letters):
    """Return the inches of a panel."""
    return max(TALL, (len(list(curve.names)) + 1) * letters.line)


def draw(curve, ax, width, letters, last):
    """Draw a Curve into axes ``width`` inches wide; the last one names the years."""
    panels.name_years(ax, *curve.window, width, letters, last)
    curve.axis.set(ax, "y", letters)
    for years in holes(curve.rows, curve.window):
        _draw_hole(ax, curve, years, width, letters)
    for place, (who, rows) in enumerate(curve.lines):
        _draw_line(ax, f"{curve.key}-{who}", rows.sort_values("year"), look(who), DASHES[place % len(DASHES)])
    false = curve.rows[curve.rows["status"] == "false_zero"]
    looks = {"marker": "x", "ms": 9, "mew": 2.2, "ls": "", "color": design.INK, "clip_on": False, "zorder": 4}
    ax.plot(_middles(false), [0] * len(false), gid=f"false-{curve.key}", **looks)
    for claim in curve.claims.itertuples():
        for value in (claim.low, claim.high):
            ax.axhline(value, color=design.INK, lw=1.3, ls=(0, (6, 3)), gid=f"claim-{claim.Index}-{value:g}")
    _write_names(ax, curve, letters)


def _middles(rows):
    return [(panels.new_year(year) + panels.new_year(year + 1)) / 2 for year in rows["year"]]


def _draw_hole(ax, curve, years, width, letters):
    first, last = panels.new_year(years[0]), panels.new_year(years[-1] + 1)
    looks = {"fc": design.PAPER, "ec": "#8a8a84", "hatch": "//", "lw": 0, "zorder": 0.3}
    ax.axvspan(first, last, gid=f"hole-{curve.key}-{years[0]}-{years[-1]}", **looks)
    room = len(years) / (curve.window[1] + 1 - curve.window[0]) * width
    if room > 1.2 * letters.line:
        turned = packing.width("no data", letters.text) + 0.1 > room
        ground = {"facecolor": design.PAPER, "edgecolor": "none", "pad": 2}
        looks = {"ha": "center", "va": "center", "size": letters.text, "bbox": ground}
        place = ax.get_xaxis_transform()
        ax.text((first + last) / 2, 0.5, "no data", transform=place, rotation=90 * turned, **looks)


def _draw_line(ax, gid, rows, look, dash):
    colour, marker = look
    looks = {"marker": marker, "ms": 4.5, "color": colour, "clip_on": False, "zorder": 3}
    joined = rows[rows["status"] != "point"]
    for years in runs(joined["year"]):
        run = joined[joined["year"].isin(years)]
        ax.plot(_middles(run), run["value"], ls=dash, lw=1.8, gid=f"line-{gid}-{years[0]}", **looks)
    single = rows[rows["status"] == "point"]
    ax.plot(_middles(single), single["value"], ls="", gid=f"points-{gid}", **looks | {"ms": 7})
    hollow = rows[rows["caveat"] != ""]
    looks |= {"ms": 7 if len(single) else 6, "mfc": design.PAPER, "mew": 1.5, "zorder": 3.5}
    ax.plot(_middles(hollow), hollow["value"], ls="", gid=f"hollow-{gid}", **looks)


def _write_names(ax, curve, letters):
    beside = ax.transAxes + ScaledTranslation(NEAR, 0, ax.figure.dpi_scale_trans)
    names, tall = list(curve.names), ax.bbox.height / ax.figure.dpi
    wanted = [
        ax.transLimits.transform(ax.transScale.transform((0, value)))[1] * tall for _, value, _ in names
    ]
    for number, y in enumerate(spread(wanted, letters.line, tall)):
        name, _, colour = names[number]
        looks = {"color": colour, "size": letters.text, "va": "center", "parse_math": False}
        ax.text(1, y / tall, name, transform=beside, gid=f"name-{curve.key}-{number}", **looks)


def spread(wanted, gap, top):
    """Return heights near those wanted, in their order, ``gap`` apart at least and with room below ``top``."""
    placed, floor = {}, 0
    for above, place in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__), start=1 - len(wanted)):
        placed[place] = max(floor, min(wanted[place], top + above * gap))
        floor = placed[place] + gap
    return [placed[place] for place in range(len(wanted))]
