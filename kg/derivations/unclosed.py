"""Results that no working over the figures near them gives, told by their role alone.

A change in percent, a share, a figure per piece, a total, a difference, a product: each has its
rule, with the workings it may be bound to (which are reported) and those that only excuse it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.derivations import (
    altogether,
    amounts,
    bracketed,
    breakdowns,
    bymany,
    divided,
    each,
    folds,
    headline,
    leftover,
    partly,
    percentages,
    percents,
    priced,
    remainders,
    splits,
    times,
    yearly,
)
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Paragraph, paragraphs
from kg.readings import Reading

_MOST = 24
"""Paragraphs with more figures than this are tables in disguise."""

_ROLES: tuple[Callable[[Document, Paragraph, Figure], Iterator[Derivation]], ...] = (
    percents.changes,
    percents.compounds,
    percents.shares,
    amounts.per_piece,
    amounts.sums,
    amounts.products,
)
_SAID: tuple[Callable[[Document, Paragraph, Figure], Iterator[Derivation]], ...] = (splits.lists, splits.itemised, splits.fractions, splits.rates, percentages.results, remainders.remainders, remainders.averages, times.times, times.told, bracketed.shares, bracketed.fractions, bracketed.named, priced.worths, breakdowns.breakdowns, headline.bound, each.for_each, divided.divisions, divided.multiplied, divided.lifetimes, leftover.differences, altogether.sums, bymany.products, partly.shares, folds.multiples, yearly.rates)
"""Those whose words bind the operands; their results may well stand in other places too."""


def unclosed(readings: Sequence[Reading], cells: Callable[[], list[Figure]] = list) -> Iterator[Derivation]:
    """Every such result of a report, in the order of the text; ``cells`` gives the figures of its tables."""
    document = Document(readings, cells)
    for paragraph in paragraphs(readings):
        told = sum(len(r.figures) for r in paragraph.readings)
        if told == 1:
            for figure in paragraph.figures:
                yield from each.for_each(document, paragraph, figure)
                yield from partly.shares(document, paragraph, figure)
        if 2 <= told <= _MOST:
            for figure in paragraph.figures:
                for role in _SAID if document.repeated(figure) else (*_SAID, *_ROLES):
                    yield from role(document, paragraph, figure)
