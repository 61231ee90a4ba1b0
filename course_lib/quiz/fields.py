"""Fields of a quiz file: read with every problem reported, and filled from the tables where these know.

``report(field, what)`` takes each problem; ``what`` says what was found and, after a semicolon, what is
allowed. ``where`` stands before the field's name, such as ``option 2, ``.
"""

from functools import partial

MOST = 8  # options, pairs or events: an order is marked by trying every subset


def brief(value):
    """Return what an author wrote, as Python shows it, cut at 60 letters for a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def read_text(entry, field, report, where=""):
    """Return the text of a field on one line; where there is none, report that and return ""."""
    value = entry.get(field)
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    found = "is missing" if field not in entry else f"is {brief(value)}"
    report(where + field, f"{found}; allowed: text in quotation marks, not empty")
    return ""


def read_texts(entry, field, report, where="", least=0, of="texts"):
    """Return a list of texts, each on one line, as a tuple; an empty one, reported, for anything else."""
    texts = entry.get(field, [])
    listed = isinstance(texts, list) and all(isinstance(text, str) and text.strip() for text in texts)
    if listed and len(texts) >= least:
        return tuple(" ".join(text.split()) for text in texts)
    several = f"{least} or more {of}" if least else of
    found = f"is {brief(texts)}" if field in entry else "is missing"
    report(where + field, f'{found}; allowed: a list of {several}, such as ["…", "…"]')
    return ()


def read_fact(entry, field, seeds, report, where=""):
    """Return what an author wrote in a field, or what the tables hold where it asks them.

    ``{table = "terms", where = {holds = "no"}}`` is how many rows fit, and with ``column = "…"`` the
    cell of the only row that fits. What cannot be had is reported, and None comes back.
    """
    fact = entry.get(field)
    if not isinstance(fact, dict):
        return fact
    refuse_unknown(fact, ("table", "where", "column"), report, f"{where}{field}, ")
    rows = _fitting_rows(fact, seeds, partial(report, where + field))
    if rows is None or "column" not in fact:
        return None if rows is None else len(rows)
    column = str(fact["column"])
    if len(rows) == 1 and column in rows.columns:
        return rows[column].tolist()[0]
    found = f"asks for {column} of {len(rows)} rows"
    return report(where + field, f"{found}; allowed: a column of the table, and a where that one row fits")


def _fitting_rows(fact, seeds, report):
    tables, where = getattr(seeds, "tables", None) or vars(seeds), fact.get("where", {})
    rows = tables.get(str(fact.get("table")))
    if not hasattr(rows, "iloc") or not isinstance(where, dict) or not {*where} <= {*rows.columns}:
        return report(f"is {brief(fact)}; allowed: a table of seeds/, and columns of it under where")
    for column, value in where.items():
        rows = rows[rows[column].astype(str) == str(value)]
    return rows if len(rows) else report(f"is {brief(fact)}, which no row fits; allowed: a where that fits")


def refuse_unknown(entry, allowed, report, where=""):
    """Report every field that nobody would read, such as a misspelt one."""
    for field in sorted(entry.keys() - set(allowed)):
        report(where + field, f"is not a field here; allowed: {', '.join(allowed)}")


def read_truth(entry, field, report, where=""):
    """Return true or false as written; false where nothing is, or something else, which is reported."""
    value = entry.get(field, False)
    if not isinstance(value, bool):
        report(where + field, f"is {brief(value)}; allowed: true or false, without quotation marks")
    return value is True


def read_tables(entry, field, least, report, most=MOST):
    """Return the list of ``[[question.field]]`` blocks; an empty one, reported, for anything else."""
    blocks = entry.get(field, [])
    listed = isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks)
    if listed and least <= len(blocks) <= most:
        return blocks
    found = f"is {brief(blocks)}" if field in entry else "is missing"
    report(field, f"{found}; allowed: {least} to {most} of them, each under its own [[question.{field}]]")
    return []


def read_statement(name, seeds, report, where=""):
    """Return the row of a statement, such as loc-1987:4c, as a dict; an empty one and a report for none."""
    try:
        rows = seeds.cited(name).to_dict("records")
    except KeyError as fault:
        rows, found = [], f"leads nowhere: {str(fault.args[0]).rstrip('.')}"
    else:
        found = f"{brief(name)} is a paragraph that says {len(rows)} things"
    if [row["statement"] for row in rows] == [name]:
        return rows[0]
    report(where + "statement", f"{found}; allowed: one statement, such as loc-1987:4c")
    return {}
