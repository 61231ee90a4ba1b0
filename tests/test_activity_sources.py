"""Compare sources, who said it, text detective: keys from the tables, nothing given away, nothing lost."""

import json
import re
from collections import Counter
from functools import partial
from html import unescape
from itertools import combinations

import pytest
from chart_reading import Page
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.activities import compare_sources, text_detective, who_said_it
from course_lib.activities.compare import RELATIONS, Comparison, pairs, reading, relation
from course_lib.activities.detective import CHANGES, EFFECTS, Detective, aligned, dependence, passages
from course_lib.activities.judged import KEPT, counted, rated
from course_lib.activities.who_said_it import WhoSaidIt, quotations, reason
from course_lib.progress import Progress, attempts
from course_lib.seeds import load_seeds
from course_lib.seeds.rules import content_problems

KINDS = (WhoSaidIt, Detective, Comparison)


@pytest.fixture
def record(tmp_path):
    """A record of a student's own."""
    return Progress(tmp_path / "answers")


@pytest.fixture(scope="module")
def fresh(seeds):
    """One of each, without a record."""
    return {kind: kind(seeds) for kind in KINDS}


def on_page(kind, seeds, record=None):
    """One of a class, the comparison at a question with pairs that agree, clash, differ and are open."""
    return kind(seeds, record, "diplomatic-ties" if kind is Comparison else "")


def text_of(html):
    """What a reader sees of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def judge(activity, answer):
    """Fill in what is in sight by a function of the name and its key, and compare."""
    for name in activity.in_sight(activity.state):
        activity.change(name, answer(name, activity.key(name)))
    activity.press("check")
    return activity.told()


def another(activity, name):
    """A value that a menu offers and that is not the key."""
    field = next(field for field in activity.known if field.name == name)
    return next(value for value, _ in field.options if value != activity.key(name))


# What all three share


def test_verdicts_of_a_sheet():
    """All right is right, none wrong; what is open does not count, and what is not judged brings nothing."""
    assert rated(["right", "right", "open"]) == ("right", 1.0)
    assert rated(["wrong", "", "open"]) == ("wrong", 0.0)
    assert rated(["right", "partly", "wrong", ""]) == ("partly", 0.375)
    assert rated(["open"]) == ("written", 1.0)


def test_verdicts_in_words():
    """The sentence counts each kind that there is, and no other."""
    assert counted(["right", "right", "partly", "wrong", "", "open"]) == (
        "2 of 5 right, 1 close, 1 wrong, 1 not judged, 1 left open."
    )
    assert counted(["right"]) == "1 of 1 right." and counted(["open", "open"]) == "2 left open."


@given(st.lists(st.sampled_from(["right", "partly", "wrong", "", "open"]), min_size=1))
def test_the_credit_is_a_share(verdicts):
    """The credit lies between nothing and all, and says the same as the verdict."""
    verdict, credit = rated(verdicts)
    assert (
        0 <= credit <= 1 and (verdict == "right") <= (credit == 1) and (verdict == "wrong") == (credit == 0)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_right_wrong_and_partly(kind, seeds, record):
    """The keys judged give a right sheet, others a wrong one, and half of them a part of the credit."""
    judge(on_page(kind, seeds, record), lambda name, key: key)
    wrong = on_page(kind, seeds, record)
    wrong.press("reset")
    judge(wrong, lambda name, key: another(wrong, name))
    table = attempts(record)
    last = table[table["verdict"] != "draft"]
    assert last["verdict"].iloc[0] == "right" and last["credit"].iloc[0] == 1
    assert last["verdict"].iloc[-1] in ("wrong", "partly") and last["credit"].iloc[-1] < 0.5


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_judged_is_not_wrong(kind, seeds):
    """One thing judged is counted as one, and the rest as not judged; nothing judged at all is said."""
    activity = on_page(kind, seeds)
    activity.press("check")
    assert activity.told()["said"] == "Nothing here has been judged yet." and not activity.told()["result"]
    names = [name for name in activity.in_sight(activity.state) if activity.key(name)]
    activity.change(names[0], activity.key(names[0]))
    activity.press("check")
    said = activity.told()["said"]
    assert said.startswith(f"1 of {len(names)} right") and "wrong" not in said
    assert len(names) == 1 or f"{len(names) - 1} not judged" in said
    assert Page(activity.told()["result"]).attributes["tr"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_judged_earns_nothing(kind, seeds, record):
    """A press of the button with nothing judged is recorded as a draft, without credit."""
    on_page(kind, seeds, record).press("check")
    assert list(attempts(record)["verdict"]) == ["draft"]


@pytest.mark.parametrize("kind", KINDS)
def test_turning_a_menu_afterwards_shows_nothing(kind, seeds):
    """The comparison stays as it was until the button is pressed again."""
    activity = on_page(kind, seeds)
    before = judge(activity, lambda name, key: another(activity, name))
    name = activity.in_sight(activity.state)[0]
    activity.change(name, activity.key(name) or "agree")
    assert activity.told()["result"] == before["result"] and activity.told()["said"] == before["said"]
    activity.press("check")
    assert activity.told()["values"][KEPT + name] == activity.state[name]
    assert activity.told()["result"] != before["result"]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_found_again_and_reset(kind, seeds, record):
    """A record gives back judgements and comparison; reset leaves nothing, and can be taken back."""
    first = on_page(kind, seeds, record)
    told = judge(first, lambda name, key: another(first, name))
    second = on_page(kind, seeds, record)
    assert second.state == first.state and second.told()["result"] == told["result"]
    second.press("reset")
    assert (
        not second.told()["result"]
        and second.state == on_page(kind, seeds).state == on_page(kind, seeds, record).state
    )
    second.press("undo")
    assert second.state == first.state


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_holds_only_what_was_judged(kind, seeds, record):
    """What is blank is left out of the record, so that a line stays short."""
    activity = on_page(kind, seeds, record)
    name = activity.in_sight(activity.state)[0]
    activity.change(name, another(activity, name))
    assert set(record.entries()[-1]["answer"]) == {name, *activity.start()}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda s: st.lists(s) | st.dictionaries(st.text(), s),
)


@pytest.mark.parametrize("kind", KINDS)
def test_any_state_is_survived(kind, fresh):
    """Whatever a record holds, there is a page for it, and a comparison after the button."""
    activity = fresh[kind]
    names = [field.name for field in activity.known]
    some = [value for field in activity.known[:5] for value, _ in getattr(field, "options", ())]

    @settings(max_examples=25, deadline=None)
    @given(st.dictionaries(st.sampled_from(names), ANYTHING | st.sampled_from(some)) | ANYTHING)
    def survive(answer):
        activity.state = activity.sound(answer)
        activity.press("check")
        json.dumps(activity.told())

    survive()


@pytest.mark.parametrize("kind", [Detective, Comparison])
def test_an_empty_menu_falls_back(kind, seeds):
    """A menu of topics or passages that is sent empty holds the first one again."""
    activity = kind(seeds)
    for name, first in activity.start().items():
        activity.change(name, "")
        assert activity.state[name] == first


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_given_away(kind, seeds, fresh):
    """Before a judgement neither the twin nor the widget holds a finding, a position or a key."""
    activity = on_page(kind, seeds)
    shown = json.dumps([activity.told(), activity.html()], ensure_ascii=False)
    secrets = [*seeds.disputes["finding"], *seeds.parallels["change"]]
    secrets += [*seeds.attributions["giveaway"], *seeds.attributions["against"]]
    assert [secret for secret in secrets if secret in shown] == []
    fields = [field for field in activity.known if field.name in activity.in_sight(activity.state)]
    assert len({field.options for field in fields if not field.name.endswith("/meaning")}) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_twin_is_for_an_untrusted_page(kind, fresh):
    """The static twin has native elements only, and is the same each time."""
    twin = fresh[kind].html()
    allowed = {"div", "p", "strong", "em", "code", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert set(Page(twin).attributes) <= allowed and twin == fresh[kind].html()


@pytest.mark.parametrize("kind", KINDS)
def test_at_most_a_dozen_things_are_in_sight(kind, seeds):
    """No page asks for more than twelve things at a time, two questions on a passage being one."""
    activity = on_page(kind, seeds)
    menus = [field for field in activity.menus() if field.name in ("topic", "part")]
    for value in [value for menu in menus for value, _ in menu.options] or [None]:
        if value is not None:
            activity.change(menus[0].name, value)
        names = {name.removesuffix("/meaning") for name in activity.in_sight(activity.state)}
        assert 1 <= len({name.removesuffix("/what") for name in names}) <= 12


# Compare sources


def test_what_two_answers_make_of_a_pair():
    """Letters agree or clash, other things differ, and an empty entry leaves the pair open."""
    told = {("A", "A"): "agree", ("A", "B"): "clash", ("A", "other"): "different"}
    told |= {("other", "other"): "different", ("A", ""): "", ("", "other"): "", ("", ""): ""}
    for (first, second), key in told.items():
        assert relation(first, second) == relation(second, first) == key


def test_the_pairs():
    """Of four all pairs are asked, of more one that answers the question against each of the others."""
    assert pairs(dict.fromkeys("abcd", "A")) == list(combinations("abcd", 2))
    assert pairs({"a": "", "b": "other", "c": "B", "d": "", "e": "A"}) == [("c", x) for x in "abde"]
    assert pairs(dict.fromkeys("abcde", "")) == [("a", x) for x in "bcde"]


def test_every_question_can_be_compared(seeds):
    """Each dispute with two statements has its page; the finding comes after a judgement, and is its own."""
    activity = compare_sources(seeds)
    activity.progress = None
    several = seeds.positions["dispute"].value_counts() > 1
    assert set(activity.topics.index) == set(several.index[several])
    for row in activity.topics.itertuples():
        activity.change("topic", row.dispute)
        told = judge(activity, lambda name, key: key or "clash")
        assert row.question in json.dumps(told["form"], ensure_ascii=False)
        text = text_of(told["result"])
        assert row.finding in text and f"Confidence: {row.confidence}" in text
        for _, position in positions_of(seeds, row.dispute, activity):
            assert position in text


def positions_of(seeds, dispute, activity):
    """The statements and positions on a dispute that stand in a pair."""
    paired = {s.statement for n in activity.in_sight(activity.state) for s in activity.pairs[n]}
    mine = seeds.positions[seeds.positions["dispute"] == dispute]
    return [(p.statement, p.position) for p in mine.itertuples() if p.statement in paired]


def test_the_key_follows_the_table(seeds):
    """Recounted from the table, a pair agrees, clashes, differs or is open as the two answers have it."""
    activity = Comparison(seeds)
    answer = {(p.dispute, p.statement): p.answer for p in seeds.positions.itertuples()}
    for name, (a, b) in activity.pairs.items():
        two = {answer[name.split("/")[0], s.statement] for s in (a, b)}
        known = {x for x in two if isinstance(x, str)}
        open_, apart = known != two, "other" in known
        assert activity.key(name) == (
            "" if open_ else "different" if apart else ("clash", "agree")[len(two) == 1]
        )


def test_the_same_position_has_the_same_answer(seeds):
    """Two statements with the same words for their position do not answer differently."""
    for (dispute, position), rows in seeds.positions.groupby(["dispute", "position"], observed=True):
        assert rows["answer"].nunique(dropna=False) == 1, (dispute, position)


def test_clashes_stand_in_disputes_of_the_right_kind(seeds):
    """What only looks wrong holds no clash, and each kind of dispute on which sources differ holds one."""
    activity = Comparison(seeds)
    kinds = activity.topics["kind"].astype(str)
    clashing = Counter(kinds[n.split("/")[0]] for n in activity.pairs if activity.key(n) == "clash")
    assert not clashing["looks_wrong_is_right"]
    assert all(clashing[kind] for kind in ("sources_disagree", "error", "internal"))


def test_a_wrong_judgement_is_answered():
    """Whatever is said of a pair against the key, the reading says why one might, and each is another sentence."""
    wrong = [(value, key) for key in RELATIONS for value in RELATIONS if value != key]
    readings = {reading(value, key) for value, key in wrong}
    assert len(readings) == 6 and all(len(words) > len("speak of different things. ") for words in readings)
    assert [reading(key, key) for key in RELATIONS] == [f"{words}." for words in RELATIONS.values()]
    assert reading("clash", "").startswith("left open.")


def test_the_questions_of_a_page(seeds):
    """A phase gives its own questions, and a dispute comes first among those of its phase."""
    brink = seeds.disputes[seeds.disputes["phase"] == "brink"]["dispute"]
    assert list(Comparison(seeds, scope="brink").topics.index) == list(brink)
    first = Comparison(seeds, scope="zhenbao-losses")
    assert first.state["topic"] == "zhenbao-losses" and set(first.topics.index) == set(brink)
    assert compare_sources(seeds, "zhenbao-losses", "brink").scope == "zhenbao-losses"


def test_on_paper_stands_one_question(seeds):
    """The twin has the first question with its pairs, and not the menu of the others."""
    activity = Comparison(seeds, scope="one-battle")
    row = seeds.disputes.set_index("dispute").loc["one-battle"]
    twin = text_of(activity.html())
    assert row.question in twin and not any(title in twin for title in activity.topics["title"])


def test_another_question_keeps_its_own_judgements(seeds):
    """A comparison shown for one question is not shown for another, and is there again on return."""
    activity = Comparison(seeds, scope="naval-base")
    told = judge(activity, lambda name, key: key)
    activity.change("topic", activity.topics.index[1])
    assert activity.told()["result"] == ""
    activity.change("topic", "naval-base")
    assert activity.told()["result"] == told["result"]


def test_wrong_calls_are_explained(seeds):
    """An unknown phase, an unknown question and one of another phase are answered with what there is."""
    with pytest.raises(ValueError, match="There is no phase 'detente'; the phases are: background"):
        compare_sources(seeds, phase="detente")
    for call in ({"dispute": "naval"}, {"dispute": "naval-base", "phase": "brink"}):
        with pytest.raises(ValueError, match="is not among those to compare.*: .*one-battle"):
            compare_sources(seeds, **call)
    with pytest.raises(ValueError, match="'hegemony-quotation' is not among"):
        compare_sources(seeds, "hegemony-quotation")


def test_a_phase_without_questions(package):
    """A package of one's own without questions in a phase is told so."""
    rows = package.rows("positions")
    brink = {row[0] for row in package.rows("disputes") if row[4] == "brink"}
    package.write("positions", [row for row in rows if row[0] not in brink])
    with pytest.raises(ValueError, match="No question is among those to compare in the phase brink"):
        compare_sources(load_seeds(package.folder), phase="brink")


# Who said it?


def test_each_source_speaks_at_least_twice(seeds):
    """There are about ten quotations, two or more of each source, and no source has many more than another."""
    counts = Counter(quotations(seeds)["source"])
    assert set(counts) == set(seeds.sources["source"]) and 8 <= counts.total() <= 12
    assert min(counts.values()) >= 2 and max(counts.values()) - min(counts.values()) <= 1


def test_neither_order_nor_name_tells_the_source(seeds):
    """Quotations do not stand source by source, and their names in the page hold no citation."""
    found = quotations(seeds)
    together = sum(a == b for a, b in zip(found["source"], found["source"][1:]))
    assert together <= 1
    shown = json.dumps([who_said_it(seeds).told(), WhoSaidIt(seeds).html()])
    assert [s for s in found["statement"] if s in shown] == []


def test_what_gives_a_quotation_away(seeds):
    """Each of the five choices is answered with the giveaway, and a wrong one with what is against it."""
    sources = seeds.sources.set_index("source")
    for row in quotations(seeds).itertuples():
        for given_to in sources.index:
            told = reason(seeds, row, given_to)
            assert row.giveaway in told
            against = row.against if given_to == row.mistaken_for else sources.loc[given_to, "viewpoint"]
            assert (against in told) == (given_to != row.source)


def test_words_that_give_away_stand_in_one_source_only(seeds, originals):
    """Where a giveaway says that only one of the five has a word, it stands in that one alone."""
    text = seeds.passages.groupby("source")["text"].agg(" ".join)
    only = {"Red Chinese": "err-1952", "Soviet Russia": "err-1952", "volunteers": "err-1952"}
    only |= {"Peiping": "state-1954", "diplomatic ties": "blog-2013", "Zhenbao": "loc-1987"}
    for word, source in only.items():
        assert [key for key in text.index if word in text[key]] == [source], word
    assert "Zhou" not in text["blog-2013"] and "Krushchev" not in text["blog-2013"]
    assert "Khrushchev" not in text["cards"] and "Zhenbao" not in text["cards"]
    stalin = text["loc-1987"].replace("de-Stalinization", "").replace("deStalinization", "")
    assert "Stalin" not in stalin


def no_quotation(p):
    rows = p.rows("statements")
    silent = next(row[0] for row in rows[1:] if not row[rows[0].index("quote")])
    p.set("attributions", 2, "statement", silent)


def own_source(p):
    p.set("attributions", 2, "mistaken_for", p.rows("attributions")[1][0].split(":")[0])


@pytest.mark.parametrize(
    ("damage", "said"),
    [(no_quotation, "this statement has no quotation"), (own_source, "the source of the statement itself")],
)
def test_a_broken_attribution_is_named(damage, said, package):
    """An attribution without a quotation, or mistaken for its own source, is reported with its row."""
    damage(package)
    problems = [str(problem) for problem in content_problems(load_seeds(package.folder))]
    assert any(said in problem and "attributions.csv, row 2" in problem for problem in problems)


# Text detective


def test_pieces_make_up_both_texts(seeds):
    """Put together again, the pieces are the two quotations; what is the same is the same but for signs."""
    for row in passages(seeds).itertuples():
        pieces = aligned(row.quote_first, row.quote_second)
        assert " ".join(x for _, x, _ in pieces if x).split() == row.quote_first.split()
        assert " ".join(y for *_, y in pieces if y).split() == row.quote_second.split()
        assert all(plain(x) == plain(y) for same, x, y in pieces if same)


def plain(text):
    """A text without capitals and signs."""
    return "".join(c for c in text.casefold() if c.isalnum() or c == " ").split()


WORDS_TO_ALIGN = st.lists(st.sampled_from("the of on Soviet border China troops, 1966".split()), max_size=12)


@settings(max_examples=25, deadline=None)
@given(WORDS_TO_ALIGN, WORDS_TO_ALIGN)
def test_any_two_texts_are_aligned(one, two):
    """Pieces keep every word of both texts in order, and no piece is the same for little words alone."""
    pieces = aligned(" ".join(one), " ".join(two))
    assert [w for _, x, _ in pieces for w in x.split()] == one
    assert [w for *_, y in pieces for w in y.split()] == two
    assert all(set(plain(x)) - {"the", "of", "on"} for same, x, _ in pieces if same)


def test_an_alignment():
    """What stands in one text only stands against nothing, and what differs against what took its place."""
    assert aligned("withdraw all Soviet advisers from China in 1960", "all Soviet officials left China") == [
        (False, "withdraw", ""),
        (True, "all Soviet", "all Soviet"),
        (False, "advisers from", "officials left"),
        (True, "China", "China"),
        (False, "in 1960", ""),
    ]
    assert aligned("", "") == []


def test_all_quoted_passages_are_asked(seeds):
    """Each parallel with both sides quoted is in sight once, the turned obstacles among them."""
    quote = seeds.statements.set_index("statement")["quote"]
    wanted = {
        (p.from_statement, p.to_statement)
        for p in seeds.parallels.itertuples()
        if quote[p.from_statement] and quote[p.to_statement]
    }
    activity = Detective(seeds)
    shown = [
        (activity.rows[n].first, activity.rows[n].second) for part in activity.parts.values() for n in part
    ]
    assert Counter(shown) == Counter(wanted)
    assert {("loc-1987:9m", "blog-2013:5g"), ("loc-1987:9n", "blog-2013:5h")} <= wanted
    assert all(len(part) <= 8 for part in activity.parts.values())
    assert all(
        f"<code>{first}</code>" in activity.html().replace(' style="white-space:nowrap"', "")
        for first, _ in wanted
    )


def test_the_detective_is_judged_by_the_table(seeds):
    """The effect of the table is right, one step from it close, further wrong; a shift leaves the meaning open."""
    activity, ranks = Detective(seeds), list(EFFECTS)
    for row in passages(seeds).itertuples():
        what, meaning = (f"{row.first}/{row.second}/{asked}" for asked in ("what", "meaning"))
        for value in ranks:
            step = abs(ranks.index(value) - ranks.index(row.effect))
            assert activity.verdict(what, value) == ("right", "partly", "wrong")[min(step, 2)]
        told = {"kept": "no", "shortened": "no", "distorted": "yes", "reversed": "yes", "shifted": ""}[
            row.effect
        ]
        assert CHANGES[row.effect] == told
        for value in ("yes", "no"):
            assert activity.verdict(meaning, value) == (
                "open" if not told else ("wrong", "right")[value == told]
            )


def test_each_change_is_explained(seeds):
    """The finding of every passage follows its judgement, with a word on the option that was taken instead."""
    for part in Detective(seeds).parts:
        activity = Detective(seeds)
        activity.change("part", part)
        right = text_of(judge(activity, lambda name, key: key or "no")["result"])
        other = partial(another, activity)
        wrong = text_of(judge(activity, lambda name, key, other=other: other(name))["result"])
        for name in activity.parts[part]:
            assert activity.rows[name].change in right and activity.rows[name].change in wrong
        assert len(wrong) > len(right)


def test_the_witnesses_are_counted(seeds):
    """What follows for the number of witnesses is counted as the corroboration has it."""
    told, text = seeds.corroboration(), dependence(seeds)
    both = [
        r
        for _, r in told.iterrows()
        if "attests" in r["loc-1987"]
        and r["blog-2013"]
        and ("attests" in r["blog-2013"] or "follows" in r["blog-2013"])
    ]
    copied = [r for r in both if "follows" in r["blog-2013"]]
    post = seeds.statements["source"] == "blog-2013"
    follow = len(set(seeds.parallels["to_statement"]))
    assert f"{follow} of the {post.sum()} statements" in text
    assert f"Of the {len(both)} events that both attest, the post has {len(copied)} from" in text


def test_the_full_paragraphs_come_after_the_judgement(seeds, originals):
    """Where the originals are at hand, both paragraphs can be opened after comparing, and not before."""
    activity = Detective(seeds)
    text = seeds.passages.set_index(["source", "locator"])["text"]["loc-1987", "2"]
    assert text not in text_of(activity.html())
    assert text in text_of(judge(activity, lambda name, key: key or "no")["result"])


def test_without_originals_there_is_no_offer(package, tmp_path, monkeypatch):
    """Where no original is at hand, no paragraph is offered, and all else is there."""
    monkeypatch.setenv("COURSE_ORIGINALS", str(tmp_path / "nowhere"))
    told = judge(Detective(load_seeds(package.folder)), lambda name, key: key or "no")
    assert "in full" not in told["result"] and "How many witnesses?" in told["result"]


def test_no_passages(package):
    """A package of one's own without parallels is told so."""
    package.write("parallels", package.rows("parallels")[:1])
    with pytest.raises(ValueError, match="has no passage with a quotation on both sides"):
        text_detective(load_seeds(package.folder))
