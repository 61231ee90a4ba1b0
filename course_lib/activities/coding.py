"""Code the events: a blind coding of ten acts, its agreement with others, and the curve that it gives."""

import pandas as pd

from .. import dates, markup
from ..charts import plot_relationship
from ..seeds import relations
from .activity import Activity, Reply, on_page
from .fields import Group, Menu, Number

HOW_MANY = 10
KAPPA = "Kappa is 1 for full agreement and 0 for what chance alone would give (Cohen 1960)."
MISSES = (
    "What the scale misses: a skirmish and a war both weigh −10, and ties that are broken off only −4 "
    "(Goldstein 1992). The weights are judgements of 1992; move one below, and see how much hangs on it."
)


def sample(seeds):
    """Return ten of the coded acts, evenly through the period, as rows of ``seeds.coded()``."""
    acts = seeds.coded().sort_values(["earliest", "latest"], kind="stable", ignore_index=True)
    places = {round(n * (len(acts) - 1) / (HOW_MANY - 1)) for n in range(HOW_MANY)} if len(acts) else ()
    return acts.iloc[sorted(places)]


def in_words(row):
    """Return a row of ``seeds.agreement`` as words, such as ``6 of 10 codes (60 per cent, kappa 0.55)``."""
    chance = f", kappa {row.kappa:.2f}" if row.kappa == row.kappa else ""
    nouns = {"code": "codes", "class": "classes", "sign": "signs"}
    return f"{row.agree} of {row.n} {nouns[row.compared]} ({row.per_cent:.0f} per cent{chance})"


def side_by_side(seeds, codes, weights):
    """Return the coded events as a table for people: yours, the course's and the second coder's code."""
    label, weigh = seeds.coding.set_index("cameo")["label"], relations.weighing(seeds.coding, weights)
    coders = [codes, *(relations.codes_of(seeds, name).to_dict() for name in relations.CODERS)]
    words = {code: f"`{code}` {label[code]} ({weigh[code]:+.1f})".replace("-", "−") for code in label.index}
    title = seeds.events.set_index("event")["title"]
    rows = [(title[event], *(words[coder[event]] for coder in coders)) for event in codes]
    return pd.DataFrame(rows, columns=["Event", "Your code", "The course's", "The second coder's"])


class Coding(Activity):
    """Ten acts to code blind, then the comparison, and the weights to move."""

    name, chapter, title = "code-events", "09-measuring-friendship", "Code the events"
    about = (
        "For each act choose the code that says best what one side did to the other. Judge by the words of the "
        "codebook alone; weights and other codings stay hidden until you compare."
    )
    actions = (("check", "Compare"), ("published", "Weights as published"))

    def fields(self):
        """Return a menu of codes for each act, and a box for each weight."""
        codes = tuple((c.cameo, f"{c.cameo} {c.label}") for c in self.seeds.coding.itertuples())
        menus = (Menu(f"code:{act.event}", _asked(act), codes) for act in sample(self.seeds).itertuples())
        weights = (Number(f"weight:{code}", f"Weight of {text}", -10, 10, 0.1) for code, text in codes)
        return (*menus, *weights)

    def groups(self, state):
        """Return the acts to code with the codebook, and after the comparison the weights that were used."""
        summary = self.seeds.events.set_index("event")["summary"]
        acts = [field for field in self.known if field.name.startswith("code:")]
        shown = [Group((field,), text=(summary[field.name.removeprefix("code:")],)) for field in acts]
        used = {f"weight:{code}" for code in self.codes(state).values()} if state["done"] else ()
        weights = tuple(field for field in self.known if field.name in used)
        moved = [Group(weights, "Weights, from −10 to +10", (MISSES,))] if weights else []
        return [Group(html=_codebook(self.seeds)), *shown, *moved]

    def settled(self, state):
        """Return the state with the published weight where a box is empty and the weights are in sight."""
        published = self.seeds.coding.set_index("cameo")["goldstein"]
        empty = {f"weight:{code}" for code in self.codes(state).values()} if state["done"] else ()
        return state | {n: float(published[n[7:]]) for n in empty if state[n] is None}

    def codes(self, state):
        """Return the codes that were chosen, by event."""
        return {name[5:]: code for name, code in state.items() if name.startswith("code:") and code}

    def weights(self, state):
        """Return the weights in the boxes, by code."""
        return {
            name[7:]: value for name, value in state.items() if name[:7] == "weight:" and value is not None
        }

    def act(self, state, action):
        """Open the comparison, or put the published weights back; there is no right coding, only agreement."""
        if action == "published":
            return state | {name: None for name in state if name.startswith("weight:")}, "draft", 0.0
        return (state | {"done": True}, "written", 1.0) if self.codes(state) else (state, "draft", 0.0)

    def reply_to(self, state):
        """Return how many acts are coded, or the comparison with the curve that the coding gives."""
        codes, weights = self.codes(state), self.weights(state)
        if not state["done"] or not codes:
            return Reply(f"{len(codes)} of {len(sample(self.seeds))} acts coded.")
        agreed = {coder: self.seeds.agreement(codes, coder, weights) for coder in relations.CODERS}
        course, second = (list(map(in_words, table.itertuples())) for table in agreed.values())
        lines = [
            f"With the course: {', '.join(course)}.",
            f"With the second coder: {', '.join(second)}.",
            KAPPA,
        ]
        table = markup.table(
            side_by_side(self.seeds, codes, weights), "Code by code, with the weights now in use"
        )
        chart = plot_relationship(self.seeds.coded(weights, codes))
        return Reply(f"You and the course agree on {course[0]}.", markup.paragraphs(lines) + table, (chart,))


def _asked(act):
    who = "both sides" if act.initiator == "both" else f"{act.initiator} to {act.target}"
    return f"{act.title}, {dates.label(act.date)}: {who}"


def _codebook(seeds):
    table = seeds.coding[["cameo", "label"]].rename(columns={"cameo": "Code", "label": "What one side does"})
    return markup.details("The codebook", markup.table(table, "Codes of CAMEO that the course uses"))


def code_events(seeds):
    """Return the activity of chapter 09: ten acts coded blind, compared, and drawn as a curve."""
    return on_page(Coding, seeds)
