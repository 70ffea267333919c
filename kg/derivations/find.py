"""All derivations of a report's text, each stated result once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg import patterns as re
from kg.derivations import facts, formulas, growth, named, ratios, sums
from kg.derivations.basis import misdated
from kg.derivations.changes import changes
from kg.derivations.closings import closings
from kg.derivations.levels import Cell
from kg.derivations.masked import Masked, Term, windows
from kg.derivations.model import Derivation, judge
from kg.derivations.outof import parted
from kg.derivations.toldagain import toldagain
from kg.derivations.unclosed import unclosed
from kg.derivations.unitpairs import pairs
from kg.derivations.vicinity import Figure
from kg.model import Observation
from kg.readings import Reading


def _words(words: str) -> Callable[[Masked], bool]:
    cue = re.compile(words, re.I)
    return lambda masked: bool(cue.search(masked.text))


def _has(**least: int) -> Callable[[Masked], bool]:
    return lambda masked: all(masked.count(kinds) >= n for kinds, n in least.items())


# Each way with a cheap necessary condition: most sentences have none of these.
_WAYS: tuple[tuple[Callable[[Masked], bool], Callable[[Masked], Iterator[Derivation]]], ...] = (
    (_words(r"[÷×*+=−/]|\b(?:x|times|plus|minus|divided|multiplied|spread)\b"), formulas.formulas),
    (_has(M=2, C=1), formulas.products),
    (_has(X=1, M=2), ratios.multiples),
    (_has(P=1), ratios.shares),
    (_has(A=3), ratios.per_head),
    (_words(r"\b(?:surplus|deficit|shortfall|gap|balance|net|gross profit)\b"), named.differences),
    (_words(r"\bpost-money\b"), named.post_money),
    (_words(r"\b(?:for|per|to) (?:every|each)\b|\bone\b"), named.one_for_every),
    (_words(r"\b(?:premium|discount)\b"), ratios.premiums),
    (_has(U=1, A=2), ratios.runways),
    (_has(A=3), sums.totals),
    (_has(P=2, A=3), sums.weighted_means),
    (_has(P=2), sums.weights),
    (_has(P=2), sums.split_shares),
    (_words(r"\bmid-?point\b"), formulas.midpoints),
    (_words(r"\bof[\s-]magnitude\b"), growth.magnitudes),
)


def find(
    readings: Sequence[Reading],
    known: Iterable[Observation] = (),
    as_of: int | None = None,
    cells: Sequence[Cell] = (),
    figures: Callable[[], list[Figure]] = list,
) -> list[Derivation]:
    """Every derivation of the readings, in the order of the text.

    ``known`` are figures of the whole report, for operands that a sentence only names ("the
    Series D price"); ``as_of`` is the year of the report, for growth rates without a base year;
    ``cells`` are the figures of its tables, ``figures`` gives them as figures of the text when they are asked for.
    """
    report = facts.Facts(known, readings)
    done: set[int] = set()
    found = []
    for masked in windows(readings):
        for derivation in (*growth.changes(masked, as_of), *(d for may, way in _WAYS if may(masked) for d in way(masked)), *report.derivations(masked)):
            # The 100 % of shares is written nowhere: they are told apart by their first share.
            hundred = derivation.kind == "hundred"
            key = (id(derivation.ways[0].operands[0].quantity), "hundred") if hundred else id(derivation.stated.quantity)
            if key not in done and not _given(derivation) and not (hundred and _completed(derivation, readings)):
                done.add(key)
                found.append(derivation)
    stated = {_span(d.stated) for d in found}
    workings = {_figures(d) for d in found}
    doubted = {frozenset(map(_span, d.ways[0].operands)) for d in found if d.kind == "multiple-change" and judge(d).verdict != "agree"}
    for derivation in (*closings(readings), *unclosed(readings, figures), *changes(readings, cells), *parted(readings), *pairs(readings), *toldagain(readings)):
        # The same working read from its other end is told once.
        if _span(derivation.stated) not in stated and _figures(derivation) not in workings and _figures(derivation) not in doubted and not _given(derivation):
            stated.add(_span(derivation.stated))
            workings.add(_figures(derivation))
            found.append(derivation)
    return [report.with_copies(d) for d in found if not misdated(d)]


def _completed(derivation: Derivation, readings: Sequence[Reading]) -> bool:
    """Whether shares that do not make 100 do so with one that stands elsewhere in their paragraph."""
    operands = derivation.ways[0].operands
    home = operands[0].reading.carrier.passage
    left = 100 - sum(o.quantity.low for o in operands)
    return home is not None and any(
        q.kind == "percent" and q.low is not None and abs(q.low - left) <= 1
        for r in readings
        if r.carrier.passage == home and r is not operands[0].reading
        for q in r.figures
    )


def _figures(derivation: Derivation) -> frozenset[tuple[int, int]]:
    return frozenset(map(_span, (derivation.stated, *derivation.ways[0].operands)))


def _span(term: Term) -> tuple[int, int]:
    return id(term.reading), term.quantity.start


def parts(readings: Sequence[Reading]) -> Iterator[tuple[Term, Term]]:
    """Parts and the wholes they are said to be of."""
    for reading in readings:
        if len(reading.figures) > 1:
            yield from sums.parts(Masked([reading]))


def impossible_shares(readings: Sequence[Reading]) -> Iterator[Term]:
    """Shares of people or things above 100 %."""
    for reading in readings:
        if any(q.kind == "percent" and q.high > 100 for q in reading.figures):
            yield from sums.impossible_shares(Masked([reading]))


def _given(derivation: Derivation) -> bool:
    """Whether an operand is the result itself, or there is none."""
    return any(o.quantity is derivation.stated.quantity for w in derivation.ways for o in w.operands)
