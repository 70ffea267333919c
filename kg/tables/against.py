"""Columns that give every row's distance from one row of the table: "averted against baseline", "points behind the first"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.tables.covering import covering
from kg.tables.derivations import Derivation, Operand, Way, evaluate
from kg.tables.grid import Figure, Grid, Line, blank
from kg.tables.growth import LEVELS

HELD = 4
"""So many rows must keep to the relation before one that breaks it is believed wrong."""


def against(grid: Grid) -> Iterator[Derivation]:
    """Differences and changes from one row, where all rows but one keep to them.

    The row that the others are held against is the only one of the column of levels for which the
    column of differences is empty or nought, at the head or the foot of the table.
    """
    columns = grid.columns()
    for line in columns:
        for level in columns:
            base = _base(grid, line, level)
            if base is not None:
                yield from _broken(grid, line, level, base)


def _base(grid: Grid, line: Line, level: Line) -> int | None:
    """The row that a column of differences may be taken from."""
    if line is level or level.heading.growth or level.heading.share:
        return None
    ends = [n for n in (0, len(grid.labels) - 1) if level.figures[n] is not None and _nothing(line, n)]
    base = ends[0] if len(ends) == 1 else None
    if base is None or level.figures[base].quantity.kind not in LEVELS or not level.figures[base].value or grid.labels[base].total:
        return None
    return base


def _nothing(line: Line, row: int) -> bool:
    figure = line.figures[row]
    return figure.value == 0 if figure is not None else blank(line.cells[row])


def _broken(grid: Grid, line: Line, level: Line, base: int) -> Iterator[Derivation]:
    """The one row whose difference is not that of its level and the base."""
    found = [[], []]
    for row, stated in enumerate(line.figures):
        mine = level.figures[row]
        if row == base or stated is None or mine is None or not stated.pure or not mine.pure:
            continue
        # What stands for several rows is as far from the base as they are together.
        if grid.labels[row].aggregate or covering(grid, row) is not None:
            continue
        for turn, ways in enumerate(found):
            way = _way(grid, mine, level.figures[base], stated, bool(turn))
            if way is not None:
                ways.append((stated, way, evaluate(way, stated.quantity).holds, row))
    for tried in found:
        broken = [x for x in tried if not x[2]]
        held = len(tried) - len(broken)
        told = {x[0].value for x in tried if x[2]}
        if held >= HELD and len(told) >= HELD and len(broken) == 1:
            stated, way, _, row = broken[0]
            why = f"{line.heading.plain} is {'the change' if way.formula == 'growth' else 'the difference'} from “{grid.labels[base].plain}” in the {held} other rows"
            yield Derivation("growth", grid.report.id, grid.table, stated, f"{grid.labels[row].plain}, {line.heading.plain}", (way,), why, 0.85)


def _way(grid: Grid, mine: Figure, first: Figure, stated: Figure, turned: bool) -> Way | None:
    """The difference of a level and the base, or the other way about; for a percentage the change."""
    if mine.sort != first.sort or not first.value or not mine.value:
        return None
    own = Operand(f"{mine.quantity.text} ({grid.labels[mine.row].plain})", mine.quantity, mine)
    base = Operand(f"{first.quantity.text} ({grid.labels[first.row].plain})", first.quantity, first)
    if stated.quantity.kind == "percent":
        # A fall is written without its sign.
        return Way("growth", (base, own), f"{base.name} to {own.name}", factor=-1 if turned else 1)
    if stated.sort != mine.sort:
        return None
    pair = (base, own) if turned else (own, base)
    return Way("difference", pair, f"{pair[0].name} less {pair[1].name}")
