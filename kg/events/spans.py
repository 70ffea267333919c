"""A stated span with the two dates it is said to lie between, and whether it can."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from kg import patterns as re
from kg.events.marks import Mark
from kg.model import Period, Precision, Quantity
from kg.readings import Reading
from kg.records import record

_AND_MORE = re.compile(r"\s+and\s+(?:an?\s+)?[\w-]+\s+(?:days?|weeks?|months?|half)\b", re.I)
_MORE_BEFORE = re.compile(r"\b(?:years?|months?|weeks?)\s+and\s+$", re.I)


def compound(text: str, span: Quantity) -> bool:
    """Whether a span is but a part of one: "five years and four months"."""
    return bool(_AND_MORE.match(text, span.end) or _MORE_BEFORE.search(text[max(0, span.start - 12) : span.start]))


@record
class Lapse:
    """A stated span with the two dates it lies between, the earlier one first.

    ``inclusive`` says that both ends belong to it ("from 2019 to 2024, six years").
    """

    span: Quantity
    reading: Reading
    first: Mark
    last: Mark
    inclusive: bool = False

    @property
    def fits(self) -> bool:
        """Whether the dates leave room for the span, by how finely they are written."""
        return fits(self.span, self.first.period, self.last.period, self.inclusive)


def fits(span: Quantity, first: Period, last: Period, inclusive: bool = False) -> bool:
    """Whether a span can lie between two dates."""
    if first.start is None or first.end is None or last.start is None or last.end is None or span.low is None:
        return True
    low, high = Fraction(span.low), Fraction(span.high if span.high is not None else span.low)
    if span.unit in ("day", "week"):
        days, slack = (7, 3) if span.unit == "week" else (1, 1)
        least, most = (last.start - first.end).days, (last.end - first.start).days + 1
        return least - slack <= high * days and low * days <= most + slack
    if span.unit == "year" and Precision.YEAR in (first.precision, last.precision):
        years = last.end.year - first.start.year
        return low <= years + inclusive and years <= high + (low.denominator != 1)
    per, slack = (12, Fraction(6)) if span.unit == "year" else (1, Fraction(3, 4))
    if low.denominator != 1:
        slack /= 2
    return (
        _months(first.end, last.start) - slack <= high * per
        and low * per <= _months(first.start, last.end + timedelta(days=1)) + slack
    )


def _months(first: date, last: date) -> Fraction:
    """Months between two days, parts of a month by their days."""
    return (last.year - first.year) * 12 + (last.month - first.month) + Fraction(last.day - first.day, 31)
