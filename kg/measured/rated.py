"""Numbers beside a noun that say no size of it: ratios, means, the size of each of some others."""

from __future__ import annotations

from kg import nouns
from kg import patterns as re
from kg.model import Quantity
from kg.readings import Reading

_MOST = 1000
"""Nobody writes "two in 4,000" of more than so many: a larger number behind "in" is a year or a place's size."""
_IN = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+|each\s+)?", re.I)
_FOR_ONE = re.compile(
    r"(?:\s+[\w’'-]+){0,6}?\s+(?:for|per|to)\s+(?:every\b|each\b|one\s+(?:more|extra|additional|further|other)\b)", re.I
)
_MEAN = re.compile(r"(?:\s+(?!and\b|but\b)[\w’'-]+){0,3}?,?\s+on\s+average\b", re.I)
_HEDGE = r"(?:(?:more|fewer|less)\s+than|over|under|at\s+least|at\s+most|up\s+to|about|around|some|between|roughly|nearly|only)?"
_OF_SOME = re.compile(rf"\b(?P<some>[a-z][\w-]+)\s+(?:that\s+have|who\s+have|having|with|employing)\s+{_HEDGE}\s*$")
_EACH = re.compile(rf"\b(?:each|every\s+[a-z]+)\s+(?:with|having|employing|holding|of)\s+{_HEDGE}\s*$", re.I)


def says_no_size(reading: Reading, quantity: Quantity, end: int) -> bool:
    """Whether a number before a noun that ends at ``end`` does not say how many of them there are.

    "two pupils in three", "six patients for one more", "12.75 patients", "300 pupils on average",
    "firms with more than 5,000 employees".
    """
    text = reading.text
    if quantity.low is not None and quantity.low == quantity.high and quantity.low != quantity.low.to_integral_value():
        return True
    if _FOR_ONE.match(text, end) or _MEAN.match(text, end) or _in_so_many(reading, quantity, end):
        return True
    before = text[max(0, quantity.start - 60) : quantity.start]
    some = _OF_SOME.search(before)
    return bool(some and nouns.is_plural(some["some"])) or bool(_EACH.search(before))


def _in_so_many(reading: Reading, quantity: Quantity, end: int) -> bool:
    """Whether a number with its noun is set against a bare larger one: "two pupils in three"."""
    behind = _IN.match(reading.text, end)
    if behind is None or quantity.low is None:
        return False
    whole = next((q for q in reading.figures if q.start == behind.end() and q.kind == "count"), None)
    if whole is None or whole.low is None or not quantity.low < whole.low <= _MOST:
        return False
    phrase = nouns.after(reading.text, whole.end)
    counted = phrase is not None and nouns.is_plural(phrase[0].split()[-1])
    return not counted and not re.match(r"\s+of\b", reading.text[whole.end : whole.end + 5])
