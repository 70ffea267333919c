"""How one of two figures may have become the other: a digit changed, two turned, a power of ten, another currency."""

from __future__ import annotations

from decimal import Decimal

from kg import rounding
from kg.retold.parting import both_named
from kg.retold.told import Told, digits
from kg.retold.words import root

_MOST = 3
"""Figures further apart than this many times are of different things, unless a slip explains it."""


def slip(a: Told, b: Told) -> str | None:
    """How one figure may have become the other; ``None`` where they agree or are too far apart."""
    x, y = a.quantity, b.quantity
    if x.currency != y.currency:
        return "currency" if a.value == b.value and len(a.digits) >= 2 else None
    if a.digits == b.digits:
        return "scale" if len(a.digits) >= 2 or other_prefix(a, b) or min(len(t.quantity.text.split()[0].strip("$€£.,")) for t in (a, b)) > 2 else None
    slip = "digits" if mistyped(a.value, b.value, min(len(a.written), len(b.written))) or one_of_two(a, b) else ""
    if not slip and max(a.value, b.value) > _MOST * min(a.value, b.value):
        return None
    if x.unit == y.unit:
        return slip if rounding.comparable(x, y) and rounding.agree(x, y).verdict == "disagree" else None
    return slip if _apart(a, b) else None


def _apart(a: Told, b: Told) -> bool:
    """Whether figures with different prefixes ("3.42 million tonnes", "3,300 kilotonnes") differ beyond rounding."""
    step = sum((t.quantity.low_loose or Decimal(1)) * t.value / t.quantity.low for t in (a, b) if t.quantity.low) / 2
    return abs(a.value - b.value) > step


def mistyped(x: Decimal, y: Decimal, written: int = 0) -> bool:
    """Whether one of at least three digits was changed, or two of at least two were swapped.

    ``written`` is how many digits stand there, if more than those that are not trailing noughts.
    """
    left, right = digits(x), digits(y)
    size = max(len(left), len(right), written)
    if x.adjusted() != y.adjusted() or size < 2 or (min(len(left), len(right)) == 1 and size < 4):
        return False  # 100 beside 103 is a round number, not a slip
    left, right = left.ljust(size, "0"), right.ljust(size, "0")
    return sorted(left) == sorted(right) or (size > 2 and sum(p != q for p, q in zip(left, right, strict=True)) == 1)


_PEOPLE = frozenset(map(root, "women woman men girls boys youth junior senior academy adult children child".split()))
"""Words for groups of people that have figures of their own: "the women's team … from 22 games"."""


def _meant_again(told: Told) -> bool:
    """Whether an article says that the figure was given before: "when the 9.1 million are divided by 366"."""
    return told.reading.text[: told.quantity.start].lower().split()[-1:] in (["the"], ["these"], ["those"], ["all"])


def _years(told: Told) -> set[int]:
    """The years that the sentence of a figure names."""
    return {d.period.end.year for d in told.reading.dates if d.period is not None and d.period.end is not None}


def one_of_two(a: Told, b: Told) -> bool:
    """Whether one of two digits was changed: 6,200 and 9,200, "34 minutes" and "14 minutes"; such numbers are many, and little must part them."""
    one, other = a.written.rstrip("0").ljust(2, "0"), b.written.rstrip("0").ljust(2, "0")
    if not (len(one) == len(other) == 2 and a.value.adjusted() == b.value.adjusted() and (one[0] == other[0]) != (one[1] == other[1])):
        return False
    if min(a.value, b.value) < 10 and min(len(a.written), len(b.written)) < 2:
        return False
    count = a.sort[0] == "count"
    if count and any(t.value != t.value.to_integral_value() for t in (a, b)):
        return False  # 3.1 what?
    if count and a.quantity.text[:1].isdigit() != b.quantity.text[:1].isdigit():
        return False
    if count and max(a.value, b.value) < 100 and not (a.noun and a.noun == b.noun) and not a.names & b.names:
        return False
    if count and a.noun and b.noun and max(a.value, b.value) < 100 and _PEOPLE & (a.wide ^ b.wide):
        return False
    home = a.reading.carrier.passage
    if home and home == b.reading.carrier.passage and len(a.names & b.names) < 2 and not any(_meant_again(t) for t in (a, b)):
        return False
    if _years(a) and _years(b) and _years(a).isdisjoint(_years(b)):
        return False
    return "supposed" not in a.scope ^ b.scope and not both_named(a, b)


def neighbours(x: str, y: str) -> bool:
    """Whether two numbers differ by two neighbouring digits that changed places."""
    size = max(len(x), len(y))
    apart = [n for n, (p, q) in enumerate(zip(x.ljust(size, "0"), y.ljust(size, "0"), strict=True)) if p != q]
    return len(apart) == 2 and apart[1] == apart[0] + 1


def typed(a: Told, b: Told) -> bool:
    """Whether two figures in units look like one: digits that changed places, or another prefix of the unit ("2.7 TWh", "2.7 GWh")."""
    if a.digits == b.digits:
        return other_prefix(a, b)
    return min(len(a.digits), len(b.digits)) > 2 and a.value.adjusted() == b.value.adjusted() and neighbours(a.digits, b.digits)


def other_prefix(a: Told, b: Told) -> bool:
    """Whether one number stands before two prefixes of one unit: "200 mg", "200 µg"."""
    same = a.quantity.low == b.quantity.low and a.quantity.unit != b.quantity.unit
    return same and (a.quantity.low >= 10 or len(a.digits) > 1)
