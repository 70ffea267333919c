"""How many times one row of a table is another, as the text says: "A bed in Surgery costs 2.4 times as much as in Paediatrics"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.model import Quantity
from kg.readings import Reading
from kg.samefact import stems
from kg.tables.derivations import shown
from kg.tables.grid import Figure, Grid
from kg.tables.rownames import Names, Row
from kg.tables.spoken import Spoken

_AS_MUCH = re.compile(r"\s+as\s+(?:much|many|high|large|big|long|great|heavy|dear|expensive)\b(?:\s+[^\W\d_][\w'’-]*){0,3}?\s+as(?:\s+[a-z][\w'’-]*){0,3}\s+$")
_NOT_PLAIN = re.compile(r"\b(?:average|combined|together|per\s+cent|would|could|target|planned|once|formerly|used\s+to|growth|grew|increase)\b", re.I)
_NEAR = 2
"""A multiple further than so many times from the one of the column is of something else."""


def multiples(grids: Sequence[Grid], readings: Sequence[Reading]) -> Iterator[Spoken]:
    """Multiples of two named rows that no column of their table gives, where one column alone can be meant."""
    said = [(r, q) for r in readings if r.carrier.kind == "sentence" for q in r.figures if q.kind == "multiple" and len(r.figures) == 1 and " as " in r.text]
    if not said:
        return
    names = Names(grids)
    for reading, q in said:
        pair = _rows(names, reading, q)
        if pair is not None and any(map(str.isdigit, q.text)) and not q.is_range and not q.bound and not _NOT_PLAIN.search(reading.text):
            yield from _held(reading, q, *pair)


def _rows(names: Names, reading: Reading, q: Quantity) -> tuple[Row, Row] | None:
    """The row before the multiple and the one it is compared with, the only two that the sentence names, of one table of its section."""
    text = reading.text
    found = list(names.find(text, names.words(text)))
    if len(found) != 2 or not found[0].end <= q.start < q.end <= found[1].start or not _AS_MUCH.fullmatch(text[q.end : found[1].start]):
        return None
    pairs = [(a, b) for a in found[0].rows for b in found[1].rows if a.grid is b.grid and a.grid.table.section == reading.carrier.section]
    return pairs[0] if len(pairs) == 1 else None


def _held(reading: Reading, q: Quantity, one: Row, other: Row) -> Iterator[Spoken]:
    grid, words = one.grid, frozenset(stems(reading.text))
    meant: list[tuple[Figure, Figure, rounding.Interval]] = []
    for c in grid.figure_columns:
        a, b = grid.figures[one.index][c], grid.figures[other.index][c]
        if a is None or b is None or a.sort != b.sort or not b.value or a.quantity.bound or b.quantity.bound:
            continue
        ratio = rounding.ratio(rounding.interval(a.quantity, loose=True), rounding.interval(b.quantity, loose=True))
        if rounding.holds(q, ratio, ratio).verdict != "disagree":
            return
        if ratio.low is not None and ratio.low > 1 and words & frozenset(stems(grid.heads[c].dateless)):
            meant.append((a, b, ratio))
    if len(meant) != 1:
        return
    a, b, ratio = meant[0]
    middle = (ratio.low + ratio.high) / 2
    if middle <= Fraction(q.low) * _NEAR and Fraction(q.low) <= middle * _NEAR:
        message = f"{one.label.plain}: {q.text} in the text, but {a.quantity.text} ÷ {b.quantity.text} ({other.label.plain}) in the table is {shown(middle, q)}"
        yield Spoken(reading, q, grid, (a, b), message, (ratio.low, ratio.high), 0.75)
