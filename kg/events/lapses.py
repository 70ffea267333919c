"""Times that are said to lie between two dates: "fifteen months later", "from May 2019 to June 2021, 25 months".

Which dates are meant is settled from near to far: the other date of the sentence, the date of the
event that the words behind "after" name, the date told just before.  A span that fits any date it
may be counted from is taken to be counted from that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg import patterns as re
from kg.events import lasting, spanned
from kg.events.marks import Mark, marks_of, own_day, ranges
from kg.events.spans import Lapse, compound, fits
from kg.model import Period, Precision, Quantity, Report
from kg.quantities import extract
from kg.readings import Reading
from kg.samefact import stems

__all__ = ["Lapse", "Mark", "fits", "lapses"]

_UNITS = frozenset(("day", "week", "month", "year"))
_HAS_SPAN = re.compile(r"\b(?:day|week|month|year)s?\b")

# What follows a span and says where it is counted from.
_DOES = re.compile(r"(?:it|they|he|she)\s+[a-z]+(?:ed|t|n|ew|an|ame|ook)\b", re.I)
"""What somebody did; a date in a sentence before it is of that only where it is told there too."""
_ON = re.compile(r"\s+(?:later|on|afterwards|thereafter|further on)\b(?!\s+(?:the|an?|average|[a-z]+ing)\b)", re.I)
_BACK = re.compile(r"\s+(?:earlier|previously|beforehand)\b", re.I)
_FROM = re.compile(r"\s+(?P<word>after|before|from|following|prior to|ahead of)\s+(?!(?:it|they|he|she|this|there)\s+(?:is|was|were|had|has|have|stood|came)\b|that\s+(?:of|for)\b)", re.I)
# What stands between a range of dates and its length, on either side.
_BESIDE = re.compile(
    r"\W*(?:(?:for|a|an|in|all|that|is|i\.e\.|or|of|lasting|lasted|took|thus|namely|together|altogether|a total|some|period|not|quite|just|over|under|nearly|almost|about|exactly|ran)\W+)*",
    re.I,
)
_LENGTH_AFTER = re.compile(
    r"\W*(?:in (?:all|total)|altogether|long|overall)?\W*(?:$|[;.)–—]|and\b|during\b|in which\b|which\b|for\b)", re.I
)
_LENGTH_BEFORE = re.compile(
    r"[\s,:(–—]*(?:(?:long|in all|period|programme|program|project|plan|term|tenure|run|campaign|study|season|contract|mandate)\W+)?(?:of\s+)?(?:that\s+(?:ran|runs|lasted)\s+)?(?:from|between|\()?\s*",
    re.I,
)

# "Over twenty-two years, from 1994 to 2016"
_RANGE_NEXT = re.compile(r",?\s+from\s+(?:(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:19|20)\d\d|\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+\s\d{1,2})\s+(?:to|until)\s")
_NOW = re.compile(r"\b(?:we (?:have|are)|now|today|still|has|have|is|are)\b", re.I)
_THIS_TEXT = re.compile(
    r"^this\s+(?:article|report|memo|note|paper|review|profile|briefing|piece|study|document|update|was written|went to press)",
    re.I,
)
_BEFORE_IT = re.compile(r"^(?:that|this|then|it|its|the (?:same|latter|former))\b", re.I)
_LOOSE = re.compile(
    r"(?:about|around|roughly|some|approximately|nearly|almost|circa|over|more than|less than|under|up to|at least|at most|not quite|just|barely|within|every|each|per|by|for|next|last|past|first|within the|the next|the last|the past|the first|a further|another|every other)\s*$",
    re.I,
)
_LINK_END = re.compile(r"[,;.:()–—]|\b(?:and|but|which|who|that|while|when|with|was|were|is|are|had|has|have|to|in|on|at|by)\b")
# "Born in 1950, she left at nineteen. Three years later …": what a sentence tells last has another date than its own.
_UNDATED_LAST = re.compile(
    r"^\W*(?:Born|Raised|Educated|Trained|Founded|Established|Built|Conceived|Created)\b|\b(?:aged?|at)\s+(?:the age of\s+)?(?:\d\d?|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?|ten|eleven|twelve)\b",
    re.I,
)
_PARAGRAPH = 12
"""Sentences of its own paragraph that a time may be counted from."""

_NO_EVENT = frozenset("date time day end year month first last new own start close begin launch open signing".split())


def lapses(report: Report, readings: Sequence[Reading], as_of: date | None) -> list[Lapse]:
    """Every stated span whose two dates are known, in the order of the text."""
    reader = _Reader(report, readings, as_of)
    found = list(reader.read())
    taken = {(id(lapse.reading), lapse.span.start) for lapse in found}
    found += [one for one in lasting.said(readings, reader.as_of, reader.years) if (id(one.reading), one.span.start) not in taken]
    taken = {(id(lapse.reading), lapse.span.start) for lapse in found}
    return [*found, *(one for one in spanned.spanned(report, readings) if (id(one.reading), one.span.start) not in taken)]


def _years(readings: Sequence[Reading], as_of: date | None) -> Iterator[int | None]:
    """By reading: the year of days that give none, which is that of the date told last."""
    year = as_of.year if as_of is not None else None
    for reading in readings:
        if any(map(str.isdigit, reading.text)) and (dates := [d for d in reading.dates if d.period.start is not None]):
            yield dates[0].period.start.year
            year = dates[-1].period.start.year
        else:
            yield year


class _Reader:
    def __init__(self, report: Report, readings: Sequence[Reading], as_of: date | None):
        self.report, self.readings, self.as_of = report, readings, as_of or own_day(report)
        self.marked: dict[int, list[tuple[int, int, Mark]]] = {}
        self.meant: tuple[int, frozenset[str], list[Mark]] = (-1, frozenset(), [])
        self.years = list(_years(readings, self.as_of))
        self._named: dict[str, list[tuple[frozenset[str], Mark]]] | None = None

    def read(self) -> Iterator[Lapse]:
        for n, reading in enumerate(self.readings):
            if reading.carrier.kind == "cover" or not _HAS_SPAN.search(reading.text):
                continue
            for span in reading.quantities:
                if (
                    span.kind == "duration"
                    and span.unit in _UNITS
                    and span.low
                    and not span.bound
                    and not span.approximate
                    and not compound(reading.text, span)
                    and (not _LOOSE.search(reading.text[: span.start]) or _RANGE_NEXT.match(reading.text[span.end :]))
                ):
                    yield from self._span(n, reading, span)

    # ----------------------------------------------------------------------- the dates

    def marks(self, n: int) -> list[tuple[int, int, Mark]]:
        """The dates of a reading with their offsets; a day without its year takes that of a date beside it."""
        if n not in self.marked:
            self.marked[n] = list(marks_of(self.readings[n], self.years[n]))
        return self.marked[n]

    def _before(self, n: int, sentences: int) -> list[Mark]:
        """Dates of the paragraph so far, the nearest first, and of so many sentences before when they belong to another one."""
        found: list[Mark] = []
        here = self.readings[n].carrier
        for k in range(n - 1, max(-1, n - 1 - _PARAGRAPH), -1):
            carrier = self.readings[k].carrier
            if (
                carrier.kind != here.kind
                or carrier.section != here.section
                or (n - k > sentences and carrier.passage != here.passage)
            ):
                break
            found += [m for _, _, m in reversed(self.marks(k))]
        return found

    # ----------------------------------------------------------------------- the ways of saying it

    def _span(self, n: int, reading: Reading, span: Quantity) -> Iterator[Lapse]:
        text, marks = reading.text, self.marks(n)
        tail = text[span.end :]
        if _ON.match(tail) or _BACK.match(tail):
            yield from self._counted_on(n, reading, span, bool(_BACK.match(tail)))
        elif found := _FROM.match(tail):
            beside = list(_beside(reading, span, marks)) if found["word"].lower() == "from" else []
            yield from beside or self._counted_from(n, reading, span, found)
        else:
            yield from _beside(reading, span, marks)

    def _counted_on(self, n: int, reading: Reading, span: Quantity, back: bool) -> Iterator[Lapse]:
        """ "Fifteen months later": from what was told before to the date beside it."""
        marks = self.marks(n)
        after = [m for s, _, m in marks if s > span.end and s - span.end < 60 and ";" not in reading.text[span.end : s]]
        ahead = [m for _, e, m in marks if e <= span.start]
        before = ahead[::-1] + self._before(n, 3)
        if not ahead and n and _UNDATED_LAST.search(self.readings[n - 1].text):
            return
        if after and re.match(r"\s+\w+\W+(?:in|on|by|at the end of|from|during)\s", reading.text[span.end :], re.I):
            result, anchors = after[0], before
        elif ahead and reading.text[: span.start].rstrip().endswith((",", "(", "—", "–")):
            result, anchors = ahead[-1], ahead[:-1][::-1] + self._before(n, 3)
        elif (
            not marks
            and not back
            and self.as_of is not None
            and _NOW.search(reading.text[span.end :])
            and span.low >= 5
            and span.unit == "year"
        ):
            result = Mark(
                "the date of the report",
                Period(self.as_of, self.as_of, Precision.DAY),
                reading.carrier.kind,
                reading.carrier.id,
                reading.carrier.place,
            )
            result = replace(result, period=Period(date(self.as_of.year, 1, 1), self.as_of, Precision.YEAR))
            anchors = self._before(n, 1)
        else:
            return
        yield from _nearest(reading, span, result, anchors, back)

    def _counted_from(self, n: int, reading: Reading, span: Quantity, found: re.Match[str]) -> Iterator[Lapse]:
        """ "Four weeks before the vote on 13 November": between the date beside it and that of the event named."""
        back = found["word"].lower() in ("before", "prior to", "ahead of")
        begin = span.end + found.end()
        text, marks = reading.text, self.marks(n)
        behind = [(s, m) for s, _, m in marks if s >= begin]
        ahead = [m for _, e, m in marks if e <= span.start]
        phrase = text[begin:]
        stop = _LINK_END.search(phrase, 5)  # beyond "that" in "that start"
        words = phrase[: stop.start()] if stop else phrase
        anchors: list[Mark] = []
        if _THIS_TEXT.match(phrase):
            if self.as_of is None:
                return
            anchors = [
                Mark(
                    "the date of the report",
                    Period(self.as_of, self.as_of, Precision.DAY),
                    reading.carrier.kind,
                    reading.carrier.id,
                    reading.carrier.place,
                )
            ]
        elif self.meant[0] == n and re.match(r"(?:that|this)\b", phrase) and self.meant[1] & frozenset(_stems(words)):
            anchors = self.meant[2]  # "seventeen months after the start of work, … thirty-two months after that start"
        elif not _BEFORE_IT.match(phrase):
            anchors = self._event(n, words)
            self.meant = (n, frozenset(_stems(words)), anchors)
        result = ahead[-1] if ahead else None
        if (
            not anchors
            and behind
            and (result is not None or len(behind) > 1)
            and ";" not in text[begin : behind[0][0]]
            and behind[0][0] - begin < 70
        ):
            anchors = [behind[0][1]]
            behind = behind[1:]
            if result is None and behind:
                result = behind[0][1]
                anchors += [m for _, m in behind[1:]]
        elif not anchors and _BEFORE_IT.match(phrase) and result is not None:
            told = frozenset(_stems(words))
            near = {r.carrier.id for r in self.readings[max(0, n - 2) : n] if told & frozenset(_stems(r.text))}
            anchors = ahead[:-1][::-1] + [m for m in self._before(n, 2) if m.id in near or not _DOES.match(phrase)]
        if not anchors and not behind and len(ahead) == 2:
            anchors = ahead[:1]  # "ordered in March 2025, to be delivered in June 2026, fifteen months after the order"
        if result is None and behind and anchors and re.match(r"^[^,;.]{0,60},\s+(?:in|on|by)\s", phrase):
            result = behind[0][1]
        if result is None and not marks and anchors:
            own = self._event(n, text[: span.start], rows_only=True)
            result = own[0] if len(own) == 1 and own[0] not in anchors else None
        if result is None or not anchors:
            return
        yield from _nearest(reading, span, result, [a for a in anchors if a != result], back)

    def _event(self, n: int, words: str, rows_only: bool = False) -> list[Mark]:
        """The dates that the text gives for the event of a phrase: of a row called so, of a sentence that opens with it."""
        if self._named is None:
            self._named = _index(self.report, self)
        wanted = frozenset(_stems(words))
        if not wanted:
            return []
        found = []
        for one in sorted(wanted):
            for key, mark in self._named.get(one, ()):
                row = mark.kind == "cell"
                if (
                    (key <= wanted if rows_only else key == wanted if row else wanted <= key)
                    and (row or not rows_only)
                    and mark not in found
                ):
                    found.append(mark)
        if not rows_only and len(wanted) == 1 and wanted <= _NO_EVENT:
            return []
        same = [m for m in found if any(m == k for _, _, k in self.marks(n))]
        return [m for m in found if m not in same]


def _nearest(reading: Reading, span: Quantity, result: Mark, anchors: Sequence[Mark], back: bool) -> Iterator[Lapse]:
    """The span between a date and the nearest of those it may be counted from, or the one that it fits."""
    fine = [
        a
        for a in anchors
        if a.period.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR) and a != result and _orderly(a, result, back)
    ]
    if span.unit != "year":
        fine = [a for a in fine if a.period.precision is not Precision.YEAR] or fine
    if not fine or result.period.precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return
    pairs = [Lapse(span, reading, *((result, a) if back else (a, result))) for a in fine]
    yield next((p for p in pairs if p.fits), pairs[0])


def _orderly(anchor: Mark, result: Mark, back: bool) -> bool:
    first, last = (result, anchor) if back else (anchor, result)
    return first.period.start <= last.period.end


def _beside(reading: Reading, span: Quantity, marks: Sequence[tuple[int, int, Mark]]) -> Iterator[Lapse]:
    """A range of dates with its length beside it: "from 14 March to 13 October 2024, seven months in all"."""
    text = reading.text
    for start, end, first, last in ranges(reading, marks):
        after = (
            0 <= span.start - end <= 30 and _BESIDE.fullmatch(text[end : span.start]) and _LENGTH_AFTER.match(text[span.end :])
        )
        before = (
            0 <= start - span.end <= 30
            and _LENGTH_BEFORE.fullmatch(text[span.end : start])
            and not re.search(r"\b(?:every|each|per)\b", text[: span.start])
        )
        if after or before:
            yield Lapse(span, reading, first, last, inclusive=True)
            return


def _stems(words: str) -> list[str]:
    """Stems of the words that tell, and single letters: "Series A"."""
    return [*stems(words), *re.findall(r"\b[A-Z]\b", words)]


def _index(report: Report, reader: _Reader) -> dict[str, list[tuple[frozenset[str], Mark]]]:
    """What is dated exactly once in its row or sentence, by the stems of what the row or sentence is called."""
    found: dict[str, list[tuple[frozenset[str], Mark]]] = defaultdict(list)

    def put(key: frozenset[str], mark: Mark) -> None:
        for one in sorted(key):
            found[one].append((key, mark))

    for table in report.tables:
        for row in table.rows:
            dated = [
                (c, q)
                for c in row[1:]
                for q in extract(c.text)
                if q.kind == "date" and q.period is not None and q.period.start and q.period.end and len(q.text) > len(c.text) - 4
            ]
            label = row[0].text
            if not dated and len(row) == 2:
                dated = [(row[0], q) for q in extract(row[0].text) if q.kind == "date" and q.period is not None and q.period.start and q.period.end and len(q.text) > len(row[0].text) - 4]
                label = row[1].text
            if len(dated) == 1 and label:
                cell, q = dated[0]
                put(frozenset(_stems(label)), Mark(q.text, q.period, "cell", cell.id, cell.place))
    for n, reading in enumerate(reader.readings):
        marks = reader.marks(n) if reading.carrier.kind == "sentence" and any(map(str.isdigit, reading.text)) else []
        if len(marks) == 1 and not _HAS_SPAN.search(reading.text):
            put(frozenset(_stems(reading.text[: marks[0][0]])), marks[0][2])
    return found
