"""Ages of persons, since when they hold a post, and how old things are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from kg import patterns as re
from kg.events import parties
from kg.events.attributes import Attribute, Stated, words
from kg.events.counted import counted
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
_OLD = re.compile(r"(?:^|[.;]\s)\W*(?P<s>[^,;.]{2,50}?)\s+(?:is|was|turned|turns)\s+$")
_FIRST = re.compile(r"\b(?:for|in|during|over)\s+(?P<own>its|the\s+\w+['’]s|[\w ]{2,30}['’]s)\s+first\s+$", re.I)


_SPANS = frozenset(("year", "years", "month", "months"))


def _founded(reading: Reading, n: int, things: Things) -> Iterator[Stated]:
    """When something must have been founded, by what is said of its age: "two years after its founding, in 2016"."""
    text = reading.text
    for span in reading.quantities:
        if span.kind != "duration" or span.unit != "year" or not span.low or span.low != span.high or span.bound or span.approximate:
            continue
        for when in reading.dates:
            if when.start < span.end or when.period.start is None or when.period.end is None:
                continue
            between = text[span.end : when.start]
            subject = None
            if (first := _FIRST.search(text[: span.start])) and re.fullmatch(r",?\s+(?:until|up\s+to|to)\s+(?:\w+\s+)?", between):
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
        re.compile(rf"{_PERSON},?\s+(?:who\s+)?{verbs}\s+{_POST}\s+(?P<link>in|since)\s+$", kept=True),
        re.compile(rf"{_PERSON},\s+(?:who\s+is\s+)?{_POST}\s+(?P<link>since)\s+$", kept=True),
    )


_TOOK_OVER = re.compile(rf"(?:handed\s+over\s+to\s+{_PERSON}|{_PERSON.replace('who', 'new')},?\s+(?:who\s+)?(?:took\s+over|took\s+office|succeeded\s+[A-Z][\w’' -]+?))\s+in\s+(?:(?:early|late|the\s+)?\s*(?:spring|summer|autumn|winter)\s+(?:of\s+)?)?$")
_LABEL = re.compile(rf"\W*{_POST}\W*", re.I)
_HELD_SINCE = re.compile(rf"\W*{_PERSON},?\s+\(?since\s+(?:\w+\s+)?$")


def _tenure(who: str, post: str, period: Period, kind: str, id: str, text: str) -> Stated:
    post = " ".join(post.lower().replace(" officer", "").split())
    return Stated(_TENURE, frozenset((*who.lower().split(), f"+{_SAME.get(post, post)}")), f"{who}, {post}" if post else who, (), period, kind, id, text)


def _tenures(report: Report, things: Things, readings: Sequence[Reading]) -> Iterator[Stated]:
    """Since when somebody holds a post, from labels, rows, and from who took over, of what is not said (an empty post)."""
    rows = [(row[0].text, row[1].text, things.dates(row[1].text), "cell", row[1].id) for t in report.tables if t.columns == 2 for row in t.rows if len(row) == 2]
    for reading in readings:
        carrier, at = reading.carrier, 0 if reading.carrier.kind == "cover" or reading.key is None else reading.key[1]
        if carrier.kind == "cover" or reading.key is not None:
            rows.append((carrier.label if carrier.kind == "cover" else reading.key[0], reading.text[at:], [replace(d, start=d.start - at, end=d.end - at) for d in reading.dates], carrier.kind, carrier.id))
        for when in reading.dates:
            if when.period is not None and " over" in reading.text and (match := _TOOK_OVER.search(reading.text[max(0, when.start - 120) : when.start])):
                yield _tenure(match["who"] or match["new"], "", when.period, carrier.kind, carrier.id, reading.text)
    for label, value, dates, kind, id in rows:
        post = _LABEL.fullmatch(label)
        if post and len(dates) == 1 and dates[0].period is not None and (match := _HELD_SINCE.fullmatch(value[: dates[0].start])):
            yield _tenure(match["who"], post["post"], dates[0].period, kind, id, f"{label}: {value}")


def _of_one_post(found: Sequence[Stated]) -> Iterator[Stated]:
    """The statements; who took over, without the post, took the only one of which is told since when."""
    posts: dict[frozenset[str], set[str]] = {}
    for one in found:
        who, post = frozenset(w for w in one.subject if w[0] != "+"), next((w for w in one.subject if w[0] == "+"), "+")
        posts.setdefault(who, set()).add(post)
    for one in found:
        who = one.subject - {"+"}
        known = posts.get(who, set()) - {"+"}
        if "+" not in one.subject:
            yield one
        elif len(known) == 1:
            yield replace(one, subject=who | known)


def persons(report: Report, subjects: Subjects, readings: Sequence[Reading], as_of: date | None) -> Iterator[Stated]:
    """Everything that is told of the ages and times of office of persons."""
    things = Things(report, subjects, readings)
    tenures = list(_tenures(report, things, readings))
    for n, reading in enumerate(readings):
        text = parties.unmarked(reading.text)
        carrier = reading.carrier
        if len(text) > 600 or text.rstrip().endswith("?"):
            continue
        if reading.dates and not _SPANS.isdisjoint(reading.words):
            yield from _founded(reading, n, things)
            yield from counted(reading, n, things)
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
                    tenures.append(_tenure(match["who"], match["post"], when.period, carrier.kind, carrier.id, text))
                    break
    yield from _of_one_post(tenures)
