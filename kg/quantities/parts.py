"""A number with what is written before and after it, on its way to a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kg.quantities.figures import Head, Tail
from kg.quantities.lexicon import Unit
from kg.quantities.numerals import Numeral

_COUNTED = 20
"""Whole numbers up to this are counts, not measurements: they are exact."""


class Value(NamedTuple):
    """A value with its scale, and the tight and the loose place of its writing (zero: exact)."""

    number: Decimal
    step: Decimal
    loose: Decimal


@dataclass(slots=True)
class Part:
    """One end of a range, or all of a quantity."""

    number: Numeral
    head: Head
    tail: Tail

    @property
    def currency(self) -> str | None:
        return self.head.currency or self.tail.currency

    @property
    def power(self) -> int | None:
        return self.head.power if self.head.power is not None else self.tail.power

    @property
    def unit(self) -> Unit | None:
        return self.tail.unit

    @property
    def bare(self) -> bool:
        """True when no currency, scale or unit is written with the number."""
        return self.currency is None and self.unit is None and self.power is None

    def value(self, power: int | None) -> Value:
        """Return the value under a scale, which in a range may come from the other end."""
        number = self.number
        scale = Decimal(10) ** (power or 0) * (self.tail.fraction or self.head.fraction or 1)
        value = number.value * scale
        if self.head.negative:
            value = -value
        if number.spelled:
            exact = number.value < 1000
            step = Decimal(0) if exact else Decimal(10) ** value.normalize().as_tuple().exponent
            return Value(value, step, step)
        if self.bare and power is None and not number.decimals and number.value <= _COUNTED:
            return Value(value, Decimal(0), Decimal(0))
        step = Decimal(10) ** -number.decimals * scale
        return Value(value, step, step * Decimal(10) ** number.zeros)
