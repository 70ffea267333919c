"""What explains two figures that look like one: the share that one is of the other, and workings that give each of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kg import patterns as re
from kg.retold.told import Told

_SHARE = re.compile(r"\s*(?:[^\W\d_][\w'’-]*\s*){0,3}[(,]\s*(?:~|about\s+|or\s+|i\.e\.\s+)?", re.I)
_SURE = 8.0
"""So many bits for its own value say that a figure is as it should be."""


def share_of_other(a: Told, b: Told) -> bool:
    """Whether a sentence of two figures states the share that the smaller is of the larger: "41,250 pupils … 10 %" of 412,500."""
    small, large = sorted((a.value, b.value))
    return any(
        q.kind == "percent" and q.low is not None and q.low == q.high and q.low_step and abs(small * 100 - q.low * large) <= large * q.low_step / 2
        for t in (a, b)
        for q in t.reading.figures
    )


def both_sure(a: Told, b: Told, own: tuple[float, float], stated: Callable[[tuple, Decimal, Decimal], bool]) -> bool:
    """Whether each of two figures follows from what stands around it: none is the other, mistyped.

    ``own`` are the bits that the figures around each give for its value; ``stated`` says whether a
    value of a sort between two bounds stands anywhere.
    """
    return all(bits >= _SURE or _has_its_share(t, stated) for t, bits in ((a, own[0]), (b, own[1])))


def _has_its_share(told: Told, stated: Callable[[tuple, Decimal, Decimal], bool]) -> bool:
    """Whether a share right behind a figure makes it a part of a whole that is stated: "147 patients (48.0%)", 306."""
    behind = _SHARE.match(told.reading.text, told.quantity.end)
    share = next((q for q in told.reading.figures if behind and q.start == behind.end() and q.kind == "percent"), None)
    if share is None or not share.low or not share.low_step or told.value != told.value.to_integral_value():
        return False
    room = share.low_step / 2
    return share.low > 10 * room and stated(told.sort, told.value * 100 / (share.low + room), told.value * 100 / (share.low - room))
