"""The reference tables of the course, made from the seeds, with a field to search them in."""

import pandas as pd
import traitlets

from . import dates, markup
from .exhibits import citation, quotation
from .page import NativeWidget, Shown

SCRIPTS = {
    "chinese": "Chinese",
    "pinyin": "Pinyin",
    "russian": "Russian",
    "as_printed": "As the sources print it",
}
NAMED = {
    "people": ("person",),
    "places": ("place", "state"),
    "names": ("party", "treaty", "event", "work", "phrase"),
}
FEW = 20  # rows up to which a table stands open
NOTE = (
    "Run the page to search these tables. Without that, your browser's own search finds every word in them."
)


class ReferenceWidget(NativeWidget):
    """What the browser is told: parts of the reference, as pairs of a label and HTML with tables."""

    parts = traitlets.List().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    quiet = traitlets.Bool().tag(sync=True)


class Reference(Shown):
    """One or more ``parts`` of the reference; ``quiet`` shows nothing until something is searched for."""

    script, made_of = "reference.js", ReferenceWidget

    def __init__(self, parts, label, quiet=False):
        self.parts, self.label, self.quiet = parts, label, quiet

    def told(self):
        """Return the tables and what stands beside the field."""
        parts = [[title, folded(frame, title)] for title, frame in self.parts.items()]
        return {"parts": parts, "label": self.label, "quiet": self.quiet}

    def text(self):
        """Return what is in it, in one line."""
        return f"{'; '.join(f'{title}: {len(frame)}' for title, frame in self.parts.items())}."

    def html(self):
        """Return the static twin: every table, long ones closed; or a note where they stand elsewhere."""
        if self.quiet:
            return markup.paragraphs([self.text(), NOTE])
        return "".join(folded(frame, title) for title, frame in self.parts.items())


def folded(frame, title):
    """Return a part as an HTML table with the number of its rows, closed where these are many."""
    label = f"{title}: {len(frame)} {'entry' if len(frame) == 1 else 'entries'}"
    table = markup.table(frame, label)
    return table if len(frame) <= FEW else markup.details(label, table)


def glossary(seeds):
    """Return the terms of the course and the phrases of the sources: Term, Meaning, First met, Rests on (str)."""
    terms = seeds.glossary_terms
    rests = [
        _cited([s] if s else []) or _work(seeds, r) for s, r in zip(terms["statement"], terms["reference"])
    ]
    columns = {
        "Term": terms["term"],
        "Meaning": terms["meaning"],
        "First met": terms["page"],
        "Rests on": rests,
    }
    return pd.DataFrame(columns).sort_values("Term", key=lambda name: name.str.casefold(), ignore_index=True)


def names(seeds, *kinds):
    """Return names of some kinds in three scripts: Name, Chinese, Pinyin, Russian, as printed, Note (str)."""
    chosen = seeds.names[seeds.names["kind"].isin(kinds)]
    columns = {head: chosen[column].replace("", "–") for column, head in SCRIPTS.items()}
    return pd.DataFrame({"Name": chosen["name"], **columns, "Note": chosen["note"]}).reset_index(drop=True)


def chronology(seeds):
    """Return the events in the order of their earliest day: Event, When, In short, Evidence (str)."""
    events = seeds.events.sort_values(["earliest", "latest"], na_position="first")
    return pd.DataFrame(
        {
            "Event": events["title"],
            "When": [dates.label(date) for date in events["date"]],
            "In short": events["summary"],
            "Evidence": [_evidence(seeds, "events", e.event, e.reference) for e in events.itertuples()],
        }
    ).reset_index(drop=True)


def causes(seeds):
    """Return the causes: Cause, Theme, Side aggrieved, In short, Evidence (str)."""
    found = seeds.causes
    sides = found["aggrieved"].astype("str").replace({"nan": "–", "": "–"})
    evidence = [_evidence(seeds, "causes", cause, "") for cause in found["cause"]]
    columns = {"Cause": found["title"], "Theme": found["theme"].astype("str"), "Side aggrieved": sides}
    return pd.DataFrame(columns | {"In short": found["summary"], "Evidence": evidence})


def disputes(seeds):
    """Return the questions on which sources clash or one is wrong: Question, What we find, How sure, Evidence (str)."""
    found = seeds.disputes
    evidence = [_evidence(seeds, "disputes", row.dispute, row.reference) for row in found.itertuples()]
    columns = {"Question": found["question"], "What we find": found["finding"]}
    return pd.DataFrame(columns | {"How sure": found["confidence"].astype("str"), "Evidence": evidence})


def statements(seeds, source):
    """Return all that a source says: Statement, What it says, in our words, In its own words, Kind (str)."""
    said = seeds.in_source(source)
    columns = {
        "Statement": [f"`{name}`" for name in said["statement"]],
        "What it says, in our words": said["says"],
    }
    columns["In its own words"] = [quotation(quote) for quote in said["quote"]]
    return pd.DataFrame(columns | {"Kind": said["kind"].astype("str")}).reset_index(drop=True)


def works(seeds):
    """Return the works cited beyond the sources: Work, Rights (str)."""
    return seeds.references[["citation", "rights"]].set_axis(["Work", "Rights"], axis=1)


def columns(seeds):
    """Return what each column of each table means: Column, Type, What it holds, Allowed (str)."""
    told = seeds.columns()
    named = "`" + told["table"] + "." + told["column"] + "`"
    heads = {
        "Column": named,
        "Type": told["type"],
        "What it holds": told["description"],
        "Allowed": told["allowed"],
    }
    return pd.DataFrame(heads)


def _evidence(seeds, table, row, reference):
    return "; ".join(
        filter(None, (_cited(seeds.evidence_for(table, row)["statement"]), _work(seeds, reference)))
    )


def _cited(citations):
    return ", ".join(f"`{name}`" for name in dict.fromkeys(citations))


def _work(seeds, reference):
    return f"*beyond the sources*: {citation(seeds, reference)}" if reference else ""


def _named(part):
    return lambda seeds: {part.capitalize(): names(seeds, *NAMED[part])}


def _by_source(seeds):
    short = zip(seeds.sources["source"], seeds.sources["short"])
    return {f"{name} ({source})": statements(seeds, source) for source, name in short}


PARTS = {
    "glossary": lambda seeds: {"Glossary": glossary(seeds)},
    **{part: _named(part) for part in NAMED},
    "chronology": lambda seeds: {"Chronology": chronology(seeds)},
    "causes": lambda seeds: {"Causes": causes(seeds)},
    "disputes": lambda seeds: {"Questions in dispute": disputes(seeds)},
    "statements": _by_source,
    "works": lambda seeds: {"Works beyond the sources": works(seeds)},
    "columns": lambda seeds: {"Columns of the tables": columns(seeds)},
}


def reference(seeds, part=None):
    """Return a part of the reference with a field to search it, or a search in all of them.

    Parts: glossary, people, places, names, chronology, causes, disputes, statements, works, columns.
    Raises KeyError for another one.
    """
    if part is None:
        everything = {title: frame for make in PARTS.values() for title, frame in make(seeds).items()}
        return Reference(everything, "Search everything", quiet=True)
    if part not in PARTS:
        raise KeyError(f"There is no part {part!r}; the parts are: {', '.join(PARTS)}.")
    found = PARTS[part](seeds)
    return Reference(found, "Search this table" if len(found) == 1 else "Search these tables")
