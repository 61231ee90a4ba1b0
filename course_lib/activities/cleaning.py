"""Cleaning a damaged text: tell damage from a writer's slip, then see what a careless rule destroys."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from .. import markup
from .activity import Reply, on_page
from .fields import Group, Menu, Tick
from .judged import Judged

TREATMENTS = {
    "mend": "damage from copying: mend it",
    "sic": "the writer's own slip: leave it, and put [sic] behind it",
    "keep": "nothing is wrong: leave it",
}
TREATED = {"transfer_debris": "mend", "lost_hyphen": "mend", "slip": "sic", "sound": "keep"}
STATES = {
    ("mend", True): "✓ mended",
    ("mend", False): "✗ still damaged",
    ("sic", True): "✓ left as written",
    ("sic", False): "✗ evidence destroyed",
    ("keep", True): "✓ left alone",
    ("keep", False): "✗ destroyed",
}


@dataclass(frozen=True)
class Rule:
    """One way to clean: ``name``, what it does in words, and a pattern with what takes its place."""

    name: str
    words: str
    pattern: str
    instead: str = ""

    def clean(self, text):
        """Return the text after the rule, with single spaces."""
        return " ".join(re.sub(self.pattern, self.instead, text).split())


RULES = (
    Rule("letters", "Delete every sign that English does not use", r"[^\x00-\x7f‘’“”–—]"),
    Rule("mixed", "Delete every word in which letters and digits are mixed", r"\b(?=\w*\d)(?=\w*[a-z])\w+\b"),
    Rule("hyphens", "Put a hyphen before a capital or a digit inside a word", r"(?<=[a-z])(?=[A-Z\d])", "-"),
)
SPELLING, BY_HAND = "spelling", "by_hand"
BY_EYE = {
    SPELLING: "Let a program correct the spelling",
    BY_HAND: "Look at each place, and mend only what copying has damaged",
}


def cleaned(row, ticked):
    """Return a sentence of the table odd_places after the rules named in ``ticked``, in the order of the page."""
    text = row.text
    for rule in RULES:
        text = rule.clean(text) if rule.name in ticked else text
    if SPELLING in ticked:
        text = text.replace(row.odd, row.corrected)
    return text.replace(row.odd, row.restored) if BY_HAND in ticked else text


def after(seeds, ticked):
    """Return what the rules make of each odd place: text, as_it_was, after (str), kind, right (bool)."""
    places = seeds.odd_places
    rows = list(places.itertuples())
    whole = [row.text.replace(row.odd, row.restored) for row in rows]
    made = [cleaned(row, ticked) for row in rows]
    columns = {"text": places["text"], "as_it_was": whole, "after": made, "kind": places["kind"]}
    return pd.DataFrame(columns).assign(right=[one == other for one, other in zip(made, whole)])


def losses(passages, ticked):
    """Return what the rules do to the originals at hand: (repairs that are still to do, sound words lost).

    Both are Counters of words, reckoned from the paragraphs as found and as the table repairs mends
    them. Only the three rules by pattern are tried, for the other two need an eye.
    """
    todo, lost = Counter(), Counter()
    for passage in passages.itertuples():
        text = passage.found
        for rule in RULES:
            text = rule.clean(text) if rule.name in ticked else text
        found, made, mended = (Counter(t.split()) for t in (passage.found, text, passage.text))
        todo += (mended - found) - (made - found)
        lost += (mended & found) - made
    return todo, lost


class Cleaning(Judged):
    """The odd places, each with a menu of what to do about it, and rules to try on all of them."""

    name, chapter, title = "clean-text", "01-five-witnesses", "Clean a damaged text"
    about = (
        "Eleven invented sentences, damaged as two of our files are, or odd for other reasons. Say what to do about "
        "each odd place, and compare. Then tick rules of cleaning, one at a time, and see what each does."
    )

    @cached_property
    def places(self):
        """The odd places by name."""
        return {row.odd_place: row for row in self.seeds.odd_places.itertuples()}

    def menus(self):
        """Return a box for each rule."""
        return tuple(Tick(name, words) for name, words in self.rules.items())

    @property
    def rules(self):
        """What each rule does, by name."""
        return {rule.name: rule.words for rule in RULES} | BY_EYE

    def judgements(self):
        """Return a menu of treatments for each odd place."""
        treatments = tuple(TREATMENTS.items())
        return [Menu(name, f"“{row.odd}” in: {row.text}", treatments) for name, row in self.places.items()]

    def groups(self, state):
        """Return the sentences, and then the rules."""
        fields = {field.name: field for field in self.known}
        judged = tuple(fields[name] for name in self.places)
        rules = tuple(fields[name] for name in self.rules)
        return [Group(judged, "What is to be done?"), Group(rules, "Rules to try on all sentences")]

    def key(self, name):
        """Return what is to be done about an odd place."""
        return TREATED[self.places[name].kind]

    def found(self, state, given):
        """Return for each place that was judged how one can tell."""
        heads = ["Found", "You said", "Our reading", "How one can tell"]
        rows = [
            (self.places[name], TREATMENTS[value], TREATMENTS[self.key(name)])
            for name, value in given.items()
        ]
        lines = [(row.odd, yours, ours, row.why) for row, yours, ours in rows]
        return markup.table(pd.DataFrame(lines, columns=heads), "What is to be done, and how one can tell")

    def reply_to(self, state):
        """Return the comparison, and under it what the rules that are ticked do to all sentences."""
        reply = super().reply_to(state)
        ticked = [name for name in self.rules if state[name]]
        if not ticked:
            return reply
        table = after(self.seeds, ticked)
        said = " ".join(filter(None, (reply.said, tally(table))))
        return Reply(said, reply.html + _shown(table) + self._in_the_originals(ticked))

    def _in_the_originals(self, ticked):
        passages = self.seeds.passages
        patterns = [rule.name for rule in RULES if rule.name in ticked]
        if passages.empty or not patterns:
            return ""
        todo, lost = losses(passages, patterns)
        many = ", ".join(word for word, _ in lost.most_common(8))
        found = f"In the originals that you have, {todo.total()} damaged words would be left, and {lost.total()} sound "
        return markup.paragraphs([f"{found}words lost{f', such as: {many}' if many else ''}."])


def tally(table):
    """Return in one sentence how many damaged places the rules mend, and how many sound ones they spoil."""
    damaged = table["kind"].map(TREATED) == "mend"
    mended, spoilt = table["right"][damaged].sum(), (~table["right"][~damaged]).sum()
    return (
        f"With these rules {mended} of {damaged.sum()} damaged places are mended, "
        f"and {spoilt} of {(~damaged).sum()} places that should stay are changed."
    )


def _shown(table):
    states = [STATES[TREATED[kind], right] for kind, right in zip(table["kind"], table["right"])]
    columns = {"Found": table["text"], "After the rules": table["after"], "What became of it": states}
    return markup.table(pd.DataFrame(columns), "What the rules make of the sentences")


def clean_text(seeds):
    """Return a :class:`Cleaning`: odd places to be judged, and rules of cleaning to be tried on them."""
    return on_page(Cleaning, seeds)
