"""Figures and intervals of a derivation in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from kg.derivations.model import Derivation, Result
from kg.model import Quantity
from kg.rounding import Interval

_SCALES = ((10**12, "T", "trillion"), (10**9, "B", "billion"), (10**6, "M", "million"))
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def decimals(value: Fraction, places: int) -> str:
    """A number with at most so many decimals, halves rounded up, thousands separated.

    A half that would be lost is shown: 6.25 with one decimal stays 6.25.
    """
    if (value * 10**places * 2).denominator == 1:
        places += 1
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,.{places}f}" if abs(exact) < 10**20 else f"{exact:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Fraction, like: Quantity, unit: str) -> str:
    """A computed value written like the figure it is compared with."""
    if unit:
        size = abs(value)
        return decimals(value, 1 if size >= 1 else 2) + unit
    if like.kind in ("percent", "points"):
        return decimals(value, 1) + ("%" if like.kind == "percent" else " points")
    sign = _SIGNS.get(like.currency or "", f"{like.currency} " if like.currency else "")
    tail = f" {like.unit}{'s' if like.kind == 'duration' else ''}" if like.unit and like.kind in ("duration", "measure") else ""
    if like.kind in ("money", "count"):
        for scale, short, long in _SCALES:
            if abs(value) >= scale:
                return f"{sign}{decimals(value / scale, 2)}{short if like.kind == 'money' else ' ' + long}"
    return f"{sign}{decimals(value, _places(abs(value)))}{tail}"


def _places(size: Fraction) -> int:
    """Decimals that show a number to two significant digits at least."""
    if size >= 1000 or size == 0:
        return 0
    places = 2
    while size * 10**places < 10 and places < 9:
        places += 1
    return places


def computed(derivation: Derivation, result: Result) -> str:
    """The nominal result, a range if its operands are ranges."""
    like, unit = derivation.stated.quantity, result.way.unit
    low, high = (number(v, like, unit) for v in result.nominal)
    return low if low == high else f"{low} to {high}"


def allowed(derivation: Derivation, result: Result) -> str:
    """The interval that the writing of the operands allows."""
    like, unit = derivation.stated.quantity, result.way.unit
    lows = [i.low for i in (result.low, result.high)]
    highs = [i.high for i in (result.low, result.high)]
    low = None if None in lows else min(lows)
    high = None if None in highs else max(highs)
    if low is None:
        return "anything" if high is None else f"at most {number(high, like, unit)}"
    if high is None:
        return f"at least {number(low, like, unit)}"
    first, last = number(low, like, unit), number(high, like, unit)
    return first if first == last else f"{first}–{last}"


def bounds(interval: Interval) -> list[str | None]:
    """The ends as decimal strings with at most six decimals, ``None`` for no bound."""
    return [None if v is None else decimals(v, 6).replace(",", "") for v in (interval.low, interval.high)]
