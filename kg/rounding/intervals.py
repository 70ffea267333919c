"""Intervals of exact numbers, the figures they come from, and arithmetic over them.

A formula over written figures gives the interval of the results that their writing allows. All
bounds are :class:`fractions.Fraction`; nothing passes through a binary float.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from kg.model import Quantity
from kg.records import record

SLACK = Fraction(1, 20)
"""Half-width of an approximate figure ("about $130M") as a share of its value."""


@record
class Interval:
    """All numbers between ``low`` and ``high``; ``None`` is no bound on that side.

    A closed end belongs to the interval. Ends that come from rounding are open, since touching
    there is no overlap; exact values and stated bounds ("at least 5") are closed.
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = False
    high_closed: bool = False

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """Return the interval of one exact number."""
        return cls(Fraction(value), Fraction(value), True, True)

    def overlaps(self, other: Interval) -> bool:
        """Tell whether some number lies in both."""
        return _reaches(self, other) and _reaches(other, self)

    def contains(self, value: Fraction | int) -> bool:
        """Tell whether ``value`` lies in the interval."""
        return self.overlaps(Interval.point(value))

    def __str__(self) -> str:
        low = "(-∞" if self.low is None else "[("[not self.low_closed] + _shown(self.low)
        high = "∞)" if self.high is None else _shown(self.high) + "])"[not self.high_closed]
        return f"{low}, {high}"


# --------------------------------------------------------------------------- figures as intervals

Operand = Quantity | Interval | Fraction | int
"""What a formula works on; bare numbers are exact."""


@lru_cache(maxsize=16384)
def interval(quantity: Quantity, *, loose: bool = False, widen: bool = True, slack: Fraction = SLACK) -> Interval:
    """Return the numbers that ``quantity`` stands for.

    ``widen=False`` leaves out the widening for "about": a total of listed items is checked on the
    items as written. Raises :class:`ValueError` for a date.
    """
    if quantity.low is None or quantity.high is None:
        raise ValueError(f"a {quantity.kind} has no interval of numbers: {quantity.text!r}")
    low_half = Fraction(quantity.low_loose if loose else quantity.low_step) / 2
    high_half = Fraction(quantity.high_loose if loose else quantity.high_step) / 2
    if quantity.approximate and widen and not quantity.is_range:
        low_half = high_half = max(Fraction(quantity.low_loose) / 2, abs(Fraction(quantity.low)) * slack)
    low, high = Fraction(quantity.low), Fraction(quantity.high)
    match quantity.bound:
        case "ge":
            return Interval(low - (low_half if quantity.approximate else 0), None, True)
        case "gt":
            return Interval(low - (low_half if quantity.approximate else 0), None)
        case "le":
            return Interval(None, high + (high_half if quantity.approximate else 0), False, True)
        case "lt":
            return Interval(None, high + (high_half if quantity.approximate else 0))
    return Interval(low - low_half, high + high_half, low_half == 0, high_half == 0)


# --------------------------------------------------------------------------- formulas


def of(operand: Operand, *, loose: bool = False) -> Interval:
    """Return the interval of an operand of a formula: a figure, an interval or an exact number.

    A figure's "about" is not widened: formulas work on what is written.
    """
    if isinstance(operand, Interval):
        return operand
    if isinstance(operand, Quantity):
        return interval(operand, loose=loose, widen=False)
    return Interval.point(operand)


def total(parts: Sequence[Operand], *, loose: bool = False) -> Interval:
    """Return the sum that the written parts allow."""
    result = Interval.point(0)
    for part in parts:
        other = of(part, loose=loose)
        result = Interval(
            _plus(result.low, other.low),
            _plus(result.high, other.high),
            result.low_closed and other.low_closed,
            result.high_closed and other.high_closed,
        )
    return result


def difference(a: Operand, b: Operand, *, loose: bool = False) -> Interval:
    """Return ``a - b``."""
    minus = of(b, loose=loose)
    turned = Interval(
        None if minus.high is None else -minus.high,
        None if minus.low is None else -minus.low,
        minus.high_closed,
        minus.low_closed,
    )
    return total([of(a, loose=loose), turned])


def product(factors: Sequence[Operand], *, loose: bool = False) -> Interval:
    """Return the product of the factors ("$130M times 5–8x")."""
    result = Interval.point(1)
    for factor in factors:
        result = _times(result, of(factor, loose=loose))
    return result


def ratio(a: Operand, b: Operand, *, loose: bool = False) -> Interval:
    """Return ``a / b``, as for a multiple or a figure per head; unbounded when ``b`` may be zero."""
    divisor = of(b, loose=loose)
    zero_low = divisor.low is None or divisor.low < 0 or (divisor.low == 0 and divisor.low_closed)
    zero_high = divisor.high is None or divisor.high > 0 or (divisor.high == 0 and divisor.high_closed)
    if zero_low and zero_high:
        return Interval(None, None)
    inverse = Interval(
        None if divisor.high == 0 else 0 if divisor.high is None else 1 / divisor.high,
        None if divisor.low == 0 else 0 if divisor.low is None else 1 / divisor.low,
        divisor.high_closed,
        divisor.low_closed,
    )
    return _times(of(a, loose=loose), inverse)


multiple = ratio
"""A multiple is a ratio: "$4.5B on $70M" allows 63.1x to 65.5x."""
per_head = ratio
"""A figure per head is a ratio: "$130M and 635 employees"."""


def share(part: Operand, whole: Operand, *, loose: bool = False) -> Interval:
    """Return ``part`` of ``whole`` in percent."""
    return _times(ratio(part, whole, loose=loose), Interval.point(100))


def growth(before: Operand, after: Operand, *, loose: bool = False) -> Interval:
    """Return the change from ``before`` to ``after`` in percent."""
    return difference(share(after, before, loose=loose), 100)


premium = growth
"""The premium over a reference, in percent: ``premium(reference, price)``."""


def cagr(before: Operand, after: Operand, years: Fraction | int, *, loose: bool = False) -> Interval:
    """Return the compound annual growth rate over ``years`` in percent.

    Roots are rounded outwards at the fortieth decimal. Raises :class:`ValueError` unless ``years``
    is positive.
    """
    span = Fraction(years)
    if span <= 0:
        raise ValueError(f"a growth rate needs a span of more than zero years, not {years}")
    grown = ratio(after, before, loose=loose)
    if grown.low is None or grown.low < 0:
        grown = Interval(Fraction(0), grown.high, True, grown.high_closed)
    low = _root(grown.low, span, up=False)
    high = None if grown.high is None or grown.high < 0 else _root(grown.high, span, up=True)
    return Interval((low - 1) * 100, None if high is None else (high - 1) * 100, grown.low_closed, grown.high_closed)


def weighted_mean(values: Sequence[Operand], weights: Sequence[Operand], *, loose: bool = False) -> Interval:
    """Return the mean of ``values`` with ``weights``, which are scaled to sum to one.

    Each weight varies in its interval, but is the same above and below the line. Raises
    :class:`ValueError` for unequal lengths and for weights that may be negative or unbounded.
    """
    if len(values) != len(weights) or not values:
        raise ValueError("as many weights as values are needed, and at least one")
    loads = [of(weight, loose=loose) for weight in weights]
    if any(load.low is None or load.high is None or load.low < 0 for load in loads):
        raise ValueError("weights must be bounded and not negative")
    spans = [of(value, loose=loose) for value in values]
    closed = all(span.low_closed and span.high_closed for span in (*spans, *loads))
    low = None if any(span.low is None for span in spans) else _extreme_mean([span.low for span in spans], loads, largest=False)
    high = None if any(span.high is None for span in spans) else _extreme_mean([span.high for span in spans], loads, largest=True)
    return Interval(low, high, closed, closed)


def _extreme_mean(values: list[Fraction], loads: list[Interval], *, largest: bool) -> Fraction | None:
    """Give large weights to the values on one side of a threshold; try every threshold."""
    ranked = sorted(zip(values, loads, strict=True), key=lambda pair: pair[0], reverse=largest)
    means = []
    for cut in range(len(ranked) + 1):
        chosen = [(value, load.high if place < cut else load.low) for place, (value, load) in enumerate(ranked)]
        weight = sum(w for _, w in chosen)
        if weight:
            means.append(sum(value * w for value, w in chosen) / weight)
    if not means:
        return None
    return max(means) if largest else min(means)


def _reaches(a: Interval, b: Interval) -> bool:
    """Tell whether ``a`` begins before ``b`` ends."""
    if a.low is None or b.high is None or a.low < b.high:
        return True
    return a.low == b.high and a.low_closed and b.high_closed


def _plus(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _times(a: Interval, b: Interval) -> Interval:
    if a.low is not None and a.high is not None and b.low is not None and b.high is not None and a.low > 0 and b.low > 0:
        # Above zero the ends multiply end by end, and most figures are.
        return Interval(
            _exact(a.low) * _exact(b.low), _exact(a.high) * _exact(b.high), a.low_closed and b.low_closed, a.high_closed and b.high_closed
        )
    corners = [_corner(x, y) for x in _bounds(a) for y in _bounds(b)]
    low, low_closed = min(corners, key=lambda c: (*_order(c[0]), not c[1]))
    high, high_closed = max(corners, key=lambda c: (*_order(c[0]), c[1]))
    return Interval(None if isinstance(low, str) else low, None if isinstance(high, str) else high, low_closed, high_closed)


def _exact(value: Fraction | int) -> Fraction:
    return value if type(value) is Fraction else Fraction(value)


_MINUS, _PLUS = "-∞", "∞"


def _bounds(a: Interval) -> tuple[tuple[Fraction | str, bool], tuple[Fraction | str, bool]]:
    return (
        (_MINUS if a.low is None else _exact(a.low), a.low_closed),
        (_PLUS if a.high is None else _exact(a.high), a.high_closed),
    )


def _corner(x: tuple[Fraction | str, bool], y: tuple[Fraction | str, bool]) -> tuple[Fraction | str, bool]:
    """Multiply two bounds; zero times no bound is zero, since both are approached and never left."""
    (left, left_closed), (right, right_closed) = x, y
    if left == 0 or right == 0:
        return Fraction(0), (left == 0 and left_closed) or (right == 0 and right_closed)
    if isinstance(left, str) or isinstance(right, str):
        negative = (left == _MINUS or (not isinstance(left, str) and left < 0)) != (
            right == _MINUS or (not isinstance(right, str) and right < 0)
        )
        return (_MINUS if negative else _PLUS), False
    return left * right, left_closed and right_closed


def _order(value: Fraction | str) -> tuple[int, Fraction | int]:
    return (-1, 0) if value == _MINUS else (1, 0) if value == _PLUS else (0, value)


def _root(value: Fraction, years: Fraction, *, up: bool) -> Fraction:
    """Return ``value ** (1 / years)``, rounded to forty decimals, down or up."""
    if years == 1:
        return value
    scale = 10**40
    powered = value**years.denominator
    degree = years.numerator
    scaled = powered.numerator * scale**degree
    whole = _integer_root(scaled // powered.denominator, degree)
    exact = Fraction(whole, scale) ** degree == powered
    return Fraction(whole + (up and not exact), scale)


def _integer_root(number: int, degree: int) -> int:
    """Return the largest integer whose ``degree``-th power is not above ``number`` (Newton)."""
    if number < 2 or degree == 1:
        return number
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def _shown(value: Fraction) -> str:
    """Show a bound with at most six significant decimals, for messages only."""
    rounded = round(value, 6)
    whole, rest = divmod(abs(rounded), 1)
    decimals = f"{int(rest * 10**6):06d}".rstrip("0")
    return f"{'-' if rounded < 0 else ''}{int(whole)}{'.' + decimals if decimals else ''}"
