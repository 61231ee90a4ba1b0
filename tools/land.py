"""Makes the land of the map anew: course_lib/charts/land.json, out of Natural Earth's countries.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/land.py package/countries-50m.json

The countries come as TopoJSON, in which neighbours share their border's arc. Arcs are laid into the
map's plane, held to a box a little wider than the map, and simplified; then the arcs that only Soviet
republics share fall away, and what is left is joined to rings. The same input gives the same bytes.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from course_lib.charts import land  # noqa: E402

NOTE = (
    "Made by tools/land.py from Natural Earth's countries at 1:50 million (public domain, "
    "naturalearthdata.com) as packed in world-atlas 2.0.2 (ISC licence, Michael Bostock). Kilometres in the "
    "plane of course_lib/charts/land.py: each line is x, y of its first point and then the steps to the next."
)
SOVIET = (
    "Russia Estonia Latvia Lithuania Belarus Ukraine Moldova Georgia Armenia Azerbaijan "
    "Kazakhstan Uzbekistan Turkmenistan Kyrgyzstan Tajikistan"
)
STATES = {**dict.fromkeys(SOVIET.split(), "USSR"), "Hong Kong": "", "Macao": ""}
APART = ("China", "Mongolia", "Taiwan")
BESIDE = 150  # kilometres beside the map that are kept, so that no cut edge shows
FINE, ROUGH = 10, 20  # kilometres by which a line may leave the true one: of the states told apart, of others
LEAST = 5000  # square kilometres of an island that is kept
STRETCHES = {  # the neighbours whose border it is, and the degrees within which: west, east, south, north
    "Amur": ("USSR", "China", 121.4, 134.3, 47.6, 54),
    "Ussuri": ("USSR", "China", 133, 135.2, 45, 48.5),
    "Pamirs": ("USSR", "China", 73, 75.5, 37, 39.6),
    "Aksai Chin": ("India", "China", 77, 79.6, 32.7, 36.5),
    "Eastern sector": ("India", "China", 91.5, 97.5, 27, 30),
}
PARALLEL = np.array([(107.14, 17.0), (106.43, 17.0)])  # Vietnam, from the coast inland


def arcs(topology):
    """Return the arcs of a topology as degrees: arrays of (lon, lat)."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]


def plane(arc):
    """Return an arc of degrees in the map's plane, held to the box."""
    x, y = land.project(arc[:, 1], arc[:, 0])
    low, high = (land.WEST - BESIDE, land.SOUTH - BESIDE), (land.EAST + BESIDE, land.NORTH + BESIDE)
    return np.clip(np.column_stack([x, y]), low, high)


def simplify(line, off=FINE):
    """Return a line with the fewest points that leave it within ``off`` kilometres (Douglas and Peucker 1973)."""
    base = line[-1] - line[0]
    from_start = line - line[0]
    length = np.hypot(*base)
    away = np.abs(from_start @ (-base[1], base[0])) / length if length else np.hypot(*from_start.T)
    far = int(away.argmax())
    if away[far] <= off:
        return line[[0, -1]]
    return np.concatenate([simplify(line[: far + 1], off)[:-1], simplify(line[far:], off)])


def countries(topology):
    """Return the polygons of each state on the map, as rings of arcs' numbers."""
    found = {}
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        polygons = country.get("arcs", [])
        polygons = [polygons] if country["type"] == "Polygon" else polygons
        rings = [ring for polygon in polygons for ring in polygon]
        found.setdefault(STATES.get(name, name), []).extend(rings)
    return found


def border(rings):
    """Return the numbers of the arcs that only one ring uses: what is left where neighbours join."""
    uses = Counter(unsigned(number) for ring in rings for number in ring)
    return [number for ring in rings for number in ring if uses[unsigned(number)] == 1]


def unsigned(number):
    """Return an arc's number; TopoJSON writes ~number where the arc runs backwards."""
    return number if number >= 0 else ~number


def join(pieces):
    """Return closed rings out of lines, each of which ends where another or itself begins."""
    while pieces:
        ring = pieces.pop(0)
        while tuple(ring[-1]) != tuple(ring[0]):
            place = next(n for n, piece in enumerate(pieces) if tuple(piece[0]) == tuple(ring[-1]))
            ring = np.concatenate([ring, pieces.pop(place)[1:]])
        yield ring


def seen(ring):
    """Return whether a ring has enough land on the map to be kept."""
    x, y = ring.T
    area = abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
    return area >= LEAST and land.shown(x, y).any()


def outlines(states, lines):
    """Return the rings of land: those of the states told apart, and of all others together."""
    found = {name: [] for name in ("other", "USSR", *APART)}
    for name, rings in states.items():
        pieces = [lines[n] if n >= 0 else lines[~n][::-1] for n in border(rings)]
        found[name if name in found else "other"] += filter(seen, join(pieces))
    return found


def shared(states, one, other):
    """Return the numbers of the arcs that two states share, which are their common border."""
    mine, theirs = ({unsigned(n) for n in border(states[name])} for name in (one, other))
    return sorted(mine & theirs)


def within(arc, west, east, south, north):
    """Return the parts of an arc of degrees that lie within a box, as arrays of (lon, lat)."""
    lon, lat = arc.T
    inside = np.flatnonzero((west <= lon) & (lon <= east) & (south <= lat) & (lat <= north))
    runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1)
    return [arc[run] for run in runs if len(run) > 1]


def stretches(states, degrees):
    """Return the lines of each stretch that the map draws heavily."""
    found = {"17th parallel": [simplify(plane(PARALLEL))]}
    for name, (one, other, *box) in STRETCHES.items():
        parts = [part for n in shared(states, one, other) for part in within(degrees[n], *box)]
        found[name] = [simplify(plane(part)) for part in parts]
    return found


def steps(line):
    """Return a line as it is written: whole kilometres, from point to point."""
    whole = np.rint(line).astype(int)
    moved = np.diff(whole, axis=0, prepend=0 * whole[:1])
    return moved[[True, *moved[1:].any(axis=1)]].ravel().tolist()


def make(topology):
    """Return what land.json holds."""
    degrees, states = arcs(topology), countries(topology)
    told = {unsigned(n) for name in ("USSR", *APART) for n in border(states[name])}
    lines = [simplify(plane(arc), FINE if n in told else ROUGH) for n, arc in enumerate(degrees)]
    frontier = [lines[n] for n in shared(states, "USSR", "China")]
    heavy = {"frontier": frontier, **stretches(states, degrees)}
    parts = {"land": outlines(states, lines), "lines": heavy}
    written = {part: {k: [steps(line) for line in v] for k, v in d.items()} for part, d in parts.items()}
    return {"note": NOTE, **written}


if __name__ == "__main__":
    made = make(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    land.FILE.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
