"""What the sentences of two like figures say of them otherwise: another head, another case, a row of another name."""

from __future__ import annotations

from functools import cache

from kg import patterns as re
from kg.retold.told import Told
from kg.retold.words import root


@cache
def _head() -> re.Pattern[str]:
    """Right before a figure: the noun that it is said to be the size of ("median follow-up was")."""
    return re.compile(r"([^\W\d_][\w-]*)\s+(?:is|was|were|are|of|reached|came\s+to|comes\s+to|stood\s+at|stands\s+at|amounted\s+to|rose\s+to|fell\s+to)\s+(?:about\s+|some\s+|only\s+)?[~$€£]?$", re.I)


@cache
def _case() -> re.Pattern[str]:
    """That a sentence speaks of another case than the text does."""
    return re.compile(r"\b(?:in|of|from|by|for|at|with|on)\s+(?:another|(?:an?|some|the)\s+(?:\w+\s+)?(?:different|earlier|previous|similar|comparable|separate|unrelated))\s", re.I)


@cache
def _design() -> re.Pattern[str]:
    """That a sentence says how large a study was made to be."""
    return re.compile(r"\bsample\s+size\b|\bpower(?:ed)?\s+to\b|\bto\s+detect\b", re.I)


_NAMED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+(?:&|of|and|de|the))?\s+[A-ZÀ-ÖØ-Þ][\w’'-]+")


def told_otherwise(a: Told, b: Told) -> bool:
    """Whether the sentences of two figures name two things that they are the size of."""
    return _other_heads(a, b) or _other_case(a, b) or _other_row(a, b) or _other_row(b, a) or other_year(a, b) or other_year(b, a)


def _other_heads(a: Told, b: Told) -> bool:
    """Two heads in clauses that share no word but for how a figure was worked out."""
    one, other = (m and root(m[1]) for m in (_head().search(t.reading.text, max(0, t.quantity.start - 60), t.quantity.start) for t in (a, b)))
    return bool(one and other and one != other and a.near & b.near <= _STATISTICS)


_STATISTICS = frozenset(map(root, "median mean average total overall".split()))
"""Words for how a figure was worked out: they do not tell of what it is."""


@cache
def _of_year() -> re.Pattern[str]:
    """A bracket that opens with a year, up to its end: "(2024: 27,900 hours, on average 15.1)"."""
    return re.compile(r"\((?:in\s+)?(?P<year>(?:19|20)\d\d)\s*:[^()]*\)")


def other_year(a: Told, b: Told) -> bool:
    """Whether a figure stands in the bracket of a year, and the other is not told of that year."""
    text, at = a.reading.text, a.quantity.start
    inside = next((m for m in _of_year().finditer(text) if m.start() < at < m.end()), None) if "(" in text else None
    if inside is None or (b.period is not None and b.period.start is not None and str(b.period.start.year) == inside["year"]):
        return False
    return not any(m["year"] == inside["year"] and m.start() < b.quantity.start < m.end() for m in _of_year().finditer(b.reading.text))


def _other_case(a: Told, b: Told) -> bool:
    return any(bool(form().search(a.reading.text)) != bool(form().search(b.reading.text)) for form in (_case, _design))


def _other_row(cell: Told, told: Told) -> bool:
    """Whether a cell stands in the row of a name of which the sentence of the other figure says nothing."""
    if cell.reading.carrier.kind != "cell" or told.reading.carrier.kind == "cell":
        return False
    name = _NAMED.match(cell.reading.carrier.label.strip())
    return name is not None and not any(root(w) in told.wide for w in name[0].split() if len(w) > 1)
