"""Argue: menus that follow the causes, checks that are recounted here, and a Markdown file that stays text."""

import json
import re
from html import unescape

import mistune
import pytest
from chart_reading import Page
from hypothesis import example, given, settings
from hypothesis import strategies as st

from course_lib.activities.argue import Argue, literal, markdown
from course_lib.activities.argument import Argument, examine
from course_lib.dates import label
from course_lib.progress import Progress, attempts
from course_lib.seeds import load_seeds

WHOLE = {
    "thesis": "They parted because China would not stay the junior partner.",
    "cause1": "self-reliance",
    "evidence1a": "loc-1987:4m",
    "evidence1b": "loc-1987:4n",
    "how1": "The wish weighed more than the gains (`loc-1987:4n`).",
    "cause2": "de-stalinisation",
    "evidence2a": "cards:3.3d",
    "evidence2b": "loc-1987:3e",
    "how2": "Both have China's leaders take the change badly.",
    "cause3": "soviet-build-up",
    "evidence3a": "loc-1987:9n",
    "evidence3b": "loc-1987:9o",
    "how3": "It shows “the presence of Soviet forces” as an obstacle.",
    "counter": "Moscow held that these were issues of third countries.",
    "against": "loc-1987:9o",
}
RENDER = mistune.create_markdown(escape=False)


@pytest.fixture
def record(tmp_path):
    """A record of a student's own."""
    return Progress(tmp_path / "answers")


def argue(seeds, changes=(), record=None):
    """The activity with a whole argument in it, after some changes."""
    activity = Argue(seeds, record)
    for name, value in (WHOLE | dict(changes)).items():
        activity.change(name, value)
    return activity


def checks(activity):
    """The checks of an activity by their names."""
    return {check.name: check for check in examine(Argument(activity.seeds, activity.state))}


def open_ones(activity):
    """The names of the checks that are open."""
    return [name for name, check in checks(activity).items() if not check.met]


def menus(activity):
    """The menus in sight, by name, each a dict of its options."""
    fields = [field for group in activity.groups(activity.state) for field in group.fields]
    return {field.name: dict(field.options) for field in fields if hasattr(field, "options")}


def test_the_menus_follow_the_cause(seeds):
    """For every cause the menus offer just the statements that bear on it, each with its stance, and all are readable."""
    for cause in seeds.causes["cause"]:
        activity = Argue(seeds)
        assert "evidence1a" not in menus(activity)
        activity.change("cause1", cause)
        found = seeds.evidence_for("causes", cause)
        for name in ("evidence1a", "evidence1b"):
            offered = menus(activity)[name]
            assert list(offered) == list(found["statement"])
            for s in found.itertuples():
                assert offered[s.statement] == f"{s.statement} {s.stance.replace('_', ' ')}: {s.says}"
        html = "".join(group.html for group in activity.groups(activity.state))
        assert all(f"<code>{s}</code>" in html for s in found["statement"])


def test_another_cause_drops_what_does_not_bear_on_it(seeds):
    """When a cause is changed, evidence that bears on the new one too stays, the rest goes; texts stay."""
    activity = argue(seeds, {"cause3": "vietnam", "evidence3a": "loc-1987:9m"})
    activity.change("cause3", "afghanistan")
    assert (activity.state["evidence3a"], activity.state["evidence3b"]) == ("", "loc-1987:9o")
    assert activity.state["how3"] == WHOLE["how3"] and activity.state["against"] == "loc-1987:9o"
    activity.change("cause3", "czechoslovakia")
    assert activity.state["evidence3b"] == activity.state["against"] == ""
    activity.change("evidence3a", "state-1954:19d")
    assert activity.state["evidence3a"] == ""


def test_what_may_stand_against(seeds):
    """The objection may rest on what contradicts a chosen cause or attests the rival, which is not a chosen one."""
    activity = argue(seeds, {"rival": "japan"})
    evidence = seeds.evidence[seeds.evidence["table"] == "causes"]
    mine = evidence["row"].isin([WHOLE[f"cause{n}"] for n in (1, 2, 3)]) & (
        evidence["stance"] == "contradicts"
    )
    rival = (evidence["row"] == "japan") & (evidence["stance"] == "attests")
    assert set(menus(activity)["against"]) == set(evidence.loc[mine | rival, "statement"])
    assert "contradicts “Soviet troops" in menus(activity)["against"]["loc-1987:9o"]
    assert not {WHOLE[f"cause{n}"] for n in (1, 2, 3)} & set(menus(activity)["rival"])
    activity.change("against", "state-1954:19d")
    activity.change("cause3", "japan")
    assert activity.state["rival"] == "" == activity.state["against"]


def test_a_whole_argument_meets_every_check(seeds, record):
    """An argument with all its parts meets the eight checks, and is recorded as written, with full credit."""
    activity = argue(seeds, record=record)
    assert activity.reply_to(activity.state).said == activity.reply_to(activity.state).html == ""
    activity.press("check")
    reply = activity.reply_to(activity.state)
    assert reply.said == "8 of 8 checks met." and reply.html.count("✓") == 8 and "○" not in reply.html
    last = attempts(record).iloc[-1]
    assert (last.verdict, last.credit, last.chapter) == ("written", 1.0, "10-why-did-they-split")
    assert Argue(seeds, record).state == activity.state


@pytest.mark.parametrize(
    ("changes", "name", "words"),
    [
        ({"thesis": "Mao."}, "Thesis", "Say in a sentence of 6 words or more"),
        ({"evidence1b": ""}, "Evidence", "Pick two different statements for *Wish for independence"),
        ({"evidence1b": "loc-1987:4m"}, "Evidence", "Pick two different statements"),
        ({"evidence3a": "blog-2013:5h", "counter": "This answers blog-2013:5h, I think.", "how3": WHOLE["how2"]}, "Evidence", "Nothing"),
        ({"how2": "So."}, "Reasons", "how the evidence supports *De-Stalinisation*."),
        ({"evidence2a": "blog-2013:4b"}, "Independent sources", "`blog-2013:4b` follows `loc-1987:3e`"),
        ({"counter": "No."}, "Counter-argument", "Write the strongest objection"),
        ({"thesis": "As cards:3.4 has it, it was the Great Leap."}, "Citations and quotations", "`cards:3.4`"),
        ({"thesis": "As loc-1978:4 has it, it was the wish."}, "Citations and quotations", "`loc-1978:4`"),
        ({"how1": "They wanted “self-reliance and freedom of action”."}, "Citations and quotations", "“self reliance"),
        ({"how1": 'They wanted "self-reliance and freedom of action".'}, "Citations and quotations", "“self reliance"),
    ],
)  # fmt: skip
def test_each_gap_opens_its_own_check(seeds, changes, name, words):
    """What is missing opens the check for it, and no other, and the words say what to do."""
    activity = argue(seeds, changes)
    assert open_ones(activity) == [name]
    assert words in checks(activity)[name].words
    assert activity.act(activity.state, "check")[1:] == ("written", 7 / 8)
    activity.press("check")
    assert activity.reply_to(activity.state).said == f"7 of 8 checks met; open: {name.lower()}."


def test_a_cause_left_out_or_chosen_twice(seeds):
    """Two causes, or three of which two are one, leave the causes open."""
    for changes in ({"cause3": "", "against": ""}, {"cause3": "de-stalinisation"}):
        assert "Choose 1 more" in checks(argue(seeds, changes))["Causes"].words


def test_an_empty_argument(seeds):
    """With nothing in it an argument has six checks open, none of which blames what is not there."""
    activity = Argue(seeds)
    left = open_ones(activity)
    assert left[:3] == ["Thesis", "Causes", "Evidence"] and len(left) == 6
    assert checks(activity)["Independent sources"].words == "Pick statements that attest your causes."


def test_one_theme_is_a_hint(seeds):
    """Three causes of one theme are met with a question, and the check is met all the same."""
    changes = {"cause1": "joint-fleet", "cause2": "nuclear-promise"}
    found = checks(argue(seeds, changes))["Causes"]
    assert found.met and found.words.endswith("All are of one theme, security: was nothing else at work?")
    assert "theme" not in checks(argue(seeds))["Causes"].words


@pytest.mark.parametrize(
    ("counter", "against", "met"),
    [
        ("Moscow held that these were issues of third countries.", "", False),
        ("Moscow held (loc-1987:9o) that these were for others.", "", True),
        ("Moscow held that these were issues of third countries.", "loc-1987:9o", True),
    ],
)
def test_what_contradicts_is_faced(seeds, counter, against, met):
    """A statement picked although it contradicts its cause is to be picked or cited in the counter-argument."""
    found = checks(argue(seeds, {"counter": counter, "against": against}))["Contradictions"]
    assert found.met == met and ("`loc-1987:9o`" in found.words) == (not met)


@pytest.mark.parametrize(
    "text",
    [
        "They wanted “self-reliance and independence of action” as well.",
        'They wanted "Self-reliance … of action", and nothing less.',
        "They wanted «independence of action», and nothing less.",
        "It was no quarrel among “brother states” any more (loc-1987:4n).",
        "The paragraph loc-1987:4 says it well enough for all.",
    ],
)
def test_what_belongs_is_met(seeds, text):
    """A quotation in any marks, with a gap, a mere pair of words, and a paragraph's citation belong to the evidence."""
    found = checks(argue(seeds, {"how1": text}))["Citations and quotations"]
    assert found.met and found.words == "All belong to your evidence."


def test_the_originals_are_read_where_they_are(seeds, originals):
    """Where the original files are at hand, a quotation from the paragraph of a picked statement is known."""
    paragraph = seeds.passages.query("source == 'loc-1987' and locator == '4'")["text"].iloc[0]
    words = " ".join(paragraph.split()[5:15]).replace('"', "")
    assert checks(argue(seeds, {"how1": f"It says “{words}”."}))["Citations and quotations"].met


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_independent_sources_are_recounted(seeds, data):
    """The number of independent sources behind any picks equals a count by hand."""
    state = Argue(seeds).sound({})
    parts = []
    for n in (1, 2, 3):
        cause = data.draw(st.sampled_from(sorted(seeds.causes["cause"])))
        found = seeds.evidence_for("causes", cause)
        picks = [data.draw(st.sampled_from(["", *found["statement"]])) for _ in "ab"]
        state |= {f"cause{n}": cause, f"evidence{n}a": picks[0], f"evidence{n}b": picks[1]}
        parts += [(found, s) for s in picks]
    model = {p.to_statement: p.from_statement.split(":")[0] for p in seeds.parallels.itertuples()}
    sources = set()
    for found, statement in parts:
        attesting = found[found["stance"] == "attests"]
        if statement in set(attesting["statement"]):
            copied = model.get(statement) in set(attesting["source"])
            sources.add(model[statement] if copied else statement.split(":")[0])
    found = {check.name: check for check in examine(Argument(seeds, state))}["Independent sources"]
    assert found.met == (len(sources) > 1)
    assert not sources or all(f"`{source}`" in found.words for source in sources)


# The file


def test_the_file_has_every_part(seeds, record):
    """The file holds thesis, causes, each statement with our reading and its quotation, the objection and the sources."""
    record.call("Wang_Li *7b*")
    reply = argue(seeds, record=record).reply({"click": "save", "values": {}})["file"]
    assert (reply["name"], reply["type"]) == ("argument.md", "text/markdown")
    html = unescape(RENDER(reply["text"]))
    assert "By Wang_Li *7b*" in html and "Still open" not in html
    for heading in ("Thesis", "Counter-argument", "Sources cited"):
        assert f"<h2>{heading}</h2>" in html
    for n in (1, 2, 3):
        title = seeds.causes.set_index("cause").loc[WHOLE[f"cause{n}"], "title"]
        assert f"<h2>Cause {n}: {title}</h2>" in html and WHOLE[f"how{n}"] in html
        for part in "ab":
            row = seeds.cited(WHOLE[f"evidence{n}{part}"]).iloc[0]
            assert f"<li><code>{row.statement}</code> (" in html and f"): {row.says}" in html
            assert not row.quote or f"“{row.quote}”" in html
    assert "(contradicts <em>Soviet troops on the border and in Mongolia</em>)" in html
    for row in seeds.sources.itertuples():
        cited = f"<li><code>{row.source}</code>: <em>{row.title}</em> ({row.short}, {label(row.published) or 'undated'})"
        assert (cited in html) == (row.source in ("loc-1987", "cards"))


def test_it_is_saved_with_what_is_open(seeds):
    """An unfinished argument is saved too; the file names what is open, and has a place for what is not written."""
    reply = argue(seeds, {"thesis": "", "how2": ""}).reply({"click": "save"})["file"]["text"]
    assert reply.count("*Nothing written yet.*") == 2
    assert "## Still open\n\n- Thesis: Say in a sentence" in reply and "- Reasons:" in reply
    assert "None." in Argue(seeds).reply({"click": "save"})["file"]["text"]
    assert argue(seeds).reply({"click": "check"})["file"] is None


TRICKS = "# x\n- y\n1. z\n2) z\n> q\n    code\n***\n===\n<script>&amp;</script> [a](b) ![c](d) `e` $f$ |g| \\ ~~h~~ **i**"


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])
        | st.sampled_from("#-*`_<>&[]()!|\\1.\n ")
    )
)
@example(TRICKS)
@example("one\n\n    two")
@settings(max_examples=100, deadline=None)
def test_what_is_written_stays_text(seeds, text):
    """Whatever a student writes, the file shows it letter by letter and gains no heading, list or element."""
    state = Argue(seeds).sound({}) | {"thesis": text, "done": True}
    page = RENDER(markdown(Argument(seeds, state)))
    part = page.split("Thesis</h2>")[1].split("<h2>")[0]
    assert set(re.findall(r"<(\w+)", part)) == {"p"} if text.strip() else "<em>Nothing" in part
    assert not text.strip() or unescape(re.sub(r"</?p>", " ", part)).split() == text.split()


def test_a_quotation_in_a_check_stays_text(seeds):
    """What a check repeats of the student's words holds letters and digits only."""
    activity = argue(seeds, {"how1": "See “a *b* [c](d) <i>e</i> `f` g_h_i” for all of it."})
    words = checks(activity)["Citations and quotations"].words
    assert "“a b c d i e …”" in words
    assert literal("a*b") == "a\\*b"


# What holds for every activity


ANYTHING = st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.text())


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_record_is_survived(seeds, data):
    """Whatever a record holds, there is a sound state, and the page and the file can be made of it."""
    activity = Argue(seeds)
    causes = st.sampled_from([*seeds.causes["cause"], ""])
    statements = st.sampled_from(list(seeds.evidence["statement"].unique()))
    names = st.sampled_from([field.name for field in activity.known])
    activity.state = activity.sound(
        data.draw(st.dictionaries(names, ANYTHING | causes | statements) | ANYTHING)
    )
    assert activity.settled(activity.state) == activity.state
    json.dumps(activity.reply({"click": "save"})) and json.dumps(activity.told())
    for name, offered in menus(activity).items():
        assert activity.state[name] in ("", *offered)


def test_reset_and_back(seeds, record):
    """Reset clears the argument and can be taken back."""
    activity = argue(seeds, record=record)
    whole = activity.state
    activity.press("reset")
    assert activity.state == activity.sound({})
    activity.press("undo")
    assert activity.state == whole


def test_the_twin_has_lines_and_evidence(seeds):
    """On paper there are lines for each part, and every cause with its citations; nobody's words."""
    html = argue(seeds, {"thesis": "my own secret words about all of it"}).html()
    assert "secret" not in html and html.count("______") == 1 + 4 * 3 + 2
    for row in seeds.evidence.query("table == 'causes'").itertuples():
        assert f">{row.statement}</code>" in html
    known = "div p strong em code details summary table caption thead tbody tr th td"
    assert set(Page(html).attributes) <= set(known.split())


def test_without_causes(package):
    """A package of one's own without causes gives an argument with nothing to choose."""
    package.write("causes", package.rows("causes")[:1])
    package.write("cause_events", package.rows("cause_events")[:1])
    package.write("evidence", [row for row in package.rows("evidence") if row[0] != "causes"])
    activity = Argue(load_seeds(package.folder))
    activity.press("check")
    assert activity.told()["said"].startswith("2 of 8 checks met")
