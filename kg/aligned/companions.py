"""Figures that two texts tell together: where one document says "22 scanners and 85 radiologists" and the other "85 radiologists and 32 scanners", the scanners are one thing."""

from __future__ import annotations

from kg import retold
from kg.aligned.model import Statement

_DIGITS = 2
_TWICE = 2


def shared(a: Statement, b: Statement) -> int:
    """How many other figures the sentences or rows of two figures have in common, of two digits at least; a year is none.

    What they are per need not be said of each: "$49 per user and month", "whereas the Team plan costs $49".
    """
    return len(_others(a) & _others(b))


def _others(one: Statement) -> set[tuple]:
    return {(sort[:2], sort[-1], value) for sort, value in one.siblings if sort != ("date",) and len(retold.digits(value)) >= _DIGITS}


def dated(a: Statement, b: Statement) -> bool:
    """Whether both sentences name one month."""
    return any(m[0] == "@" and len(m) > len("@2024") for m in a.marks & b.marks)


def told_together(a: Statement, b: Statement) -> bool:
    """Whether the figures beside two figures make one thing of them: two of them, or one and a month or a word in common."""
    if a.quantity.kind == "date" or max(a.value, b.value) > _TWICE * min(a.value, b.value):
        return False
    common = shared(a, b)
    word = any(w[0] != "=" for w in (a.near & b.near) - a.names - b.names)
    return common >= _TWICE or (common == 1 and (dated(a, b) or word or retold.mistyped(a.value, b.value)))
