"""Spans whose two dates stand in the words before: "in 2016 … and in 2023. It has grown by a third in seven years".

A span is held against every two of the dates it may be counted between; only one that fits none of
them is told of, so that a wrong guess of what is meant does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from kg import patterns as re
from kg.events.marks import Mark, marks_of, ranges
from kg.events.spans import Lapse, compound
from kg.model import Period, Precision, Quantity
from kg.readings import Reading

_UNITS = frozenset(("day", "week", "month", "year"))
_HAS_SPAN = re.compile(r"\b(?:day|week|month|year)s\b")
_LONGEST = 60
"""Years beyond which a span is one of geology or law."""

_RUNS = re.compile(r"\b(?:for|of|lasts?|lasted)\s+(?:a\s+(?:term|period)\s+of\s+)?$", re.I)
_UNTIL = re.compile(r"\s*,?\s+(?:and\s+)?(?:(?:that|which)\s+is\s+)?(?:thus\s+|so\s+)?(?:until|till|up to|ending in|ending on|ends in|ends on|expiring in|expiring on|expires in|expires on)\s+(?:the\s+end\s+of\s+)?", re.I)
_FOLLOWED = re.compile(r"\s+(?:that|which)\s+(?:had\s+|have\s+)?(?:followed|passed since|elapsed|lay between|lie between)\b", re.I)
_OVER = re.compile(r"(?:^|[\s(])(?:in|over|within|during|for)\s+(?:the\s+|those\s+|these\s+|that\s+|all\s+|only\s+|just\s+|barely\s+|the same\s+|those same\s+|these same\s+)?$", re.I)
_CHANGED = re.compile(r"\b(?:gr[eo]wn?|grows?|growing|risen|rose|rises?|fallen|fell|falls?|gain(?:ed|s)?|increas\w+|decreas\w+|declin\w+|doubl\w+|tripl\w+|quadrupl\w+|halv\w+|shr[aiu]nk|climb\w*|dropp?\w*|lost|added|more than|cut|improv\w+|went|gone|up|down)\b", re.I)
_THUS = re.compile(r"\b(?:thus|therefore|hence|so|accordingly|that is|then)\b", re.I)
_OTHERS = re.compile(r"\b(?:per(?!\s+cent)|every|each|next|coming|last|past|previous|first|final|earlier|later|ago|from now|old|average|median|mean|typical\w*|usual\w*|will|would|could|may|might|should|than)\b", re.I)
_AFTER_A = re.compile(r"\bafter\s+(?:an?|the|its|this)\s+(?:[a-z-]+\s+){1,3}of\s+$", re.I)
_BEGUN = re.compile(r"\b(?:begun|began|started|since|from)\s+(?:in|on)?\s*(?:the\s+\w+\s+of\s+)?$|\bsince\s+$", re.I)
_LASTED = re.compile(r"\b(?:lasted|took|ran for|ran|spanned|went on for|lasting|continued for)\s+(?:(?:just|a little|slightly)\s+)?(?:under|over|not quite|nearly|almost|about|exactly|around|some|only|all of)?\s*$", re.I)
_OF_IT = re.compile(r"\W*(?:It|This|That|They|These|The|All)\b")
_IN_OTHER_WORDS = re.compile(r"\s*[,(–—]\s*(?:in other words|that is|i\.e\.|meaning|namely|which is|thus|so)\s*,?\s+(?:by|until|on|before|no later than|at the latest on)\s+", re.I)
_COUNTED = re.compile(r"\b(?:counted|measured|reckoned|running|calculated)\s+from\b[^.;]*$", re.I)
_PARAGRAPH = 3
"""Sentences before its own that hold the dates of a span."""
_MOST = 5
"""Dates beyond which a paragraph is a chronicle, and a span may be counted between any of them."""


def said(readings: Sequence[Reading], as_of: date | None, years: Sequence[int | None]) -> Iterator[Lapse]:
    """Every span that no two of the dates told before it allow, with the two nearest to it.

    ``years`` gives by reading the year of days that are written without one.
    """
    for n, reading in enumerate(readings):
        if reading.carrier.kind == "cover" or not _HAS_SPAN.search(reading.text):
            continue
        for span in reading.quantities:
            if span.kind == "duration" and span.unit in _UNITS and span.low and span.low == span.high and not compound(reading.text, span) and not (span.unit == "year" and span.low > _LONGEST):
                found = _candidates(readings, n, span, years) or _ago(reading, span, as_of)
                if found and not any(one.fits for one in found):
                    yield min(found, key=lambda one: abs(_days(one) - _SIZE[span.unit] * float(span.low)))


_AGO_IN = re.compile(r"\s+ago,\s+(?:back\s+)?(?:in|on)\s+(?:the\s+\w+\s+of\s+)?$")


def _ago(reading: Reading, span: Quantity, as_of: date | None) -> list[Lapse]:
    """ "Nineteen years ago, in 2006": from the date behind to the day of the text."""
    if as_of is None or span.unit != "year" or span.approximate or span.bound is not None:
        return []
    found = next((m for s, _, m in marks_of(reading) if s >= span.end and m.period.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY) and _AGO_IN.fullmatch(reading.text[span.end : s])), None)
    if found is None:
        return []
    carrier = reading.carrier
    # A report of January may count from the year it is about.
    days = [date(as_of.year - back, 12, 31) for back in (0, 1)]
    now = [Mark("the date of the report", Period(date(d.year, 1, 1), d, Precision.YEAR), carrier.kind, carrier.id, carrier.place) for d in days]
    return [Lapse(span, reading, _whole_year(found), one) for one in now]


_SIZE = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _days(lapse: Lapse) -> int:
    return (lapse.last.period.end - lapse.first.period.start).days


def _candidates(readings: Sequence[Reading], n: int, span: Quantity, years: Sequence[int | None]) -> list[Lapse]:
    """The two dates that a span may lie between, in every reading that its words allow; none where they say nothing."""
    reading, text = readings[n], readings[n].text
    head, tail = text[: span.start], text[span.end :]
    marks = list(marks_of(reading, years[n]))
    ahead, behind = [m for _, e, m in marks if e <= span.start], [(s, m) for s, _, m in marks if s >= span.end]
    if span.bound is None and not span.approximate:
        if behind and _RUNS.search(head) and _UNTIL.fullmatch(text[span.end : behind[0][0]]):
            return _each(reading, span, ahead or _before(readings, n, 1, years), [behind[0][1]])
        if behind and _AFTER_A.search(head) and ahead and _BEGUN.search(text[span.end : behind[0][0]]):
            return _each(reading, span, [behind[0][1]], [ahead[-1]])
        if len(behind) >= 2 and _COUNTED.search(text[span.end : behind[0][0]]) and re.search(r"\bto\b[^.;]*$", text[behind[0][0] : behind[1][0]]):
            return _each(reading, span, [behind[0][1]], [behind[1][1]])
        if _FOLLOWED.match(tail) and ahead:
            others = _before(readings, n, 2, years)
            return [*_each(reading, span, [ahead[-1]], others), *_each(reading, span, others, [ahead[-1]])]
        if not marks and _OVER.search(head) and _CHANGED.search(text) and not _OTHERS.search(text) and span.unit == "year":
            return _between(reading, span, readings, n, years)
    if behind and _IN_OTHER_WORDS.match(text[span.end : behind[0][0]]) and span.unit in ("day", "week"):
        return _each(reading, span, ahead or _before(readings, n, _PARAGRAPH, years), [behind[0][1]])
    told_of_it = _THUS.search(text) or _OF_IT.match(text)
    if not marks and told_of_it and _LASTED.search(head) and not _OTHERS.search(text) and n and readings[n - 1].carrier.passage == reading.carrier.passage:
        return _range_before(reading, span, readings[n - 1], years[n - 1])
    return []


def _each(reading: Reading, span: Quantity, firsts: Sequence[Mark], lasts: Sequence[Mark]) -> list[Lapse]:
    """The span between each two dates that follow one another and are fine enough for its unit."""
    fine = (Precision.DAY,) if span.unit in ("day", "week") else (Precision.DAY, Precision.MONTH) if span.unit == "month" else (Precision.DAY, Precision.MONTH, Precision.YEAR)
    return [
        Lapse(span, reading, a, b)
        for a in firsts
        for b in lasts
        if a.period.precision in fine and b.period.precision in fine and a.period.start < b.period.start
    ]


def _before(readings: Sequence[Reading], n: int, sentences: int, years: Sequence[int | None]) -> list[Mark]:
    """The dates of so many sentences before one in its paragraph."""
    found: list[Mark] = []
    passage = readings[n].carrier.passage
    for k in range(n - 1, max(-1, n - 1 - sentences), -1):
        if not passage or readings[k].carrier.passage != passage:
            break
        found = [*(m for _, _, m in marks_of(readings[k], years[k])), *found]
    return found if len(found) <= _MOST else []


def _between(reading: Reading, span: Quantity, readings: Sequence[Reading], n: int, years: Sequence[int | None]) -> list[Lapse]:
    """A change in so many years, where the sentence before gives two years, or the paragraph some and the sentence concludes."""
    last = _before(readings, n, 1, years)
    told = {m.period.start.year for m in last}
    if len(told) != 2 or not _CHANGED.search(reading.text):
        last = _before(readings, n, _PARAGRAPH, years) if _THUS.search(reading.text) else []
        told = {m.period.start.year for m in last}
    if len(told) < 2 or any(m.period.precision not in (Precision.YEAR, Precision.MONTH, Precision.DAY) for m in last):
        return []
    whole = sorted((_whole_year(m) for m in last), key=lambda m: m.period.start)
    return [Lapse(span, reading, a, b) for a, b in combinations(whole, 2) if a.period.start < b.period.start]


def _whole_year(mark: Mark) -> Mark:
    year = mark.period.start.year
    return replace(mark, period=Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR))


def _range_before(reading: Reading, span: Quantity, before: Reading, year: int | None) -> list[Lapse]:
    """What lasted so long, where the sentence before gives one range of dates and no other."""
    marks = list(marks_of(before, year))
    found = list(ranges(before, marks))
    if len(found) != 1 or len(marks) > 2 or Precision.YEAR in (found[0][2].period.precision, found[0][3].period.precision):
        return []
    _, _, a, b = found[0]
    return [Lapse(span, reading, a, b, inclusive=True)]
