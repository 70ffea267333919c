"""The figures around a result: those of its paragraph, and those of the whole report.

A result that words bind to its operands is held against them by :mod:`kg.derivations.scene`.  Here
nothing binds it but its role ("… more than", "per seat", "in all") and that its operands stand in
the same paragraph; see :mod:`kg.derivations.workings` for when it is doubted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from kg import compiled as compiling
from kg import measured, nouns
from kg.derivations.masked import Term, both_sides
from kg.model import Quantity
from kg.readings import Reading

AMOUNTS = frozenset(("money", "count", "measure", "duration"))


class Lazy:
    """A regular expression, case ignored, that is compiled when it is first used."""

    __slots__ = ("_compiled", "_kept", "_source")

    def __init__(self, source: str):
        self._source, self._compiled, self._kept = source, None, compiling.of_program()

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = compiling.expression(self._source, re.I, self._kept)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        return self.compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        return self.compiled.finditer(text)

    def match(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.fullmatch`."""
        return self.compiled.fullmatch(text)


@dataclass(frozen=True, eq=False, slots=True)
class Figure:
    """A plain figure of a paragraph: ``line`` counts its sentences, ``noun`` are the words of what it counts."""

    term: Term
    line: int
    noun: frozenset[str]

    @property
    def sort(self) -> tuple:
        """Equal for figures that can be added and compared."""
        q = self.term.quantity
        return "count" if q.kind == "measure" and q.unit in (None, "count") else q.kind, q.unit if q.kind != "count" else None, q.currency

    @property
    def value(self) -> Fraction:
        """The written number."""
        return Fraction(self.term.quantity.low)

    @property
    def before(self) -> str:
        """The text of its sentence left of it."""
        return self.term.reading.text[: self.term.quantity.start]

    @property
    def after(self) -> str:
        """The text of its sentence right of it."""
        return self.term.reading.text[self.term.quantity.end :]


class Paragraph:
    """The sentences of one passage with their plain figures."""

    def __init__(self, readings: Sequence[Reading]):
        self.readings = readings

    @cached_property
    def figures(self) -> list[Figure]:
        """Single values, in order; "over 23 games" may bound nothing, so the number counts."""
        return [
            Figure(Term(r, _unbounded(q)), n, _noun(r.text, q.end) if q.kind == "count" else frozenset())
            for n, r in enumerate(self.readings)
            for written in r.figures
            for q in both_sides(r.text, written) or (written,)
            if q.low is not None and not q.is_range and not q.change and q.low > 0
        ]

    def amounts(self, line: int, back: int = 3) -> list[Figure]:
        """Amounts of a sentence and of some before it."""
        return [f for f in self.figures if line - back <= f.line <= line and f.term.quantity.kind in AMOUNTS]


def paragraphs(readings: Iterable[Reading]) -> Iterator[Paragraph]:
    """The passages of a report as far as they are sentences."""
    held: list[Reading] = []
    for reading in readings:
        if held and (not reading.carrier.passage or reading.carrier.passage != held[-1].carrier.passage):
            yield Paragraph(held)
            held = []
        held.append(reading)
    if held:
        yield Paragraph(held)


def _unbounded(quantity: Quantity) -> Quantity:
    return replace(quantity, bound=None) if quantity.bound else quantity


def _noun(text: str, at: int) -> frozenset[str]:
    phrase = nouns.after(text, at)
    words = re.findall(r"[^\W\d_]{2,}", phrase[0]) if phrase else []
    plural = next((n for n, w in enumerate(words) if nouns.is_plural(w)), None)
    return frozenset() if plural is None else frozenset(nouns.singular(w) for w in words[: plural + 1])


_WORD = re.compile(r"[^\W\d_][\w-]+")


def _value(figure: Figure) -> Fraction:
    return figure.value


class Document:
    """What the rules ask of the report as a whole."""

    def __init__(self, readings: Sequence[Reading], cells: Callable[[], list[Figure]] = list):
        self.readings, self._cells = readings, cells
        self._seen = Counter((q.kind, q.unit, q.currency, q.low) for r in readings for q in r.figures)
        self._by_value: dict[Fraction, list[tuple]] = {}
        for key in self._seen:
            if key[3] is not None:
                self._by_value.setdefault(Fraction(key[3]), []).append(key)
        self._at: dict[tuple, list[Reading]] = {}
        for reading in readings:
            for f in Paragraph([reading]).figures if len(reading.figures) > 1 else ():
                self._at.setdefault((f.sort, f.value), []).append(reading)

    def holds(self, like: Figure, value: Fraction) -> bool:
        """Whether a value stands somewhere in the sort of a figure."""
        q = like.term.quantity
        return any(k[:3] == (q.kind, q.unit, q.currency) and k[3] == value for k in self._by_value.get(value, ()))

    def beside(self, figure: Figure) -> list[tuple[Figure, Figure]]:
        """Pairs of a figure with others of its sort, where another sentence tells the two together."""
        found: dict[Fraction, tuple[Figure, Figure]] = {}
        for reading in self._at.get((figure.sort, figure.value), ()):
            if reading is not figure.term.reading:
                for f in Paragraph([reading]).figures:
                    if f.sort == figure.sort and f.value != figure.value and f.term.quantity.per is None:
                        found.setdefault(f.value, (f, figure) if f.value < figure.value else (figure, f))
        return list(found.values())

    @cached_property
    def cells(self) -> list[Figure]:
        """The plain figures of its tables."""
        return self._cells()

    @cached_property
    def numbers(self) -> list[Figure]:
        """How many there are of things, and how much of what is measured, as far as it is more than one."""
        ratios = {(id(r), r.figures[n].start) for r in self.readings for n in measured.ratios(r)}
        return [f for f in self.every if f.term.quantity.kind in ("count", "measure") and f.term.quantity.per is None and f.term.quantity.low > 1 and (id(f.term.reading), f.term.quantity.start) not in ratios]

    @cached_property
    def every(self) -> list[Figure]:
        """All plain figures of the report, in order."""
        return [f for r in self.readings if r.figures for f in Paragraph([r]).figures]

    @cached_property
    def _values(self) -> dict[tuple, list[Figure]]:
        """The figures of each sort, each value once, in the order of their values."""
        found: dict[tuple, dict[Fraction, Figure]] = {}
        for f in self.every:
            found.setdefault(f.sort, {}).setdefault(f.value, f)
        return {sort: [values[v] for v in sorted(values)] for sort, values in found.items()}

    @cached_property
    def _things(self) -> dict[str, dict[Fraction, Figure]]:
        """How many there are of each thing, and how much in each unit."""
        found: dict[str, dict[Fraction, Figure]] = {}
        for f in self.every:
            q = f.term.quantity
            if f.value > 1 and q.per is None and q.kind in ("count", "measure"):
                for word in f.noun or ({q.unit} if q.kind == "measure" and q.unit else {"people"} if _PEOPLE.search(f.before[-20:]) else ()):
                    found.setdefault(word, {}).setdefault(f.value, f)
        return found

    @cached_property
    def _words(self) -> dict[str, list[Figure]]:
        """The figures beside each word."""
        found: dict[str, list[Figure]] = {}
        for f in self.every:
            if f.term.quantity.per is None:
                for word in set(_WORD.findall(f.before[-40:] + f.after[:20])):
                    found.setdefault(word, []).append(f)
        return found

    def between(self, like: Figure, low: Fraction, high: Fraction) -> list[Figure]:
        """Figures of a sort whose values lie between two, a few at most."""
        values = self._values.get(like.sort, [])
        start = bisect_left(values, low, key=_value)
        return values[start : min(bisect_right(values, high, key=_value), start + 5)]

    def counted(self, thing: str) -> list[Figure]:
        """The counts of a thing, or the amounts in a unit, each value once."""
        return list(self._things.get(thing, {}).values())

    def named(self, word: str, like: Figure) -> list[Figure]:
        """Figures of a sort, larger than another, that stand beside a word in several places."""
        found = [f for f in self._words.get(word, ()) if f.sort == like.sort and f.value > like.value]
        often = Counter(f.value for f in found)
        first = {f.value: f for f in reversed(found)}
        return [first[v] for v, n in often.most_common(3) if n > 1]

    @cached_property
    def _totals(self) -> dict[tuple, dict[Fraction, Figure]]:
        found: dict[tuple, dict[Fraction, Figure]] = {}
        for f in self.every:
            if f.term.quantity.per is None and (_TOTAL.search(f.before[-40:]) or _TOTAL.match(f.after) or _TOTAL.search(f.term.reading.carrier.label[:40])):
                found.setdefault(f.sort, {}).setdefault(f.value, f)
        return found

    def totals(self, like: Figure) -> list[Figure]:
        """Figures of a sort, larger than another, that are called a total; none if there are several."""
        found = [f for f in self._totals.get(like.sort, {}).values() if f.value > like.value]
        return found if len(found) <= 2 else []

    def prominent(self, like: Figure) -> list[Figure]:
        """The amounts of a sort that several places give, or that are called a total, each value once."""
        q = like.term.quantity
        found = {f.value: f for f in self._totals.get(like.sort, {}).values()}
        for f in self._values.get(like.sort, []):
            if f.value not in found and self.repeated(f):
                found[f.value] = f
        return [found[v] for v in sorted(found)] if q.kind == "money" else []

    def repeated(self, figure: Figure) -> bool:
        """Whether the figure stands in another place too, so that it is hardly a slip."""
        q = figure.term.quantity
        return self._seen[q.kind, q.unit, q.currency, q.low] > 1


_PEOPLE = Lazy(r"\bpopulation\s+(?:of|is|was|:)\s*(?:about\s+|some\s+)?$")
_TOTAL = Lazy(r"(?:^|\s)(?:total|sum|altogether|in\s+all|overall)\b(?:\s+[\w’'-]+){0,2}\s*$|\s*(?:in\s+all|in\s+total|altogether)\b")
_BESIDE = Lazy(r"[\s,–—(]*(?:or|that\s+is|i\.e\.,?|about|some|nearly)?\s*$")


def beside(paragraph: Paragraph, figure: Figure) -> Figure | None:
    """The amount right before a figure with nothing but "or" or a bracket between."""
    own = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.end <= figure.term.quantity.start]
    if not own or own[-1].term.quantity.kind not in AMOUNTS:
        return None
    return own[-1] if _BESIDE.fullmatch(figure.before[own[-1].term.quantity.end :]) else None
