"""Relations that a text states, with operands found by meaning in the whole report: shares of wholes told elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.derivations import compounded
from kg.derivations.apiece import CUES, apiece
from kg.derivations.defined import defined, defined_in_lists
from kg.derivations.grown import grown
from kg.derivations.hundreds import hundreds
from kg.derivations.ledger import ledger, split
from kg.derivations.lined import lined
from kg.derivations.manifold import manifold
from kg.derivations.model import Derivation
from kg.derivations.parted import parted
from kg.derivations.raised import post_money
from kg.derivations.register import Register
from kg.derivations.seats import seats
from kg.derivations.slips import as_share
from kg.derivations.tabled import tabled
from kg.derivations.twice import twice
from kg.derivations.vicinity import paragraphs
from kg.derivations.wordfractions import wordfractions
from kg.readings import Reading
from kg.tables.grid import Grid

_CROWDED = 30
"""Sentences with more figures are tables in disguise."""


def resolved(readings: Sequence[Reading], grids: Callable[[], Sequence[Grid]], found: Sequence[Derivation]) -> Iterator[Derivation]:
    """Every doubted relation of a report that ``found`` does not tell yet."""
    told = {(id(d.stated.reading), d.stated.quantity.start) for d in found}
    listed = {(id(o.reading), o.quantity.start) for d in found if d.kind == "hundred" for o in d.ways[0].operands}
    register: Register | None = None
    for paragraph in paragraphs(readings):
        home = paragraph.readings
        yield from (d for d in split(home) if (id(d.stated.reading), d.stated.quantity.start) not in told)
        # A working whose operand is the result of one that is told is that one, read from its other end.
        for d in (*defined(home, readings, grids), *wordfractions(home), *manifold(home, grids), *post_money(home), *seats(home)):
            if told.isdisjoint((id(t.reading), t.quantity.start) for t in (d.stated, *d.ways[0].operands)):
                yield d
        for n, reading in enumerate(home):
            if len(reading.figures) > _CROWDED:
                continue
            for index, quantity in enumerate(reading.figures if CUES & reading.words else ()):
                if (id(reading), quantity.start) not in told:
                    register = register or Register(readings, grids())
                    yield from apiece(register, home, n, index)
            if len(reading.figures) > 2:
                yield from (d for d in compounded.bracketed(reading) if (id(reading), d.stated.quantity.start) not in told)
            if compounded.CUES & reading.words:
                register = register or Register(readings, grids())
                yield from (d for d in compounded.compounded(register, reading) if (id(reading), d.stated.quantity.start) not in told)
            shares = [k for k, q in enumerate(reading.figures) if as_share(q).kind == "percent"]
            if not shares:
                continue
            yield from (d for d in hundreds(home, n) if listed.isdisjoint((id(o.reading), o.quantity.start) for o in d.ways[0].operands))
            for index in shares:
                quantity = reading.figures[index]
                if (id(reading), quantity.start) not in told:
                    register = register or Register(readings, grids())
                    yield from parted(register, home, n, index)
    yield from (d for d in ledger(readings, grids()) if (id(d.stated.reading), d.stated.quantity.start) not in told)
    yield from (d for d in defined_in_lists(readings) if (id(d.stated.reading), d.stated.quantity.start) not in told)
    yield from (d for d in grown(readings, grids()) if (id(d.stated.reading), d.stated.quantity.start) not in told)
    held = grids()
    yield from (d for d in tabled(readings, held, lambda: register or Register(readings, held)) if (id(d.stated.reading), d.stated.quantity.start) not in told)
    yield from (d for d in lined(readings, held) if (id(d.stated.reading), d.stated.quantity.start) not in told)
    yield from (d for d in twice(readings) if (id(d.stated.reading), d.stated.quantity.start) not in told)
