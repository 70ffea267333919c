"""Relations of lines of a table that nearly the whole table keeps to, and where it does not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from kg import patterns as re
from kg.model import Quantity
from kg.records import record
from kg.tables.derivations import Derivation, Operand, Result, Way, evaluate, exact, sharp, sharpened, whole_count
from kg.tables.grid import Figure, Grid, Line
from kg.tables.headings import Heading
from kg.tables.slips import slipped

LINES = 14
"""Tables with more lines of figures than this are not searched."""
INFORMATION = 4.0
"""Decimal digits that must agree, beyond chance, before a relation is believed."""
_DIFFERENCE = re.compile(r"\b(?:difference|diff|balance|net|surplus|deficit|variance|gap|spread|gd)\b", re.I)


@record
class _Vector:
    """A line with its figures as rough numbers, for a first look only; verdicts are exact."""

    line: Line
    values: tuple[float | None, ...]
    steps: tuple[float, ...]
    changes: tuple[bool, ...]
    """Whether what stands at a position is a change, which is no product of changes."""


def sums(grid: Grid) -> Iterator[Derivation]:
    """Cells that break a rule "C is A + B" (or of more parts) which nearly all other rows or columns keep."""
    yield from _both(grid, False)


def products(grid: Grid) -> Iterator[Derivation]:
    """Cells that break a rule "C is A × B" or "C is A ÷ B" which nearly all other rows or columns keep."""
    yield from _both(grid, True)


def _both(grid: Grid, product: bool) -> Iterator[Derivation]:
    yield from _search(grid, grid.columns(), list(grid.labels), "rows", product)
    yield from _search(grid, grid.rows(), [grid.heads[c] for c in grid.figure_columns], "columns", product)


def _search(grid: Grid, lines: Sequence[Line], across: Sequence[Heading], noun: str, product: bool) -> Iterator[Derivation]:
    usable = [_vector(x, across) for x in lines if not x.heading.aggregate and not x.heading.share]
    usable = [x for x in usable if sum(v is not None for v in x.values) >= 3]
    if not 3 <= len(usable) <= LINES:
        return
    chance = math.log10(len(usable) ** 3 / 2 + 1)
    rules = []
    for whole in usable:
        rest = [x for x in usable if x is not whole]
        groups: list[tuple[_Vector, ...]] = list(combinations(rest, 2))
        if not product:
            groups += [tuple(rest[start:end]) for start in range(len(rest) - 2) for end in range(start + 3, len(rest) + 1)]
        for parts in groups:
            spots, power = _kept(whole, parts, product)
            if power is not None:
                rules.append(_rule(grid, whole.line, tuple(x.line for x in parts), product, across, chance, noun, spots, power))
    # Of several rules for the same cells the one that most speaks for goes first.
    for _, _, broken in sorted((r for r in rules if r is not None), key=lambda r: (-r[0], r[1])):
        yield from broken


def _vector(line: Line, across: Sequence[Heading]) -> _Vector:
    pure = [f if f is not None and f.pure and not across[p].average else None for p, f in enumerate(line.figures)]
    changes = tuple(across[p].growth or across[p].compound for p in range(len(pure)))
    return _Vector(line, tuple(float(f.value) if f else None for f in pure), tuple(float(f.quantity.low_step) if f else 0.0 for f in pure), changes)


def _kept(whole: _Vector, parts: tuple[_Vector, ...], product: bool) -> tuple[list[int], int | None]:
    """The positions where all are known, and the power of ten by which most keep to the rule, roughly."""
    spots, ratio = [], []
    for p, stated in enumerate(whole.values):
        values = [x.values[p] for x in parts]
        if stated is None or None in values or (product and whole.changes[p]) or (product and (stated <= 0 or min(values) <= 0)):
            continue
        spots.append(p)
        if product:
            ratio.append(stated / (values[0] * values[1]))
        else:
            reach = whole.steps[p] + sum(x.steps[p] for x in parts) or 1.0
            ratio.append(1.0 if abs(stated - sum(values)) <= reach else 2.0)
    if len(spots) < 3:
        return spots, None
    middle = sorted(ratio)[(len(ratio) - 1) // 2]
    power = round(math.log10(middle)) if product else 0
    near = sum(abs(r / 10**power - 1) <= 0.1 for r in ratio)
    return spots, power if near >= 2 and near * 5 >= len(ratio) * 3 else None


def _rule(grid: Grid, whole: Line, parts: tuple[Line, ...], product: bool, across: Sequence[Heading], chance: float, noun: str, spots: Sequence[int], power: int) -> tuple[float, str, list[Derivation]] | None:
    if not product and len({x.figures[p].sort for x in (whole, *parts) for p in spots}) > 1:
        return None
    result, ways = _stated(whole, parts, product, power)
    tried = [(p, ways(p), result.figures[p]) for p in spots]
    outcomes = rounded = [evaluate(way, stated.quantity) for _, way, stated in tried]
    if not grid.rounded:
        # Counts with which all other rows hold to the unit are no rounded figures.
        finer = [(p, sharpened(way), replace(f, quantity=sharp(f.quantity)) if not product and whole_count(f.quantity) else f) for p, way, f in tried]
        again = [evaluate(way, f.quantity) for _, way, f in finer]
        if product and (all(o.holds for o in again) or not nearly_all(sum(o.holds for o in again), len(spots))):
            # 60 turbines of 5 MW are 300 MW where all other rows hold to the unit.
            finer = [(p, exact(way), f) for p, way, f in tried]
            again = [evaluate(way, f.quantity) for _, way, f in finer]
        if nearly_all(sum(o.holds for o in again), len(spots)):
            tried, outcomes = finer, again
    held = sum(o.holds for o in outcomes)
    information = sum(_digits(o, f.quantity) for o, (_, _, f) in zip(outcomes, tried, strict=True) if o.holds)
    broken = [
        spot
        for o, loosely, spot in zip(outcomes, rounded, tried, strict=True)
        if not o.holds
        and (not product or not (across[spot[0]].total or _added_up(grid, spot[2], noun)) or (not loosely.holds and _slip(o, spot[2].quantity)))
        and (product or not _mean(across[spot[0]], spot[2], spot[1]))
    ]
    # A column called "difference" needs less to be believed one.
    needed = 1.0 if not product and len(parts) == 2 and result is not whole and _DIFFERENCE.search(result.heading.plain) else INFORMATION + chance
    if held < 2 or not broken or len(broken) > max(1, held // 4) or information < needed:
        return None
    found = []
    for p, way, stated in broken:
        name = f"{across[p].plain}, {result.heading.plain}" if across[p].plain else result.heading.plain
        found.append(Derivation("ratio" if product else "total", grid.report.id, grid.table, stated, name, (way,), f"{result.heading.plain} is {way.words} in the {held} other {noun}", 0.85))
    return information, result.heading.plain, found


def _added_up(grid: Grid, stated: Figure, noun: str) -> bool:
    """Whether the first or last line of a table, or one in italics or bold, is the sum of others in some column, whatever it is called."""
    lines = grid.columns() if noun == "rows" else grid.rows()
    at = stated.row if noun == "rows" else [f.column if f else None for f in (grid.rows()[stated.row].figures if grid.rows() else ())].index(stated.column)
    for line in lines:
        values = [f.value if f is not None and f.pure else None for f in line.figures]
        if at >= len(values) or not values[at]:
            continue
        others = [v for n, v in enumerate(values) if n != at and v is not None]
        before = [v for v in values[:at] if v is not None]
        runs = [others, *(before[:n] for n in range(2, len(before) + 1)), *(before[n:] for n in range(1, len(before) - 1))]
        if any(len(run) > 1 and sum(run) == values[at] for run in runs) or (len(others) > 2 and sum(others) == 2 * values[at]):
            return True  # the second: with the subtotals among the others, each part is there twice
    return False


def _mean(across: Heading, stated: Figure, way: Way) -> bool:
    """Whether a figure that no rule of sums gives is a mean of its parts: tonnes per hectare, the punctual part of the trains of four lines."""
    values = [o.figure.value for o in way.operands]
    return (not across.additive or (len(values) > 2 and min(values) > 0)) and min(values) <= stated.value <= max(values)


def _slip(outcome: Result, stated: Quantity) -> bool:
    """Whether the total of a column of rates is a slip of the rate of the totals, and no average of the rates."""
    if outcome.low is None or outcome.low != outcome.high or stated.is_range or not outcome.low or not stated.low:
        return False
    step = Fraction(stated.low_step) or Fraction(1)
    value = round(outcome.low / step) * step
    return slipped(stated, replace(stated, low=(number := Decimal(value.numerator) / Decimal(value.denominator)), high=number))


def nearly_all(held: int, count: int) -> bool:
    """Whether so many held that those which did not are exceptions."""
    return held >= 3 and count - held <= max(1, held // 4)


def _stated(whole: Line, parts: tuple[Line, ...], product: bool, power: int) -> tuple[Line, Callable[[int], Way]]:
    """Which of the lines is the result, and how it is computed at a position."""
    scale = Fraction(10) ** power
    operand = lambda x, p: Operand(x.heading.plain, x.figures[p].quantity, x.figures[p])  # noqa: E731
    a, b = parts[0], parts[-1]
    if product:
        part = next((x for x in parts if _ratio_like(x) and not _ratio_like(whole)), None)
        if part is None:
            return whole, lambda p: Way("product", (operand(a, p), operand(b, p)), f"{a.heading.plain} × {b.heading.plain}", factor=scale)
        other = b if part is a else a
        return part, lambda p: Way("ratio", (operand(whole, p), operand(other, p)), f"{whole.heading.plain} ÷ {other.heading.plain}", factor=1 / scale)
    last = max((whole, *parts), key=lambda x: x.index)
    if last is whole or len(parts) > 2 or (whole.index < min(a.index, b.index) and whole.heading.total):
        words = " + ".join(x.heading.plain for x in parts)
        return whole, lambda p: Way("sum", tuple(operand(x, p) for x in parts), words)
    other = b if last is a else a
    return last, lambda p: Way("difference", (operand(whole, p), operand(other, p)), f"{whole.heading.plain} − {other.heading.plain}")


def _ratio_like(line: Line) -> bool:
    heading = line.heading
    return bool(heading.concept and heading.concept.nature in ("ratio", "rate")) or bool(re.search(r"\bper\b|\brate\b|%|\bratio\b|\bmultiple\b|\bavg\b|\baverage\b", heading.text, re.I))


def _digits(outcome: Result, stated: Quantity) -> float:
    """How many decimal digits of agreement a row that holds is worth: how near the result came, by chance."""
    value = abs(float(stated.low + stated.high)) / 2
    if outcome.low is None or outcome.high is None or not value:
        return 0.0
    apart = abs(float(outcome.low + outcome.high) / 2 - float(stated.low + stated.high) / 2)
    step = float(stated.low_step) or 1.0
    return min(3.0, max(0.0, -math.log10((2 * apart + step) / value)))
