"""Paragraphs that quote a row of a table without its label: "Of 64,200 voters 55,850 came", and a cell with turned digits among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.model import Quantity
from kg.readings import Reading
from kg.tables.grid import Figure, Grid
from kg.tables.slips import slipped
from kg.tables.told import fits

DIGITS = 4
"""Figures with fewer digits that count are turned into each other by chance."""
SHOWN = 3
"""A figure that shows which row is quoted has so many digits that count."""


def quoted(grids: Sequence[Grid], readings: Sequence[Reading]) -> Iterator[tuple[Reading, Quantity, Grid, Figure, Figure]]:
    """Figures that are a cell with two neighbouring digits turned, beside another cell of its row.

    Gives the text, the figure, the table, the cell and the other cell that the paragraph repeats.
    The figure must stand nowhere else, in text or table, and the paragraph must not give the cell.
    """
    paragraphs: dict[str, list[tuple[Reading, Quantity]]] = defaultdict(list)
    for reading in readings:
        if reading.carrier.kind == "sentence" and reading.carrier.passage:
            paragraphs[reading.carrier.passage] += [(reading, q) for q in reading.figures if _plain(q)]
    if not paragraphs:
        return
    written = Counter(q.low for told in paragraphs.values() for _, q in told)
    cells = Counter(f.quantity.low for grid in grids for row in grid.figures for f in row if f is not None)
    by_section: dict[str | None, list[Grid]] = defaultdict(list)
    for grid in grids:
        by_section[grid.table.section].append(grid)
    for told in paragraphs.values():
        rare = [(r, q) for r, q in told if _digits(q.low) >= DIGITS and written[q.low] == 1 and not cells[q.low]]
        values = {q.low for _, q in told}
        for reading, q in rare:
            for grid in by_section.get(reading.carrier.section, ()):
                yield from ((reading, q, grid, *pair) for pair in _turned(q, grid, values, cells))


def _turned(q: Quantity, grid: Grid, values: set[Decimal], cells: Counter[Decimal]) -> Iterator[tuple[Figure, Figure]]:
    """The one cell of which a figure is a slip, with a cell of its row that the paragraph repeats."""
    found = []
    for row in grid.figures:
        shown = [f for f in row if f is not None and f.quantity.low in values and _digits(f.quantity.low) >= SHOWN and cells[f.quantity.low] == 1]
        found += [(f, shown[0]) for f in row if shown and f is not None and f.pure and f.quantity.low not in values and fits(q, f.quantity) and _neighbours(q, f.quantity)]
    if len(found) == 1:
        yield found[0]


def _plain(q: Quantity) -> bool:
    return q.low is not None and q.low == q.high and not (q.bound or q.approximate or q.change) and q.kind in ("count", "measure", "money")


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _neighbours(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are of the same digits, two neighbouring ones turned."""
    one, two = (sorted(q.low.normalize().as_tuple().digits) for q in (a, b))
    return one == two and a.low != b.low and a.low.adjusted() == b.low.adjusted() and slipped(a, b)
