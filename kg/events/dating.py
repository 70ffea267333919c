"""Every written date with the words that say what it is of, and the parts of it that are written."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from kg import patterns as re
from kg import periods
from kg.events import kinds
from kg.events.clauses import BREAK, HEADS_LINE, MARKS_BEFORE, RELATIVE, around
from kg.model import Place, Precision, Quantity, Report
from kg.prose import without_citations
from kg.quantities import extract
from kg.readings import Reading, span_place
from kg.records import record
from kg.retold import MONTHS, root
from kg.retold.words import TOKEN, apart

_MONTHS = tuple(n for n in calendar.month_name if n)
_NAMES = "|".join(_MONTHS)
_HAS_MONTH = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d-\d\d-\d|\d\.\d\d?\.\d")
_HAS_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_FINE = (Precision.DAY, Precision.MONTH)
_MONTH_NAMES = frozenset(name + mark for name in _MONTHS for mark in ("", ",", ".", ";", ":", ")"))
_MOST = 8
"""Dates of a sentence beyond which it is a list."""
_FEW = 3
"""Years of a sentence that names no happening beyond which it is a series."""
_SEASON = re.compile(r"(?:the\s)?(?:spring|summer|autumn|fall|winter)\s(?:of\s)?(?P<year>\d{4})$", re.I)
_WIDE = 12
"""Cells beyond which a row is one of a matrix."""
_LONG = 90
"""Words of a sentence beyond which it tells too much to be compared."""

_NUMBER = {n.lower(): k for k, n in enumerate(calendar.month_name) if n}
_BARE_DAY = re.compile(rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_NAMES})|(?P<m2>{_NAMES})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?!\s*+(?:,\s*+)?(?:19|20)\d\d\b)")
_BARE_MONTH = re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Nn]ext|[Ff]rom|[Uu]ntil|early|late|mid|of)\s+(?P<m>{_NAMES})\b(?!\s*+(?:,\s*+)?\d)")
# "November 2024: first trams of 40 m": of a happening, whatever it measures
_FIRST_OF = re.compile(HEADS_LINE.pattern + r"[Ff]irst\s(?!half|quarter|(?:three|six|nine)\s)")
_HEAD_NOUN = re.compile(r"(?:[\w’'-]+\s){0,4}[\w’'-]+$")
_SOFT = re.compile(r",\s|\s(?:and|or|to|until|till|against|than|versus|vs\.?)\s|\s?[–-]\s?")
SKIPPED = re.compile(r"\b(?:before|after|than|not|never|prior to|later than|earlier than|as of|as at)\s+(?:the\s+)?(?:end\s+of\s+|early\s+|late\s+|mid-?)?$", re.I)
# "20–23 June", "17 and 28 March": the last of several days
_DAYS = re.compile(r"\b\d{1,2}\s?(?:[–-]|to|and|&|or|,)\s?$")
# Who has been chief executive since 2018, became it in 2018.
_TENURE = re.compile(r"\b(?:since|became|becomes|took over|took office|appointed|elected|named|promoted)\b", re.I)
_POSTS = frozenset("ceo cfo cto coo executive chair chairman chairwoman chairperson president treasurer mayor rector dean provost curator conductor coach captain director manager secretary minister head editor".split())
_NOUN_OF = re.compile(r"([a-z]{4,})\s+of\s+$")
_START = re.compile(r"\b(?:from|between|since)\s+(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?$", re.I)
_END = re.compile(r"\b(?:until|till|to|through|by)\s+(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?$|[–-]\s?$", re.I)
AHEAD = re.compile(r"\b(?:will|shall|plan(?:s|ned)?|expect(?:s|ed)?|due|scheduled|is to|are to|to be|should|aims?|targets?|forecast|hopes?|proposed)\b", re.I)
OTHER_TIME = re.compile(
    r"\b(?:not|never|without|avoid\w*|originally|initially|at first|postponed|delayed(?!-)|slipped|pushed back|brought forward|instead of|rather than|no longer|reportedly|rumou?red"
    r"|had been (?:due|planned|scheduled|expected|set)|(?:was|were) (?:due|planned|scheduled|expected|set|supposed|meant|to have)|formerly|previously|earlier|temporarily|extended|prolonged)\b",
    re.I,
)
_ONE_MORE = re.compile(r"\b(?:another|next|second)\b", re.I)
# "for homes that may not burn coal" denies nothing of the date.
_DENIED_OF_OTHERS = re.compile(r"\s(?:that|which|who)\s(?:may|do|does|can|could|must)\s(?:not|never)\b")
_BEGINS = frozenset("start begin began begun begins starts started beginning launch launched opens open opened opening inaugurated first".split())
_ENDS = frozenset("end ends ended finish finished complete completed completion close closed closes closing closure expire expires last final".split())
_EMPTY = frozenset(map(root, "year years month months day days week weeks date time early late mid end start since spring summer autumn winter quarter between within how who whom whose when where some many much again one two three four five six seven eight nine ten million billion thousand percent cent next only just still even our we my went go goes come comes came made make makes took take takes put puts set sets gave give gives read held hold holds".split())) | {""}
# "the Monday after the fire, 5 August" is no day of the fire; "since the founding in 2016" is that of the founding.
_AFTER_WHAT = re.compile(r"\b(?:after|before|following)\s+(?:the|its|their|his|her)\s+[a-z]+\b(?!,?\s+(?:in|on|of|at)\b)")
_PRONOUN = re.compile(r"\W*(?:It|They|She|He|Its|Their|Both|This|These)\b")
_OPENING = 60
"""Characters of a sentence in which the names stand that the next one's pronoun may be of."""
_OPENING_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+")
PUBLISHED_WORDS = "published publication issue issued dated report"
"""Words that hold for the date at the top of a text."""
_TOP = 8
"""Lines in which a text says when it was published."""
_HEADS = frozenset("date when year month period time day dates".split())


class When(NamedTuple):
    """The parts of a date that are written; ``None`` for what is not."""

    year: int | None
    month: int | None
    day: int | None

    def differs(self, other: When) -> tuple[str, ...]:
        """The parts that both give and that differ."""
        return tuple(n for n in self._fields if None not in (x := getattr(self, n), y := getattr(other, n)) and x != y)

    def shares(self, other: When) -> tuple[str, ...]:
        """The parts that both give alike."""
        return tuple(n for n in self._fields if (x := getattr(self, n)) is not None and x == getattr(other, n))

    @property
    def fine(self) -> int:
        """How many parts are written."""
        return sum(part is not None for part in self)


_NONE = When(None, None, None)


@record
class Dated:
    """A date with the words around it.

    ``kind`` and ``id`` name the sentence, heading or cell; ``capitals`` are the words written with one,
    ``names`` those of them that do not open the text; ``unit`` is its place among them, ``edge``
    whether it begins or ends something; ``figured`` that a figure is of this date.
    """

    text: str
    when: When
    kind: str
    id: str
    place: Place
    unit: int
    passage: str
    section: str
    item: bool
    near: frozenset[str]
    wide: frozenset[str]
    names: frozenset[str]
    capitals: frozenset[str]
    apart: frozenset[tuple[int, str]]
    steps: frozenset[str]
    marks: frozenset[str]
    edge: str
    ahead: bool
    figured: bool
    label: bool
    values: frozenset[tuple]
    """The figures of its text, by kind and value."""
    noun: str
    """The root of the noun that the date is said to be of: "the strategy of November 2018"."""
    told: bool
    """Whether something is said to be of this date, and not of another one."""
    called: frozenset[str] = frozenset()
    """The names of what is told of as one more: "a second hall, in Lund, was built in 1990"."""
    beside: tuple[When | None, When | None] = (None, None)
    """The dates told just before and just after."""
    clause: str = ""
    """The words about the date, up to the dates beside it, with :data:`HOLE` in its place."""
    lead: str = ""
    """Words that hold for all of its text: a label, a row, the name that a pronoun may stand for."""
    asked: str = ""
    """The question that its sentence answers."""
    borrowed: frozenset[str] = frozenset()
    """The roots of names of the sentence before, one of which its pronoun may stand for."""
    bare: bool = False
    """Whether it is a year or a season beside which no known step is told; only :mod:`kg.events.echoes` looks at these."""


class _Unit(NamedTuple):
    """A text with its dates: ``lead`` are words that hold for all of it (a label, a row, a column)."""

    text: str
    lead: str
    dates: list[tuple[int, int, When]]
    figured: frozenset[int]
    kind: str
    id: str
    place: Place
    passage: str
    section: str
    item: bool
    spans: Reading | None
    label: bool
    pronoun: bool = False
    values: frozenset[tuple] = frozenset()
    asked: str = ""
    steady: bool = True


def dated(report: Report, readings: Sequence[Reading]) -> list[Dated]:
    """Every date of sentences, labelled lines, headings and cells that one thing may have."""
    found: list[Dated] = []
    own = frozenset(map(root, TOKEN.findall(report.subject or "")))
    for n, unit in enumerate([*_sentences(report, readings), *_lines(report), *_cells(report)]):
        found += _slots(unit, n, own)
    told = [one for one in found if not one.bare]
    return [replace(one, beside=(_beside(told, n, -1), _beside(told, n, 1))) for n, one in enumerate(told)] + [one for one in found if one.bare]


def _beside(found: Sequence[Dated], n: int, step: int) -> When | None:
    """The date before or after one, in its sentence or in the one next to it."""
    k = n + step
    if not 0 <= k < len(found) or found[k].section != found[n].section or abs(found[k].unit - found[n].unit) > 1:
        return None
    return found[k].when if found[k].when.fine > 1 else None


def _question(last: Reading | None, reading: Reading, titles: dict[str, str]) -> str:
    """The question that a sentence answers: the sentence before it, or the heading it is the first under."""
    here = reading.carrier
    if last is not None and here.passage and last.carrier.passage == here.passage:
        return last.text if last.text.rstrip(" *_").endswith("?") else ""
    first = last is None or last.carrier.section != here.section
    return titles.get(here.section or "", "") if first and here.kind == "sentence" else ""


def _sentences(report: Report, readings: Sequence[Reading]) -> Iterator[_Unit]:
    titles = {s.id: s.title for s in report.sections if s.title.rstrip().endswith("?")}
    before: Reading | None = None
    for reading in readings:
        text, carrier, last = reading.text, reading.carrier, before
        before = reading
        asked = _question(last, reading, titles)
        named = any(d.period.precision in _FINE for d in reading.dates) or not _MONTH_NAMES.isdisjoint(text.split())
        steady = named or bool(reading.dates and _HAS_YEAR.search(text) and _tells(text))
        if not steady and not (reading.dates and len(reading.dates) <= _FEW and _HAS_YEAR.search(text) and _echoes(f"{text} {asked}")):
            continue
        dates = _written(text, reading.dates) if named or len(reading.dates) <= _MOST else []
        if not dates or len(dates) > _MOST or len(text.split()) > _LONG:
            continue
        lead = carrier.label if carrier.kind == "cover" else reading.key[0] if reading.key is not None else ""
        label = bool(lead)
        if last is not None and carrier.passage and last.carrier.passage == carrier.passage and _PRONOUN.match(text):
            opening = last.text[: _OPENING + len(last.text[_OPENING:].split(" ", 1)[0])]
            lead = " ".join(m.group() for m in _OPENING_NAME.finditer(opening) if m.group().lower() not in MONTHS)
        byline = not text.rstrip(" *_").endswith((".", "!", "?")) or len(text.split()) < 6
        if carrier.place.line <= _TOP and len(dates) == 1 and len(text) < 160 and not label and byline:
            lead = PUBLISHED_WORDS
        figured = _figured(reading)
        pronoun = lead not in ("", PUBLISHED_WORDS) and not label
        yield _Unit(text, lead, dates, figured, carrier.kind, carrier.id, carrier.place, carrier.passage, carrier.section or "", carrier.item, reading, label, pronoun, _values(reading.figures), asked, steady)


def _values(found: Iterable[Quantity]) -> frozenset[tuple]:
    """The figures that say something by themselves: of two digits or more."""
    return frozenset((q.kind, q.low) for q in found if q.low is not None and q.kind not in ("date", "ordinal") and len(q.low.normalize().as_tuple().digits) > 1)


def _figured(reading: Reading) -> frozenset[int]:
    """Where the dates of figures begin: they date a value, and nothing that happened."""
    figures = [f for f in reading.figures if f.kind not in ("duration", "ordinal")]
    if not figures:
        return frozenset()
    dates = periods.assign(reading.text, figures, reading.dates).values()
    return frozenset(d.start for d in dates if not reading.text[: d.start].endswith(" of "))


def _lines(report: Report) -> Iterator[_Unit]:
    """Lines that are no sentences: set off by themselves, or entries of a list of sources."""
    lines = {d.path: d.text.splitlines() for d in report.documents}
    for passage in report.passages:
        if passage.kind in ("label", "caption") and _HAS_MONTH.search(passage.text) and (dates := _written(passage.text, extract(passage.text))):
            lead = PUBLISHED_WORDS if passage.place.line <= _TOP else ""
            yield _Unit(passage.text, lead, dates, frozenset(), "passage", passage.id, passage.place, passage.id, passage.section or "", False, None, False)
    for source in report.sources:
        own = lines.get(source.place.path, [])
        text = without_citations(" ".join(own[source.place.line - 1 : source.place.end_line]))
        found = extract(text) if len(text) < 400 and _HAS_MONTH.search(text) else []
        if dates := _written(text, found):
            yield _Unit(text, "", dates, frozenset(), "source", source.id, source.place, source.id, "", True, None, False, False, _values(found))


def _cells(report: Report) -> Iterator[_Unit]:
    for table in report.tables:
        heads = [without_citations(c.text).strip(" *_") for c in table.header]
        for row in table.rows:
            texts = [c.text for c in row] if len(row) <= _WIDE else []
            line = " ".join(texts)
            told = _HAS_YEAR.search(line) is not None and _tells(line)
            if not (_HAS_MONTH.search(line) or told):
                continue
            texts = [without_citations(t) for t in texts]
            for n, cell in enumerate(row):
                dates = _written(texts[n], extract(texts[n])) if _HAS_MONTH.search(texts[n]) or told else []
                if not dates or len(dates) > 3 or len(texts[n].split()) > _LONG or (n < len(heads) and heads.count(heads[n]) > 1):
                    continue  # of two columns with one name each is of something else
                others = " | ".join(t for k, t in enumerate(texts) if k != n and len(t) < 160)
                head = heads[n] if n < len(heads) and heads[n].lower() not in _HEADS else ""
                yield _Unit(texts[n], f"{head} | {others}", dates, frozenset(), "cell", cell.id, cell.place, f"{table.id} {cell.row}", table.section or "", False, None, True)


def _written(text: str, found: Iterable[Quantity]) -> list[tuple[int, int, When]]:
    """The dates of a text, those without their year among them, in order; of longer periods only where they stand."""
    dates = []
    for q in found:
        if q.kind != "date" or q.period is None or q.period.start is None or q.approximate or "/" in q.text:
            continue
        start, fine = q.period.start, q.period.precision
        if fine is Precision.YEAR and q.text.isdigit():
            dates.append((q.start, q.end, When(start.year, None, None)))
        elif fine in _FINE:
            dates.append((q.start, q.end, When(start.year, start.month, start.day if fine is Precision.DAY else None)))
        else:
            dates.append((q.start, q.end, _NONE))
    for match in (*_BARE_DAY.finditer(text), *_BARE_MONTH.finditer(text)) if _HAS_MONTH.search(text) else ():
        groups = match.groupdict()
        start = match.start("m") if "d" not in groups else match.start()
        if not any(s < match.end() and start < e for s, e, _ in dates):
            day = groups.get("d") or groups.get("d2")
            dates.append((start, match.end(), When(None, _NUMBER[(groups["m"] or groups["m2"]).lower()], int(day) if day else None)))
    return sorted(dates, key=lambda d: d[0]) if any(d[2] is not _NONE or _SEASON.match(text[d[0] : d[1]]) for d in dates) else []


def _slots(unit: _Unit, n: int, own: frozenset[str]) -> Iterator[Dated]:
    text = unit.text
    blank = list(text)
    for s, e, _ in unit.dates:
        blank[s:e] = " " * (e - s)
    undated = _AFTER_WHAT.sub(lambda m: " " * len(m.group()), "".join(blank))
    words = [(m.start(), m.group()) for m in TOKEN.finditer(undated) if m.group().lower() not in MONTHS]
    lead = [m.group() for m in TOKEN.finditer(unit.lead)]
    given = frozenset(r for w in lead if len(w) > 1 and w.lower() not in MONTHS and (r := root(w)) not in _EMPTY)
    named = frozenset(root(w) for part in unit.lead.split("|") for w in part.split()[not unit.pronoun :] if w[0].isupper() and w.isalpha()) - {""}
    wide = given | frozenset(r for _, w in words if len(w) > 1 and (r := root(w)) not in _EMPTY)
    given_steps = frozenset(_steps([w.lower() for w in lead])) if unit.lead != PUBLISHED_WORDS else frozenset()
    for k, (s, e, when) in enumerate(unit.dates):
        season = _SEASON.match(text[s:e]) if when is _NONE else None
        if (when is _NONE and season is None) or _DAYS.search(text[max(0, s - 8) : s]):
            continue
        first, last = _clause(text, unit.dates, k)
        more = _ONE_MORE.search(text, first, last)
        called = frozenset(root(w) for at, w in words if more and more.end() <= at < s and first <= at and w[0].isupper())
        told = not SKIPPED.search(text[max(0, s - 30) : s]) and not OTHER_TIME.search(_DENIED_OF_OTHERS.sub(" ", text[first:last])) and (more is None or bool(called))
        inside = [(at, w) for at, w in words if first <= at < last]
        before = text[max(0, s - 30) : s]
        lows = {w.lower() for _, w in inside} | {w.lower() for w in lead}
        steps = frozenset(_steps([w.lower() for _, w in inside])) | given_steps
        posts = lows & _POSTS
        if posts and _TENURE.search(text[first:last]):
            steps |= {f"tenure of {root(post)}" for post in posts}
        bare = when.month is None and (not steps or not unit.steady)
        begins = bool(_START.search(before))
        ends = bool(_END.search(before)) or (k > 0 and before.endswith(" and ") and _START.search(text[: unit.dates[k - 1][0]]) is not None)
        edge = "start" if begins or (not ends and lows & _BEGINS and not lows & _ENDS) else "end" if ends or (lows & _ENDS and not lows & _BEGINS) else ""
        yield Dated(
            text[s:e],
            when if season is None else When(int(season["year"]), None, None),
            unit.kind,
            unit.id,
            span_place(unit.spans.carrier, s, e) if unit.spans is not None else unit.place,
            n,
            unit.passage,
            unit.section,
            unit.item,
            (frozenset(r for _, w in inside if len(w) > 1 and (r := root(w)) not in _EMPTY) | given) - own,
            wide,
            frozenset(root(w) for at, w in inside if w[0].isupper() and not text[at + len(w) : at + len(w) + 2].strip().isdigit() and not _opens(text, at)) | named,
            frozenset(root(w) for w in (*(w for _, w in inside), *lead) if w[0].isupper()),
            apart([*(w.lower() for _, w in inside), *(w.lower() for w in lead)]),
            steps,
            frozenset(m.group().lower() for m in _MARK.finditer(f"{undated[first:last]} | {unit.lead}")),
            edge,
            bool(AHEAD.search(text[first:last]) or AHEAD.search(unit.lead)),
            s in unit.figured and not (steps or ((begins or ends or _FIRST_OF.match(text, e)) and when.fine > 1)),
            unit.label,
            unit.values,
            root(found[1]) if (found := _NOUN_OF.search(before)) else "",
            told,
            called,
            clause=around(text, unit.dates, k),
            lead="" if unit.lead == PUBLISHED_WORDS or unit.pronoun else unit.lead,
            borrowed=given - frozenset(root(w) for _, w in words) if unit.pronoun else frozenset(),
            asked=unit.asked,
            bare=bare or season is not None,
        )


_MARK = re.compile(r"\b(?:[A-Z][a-z]+|phase|stage|unit|line|block|tranche|part|lot|package|zone|hall|terminal|wave|round|edition|series|cohort|module|volume|issue)\s(?:\d{1,2}|[A-Z]|I{1,3}|IV|VI?)\b(?![\w’'.,]*\d)")


def _opens(text: str, at: int) -> bool:
    before = text[:at].rstrip(" *_\"“(#>•–-")
    return not before or before[-1] in ".:!?;|"


def _clause(text: str, dates: Sequence[tuple[int, int, When]], k: int) -> tuple[int, int]:
    """Where the words about a date begin and end: its clause, up to the dates beside it."""
    s, e, _ = dates[k]
    if (heads := HEADS_LINE.match(text, e)) and not text[:s].strip(MARKS_BEFORE):
        e = heads.end()  # "May 2019: the mill closes": what happened then follows the mark
    breaks = list(BREAK.finditer(text, 0, s))
    if breaks and RELATIVE.fullmatch(breaks[-1].group()):
        # "The county council, which adopted it in March": the words before say what is spoken of
        head = _HEAD_NOUN.search(text[: breaks[-1].start()])
        first = max(head.start() if head else 0, breaks[-2].end() if len(breaks) > 1 else 0)
    else:
        first = breaks[-1].end() if breaks else 0
    following = BREAK.search(text, e)
    last = following.start() if following else len(text)
    if k and dates[k - 1][1] > first:
        cut = _SOFT.search(text, dates[k - 1][1], s)
        first = cut.end() if cut else dates[k - 1][1]
    if k + 1 < len(dates) and dates[k + 1][0] < last:
        cut = _SOFT.search(text, e, dates[k + 1][0])
        last = cut.start() if cut else dates[k + 1][0]
    return first, last


@cache
def _telling() -> frozenset[str]:
    """The first words of everything that tells of a happening with a date of its own."""
    return frozenset(w for w, forms in kinds.load().words.items() if any(not f.kind.repeats for f in forms))


@cache
def _echoing() -> frozenset[str]:
    """The first words of everything that tells of a happening, an aim or a term."""
    return frozenset(kinds.load().words) | frozenset("first target targets goal goals aim aims aimed ambition objective pledge pledged want wants hope hopes plan plans intend intends committed promised contract lease licence license mandate concession permit term since".split())


def _echoes(text: str) -> bool:
    return not _echoing().isdisjoint(text.lower().replace(",", " ").replace(".", " ").replace("*", " ").split())


def _tells(text: str) -> bool:
    """Whether a text has a word that tells of a happening."""
    words = text.lower().replace(",", " ").replace(".", " ").split()
    return not _telling().isdisjoint(words) or not _POSTS.isdisjoint(words)


def _steps(lows: Sequence[str]) -> Iterator[str]:
    """The kinds of happenings, of those with a date of their own, that some lower-case words tell of."""
    known = kinds.load()
    for n, low in enumerate(lows):
        for word in known.words.get(low, ()) or known.words.get(low.removeprefix("re"), ()):
            if tuple(lows[n + 1 : n + 1 + len(word.rest)]) == word.rest and not word.kind.repeats:
                yield word.kind.id
        for rest, kind in _heading_words().get(low, ()):
            if tuple(lows[n + 1 : n + 1 + len(rest)]) == rest:
                yield kind


@cache
def _heading_words() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Headings of several words ("in force") by the first of them, with those that follow and the kind."""
    found: dict[str, list] = {}
    for heading, kind in kinds.load().headings.items():
        first, *rest = heading.split()
        if rest and not kind.repeats:
            found.setdefault(first, []).append((tuple(rest), kind.id))
    return {first: tuple(rest) for first, rest in found.items()}
