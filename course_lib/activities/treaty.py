"""Sort the treaty: whom does each reported term favour, beside the source, the course and a class."""

import os
from dataclasses import replace
from functools import cached_property

import pandas as pd

from .. import markup
from ..charts import plot_terms
from ..charts.cards import HOLDS
from ..exhibits import citation
from ..progress import attempts
from .activity import Activity, Reply, on_page
from .fields import Group, Line, Menu

SIDES = {"China": "for China", "USSR": "for the USSR", "both": "for both"}
SETS = {"cards": "the revision cards", "others": "the country study and the report of 1952"}
NO_KEY = (
    "There is no right answer here: whom a term favours is a judgement, the source's and the course's too. "
    "Where you differ, ask which fact decides it. Whether a claim holds as a term of the treaty is another "
    "question; the last column says how far our sources answer it."
)


def offered(seeds):
    """Return the terms to sort, with what the source says (``says``) and their ``set``, a key of SETS.

    The blog's are left out: they follow the country study (table parallels), whose terms are here already.
    """
    copied = seeds.terms["statement"].isin(seeds.parallels["to_statement"])
    terms = seeds.terms[~copied].merge(seeds.statements[["statement", "source", "says"]], on="statement")
    return terms.assign(set=terms["source"].where(terms["source"] == "cards", "others"))


def sorting(state):
    """Return the side of each term that a state has sorted, as a dict."""
    held = {name.removeprefix("side-"): side for name, side in state.items() if name.startswith("side-")}
    return {term: side for term, side in held.items() if side}


def tally(states):
    """Return how many states sort each term to each side: columns China, USSR, both (int64), terms as index.

    A term that nobody has sorted has no row.
    """
    pairs = [pair for state in states for pair in sorting(state).items()]
    table = pd.DataFrame(pairs, columns=["term", "side"], dtype="str")
    return pd.crosstab(table["term"], table["side"]).reindex(columns=list(SIDES), fill_value=0)


def compared(seeds, rows, classmates=()):
    """Return the rows of ``sorted_rows`` for people, those where you and the course differ first.

    Columns: Term, You, The source, The course, The class (only with ``classmates``, states), Does it hold?
    """
    rows = rows.sort_values("same", kind="stable")
    columns = {
        "Term": rows["title"] + " `" + rows["statement"] + "`",
        "You": rows["yours"].map(SIDES) + rows["why"].map(lambda why: f": {why}" if why else ""),
        "The source": rows["source_says"].astype(str).map(SIDES).fillna("does not say"),
        "The course": rows["favours"].astype(str).map(SIDES),
        "Does it hold?": [_finding(seeds, row) for row in rows.itertuples()],
    }
    table = pd.DataFrame(columns)
    if classmates:
        counts = tally(classmates).reindex(rows["term"], fill_value=0)
        table.insert(4, f"The class ({len(classmates)})", [_counted(c) for _, c in counts.iterrows()])
    return table


def _finding(seeds, row):
    rests = f" *Beyond the sources:* {citation(seeds, row.reference)}" if row.reference else ""
    return f"*{HOLDS[row.holds].capitalize()}.* {row.finding}{rests}"


def _counted(counts):
    return ", ".join(f"{counts.get(side, 0)} {words}" for side, words in SIDES.items())


def drawn(rows):
    """Return the Chart of terms by ``yours``, with the three ways of sorting counted in words."""
    chart = plot_terms(rows.assign(favours=rows["yours"]))
    yours, said, ours = (rows[c].astype(str).value_counts() for c in ("yours", "source_says", "favours"))
    words = f"You: {_counted(yours)}; the sources: {_counted(said)}; the course: {_counted(ours)}."
    table = chart.table.rename(columns={"Favours": "Favours, as you sort it"})
    return replace(chart, title="Terms of the 1950 treaty as you sort them", summary=words, table=table)


class SortTerms(Activity):
    """The terms of the treaty on a page, each with a menu of sides and a line for the reason."""

    name, chapter, title = "sort-terms", "02-leaning-to-one-side", "Sort the treaty"
    about = (
        "Whom did each reported term of the treaty of 1950 favour? Choose a side, and give the reason in a "
        "line if you can. Then compare with the source and the course. What you leave open is not judged."
    )
    actions = (("compare", "Compare"),)
    classmates = ()

    @cached_property
    def terms(self):
        """The terms to sort."""
        return offered(self.seeds)

    def fields(self):
        """Return the menu of sets, and for each term its side and the reason."""
        counts = self.terms["set"].value_counts()
        sets = tuple((name, f"{words}: {counts.get(name, 0)} terms") for name, words in SETS.items())
        pairs = (field for term in self.terms.itertuples() for field in _pair(term))
        return (Menu("set", "Terms as told by", sets, must=True), *pairs)

    def start(self):
        """Return the set of the revision cards."""
        return {"set": "cards"}

    def groups(self, state):
        """Return the terms of one set."""
        shown = self.terms[self.terms["set"] == state["set"]]
        return [Group(self.known[:1]), *(Group(_pair(term)) for term in shown.itertuples())]

    def on_paper(self):
        """Return the terms of both sets."""
        return [Group(self.known[1:-1])]

    def act(self, state, action):
        """Compare; the credit is the share of the terms that is sorted, to whatever side."""
        share = len(sorting(state)) / max(1, len(self.terms))
        return (state | {"done": True}, "written", share) if share else (state, "draft", 0.0)

    def reply_to(self, state):
        """Return how much is sorted, and after *Compare* the three judgements beside each other."""
        rows = self.sorted_rows(state)
        said = f"{len(rows)} of {len(self.terms)} terms sorted"
        if not (state["done"] and len(rows)):
            return Reply(f"{said}.")
        alike = (rows["yours"] == rows["source_says"].astype(str)).sum()
        said += f"; on {alike} you agree with the source, on {rows['same'].sum()} with the course."
        table = markup.table(compared(self.seeds, rows, self.classmates), "Whom each term favours")
        return Reply(said, markup.paragraphs([NO_KEY]) + table, (drawn(rows),))

    def sorted_rows(self, state):
        """Return what a state has sorted, with ``yours``, ``why`` and whether the course has the ``same``."""
        whys = [state[f"why-{term}"] for term in self.terms["term"]]
        rows = self.terms.assign(yours=self.terms["term"].map(sorting(state)), why=whys)
        return rows.assign(same=rows["yours"] == rows["favours"].astype(str)).dropna(subset="yours")


def _pair(term):
    side = Menu(f"side-{term.term}", f"{term.says} `{term.statement}`", tuple(SIDES.items()))
    return side, Line(f"why-{term.term}", f"Why, in `{term.statement}`?")


def sort_terms(seeds, class_files=()):
    """Return a :class:`SortTerms`; with ``class_files``, saved progress, it is compared with a class too.

    Of each student in a file the latest sorting counts, without a name. Raises FileNotFoundError for a
    file that is not there.
    """
    activity = on_page(SortTerms, seeds)
    files = [class_files] if isinstance(class_files, (str, os.PathLike)) else class_files
    answers = [answer for file in files for answer in _latest(attempts(file))]
    activity.classmates = tuple(state for state in map(activity.sound, answers) if sorting(state))
    return activity


def _latest(table):
    mine = table[(table["chapter"] == SortTerms.chapter) & (table["question"] == SortTerms.name)]
    return mine.groupby("student")["answer"].last()
