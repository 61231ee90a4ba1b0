"""Names beside points: where each stands so that it touches no other name and no mark.

Boxes are rows of (left, bottom, right, top). A name that has no room beside its point moves away
from it, and a thin line leads back to the point.
"""

from dataclasses import dataclass

import numpy as np

TURNS = np.radians([0, 180, 90, 270, 35, 325, 145, 215, 60, 300, 120, 240, 15, 345, 165, 195])  # best first
DISTANCES = np.array([0.05, 0.12, 0.2, 0.32, 0.45, 0.65, 0.9, 1.2])  # inches from the edge of a mark
LED = 0.15  # inches from which a line leads back
GAP = 0.02  # inches between neighbours
CLOSE = 0.13  # inches from which a name seems to belong to another's mark
COVERED, CONFUSED, TURNED, BROKEN = 0.02, 0.6, 0.003, 0.1  # in inches, what a fault costs
TRIES = 8  # of which each lets those choose first that found no room before
ALONG = np.linspace(0.08, 0.92, 8)[:, None]  # where a leading line must be free


@dataclass(frozen=True)
class Name:
    """A name to be set by a point (x, y) with a mark of some radius.

    ``sizes`` are (width, height) for each way to break the name, the best first; with ``across`` it
    may lie on its point.
    """

    point: np.ndarray
    sizes: tuple
    radius: float
    across: bool


def arrange(names, page, lines, inch):
    """Return for each name the (way, box, leader) in which it is free, or None where there is no room.

    ``page`` is the box to stay within, ``lines`` are points better left uncovered, ``inch`` is the
    length of an inch; the first names have the choice. A leader is an array of two points or of none.
    """
    order, tries = [*range(len(names))], []
    while len(tries) < TRIES and (not tries or None in tries[-1]):
        tries.append(_set(names, order, page, lines, inch))
        order.sort(key=lambda place: tries[-1][place] is not None)
    return min(tries, key=lambda found: found.count(None))


def _set(names, order, page, lines, inch):
    marks = [_square(name.point, name.radius) for name in names if not name.across]
    marks = np.reshape(marks, (-1, 4))
    found = [None] * len(names)
    for place in order * 2:  # the second time what stands away may take a place that others have left
        if found[place] is None or len(found[place][2]):
            others = [each for each in found[:place] + found[place + 1 :] if each]
            taken = [*marks, *(row for _, box, leader in others for row in (box, *_along(leader)))]
            found[place] = _best(names[place], page, np.reshape(taken, (-1, 4)), marks, lines, inch)
    return found


def _square(point, radius):
    return np.concatenate([point - radius, point + radius])


def _along(leader):
    points = leader[0] + ALONG * (leader[1] - leader[0]) if len(leader) else leader
    return np.hstack([points, points])


def _best(name, page, taken, marks, lines, inch):
    way, boxes, cost = (np.concatenate(part) for part in zip(*_candidates(name, inch)))
    inside = (boxes[:, :2] >= page[:2]).all(axis=1) & (boxes[:, 2:] <= page[2:]).all(axis=1)
    free = np.flatnonzero(inside & ~_touch(boxes, taken, GAP * inch).any(axis=1))
    foreign = marks[(marks[:, :2] + marks[:, 2:] != 2 * name.point).any(axis=1)]
    confused = _touch(boxes[free], foreign, CLOSE * inch).sum(axis=1)
    covered = _touch(boxes[free], np.hstack([lines, lines])).sum(axis=1)
    cost = cost[free] + CONFUSED * confused + COVERED * covered
    for best in free[np.argsort(cost, kind="stable")]:
        leader = _leader(name, boxes[best], inch)
        if not _touch(_along(leader), taken).any():
            return int(way[best]), boxes[best], leader
    return None


def _candidates(name, inch):
    """Yield the ways, boxes and costs of each size of a name."""
    turn, away = (each.ravel() for each in np.meshgrid(TURNS, DISTANCES))
    # More than the circle's share, so that a name is level with its point or clear of it.
    unit = np.clip(1.7 * np.column_stack([np.cos(turn), np.sin(turn)]), -1, 1)
    turned = TURNED * np.tile(np.arange(len(TURNS)), len(DISTANCES))
    for way, size in enumerate(name.sizes):
        half = np.array(size) / 2
        # A name on its point moves only a little, or it would name the neighbour.
        reach = 0.3 * inch * (away - DISTANCES[0]) if name.across else inch * away
        reach = reach[:, None] + (0 if name.across else half + name.radius)
        centres = name.point + unit * reach
        yield (
            np.full(len(away), way),
            np.hstack([centres - half, centres + half]),
            away + turned + BROKEN * way,
        )


def _touch(boxes, others, gap=0):
    one, two = boxes.T[:, :, None], others.T[:, None]
    return (
        (one[0] < two[2] + gap) & (two[0] < one[2] + gap) & (one[1] < two[3] + gap) & (two[1] < one[3] + gap)
    )


def _leader(name, box, inch):
    end = np.clip(name.point, box[:2], box[2:])
    length = np.hypot(*(end - name.point))
    if name.across or length <= name.radius + LED * inch:
        return np.empty((0, 2))
    return np.array([name.point + (end - name.point) * name.radius / length, end])
