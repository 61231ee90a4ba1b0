"""The explorer: narrow the events down, choose one, read what each source says of it."""

from dataclasses import dataclass

import ipywidgets as widgets
import pandas as pd

from .. import dates, markup
from ..exhibits import citation, quotation
from .controls import activity_box, choice_list, control_row, menu, text_box, year_box

ANY = "any"


@dataclass(frozen=True)
class Filter:
    """What the student is looking for; ``any`` and the empty text stand for no limit."""

    since: int
    until: int
    theme: str = ANY
    phase: str = ANY
    source: str = ANY
    words: str = ""


def choose(seeds, wanted):
    """Return the events that match a :class:`Filter`, by date; columns as in the table events.

    An event matches the years if its range touches them, and a source if a statement of it bears
    on the event, whether it attests or contradicts.
    """
    events = seeds.events
    first, last = events["earliest"].dt.year.fillna(0), events["latest"].dt.year.fillna(9999)
    mask = (last >= wanted.since) & (first <= wanted.until)
    for column in ("theme", "phase"):
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
    return (days.dt.year.min(), days.dt.year.max()) if len(days) else (1900, 2000)


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


class Explorer:
    """The explorer on a page: labelled controls where a kernel runs, a table everywhere else."""

    def __init__(self, seeds, phase=None):
        self.seeds = seeds
        self.start = choose(seeds, Filter(0, 9999, phase=phase or ANY))
        self.controls = _controls(seeds, phase or ANY)
        self.list = choice_list("Events", rows=9)
        self.count, self.sheet = widgets.HTML(), widgets.HTML()
        for control in self.controls.values():
            control.observe(self._narrow, "value")
        self.list.observe(self._show, "value")
        self._narrow()

    def _narrow(self, change=None):
        wanted = Filter(**{name: control.value for name, control in self.controls.items()})
        events = choose(self.seeds, wanted)
        self.count.value = markup.paragraphs([summary(self.seeds, events)])
        kept = self.list.value
        self.list.options = [(_line(event), event.event) for event in events.itertuples()]
        self.list.value = kept if kept in set(events["event"]) else next(iter(events["event"]), None)

    def _show(self, change=None):
        self.sheet.value = sheet(self.seeds, self.list.value) if self.list.value else ""

    def _repr_mimebundle_(self, include=None, exclude=None):
        text = f"Explorer: {summary(self.seeds, self.start)}"
        table = markup.table(catalogue(self.seeds, self.start), text)
        html = markup.details(f"{text} Open the list.", table)
        filters = control_row(*self.controls.values())
        view = activity_box(filters, self.count, self.list, self.sheet)._repr_mimebundle_()
        return {**view, "text/html": html, "text/plain": text}


def _controls(seeds, phase):
    years = _years(seeds.events)
    sources = zip(seeds.sources["short"], seeds.sources["source"])
    return {
        "since": year_box("From year", years[0], *years),
        "until": year_box("To year", years[1], *years),
        "theme": menu("Theme", [ANY, *seeds.events["theme"].cat.categories], ANY),
        "phase": menu("Phase", [ANY, *seeds.events["phase"].cat.categories], phase),
        "source": menu("Source", [ANY, *sources], ANY),
        "words": text_box("Words"),
    }


def _line(event):
    return f"{dates.label(event.date)} · {event.title}"


def explore(seeds, phase=None):
    """Return an :class:`Explorer` of the events, of one phase or of all.

    Raises ValueError for an unknown phase.
    """
    phases = list(seeds.events["phase"].cat.categories)
    if phase is not None and phase not in phases:
        raise ValueError(f"There is no phase {phase!r}; the phases are: {', '.join(phases)}.")
    return Explorer(seeds, phase)
