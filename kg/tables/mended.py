"""One wrong level in a series that stands beside its growth: it breaks two rates, and one other value mends both.

"40, 50 (+25 %), 68 (+16 %), 63.8 (+10 %)": with so few rows the rates seem to mean something else,
unless one level put right makes all of them hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from kg import rounding
from kg.tables.derivations import Derivation, Operand, Way
from kg.tables.grid import Figure, Grid, Line
from kg.tables.growth import LEVELS, growth, periods_of

_LEAST = 3
"""So many rates must hold once the level is put right: two of them were broken, and one held all along."""
_FAR = 3
"""A level more than so many times the mended one is hardly a slip."""

_Step = tuple[int, int]
"""The positions before and after."""


def mended(grid: Grid) -> Iterator[Derivation]:
    """The growth into the one level of a series that breaks two rates, where no reading of the column as a whole keeps them."""
    found = {d.stated.cell.id for d in growth(grid)}
    for lines, across, kind in ((grid.columns(), list(grid.labels), "row"), (grid.rows(), [grid.heads[c] for c in grid.figure_columns], "column")):
        order = periods_of(grid, kind, len(across))
        rates = [x for x in lines if x.heading.growth and not x.heading.compound and order is not None]
        for rate in rates:
            if any(f is not None and (f.cell.id in found or f.quantity.kind != "percent") for f in rate.figures):
                continue
            for levels in lines:
                if levels is not rate and _plain(levels):
                    yield from _broken(grid, rate, levels, order or ())


def _plain(line: Line) -> bool:
    figures = [f for f in line.figures if f is not None]
    kept = not (line.heading.growth or line.heading.compound or line.heading.share)
    return kept and len(figures) > _LEAST and all(f.pure and f.quantity.kind in LEVELS and f.value > 0 and not f.quantity.is_range for f in figures)


def _broken(grid: Grid, rate: Line, levels: Line, order: Sequence[tuple[date, date] | None]) -> Iterator[Derivation]:
    steps = list(_steps(rate, levels, order))
    wrong = [s for s in steps if not _holds(rate.figures[s[1]], levels.figures[s[0]].quantity, levels.figures[s[1]].quantity)]
    if len(steps) < _LEAST or len(wrong) != 2 or wrong[0][1] != wrong[1][0]:
        return
    at = wrong[0][1]
    before, level, after = (levels.figures[n] for n in (*wrong[0], wrong[1][1]))
    meant = _meant(before, rate.figures[at])
    if meant is None or not _holds(rate.figures[wrong[1][1]], meant, after.quantity) or level.value > _FAR * meant.low or meant.high > _FAR * level.value:
        return
    operands = (Operand(f"{before.quantity.text}", before.quantity, before), Operand(f"{level.quantity.text}", level.quantity, level))
    way = Way("growth", operands, f"{before.quantity.text} to {level.quantity.text}")
    name = f"{grid.labels[level.row].plain}, {rate.heading.plain}" if level.column == rate.figures[at].column or grid.labels[level.row].plain else rate.heading.plain
    yield Derivation("growth", grid.report.id, grid.table, rate.figures[at], name, (way,), f"with another “{levels.heading.plain}” all rates of the series would hold", 0.85)


def _steps(rate: Line, levels: Line, order: Sequence[tuple[date, date] | None]) -> Iterator[_Step]:
    """Positions one period apart with both levels and the rate between them."""
    for n, stated in enumerate(rate.figures):
        if stated is None or not stated.pure or order[n] is None or levels.figures[n] is None:
            continue
        start, end = order[n]
        length = (end - start).days
        spots = [k for k, o in enumerate(order) if o and abs((start - o[1]).days) <= 2 and abs((o[1] - o[0]).days - length) <= 3 and levels.figures[k] is not None]
        if len(spots) == 1 and levels.figures[spots[0]].sort == levels.figures[n].sort:
            yield spots[0], n


def _holds(stated: Figure, before: object, after: object) -> bool:
    return rounding.interval(stated.quantity).overlaps(rounding.growth(before, after))


def _meant(before: Figure, stated: Figure) -> rounding.Interval | None:
    """What a level would be by the rate that leads to it."""
    rate = rounding.interval(stated.quantity)
    factor = rounding.Interval(1 + rate.low / 100, 1 + rate.high / 100, True, True)
    found = rounding.product([before.quantity, factor])
    return found if found.low is not None and found.high is not None and found.low > Fraction(0) else None
