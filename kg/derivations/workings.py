"""What a result would be if it followed from figures near it, and whether it may be a slip for that.

A result is only doubted when no working over any figures near gives it, and one gives a figure that
it could have been mistyped for, or would once an operand is typed aright.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.vicinity import Figure
from kg.records import record

_POWERS = (Fraction(10), Fraction(100), Fraction(1000), Fraction(10**6))
_ROUND = Fraction(1, 100)
"""How far from a power of ten a slip of scale may seem to lie, its operands being rounded."""

Formula = Callable[[Sequence], rounding.Interval]


@record
class Working:
    """A formula over figures, with its words as a message shows them and the unit of its result."""

    formula: Formula
    figures: tuple[Figure, ...]
    words: str
    unit: str = ""
    plain: bool = False
    """Whether the operands count as written, as those of a sum do."""

    @property
    def nominal(self) -> Fraction | None:
        """The result if every figure were exact."""
        return self.formula([rounding.Interval.point(f.value) for f in self.figures]).low

    def way(self) -> Way:
        """The same for a derivation."""
        return Way(self.formula, tuple(f.term for f in self.figures), self.words, self.unit, widen=not self.plain, loose=not self.plain)


def closes(result: Figure, working: Working) -> bool:
    """Whether the working gives the result as written; generously, since this excuses it."""
    quantity = result.term.quantity
    computed = working.formula([rounding.interval(f.term.quantity) for f in working.figures])
    if rounding.interval(quantity).overlaps(computed):
        return True
    value = working.nominal
    return value is not None and abs(value - result.value) <= max(Fraction(quantity.low_step), result.value / 200)


def mistyped(result: Figure, working: Working, least: int = 3) -> bool:
    """Whether the result may be the one of the working with one digit changed, two swapped or a power of ten lost.

    ``least`` is with how many written digits a changed one says something.
    """
    value = working.nominal
    if value is None or value <= 0 or result.value <= 0:
        return False
    ratio = result.value / value
    if any(abs(r / power - 1) <= _ROUND for power in _POWERS for r in (ratio, 1 / ratio)):
        return True
    step = Fraction(result.term.quantity.low_step) or Fraction(1)
    stated = str(int(result.value / step))
    written = [(stated, step)]
    if "." not in result.term.quantity.text:
        # Trailing noughts of a whole number may say how it was rounded.
        bare = stated.rstrip("0") or stated
        written.append((bare, step * 10 ** (len(stated) - len(bare))))
    return any(slipped(digits, str(int(value / unit) + off), least) for digits, unit in written for off in (0, 1))


def slipped(a: str, b: str, least: int) -> bool:
    """Whether two written numbers differ by two swapped digits, or by one when they have ``least`` digits."""
    if len(a) != len(b) or a == b:
        return False
    apart = [n for n, (p, q) in enumerate(zip(a, b, strict=True)) if p != q]
    swapped = len(apart) == 2 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
    return swapped or (len(apart) == 1 and len(a) >= least)


def _retyped(figure: Figure) -> Iterator[Figure]:
    """A figure with two neighbouring digits swapped back, or with another word of scale."""
    q = figure.term.quantity
    step = Decimal(q.low_step) or Decimal(1)
    digits = str(int(q.low / step))
    values = [
        Decimal(digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]) * step
        for n in range(len(digits) - 1)
        if digits[n] != digits[n + 1] and digits[0 if n else 1] != "0"
    ]
    if _SCALED.search(q.text):
        values += [q.low * 1000, q.low / 1000]
    for value in values:
        yield replace(figure, term=Term(figure.term.reading, replace(q, low=value, high=value)))


_SCALED = re.compile(r"\b(?:thousand|million|billion|trillion|mn|bn)\b|\d\s?[mbk]\b", re.I)


def _mended(result: Figure, working: Working) -> bool:
    """Whether the working gives the result once one operand is typed aright."""
    figures = working.figures
    return any(
        closes(result, replace(working, figures=(*figures[:n], other, *figures[n + 1 :])))
        for n, f in enumerate(figures)
        if len(str(f.term.quantity.low.normalize().as_tuple().digits)) >= 2
        for other in _retyped(f)
    )


def doubted(kind: str, result: Figure, bound: Sequence[Working], others: Iterable[Working], *, label: str = "", least: int = 3, negative: bool = False, near: bool = False, operands: int = 0) -> Iterator[Derivation]:
    """The derivation of a result that nothing gives and that is a slip of what one of the ``bound`` workings gives.

    ``near`` lets also a result count that lies within three times of the first bound working;
    the first ``operands`` bound workings are also tried with an operand that was mistyped.
    """
    every = [*bound, *others]
    if any(closes(result, w) for w in every):
        return
    found = next((w for w in bound if mistyped(result, w, least)), None)
    if found is None:
        found = next((w for w in bound[:operands] if _mended(result, w)), None)
    if found is None and near and bound:
        value = bound[0].nominal
        found = bound[0] if value and value / 3 <= result.value <= value * 3 else None
    if found is not None:
        yield Derivation(kind, result.term, (found.way(),), negative, label=label, sure=False)


# --------------------------------------------------------------------------- the workings


def grown(x: Sequence) -> rounding.Interval:
    """From the first to the second in percent."""
    return rounding.growth(x[0], x[1])


def fallen(x: Sequence) -> rounding.Interval:
    """By how many percent the second is below the first."""
    return rounding.difference(100, rounding.share(x[1], x[0]))


def of_whole(x: Sequence) -> rounding.Interval:
    """The first in percent of the second."""
    return rounding.share(x[0], x[1])


def quotient(x: Sequence) -> rounding.Interval:
    """The first by the second."""
    return rounding.ratio(x[0], x[1])


def minus(x: Sequence) -> rounding.Interval:
    """The first less all others."""
    return rounding.difference(x[0], rounding.total(x[1:]))


def pairs(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Two of one sort and different values, the smaller first, those that stand last first."""
    found = [(a, b) if a.value < b.value else (b, a) for a, b in combinations(figures, 2) if a.sort == b.sort and a.value != b.value]
    return found[::-1]


def change(pair: tuple[Figure, Figure], down: bool) -> Working:
    """The change in percent between a smaller and a larger figure."""
    small, large = pair
    first, last = (large, small) if down else (small, large)
    return Working(fallen if down else grown, (first, last), f"from {first.term.text} to {last.term.text}", "%")


def share(part: Figure, whole: Figure) -> Working:
    """A part in percent of its whole."""
    return Working(of_whole, (part, whole), f"{part.term.text} of {whole.term.text}", "%")


def divided(total: Figure, count: Figure) -> Working:
    """What a total comes to for each."""
    return Working(quotient, (total, count), f"{total.term.text} ÷ {count.term.text}")


def added(figures: Sequence[Figure]) -> Working:
    """The sum of some figures as written."""
    return Working(rounding.total, tuple(figures), " + ".join(f.term.text.lstrip("~") for f in figures), plain=True)


def taken(figures: Sequence[Figure]) -> Working:
    """The first of some figures less the others, as written."""
    return Working(minus, tuple(figures), " − ".join(f.term.text.lstrip("~") for f in figures), plain=True)
