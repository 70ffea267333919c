"""Which year a change is said to be from, held against the years of the figures it was brought together with."""

from __future__ import annotations

from kg import periods
from kg.derivations.masked import Term
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Lazy

_FROM = Lazy(r"[\s)]*(?:[\w-]+\s+){0,2}?(?:than|from|on|over|versus|vs\.?|compared\s+(?:with|to)|against|relative\s+to|below|above)\s+(?:(?:in|that\s+of|the)\s+)?(?:FY\s?)?(?P<year>(?:19|20)\d\d)\b(?!\s?[/–-]\d)")


def misdated(derivation: Derivation) -> bool:
    """Whether the text names the year a change is from, and the earlier of its figures is of another year.

    "1.40 million in 2024, 12% more than in 2023 but below the 1.60 million of 2019."
    """
    if derivation.kind not in ("growth", "difference", "multiple-change"):
        return False
    named = _FROM.match(derivation.stated.reading.text[derivation.stated.quantity.end :][:80])
    if named is None:
        return False
    years = {year for o in derivation.ways[0].operands if (year := _year(o, derivation.stated)) is not None}
    return len(years) > 1 and int(named["year"]) not in years


def _year(term: Term, stated: Term) -> int | None:
    """The year of a figure of the same sentence, as far as a date belongs to it."""
    if term.reading is not stated.reading or not term.reading.dates:
        return None
    date = periods.assign(term.reading.text, term.reading.figures, term.reading.dates).get(term.quantity.start)
    return date.period.end.year if date is not None and date.period is not None and date.period.end is not None else None
