"""Figures that are told twice in the same words, with different values."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction

from kg import camps, observations, retold
from kg.candidates._base import Context, candidates
from kg.candidates.restated import restated_figures
from kg.candidates.told import cells_like, cells_of_attributes, in_table, ranges_told, told_of
from kg.candidates.told_rows import told_amounts, told_metrics
from kg.derivations import vicinity
from kg.derivations.support import support
from kg.findings import About
from kg.graph import Key
from kg.model import Observation, Report
from kg.records import record
from kg.retold import Pair, Told


@record
class Retold:
    """Two figures of one thing with their places; ``slip`` says how one may have become the other."""

    pair: Pair
    places: tuple[About, About]


def _found(context: Context, report: Report) -> Iterator[Retold]:
    grids = context.grids(report) if report.tables else ()
    cells = frozenset(
        retold.scaled(f.quantity)
        for grid in grids
        for row in grid.figures
        for f in row
        if f is not None and f.quantity.low is not None
    )
    known = {
        (o.place.path, o.place.line, o.place.column): o
        for o in context.observations(report)
        if o.confidence >= observations.COMPARED
    }
    names = {at: o.metric for at, o in known.items() if context.metrics.concept(o.metric) is not None}
    titles = {s.id: retold.roots(s.title) for s in report.sections}
    prose = told_of(context, report)
    told = [*prose, *told_metrics(context, report), *cells_like(context, report, prose)]
    passages = retold.Passages(prose, [*context.readings(report), *context.headings(report)], titles)
    found = retold.pairs(told, cells, names, support=_supported(context, report), titles=titles, passages=passages)
    coins = retold.lone([*prose, *told_metrics(context, report), *told_amounts(context, report, prose)])
    found = [p for p in found if not retold.of_another(p.first, p.second)]
    for pair in retold.settled((*found, *retold.ranges(ranges_told(context, report), prose), *coins, *retold.giants(prose), *retold.framed([*prose, *cells_of_attributes(context, report)], retold.roots(report.title or "")))):
        a, b = known.get(retold.where(pair.first)), known.get(retold.where(pair.second))
        if pair.slip != "currency" and a is not None and b is not None and compared(context, a, b, report.id) and (a.subject or b.subject or retold.one_thing(pair.first, pair.second)):
            continue
        places = (_about(context, report, pair.first), _about(context, report, pair.second))
        if not (_cites(pair) and frozenset(a.place for a in places) in _restated(context, report)):
            yield Retold(pair, places)


def _supported(context: Context, report: Report) -> retold.Support:
    """What the figures around one figure say for its own value, and for that of another in its place."""
    paragraphs = context.once(("paragraphs", report.id), lambda: {p.readings[0].carrier.passage: p for p in vicinity.paragraphs(context.readings(report))})

    def bits(a: Told, b: Told) -> tuple[float, float]:
        if a.reading.carrier.kind == "cell":
            return in_table(context, report, a, a.value), in_table(context, report, a, b.value)
        paragraph = paragraphs.get(a.reading.carrier.passage) if a.reading.carrier.kind == "sentence" else None
        if paragraph is None:
            return 0.0, 0.0
        mine, its = support(paragraph, a.reading, a.quantity.start, (Fraction(a.value), Fraction(b.value)))
        return mine.bits, its.bits

    return bits


def _cites(pair: Pair) -> bool:
    return {pair.first.reading.carrier.kind, pair.second.reading.carrier.kind} == {"sentence", "claim"}


def _restated(context: Context, report: Report) -> frozenset[frozenset]:
    """The pairs of places that text-differs-from-claim tells of."""
    found = (one.places for _, one in restated_figures(context, report) if one is not None)
    return context.once(("restated places", report.id), lambda: frozenset(frozenset(a.place for a in places) for places in found))


def compared(context: Context, a: Observation, b: Observation, report: str) -> bool:
    """Whether figures-disagree or digits-slipped hold two observations against each other."""
    one, other = observations.key(a, report), observations.key(b, report)
    if one is None or other is None:
        return False
    if one == other:
        # Without a subject and a known metric they want a slip, or more words than the metric's own.
        return camps.twins(a, b) or bool(a.subject and context.metrics.concept(a.metric))
    left, right = dict(a.scope), dict(b.scope)
    return (
        (one[:2], one[3:]) == (other[:2], other[3:])
        and camps.twins(a, b)
        and all(left[k] == right[k] for k in left.keys() & right.keys())
    )


def _about(context: Context, report: Report, told: Told) -> About:
    carrier = told.reading.carrier
    if carrier.kind == "metric":
        return About("observation", carrier.id, told.reading.place(told.quantity), f"{carrier.label}: {carrier.text}", report.id, told.quantity.text)
    return context.about(Key(report.id, carrier.kind, carrier.id), told.quantity.text, told.reading.place(told.quantity))


@candidates("retold-figures")
def retold_figures(context: Context, report: Report) -> Iterator[tuple[Hashable, Retold]]:
    """Figures of one sort that two sentences tell in the same words, and that differ."""
    for n, found in enumerate(_found(context, report)):
        yield (report.id, n), found
