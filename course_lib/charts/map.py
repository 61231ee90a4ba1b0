"""The map: the places of the course on the land of two states and their neighbours, with their events."""

import numpy as np

from course_lib import dates

from . import checks, design, land, sheet
from .chart import Chart, redrawn

TITLE = "Places of Sino-Soviet relations"
PLACES = ("place", "lat", "lon", "kind", "label", "modern_name", "reference")
EVENTS = ("event", "title", "date", "place")
MARKED = "Circles are towns, diamonds are islands"
DASHES = "Dashes: in dispute, or dividing a land."
BORDERS = "orders: as held today. Taiwan (hatched), Jinmen and Mazu: held by the Nationalists."
COUNTS = ("number", "told")  # the columns that only a map of events has
HEADINGS = {
    "label": "Place",
    "kind": "Kind",
    "modern_name": "Today",
    "drawn": "On the map",
    "lat": "Degrees north",
    "lon": "Degrees east",
    "number": "Events",
    "told": "What happened",
    "reference": "Reference",
}


@redrawn
def plot_map(places, events=None, chosen=None, ax=None, *, size=None):
    """Return a Chart of places on a map of the Soviet Union, China and the lands around them.

    ``places`` is ``seeds.places`` or some of its rows: towns and islands get a mark, the other kinds
    a name, and a stretch of frontier in dispute a dashed line. With ``events`` (``seeds.events`` or
    some of its rows) the marks are filled and sized by how many events each place has; ``chosen``,
    an event's key, rings its place. What lies outside the map is named below it. The Chart's table
    has the columns Place, Kind, Today, On the map, Degrees north, Degrees east and Reference, and
    with events also Events and What happened.

    The land is Natural Earth's, in Albers' projection (see :func:`land.project`). The figure is ten
    inches wide. With ``ax`` the chart is drawn there, at the size that you have given it.
    ``size="projector"`` takes larger letters than "page"; without it ``course.style`` decides.

    Raises ValueError, with what is allowed, for another table or an unknown word or event.
    """
    _check(places, events, chosen)
    letters = design.letters(size)
    rows = _rows(places, events)
    event = None if chosen is None else events[events["event"] == chosen].iloc[0]
    summary = _summary(rows, events, event)
    figure = _draw(rows, event, summary, ax, letters)
    return Chart(TITLE, summary, _for_reading(rows, events), figure)


def place_at(places, across, down, *, within=0.03, size=None):
    """Return the key of the place nearest to a point of :func:`plot_map`'s picture, or None.

    ``across`` and ``down`` are shares of the picture's width and height from its top left corner,
    as a click has them; ``within`` is how far a place may be from there, as a share of the width.
    Give those rows of ``seeds.places`` that a click may mean, and the size that was drawn. Raises
    ValueError, with what is allowed, for another table.
    """
    checks.need_table(places, PLACES[:3], "place_at", "places")
    above, below, _ = sheet.margins(design.letters(size))
    height = above + land.TALL / sheet.INCH + below
    x, y = land.project(places["lat"], places["lon"])
    left = land.WEST + (across * design.WIDTH - design.MARGIN) * sheet.INCH
    top = land.NORTH - (down * height - above) * sheet.INCH
    near = np.where(land.shown(x, y), np.hypot(x - left, y - top), np.inf)
    found = len(near) and near.min() <= within * design.WIDTH * sheet.INCH
    return places["place"].iloc[near.argmin()] if found else None


def _check(places, events, chosen):
    checks.need_table(places, PLACES, "plot_map", "places")
    checks.need_values(places, "kind", sheet.LOOKS)
    checks.need_numbers(places, "lat", -90, 90)
    checks.need_numbers(places, "lon", -180, 180)
    if events is not None:
        checks.need_table(events, EVENTS, "plot_map", "events")
    if chosen is not None and events is None:
        raise ValueError(f"chosen={chosen!r} needs events: pass seeds.events too, or some of its rows.")
    if chosen is not None:
        checks.need_choice(chosen, list(events["event"]), "chosen")


def _rows(places, events):
    """Return the places with where they stand on the map and what happened there."""
    rows = places[list(PLACES)].drop_duplicates("place", ignore_index=True)
    rows = rows.astype({"kind": str, "label": str, "lat": float, "lon": float})
    rows["x"], rows["y"] = land.project(rows["lat"], rows["lon"])
    happened = {place: [] for place in rows["place"]}
    for event in () if events is None else events.itertuples():
        happened.setdefault(event.place, []).append(event)
    told = [happened[place] for place in rows["place"]]
    rows["number"] = [len(each) for each in told]
    rows["told"] = ["; ".join(f"{dates.label(e.date)}: {e.title}" for e in each) for each in told]
    rows["text"] = [f"{r.label} ({r.number})" if r.number else r.label for r in rows.itertuples()]
    rows["marked"] = rows["kind"].isin(list(sheet.MARKS)) | (rows["number"] > 0)
    rows["dashed"] = rows["place"].isin(list(land.read()["lines"]))
    rows["shown"] = land.shown(rows["x"], rows["y"])
    drawn = [~rows["shown"], rows["dashed"], rows["marked"]]
    return rows.assign(drawn=np.select(drawn, ["no, outside it", "dashes and name", "mark and name"], "name"))


def _summary(rows, events, event):
    if not len(rows):
        return "No places to show: the table is empty."
    here, away = rows[rows["shown"]], rows[~rows["shown"]]
    said = _of_places(here, away) if events is None else _of_events(here, away, events)
    return "; ".join([*said, *([] if event is None else [f"chosen is {_chosen(rows, event)}"])]) + "."


def _of_places(here, away):
    points, outside = int(here["marked"].sum()), len(away)
    said = f"{_count(points, 'town or island', 'towns and islands')} on the map, with "
    said += _count(
        len(here) - points, "name of a land, a water or a line", "names of lands, waters and lines"
    )
    return [said, *[_count(outside, "place lies outside it", "places lie outside it")] * bool(outside)]


def _of_events(here, away, events):
    number, elsewhere, total = int(here["number"].sum()), int(away["number"].sum()), len(events)
    top = here[here["number"] == here["number"].max()]
    most = f", the most at {top['text'].iloc[0]}" if number > 1 and len(top) == 1 else ""
    have = "has its" if number == 1 else "have their"
    said = [f"{number} of {_count(total, 'event', 'events')} {have} place on the map{most}"]
    said += [_count(elsewhere, "lies outside it", "lie outside it")] * bool(elsewhere)
    nowhere = total - number - elsewhere
    return said + [_count(nowhere, "has no place in the table", "have no place in the table")] * bool(nowhere)


def _count(number, one, many):
    return f"{number} {one if number == 1 else many}"


def _chosen(rows, event):
    found = rows[rows["place"] == event.place]
    where = "which has no place in the table"
    if len(found):
        where = ("ringed at " if found["shown"].iloc[0] else "outside the map at ") + found["label"].iloc[0]
    return f"{event.title} ({dates.label(event.date)}), {where}"


def _for_reading(rows, events):
    headings = {
        column: name for column, name in HEADINGS.items() if events is not None or column not in COUNTS
    }
    return rows[list(headings)].replace({"told": {"": "–"}}).rename(columns=headings)


def _words(rows, event):
    """Return what is written around the map, the first of it above."""
    chosen = [] if event is None else [_chosen(rows, event)]
    marked = MARKED + ("; filled ones have events, as many as in brackets." if rows["number"].any() else ".")
    outside = [f"Outside the map: {', '.join(rows['text'][~rows['shown']])}."] * (not rows["shown"].all())
    borders = [DASHES, f"Other b{BORDERS}"] if rows["dashed"].any() else [f"B{BORDERS}"]
    return [*chosen, marked, *borders, *outside]


def _draw(rows, event, summary, ax, letters):
    with design.drawing():
        if not len(rows):
            return design.empty(ax, summary, letters)
        ringed = None if event is None else event.place
        return sheet.draw(ax, rows[rows["shown"]], ringed, TITLE, _words(rows, event), letters)
