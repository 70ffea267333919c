"""All amounts of a report with the words they are told in: sentences, key-value lines and cells of tables.

A share names its whole with a word or two ("of turnover", "of the total"); the whole itself often
stands in another sentence or in a table.  Here it is found by those words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import islice

from kg import patterns as re
from kg import retold
from kg.derivations.masked import Term
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Carrier, Reading
from kg.samefact import stems
from kg.tables.grid import Grid
from kg.tables.headings import Heading

AMOUNTS = frozenset(("money", "count", "measure"))
_FIELDS = ("low", "high", "low_step", "high_step", "low_loose", "high_loose")
_TOTAL = Lazy(r"\b(?:total|sum|altogether|in\s+all|overall|together|combined)\b(?:\s+[\w’'-]+){0,3}\W*$")
_TOTAL_AFTER = Lazy(r"\s*(?:[\w’'-]+\s+){0,2}?(?:in\s+all|in\s+total|altogether|together|combined)\b")
_SPACED = re.compile(r"\S+")
_BREAK = re.compile(r"[.;:!?()–—]|,(?=\s)|\s(?:and|but|while|whereas)\s")
_REACH = 7
"""So many words before an amount, as far as the next figure or break, are beside it; half as many after it."""
_CROWD = 60
"""So many amounts told with a word do not tell which of them is meant."""
_CROWDED = 30
"""A sentence with more figures is a table without its columns."""


class Amount:
    """An amount in its smallest unit (tonnes for kilotonnes), so that values of one ``sort`` can be divided.

    ``beside`` are the stems of the words next to it, with the metrics they name ("@revenue");
    ``words`` those of its whole sentence, or of row, column and caption; ``years`` those named there.
    All three are read when first asked for: most amounts are never looked at.
    """

    def __init__(self, term: Term, left: int = 0, right: int = 0, grid: Grid | None = None, at: tuple[int, int] = (0, 0)):
        self.term, self.grid = term, grid
        self.sort = sort(term.quantity)
        self.value = Fraction(term.quantity.low)
        self.left, self._right, self._at = left, right, at

    @property
    def quantity(self) -> Quantity:
        """The quantity in the smallest unit."""
        return self.term.quantity

    @cached_property
    def beside(self) -> frozenset[str]:
        reading, q = self.term.reading, self.term.quantity
        if self.grid is not None:
            return frozenset((*_heading(self.grid.labels[self._at[0]]), *_heading(self.grid.heads[self._at[1]])))
        key = reading.key
        keyed = named(reading, 0, key[1]) if key else ()
        return frozenset((*_before(reading, self.left, q.start), *_after(reading, q.end, self._right), *keyed, *stems(reading.carrier.label)))

    @property
    def row(self) -> frozenset[str]:
        """The stems of the label of its row; of no row for one of the text."""
        return frozenset(stems(self.grid.labels[self._at[0]].plain)) if self.grid is not None else frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        reading = self.term.reading
        if self.grid is not None:
            return self.beside | frozenset(stems(self.grid.table.caption))
        return frozenset((*named(reading, 0, len(reading.text)), *stems(reading.carrier.label)))

    @cached_property
    def years(self) -> frozenset[int]:
        if self.grid is not None:
            period = self.grid.period(*self._at)
            return frozenset((period.end.year,)) if period is not None and period.end is not None else frozenset()
        return frozenset(d.period.end.year for d in self.term.reading.dates if d.period and d.period.end)

    @cached_property
    def total(self) -> bool:
        """Whether it is called a total."""
        if self.grid is not None:
            return self.grid.labels[self._at[0]].total
        text, q = self.term.reading.text, self.term.quantity
        return bool(_TOTAL.search(text[max(self.left, q.start - 50) : q.start]) or _TOTAL_AFTER.match(text[q.end : self._right]) or _TOTAL.search(self.term.reading.carrier.label))


class Register:
    """The amounts of a report by sort, in its order: text first, then tables."""

    def __init__(self, readings: Sequence[Reading], grids: Sequence[Grid] = ()):
        self._readings, self._grids = readings, grids
        self._of: dict[int, list[Amount]] = {}
        self._often: dict[str, bool] = {}
        self._sorted: dict[tuple, list[Amount]] = {}
        self._of_year: dict[int, list[Amount]] = {}

    def of(self, reading: Reading) -> list[Amount]:
        """The amounts of a sentence, in its order."""
        if id(reading) not in self._of:
            self._of[id(reading)] = list(_told(reading))
        return self._of[id(reading)]

    def often(self, name: str, least: int) -> bool:
        """Whether so many sentences hold a name."""
        if name not in self._often:
            self._often[name] = sum(1 for _ in islice((r for r in self._readings if name in r.text), least)) == least
        return self._often[name]

    @cached_property
    def _every(self) -> list[Amount]:
        return [a for found in (*map(self.of, self._readings), *map(_cells, self._grids)) for a in found]

    @cached_property
    def _values(self) -> dict[tuple, list[Amount]]:
        """The amounts of each sort, each value once, in the order of their values."""
        found: dict[tuple, dict[Fraction, Amount]] = defaultdict(dict)
        for one in self._every:
            found[one.sort].setdefault(one.value, one)
        return {kind: [values[v] for v in sorted(values)] for kind, values in found.items()}

    @cached_property
    def _by_word(self) -> dict[tuple, list[Amount]]:
        found: dict[tuple, list[Amount]] = defaultdict(list)
        for one in self._every:
            for word in one.words:
                found[one.sort, word].append(one)
        return found

    @cached_property
    def _totals(self) -> dict[tuple, list[Amount]]:
        found: dict[tuple, list[Amount]] = defaultdict(list)
        for one in self._every:
            if one.total:
                found[one.sort].append(one)
        return found

    def every(self, kind: tuple) -> list[Amount]:
        """All amounts of a sort, in the order of the report."""
        if kind not in self._sorted:
            self._sorted[kind] = [a for a in self._every if a.sort == kind]
        return self._sorted[kind]

    def dated(self, when: int) -> list[Amount]:
        """All amounts that are told of one year alone, in the order of the report."""
        if not self._of_year:
            for one in self._every:
                for end in one.years if len(one.years) == 1 else ():
                    self._of_year.setdefault(end, []).append(one)
        return self._of_year.get(when, [])

    def between(self, kind: tuple, low: Fraction, high: Fraction) -> Iterator[Amount]:
        """Amounts of a sort whose values lie between two, each value once."""
        values = self._values.get(kind, [])
        for n in range(bisect_left(values, low, key=_value), len(values)):
            if values[n].value > high:
                return
            yield values[n]

    def told_with(self, kind: tuple, words: Iterable[str], metrics: Iterable[str]) -> list[Amount]:
        """Amounts of a sort with the rarest of some words, or one of some metrics, in their sentence or row; none if there are too many to tell."""
        lists = sorted((self._by_word.get((kind, word), []) for word in words), key=len)
        return _few((*(lists[0] if lists else ()), *(a for one in sorted(metrics) for a in self._by_word.get((kind, one), ()))))

    def in_rows(self, kind: tuple, words: frozenset[str]) -> list[Amount]:
        """Cells of a sort in rows whose label has no word but these; none if there are too many."""
        near = (a for word in sorted(words) for a in self._by_word.get((kind, word), ()) if a.grid is not None)
        return _few(a for a in near if a.row and a.row <= words)

    def totals(self, kind: tuple) -> list[Amount]:
        """Amounts of a sort that are called a total; none if there are too many."""
        return _few(self._totals.get(kind, ()))


def _few(amounts: Iterable[Amount]) -> list[Amount]:
    found: dict[int, Amount] = {}
    for one in amounts:
        found.setdefault(id(one), one)
        if len(found) > _CROWD:
            return []
    return list(found.values())


def _value(amount: Amount) -> Fraction:
    return amount.value


def basic(quantity: Quantity) -> Quantity:
    """The quantity in its unit without a prefix: 842 kilotonnes are 842,000 tonnes."""
    if quantity.kind != "measure" or not quantity.low:
        return quantity
    factor = retold.scaled(quantity) / quantity.low
    return quantity if factor == 1 else replace(quantity, **{name: Decimal(getattr(quantity, name)) * factor for name in _FIELDS})


def sort(quantity: Quantity) -> tuple:
    """Equal for amounts of which one can be a part of the other."""
    return (*retold.sort(quantity), quantity.currency)


def plain(quantity: Quantity) -> bool:
    """Whether it is one amount of money, things or a unit, and no rate."""
    return quantity.kind in AMOUNTS and quantity.low is not None and quantity.low > 0 and (quantity.kind != "count" or quantity.low >= 1) and not quantity.is_range and not quantity.change and quantity.per is None and quantity.out_of is None


def named(reading: Reading, start: int, end: int) -> Iterator[str]:
    """The stems of a stretch of a sentence, and the metrics that its words name."""
    yield from stems(reading.text[start:end])
    for mention in reading.mentions:
        if start <= mention.start and mention.end <= end:
            yield f"@{mention.concept.id}"


def _told(reading: Reading) -> Iterator[Amount]:
    """The amounts of a sentence, each with the ends of its neighbours."""
    figures = reading.figures
    if not figures or len(figures) > _CROWDED:
        return
    for n, quantity in enumerate(figures):
        if plain(quantity):
            left = figures[n - 1].end if n else 0
            right = figures[n + 1].start if n + 1 < len(figures) else len(reading.text)
            yield Amount(Term(reading, basic(quantity)), left, right)


def _before(reading: Reading, start: int, end: int) -> Iterator[str]:
    """The stems of the words before an amount, as far as the break."""
    text = reading.text
    words = [m.start() for m in _SPACED.finditer(text, start, end)]
    begin = words[-_REACH] if len(words) > _REACH else start
    for found in _BREAK.finditer(text, begin, end):
        if found.end() < end - 1:
            begin = found.end()
    return named(reading, begin, end)


def _after(reading: Reading, start: int, end: int) -> Iterator[str]:
    """The stems of the words after an amount, as far as the break."""
    text = reading.text
    stop = _BREAK.search(text, start, end)
    end = stop.start() if stop else end
    words = [m.end() for m in _SPACED.finditer(text, start, end)]
    return named(reading, start, words[_REACH // 2] if len(words) > _REACH // 2 else end)


def _cells(grid: Grid) -> Iterator[Amount]:
    for r in range(len(grid.labels)):
        for c in grid.figure_columns:
            figure = grid.figures[r][c]
            if figure is not None and figure.pure and plain(figure.quantity):
                reading = Reading(Carrier(grid.report.id, "cell", figure.cell.id, figure.cell.text, figure.cell.place), grid.lexicon)
                yield Amount(Term(reading, basic(figure.quantity)), grid=grid, at=(r, c))


def _heading(heading: Heading) -> Iterator[str]:
    yield from stems(heading.plain)
    if heading.concept is not None:
        yield f"@{heading.concept.id}"
