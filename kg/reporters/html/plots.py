"""Small drawings, made here so that they are there without scripts: bars, intervals on an axis, days on a time line.

Every number in them is a whole number or has one decimal, computed exactly, so that the bytes do
not depend on the processor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kg.html import visible
from kg.reporters.html.intervals import Axis, Span, short, words
from kg.terminal import shorten

if TYPE_CHECKING:
    from markupsafe import Markup

_LEFT, _RIGHT, _ROW = 128, 412, 22
_FAR = 50
"""From this ratio of the largest to the smallest number on, the axis is logarithmic."""


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)


def _plain(text: object) -> str:
    from markupsafe import escape

    return str(escape(visible(text)))


def bar(count: int, of: int, width: int = 120) -> Markup:
    """``count`` of ``of`` as a bar; the figures stand beside it, so it says nothing to a screen reader."""
    filled = width * min(count, of) // of if of else 0
    filled = max(filled, 2) if count and of else filled
    return _markup(
        f'<svg class="bar-of" viewBox="0 0 {width} 8" width="{width}" height="8" aria-hidden="true">'
        f'<rect class="all" width="{width}" height="8" rx="2"/><rect class="part" width="{filled}" height="8" rx="2"/></svg>'
    )


def intervals(axis: Axis, spans: Sequence[Span]) -> Markup:
    """The sides of a finding as bars over one axis; open ends run to the edge with an arrow."""
    ends = sorted({e for s in spans for e in (s.low, s.high) if e is not None})
    scale = _Scale(ends)
    height = len(spans) * _ROW + 18
    said = "; ".join(f"{s.label}: {words(s, axis)}" for s in spans)
    parts = [
        f'<svg class="intervals" viewBox="0 0 420 {height}" width="420" height="{height}" role="img" aria-label="{_plain(said)}">'
    ]
    for n, span in enumerate(spans):
        parts.append(_row(n, span, scale))
    base = len(spans) * _ROW + 2
    parts.append(f'<path class="axis" d="M{_LEFT} {base}H{_RIGHT}"/>')
    parts += [_tick(x, base, short(value, axis), anchor) for value, x, anchor in scale.ticks()]
    return _markup("".join(parts) + "</svg>")


def _row(n: int, span: Span, scale: _Scale) -> str:
    top = n * _ROW
    low = Fraction(_LEFT) if span.low is None else scale.at(span.low)
    high = Fraction(_RIGHT) if span.high is None else scale.at(span.high)
    if high - low < 5:
        low, high = (low + high) / 2 - Fraction(5, 2), (low + high) / 2 + Fraction(5, 2)
    arrows = ""
    if span.low is None:
        arrows += f'<path class="s{n % 4}" d="M{_LEFT - 5} {top + 11}l7 -6v12z"/>'
    if span.high is None:
        arrows += f'<path class="s{n % 4}" d="M{_RIGHT + 5} {top + 11}l-7 -6v12z"/>'
    return (
        f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end">{_plain(shorten(span.label, 22))}</text>'
        f'<path class="rule" d="M{_LEFT} {top + 11}H{_RIGHT}"/>'
        f'<rect class="s{n % 4}" x="{_one(low)}" y="{top + 6}" width="{_one(high - low)}" height="10" rx="2"/>{arrows}'
    )


def _tick(x: Fraction, base: int, text: str, anchor: str) -> str:
    return f'<path class="axis" d="M{_one(x)} {base}v4"/><text class="tick" x="{_one(x)}" y="{base + 14}" text-anchor="{anchor}">{_plain(text)}</text>'


class _Scale:
    """From numbers to positions between the edges; logarithmic where the numbers are far apart."""

    def __init__(self, ends: list[Fraction]):
        self.ends = ends
        self.far = ends[0] > 0 and ends[-1] / ends[0] >= _FAR
        marks = [self._mark(e) for e in ends]
        self.low, self.high = marks[0], marks[-1]

    def at(self, value: Fraction) -> Fraction:
        room = _RIGHT - _LEFT - 40
        if self.high == self.low:
            return Fraction(_LEFT + _RIGHT, 2)
        return _LEFT + 20 + room * (self._mark(value) - self.low) / (self.high - self.low)

    def ticks(self) -> Iterable[tuple[Fraction, Fraction, str]]:
        """The least and the greatest number, as far as they leave each other room."""
        first, last = self.ends[0], self.ends[-1]
        yield first, self.at(first), "start" if first != last else "middle"
        if first != last:
            yield last, self.at(last), "end"

    def _mark(self, value: Fraction) -> Fraction:
        if not self.far:
            return value
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).ln())


def _one(value: Fraction) -> str:
    """One decimal, exact to the half."""
    tenths = round(value * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


# ---------------------------------------------------------------------- days

_WIDE = 360


class Days:
    """The axis of the time line: from the year of the first day to the end of the year of the last."""

    def __init__(self, days: Iterable[date]):
        days = list(days)
        self.first, self.last = min(d.year for d in days), max(d.year for d in days)
        self.start = date(self.first, 1, 1).toordinal()
        self.length = date(self.last, 12, 31).toordinal() + 1 - self.start

    def at(self, day: int) -> Fraction:
        return 5 + (_WIDE - 10) * Fraction(day - self.start, self.length)

    def head(self) -> Markup:
        """Years over the column of bars."""
        years = self.last - self.first + 1
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10_000) if years / s <= 9)
        parts = [f'<svg class="days" viewBox="0 0 {_WIDE} 18" width="{_WIDE}" height="18" aria-hidden="true">']
        for year in range(self.first, self.last + 1, step):
            x = self.at(date(year, 1, 1).toordinal())
            parts.append(f'<path class="axis" d="M{_one(x)} 13v5"/><text class="tick" x="{_one(x + 2)}" y="12">{year}</text>')
        return _markup("".join(parts) + "</svg>")

    def row(self, periods: Sequence[tuple[date, date]], disputed: bool, today: date | None) -> Markup:
        """Bars over the days of each period; with a line at the day of the report."""
        parts = [
            f'<svg class="days" viewBox="0 0 {_WIDE} 16" width="{_WIDE}" height="16" aria-hidden="true"><path class="rule" d="M5 8H{_WIDE - 5}"/>'
        ]
        if today is not None and self.first <= today.year <= self.last:
            parts.append(f'<path class="today" d="M{_one(self.at(today.toordinal()))} 0v16"/>')
        for start, end in sorted(periods, key=lambda p: (p[0].toordinal() - p[1].toordinal(), p)):
            low, high = self.at(start.toordinal()), self.at(end.toordinal() + 1)
            if high - low < 6:
                low, high = (low + high) / 2 - 3, (low + high) / 2 + 3
            parts.append(
                f'<rect class="{"against" if disputed else "day"}" x="{_one(low)}" y="4" width="{_one(high - low)}" height="8" rx="2"/>'
            )
        return _markup("".join(parts) + "</svg>")
