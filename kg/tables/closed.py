"""Tables whose rows close without a row that is called their total: shares that make 100, and bridges from an opening to a closing figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.tables.covering import covering
from kg.tables.derivations import Derivation, Operand, Way, shown
from kg.tables.grid import Figure, Grid, Line
from kg.tables.totals import ADDED

ROWS = 4
"""So many rows make a whole."""
_OPENING = re.compile(r"^\W*(?:opening|starting|beginning|brought\s+forward|(?:balance\s+)?(?:at|on)\s+(?:the\s+)?(?:start|beginning|1\s)|start\s+of)\b|\b(?:brought\s+forward|at\s+(?:the\s+)?(?:start|beginning)|b/f)\b", re.I)
_CLOSING = re.compile(r"^\W*(?:closing|ending|carried\s+forward|(?:balance\s+)?(?:at|on)\s+(?:the\s+)?(?:end|close|2[89]\s|3[01]\s)|end\s+of)\b|\b(?:carried\s+forward|at\s+(?:the\s+)?(?:end|close)|c/f)\b", re.I)
_SIGNED = re.compile(r"^[\s*_]*(?:(?P<open>\()\s*)?(?P<sign>[+−–-]?)\s?[$€£]?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:\))?[\s*_]*$")


def shares(grid: Grid) -> Iterator[Derivation]:
    """The one amount that does not fit its share, where the shares make 100 and all other rows fit one whole, which is the sum with it put right."""
    if any(x.aggregate for x in grid.labels) or len(grid.labels) < ROWS or covering(grid, len(grid.labels) - 1) or covering(grid, 0):
        return
    columns = grid.columns()
    for line in columns:
        if None in line.figures or line.heading.growth or any(f.quantity.kind != "percent" or f.quantity.bound or f.quantity.is_range or f.value <= 0 for f in line.figures) or sum(f.value for f in line.figures) != 100:
            continue
        for base in columns:
            if base is not line and base.heading.additive and None not in base.figures and all(f.pure and f.quantity.kind in ADDED and f.value > 0 for f in base.figures) and len({f.sort for f in base.figures}) == 1:
                yield from _misfit(grid, line, base)


def _misfit(grid: Grid, line: Line, base: Line) -> Iterator[Derivation]:
    rows = range(len(base.figures))
    if not [r for r in rows if not _fits(line, base, r, sum(Fraction(f.value) for f in base.figures))]:
        return
    found = []
    for row in rows:
        rest = sum(Fraction(f.value) for n, f in enumerate(base.figures) if n != row)
        whole = rest * 100 / (100 - Fraction(line.figures[row].value))
        if all(_fits(line, base, n, whole) for n in rows if n != row):
            found.append((row, whole))
    if len(found) != 1:
        return
    row, whole = found[0]
    stated, share = base.figures[row], line.figures[row]
    number = round(Decimal(whole.numerator) / Decimal(whole.denominator), 6)
    step = stated.quantity.low_step or Decimal(1)
    sum_of = replace(stated.quantity, text=shown(whole, stated.quantity), low=number, high=number, low_step=step, high_step=step, low_loose=step, high_loose=step)
    way = Way("product", (Operand(line.heading.plain, share.quantity, share), Operand("the whole of the other rows", sum_of)), f"{share.quantity.text} of {sum_of.text}", factor=Fraction(1, 100))
    name = f"{grid.labels[row].plain}, {base.heading.plain}"
    yield Derivation("ratio", grid.report.id, grid.table, stated, name, (way,), f"“{line.heading.plain}” makes 100%, and every other row is its share of {sum_of.text}", 0.85)


def _fits(line: Line, base: Line, row: int, whole: Fraction) -> bool:
    share = rounding.share(base.figures[row].quantity, whole)
    return rounding.holds(line.figures[row].quantity, share, share).verdict != "disagree"


# --------------------------------------------------------------------------- bridges


def bridges(grid: Grid) -> Iterator[Derivation]:
    """A closing figure that is not the opening one with all signed changes between them."""
    labels = grid.labels
    starts = [n for n, x in enumerate(labels) if _OPENING.search(x.plain)]
    ends = [n for n, x in enumerate(labels) if _CLOSING.search(x.plain)]
    if len(starts) != 1 or len(ends) != 1 or ends[0] - starts[0] < 2 or any(labels[n].total for n in range(starts[0] + 1, ends[0])):
        return
    for line in grid.columns():
        rows = range(starts[0], ends[0] + 1)
        cells = [(line.figures[n], _signed(line.cells[n].text)) if line.figures[n] is not None and line.cells[n] is not None else None for n in rows]
        if None in cells or any(value is None for _, value in cells):
            continue
        first, last, changes = cells[0], cells[-1], cells[1:-1]
        if first[0].sort != last[0].sort or not last[1][0] or not all(sign for _, (_, sign) in changes) or first[0].quantity.bound or last[0].quantity.bound:
            continue
        scale = last[0].quantity.low / last[1][0]
        operands = tuple(_operand(grid, figure, value, scale) for figure, (value, _) in cells[:-1])
        words = f"{labels[starts[0]].plain} with all changes"
        yield Derivation("total", grid.report.id, grid.table, last[0], labels[ends[0]].plain, (Way("sum", operands, words),), f"“{labels[starts[0]].plain}” and signed changes lead to it", 0.85)


def _signed(text: str) -> tuple[Decimal, bool] | None:
    """The number of a cell and whether a sign or brackets are written."""
    match = _SIGNED.match(text)
    if match is None:
        return None
    value = Decimal(match["digits"].replace(",", ""))
    negative = bool(match["open"]) or match["sign"] in tuple("−–-")
    return (-value if negative else value), bool(match["open"] or match["sign"])


def _operand(grid: Grid, figure: Figure, value: Decimal, scale: Decimal) -> Operand:
    number = value * scale
    step = Decimal(1).scaleb(value.as_tuple().exponent) * scale
    quantity = replace(figure.quantity, text=figure.cell.text.strip(), low=number, high=number, low_step=step, high_step=step, low_loose=step, high_loose=step)
    return Operand(grid.labels[figure.row].plain, quantity, figure)
