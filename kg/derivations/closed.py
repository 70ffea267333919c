"""Sentences whose few figures hang together: a result that a word marks, and what the others in it give.

The mark decides what is worked out (a sum, a difference, a product, a share), the only other figures
of the fitting sort are its operands.  Where any simple working over the figures near gives the
result, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from kg import rounding
from kg.derivations.model import Derivation, judge
from kg.derivations.vicinity import Figure, Lazy, Paragraph
from kg.derivations.workings import Working, added, divided, taken

HAZY = Lazy(
    r"\b(?:up\s+to|as\s+(?:much|many)\s+as|at\s+(?:least|most)|excluding|except|including|besides|among\s+others|such\s+as|other|others|another|target\w*|would|could|should|might|net\s+of|adjusted"
    r"|if|unless|depending|respectively|not\s+counting|apart\s+from|so\s+far|roughly|between)\b"
)
"""Words after which a sentence may tell less than all of a reckoning, or more."""
_TIMES = {"month": (12,), "months": (12,), "monthly": (12,), "week": (52,), "weeks": (52,), "weekly": (52,), "quarter": (4,), "quarterly": (4,), "day": (7, 30, 365), "days": (7, 30, 365), "daily": (7, 30, 365), "hour": (24,), "hours": (24,), "minute": (60,), "minutes": (60,)}
"""What a time may be multiplied by to a longer one."""
_FAR = 6
"""Further than so many times apart a result is no slip of what the others give, unless by a power of ten."""
_APART = Fraction(1, 12)
_POWERS = (10, 100, 1000, 10**6)


def sentence(paragraph: Paragraph, figure: Figure) -> list[Figure]:
    """The plain figures of the sentence of a figure, without it; fractions in words are none."""
    return [f for f in paragraph.figures if f.line == figure.line and f is not figure and not in_words(f)]


def in_words(figure: Figure) -> bool:
    """Whether a figure is a fraction written as words: "a third"."""
    return figure.term.quantity.kind == "count" and figure.value < 1


def kin(a: Figure, b: Figure) -> bool:
    """Whether two figures may be added: of one sort, or the later one left its unit to the earlier."""
    if a.sort == b.sort:
        return True
    first, later = (a, b) if (a.line, a.term.quantity.start) <= (b.line, b.term.quantity.start) else (b, a)
    return bare(later) or (bare(first) and first.term.quantity.kind == later.term.quantity.kind)


def bare(figure: Figure) -> bool:
    """Whether a number has neither unit nor noun: "50 km on land and 40 at sea"."""
    q = figure.term.quantity
    return q.kind == "count" and not figure.noun and q.per is None


def amount(figure: Figure) -> bool:
    """Whether a figure is an amount, no share and no multiple."""
    return figure.term.quantity.kind in ("money", "count", "measure", "duration") and not in_words(figure)


def multiplied(figures: Sequence[Figure]) -> Working:
    """The product of some figures."""
    return Working(rounding.product, tuple(figures), " × ".join(f.term.text for f in figures))


def scaled(figure: Figure, factor: int | Fraction, words: str) -> Working:
    """A figure times a number that the text does not write."""
    return Working(lambda x: rounding.product([x[0], factor]), (figure,), words)


def _anyhow(result: Figure, others: Sequence[Figure]) -> Iterator[Working]:
    """Every simple working over the figures near that may give a figure of the sort of the result."""
    few = [f for f in others if f is not result and f.value != 0][:7]
    for word in _TIMES.keys() & result.term.reading.words:
        for f in few:
            for n in _TIMES[word] if kin(f, result) else ():
                yield scaled(f, n, "")
                yield scaled(f, Fraction(1, n), "")
    for a, b in combinations(few, 2):
        yield from _of_two(result, a, b)
    alike = [f for f in few if kin(f, result)]
    for n in range(2, min(len(alike), 5) + 1):
        for chosen in combinations(alike, n):
            yield added(chosen)
            if n == 3:
                largest = max(chosen, key=lambda f: f.value)
                yield taken((largest, *(f for f in chosen if f is not largest)))


def _nearly(result: Figure, working: Working) -> bool:
    value = working.nominal
    return value is not None and abs(value - result.value) <= max(Fraction(result.term.quantity.low_step) / 2, result.value / 50)


def _of_two(result: Figure, a: Figure, b: Figure) -> Iterator[Working]:
    kinds = {a.term.quantity.kind, b.term.quantity.kind}
    large, small = (a, b) if a.value > b.value else (b, a)
    if kin(a, b) and kin(a, result) and large.value != small.value:
        yield taken((large, small))
    if "percent" in kinds:
        share, whole = (a, b) if a.term.quantity.kind == "percent" else (b, a)
        for base in (0, 100, -100):
            yield Working(lambda x, base=base: rounding.product([rounding.total([base, x[0]]) if base >= 0 else rounding.difference(100, x[0]), x[1], Fraction(1, 100)]), (share, whole), "")
    elif a.sort != b.sort or kinds == {"count"}:
        yield multiplied((a, b))
        yield divided(large, small)


def gives(result: Figure, working: Working) -> bool:
    """Whether a working gives the result as it is written, or all but."""
    computed = working.formula([rounding.interval(f.term.quantity) for f in working.figures])
    value = working.nominal
    return rounding.interval(result.term.quantity).overlaps(computed) or (value is not None and abs(value - result.value) <= result.value / 200)


def doubtful(kind: str, result: Figure, working: Working, near: Iterable[Figure], label: str = "", *, strict: bool = False) -> Iterator[Derivation]:
    """The derivation of a marked result that neither its own working nor any other over figures near gives."""
    value = working.nominal
    if value is None or value <= 0 or gives(result, working) or not _beside(result.value, value):
        return
    if not strict and any(_nearly(result, w) for w in _anyhow(result, list(near))):
        return
    found = Derivation(kind, result.term, (working.way(),), label=label, sure=False)
    if judge(found).verdict == "loose-only" and abs(result.value / value - 1) >= _APART:
        # Trailing noughts of so few figures do not make up for so much.
        found = Derivation(kind, result.term, (replace(working, plain=True).way(),), label=label, sure=False)
    if judge(found).verdict == "disagree":
        yield found


def _beside(stated: Fraction, value: Fraction) -> bool:
    """Whether a result may be a slip of a value, by its size."""
    ratio = max(stated / value, value / stated)
    return ratio <= _FAR or any(abs(ratio / p - 1) <= Fraction(1, 50) for p in _POWERS)
