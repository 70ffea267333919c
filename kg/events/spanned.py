"""Lengths of time in a column or a line of their own, beside the first and the last day: "| 4 March | 15 March | 11 |", "Duration: 18 months".

A column is only held against its dates where another row keeps to them, so that days on which nothing
was done are not counted by mistake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg import metrics
from kg import patterns as re
from kg.events.marks import marks_of, ranges
from kg.events.spans import Lapse, compound
from kg.model import Cell, Precision, Quantity, Report, Table
from kg.quantities import extract
from kg.readings import Carrier, Reading

_LENGTH = re.compile(r"\b(?:duration|length|days|weeks|months|years|term|time|run)\b", re.I)
_UNIT = re.compile(r"\b(?P<unit>day|week|month|year)s\b", re.I)
_NOT_ALL = re.compile(r"\b(?:working|business|trading|net|effective|open|school|rain\w*|sick|average|per|planned|plan|target|delay\w*|late|overdue|man|person|to|until|since|remaining|left|warranty|follow-up|guarantee)\b", re.I)
_START = re.compile(r"\b(?:start(?:s|ed)?|begins?|began|begun|beginning|opened|opening|opens|from|commenced|launch(?:ed)?|first|effective|issued|filed|application|submitted|in)\b", re.I)
_END = re.compile(r"\b(?:ends?|ended|finish(?:ed)?|closed|closing|closes|complet\w+|until|to|expir\w+|matur\w+|granted|approved|last|out|concluded)\b", re.I)
_LENGTH_KEY = re.compile(r"(?:total\s+|planned\s+)?(?:duration|length|term|tenor|time\s+taken|period|running\s+time)(?:\s+of\s+(?:the\s+)?[\w-]+|\s+\([^()]*\))?|[\w-]+\s+(?:duration|term|period|time)", re.I)
_NUMBER = re.compile(r"\s*\d{1,5}\s*")
_LASTED = re.compile(r"(?:;|,?\s+and)\s+(?:so\s+|thus\s+)?(?:(?:it|this|that|they|the\s+\w+)\s+)?(?:thus\s+|had\s+)?(?:lasted|took|ran\s+for|ran|spanned)\s+$", re.I)
_FIRST_LAST = re.compile(r"\b(?:began|begun|started|opened|commenced|from)\b.*\b(?:ended|closed|finished|stopped|was\s+over|completed|until|to|lifted)\b", re.I | re.S)
_MOST_ROWS = 60


def spanned(report: Report, readings: Sequence[Reading]) -> Iterator[Lapse]:
    """Every length of time of a table, a list or a sentence whose two dates stand beside it."""
    for table in report.tables:
        if 2 <= len(table.rows) <= _MOST_ROWS:
            yield from _of_table(report, table)
    yield from _of_lists(readings)
    for reading in readings:
        yield from _lasted(reading)


# --------------------------------------------------------------------------- tables


def _of_table(report: Report, table: Table) -> Iterator[Lapse]:
    heads = dict(enumerate(c.text for c in table.header))
    length = [c for c, text in heads.items() if _LENGTH.search(text) and not _NOT_ALL.search(text) and c]
    if len(length) != 1:
        return
    unit = _UNIT.search(heads[length[0]])
    dated = [c for c in heads if sum(_dates(row[c]) > 0 for row in table.rows if c < len(row)) * 3 > len(table.rows) * 2]
    if not (len(dated) == 1 or (len(dated) == 2 and _END.search(heads[dated[1]]) and not _END.search(heads[dated[0]]))):
        return
    found = [lapse for row in table.rows if max((*dated, *length)) < len(row) and (lapse := _of_row(report, row, dated, length[0], unit["unit"].lower() if unit else None)) is not None]
    broken = [one for one in found if not one.fits]
    if len(broken) * 2 <= len(found):
        yield from broken


def _dates(cell: Cell) -> int:
    return sum(q.kind == "date" and q.period is not None for q in extract(cell.text))


def _of_row(report: Report, row: Sequence[Cell], dated: Sequence[int], length: int, unit: str | None) -> Lapse | None:
    reading = _reading(report, row[length])
    span = _length(row[length], reading, unit)
    cells = [_reading(report, row[c]) for c in dated]
    marks = [m for cell in cells for _, _, m in marks_of(cell)]
    if len(dated) == 1:
        pair = next(((a, b) for _, _, a, b in ranges(cells[0], list(marks_of(cells[0])))), None)
    else:
        pair = (marks[0], marks[1]) if len(marks) == 2 else None
    if span is None or pair is None or pair[0].period.start > pair[1].period.end or Precision.SPAN in (pair[0].period.precision, pair[1].period.precision):
        return None
    return Lapse(span, reading, *pair, inclusive=True)


def _reading(report: Report, cell: Cell) -> Reading:
    return Reading(Carrier(report.id, "cell", cell.id, cell.text, cell.place), metrics.default())


def _length(cell: Cell, reading: Reading, unit: str | None) -> Quantity | None:
    """What a cell tells as a length of time, in its own unit or in that of its column."""
    if unit is not None and _NUMBER.fullmatch(cell.text):
        digits = cell.text.strip()
        start = cell.text.index(digits)
        return Quantity(start, start + len(digits), f"{digits} {unit}s", "duration", Decimal(digits), Decimal(digits), unit=unit)
    found = [q for q in reading.figures if q.kind == "duration"]
    return found[0] if len(found) == 1 == len(reading.figures) and _plain(found[0]) else None


def _plain(q: Quantity) -> bool:
    return bool(q.low) and q.low == q.high and not q.bound and not q.approximate and q.unit in ("day", "week", "month", "year")


# --------------------------------------------------------------------------- lists


def _of_lists(readings: Sequence[Reading]) -> Iterator[Lapse]:
    """ "Enrolment opened: 12 January 2023. Enrolment closed: 12 July 2024. Duration: 18 months"."""
    lists: dict[str | None, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.key is not None and reading.carrier.kind == "sentence":
            lists[reading.carrier.section].append(reading)
    for lines in lists.values():
        lengths = [r for r in lines if _LENGTH_KEY.fullmatch(r.key[0]) and not _NOT_ALL.search(r.key[0])]
        if len(lengths) != 1:
            continue
        dated = [(r, found) for r in lines if r is not lengths[0] and not _NOT_ALL.search(_END.sub("", r.key[0])) and len(found := list(marks_of(r))) == 1 and found[0][0] >= r.key[1] and found[0][0] - r.key[1] <= 2]
        first = [m for r, m in dated if _START.search(r.key[0]) and not _END.search(r.key[0])]
        last = [m for r, m in dated if _END.search(r.key[0]) and not _START.search(r.key[0])]
        spans = [q for q in lengths[0].figures if q.kind == "duration" and _plain(q)]
        if len(first) == len(last) == len(spans) == 1 and len(lengths[0].figures) == 1 and first[0][0][2].period.start <= last[0][0][2].period.end:
            lapse = Lapse(replace(spans[0]), lengths[0], first[0][0][2], last[0][0][2], inclusive=True)
            if not lapse.fits:
                yield lapse


# --------------------------------------------------------------------------- sentences


def _lasted(reading: Reading) -> Iterator[Lapse]:
    """ "The outage began on 3 February and ended on 24 February 2024; it lasted three weeks"."""
    for span in reading.figures:
        if span.kind != "duration" or not _plain(span) or compound(reading.text, span):
            continue
        before = _LASTED.search(reading.text[: span.start])
        marks = list(marks_of(reading)) if before is not None else []
        if len(marks) == 2 and marks[1][1] <= before.start() + 1 and _FIRST_LAST.search(reading.text[: marks[1][0]]) and marks[0][2].period.start <= marks[1][2].period.end:
            lapse = Lapse(span, reading, marks[0][2], marks[1][2], inclusive=True)
            if not lapse.fits:
                yield lapse
