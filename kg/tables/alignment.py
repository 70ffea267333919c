"""Two tables that give the same figures for the same rows, and the cell in which they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg import rounding
from kg.prose import slug
from kg.records import record
from kg.tables import rownames
from kg.tables.grid import Figure, Grid, year
from kg.tables.headings import Heading

SHARED = 3
"""So many row labels two tables must share before they are aligned."""
EQUAL = 2
"""So many of the shared rows must be exactly equal."""


@record
class Pair:
    """The two figures of one row label in two aligned tables; ``equal`` of ``shared`` rows agree exactly."""

    label: str
    left: Figure
    right: Figure
    left_grid: Grid
    right_grid: Grid
    equal: int
    shared: int
    verdict: rounding.Verdict

    @property
    def certain(self) -> bool:
        """Whether no cell was split by guessing."""
        return self.left.certain and self.right.certain


def pairs(grids: Sequence[Grid]) -> Iterator[Pair]:
    """Every pair of figures in columns of two tables that state the same thing."""
    # A table whose rows are years may stand against one whose columns are.
    either = [*grids, *(t for g in grids if (t := rownames.turned(g)) is not None)]
    columns = [(g, c, _by_label(g, c)) for g in either for c in g.figure_columns]
    by_label: dict[str, set[int]] = defaultdict(set)
    for n, (_, _, figures) in enumerate(columns):
        for label in figures:
            by_label[label].add(n)
    together: dict[tuple[int, int], int] = defaultdict(int)
    for members in by_label.values():
        if len(members) <= 60:
            for pair in combinations(sorted(members), 2):
                together[pair] += 1
    for (a, b), shared in sorted(together.items()):
        one, two = columns[a][0], columns[b][0]
        if shared >= SHARED and one.table.id != two.table.id and not (one.turned and two.turned):
            yield from _aligned(columns[a], columns[b])


def _by_label(grid: Grid, column: int) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    twice = set()
    for r, label in enumerate(grid.labels):
        figure, key = grid.figures[r][column], slug(label.text) if label.plain else ""
        if key in found:
            twice.add(key)
        if figure is not None and figure.pure and key:
            found[key] = figure
    return {k: f for k, f in found.items() if k not in twice}


def _aligned(left: tuple[Grid, int, dict[str, Figure]], right: tuple[Grid, int, dict[str, Figure]]) -> Iterator[Pair]:
    (one, c, mine), (two, d, theirs) = left, right
    kinds = {f.quantity.kind for f in (*mine.values(), *theirs.values())}
    if not _same(one.heads[c], two.heads[d], kinds):
        return
    shared = [k for k in mine if k in theirs and rounding.comparable(mine[k].quantity, theirs[k].quantity)]
    equal = [k for k in shared if _exactly(mine[k], theirs[k]) and _telling(mine[k])]
    apart = [k for k in shared if not _exactly(mine[k], theirs[k])]
    if len(shared) < SHARED or len(equal) < EQUAL or len(apart) * 2 > len(equal):
        return
    for key in shared:
        if year(one.period(mine[key].row, c)) != year(two.period(theirs[key].row, d)) and None not in (year(one.period(mine[key].row, c)), year(two.period(theirs[key].row, d))):
            continue
        verdict = rounding.agree(mine[key].quantity, theirs[key].quantity).verdict
        yield Pair(one.labels[mine[key].row].plain, mine[key], theirs[key], one, two, len(equal), len(shared), verdict)


def _same(a: Heading, b: Heading, kinds: set[str]) -> bool:
    """Whether nothing in two headers of figures of these kinds says that they mean different things."""
    if year(a.period) is not None and year(b.period) is not None and year(a.period) != year(b.period):
        return False
    if a.growth != b.growth or a.compound != b.compound:
        return False
    if a.share and b.share:
        return True
    one, two = (h.concept if h.concept is not None and kinds & set(h.concept.units) else None for h in (a, b))
    return one is None or two is None or one == two


def _exactly(a: Figure, b: Figure) -> bool:
    return (a.quantity.low, a.quantity.high) == (b.quantity.low, b.quantity.high)


def _telling(figure: Figure) -> bool:
    """Whether equality of two such figures is no accident: a range, or two digits that are not zero."""
    digits = f"{figure.quantity.low.normalize():f}".replace(".", "").strip("-0")
    return figure.quantity.is_range or len(digits) >= 2
