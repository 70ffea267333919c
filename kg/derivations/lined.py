"""Two figures of one sentence that stand in one row or column of a table, one of them as written and the other mistyped.

"The population grew from 300,000 to 320,000", where the row of inhabitants gives 300,000 and 230,000:
the figure that agrees tells which line is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg import retold
from kg.derivations.apiece import wide
from kg.derivations.levels import of_sentence
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.register import basic, plain, sort
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Carrier, Reading
from kg.samefact import stems
from kg.tables.grid import Figure, Grid, year

_MOST = 8
"""Sentences and lines with more figures tell several things."""
_ROWS = 40
_DIGITS = 3
"""Figures of fewer digits look alike by chance."""
_OTHER = Lazy(r"\b(?:target\w*|would|could|might|planned|budget\w*|goal|if|average|mean|per|each|instead|revised|previously|originally)\b")

_Line = tuple[Grid, tuple[tuple[int | None, Figure], ...], frozenset[str]]


def lined(readings: Sequence[Reading], grids: Sequence[Grid]) -> Iterator[Derivation]:
    """Every figure of the text that is a slip of a cell, beside one that is a cell of the same line."""
    lines: dict[tuple, list[_Line]] | None = None
    known: set[tuple] = set()
    digits: set[str] = set()
    for reading in readings if grids else ():
        if reading.carrier.kind != "sentence" or not 0 < len(reading.figures) <= 2 * _MOST:
            continue
        if lines is None:
            lines = _lines(grids)
            known = {_key(f.quantity) for found in lines.values() for _, cells, _ in found for _, f in cells}
            digits = {retold.digits(key[-1]) for key in lines}
        if not any(q.low is not None and {retold.digits(q.low), retold.digits(q.high)} & digits for q in reading.figures):
            continue
        levels = [x for x in of_sentence(reading, 0) if plain(x.term.quantity) and not x.term.quantity.approximate]
        figures = [x.term.quantity for x in levels]
        if not 2 <= len(figures) <= _MOST or _OTHER.search(reading.text):
            continue
        years = {x.term.quantity.start: x.year for x in levels if x.year is not None}
        # Levels of one thing are of different years; a year that is given to all of them is of something else.
        years = {} if len(years) > 1 and len(set(years.values())) == 1 else years
        for q in figures:
            if _key(q) in known or len(_written(q)) < _DIGITS:
                continue
            found = {cell.cell.id: (grid, cell) for other in figures if other is not q and sort(basic(other)) == sort(basic(q)) for grid, cell in _meant(lines.get(_key(other), ()), q, other, years, reading)}
            if len(found) == 1:
                grid, cell = next(iter(found.values()))
                term = Term(Reading(Carrier(grid.report.id, "cell", cell.cell.id, cell.cell.text, cell.place), grid.lexicon), cell.quantity)
                words = f"{cell.cell.text.strip()} in the line of its table"
                yield Derivation("formula", Term(reading, q), (Way(lambda x: x[0], (term,), words, widen=False, loose=False),), label="", sure=False)


def _meant(lines: Sequence[_Line], q: Quantity, other: Quantity, years: dict[int, int], reading: Reading) -> Iterator[tuple[Grid, Figure]]:
    """The cells of the lines of another figure that one may be a slip of: of its year, and of what the sentence names."""
    for grid, cells, words in lines:
        theirs = next((when for when, f in cells if _key(f.quantity) == _key(other)), None)
        if theirs is not None and years.get(other.start, theirs) != theirs:
            continue
        shared = bool(wide(words) & wide(stems(reading.text)))
        for when, f in cells:
            if _key(f.quantity) == _key(other) or not _slip(q, f.quantity):
                continue
            if when is not None and q.start in years:
                if years[q.start] == when and (shared or theirs == years.get(other.start)):
                    yield grid, f
            elif shared and when is not None and len(cells) == 2:
                yield grid, f


def _slip(q: Quantity, cell: Quantity) -> bool:
    a, b = basic(q), basic(cell)
    return sort(a) == sort(b) and len(_written(cell)) >= _DIGITS and retold.mistyped(Decimal(a.low), Decimal(b.low), min(len(_written(q)), len(_written(cell))))


def _written(q: Quantity) -> str:
    """The digits a figure is written with: "160" for 1.60 million."""
    step = q.low_step
    return f"{(q.low / step).to_integral_value():f}" if step else f"{q.low:f}"


def _key(q: Quantity) -> tuple:
    one = basic(q)
    return (*sort(one), one.low.normalize())


def _lines(grids: Sequence[Grid]) -> dict[tuple, list[_Line]]:
    """The rows and columns of plain levels that years run along, by each figure they hold."""
    found: dict[tuple, list[_Line]] = defaultdict(list)
    for grid in grids:
        if len(grid.labels) > _ROWS or len(grid.figure_columns) > _ROWS:
            continue
        for lines, across in ((grid.columns(), list(grid.labels)), (grid.rows(), [grid.heads[c] for c in grid.figure_columns])):
            years = [year(x.period) for x in across]
            for line in lines:
                cells = tuple((when, f) for when, f in zip(years, line.figures, strict=True) if when is not None and f is not None and f.pure and plain(f.quantity))
                if 2 <= len(cells) <= _MOST and not line.heading.growth and not line.heading.share:
                    one = (grid, cells, frozenset(stems(line.heading.plain)))
                    for _, f in cells:
                        if len(_written(f.quantity)) > 1:
                            found[_key(f.quantity)].append(one)
    return found
