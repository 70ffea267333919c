"""Two numbers that are the ends of one quantity: "$38–136 B", "between 5 and 8", "from 70 to 130"."""

from __future__ import annotations

from kg import patterns as re
from kg.quantities.exclusions import glued_after
from kg.quantities.figures import Reader
from kg.quantities.numerals import Style, read_digits, read_words
from kg.quantities.parts import Part, Value

_CONNECTOR = re.compile(r"-?\s(?P<word>to|through|and)\s|\s?(?:[-–—−~→]|->|\.\.\.?|…)\s?|\s[-–—]\s", re.IGNORECASE)
_LEAD = re.compile(r"(?P<word>between|from)\s+(?:(?:about|approximately|around|roughly|~|an estimated)\s*)?$", re.IGNORECASE)
_BEFORE_LAST = re.compile(
    r"(?:~|≈|about |approximately |around |roughly )?\s?(?:[A-Z]{1,3}\$|[A-Z]{0,2}[€£¥]|[$₹₩]|[A-Z]{3}\s?)?\s?(?:(?<=\s)[-−])?"
)
_WORD = re.compile(r"[A-Za-z-]+")
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_DASHES = ("-", "–", "—", "−")


def lead_of(text: str, start: int) -> str:
    """Return "between" or "from" when it stands before ``start``, else an empty string."""
    m = _LEAD.search(text[max(0, start - 32) : start])
    return m["word"].lower() if m else ""


class Joined:
    """The two ends, the word or dash between them, and the values they have together."""

    __slots__ = ("change", "high", "last", "low")

    def __init__(self, last: Part, low: Value, high: Value, change: bool) -> None:
        self.last, self.low, self.high, self.change = last, low, high, change


def join(text: str, first: Part, reader: Reader, style: Style) -> Joined | None:
    """Return the range that begins with ``first``, or None."""
    if first.tail.bound and first.tail.end != first.number.end:
        return None
    m = _CONNECTOR.match(text, first.tail.end)
    if not m and first.currency:
        per, after = reader.per_of(text, first.tail.end, True)
        m = _CONNECTOR.match(text, after) if per and after > first.tail.end else None
    if not m:
        return None
    word = (m["word"] or "").lower()
    lead = lead_of(text, first.head.start if first.head.approximate else first.head.words_start)
    if word == "and" and lead != "between":
        return None
    last = _last_part(text, m, first, reader, style)
    if last is None or not _may_join(text, first, last, word, m.group(), lead):
        return None
    return _valued(text, first, last, word or m.group().strip(), reader)


def _last_part(text: str, connector: re.Match[str], first: Part, reader: Reader, style: Style) -> Part | None:
    at = connector.end()
    begin = _BEFORE_LAST.match(text, at).end()
    if text[begin : begin + 1].isdigit() or (text[begin : begin + 1] == "." and text[begin + 1 : begin + 2].isdigit()):
        number = read_digits(text, begin, style)
    elif first.number.spelled:
        number = read_words(text, begin)
    else:
        number = None
    if number is None:
        return None
    head = reader.head(text, at, number.start)
    return Part(number, head, reader.tail(text, number, head.currency))


def _may_join(text: str, first: Part, last: Part, word: str, connector: str, lead: str) -> bool:
    mark = connector.strip()
    if mark == "~" and (first.head.approximate or last.head.currency or first.power is not None or first.unit):
        return False
    if mark in _DASHES and not connector.startswith(" ") and last.head.start > first.tail.end + len(connector):
        return False
    if word and (last.head.bound or last.tail.bound or (last.head.approximate and not first.head.approximate)):
        return False
    if last.head.bound or (last.head.negative and not word) or last.head.words_start < first.tail.end + len(connector):
        return False
    if glued_after(text, last):
        return False
    if first.currency and last.currency and first.currency != last.currency:
        return False
    if (first.unit and first.unit != last.unit) or (first.tail.currency and not last.currency):
        return False
    if (last.head.currency and not first.currency) or (first.currency and last.unit and not last.currency):
        return False
    if first.power is not None and last.power is None and last.currency and word not in ("to", "and"):
        return False
    if first.bare and last.bare:
        if word:
            return bool(lead) or word == "and" or first.number.spelled == last.number.spelled
        return not _is_label(text, first, last)
    return True


def _is_label(text: str, first: Part, last: Part) -> bool:
    """Tell two bare numbers that something marks as an id or a date from a range."""
    start = first.head.start
    before = text[start - 1 : start] if start == first.number.start and start else ""
    if before and (before.isalnum() or before in "-/#.") and not (before.islower() and text[start - 2 : start - 1].islower()):
        return True
    if text[last.tail.end : last.tail.end + 1] in ("-", "–", "/") and text[last.tail.end + 1 : last.tail.end + 2].isdigit():
        return True
    digits = text[first.number.start : first.number.end]
    return len(digits) > 1 and digits[0] == "0" and "." not in digits


def _valued(text: str, first: Part, last: Part, connector: str, reader: Reader) -> Joined | None:
    """Share the last scale with the first end, and put the ends in order."""
    high = last.value(last.power)
    low = first.value(first.power if first.power is not None else last.power)
    coins = last.tail.fraction
    if coins and not first.currency:
        low = Value(low.number * coins, low.step * coins, low.loose * coins)  # "from 29.6 to 26.1 cents"
    if low.number > high.number and first.power is None and last.power is not None:
        low = first.value(None)
    change = connector in ("→", "->") or (connector == "to" and _is_change(text, first, reader))
    if change and low.number > high.number:
        low, high = high, low
    return Joined(last, low, high, change) if low.number < high.number else None


def _is_change(text: str, first: Part, reader: Reader) -> bool:
    """Tell "grew from 70 to 130" from "costs from 70 to 130"."""
    left = text[max(0, first.head.words_start - 70) : first.head.words_start]
    if not _FROM.search(left):
        return False
    return any(word in reader.lexicon.change_words for word in _WORD.findall(left.lower())[-8:-1])
