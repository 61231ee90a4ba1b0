"""The ground of the map: degrees laid into a plane, and the land and borders that are drawn there.

``land.json`` holds what ``tools/land.py`` made of Natural Earth's countries, in kilometres. Borders
are those held today, with the Soviet republics as one state.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path as Outline

from . import design

FILE = Path(__file__).with_name("land.json")
RADIUS = 6371  # kilometres, of the Earth as a sphere
MERIDIAN, ORIGIN = 90, 35  # degrees east, which stands upright, and north: the zero of the plane
PARALLELS = (25, 50)  # degrees north, along which lengths are true
WEST, EAST, SOUTH, NORTH = -3540, 4560, -2580, 3390  # kilometres: what the map shows
WIDE, TALL = EAST - WEST, NORTH - SOUTH
PAGE = np.array([WEST, SOUTH, EAST, NORTH])
TINTS = {
    "other": "#edede8",
    "USSR": "#dbe7f2",
    "China": "#f8e6db",
    "Mongolia": "#e0eadd",
    "Taiwan": "#edede8",
}
HATCHES = {"Taiwan": "////"}
BORDER = "#74746f"
HEAVY = {"lw": 3, "color": design.INK, "ls": (0, (1.6, 0.9))}


def project(lat, lon):
    """Return where degrees north and east lie in the plane: (x, y) in kilometres.

    Albers' equal-area conic projection of a sphere: Snyder (1987), Map Projections: A Working
    Manual, US Geological Survey Professional Paper 1395, equations 14-1 to 14-6.
    """
    first, second = np.sin(np.radians(PARALLELS))
    n = (first + second) / 2
    c = 1 - first**2 + 2 * n * first
    rho, zero = (RADIUS * np.sqrt(c - 2 * n * np.sin(np.radians(degrees))) / n for degrees in (lat, ORIGIN))
    theta = n * np.radians((lon - MERIDIAN + 180) % 360 - 180)
    return rho * np.sin(theta), zero - rho * np.cos(theta)


def shown(x, y):
    """Return which points of the plane lie on the map."""
    return (WEST <= x) & (x <= EAST) & (SOUTH <= y) & (y <= NORTH)


@lru_cache(maxsize=1)
def read():
    """Return the rings of each state in "land" and the stretches of frontier in "lines", as arrays of (x, y)."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return {part: {name: _arrays(kept[part][name]) for name in kept[part]} for part in ("land", "lines")}


def _arrays(steps):
    return [np.cumsum(np.reshape(line, (-1, 2)), axis=0) for line in steps]


def stretches():
    """Return points along the frontier and the stretches in dispute, which names had better leave free."""
    lines = [line for part in read()["lines"].values() for line in part]
    return np.concatenate([line[:-1] + t * np.diff(line, axis=0) for line in lines for t in (0, 0.5)])


def draw(ax, names):
    """Draw land and borders into axes of kilometres, with heavy dashes for stretches with these names."""
    for state, rings in read()["land"].items():
        outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
        looks = {"facecolor": TINTS[state], "edgecolor": BORDER, "hatch": HATCHES.get(state), "lw": 0.7}
        ax.add_collection(PathCollection([outline], gid=f"land-{state}", **looks), autolim=False)
    looks = {"frontier": {"lw": 1.8, "color": BORDER}, **dict.fromkeys(names, HEAVY)}
    for name, lines in read()["lines"].items():
        if name in looks:
            ax.add_collection(LineCollection(lines, gid=f"line-{name}", **looks[name]), autolim=False)
    ax.spines[:].set(color=BORDER)
