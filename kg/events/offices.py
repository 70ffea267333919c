"""Who holds an office that only one holds: chief executive, chair, director general, mayor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import patterns as re
from kg.events import parties
from kg.events.model import Event, Member
from kg.model import Report
from kg.observations import subject_key
from kg.readings import Reading
from kg.subjects import Subjects

FRAME, ROLE = "office", "holder"

_OFFICES = {
    "chief executive": r"CEO|[Cc]hief\s+[Ee]xecutive(?:\s+[Oo]fficer)?",
    "chief financial officer": r"CFO|[Cc]hief\s+[Ff]inancial\s+[Oo]fficer",
    "chief technology officer": r"CTO|[Cc]hief\s+[Tt]echnology\s+[Oo]fficer",
    "chief operating officer": r"COO|[Cc]hief\s+[Oo]perating\s+[Oo]fficer",
    "managing director": r"[Mm]anaging\s+[Dd]irector",
    "executive director": r"[Ee]xecutive\s+[Dd]irector",
    "director general": r"[Dd]irector[\s-][Gg]eneral",
    "chair": r"[Cc]hair(?:man|woman|person)?(?:\s+of\s+the\s+[Bb]oard)?",
    "vice-chancellor": r"[Vv]ice[\s-][Cc]hancellor",
    "rector": r"[Rr]ector",
    "mayor": r"[Mm]ayor",
    "head coach": r"[Hh]ead\s+[Cc]oach",
    "editor-in-chief": r"[Ee]ditor[\s-]in[\s-][Cc]hief",
    "principal investigator": r"[Pp]rincipal\s+[Ii]nvestigator",
}
_OFFICE = r"(?P<office>" + "|".join(f"(?:{p})" for p in _OFFICES.values()) + r")\b"
_ANY_OFFICE = re.compile(_OFFICE)
_OFFICE_WORDS = "ceo cfo cto coo chief director chair chancellor rector mayor coach editor investigator".split()
"""Each of the offices holds one of these: a quick look before the pattern is searched for."""
_PERSON = r"(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\.?\s+)*(?P<person>[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s+(?:[A-Z]\.|de|van|von|del|da)){0,2}\s+[A-ZÀ-ÖØ-Þ][\w'’-]+)"
_OF = rf"(?:\s+(?:of|at)\s+(?:the\s+)?(?P<body>{parties.NAME}))"
_PATTERNS = (
    re.compile(rf"\b{_PERSON}\s+(?:is|remains|serves\s+as)\s+(?:the\s+|its\s+|currently\s+)*{_OFFICE}{_OF}?(?=\s*[.,;(]|\s+(?:and|who|with)\b|$)"),
    re.compile(rf"\b{_OFFICE}{_OF}\s+(?:is|remains)\s+{_PERSON}(?=\s*[.,;(]|\s+(?:and\s+the|who)\b|$)"),
    re.compile(rf"\b(?P<body>{parties.NAME})['’]s?\s+{_OFFICE}(?:,|\s+(?:is|remains))?\s+{_PERSON}(?=\s*[.,;(]|\s+[a-z])"),
    re.compile(rf"\b{_PERSON},\s+(?:the\s+)?{_OFFICE}{_OF}(?=\s*[.,;]|$)"),
)
_ENTRY = re.compile(rf"\W*{_OFFICE}\W*")
# What is told of the organisation in passing ("…, which was founded in 2004") does not date the office.
_ASIDE = re.compile(r",\s+which\s[^,.;]*")
_SIGNED = re.compile(rf"{_PERSON},\s+(?:the\s+)?{_OFFICE}{_OF}?\W*")
# Whoever held it once, holds it for a while or shares it does not contradict who holds it now.
_OTHER_TIME = re.compile(r"\b(?:former(?:ly)?|ex-|then|previous(?:ly)?|until|succe\w+|replac\w+|predecessor|acting|interim|co-(?!founder)|joint(?:ly)?|deputy|incoming|outgoing|designate|elect|next|will|would|was|were|had|became|appointed|named|resign\w*|retir\w+|stepp\w+|late)\b", re.I)


def offices(report: Report, subjects: Subjects, readings: Iterable[Reading]) -> Iterator[Event]:
    """Offices that are said to be held now, with who holds them; dated statements are of another time."""
    for reading in readings:
        text = parties.unmarked(reading.text)
        if reading.carrier.kind == "cover":
            yield from _entry(report, subjects, reading, text)
        signed = _SIGNED.fullmatch(text.strip(" *_–—-"))
        if signed and subjects.main and not reading.dates and not _OTHER_TIME.search(text):
            yield _event(report, subjects, reading, _office(signed["office"]), signed["person"], signed["body"] or subjects.main)
        main_clause = _ASIDE.sub("", text)
        low = text.lower()
        if not any(word in low for word in _OFFICE_WORDS) or not _ANY_OFFICE.search(text) or _OTHER_TIME.search(main_clause) or any(d.text in main_clause for d in reading.dates):
            continue
        for pattern in _PATTERNS:
            for match in pattern.finditer(text):
                body = match.groupdict().get("body") or ""
                named = [n for s, e, n in subjects.names(text) if not (s < match.end("person") and match.start("person") < e)]
                if not body and not (named and all(subjects.is_main(n) for n in named)):
                    continue  # of what, the sentence does not say
                yield _event(report, subjects, reading, _office(match["office"]), match["person"], body or subjects.main)


def _entry(report: Report, subjects: Subjects, reading: Reading, text: str) -> Iterator[Event]:
    office = _ENTRY.fullmatch(reading.carrier.label)
    person = re.fullmatch(rf"\W*{_PERSON}\W*", text) if office else None
    if office and person and subjects.main:
        yield _event(report, subjects, reading, _office(office["office"]), person["person"], subjects.main)


def _office(words: str) -> str:
    return next(name for name, pattern in _OFFICES.items() if re.fullmatch(pattern, words))


def _event(report: Report, subjects: Subjects, reading: Reading, office: str, person: str, body: str) -> Event:
    carrier, name = reading.carrier, subjects.canonical(body)
    key = subject_key(name)
    return Event(
        report.id,
        FRAME,
        key,
        name,
        (carrier.kind, carrier.id),
        carrier.place,
        carrier.section,
        carrier.passage,
        thing=f"{office} {key}",
        thing_name=f"{office} of {name}",
        members=(Member(ROLE, person, person.split()[-1].lower(), True),),
    )
