"""Whether a share, its part or its whole may have been mistyped: one digit another, two turned, a power of ten."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from kg.derivations.register import Amount
from kg.model import Quantity

_POWERS = (10, 100, 1000, 10**6)
_ROUND = Fraction(1, 100)


def away(share: Quantity, part: Amount, whole: Amount | Fraction, operands: bool = False) -> bool:
    """Whether the share would hold once it, or with ``operands`` one of the two, were typed with another digit."""
    stated, computed = Fraction(share.low), 100 * part.value / (whole if isinstance(whole, Fraction) else whole.value)
    if any(abs(stated / computed * factor - 1) <= _ROUND for power in _POWERS for factor in (power, Fraction(1, power))):
        return True
    step = Fraction(share.low_step)
    if step and not {int(computed / step), int(computed / step) + 1}.isdisjoint(typed(int(stated / step))):
        return True
    if not operands or isinstance(whole, Fraction):
        return False
    half = step / 2
    return _fits(part, whole.value * (stated - half) / 100, whole.value * (stated + half) / 100) or _fits(whole, part.value * 100 / (stated + half), part.value * 100 / (stated - half))


def _fits(amount: Amount, low: Fraction, high: Fraction) -> bool:
    """Whether a slip of an amount lies between two values."""
    step = Fraction(amount.quantity.low_step)
    if not step:
        return False
    written = int(amount.value / step)
    return written > 9 and any(low <= n * step <= high for n in typed(written))


def typed(number: int) -> Iterator[int]:
    """The numbers of as many digits that differ in one digit, or have two of them swapped; of one digit every other."""
    digits = str(number)
    for n, old in enumerate(digits):
        for new in "0123456789":
            if new != old and (n or new != "0"):
                yield int(digits[:n] + new + digits[n + 1 :])
    for a, b in combinations(range(len(digits)), 2):
        if digits[a] != digits[b] and not (a == 0 and digits[b] == "0"):
            turned = list(digits)
            turned[a], turned[b] = turned[b], turned[a]
            yield int("".join(turned))
