"""The figures of a report's tables as derivations look at them: as levels with their year, and as figures among those of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import nouns
from kg import patterns as re
from kg.derivations.levels import Cell
from kg.derivations.masked import Term
from kg.derivations.vicinity import Figure
from kg.metrics import Metrics
from kg.readings import Carrier, Reading
from kg.tables.grid import Grid

_MOST = 4000
"""So many cells at most: what changes are told from stands in small tables."""
_FIRST = 2_000
"""Of reports with more cells than this only the first are looked at as figures of the text."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def cells(grids: Sequence[Grid], lexicon: Metrics) -> list[Cell]:
    """Every figure of the tables that holds little else."""
    return list(_cells(grids, lexicon)) if sum(len(g.labels) * len(g.heads) for g in grids) <= _MOST else []


def _cells(grids: Sequence[Grid], lexicon: Metrics) -> Iterator[Cell]:
    for grid in grids:
        for row, figures in enumerate(grid.figures):
            for column, figure in enumerate(figures):
                if figure is None or not figure.pure or figure.quantity.low is None or figure.quantity.is_range or figure.quantity.low <= 0:
                    continue
                period = grid.period(row, column)
                year = period.end.year if period is not None and period.end is not None else None
                carrier = Carrier(grid.report.id, "cell", figure.cell.id, figure.cell.text, figure.cell.place)
                label = f"{grid.labels[row].plain} {grid.table.caption}"
                yield Cell(Reading(carrier, lexicon), figure.quantity, label, grid.heads[column].plain, year, (grid.table.id, "row", row), (grid.table.id, "column", column))


def figures(grids: Sequence[Grid]) -> list[Figure]:
    """Every plain figure of the tables, with the words of its row, column and table as what it counts."""
    found: list[Figure] = []
    for grid in grids:
        if len(found) > _FIRST:
            break
        found += _figures(grid)
    return found


def _figures(grid: Grid) -> Iterator[Figure]:
    for r, row in enumerate(grid.figures):
        for cell in row:
            q = cell.quantity if cell is not None else None
            if cell is None or q is None or not cell.pure or q.low is None or q.low <= 0 or q.is_range or q.bound or q.change:
                continue
            words = f"{grid.labels[r].text} {grid.heads[cell.column].text} {grid.table.caption}"
            carrier = Carrier(grid.report.id, "cell", cell.cell.id, cell.cell.text, cell.cell.place, grid.table.section, words, cell.cell.table)
            noun = frozenset(nouns.singular(w) for w in _WORD.findall(words.lower()))
            yield Figure(Term(Reading(carrier, grid.lexicon), q), 0, noun)
