"""The text detective: passages of two sources word by word, and what changed on the way."""

import re
from difflib import SequenceMatcher
from functools import cached_property

import pandas as pd

from .. import markup
from .activity import on_page
from .fields import Group, Menu
from .judged import WORDS, Judged

BATCH = 8
ENDS = ["from_statement", "to_statement"]
LITTLE = {
    "",
    *"a an and as at by for from in it not of on once or such than that the to was were with".split(),
}
EFFECTS = {
    "kept": "nothing that matters",
    "shortened": "something was left out",
    "shifted": "emphasis or tone has shifted",
    "distorted": "a fact has changed",
    "reversed": "it was turned into its opposite",
}
RANKS = list(EFFECTS)
MEANING = {"no": "no: less, perhaps, but nothing else", "yes": "yes: a reader takes away something else"}
CHANGES = {"kept": "no", "shortened": "no", "shifted": "", "distorted": "yes", "reversed": "yes"}
TEMPTING = {
    "kept": "Where the subject is still the same, little may seem to be lost.",
    "shortened": "The post is much the shorter text, so one thinks of leaving out first.",
    "shifted": "Tone and fact are hard to hold apart, and the tone has moved as well.",
    "distorted": "Other words can look like another fact.",
    "reversed": "A large change can look like the opposite; for that, what one affirms the other must deny.",
}
MEANS = {
    "no": "Something may be missing, but what is left says much the same.",
    "yes": "Whoever reads the post alone takes away something that the study does not say.",
    "": "How much a shift matters depends on the question one has; the table does not decide it.",
}


def passages(seeds):
    """Return the parallels of which both sides are quoted, in the order of the table.

    Columns: first, second (str, the statements), says_first, says_second, quote_first, quote_second,
    change (str), effect (category).
    """
    told = seeds.statements.set_index("statement")
    found = seeds.parallels.rename(columns={"from_statement": "first", "to_statement": "second"})
    for side in ("first", "second"):
        for column in ("says", "quote"):
            found[f"{column}_{side}"] = list(told.loc[found[side], column])
    return found[(found["quote_first"] != "") & (found["quote_second"] != "")].reset_index(drop=True)


def aligned(first, second):
    """Return two texts as pieces that stand side by side: (same, piece of the first, piece of the second).

    Capitals and punctuation do not matter, and no piece is the same for its common little words alone.
    """
    one, two = first.split(), second.split()
    plain = [[re.sub(r"\W", "", word).casefold() for word in words] for words in (one, two)]
    *blocks, end = SequenceMatcher(LITTLE.__contains__, *plain, autojunk=False).get_matching_blocks()
    telling = [block for block in blocks if not LITTLE.issuperset(plain[0][block.a : block.a + block.size])]
    pieces, a, b = [], 0, 0
    for block in (*telling, end):
        pieces.append((False, one[a : block.a], two[b : block.b]))
        a, b = block.a + block.size, block.b + block.size
        pieces.append((True, one[block.a : a], two[block.b : b]))
    return [(same, " ".join(x), " ".join(y)) for same, x, y in pieces if x or y]


def side_by_side(row):
    """Return a passage as a table of two lines, one under the other; what differs is in italics and named so."""
    pieces = aligned(row.quote_first, row.quote_second)
    heads = ["Word by word", *("the same" if same else "differs" for same, *_ in pieces)]
    lines = [
        [f"`{statement}`", *(texts[side] if same else _differs(texts[side]) for same, *texts in pieces)]
        for side, statement in enumerate((row.first, row.second))
    ]
    return markup.table(pd.DataFrame(lines, columns=heads), "The two, word by word")


def _differs(text):
    return f"*{text}*" if text else "–"


def dependence(seeds):
    """Return what the parallels mean for the number of witnesses, counted from the tables."""
    study, post = (seeds.parallels[name].str.split(":").str[0].iat[0] for name in ENDS)
    told = seeds.corroboration()
    both = told[told[study].str.contains("attests") & told[post].str.contains("attests|follows")]
    copied = both[post].str.contains("follows").sum()
    return (
        f"*How many witnesses?* {seeds.parallels[ENDS[1]].nunique()} of the {len(seeds.in_source(post))} "
        f"statements of the post follow the study. Of the {len(both)} events that both attest, the post has "
        f"{copied} from the study: on these there is one witness, not two. Where the post departs from what it "
        "follows, the change is its own, unless another source can be shown."
    )


class Detective(Judged):
    """The passages on a page, some at a time, with two questions on each."""

    name, chapter, title = "text-detective", "01-five-witnesses", "Text detective"
    about = (
        "A country study and a later blog post, passage by passage: what differs, and does the difference change "
        "the meaning? Judge, then compare with our reading."
    )

    @cached_property
    def rows(self):
        """The passages by the names of their fields."""
        return {f"{row.first}/{row.second}": row for row in passages(self.seeds).itertuples()}

    @cached_property
    def parts(self):
        """The names of the passages that are in sight together, by the name of the part."""
        names = list(self.rows)
        return {str(n): names[n : n + BATCH] for n in range(0, len(names), BATCH)}

    @cached_property
    def witnesses(self):
        """What follows for the number of witnesses, counted once."""
        return dependence(self.seeds)

    def menus(self):
        """Return the menu of parts."""
        ends = {n: [self.rows[name].first for name in (part[0], part[-1])] for n, part in self.parts.items()}
        return (Menu("part", "Passages", tuple((n, " to ".join(two)) for n, two in ends.items()), must=True),)

    def start(self):
        """Return the first part."""
        return {"part": "0"}

    def judgements(self):
        """Return two menus for each passage: what changed, and whether that changes the meaning."""
        asked = []
        for name, row in self.rows.items():
            two = f"from `{row.first}` to `{row.second}`"
            asked.append(Menu(f"{name}/what", f"What changed {two}?", tuple(EFFECTS.items())))
            asked.append(Menu(f"{name}/meaning", f"Does the meaning change {two}?", tuple(MEANING.items())))
        return asked

    def groups(self, state):
        """Return the menu of parts, and the passages of the one chosen."""
        return [Group(self.known[:1]), *self._passages(self.parts[state["part"]])]

    def on_paper(self):
        """Return the passages of all parts."""
        return self._passages(self.rows)

    def _passages(self, names):
        fields = {field.name: field for field in self.known}
        return [self._passage(self.rows[n], fields[f"{n}/what"], fields[f"{n}/meaning"]) for n in names]

    def _passage(self, row, *asked):
        read = (f"The study, in our words: {row.says_first}", f"The post, in our words: {row.says_second}")
        return Group(asked, f"{row.first} and {row.second}", read, side_by_side(row))

    def key(self, name):
        """Return what the table has for a passage; whether a shift changes the meaning is left open."""
        passage, asked = name.rsplit("/", 1)
        effect = self.rows[passage].effect
        return effect if asked == "what" else CHANGES[effect]

    def is_close(self, name, value):
        """Return whether a change is one step away from the table's on the way from kept to reversed."""
        return name.endswith("/what") and abs(RANKS.index(value) - RANKS.index(self.key(name))) == 1

    def found(self, state, given):
        """Return our reading of each passage that was judged, what follows from all, and the full texts."""
        heads = ["Passage", "You said", "Our reading", "Why"]
        lines = [self._line(name, value) for name, value in given.items()]
        html = markup.table(pd.DataFrame(lines, columns=heads), "What changed on the way")
        judged = {name.rsplit("/", 1)[0] for name in given}
        return html + markup.paragraphs([self.witnesses]) + self._in_full(judged)

    def _line(self, name, value):
        passage, asked = name.rsplit("/", 1)
        row, key = self.rows[passage], self.key(name)
        two = f"`{row.first}` and `{row.second}`"
        if asked == "meaning":
            return f"{two}, meaning", MEANING[value], MEANING.get(key, WORDS["open"]), MEANS[key]
        why = row.change if value == key else f"{TEMPTING[value]} {row.change}"
        return f"{two}, change", EFFECTS[value], EFFECTS[key], why

    def _in_full(self, judged):
        ends = (end for n in judged for end in (self.rows[n].first, self.rows[n].second))
        wanted = {end.rstrip("abcdefghijklmnopqrstuvwxyz") for end in ends}
        texts = self.seeds.passages
        found = texts[(texts["source"] + ":" + texts["locator"]).isin(wanted)]
        told = (f"`{p.source}:{p.locator}` {p.text}" for p in found.itertuples())
        return markup.details("The paragraphs in full", markup.paragraphs(told)) if len(found) else ""


def text_detective(seeds):
    """Return a :class:`Detective`: the parallels of which both sides are quoted.

    Raises ValueError where there is none.
    """
    if passages(seeds).empty:
        raise ValueError("The table parallels has no passage with a quotation on both sides.")
    return on_page(Detective, seeds)
