"""Alliances, rivalries and militarised disputes as spans of time, one coding beside the other."""

from itertools import cycle

import pandas as pd

from course_lib import dates

from . import checks, design, intervals, lanes, panels
from .chart import Chart, redrawn

COLUMNS = (
    "spell kind title coding number actor other date earliest latest hostility "
    "deaths_actor deaths_other note reference"
).split()
KINDS = {
    "alliance": ("Alliances", "alliance", design.LANES[2]),
    "rivalry": ("Strategic rivalries", "rivalry", design.LANES[3]),
    "dispute": ("Militarised disputes", "militarised dispute", design.LANES[0]),
}
LEVELS = {3: "display of force", 4: "use of force", 5: "war"}
PATTERNS = {"solid": "", "hatched": "//////", "dotted": "....."}
ABSENT = {"hostility": 0, "deaths_actor": "", "deaths_other": ""}
OPEN = {"", ".."}
HEADS = "Kind,Spell,Coding,Number,States,Dates,Highest level,Deaths,Note,Rests on".split(",")


@redrawn
def plot_spells(spells, events=None, since=1949, until=1989, ax=None, *, size=None):
    """Return a Chart of alliances, rivalries and militarised disputes as bars over the years.

    ``spells`` is ``seeds.spells`` or some of its rows, ``events`` rows of ``seeds.events`` to set above
    them. A dispute has a bar for each coding, each with a pattern of its own. A bar reaches from the
    first to the last day that its date allows; ``since`` and ``until`` are years. The Chart's table has
    the columns Kind, Spell, Coding, Number, States, Dates, Highest level, Deaths, Note and Rests on; the
    events are its last rows. ``ax`` and ``size`` are those of ``plot_terms``.

    Raises ValueError, with what is allowed, for other tables, an unknown kind or level, or what is no year.
    """
    checks.need_table(spells, COLUMNS, "plot_spells", "spells")
    letters = design.letters(size)
    checks.need_days(spells)
    checks.need_values(spells, "kind", KINDS)
    checks.need_values(spells.dropna(subset="hostility"), "hostility", [*map(str, LEVELS)])
    checks.need_years(since, until)
    events = panels.need_events(events, "plot_spells")
    shown, above = (panels.touching(table, since, until) for table in (spells, events))
    shown = shown.astype({column: object for column in ("kind", *ABSENT)}).fillna(ABSENT)
    title = f"{_named(shown)} as coded, {since}–{until}"
    summary = _account(shown, above)
    figure = _draw(shown, above, (since, until), (title, summary), ax, letters)
    return Chart(title, summary, _for_reading(shown, above), figure, row_header=1)


def _named(spells):
    *others, last = [KINDS[kind][0] for kind in KINDS if kind in set(spells["kind"])] or ["Spells"]
    return f"{', '.join(others)} and {last.lower()}" if others else last


def _for_reading(spells, events):
    rows = [_listed(spell) for spell in spells.itertuples()]
    rows += [("event", name, *[""] * 3, day, *[""] * 3, rests) for day, name, rests in panels.listed(events)]
    return pd.DataFrame(rows, columns=HEADS)


def _listed(spell):
    dead = f"{spell.actor} {spell.deaths_actor}, {spell.other} {spell.deaths_other}".replace("-", "–")
    dead = dead if spell.deaths_actor or spell.deaths_other else ""
    what = (spell.kind, spell.title, spell.coding, spell.number, f"{spell.actor}–{spell.other}")
    said = (dates.label(spell.date), LEVELS.get(spell.hostility, ""), dead, spell.note)
    return *what, *said, panels.rests_on("", spell.reference)


def _together(spells):
    """Return the rows of each dispute, and each other row by itself, in the order of the table."""
    numbered = (spells["kind"] == "dispute") & (spells["number"] != "")
    key = spells["number"].where(numbered, spells["spell"])
    return [rows for _, rows in spells.groupby([spells["kind"], key], sort=False)]


def _account(spells, events):
    if not len(spells):
        return "No spells to show: nothing in the table fits what was asked for."
    titles = spells.drop_duplicates(["kind", "title"])["kind"].value_counts()
    counts = [_count(titles[kind], KINDS[kind][1]) for kind in KINDS if kind in titles]
    disputes = [rows for rows in _together(spells) if rows["kind"].iloc[0] == "dispute"]
    said = [", ".join(counts), *_differences(disputes), *_in_force(spells, disputes)]
    return "; ".join([*said, *panels.counted(events)]) + "."


def _count(number, noun):
    many = noun.removesuffix("y") + "ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _differences(disputes):
    twice = [rows for rows in disputes if rows["coding"].nunique() > 1]
    if twice:
        when = sum(not all(_alike(rows["date"].iloc[0], day) for day in rows["date"]) for rows in twice)
        dead = sum(len(rows.drop_duplicates(["deaths_actor", "deaths_other"])) > 1 for rows in twice)
        whole = f"of {_count(len(twice), 'dispute')} coded more than once"
        yield f"{whole} the codings differ on the dates of {when} and on the dead of {dead}"


def _alike(one, other):
    """Return whether two EDTF dates allow the same first day and the same last day."""
    return all(a == b or not OPEN & {a, b} and _meet(a, b) for a, b in zip(_ends(one), _ends(other)))


def _ends(date):
    return date.partition("/")[0], date.rpartition("/")[2]


def _meet(one, other):
    (low, high), (first, last) = dates.calendar_bounds(one), dates.calendar_bounds(other)
    return low <= last and first <= high


def _in_force(spells, disputes):
    pacts = list(spells[spells["kind"] == "alliance"].itertuples())
    within = sum(any(_overlap(d, pact) for d in rows.itertuples() for pact in pacts) for rows in disputes)
    if pacts and disputes:
        whole = f"of {_count(len(disputes), 'dispute')}, {within} fell at least partly"
        yield f"{whole} within the time of an alliance of the same two"


def _overlap(dispute, pact):
    """Return whether a pact of the same two was surely in force on some day that a dispute may have."""
    first, last = _ends(pact.date)
    begun = first in OPEN or not pd.Timestamp(dates.calendar_bounds(first)[1]) > dispute.latest
    lasts = last in OPEN or not pd.Timestamp(dates.calendar_bounds(last)[0]) < dispute.earliest
    return {dispute.actor, dispute.other} == {pact.actor, pact.other} and begun and lasts


def _draw(spells, events, window, words, ax, letters):
    with design.drawing():
        if not len(spells):
            return design.empty(ax, words[1], letters)
        disputes = spells[spells["kind"] == "dispute"]
        patterns = dict(zip(disputes["coding"].unique(), cycle(PATTERNS), strict=False))
        rows = [_row(mine, patterns, window, letters) for mine in _together(spells)]
        margins = intervals.left_margin(rows, letters), 0.1
        width = panels.room(ax, *margins)
        plots = [_panel(kind, rows, _key(disputes, patterns), window, width, letters) for kind in KINDS]
        known = [f"Beyond the sources: {', '.join(spells['reference'].unique())}."]
        above = panels.strip(events, *window, width, letters)
        return panels.stack(
            words[0], known, [plot for plot in plots if plot.height], margins, letters, ax, above
        )


def _key(disputes, patterns):
    pairs = disputes[["actor", "other"]].drop_duplicates()
    states = pairs.iloc[0] if len(pairs) == 1 else ("first state", "second state")
    yield f"From the top down: {'; '.join(f'{pattern}, {coding}' for coding, pattern in patterns.items())}."
    yield f"Figures: the dead, {' / '.join(states)}, where a coding has any."


def _row(spells, patterns, window, letters):
    first = next(spells.itertuples())
    more = LEVELS.get(spells["hostility"].max(), "") if first.kind == "dispute" else first.coding
    bars = tuple(_bar(spell, patterns, window) for spell in spells.itertuples())
    return intervals.Row(intervals.wrap(first.title, more, letters), bars, first.kind)


def _bar(spell, patterns, window):
    first, last = lanes.reach(spell, panels.years(*window, 1))
    pattern = patterns[spell.coding] if spell.kind == "dispute" else "solid"
    words = _dead(spell) if spell.kind == "dispute" else _years(spell, window)
    looks = {"colour": KINDS[spell.kind][2], "hatch": PATTERNS[pattern], "hollow": pattern != "solid"}
    return intervals.Bar(spell.spell, first, last, words, **looks)


def _dead(spell):
    bands = spell.deaths_actor, spell.deaths_other
    return " / ".join(bands).replace("-", "–") if set(bands) - {"none", ""} else ""


def _years(spell, window):
    first, last = ("" if pd.isna(day) else day.year for day in (spell.earliest, spell.latest))
    runs_on = (first or 0) < window[0], (last or 9999) > window[1]
    return f"{'◀ ' * runs_on[0]}{first}–{last}{' ▶' * runs_on[1]}"


def _panel(kind, rows, key, window, width, letters):
    mine = [row for row in rows if row.group == kind]

    def draw(ax, last):
        panels.name_years(ax, *window, width, letters, last)
        intervals.draw(ax, mine, letters)

    words = tuple(key) if kind == "dispute" else ()
    return panels.Panel(KINDS[kind][0], words, intervals.height(mine, letters), draw)
