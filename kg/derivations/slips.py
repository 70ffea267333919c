"""Whether a share, its part or its whole may have been mistyped: one digit another, two turned, a power of ten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from kg import patterns as re
from kg.derivations.register import Amount
from kg.model import Quantity

_POWERS = (10, 100, 1000, 10**6)
_ROUND = Fraction(1, 100)


def away(share: Quantity, part: Amount, whole: Amount | Fraction, operands: bool = False) -> bool:
    """Whether the share would hold once it, or with ``operands`` one of the two, were typed with another digit."""
    if share.kind == "percent" and share.unit is None:
        return _another(Fraction(share.low), 100 * part.value / (whole if isinstance(whole, Fraction) else whole.value), share)
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


_SPELLED = re.compile(r"[A-Za-z][A-Za-z\s-]*")
_NEAR, _FAR, _HEDGED = Fraction(5, 100), Fraction(12, 100), Fraction(20, 100)
_NICE = frozenset(Fraction(a, b) for b in (2, 3, 4, 5) for a in range(1, b))


def as_share(quantity: Quantity) -> Quantity:
    """A fraction in words as a share in percent without a unit, a twentieth of itself wide: "two thirds" is 63 to 70 %."""
    if quantity.kind != "count" or quantity.low is None or not 0 < quantity.low < 1 or not _SPELLED.fullmatch(quantity.text):
        return quantity
    value, width = quantity.low * 100, quantity.low * 200 * _NEAR.numerator / _NEAR.denominator
    return replace(quantity, kind="percent", unit=None, low=value, high=value, low_step=width, high_step=width, low_loose=width, high_loose=width)


def _another(stated: Fraction, computed: Fraction, share: Quantity) -> bool:
    """Whether what comes out is no longer called by such a fraction, or just another one."""
    off = abs(computed - stated) / stated
    if share.approximate or share.bound:
        return off > _HEDGED and computed < 100
    return computed < 100 and (off > _FAR or (off > _NEAR and any(abs(computed / 100 - n) <= n / 100 for n in _NICE)))


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
