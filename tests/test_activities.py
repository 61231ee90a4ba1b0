"""What all activities share: fields and what they allow, a record of the state, reset, and the page."""

import json

import pytest
from chart_reading import Page
from hypothesis import given
from hypothesis import strategies as st

from course_lib import page
from course_lib.activities import fields
from course_lib.activities.activity import Activity, Reply
from course_lib.progress import Progress, attempts

SIDES = (("China", "for China"), ("USSR", "for the USSR"))


class Scales(Activity):
    """An activity with a field of each type."""

    name, chapter, title, about = "scales", "02-example", "Scales", "Put things on the scales."

    def fields(self):
        """One field of each type."""
        return (
            fields.Menu("menu", "Side `loc-1987:2c`", SIDES),
            fields.Radio("radio", "Side", SIDES),
            fields.Pick("pick", "Sides", SIDES),
            fields.Tick("tick", "Sure"),
            fields.Number("number", "Points", 0, 100),
            fields.Line("line", "Word"),
            fields.Text("text", "Why"),
        )

    def groups(self, state):
        """All in one group."""
        return [fields.Group(self.known[:-1], "Weigh", ("Say *why*.",), "<p>ready</p>")]

    def reply_to(self, state):
        """What stands on the scales."""
        return Reply(f"{state['number'] or 0} points.", "<p>done</p>" if state["done"] else "")

    def act(self, state, action):
        """Judged right where there are points."""
        return (
            state | {"done": True},
            "right" if state["number"] else "wrong",
            1.0 if state["number"] else 0.0,
        )

    def file(self, state, action):
        """The word as a file."""
        return ("word.md", "text/markdown", state["line"]) if action == "check" else None


@pytest.fixture
def record(tmp_path):
    """A record of a student's own."""
    return Progress(tmp_path / "answers")


FITTING = {
    "menu": "China",
    "radio": "USSR",
    "pick": "China",
    "tick": True,
    "number": 7,
    "line": "x",
    "text": "y",
}


@pytest.mark.parametrize("name", FITTING)
def test_a_state_is_kept_and_found_again(name, record):
    """Whatever a field is given is there when the page is opened anew."""
    Scales(None, record).change(name, FITTING[name])
    assert Scales(None, record).state[name] == FITTING[name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("menu", "Japan"),
        ("menu", 1),
        ("radio", None),
        ("pick", ["China"]),
        ("tick", "yes"),
        ("number", 101),
        ("number", -1),
        ("number", 1.5),
        ("number", True),
        ("number", float("nan")),
        ("line", 3),
        ("text", {}),
        ("nothing", "x"),
    ],
)
def test_what_a_field_does_not_allow_changes_nothing(name, value, record):
    """A value that is not on offer is neither taken nor recorded."""
    scales = Scales(None, record)
    before = scales.state
    scales.reply({"change": name, "value": value})
    assert scales.state == before and record.entries() == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
)


@given(st.dictionaries(st.sampled_from([*FITTING, "done", "other"]), ANYTHING) | ANYTHING)
def test_any_answer_gives_a_state(answer):
    """Whatever a record holds, the state has each field with something that it allows."""
    scales = Scales(None)
    state = scales.sound(answer)
    assert set(state) == {*FITTING, "done"} and all(f.fits(state[f.name]) for f in scales.known)


@given(
    ANYTHING
    | st.fixed_dictionaries({"change": ANYTHING, "value": ANYTHING, "click": ANYTHING, "pick": ANYTHING})
)
def test_any_message_is_survived(message):
    """Whatever a browser sends, there is a reply that JSON can hold."""
    json.dumps(Scales(None).reply(message))


def test_reset_and_back(record):
    """Reset empties every field and offers the way back, which the next change takes away."""
    scales = Scales(None, record)
    scales.change("number", 7)
    assert scales.told()["buttons"] == [["check", "Check"], ["reset", "Reset"]]
    scales.press("reset")
    assert scales.state == scales.sound({}) and scales.told()["buttons"][-1][0] == "undo"
    assert Scales(None, record).state["number"] is None
    scales.press("undo")
    assert scales.state["number"] == 7 and Scales(None, record).state["number"] == 7
    scales.press("reset")
    scales.change("line", "x")
    assert scales.told()["buttons"][-1][0] == "reset"


def test_a_button_takes_what_the_fields_hold(record):
    """What was typed a moment before a button was pressed counts; the verdict is recorded with its credit."""
    scales = Scales(None, record)
    reply = scales.reply(
        {"view": "a", "click": "check", "values": {"number": 3, "line": "word", "menu": "Japan"}}
    )
    assert scales.state["number"] == 3 and scales.state["menu"] == "" and scales.state["done"]
    assert (
        reply["file"] == {"name": "word.md", "type": "text/markdown", "text": "word"} and reply["view"] == "a"
    )
    last = attempts(record).iloc[-1]
    assert (last.verdict, last.credit, last.kind, last.question) == ("right", 1.0, "activity", "scales")


def test_drafts_have_no_credit(record):
    """A change that has not been judged is a draft, without credit, in the table of attempts."""
    Scales(None, record).change("number", 3)
    table = attempts(record)
    assert list(table["verdict"]) == ["draft"] and table["credit"].isna().all()


def test_the_same_value_is_recorded_once(record):
    """Sending a value again adds nothing to the record."""
    scales = Scales(None, record)
    for _ in range(3):
        scales.change("number", 3)
    assert len(record.entries()) == 1


def test_what_is_left_out_of_a_record(record):
    """An activity may record a part of its state; the rest is found again as it is at the start."""

    class Short(Scales):
        def kept(self, state):
            return {"number": state["number"]}

    short = Short(None, record)
    short.change("number", 7)
    assert record.entries()[-1]["answer"] == {"number": 7} and Short(None, record).state == short.state


def test_two_scopes_are_two_activities(record):
    """The same activity on two pages keeps two states."""
    Scales(None, record, "alliance").change("number", 3)
    assert Scales(None, record, "brink").state["number"] is None


def test_the_twin_has_everything_and_no_answers(record):
    """The static twin holds labels and options, no answer, and only what an untrusted page may show."""
    blank = Scales(None).html()
    scales = Scales(None, record)
    scales.change("line", "my own word")
    assert scales.html() == blank
    for words in ("Put things on the scales.", "Weigh", "for China / for the USSR", "☐ Sure", "<p>ready</p>"):
        assert words in blank
    assert set(Page(blank).attributes) <= {"div", "p", "strong", "em", "code"}
    assert scales.text() == "Scales: Put things on the scales." == repr(scales)


def test_there_may_be_more_on_paper_than_in_sight():
    """An activity that shows one part at a time has all of them in its static twin."""

    class Whole(Scales):
        def on_paper(self):
            return [fields.Group((), "Everything")]

    assert "<strong>Everything</strong>" in Whole(None).html() and "Weigh" not in Whole(None).html()
    assert Whole(None).told()["form"][1]["legend"] == "Weigh"


def test_in_a_kernel_there_is_a_widget_beside_the_twin(in_kernel, record):
    """The widget holds the form and its values, and follows what the browser sends."""
    scales = Scales(None, record)
    bundle = scales._repr_mimebundle_()
    assert bundle["text/html"] == scales.html() and "application/vnd.jupyter.widget-view+json" in bundle
    scales.widget._handle_custom_msg({"view": "a", "change": "number", "value": 5}, [])
    assert scales.widget.values["number"] == 5 and scales.widget.said == "5 points."
    assert in_kernel[-1]["heard"] == "number" and in_kernel[-1]["view"] == "a"
    types = {field["type"] for group in scales.widget.form for field in group["fields"]}
    assert types == {"menu", "radio", "list", "tick", "number", "line", "text"}
    assert all(f"  {kind}(spec, name" in page.asset("activity.js") for kind in types)


def test_without_a_record_it_says_so(record):
    """Where nothing is kept, the note says so."""
    assert Scales(None).reply({})["note"] == "What you do here is not kept."
    assert "is kept on the machine" in Scales(None, record).reply({})["note"]
