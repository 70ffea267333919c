"""Shares whose whole is said by what is left of it: "the club the rest", "the home market took the remaining €38.9 million"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import rounding
from kg.derivations.register import Amount, Register
from kg.derivations.vicinity import Lazy
from kg.readings import Reading

_LEFT_OPEN = Lazy(r"[^.;:]*\bthe\s+(?:rest|remainder|balance)\b\s*(?:[.;,)]|$)")
_REMAINING = Lazy(r"\b(?:the|its|their)\s+(?:remaining|other|rest,?|remainder,?)\s+(?:of\s+)?[~$€£]?\s*$")
_BACK = 3


def told_before(register: Register, home: Sequence[Reading], n: int, part: Amount) -> list[Amount]:
    """The larger amounts that "… paid 60 % (€291.6 million), the city the rest" may be shares of: those just told."""
    if not _LEFT_OPEN.match(part.term.reading.text[part.term.quantity.end :]):
        return []
    found: dict[Fraction, Amount] = {}
    for reading in home[max(0, n - _BACK) : n]:
        for a in register.of(reading):
            if a.sort == part.sort and a.value > part.value:
                found[a.value] = a
    return list(found.values())[::-1][:3]


def remaining(register: Register, home: Sequence[Reading], n: int, part: Amount) -> Iterator[Amount]:
    """What is left beside a part, in its sentence or the next."""
    for reading in home[n : n + 2]:
        for a in register.of(reading):
            behind = reading is not part.term.reading or a.term.quantity.start > part.term.quantity.start
            if behind and a is not part and a.sort == part.sort and _REMAINING.search(reading.text[max(0, a.term.quantity.start - 25) : a.term.quantity.start]):
                yield a


def of_both(x: Sequence) -> rounding.Interval:
    """The first in percent of the first and the second together."""
    return rounding.share(x[0], rounding.total(x))
