"""Dates: what they say to people, what they allow, and what people may type."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib import dates

LABELS = {
    "": "",
    "1950-02-14": "14 February 1950",
    "1950-02": "February 1950",
    "1950": "1950",
    "195X": "the 1950s",
    "19XX": "the 1900s",
    "1950-23": "autumn 1950",
    "1958~": "about 1958",
    "1958?": "1958 (uncertain)",
    "1958%": "about 1958 (uncertain)",
    "1949-05~/1949-08~": "mid-1949",
    "1949-09~/1949-12~": "late 1949",
    "1949-01~/1949-04~": "early 1949",
    "1949-05/1949-08": "May–August 1949",
    "1977~/1979~": "the late 1970s",
    "1954~/1956~": "the mid-1950s",
    "1950/1953": "1950–1953",
    "1951-07~/1952-03-13": "about July 1951 – 13 March 1952",
    "1950-23/1953": "autumn 1950 – 1953",
    "1966/1976": "1966–1976",
    "1971-04-07/1971-04-14": "7–14 April 1971",
    "1958-07-31/1958-08-03": "31 July – 3 August 1958",
    "1960-07/1960-08": "July–August 1960",
    "1966-05/1969-10-20": "May 1966 – 20 October 1969",
    "1953/..": "from 1953 on",
    "../1987-08": "until August 1987",
}


@pytest.mark.parametrize(("edtf", "words"), LABELS.items())
def test_label(edtf, words):
    """A date in the tables reads as people say it."""
    assert dates.label(edtf) == words


@pytest.mark.parametrize("edtf", ["yesterday", "1950-2-14", "14.2.1950", "1950-02/soon"])
def test_label_refuses_other_forms(edtf):
    """A form that the tables do not use is named, not guessed at."""
    with pytest.raises(ValueError, match="not a date in a form"):
        dates.label(edtf)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1950-02-14", date(1950, 2, 14), date(1950, 2, 14)),
        ("1952-02", date(1952, 2, 1), date(1952, 2, 29)),
        ("195X", date(1950, 1, 1), date(1959, 12, 31)),
        ("1950-23", date(1950, 9, 1), date(1950, 11, 30)),
        ("1949-05~/1949-08~", date(1949, 5, 1), date(1949, 8, 31)),
        ("1953/..", date(1953, 1, 1), None),
        ("../1987-06", None, date(1987, 6, 30)),
    ],
)
def test_bounds(edtf, first, last):
    """The bounds are the first and the last day that the text allows."""
    assert dates.bounds(edtf) == (first, last)


@pytest.mark.parametrize("edtf", ["1950-02-30", "1950-13", "mid-1949", "", "1960/1950"])
def test_bounds_refuse_what_is_no_date(edtf):
    """A day that no calendar has and a range that runs backwards are refused."""
    with pytest.raises(ValueError):
        dates.bounds(edtf)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("14 Feb 1950", "1950-02-14"),
        ("14th February, 1950", "1950-02-14"),
        ("February 1950", "1950-02"),
        ("in 1956", "1956"),
        ("1950-02", "1950-02"),
        ("Mid-1949", "1949-05~/1949-08~"),
        ("the late 1970s", "1977~/1979~"),
        ("mid-1950s", "1954~/1956~"),
        ("the mid 1950s", "1954~/1956~"),
        ("early 1950", "1950-01~/1950-04~"),
        ("the second half of the 1950s", "1955/1959"),
        ("1955–1959", "1955/1959"),
        ("between 1955 and 1959", "1955/1959"),
        ("the 1960s", "196X"),
        ("autumn 1950", "1950-23"),
        ("about 1958", "1958~"),
        ("by mid-1949", "1949-05~/1949-08~"),
        ("on 14 February 1950.", "1950-02-14"),
        ("around the middle of 1949", "1949-05~/1949-08~"),
        ("the middle of 1949", "1949-05~/1949-08~"),
        ("May to August 1949", "1949-05/1949-08"),
        ("July–August 1960", "1960-07/1960-08"),
        ("7–14 April 1971", "1971-04-07/1971-04-14"),
        ("31 July - 3 August 1958", "1958-07-31/1958-08-03"),
        ("from May 1966 to 20 October 1969", "1966-05/1969-10-20"),
        ("Feb. 14th, 1950", "1950-02-14"),
        ("sept 1950", "1950-09"),
        ("14.2.1950", "1950-02-14"),
        ("5.5.1950", "1950-05-05"),
        ("1966-69", "1966/1969"),
        ("１９５０", "1950"),
    ],
)
def test_words_into_edtf(words, edtf):
    """What a person types for a date becomes the date that was meant."""
    assert dates.from_words(words) == edtf


TWO_READINGS = ["5/6/1950", "05.06.1950", "5-6-50"]
NO_DATES = [
    *TWO_READINGS,
    "",
    "never",
    "not 1950",
    "june 50",
    "Khrushchev 1956",
    "1950-13",
    "1950-00",
    "31 February 1950",
    "x" * 10_000,
    "<b>1950",
    "一九五〇",
    None,
    1959 / 1955,
]


@pytest.mark.parametrize("words", NO_DATES)
def test_words_that_make_no_date(words):
    """Words that make no date give None and never an exception."""
    assert dates.from_words(words) is None


FORMS = st.sampled_from(
    ["%Y", "%Y-%m", "%Y-%m-%d", "%Y~", "%Y-%m?", "%Y-%m-%d%%", "%Y-21", "%Y-13", "%Y-02-30"]
)
SIDES = st.builds(lambda day, form: day.strftime(form), st.dates(date(1900, 1, 1), date(1999, 12, 31)), FORMS)


@settings(max_examples=60, deadline=None)
@given(SIDES, st.none() | SIDES | st.sampled_from(["..", ""]))
def test_the_calendar_says_what_the_library_says(start, end):
    """The quick bounds are those of the library edtf, for dates and ranges and for what is neither."""
    text = start if end is None else f"{start}/{end}"
    try:
        wanted = dates.bounds(text)
    except ValueError:
        with pytest.raises(ValueError):
            dates.calendar_bounds(text)
    else:
        assert dates.calendar_bounds(text) == wanted


def test_common_dates_do_not_load_the_library():
    """A day, month, year or third of a year as people type it is read without the slow library."""
    read = (
        "[dates.calendar_bounds(dates.from_words(w)) for w in ('14 Feb 1950', '1950-02', '1950', 'mid-1949')]"
    )
    code = f"import sys; from course_lib import dates; {read}; print('edtf' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@settings(max_examples=30, deadline=None)
@given(st.dates(date(1900, 1, 1), date(1999, 12, 1)), st.integers(0, 4000))
def test_labels_lead_back(start, length):
    """A day's label, read again, is that day, and every range of days has bounds and a label."""
    end = start + timedelta(days=length)
    assert dates.from_words(dates.label(start.isoformat())) == start.isoformat()
    assert dates.bounds(f"{start}/{end}") == (start, end)
    assert str(end.year) in dates.label(f"{start}/{end}")
