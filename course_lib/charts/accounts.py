"""Each chart in one sentence, counted from the rows that it draws."""

from collections import Counter

from course_lib import dates


def of_events(events, chosen=None, many=False):
    """Return what a timeline of these events shows, in one sentence; ``chosen`` is the row of one event."""
    dated = events.dropna(subset="begins")
    if not len(dated):
        return "No events to show: nothing in the table fits what was asked for."
    said = [_how_many(dated), *_how_exact(dated), *_densest(dated), *_beyond(dated)]
    said += _left_out(len(events) - len(dated))
    if chosen is not None:
        said += [_chosen(dated, chosen)]
    elif many:
        said += ["so many have no labels, and the table has their names"]
    return "; ".join(said) + "."


def _chosen(dated, event):
    absent = "" if (dated["event"] == event["event"]).any() else ", which is not drawn here"
    return f"chosen is {event['title']} ({dates.label(event['date']) or 'no date'}){absent}"


def of_terms(terms):
    """Return what a chart of these terms shows, in one sentence."""
    if not len(terms):
        return "No terms to show: the table is empty."
    said = [_how_favourable(terms), _holding(terms), _verdicts(terms)]
    return "; ".join(said) + "."


def _how_favourable(terms):
    sides = Counter(terms["favours"].astype(str))
    china, both, ussr = (sides[side] for side in ("China", "both", "USSR"))
    what = f"{_count(len(terms), 'term')} of the 1950 treaty as the sources report them"
    return f"{what}: in our reading {china} for China, {both} for both sides, {ussr} for the USSR"


def differing(terms):
    """Return the terms of which the source itself says, other than we do, whom they favour."""
    said = terms["source_says"].astype(str)
    return terms[(said != terms["favours"].astype(str)) & (said != "silent")]


def _count(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _are(number, words, many=None, whole=0):
    if number == 1:
        return f"{'it' if whole == 1 else 1} is {words}"
    return f"{number} are {many or words}"


def _how_many(events):
    ends = events["latest"].fillna(events["earliest"])
    first = _one_end(events["date"].iloc[0], 0, events["begins"].min())
    last = _one_end(events["date"].loc[ends.idxmax()], -1, ends.max())
    when = f" from {first} to {last}" if first != last else f", dated {first}"
    return _count(len(events), "event") + when


def _one_end(date, side, bound):
    known = [end for end in date.split("/") if end not in ("", "..")] or [""]
    whole = dates.label(date)
    # "mid-1949" and its like are one word for a range; "14 – 20 May" has two ends to choose from.
    words = whole if len(known) == 2 and "–" not in whole else dates.label(known[side])
    return str(bound.year) if words.startswith("the ") else words


def _how_exact(events):
    days = int((events["earliest"] == events["latest"]).sum())
    ranges = len(events) - days
    open_ones = int(events[["earliest", "latest"]].isna().any(axis=1).sum())
    parts = [_are(days, "dated to the day", whole=len(events))] * bool(days)
    parts += [_are(ranges, "a range", "ranges", len(events))] * bool(ranges)
    runs_on = f" ({open_ones} of them open at one end)" if open_ones else ""
    return [", ".join(parts) + runs_on]


def _densest(events):
    first, last = events["earliest"].dt.year, events["latest"].dt.year
    years = first[first == last].value_counts()
    top = sorted(int(year) for year in years[years == years.max()].index)
    if len(years) < 2 or years.max() < 2 or len(top) > 2:
        return []
    if len(top) == 2:
        return [f"the densest years are {top[0]} and {top[1]} ({years.max()} events each)"]
    return [f"the densest year is {top[0]} ({years.max()} events)"]


def _beyond(events):
    number = int(events["beyond"].sum())
    return [f"{number} rest{'s' * (number == 1)} on none of the five sources"] if number else []


def _left_out(number):
    return [f"{_are(number, 'without a date', 'without dates')}, in the table only"] * bool(number)


def _holding(terms):
    holds = Counter(terms["holds"].astype(str))
    yes, loosely, no, open_ones = (holds[word] for word in ("yes", "loosely", "no", "open"))
    hold = f"{yes} hold{'s' * (yes == 1)}, {loosely} only loosely"
    return f"of the claims {hold}, {no} do{'es' * (no == 1)} not, and {_are(open_ones, 'open')}"


def _verdicts(terms):
    others = differing(terms)
    if not len(others):
        return "no source says otherwise about whom a term favours"
    where = ", ".join(others["statement"].astype(str))
    return f"on {len(others)} the side that the source states or implies differs from ours ({where})"
