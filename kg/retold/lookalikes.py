"""Figures that look like one another, found by their digits: two turned, one changed, a power of ten apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from decimal import Decimal

from kg.retold.told import digits

CROWD = 6
"""So many different values that differ in one and the same digit are a series, and no slips of each other."""
_LEAST = 3
"""With fewer digits than this too many figures look alike."""

Look = tuple[Hashable, Decimal, int]
"""What must be equal (kind, unit, currency), the value, and how many digits are written."""


def lookalikes(looks: Sequence[Look]) -> list[tuple[int, int]]:
    """Pairs of positions whose values look alike, one of each pair standing nowhere else; in order.

    The work grows with the number of figures: each is looked up under its digits with two turned,
    and under its digits with one left out.
    """
    at: dict[tuple, list[int]] = defaultdict(list)
    for n, (sort, value, _) in enumerate(looks):
        at[sort, value].append(n)
    masks: dict[tuple, list[tuple]] = defaultdict(list)
    scales: dict[tuple, list[tuple]] = defaultdict(list)
    found: set[tuple[tuple, tuple]] = set()
    for key, places in at.items():
        sort, value = key
        bare = digits(value)
        written = bare.ljust(max(looks[n][2] for n in places), "0")
        if len(bare) > 1:
            scales[sort, bare].append(key)
        if len(written) < _LEAST:
            continue
        for other in _turned(written):
            twin = (sort, Decimal(other).scaleb(value.adjusted() - len(other) + 1))
            if twin in at:
                found.add((key, twin))
        for n in range(len(written)):
            masks[sort, value.adjusted(), f"{written[:n]}*{written[n + 1:].rstrip('0')}"].append(key)
    for group in (*masks.values(), *scales.values()):
        if 2 <= len(group) <= CROWD:
            found.update((a, b) for i, a in enumerate(group) for b in group[i + 1 :])
    often = Counter({key: len(places) for key, places in at.items()})
    pairs = {tuple(sorted((i, j))) for a, b in found if min(often[a], often[b]) == 1 for i in at[a][:_COPIES] for j in at[b][:_COPIES]}
    return sorted(pairs)


_COPIES = 6
"""Of a figure that stands in more places than this the first ones are enough to compare with."""


def _turned(written: str) -> list[str]:
    """The digits with each two neighbours that differ turned; none that would begin with a nought."""
    return [
        f"{written[:n]}{written[n + 1]}{written[n]}{written[n + 2:]}"
        for n in range(len(written) - 1)
        if written[n] != written[n + 1] and (n or written[1] != "0")
    ]
