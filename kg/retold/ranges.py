"""Ranges that are told twice with one end the same: "$2.5-4B" here, "$3-4B" there; "20-30%" here, "30%+" there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg import scope
from kg.model import Quantity
from kg.retold.pairs import Pair, Weights, one_thing, settled, where
from kg.retold.told import Told

_ENOUGH = 12.0
"""Bits of shared words from which on two ranges are taken for one."""
CROWD = 12
"""Of an end that more ranges of a sort have, none is told by it."""


def ranges(told: Sequence[Told], every: Sequence[Told]) -> list[Pair]:
    """Pairs of ranges, or of a range and a bound, of one thing that share an end and no more.

    ``told`` are the ranges and bounds; words are weighed by how rare they are beside ``every`` figure.
    """
    ends: dict[tuple, list[int]] = defaultdict(list)
    for n, one in enumerate(told):
        q = one.quantity
        for end in {q.low, q.high}:
            ends[one.sort, q.currency, end].append(n)
    weights = Weights(every)
    met = {(a, b) for group in ends.values() if len(group) <= CROWD for i, a in enumerate(group) for b in group[i + 1 :]}
    found = [Pair(told[a], told[b], "end", _bits(told[a], told[b], weights)) for a, b in sorted(met) if one_end(told[a].quantity, told[b].quantity) and _alike(told[a], told[b])]
    return list(settled(sorted((p for p in found if p.bits >= _ENOUGH), key=lambda p: (-p.bits, where(p.first), where(p.second)))))


def one_end(x: Quantity, y: Quantity) -> bool:
    """Whether the two share just one end; a bound shares the end of a range that it only touches."""
    if x.change or y.change or x.approximate != y.approximate:
        return False
    if x.is_range and y.is_range:
        return (x.low == y.low) != (x.high == y.high)
    if x.is_range == y.is_range:
        return False
    span, bound = (x, y) if x.is_range else (y, x)
    return (bound.bound == "ge" and bound.low == span.high) or (bound.bound == "le" and bound.low == span.low)


def _alike(a: Told, b: Told) -> bool:
    cases = scope.scenario(a.reading.text), scope.scenario(b.reading.text)
    return not (all(cases) and cases[0] != cases[1]) and one_thing(a, b)


def _bits(a: Told, b: Told, weights: Weights) -> float:
    shared = a.near & b.near
    return weights.of(shared) + 0.4 * weights.of((a.wide & b.wide) - shared) if len(shared) > 2 else 0.0
