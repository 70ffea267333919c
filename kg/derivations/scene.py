"""The window a stated result is read in, and the figures in it that may be its operands.

A window is the sentence of the result together with the sentence before it that has figures.
Operands are told apart by their sort: kind, currency, unit, what they are "per", and the noun they
count.  A result is held against its *reading*, the operands that the words bind it to; every other
pair of the window only serves to excuse it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from kg import nouns, rounding
from kg import patterns as re
from kg.derivations.masked import TOKEN, Masked, Pattern, Term
from kg.derivations.model import Derivation, Way
from kg.records import record

_MOST = 7
"""Windows with more figures of one sort than this are tables in disguise and are left alone."""
_PERIODS = ("year", "month", "quarter", "week", "decade")
"""Durations in these say how long something was counted far more often than that it took so long."""
_POWERS = (10, 100, 1000, 1_000_000)
_NEAR_POWER = Fraction(2, 100)
"""How near to a power of ten two figures must lie for a slipped point or a wrong word of scale: 46 % is 10 times 4.6067 %."""
_AMOUNTS = ("money", "count", "measure", "duration", "percent")


@record
class Figure:
    """A figure of the window: where its token stands, and what it counts."""

    at: int
    term: Term
    own: bool
    """Whether it stands in the sentence of the result."""
    noun: frozenset[str]

    @property
    def value(self) -> Fraction:
        """The written number."""
        return Fraction(self.term.quantity.low)


class Scene:
    """A window with its figures."""

    __slots__ = ("every", "figures", "masked", "text")

    def __init__(self, masked: Masked):
        self.masked, self.text = masked, masked.text
        self.every = [self._figure(m) for m in TOKEN.finditer(masked.text)]
        self.figures = [f for f in self.every if f.term.quantity.kind in _AMOUNTS and not f.term.quantity.is_range and f.term.quantity.low is not None]

    def _figure(self, match: re.Match[str]) -> Figure:
        term = self.masked.term(match.group())
        noun: frozenset[str] = frozenset()
        if term.quantity.kind == "count":
            noun = _counted(self.text, match.end())
        return Figure(match.start(), term, term.reading is self.masked.owner, noun)

    def results(self, form: Pattern) -> Iterator[tuple[re.Match[str], Figure]]:
        """Matches of a form whose result (the group ``r``) stands in the sentence itself."""
        for match in form.finditer(self.text):
            token = match["r"][-2:]
            for figure in self.every:
                if figure.own and figure.term.quantity.low is not None and not figure.term.quantity.is_range and self.text.startswith(token, figure.at):
                    yield match, figure

    def figure(self, match: re.Match[str], group: str) -> Figure | None:
        """The figure behind a group of a match."""
        at = match.end(group) - 2
        return next((f for f in self.figures if f.at == at), None)

    def alike(self, like: Figure, start: int = 0, end: int | None = None, *, repeated: bool = False) -> list[Figure]:
        """Figures of the sort of ``like`` between two offsets, without itself; a value that is repeated once, unless ``repeated``."""
        found = [f for f in self.figures if f is not like and start <= f.at and (end is None or f.at < end) and kin(f, like)]
        return found if repeated else list({f.value: f for f in reversed(found)}.values())[::-1]

    def sorts(self, end: int) -> list[list[Figure]]:
        """The amounts before an offset, one list for each sort, the one nearest to the offset first."""
        found: list[list[Figure]] = []
        for figure in reversed([f for f in self.figures if f.at < end and f.term.quantity.kind != "percent" and f.term.quantity.unit not in _PERIODS]):
            if not any(figure in sort for sort in found):
                found.append([*(f for f in self.alike(figure, 0, figure.at) if f.value != figure.value), figure])
        return found

    def bound(self, found: Sequence[Figure]) -> tuple[Figure, Figure] | None:
        """The two figures that the result is bound to: both of its sentence, one of each, or both of the one before."""
        own = [f for f in found if f.own]
        pair = own if len(own) == 2 else found
        if len(own) > 2 or len(pair) != 2 or not kin(pair[0], pair[1]):
            return None
        return pair[0], pair[1]


def _counted(text: str, at: int) -> frozenset[str]:
    """The words of the noun after a number, as far as its plural: "480 sales people work" are people."""
    phrase = nouns.after(text, at)
    words = re.findall(r"[^\W\d_]{2,}", phrase[0]) if phrase else []
    plural = next((n for n, w in enumerate(words) if nouns.is_plural(w)), None)
    return frozenset() if plural is None else frozenset(nouns.singular(w) for w in words[: plural + 1])


def kin(a: Figure, b: Figure) -> bool:
    """Whether two figures are of one sort, so that they can be added and compared."""
    p, q = a.term.quantity, b.term.quantity
    if p.kind == "count" and (a.value != int(a.value)) != (b.value != int(b.value)):
        return False  # people and points of a score
    return rounding.comparable(p, q) and p.per == q.per and (not a.noun or not b.noun or bool(a.noun & b.noun))


Formula = Callable[[Sequence], rounding.Interval]


def minus(x: Sequence) -> rounding.Interval:
    """The first less all others."""
    return rounding.difference(x[0], rounding.total(x[1:]))


def quotient(x: Sequence) -> rounding.Interval:
    """The first by the second."""
    return rounding.ratio(x[0], x[1])


def part(x: Sequence) -> rounding.Interval:
    """The first in percent of the second."""
    return rounding.share(x[0], x[1])


def change(x: Sequence) -> rounding.Interval:
    """From the first to the second in percent."""
    return rounding.growth(x[0], x[1])


WITH_MORE = re.compile(r"\s*(?:[^\W\d_][\w'’-]*\s+){0,4}?(?:including|includes|with|plus|excluding|before|after|counting|net\s+of)\b", re.I)
"""After a result: it holds more, or less, than the operands named."""


def way(formula: Formula, figures: Iterable[Figure], sign: str, unit: str = "", plain: bool = False) -> Way:
    """A formula over figures; ``plain`` for sums and differences, whose operands count as written."""
    terms = tuple(f.term for f in figures)
    words = f" {sign} ".join(t.text.lstrip("~") if plain else t.text for t in terms)
    return Way(formula, terms, words, unit, widen=not plain, loose=not plain)


def other_pairs(found: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Every pair of some figures, the larger first; none if there are too many."""
    if len(found) > _MOST:
        return []
    return [tuple(sorted(pair, key=lambda f: -f.value)) for pair in combinations(found, 2)]  # type: ignore[misc]


def sure(derivation_figures: Iterable[Figure]) -> bool:
    """Whether all operands stand in the sentence of the result."""
    return all(f.own for f in derivation_figures)


def near_enough(derivation: Derivation) -> bool:
    """Whether the stated result could be a slip for the computed one: at most three times, or a power of ten, apart."""
    stated = abs(Fraction(derivation.stated.quantity.low))
    first = derivation.ways[0]
    computed = first.formula([rounding.Interval.point(Fraction(t.quantity.low)) for t in first.operands]).low
    if computed is None or computed == 0 or stated == 0:
        return False
    ratio = abs(stated / computed)
    ratio = max(ratio, 1 / ratio)
    return ratio <= 3 or any(abs(ratio / power - 1) <= _NEAR_POWER for power in _POWERS)
