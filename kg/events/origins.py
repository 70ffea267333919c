"""Where something has its seat, where and by whom it was founded, and counts that it has passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import patterns as re
from kg import samefact
from kg.events import parties
from kg.events.acts import date_of
from kg.events.frames import Frames
from kg.events.happenings import PROFILE
from kg.events.model import Event, Member
from kg.model import Report
from kg.observations import subject_key
from kg.readings import Reading
from kg.subjects import Subjects

_PLACE = r"(?P<place>[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s+(?:de\s+|of\s+)?[A-ZÀ-ÖØ-Þ][\w.’'-]*)*(?:,\s+[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:\s+[A-ZÀ-ÖØ-Þ][\w.’'-]*)*){0,3})"
_SEAT = re.compile(
    rf"\b(?:headquartered|(?:is|are|was),?\s+based|,\s+based|(?:has|have|with)\s+(?:its|their)\s+(?:headquarters|head\s+office|seat|main\s+office)|with\s+headquarters"
    rf"|(?:headquarters|head\s+office|main\s+office|seat)\s+(?:is|are))\s+(?:located\s+)?in\s+(?:the\s+)?{_PLACE}(?!\s+(?:and|or)\s+[A-Z])"
)
_ENDED = re.compile(r",?\s+(?:until|till|up\s+to|before)\b")
"""Behind a seat that is one no more."""
_ITS_SEAT = re.compile(r"(?:has|have|with)\s")
_SELF = re.compile(r"(?:it|its|the\s+(?:company|firm|business|group|organi[sz]ation|start-?up|bank|charity|club|agency|manufacturer|university|institute))", re.I)
_FOUNDED_IN = re.compile(rf"\b(?:founded|established|incorporated)\s+(?:in\s+(?:\w+\s+)?(?:19|20)\d\d\s+)?in\s+(?:the\s+)?{_PLACE}")
_FOUNDED_BY = re.compile(r"\b(?:co-?founded|founded|established|(?:was|were)\s+(?:started|set\s+up|created|launched))\b(?:\s+in\s+(?:\w+\s+)?(?:19|20)\d\d|\s+\w+\s+years\s+ago)?\s+by\s+(?:(?:the\s+)?(?:siblings|brothers|sisters|entrepreneurs|researchers|engineers|scientists|\w+\s+(?:entrepreneurs|researchers|founders|scientists|engineers|students)|professors|physicians|\w+ \w+ entrepreneurs)[:,]?\s+)*", re.I)
_PASSED = re.compile(r"\b(?:crossed|surpassed|topped|passed|exceeded\s+for\s+the\s+first\s+time|first\s+(?:reached|exceeded))\s+(?:the\s+)?(?:mark\s+of\s+)?$", re.I)
_SEAT_LABEL = re.compile(r"\W*(?:head[ -]?quarters(?: location)?|hq|(?:legal |registered |corporate |main )?(?:seat|office)|(?:city|location|place) of (?:the )?(?:head[ -]?quarters|seat)|head office|based in|registered in|domicile)\W*", re.I)
_FOUNDING_LABEL = re.compile(r"\W*(?:founding (?:location|place)|place of foundation|founded in)\W*", re.I)
_MONTH = re.compile(r"^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Q[1-4]\b|H[12]\b)")


def origins(report: Report, subjects: Subjects, frames: Frames, readings: Iterable[Reading]) -> Iterator[Event]:
    """Seats, founding places, founders and passed counts of a report's subject."""
    main = subjects.main
    if not main:
        return
    last = ""
    for reading in readings:
        text, before = parties.unmarked(reading.text), last
        last = text
        for role, pattern in (("seat", _SEAT), ("founding place", _FOUNDED_IN)):
            match = pattern.search(text)
            if match and _ENDED.match(text, match.end()):
                continue
            goes_on = match is not None and _goes_on(before, text[: match.start()], subjects)
            if match and role == "seat" and not match.group().startswith("headquartered") and not _of_subject(text[: match.start()], subjects) and not (_ITS_SEAT.match(match.group()) and (_opened_by(text[: match.start()], subjects) or goes_on)):
                continue
            if match and not _MONTH.match(match["place"]) and (goes_on or subjects.of(text, match.start()).main):
                yield _event(report, main, reading, "founding", (Member(role, match["place"], "", True),))
        label, value = _labelled(report, reading, text)
        if label:
            if _FOUNDERS_LABEL.fullmatch(label):
                yield from _founders(report, main, reading, value)
            role = _role(label)
            match = re.match(_PLACE, value)
            if role and match:
                yield _event(report, main, reading, "founding", (Member(role, match["place"], "", True),))
        for match in _FOUNDED_BY.finditer(text):
            found = parties.listed(text, match.end())
            if found and found.complete and subjects.of(text, match.start()).main:
                yield _event(report, main, reading, "founding", tuple(Member("founders", n, _surname(n), True) for n in found.names))
        found = _who_founded(text, before, reading, subjects)
        if found and found.complete:
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


def rows(report: Report, subjects: Subjects) -> Iterator[Event]:
    """Seat and founding place from tables of two columns, a label and what is said of the subject."""
    main = subjects.main
    for table in report.tables if main else ():
        if table.columns != 2:
            continue
        for row in table.rows:
            if len(row) == 2:
                role = _role(row[0].text)
                match = re.match(_PLACE, parties.unmarked(row[1].text).strip())
                if role and match:
                    yield Event(report.id, "founding", subject_key(main), main, ("cell", row[1].id), row[1].place, table.section, table.id, members=(Member(role, match["place"], "", True),))


def _role(label: str) -> str:
    return "seat" if _SEAT_LABEL.fullmatch(label) else "founding place" if _FOUNDING_LABEL.fullmatch(label) else ""


_FOUNDERS_LABEL = re.compile(r"\W*(?:co-?)?(?:founders?|founded by|founding team)\W*", re.I)


def _founders(report: Report, main: str, reading: Reading, value: str) -> Iterator[Event]:
    """Founders from a labelled line: "Founders: A (CEO), B (CTO)"."""
    found = parties.listed(re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), value), 0)
    if found and found.complete and all(" " in n for n in found.names):
        yield _event(report, main, reading, "founding", tuple(Member("founders", n, _surname(n), True) for n in found.names))


_WHO_FOUNDED = re.compile(r"\W*(?:[Bb]y\s+whom\s+was\s+(?P<what>[^?]{2,40})\s+(?:founded|started|set\s+up)|Who\s+(?:founded|started|set\s+up|were\s+the\s+founders\s+of|was\s+the\s+founder\s+of)\s+(?P<whom>[^?]{2,40}))\?\W*$")
_FOUNDED_IT = re.compile(r"\s+(?:co-?)?(?:founded|started|set\s+up)\s+(?:the\s+(?:company|firm|business|start-?up)\b|(?P<what>[A-ZÀ-ÖØ-Þ][\w’'&.-]*(?:\s[A-ZÀ-ÖØ-Þ][\w’'&.-]*){0,3}))(?!['’]s)")
_IT = re.compile(r"(?:it|the\s+\w+|its)", re.I)


def _who_founded(text: str, before: str, reading: Reading, subjects: Subjects) -> parties.Listed | None:
    """The names that answer "Who founded Acme?", or that open "A and B started the company after …"."""
    asked = _WHO_FOUNDED.match(before) if before.rstrip(" *_").endswith("?") else None
    if asked:
        what = (asked["what"] or asked["whom"]).strip(" *_")
        return parties.listed(text, len(text) - len(text.lstrip(" *_"))) if _IT.fullmatch(what) or subjects.is_main(what) else None
    if not any(word in text for word in ("founded", "started", "set up")):
        return None
    match = _FOUNDED_IT.search(text)
    if match is None or (match["what"] and not subjects.is_main(match["what"])) or "," in text[: match.start()].replace(", ", "", 2):
        return None
    first = len(text) - len(text.lstrip(" *_"))
    found = parties.listed(text, first)
    return found if found and found.end == match.start() and all(" " in n for n in found.names) else None


def _opened_by(before: str, subjects: Subjects) -> bool:
    """Whether a sentence opens with the subject and names nobody else until "and has its head office in"."""
    names = subjects.names(before)
    own = _SELF.match(before.strip(" *_")) or (names and names[0][0] < 5 and subjects.is_main(names[0][2]))
    return bool(own) and re.search(r"\b(?:and|,)\s*(?:it\s+)?(?:still\s+|now\s+)?$", before) is not None and not re.search(r"\b(?:whose|which|customer|supplier|partner|rival|subsidiary|parent)\b", before)


_AND_IT = re.compile(r"\b[a-z]+\s+it\b[^;:]*,?\s+and\s+it\s+(?:still\s+|now\s+|also\s+)?$")


def _goes_on(last: str, before: str, subjects: Subjects) -> bool:
    """Whether the sentence before opens with the subject, and this one says "started it …, and it still"."""
    names = subjects.names(last)
    return bool(names) and names[0][0] < 5 and subjects.is_main(names[0][2]) and _AND_IT.search(before) is not None


def _of_subject(before: str, subjects: Subjects) -> bool:
    """Whether the words before a seat are the subject and nothing else: "It", "The company", its name."""
    plain = re.sub(r"['’]s?$", "", before.strip(" ,*_")).strip()
    return bool(_SELF.fullmatch(plain)) or subjects.is_main(plain) or subjects.is_main(re.sub(r"^The\s+", "", plain))


def _labelled(report: Report, reading: Reading, text: str) -> tuple[str, str]:
    """Label and value of a cover fact, or of a labelled line in a part that describes the subject."""
    if reading.carrier.kind == "cover":
        return reading.carrier.label, text.strip()
    if reading.key is None:
        return "", ""
    title = next((s.title for s in report.sections if s.id == reading.carrier.section), "")
    own = not title or title == report.subject or PROFILE.search(title)
    return (reading.key[0], text[reading.key[1] :].strip(" *_")) if own else ("", "")


def _event(report: Report, main: str, reading: Reading, frame: str, members: tuple[Member, ...]) -> Event:
    carrier = reading.carrier
    return Event(report.id, frame, subject_key(main), main, (carrier.kind, carrier.id), carrier.place, carrier.section, carrier.passage, members=members)


def _surname(name: str) -> str:
    return name.split()[-1].lower()
