"""The figures of a report with what says what each is of, for the candidate sets that compare them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from kg import retold
from kg.candidates._base import Context
from kg.derivations.support import support_in_sum
from kg.model import Quantity, Report
from kg.readings import Carrier, Reading
from kg.retold import Told
from kg.tables.grid import Figure, Grid


def told_of(context: Context, report: Report) -> list[Told]:
    """Every plain figure of a report's text with what says what it is of, read once."""

    def tell() -> list[Told]:
        read = [*context.readings(report), *context.headings(report)]
        return [t for r, lead in zip(read, _leads(report, read), strict=True) for t in retold.tell(r, lead)]

    return context.once(("told", report.id), tell)


def told_by_place(context: Context, report: Report) -> dict[tuple, Told]:
    """The same, by path, line and column of the figure."""
    return context.once(("told by place", report.id), lambda: {retold.where(t): t for t in told_of(context, report)})


def _leads(report: Report, read: list[Reading]) -> Iterator[str]:
    """The question that each reading answers: the sentence before it, or the heading it stands under."""
    titles = {s.id: s.title for s in report.sections if s.title.rstrip().endswith("?")}
    before: Reading | None = None
    for reading in read:
        here = reading.carrier
        asked = before is not None and before.carrier.passage == here.passage and before.text.rstrip(" *_").endswith("?")
        first = before is None or before.carrier.section != here.section
        yield before.text if asked else titles.get(here.section, "") if first and here.kind == "sentence" else ""
        before = reading


# --------------------------------------------------------------------------- cells


def cells_like(context: Context, report: Report, told: Sequence[Told]) -> list[Told]:
    """The cells whose figures look like one that the text tells, told by row label, header and caption."""
    if not report.tables:
        return []
    known = frozenset(name for t in told for name in t.names)
    stated = [(t.sort, t.value, len(t.written)) for t in told]
    cells = [(grid, n, f) for grid in context.grids(report) for n, row in enumerate(grid.figures) for f in row if f is not None and _plain(f)]
    looks = [(retold.sort(f.quantity), retold.scaled(f.quantity), len(f.cell.text.strip("0,. "))) for _, _, f in cells]
    mixed = {j for i, j in retold.lookalikes([*stated, *looks]) if i < len(stated) <= j}
    found = [told_cell(context, *cells[j - len(stated)], known) for j in sorted(mixed)]
    return [t for t in found if t is not None] + _told_in_cells(context, report)


def _plain(figure: Figure) -> bool:
    q = figure.quantity
    return figure.pure and q.low is not None and q.low > 0 and not (q.is_range or q.bound or q.change)


def told_cell(context: Context, grid: Grid, row: int, figure: Figure, known: frozenset[str]) -> Told | None:
    """A cell of a figure as if its row label and header told it."""
    head = grid.heads[figure.column]
    words = f"{grid.labels[row].text} {'' if head.value else head.text}"
    cell = figure.cell
    carrier = Carrier(grid.report.id, "cell", cell.id, cell.text, cell.place, grid.table.section, words, cell.table)
    reading = Reading(carrier, grid.lexicon)
    found = next((t for t in retold.tell(reading, every=True) if t.quantity.start <= figure.quantity.end and figure.quantity.start <= t.quantity.end), None)
    if found is None:
        return None
    near = retold.roots(words) | found.near
    return replace(
        found,
        quantity=figure.quantity,
        sort=retold.sort(figure.quantity),
        value=retold.scaled(figure.quantity),
        near=near,
        wide=near | retold.roots(f"{grid.table.caption} {grid.heads[grid.label].text}"),
        names=near & known,
        apart=retold.apart([w.lower() for w in retold.TOKEN.findall(words)]),
        period=grid.period(row, figure.column),
    )


def cells_of_attributes(context: Context, report: Report) -> list[Told]:
    """The cells of tables that list the figures of one thing: two columns, an attribute and its value."""
    found = []
    for grid in context.grids(report):
        if all(sum(f is not None for f in row) <= 1 for row in grid.figures) and len(grid.heads) == 2:
            found += [told_cell(context, grid, n, f, frozenset()) for n, row in enumerate(grid.figures) for f in row if f is not None and _plain(f)]
    return [t for t in found if t is not None]


def in_table(context: Context, report: Report, told: Told, value: Decimal) -> float:
    """The bits for a value in the place of a cell: whether its column, or its row, then adds up."""
    places = context.once(("cells by id", report.id), lambda: {f.cell.id: (grid, f) for grid in context.grids(report) for row in grid.figures for f in row if f is not None})
    found = places.get(told.reading.carrier.id)
    if found is None:
        return 0.0
    grid, figure = found
    column = [row[figure.column] for row in grid.figures]
    lines = [[f for f in line if f is not None and f is not figure and f.sort == figure.sort] for line in (column, grid.figures[figure.row])]
    return max(support_in_sum(Fraction(value), _half(figure), [(Fraction(retold.scaled(f.quantity)), _half(f)) for f in line]) for line in lines)


def _half(figure: Figure) -> Fraction:
    q = figure.quantity
    return Fraction(q.low_step) * Fraction(retold.scaled(q)) / Fraction(q.low) / 2 if q.low else Fraction(q.low_step) / 2


def ranges_told(context: Context, report: Report) -> list[Told]:
    """The ranges and open bounds of a report, text and cells, of which another shares one end."""
    read = [*context.readings(report), *context.headings(report), *_cell_readings(context, report)]
    ends: dict[tuple, list[tuple[int, Quantity]]] = defaultdict(list)
    for n, reading in enumerate(read):
        for q in reading.figures:
            if _open(q):
                for end in {q.low, q.high}:
                    ends[retold.sort(q), q.currency, end].append((n, q))
    pairs = [pair for held in ends.values() if len(held) <= retold.CROWD for pair in combinations(held, 2)]
    wanted = {n for (a, x), (b, y) in pairs if a != b and retold.one_end(x, y) for n in (a, b)}
    return [t for n in sorted(wanted) for t in retold.tell(read[n], every=True) if _open(t.quantity)]


def _open(quantity: Quantity) -> bool:
    return quantity.is_range or quantity.bound in ("ge", "le")


def _cell_readings(context: Context, report: Report) -> list[Reading]:
    """The cells that hold words beside their figures, or a range."""

    def read() -> Iterator[Reading]:
        for grid in context.grids(report):
            for r, row in enumerate(grid.table.rows):
                for c, role in enumerate(grid.roles):
                    if c == grid.label or c >= len(row) or role == "period" or not any(map(str.isdigit, row[c].text)):
                        continue
                    figure = grid.figures[r][c]
                    if figure is None or _open(figure.quantity):
                        cell, words = row[c], f"{grid.labels[r].plain} {grid.heads[c].plain}"
                        carrier = Carrier(grid.report.id, "cell", cell.id, cell.text, cell.place, grid.table.section, words, cell.table)
                        yield Reading(carrier, grid.lexicon)

    return context.once(("cell readings", report.id), lambda: list(read()))


def _told_in_cells(context: Context, report: Report) -> list[Told]:
    """Plain figures of cells that hold words: "Phishing mail reaches 46 mailboxes"."""
    return [t for reading in _cell_readings(context, report) if reading.figures for t in retold.tell(reading)]
