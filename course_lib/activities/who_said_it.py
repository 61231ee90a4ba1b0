"""Who said it? Quotations without their sources, given to one of the five by reasons."""

from hashlib import sha256

import pandas as pd

from .. import markup
from ..exhibits import quotation
from .activity import on_page
from .fields import Group, Menu
from .judged import Judged


def quotations(seeds):
    """Return the quotations to be given to their sources, in an order that tells nothing of these.

    Columns: name (str, says nothing of the source either), quote, statement, source, giveaway,
    mistaken_for, against (all str).
    """
    found = seeds.attributions.merge(seeds.statements[["statement", "source", "quote"]], on="statement")
    found["name"] = [f"q{sha256(quote.encode()).hexdigest()[:8]}" for quote in found["quote"]]
    return found.sort_values("name", ignore_index=True)


def reason(seeds, row, given):
    """Return what points to the source of a quotation, and what speaks against the one it was given to.

    Against the source for which it is most easily taken the table attributions has a sentence; against
    the others stands how they look at things, from the table sources.
    """
    sources = seeds.sources.set_index("source")
    if given == row.source:
        return row.giveaway
    if given == row.mistaken_for:
        return f"{row.giveaway} {row.against}"
    apart = sources.loc[given, "viewpoint"]
    return f"{row.giveaway} To compare, the viewpoint of {sources.loc[given, 'short']}: {apart}"


class WhoSaidIt(Judged):
    """The quotations on a page, with a menu of the sources under each."""

    name, chapter, title = "who-said-it", "01-five-witnesses", "Who said it"
    about = (
        "Give each quotation to one of the five sources. Look for what its writer could know, which names "
        "and spellings it uses, and how sure it is. Then compare, and read what gives each away."
    )

    def judgements(self):
        """Return a menu of the sources for each quotation."""
        self.rows = {row.name: row for row in quotations(self.seeds).itertuples(index=False)}
        self.short = dict(zip(self.seeds.sources["source"], self.seeds.sources["short"]))
        return [Menu(row.name, quotation(row.quote), tuple(self.short.items())) for row in self.rows.values()]

    def groups(self, state):
        """Return all quotations under one legend."""
        return [Group(self.known[: len(self.rows)], "Which source is it?")]

    def key(self, name):
        """Return the source of a quotation."""
        return self.rows[name].source

    def found(self, state, given):
        """Return for each quotation that was given to a source which it is, and what gives it away."""
        rows = [(self.rows[name], source) for name, source in given.items()]
        table = {
            "Quotation": [quotation(row.quote) for row, _ in rows],
            "You said": [self.short[source] for _, source in rows],
            "It stands in": [f"{self.short[row.source]} `{row.statement}`" for row, _ in rows],
            "What gives it away": [reason(self.seeds, row, source) for row, source in rows],
        }
        return markup.table(pd.DataFrame(table), "What gives each away")


def who_said_it(seeds):
    """Return a :class:`WhoSaidIt`: the quotations of the table attributions, to be given to their sources."""
    return on_page(WhoSaidIt, seeds)
