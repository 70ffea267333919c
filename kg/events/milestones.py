"""Dated steps of a subject's life, so that two texts that tell one in words of their own can be compared.

Where :mod:`kg.events.happenings` reads which thing an event happened to, this looks at less: which step
it is (``ontology/milestones.ttl``), and which rare words and names stand around its date.  It suits
texts that share a subject and little wording.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg import patterns as re
from kg import periods, resources, skos
from kg.events import kinds, parties
from kg.events.happenings import OTHER_TIME
from kg.model import Place, Precision, Quantity, Report
from kg.quantities import extract
from kg.readings import Reading
from kg.records import record
from kg.samefact import EMPTY, stem

_WORD = re.compile(r"[^\W_][\w’'-]*[\w]|[^\W_]")
_BOUNDARY = re.compile(r"[;]|,?\s+(?:and|but|while|whereas|before|until|when)\s+|,\s")
_AHEAD = re.compile(
    r"\b(?:will|shall|plans?|planned|planning|expected|expects|due|scheduled|to be|is to|are to|set to|should|could|may|might|would|target|aims?|hopes?|forecast)\b[^.;]{0,60}$"
)
_LOOSE = re.compile(
    r"\b(?:not|never|no longer|as of|as at|around|about|circa|before|after|by|until|till|up to|through|from|between|during|early|late|mid|spring|summer|autumn|winter|fall)\b\W*$",
    re.I,
)
# "The company closed 2024 with …": a year is closed, not what is spoken of.
_OF_A_PERIOD = re.compile(r"\b(?:clos|end|finish|start|began|begin|open|complet)\w*\s+(?:the\s+(?:year|season)\s+)?$", re.I)
_ENDS = frozenset(("expiry", "force"))
"""Steps that lie ahead in most texts, however they are told."""
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn winter".split()
)
_WEAK = frozenset(
    map(
        stem,
        "year month day week time first last new old early late company firm group people work works project programme plan report million billion per cent total part number since former current still today two three four five fund funding round series raise raised investor investment invest announce announced press release source website she her his him who where when they them".split(),
    )
)
_NUMBERED = frozenset(
    "phase stage line unit block tranche part version lot series package area zone hall terminal wave round edition".split()
)
_REGIONS = {"american": "@us", "us": "@us", "u.s": "@us", "usa": "@us", "fda": "@us", "european": "@eu", "eu": "@eu", "ema": "@eu", "europe": "@eu", "japanese": "@jp", "japan": "@jp", "british": "@uk", "uk": "@uk", "britain": "@uk", "mhra": "@uk", "chinese": "@cn", "china": "@cn", "canadian": "@ca", "canada": "@ca", "swiss": "@ch", "switzerland": "@ch", "german": "@de", "germany": "@de", "french": "@fr", "france": "@fr", "indian": "@in", "india": "@in", "australian": "@au", "australia": "@au"}  # fmt: skip

_TOLD_BY_WORDS = frozenset(("expiry", "approval", "completion", "degree"))
"""Steps that common nouns suffice to tell apart; the others need a name in common."""

_YEARS = 6
"""Years that two dates of one step may lie apart; what is further away is another step."""

OFTEN = 12
"""Words that stand beside more dates of a step bring no two together."""


@record
class Milestone:
    """A step with its date at one place: ``names`` and ``words`` stand around it, ``marks`` are words with digits."""

    report: str
    step: str
    label: str
    once: bool
    date: Quantity
    names: frozenset[str]
    words: frozenset[str]
    marks: frozenset[str]
    ahead: bool
    kind: str
    id: str
    place: Place
    section: str | None
    passage: str
    text: str


@record
class _Step:
    id: str
    label: str
    once: bool
    since: bool


@cache
def _lexicon() -> Mapping[str, tuple[tuple[tuple[str, ...], _Step], ...]]:
    """The words of all steps by the first of them, each with those that follow it."""
    found: dict[str, list[tuple[tuple[str, ...], _Step]]] = defaultdict(list)
    for subject, has in skos.read(resources.find("ontology/milestones.ttl")).items():
        if "skos:Concept" in has.get("rdf:type", ()):
            step = _Step(
                subject.partition(":")[2],
                has["skos:prefLabel"][0],
                has.get("kg:once") == ["true"],
                has.get("kg:since") == ["true"],
            )
            forms = [f for v in has.get("kg:verb", ()) for f, _ in kinds.inflected(v)]
            forms += [n + end for n in has.get("kg:nominal", ()) for end in ("", "s")]
            for form in forms:
                first, *rest = form.lower().split()
                found[first].append((tuple(rest), step))
    return {word: tuple(rest) for word, rest in found.items()}


@cache
def _step_stems() -> frozenset[str]:
    return frozenset(stem(w) for w in _lexicon()) - {"patent"}


def read(report: Report, readings: Sequence[Reading]) -> list[Milestone]:
    """Every dated step of a report's sentences, labelled lines and rows."""
    found: list[Milestone] = []
    known = _lexicon()
    main = frozenset(_parts(report.subject))
    for reading in readings:
        carrier = reading.carrier
        if not any(map(str.isdigit, carrier.text)):
            continue
        label = carrier.label if carrier.kind == "cover" else ""
        text = parties.unmarked(reading.text)
        found += _of_text(
            report.id,
            text,
            reading.dates,
            label,
            known,
            main,
            carrier.kind,
            carrier.id,
            carrier.place,
            carrier.section,
            carrier.passage,
        )
    return found + list(_rows(report, known, main))


def _rows(report: Report, known: Mapping, main: frozenset[str]) -> Iterator[Milestone]:
    for table in report.tables:
        for row in table.rows:
            dated = (
                [(c, d) for c in row for d in extract(c.text) if d.kind == "date" and d.period is not None]
                if any(map(str.isdigit, "".join(c.text for c in row)))
                else []
            )
            if len(dated) != 1 or len(row) > 4:
                continue
            cell, date = dated[0]
            before = " | ".join(c.text for c in row if c is not cell)
            yield from _of_text(
                report.id, cell.text, [date], before, known, main, "cell", cell.id, cell.place, table.section, table.id
            )


def _of_text(
    report: str,
    text: str,
    dates: Sequence[Quantity],
    label: str,
    known: Mapping,
    main: frozenset[str],
    kind: str,
    id: str,
    place: Place,
    section: str | None,
    passage: str,
) -> Iterator[Milestone]:
    plain = [
        d
        for d in dates
        if d.period is not None
        and d.period.start
        and d.period.end
        and d.period.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR)
    ]
    if not plain or len(dates) > 3 or len(plain) != len(dates):
        return
    for n, date in enumerate(plain):
        clause = _clause(text, plain, n)
        if clause is None or date.approximate:
            continue
        start, end = clause
        before = text[start : date.start]
        steps = list(_steps(f"{label} : {text[start:end]}" if label else text[start:end], known))
        if _OF_A_PERIOD.search(before):
            continue
        since = re.search(r"\bsince\s+$", before, re.I)
        steps = [s for s in steps if s.since == bool(since)]
        if not steps:
            continue
        ends = any(s.id in _ENDS for s in steps)
        if OTHER_TIME.search(text[start:end]) or (
            _LOOSE.search(before)
            and not (ends and re.search(r"\b(?:until|till|to|through|in)\s+$", before))
            and not since
            and not re.search(r"\bdat(?:es|ed|ing) from\s+$", before)
        ):
            continue
        names, words, marks = _tokens(f"{label} | {text[start : date.start]} {text[date.end : end]}", known, main)
        for step in dict.fromkeys(steps):
            yield Milestone(
                report,
                step.id,
                step.label,
                step.once,
                date,
                names,
                words,
                marks,
                step.id not in _ENDS and bool(_AHEAD.search(before)),
                kind,
                id,
                place,
                section,
                passage,
                text[start:end],
            )


def _clause(text: str, dates: Sequence[Quantity], n: int) -> tuple[int, int] | None:
    """The part of a sentence that belongs to one of its dates."""
    start, end = 0, len(text)
    if n:
        marks = list(_BOUNDARY.finditer(text, dates[n - 1].end, dates[n].start))
        if not marks:
            return None
        start = (
            marks[-1].end()
            if len(marks) == 1
            else next((m.end() for m in marks if m.group().strip(" ,") or len(marks) == 1), marks[0].end())
        )
    if n + 1 < len(dates):
        marks = list(_BOUNDARY.finditer(text, dates[n].end, dates[n + 1].start))
        if not marks:
            return None
        end = next((m.start() for m in marks if m.group().strip(" ,")), marks[0].start())
    semi = max(text.rfind(";", start, dates[n].start), text.rfind(". ", start, dates[n].start))
    start = semi + 1 if semi >= 0 else start
    semi = text.find(";", dates[n].end, end)
    return start, semi if semi >= 0 else end


def _steps(text: str, known: Mapping) -> Iterator[_Step]:
    words = [w.lower() for w in _WORD.findall(text)]
    for n, word in enumerate(words):
        for rest, step in known.get(word, ()):
            if tuple(words[n + 1 : n + 1 + len(rest)]) == rest and not (step.id == "degree" and n and words[n - 1] == "honorary"):
                yield step


def _tokens(text: str, known: Mapping, main: frozenset[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names, other telling words and words with digits, as stems; words of a step are left out."""
    names, words, marks = set(), set(), set()
    of_steps = _step_stems()
    inside, previous = False, ""
    for match in _WORD.finditer(text.replace("-", " ")):
        word = re.sub(r"['’]s?$", "", match.group())
        low = word.lower()
        if low in _REGIONS:
            names.add(_REGIONS[low])
        elif any(map(str.isdigit, word)):
            if previous[:1].isupper() or previous.lower() in _NUMBERED or word[0].isalpha():
                marks.add(f"{stem(previous)} {low}")
        elif (
            low not in EMPTY
            and low not in _MONTHS
            and len(low) > 2
            and (one := stem(low)) not in _WEAK
            and low not in main
            and one not in of_steps
        ):
            (names if word[0].isupper() and inside else words).add(one)
        previous = word
        inside = not text[match.end() : match.end() + 2].startswith((".", "|", ":", " |"))
    if "united" in {w.lower() for w in _WORD.findall(text)} and re.search(r"\bUnited States\b", text):
        names -= {stem("united"), stem("states")}
        words -= {stem("united"), stem("states")}
        names.add("@us")
    return frozenset(names), frozenset(words), frozenset(marks)


_OPENS = re.compile(rf"\W*(?P<name>{parties.NAME})")


def opening_name(report: Report) -> str:
    """The name of two or more words that opens the first sentence of a text without a known subject."""
    first = next((s.text for p in report.passages for s in p.sentences), "")
    found = _OPENS.match(first)
    return found["name"] if found and " " in found["name"] else ""


def _parts(name: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(name.replace("-", " "))]


def own_words(subjects: Iterable[str]) -> frozenset[str]:
    """The stems of the words that subjects are called by."""
    return frozenset(stem(w) for name in subjects for w in _parts(name))


def tokens(one: Milestone) -> tuple[str, ...]:
    """The words that bring a step together with others of its kind."""
    return (*one.names, *one.words, *(("",) if one.once else ()))


def pairs(
    told: Sequence[Milestone],
    subjects: Mapping[str, str],
    own: Iterable[str] | None = None,
    rare: Container[tuple[str, str]] | None = None,
) -> list[tuple[int, int]]:
    """Which steps of two texts are one and dated apart; what one text dates as the other does at another place is left out.

    ``subjects`` says by report what it is about, or an empty text.  The words of a subject tell no two
    of its steps apart.  Where ``told`` are not all steps there are, ``own`` are the words of all
    subjects, and ``rare`` holds step and word of those that stand beside no more than ``OFTEN`` dates.
    """
    own = own_words(subjects.values()) if own is None else frozenset(own)
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(told):
        for token in tokens(one):
            if token not in own and (rare is None or (one.step, token) in rare):
                index[one.step, token].append(n)
    same: dict[int, set[int]] = defaultdict(set)
    for key in sorted(index):
        if len(index[key]) <= OFTEN:
            for i, n in enumerate(index[key]):
                for k in index[key][i + 1 :]:
                    a, b = told[n], told[k]
                    if (
                        k not in same[n]
                        and a.report != b.report
                        and alike(a, b, subjects[a.report] == subjects[b.report] != "", own)
                    ):
                        same[n].add(k)
                        same[k].add(n)
    agreed = {(n, told[k].report) for n, ks in same.items() for k in ks if _agree(told[n], told[k])}

    def open_to(n: int, report: str) -> list[int]:
        return [k for k in sorted(same[n]) if told[k].report == report and (k, told[n].report) not in agreed]

    found = []
    for n in sorted(same):
        for report in sorted({told[k].report for k in same[n]}):
            rest = open_to(n, report) if (n, report) not in agreed else []
            if len(rest) == 1 and n < rest[0] and open_to(rest[0], told[n].report) == [n]:
                found.append((n, rest[0]))
    return found


def _agree(a: Milestone, b: Milestone) -> bool:
    return periods.overlap(a.date.period, b.date.period)


def alike(a: Milestone, b: Milestone, one_subject: bool, own: frozenset[str] = frozenset()) -> bool:
    """Whether two dated steps are told so much alike that they are one."""
    if (
        a.step != b.step
        or a.ahead != b.ahead
        or (a.marks and b.marks and a.marks != b.marks)
        or (a.marks != b.marks and not (a.names & b.names))
    ):
        return False
    if abs(a.date.period.start.year - b.date.period.start.year) > _YEARS:
        return False
    regions = [{t for t in one.names if t[0] == "@"} for one in (a, b)]
    if all(regions) and regions[0] != regions[1]:
        return False
    if a.once and one_subject:
        return True
    # A name that opens a sentence looks like any other word there.
    names = ((a.names & (b.names | b.words)) | (b.names & a.words)) - own
    words = ((a.names | a.words) & (b.names | b.words)) - names - own
    if not names and a.step not in _TOLD_BY_WORDS:
        return False
    least = min(len((one.names | one.words) - own) for one in (a, b))
    score = 2 * len(names) + len(words)
    return score >= (2 if one_subject else 4) and 3 * score >= least
