"""The figures of a report's tables as derivations look at them: with the words of row and column, and the year they hold for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.derivations.levels import Cell
from kg.metrics import Metrics
from kg.readings import Carrier, Reading
from kg.tables.grid import Grid

_MOST = 4000
"""So many cells at most: what changes are told from stands in small tables."""


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
