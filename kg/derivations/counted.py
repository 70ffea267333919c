"""Shares of a number that the sentence tells, whose part stands in a table: "Of 24,800 new buses, 46 % were electric"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg.derivations.register import Amount, Register
from kg.derivations.slips import away
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading
from kg.samefact import stems

_OF = Lazy(r"\bof\s+(?:(?:the|our|its|all|these|those|some|about)\s+)*[~$€£]?\s*$")
_GAP = Lazy(r"[^.;:()\d]{2,80}(?:(?:19|20)\d\d)?,\s*(?:(?:about|some|nearly|almost|only|just|around)\s+)*$")
_WERE = Lazy(r"\s+(?:were|was|are|is|had|have|has|did|do|came|went|[a-z]+ed)\b")
_LEAD_WORDS = 4


def counted(register: Register, home: Sequence[Reading], n: int, index: int) -> Iterator[tuple[Amount, Amount]]:
    """Part and whole of such a share, if the table has a row for the part that gives almost it."""
    reading = home[n]
    quantity = reading.figures[index]
    if not index or not _WERE.match(reading.text[quantity.end :]):
        return
    left = reading.figures[index - 1]
    whole = next((a for a in register.of(reading) if a.term.quantity.start == left.start), None)
    if whole is None or not _OF.search(reading.text[: left.start]) or not _GAP.fullmatch(reading.text[left.end : quantity.start]):
        return
    low, high = _span(quantity, whole)
    if next(register.between(whole.sort, low, high), None) is not None:
        return
    lead = home[n - 1].text if n and len(home[n - 1].text.split()) <= _LEAD_WORDS else ""
    said = frozenset(stems(f"{lead} {reading.text}"))
    found = [a for a in register.in_rows(whole.sort, said) if a.value < whole.value and away(quantity, a, whole)]
    # Of several years the last stands right.
    yield from ((part, whole) for part in found[-1:])


def _span(quantity: Quantity, whole: Amount) -> tuple[Fraction, Fraction]:
    """Between which amounts the part lies."""
    half = Fraction(quantity.low_step) / 2
    return whole.value * (Fraction(quantity.low) - half) / 100, whole.value * (Fraction(quantity.high) + half) / 100
