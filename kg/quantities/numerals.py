"""Written numbers: digits in three national formats, spelled-out words, fractions, powers of ten.

A :class:`Numeral` is the number alone: no currency, no scale letter, no unit.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kg import patterns as re
from kg.records import record

Style = Literal["1,234.5", "1.234,5", "1 234,5"]
"""How digits are grouped and where decimals begin, shown on an example."""

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7}
FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
    "hundredth": 100,
    "hundredths": 100,
    "thousandth": 1000,
    "thousandths": 1000,
}
_ONE_CHARACTER = "½=1/2,⅓=1/3,⅔=2/3,¼=1/4,¾=3/4,⅕=1/5,⅖=2/5,⅗=3/5,⅘=4/5,⅙=1/6,⅚=5/6,⅐=1/7,⅛=1/8,⅜=3/8,⅝=5/8,⅞=7/8,⅑=1/9,⅒=1/10"
VULGAR = {pair[0]: (int(pair[2]), int(pair[4:])) for pair in _ONE_CHARACTER.split(",")}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

_GAP = "[\u00a0\u2009\u202f']"
_GAPPED = rf"\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)"
# "30,00050,000+" are two cells of a run-together row: what follows a group may be the next number.
_NEXT_NUMBER = r"(?=\d{1,3}(?:,\d{3})+|(?:19|20)\d\d(?!\d)|\d{1,2}(?:\.\d)?[%xKM])"
_INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
_GROUPED = {
    "1,234.5": rf"\d{{1,3}}(?:,\d{{3}})+(?:(?!\d)|{_NEXT_NUMBER})|{_INDIAN}|{_GAPPED}"
    r"|\d{1,3}(?:[ ]\d{3}){2,}(?!\d)|\d{1,3}[ ]000(?!\d)",
    "1.234,5": rf"\d{{1,3}}(?:\.\d{{3}})+(?!\d)|{_GAPPED}",
    "1 234,5": rf"\d{{1,3}}(?:(?:[ ]|{_GAP})\d{{3}})+(?!\d)",
}
_RAISED = r"(?:\^\s?(?P<power>[-+−]?\d{1,3})|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
_POWER = rf"(?:\s?[×x*·⋅]\s?10{_RAISED}|(?P<bare>[-−]\d{{1,3}}(?![\d%])))|[eE](?P<e>[-+]?\d{{1,3}})(?![\w]))?"
_TEN = rf"10{_RAISED})"


def _digits(style: Style) -> re.Pattern[str]:
    mark = r"\." if style == "1,234.5" else ","
    return re.compile(rf"(?P<whole>{_GROUPED[style]}|\d+)(?:{mark}(?P<part>\d+))?{_POWER}|{mark}(?P<only>\d+)")


_DIGITS: dict[str, re.Pattern[str]] = {}
_LETTERS = re.compile(r"[A-Za-z]+")
_LONGEST = 24
"""More digits than this are an id, and would leave the exact range of the decimal context."""
_SIMPLE = re.compile(r"\d{1,24}(?![\d.,eE×x*·⋅^\s½⅓⅔¼¾⅕-⅞⅐-⅒⁰¹²³⁴-⁹⁻⁺])")
_TEN_TO = re.compile(_TEN)
_OTHER_STYLE = re.compile(r"(\d{1,3}(?:\.\d{3}){1,6}),(\d{1,6})(?![\d,.]?\d)")
_DECIMAL_COMMA = re.compile(r"(\d{1,9}),(\d{1,2})(?=\s?(?:%|€|EUR|Mio|Mrd|Prozent|millions?\b|milliards?\b|billions?\b))")
_FRACTION_AFTER = re.compile(r"(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])|\s(?P<top>[1-9])/(?P<bottom>[2-9]|16|32)(?![\d/])")
_NUMBER_WORD = "|".join(sorted([*ONES, *TENS], key=lambda w: (-len(w), w)))
_BIG_WORD = "hundred|thousand|million|billion|trillion|lakh|crore|dozen"
_PART_WORD = "|".join(sorted(FRACTIONS, key=lambda w: (-len(w), w)))
_AND = r"(?:\s*-\s*|\s+&\s+|\s+and\s+|,?\s+)"
_WORDS = re.compile(
    rf"(?:an?\s+(?={_BIG_WORD}|{_PART_WORD})|half\s+(?=an?\s|million|billion|trillion)|quarter\s+(?=million|billion))?"
    rf"(?:{_NUMBER_WORD}|{_BIG_WORD}|half|third|quarter|a)"
    rf"(?:{_AND}(?:{_NUMBER_WORD}|{_BIG_WORD}|{_PART_WORD}|point|an?)(?![A-Za-z])){{0,12}}(?![A-Za-z])",
    re.IGNORECASE,
)


@record
class Numeral:
    """A number as written, before any scale.

    ``decimals`` counts the written decimal places (negative for a power of ten), ``zeros`` the
    trailing zeros of an integer; ``spelled`` numbers are exact.
    """

    start: int
    end: int
    value: Decimal
    decimals: int = 0
    zeros: int = 0
    spelled: bool = False
    grouped: bool = False


def number_words() -> list[str]:
    """Return the words a spelled-out number can begin with."""
    return [*ONES, *TENS, "hundred", "half", "quarter", "a", "an"]


def read_digits(text: str, start: int, style: Style = "1,234.5") -> Numeral | None:
    """Read the number in digits that begins at ``start``, or return ``None``."""
    simple = _SIMPLE.match(text, start)
    if simple:
        return _plain(start, simple.end(), simple.group(), "", 0, False)
    ten = _TEN_TO.match(text, start)
    if ten:
        power = _exponent(ten)
        return Numeral(start, ten.end(), Decimal(10) ** power, -power) if abs(power) <= 400 else None
    if style == "1,234.5":
        other = _OTHER_STYLE.match(text, start)
        if other and len(other.group()) <= _LONGEST:
            return _plain(start, other.end(), other[1].replace(".", ""), other[2], 0, True)
        comma = _DECIMAL_COMMA.match(text, start)
        if comma:
            return _plain(start, comma.end(), comma[1], comma[2], 0, False)
    pattern = _DIGITS.get(style) or _DIGITS.setdefault(style, _digits(style))
    found = pattern.match(text, start)
    if not found:
        return None
    if found["only"] and len(found["only"]) <= _LONGEST:
        return _plain(start, found.end(), "0", found["only"], 0, False)
    if found["only"]:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    if len(whole) + len(found["part"] or "") > _LONGEST:
        return None
    numeral = _plain(start, found.end(), whole, found["part"] or "", _exponent(found), whole != found["whole"])
    if not found["part"]:
        return _with_fraction(text, numeral)
    return numeral


def _exponent(found: re.Match[str]) -> int:
    groups = found.groupdict()
    written = groups.get("power") or groups.get("e") or groups.get("bare") or (groups.get("raised") or "").translate(SUPERSCRIPTS)
    return int(written.replace("−", "-")) if written else 0


def _plain(start: int, end: int, whole: str, part: str, power: int, grouped: bool) -> Numeral:
    value = Decimal(f"{whole}.{part or '0'}e{power}") if part or power else Decimal(whole)
    significant = whole.rstrip("0")
    zeros = len(whole) - len(significant) if significant and not part else 0
    return Numeral(start, end, value, len(part) - power, zeros, False, grouped)


def _with_fraction(text: str, numeral: Numeral) -> Numeral:
    found = _FRACTION_AFTER.match(text, numeral.end)
    if not found:
        return numeral
    top, bottom = VULGAR[found["vulgar"]] if found["vulgar"] else (int(found["top"]), int(found["bottom"]))
    if top >= bottom:
        return numeral
    return Numeral(numeral.start, found.end(), numeral.value + Decimal(top) / bottom, 0, 0, True)


def read_vulgar(text: str, start: int) -> Numeral | None:
    """Read a fraction that is one character, such as ``¾``."""
    pair = VULGAR.get(text[start : start + 1])
    return Numeral(start, start + 1, Decimal(pair[0]) / pair[1], spelled=True) if pair else None


def read_words(text: str, start: int) -> Numeral | None:
    """Read the spelled-out number that begins at ``start`` ("two and a half million")."""
    found = _WORDS.match(text, start)
    if not found:
        return None
    tokens = [(m.group().lower(), m.end()) for m in _LETTERS.finditer(found.group())]
    spoken = _Spoken()
    end = 0
    for index, (word, stop) in enumerate(tokens):
        if word == "point":
            decimal = _spoken_decimals(start, spoken, tokens[index + 1 :])
            if decimal:
                return decimal
            break
        taken = spoken.take(word)
        if not taken:
            break
        if taken != "article":
            end = stop
    if not end:
        return None
    value = spoken.value
    return Numeral(start, start + end, Decimal(value.numerator) / value.denominator, spelled=True)


class _Spoken:
    """A spelled-out number while it is read, word by word.

    ``total`` are the groups that a scale has closed, ``group`` what stands before the next scale,
    ``aside`` the part of it before the last "and" ("twenty and three fifths").
    """

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.group: Fraction | None = None
        self.aside = Fraction(0)
        self.scale = Fraction(1)
        self.last = ""

    @property
    def value(self) -> Fraction:
        return self.total + (self.group or 0)

    def take(self, word: str) -> str:
        """Add a word; return what it was, or an empty string when it cannot continue the number."""
        if word in ("a", "an", "and"):
            if word == "and":
                self.aside = self.group or Fraction(0)
            elif self.last != "fraction":
                self.last = "article"
            return "article"
        kind = self._add(word)
        self.last = kind or self.last
        return kind

    def _add(self, word: str) -> str:
        if word in ONES and self.last not in ("one", "fraction") and not (self.last == "ten" and ONES[word] > 9):
            self.group = (self.group or 0) + Fraction(ONES[word])
            return "one"
        if word in TENS and self.last not in ("one", "ten", "fraction"):
            self.group = (self.group or 0) + Fraction(TENS[word])
            return "ten"
        if word in ("hundred", "dozen") and self.last != word and not (word == "hundred" and self.last == "fraction"):
            self.group = (self.group or Fraction(1)) * (100 if word == "hundred" else 12)
            return word
        if word in SCALES and word != "hundred":
            return self._close(Fraction(10) ** SCALES[word])
        return self._divide(FRACTIONS[word], word) if word in FRACTIONS else ""

    def _close(self, scale: Fraction) -> str:
        """Multiply the group by a scale; a second scale multiplies all ("hundred thousand million")."""
        if self.group is None and self.total:
            self.total, self.group = Fraction(0), self.total
        if self.group is None and self.last not in ("", "article"):
            return ""
        self.total += (self.group or Fraction(1)) * scale
        self.group, self.scale = None, scale
        return "scale"

    def _divide(self, bottom: int, word: str) -> str:
        """Read "two thirds" as a quotient, "one and a half" and "3 million and a half" as a sum."""
        if self.last == "one" and self.group is not None and not self.total:
            self.group = self.aside + (self.group - self.aside) / bottom
        elif self.last in ("", "article") or word in ("half", "halves"):
            unit = self.scale if self.total and self.group is None else 1
            self.group = (self.group or 0) + Fraction(unit) / bottom
        else:
            return ""
        return "fraction"


def _spoken_decimals(start: int, spoken: _Spoken, tokens: list[tuple[str, int]]) -> Numeral | None:
    """Read what follows "point": "two point seven five", "point seventy-one"."""
    digits, end = "", 0
    for word, stop in tokens:
        value = ONES.get(word, TENS.get(word))
        if value is None:
            break
        digits, end = digits + str(value), stop
    if not digits or spoken.value.denominator != 1:
        return None
    return Numeral(start, start + end, Decimal(spoken.value.numerator) + Decimal(f"0.{digits}"), len(digits))


# --------------------------------------------------------------------------- the document's format

_ENGLISH = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]|\.\d)|(?<![\d.,])\d+\.\d{1,2}(?=\s?(?:%|million|billion|bn\b|[MBK]\b|x\b))"
)
_CONTINENTAL = re.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.]|,\d|\s(?:million|billion|trillion)\b)|"
    r"(?<![\d.,])\d+,\d{1,2}(?=\s?(?:%|€|EUR|Mio|Mrd|Prozent|Millionen|Milliarden))"
)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:,\d+)?(?![\d.,]?\d)")


def detect_style(text: str) -> Style:
    """Return the number format that most numbers of ``text`` are written in.

    Only numbers that tell count: "1,234" and "4.5 %" speak for "1,234.5", "1.234" and "4,5 %" for
    "1.234,5", "12 345,6" for "1 234,5". Without a clear majority the answer is "1,234.5".
    """
    english = len(_ENGLISH.findall(text))
    continental = len(_CONTINENTAL.findall(text))
    if continental <= english:
        return "1,234.5"
    dotted = sum("." in number for number in _CONTINENTAL.findall(text))
    return "1 234,5" if len(_SPACED.findall(text)) > dotted else "1.234,5"
