"""The explorer: narrow the events down, choose one, read what each source says of it."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

import pandas as pd

from .. import dates, markup
from ..charts import event_at, place_at, plot_map, plot_timeline
from ..exhibits import citation, quotation
from .activity import Activity, Reply, on_page
from .fields import Group, Line, Menu, Number, Pick

ANY = "any"
MENUS = ("theme", "phase", "source", "place")


@dataclass(frozen=True)
class Filter:
    """What the student is looking for; ``any`` and the empty text stand for no limit."""

    since: int
    until: int
    theme: str = ANY
    phase: str = ANY
    source: str = ANY
    place: str = ANY
    words: str = ""


WIDE_OPEN = Filter(0, 9999)


def choose(seeds, wanted):
    """Return the events that match a :class:`Filter`, by date; columns as in the table events.

    An event matches the years if its range touches them, and a source if a statement of it bears
    on the event, whether it attests or contradicts.
    """
    events = seeds.events
    first, last = events["earliest"].dt.year.fillna(0), events["latest"].dt.year.fillna(9999)
    mask = (last >= wanted.since) & (first <= wanted.until)
    for column in ("theme", "phase", "place"):
        value = getattr(wanted, column)
        mask &= (events[column] == value) | (value == ANY)
    mask &= events["event"].isin(_told_by(seeds, wanted.source)) | (wanted.source == ANY)
    mask &= _hold(events, wanted.words.casefold().split())
    return events[mask].sort_values(["earliest", "latest"], kind="stable")


def _told_by(seeds, source):
    evidence = seeds.evidence[seeds.evidence["table"] == "events"]
    return set(evidence.loc[evidence["statement"].str.startswith(f"{source}:"), "row"])


def _hold(events, words):
    text = (events["title"] + " " + events["summary"] + " " + events["initiator"]).str.casefold()
    found = [text.str.contains(word, regex=False) for word in words]
    return pd.concat(found, axis=1).all(axis=1) if found else pd.Series(True, index=events.index)


def sheet(seeds, event):
    """Return one event with what each source says of it side by side, as HTML.

    Raises KeyError for an unknown event.
    """
    found = seeds.evidence_for("events", event)
    row = seeds.events.set_index("event").loc[event]
    place = f" · {row.place}" if row.place else ""
    lines = [f"{dates.label(row.date)}{place}", row.summary, _basis(seeds, row)]
    heading = f"<p><strong>{markup.inline(row.title)}</strong></p>"
    return heading + markup.paragraphs(lines) + _columns(seeds, found)


def _basis(seeds, row):
    if not row.reference:
        return ""
    lead = "Beyond the sources" if row.beyond else "The date, or more of it, from beyond the sources"
    return f"*{lead}:* {citation(seeds, row.reference)}"


def _columns(seeds, found):
    short = dict(zip(seeds.sources["source"], seeds.sources["short"]))
    speaking = [source for source in short if source in set(found["source"])]
    silent = [short[source] for source in short if source not in speaking]
    cells = {f"{short[s]} ({s})": [markup.Raw(_says(found[found["source"] == s]))] for s in speaking}
    table = markup.table(pd.DataFrame(cells), "What each source says", None) if cells else ""
    return table + markup.paragraphs([f"Silent on it: {', '.join(silent)}." if silent else ""])


def _says(statements):
    return markup.bullets(_statement(s) for s in statements.itertuples())


def _statement(s):
    parts = [f"`{s.statement}` {s.says}"]
    parts += [quotation(s.quote)] if s.quote else []
    parts += [f"*{s.stance.replace('_', ' ')}:* {s.note}"] if s.note else []
    return "<br>".join(markup.inline(part) for part in parts)


def summary(seeds, events):
    """Return one sentence on the events shown: how many, from when to when, on how much evidence."""
    if events.empty:
        return "No event matches."
    evidence = seeds.evidence[
        (seeds.evidence["table"] == "events") & seeds.evidence["row"].isin(events["event"])
    ]
    first, last = _years(events)
    sources = evidence["statement"].str.split(":").str[0].nunique()
    return (
        f"{len(events)} event{'s' * (len(events) != 1)} between {first} and {last}, "
        f"with {len(evidence)} statements from {sources} sources."
    )


def _years(events):
    days = pd.concat([events["earliest"], events["latest"]]).dropna()
    return (int(days.dt.year.min()), int(days.dt.year.max())) if len(days) else (1900, 2000)


def catalogue(seeds, events):
    """Return the events as a table for people: Event, Date, What happened, Evidence, Beyond the sources."""
    evidence = seeds.evidence[seeds.evidence["table"] == "events"]
    cited = evidence.groupby("row")["statement"].agg(lambda s: " ".join(f"`{c}`" for c in s))
    return pd.DataFrame(
        {
            "Event": events["title"],
            "Date": events["date"].map(dates.label),
            "What happened": events["summary"],
            "Evidence": events["event"].map(cited).fillna("–"),
            "Beyond the sources": [citation(seeds, key) if key else "–" for key in events["reference"]],
        }
    )


class Explorer(Activity):
    """The explorer on a page: what is looked for, the events that match, and the one that is chosen."""

    name, chapter, title = "explore", "00-start-here", "Explorer"
    about = (
        "Narrow the events down, choose one in the list, on the timeline or by its place on the map, and read what "
        "each source says of it. A mark on the timeline chooses an event, a mark on the map a place."
    )
    actions = ()

    def fields(self):
        """Return the limits, and the list of all events."""
        events, (first, last) = self.seeds.events, _years(self.seeds.events)
        sources = zip(self.seeds.sources["source"], self.seeds.sources["short"])
        return (
            Number("since", "From year", first, last),
            Number("until", "To year", first, last),
            _limit("theme", "Theme", zip(*2 * [events["theme"].cat.categories])),
            _limit("phase", "Phase", zip(*2 * [events["phase"].cat.categories])),
            _limit("source", "Source", sources),
            _limit("place", "Place", [(place, place) for place in events["place"].unique() if place]),
            Line("words", "Words"),
            Pick("event", "Events", _lines(choose(self.seeds, WIDE_OPEN))),
        )

    def start(self):
        """Return no limits but the phase of the page."""
        first, last = _years(self.seeds.events)
        return {"since": first, "until": last, **dict.fromkeys(MENUS, ANY)} | {"phase": self.scope or ANY}

    def groups(self, state):
        """Return the limits, and the events within them."""
        *limits, events = self.known[:-1]
        found = self.found(state)
        shown = [replace(events, options=_lines(found))] if len(found) else []
        return [Group(tuple(limits), "Look for", row=True), Group(tuple(shown))]

    def settled(self, state):
        """Return the state with an event that is within the limits, the first where it was not."""
        found = list(self.found(state)["event"])
        return state if state["event"] in found else state | {"event": next(iter(found), "")}

    def reply_to(self, state):
        """Return how many events match, the sheet of the one that is chosen, the timeline and the map."""
        found, event = self.found(state), state["event"]
        if not event:
            return Reply(summary(self.seeds, found))
        return Reply(summary(self.seeds, found), sheet(self.seeds, event), self._pictures(found, event))

    def _pictures(self, found, event):
        yield plot_timeline(found, chosen=event)
        yield plot_map(self.seeds.places, found, event)

    def pick(self, state, picture, across, down):
        """Return the state with the event whose mark was clicked on the timeline, or the place on the map."""
        if picture == 0:
            event = event_at(self.found(state), across, down, chosen=state["event"] or None)
            return state | {"event": event} if event else state
        return state | {"place": place_at(self._marked(state), across, down) or ANY}

    def _marked(self, state):
        """The places of the events that the map marks."""
        places = self.seeds.places
        return places[places["place"].isin(set(self.found(state)["place"]))]

    def found(self, state):
        """Return the events within the limits of a state."""
        years = self._limits
        since, until = (years[n] if state[k] is None else state[k] for n, k in enumerate(("since", "until")))
        return self._choose(Filter(since, until, *(state[name] for name in (*MENUS, "words"))))

    @cached_property
    def _limits(self):
        return _years(self.seeds.events)

    @cached_property
    def _choose(self):
        # The same limits are asked for several times on the way from a menu to the pictures.
        return lru_cache(maxsize=16)(partial(choose, self.seeds))

    def text(self):
        """Return how many events the explorer starts with."""
        return f"Explorer: {summary(self.seeds, self.found(self.sound({})))}"

    def html(self):
        """Return the static twin: the events at the start, with their evidence, in a table."""
        table = markup.table(catalogue(self.seeds, self.found(self.sound({}))), self.text())
        return markup.details(f"{self.text()} Open the list.", table)


def _limit(name, label, options):
    return Menu(name, label, ((ANY, ANY), *options), must=True)


def _lines(events):
    return tuple((event.event, f"{dates.label(event.date)} · {event.title}") for event in events.itertuples())


def explore(seeds, phase=None):
    """Return an :class:`Explorer` of the events, of one phase or of all.

    Raises ValueError for an unknown phase.
    """
    phases = list(seeds.events["phase"].cat.categories)
    if phase is not None and phase not in phases:
        raise ValueError(f"There is no phase {phase!r}; the phases are: {', '.join(phases)}.")
    return on_page(Explorer, seeds, phase or "")
