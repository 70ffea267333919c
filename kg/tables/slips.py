"""When a figure looks like a slip of another: a digit, two digits turned, a power of ten."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kg.model import Quantity

APART = 3
"""A figure more than so many times the cell is no slip of it, unless the digits are the same."""


def slipped(a: Quantity, b: Quantity) -> bool:
    """Whether one figure looks like a slip of the other: a power of ten, one digit, or two digits turned."""
    one, two = _digits(a.low), _digits(b.low)
    if one == two:
        return len(one) >= 2
    width = max(len(one), len(two))
    same = abs(a.low).adjusted() == abs(b.low).adjusted()
    left, right = one.ljust(width, "0"), two.ljust(width, "0")
    wrong = [n for n in range(width) if left[n] != right[n]]
    if not same or width < 3:
        return same and width == 2 and left == right[::-1]
    turned = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and left[wrong[0]] == right[wrong[1]] and left[wrong[1]] == right[wrong[0]]
    return len(wrong) == 1 or turned


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.normalize().as_tuple().digits)).rstrip("0") or "0"


def near(a: Quantity, b: Quantity) -> bool:
    x, y = abs(Fraction(a.low)), abs(Fraction(b.low))
    return bool(x and y) and max(x, y) <= APART * min(x, y)
