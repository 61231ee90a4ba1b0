"""Weigh the causes: a hundred points among them, beside what the sources stress, and what is left over.

Above stand pure functions of the points; ``reading`` and ``origins`` serve the argument too.
"""

from functools import cached_property

import pandas as pd

from .. import dates, markup
from ..charts.weights import plot_weights
from ..exhibits import citation
from .activity import Activity, Reply, on_page
from .fields import Group, Menu, Number

ALL = 100
PARTED = pd.Timestamp("1966-12-31")  # the end of the year in which the party ties ended (loc-1987:6g)
CAUTION = (
    "A bar counts how much a source says, which is not what it holds decisive. On that the country study "
    "finds that the main reasons came in essence to the same thing, and names the wish for independence "
    "(`loc-1987:4l`, `loc-1987:4m`). One card puts the split down to ideology, another to national interests "
    "(`cards:3.0b`, `cards:4.0b`). `err-1952` and `state-1954` were written before "
    "there was a split to explain (`state-1954:14b`)."
)
BARE = (
    "In {} of the {} events to which our tables link a cause, none with points from you was at work. "
    "Does your explanation do without them, or does it miss something?"
)
MOST = "Causes with points from you meet most often in: {}. Did they work together there, or side by side?"
LATE = (
    "At work, in our tables, only after 1966, when the party ties ended (`loc-1987:6g`): {}. "
    "Can what came later have caused the split, or did it keep it open?"
)
IDLE = "At work in none of these events: {}. What would one have to find, to see such a cause at work?"
STRESSED = (
    "Causes without points from you that two or more independent sources attest: {}. "
    "For each, what speaks against giving it some?"
)


def reading(statement):
    """Return one statement on a cause, its stance and our note in a line of Markdown's signs."""
    quote = f" “{statement.quote}”" if statement.quote else ""
    note = f" *Our note:* {statement.note}" if statement.note else ""
    return f"`{statement.statement}` *{statement.stance.replace('_', ' ')}:* {statement.says}{quote}{note}"


def readings(found):
    """Return statements, as ``seeds.evidence_for`` gives them, as a list in HTML that is closed at first."""
    items = markup.bullets(markup.inline(reading(each)) for each in found.itertuples())
    return markup.details(f"The {len(found)} statements that bear on it", items) if len(found) else ""


def origins(seeds, found):
    """Return for each statement that attests a row the source that it goes back to, and why: a dict of pairs.

    ``found`` is ``seeds.evidence_for`` of that row. As in ``seeds.corroboration`` a statement goes back to
    another source where ``parallels`` has it follow one that attests the same row; else to its own.
    """
    attesting = found[found["stance"] == "attests"]
    origin = {s: (source, "") for s, source in zip(attesting["statement"], attesting["source"])}
    models = [(p.from_statement.split(":")[0], p) for p in seeds.parallels.itertuples()]
    for model, p in sorted(models, key=lambda pair: pair[1].from_statement in origin):
        if p.to_statement in origin and model in set(attesting["source"]):
            origin[p.to_statement] = (model, f"`{p.to_statement}` follows `{p.from_statement}`: {p.change}")
    return origin


def by_theme(seeds, points):
    """Return the points of each theme of causes, from a dict of causes: theme (str), points (int64)."""
    given = seeds.causes["cause"].map(points).fillna(0).astype("int64")
    themes = seeds.causes["theme"].astype("str")
    return given.groupby(themes, sort=False).sum().rename("points").rename_axis("theme").reset_index()


def covered(seeds, points):
    """Return the events in which a cause was at work, with the points of these causes, by date.

    Columns: those of the table events, and points (int64), causes (how many of them have points, int64).
    """
    given = seeds.cause_events["cause"].map(points).fillna(0).astype("int64")
    links = seeds.cause_events.assign(points=given, causes=given.gt(0).astype("int64"))
    sums = links.groupby("event")[["points", "causes"]].sum()
    return seeds.events.merge(sums, on="event").sort_values(["earliest", "latest"], ignore_index=True)


def timing(seeds, points):
    """Return two lists of causes with points: at work in events after 1966 only, and in no event at all."""
    begun = seeds.cause_events.merge(seeds.events, on="event").groupby("cause")["earliest"].min()
    given = [cause for cause in seeds.causes["cause"] if points.get(cause)]
    late = [cause for cause in given if cause in begun.index and begun[cause] > PARTED]
    return late, [cause for cause in given if cause not in begun.index]


def overlooked(seeds, points):
    """Return the causes without points that two or more independent sources attest, each with these sources."""
    bare = [cause for cause in seeds.causes["cause"] if not points.get(cause)]
    found = {cause: origins(seeds, seeds.evidence_for("causes", cause)).values() for cause in bare}
    sources = {cause: list(dict.fromkeys(source for source, _ in back)) for cause, back in found.items()}
    return {cause: each for cause, each in sources.items() if len(each) > 1}


def leftovers(seeds, points):
    """Return what the points leave open, as HTML: questions, some with the rows that they are about."""
    events, missed = covered(seeds, points), overlooked(seeds, points)
    bare, most = events[events["points"] == 0], events[events["causes"] == events["causes"].max()]
    html = "<p><strong>What your weights leave unexplained</strong></p>"
    html += _question(BARE.format(len(bare), len(events)), "events", _events(seeds, bare))
    if len(most) and most["causes"].iloc[0] > 1:
        html += markup.paragraphs([MOST.format("; ".join(most["title"]))])
    for words, causes in zip((LATE, IDLE), timing(seeds, points)):
        html += markup.paragraphs([words.format(_named(seeds, causes))] * bool(causes))
    cited = [f"{_named(seeds, [c])}: {', '.join(f'`{s}`' for s in missed[c])}" for c in missed]
    return html + _question(STRESSED.format(len(cited)), "causes", cited)


def _question(words, noun, items):
    label = f"The {len(items)} {noun}" if len(items) > 1 else "Which one"
    listed = markup.bullets(markup.inline(item) for item in items)
    return markup.paragraphs([words]) + markup.details(label, listed) if items else ""


def _named(seeds, causes):
    titles = seeds.causes.set_index("cause")["title"]
    return "; ".join(f"*{titles[cause]}*" for cause in causes)


def _events(seeds, events):
    links = seeds.cause_events.groupby("event", sort=False)
    return [_event(seeds, event, links.get_group(event.event)) for event in events.itertuples()]


def _event(seeds, event, links):
    rests = f" *Beyond the sources:* {citation(seeds, event.reference)}" if event.beyond else ""
    work = " ".join(f"{_named(seeds, [link.cause])}: {link.how}" for link in links.itertuples())
    return f"{event.title}, {dates.label(event.date)}. {work}{rests}"


def catalogue(seeds):
    """Return all causes as a table for people: Theme, Cause, What it was, Side aggrieved, Evidence."""
    table = seeds.causes[["theme", "title", "summary", "aggrieved"]].astype("str")
    evidence = (seeds.evidence_for("causes", cause) for cause in seeds.causes["cause"])
    cited = [" ".join(_cited(each) for each in found.itertuples()) for found in evidence]
    table = table.set_axis(["Theme", "Cause", "What it was", "Side aggrieved"], axis=1)
    return table.assign(**{"Evidence (✗ contradicts, ~ dates differently)": cited})


def _cited(statement):
    sign = {"contradicts": "✗ ", "dates_differently": "~ "}.get(statement.stance, "")
    return f"{sign}`{statement.statement}`"


class Weigh(Activity):
    """The causes on a page, one theme at a time, with a box for points beside the evidence of each."""

    name, chapter, title = "weigh-causes", "10-why-did-they-split", "Weigh the causes"
    about = (
        "Why did they split? Give 100 points in all to the causes, theme by theme, as many to each as "
        "you think it weighed. Then compare."
    )
    actions = (("compare", "Compare"),)

    @cached_property
    def themes(self):
        """The themes that have causes, each with its causes (a list of rows)."""
        groups = self.seeds.causes.groupby(self.seeds.causes["theme"].astype("str"), sort=False)
        return {theme: list(rows.itertuples()) for theme, rows in groups}

    def fields(self):
        """Return the menu of themes and a box for each cause."""
        options = tuple((theme, f"{theme} ({len(causes)} causes)") for theme, causes in self.themes.items())
        boxes = (_box(cause) for causes in self.themes.values() for cause in causes)
        return (
            Menu("theme", "Theme whose causes are shown; points in the others stay", options, must=True),
            *boxes,
        )

    def start(self):
        """Return the first theme."""
        return {"theme": next(iter(self.themes), "")}

    def groups(self, state):
        """Return the menu, and each cause of the theme with its evidence."""
        return [Group(self.known[:1]), *(self._group(cause) for cause in self.themes.get(state["theme"], ()))]

    def _group(self, cause):
        found = self.seeds.evidence_for("causes", cause.cause)
        text = (cause.summary, f"Side aggrieved: {cause.aggrieved}.")
        return Group((_box(cause),), cause.title, text, readings(found))

    def given(self, state):
        """Return the points of the causes that have some: a dict of whole numbers."""
        return {c: int(points) for c in self.seeds.causes["cause"] if (points := state[f"points-{c}"])}

    def act(self, state, action):
        """Return the state in which the comparison is asked for; it counts once 100 points are given."""
        return state | {"done": True}, "written", float(sum(self.given(state).values()) == ALL)

    def reply_to(self, state):
        """Return how many points are given, and with 100 of them the comparison that was asked for."""
        points = self.given(state)
        total, table = sum(points.values()), by_theme(self.seeds, points)
        told = _told(total, state["done"])
        if not state["done"] or total != ALL:
            spent = ", ".join(f"{row.theme} {row.points}" for row in table.itertuples() if row.points)
            return Reply(told, markup.paragraphs([f"So far: {spent}." if spent else ""]))
        html = markup.paragraphs([CAUTION]) + leftovers(self.seeds, points)
        return Reply(told, html, (plot_weights(table, self.seeds.emphasis("theme")),))

    def on_paper(self):
        """Return all causes with their evidence in a table, with room for points."""
        table = catalogue(self.seeds).assign(Points="______")
        return [Group(html=markup.table(table, "The causes of the split that the sources name", 1))]


def _box(cause):
    return Number(f"points-{cause.cause}", f"Points for *{cause.title}*", 0, ALL)


def _told(total, asked):
    gap = f"{ALL - total} left" if total < ALL else f"{total - ALL} too many"
    after = gap + " before you can compare" * asked if total != ALL else "ready to compare"
    return f"{total} of {ALL} points given, {'compared below' if asked and total == ALL else after}."


def weigh_causes(seeds):
    """Return an activity in which 100 points are given to the causes of the split and then compared."""
    return on_page(Weigh, seeds)
