"""Growth columns and rows: against the row or column before, and compound growth over years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from kg import patterns as re
from kg.model import Period
from kg.scope import scenario
from kg.tables.derivations import Derivation, Operand, Way, evaluate
from kg.tables.grid import Figure, Grid, Line, year
from kg.tables.headings import Heading

LEVELS = frozenset(("money", "count", "measure"))
_WORDS = frozenset(
    "growth yoy year change increase decrease decline delta rate annual cagr compound percent variation p.a pa over vs since"
    # Words for what a change is taken against name no level.
    " year-end year-start prior previous preceding last before earlier against compared versus relative ago same period quarter month week season end".split()
)
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:[-–—/]|to|→)\s?((?:19|20)?\d\d)(?!\d)")


def compound(grid: Grid) -> Iterator[Derivation]:
    """Compound growth rates with the start and end figures of known years."""
    for lines, across in ((grid.columns(), list(grid.labels)), (grid.rows(), [grid.heads[c] for c in grid.figure_columns])):
        for line in lines:
            if line.heading.compound:
                yield from _compound_line(grid, line, lines, across)


def _compound_line(grid: Grid, line: Line, lines: Sequence[Line], across: Sequence[Heading]) -> Iterator[Derivation]:
    span = _span(line.heading.text) or (_span(grid.table.caption) if len(lines) == 3 else None)
    found = []
    for p, stated in enumerate(line.figures):
        if stated is None or stated.quantity.kind != "percent" or across[p].average:
            continue
        levels = []
        for other in lines:
            figure = other.figures[p]
            if other is line or figure is None or figure.quantity.kind not in LEVELS or not figure.pure or other.heading.growth or other.heading.aggregate:
                continue
            if line.heading.concept is not None and grid.keyed and not _about(line.heading, other.heading):
                continue
            levels.append((year(figure.period) or year(other.heading.period) or year(grid.period(figure.row, figure.column)), other, figure))
        if span and len(levels) == 2 and all(y is None for y, _, _ in levels):
            levels = [(y, *rest) for y, (_, *rest) in zip(span, levels, strict=True)]
        levels = sorted((x for x in levels if x[0] is not None), key=lambda x: x[0])
        ways = [_cagr(a, b) for a in levels for b in reversed(levels) if a[0] < b[0] and a[2].sort == b[2].sort]
        if span:
            exact = [_cagr(a, b) for a in levels for b in levels if (a[0], b[0]) == span and a[2].sort == b[2].sort]
            ways = exact or ways
        if ways and ways[0].years >= 2:
            name = f"{across[p].plain}, {line.heading.plain}" if across[p].plain and not across[p].value else line.heading.plain
            found.append(Derivation("compound-growth", grid.report.id, grid.table, stated, name, tuple(ways), "", 0.9))
    held = sum(any(evaluate(w, d.stated.quantity).holds for w in d.ways) for d in found)
    if len(found) < 3 or held:
        yield from found


def _cagr(a: tuple[int, Line, Figure], b: tuple[int, Line, Figure]) -> Way:
    start, end = a[2].quantity.text, b[2].quantity.text
    return Way("cagr", (Operand(f"{start} ({a[0]})", a[2].quantity, a[2]), Operand(f"{end} ({b[0]})", b[2].quantity, b[2])), f"{start} ({a[0]}) to {end} ({b[0]})", years=Fraction(b[0] - a[0]))


def _span(text: str) -> tuple[int, int] | None:
    match = _SPAN.search(text)
    if not match:
        return None
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    return (first, last) if last > first else None


def _about(growth: Heading, level: Heading) -> bool:
    """Whether a growth heading can speak of a level: it names it, or names nothing."""
    named = growth.words - _WORDS
    if not named:
        return True
    if growth.concept is not None and level.concept is not None and growth.concept.id.removesuffix("-growth") == level.concept.id:
        return True
    return bool(named & level.words)


# --------------------------------------------------------------------------- growth from one period to the next


def growth(grid: Grid, others: Sequence[Grid] = ()) -> Iterator[Derivation]:
    """Growth rates and changes with the figures before and after.

    ``others`` are all tables of the report: a projected year is held against the year before,
    wherever the report gives it.
    """
    for lines, across, kind in ((grid.columns(), list(grid.labels), "row"), (grid.rows(), [grid.heads[c] for c in grid.figure_columns], "column")):
        for line in lines:
            if line.heading.growth:
                yield from _kept(_growth_line(grid, line, lines, across, kind, others))


def _kept(found: list[Derivation]) -> list[Derivation]:
    """Only what the table shows to be the relation meant: some row keeps it, or there are few."""
    held = sum(any(evaluate(w, d.stated.quantity).holds for w in d.ways) for d in found)
    if len(found) >= 3 and held * 2 < len(found) and not (held and any("of the report" in d.why for d in found)):
        return []
    return found if held or all(d.sure >= 0.75 for d in found) else []


def _growth_line(grid: Grid, line: Line, lines: Sequence[Line], across: Sequence[Heading], kind: str, others: Sequence[Grid]) -> list[Derivation]:
    order = periods_of(grid, kind, len(across))
    levels = [x for x in lines if x is not line and not (x.heading.growth or x.heading.compound or x.heading.share) and any(f is not None and f.quantity.kind in LEVELS | {"percent"} for f in x.figures)]
    near = [x for x in levels if _about(line.heading, x.heading)] or (_fitting(line, levels, order) if order else [])
    found = []
    for p, stated in enumerate(line.figures):
        if stated is None or not stated.pure or across[p].average:
            continue
        q = stated.quantity
        ways, why, sure = [], "", 0.0
        if order:
            before = _previous(near, order, p)
            ways = [w for x in before for b in x[1] for w in _ways(x[0].figures[b], x[0].figures[p], f"{_when(grid, kind, b)}", f"{_when(grid, kind, p)}", stated)]
            why, sure = f"“{line.heading.plain}” is taken against the {kind} before", 0.85 if len(before) == 1 else 0.7
        if not ways:
            pairs = _pairs(grid, line, near or levels, p)
            ways = [w for (x, y) in pairs for w in _ways(x.figures[p], y.figures[p], x.heading.plain, y.heading.plain, stated)]
            why, sure = f"“{line.heading.plain}” stands beside {pairs[0][0].heading.plain} and {pairs[0][1].heading.plain}" if pairs else "", 0.85 if len(pairs) <= 2 else 0.7
        if not ways and q.kind == "percent" and kind == "row":
            ways = _from_report(grid, near, p, stated, others)
            why, sure = "it is taken against the year before, as another table of the report gives it", 0.8
        if ways:
            name = f"{across[p].plain}, {line.heading.plain}" if across[p].plain and not across[p].value else line.heading.plain
            found.append(Derivation("growth", grid.report.id, grid.table, stated, name, tuple(ways), why, sure))
    return found


def _fitting(line: Line, levels: Sequence[Line], order: Sequence[tuple[date, date] | None]) -> list[Line]:
    """The one level that nearly all of a growth line follows from, whatever its heading calls it: "growth in value" beside "Market ($bn)"."""
    fits = []
    for level in levels:
        tried = []
        for p, stated in enumerate(line.figures):
            before = _previous([level], order, p) if stated is not None and stated.pure else []
            ways = [w for _, spots in before for b in spots for w in _ways(level.figures[b], level.figures[p], "", "", stated)]
            if ways:
                tried.append(any(evaluate(w, stated.quantity).holds for w in ways))
        held = sum(tried)
        if held >= 2 and len(tried) - held <= max(1, held // 3):
            fits.append(level)
    return fits if len(fits) == 1 else []


def periods_of(grid: Grid, kind: str, count: int) -> list[tuple[date, date]] | None:
    """The periods of the positions, when nearly every position has one."""
    if kind == "row":
        periods = [grid.labels[r].period or grid.row_periods[r] for r in range(count)]
    else:
        periods = [grid.heads[c].period for c in grid.figure_columns]
    closed = [(p.start, p.end) if isinstance(p, Period) and p.start and p.end else None for p in periods]
    known = [p for p in closed if p]
    return closed if len(known) >= 2 and len(set(known)) == len(known) and len(known) * 3 >= count * 2 else None


def _previous(levels: Sequence[Line], order: Sequence[tuple[date, date] | None], p: int) -> list[tuple[Line, list[int]]]:
    """Lines with the positions one period, or the same season one year, before."""
    if order[p] is None:
        return []
    start, end = order[p]
    length = (end - start).days
    before = [k for k, o in enumerate(order) if o and abs((start - o[1]).days) <= 2 and abs((o[1] - o[0]).days - length) <= 3]
    if length < 300:
        before += [k for k, o in enumerate(order) if o and o[0].year == start.year - 1 and o[0].month == start.month and abs((o[1] - o[0]).days - length) <= 3]
    found = []
    for line in levels:
        spots = [k for k in dict.fromkeys(before) if line.figures[k] is not None and line.figures[p] is not None and line.figures[k].quantity.kind in LEVELS | {"percent"}]
        if spots:
            found.append((line, spots))
    return found


def _pairs(grid: Grid, line: Line, levels: Sequence[Line], p: int) -> list[tuple[Line, Line]]:
    """Pairs of lines, earlier and later, that a change at a position may be taken between."""
    have = [x for x in levels if x.figures[p] is not None and x.figures[p].pure]
    dated = sorted((x for x in have if year(x.heading.period) is not None), key=lambda x: x.heading.period.start)
    span = _span(line.heading.text)
    if len(dated) >= 2:
        if grid.keyed and len({x.heading.concept for x in dated}) > 1:
            return []
        pairs = [(a, b) for n, a in enumerate(dated) for b in dated[n + 1 :] if a.heading.period != b.heading.period and a.figures[p].sort == b.figures[p].sort]
        if span:
            return [(a, b) for a, b in pairs if (year(a.heading.period), year(b.heading.period)) == span]
        return sorted(pairs, key=lambda x: (-x[1].index, -x[0].index)) if len({x.heading.plain for x in dated}) or dated else pairs
    if grid.keyed or len(have) != 2 or have[0].figures[p].sort != have[1].figures[p].sort or abs(have[0].index - have[1].index) != 1:
        return []
    return [(have[0], have[1]), (have[1], have[0])]


def _ways(before: Figure | None, after: Figure | None, first: str, last: str, stated: Figure) -> list[Way]:
    if before is None or after is None or before.sort != after.sort or not before.pure or not after.pure or before.value == 0:
        return []
    operands = (Operand(f"{before.quantity.text} ({first})", before.quantity, before), Operand(f"{after.quantity.text} ({last})", after.quantity, after))
    words = f"{operands[0].name} to {operands[1].name}"
    turned = operands[::-1]
    q = stated.quantity
    if q.kind == "multiple":
        return [Way("ratio", turned, words), *([Way("growth", operands, words, factor=Fraction(1, 100))])]
    if q.kind == "percent":
        ways = [] if before.quantity.kind == "percent" else [Way("growth", operands, words)]
        return ways if ways or before.quantity.kind != "percent" else [Way("difference", turned, words), Way("growth", operands, words)]
    if (q.kind == "points" and before.quantity.kind == "percent") or stated.sort == before.sort:
        return [Way("difference", turned, words)]
    return []


def _when(grid: Grid, kind: str, p: int) -> str:
    if kind == "row":
        return grid.labels[p].plain or str(p + 1)
    return grid.heads[grid.figure_columns[p]].plain


def _from_report(grid: Grid, levels: Sequence[Line], p: int, stated: Figure, others: Sequence[Grid]) -> list[Way]:
    """The level of a scenario's year against what the report gives for the year before."""
    if scenario(grid.labels[p].plain) is None and scenario(f"{grid.labels[p].plain} case") is None:
        return []
    ways = []
    for line in levels:
        figure, when = line.figures[p], year(line.heading.period)
        if figure is None or when is None or line.heading.concept is None:
            continue
        for fact in facts(others, line.heading.concept.id, when - 1):
            if fact.sort == figure.sort:
                ways += _ways(fact, figure, str(when - 1), str(when), stated)
    return ways


def facts(grids: Sequence[Grid], concept: str, when: int) -> Iterator[Figure]:
    """Figures of a metric for a year from tables whose rows are metrics of the report's subject."""
    for grid in grids:
        if not grid.heads[grid.label].key:
            continue
        for r, label in enumerate(grid.labels):
            if label.concept is None or label.concept.id != concept or scenario(label.text) is not None:
                continue
            for c in grid.figure_columns:
                figure = grid.figures[r][c]
                if figure is not None and figure.pure and year(grid.period(r, c)) == when:
                    yield figure
