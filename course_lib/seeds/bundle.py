"""The tables together, with the questions that a page asks of them."""

import re
import textwrap
from collections import defaultdict
from functools import cached_property

import pandas as pd

from . import relations, witnesses

CITATION = re.compile(r"([a-z]+(?:-\d{4})?):((?:\d+(?:\.\d+)?|note))([a-z]?)")
BORNE_OUT = ("events", "causes", "disputes", "terms", "predictions", "statements")
LINE = 76  # letters that stand side by side on a projector
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
        # JupyterLab breaks long lines of text in the midst of a word; a count stays with its name.
        whole = " · ".join(counts).replace(" ", "\xa0").replace("·\xa0", "· ")
        return "\n".join(textwrap.wrap(whole, LINE)).replace("\xa0", " ")

    @cached_property
    def passages(self):
        """The paragraphs of the originals that were found: source, locator, text, found (all str).

        ``text`` is cleaned, ``found`` is as in the file. Empty where no original is at hand; see ``seeds/originals/README.md``.
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

    def corroboration(self, phase=None, since=None, until=None):
        """Return the events, each with what every source does to it and its independent witnesses.

        Columns: event, title, date (str), phase (category), one for each source (str), evidence (str,
        the citations) and witnesses (int64). ``phase`` keeps one phase; ``since`` and ``until``, each a
        year or an EDTF date, keep what may have happened between them. A source's cell holds
        ``silent`` or some of these words, with commas: ``attests``, ``follows``, ``dates_differently``,
        ``contradicts``. It ``follows`` where each of its statements that attest the event stands in
        ``parallels`` as taken from a source that attests the same event. ``witnesses`` counts the
        sources that attest it otherwise; so a passage of the blog that follows the country study
        is no second witness to what the study attests, while what the blog adds of its own is one.
        Other borrowing, which nobody has shown, is not taken into account.

        Raises ValueError, with what is allowed, for an unknown phase or date.
        """
        return witnesses.corroboration(self, phase, since, until)

    def coverage(self):
        """Return how many statements each source has on each theme and year.

        Columns: source (str), theme (category), year (Int64), statements (float64). A statement counts
        one in all, in equal parts for each calendar year that its own date touches: what is dated to
        the 1960s counts a tenth in each. Where a statement has no date, or one with an open end, the
        year is missing.
        """
        return witnesses.coverage(self)

    def emphasis(self, by="cause"):
        """Return what each source says of each cause, or with ``by="theme"`` of each theme of causes.

        Columns: cause, title, theme, aggrieved (only theme with ``by="theme"``), source, then how many
        statements do what: attests, dates_differently, contradicts (int64); in_all (int64), the sum
        of attests for the source; share (float64), attests in per cent of in_all; statements (str,
        the citations). A statement counts once for each cause that it bears on, copied
        or not, so shares add up to 100.

        Raises ValueError for another ``by``.
        """
        return witnesses.emphasis(self, by)

    def coded(self, weights=None, coder="course"):
        """Return the acts of the People's Republic and the USSR towards each other, with their weights.

        Columns: event, title, date, reference, initiator, target, cameo, label (str), earliest, latest
        (datetime64), phase (category), beyond (bool), goldstein (float64, from -10 for the most hostile
        act to +10), cameo_other, goldstein_other (the same by another coder). ``coder`` is "course",
        "second", or a coding of your own (a dict of event and code, or a table with the columns event
        and cameo), which is put in place of the course's for those events. ``weights`` changes some
        weights (a dict of code and number). The other coding is the second coder's beside the
        course's, else the course's. A fight with small arms and a war weigh -10 alike.

        Raises ValueError, with what is allowed, for an unknown coder, event, code or weight. Source of
        the weights: Goldstein (1992), ``goldstein-1992``.
        """
        return relations.coded(self, weights, coder)

    def agreement(self, first="course", second="second", weights=None):
        """Return how far two codings of the same events agree, each given as for :meth:`coded`.

        Columns: compared (code, class: words or deeds of cooperation or of conflict, sign: of the
        weight), n (int64, events that both have coded), agree (int64), per_cent (float64), kappa
        (float64): agreement beyond chance, 1 for all, 0 for no more than chance, NaN where it has no
        value. Source of kappa: Cohen (1960), ``cohen-1960``. Raises ValueError as :meth:`coded` does.
        """
        return relations.agreement(self, first, second, weights)

    def triangle_years(self):
        """Return the triangle of China, the USSR and the USA for each year from 1949 to 1989, as we judge it.

        Columns: year (int64), one for each pair (warm, mixed, cold, not judged), balanced (balanced, not
        balanced, not decided), odd_one_out (the state whose two ties are cold while the others' is
        warm), undecided (the pairs on which the balance hangs); all str. Every state is a judgement,
        with its reasons in the table triangle. Sources of the rule: Heider (1946), ``heider-1946``;
        Cartwright and Harary (1956), ``cartwright-harary-1956``.
        """
        return relations.triangle_years(self.triangle)

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
