"""Sort the treaty: which terms are offered, what is compared with what, and how a class is counted."""

import json

import pytest
from chart_reading import Page, artists, assert_texts_apart
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.activities import sort_terms
from course_lib.activities.treaty import SIDES, SortTerms, compared, offered, tally
from course_lib.exhibits import citation
from course_lib.markup import inline
from course_lib.progress import Progress


@pytest.fixture
def record(tmp_path):
    """A record of a student's own."""
    return Progress(tmp_path / "answers")


def sort(activity, sides, why=""):
    """Sort terms as a student does in the browser, and compare."""
    values = {f"side-{term}": side for term, side in sides.items()}
    activity.reply({"click": "compare", "values": values | {f"why-{term}": why for term in sides}})
    return activity


def all_alike(activity, side="China"):
    """Every term on one side."""
    return dict.fromkeys(activity.terms["term"], side)


def test_every_term_is_offered_but_the_blogs_copies(seeds):
    """All terms of the table are there to sort, in two sets, save those that follow another source's."""
    terms = offered(seeds)
    left_out = seeds.terms[~seeds.terms["term"].isin(terms["term"])]
    assert set(left_out["statement"].str.split(":").str[0]) == {"blog-2013"}
    assert set(left_out["statement"]) <= set(seeds.parallels["to_statement"])
    assert set(terms.loc[terms["set"] == "cards", "source"]) == {"cards"}
    assert set(terms.loc[terms["set"] == "others", "source"]) == {"loc-1987", "err-1952"}


def test_each_set_is_in_sight_with_its_terms(seeds):
    """The menu of sets brings the terms of each, at most a dozen, each with its statement and citation."""
    activity, seen = SortTerms(seeds), []
    for name, words in activity.known[0].options:
        activity.change("set", name)
        groups = activity.groups(activity.state)[1:]
        assert len(groups) <= 12 and words.endswith(f": {len(groups)} terms")
        seen += [field.label for group in groups for field in group.fields if field.type == "menu"]
    says = seeds.statements.set_index("statement")["says"]
    assert sorted(seen) == sorted(f"{says[s]} `{s}`" for s in activity.terms["statement"])


def test_nothing_is_given_away_before_comparing(seeds):
    """Neither the twin nor what the browser is told holds a reading or a finding before Compare."""
    activity = SortTerms(seeds)
    for term in activity.terms["term"][:5]:
        activity.change(f"side-{term}", "USSR")
    told = json.dumps(activity.told(), ensure_ascii=False) + activity.html()
    assert not any(finding in told for finding in seeds.terms["finding"])
    assert "The course" not in told and not activity.told()["pictures"]
    sides = {json.dumps(f.entries) for f in activity.known if f.name.startswith("side-")}
    assert len(sides) == 1


def test_every_sorting_is_set_beside_source_and_course(seeds):
    """For each term there is the student's side and reason, the source's, the course's and the finding."""
    for side in SIDES:
        activity = sort(SortTerms(seeds), all_alike(SortTerms(seeds), side), "because")
        table = compared(seeds, activity.sorted_rows(activity.state))
        terms = seeds.terms.set_index("statement")
        assert len(table) == len(activity.terms)
        for term, yours, said, ours, holds in table.itertuples(index=False):
            row = terms.loc[term.split("`")[1]]
            assert yours == f"{SIDES[side]}: because"
            assert (said, ours) == (SIDES[row.source_says], SIDES[row.favours]) and row.finding in holds
            assert not row.reference or citation(seeds, row.reference) in holds


def test_what_differs_from_the_course_comes_first(seeds):
    """The terms on which student and course differ stand above those on which they agree."""
    activity = sort(SortTerms(seeds), all_alike(SortTerms(seeds), "USSR"))
    ours = list(compared(seeds, activity.sorted_rows(activity.state))["The course"])
    differ = [side != "for the USSR" for side in ours]
    assert differ == sorted(differ, reverse=True) and 0 < sum(differ) < len(differ)


@pytest.mark.parametrize("side", SIDES)
def test_the_counts_are_counted(seeds, side):
    """Agreement with source and course is counted over what is sorted, and the sides in the chart."""
    activity = SortTerms(seeds)
    chosen = seeds.terms[seeds.terms["statement"].str.startswith("cards")]
    reply = sort(activity, dict.fromkeys(chosen["term"], side)).reply_to(activity.state)
    source, course = (chosen["source_says"] == side).sum(), (chosen["favours"] == side).sum()
    assert reply.said == (
        f"{len(chosen)} of {len(activity.terms)} terms sorted; on {source} you agree with the source, "
        f"on {course} with the course."
    )
    chart = reply.charts[0]
    for who, column in (("the sources", "source_says"), ("the course", "favours")):
        counts = ", ".join(f"{(chosen[column] == each).sum()} {words}" for each, words in SIDES.items())
        assert f"; {who}: {counts}" in chart.summary
    yours = ", ".join(f"{len(chosen) * (each == side)} {words}" for each, words in SIDES.items())
    assert chart.summary.startswith(f"You: {yours};")
    assert artists(chart, "head")[side].get_text().endswith(f": {len(chosen)}")
    assert set(chart.table["Favours, as you sort it"]) == {side}
    assert_texts_apart(chart)


def test_no_sorting_is_right_or_wrong(seeds, record):
    """The verdict is that something was written, its credit the share that is sorted; none without any."""
    activity = SortTerms(seeds, record)
    activity.reply({"click": "compare"})
    assert record.entries() == [] and activity.reply_to(activity.state).html == ""
    some = dict(list(all_alike(activity).items())[:3])
    last = sort(activity, some).progress.entries()[-1]
    assert (last["verdict"], last["credit"]) == ("written", pytest.approx(3 / len(activity.terms)))
    assert "There is no right answer here" in activity.reply_to(activity.state).html
    assert compared(seeds, activity.sorted_rows(activity.state)).shape == (3, 5)


def test_it_is_found_again_and_reset(seeds, record):
    """Sides and reasons are there when the page is opened anew; Reset empties them."""
    term = offered(seeds)["term"].iloc[0]
    sort(SortTerms(seeds, record), {term: "both"}, "<b>why</b>")
    again = SortTerms(seeds, record)
    assert again.state[f"side-{term}"] == "both" and again.state[f"why-{term}"] == "<b>why</b>"
    html = again.reply_to(again.state).html
    assert inline("<b>why</b>") in html and "<b>" not in html
    again.press("reset")
    assert again.state == again.sound({})


ANYTHING = st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.text())


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_state_has_a_reply(seeds, data):
    """Whatever a record holds, the page has something to show, in sound HTML."""
    activity = SortTerms(seeds)
    names = st.sampled_from([field.name for field in activity.known])
    answer = data.draw(st.dictionaries(names, ANYTHING | st.sampled_from([*SIDES, True])) | ANYTHING)
    state = activity.sound(answer)
    reply = activity.reply_to(state)
    Page(reply.html)
    sides = [value for name, value in state.items() if name.startswith("side-") and value]
    assert reply.said.startswith(f"{len(sides)} of {len(activity.terms)} terms sorted")


def test_tally(seeds):
    """States are counted by term and side; what nobody has sorted has no row, and no state no table."""
    states = [{"side-a": "China", "side-b": ""}, {"side-a": "USSR"}, {"side-a": "China", "why-a": "x"}]
    assert tally(states).to_dict("index") == {"a": {"China": 2, "USSR": 1, "both": 0}}
    assert tally([]).empty and list(tally([]).columns) == list(SIDES)


def test_a_class_is_counted_from_its_files(seeds, tmp_path, monkeypatch):
    """Each student's latest sorting counts once, without the name; who sorted nothing does not count."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "mine"))
    term, other = offered(seeds)["term"][:2]
    files = []
    for name, sides in {"Ada": ["China", "USSR"], "Ben": ["USSR"], "Cy": []}.items():
        progress = Progress(tmp_path / name)
        progress.call(name)
        activity = SortTerms(seeds, progress)
        activity.change("set", "others")
        for side in sides:
            activity.change(f"side-{term}", side)
        files.append(progress.path)
    activity = sort(sort_terms(seeds, files), {term: "both", other: "both"})
    html = activity.reply_to(activity.state).html
    assert "The class (2)" in html and "0 for China, 2 for the USSR, 0 for both" in html
    assert "0 for China, 0 for the USSR, 0 for both" in html and "Ada" not in html
    assert len(sort_terms(seeds, files[0]).classmates) == 1
    assert "The class" not in sort(sort_terms(seeds), {term: "both"}).told()["result"]
    with pytest.raises(FileNotFoundError):
        sort_terms(seeds, [tmp_path / "nobody.jsonl"])


def test_the_twin_has_every_term(seeds):
    """On paper there is each term of both sets with its sides and a line for the reason."""
    activity = SortTerms(seeds)
    html = activity.html()
    assert html.count("for China / for the USSR / for both") == len(activity.terms)
    assert all(f"<code>{citation}</code>" in html for citation in activity.terms["statement"])
