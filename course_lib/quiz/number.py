"""Numbers with a unit: "1,390", "about 1400" and "0.3 billion dollars" are all understood."""

import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from typing import ClassVar

from .fields import brief, read_fact, read_text, read_texts
from .typed import Typed

ABOUT = re.compile(
    r"^(?:about|around|approximately|approx|circa|ca|c|some|roughly|nearly|almost|~|≈)[.\s]*(?=\W|\d|\b)"
)
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
MORE = {*WORDS, *"half quarter dozen thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()}
MORE |= {*"twenty thirty forty fifty sixty seventy eighty ninety".split()}
WORDED = re.compile(rf"^(?:{'|'.join(WORDS)})\b")
WRITTEN = re.compile(r"(?:usd?\s*)?([$£€]?)\s*(-?\d(?:[\d.,' ]*\d)?)\s*(\D*(?:(?<=m)[23])?)")  # up to km³
PLAINLY = str.maketrans("−’٬٫", "-',.")
FORMS = (  # of a number, what in it is to be exchanged, and for what
    (re.compile(r"-?\d+(?:\.\d+)?"), "", ""),
    (re.compile(r"-?\d{1,3}([ ,'])\d{3}(?:\1\d{3})*(?:\.\d+)?"), "[ ,']", ""),
    (re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}"), r"\.", ""),
    (re.compile(r"-?\d+,\d+"), ",", "."),
)
SCALES = {"hundred": 10**2, "thousand": 10**3, "k": 10**3, "trillion": 10**12}
SCALES |= dict.fromkeys("million m mio mn mln mil".split(), 10**6) | dict.fromkeys(["billion", "bn"], 10**9)
SMALL = {"a", "an", "and", "in", "of", "per", "the"}  # words that two units may share
SIGNS = {
    "$": "dollars",
    "£": "pounds",
    "€": "euros",
    "%": "per cent",
    "percent": "per cent",
    "usd": "dollars",
}


@dataclass(frozen=True)
class Amount:
    """A number as it was written, the size that its unit multiplies it by, and the words of that unit."""

    number: Fraction
    scale: int
    words: frozenset[str]
    sign: str = field(default="", compare=False)
    unit: str = field(default="", compare=False)


@dataclass(frozen=True)
class Number(Typed):
    """A number in a unit, right within a tolerance, which is in the same unit.

    ``also`` are other words for the unit.
    """

    answer: Fraction
    tolerance: Fraction
    unit: str
    also: tuple[str, ...]

    kind: ClassVar = "number"
    fields: ClassVar = ("answer", "unit", "tolerance", "feedback", "otherwise", "miss")
    say: ClassVar = "Write a number."
    unread: ClassVar = "That cannot be read as a number. Write it in digits, like 1,390 or about 1400."

    @classmethod
    def load(cls, shared, entry, seeds, report):
        numbers = {field: _number(entry, field, seeds, report) for field in ("answer", "tolerance")}
        several, lines = isinstance(entry.get("unit"), list), cls.lines(entry, report)
        units = read_texts(entry, "unit", report, least=1) if several else (read_text(entry, "unit", report),)
        if None in numbers.values() or not units:
            return None
        if numbers["tolerance"] < 0:
            return report("tolerance", f"is {brief(entry['tolerance'])}; allowed: 0 or more")
        question = cls(**shared, **lines, **numbers, unit=units[0], also=units[1:])
        if question.mark(question.key()).verdict != "right":
            return report("answer", f"is {brief(entry['answer'])}; allowed: what can be written in digits")
        return question.sound(report)

    def read(self, text):
        plain = unicodedata.normalize("NFKC", text).translate(PLAINLY).casefold().strip()
        digits = WORDED.sub(lambda word: str(WORDS.index(word[0])), ABOUT.sub("", plain, count=1).strip())
        match = WRITTEN.fullmatch(digits)
        number = _value(match[2]) if match else None
        if number is None:
            return None
        amount = Amount(number, *_unit(match[1] + match[3]), match[1], match[3])
        return None if amount.words & (MORE - self._amount().words) else amount

    def fits(self, value):
        return self._same_unit(value) and self._close(value, self.tolerance)

    def near(self, value):
        if self._close(value, self.tolerance):
            return f"The number is right, its unit is not. Give it in {self.unit}."
        if self._same_digits(value):
            return f"The digits are right, the size is not. Give it in {self.unit}."
        if self.tolerance and self._same_unit(value) and self._close(value, 3 * self.tolerance):
            return "That is near, but not near enough."
        swapped = _exchanged(_figures(self.answer)) & {*map(_figures, self._readings(value))}
        return "Two digits have changed places." if swapped else ""

    def shown(self, value):
        return f"{value.sign}{_plain(value.number)} {value.unit}".rstrip(" .")

    def solution(self):
        return [f"{self.shown(self._amount())}. {self.feedback}"]

    def key(self):
        return _plain(self.answer)

    def variants(self):
        off = 4 * self.tolerance or max(1, abs(self.answer) // 7)
        return [_plain(number) for number in (self.answer * 10 or 10, self.answer + off)]

    def control(self):
        return super().control() | {"unit": self.unit}

    def meets(self, value, other):
        """Return whether two amounts are the same; one without a unit is in that of the other."""
        whole = value.words and other.words
        return value.number == other.number and (
            not whole or (value.scale, value.words) == (other.scale, other.words)
        )

    def _amount(self):
        return Amount(self.answer, *_unit(self.unit), unit=self.unit)

    def _same_unit(self, value):
        return not value.words or any(value.words & _unit(name)[1] for name in (self.unit, *self.also))

    def _same_digits(self, value):
        """Whether only the size is wrong; a single digit says nothing where no unit names a size."""
        digits, others = (_figures(number).strip("0") for number in (value.number, self.answer))
        sized = len(digits) > 1 or max(value.scale, self._amount().scale) > 1
        return sized and digits == others and value.number * self.answer > 0

    def _close(self, value, tolerance):
        return any(abs(number - self.answer) <= tolerance for number in self._readings(value))

    def _readings(self, value):
        """Its number in the size asked for; where it names no size, in that or in full."""
        scale = self._amount().scale
        sizes = {value.scale} if value.words or value.scale > 1 else {scale, 1}
        return [value.number * size / scale for size in sizes]


def _number(entry, field, seeds, report):
    """A number that an author wrote or a table holds, exactly; None, reported, for what is none."""
    found = read_fact({field: 0} | entry if field == "tolerance" else entry, field, seeds, report)
    if found is None and isinstance(entry.get(field), dict):
        return None  # which is reported already
    try:
        return Fraction(str(found))  # which refuses True
    except (ValueError, ZeroDivisionError):
        return report(field, f"is {brief(found)}; allowed: a number without quotation marks, or a table's")


def _value(digits):
    """The number that the digits make, exactly; None where their signs fit no way of writing one."""
    for form, sign, other in FORMS:
        if form.fullmatch(digits):
            return Fraction(re.sub(sign, other, digits) if sign else digits)
    return None


def _plain(number):
    """A number in digits, with commas between thousands."""
    return f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):,}"


def _unit(text):
    """The size and the words of a unit: million dollars is 1,000,000 and {dollar}."""
    text = unicodedata.normalize("NFKC", text)
    for sign, words in SIGNS.items():
        text = text.replace(sign, f" {words} ")
    words = [word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", text.casefold())]
    scale = prod(SCALES.get(word, 1) for word in words)
    return scale, frozenset(word for word in words if word not in SCALES and word not in SMALL)


def _figures(number):
    return re.sub(r"\D", "", f"{float(number):.9f}".rstrip("0"))


def _exchanged(digits):
    """The digits with two neighbours exchanged, in each way that there is."""
    places = (n for n in range(len(digits) - 1) if digits[n] != digits[n + 1])
    return {digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in places}
