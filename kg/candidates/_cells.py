"""The cells of tables as figures among those of the text, told by row label, header and caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import nouns
from kg.derivations.masked import Term
from kg.derivations.vicinity import Figure
from kg.readings import Carrier, Reading
from kg.tables.grid import Grid

_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST = 2_000
"""Of reports with more cells than this only the first are looked at."""


def cells_of(grids: Sequence[Grid]) -> list[Figure]:
    """Every plain figure of the tables, with the words of its row, column and table as what it counts."""
    found: list[Figure] = []
    for grid in grids:
        if len(found) > _MOST:
            break
        found += _of(grid)
    return found


def _of(grid: Grid) -> Iterator[Figure]:
    for r, row in enumerate(grid.figures):
        for cell in row:
            q = cell.quantity if cell is not None else None
            if cell is None or q is None or not cell.pure or q.low is None or q.low <= 0 or q.is_range or q.bound or q.change:
                continue
            words = f"{grid.labels[r].text} {grid.heads[cell.column].text} {grid.table.caption}"
            carrier = Carrier(grid.report.id, "cell", cell.cell.id, cell.cell.text, cell.cell.place, grid.table.section, words, cell.cell.table)
            noun = frozenset(nouns.singular(w) for w in _WORD.findall(words.lower()))
            yield Figure(Term(Reading(carrier, grid.lexicon), q), 0, noun)
