"""Dates that are written with the day of the week."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg import patterns as re
from kg.candidates._base import Context, candidates
from kg.findings import About
from kg.graph import Key
from kg.model import Precision, Quantity, Report
from kg.readings import Reading, span_place
from kg.records import record

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {d[:3]: n for n, d in enumerate(DAYS)} | {"Tues": 1, "Thur": 3, "Thurs": 3}
_BEFORE = re.compile(rf"\b(?P<day>{'|'.join(DAYS)}|{'|'.join(_SHORT)})\b\.?,?\s+(?:the\s+)?$")
_AFTER = re.compile(rf"\s*(?:,\s*(?:a\s+)?|\(\s*(?:a\s+)?)(?P<day>{'|'.join(DAYS)})\s*(?:[,.;)]|$)")


@record
class Dated:
    """A date with the day of the week written beside it, from 0 for Monday."""

    date: Quantity
    written: int
    about: About


@candidates("weekdays")
def weekdays(context: Context, report: Report) -> Iterator[tuple[Hashable, Dated]]:
    """Every date by the day that has its day of the week beside it, by where it stands."""
    for reading in context.readings(report):
        if "day" not in reading.text and not any(s in reading.text for s in _SHORT):
            continue
        for date in reading.dates:
            found = _weekday(reading, date) if date.period.precision is Precision.DAY else None
            if found is not None:
                carrier, place = reading.carrier, span_place(reading.carrier, date.start, date.end)
                yield (
                    (report.id, place.path, place.line, place.column),
                    Dated(date, found, context.about(Key(report.id, carrier.kind, carrier.id), place=place)),
                )


def _weekday(reading: Reading, date: Quantity) -> int | None:
    found = _BEFORE.search(reading.text[max(0, date.start - 18) : date.start]) or _AFTER.match(
        reading.text[date.end : date.end + 20]
    )
    if found is None:
        return None
    day = found["day"]
    return DAYS.index(day) if day in DAYS else _SHORT[day]
