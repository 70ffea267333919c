"""The one amount that is far larger than all others of its sort, where another place gives the same digits a thousand times smaller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.retold.pairs import Pair
from kg.retold.told import Told

_LEAST = 4
"""With fewer amounts of a sort none of them stands out."""
_DIGITS = 3
"""A number of so many digits hardly stands twice by chance."""
_FAR = 100
"""An amount so many times as large as any other of its sort belongs to another scale."""
_SLIPS = (Decimal(10**3), Decimal(10**6))


def giants(told: Sequence[Told]) -> Iterator[Pair]:
    """Amounts of money or in a unit that only a wrong word of scale, or a wrong prefix, makes so large."""
    kinds: dict[tuple, list[Told]] = defaultdict(list)
    for one in told:
        if (one.sort[0] == "money" or one.unit) and one.quantity.per is None and one.reading.carrier.kind != "cell":
            kinds[one.sort, one.quantity.currency].append(one)
    for found in kinds.values():
        found.sort(key=lambda t: -t.value)
        if len(found) < _LEAST or found[0].value < _FAR * found[1].value or len(found[0].digits) < _DIGITS:
            continue
        large = found[0]
        small = next((t for t in found[1:] if t.digits == large.digits and large.value / t.value in _SLIPS and t.reading is not large.reading), None)
        if small is not None:
            yield Pair(large, small, "scale", 12.0)
