"""A figure that a text gives to one name and a table to another: "Corvane leads with 11%", where the row with 11% is Ardent's.

Only where a verb or noun of rank binds the figure to the name, the name has a row of its own without
this figure, and one other row alone has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kg import patterns as re
from kg.events.ranked import Misranked
from kg.model import Quantity
from kg.readings import Reading, span_place
from kg.tables.grid import Figure, Grid

_NAME = r"(?P<name>[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&.-]*(?:\s(?:(?:of|and|&|de|la)\s)?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&-]*){0,3})"
_CUES = (" leads", " follow", "leader", " first", " second", " third", "est ", " top", " led", " ahead", " came ", " comes ", " most")
_HEDGED = re.compile(r"\b(?:would|could|will|might|in 20\d\d|until|former|once|by 20\d\d|from)\b")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """ "X leads with", "the leader is X with", "followed by X with": up to the figure."""
    rank = r"(?:first|second|third|fourth|last|top|bottom|ahead|out in front|in the lead)"
    tail = r",?\s(?:with|at|on|having)\s(?:about\s|a\s|some\s|just\s|only\s|over\s|nearly\s)?$"
    return (
        re.compile(rf"{_NAME}\s(?:still\s|again\s|now\s)?(?:leads|led|follows|followed|(?:comes|came|is|was|ranks|ranked|stands|stood)\s{rank}|tops\sthe\s\w+|trails)(?:\s(?:the|this)\s(?:[a-z]+\s?){{1,3}})?{tail}", kept=True),
        re.compile(rf"\b(?:leader|number\sone|largest(?:\s[a-z]+){{0,3}}|biggest(?:\s[a-z]+){{0,3}}|smallest(?:\s[a-z]+){{0,3}}|most(?:\s[a-z]+){{0,3}})\s(?:is|was|remains|remained)\s(?:again\s|still\s|the\s)?{_NAME}{tail}", kept=True),
        re.compile(rf"{_NAME}\s(?:is|was|remains|remained)\s(?:again\s|still\s)?the\s(?:clear\s)?(?:market\s)?(?:leader|number\sone|(?:second-|third-)?(?:largest|biggest|smallest)(?:\s[a-z]+){{0,3}}){tail}", kept=True),
        re.compile(rf"\b(?:led|followed|headed|topped)\sby\s{_NAME}{tail}", kept=True),
    )


def misgiven(grids: Sequence[Grid], readings: Sequence[Reading]) -> Iterator[Misranked]:
    """Every figure bound to a name by its rank that a table gives to another name alone, in the order of the text."""
    rows = None
    for reading in readings:
        text = reading.text
        if reading.carrier.kind not in ("sentence", "cover") or not reading.figures or not any(c in text for c in _CUES):
            continue
        rows = _rows(grids) if rows is None else rows
        plain = text.replace("*", " ").replace("_", " ")
        for figure in reading.figures if rows else ():
            if figure.low is None or figure.bound or figure.approximate or figure.is_range:
                continue
            before = plain[max(0, figure.start - 110) : figure.start]
            match = next((m for p in _patterns() if (m := p.search(before))), None)
            if match is None or _HEDGED.search(before[match.start() :]):
                continue
            found = _other(rows, match["name"], figure, reading)
            if found is not None:
                grid, r = found
                carrier, cell = reading.carrier, grid.table.rows[r][grid.label]
                start = max(0, figure.start - 110) + match.start("name")
                where = span_place(carrier, start, start + len(match["name"]))
                told = " ".join(match.group().split())
                yield Misranked(f"{told} {figure.text}", match["name"], carrier.kind, carrier.id, where, cell.text.strip(" *_"), "cell", cell.id, cell.place)


def _rows(grids: Sequence[Grid]) -> dict[str, list[tuple[Grid, int]]]:
    """The rows of tables by the name they are of."""
    found: dict[str, list[tuple[Grid, int]]] = {}
    for grid in grids:
        for r, row in enumerate(grid.table.rows):
            if grid.label < len(row) and (name := row[grid.label].text.strip(" *_"))[:1].isupper():
                found.setdefault(name, []).append((grid, r))
    return found


def _other(rows: dict[str, list[tuple[Grid, int]]], name: str, figure: Quantity, reading: Reading) -> tuple[Grid, int] | None:
    """The one other row that has the figure, where the rows of the name have not; ``None`` where that is not so."""
    years = {str(d.period.start.year) for d in reading.dates if d.period.start is not None}
    found = []
    for grid, r in rows.get(name, ()):
        if years and not any(y in h.text or y in grid.table.caption for y in years for h in grid.heads):
            return None
        mine = [f for f in grid.figures[r] if f is not None]
        if any(_same(f, figure) for f in mine):
            return None
        for f in mine:
            column = [(k, other) for k, line in enumerate(grid.figures) if k != r and (other := line[f.column]) is not None]
            holders = [k for k, other in column if _same(other, figure)]
            if len(holders) == 1 and len(column) > 1:
                found.append((grid, holders[0]))
    return found[0] if len(found) == 1 and not grid_total(*found[0]) else None


def grid_total(grid: Grid, r: int) -> bool:
    """Whether a row is no thing of its own but a sum or a rest."""
    label = grid.labels[r]
    return bool(label.aggregate or label.rest)


def _same(cell: Figure, figure: Quantity) -> bool:
    q = cell.quantity
    return q.low is not None and (q.kind, q.unit, q.currency) == (figure.kind, figure.unit, figure.currency) and q.low == figure.low
