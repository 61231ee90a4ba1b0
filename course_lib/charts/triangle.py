"""The strategic triangle: how three pairs of states stood, as judged, through the years or in one of them."""

from functools import partial
from itertools import groupby

import pandas as pd
from matplotlib.patches import Rectangle

from course_lib.seeds import relations

from . import checks, design, packing, panels
from .chart import Chart, redrawn

COLUMNS = ("pair", "state", "earliest", "latest")
HEADINGS = ["What", "Years", "Judged to be", "Rests on", "Why"]
PAIRS = {pair: "–".join(states) for pair, states in relations.PAIRS.items()}
NAMES = [*PAIRS.values(), "Balanced", "Odd one out"]
SPAN = (relations.FIRST, relations.LAST)
RULE = (
    "A judgement each: w warm, m mixed, c cold; hollow where it rests on none of the sources, blank where none "
    "is made. Balanced: the product of the three signs is positive (Heider 1946; Cartwright and Harary 1956). "
    "A mixed tie has no sign."
)
FOUND = {"fc": "#00695c", "ec": design.PAPER, "ink": design.PAPER}
BLANK = {"fc": design.PAPER, "ec": design.GRID, "ink": design.QUIET}
LOOKS = {
    "warm": {"fc": "#a3264c", "ec": design.PAPER, "ink": design.PAPER},
    "cold": {"fc": "#3f4aa8", "ec": design.PAPER, "ink": design.PAPER, "hatch": "--"},
    "mixed": {"fc": design.BAND, "ec": design.QUIET, "ink": design.INK, "hatch": "////"},
    "no": {"fc": "#6b5600", "ec": design.PAPER, "ink": design.PAPER, "hatch": "xx"},
} | dict.fromkeys(("yes", "China", "USSR", "USA"), FOUND)
LINES = {"warm": (5, "-"), "mixed": (3, (0, (4, 1, 1, 1))), "cold": (3, (0, (1, 1))), "not judged": (1, "-")}
CORNERS = {"China": (0, 1), "USSR": (0.65, 0), "USA": (-0.65, 0)}
EDGE = 0.07  # of a row: the room above and below its boxes
TALL = 3.2  # inches of the triangle of one year


@redrawn
def plot_triangle(table, year=None, events=None, ax=None, *, size=None):
    """Return a Chart of China, the USSR and the USA as a triangle: its ties year by year, or in one year.

    ``table`` is ``seeds.triangle`` or a table of your own with pair ("china-ussr", "china-usa",
    "usa-ussr"), state ("warm", "mixed", "cold"), earliest and latest; years without a row are not judged.
    Three rows show the pairs, the fourth whether the triangle is balanced, which is not decided where
    a tie has no sign, and the fifth the state that is odd one out: both its ties are cold, that of the
    others is warm. ``events``, some rows of ``seeds.events``, are set above. With ``year`` the triangle of
    that year is drawn instead. The Chart's table says of each judgement what it rests on and why.

    The figure is ten inches wide. With ``ax`` the chart is drawn there, at the size that you have
    given it. ``size="projector"`` takes larger letters than "page"; without it ``course.style`` decides.

    Raises ValueError, with what is allowed, for another table, word or year. Sources of the rule:
    Heider (1946), ``heider-1946``; Cartwright and Harary (1956), ``cartwright-harary-1956``.
    """
    checks.need_table(table, COLUMNS, "plot_triangle", "triangle")
    checks.need_days(table.assign(title=table["pair"]))
    checks.need_values(table, "pair", PAIRS)
    checks.need_values(table, "state", relations.STATES)
    if year is not None:
        checks.need_choice(str(year), [str(each) for each in range(SPAN[0], SPAN[1] + 1)], "year")
    letters, events = design.letters(size), panels.need_events(events, "plot_triangle")
    span = SPAN if year is None else (int(year), int(year))
    years = relations.triangle_years(table, *span).to_dict("records")
    events = panels.touching(events, *SPAN)[: len(events) * (year is None)]
    boxes, summary = _boxes(table, years), _account(years) if year is None else _account_of(years[0])
    title = f"The strategic triangle {'from 1949 to 1989' if year is None else f'in {year}'}, as judged"
    with design.drawing():
        if year is None:
            figure = _draw_strip(title, boxes, events, ax, letters)
        else:
            figure = _draw_triangle(title, years[0], ax, letters)
    return Chart(title, summary, _for_reading(boxes, events), figure)


def _boxes(table, years):
    """Return what stands in the rows: its name, first and last year, word, second line, rests on, why."""
    first, last = years[0]["year"], years[-1]["year"]
    rows = []
    for pair, name in PAIRS.items():
        mine = panels.touching(table[table["pair"].astype(str) == pair], first, last).dropna(subset=COLUMNS)
        spells = [
            (max(first, s.earliest.year), min(last, s.latest.year), *_grounds(s)) for s in mine.itertuples()
        ]
        gaps = [(*run, word, "", "", "") for *run, (word,) in _runs(years, pair) if word == "not judged"]
        rows += [(name, *box) for box in sorted(spells + gaps)]
    for *run, (verdict, undecided) in _runs(years, "balanced", "undecided"):
        second = f"{_hangs(undecided)} open" if undecided in PAIRS else ""
        why = f"hangs on {_hangs(undecided)}" if undecided else ""
        word = {"balanced": "yes", "not balanced": "no"}.get(verdict, verdict)
        rows.append((NAMES[3], *run, word, second, "", why))
    return rows + [
        (NAMES[4], *run, who or "nobody", "", "", "") for *run, (who,) in _runs(years, "odd_one_out")
    ]


def _runs(years, *columns):
    """Yield (first year, last year, values) for each run of years that are alike in some columns."""
    for values, run in groupby(years, lambda year: tuple(year[column] for column in columns)):
        run = [year["year"] for year in run]
        yield run[0], run[-1], values


def _grounds(spell):
    statement, reference, why = (getattr(spell, name, "") for name in ("statement", "reference", "note"))
    rests = [f"`{statement}`"] * bool(statement) + [f"beyond the sources: {reference}"] * bool(reference)
    return str(spell.state), statement or "beyond" * bool(reference), "; ".join(rests), why


def _hangs(undecided):
    return " and ".join(PAIRS[pair] for pair in undecided.split(", "))


def _for_reading(boxes, events):
    rows = [(what, _years(first, last), word, rests, why) for what, first, last, word, _, rests, why in boxes]
    rows += [("Event above", when, title, rests, "") for when, title, rests in panels.listed(events)]
    return pd.DataFrame(rows, columns=HEADINGS)


def _years(first, last):
    return str(first) if first == last else f"{first}–{last}"


def _account(years):
    runs = list(_runs(years, "balanced"))
    words = ("balanced", "not balanced", "not decided")
    yes, no, undecided = ([run[:2] for run in runs if run[2] == (word,)] for word in words)
    alone = dict.fromkeys(_the(year["odd_one_out"]) for year in years if year["odd_one_out"])
    who = f", {' or '.join(alone)} being the odd one out" if alone else ""
    return (
        f"Of the {len(years)} years from {years[0]['year']} to {years[-1]['year']}, as judged here, the triangle is "
        f"balanced in {_listed(yes)}{who}, not balanced in {_listed(no)}, and its balance not decided in {_listed(undecided)}."
    )


def _listed(runs):
    total = sum(last - first + 1 for first, last in runs)
    return f"{total} ({', '.join(_years(*run) for run in runs)})" if runs else "none"


def _the(state):
    return state if state == "China" else f"the {state}"


def _account_of(year):
    ties = ", ".join(f"{name} {year[pair]}" for pair, name in PAIRS.items())
    return f"In {year['year']}, as judged here: {ties}; {_verdict(year)}."


def _verdict(year):
    if year["undecided"]:
        return f"the balance is not decided, for it hangs on {_hangs(year['undecided'])}"
    alone = f", {_the(year['odd_one_out'])} being the odd one out" if year["odd_one_out"] else ""
    return f"the triangle is {year['balanced']}{alone}"


def _draw_strip(title, boxes, events, ax, letters):
    left = 0.15 + packing.widest(NAMES, letters.text, "bold")
    panel = panels.Panel("", (), len(NAMES) * (2.4 * letters.line + 0.1), partial(_draw_rows, boxes, letters))
    strip = panels.strip(events, *SPAN, panels.room(ax, left, 0.1), letters)
    return panels.stack(title, (RULE,), [panel], (left, 0.1), letters, ax, strip)


def _draw_rows(boxes, letters, ax, _):
    wide = ax.get_window_extent().width / ax.figure.dpi
    panels.name_years(ax, *SPAN, wide, letters, True)
    ax.set(ylim=(len(NAMES), 0), yticks=[])
    looks = {"ha": "right", "va": "center", "size": letters.text, "weight": "bold"}
    for row, name in enumerate(NAMES):
        ax.text(-0.012, row + 0.5, name, transform=ax.get_yaxis_transform(), gid=f"row-{row}", **looks)
    for what, first, last, word, second, _, _ in boxes:
        looks = LOOKS.get(word, BLANK)
        if second == "beyond":
            looks = {"fc": design.PAPER, "ec": looks["ec" if word == "mixed" else "fc"], "lw": 1.6}
            looks["ink"] = looks["ec"]
        start, end = panels.new_year(first), panels.new_year(last + 1)
        box = Rectangle((start, NAMES.index(what) + EDGE), end - start, 1 - 2 * EDGE, zorder=2)
        box.set(gid=f"box-{NAMES.index(what)}-{first}", **{key: looks[key] for key in looks if key != "ink"})
        ax.add_patch(box)
        _label(ax, box, _fitting(word, second, (last + 1 - first) * wide / 41, letters), looks, letters)


def _fitting(word, second, room, letters):
    """Return the most of a box's words that it has room for."""
    for text in ([f"{word}\n{second}"] if second else []) + [word]:
        if packing.widest(text.split("\n"), letters.text) + 0.04 <= room:
            return text
    return word[0] if word in relations.STATES and packing.width(word[0], letters.text) <= room else ""


def _label(ax, box, text, looks, letters):
    middle = box.get_x() + box.get_width() / 2, box.get_y() + box.get_height() / 2
    style = {"ha": "center", "va": "center", "size": letters.text, "linespacing": 1.15, "zorder": 3}
    ground = {"bbox": {"fc": looks["fc"], "ec": "none", "pad": 1}, "gid": f"label-{box.get_gid()}"}
    if text:
        ax.text(*middle, text, parse_math=False, color=looks["ink"], **style, **ground)


def _draw_triangle(title, year, ax, letters):
    ax = ax or design.new_axes(TALL + 2 * letters.line)
    wide, tall = design.width_of(ax), ax.get_window_extent().height / ax.figure.dpi
    ax.set(xlim=(0, wide), ylim=(0, tall))
    ax.set_axis_off()
    lines = packing.wrap(title, wide, letters.title, "bold")
    top = len(lines) * letters.title * 1.5 / 72
    high = max(0.5, tall - top - 0.6)
    corners = {state: (wide / 2 + high * x, 0.25 + high * y) for state, (x, y) in CORNERS.items()}
    looks = {"size": letters.text, "parse_math": False}
    ax.text(0, tall, "\n".join(lines), size=letters.title, weight="bold", va="top", gid="title")
    verdict = _verdict(year)
    said = packing.wrap(f"{verdict[0].upper()}{verdict[1:]}.", max(0.5, wide / 2 - 0.9), letters.text)
    ax.text(0, tall - top, "\n".join(said), va="top", linespacing=1.3, gid="verdict", **looks)
    looks |= {"ha": "center", "va": "center"}
    for pair, ends in relations.PAIRS.items():
        _draw_side(ax, pair, year[pair], [corners[state] for state in ends], looks)
    for state, place in corners.items():
        faces = (design.INK, design.PAPER) if state == year["odd_one_out"] else (design.PAPER, design.INK)
        box = {"fc": faces[0], "ec": design.INK, "pad": 5}
        ax.text(*place, state, color=faces[1], weight="bold", gid=f"corner-{state}", bbox=box, **looks)
    return ax.figure


def _draw_side(ax, pair, state, ends, looks):
    (lw, ls), tint = LINES[state], LOOKS[state]["fc"] if state in relations.SIGNS else design.QUIET
    ax.plot(*zip(*ends), lw=lw, ls=ls, color=tint, zorder=1, gid=f"side-{pair}")
    middle = [sum(each) / 2 for each in zip(*ends)]
    ax.text(*middle, state, gid=f"state-{pair}", bbox={"fc": design.PAPER, "ec": tint, "pad": 3}, **looks)
