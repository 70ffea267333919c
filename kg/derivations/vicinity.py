"""The figures around a result: those of its paragraph, and those of the whole report.

A result that words bind to its operands is held against them by :mod:`kg.derivations.scene`.  Here
nothing binds it but its role ("… more than", "per seat", "in all") and that its operands stand in
the same paragraph; see :mod:`kg.derivations.workings` for when it is doubted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from kg import nouns
from kg.derivations.masked import Term
from kg.model import Quantity
from kg.readings import Reading

AMOUNTS = frozenset(("money", "count", "measure", "duration"))


class Lazy:
    """A regular expression, case ignored, that is compiled when it is first used."""

    __slots__ = ("_compiled", "_source")

    def __init__(self, source: str):
        self._source, self._compiled = source, None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, re.I)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        return self.compiled.search(text)

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
            for q in r.figures
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


class Document:
    """What the rules ask of the report as a whole."""

    def __init__(self, readings: Sequence[Reading]):
        self.readings = readings
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

    def named(self, word: str, like: Figure) -> list[Figure]:
        """Figures of a sort, larger than another, that stand beside a word in several places."""
        found: Counter[Fraction] = Counter()
        first: dict[Fraction, Figure] = {}
        for reading in self.readings:
            for f in Paragraph([reading]).figures if word in reading.text else ():
                if f.sort == like.sort and f.value > like.value and f.term.quantity.per is None and word in f.before[-40:] + f.after[:20]:
                    found[f.value] += 1
                    first.setdefault(f.value, f)
        return [first[v] for v, n in found.most_common(3) if n > 1]

    def repeated(self, figure: Figure) -> bool:
        """Whether the figure stands in another place too, so that it is hardly a slip."""
        q = figure.term.quantity
        return self._seen[q.kind, q.unit, q.currency, q.low] > 1


_BESIDE = Lazy(r"[\s,–—(]*(?:or|that\s+is|i\.e\.,?|about|some|nearly)?\s*$")


def beside(paragraph: Paragraph, figure: Figure) -> Figure | None:
    """The amount right before a figure with nothing but "or" or a bracket between."""
    own = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.end <= figure.term.quantity.start]
    if not own or own[-1].term.quantity.kind not in AMOUNTS:
        return None
    return own[-1] if _BESIDE.fullmatch(figure.before[own[-1].term.quantity.end :]) else None


def wholes_of(document: Document, part: Figure) -> Iterator[Figure]:
    """Larger figures of the sort of a part anywhere in the report, each value once."""
    seen = set()
    for reading in document.readings:
        for q in reading.figures:
            if q.kind == part.term.quantity.kind and q.low is not None and not q.is_range and not q.bound and q.low > part.term.quantity.low and q.low not in seen:
                found = Figure(Term(reading, q), -1, frozenset())
                if found.sort == part.sort:
                    seen.add(q.low)
                    yield found
