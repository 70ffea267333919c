"""Where something has its seat, where and by whom it was founded, and counts that it has passed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg import samefact
from kg.events import parties
from kg.events.acts import date_of
from kg.events.frames import Frames
from kg.events.model import Event, Member
from kg.model import Report
from kg.observations import subject_key
from kg.readings import Reading
from kg.subjects import Subjects

_PLACE = r"(?P<place>[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s+(?:de\s+|of\s+)?[A-ZÀ-ÖØ-Þ][\w.’'-]*)*(?:,\s+[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w.’'-]*)*){0,3})"
_SEAT = re.compile(rf"\b(?:headquartered|has\s+its\s+(?:headquarters|seat)|with\s+(?:its\s+)?headquarters)\s+in\s+(?:the\s+)?{_PLACE}")
_FOUNDED_IN = re.compile(rf"\b(?:founded|established|incorporated)\s+(?:in\s+(?:\w+\s+)?(?:19|20)\d\d\s+)?in\s+(?:the\s+)?{_PLACE}")
_FOUNDED_BY = re.compile(r"\b(?:co-?founded|founded|established)\b(?:\s+in\s+(?:\w+\s+)?(?:19|20)\d\d)?\s+by\s+(?:(?:the\s+)?(?:siblings|brothers|sisters|entrepreneurs|researchers|engineers|scientists|\w+\s+(?:entrepreneurs|researchers|founders|scientists|engineers|students)|professors|physicians|\w+ \w+ entrepreneurs)[:,]?\s+)*", re.I)
_PASSED = re.compile(r"\b(?:crossed|surpassed|topped|passed|exceeded\s+for\s+the\s+first\s+time|first\s+(?:reached|exceeded))\s+(?:the\s+)?(?:mark\s+of\s+)?$", re.I)
_MONTH = re.compile(r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Q[1-4]\b|H[12]\b)")


def origins(report: Report, subjects: Subjects, frames: Frames, readings: Iterable[Reading]) -> Iterator[Event]:
    """Seats, founding places, founders and passed counts of a report's subject."""
    main = subjects.main
    if not main:
        return
    for reading in readings:
        text = parties.unmarked(reading.text)
        for role, pattern in (("seat", _SEAT), ("founding place", _FOUNDED_IN)):
            match = pattern.search(text)
            if match and not _MONTH.match(match["place"]) and subjects.of(text, match.start()).main:
                yield _event(report, main, reading, "founding", (Member(role, match["place"], "", True),))
        if reading.carrier.kind == "cover":
            role = "seat" if re.fullmatch(r"(?i)\W*(?:head ?quarters|hq|seat|headquarters location)\W*", reading.carrier.label) else "founding place" if re.fullmatch(r"(?i)\W*(?:founding (?:location|place)|place of foundation)\W*", reading.carrier.label) else ""
            match = re.match(_PLACE, text.strip())
            if role and match:
                yield _event(report, main, reading, "founding", (Member(role, match["place"], "", True),))
        for match in _FOUNDED_BY.finditer(text):
            found = parties.listed(text, match.end())
            if found and found.complete and subjects.of(text, match.start()).main:
                yield _event(report, main, reading, "founding", tuple(Member("founders", n, _surname(n), True) for n in found.names))
        for quantity in reading.figures:
            noun = samefact.counted(reading.text, quantity) if reading.dates and _PASSED.search(reading.text[: quantity.start]) else None
            if noun is not None:
                date = date_of(text, quantity.start, quantity.end, len(text), reading.dates, first=True)
                who = subjects.of(text, quantity.start)
                if date is not None and who.name:
                    yield Event(
                        report.id, "milestone", subject_key(who.name), who.name, (reading.carrier.kind, reading.carrier.id), reading.carrier.place, reading.carrier.section, reading.carrier.passage,
                        thing=f"{subject_key(main) if who.main else subject_key(who.name)} {noun[0][2]} {noun[1]}", thing_name=f"{who.name}, {quantity.text} {noun[1]}", period=date.period, date_text=date.text,
                    )  # fmt: skip


def _event(report: Report, main: str, reading: Reading, frame: str, members: tuple[Member, ...]) -> Event:
    carrier = reading.carrier
    return Event(report.id, frame, subject_key(main), main, (carrier.kind, carrier.id), carrier.place, carrier.section, carrier.passage, members=members)


def _surname(name: str) -> str:
    return name.split()[-1].lower()


_ALIKE = {"ny": "new york", "nyc": "new york", "ca": "california", "ma": "massachusetts", "tx": "texas", "wa": "washington", "il": "illinois", "co": "colorado", "fl": "florida", "va": "virginia", "nj": "new jersey", "brooklyn": "brooklyn new york", "silicon valley": "california", "bay area": "california", "usa": "", "us": "", "united states": "", "uk": "united kingdom", "england": "united kingdom"}
_EMPTY = frozenset("city the of de greater metropolitan area region united states".split())


def places_disagree(a: str, b: str) -> bool:
    """Whether two places cannot be one, as far as their names tell: no common part, and not both a single name."""
    left, right = _parts(a), _parts(b)
    if len(left) < 2 and len(right) < 2:
        return False
    words = [frozenset(w for part in parts for w in part.split()) - _EMPTY for parts in (left, right)]
    return bool(words[0] and words[1]) and not words[0] & words[1]


def _parts(place: str) -> list[str]:
    parts = [re.sub(r"[.’']", "", p).strip().lower() for p in place.split(",")]
    return [p for p in (_ALIKE.get(p, p) for p in parts) if p]
