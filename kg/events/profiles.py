"""Where somebody was born, and where something has its seat in other words than "headquartered in": "a Jena-based maker of lenses"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import patterns as re
from kg.events import parties
from kg.events.model import Event, Member
from kg.model import Report
from kg.observations import subject_key
from kg.readings import Reading
from kg.subjects import Subjects

_TOWN = r"(?P<place>[A-ZÀ-ÖØ-Þ][\w.’'-]*?(?:\s+[A-ZÀ-ÖØ-Þ][\w.’'-]*?){0,2})"
_BASED = re.compile(rf"\b(?:is|are|was)\s+(?:an?|the)\s+(?:[a-z]+,?\s+){{0,2}}{_TOWN}-based\b")
_MOVED = re.compile(rf"\bmoved\s+(?:its|the|their)\s+(?:head\s+office|headquarters|seat|main\s+office)\s+(?:from\s+(?:[A-Z]\w+\s+)+)?to\s+{_TOWN}(?=[\s.,;]|$)")
_BORN = re.compile(
    r"\b[Bb]orn\b(?:\s+(?:on\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:of\s+)?(?:[A-Z][a-z]+\s+)?(?:\d{1,2},\s+)?(?:in\s+)?(?:1[6-9]|20)\d\d,?)?"
    r"(?:\s+(?:into|to)\s+(?:[a-z-]+\s+){1,9}?)?\s*(?:\bin|\bat)\s+(?P<place>[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]*){0,2}(?:,\s+[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]*)?)?)"
)
_PRONOUN = re.compile(r"\W*(?:He|She)\s+was\s*$")
_OPENS = re.compile(r"\W*$")
_HIS = re.compile(r",?[^.;]{0,120}?\b(?:he|she)\b")
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def profiles(report: Report, subjects: Subjects, readings: Iterable[Reading]) -> Iterator[Event]:
    """Seats and birthplaces of a report's subject."""
    main = subjects.main
    if not main:
        return
    for reading in readings:
        text = reading.text
        if "born" in text.lower():
            text = parties.unmarked(text)
            found = _BORN.search(text)
            if found and not _MONTH.match(found["place"]) and _of_main(text, found, subjects):
                yield _event(report, main, reading, "birthplace", found["place"])
        if "-based" in text or "moved" in text:
            text = parties.unmarked(text)
            found = _BASED.search(text) or _MOVED.search(text)
            if found and subjects.of(text, found.start()).main:
                yield _event(report, main, reading, "seat", found["place"])


def _of_main(text: str, found: re.Match[str], subjects: Subjects) -> bool:
    """Whether "born" is said of the subject: behind its name, behind a pronoun, or before one."""
    before = text[: found.start()]
    names = subjects.names(before)
    if names:
        return len(names) == 1 and subjects.is_main(names[0][2]) and names[0][0] < 6
    return bool(_PRONOUN.match(before)) or bool(_OPENS.match(before) and _HIS.match(text, found.end()))


def _event(report: Report, main: str, reading: Reading, role: str, place: str) -> Event:
    carrier = reading.carrier
    members = (Member(role, place, "", True),)
    return Event(report.id, "founding", subject_key(main), main, (carrier.kind, carrier.id), carrier.place, carrier.section, carrier.passage, members=members)
