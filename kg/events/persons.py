"""Ages of persons, since when they hold a post, and how old things are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from kg import patterns as re
from kg.events import parties
from kg.events.attributes import Attribute, Stated
from kg.events.naming import Things
from kg.model import Period, Precision, Report
from kg.readings import Reading
from kg.samefact import stem
from kg.subjects import Subjects

_PERSON = r"(?P<who>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+(?:de|van|von|der|[A-Z]\.))*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+){1,2})"
_AGE = re.compile(rf"{_PERSON}(?:,\s+(?:(?:is|now|aged|who\s+is)\s+)?|\s+\((?:aged\s+)?|\s+is\s+|\s+aged\s+)(?P<age>[1-9]\d)(?:\s+years\s+old)?(?=,\s|\)|\.?$|\.\s|\s+years\s+old)")
_TENURE = Attribute("tenure", "date", False, True)
_AGED = Attribute("age", "who", False, True)
_POST = r"(?:the\s+|its\s+|our\s+)?(?P<post>chief\s+[a-z]+(?:\s+officer)?|C[A-Z]O|chair(?:man|woman|person)?|president|managing\s+director|head\s+teacher|headmaster|headmistress|director\s+general|general\s+director|mayor|rector|dean|principal|editor|treasurer|secretary\s+general|(?:finance|executive|artistic|music|medical|scientific|research|technical|operations|sales)\s+director)"
_SAME = {"ceo": "chief executive", "cfo": "chief financial", "cto": "chief technology", "coo": "chief operating", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "headmaster": "head teacher", "headmistress": "head teacher", "finance director": "chief financial"}


@cache
def _since() -> tuple[re.Pattern[str], ...]:
    """Who took up a post when, the date right behind."""
    verbs = r"(?:became|was\s+(?:appointed|named|made|elected)|took\s+over\s+as|took\s+office\s+as|has\s+been|has\s+served\s+as|joined\s+as|was\s+appointed\s+as)"
    return (
        re.compile(rf"{_PERSON},?\s+(?:who\s+)?{verbs}\s+{_POST}\s+(?P<link>in|since)\s+$"),
        re.compile(rf"{_PERSON},\s+(?:who\s+is\s+)?{_POST}\s+(?P<link>since)\s+$"),
        re.compile(rf"(?P<post>[Cc]hief\s+[a-z]+|C[A-Z]O|[Cc]hair\w*|[Pp]resident)\s+(?P<link>since)\s+$"),
    )


def persons(report: Report, subjects: Subjects, readings: Sequence[Reading], as_of: date | None) -> Iterator[Stated]:
    """Everything that is told of the ages and times of office of persons."""
    for reading in readings:
        text = parties.unmarked(reading.text)
        carrier = reading.carrier
        if len(text) > 600 or text.rstrip().endswith("?"):
            continue
        if not reading.dates:
            for match in _AGE.finditer(text):
                yield Stated(_AGED, frozenset(match["who"].lower().split()), match["who"], (match["age"],), None, carrier.kind, carrier.id, text)
        for when in reading.dates:
            left = text[max(0, when.start - 110) : when.start]
            if when.period.start is None or not left.endswith((" in ", " since ")) or re.search(r"\b(?:until|interim|acting|again|deputy|not|re-?elected|re-?appointed)\b", left):
                continue
            for pattern in _since()[:2]:
                match = pattern.search(left)
                if match is not None:
                    post = " ".join(match["post"].lower().replace(" officer", "").split())
                    post = _SAME.get(post, post)
                    yield Stated(_TENURE, frozenset((*match["who"].lower().split(), f"+{post}")), f"{match['who']}, {post}", (), when.period, carrier.kind, carrier.id, text)
                    break
