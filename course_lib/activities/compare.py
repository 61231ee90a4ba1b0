"""Compare sources: the statements on one question side by side, and what each pair is to the other."""

from functools import cached_property
from itertools import combinations

import pandas as pd

from .. import markup
from ..exhibits import finding, quotation
from .activity import on_page
from .fields import Group, Menu
from .judged import WORDS, Judged

RELATIONS = {"agree": "agree", "clash": "clash", "different": "speak of different things"}
WHY = {
    ("agree", "clash"): "Wording or detail may differ; the answer to the question is the same.",
    ("agree", "different"): "They may put it differently; both answer the question, and alike.",
    ("clash", "agree"): "They share a subject; their answers to the question do not go together.",
    ("clash", "different"): "They may seem to pass each other by; both answer the question, not alike.",
    ("different", "agree"): "Nothing in one denies the other; but to agree, both must speak to one point.",
    ("different", "clash"): "They differ; but both can hold: another matter, another time, or silence.",
}
OPEN = "Our table leaves this pair open: whether the two go together depends on what the finding weighs."
KINDS = {
    "sources_disagree": "Here sources disagree.",
    "error": "Here one source is wrong or loose.",
    "internal": "Here one source does not fit itself.",
    "interpretation": "Here neither is wrong: the matter can be read in more than one way.",
    "looks_wrong_is_right": "Here something looks wrong and is right.",
}


def relation(first, second):
    """Return what two entries of ``positions.answer`` make of a pair: agree, clash, different or empty.

    The same letter is the same answer to the question, two letters are answers that do not go together,
    and what speaks of something else neither agrees nor clashes. A difference in position alone is no
    clash, so an empty entry leaves the pair open.
    """
    if "" in (first, second):
        return ""
    if "other" in (first, second):
        return "different"
    return "agree" if first == second else "clash"


def pairs(answers):
    """Return the pairs of statements to be judged, from a dict of statements and their answers.

    Of four statements or fewer these are all pairs; of more, the first that answers the question
    against each of the others.
    """
    if len(answers) <= 4:
        return list(combinations(answers, 2))
    pivot = next((s for s, answer in answers.items() if answer not in ("", "other")), next(iter(answers)))
    return [(pivot, other) for other in answers if other != pivot]


def topics(seeds, scope):
    """Return the disputes of a scope with two statements or more, by their keys; columns as in disputes.

    A scope is a phase, or a dispute, which then stands before the others of its phase, or empty for all.
    """
    disputes = seeds.disputes.set_index("dispute", drop=False)
    several = seeds.positions["dispute"].value_counts() > 1
    disputes = disputes[several.reindex(disputes.index, fill_value=False)]
    phase = disputes["phase"].get(scope, scope)
    mine = disputes[(disputes["phase"] == phase) | (phase == "")]
    return mine.loc[sorted(mine.index, key=lambda dispute: dispute != scope)]


class Comparison(Judged):
    """The questions of one part of the story on a page; ``scope`` is a dispute, a phase or empty."""

    name, chapter, title = "compare-sources", "02-leaning-to-one-side", "Compare sources"
    about = (
        "Choose a question and read what each statement says on it. Judge the pairs: two statements "
        "agree, clash, or speak of different things. Then compare with our reading, and read the finding."
    )

    @cached_property
    def topics(self):
        """The disputes to choose from, by their keys."""
        return topics(self.seeds, self.scope)

    @cached_property
    def pairs(self):
        """The pairs to be judged by the names of their fields: two rows of positions each."""
        found = {}
        positions = self.seeds.positions.astype({"answer": object}).fillna({"answer": ""})
        for dispute in self.topics.index:
            mine = {row.statement: row for row in positions[positions["dispute"] == dispute].itertuples()}
            two = pairs({statement: row.answer for statement, row in mine.items()})
            found |= {f"{dispute}/{a}/{b}": (mine[a], mine[b]) for a, b in two}
        return found

    def menus(self):
        """Return the menu of questions."""
        return (Menu("topic", "Question", tuple(self.topics["title"].items()), must=True),)

    def start(self):
        """Return the first question."""
        return {"topic": self.topics.index[0]}

    def judgements(self):
        """Return a menu for each pair."""
        short = dict(zip(self.seeds.sources["source"], self.seeds.sources["short"]))
        named = {s: f"`{s}` ({short[s.split(':')[0]]})" for s in self.seeds.statements["statement"]}
        return [
            Menu(name, f"{named[a.statement]} and {named[b.statement]}", tuple(RELATIONS.items()))
            for name, (a, b) in self.pairs.items()
        ]

    def groups(self, state):
        """Return the menu of questions, and the statements on the one chosen with their pairs."""
        topic, *others = self.known
        mine = [field for field in others if field.name.startswith(f"{state['topic']}/")]
        read = self.seeds.evidence_for("disputes", state["topic"])
        table = {
            "Statement": [f"`{statement}`" for statement in read["statement"]],
            "What it says, in our words": read["says"],
            "In its own words": [quotation(quote) for quote in read["quote"]],
        }
        html = markup.table(pd.DataFrame(table), "What each statement says")
        question = self.topics.loc[state["topic"], "question"]
        pairs_of = Group(tuple(mine), "What are these two to each other, on this question?")
        return [Group((topic,)), Group((), question, html=html), pairs_of]

    def on_paper(self):
        """Return the first question, without the menu of the others."""
        return self.groups(self.sound({}))[1:]

    def key(self, name):
        """Return what the answers in the table positions make of a pair."""
        a, b = self.pairs[name]
        return relation(a.answer, b.answer)

    def found(self, state, given):
        """Return our reading of each pair that was judged, and the finding with its confidence."""
        rows = [(*self.pairs[name], value, self.key(name)) for name, value in given.items()]
        table = {
            "The two": [f"`{a.statement}` and `{b.statement}`" for a, b, _, _ in rows],
            "What they say on the question": [f"{a.position}; and {b.position}" for a, b, _, _ in rows],
            "You said": [RELATIONS[value] for *_, value, _ in rows],
            "Our reading": [reading(value, key) for *_, value, key in rows],
        }
        row = self.topics.loc[state["topic"]]
        head = markup.table(pd.DataFrame(table), f"The pairs: {row.question}")
        return head + markup.paragraphs([f"*The finding.* {KINDS[row.kind]}"]) + finding(self.seeds, row.name)


def reading(value, key):
    """Return in words what a pair is to us, and where something else was said why one might say it."""
    return f"{RELATIONS[key]}. {WHY.get((key, value), '')}".strip() if key else f"{WORDS['open']}. {OPEN}"


def compare_sources(seeds, dispute=None, phase=None):
    """Return a :class:`Comparison` of the statements on the questions of one phase, or on all.

    With a ``dispute`` its question comes first, among those of its phase. Raises ValueError for an
    unknown phase or dispute, and for a dispute of another phase or with a single statement.
    """
    phases = list(seeds.disputes["phase"].cat.categories)
    if phase is not None and phase not in phases:
        raise ValueError(f"There is no phase {phase!r}; the phases are: {', '.join(phases)}.")
    known = list(topics(seeds, phase or "").index)
    if not known or (dispute is not None and dispute not in known):
        what = f"The question {dispute!r} is not" if dispute else "No question is"
        where = f" in the phase {phase}" if phase else ""
        raise ValueError(f"{what} among those to compare{where}: {', '.join(known)}.")
    return on_page(Comparison, seeds, dispute or phase or "")
