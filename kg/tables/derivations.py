"""A figure of a table that follows from others, and whether it does.

A :class:`Derivation` names the stated figure and one or more readings of how it came about; it
holds when any reading allows what is stated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kg import patterns as re
from kg import rounding
from kg.model import Quantity, Table
from kg.records import record
from kg.rounding import Interval
from kg.tables.grid import Figure

Kind = Literal["total", "ratio", "growth", "compound-growth", "shares", "average"]
FormulaName = Literal["sum", "difference", "ratio", "share", "product", "growth", "cagr"]


@record
class Operand:
    """A figure that goes into a formula, with the words it is called by."""

    name: str
    quantity: Quantity
    figure: Figure | None = None


@record
class Way:
    """One way the stated figure may have come about.

    ``operands`` of a growth rate are before and after, of a ratio numerator and denominator.
    ``factor`` multiplies the result (figures per 100,000); ``words`` say the formula.
    """

    formula: FormulaName
    operands: tuple[Operand, ...]
    words: str
    years: Fraction | None = None
    factor: Fraction = Fraction(1)


@record
class Derivation:
    """A stated figure with the ways it may have come about; ``why`` tells what makes one think so."""

    kind: Kind
    report: str
    table: Table
    stated: Figure
    name: str
    ways: tuple[Way, ...]
    why: str
    sure: float = 1.0
    truncation: bool = True
    """Whether a result that was cut off instead of rounded counts as right."""

    @property
    def certain(self) -> bool:
        """Whether all cells that it rests on were split without guessing."""
        return self.stated.certain and all(o.figure is None or o.figure.certain for w in self.ways[:1] for o in w.operands)


@record
class Result:
    """What a way gives: the allowed interval, its value on the figures as written, and the verdict."""

    way: Way
    verdict: rounding.Verdict
    allowed: Interval
    low: Fraction | None
    high: Fraction | None

    @property
    def holds(self) -> bool:
        return self.verdict in ("equal", "agree")


def compute(way: Way, quantities: tuple[Quantity | Fraction, ...], *, loose: bool = False) -> Interval:
    """The interval that a formula gives over figures (or exact numbers)."""
    if way.formula == "sum":
        found = rounding.total(quantities, loose=loose)
    elif way.formula == "product":
        found = rounding.product(quantities, loose=loose)
    elif way.formula == "cagr":
        found = rounding.cagr(*quantities, way.years, loose=loose)
    else:
        two: dict[str, Callable[..., Interval]] = {"difference": rounding.difference, "ratio": rounding.ratio, "share": rounding.share, "growth": rounding.growth}
        found = two[way.formula](*quantities, loose=loose)
    return found if way.factor == 1 else rounding.product([found, way.factor])


# For which operands a larger value makes the result smaller.
_AGAINST = {"ratio": (1,), "share": (1,), "difference": (1,), "growth": (0,), "cagr": (0,)}


def evaluate(way: Way, stated: Quantity, truncation: bool = True) -> Result:
    """Compute a way and compare: ranges end by end, otherwise by overlap."""
    if way.formula != "sum":
        stated = _rounded(stated)
    quantities = tuple(o.quantity for o in way.operands)
    allowed = compute(way, quantities)
    ranged = any(q.is_range for q in quantities)
    low = high = None
    if not any(q.bound for q in quantities):
        low, high = _value(way, quantities, 0), _value(way, quantities, 1)
    elif not ranged:
        low = high = _value(way, quantities, 0)
    if ranged and stated.is_range and not any(q.bound for q in (*quantities, stated)):
        pairs = [(_end(stated, end), tuple(_end(q, end != (n in _AGAINST.get(way.formula, ()))) for n, q in enumerate(quantities))) for end in (False, True)]
        verdicts = [_compare(way, one, parts) for one, parts in pairs]
        verdict = max(verdicts, key=("equal", "agree", "loose-only", "disagree").index)
    else:
        verdict = _compare(way, stated, quantities)
    if verdict in ("loose-only", "disagree") and truncation and not ranged and not stated.is_range and way.formula not in ("sum", "difference", "product"):
        step = Fraction(stated.low_step)
        if step and Interval(Fraction(stated.low), Fraction(stated.low) + step, True).overlaps(allowed):
            verdict = "agree"
    if verdict in ("loose-only", "disagree") and low is not None and low == high and not stated.is_range and 2 * abs(low - Fraction(stated.low)) == Fraction(stated.low_step):
        verdict = "agree"  # half a step: some round it up, some to the even digit
    return Result(way, verdict, allowed, low, high)


def _compare(way: Way, stated: Quantity, quantities: tuple[Quantity, ...]) -> rounding.Verdict:
    return rounding.holds(stated, compute(way, quantities), compute(way, quantities, loose=True)).verdict


def _end(quantity: Quantity, high: bool) -> Quantity:
    """One end of a range as a figure of its own; a figure that is no range as it is."""
    if not quantity.is_range:
        return quantity
    value, step, loose = (quantity.high, quantity.high_step, quantity.high_loose) if high else (quantity.low, quantity.low_step, quantity.low_loose)
    return replace(quantity, low=value, high=value, low_step=step, high_step=step, low_loose=loose, high_loose=loose, approximate=False)


def _rounded(quantity: Quantity) -> Quantity:
    """A whole number that is the result of a formula is rounded, although alone it would be read as a count."""
    if quantity.low_step and quantity.high_step:
        return quantity
    low, high = quantity.low_step or quantity.high_step or Decimal(1), quantity.high_step or quantity.low_step or Decimal(1)
    return replace(quantity, low_step=low, high_step=high, low_loose=quantity.low_loose or low, high_loose=quantity.high_loose or high)


def _value(way: Way, quantities: tuple[Quantity, ...], high: int) -> Fraction | None:
    against = _AGAINST.get(way.formula, ())
    exact = tuple(Fraction(q.high if bool(high) != (n in against) else q.low) for n, q in enumerate(quantities))
    return compute(way, exact).low


def whole_count(quantity: Quantity) -> bool:
    """Whether a figure is a whole number without qualifier or unit, such as people are counted in."""
    return quantity.kind == "count" and quantity.low_step in (0, 1) and not (quantity.approximate or quantity.bound or quantity.is_range)


def sharp(quantity: Quantity) -> Quantity:
    """A whole count taken as exact."""
    return replace(quantity, low_step=Decimal(0), high_step=Decimal(0))


def sharpened(way: Way) -> Way:
    """A way with the whole counts among its operands taken as exact."""
    return replace(way, operands=tuple(replace(o, quantity=sharp(o.quantity)) if whole_count(o.quantity) else o for o in way.operands))


def exact(way: Way) -> Way:
    """A way with its whole operands taken as they are written; shares, multiples and decimals stay rounded, for they may come from dividing."""
    return replace(way, operands=tuple(replace(o, quantity=sharp(o.quantity)) if _written(o.quantity) else o for o in way.operands))


def _written(quantity: Quantity) -> bool:
    return quantity.kind not in ("percent", "multiple") and quantity.low == quantity.low.to_integral_value() and not (quantity.approximate or quantity.bound or quantity.is_range)


def judge(derivation: Derivation) -> Result | None:
    """The result of the first way, if no way allows the stated figure."""
    results = []
    for way in derivation.ways:
        result = evaluate(way, derivation.stated.quantity, derivation.truncation)
        if result.holds:
            return None
        results.append(result)
    return results[0] if results else None


# --------------------------------------------------------------------------- words


def decimal(value: Fraction | None) -> str | None:
    """A plain decimal string with at most six significant digits after the leading ones."""
    if value is None:
        return None
    if value.denominator == 1:
        return str(value.numerator)
    number = Decimal(value.numerator) / Decimal(value.denominator)
    digits = max(0, 5 - number.adjusted())
    text = format(round(number, digits), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_STEPS = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"))
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def shown(value: Fraction | None, like: Quantity) -> str:
    """A computed value the way its stated figure is written: "$390M", "43.3%", "25x", "1,204"."""
    if value is None:
        return "∞"
    number = Decimal(value.numerator) / Decimal(value.denominator)
    if like.kind == "money":
        sign = _SIGNS.get(like.currency or "", f"{like.currency} " if like.currency else "")
        for step, letter in _STEPS:
            if abs(number) >= step:
                return f"{'-' if number < 0 else ''}{sign}{_plain(abs(number) / step, 2 if abs(number) < 10 * step else 1)}{letter}"
        return f"{'-' if number < 0 else ''}{sign}{_plain(abs(number), 2)}"
    if like.kind in ("percent", "points"):
        return f"{_plain(number, 1)}{'%' if like.kind == 'percent' else ' points'}"
    if like.kind == "multiple":
        return f"{_plain(number, 2 if abs(number) < 10 else 1)}x"
    if like.kind == "duration":
        return f"{_plain(number, 2)} {like.unit}s"
    scale = _header_scale(like)
    if scale != 1:
        places = -(like.low_step / scale).normalize().as_tuple().exponent if like.low_step else 0
        return _plain(number / scale, max(places, 0 if abs(number / scale) >= 1000 else 1))
    digits = max(0, -int(Decimal(like.low_step or 1).adjusted())) + (1 if like.low_step and like.low_step < 1 else 0)
    return _plain(number, max(digits, 0 if abs(number) >= 1000 else 2))


def _header_scale(like: Quantity) -> Decimal:
    """The factor that a bare number in a cell has from its header ("1,000 t")."""
    digits = _DIGITS.search(like.text)
    written = Decimal(digits[0].replace(",", "")) if digits and not re.search(r"[^\W\d_]", like.text) else Decimal(0)
    ratio = abs(like.low) / written if written and like.low else Decimal(1)
    return ratio if ratio > 1 and ratio.normalize().as_tuple().digits == (1,) else Decimal(1)


def _plain(number: Decimal, digits: int) -> str:
    text = format(round(number, digits), ",f") if digits else format(round(number), ",")
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(low: Fraction | None, high: Fraction | None, like: Quantity) -> str:
    """Two computed ends as "17.9–25x"; one when they look the same."""
    first, last = shown(low, like), shown(high, like)
    if first == last:
        return first
    if low is None:
        return f"at most {last}"
    if high is None:
        return f"at least {first}"
    return f"{first} to {last}" if "-" in first + last else f"{first}–{last}"
