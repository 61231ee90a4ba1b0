"""How states stood to each other: acts weighed and averaged, two codings compared, and the triangle.

Everything is reckoned from tables that are given; nothing is read or drawn here.
"""

import pandas as pd

from .rules import PHASE_STARTS

CODERS = {"course": "cameo", "second": "cameo_second"}
ACTS = "event title date earliest latest phase initiator target reference beyond".split()
FIRST, LAST = 1949, 1989
# Our grouping by the two digits that begin a code, as data sets of events have it; each up to this one.
CLASSES = {
    5: "words of cooperation",
    8: "deeds of cooperation",
    13: "words of conflict",
    20: "deeds of conflict",
}
PAIRS = {"china-ussr": ("China", "USSR"), "china-usa": ("China", "USA"), "usa-ussr": ("USA", "USSR")}
STATES = ("warm", "mixed", "cold")
SIGNS = {"warm": 1, "cold": -1}


def coded(seeds, weights=None, coder="course"):
    """Return the acts between the two states with their codes and weights; see ``Seeds.coded``."""
    acts = seeds.events[(seeds.events["cameo"] != "") & (seeds.events["phase"] != "background")]
    weigh, labels = weighing(seeds.coding, weights), seeds.coding.set_index("cameo")["label"]
    own = codes_of(seeds, coder).to_dict()
    codes = pd.Series([own.get(*act) for act in zip(acts["event"], acts["cameo"])], acts.index, "str")
    other = acts["cameo_second" if isinstance(coder, str) and coder == "course" else "cameo"]
    table = acts[ACTS].assign(cameo=codes, label=codes.map(labels), goldstein=codes.map(weigh))
    return table.assign(cameo_other=other, goldstein_other=other.map(weigh)).reset_index(drop=True)


def weighing(coding, changes=None):
    """Return the weight of each code as a Series, with some of them changed (a dict of code and weight)."""
    weights = coding.set_index("cameo")["goldstein"].astype("float64").copy()
    for code, weight in dict(changes or {}).items():
        _need_code(code, weights.index)
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not -10 <= weight <= 10:
            raise ValueError(f"The weight of {code} is {weight!r}; allowed are numbers from -10 to 10.")
        weights[code] = weight
    return weights


def codes_of(seeds, coder):
    """Return a coder's code for each event as a Series: "course", "second", or a coding of one's own.

    One's own is a dict of event and code, or a table with the columns event and cameo.
    """
    if isinstance(coder, str) and coder in CODERS:
        column = seeds.events.set_index("event")[CODERS[coder]]
        return column[column != ""]
    if isinstance(coder, pd.DataFrame) and {"event", "cameo"} <= set(coder.columns):
        coder = dict(zip(coder["event"], coder["cameo"]))
    if not isinstance(coder, dict):
        raise ValueError(
            f'coder={coder!r} is not known here. Allowed are: "course", "second", or a coding of your own: '
            "a dict of event and code, or a table with the columns event and cameo."
        )
    known = set(seeds.events.loc[seeds.events["cameo"] != "", "event"])
    for event, code in coder.items():
        if event not in known:
            raise ValueError(f"{event!r} is not one of the events with a code: see seeds.coded().")
        _need_code(code, set(seeds.coding["cameo"]))
    return pd.Series(coder, dtype="object")


def _need_code(code, known):
    if code not in known:
        raise ValueError(f'{code!r} is not a code of the codebook, seeds.coding; one looks like "057".')


def agreement(seeds, first="course", second="second", weights=None):
    """Return how far two codings agree on code, class and sign; see ``Seeds.agreement``."""
    pairs = pd.concat([codes_of(seeds, first), codes_of(seeds, second)], axis=1, join="inner", keys=[0, 1])
    weigh = weighing(seeds.coding, weights).to_dict()
    kinds = {"code": str, "class": class_of, "sign": lambda code: (weigh[code] > 0) - (weigh[code] < 0)}
    rows = [(name, *_agreement(pairs[0].map(kind), pairs[1].map(kind))) for name, kind in kinds.items()]
    return pd.DataFrame(rows, columns=["compared", "n", "agree", "per_cent", "kappa"])


def _agreement(one, two):
    same = int((one == two).sum())
    return len(one), same, 100 * same / len(one) if len(one) else float("nan"), kappa(one, two)


def class_of(code):
    """Return the class of a code: words or deeds, of cooperation or of conflict."""
    return next(name for last, name in CLASSES.items() if int(code[:2]) <= last)


def kappa(one, two):
    """Return Cohen's kappa of two lists of categories; NaN for none, and where chance alone agrees on all.

    It is (a - c) / (1 - c): a is the share of agreements, c the share that two coders would reach by
    chance if each used every category as often as now. Source: Cohen (1960), ``cohen-1960``.
    """
    shares = [pd.Series(list(each), dtype="object").value_counts(normalize=True) for each in (one, two)]
    chance = float(shares[0].mul(shares[1], fill_value=0).sum())
    agreed = sum(a == b for a, b in zip(one, two)) / max(1, len(one))
    return (agreed - chance) / (1 - chance) if 0 < len(one) and chance < 1 else float("nan")


def periods(period="phase"):
    """Return (name, first day, last day) for each phase, or for each block of so many years."""
    starts = (
        PHASE_STARTS if period == "phase" else {_years(*span): f"{span[0]}-01-01" for span in _blocks(period)}
    )
    days = [*map(pd.Timestamp, starts.values()), pd.Timestamp(f"{LAST + 1}-01-01")]
    return [(name, day, end - pd.Timedelta(days=1)) for name, day, end in zip(starts, days, days[1:])]


def _blocks(period):
    if not isinstance(period, int) or isinstance(period, bool) or not 1 <= period <= 41:
        raise ValueError(f'period={period!r} is not known here. Allowed are: "phase", or 1 to 41 years.')
    edges = [FIRST, *(year for year in range(FIRST + 1, LAST + 1) if year % period == 0), LAST + 1]
    return [(first, end - 1) for first, end in zip(edges, edges[1:])]


def _years(first, last):
    return str(first) if first == last else f"{first}–{str(last)[2:]}"


def means(acts, period="phase"):
    """Return the mean weight of the acts in each period, and how far open dates could move it.

    ``acts`` is what :func:`coded` returns. Columns: period (str), first, last (datetime64), n (int64), the
    acts whose range begins in the period; possible (int64), those of which some day lies in it; mean,
    low, high, other (float64): the mean weight of the n, the least and the greatest mean over all ways
    to put each of the possible acts into one of its periods, and the mean by the other coding. A period
    without an act has NaN in all four. Nothing is summed: a sum would grow with the number of acts told.
    """
    known = acts.dropna(how="all", subset=["earliest", "latest"])
    rows = [_period(known, *each) for each in periods(period)]
    names = ["period", "first", "last", "n", "possible", "mean", "low", "high", "other"]
    return pd.DataFrame(rows, columns=names)


def _period(acts, name, first, last):
    starts, ends = acts["earliest"].fillna(acts["latest"]), acts["latest"]
    here = starts.between(first, last)
    outside = (acts["latest"] < first) | (acts["earliest"] > last)
    sure = ~outside & (acts["earliest"] >= first) & (ends <= last)
    low, high = _extremes(acts.loc[sure, "goldstein"], acts.loc[~outside & ~sure, "goldstein"])
    mean, other = acts.loc[here, "goldstein"].mean(), acts.loc[here, "goldstein_other"].mean()
    empty = not here.any()
    bounds = (float("nan"),) * 2 if empty else (low, high)
    return name, first, last, int(here.sum()), int((~outside).sum()), mean, *bounds, other


def _extremes(sure, possible):
    """Return the least and the greatest mean of the sure weights with any of the possible ones."""
    return tuple(sign * _least(sign * sure, sorted(sign * possible)) for sign in (1, -1))


def _least(sure, rising):
    total, number = sure.sum(), len(sure)
    for weight in rising:
        if number and weight >= total / number:
            break
        total, number = total + weight, number + 1
    return total / number if number else float("nan")


def balance(states):
    """Return "balanced", "not balanced" or "not decided" for the states of the three pairs (a dict).

    Three ties are balanced when the product of their signs, warm +1 and cold -1, is positive; a tie that
    is mixed or not judged has no sign. Sources: Heider (1946); Cartwright and Harary (1956).
    """
    if undecided(states):
        return "not decided"
    cold = sum(states[pair] == "cold" for pair in PAIRS)
    return "not balanced" if cold % 2 else "balanced"


def undecided(states):
    """Return the pairs that are neither warm nor cold, as a list."""
    return [pair for pair in PAIRS if states.get(pair) not in SIGNS]


def odd_one_out(states):
    """Return the state whose two ties are cold while the tie of the others is warm, or an empty text."""
    warm = [pair for pair in PAIRS if states.get(pair) == "warm"]
    if balance(states) != "balanced" or len(warm) != 1:
        return ""
    return next(state for state in ("China", "USSR", "USA") if state not in PAIRS[warm[0]])


def triangle_years(spells, since=FIRST, until=LAST):
    """Return the triangle year by year; see ``Seeds.triangle_years``."""
    judged = {
        (spell.pair, year): spell.state
        for spell in spells.dropna(subset=["earliest", "latest"]).astype({"state": "str"}).itertuples()
        for year in range(spell.earliest.year, spell.latest.year + 1)
    }
    years = range(since, until + 1)
    states = [{pair: judged.get((pair, year), "not judged") for pair in PAIRS} for year in years]
    table = pd.DataFrame(states, columns=list(PAIRS), dtype="str")
    table.insert(0, "year", pd.Series(years, dtype="int64"))
    found = [(balance(each), odd_one_out(each), ", ".join(undecided(each))) for each in states]
    table[["balanced", "odd_one_out", "undecided"]] = pd.DataFrame(found, columns=list("abc"), dtype="str")
    return table
