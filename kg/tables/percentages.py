"""Columns of percentages that say how the other columns hang together, found by fitting and not by their names.

A column may be each row's part of a column, or the change from one column to another.  The relation
with the fewest misfits is the one meant, if nearly all rows keep to it; the others are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from kg import rounding
from kg.model import Quantity
from kg.records import record
from kg.rounding import Interval
from kg.tables.covering import covering
from kg.tables.derivations import Derivation, Operand, Way, evaluate, shown
from kg.tables.grid import Figure, Grid, Line
from kg.tables.totals import ADDED

KEPT = 3
"""So many rows must keep to a relation."""
COLUMNS = 12
"""Tables with more columns of figures than this are not searched."""


@record
class _Fit:
    """A relation tried on a column: the rows that keep to it and those that do not."""

    words: str
    held: tuple[int, ...]
    broken: tuple[tuple[int, Way], ...]
    least: int = KEPT
    """So many of the figures that keep to it must be telling."""

    @property
    def rank(self) -> tuple[int, int]:
        return (len(self.broken), -len(self.held))


def percentages(grid: Grid) -> Iterator[Derivation]:
    """Percentages that are not what nearly all others of their column are."""
    columns = grid.columns()
    if len(columns) > COLUMNS:
        return
    for line in columns:
        figures = [f for f in line.figures if f is not None]
        if len(figures) < KEPT + 1 or any(f.quantity.kind != "percent" or f.quantity.bound or f.quantity.is_range for f in figures):
            continue
        bases = [x for x in columns if x is not line and any(f is not None for f in x.figures) and all(f is None or (f.quantity.kind in ADDED and f.pure) for f in x.figures)]
        fits = [*(_parts(grid, line, x) for x in bases), *(_changes(grid, line, a, b) for a, b in combinations(bases, 2))]
        ranked = sorted((f for f in fits if f is not None), key=lambda f: f.rank)
        if not ranked or not _believed(line, ranked[0]):
            continue
        best = ranked[0]
        if any(f.rank == best.rank and {r for r, _ in f.broken} != {r for r, _ in best.broken} for f in ranked[1:]):
            continue
        for r, way in best.broken:
            if _thousandfold(line.figures[r].quantity, way):
                continue  # "Staff" under "£ thousand" was not read as thousands
            name = f"{grid.labels[r].plain}, {line.heading.plain}" if grid.labels[r].plain else line.heading.plain
            yield Derivation("ratio", grid.report.id, grid.table, line.figures[r], name, (way,), f"{line.heading.plain} is {best.words} in the {len(best.held)} other rows", 0.85)


def _thousandfold(stated: Quantity, way: Way) -> bool:
    """Whether what comes out is a thousand times what is stated, or a thousandth: a unit was misread, for the column has one."""
    value = evaluate(way, stated).low
    return bool(value and stated.low) and any(abs(Fraction(stated.low) / value / scale - 1) < Fraction(1, 50) for scale in (1000, Fraction(1, 1000)))


def _believed(line: Line, fit: _Fit) -> bool:
    """Whether nearly all rows keep to a relation, with figures that do so hardly by chance."""
    telling = {line.figures[r].value for r in fit.held if _digits(line.figures[r].quantity) >= 2}
    return bool(fit.broken) and len(fit.held) >= KEPT and len(fit.broken) <= max(1, len(fit.held) // 3) and len(telling) >= fit.least


def _digits(q: Quantity) -> int:
    """The digits a figure is written with; the noughts of a round number are none."""
    written = f"{abs(q.low):f}"
    return len(written.replace(".", "").lstrip("0")) if "." in written else len(written.rstrip("0"))


def _parts(grid: Grid, line: Line, base: Line) -> _Fit | None:
    """Each row's part of the column: of its total row, or of the sum of the rows."""
    whole = next((n for n, x in enumerate(grid.labels) if x.total), None)
    if whole is None:
        whole = next((n for n in (len(grid.labels) - 1, 0) if covering(grid, n) is not None), None)
    rows = [n for n, x in enumerate(grid.labels) if n != whole and not x.aggregate and line.figures[n] is not None and base.figures[n] is not None]
    if len(rows) < KEPT + 1:
        return None
    wholes: list[tuple[str, Figure | None, Quantity | Interval]] = []
    if whole is not None and base.figures[whole] is not None:
        wholes.append((f"{base.heading.plain} ÷ {grid.labels[whole].plain}", base.figures[whole], base.figures[whole].quantity))
    if all(f is not None or n == whole for n, f in enumerate(base.figures)):
        wholes.append((f"{base.heading.plain} ÷ the sum of the column", None, rounding.total([base.figures[n].quantity for n in rows])))
    hundred = whole is not None and line.figures[whole] is not None and line.figures[whole].quantity.low == 100
    fits = [replace(_of(line, base, rows, *x), least=KEPT - hundred) for x in wholes]
    return min(fits, key=lambda f: f.rank, default=None)


def _of(line: Line, base: Line, rows: Sequence[int], words: str, cell: Figure | None, whole: Quantity | Interval) -> _Fit:
    held, broken = [], []
    exact = _to_the_unit(line, rows) and _to_the_unit(base, rows)
    for n in rows:
        part, stated = base.figures[n], line.figures[n]
        tight = rounding.share(part.quantity, whole)
        verdict = rounding.holds(stated.quantity, tight, rounding.share(part.quantity, whole, loose=True)).verdict
        if verdict == "loose-only" and exact and not tight.overlaps(rounding.interval(stated.quantity)):
            verdict = "disagree"
        if verdict in ("equal", "agree"):
            held.append(n)
        elif verdict == "disagree":
            operand = Operand("the whole", cell.quantity, cell) if cell is not None else _summed(base, rows, part)
            broken.append((n, Way("share", (Operand(base.heading.plain, part.quantity, part), operand), words)))
    return _Fit(words, tuple(held), tuple(broken))


def _to_the_unit(line: Line, rows: Sequence[int]) -> bool:
    """Whether some figures of a column end in no nought, so that the noughts of the others are not rounded: 45 %, 25 %, 20 %."""
    steps = [(line.figures[n].quantity.low, line.figures[n].quantity.low_step) for n in rows]
    return sum(bool(step) and low / step % 10 != 0 for low, step in steps) >= 2


def _summed(base: Line, rows: Sequence[int], like: Figure) -> Operand:
    """The sum of the rows as an operand, written plainly."""
    figures = [base.figures[n] for n in rows]
    low, high = sum(f.quantity.low for f in figures), sum(f.quantity.high for f in figures)
    step = sum(f.quantity.low_step for f in figures)
    text = shown(Fraction(low), figures[0].quantity)
    quantity = replace(like.quantity, text=text, low=low, high=high, low_step=step, high_step=step, low_loose=step, high_loose=step)
    return Operand("the sum of the rows", quantity)


def _changes(grid: Grid, line: Line, before: Line, after: Line) -> _Fit | None:
    """The change from one column to another, either way round."""
    fits = []
    for a, b in ((before, after), (after, before)):
        held, broken = [], []
        for n, stated in enumerate(line.figures):
            x, y = a.figures[n], b.figures[n]
            if stated is None or x is None or y is None or x.sort != y.sort or not x.value or grid.labels[n].average:
                continue
            way = Way("growth", (Operand(a.heading.plain, x.quantity, x), Operand(b.heading.plain, y.quantity, y)), f"the change from {a.heading.plain} to {b.heading.plain}")
            result = evaluate(way, stated.quantity)
            if result.holds:
                held.append(n)
            elif result.verdict == "disagree":
                broken.append((n, way))
        fits.append(_Fit(f"the change from {a.heading.plain} to {b.heading.plain}", tuple(held), tuple(broken)))
    found = min(fits, key=lambda f: f.rank)
    return found if len(found.held) + len(found.broken) >= KEPT + 1 else None
