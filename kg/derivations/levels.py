"""The amounts of a paragraph as levels that changes lead from and to, in units that can be compared.

A level is a plain amount with the words that lead to it and its year.  640 MW and 0.64 GW are of one
sort, and "845 million" beside kroner is in kroner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from kg import nouns, periods, retold
from kg import patterns as re
from kg.derivations.masked import Term, both_sides
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading
from kg.samefact import stems

_KINDS = frozenset(("money", "count", "measure", "percent", "points", "multiple", "duration"))
_SCALED = Lazy(r"\d\s*(?:thousand|million|billion|trillion|mn|bn|m|k)\b")
_FIELDS = ("low", "high", "low_step", "high_step", "low_loose", "high_loose")
_ALONE = Lazy(r"\s*(?:[.,;:)]|$|(?:in|at)\s+(?:the\s+|(?:19|20)\d)|(?:the|a|one|two|ten)\s+(?:year|month|season|quarter|decade)|last\s)")
_BREAK = Lazy(r"[,;:()–—]|\b(?:and|while|whereas|but)\b")
_YEAR = Lazy(r"(?:19|20)\d\d")
_UNITS = ("money", "measure", "duration")
_PER = 3
_CLOSE, _FAR = 3, 20
_CLAUSES = Lazy(r"[,;]\s+(?:and|but|while|whereas)\b|\b(?:and|but)\s+(?:the|its|it|they|their|a|an)\b|;")


@dataclass(frozen=True, eq=False, slots=True)
class Level:
    """A figure of a sentence: ``line`` counts the sentences of the paragraph, ``lead`` is what leads to it, ``noun`` the words of what it counts."""

    term: Term
    line: int
    start: int
    end: int
    sort: tuple
    value: Fraction
    lead: str
    noun: frozenset[str]
    bare: bool
    """Whether it is a number with a word of scale and no unit of its own: "845 million"."""
    dated: int | None = None
    """The year that a table gives for it."""

    @property
    def words(self) -> frozenset[str]:
        """Stems of the words that lead to it in its clause."""
        return frozenset(stems(self.lead))

    @property
    def year(self) -> int | None:
        """The year it is of, as far as a date belongs to it."""
        return self.dated or _dates(self.term.reading).get(self.start)

    @property
    def before(self) -> str:
        """The text of its sentence left of it."""
        return self.term.reading.text[: self.start]

    @property
    def after(self) -> str:
        """The text of its sentence right of it."""
        return self.term.reading.text[self.end :]

    @property
    def spelt(self) -> bool:
        """Whether it is written in words."""
        return not any(map(str.isdigit, self.term.quantity.text))

    def like(self, other: Level) -> Term:
        """The figure as one of the sort of another."""
        q, like = self.term.quantity, other.term.quantity
        return Term(self.term.reading, replace(q, kind=like.kind, unit=like.unit, currency=like.currency))


def kin(a: Level, b: Level) -> bool:
    """Whether two levels are of one thing as far as units and nouns tell."""
    if a.noun and b.noun and not a.noun & b.noun:
        return False
    if a.sort == b.sort:
        return True
    if a.sort[:3] == b.sort[:3] and None in (a.sort[3], b.sort[3]):
        # "$96,000 a year rather than $120,000": the second is a year's too, if it is of that size.
        return max(a.value, b.value) < _PER * min(a.value, b.value)
    return _lent(a, b) or _lent(b, a)


def _lent(bare: Level, other: Level) -> bool:
    """Whether a number without a unit may be in that of another: one with a word of scale, else one close to it in the same breath."""
    if not bare.bare or other.bare or other.sort[0] not in _UNITS:
        return False
    if _SCALED.search(bare.term.quantity.text):
        return True
    if other.term.reading is not bare.term.reading:
        return max(bare.value, other.value) < _CLOSE * min(bare.value, other.value)
    between = other.term.reading.text[min(bare.end, other.end) : max(bare.start, other.start)]
    return _CLAUSES.search(between) is None and max(bare.value, other.value) < _FAR * min(bare.value, other.value)


def same(a: Level, b: Level) -> bool:
    """Whether two levels have the same value, one of them rounded perhaps."""
    room = max(Fraction(a.term.quantity.low_step), Fraction(b.term.quantity.low_step)) / 2
    return abs(a.value - b.value) <= room


def of_sentence(reading: Reading, line: int) -> list[Level]:
    """The plain figures of a sentence, in order."""
    found: list[Level] = []
    figures: Sequence[Quantity] = reading.figures
    if not _PART_WORDS.isdisjoint(reading.words):
        figures = sorted([*figures, *_fractions(reading)], key=_start)
    last = 0
    for n, written in enumerate(figures):
        follows = figures[n + 1].start if n + 1 < len(figures) else len(reading.text)
        for q in _sides(reading.text, written):
            if q.kind in _KINDS and q.low is not None and not q.is_range and (q.low > 0 or (q.kind == "percent" and q.low < 0)):
                found.append(_level(reading, q, line, last, follows))
        last = written.end
    return found


def _start(q: Quantity) -> int:
    return q.start


@lru_cache(maxsize=512)
def _dates(reading: Reading) -> dict[int, int]:
    """The year of each figure of a sentence that a date belongs to, by where the figure starts."""
    if not reading.dates:
        return {}
    dated = periods.assign(reading.text, reading.figures, reading.dates)
    return {start: d.period.end.year for start, d in dated.items() if d.period is not None and d.period.end is not None}


_A_PART = Lazy(r"\ban?\s+(?P<part>third|quarter|fifth|sixth|eighth|tenth|half)\s+(?=(?:as\s+much\s+)?(?:more|less|fewer|higher|lower|larger|smaller|above|below|cheaper|dearer|longer|shorter|faster)\b)")
_PART_WORDS = frozenset("third quarter fifth sixth eighth tenth half".split())
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


def _fractions(reading: Reading) -> Iterator[Quantity]:
    """ "a fifth less": parts in words that are read as no figure elsewhere."""
    for match in _A_PART.finditer(reading.text):
        if not any(q.start < match.end("part") and match.start() < q.end for q in reading.figures):
            value = 1 / Decimal(_PARTS[match["part"].lower()])
            yield Quantity(match.start(), match.end("part"), reading.text[match.start() : match.end("part")], "count", value, value)


def _sides(text: str, written: Quantity) -> Iterator[Quantity]:
    """A figure, or the two of "from 124 to 132", each where it stands."""
    if written.per and (comma := re.search(r",\s+[^\W\d_]", written.text)):
        # A unit does not reach beyond a comma.
        written = replace(written, end=written.start + comma.start(), text=written.text[: comma.start()], per=None)
    sides = both_sides(text, written)
    if sides is None:
        yield written
        return
    for side, find in zip(sides, (written.text.find, written.text.rfind), strict=True):
        at = max(find(side.text), 0)
        yield replace(side, start=written.start + at, end=min(written.start + at + len(side.text), written.end))


def _level(reading: Reading, q: Quantity, line: int, last: int, follows: int) -> Level:
    """A figure as a level, between the figure before it and the one behind it."""
    text = reading.text
    noun: frozenset[str] = frozenset()
    bare = False
    if q.kind == "count":
        noun = _noun(text[:follows], q.end)
        # "845 million the year before", "instead of 104": in the unit of what it is compared with.
        whole = q.low >= 10 and not _YEAR.fullmatch(q.text)
        bare = not noun and (_SCALED.search(q.text) is not None or ((whole or q.low != q.low.to_integral_value()) and _ALONE.match(text[q.end : q.end + 20]) is not None))
    lead = text[max(last, q.start - 70) : q.start]
    at = max((m.end() for m in _BREAK.finditer(lead)), default=0)
    plain = in_base(replace(q, bound=None) if q.bound else q)
    return Level(Term(reading, plain), line, q.start, q.end, _sort(plain), Fraction(plain.low), lead[at:], noun, bare)


def in_base(q: Quantity) -> Quantity:
    """The figure without the prefix of its unit; its text stays as written."""
    if q.unit is None or q.kind != "measure" or not q.low:
        return q
    power = retold.scaled(q) / q.low
    if power == 1:
        return q
    return replace(q, unit=retold.sort(q)[1], **{name: getattr(q, name) * power for name in _FIELDS})


def _sort(q: Quantity) -> tuple:
    kind, unit, rated = retold.sort(q)
    return kind, unit, q.currency, q.per, rated


def _noun(text: str, at: int) -> frozenset[str]:
    phrase = nouns.after(text, at)
    words = re.findall(r"[^\W\d_]{2,}", phrase[0]) if phrase else []
    plural = next((n for n, w in enumerate(words) if nouns.is_plural(w)), None)
    return frozenset() if plural is None else frozenset(nouns.singular(w) for w in words[: plural + 1])


# --------------------------------------------------------------------------- what the document tells elsewhere


@dataclass(frozen=True, eq=False, slots=True)
class Told:
    """A level somewhere in the document; ``words`` are the stems around it, ``row`` tells which cells stand in one row."""

    level: Level
    year: int | None
    words: frozenset[str]
    row: tuple | None = None
    column: tuple | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table: its place, the words of row and column, the year it holds for, the row and the column it stands in."""

    reading: Reading
    quantity: Quantity
    label: str
    head: str
    year: int | None
    row: tuple
    column: tuple


class Known:
    """Levels of the whole document, read when they are first asked for."""

    def __init__(self, readings: Sequence[Reading], cells: Iterable[Cell]):
        self._readings = readings
        self._tabled: list[Told] = []
        self._rows: dict[tuple, list[Told]] = {}
        self._cells: dict[str, list[Told]] = {}
        for cell in cells:
            told = Told(_cell_level(cell), cell.year, frozenset(stems(f"{cell.label} {cell.head}")), cell.row, cell.column)
            self._tabled.append(told)
            for key in (cell.row, cell.column):
                self._rows.setdefault(key, []).append(told)
            self._cells.setdefault(_digits(told.level), []).append(told)

    @cached_property
    def _of(self) -> dict[tuple, list[Told]]:
        """Everything told, by sort."""
        found: dict[tuple, list[Told]] = {}
        for reading in self._readings:
            if reading.figures:
                words = frozenset(stems(f"{reading.text} {reading.carrier.label}"))
                for level in of_sentence(reading, -1):
                    found.setdefault(level.sort[:3], []).append(Told(level, level.year, words))
        for told in self._tabled:
            found.setdefault(told.level.sort[:3], []).append(told)
        return found

    def kin(self, like: Level) -> Iterator[Told]:
        """Everything told in the sort of a level, outside its own sentence."""
        for told in self._of.get(like.sort[:3], ()):
            if told.level.term.reading is not like.term.reading:
                yield told

    def in_row(self, level: Level) -> list[tuple[Told, list[Told]]]:
        """The rows of tables that hold a level, each as its cell and the others of the same sort, in the unit of the level."""
        found = []
        for told in self._cells.get(_digits(level), ()):
            bare = told.level.sort[0] == "count"
            if (told.level.sort == level.sort and same(told.level, level)) or (bare and level.sort[0] in ("money", "measure") and len(_digits(level)) >= 3):
                for key in (told.row, told.column):
                    others = [t for t in self._rows[key] if t is not told and t.level.sort == told.level.sort and t.year != told.year]
                    found.append((told, [_scaled(t, told, level) for t in others]))
        return found


def _digits(level: Level) -> str:
    return retold.digits(level.term.quantity.low)


def _scaled(told: Told, beside: Told, level: Level) -> Told:
    """A cell without a unit as one of the sort of the level that the cell beside it stands for."""
    if told.level.sort == level.sort:
        return told
    power = level.value / beside.level.value
    q, like = told.level.term.quantity, level.term.quantity
    factor = Decimal(power.numerator) / Decimal(power.denominator)
    q = replace(q, kind=like.kind, unit=like.unit, currency=like.currency, **{name: getattr(q, name) * factor for name in _FIELDS})
    return replace(told, level=replace(told.level, term=Term(told.level.term.reading, q), sort=level.sort, value=told.level.value * power))


def _cell_level(cell: Cell) -> Level:
    q = in_base(replace(cell.quantity, bound=None))
    return Level(Term(cell.reading, q), -1, q.start, q.end, _sort(q), Fraction(q.low), cell.label, frozenset(), False, cell.year)


_VERSION = Lazy(r"\b(?:upgrad\w+|migrat\w+|switch\w*|updat\w+|mov(?:e|es|ed|ing)|versions?|releases?)\s+(?:[a-z]+\s+)?(?:from\s+)?$")


def numbering(level: Level, first: Level) -> bool:
    """Whether a small whole number counts nothing, or comes after "upgrading from": the number of a version."""
    q, start = level.term.quantity, first.term.quantity.start
    if q.kind != "count" or level.value >= 20 or level.value.denominator != 1:
        return False
    return not level.noun or _VERSION.search(first.term.reading.text[max(0, start - 40) : start]) is not None


_ABOVE_IT = Lazy(r"\s+(?:above|below)\s+(?:it|them)\b")


def past_a_mark(stated: Level) -> bool:
    """Whether so many are above or below a mark ("found 33 above it"), not one figure by so much above another."""
    q = stated.term.quantity
    return q.kind == "count" and _ABOVE_IT.match(stated.term.reading.text[q.end :]) is not None


_MORE_THAN = Lazy(r"\b(?:more\s+than|over|at\s+least|upwards\s+of|in\s+excess\s+of)\s+$")


def beyond(stated: Level, pair: tuple[Level, Level]) -> bool:
    """Whether "more than five times" is said of what is not yet six times."""
    if not _MORE_THAN.search(stated.term.reading.text[: stated.term.quantity.start]):
        return False
    times = max(x.value for x in pair) / min(x.value for x in pair)
    return stated.value <= times < stated.value + 1
