"""The tables together, with the questions that a page asks of them."""

import re
from collections import defaultdict
from functools import cached_property

import pandas as pd

CITATION = re.compile(r"([a-z]+(?:-\d{4})?):((?:\d+(?:\.\d+)?|note))([a-z]?)")
BORNE_OUT = ("events", "causes", "disputes", "terms", "predictions", "statements")
BEARING = ["statement", "source", "locator", "says", "quote"]


class CitationError(KeyError):
    """A citation that leads nowhere; the message says what is wrong with it."""

    def __str__(self):
        return self.args[0]


class Seeds:
    """The data package in memory: ``seeds.events``, ``seeds.statements`` and so on are DataFrames.

    ``folder`` is where it was read, ``schema`` describes the tables (see :meth:`columns`), and
    ``passages`` holds the paragraphs of the original files where somebody has put them in place.
    """

    def __init__(self, folder, schema, tables):
        self.folder, self.schema, self.tables = folder, schema, tables

    def __getattr__(self, name):
        tables = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        known = ", ".join(tables)
        raise AttributeError(f"seeds has no table {name!r}. Its tables are: {known}.")

    def __dir__(self):
        return [*super().__dir__(), *self.tables]

    def __repr__(self):
        counts = (f"{len(table):,} {name.replace('_', ' ')}" for name, table in self.tables.items())
        return " · ".join(counts)

    @cached_property
    def passages(self):
        """The cleaned paragraphs of the originals that were found: source, locator, text (all str).

        Empty where no original is at hand; see ``seeds/originals/README.md``.
        """
        from .originals import find_originals, read_passages

        return read_passages(find_originals(self.folder), self.sources, self.repairs)

    def columns(self, table=None):
        """Return what each column means: table, column, type, description, allowed (all str).

        ``table`` limits it to one table; an unknown one raises KeyError.
        """
        if table is not None:
            self._require_table(table)
        chosen = self.schema.values() if table is None else [self.schema[table]]
        rows = [(t.name, f.name, f.type, f.description, f.allowed) for t in chosen for f in t.fields]
        return pd.DataFrame(rows, columns=["table", "column", "type", "description", "allowed"])

    def evidence_for(self, table, row):
        """Return every statement that bears on one row, in the order of the sources.

        Columns: statement, source, locator, says, quote, stance, note (all str). For a dispute
        the stance is the position that the statement takes; for a term or a forecast it is
        ``reports``, ``forecasts`` or ``shows the outcome``. Raises KeyError for an unknown table
        or row.
        """
        self._require(table, row)
        if table not in BORNE_OUT:
            raise KeyError(f"{table} has no evidence of its own; ask for a row of: {', '.join(BORNE_OUT)}.")
        found = pd.DataFrame(self._links(table, row), columns=["statement", "stance", "note"])
        ranked = self.statements[BEARING].reset_index(names="rank")
        joined = found.merge(ranked, on="statement").sort_values("rank", ignore_index=True)
        return joined[[*BEARING, "stance", "note"]]

    def _require_table(self, table):
        if table not in self.schema:
            raise KeyError(f"There is no table {table!r}; the tables are: {', '.join(self.schema)}.")

    def _require(self, table, row):
        self._require_table(table)
        key = self.schema[table].primary_key[0]
        if row not in set(self.tables[table][key]):
            raise KeyError(f"{table} has no row {row!r}; look for it in the column {key}.")

    def _links(self, table, row):
        if table == "statements":
            return [(row, "", "")]
        if table == "disputes":
            mine = self.positions[self.positions["dispute"] == row]
            return [(s, p, "") for s, p in zip(mine["statement"], mine["position"])]
        if table in ("terms", "predictions"):
            return self._own_statements(table, row)
        rows = self.evidence[(self.evidence["table"] == table) & (self.evidence["row"] == row)]
        return list(zip(rows["statement"], rows["stance"].astype("str"), rows["note"]))

    def _own_statements(self, table, row):
        key = self.schema[table].primary_key[0]
        mine = self.tables[table].set_index(key).loc[row]
        if table == "terms":
            return [(mine["statement"], "reports", mine["finding"])]
        links = [(mine["statement"], "forecasts", "")]
        outcome = mine["outcome_evidence"]
        return links + [(outcome, "shows the outcome", mine["note"])] * bool(outcome)

    def cited(self, citation):
        """Return the statements that a citation names: one (loc-1987:4c) or a paragraph's (loc-1987:4).

        Columns as in the table statements. Raises CitationError, a KeyError, where it leads nowhere.
        """
        if not CITATION.fullmatch(str(citation)):
            raise CitationError(f"{citation!r} is not a citation; one looks like loc-1987:4c or cards:3.3.")
        if citation not in self._places:
            raise CitationError(f"No statement stands at {citation!r}.")
        return self.statements.iloc[self._places[citation]]

    @cached_property
    def _places(self):
        """The positions of the statements that each citation names, a statement's own or a paragraph's."""
        places = defaultdict(list)
        columns = (self.statements[name] for name in ("statement", "source", "locator"))
        for place, (statement, source, locator) in enumerate(zip(*columns)):
            for citation in {statement, f"{source}:{locator}"}:
                places[citation].append(place)
        return dict(places)

    def in_source(self, source):
        """Return all statements of one source, in the order of its text; columns as in statements.

        Raises KeyError for an unknown source.
        """
        self._require("sources", source)
        return self.statements[self.statements["source"] == source]

    def search(self, words):
        """Return the rows that hold all of the words, in any table of findings and readings.

        Columns: table, row, text (all str). Capitals do not matter; nothing is found for no words.
        """
        wanted = str(words).casefold().split()
        hits = [self._hits(name, wanted) for name in SEARCHED] if wanted else []
        return pd.concat(
            [pd.DataFrame(columns=["table", "row", "text"], dtype="str"), *hits], ignore_index=True
        )

    def _hits(self, name, wanted):
        table = self.tables[name]
        first, *others = SEARCHED[name]
        text = table[first].str.cat(table[others], sep=" · ")
        found = [all(word in cell.casefold() for word in wanted) for cell in text]
        keys = table[self.schema[name].primary_key[0]]
        return pd.DataFrame({"table": name, "row": keys[found], "text": text[found]})


SEARCHED = {
    "statements": ("says", "quote"),
    "events": ("title", "summary"),
    "causes": ("title", "summary"),
    "disputes": ("question", "finding"),
    "terms": ("title", "finding"),
    "predictions": ("forecast", "note"),
    "names": ("name", "as_printed", "chinese", "pinyin", "russian", "note"),
}
