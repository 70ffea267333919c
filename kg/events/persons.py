"""Ages of persons, since when they hold a post, and how old things are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from kg import patterns as re
from kg.events import parties
from kg.events.attributes import Attribute, Stated, words
from kg.events.marks import own_day
from kg.events.naming import Things
from kg.model import Period, Precision, Quantity, Report
from kg.readings import Reading
from kg.subjects import Subjects

_PERSON = r"(?P<who>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+(?:de|van|von|der|[A-Z]\.))*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+){1,2})"
_AGE = re.compile(rf"{_PERSON}(?:,\s+(?:(?:is|now|aged|who\s+is)\s+)?|\s+\((?:aged\s+)?|\s+is\s+|\s+aged\s+)(?P<age>[1-9]\d)(?:\s+years\s+old)?(?=,\s|\)|\.?$|\.\s|\s+years\s+old)")
_TENURE = Attribute("tenure", "date", False, True)
_AGED = Attribute("age", "who", False, True)
_POST = r"(?:the\s+|its\s+|our\s+)?(?P<post>chief\s+[a-z]+(?:\s+officer)?|C[A-Z]O|chair(?:man|woman|person)?|president|managing\s+director|head\s+teacher|headmaster|headmistress|director\s+general|general\s+director|mayor|rector|dean|principal|editor|treasurer|secretary\s+general|(?:finance|executive|artistic|music|medical|scientific|research|technical|operations|sales)\s+director)"
_SAME = {"ceo": "chief executive", "cfo": "chief financial", "cto": "chief technology", "coo": "chief operating", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "headmaster": "head teacher", "headmistress": "head teacher", "finance director": "chief financial"}


_BIRTH = words().past["born"][0]
_FOUNDING = words().deed["founding"][0]
_AFTER = re.compile(r"\s+after\s+(?:its|the|our)\s+(?:founding|foundation|establishment|creation)\b(?P<of>\s+of\s+[\w’' -]{2,40}?)?,?\s+(?:in\s+)?(?:\w+\s+)?$", re.I)
_OLD = re.compile(r"(?:^|[.;]\s)\W*(?P<s>[^,;.]{2,50}?)\s+(?:is|was|turned|turns)\s+$")
_FIRST = re.compile(r"\b(?:for|in|during|over)\s+(?P<own>its|the\s+\w+['’]s|[\w ]{2,30}['’]s)\s+first\s+$", re.I)


def _founded(reading: Reading, n: int, things: Things) -> Iterator[Stated]:
    """When something must have been founded, by what is said of its age: "two years after its founding, in 2016"."""
    text, carrier = reading.text, reading.carrier
    for span in reading.quantities:
        if span.kind != "duration" or span.unit != "year" or not span.low or span.low != span.high or span.bound or span.approximate:
            continue
        for when in reading.dates:
            if when.end <= span.start and (after := re.match(r"\s+after\s+(?:its|the|our)\s+(?:founding|foundation|establishment|creation)\b(?P<of>\s+of\s+[\w’' -]{2,40}?)?,", text[span.end :], re.I)) and re.fullmatch(r"\W*In\s+(?:\w+\s+)?", text[: when.start]) and text[when.end : span.start].strip() == ",":
                yield from _about(things.of(re.sub(r"^\s*of\s+", "", after["of"]) if after["of"] else "it", n), when, span, reading)
                continue
            if when.start < span.end or when.period.start is None or when.period.end is None:
                continue
            between = text[span.end : when.start]
            subject = None
            if after := _AFTER.match(between):
                subject = things.of(re.sub(r"^\s*of\s+", "", after["of"]) if after["of"] else "it", n)
            elif (first := _FIRST.search(text[: span.start])) and re.fullmatch(r",?\s+(?:until|up\s+to|to)\s+(?:\w+\s+)?", between):
                subject = things.of(re.sub(r"['’]s$", "", first["own"]), n)
            elif (old := _OLD.search(text[: span.start])) and re.fullmatch(r"\s*(?:years\s+)?(?:old\s+)?(?:\w+\s+)?in\s+", text[span.end - 4 if span.text.endswith(" old") else span.end : when.start]) and "old" in text[span.start : when.start]:
                subject = things.of(old["s"], n)
            yield from _about(subject, when, span, reading)


def _about(subject: tuple[frozenset[str], str] | None, when: Quantity, span: Quantity, reading: Reading) -> Iterator[Stated]:
    """The founding so many years before a date, give or take one: nobody counts months."""
    if subject is not None and when.period is not None and when.period.start is not None:
        year, carrier = when.period.start.year - int(span.low), reading.carrier
        yield Stated(_FOUNDING, subject[0], subject[1], (), Period(date(year - 1, 1, 1), date(year + 1, 12, 31), Precision.YEAR), carrier.kind, carrier.id, reading.text)


@cache
def _since() -> tuple[re.Pattern[str], ...]:
    """Who took up a post when, the date right behind."""
    verbs = r"(?:became|was\s+(?:appointed|named|made|elected)|took\s+over\s+as|took\s+office\s+as|has\s+been|has\s+served\s+as|joined\s+as|was\s+appointed\s+as)"
    return (
        re.compile(rf"{_PERSON},?\s+(?:who\s+)?{verbs}\s+{_POST}\s+(?P<link>in|since)\s+$"),
        re.compile(rf"{_PERSON},\s+(?:who\s+is\s+)?{_POST}\s+(?P<link>since)\s+$"),
    )


def persons(report: Report, subjects: Subjects, readings: Sequence[Reading], as_of: date | None) -> Iterator[Stated]:
    """Everything that is told of the ages and times of office of persons."""
    things = Things(report, subjects, readings)
    for n, reading in enumerate(readings):
        text = parties.unmarked(reading.text)
        carrier = reading.carrier
        if len(text) > 600 or text.rstrip().endswith("?"):
            continue
        if "years" in reading.words and reading.dates:
            yield from _founded(reading, n, things)
        if not reading.dates:
            for match in _AGE.finditer(text):
                now = as_of or own_day(report)
                if now is not None:
                    years = now.year - int(match["age"])
                    yield Stated(_BIRTH, things.stems(match["who"]), match["who"], (), Period(date(years - 1, 1, 1), date(years, 12, 31), Precision.YEAR), carrier.kind, carrier.id, text)
                yield Stated(_AGED, frozenset(match["who"].lower().split()), match["who"], (match["age"],), None, carrier.kind, carrier.id, text)
        for when in reading.dates:
            left = text[max(0, when.start - 110) : when.start]
            if when.period.start is None or not left.endswith((" in ", " since ")) or re.search(r"\b(?:until|interim|acting|again|deputy|not|re-?elected|re-?appointed)\b", left):
                continue
            for pattern in _since():
                match = pattern.search(left)
                if match is not None:
                    post = " ".join(match["post"].lower().replace(" officer", "").split())
                    post = _SAME.get(post, post)
                    yield Stated(_TENURE, frozenset((*match["who"].lower().split(), f"+{post}")), f"{match['who']}, {post}", (), when.period, carrier.kind, carrier.id, text)
                    break
