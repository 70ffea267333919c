"""Sums of rows that the text tells: "the two shows together", "the five named firms between them", "over these five years".

The rows are all of the table, all but "others", or those the sentence names.  Any column that bears
the figure out, and any cell or pair of cells that is it, makes the statement one of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from kg import patterns as re
from kg import rounding
from kg.model import Quantity
from kg.quantities import numerals
from kg.readings import Reading
from kg.samefact import stems
from kg.tables.covering import covering
from kg.tables.derivations import shown
from kg.tables.grid import Figure, Grid
from kg.tables.spoken import Spoken
from kg.tables.told import fits, same
from kg.tables.totals import ADDED

_JOINED = re.compile(r"\b(?:together|combined|between\s+them|in\s+all|altogether|taken\s+together)\b", re.I)
_COUNT = r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_ROWS = re.compile(rf"\b(?:the|all|our|these|its|those)\s+{_COUNT}\s+(?:[^\W\d_]+\s+){{0,2}}?[^\W\d_]{{3,}}s\b", re.I)
_YEARS = re.compile(rf"\b(?:over|in|during|across)\s+(?:these|the|those|all)\s+{_COUNT}\s+years\b", re.I)
_NOT = re.compile(r"\b(?:average|per|would|could|target|plan(?:ned|s)?|more\s+than|at\s+least|up\s+to|almost|nearly|grew|rose|fell|increase|growth|another|other|by\s+20\d\d|share)\b", re.I)
_NEAR = 4
"""A sum further away than this part of itself is of something else."""
_ROWS_MOST = 30


def summed(grids: Sequence[Grid], readings: Sequence[Reading]) -> Iterator[Spoken]:
    """Sums told of a table of the same section that none of its columns bears out."""
    by_section: dict[str | None, list[Grid]] = {}
    for grid in grids:
        if 2 <= len(grid.labels) <= _ROWS_MOST:
            by_section.setdefault(grid.table.section, []).append(grid)
    for reading in readings:
        home = by_section.get(reading.carrier.section, ()) if reading.carrier.kind == "sentence" and reading.figures else ()
        if not home or not (_JOINED.search(reading.text) or _YEARS.search(reading.text)) or len(reading.figures) > 4 or _NOT.search(reading.text):
            continue
        for grid in home:
            found = list(_held(reading, grid))
            if found:
                yield from found
                break


def _held(reading: Reading, grid: Grid) -> Iterator[Spoken]:
    rows = _meant(reading, grid)
    if not rows:
        return
    for q in reading.figures:
        if q.kind not in ADDED or q.bound or q.is_range or q.approximate or q.change or q.low is None or q.low <= 0:
            continue
        columns = [[grid.figures[n][c] for n in rows] for c in grid.figure_columns if grid.heads[c].additive and not grid.heads[c].share and not grid.heads[c].growth]
        columns = [parts for parts in columns if None not in parts and all(f.pure and fits(q, f.quantity) and (f.quantity.kind == q.kind or _headed(q, grid, f)) for f in parts)]
        if not columns or _told(q, grid, rows):
            continue
        if len(columns) > 1:
            words = frozenset(stems(reading.text))
            columns = [parts for parts in columns if words & frozenset(stems(grid.heads[parts[0].column].dateless))]
        if len(columns) != 1:
            continue
        parts = columns[0]
        total = sum((Fraction(f.value) for f in parts), Fraction(0))
        if abs(Fraction(q.low) - total) * _NEAR <= total:
            message = f"{q.text} in the text, but the {len(parts)} rows of the table add up to {shown(total, parts[0].quantity)}"
            yield Spoken(reading, q, grid, tuple(parts), message, (total, total), 0.75)


def _headed(q: Quantity, grid: Grid, figure: Figure) -> bool:
    """Whether a bare number stands under the unit that the figure is written with."""
    unit = re.sub(r"^[\d.,\s]+", "", q.text)
    return len(unit) >= 2 and unit in grid.heads[figure.column].text


def _meant(reading: Reading, grid: Grid) -> list[int]:
    """The rows that the sentence sums up."""
    lines = [n for n, x in enumerate(grid.labels) if not (x.aggregate or x.part_of) and covering(grid, n) is None]
    years = _YEARS.search(reading.text)
    if years is not None:
        return lines if _number(years["n"]) == len(lines) and all(grid.labels[n].period is not None for n in lines) else []
    match = _ROWS.search(reading.text)
    if match is not None:
        named = [n for n in lines if not _OTHERS.search(grid.labels[n].plain)]
        return next((rows for rows in (lines, named) if len(rows) == _number(match["n"])), [])
    words = frozenset(stems(reading.text[: max((q.start for q in reading.figures), default=0)]))
    named = [n for n in lines if _named(grid, n, words)]
    return named if 2 <= len(named) < len(lines) else []


_OTHERS = re.compile(r"\b(?:others?|rest|remaining|remainder|elsewhere)\b", re.I)


def _named(grid: Grid, row: int, words: frozenset[str]) -> bool:
    """Whether the first word of a label, or one begun like it, is among some words."""
    label = stems(grid.labels[row].plain)[:1]
    return bool(label) and any(w == label[0] or (min(len(w), len(label[0])) >= 5 and (w.startswith(label[0]) or label[0].startswith(w))) for w in words)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else numerals.ONES[text.lower()]


def _told(q: Quantity, grid: Grid, rows: Sequence[int]) -> bool:
    """Whether a cell, two of the rows, those on end or all of a column are the figure."""
    for line in grid.columns():
        figures: list[Figure] = [f for f in line.figures if f is not None and fits(q, f.quantity)]
        if any(same(q, f.quantity, 1) for f in figures):
            return True
        meant = [f for f in figures if f.row in rows]
        sums = [figures, *combinations(meant, 2), *(figures[:n] for n in range(3, len(figures))), *(figures[-n:] for n in range(3, len(figures)))]
        for parts in sums:
            total = rounding.total([f.quantity for f in parts]) if parts else None
            if total is not None and rounding.holds(q, total, total).verdict != "disagree":
                return True
    return False
