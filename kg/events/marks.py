"""Dates in their places: days without their year, ranges, and the day that a text gives itself."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from kg import patterns as re
from kg.model import Period, Place, Precision, Report
from kg.quantities import extract
from kg.readings import Reading
from kg.records import record

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_BARE_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{'|'.join(n.title() for n in _MONTHS)})|(?P<m2>{'|'.join(n.title() for n in _MONTHS)})\s+(?P<d2>\d{{1,2}}))\b(?!\s*,?\s*(?:19|20)\d\d\b)"
)


@record
class Mark:
    """A date in its place: ``kind`` and ``id`` name the sentence or cell."""

    text: str
    period: Period
    kind: str
    id: str
    place: Place


_TO = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*(?:the\s+(?:end|start|beginning)\s+of\s+)?")


def ranges(reading: Reading, marks: Sequence[tuple[int, int, Mark]]) -> Iterator[tuple[int, int, Mark, Mark]]:
    """Ranges of dates: start and end in the text, first and last date."""
    for (s, e, a), (s2, e2, b) in pairwise(marks):
        if (
            _TO.fullmatch(reading.text[e:s2])
            and a.period.start <= b.period.start
            and ("and" not in reading.text[e:s2] or re.search(r"between\s+$", reading.text[:s], re.I))
        ):
            yield s, e2, a, b
    for s, e, m in marks:
        if (
            m.period.precision is Precision.SPAN
            and len(parts := [p for p in extract(re.sub(r"[-–—]", " ; ", m.text)) if p.period is not None]) == 2
        ):
            yield s, e, replace(m, period=parts[0].period), replace(m, period=parts[1].period)
        elif m.period.precision is Precision.SPAN and re.search(r"\bto\b|\buntil\b", m.text):
            parts = [p for half in re.split(r"\b(?:to|until)\b", m.text) for p in extract(half) if p.period is not None]
            if len(parts) == 2:
                yield s, e, replace(m, period=parts[0].period), replace(m, period=parts[1].period)


def marks_of(reading: Reading, year: int | None = None) -> Iterator[tuple[int, int, Mark]]:
    """The dates of a text with their offsets, in order.

    A day without its year takes that of a date beside it, or ``year`` where there is none.
    """
    carrier, text = reading.carrier, reading.text
    dates = [d for d in reading.dates if d.period.start is not None and d.period.end is not None and not d.approximate]
    found = [(d.start, d.end, Mark(d.text, d.period, carrier.kind, carrier.id, reading.place(d))) for d in dates]
    if dates or year is not None:
        for match in _BARE_DAY.finditer(text):
            if not any(s < match.end() and match.start() < e for s, e, _ in found):
                near = min(dates, key=lambda d: (d.end <= match.start(), abs(d.start - match.start())), default=None)
                try:
                    day = date(
                        near.period.start.year if near is not None else year,
                        _MONTHS[(match["m"] or match["m2"]).lower()],
                        int(match["d"] or match["d2"]),
                    )
                except ValueError:
                    continue
                found.append(
                    (
                        match.start(),
                        match.end(),
                        Mark(match.group(), Period(day, day, Precision.DAY), carrier.kind, carrier.id, carrier.place),
                    )
                )
    return iter(sorted(found, key=lambda f: f[0]))


_TOP_LINES = 8
"""Lines in which a text says of which day it is."""


def own_day(report: Report) -> date | None:
    """The day a text gives itself in its first lines, when it gives just one."""
    top = (
        [line for line in report.documents[0].text[:3000].splitlines()[: 2 * _TOP_LINES] if line.strip()][:_TOP_LINES]
        if report.documents
        else []
    )
    days = {
        q.period.end
        for line in top
        if len(line) < 160
        for q in extract(line)
        if q.kind == "date" and q.period is not None and q.period.precision is Precision.DAY
    }
    return days.pop() if len(days) == 1 else None
