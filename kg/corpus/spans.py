"""What a look from afar shows of a candidate, as two whole numbers that any engine compares fast.

Two items may contradict each other only if the ``low`` of one is above the ``high`` of the other.
Bounds are written in twenty-thousandths, so that four decimals are exact and half a step is left to
tell open ends from closed ones; what needs more digits is rounded so that the interval gets
narrower, which lets a group through that could have been held back, and never the other way round.
An item whose bounds do not decide is a point far above all others, one point for each value.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction

from kg.candidates import Span

SCALE = 20_000
FAR = 2**62
"""Above every bound that is a number."""

ALWAYS = 0
"""The slot of what may be of any time."""


def number(text: str) -> int:
    """A hash of a text that fits into a column of integers."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def block(name: str, key: str) -> int:
    """The hash of a candidate set and of a key of it."""
    return number(f"{name} {key}")


def rows(span: Span) -> Iterator[tuple[int, int, int]]:
    """Slot, low and high of an item, for each of its slots."""
    for slot in span.slots or (ALWAYS,):
        yield slot, *_bounds(span)


def _bounds(span: Span) -> tuple[int, int]:
    low = -FAR + 1 if span.low is None else _up(span.low * SCALE)
    high = FAR - 1 if span.high is None else _down(span.high * SCALE)
    if not span.plain or max(abs(low), abs(high)) >= FAR:
        point = FAR + number(repr(span.value)) % (FAR // 2)
        return point, point
    if span.low is None or span.high is None or span.low != span.high:
        # Touching is no overlap where the ends are open, and is looked at where they are closed.
        low, high = low + (span.low is not None), high - (span.high is not None)
    return low, high


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _down(value: Fraction) -> int:
    return value.numerator // value.denominator
