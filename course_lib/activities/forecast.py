"""Forecast: a probability for each forecast of 1954, sealed now, and scored when the story has been told."""

from datetime import datetime

import pandas as pd

from .. import dates, markup
from ..charts.calibration import TRUTH, plot_forecasts
from .activity import Activity, Reply, on_page
from .fields import Group, Menu, Number

AT_ONCE = 9  # forecasts in sight
RULE = "0 means surely not, 100 surely. Where a forecast has an *if*, judge as though it were met."
TORN = (
    "Reset tears the envelope open and empties it. The record keeps these numbers, and they count until you "
    "seal others."
)
SAID = "Brier score on {1}: you {2:.2f}, the paper {3:.2f}, a coin {4:.2f}. 0 is best."
SCORED = "The sources tell what came of {} of the {} forecasts that you gave a number; these are scored."
EXPLAINED = (
    "A score is the mean squared distance of the numbers from what came of it, 1 or 0. Where that is plain, "
    "to be sure and right each time makes 0, to say 50 each time 0.25, to be sure and wrong each time 1. "
    "*Beyond the sources:* Brier (1950), Monthly Weather Review 78(1): 1–3.",
    "The paper gives words; the numbers for them are our reading, and so are the outcomes, judged from the "
    "other sources. To count partly fulfilled as one half is our convention. It favours whoever says 50, "
    "the coin first, so the second line leaves those forecasts out.",
    "On average you said {:.0f} per cent and the paper {:.0f}; what came of it, partly as one half, makes "
    "{:.0f}.",
    "With so few, one forecast can move a score by up to {:.2f}: a small lead means little. You knew, too, "
    "as the paper's author could not, that the two fell out. The table under the chart says why each outcome "
    "is judged so.",
)


def judged(predictions, state):
    """Return the forecasts that a state gives a number, with a column ``yours`` (float64, 0 to 1)."""
    yours = pd.Series([state[name] for name in predictions["prediction"]], predictions.index, "float64")
    return predictions.assign(yours=yours / 100).dropna(subset="yours")


def scores(table):
    """Return Brier scores of forecasts with ``yours``, ``probability`` and ``outcome``; 0 is best, 1 worst.

    Columns: Counted (str), Forecasts (int64), You, The paper, A coin (float64, NaN for no forecast). The
    first line counts partly fulfilled as 0.5, the second leaves it out; both leave out what no source covers.
    A score is the mean squared distance, half of Brier's own sum over the outcome and its opposite (1950).
    """
    came = table["outcome"].astype(str).map(TRUTH).dropna()
    off = table.assign(coin=0.5)[["yours", "probability", "coin"]].sub(came, axis="index") ** 2
    kinds = {"Partly fulfilled as one half": came, "Without the partly fulfilled": came[came != 0.5]}
    lines = [(words, len(kept), *off.loc[kept.index].mean()) for words, kept in kinds.items()]
    return pd.DataFrame(lines, columns=["Counted", "Forecasts", "You", "The paper", "A coin"])


def opened(table, note):
    """Return the Reply for forecasts with ``yours``, under a note on their envelope."""
    known = table[table["outcome"] != "not_covered"]
    words = markup.paragraphs([note, SCORED.format(len(known), len(table))])
    rest = _not_covered(table.drop(known.index))
    if not len(known):
        return Reply("None of your numbers can be scored.", words + rest)
    found = scores(known)
    said = SAID.format(*found.loc[0])
    shown = found.map(lambda cell: f"{cell:.2f}".replace("nan", "–") if isinstance(cell, float) else cell)
    words += markup.table(shown, "Brier scores") + markup.paragraphs(_explained(known))
    return Reply(said, words + rest, (plot_forecasts(known),))


def _explained(known):
    shares = known["yours"], known["probability"], known["outcome"].astype(str).map(TRUTH)
    figures = [], [], [100 * share.mean() for share in shares], [1 / len(known)]
    return [words.format(*each) for words, each in zip(EXPLAINED, figures)]


def _not_covered(table):
    columns = {"Forecast": table["forecast"] + " `" + table["statement"] + "`", "Why": table["note"]}
    listed = markup.table(pd.DataFrame(columns), "Your forecasts of which no source tells the outcome")
    return markup.details(f"Not scored: {len(table)}", listed) if len(table) else ""


class Forecast(Activity):
    """A box for the number of each forecast; after *Seal* only the outside of the envelope."""

    name, chapter, title = "forecast", "03-a-view-from-washington", "Forecast"
    about = (
        "How likely is it that each forecast of the paper of 1954 came true? Give your numbers before you "
        "read on, and seal them. Chapter 10 opens the envelope. What you leave empty is not judged."
    )
    actions = (("seal", "Seal"),)

    def fields(self):
        """Return the menu of pages, and a number for each forecast."""
        rows = self.seeds.predictions
        pages = [(n, min(n + AT_ONCE, len(rows))) for n in range(0, len(rows), AT_ONCE)]
        options = tuple((str(n), f"{n + 1} to {last} of {len(rows)}") for n, last in pages)
        numbers = (Number(p.prediction, f"{p.forecast} `{p.statement}`", step=5) for p in rows.itertuples())
        return (Menu("page", "Forecasts", options, must=True), *numbers)

    def start(self):
        """Return the first page."""
        return {"page": "0"}

    def groups(self, state):
        """Return the forecasts of one page; when they are sealed, when that was."""
        if state["done"]:
            return [Group(text=(self.note(), TORN))]
        first = int(state["page"]) + 1
        return [Group(self.known[:1]), self._asked(self.known[first : first + AT_ONCE])]

    def on_paper(self):
        """Return all forecasts in one group."""
        return [self._asked(self.known[1:])]

    def _asked(self, fields):
        numbers = tuple(field for field in fields if field.type == "number")
        return Group(numbers, "How likely, in per cent?", (RULE,))

    def change(self, name, value):
        """Let a field hold a value, unless the numbers are sealed."""
        if not self.state["done"]:
            super().change(name, value)

    def act(self, state, action):
        """Seal the numbers, if there are any and they are not sealed yet."""
        share = len(judged(self.seeds.predictions, state)) / max(1, len(self.seeds.predictions))
        fresh = share and not state["done"]
        return (state | {"done": True}, "written", share) if fresh else (state, "draft", 0.0)

    def reply_to(self, state):
        """Return how many forecasts have a number."""
        said = f"{len(judged(self.seeds.predictions, state))} of {len(self.seeds.predictions)} have a number"
        return Reply(f"{said}; {'they are' if state['done'] else 'nothing is'} sealed.")

    def sealings(self):
        """Return the entries of the record with which numbers were sealed, oldest first."""
        mine = (self.chapter, self._question, "written")
        entries = self.progress.entries() if self.progress else []
        return [e for e in entries if (e["chapter"], e["question"], e["verdict"]) == mine]

    def note(self):
        """Return when the numbers were sealed, and that there were others before, if so."""
        days = [datetime.fromisoformat(entry["time"]).astimezone().date() for entry in self.sealings()]
        first, last = (dates.label(day.isoformat()) for day in (days[0], days[-1])) if days else ("", "")
        earlier = f" This is envelope {len(days)}; the record keeps the first, of {first}." * (len(days) > 1)
        return f"Sealed on {last}.{earlier}" if days else "Sealed."


class Scores(Activity):
    """The envelope of :class:`Forecast` opened: the scores, the chart, and why each outcome is judged so."""

    name, chapter, title = "score-forecasts", "10-why-did-they-split", "Open the envelope"
    about = "See how the numbers that you sealed in chapter 3 did, beside the paper of 1954 and a coin."
    actions = (("open", "Open"),)

    def fields(self):
        """Return nothing: there is only the button."""
        return ()

    def groups(self, state):
        """Return nothing to fill in."""
        return []

    def act(self, state, action):
        """Open the envelope, if there is one."""
        sealed = Forecast(self.seeds, self.progress).sealings()
        return super().act(state, action) if sealed else (state, "draft", 0.0)

    def reply_to(self, state):
        """Return where to seal, or that an envelope is here, or how its numbers did."""
        envelope = Forecast(self.seeds, self.progress)
        if not (sealed := envelope.sealings()):
            return Reply(f"Nothing is sealed yet. Do that on the page {envelope.chapter}.")
        if not state["done"]:
            return Reply(f"{envelope.note()} Nothing is shown until you open it.")
        return opened(judged(self.seeds.predictions, envelope.sound(sealed[-1]["answer"])), envelope.note())


def forecast(seeds):
    """Return a :class:`Forecast` of what the paper of 1954 foresaw, to be sealed."""
    return on_page(Forecast, seeds)


def score_forecasts(seeds):
    """Return the :class:`Scores` of the numbers that were sealed last."""
    return on_page(Scores, seeds)
