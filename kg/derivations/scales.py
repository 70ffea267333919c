"""Figures a thousand times too large or too small for those around them, by a word of scale or the prefix of a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import patterns as re
from kg import retold
from kg.derivations.masked import Term
from kg.derivations.support import support
from kg.derivations.vicinity import Figure, Paragraph, paragraphs
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record

_MOST = 30
"""Paragraphs with more figures than this are tables in disguise."""
_APART = 20
"""A figure further than so many times from all others of its sort stands out among them."""
_LEAST = 3.0
"""Bits of the working that gives the figure in another scale."""
_WORD = re.compile(r"\b(?:thousand|million|billion|trillion|mn|bn|tn|m|b)\b|\d\s?[mbkMBK]\b", re.I)
_FACTORS = (Fraction(1, 1000), Fraction(1000), Fraction(1, 10**6), Fraction(10**6))


@record
class Slip:
    """A figure, how many times too large it is (less than 1: too small), and the working that says so."""

    term: Term
    times: Fraction
    words: str


def slips(readings: Sequence[Reading]) -> Iterator[Slip]:
    """Figures that stand out in their paragraph and that another scale would make the result of a working there."""
    for paragraph in paragraphs(readings):
        figures = [q for r in paragraph.readings for q in r.figures]
        if 3 <= len(figures) <= _MOST and _uneven(figures):
            yield from _in(paragraph)


def _uneven(figures: Sequence[Quantity]) -> bool:
    """Whether amounts of one sort lie far apart; most paragraphs have none."""
    ends: dict[tuple, tuple] = {}
    for q in figures:
        if q.kind in ("money", "count", "measure") and q.low > 0 and q.per is None and _scaled(q.text, q.unit):
            value, sort = retold.scaled(q), (*retold.sort(q), q.currency)
            low, high = ends.get(sort, (value, value))
            ends[sort] = (min(low, value), max(high, value))
    return any(low * _APART < high for low, high in ends.values())


def _scaled(text: str, unit: str | None) -> bool:
    return bool(_WORD.search(text)) or (unit or "").startswith(("kilo", "mega", "giga", "tera", "milli", "micro"))


def _in(paragraph: Paragraph) -> Iterator[Slip]:
    sorts: dict[tuple, list[Figure]] = {}
    for f in paragraph.figures:
        q = f.term.quantity
        if q.per is None and q.kind in ("money", "count", "measure") and _scaled(q.text, q.unit):
            sorts.setdefault((retold.sort(q), q.currency), []).append(f)
    for alike in sorts.values():
        values = [Fraction(retold.scaled(f.term.quantity)) for f in alike]
        for n, figure in enumerate(alike):
            others = values[:n] + values[n + 1 :]
            if others and (all(v * _APART < values[n] for v in others) or all(v > values[n] * _APART for v in others)):
                yield from _slip(paragraph, figure, values[n], others)


def _slip(paragraph: Paragraph, figure: Figure, value: Fraction, others: Sequence[Fraction]) -> Iterator[Slip]:
    """The figure in the scale in which it stands out no longer and a working gives it."""
    meant = [value * f for f in _FACTORS if any(v / _APART <= value * f <= v * _APART for v in others)]
    if not meant:
        return
    own, *found = support(paragraph, figure.term.reading, figure.term.quantity.start, [value, *meant])
    best = max(found, key=lambda s: s.bits)
    if best.bits >= _LEAST and own.bits <= 0:
        yield Slip(figure.term, value / meant[found.index(best)], best.words)
