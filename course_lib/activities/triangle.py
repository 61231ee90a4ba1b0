"""The strategic triangle: judge the three pairs in a year, see whether they balance, then compare."""

import pandas as pd

from .. import markup
from ..charts import plot_triangle
from ..exhibits import citation, quotation
from ..seeds import relations
from .activity import Activity, Reply, on_page
from .fields import Group, Number, Radio, Tick

STATES = (("warm", "warm"), ("mixed", "mixed"), ("cold", "cold"))
RULE = (
    "The rule: three ties are in balance when all are warm, or when one is warm and two are cold, so that two "
    "partners face a third (Heider 1946; Cartwright and Harary 1956). A mixed tie decides nothing."
)


def spells_of(year, states):
    """Return what is judged of the pairs in a year as rows like those of ``seeds.triangle``."""
    first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    rows = [(pair, state, first, last) for pair, state in states.items()]
    table = pd.DataFrame(rows, columns=["pair", "state", "earliest", "latest"])
    return table.astype({"earliest": "datetime64[s]", "latest": "datetime64[s]"})


def year_of(year, states):
    """Return one year as a row of ``seeds.triangle_years()``, for the states of the pairs that are given."""
    return next(relations.triangle_years(spells_of(year, states), year, year).itertuples())


def verdict(row):
    """Return a row of ``seeds.triangle_years()`` as a sentence: balanced or not, and who stands alone."""
    if row.balanced == "not decided":
        return "Not decided: a mixed tie, or one that is not judged, has no sign."
    alone = f"; odd one out is {'China' if row.odd_one_out == 'China' else f'the {row.odd_one_out}'}"
    return f"{row.balanced.capitalize()}{alone if row.odd_one_out else ''}."


def comparison(seeds, year, states):
    """Return the pairs in a year as a table for people: Pair, You, We, Why, and What it rests on."""
    spells = seeds.triangle[
        (seeds.triangle["earliest"].dt.year <= year) & (seeds.triangle["latest"].dt.year >= year)
    ]
    ours = {str(spell.pair): spell for spell in spells.itertuples()}
    rows = [_compared(seeds, pair, states.get(pair), ours.get(pair)) for pair in relations.PAIRS]
    return pd.DataFrame(rows, columns=["Pair", "You", "We", "Why", "What it rests on"])


def _compared(seeds, pair, state, ours):
    mine = state or "not judged"
    if ours is None:
        return name(pair), mine, "not judged", "Nothing at hand bears on this year.", "–"
    return name(pair), mine, str(ours.state), ours.note, markup.Raw(markup.bullets(_grounds(seeds, ours)))


def _grounds(seeds, ours):
    for s in seeds.cited(ours.statement).itertuples() if ours.statement else ():
        yield markup.inline(f"`{s.statement}` {s.says} {quotation(s.quote) if s.quote else ''}")
    if ours.reference:
        yield markup.inline(f"*Beyond the sources:* {citation(seeds, ours.reference)}")


def _row(year):
    return year.balanced, year.odd_one_out or "–"


def name(pair):
    """Return a pair as words, such as ``The USA and the USSR``."""
    one, other = relations.PAIRS[pair]
    return f"{'' if one == 'China' else 'The '}{one} and the {other}"


class Triangle(Activity):
    """Three pairs to judge in any year from 1949 to 1989."""

    name, chapter, title = "triangle", "07-the-triangle", "The strategic triangle"
    about = (
        "Choose a year, and say of each pair whether its relations were warm, mixed or cold. Then see whether your "
        "triangle balances, and compare it with our reading. Ours is a judgement too."
    )
    actions = (("check", "Compare"),)

    def fields(self):
        """Return the year, and for each year the three pairs and whether they have been compared."""
        years = range(relations.FIRST, relations.LAST + 1)
        pairs = [Radio(f"{p}:{y}", f"{name(p)} in {y}", STATES) for y in years for p in relations.PAIRS]
        asked = Number("year", "Year", relations.FIRST, relations.LAST)
        return (asked, *pairs, *(Tick(f"compared:{year}", "") for year in years))

    def start(self):
        """Return the year to begin with."""
        return {"year": 1972}

    def groups(self, state):
        """Return the year, and the three pairs in it."""
        names = {f"{pair}:{state['year']}" for pair in relations.PAIRS}
        return [Group(self.known[:1]), Group(tuple(f for f in self.known if f.name in names), text=(RULE,))]

    def settled(self, state):
        """Return the state with a year in it."""
        return state if state["year"] is not None else state | self.start()

    def kept(self, state):
        """Return the state without what nobody has judged."""
        return {field: value for field, value in state.items() if value}

    def states(self, state, year):
        """Return what was judged of each pair in a year."""
        return {pair: state[f"{pair}:{year}"] for pair in relations.PAIRS if state[f"{pair}:{year}"]}

    def act(self, state, action):
        """Open the comparison for the year, where all three pairs are judged."""
        year = state["year"]
        if len(self.states(state, year)) < len(relations.PAIRS):
            return state, "draft", 0.0
        return state | {f"compared:{year}": True}, "written", 1.0

    def reply_to(self, state):
        """Return whether the triangle of the year balances, and the comparison where it was asked for."""
        year = state["year"]
        states = self.states(state, year)
        if len(states) < len(relations.PAIRS):
            return Reply(f"{len(states)} of 3 pairs judged for {year}.", self._so_far(state))
        said = f"Your {year}: {verdict(year_of(year, states))}"
        picture = plot_triangle(spells_of(year, states), year)
        return Reply(said, self._compared(state, year, states) + self._so_far(state), (picture,))

    def _compared(self, state, year, states):
        if not state[f"compared:{year}"]:
            return ""
        ours = next(row for row in self.seeds.triangle_years().itertuples() if row.year == year)
        table = markup.table(comparison(self.seeds, year, states), f"{year}, pair by pair")
        return markup.paragraphs([f"Our {year}: {verdict(ours)}"]) + table

    def _so_far(self, state):
        years = [year for year in range(relations.FIRST, relations.LAST + 1) if state[f"compared:{year}"]]
        ours = self.seeds.triangle_years().set_index("year")
        rows = [(y, *_row(year_of(y, self.states(state, y))), *_row(ours.loc[y])) for y in years]
        heads = ["Year", "You: balance", "You: odd one out", "We: balance", "We: odd one out"]
        return markup.table(pd.DataFrame(rows, columns=heads), "The years compared so far") if rows else ""


def triangle(seeds):
    """Return the activity of chapter 07: the three pairs of the strategic triangle, year by year."""
    return on_page(Triangle, seeds)
