"""Which numbers the sides of a finding stand for, read exactly from what they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from kg import quantities, rounding
from kg.model import Quantity
from kg.records import record


@record
class Span:
    """All numbers one side allows; ``None`` is an open end.  ``label`` is the side as written."""

    label: str
    low: Fraction | None
    high: Fraction | None


@record
class Axis:
    """What the numbers are: ``unit`` for people, ``dates`` when they are days."""

    unit: str = ""
    dates: bool = False


def spans(sides: list[str], data: Mapping[str, object]) -> tuple[Axis, list[Span]]:
    """The sides of a finding as intervals on one axis; empty unless at least two could be read alike."""
    if "computed" in data and "stated" in data:
        return _computed(str(data["stated"]), data["computed"])
    read = [(side, _figure(side)) for side in sides]
    found = [(side, q) for side, q in read if q is not None]
    if len(found) < 2 or len({_sort(q) for _, q in found}) > 1:
        return Axis(), []
    first = found[0][1]
    made = [Span(side, *_bounds(q)) for side, q in found]
    return Axis(_unit(first), first.kind == "date"), made


def number(text: object) -> Fraction | None:
    """An exact number as checks write it into their data; ``None`` for anything else."""
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() else None


def _computed(stated: str, bounds: object) -> tuple[Axis, list[Span]]:
    figure = _figure(stated)
    if figure is None or figure.kind == "date" or not isinstance(bounds, (list, tuple)) or len(bounds) != 2:
        return Axis(), []
    low, high = (None if b is None else number(b) for b in bounds)
    unread = any(b is not None and n is None for b, n in zip(bounds, (low, high), strict=True))
    if unread or (low is None and high is None):
        return Axis(), []
    return Axis(_unit(figure)), [Span(f"stated {stated}", *_bounds(figure)), Span("computed", low, high)]


def _figure(text: str) -> Quantity | None:
    """The only figure of a short text."""
    if len(text) > 200:
        return None
    found = quantities.extract(text)
    whole = [q for q in found if q.kind != "date"] or found
    return whole[0] if len(whole) == 1 or (whole and whole[0].kind == "date") else None


def _sort(figure: Quantity) -> tuple:
    return (figure.kind, figure.currency, figure.unit if figure.kind in ("duration", "measure") else None)


def _bounds(figure: Quantity) -> tuple[Fraction | None, Fraction | None]:
    if figure.kind == "date":
        period = figure.period
        ends = (period.start, period.end) if period else (None, None)
        return tuple(Fraction(d.toordinal()) if isinstance(d, date) else None for d in ends)
    span = rounding.interval(figure)
    return span.low, span.high


def _unit(figure: Quantity) -> str:
    return (
        figure.currency
        or {"percent": "%", "multiple": "×", "points": "points"}.get(figure.kind)
        or (figure.unit or "" if figure.kind in ("duration", "measure") else "")
    )


# ---------------------------------------------------------------------- numbers for people

_SCALES = ((10**12, "T"), (10**9, "B"), (10**6, "M"))


def short(value: Fraction, axis: Axis, digits: int = 3) -> str:
    """A number to about ``digits`` significant digits, with its unit: ``$7.25B``, ``42.6 %``, ``2019-10-01``."""
    if axis.dates:
        return date.fromordinal(int(value)).isoformat()
    size, letter = next(((n, s) for n, s in _SCALES if abs(value) >= n), (1, ""))
    scaled = value / size
    whole = len(str(abs(int(scaled)))) if abs(scaled) >= 1 else 0
    places = max(0, digits - whole) if scaled.denominator != 1 else 0
    text = f"{round(Decimal(scaled.numerator) / Decimal(scaled.denominator), places):,}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if axis.unit == "USD":
        return f"-${text[1:]}{letter}" if text.startswith("-") else f"${text}{letter}"
    return f"{text}{letter} {axis.unit}".strip()


def words(span: Span, axis: Axis) -> str:
    """An interval in words."""
    if span.low is None and span.high is None:
        return "any"
    if span.low is None:
        return f"at most {short(span.high, axis)}"
    if span.high is None:
        return f"at least {short(span.low, axis)}"
    low, high = short(span.low, axis), short(span.high, axis)
    return low if low == high else f"{low} to {high}"
