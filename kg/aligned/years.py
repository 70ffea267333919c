"""Years that belong to something named: when a patent ends, a prize was given, a post was taken up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg import periods, retold
from kg.aligned.model import Statement
from kg.aligned.words import content, meant, narrowing, without_sources
from kg.model import Observation, Precision, Quantity
from kg.quantities import extract
from kg.readings import Carrier, Reading, span_place
from kg.tables.grid import Grid

SORT = ("date",)
_WORD = re.compile(r"[^\W\d_][\w&'’-]*")
_PHASES = {
    "begins": r"beg[aiu]n\w*|start\w*|launch\w*|open(?:s|ed|ing)\b|found(?:ed|ing)|establish\w*|since|from|join\w*|bec[ao]me|born|commission\w*|introduc\w*|took\s+(?:up|over|office)|appoint\w*|broke\s+ground|effective|in\s+force",
    "ends": r"end(?:s|ed|ing)?\b|expir\w*|laps\w*|complet\w*|clos(?:es|ed|ing|ure)\b|until|till|due|finish\w*|matur\w*|extends?\s+to|runs?\s+(?:to|out)|retir\w*|left|died|phas\w+\s+out|decommission\w*|by\s+the\s+end|falls?\s+due|valid",
    "planned": r"plan(?:s|ned)?|expect\w*|schedul\w*|target\w*|forecast\w*|will|would|should",
    "announced": r"announc\w*|propos\w*|report\w*|publish\w*|submi\w*|fil(?:ed|ing)\b|appl(?:y|ied)",
}
_PHASE = {name: re.compile(rf"\b(?:{words})", re.I) for name, words in _PHASES.items()}
_KEY = 3
"""A key of more words than this is half a sentence ("Exclusivity should be comfortable: …")."""
_AS_OF = re.compile(
    r"\b(?:as\s+(?:of|at)|updated|accessed|retrieved|edition|version|dated|prepared|compared\s+(?:with|to)|than\s+in|against|up\s+from|down\s+from)\W+(?:\w+\s+){0,2}$",
    re.I,
)


def of_text(readings: Sequence[Reading]) -> Iterator[Statement]:
    """The dates of sentences that date no figure, one to a clause, each with the words of its clause."""
    for reading in readings:
        if not reading.dates:
            continue
        plain = without_sources(reading.text)
        start = reading.key[1] if reading.key else 0
        taken = {id(d) for d in periods.assign(plain, reading.figures, reading.dates, start).values()}
        for date in reading.dates:
            if (
                id(date) in taken
                or not plain[date.start : date.end].strip()
                or _AS_OF.search(plain, max(0, date.start - 40), date.start)
            ):
                continue
            found = _of_date(reading, plain, date)
            if found is not None:
                yield found


def _of_date(reading: Reading, text: str, date: Quantity) -> Statement | None:
    start, end = periods.clause_span(text, date.start)
    if any(other is not date and start <= other.start < end for other in reading.dates):
        return None
    key = reading.key[0] if reading.key and date.start >= reading.key[1] else ""
    key = key if len(key.split()) <= _KEY else ""
    clause = f"{key} {text[start : date.start]} {text[date.end : end]}"
    carrier = reading.carrier
    words = f"{key} {carrier.label} {text[: date.start]} {text[date.end :]}"
    others = [d for d in reading.dates if d is not date]
    return _dated((carrier.kind, carrier.id), reading.place(date), date, clause, words, others)


def known(told: Statement, observed: Observation | None) -> Statement:
    """The same date under the metric that it was read as: when something was founded."""
    if observed is None or not observed.metric:
        return told
    subject = observed.subject if observed.confidence >= 0.75 else ""
    return replace(told, metric=observed.metric, subject=subject, near=told.near | {f"={observed.metric}"})


def of_tables(grids: Iterable[Grid]) -> Iterator[Statement]:
    """The dates of lists of keys and values: "Substance patent expires | 2037"."""
    for grid in grids:
        if not grid.keyed:
            continue
        for r, row in enumerate(grid.table.rows):
            for cell in row:
                dates = (
                    [q for q in extract(cell.text) if q.kind == "date" and q.period is not None]
                    if cell.column - 1 != grid.label
                    else []
                )
                if len(dates) != 1 or any(q.kind != "date" for q in extract(cell.text)):
                    continue
                date = dates[0]
                place = span_place(Carrier(grid.report.id, "cell", cell.id, cell.text, cell.place), date.start, date.end)
                words = f"{grid.labels[r].text} {cell.text[: date.start]} {cell.text[date.end :]}"
                found = _dated(("cell", cell.id), place, date, words, words, ())
                if found is not None:
                    yield found


def _dated(
    node: tuple[str, str], place, date: Quantity, clause: str, sentence: str, others: Sequence[Quantity]
) -> Statement | None:
    period = date.period
    if period is None or period.start is None or period.end is None or period.precision in (Precision.SPAN, Precision.DECADE):
        return None
    near = content(retold.roots(clause))
    if not near:
        return None
    words = [w.lower() for w in _WORD.findall(clause)]
    return Statement(
        node,
        place,
        date,
        SORT,
        Decimal(period.end.year),
        "",
        near,
        content(retold.roots(sentence)) | near,
        frozenset(),
        frozenset(),
        frozenset(),
        retold.apart(words),
        retold.alone(words) if words else frozenset(),
        narrowing(clause),
        meant(clause),
        frozenset(name for name, pattern in _PHASE.items() if pattern.search(clause)),
        siblings=tuple((SORT, Decimal(d.period.end.year)) for d in others if d.period is not None and d.period.end is not None),
    )
