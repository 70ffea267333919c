"""When two written figures agree, and which results a formula over written figures allows.

A written figure is an interval: "$130.1M" stands for every amount that is written so. The rule is
that of XBRL Calculations 1.1 (an interval from the printed precision), extended to the words of
prose ("about", "more than") and to ranges. All bounds are exact :class:`fractions.Fraction`; no
verdict passes through a binary float.

Each figure has a *tight* interval, from its last written digit ("$130M": 10**6), and a *loose* one,
which allows that trailing zeros of an integer were not meant ("$130M": 10**7).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from kg.model import Quantity
from kg.records import record
from kg.rounding.intervals import (
    SLACK,
    Interval,
    Operand,
    cagr,
    difference,
    growth,
    interval,
    multiple,
    of,
    per_head,
    premium,
    product,
    ratio,
    share,
    total,
    weighted_mean,
)

__all__ = [
    "SLACK",
    "STALE",
    "Agreement",
    "Interval",
    "Operand",
    "Verdict",
    "agree",
    "cagr",
    "comparable",
    "difference",
    "growth",
    "holds",
    "holds_range",
    "interval",
    "multiple",
    "of",
    "per_head",
    "premium",
    "product",
    "ratio",
    "share",
    "total",
    "weighted_mean",
]

Verdict = Literal["equal", "agree", "loose-only", "disagree"]
_ORDER: tuple[Verdict, ...] = ("equal", "agree", "loose-only", "disagree")

STALE = 2
"""A figure more than this many times a stated lower bound makes the bound a stale one."""


@record
class Agreement:
    """The comparison of two figures, or of a stated figure with a computed interval.

    ``verdict``: ``equal`` (same value, same qualifiers), ``agree`` (the tight intervals overlap),
    ``loose-only`` (only the loose ones do: to be looked at), ``disagree``. ``left`` and ``right``
    are the tight intervals. ``stale_bound`` tells that a figure lies far above a stated lower bound.
    """

    verdict: Verdict
    left: Interval
    right: Interval
    stale_bound: bool = False

    @property
    def agrees(self) -> bool:
        """True for ``equal`` and ``agree``."""
        return self.verdict in ("equal", "agree")


# --------------------------------------------------------------------------- comparable units

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_NANOSECONDS = {
    "nanosecond": 1,
    "microsecond": 10**3,
    "millisecond": 10**6,
    "second": 10**9,
    "minute": 60 * 10**9,
    "hour": 3600 * 10**9,
    "day": 86400 * 10**9,
    "week": 604800 * 10**9,
}
_POINTS = {"basis point": 1, "percentage point": 100}


def comparable(a: Quantity, b: Quantity) -> bool:
    """Tell whether the two are of one kind, currency and unit (or units with an exact factor)."""
    if a.kind != b.kind or a.kind == "date" or a.currency != b.currency or a.out_of != b.out_of:
        return False
    return a.unit == b.unit or _factor(a.unit, b.unit) is not None


def _factor(of: str | None, to: str | None) -> Fraction | None:
    for table in (_MONTHS, _NANOSECONDS, _POINTS):
        if of in table and to in table:
            return Fraction(table[of], table[to])
    return None


def _in_unit_of(a: Quantity, b: Quantity) -> Quantity:
    """Return ``a`` in the unit of ``b``; the steps are converted with it."""
    factor = _factor(a.unit, b.unit)
    if a.unit == b.unit or factor is None:
        return a
    fields = ("low", "high", "low_step", "high_step", "low_loose", "high_loose")
    return replace(a, unit=b.unit, **{name: Fraction(getattr(a, name)) * factor for name in fields})


# --------------------------------------------------------------------------- two written figures


def agree(a: Quantity, b: Quantity, *, slack: Fraction = SLACK) -> Agreement:
    """Compare two figures for the same thing.

    - Equal precision and no qualifier on either: they must be equal ("$130M" and "$131M" disagree).
    - Two ranges: end by end, each with its own rounding; "about" before a range adds no width.
    - Otherwise: overlap of the intervals. Touching at a rounding end is no overlap, at an exact or
      stated bound it is.

    The verdict does not depend on the order of the two. Raises :class:`ValueError` when they are
    not :func:`comparable`.
    """
    if not comparable(a, b):
        raise ValueError(f"not comparable: {a.text!r} and {b.text!r}")
    a = _in_unit_of(a, b)
    left, right = interval(a, slack=slack), interval(b, slack=slack)
    if a.is_range and b.is_range:
        verdict = max(_ends(a, b, "low"), _ends(a, b, "high"), key=_ORDER.index)
        return Agreement(verdict, left, right)
    stale = _stale(a, b) or _stale(b, a)
    if (a.low, a.high) == (b.low, b.high) and _qualifiers(a) == _qualifiers(b):
        return Agreement("equal", left, right, stale)
    if not any((a.approximate, b.approximate, a.bound, b.bound, a.is_range, b.is_range)) and a.low_step == b.low_step:
        return Agreement("disagree", left, right)
    loose = interval(a, loose=True, slack=slack), interval(b, loose=True, slack=slack)
    return Agreement(_overlap(left, right, loose), left, right, stale)


def _ends(a: Quantity, b: Quantity, end: Literal["low", "high"]) -> Verdict:
    return agree(_end(a, end), _end(b, end)).verdict


def _end(quantity: Quantity, end: Literal["low", "high"]) -> Quantity:
    value, step, loose = (getattr(quantity, name) for name in (end, f"{end}_step", f"{end}_loose"))
    return replace(
        quantity,
        low=value,
        high=value,
        low_step=step,
        high_step=step,
        low_loose=loose,
        high_loose=loose,
        approximate=False,
        bound=None,
    )


def _qualifiers(quantity: Quantity) -> tuple[bool, str | None]:
    return quantity.approximate, quantity.bound


def _stale(bound: Quantity, other: Quantity) -> bool:
    return bound.bound in ("ge", "gt") and other.bound not in ("le", "lt") and bound.low > 0 and other.low > STALE * bound.low


def _overlap(left: Interval, right: Interval, loose: tuple[Interval, Interval]) -> Verdict:
    if left.overlaps(right):
        return "agree"
    return "loose-only" if loose[0].overlaps(loose[1]) else "disagree"


# --------------------------------------------------------------------------- a figure and a formula


def holds(stated: Quantity, computed: Interval, computed_loose: Interval | None = None, *, slack: Fraction = SLACK) -> Agreement:
    """Compare a stated result with the interval that a formula over written figures allows.

    ``computed_loose`` is the same formula over the loose intervals of its operands; without it
    only the stated figure is given its loose interval.
    """
    left = interval(stated, slack=slack)
    loose = interval(stated, loose=True, slack=slack), computed_loose or computed
    return Agreement(_overlap(left, computed, loose), left, computed)


def holds_range(stated: Quantity, low: Interval, high: Interval) -> Agreement:
    """Compare a stated range with a computed one, end by end ("5–8x" with 17.7x and 25.4x)."""
    verdicts = [holds(_end(stated, "low"), low).verdict, holds(_end(stated, "high"), high).verdict]
    return Agreement(
        max(verdicts, key=_ORDER.index), interval(stated), Interval(low.low, high.high, low.low_closed, high.high_closed)
    )
