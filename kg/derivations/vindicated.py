"""What else explains a result that its operands do not give: other figures beside it, and the totals of tables.

A text often names more than one whole: "412 of the 583 patients (…), of which 54 in the third trial
(54 of 429)".  A result that is written with three digits or more and that follows from figures in its own
sentence or the ones beside it, by the same operation, is right, and the operands were misread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from kg.derivations.model import Derivation
from kg.model import Quantity
from kg.readings import Reading

_LEAST = 100
"""Results with fewer digits than three agree with some figures by chance."""
_MOST = 40
"""With more figures around it a result is explained too easily."""

_SCALES = (1, 10**3, 10**6)
"""What the header of a table may say its figures are in."""


def precise(one: Derivation) -> bool:
    """Whether a result is of a kind that is looked into here, and written with three digits or more."""
    q = one.stated.quantity
    return one.kind in _GIVES and bool(q.low and q.low_step) and not (q.is_range or q.bound) and abs(q.low / q.low_step) >= _LEAST


def vindicated(one: Derivation, around: Iterable[Reading], totals: Iterable[Fraction]) -> bool:
    """Whether a precise share, ratio or difference follows from other figures than its operands.

    ``around`` are its sentence and those of its paragraph, ``totals`` the figures of total lines of
    tables as they are written.
    """
    stated = one.stated.quantity
    operands = [o.quantity for o in one.ways[0].operands if o.quantity.low]
    sorts = {_sort(q) for q in operands}
    figures = [q for r in around for q in r.figures if q is not stated and q.low and not (q.is_range or q.bound or q.change) and _sort(q) in sorts]
    if len(figures) > _MOST:
        return False
    gives, room, value = _GIVES[one.kind], Fraction(stated.low_step) / 2, abs(Fraction(stated.low))
    own = {Fraction(q.low) for q in figures if any(q is x for x in one.stated.reading.figures)}
    near = {Fraction(q.low) for q in figures}
    pairs = {(a, b) for a in own for b in near} | {(a, b) for a in near for b in own}
    if one.kind != "difference":
        given = own | {Fraction(q.low) for q in operands}
        whole = [t * scale for t in totals for scale in _SCALES]
        pairs |= {(a, t) for a in given for t in whole} if one.kind == "share" else {(t, a) for a in given for t in whole}
    return any(y and abs(gives(x, y) - value) <= room for x, y in pairs)


def _sort(quantity: Quantity) -> tuple:
    return quantity.kind, quantity.currency, quantity.unit


_GIVES: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "share": lambda x, y: 100 * x / y,
    "difference": lambda x, y: abs(x - y),
    "per-head": lambda x, y: x / y,
}
