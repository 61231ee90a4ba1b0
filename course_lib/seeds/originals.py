"""The five original files, where somebody has them: recognised, cut into paragraphs, cleaned.

They are not part of the workbook. What the cleaning does is data: the table ``repairs`` holds each
piece of damage and what stood there, so that it can be looked at and argued with.
"""

import hashlib
import os
import re
from pathlib import Path

import pandas as pd

from .schema import Problem

LONGEST = 1_000_000
PAGE_MARKER = re.compile(r"\[Page \d+\]")
NUMBERED = re.compile(r"(\d+)\. (.*)")
FOOTNOTE = re.compile(r" +1\. (.*)")
CARD_END = re.compile(r"\d of 9")
CAPTION = "Data as of July 1987"


def find_originals(folder):
    """Return the folder with the original files: ``COURSE_ORIGINALS``, else ``originals`` in seeds."""
    return Path(os.environ.get("COURSE_ORIGINALS") or Path(folder) / "originals")


def read_passages(folder, sources, repairs):
    """Return the paragraphs of the originals in ``folder``: source, locator, text, found (all str).

    A file is recognised by its SHA-256 in the table ``sources``, whatever it is called; other files
    are passed over. Web furniture and page markers are dropped; in ``text`` damage is undone by
    ``repairs``, in ``found`` it still stands, and an author's own slips stay in both.
    """
    rows = []
    for source, text in _recognised(folder, dict(zip(sources["sha256"], sources["source"]))):
        found = PARAGRAPHS[source](text)
        mended = _repaired(found, repairs[repairs["source"] == source])
        rows += [(source, locator, passage, _plain(found[locator])) for locator, passage in mended.items()]
    order = {source: rank for rank, source in enumerate(sources["source"])}
    rows.sort(key=lambda row: order[row[0]])
    return pd.DataFrame(rows, columns=["source", "locator", "text", "found"], dtype="str")


def _recognised(folder, keys):
    files = sorted(Path(folder).iterdir()) if Path(folder).is_dir() else []
    for file in files:
        if file.is_file() and file.stat().st_size < LONGEST:
            content = file.read_bytes()
            source = keys.get(hashlib.sha256(content).hexdigest())
            if source in PARAGRAPHS:
                yield source, content.decode("utf-8")


def _repaired(paragraphs, repairs):
    paragraphs = dict(paragraphs)
    for locator, found, restored in zip(repairs["locator"], repairs["found"], repairs["restored"]):
        if locator in paragraphs:
            paragraphs[locator] = paragraphs[locator].replace(found, restored)
    return {locator: _plain(text) for locator, text in paragraphs.items()}


def _plain(text):
    return fold(PAGE_MARKER.sub(" ", text))


def fold(text):
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def _running_text(text):
    """Number the paragraphs of prose: in these three files they are the only lines over 150 letters."""
    lines = [line for line in text.splitlines() if len(line) > 150 and "   " not in line.strip()]
    return {str(number): line for number, line in enumerate(lines, start=1)}


def _country_study(text):
    return _running_text(text.partition(CAPTION)[0]) | {"note": CAPTION}


def _state_paper(text):
    paragraphs, locator = {}, ""
    for line in filter(str.strip, text.splitlines()):
        numbered, note = NUMBERED.fullmatch(line), FOOTNOTE.fullmatch(line)
        if numbered:
            locator = numbered[1]
            paragraphs[locator] = numbered[2]
        elif note:
            paragraphs["note"] = note[1]
    return paragraphs


def _cards(text):
    paragraphs, card = {}, 1
    for line in map(str.strip, text.split("\n", 1)[1].splitlines()):
        if CARD_END.fullmatch(line):
            card += 1
        elif line.startswith("•"):
            bullets = sum(key.startswith(f"{card}.") for key in paragraphs)
            paragraphs[f"{card}.{bullets}"] = line[1:]
        elif line and card <= 9:
            paragraphs[f"{card}.0"] = f"{paragraphs.get(f'{card}.0', '')} {line}"
    return paragraphs


PARAGRAPHS = {
    "err-1952": _running_text,
    "loc-1987": _country_study,
    "blog-2013": _running_text,
    "cards": _cards,
    "state-1954": _state_paper,
}


def quotation_problems(seeds):
    """Yield a problem for each quotation that does not stand verbatim at its locator.

    Judged only for the sources whose original is at hand; ``[sic]`` is ours and does not count.
    """
    passages = {(p.source, p.locator): p.text for p in seeds.passages.itertuples()}
    for row, r in enumerate(seeds.repairs.itertuples(), start=2):
        if r.source in set(seeds.passages["source"]) and (r.source, r.locator) not in passages:
            yield Problem("repairs.csv", "the original has no such paragraph", row, "locator", r.locator)
    for row, s in enumerate(seeds.statements.itertuples(), start=2):
        text = passages.get((s.source, s.locator))
        if s.source in set(seeds.passages["source"]) and text is None:
            yield Problem("statements.csv", "the original has no such paragraph", row, "locator", s.locator)
        elif text is not None and s.quote and fold(s.quote.replace(" [sic]", "")) not in text:
            what = f"this does not stand word for word at {s.source}:{s.locator}"
            yield Problem("statements.csv", what, row, "quote", s.quote)
