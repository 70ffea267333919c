"""Results that no working over the figures near them gives, told by their role alone.

A change in percent, a share, a figure per piece, a total, a difference, a product: each has its
rule, with the workings it may be bound to (which are reported) and those that only excuse it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.derivations import amounts, percents
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


def unclosed(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """Every such result of a report, in the order of the text."""
    document = Document(readings)
    for paragraph in paragraphs(readings):
        if 2 <= sum(len(r.figures) for r in paragraph.readings) <= _MOST:
            for figure in paragraph.figures:
                if not document.repeated(figure):
                    for role in _ROLES:
                        yield from role(document, paragraph, figure)
