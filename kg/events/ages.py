"""How old something is said to be, held against the year in which it is said to have begun.

"Set up nine years ago" in a memo of 2025 beside "Year of foundation: 2016"; "its pump, now eight years
old" beside "the pump, launched in April 2017"; "(born 1979, aged 46)".  Which beginning is meant is
known by the deed and the words both places share; where several fit the words, one that fits the age
is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from kg import patterns as re
from kg.events.marks import Mark, marks_of
from kg.events.spans import Lapse
from kg.model import Period, Precision, Quantity, Report
from kg.quantities import extract
from kg.readings import Reading
from kg.retold import root
from kg.retold.words import TOKEN
from kg.subjects import Subjects

_LEAST = 2
"""Words that the two places must share, unless both are of the founding of the report's subject."""
_CLAUSE = re.compile(r"[;—]|\.\s|,\s+(?:and|but|while|who|so|because|where|whereas)\s|\s–\s")
_BEGAN = frozenset("founded started established opened launched built begun began created introduced installed incorporated commissioned born acquired bought restored moved joined appointed".split())
_FOUNDED = frozenset("founded started established incorporated foundation founding created".split())
_SELF = re.compile(r"^\W*(?:It|The\s+(?:company|firm|group|business|start-?up|bank|charity|club|agency))\b")
_LATER = re.compile(r"\b(?:re-?opened|re-?launched|again|second|next|rebuilt|will|would|plans?|planned|not|never|until|since then|earlier)\b", re.I)
_TOP_LINES = 8
_DATELINE = re.compile(r"\W*[A-ZÀ-ÖØ-Þ][\w .,’'/-]{2,40},?\s\(?(?:\d{1,2}\s)?[A-Z][a-z]+\.?\s(?:\d{1,2},\s)?(?:19|20)\d\d\)?(?=\s*[–—:-])")


@cache
def _cues() -> re.Pattern[str]:
    """What stands behind a number of years and makes an age of it."""
    return re.compile(r"\s+(?:(?P<ago>ago)\b(?!,?\s+(?:in|on|at)\b\s*\d|,\s+(?:in|on)\s)|(?P<old>old)\b)")


def said(report: Report, readings: Sequence[Reading], as_of: date | None, subjects: Subjects) -> Iterator[Lapse]:
    """Every age that no beginning told in like words allows, with the nearest of these; in the order of the text."""
    now = as_of or _month(report)
    if now is None:
        return
    told: list[tuple[frozenset[str], frozenset[str], bool, int, Mark]] | None = None
    for n, reading in enumerate(readings):
        text = reading.text
        if " years " not in text or not (" ago" in text or " old" in text):
            continue
        for span in reading.quantities:
            if span.kind != "duration" or span.unit != "year" or not span.low or span.low != span.high or span.bound or span.approximate or span.low < 2:
                continue
            cue = _cues().match(text, span.end - 4 if span.text.endswith(" old") else span.end)
            if cue is None:
                continue
            told = list(_beginnings(readings, subjects)) if told is None else told
            found = _of(reading, n, span, cue, told, subjects)
            lapses = [_lapse(span, reading, mark, now) for mark in found]
            if lapses and not any(_fits(one, now) for one in lapses):
                yield min(lapses, key=lambda one: abs(now.year - one.first.period.start.year - int(span.low)))


def _fits(lapse: Lapse, now: date) -> bool:
    """Whether a beginning is as long ago as said, counted by the calendar year or rounded either way."""
    first, years = lapse.first.period, int(lapse.span.low)
    return now.year - first.end.year - 1 <= years <= now.year - first.start.year + (1 if first.precision is Precision.YEAR and now.month == 12 else 0)


def _of(reading: Reading, n: int, span: Quantity, cue: re.Match[str], told: Sequence[tuple], subjects: Subjects) -> list[Mark]:
    """The beginnings that an age may be counted from."""
    text = reading.text
    clause = _clause(text, span.start, cue.end())
    words, deeds = _roots(clause), _deeds(clause)
    if _LATER.search(clause) and not cue["old"]:
        return []
    own = bool(deeds & _FOUNDED) and _of_main(text, span.start, subjects)
    if cue["ago"] and not deeds:
        return []
    found = []
    for roots, began, main, k, mark in told:
        if k == n:
            continue
        if own and main and began & _FOUNDED:
            fits = True
        else:
            shared = roots & words
            like = bool(began & deeds) if cue["ago"] else bool(began)
            fits = like and len(shared) >= _LEAST
        if fits:
            found.append(mark)
    return found


def _beginnings(readings: Sequence[Reading], subjects: Subjects) -> Iterator[tuple[frozenset[str], frozenset[str], bool, int, Mark]]:
    """Every dated beginning: the roots beside it, its deeds, whether it is that of the report's subject, the reading and the date."""
    for n, reading in enumerate(readings):
        if not reading.dates or reading.carrier.kind == "claim":
            continue
        marks = list(marks_of(reading))
        if len(marks) > 3:
            continue
        for start, end, mark in marks:
            if mark.period.precision not in (Precision.YEAR, Precision.MONTH, Precision.DAY):
                continue
            clause = _clause(reading.text, start, end)
            label = reading.carrier.label if reading.carrier.kind == "cover" else reading.key[0] if reading.key is not None else ""
            deeds = _deeds(f"{label} {clause}")
            if deeds and not _LATER.search(clause):
                main = bool(label) if deeds & _FOUNDED and label else _of_main(reading.text, start, subjects)
                yield _roots(f"{label} {clause}"), deeds, main, n, mark


def _of_main(text: str, at: int, subjects: Subjects) -> bool:
    """Whether a sentence tells of the report's subject up to a place in it."""
    if _SELF.match(text):
        return True
    names = [name for start, _, name in subjects.names(text) if start < at]
    return any(subjects.is_main(name) or subjects.is_main(name.rpartition(" ")[2]) for name in (*names[:1], *names[-1:]))


def _clause(text: str, start: int, end: int) -> str:
    first = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    last = _CLAUSE.search(text, end)
    return text[first : last.start() if last else len(text)]


def _deeds(text: str) -> frozenset[str]:
    low = text.lower()
    found = {w for w in re.findall(r"[a-z]+", low) if w in _BEGAN or w in _FOUNDED}
    return frozenset(found | ({"founded"} if "set up" in low or found & _FOUNDED else set()))


def _roots(text: str) -> frozenset[str]:
    return frozenset(r for m in TOKEN.finditer(text) if len(m.group()) > 3 and (r := root(m.group())) not in _EMPTY)


_EMPTY = frozenset(map(root, [*_BEGAN, *_FOUNDED, *"year years month ago since when with from that this which have been will into over their about first early late january february march april june july august september october november december".split()])) | {""}


def _lapse(span: Quantity, reading: Reading, first: Mark, now: date) -> Lapse:
    carrier = reading.carrier
    last = Mark("the date of the report", Period(date(now.year, 1, 1), now, Precision.YEAR), carrier.kind, carrier.id, carrier.place)
    return Lapse(span, reading, first, last)


def _month(report: Report) -> date | None:
    """The month that a text gives itself in its first lines, when it gives just one."""
    lines = [line for line in report.documents[0].text[:2000].splitlines()[: 2 * _TOP_LINES] if line.strip()][:_TOP_LINES] if report.documents else []
    lines = [line if len(line) < 120 and not line.rstrip().endswith(".") else head[0] if (head := _DATELINE.match(line)) else "" for line in lines]
    found = {q.period.end for line in lines for q in extract(line) if q.kind == "date" and q.period is not None and q.period.end is not None and q.period.precision in (Precision.DAY, Precision.MONTH)}
    return found.pop() if len(found) == 1 else None
