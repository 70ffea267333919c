"""What a text says of a table as a whole: a row's part of it, which row is the largest, the sum and the range of a column.

A statement is held against every column it may mean, and is wrong only when it fits none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.model import Quantity
from kg.quantities import numerals
from kg.readings import Reading
from kg.records import record
from kg.samefact import stem, stems
from kg.tables import rownames
from kg.tables.covering import covering
from kg.tables.derivations import shown
from kg.tables.grid import Figure, Grid, year
from kg.tables.links import Link
from kg.tables.quoted import quoted
from kg.tables.rownames import Row
from kg.tables.slips import near, slipped
from kg.tables.told import VERBS, fits, same
from kg.tables.totals import ADDED

_TOP = re.compile(r"\b(?P<how>leads?|led|leading|tops|topped|largest|biggest|highest|greatest|heaviest|longest|most|smallest|lowest|least|fewest|shortest|weakest)\b(?:\s+(?P<next>[^\W\d_][\w-]*))?", re.I)
_LOW = frozenset("smallest lowest least fewest shortest weakest".split())
_NOT_TOP = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|next|one of|among|other|after|behind|except|apart from|outside|until|formerly|once|was overtaken|not|no longer|at least|at most|almost|nearly|per|growth|growing|increase|rise|relative|some|lead of|by \d)\b|[\"“]", re.I
)
_TOGETHER = re.compile(r"\b(?:together|combined|in all|in total|altogether|between them|taken together|overall)\b", re.I)
_RANGED = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|lies?|lay|between|spans?|spanned)\b", re.I)
_COUNT = r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|\d{1,2})"
_OF = re.compile(r"^\s*of\s+(?:(?:the|all|our|its|total|overall|whole|entire)\s+)*", re.I)
_ROWS = re.compile(rf"\b(?:the|all|our|these|its|all of the)\s+{_COUNT}\s+(?:(?:largest|biggest|leading|main|top)\s+)?(?P<noun>[^\W\d_]+)\b", re.I)


@record
class Spoken:
    """A statement of the text that fits no column of the table; ``cells`` are what it was held against."""

    reading: Reading
    quantity: Quantity
    grid: Grid
    cells: tuple[Figure, ...]
    message: str
    computed: tuple[Fraction, Fraction]
    sure: float


def spoken(grids: Sequence[Grid], readings: Sequence[Reading], linked: Sequence[Link]) -> list[Spoken]:
    """Statements about whole tables that do not follow from them; ``linked`` are the figures that belong to row labels."""
    found = [one for link in linked for one in (*_part(link), *_rank(link))]
    by_section: dict[str | None, list[Grid]] = {}
    for grid in grids:
        by_section.setdefault(grid.table.section, []).append(grid)
    for reading in readings:
        home = by_section.get(reading.carrier.section, ()) if reading.carrier.kind == "sentence" else ()
        if home and _ROWS.search(reading.text):
            found += _together(reading, home)
        if home and _RANGED.search(reading.text):
            found += _range(reading, home)
    said = {(id(x.reading), x.quantity.start) for x in found}
    for reading, q, grid, cell, other in quoted(grids, readings):
        if (id(reading), q.start) not in said:
            words = f"{q.text} in the text, but the row of {other.cell.text.strip()} in the table ({grid.labels[cell.row].plain}) has {cell.cell.text.strip()}: digits are turned"
            found.append(Spoken(reading, q, grid, (cell, other), words, (Fraction(cell.value), Fraction(cell.value)), 0.75))
    return found


def _lines(grid: Grid) -> list[int]:
    """The rows that are neither totals nor averages nor parts of another row."""
    return [n for n, x in enumerate(grid.labels) if not (x.aggregate or x.part_of) and covering(grid, n) is None]


# --------------------------------------------------------------------------- a row's part of the whole


def _part(link: Link) -> Iterator[Spoken]:
    """ "Property tax supplies 52 percent of all revenue", against row and total of every column."""
    q, text = link.quantity, link.reading.text
    match = _OF.match(text[q.end : q.end + 60])
    if q.kind != "percent" or match is None or len(link.named.rows) != 1 or q.is_range or link.between[1:]:
        return
    row = link.named.rows[0]
    grid = row.grid
    noun = re.match(r"(?:[^\W\d_][\w-]*\s+)?(?P<head>[^\W\d_][\w-]*)\s*(?=[.,;:)]|$|\b(?:in|and|while|but|or|which)\b)", text[q.end + match.end() :])
    if noun is None or any(f is not None and fits(q, f.quantity) and same(q, f.quantity, 1) for line in grid.figures for f in line):
        return
    known = noun["head"].lower() in ("total", "whole", "sum") or stem(noun["head"]) in rownames.context(grid)
    if not known and not re.search(r"\b(?:all|total|overall|whole|entire)\b", match.group(), re.I):
        return
    whole = next((n for n, x in enumerate(grid.labels) if x.total or covering(grid, n) is not None), None)
    if whole is None or whole == row.index:
        return
    tries = _of_whole(grid, row, whole, {year(d.period) for d in link.reading.dates} - {None})
    if not tries or any(rounding.holds(q, x, x).verdict != "disagree" for _, _, x in tries):
        return
    part, total, share = tries[-1]
    middle = (share.low + share.high) / 2
    if not (_alike(q, middle) if known else _slip(q, middle)):
        return
    words = f"{row.label.plain}: {q.text} in the text, but {part.quantity.text} of {total.quantity.text} in the table is {shown(middle, q)}"
    yield Spoken(link.reading, q, grid, (part, total), words, (share.low, share.high), 0.75)


def _of_whole(grid: Grid, row: Row, whole: int, years: set[int]) -> list[tuple[Figure, Figure, rounding.Interval]]:
    found = []
    for c in grid.figure_columns:
        part, total = grid.figures[row.index][c], grid.figures[whole][c]
        if part is None or total is None or part.sort != total.sort or part.quantity.kind not in ADDED or not total.value or part.quantity.bound or total.quantity.bound:
            continue
        when = year(grid.period(row.index, c))
        if years and when is not None and when not in years:
            continue
        found.append((part, total, rounding.share(part.quantity, total.quantity, loose=True)))
    return found


def _alike(q: Quantity, value: Fraction) -> bool:
    a = abs(Fraction(q.low))
    return bool(value and a) and max(a, value) <= 3 * min(a, value)


def _slip(q: Quantity, value: Fraction) -> bool:
    """Whether a percentage is that of another digit, or nearly the value."""
    step = Fraction(q.low_step or Decimal(1))
    rounded = round(value / step) * step
    like = Quantity(0, 0, "", "percent", *([Decimal(rounded.numerator) / Decimal(rounded.denominator)] * 2))
    return slipped(q, like) or abs(Fraction(q.low) - value) * 4 <= value


# --------------------------------------------------------------------------- the largest and the smallest


def _rank(link: Link) -> Iterator[Spoken]:
    """ "France leads with 610,000 units", when the figure shows the column and another row has more."""
    q, text, named = link.quantity, link.reading.text, link.named
    match = _TOP.search(text, named.end, q.start) if named.start < q.start else None
    if match is None or _NOT_TOP.search(link.clause) or _NOT_TOP.search(text[named.end : q.end + 40]):
        return
    for row in named.rows:
        grid = row.grid
        follows = match["next"]
        if follows and stems(follows) and stem(follows) not in rownames.context(grid) | VERBS:
            continue
        low = match["how"].lower() in _LOW
        for c in grid.figure_columns:
            mine = grid.figures[row.index][c]
            if mine is None or not mine.pure or not fits(q, mine.quantity) or not any(same(q, mine.quantity, s) for s in (1, 10**3, 10**6, 10**9)) or len(mine.quantity.text.strip("0")) < 2:
                continue
            lines = [n for n in _lines(grid) if not grid.labels[n].rest]
            rivals = [f for n in lines if n != row.index and (f := grid.figures[n][c]) is not None and f.sort == mine.sort]
            beyond = [f for f in rivals if (f.value < mine.value if low else f.value > mine.value) and rounding.agree(f.quantity, mine.quantity).verdict == "disagree"]
            # A ranking from which many rows stand apart is one of other things.
            if len(rivals) >= 2 and len(beyond) == 1:
                other = beyond[0]
                words = f"{row.label.plain}: “{match.group().strip()}” with {q.text} in the text, but {grid.labels[other.row].plain} has {other.cell.text.strip()} in the table"
                yield Spoken(link.reading, q, grid, (mine, other), words, (Fraction(other.value), Fraction(other.value)), 0.7)
                return


# --------------------------------------------------------------------------- sums and ranges of columns


def _together(reading: Reading, grids: Sequence[Grid]) -> Iterator[Spoken]:
    """ "The six regions together have 12,300 members", against the sum of every column.

    Without "together" it may be said of each, of another year or of more than the table tells: only a slip counts.
    """
    joined = _TOGETHER.search(reading.text) is not None
    match = _ROWS.search(reading.text)
    if match is None or len(reading.figures) > 3:
        return
    count = int(match["n"]) if match["n"].isdigit() else numerals.ONES[match["n"].lower()]
    for grid in grids:
        rows = _lines(grid)
        if len(rows) != count or count < 3 or stem(match["noun"]) not in stems(grid.heads[grid.label].plain) + stems(grid.table.caption):
            continue
        for q in reading.figures:
            if q.start < match.end() or q.bound or q.is_range or q.kind not in ADDED:
                continue
            sums = [(c, [grid.figures[n][c] for n in rows]) for c in grid.figure_columns]
            whole = [(c, parts, sum((Fraction(f.value) for f in parts), Fraction(0))) for c, parts in sums if None not in parts and all(fits(q, f.quantity) for f in parts) and grid.heads[c].additive]
            every = [f for line in grid.figures for f in line if f is not None and fits(q, f.quantity)]
            if not whole or any(same(q, f.quantity, 1) for f in every) or any(_meets(q, parts) for _, parts, _ in whole):
                continue
            close = [x for x in whole if (slipped(q, _point(q, x[2])) or abs(Fraction(q.low) - x[2]) * 5 <= x[2] if joined else _mistyped(q, x[2]))]
            if len(close) == 1:
                _, parts, total = close[0]
                words = f"the {match['n']} {match['noun']} together: {q.text} in the text, but the rows of the table add up to {shown(total, parts[0].quantity)}"
                yield Spoken(reading, q, grid, tuple(parts), words, (total, total), 0.75)


def _meets(q: Quantity, parts: Sequence[Figure]) -> bool:
    total = rounding.total([f.quantity for f in parts], loose=True)
    return rounding.holds(q, total, total).verdict != "disagree"


def _point(q: Quantity, value: Fraction) -> Quantity:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return Quantity(0, 0, "", q.kind, number, number, low_step=q.low_step)


def _mistyped(q: Quantity, value: Fraction) -> bool:
    """Whether a figure of three digits or more is the value but for a digit or two turned ones; the scale may be another."""
    return len(q.low.normalize().as_tuple().digits) >= 3 and slipped(q, _point(q, value)) and q.low.adjusted() == _point(q, value).low.adjusted()


def _range(reading: Reading, grids: Sequence[Grid]) -> Iterator[Spoken]:
    """ "Uptake ranged from 56 to 77 percent": one end is that of a column, and the other is not."""
    said = {stem(w) for w in re.findall(r"[^\W\d_][\w&'’]*", reading.text)}
    for q in reading.figures:
        if not q.is_range or q.bound or q.change:
            continue
        ends = [Quantity(q.start, q.end, q.text, q.kind, v, v, q.unit, q.currency, low_step=s, high_step=s, low_loose=s, high_loose=s) for v, s in ((q.low, q.low_step or q.high_step), (q.high, q.high_step or q.low_step))]
        for grid in grids:
            rows = _lines(grid)
            for c in grid.figure_columns:
                column = [f for n in rows if (f := grid.figures[n][c]) is not None]
                if len(column) < 3 or not said & set(stems(grid.heads[c].dateless)) or not all(fits(ends[0], f.quantity) for f in column):
                    continue
                least, most = min(column, key=lambda f: f.value), max(column, key=lambda f: f.value)
                held = [same(end, f.quantity, 1) for end, f in zip(ends, (least, most), strict=True)]
                wrong, cell = (ends[1], most) if held[0] else (ends[0], least)
                if sum(held) == 1 and near(wrong, cell.quantity) and not any(same(wrong, f.quantity, 1) for f in column):
                    words = f"{grid.heads[c].plain}: {q.text} in the text, but the table goes {'up' if held[0] else 'down'} to {cell.cell.text.strip()} ({grid.labels[cell.row].plain})"
                    yield Spoken(reading, q, grid, (cell,), words, (Fraction(least.value), Fraction(most.value)), 0.75)
