"""Argue: a thesis, three causes with their evidence, the strongest objection; checked, and saved as Markdown."""

import re
from dataclasses import replace

from .. import dates, markup
from .activity import Activity, Reply, on_page
from .argument import CAUSES, Argument, examine
from .fields import Group, Line, Menu, Text
from .weigh import catalogue, readings

SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
LEADING = re.compile(r"^(\d*)([-+=.)])")
CREDIT = "The readings are the workbook's own words for what each source says; quotations are the source's."
OBJECT = "An objection may rest on a statement that contradicts one of your causes, or attests a rival cause."
PAPER = "Cause {0}; Evidence {0}a; Evidence {0}b; How this evidence supports cause {0}"
PAPER_LAST = ("Counter-argument, and your answer", "Evidence for the counter-argument")


def literal(text):
    """Return a text in Markdown that reads as it was written, whatever signs it holds."""
    lines = (SIGNS.sub(r"\\\1", line.strip()) for line in text.splitlines())
    return "\n".join(LEADING.sub(r"\1\\\2", line) for line in lines).strip()


def markdown(a, student=""):
    """Return an Argument as the text of a Markdown file: its parts, what is open, and the sources cited."""
    parts = [
        "# Why did they split?",
        student and f"By {literal(student)}",
        "## Thesis",
        _written(a, "thesis"),
    ]
    for n, cause in a.chosen.items():
        parts += [
            f"## Cause {n}: {literal(a.titles[cause])}",
            _listed(a, a.pieces[n]),
            _written(a, f"how{n}"),
        ]
    parts += ["## Counter-argument", _written(a, "counter"), _listed(a, filter(None, [a.against]))]
    left = "\n".join(f"- {check.name}: {check.words}" for check in examine(a) if not check.met)
    parts += [left and "## Still open", left, "## Sources cited", _sources(a), CREDIT]
    return "\n\n".join(filter(None, parts)) + "\n"


def _written(a, name):
    return literal(a.state[name]) or "*Nothing written yet.*"


def _listed(a, pieces):
    return "\n".join(_piece(a, piece) for piece in pieces)


def _piece(a, piece):
    row = piece.row
    quote = f" “{literal(row.quote)}”" if row.quote else ""
    stance = f"{row.stance.replace('_', ' ')} *{literal(a.titles[piece.cause])}*"
    return f"- `{row.statement}` ({stance}): {literal(row.says)}{quote}"


def _sources(a):
    used = {citation.split(":")[0] for citation in (*a.cited, *(p.row.statement for p in a.picked))}
    rows = [row for row in a.seeds.sources.itertuples() if row.source in used]
    dated = [(row, dates.label(row.published) or "undated") for row in rows]
    return (
        "\n".join(f"- `{r.source}`: *{literal(r.title)}* ({literal(r.short)}, {day})" for r, day in dated)
        or "None."
    )


class Argue(Activity):
    """An argument on a page: what it rests on is picked from the statements that bear on each cause."""

    name, chapter, title = "argue", "10-why-did-they-split", "Argue"
    about = (
        "Why did they split? Write a thesis, rest it on three causes with evidence for each, answer the "
        "strongest objection; then check the argument and save it."
    )
    actions = (("check", "Check the argument"), ("save", "Save as Markdown"))

    def fields(self):
        """Return the texts, the menus of causes, and those of statements with all that they may ever offer."""
        causes = tuple((c.cause, f"{c.theme} · {c.title}") for c in self.seeds.causes.itertuples())
        bearing = self.seeds.evidence.loc[self.seeds.evidence["table"] == "causes", "statement"].unique()
        statements = tuple(zip(bearing, bearing))
        return (
            Text("thesis", "Your thesis"),
            *(field for n in CAUSES for field in _part(n, causes, statements)),
            Text("counter", "The strongest objection to your thesis, and your answer"),
            Menu("rival", "A rival cause, which somebody else would put first", causes),
            Menu("against", "A statement on which the objection rests", statements),
        )

    def groups(self, state):
        """Return the thesis, each cause with its evidence once it is chosen, and the counter-argument."""
        a, fields = Argument(self.seeds, state), {field.name: field for field in self.known}
        parts = (part for n in CAUSES for part in _of_cause(a, n, fields))
        rivals = tuple(pair for pair in fields["rival"].options if pair[0] not in a.chosen.values())
        against = replace(fields["against"], options=_options(a, a.objections.values(), titled=True))
        shown = (fields["counter"], replace(fields["rival"], options=rivals), *[against] * bool(a.objections))
        return [Group((fields["thesis"],), "Thesis"), *parts, Group(shown, "Counter-argument", (OBJECT,))]

    def settled(self, state):
        """Return the state without evidence that bears on none of the causes chosen, and without an idle rival."""
        a = Argument(self.seeds, state)
        kept = {n: [piece.row.statement for piece in a.pieces.get(n, [])] for n in CAUSES}
        named = [(f"evidence{n}{part}", n) for n in CAUSES for part in "ab"]
        sound = {name: state[name] if state[name] in kept[n] else "" for name, n in named}
        rival = state["rival"] if state["rival"] not in a.chosen.values() else ""
        return state | sound | {"rival": rival, "against": state["against"] if a.against else ""}

    def act(self, state, action):
        """Return the state with its checks in sight; the credit is the share of them that is met."""
        met = [check.met for check in examine(Argument(self.seeds, state))]
        return state | {"done": True}, "written", sum(met) / len(met)

    def reply_to(self, state):
        """Return the checks, once they have been asked for, and how many are met."""
        if not state["done"]:
            return Reply()
        checks = examine(Argument(self.seeds, state))
        left = ", ".join(check.name.lower() for check in checks if not check.met)
        told = f"{sum(c.met for c in checks)} of {len(checks)} checks met{left and f'; open: {left}'}."
        lines = (f"{'✓' if c.met else '○ Open ·'} *{c.name}:* {c.words}" for c in checks)
        return Reply(told, markup.bullets(map(markup.inline, lines)))

    def file(self, state, action):
        """Return the argument as a Markdown file, whether its checks are met or not."""
        if action != "save":
            return None
        student = self.progress.student if self.progress else ""
        return "argument.md", "text/markdown", markdown(Argument(self.seeds, state), student)

    def on_paper(self):
        """Return lines to write on, and the causes with their evidence."""
        labels = ["Thesis", *"; ".join(map(PAPER.format, CAUSES)).split("; "), *PAPER_LAST]
        table = markup.table(catalogue(self.seeds), "The causes of the split that the sources name", 1)
        lines = tuple(Line("", label) for label in labels)
        return [
            Group(lines, text=(OBJECT,)),
            Group(html=markup.details("The causes and their evidence", table)),
        ]


def _part(n, causes, statements):
    yield Menu(f"cause{n}", f"Cause {n}", causes)
    yield Menu(f"evidence{n}a", f"Evidence for cause {n}, first statement", statements)
    yield Menu(f"evidence{n}b", f"Evidence for cause {n}, second statement", statements)
    yield Text(f"how{n}", f"How this evidence supports cause {n}, in your own words", 2)


def _of_cause(a, n, fields):
    yield Group((fields[f"cause{n}"],), f"Cause {n}")
    for cause in [a.chosen[n]] if n in a.chosen else []:
        options = _options(a, a.bearing[cause])
        menus = [replace(fields[f"evidence{n}{part}"], options=options) for part in "ab"]
        legend, summary = f"Evidence for cause {n}: {a.titles[cause]}", a.summaries[cause]
        yield Group((*menus, fields[f"how{n}"]), legend, (summary,), readings(a.found[cause]))


def _options(a, pieces, titled=False):
    titles = {p.cause: f" “{a.titles[p.cause]}”" * titled for p in pieces}
    return tuple((p.row.statement, f"{_stance(p)}{titles[p.cause]}: {p.row.says}") for p in pieces)


def _stance(piece):
    return f"{piece.row.statement} {piece.row.stance.replace('_', ' ')}"


def argue(seeds):
    """Return an activity in which an argument about the split is built, checked and saved."""
    return on_page(Argue, seeds)
