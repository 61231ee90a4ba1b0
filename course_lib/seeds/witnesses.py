"""What the evidence adds up to: who bears out an event, what a source covers, and which causes it stresses."""

from collections import defaultdict

import pandas as pd

from course_lib import dates

DONE = ["attests", "dates_differently", "contradicts"]
IN_A_CELL = ["attests", "follows", *DONE[1:]]


def corroboration(seeds, phase=None, since=None, until=None):
    """Return the events with what each source does to them; see ``Seeds.corroboration``."""
    events = _choose(seeds.events, phase, since, until)
    links = _links(seeds, "events")
    links["stance"] = links["stance"].mask(_follows(seeds, links), "follows")
    table = events[["event", "title", "date", "phase"]].reset_index(drop=True)
    cells = links.groupby(["row", "source"])["stance"].agg(_in_one_cell)
    for source in seeds.sources["source"]:
        table[source] = [cells.get((event, source), "silent") for event in table["event"]]
    cited = links.groupby("row")["statement"].agg(", ".join)
    table["evidence"] = table["event"].map(cited).fillna("")
    attested = table[seeds.sources["source"]].map(lambda cell: "attests" in cell.split(", "))
    return table.assign(witnesses=attested.sum(axis=1))


def _choose(events, phase, since, until):
    if phase is not None:
        if phase not in (known := list(events["phase"].cat.categories)):
            raise ValueError(f"phase={phase!r} is not known here. Allowed are: {', '.join(known)}.")
        events = events[events["phase"] == phase]
    if since is not None:
        events = events[~(events["latest"] < _edge(since, "since", 0))]
    if until is not None:
        events = events[~(events["earliest"] > _edge(until, "until", 1))]
    return events


def _edge(day, argument, side):
    try:
        return pd.Timestamp(dates.bounds(str(day))[side])
    except ValueError as problem:
        raise ValueError(
            f'{argument}={day!r} is not a date. Write a year or a date such as 1950, "1950-02" or "1950-02-14".'
        ) from problem


def _links(seeds, table):
    """Return the evidence on a table's rows: row, stance, statement, source, in the order of the sources."""
    mine = seeds.evidence[seeds.evidence["table"] == table].astype({"stance": "str"})
    ranked = seeds.statements[["statement", "source"]].reset_index(names="rank")
    joined = mine.merge(ranked, on="statement").sort_values("rank", ignore_index=True)
    return joined[["row", "stance", "statement", "source"]]


def _follows(seeds, links):
    """Say of each link whether it attests an event after a source that attests this event too."""
    attested = set(links[links["stance"] == "attests"][["row", "source"]].itertuples(index=False, name=None))
    source_of = dict(zip(seeds.statements["statement"], seeds.statements["source"]))
    models = defaultdict(set)
    for model, copy in zip(seeds.parallels["from_statement"], seeds.parallels["to_statement"]):
        models[copy].add(source_of[model])
    return [
        link.stance == "attests" and any((link.row, model) in attested for model in models[link.statement])
        for link in links.itertuples()
    ]


def _in_one_cell(stances):
    found = [stance for stance in IN_A_CELL if stance in set(stances)]
    return ", ".join(found[:1] + [s for s in found[1:] if s != "follows"])


def coverage(seeds):
    """Return how the statements lie over sources, themes and years; see ``Seeds.coverage``."""
    columns = ["source", "theme", "year", "statements"]
    rows = [row for statement in seeds.statements.itertuples() for row in _spread(statement)]
    spread = pd.DataFrame(rows, columns=columns).astype({"year": "Int64"})
    spread["theme"] = spread["theme"].astype(seeds.statements["theme"].dtype)
    whole = spread.groupby(columns[:3], dropna=False, observed=True, sort=False, as_index=False).sum()
    rank = whole["source"].map({source: n for n, source in enumerate(seeds.sources["source"])})
    return whole.assign(rank=rank).sort_values(["rank", "theme", "year"], ignore_index=True)[columns]


def _spread(statement):
    dated = not (pd.isna(statement.earliest) or pd.isna(statement.latest))
    years = range(statement.earliest.year, statement.latest.year + 1) if dated else [pd.NA]
    return [(statement.source, statement.theme, year, 1 / len(years)) for year in years]


def emphasis(seeds, by="cause"):
    """Return how much each source says of each cause or theme; see ``Seeds.emphasis``."""
    if by not in ("cause", "theme"):
        raise ValueError(f"by={by!r} is not known here. Allowed are: cause, theme.")
    links = _links(seeds, "causes").merge(seeds.causes[["cause", "theme"]], left_on="row", right_on="cause")
    rows = seeds.causes[["cause", "title", "theme", "aggrieved"] if by == "cause" else ["theme"]]
    table = rows.drop_duplicates().merge(seeds.sources[["source"]], how="cross")
    pairs = pd.MultiIndex.from_frame(table[[by, "source"]])
    grouped = links.groupby([by, "source"], observed=True)
    counts = grouped["stance"].value_counts().unstack(fill_value=0)
    table[DONE] = counts.reindex(index=pairs, columns=DONE, fill_value=0).to_numpy(int)
    table["in_all"] = table.groupby("source")["attests"].transform("sum")
    table["share"] = (100 * table["attests"] / table["in_all"].where(table["in_all"] > 0)).fillna(0.0)
    cited = grouped["statement"].agg(lambda column: ", ".join(dict.fromkeys(column)))
    return table.assign(statements=cited.reindex(pairs).fillna("").to_numpy(str))
