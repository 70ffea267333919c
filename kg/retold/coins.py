"""The one amount in another currency: a number that the report gives elsewhere, in the currency of all its other amounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.quantities import shared_currency
from kg.retold.pairs import Pair
from kg.retold.told import Told

_MOST = 4
"""A report with fewer amounts in its main currency has none."""
_DIGITS = 3
"""A number of so many digits hardly stands twice by chance; a shorter one wants a common word."""


def lone(told: Sequence[Told]) -> Iterator[Pair]:
    """Amounts whose currency stands nowhere else, with the same number in the main currency."""
    amounts = [t for t in told if t.sort[0] == "money" and t.quantity.currency and not shared_currency(t.quantity.currency)]
    counted = Counter(t.quantity.currency for t in amounts)
    if len(counted) < 2:
        return
    main, often = counted.most_common(1)[0]
    if often < _MOST:
        return
    same: dict[tuple, list[Told]] = defaultdict(list)
    for one in amounts:
        if one.quantity.currency == main:
            same[one.value, one.quantity.per].append(one)
    for one in amounts:
        if counted[one.quantity.currency] == 1:
            other = next((t for t in same[one.value, one.quantity.per] if t.reading is not one.reading and _likely(one, t)), None)
            if other is not None:
                yield Pair(one, other, "currency", 12.0)


def _likely(one: Told, other: Told) -> bool:
    """Whether a number is the same hardly by chance: by its digits, or by a word beside both."""
    return len(one.digits) >= _DIGITS or (len(one.digits) >= 2 and bool(one.near & (other.near | other.wide) or one.wide & other.near))
