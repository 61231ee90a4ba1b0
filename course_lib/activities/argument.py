"""An argument about the causes of the split, read with the tables: what it rests on, and what is still open."""

import re
from typing import NamedTuple

from .weigh import origins

CAUSES = (1, 2, 3)
SENTENCE = 6  # words, from which on we call it one
SCARE = 2  # words in quotation marks that need be nobody's
HAN = r"\u3040-\u30ff\u3400-\u9fff"  # each such letter counts as a word
WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
CITED = re.compile(r"[a-z]+-\d{4}:\w+|cards:\d+(?:\.\d+)?[a-z]?")
QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")
LOOK = "look it up in its source, or leave it out."
GAP = re.compile(r"…|\.\.\.|\[[^\]]*\]")


class Piece(NamedTuple):
    """A statement, a row of ``seeds.evidence_for``, and the cause that it bears on."""

    row: object
    cause: str


class Check(NamedTuple):
    """What was looked at, whether it is met, and in words what was found or is to be done."""

    name: str
    met: bool
    words: str


class Argument:
    """A state read with the tables: ``chosen`` causes by number, the ``pieces`` for each, the one ``against``."""

    def __init__(self, seeds, state):
        self.seeds, self.state = seeds, state
        self.titles, self.summaries = seeds.causes.set_index("cause")[["title", "summary"]].to_dict().values()
        self.chosen = {n: state[f"cause{n}"] for n in CAUSES if state[f"cause{n}"]}
        rival = [state["rival"]] * (state["rival"] not in ("", *self.chosen.values()))
        self.found = {c: seeds.evidence_for("causes", c) for c in (*self.chosen.values(), *rival)}
        self.bearing = {c: [Piece(row, c) for row in found.itertuples()] for c, found in self.found.items()}
        self.pieces = {n: self._picked(c, f"evidence{n}") for n, c in self.chosen.items()}
        against = (p for c in self.bearing for p in self.bearing[c] if p.row.stance == self._needed(c))
        self.objections = {piece.row.statement: piece for piece in against}
        self.against = self.objections.get(state["against"])

    def _picked(self, cause, field):
        wanted = (self.state[f"{field}a"], self.state[f"{field}b"])
        return [piece for piece in self.bearing[cause] if piece.row.statement in wanted]

    def _needed(self, cause):
        return "contradicts" if cause in self.chosen.values() else "attests"

    @property
    def picked(self):
        """Every Piece that was picked for a cause, and then the one against."""
        return [*sum(self.pieces.values(), []), *filter(None, [self.against])]

    @property
    def texts(self):
        """The student's own texts."""
        return [self.state[name] for name in ("thesis", *(f"how{n}" for n in CAUSES), "counter")]

    @property
    def cited(self):
        """The citations that stand in the student's own texts, each once."""
        return list(dict.fromkeys(citation for text in self.texts for citation in CITED.findall(text)))

    def named(self, causes):
        """Return the titles of causes in a line."""
        return ", ".join(f"*{self.titles[cause]}*" for cause in causes)


def examine(argument):
    """Return the Checks of an :class:`Argument`, in the order in which one would mend it."""
    looked = {name: look(argument) for name, look in LOOKS.items()}
    return [Check(name, not todo, " ".join(todo) or done) for name, (todo, done) in looked.items()]


def _short(text):
    return len(WORD.findall(text)) < SENTENCE


def _thesis(a):
    todo = f"Say in a sentence of {SENTENCE} words or more why, in your view, they split."
    return [todo] * _short(a.state["thesis"]), "There is a sentence to argue for."


def _causes(a):
    missing = len(CAUSES) - len(set(a.chosen.values()))
    themes = list(a.seeds.causes.set_index("cause").loc[list(a.chosen.values()), "theme"].unique())
    hint = f" All are of one theme, {themes[0]}: was nothing else at work?" if len(themes) == 1 else ""
    return [f"Choose {missing} more, each cause once."] * bool(missing), f"Three different causes.{hint}"


def _evidence(a):
    few = [a.chosen[n] for n in a.chosen if len(a.pieces[n]) < 2]
    bare = [a.chosen[n] for n in a.chosen if a.pieces[n] and not _attesting(a.pieces[n])]
    todo = ["Choose causes first."] * (not a.chosen)
    todo += [f"Pick two different statements for {a.named(few)}."] * bool(few)
    todo += [f"Nothing that you picked attests {a.named(bare)}."] * bool(bare)
    return todo, "Each cause chosen has two statements, and one or both attest it."


def _attesting(pieces):
    return [piece for piece in pieces if piece.row.stance == "attests"]


def _reasons(a):
    short = [c for n, c in a.chosen.items() if _short(a.state[f"how{n}"])]
    todo = f"Say in a sentence how the evidence supports {a.named(short) or 'each cause'}."
    return [todo] * (bool(short) or not a.chosen), "You say how the evidence supports each cause."


def _independence(a):
    known = {(c, s): back for c in a.chosen.values() for s, back in origins(a.seeds, a.found[c]).items()}
    mine = [known[p.cause, p.row.statement] for n in a.pieces for p in _attesting(a.pieces[n])]
    sources = list(dict.fromkeys(source for source, _ in mine))
    others = [f"`{s}`" for (_, s), (source, _) in known.items() if source not in sources]
    done = [f"What you picked goes back to {', '.join(f'`{s}`' for s in sources)}."] * bool(sources)
    done += [f"{why} So it is no witness of its own." for why in dict.fromkeys(why for _, why in mine) if why]
    more = f"Your causes are attested elsewhere too, as in {', '.join(others[:3])}."
    more = more if others else "No other source of ours attests these causes: think of one that more attest."
    todo = [*done, more] if sources else ["Pick statements that attest your causes."]
    return todo * (len(sources) < 2), " ".join(done)


def _objection(a):
    todo = "Write the strongest objection and your answer, and pick a statement on which it rests."
    left = _short(a.state["counter"]) or not a.against
    return [todo] * left, "There is an objection, with a statement behind it."


def _facing(a):
    faced = {a.state["against"], *CITED.findall(a.state["counter"])}
    rows = [p.row.statement for n in a.pieces for p in a.pieces[n] if p.row.stance == "contradicts"]
    todo = [f"You picked `{s}` against its own cause: pick or cite it in the counter-argument." for s in rows]
    done = "What contradicts a cause is answered." if rows else "None of the evidence contradicts its cause."
    return [words for s, words in zip(rows, todo) if s not in faced], done


def _citations(a):
    rows = [piece.row for pieces in a.bearing.values() for piece in pieces]
    bearing = {c for row in rows for c in (row.statement, f"{row.source}:{row.locator}")}
    quotes = ["".join(found) for text in a.texts for found in QUOTED.findall(text)]
    todo = [f"`{c}` bears on none of your causes: {LOOK}" for c in a.cited if c not in bearing]
    begun = (" ".join(WORD.findall(quote)[:6]) for quote in _unfound(a, quotes))
    todo += [f"“{words} …” is not in what we hold of your evidence: {LOOK}" for words in begun]
    return todo, "All belong to your evidence." if a.cited or quotes else "None stands in your own texts."


def _unfound(a, quotes):
    texts = {(p.source, p.locator): p.text for p in a.seeds.passages.itertuples()}
    rows = [piece.row for piece in a.picked]
    held = [_plain(GAP.sub(" ", t)) for r in rows for t in (r.quote, texts.get((r.source, r.locator), ""))]
    long = [quote for quote in quotes if len(WORD.findall(quote)) > SCARE]
    return [q for q in long if not all(any(_plain(part) in text for text in held) for part in GAP.split(q))]


def _plain(text):
    return f" {' '.join(WORD.findall(text.casefold()))} ".replace("  ", " ")


LOOKS = {
    "Thesis": _thesis,
    "Causes": _causes,
    "Evidence": _evidence,
    "Reasons": _reasons,
    "Independent sources": _independence,
    "Counter-argument": _objection,
    "Contradictions": _facing,
    "Citations and quotations": _citations,
}
