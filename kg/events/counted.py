"""Dates that are counted from others: "in 2018, six years after it was founded", "seven months after the announcement, in December".

What is counted from must be dated as long before; it is known by its deed and thing, or by the thing alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from kg import patterns as re
from kg.events.attributes import Attribute, Contradiction, Stated, Words, disagree, words
from kg.events.naming import Things
from kg.model import Period, Precision, Quantity
from kg.readings import Reading

_ANY = Attribute("dates", "date", False, False)
_AFTER = re.compile(r"\s+after\s+(?P<what>[^,.;()]{2,60}?)(?:(?P<on>,?\s+(?:in|on)\s+(?:\w+\s+)?)|(?=[,.;]|$))")
_THING = re.compile(r"(?:the|its)\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+", re.I)


@cache
def _deed() -> re.Pattern[str]:
    """What is counted from, told by its deed: "it was founded", "its launch", "the opening of the hall"."""
    return re.compile(rf"(?P<s>.{{2,40}}?)\s+(?:was|were)\s+(?P<past>{Words.any_of(words().past)})|(?P<own>the|its|[\w ]{{2,30}}['’]s)\s+(?P<deed>{Words.any_of(words().deed)})(?:\s+of\s+(?P<of>.{{2,40}}))?", re.I)


def counted(reading: Reading, n: int, things: Things) -> Iterator[Stated]:
    """When something must have happened, by how long after it a date is said to be."""
    text = reading.text
    for span in reading.quantities:
        if span.kind != "duration" or span.unit not in ("year", "month") or not span.low or span.low != span.high or span.bound or span.approximate or span.low % 1:
            continue
        after = _AFTER.match(text, span.end)
        when = _counted_to(reading.dates, span, after, text) if after else None
        if when is None or when.period is None or when.period.start is None or when.period.end is None or any(after.start() <= d.start < after.end("what") for d in reading.dates):
            continue
        period = _before(when.period, int(span.low), span.unit)
        for attribute, subject in _meant(after["what"], n, things):
            if subject is not None:
                yield Stated(attribute, subject[0], subject[1], (), period, reading.carrier.kind, reading.carrier.id, text)


def _counted_to(dates: Sequence[Quantity], span: Quantity, after: re.Match[str], text: str) -> Quantity | None:
    """The date that a span ends at: right before it behind a comma, or right behind what it is counted from."""
    for when in dates:
        if (after["on"] and when.start == after.end()) or (when.end <= span.start and text[when.end : span.start].strip() == "," and re.search(r"\b(?:in|on)\s+(?:\w+\s+)?$", text[: when.start], re.I)):
            return when
    return None


def _before(period: Period, count: int, unit: str) -> Period:
    """The days so many years or months before a period, give or take one: such counts are rounded."""
    months = count * (12 if unit == "year" else 1)
    slack = 12 if unit == "year" else 1
    first, last = _back(period.start, months + slack), _back(period.end, months - slack)
    if unit == "year":
        first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    return Period(first.replace(day=1), (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1), Precision.MONTH if unit == "month" else Precision.YEAR)


def _back(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, 1)


def _meant(what: str, n: int, things: Things) -> Iterator[tuple[Attribute, tuple[frozenset[str], str] | None]]:
    """What a span may be counted from: a deed of a thing, or whatever is dated of the thing."""
    deed = _deed().fullmatch(what.strip())
    if deed is None:
        if _THING.fullmatch(what.strip()) and not what.lower().startswith("the start"):
            yield _ANY, things.of(what, n)
        return
    if deed["past"]:
        found, subject = words().past[" ".join(deed["past"].lower().split())], things.of(deed["s"], n)
    else:
        found = words().deed[" ".join(deed["deed"].lower().split())]
        own = deed["own"]
        subject = things.of(deed["of"], n) if deed["of"] else things.of(own[:-2], n) if own[-2:] in ("'s", "’s") else things.of("it", n) if found[0].id == "founding" or own.lower() == "its" else None
    for attribute in found:
        if attribute.value == "date":
            yield attribute, subject


def undated(found: Sequence[Stated]) -> Iterator[Contradiction]:
    """What is counted from a thing of which something is dated, and nothing as the count has it."""
    dated: dict[frozenset[str], list[Stated]] = {}
    for one in found:
        if one.period is not None and one.attribute != _ANY and not one.aside:
            dated.setdefault(one.subject, []).append(one)
    for one in found:
        known = dated.get(one.subject, ()) if one.attribute == _ANY else ()
        if known and len(known) < 3 and all(o.where != one.where and disagree(one, o) for o in known):
            yield Contradiction((one,), tuple(known))
