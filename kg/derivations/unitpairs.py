"""One amount in two units: "0.1 mL (100 microlitres)", "1,100 MW, or 1.1 GW"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading

_PREFIXES = {"nano": -9, "micro": -6, "milli": -3, "centi": -2, "kilo": 3, "mega": 6, "giga": 9, "tera": 12}
_SAME = Lazy(r"\s*(?:\(\s*(?:or\s+|i\.e\.,?\s+|equal\s+to\s+|=\s*)?|,\s*(?:or|that\s+is|i\.e\.|which\s+is)\s*,?\s*|\s+or\s+|\s*=\s*)$")
_CLOSED = Lazy(r"\s*(?:\)|,|\.|;|$)")
_MORE = Lazy(r"\b(?:from|between|per|each|every|increase|rise|fall|by|than|versus|against|compared|up|down)\s+\S*$")


def base(unit: str | None) -> tuple[str, int] | None:
    """A unit without its prefix, and the power of ten of the prefix; a tonne is so many grams."""
    if not unit:
        return None
    for prefix, power in _PREFIXES.items():
        if unit.startswith(prefix) and len(unit) > len(prefix) + 2:
            return unit[len(prefix) :], power
    return ("gram", 6) if unit == "tonne" else (unit, 0)


def pairs(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """The amounts told in two units that are not the same."""
    for reading in readings:
        if sum(q.kind == "measure" for q in reading.figures) > 1:
            for a, b in pairwise(reading.figures):
                if _plain(a) and _plain(b) and _SAME.fullmatch(reading.text[a.end : b.start]) and _CLOSED.match(reading.text[b.end :]):
                    yield from _compared(reading, a, b)


def _plain(q: Quantity) -> bool:
    return q.kind == "measure" and bool(q.low) and not q.is_range and not q.change and q.per is None and q.bound is None


def _compared(reading: Reading, a: Quantity, b: Quantity) -> Iterator[Derivation]:
    one, other = base(a.unit), base(b.unit)
    if one is None or other is None or one[0] != other[0] or _MORE.search(reading.text[max(0, a.start - 20) : a.start]):
        return
    factor = Fraction(10) ** (one[1] - other[1])
    ratio = Fraction(a.low) * factor / Fraction(b.low)
    if Fraction(9, 10) <= ratio <= Fraction(10, 9) or (a.unit == b.unit and not any(ratio == p or ratio == 1 / Fraction(p) for p in (1000, 10**6))):
        return
    way = Way(lambda x: rounding.product([x[0], factor]), (Term(reading, a),), f"{a.text} in {b.unit}s")
    yield Derivation("formula", Term(reading, b), (way,), sure=False)
