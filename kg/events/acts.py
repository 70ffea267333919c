"""Events other than funding rounds: what was acquired, launched, approved, opened, closed, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from kg import patterns as re
from kg import quantities
from kg.events import parties, things
from kg.events.called import offices_named
from kg.events.frames import Frame, Frames
from kg.events.model import Event, Member
from kg.model import Report
from kg.observations import subject_key
from kg.prose import without_citations
from kg.readings import WORDS, Reading
from kg.subjects import Subjects

# The thing itself: words of its kind, then its name ("French robotics startup Pollen Robotics").
_THING = re.compile(rf"\s+(?:(?:the|its|a|an|his|her|their|French|German|American|British|European|Chinese|Dutch|Swiss|Japanese|new|first|second|[a-z][\w-]*)\s+){{0,6}}?(?P<name>{parties.NAME})")
_BEFORE = re.compile(rf"(?P<name>{parties.NAME})(?:\s*\([^()]*\))?(?:,\s+(?:which|a|an|the|now|then|formerly)\b[^,;.]{{1,80}},|,)?\s*$")
_BY = re.compile(r"\s+by\s+(?:the\s+)?")
_SOLD_TO = re.compile(r"(?:\s+by\s+[^,.;]{2,50}?)?\s+to\s+(?:the\s+)?")
_NO_OBJECT = re.compile(r"\s+(?:as|from|in|on|at|by|for|to|with|into|after|before|when|because|through|(?:the|his|her|their|its)\s+(?:role|post|position|helm|lead|reins|office)\b)\s*")
_AGREED = re.compile(r"\b(?:agreed|announced|proposed|pending)\b", re.I)
_ANNOUNCED = re.compile(r"\b(?:announc\w+|agree\w*|propos\w+|unveil\w+)\s+(?:on\s+|to\s+)?(?:(?:the|its|a|an)\s+)?$", re.I)
_NEAR = 40
"""Characters before a noun in which it is said that what it tells of was announced."""
_FORMER_PLAN = re.compile(r"\b(?:announced|said|stated|planned|expected|hoped|reported|then|originally|initially|at first|once|previously|earlier|(?:in|since)\s+(?:\w+\s+)?(?:19|20)\d\d)\b[^.;]{0,60}$", re.I)
_NOT_DONE = re.compile(r"\b(?:not|never|no|neither|nor|would|could|may|might|if|should|whether|unless|reportedly|rumou?red|potential|possible|likely|hypothetical|can)\b[^.;,]{0,30}$", re.I)
_DEMONYM = re.compile(r"(?:American|European|French|German|British|Chinese|Indian|Japanese|Korean|Swiss|Dutch|Italian|Spanish|Canadian|Israeli|Swedish|Danish|Norwegian|Finnish|Austrian|Belgian|Polish|Australian|Brazilian|African|Asian|[A-Z]+-based)")
_NO_NAME = re.compile(r"(?:The|This|That|These|An?|Its?|In|On|At|By|As|We|They|He|She|January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|\d+)\b")
_GENERIC = frozenset("CEO CTO CFO COO AI API APIs EU US UK Series Phase Act Leader Time Company Group Board".split())


def acts(report: Report, subjects: Subjects, frames: Frames, readings: Iterable[Reading]) -> Iterator[Event]:
    """Dated acts on named things, from sentences, claims, cover facts and rows with a date."""
    words = tuple(w for f in frames.frames for w in (*f.did, *f.done, *f.will, *f.due, *f.nominal))
    pattern, phrases = _words(words), _phrases(words)
    for reading in readings:
        if _may_hold(reading.words, phrases) and reading.dates and pattern.search(reading.text):
            text = parties.unmarked(reading.text)
            carrier = reading.carrier
            yield from _read(report, subjects, frames, text, reading.dates, (carrier.kind, carrier.id), carrier.place, carrier.section, carrier.passage)
    yield from _rows(report, subjects, frames, pattern)


@lru_cache(maxsize=32)
def _phrases(words: tuple[str, ...]) -> Mapping[str, list[frozenset[str]]] | None:
    """By their first word the words of each, as :attr:`kg.readings.Reading.words` has them; ``None`` where one is of signs alone."""
    found: dict[str, list[frozenset[str]]] = {}
    for cut in (WORDS.findall(w.lower()) for w in words):
        if not cut:
            return None
        found.setdefault(cut[0], []).append(frozenset(cut))
    return found


def _may_hold(words: frozenset[str], phrases: Mapping[str, list[frozenset[str]]] | None) -> bool:
    """Whether all words of one of the phrases are there: a quick look before the pattern is searched for."""
    return phrases is None or any(phrase <= words for first in phrases.keys() & words for phrase in phrases[first])


@lru_cache(maxsize=32)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    body = "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.I, kept=True) if words else re.compile(r"(?!)")


def _rows(report: Report, subjects: Subjects, frames: Frames, pattern: re.Pattern[str]) -> Iterator[Event]:
    for table in report.tables:
        heads = [without_citations(c.text).strip().lower() for c in table.header]
        dated = next((n for n, h in enumerate(heads) if re.match(r"\W*(?:date|year|when|period|time|quarter|month)\b", h)), None)
        if dated is None:
            continue
        for row in table.rows:
            if dated >= len(row):
                continue
            dates = [q for q in quantities.extract(without_citations(row[dated].text)) if q.kind == "date" and q.period is not None]
            if len(dates) != 1:
                continue
            for cell in row:
                text = parties.unmarked(without_citations(cell.text))
                if cell.column - 1 != dated and pattern.search(text):
                    for event in _read(report, subjects, frames, text, [], ("cell", row[0].id), row[0].place, table.section, table.id):
                        yield _dated(event, dates[0])


def _dated(event: Event, date) -> Event:
    return replace(event, period=date.period, date_text=date.text)


def _read(report: Report, subjects: Subjects, frames: Frames, text: str, dates: list, carrier: tuple[str, str], place, section, passage) -> Iterator[Event]:
    told: list[tuple[int, int, Frame, str, str, str]] = []
    for frame in frames.frames:
        for status, words, passive in (("planned", frame.due, True), ("planned", frame.will, False), ("done", frame.nominal, False), ("done", frame.done, True), ("done", frame.did, False)):
            for match in _words(words).finditer(text) if words else ():
                if any(s <= match.start() < e or match.start() <= s < match.end() for s, e, *_ in told):
                    continue
                if _NOT_DONE.search(text[: match.start()]):
                    continue
                if passive and match.group().lower() in frame.did and not _BY.match(text, match.end()) and not _stands_alone(text, match.end(), dates):
                    continue
                told_as = status
                if status == "planned" and _AGREED.search(match.group()):
                    # The date of an agreement is not that of what was agreed.
                    told_as = "announced"
                if words is frame.nominal and _ANNOUNCED.search(text[max(0, match.start() - _NEAR) : match.start()]):
                    told_as = "announced"
                if told_as == "planned" and _FORMER_PLAN.search(text[: match.start()]):
                    continue
                if not passive and match.group()[-3:] not in (" of", "ith") and _NO_OBJECT.match(text, match.end()):
                    continue
                thing = _thing_before(text, match.start(), subjects) if passive else _thing_after(text, match.end(), subjects.main)
                if thing is None:
                    continue
                agent = ""
                if passive and (by := (_SOLD_TO if match.group().lower().endswith("sold") else _BY).match(text, match.end())):
                    found = parties.listed(text, by.end())
                    agent = found.names[0] if found else ""
                elif not passive and status == "done" and frame.agent:
                    before = _agent_before(text, match.start())
                    agent = before or ""
                told.append((match.start(), match.end(), frame, told_as, thing, agent))
    starts = sorted(t[0] for t in told)
    for start, end, frame, status, thing, agent in sorted(told, key=lambda t: t[:2]):
        limit = min([s for s in starts if s > start], default=len(text))
        date = date_of(text, start, end, limit, dates, first=start == starts[0])
        name = subjects.canonical(agent) if agent else ""
        yield Event(
            report=report.id,
            frame=frame.id,
            subject=subject_key(subjects.main),
            subject_name=subjects.main,
            carrier=carrier,
            place=place,
            section=section,
            passage=passage,
            thing=_key(thing, subjects, frames) + _which(text[end : date.start] if date and date.start > end else "", frame) + _edition(thing, date) + _post(text[end:], frame),
            thing_name=thing,
            period=date.period if date else None,
            date_text=date.text if date else "",
            members=(Member(frame.agent, name, frames.key(name), True),) if name and frame.agent else (),
            status=status,
        )


def _key(thing: str, subjects: Subjects, frames: Frames) -> str:
    name = subjects.canonical(thing)
    return frames.key(name) if name[:1].isupper() and not re.search(r"\s[a-z]{3,}", name) else things.key(name)


def _which(between: str, frame: Frame) -> str:
    """Where, for what or by whom: one thing is approved once in each country."""
    before = {"approval": "in|for|by", "ipo": "in|for|by", "launch": "in", "opening": "in"}.get(frame.id)
    match = re.search(rf"\b(?:{before})\s+(?:the\s+)?(?P<name>{parties.NAME})", between) if before else None
    return f" {match['name'].lower()}" if match else ""


def _post(behind: str, frame: Frame) -> str:
    """To which post somebody was appointed: the same person may be appointed to several."""
    posts = offices_named(re.split(r"[;.]", behind, maxsplit=1)[0]) if frame.id == "appointment" else frozenset()
    return f" as {' '.join(sorted(posts))}" if posts else ""


def _edition(thing: str, date) -> str:
    """The year of what comes out every year: "the annual report" is another one each time."""
    again = thing[:1].islower() and things.comes_again(thing)
    return f" {date.period.start.year}" if again and date is not None and date.period.start is not None else ""


def _stands_alone(text: str, position: int, dates: list) -> bool:
    """Whether a verb is followed by a date and nothing that it is done to: "The museum opened in May 2021."."""
    date = next((d for d in dates if re.fullmatch(r"\s+(?:in|on)\s+(?:early\s+|late\s+|mid-?)?", text[position : d.start])), None)
    return date is not None and bool(re.match(r"\s*(?:[,.;)]|$|(?:and|with|after|at|but)\b)", text[date.end :]))


def _thing_after(text: str, position: int, main: str) -> str | None:
    whole = things.WHOLE.match(text, position) if main else None
    if whole is not None:
        return main if things.the_whole(whole) else None
    phrase = things.phrase_after(text, position)
    if phrase is not None:
        return phrase
    while match := _THING.match(text, position):
        if not _DEMONYM.fullmatch(match["name"]):
            return _name(match["name"])
        position = match.end()
    return None


def _thing_before(text: str, position: int, subjects: Subjects) -> str | None:
    before = text[:position].rstrip()
    if subjects.main and (things.OWN.search(before) or (subjects.kinds and re.search(rf"(?:^|[.;:,]\s+)[Tt]he\s+(?:\w+\s+)?(?:{'|'.join(sorted(subjects.kinds))})$", before))):
        return subjects.main
    match = _BEFORE.search(before)
    return things.phrase_before(text, position) or (_name(match["name"]) if match else None)


def _agent_before(text: str, position: int) -> str | None:
    match = re.search(rf"(?P<name>{parties.NAME})(?:\s*\([^()]*\))?,?\s+(?:(?:has|have|had|also|recently|then|later|successfully)\s+)*$", text[:position])
    return _name(match["name"]) if match else None


def _name(words: str) -> str | None:
    plain = re.sub(r"['’]s?$", "", words).strip(" .,")
    while match := _NO_NAME.match(plain):
        plain = plain[match.end() :].strip(" .,")
    return plain if re.search(r"[A-Za-z]{2}", plain) and plain not in _GENERIC and not _DEMONYM.fullmatch(plain) else None


_NEXT_CLAUSE = re.compile(r",\s*(?:and|while|but|whereas)\s+(?:then\s+)?(?:in|on)\s+(?:early\s+|late\s+|mid-?)?$", re.I)


def date_of(text: str, start: int, end: int, limit: int, dates: list, first: bool):
    """The date of an act: behind it in the same clause, or opening the sentence."""
    for date in dates:
        if end <= date.start < limit and not _NEXT_CLAUSE.search(text[end : date.start]) and not re.search(r"[;:]|\.\s|\b(?:which|that|after|before|since|until|and\s+\w+ed)\b|\b(?:by|from|than|as of|to)\s*$", text[end : date.start]) and date.start - end < 90:
            return date
    for date in dates:
        # "… and in 2019 Kestrel acquired": the date opens the clause, only who acts stands in between.
        if date.end <= start and re.search(r"\b(?:[Ii]n|[Oo]n)\s+(?:early\s+|late\s+|mid-?)?$", text[: date.start]) and re.fullmatch(rf",?\s*(?:the\s+)?{parties.NAME}\s+(?:also\s+|then\s+)?", text[date.end : start]):
            return date
    if first:
        for date in dates:
            if date.end <= start and not text[date.end : start].strip():
                return date
            if date.end <= start and re.fullmatch(r"\W*(?:[Ii]n|[Oo]n|[Ll]ate in|[Ee]arly in)?\s*(?:early|late|mid-?)?\s*", text[: date.start]) and start - date.end < 80 and not re.search(r"[;:]|\.\s", text[date.end : start]):
                return date
    return None


def leading_acts(text: str, frames: Frames) -> list[tuple[Frame, str]]:
    """The kinds of events a short entry tells of when it opens with one: "Acquired Acme; launched Bolt"."""
    found = []
    for part in re.split(r";\s*", text.strip()):
        for frame in frames.frames:
            match = _words((*frame.did, *frame.nominal)).match(part) if frame.did or frame.nominal else None
            if match and _thing_after(part, match.end(), ""):
                found.append((frame, part.strip()))
                break
    return found if found and found[0][1] == re.split(r";\s*", text.strip())[0].strip() else []
