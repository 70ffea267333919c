"""What parts two figures that are told in like words, read from how their clauses are built."""

from __future__ import annotations

from functools import cache

from kg import patterns as re
from kg.retold.told import Told
from kg.retold.words import FIGURE, LIGHT, MONTHS, alone, root

_BINDING = frozenset("of for in on from by with at under between among against per via".split())
_MEASURED = frozenset(("at", "after", "within", "over", "for", "by", "from", "every", "in"))


def of_others(a: Told, b: Told) -> bool:
    """Whether one word of both is bound to different things: "the market for heat pumps", "the market for boilers"."""
    bound = _bound(a.order)
    return any(
        one not in b.wide and other not in a.wide
        for key, other in _bound(b.order).items()
        if (one := bound.get(key)) is not None and one != other
    )


def _bound(order: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """What each word of a clause is bound to, by the word and its preposition: ("market", "for") to "heat"."""
    found: dict[tuple[str, str], str] = {}
    for n, word in enumerate(order[1:-1], 1):
        if word in _BINDING and (head := root(order[n - 1])):
            rest = next((w for w in order[n + 1 : n + 4] if w != FIGURE and root(w)), "")
            if rest and rest not in MONTHS and root(rest) not in LIGHT:
                found.setdefault((head, word), root(rest))
    return found


def other_time(a: Told, b: Told) -> bool:
    """Whether the sentences of two figures were measured after different spans: "at 24 weeks", "at 52 weeks"."""
    one, other = _spans(a), _spans(b)
    return bool(one) and bool(other) and one.isdisjoint(other)


def _spans(told: Told) -> frozenset[tuple]:
    """The spans of time behind a preposition in a figure's sentence, without the figure itself."""
    text = told.reading.text
    before = ((q, text[max(0, q.start - 12) : q.start].lower().split()) for q in told.reading.figures if q.kind == "duration" and q is not told.quantity)
    return frozenset((q.unit, q.low) for q, words in before if words and words[-1] in _MEASURED)


_AHEAD = frozenset("planned intended proposed expected projected".split())


@cache
def _future() -> re.Pattern[str]:
    return re.compile(r"\b(?:wants?|will|shall|plans?|(?:is|are) to|hopes?|intends?|aims?|planned|intended|proposed|expected|projected|next)\b", re.I)


def both_ahead(a: Told, b: Told) -> bool:
    """Whether both sentences speak of what is to come, and only such words set their figures apart: "is planned", "wants to"."""
    return alone(a.order) ^ alone(b.order) <= _AHEAD and all(_future().search(t.reading.text) for t in (a, b))


def both_named(a: Told, b: Told) -> bool:
    """Whether either figure's clause holds a name that the sentence of the other lacks."""
    return bool(a.names - b.wide) and bool(b.names - a.wide)


def differ_otherwise(a: Told, b: Told) -> bool:
    """Whether two sentences give more than one figure of a sort each, and none the same: two measurements, no slip of one."""
    mine, its = _values(a), _values(b)
    common = mine.keys() & its.keys()
    return bool(common) and all(mine[sort].isdisjoint(its[sort]) for sort in common)


def _values(told: Told) -> dict[tuple, set]:
    """The other figures of a figure's sentence by kind and unit."""
    found: dict[tuple, set] = {}
    for q in told.reading.figures:
        if q is not told.quantity and q.low is not None and (q.kind, q.unit) != (told.quantity.kind, told.quantity.unit):
            found.setdefault((q.kind, q.unit), set()).add(q.low)
    return found
