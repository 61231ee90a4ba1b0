"""The few pieces of HTML that charts, exhibits and activities share.

Only native elements, because JupyterLab strips roles, ARIA and style elements from pages that
have not been trusted yet; all text is escaped here and nowhere else.
"""

import re
from datetime import datetime
from html import escape

LEFT = ' style="text-align:left"'  # JupyterLab sets every table flush right
UNBROKEN = '<code style="white-space:nowrap">'  # and breaks a citation at its hyphen
MISSING = {"NaT", "nan", "<NA>", "None"}  # what pandas leaves where a cell is empty
SPAN = re.compile(r"`([^`]+)`|\*([^*\s][^*]*)\*")


def inline(text):
    """Return a line of text as HTML; ``code`` and *emphasis* in Markdown's signs are kept."""
    return SPAN.sub(_span, plain(str(text)))


def plain(text):
    """Return text as HTML. A dollar gets an element of its own, or JupyterLab would set two as mathematics."""
    return escape(text).replace("$", "<span>$</span>")


def _span(match):
    return f"<code>{match[1]}</code>" if match[1] else f"<em>{match[2]}</em>"


def table(frame, caption, row_header=0):
    """Return a DataFrame as an HTML table with a caption and headers for columns and rows.

    ``row_header`` is the position of the column that names the row; None for no such column.
    """
    head = "".join(f'<th scope="col"{LEFT}>{plain(str(name))}</th>' for name in frame.columns)
    body = "".join(_row(cells, row_header) for cells in frame.itertuples(index=False, name=None))
    return (
        f"<table><caption{LEFT}>{inline(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _row(cells, row_header):
    return f"<tr>{''.join(_cell(c, place == row_header) for place, c in enumerate(cells))}</tr>"


def _cell(content, header):
    html = content.html if isinstance(content, Raw) else inline(_words(content))
    html = html.replace("<code>", UNBROKEN)
    return f'<th scope="row"{LEFT}>{html}</th>' if header else f"<td{LEFT}>{html}</td>"


def _words(content):
    if not isinstance(content, str) and str(content) in MISSING:
        return "–"
    if isinstance(content, float) and content < 0:
        return f"−{abs(content)}"
    return content.date().isoformat() if isinstance(content, datetime) else content


class Raw:
    """A cell that is HTML already, made by the functions of this module."""

    def __init__(self, html):
        self.html = html


def details(label, html):
    """Return a part of the page that stays closed until somebody opens it."""
    return f"<details><summary>{inline(label)}</summary>{html}</details>"


def paragraphs(lines):
    """Return each line as a paragraph."""
    return "".join(f"<p>{inline(line)}</p>" for line in lines if line)


def bullets(items):
    """Return the items, which are HTML already, as a list."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
