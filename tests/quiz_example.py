"""An example of a quiz with a question of each kind, the tables that it asks, and answers that are none."""

from pathlib import Path

import pandas as pd
import pytest

from course_lib.quiz.questions import KINDS
from course_lib.seeds.bundle import Seeds
from course_lib.seeds.schema import read_schema

FOLDER = Path(__file__).resolve().parents[1] / "seeds"
SCHEMA = read_schema(FOLDER)

EXAMPLE = """
title = "Check yourself"

[[question]]
id = "treaty-date"
kind = "choice"
ask = "When was the treaty of alliance signed?"
cite = ["loc-1987:2a", "err-1952:2"]
reread = "The treaty and its terms"
hints = ["Mao was in Moscow for months.", "Look at `loc-1987:2a`."]
[[question.option]]
text = "February 1950"
right = true
feedback = "Both sources give this month."
[[question.option]]
text = "October 1949"
feedback = "That is when the People's Republic was proclaimed."
[[question.option]]
text = "June 1950"
feedback = "That is when the war in Korea began."

[[question]]
id = "treaty-holds"
kind = "choices"
ask = "Which of these did the treaty bring?"
cite = ["loc-1987:2"]
reread = "What the treaty brought"
[[question.option]]
text = "A loan"
right = true
feedback = "Three hundred million dollars over five years."
[[question.option]]
text = "A promise of help against Japan"
right = true
feedback = "It is the first article."
[[question.option]]
text = "Joint companies at once"
right = true
feedback = "They followed within weeks."
[[question.option]]
text = "A shared currency"
feedback = "No source speaks of one."

[[question]]
id = "in-order"
kind = "order"
ask = "Put these in order."
cite = ["err-1952:2"]
reread = "The story"
events = ["lean", "treaty", "loan-talks", "korea"]
feedback = "The alliance came before the war."

[[question]]
id = "who-says"
kind = "match"
ask = "Who says what?"
cite = ["loc-1987:2"]
reread = "Two witnesses"
extra = ["Blog post 2013"]
[[question.pair]]
left = "That the talks were long"
right = "Country study 1987"
feedback = "It counts the weeks."
otherwise = "Only one source counts weeks."
[[question.pair]]
statement = "err-1952:2a"
feedback = "The report of the time has it."
otherwise = "Ask who wrote in the year 1952."
[[question.pair]]
left = "That a loan came with it"
right = {table = "sources", where = {source = "loc-1987"}, column = "short"}
feedback = "It gives the sum."
otherwise = "Look for the sum."

[[question]]
id = "loan-size"
kind = "number"
ask = "How large was the loan?"
cite = ["loc-1987:2b"]
reread = "The loan"
answer = 300
unit = "million dollars"
tolerance = 5
feedback = "In five equal parts."
otherwise = "Read of the loan again."
[[question.miss]]
answer = "60 million dollars"
feedback = "That is the part of one year."

[[question]]
id = "treaty-day"
kind = "date"
ask = "On which day was it signed?"
cite = ["loc-1987:2a"]
reread = "The treaty and its terms"
event = "treaty"
feedback = "A Tuesday."
otherwise = "Look at the end of the winter."
[[question.miss]]
answer = "1 October 1949"
feedback = "That is the day of the proclamation."

[[question]]
id = "shows-treaty"
kind = "evidence"
ask = "Which statement attests the treaty?"
cite = ["loc-1987:2a"]
reread = "Two witnesses"
bears_on = {table = "events", row = "treaty", stance = "attests"}
[[question.option]]
statement = "loc-1987:2a"
feedback = "It says so in as many words."
[[question.option]]
statement = "loc-1987:2b"
feedback = "That is about the money."
[[question.option]]
statement = "loc-1987:2c"
feedback = "That denies that there was one."

[[question]]
id = "why-ally"
kind = "write"
ask = "Why did China seek an ally?"
cite = ["loc-1987:2"]
reread = "The story"
starters = ["China needed …", "The two states …"]
least = 5
model = "China needed a loan, and help if Japan should come back."
[[question.criterion]]
name = "Claim"
levels = ["no claim", "a claim", "a claim with its reason"]
[[question.criterion]]
name = "Evidence"
levels = ["nothing cited", "something cited"]
"""

EVENTS = [
    ("lean", "Mao leans to one side", "1949-06-30", "1949-06-30", "1949-06-30"),
    ("treaty", "Treaty of alliance", "1950-02-14", "1950-02-14", "1950-02-14"),
    ("loan-talks", "Talks on a loan", "1950-01/1950-03", "1950-01-01", "1950-03-31"),
    ("korea", "War in Korea", "1950-06-25", "1950-06-25", "1950-06-25"),
    ("rumour", "A rumour without a date", "../1950", None, None),
    ("vague", "Something in mid-1949", "1949-05/1949-08", "1949-05-01", "1949-08-31"),
    ("dateless", "Something at some time", "", None, None),
]
STATEMENTS = [
    ("err-1952:2a", "err-1952", "2", "The two are bound by a treaty.", "1952"),
    ("loc-1987:2a", "loc-1987", "2", "They signed a treaty of alliance.", "1950-02-14"),
    ("loc-1987:2b", "loc-1987", "2", "A loan was part of the treaty.", ""),
    ("loc-1987:2c", "loc-1987", "2", "There was never any treaty.", "1949~/.."),
]
STANCES = [("loc-1987:2a", "attests"), ("err-1952:2a", "attests"), ("loc-1987:2c", "contradicts")]
SOURCES = [("err-1952", "Research report 1952"), ("loc-1987", "Country study 1987")]
TERMS = [("loan", "China", 300), ("base", "USSR", 2), ("railway", "China", 1)]

LEAN, TREATY, LOAN, KOREA = (title for _, title, *_ in EVENTS[:4])
SHARED = {"id": "q", "ask": "?", "cite": ("loc-1987:2",), "reread": "Here", "hints": ()}
SCRIPT = "<script>alert(1)</script>"
CHINESE, ARABIC = "中苏友好同盟互助条约", "معاهدة الصداقة"
ODD = [
    "",
    " \n",
    "Z",
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    CHINESE,
    ARABIC,
    "x" * 10_000,
    3,
    True,
    2.5,
    float("nan"),
    {},
    {"a": 1},
    {"text": 3, "levels": "A"},
    [],
    [[]],
    [None],
    [{}, {}, {}, {}],
    {"A"},
    b"A",
]


def shown(value):
    """The name of a test for an odd value."""
    return repr(value)[:25]


def tables(folder=FOLDER, **dates):
    """The tables of the example, with our own schema; ``dates`` moves an event to a day."""
    rows = [(e, t, *([dates[e]] * 3 if e in dates else rest)) for e, t, *rest in EVENTS]
    events = pd.DataFrame(rows, columns=["event", "title", "date", "earliest", "latest"])
    for bound in ("earliest", "latest"):
        events[bound] = pd.to_datetime(events[bound])
    statements = pd.DataFrame(STATEMENTS, columns=["statement", "source", "locator", "says", "date"])
    evidence = pd.DataFrame(STANCES, columns=["statement", "stance"])
    return Seeds(folder, SCHEMA, {
        "sources": pd.DataFrame(SOURCES, columns=["source", "short"]),
        "statements": statements.assign(quote=""),
        "events": events,
        "evidence": evidence.assign(table="events", row="treaty", note=""),
        "terms": pd.DataFrame(TERMS, columns=["term", "favours", "figure"]),
    })  # fmt: skip


TABLES = tables()


def made(kind, seeds=TABLES, shared=SHARED, **entry):
    """One question of a kind, from the fields that an author would write."""
    return KINDS[kind].load(shared, entry, seeds, pytest.fail)


def letter(question, text):
    """The letter under which an option, event or left side is shown."""
    return "ABCDEFGH"[question.items().index(text)]


def positions(question, *titles):
    """The answer that puts the events in this order."""
    return [str(titles.index(title) + 1) for title in question.items()]
