"""Questions with one line to write: numbers in a unit, and dates."""

from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_example import ARABIC, CHINESE, SCRIPT, SHARED, made, shown

from course_lib.dates import calendar_bounds
from course_lib.quiz.questions import KINDS

LINES = {"feedback": "That is it.", "otherwise": "That is not it."}
PLANES = made("number", answer=1390, unit="aircraft", tolerance=20, **LINES)


def told(question, answer):
    """The credit of an answer, and the second line of its feedback, which says why."""
    mark = question.mark(answer)
    return mark.credit, mark.feedback[1] if len(mark.feedback) > 1 else mark.verdict


# Numbers

READ = {
    "1390": 1390,
    " 1390 ": 1390,
    "1,390": 1390,
    "1 390": 1390,
    "1\u00a0390": 1390,
    "1\u2009390": 1390,
    "1\u202f390": 1390,
    "1'390": 1390,
    "1’390": 1390,
    "1,390.00": 1390,
    "1390.": 1390,
    "01390": 1390,
    "１，３９０": 1390,
    "١٣٩٠": 1390,
    "١٬٣٩٠": 1390,
    "१३९०": 1390,
    "1,390,000": 1390000,
    "1.390.000": 1390000,
    "1.390": Fraction(139, 100),
    "1,39": Fraction(139, 100),
    "١٫٣٩": Fraction(139, 100),
    "0": 0,
    "-1390": -1390,
    "−1,390": -1390,
    "about 1400": 1400,
    "About 1400": 1400,
    "approx. 1400": 1400,
    "ca. 1400": 1400,
    "c.1400": 1400,
    "some 1400": 1400,
    "~1400": 1400,
    "≈ 1,400": 1400,
    "1400 aircraft": 1400,
    "$1400": 1400,
    "US$ 1400": 1400,
    "about US$1400": 1400,
    "1400 %": 1400,
    "five": 5,
    "about Twelve tanks": 12,
    "one thousand": 1,
}
UNREAD = [
    *("thousand", "a thousand", "thirteen", "one and a half", "two hundred and fifty million", "½", "1/2"),
    *("1e3", "0x10", "1390 or 1400", "1390–1400", "over 1390", "1,3,9", "13,90,0", "1.39.0", "1,390 390"),
    *("1 39 0", "..", "-", "$", "about", "1" * 81, "1" + " " * 100 + "2", "x" * 10_000, "1" * 10_000),
    *(SCRIPT, "<b>1390</b>", CHINESE, ARABIC),
]


@pytest.mark.parametrize(("text", "number"), READ.items(), ids=shown)
def test_numbers_are_read_as_people_write_them(text, number):
    """Group signs, decimal signs, other digits, words for about, and units are all understood."""
    assert PLANES.read(text).number == number


@pytest.mark.parametrize("text", UNREAD, ids=shown)
def test_what_is_no_number_is_no_attempt(text):
    """What cannot be read, or could be read in two ways, costs nothing and says how to write a number."""
    mark = PLANES.mark(text)
    assert (mark.verdict, mark.feedback) == ("unattempted", (PLANES.unread,))


signs = st.sampled_from(["", ",", " ", "'", "’", "\u00a0", "\u2009", "\u202f", "."])
digits = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९"])


@given(st.integers(-(10**24), 10**24), signs, digits)
def test_any_whole_number_is_read_as_itself(number, sign, script):
    """In groups of three, with any of the signs and in any digits, a number is read as what it is."""
    if sign == "." and abs(number) < 10**6:
        sign = ""  # 1.390 is one and a bit
    text = f"{number:,}".replace(",", sign).translate(str.maketrans("0123456789", script))
    assert PLANES.read(text).number == number


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9).filter(bool), st.sampled_from([0, 0.01, 0.1]), st.integers(-40, 40))
def test_right_within_the_tolerance_and_nowhere_else(answer, share, steps):
    """A number is right exactly where it is no further from the key than the tolerance."""
    tolerance = int(abs(answer) * share)
    question = made("number", answer=answer, tolerance=tolerance, unit="tanks", **LINES)
    number = answer + steps * max(1, tolerance // 8)
    assert (question.mark(f"{number:,}").credit == 1) == (abs(number - answer) <= tolerance)


DOLLARS = {
    "300": 1,
    "$300m": 1,
    "$300 million": 1,
    "US$300 million": 1,
    "300 million": 1,
    "300 million dollars": 1,
    "300 Million US Dollars": 1,
    "300 millions of dollars": 1,
    "about 300 million dollars": 1,
    "300,000,000": 1,
    "300 000 000 dollars": 1,
    "0.3 billion dollars": 1,
    "0,3 bn dollars": 1,
    "300,000 thousand dollars": 1,
    "3 hundred million dollars": 1,
    "305": 1,
    "295 million": 1,
    "312": "That is near, but not near enough.",
    "312 million dollars": "That is near, but not near enough.",
    "330": "That is not it.",
    "312 million roubles": "That is not it.",
    "300 million roubles": "The number is right, its unit is not. Give it in million dollars.",
    "£300m": "The number is right, its unit is not. Give it in million dollars.",
    "300 dollars": "The digits are right, the size is not. Give it in million dollars.",
    "3": "The digits are right, the size is not. Give it in million dollars.",
    "3 billion dollars": "The digits are right, the size is not. Give it in million dollars.",
    "300%": "The digits are right, the size is not. Give it in million dollars.",
    "-300": "That is not it.",
    "three hundred million dollars": 1,
    "60": "That is the part of one year.",
    "60 million dollars": "That is the part of one year.",
    "$60m": "That is the part of one year.",
    "300 million USD": 1,
    "US $300 mln": 1,
    "USD 300 million": 1,
    "60 million roubles": "That is not it.",
    "0": "That is not it.",
}


@pytest.mark.parametrize(("answer", "result"), DOLLARS.items(), ids=shown)
def test_sizes_and_units(answer, result):
    """One sum is right in any size of its unit; a near miss earns half and says what is wrong with it."""
    miss = [{"answer": "60 million dollars", "feedback": "That is the part of one year."}]
    loan = made("number", answer=300, unit="million dollars", tolerance=5, miss=miss, **LINES)
    credit, why = told(loan, answer)
    near = result != 1 and result.startswith(("The ", "That is near"))
    assert (credit, why) == ((1, "That is it.") if result == 1 else (0.5 * near, result))


PLANES_SAID = {
    "1390": (1, "That is it."),
    "about 1400": (1, "That is it."),
    "1410": (1, "That is it."),
    "1390 aircraft": (1, "That is it."),
    "1411": (0.5, "That is near, but not near enough."),
    "1330": (0.5, "That is near, but not near enough."),
    "1329": (0, "That is not it."),
    "1390 tanks": (0.5, "The number is right, its unit is not. Give it in aircraft."),
    "13900": (0.5, "The digits are right, the size is not. Give it in aircraft."),
    "1,39": (0.5, "The digits are right, the size is not. Give it in aircraft."),
    "1.390.000": (0.5, "The digits are right, the size is not. Give it in aircraft."),
    "−1390": (0, "That is not it."),
    "1930": (0.5, "Two digits have changed places."),
    "3190 aircraft": (0.5, "Two digits have changed places."),
    "1309": (0.5, "Two digits have changed places."),
    "9310": (0, "That is not it."),
}


@pytest.mark.parametrize(("answer", "result"), PLANES_SAID.items(), ids=shown)
def test_near_misses_of_a_number(answer, result):
    """The wrong unit, the wrong size, exchanged digits and what is near have their own words."""
    assert told(PLANES, answer) == result


def test_near_misses_of_a_large_number():
    """Digits are compared as they are written in full, however many there are."""
    tons = made("number", answer=15 * 10**20, unit="tons", **LINES)
    assert told(tons, "15 tons") == (0.5, "The digits are right, the size is not. Give it in tons.")
    assert told(tons, "1521") == (0, "That is not it.")


def test_a_number_is_told_as_it_was_understood():
    """The first line of the feedback says what was read, unit and sign of money included."""
    heard = {"about １ ３９０": "1,390", "1,39": "1.39", "£300m": "£300 m", "1390 tanks.": "1,390 tanks"}
    for answer, read in heard.items():
        assert PLANES.mark(answer).feedback[0] == f"Read as {read}."


@pytest.mark.parametrize("text", [SCRIPT, CHINESE, ARABIC, "`code` *star*", "&amp;"])
def test_a_foreign_unit_comes_back_as_text(text):
    """Whatever follows a number is a unit that is not ours, and is repeated letter by letter."""
    mark = PLANES.mark(f"1390 {text.replace('1', '')}")
    assert (mark.credit, mark.verdict) == (0.5, "partly")
    assert mark.feedback[0] == f"Read as 1,390 {text.replace('1', '').casefold()}."


def test_a_unit_keeps_its_letters():
    """A word that ends like a sign for about is left whole, and one that is a number may be of the unit."""
    union = made("number", answer=15, unit="republics", **LINES)
    assert [union.mark(answer).credit for answer in ("15 republic", "about 15 republics")] == [1, 1]
    assert made("number", answer=4, unit="one-party states", **LINES).mark("4 one-party states").credit == 1


def test_other_words_for_the_unit():
    """A list of units names what is shown first, and what is taken as well."""
    boxes = made("number", answer=20, unit=["boxes", "terms", "cards"], **LINES)
    assert [boxes.mark(f"20 {unit}").credit for unit in ("boxes", "terms", "card", "rows")] == [1, 1, 1, 0.5]
    assert boxes.control()["unit"] == "boxes"
    assert told(boxes, "20 rows")[1] == "The number is right, its unit is not. Give it in boxes."


def test_a_unit_with_a_power():
    """Square kilometres are understood as people write them."""
    land = made("number", answer=1_500_000, unit="km²", **LINES)
    for answer in ("1,500,000 km²", "1.5 million km2", "1 500 000", "1.5 million"):
        assert land.mark(answer).verdict == "right", answer
    assert "its unit is not" in land.mark("1.5 million hectares").feedback[1]


@pytest.mark.parametrize("answer", [0, -5, 0.5, 12.75, 10**12, 1e21, {"table": "terms"}], ids=shown)
def test_any_number_can_be_a_key(answer):
    """Zero, a negative number, a fraction and a very large one are accepted as they are shown."""
    question = made("number", answer=answer, unit="per cent", **LINES)
    assert question.mark(question.key()).verdict == "right"
    assert question.solution() == [f"{question.key()} per cent. That is it."]


def test_a_number_from_the_tables():
    """A count of rows and a cell of one row give the key, so that a corrected table corrects the quiz."""
    count = {"table": "terms", "where": {"favours": "China"}}
    cell = {"table": "terms", "where": {"term": "loan"}, "column": "figure"}
    assert made("number", answer=count, unit="terms", **LINES).key() == "2"
    assert made("number", answer=cell, unit="million dollars", **LINES).key() == "300"


# Dates


def dating(edtf, **entry):
    """A question on the date of an event."""
    seeds = SimpleNamespace(events=pd.DataFrame([("e", edtf)], columns=["event", "date"]))
    return made("date", seeds, event="e", **LINES | entry)


FORMS = [
    ("1950-02-14", "14 Feb 1950"),
    ("1950-02-14", "14 February 1950"),
    ("1950-02-14", "14th February, 1950"),
    ("1950-02-14", "Feb. 14, 1950"),
    ("1950-02-14", "1950-02-14"),
    ("1950-02-14", "14.2.1950"),
    ("1950-02-14", "14/2/1950"),
    ("1950-02-14", "１４ Feb １９５０"),
    ("1950-02-14", "14 Feb ١٩٥٠"),
    ("1950-02", "February 1950"),
    ("1950-02", "feb 1950"),
    ("1950-02", "1950-02"),
    ("1950-02", "2 Feb 1950"),
    ("1950", "1950"),
    ("1950", "in 1950"),
    ("1950", "mid-1950"),
    ("1949-05~/1949-08~", "mid-1949"),
    ("1949-05~/1949-08~", "June 1949"),
    ("1949-05~/1949-08~", "summer 1949"),
    ("1949-05~/1949-08~", "31 August 1949"),
    ("1958-07-31/1958-08-03", "1 August 1958"),
    ("1955/1959", "1955–1959"),
    ("1955/1959", "the second half of the 1950s"),
    ("1955/1959", "from 1956 to 1958"),
    ("197X", "the 1970s"),
    ("197X", "the mid-1970s"),
    ("197X", "1972"),
    ("1950-23/1953", "autumn 1950"),
    ("1950-23/1953", "1951 to 1953"),
]


@pytest.mark.parametrize(("edtf", "answer"), FORMS)
def test_a_date_that_lies_in_the_range_is_right(edtf, answer):
    """Whatever form a date is written in, it is right if all of it lies in the range of the key."""
    assert told(dating(edtf), answer) == (1, "That is it.")


OVERLAP = "The right date and yours overlap. Look again at where it begins and ends."
WIDER = "The right date meets that, but yours is wider. Be more exact."
YEAR_OFF = "One year off."
SWAPPED = "Two digits of the year have changed places."
NEAR = [
    ("1950-02-14", "February 1950", (0.5, WIDER)),
    ("1950-02-14", "1950", (0.5, WIDER)),
    ("1950-02-14", "early 1950", (0.5, WIDER)),
    ("1949-05~/1949-08~", "1949", (0.5, WIDER)),
    ("1949-05~/1949-08~", "August to October 1949", (0.5, OVERLAP)),
    ("1949-05~/1949-08~", "1 March to 1 May 1949", (0.5, OVERLAP)),
    ("1950-02-14", "14 Feb 1951", (0.5, YEAR_OFF)),
    ("1950-02-14", "14 Feb 1949", (0.5, YEAR_OFF)),
    ("1949-05~/1949-08~", "mid-1950", (0.5, YEAR_OFF)),
    ("1955/1959", "1954", (0.5, YEAR_OFF)),
    ("1950-02-14", "14 Feb 1905", (0.5, SWAPPED)),
    ("1950-02-14", "14 Feb 9150", (0.5, SWAPPED)),
    ("1949-05~/1949-08~", "mid-1994", (0.5, SWAPPED)),
    ("1950-02-14", "the 1950s", (0, "That is not it.")),
    ("1950-02-14", "the 20th century", (0, "That is not it.")),
    ("1950-02-14", "15 Feb 1950", (0, "That is not it.")),
    ("1950-02-14", "14 March 1950", (0, "That is not it.")),
    ("1950-02-14", "14 Feb 1952", (0, "That is not it.")),
    ("1950-02-14", "14 Feb 9999", (0, "That is not it.")),
    ("1950-02-14", "1 Jan 0001", (0, "That is not it.")),
]


@pytest.mark.parametrize(("edtf", "answer", "result"), NEAR)
def test_near_misses_of_a_date(edtf, answer, result):
    """What is too wide, a year off, or has two digits exchanged earns half and says so; the rest earns 0."""
    assert told(dating(edtf), answer) == result


NO_DATES = [
    *("never", "1950 or 1951", "5/6/1950", "1950-13", "30 Feb 1950", "0000", "mid-0000", "0000-0000"),
    *("first half of the 0000s", "after 1950", "1950年2月14日", SCRIPT, CHINESE, ARABIC, "..", "/", "~"),
    *("%", "{}", "1950{}", "1" * 79, "9" * 80, "-1", "1 2 3 4", "x" * 10_000, "14 Feb 1950" + " x" * 40),
]


@pytest.mark.parametrize("text", NO_DATES, ids=shown)
def test_what_is_no_date_is_no_attempt(text):
    """What cannot be read, has two readings or has an open end costs nothing and says how to write a date."""
    for edtf in ("1950-02-14", "1950", "0001"):
        mark = dating(edtf).mark(text)
        assert (mark.verdict, mark.feedback) == ("unattempted", (KINDS["date"].unread,))


@pytest.mark.parametrize(
    ("edtf", "precision", "key"),
    [
        ("1950-02-14", "day", "1950-02-14"),
        ("1950-02-14", "month", "1950-02"),
        ("1950-02-14", "year", "1950"),
        ("1949-05~/1949-08~", "month", "1949-05/1949-08"),
        ("1949-05~/1949-08~", "year", "1949"),
        ("1971-04-07/1972-02-28", "year", "1971/1972"),
        ("197X", "day", "1970-01-01/1979-12-31"),
        ("197X", "year", "1970/1979"),
    ],
)
def test_precision_widens_the_key(edtf, precision, key):
    """To the month or to the year, an answer may be as wide as that."""
    question = dating(edtf, precision=precision)
    assert question.key() == key
    assert question.mark(key).credit == 1


def test_a_date_is_told_as_it_was_understood():
    """The first line of the feedback says what was read, in words, and Show answer says the key so."""
    question = dating("1949-05~/1949-08~")
    assert question.mark("5 aug 1949").feedback[0] == "Read as 5 August 1949."
    assert question.mark("mid 1949").feedback[0] == "Read as mid-1949."
    assert question.solution() == ["mid-1949. That is it."]


def test_a_date_by_a_statement(asked):
    """A statement may give the date, where it is the source's word that is asked for."""
    said = made("date", statement="err-1952:2a", **LINES)
    assert said.key() == "1952"
    assert asked["date"].key() == "1950-02-14"


def test_a_foreseen_wrong_date_has_its_own_words(asked):
    """A wrong answer that the author foresaw gets the author's words, in whatever form it is written."""
    for answer in ("1 October 1949", "1949-10-01", "Oct 1, 1949"):
        assert told(asked["date"], answer) == (0, "That is the day of the proclamation.")


def test_a_foreseen_wrong_answer_earns_what_the_author_gives(asked):
    """An expected miss earns what stands with it, nothing where nothing stands there, however near it is."""
    miss = [
        {"answer": "14 Feb 1949", "feedback": "A year early."},
        {"answer": "1950", "feedback": "Say more."},
    ]
    near = dating("1950-02-14", miss=[miss[0], miss[1] | {"credit": 0.25}])
    assert told(near, "14 February 1949") == (0, "A year early.")
    assert told(near, "in 1950") == (0.25, "Say more.")
    assert near.wrong()[:2] == ["14 Feb 1949", "1950"]


def test_a_single_digit_is_no_near_miss():
    """That the digit is right says nothing of a number of one digit, unless a unit could change its size."""
    assert told(made("number", answer=5, unit="tanks", **LINES), "50") == (0, "That is not it.")
    million = made("number", answer=5, unit="million tons of steel", **LINES)
    assert told(million, "5 million people of China")[0] == 0.5
    assert told(million, "5 thousand tons")[0] == 0.5


def closed_events(seeds):
    """The events of the workbook that have a date with a beginning and an end."""
    dated = ((row["event"], row["date"]) for row in seeds.events.to_dict("records") if row["date"])
    return [(event, edtf) for event, edtf in dated if all(calendar_bounds(edtf))]


def test_every_dated_event_makes_a_sound_question(seeds):
    """On each event of the workbook a question accepts its key, what Show answer says and its first day."""
    assert len(closed_events(seeds)) > 100
    for event, edtf in closed_events(seeds):
        question = made("date", seeds, SHARED | {"id": event}, event=event, **LINES)
        first, last = calendar_bounds(edtf)
        assert question.mark(question.key()).credit == 1, event
        assert {question.mark(str(day)).credit for day in (first, last, f"{first}/{last}")} == {1}, event
        said = question.shown(edtf)
        assert "(uncertain)" in said or question.mark(said).credit == 1, said
        assert {question.mark(answer).verdict for answer in question.wrong()} <= {"partly", "wrong"}, event
        assert len(question.wrong()) >= 3, event


@settings(deadline=None)
@given(st.dates().map(str), st.dates().map(str), st.dates().map(str))
def test_right_exactly_inside_the_range(one, other, day):
    """A day is right exactly where it lies between the first and the last day of the key."""
    first, last = sorted([one, other])
    question = dating(f"{first}/{last}")
    assert (question.mark(day).verdict == "right") == (first <= day <= last)
