"""Uncertain dates: EDTF (ISO 8601-2) into words and bounds, and words into EDTF.

A label is made from the text alone, because it is wanted hundreds of times on
a page; bounds are left to the library ``edtf``, which takes some milliseconds
a date, and are stored in the tables. Conventions for vague words, such as
mid-1949 for May to August, stand in ``seeds/README.md``.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import cache

MONTHS = "January February March April May June July August September October November December".split()
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
SIDE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(0[1-9]|1[0-2]|2[1-4]))?(?:-(\d\d))?([~?%])?")
PLAIN_WORDS = re.compile(r"[a-z0-9 .,/~?%-]{1,60}")
CALENDAR = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[~?%]?")
DATE_WORDS = set(
    "about after and approx approximately around autumn before between c ca century circa fall from"
    " nd of rd s spring st summer th the to winter x".split()
)
TYPED = (
    re.compile(r"(?:(?P<day>\d{1,2}) )?(?P<month>[a-z]{3,9}) (?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3,9}) (?P<day>\d{1,2}) (?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
)
TWO_READINGS = re.compile(r"(0?[1-9]|1[0-2])[./-](?!\1[./-])(0?[1-9]|1[0-2])[./-]\d+")
PARTS = ("early ", "mid-", "late ")
THIRDS_OF_A_YEAR = (("-01", "-04"), ("-05", "-08"), ("-09", "-12"))
THIRDS_OF_A_DECADE = (("0", "3"), ("4", "6"), ("7", "9"))
HALVES_OF_A_DECADE = {"first": ("0", "4"), "second": ("5", "9")}
QUALIFIERS = {None: "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


@cache
def bounds(edtf):
    """Return the first and the last day that an EDTF date allows.

    A pair of ``datetime.date``; None stands for an open end. Raises ValueError
    for text that is no EDTF date and for an interval that runs backwards.
    Source: ISO 8601-2:2019 as read by the library ``edtf`` (strict bounds).
    """
    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(edtf)
        lower, upper = (_day(side()) for side in (parsed.lower_strict, parsed.upper_strict))
    except (EDTFParseException, ValueError, TypeError, AttributeError) as problem:
        raise ValueError(f"{edtf!r} is not an EDTF date") from problem
    if lower and upper and lower > upper:
        raise ValueError(f"{edtf!r} ends before it begins")
    return lower, upper


def calendar_bounds(edtf):
    """Return what :func:`bounds` returns, without the library where the calendar is enough.

    Loading ``edtf`` takes a fifth of a second, too long for a page that shows a question. Raises
    ValueError as :func:`bounds` does.
    """
    start, slash, end = edtf.partition("/")
    match = CALENDAR.fullmatch(start), CALENDAR.fullmatch(end if slash else start)
    if not all(match):
        return bounds(edtf)
    first, last = _first_day(*match[0].groups()), _last_day(*match[1].groups())
    return (first, last) if first <= last else bounds(edtf)


def _first_day(year, month, day):
    return date(int(year), int(month or 1), int(day or 1))


def _last_day(year, month, day):
    year, month = int(year), int(month or 12)
    return date(year, month, int(day or monthrange(year, month)[1]))


def _day(bound):
    return date(*bound[:3]) if isinstance(bound, tuple) else None


def label(edtf):
    """Return an EDTF date as people say it, such as ``mid-1949`` or ``7–14 April 1971``.

    An empty text stays empty. Raises ValueError for a form that the tables do not use.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _single(start) if start else ""
    return _open_ended(start, end) or _third(start, end) or _span(start, end)


def _parts(side):
    match = SIDE.fullmatch(side)
    if not match:
        raise ValueError(f"{side!r} is not a date in a form that the tables use")
    return match.groups()


def _single(side):
    year, month, day, qualifier = _parts(side)
    return QUALIFIERS[qualifier].format(_words(year, month, day))


def _words(year, month=None, day=None):
    if year.endswith("XX"):
        return f"the {year[:2]}00s"
    if year.endswith("X"):
        return f"the {year[:3]}0s"
    if not month:
        return year
    name = SEASONS.get(int(month)) or MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def _open_ended(start, end):
    if start == ".." or not start:
        return f"until {_single(end)}"
    return f"from {_single(start)} on" if end in ("..", "") else ""


def _third(start, end):
    vague = re.fullmatch(r"(\d{3,4})(-\d\d|\d)~/\1(-\d\d|\d)~", f"{start}/{end}")
    ends = vague.group(2, 3) if vague else None
    if ends in THIRDS_OF_A_YEAR:
        return f"{PARTS[THIRDS_OF_A_YEAR.index(ends)]}{vague[1]}"
    if ends in THIRDS_OF_A_DECADE:
        return f"the {PARTS[THIRDS_OF_A_DECADE.index(ends)]}{vague[1]}0s"
    return ""


def _span(start, end):
    first, last = _parts(start), _parts(end)
    if first[3] or last[3] or first[0] != last[0] or not (first[1] and last[1]):
        dash = "–" if len(start) == len(end) == 4 else " – "
        return f"{_single(start)}{dash}{_single(end)}"
    if first[1] == last[1] and first[2] and last[2]:
        return f"{int(first[2])}–{_single(end)}"
    dash = " – " if first[2] or last[2] else "–"
    return f"{_single(start).removesuffix(' ' + first[0])}{dash}{_single(end)}"


def from_words(words):
    """Return a person's words for a date as EDTF, or None where they make no date.

    Understands what the library ``edtf`` reads (14 Feb 1950, February 1950, about 1958, the 1960s)
    and the vague words of the sources: by mid-1949, late 1970s, second half of the 1950s, May to August 1949.
    What can be read in two ways, such as 5/6/1950, is not guessed at.
    """
    text = unicodedata.normalize("NFKC", str(words)).replace("–", "-").lower()
    text = re.sub(r"^(?:in|by|on) |[.,;]$", "", " ".join(text.split()))
    return _vague(text) or _half_decade(text) or _typed(text) or _range(text) or _plain(text)


def _vague(text):
    match = re.fullmatch(
        r"(?:about |around )?(?:the )?(early|mid(?:dle)?|late)[- ]?(?:of )?(?:the )?(\d{3})(0s|\d)", text
    )
    if not match:
        return None
    part, stem = [name.strip(" -") for name in PARTS].index(match[1].removesuffix("dle")), match[2]
    decade = match[3] == "0s"
    first, last = (THIRDS_OF_A_DECADE if decade else THIRDS_OF_A_YEAR)[part]
    stem += "" if decade else match[3]
    return f"{stem}{first}~/{stem}{last}~"


def _half_decade(text):
    match = re.fullmatch(r"(?:the )?(first|second) half of the (\d{3})0s", text)
    return "/".join(match[2] + year for year in HALVES_OF_A_DECADE[match[1]]) if match else None


def _range(text):
    match = re.fullmatch(r"(?:from |between )?(.+?)(?: ?- ?| to | and )(.+)", text)
    if not match:
        return None
    words = match[2].split()
    starts = (_typed(" ".join([match[1], *words[place:]])) for place in range(len(words), 0, -1))
    found = f"{next(filter(None, starts), '')}/{_typed(match[2])}"
    return found if _exists(found) else None


def _typed(text):
    if "/" in text and all(map(CALENDAR.fullmatch, text.split("/", 1))) and _exists(text):
        return text
    bare = " ".join(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", " ", text).split())
    match = next(filter(None, (form.fullmatch(bare) for form in TYPED)), None)
    parts = (match["year"], _month(match["month"]), match["day"]) if match else ()
    found = "-".join(part.zfill(2) for part in parts if part)
    return found if _exists(found) else None


def _month(word):
    """The number of a month as text; "" for none, and what no month begins with stays as it is."""
    begun = (n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word or "-"))
    return word if not word or word.isdigit() else str(next(begun, word))


def _exists(edtf):
    try:
        return bool(CALENDAR.match(edtf) and calendar_bounds(edtf))
    except ValueError:
        return False


def _plain(text):
    foreign = (w for w in re.findall("[a-z]+", text) if w not in DATE_WORDS and _month(w) == w)
    if (
        not re.search(r"\d{3}|century", text)
        or not PLAIN_WORDS.fullmatch(text)
        or TWO_READINGS.fullmatch(text)
        or any(foreign)
    ):
        return None
    from edtf import text_to_edtf

    found = text_to_edtf(text)
    try:
        return found if found and bounds(found) else None
    except ValueError:
        return None
