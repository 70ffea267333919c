"""When a source is from, and when what a claim speaks of took place."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from kg import patterns as re
from kg import quantities
from kg.model import Period, Precision, Source
from kg.readings import Reading
from kg.records import record

_PATH = re.compile(r"/(20\d\d)/(?:(0?[1-9]|1[0-2])/)?(?:(0?[1-9]|[12]\d|3[01])(?:/|-|$))?")
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)")
_AHEAD = re.compile(r"\b(?:forecast|outlook|projection|to|through|until|by|roadmap|–|—|-)\s*$", re.I)
_OPEN = re.compile(
    r"\b(?:by|until|till|through|before|since|from|to|toward|towards|beyond|expected|planned|due|targeted|forecast)(?:\s+(?:the\s+)?(?:end|late|early|mid|middle|start)?(?:\s+of)?)?[\s–-]*$",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:will|would|plans? to|planned|expects?|expected|projected|projects|forecasts?|forecasted"
    r"|targets?|aims?|could|might|scenario|case|scheduled|proposed|takes? effect|enters? into force|effective|deadline)\b",
    re.I,
)
_CURRENT = re.compile(
    r"\b(?:currently|as of (?:now|today|this writing|\d{4}|\w+ \d{4})|today|nowadays|at present|to date|so far|still)\b", re.I
)


@record
class Dated:
    """The last day a source may be from.  ``stated`` is false when it was taken from a year in the title."""

    day: date
    first: date
    stated: bool
    written: str


@lru_cache(maxsize=16384)
def _period(text: str) -> Period | None:
    found = [q.period for q in quantities.extract(text) if q.kind == "date" and q.period is not None]
    return found[0] if len(found) == 1 and found[0].end is not None else None


def of_source(source: Source) -> Dated | None:
    """When a source is from: its date, the date in its address, or the one year its title names."""
    if source.date.strip():
        period = _period(source.date.strip())
        return Dated(period.end, period.start or period.end, True, source.date.strip()) if period else None
    match = _PATH.search(source.url)
    if match:
        year, month = int(match[1]), int(match[2] or 0)
        last = date(year, month or 12, 28 if month else 31)
        return Dated(last, date(year, month or 1, 1), True, match[0].strip("/-"))
    years = list(_YEAR.finditer(source.title))
    if (
        len(years) == 1
        and not _AHEAD.search(source.title[: years[0].start()])
        and not re.match(r"\s*[–—/-]\s*\d", source.title[years[0].end() :])
    ):
        year = int(years[0][0])
        return Dated(date(year, 12, 31), date(year, 1, 1), False, years[0][0])
    return None


def facts(reading: Reading, as_of: date | None) -> list[Period]:
    """The periods a claim speaks of as past or present: no plans, forecasts, bounds or open spans."""
    if _PLANNED.search(reading.text):
        return []
    found = []
    for quantity in reading.dates:
        period = quantity.period
        if period.start is None or period.end is None or period.precision in (Precision.SPAN, Precision.DECADE) or quantity.bound:
            continue
        if _OPEN.search(reading.text[max(0, quantity.start - 24) : quantity.start]) or (as_of and period.start > as_of):
            continue
        found.append(period)
    return found


def is_current(text: str) -> bool:
    """Whether a text says that it speaks of the present."""
    return bool(_CURRENT.search(text))
