"""Shares and changes in percent that a sentence tells together with a figure of a table, held against the row of that figure.

"The state pays 66 % of the works, or £111.6 million", where the row of £111.6 million gives 60 %;
"sales grew by 150 % in 2023 and by 140 % in 2024", where the table of growth gives 150 % and 120 %;
"a growth of 0.42 billion, or 4 %", where two years of a row lie 0.42 billion apart.  All three only
doubt a percentage that is a slip of the pen away from the one that the table gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from kg import periods, rounding
from kg.derivations.binding import NOT_OF_IT
from kg.derivations.grown import CUES
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.register import Amount, Register, basic, plain, sort
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Carrier, Reading
from kg.samefact import stems
from kg.tables.grid import Figure, Grid, Line, year

_HEDGE = r"(?:(?:about|some|nearly|almost|just|roughly|around)\s+)*"
_PART_THEN_SHARE = Lazy(rf"(?:\s+[^\W\d_][\w’'-]*){{0,4}}?\s*(?:\(|,\s*(?:or|that\s+is|which\s+is|i\.e\.,?|equal\s+to|an?\s+share\s+of)\s+){_HEDGE}")
_SHARE_THEN_PART = Lazy(rf"\s+of\s+[^\d.;:()]{{2,60}}?(?:,\s*(?:(?:or|that\s+is|i\.e\.,?|equal\s+to)\s+)?|\s*\(|\s+[–—]\s+){_HEDGE}")
_CHANGE = Lazy(r"\b(?:growth|rise|increase|gain|fall|decline|decrease|drop|reduction|grew|grown|rose|risen|increased|fell|fallen|dropped|declined|decreased|gone\s+(?:up|down)|went\s+(?:up|down)|adds?|added|lost)\b[^.;:]{0,60}$")
_OR = Lazy(rf"(?:\s+(?:since|from|in|on|over)\s+(?:19|20)\d\d)?\s*(?:,?\s+(?:or|that\s+is|i\.e\.,?)\s+(?:by\s+)?|\s*\(|,\s*){_HEDGE}[+−–-]?")
_EMPTY = frozenset(stems("growth change increase year annual rate yoy total over previous"))
_LEAST = 3
"""Amounts of fewer digits stand in tables by chance."""
_ROWS = 40

_Row = tuple[Grid, Figure, Figure]


def tabled(readings: Sequence[Reading], grids: Sequence[Grid], register: Callable[[], Register]) -> Iterator[Derivation]:
    """Every doubted percentage that a sentence tells beside a figure of a table."""
    rows: dict[tuple, list[_Row]] | None = None
    apart: dict[tuple, list[_Row]] | None = None
    for reading in readings if grids else ():
        if reading.carrier.kind != "sentence" or not any(q.kind == "percent" for q in reading.figures):
            continue
        changing = not CUES.isdisjoint(reading.words) or "increase" in reading.words
        for n, q in enumerate(reading.figures):
            if q.kind != "percent" or q.is_range or q.bound or not 0 < q.low < 1000:
                continue
            for part in _beside(reading, n):
                rows = _rows(grids) if rows is None else rows
                yield from _share(register, rows, reading, q, part)
            if changing and n and _OR.fullmatch(reading.text[reading.figures[n - 1].end : q.start]):
                apart = _apart(grids) if apart is None else apart
                yield from _change(apart, reading, q, reading.figures[n - 1])
        if changing and reading.dates:
            yield from _rates(reading, grids)


def _term(grid: Grid, figure: Figure) -> Term:
    return Term(Reading(Carrier(grid.report.id, "cell", figure.cell.id, figure.cell.text, figure.cell.place), grid.lexicon), figure.quantity)


def _key(q: Quantity) -> tuple:
    one = basic(q)
    return (*sort(one), one.low.normalize())


def _slip(stated: Quantity, meant: Fraction) -> bool:
    """Whether a percentage is another one but for a digit or two that changed places."""
    step = Fraction(stated.low_step) or Fraction(1)
    written = int(Fraction(stated.low) / step)
    return written > 9 and not {int(meant / step), int(meant / step) + 1}.isdisjoint(typed(written)) and abs(Fraction(stated.low) - meant) > step


# --------------------------------------------------------------------------- an amount with its share


def _beside(reading: Reading, n: int) -> Iterator[Quantity]:
    """The amount that a share is told with, before it or behind it."""
    q, text = reading.figures[n], reading.text
    if NOT_OF_IT.match(text[q.end :]):
        return
    if n and _PART_THEN_SHARE.fullmatch(text[reading.figures[n - 1].end : q.start]):
        yield reading.figures[n - 1]
    if n + 1 < len(reading.figures) and _SHARE_THEN_PART.fullmatch(text[q.end : reading.figures[n + 1].start]):
        yield reading.figures[n + 1]


def _rows(grids: Sequence[Grid]) -> dict[tuple, list[_Row]]:
    """The amounts of rows that have one share beside one amount."""
    found: dict[tuple, list[_Row]] = defaultdict(list)
    for grid in grids:
        shares = [x for x in grid.columns() if x.heading.share and not x.heading.growth]
        if len(shares) != 1 or len(grid.labels) > _ROWS:
            continue
        for r, label in enumerate(grid.labels):
            share = shares[0].figures[r]
            amounts = [f for f in grid.figures[r] if f is not None and f.pure and plain(f.quantity)]
            if share is not None and share.quantity.kind == "percent" and not label.total and len(amounts) == 1:
                found[_key(amounts[0].quantity)].append((grid, amounts[0], share))
    return found


def _share(register: Callable[[], Register], rows: dict, reading: Reading, q: Quantity, part: Quantity) -> Iterator[Derivation]:
    told = rows.get(_key(part), ()) if plain(part) and len(part.low.normalize().as_tuple().digits) >= _LEAST else ()
    if len(told) != 1:
        return
    grid, amount, share = told[0]
    if not _slip(q, Fraction(share.quantity.low)):
        return
    known = register()
    mine = Amount(Term(reading, basic(part)))
    half = Fraction(q.low_step) / 2
    low, high = mine.value * 100 / (Fraction(q.low) + half), mine.value * 100 / (Fraction(q.low) - half)
    if next(known.between(mine.sort, low, high), None) is not None:
        return
    words = f"{amount.quantity.text} in its table"
    yield Derivation("share", Term(reading, q), (Way(lambda x: x[0], (_term(grid, share),), words, "%", widen=False, loose=False),), label="a share of", sure=False)


# --------------------------------------------------------------------------- a difference with its percentage


def _apart(grids: Sequence[Grid]) -> dict[tuple, list[_Row]]:
    """The differences between two years of one row or column, by what they are."""
    found: dict[tuple, list[_Row]] = defaultdict(list)
    for grid in grids:
        if len(grid.labels) > _ROWS or len(grid.figure_columns) > _ROWS:
            continue
        for line, years in _dated(grid):
            levels = [(when, f) for when, f in zip(years, line.figures, strict=True) if when is not None and f is not None and f.pure and plain(f.quantity)]
            for (x, a), (y, b) in combinations(levels[:12], 2):
                if x != y and a.sort == b.sort and a.value != b.value:
                    first, last = (a, b) if x < y else (b, a)
                    one, other = basic(first.quantity), basic(last.quantity)
                    found[(*sort(one), abs(one.low - other.low).normalize())].append((grid, first, last))
    return found


def _dated(grid: Grid) -> Iterator[tuple[Line, list[int | None]]]:
    """The rows and columns of levels with the years across them."""
    for lines, across in ((grid.columns(), list(grid.labels)), (grid.rows(), [grid.heads[c] for c in grid.figure_columns])):
        years = [year(x.period) for x in across]
        for line in lines:
            if not (line.heading.growth or line.heading.compound or line.heading.share):
                yield line, years


def _change(apart: dict, reading: Reading, q: Quantity, difference: Quantity) -> Iterator[Derivation]:
    if not plain(difference) or not _CHANGE.search(reading.text[: difference.start]):
        return
    found = {(a.value, b.value): (grid, a, b) for grid, a, b in apart.get(_key(difference), ())}
    rates = {pair: abs(Fraction(b.value) - Fraction(a.value)) * 100 / Fraction(a.value) for pair, (_, a, b) in found.items()}
    if len(found) != 1:
        return
    pair, rate = next(iter(rates.items()))
    grid, first, last = found[pair]
    if not _slip(q, rate):
        return
    down = first.value > last.value
    terms = tuple(_term(grid, f) for f in (first, last))
    way = Way(lambda x: rounding.growth(x[0], x[1]), terms, f"{terms[0].text} to {terms[1].text}", "%")
    yield Derivation("growth", Term(reading, q), (way,), negative=down, label="a fall of" if down else "a rise of", sure=False)


# --------------------------------------------------------------------------- growth of years that a table gives


def _rates(reading: Reading, grids: Sequence[Grid]) -> Iterator[Derivation]:
    """ "By 150 % in 2023 and by 140 % in 2024": the other years of the sentence show which line of which table it tells."""
    dated = periods.assign(reading.text, reading.figures, reading.dates)
    said = [(q, d.period.end.year) for q in reading.figures if q.kind == "percent" and not (q.is_range or q.bound) and (d := dated.get(q.start)) is not None and d.period is not None and d.period.end is not None]
    if len(said) < 2:
        return
    for grid in grids:
        for lines, across in ((grid.columns(), list(grid.labels)), (grid.rows(), [grid.heads[c] for c in grid.figure_columns])):
            years = [year(x.period) for x in across]
            for line in lines:
                if not line.heading.growth or line.heading.compound:
                    continue
                given = {when: f for when, f in zip(years, line.figures, strict=True) if when is not None and f is not None and f.pure and f.quantity.kind == "percent"}
                wrong = [(q, given[when]) for q, when in said if when in given and q.low != given[when].quantity.low]
                right = [q for q, when in said if when in given and q.low == given[when].quantity.low]
                if right and len(wrong) == 1 and _slip(wrong[0][0], Fraction(wrong[0][1].quantity.low)):
                    q, cell = wrong[0]
                    yield Derivation("growth", Term(reading, q), (Way(lambda x: x[0], (_term(grid, cell),), f"“{line.heading.plain}” in its table", "%", widen=False, loose=False),), label="growth of", sure=False)
