"""What a page lays out to be read: source cards, rival statements, the evidence it rests on.

An exhibit never changes; what the student does something with is an activity.
"""

import json
import re

import pandas as pd

from . import dates, markup

CITATION_ON_A_PAGE = re.compile(r"`([A-Za-z]+-?\d*:[^`\s]+)`")
INSIDE = re.compile(r"[“\"]([^”\"]*)[”\"]")
CARD = {
    "What it is": "kind",
    "Author": "author",
    "Publisher": "publisher",
    "For whom": "audience",
    "To what end": "purpose",
    "From where it looks": "viewpoint",
    "How far to trust it": "reliability",
}


class Exhibit:
    """Something to read: ``html`` for the page, ``text`` for where no HTML is shown."""

    def __init__(self, html, text):
        self.html, self.text = html, text

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self):
        return self.text


def source_cards(seeds, *keys):
    """Return a card for each source named, or for all five: who made it, when, for whom and why.

    Raises KeyError for an unknown source.
    """
    known = seeds.sources.set_index("source")
    if unknown := [key for key in keys if key not in known.index]:
        raise KeyError(f"There is no source {unknown[0]!r}; the sources are: {', '.join(known.index)}.")
    chosen = [known.loc[key] for key in keys or known.index]
    html = "".join(_card(card) for card in chosen)
    return Exhibit(html, "\n".join(f"{card.name}: {card.title}" for card in chosen))


def _card(card):
    published = dates.label(card.published) or "undated"
    rows = [("Published", published), *((label, card[column]) for label, column in CARD.items())]
    table = pd.DataFrame(rows, columns=["On the card", "What it says"])
    return markup.table(table, f"`{card.name}` — {card.title}")


def rival_statements(seeds, dispute):
    """Return one dispute: the question, what each statement says on it, and our finding, closed.

    Raises KeyError for an unknown dispute.
    """
    positions = seeds.evidence_for("disputes", dispute)
    row = seeds.disputes.set_index("dispute").loc[dispute]
    label = "Our finding, to open after you have made up your mind"
    html = markup.table(_side_by_side(positions), row.question)
    html += markup.details(label, finding(seeds, dispute))
    return Exhibit(html, f"{row.question} {len(positions)} statements.")


def _side_by_side(positions):
    return pd.DataFrame(
        {
            "Statement": [f"`{citation}`" for citation in positions["statement"]],
            "On this question": positions["stance"],
            "What it says": positions["says"],
            "In its own words": [quotation(quote) for quote in positions["quote"]],
        }
    )


def quotation(quote):
    """Return a quotation in its marks, single ones for a quotation inside it, or a dash where there is none."""
    inside = INSIDE.sub(r"‘\1’", quote)
    return f"“{inside}”" if quote else "–"


def finding(seeds, dispute):
    """Return as HTML what can be said on a dispute, how sure that is, and what it rests on.

    Raises KeyError for an unknown dispute.
    """
    row = seeds.disputes.set_index("dispute").loc[dispute]
    return markup.paragraphs([row.finding, _certainty(seeds, row)])


def _certainty(seeds, row):
    rests = f"It rests beyond the sources on: {citation(seeds, row.reference)}" if row.reference else ""
    return f"Confidence: {row.confidence}. {rests}"


def citation(seeds, reference):
    """Return the full citation of a work beyond the sources. Raises KeyError for an unknown one."""
    return seeds.references.set_index("reference").loc[reference, "citation"]


def evidence_used(seeds, page):
    """Return every statement that a page cites, read from the page itself, as a table.

    ``page`` is the notebook's name without its ending. Raises FileNotFoundError for an unknown page
    and KeyError, with the citation, where one leads nowhere.
    """
    cited = pd.concat([seeds.cited(c) for c in citations_on(seeds, page)]).drop_duplicates()
    cited = cited.loc[cited.index.sort_values()]
    sources = cited["source"].nunique()
    caption = f"{len(cited)} statements from {sources} sources are cited in the text of this page"
    return Exhibit(markup.table(_evidence(cited), caption), f"{caption}.")


def _evidence(cited):
    return pd.DataFrame(
        {
            "Statement": [f"`{citation}`" for citation in cited["statement"]],
            "What the source says, in our words": cited["says"],
            "In its own words": [quotation(quote) for quote in cited["quote"]],
        }
    )


def citations_on(seeds, page):
    """Return the citations in the prose of a notebook, each once, in the order of the page."""
    path = seeds.folder.parent / "notebooks" / f"{page}.ipynb"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.ipynb")))
        raise FileNotFoundError(f"There is no page {page!r}; the pages are: {known}.")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return list(dict.fromkeys(CITATION_ON_A_PAGE.findall(prose)))


def show_table(frame, *columns, caption=None):
    """Return the chosen columns of a table, or all of them, with nothing cut off.

    Column names become headings; without a caption the rows are counted. Raises KeyError for a
    column that the table does not have.
    """
    unknown = [column for column in columns if column not in frame.columns]
    if unknown:
        raise KeyError(f"There is no column {unknown[0]!r}; the columns are: {', '.join(frame.columns)}.")
    chosen = frame[list(columns)] if columns else frame
    headed = chosen.rename(columns=lambda name: str(name).replace("_", " ").capitalize())
    text = caption or f"{len(frame)} row{'s' * (len(frame) != 1)}"
    return Exhibit(markup.table(headed, text), text)
