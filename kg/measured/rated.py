"""Numbers beside a noun that say no size of it: ratios, means, parts, the size of each of some others."""

from __future__ import annotations

from kg import nouns
from kg import patterns as re
from kg.model import Quantity
from kg.readings import Reading

_MOST = 1000
"""Nobody writes "two in 4,000" of more than so many: a larger number behind "in" is a year or a place's size."""
_IN = re.compile(r"\s+(?:[^\W\d_][\w’'-]*\s+){0,3}?(?:in|out\s+of)\s+(?:every\s+|each\s+)?", re.I)
_FOR_ONE = re.compile(
    r"(?:\s+[\w’'-]+){0,6}?\s+(?:for|per|to)\s+(?:every\b|each\b|one\s+(?:more|extra|additional|further|other)\b)", re.I
)
_MEAN = re.compile(r"(?:\s+(?!and\b|but\b)[\w’'-]+){0,3}?,?\s+on\s+average\b", re.I)
_SHARE = re.compile(r"\s*[(,]\s*\d[\d.]*\s?(?:%|per\s?cent)\s*(?:[).;,]|$|of\b)", re.I)
"""Right behind: the share that makes it a part of something larger."""
_HEDGE = r"(?:(?:no\s+)?(?:more|fewer|less)\s+than|over|under|at\s+least|at\s+most|up\s+to|about|around|some|between|roughly|nearly|only)?"
_OF_SOME = re.compile(rf"\b(?P<some>[a-z][\w-]+)\s+(?:that\s+have|who\s+have|having|with|employing)\s+{_HEDGE}\s*$")
_EACH = re.compile(rf"\b(?:each|every\s+[a-z]+)\s+(?:with|having|employing|holding|of|has|have|had|(?:looks?|looked)\s+after|cares?\s+for|serves?|employs?)\s+{_HEDGE}\s*$", re.I)
_ASKED = re.compile(
    rf"\b(?:(?:spoke|speaking|talked|met|conducted|interviews)\s+(?:to|with)|asked|interviewed|surveyed|questioned|polled|observed|heard\s+from)\s+{_HEDGE}\s*$", re.I
)
"""Before a number: that so many were asked, of more."""
_AGO = re.compile(r"\b(?:years?|decades?|months?)\s+(?:ago|earlier|before)\b[^.;]*$", re.I)


def says_no_size(reading: Reading, quantity: Quantity, end: int) -> bool:
    """Whether a number before a noun that ends at ``end`` does not say how many of them there are.

    "two pupils in three", "six patients for one more", "12.75 patients", "300 pupils on average",
    "144 pupils, 15 %", "firms with more than 5,000 employees", "we spoke with 112 pupils", "five
    years ago the school had 870 pupils".
    """
    text = reading.text
    if quantity.low is not None and quantity.low == quantity.high and quantity.low != quantity.low.to_integral_value():
        return True
    if _FOR_ONE.match(text, end) or _MEAN.match(text, end) or _SHARE.match(text, end):
        return True
    before = text[max(0, quantity.start - 60) : quantity.start]
    some = _OF_SOME.search(before)
    if (some and nouns.is_plural(some["some"])) or _EACH.search(before) or _ASKED.search(before) or _AGO.search(before):
        return True
    return any(reading.figures[n].start == quantity.start for n in ratios(reading))


def ratios(reading: Reading) -> frozenset[int]:
    """Which figures of a reading say how many of how many: both of "two pupils in three", "nine out of ten"."""
    text, figures = reading.text, reading.figures
    found: set[int] = set()
    for n in range(len(figures) - 1):
        part, whole = figures[n], figures[n + 1]
        if part.kind != "count" or whole.kind != "count" or part.low is None or whole.low is None:
            continue
        if part.low < whole.low <= _MOST and _IN.fullmatch(text, part.end, whole.start) and not _counts(text, whole):
            found |= {n, n + 1}
    return frozenset(found)


def _counts(text: str, whole: Quantity) -> bool:
    """Whether things are counted by the larger number: "300 pupils in 12 schools"."""
    phrase = nouns.after(text, whole.end)
    return (phrase is not None and nouns.is_plural(phrase[0].split()[-1])) or bool(_OF.match(text, whole.end))


_OF = re.compile(r"\s+of\b")
