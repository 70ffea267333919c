"""Written numbers: digits in three national formats, spelled-out words, fractions, powers of ten.

A :class:`Numeral` is the number alone: no currency, no scale letter, no unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Style = Literal["1,234.5", "1.234,5", "1 234,5"]
"""How digits are grouped and where decimals begin, shown on an example."""

ONES = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen".split())}
TENS = {word: 10 * value for value, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7}
FRACTIONS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
             "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
             "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
             "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000}
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
          "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
          "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10)}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

_GAP = "[\u00a0\u2009\u202f']"
_GROUPED = {
    "1,234.5": rf"\d{{1,3}}(?:,\d{{3}})+(?:(?!\d)|(?=\d{{1,3}}(?:,\d{{3}})+|(?:19|20)\d\d(?!\d)|\d{{1,2}}(?:\.\d)?[%xKM]))|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)|\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)"
               r"|\d{1,3}(?:[ ]\d{3}){2,}(?!\d)|\d{1,3}[ ]000(?!\d)",
    "1.234,5": rf"\d{{1,3}}(?:\.\d{{3}})+(?!\d)|\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)",
    "1 234,5": rf"\d{{1,3}}(?:(?:[ ]|{_GAP})\d{{3}})+(?!\d)",
}
_POWER = r"(?:\s?[×x*·⋅]\s?10(?:\^\s?(?P<power>[-+−]?\d{1,3})|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<bare>[-−]\d{1,3}(?![\d%])))|[eE](?P<e>[-+]?\d{1,3})(?![\w]))?"
_TEN = r"10(?:\^\s?(?P<power>[-+−]?\d{1,3})|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))"


def _digits(style: Style) -> re.Pattern[str]:
    mark = r"\." if style == "1,234.5" else ","
    return re.compile(rf"(?P<whole>{_GROUPED[style]}|\d+)(?:{mark}(?P<part>\d+))?{_POWER}|{mark}(?P<only>\d+)")


_DIGITS: dict[str, re.Pattern[str]] = {}
_TEN_TO = re.compile(_TEN)
_OTHER_STYLE = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d+)(?![\d,.]?\d)")
_DECIMAL_COMMA = re.compile(r"(\d+),(\d{1,2})(?=\s?(?:%|€|EUR|Mio|Mrd|Prozent|millions?\b|milliards?\b|billions?\b))")
_FRACTION_AFTER = re.compile(r"(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])|\s(?P<top>[1-9])/(?P<bottom>[2-9]|16|32)(?![\d/])")
_NUMBER_WORD = "|".join(sorted([*ONES, *TENS], key=lambda w: (-len(w), w)))
_WORDS = re.compile(
    rf"(?:(?:a|an)\s+(?=hundred|thousand|million|billion|trillion|half|third|quarter|fourth|fifth|sixth|eighth|tenth|dozen)|half\s+(?=an?\s|million|billion|trillion|a\b)|quarter\s+(?=million|billion))?"
    rf"(?:{_NUMBER_WORD}|hundred|thousand|million|billion|trillion|lakh|crore|half|third|quarter|dozen|a)"
    rf"(?:(?:\s*-\s*|\s+&\s+|\s+and\s+|,?\s+)(?:{_NUMBER_WORD}|hundred|thousand|million|billion|trillion|lakh|crore|point|dozen|half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?|an?)(?![A-Za-z]))*(?![A-Za-z])",
    re.IGNORECASE)


@dataclass(frozen=True, slots=True)
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


def read_digits(text: str, start: int, style: Style = "1,234.5") -> Numeral | None:
    """Read the number in digits that begins at ``start``, or return ``None``."""
    ten = _TEN_TO.match(text, start)
    if ten:
        power = _exponent(ten)
        return Numeral(start, ten.end(), Decimal(10) ** power, -power) if abs(power) <= 400 else None
    if style == "1,234.5":
        other = _OTHER_STYLE.match(text, start)
        if other:
            return _plain(start, other.end(), other[1].replace(".", ""), other[2], 0, True)
        comma = _DECIMAL_COMMA.match(text, start)
        if comma:
            return _plain(start, comma.end(), comma[1], comma[2], 0, False)
    pattern = _DIGITS.get(style) or _DIGITS.setdefault(style, _digits(style))
    found = pattern.match(text, start)
    if not found:
        return None
    if found["only"]:
        return _plain(start, found.end(), "0", found["only"], 0, False)
    whole = re.sub(r"\D", "", found["whole"])
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
    pair = VULGAR.get(text[start:start + 1])
    return Numeral(start, start + 1, Decimal(pair[0]) / pair[1], spelled=True) if pair else None


def read_words(text: str, start: int) -> Numeral | None:
    """Read the spelled-out number that begins at ``start`` ("two and a half million")."""
    found = _WORDS.match(text, start)
    if not found:
        return None
    tokens = [(m.group().lower(), m.end()) for m in re.finditer(r"[A-Za-z]+", found.group())]
    return _words(start, tokens)


def _words(start: int, tokens: list[tuple[str, int]]) -> Numeral | None:
    """Sum the words up; stop at the first one that cannot continue the number."""
    total, group, end, scale = Fraction(0), None, 0, 0
    last, fraction_of, used = "", 0, 0
    for index, (word, stop) in enumerate(tokens):
        if word in ONES:
            if last in ONES or (last in TENS and ONES[word] > 9) or last == "fraction":
                break
            group = (group or 0) + ONES[word]
        elif word in TENS:
            if last in ONES or last in TENS or last == "fraction":
                break
            group = (group or 0) + TENS[word]
        elif word == "hundred":
            if last == "hundred" or last == "fraction":
                break
            group = Fraction(1 if group is None else group) * 100
        elif word in SCALES:
            power = SCALES[word]
            if group is None and total:
                total, group = Fraction(0), total
            if group is None and index and last != "a":
                break
            total += Fraction(1 if group is None else group) * 10**power
            group, scale = None, power
        elif word == "dozen":
            group = Fraction(1 if group is None else group) * 12
        elif word == "point":
            rest = _decimals(tokens[index + 1:])
            if not rest or group is None:
                break
            digits, count = rest
            return Numeral(start, start + tokens[index + count][1], Decimal(int(total + group)) + Decimal(f"0.{digits}"), len(digits))
        elif word in FRACTIONS:
            if group is not None and last in ONES and last not in ("a",) and total == 0 and not fraction_of:
                before = group - ONES[last]
                if before and tokens[index - 2][0] not in ("a",):
                    group = Fraction(group, FRACTIONS[word]) if before >= 20 else before + Fraction(ONES[last], FRACTIONS[word])
                else:
                    group = Fraction(group, FRACTIONS[word])
            elif last == "a" or index == 0 or word in ("half", "halves"):
                unit = 10**scale if total and group is None else 1
                group = (group or 0) + Fraction(unit, FRACTIONS[word])
            else:
                break
            word, fraction_of = "fraction", 1
        elif word in ("a", "an", "and"):
            if word != "and":
                last = "a" if last != "fraction" else last
            continue
        end, last, used = stop, word, index
    if not end:
        return None
    value = total + (group or 0)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Numeral(start, start + end, exact, 0, 0, True)


def _decimals(tokens: list[tuple[str, int]]) -> tuple[str, int] | None:
    digits, count = "", 0
    for word, _ in tokens:
        value = ONES.get(word, TENS.get(word))
        if value is None:
            break
        digits += str(value)
        count += 1
    return (digits, count) if digits else None


# --------------------------------------------------------------------------- the document's format

_ENGLISH = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]|\.\d)|(?<![\d.,])\d+\.\d{1,2}(?=\s?(?:%|million|billion|bn\b|[MBK]\b|x\b))")
_CONTINENTAL = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.]|,\d)|(?<![\d.,])\d+,\d{1,2}(?=\s?(?:%|€|EUR|Mio|Mrd|Prozent|Millionen|Milliarden))")
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
