"""What else explains a result that its operands do not give: other figures beside it, and the totals of tables.

A text often names more than one whole: "412 of the 583 patients (…), of which 54 in the third trial
(54 of 429)".  A result that is written with three digits or more and that follows from figures in its own
sentence or the ones beside it, by the same operation, is right, and the operands were misread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kg.derivations.model import Derivation
from kg.model import Quantity
from kg.readings import Reading

_LEAST = 100
"""Results with fewer digits than three agree with some figures by chance."""
_MOST = 40
"""With more figures around it a result is explained too easily."""

SCALES = (1, 10**3, 10**6)
"""What the header of a table may say its figures are in."""


def precise(one: Derivation) -> bool:
    """Whether a result is of a kind that is looked into here, and written with three digits or more."""
    q = one.stated.quantity
    return one.kind in _GIVES and bool(q.low and q.low_step) and not (q.is_range or q.bound) and abs(q.low / q.low_step) >= _LEAST


def vindicated(one: Derivation, around: Iterable[Reading], totals: Iterable[Fraction]) -> bool:
    """Whether a precise share, ratio or difference follows from other figures than its operands.

    ``around`` are its sentence and those of its paragraph, ``totals`` the figures of total lines of
    tables as they are written.
    """
    stated = one.stated.quantity
    operands = [o.quantity for o in one.ways[0].operands if o.quantity.low]
    sorts = {_sort(q) for q in operands}
    figures = [q for r in around for q in r.figures if q is not stated and q.low and not (q.is_range or q.bound or q.change) and _sort(q) in sorts]
    if len(figures) > _MOST:
        return False
    gives, room, value = _GIVES[one.kind], Fraction(stated.low_step) / 2, abs(Fraction(stated.low))
    own = {Fraction(q.low) for q in figures if any(q is x for x in one.stated.reading.figures)}
    near = {Fraction(q.low) for q in figures}
    pairs = {(a, b) for a in own for b in near} | {(a, b) for a in near for b in own}
    if one.kind != "difference":
        given = own | {Fraction(q.low) for q in operands}
        whole = [t * scale for t in totals for scale in SCALES]
        pairs |= {(a, t) for a in given for t in whole} if one.kind == "share" else {(t, a) for a in given for t in whole}
    return any(y and abs(gives(x, y) - value) <= room for x, y in pairs)


_CHANGES: dict[str, Callable[[Fraction, Fraction, bool], Fraction]] = {
    "growth": lambda x, y, down: 100 * ((x - y) if down else (y - x)) / x,
    "difference": lambda x, y, down: abs(x - y),
}


def beside(one: Derivation) -> bool:
    """Whether a change follows from two figures of its own sentence, though others were taken for its operands."""
    stated, gives = one.stated.quantity, _CHANGES.get(one.kind)
    if gives is None or not stated.low:
        return False
    figures = [q for q in one.stated.reading.figures if q is not stated and q.low and q.low > 0 and not q.is_range and q.kind not in ("percent", "multiple")][:8]
    room, down = Fraction(stated.low_step) / 2, one.negative or "fall" in one.label
    if one.kind == "growth" and any(_sort(a) == _sort(b) and a.low > b.low and _allows(stated, 100 * Fraction(b.low) / Fraction(a.low + b.low if down else a.low - b.low), room) for a in figures for b in figures):
        return True  # "5.36 million, an increase of 586,880, or 12.3 %"
    return any(
        a is not b and _sort(a) == _sort(b) and a.low != b.low and _allows(stated, gives(Fraction(a.low), Fraction(b.low), down), room)
        for a in figures
        for b in figures
    )


def _allows(stated: Quantity, value: Fraction, room: Fraction) -> bool:
    told = abs(Fraction(stated.low))
    if stated.bound in ("ge", "gt"):
        return told <= value <= told * Fraction(6, 5)
    if stated.bound in ("le", "lt"):
        return told * Fraction(4, 5) <= value <= told
    return abs(value - told) <= room


_BEFORE = 2
"""Sentences before a result whose figures it may be of."""
_FEW = 12
"""With more figures at hand than this a result follows from some of them by chance."""


def at_hand(one: Derivation, around: Sequence[Reading]) -> bool:
    """Whether a change, a share or a quotient follows from a figure of its own sentence and another there or just before.

    "Before, it had 34,200 square feet, so we added 27,300, or 79.8 %": the operands stand in their order, and
    others were taken for them.  ``around`` are the sentences of its paragraph, in their order.
    """
    stated, home = one.stated.quantity, one.stated.reading
    if one.kind not in _SAYS or (one.sure and one.kind not in ("growth", "difference")) or not (stated.low and stated.low_step) or stated.is_range or stated.bound or (_times is not _SAYS[one.kind] and not _exact(stated)):
        return False
    if any(q is not stated and (q.kind, q.low) == (stated.kind, stated.low) for q in home.figures):
        return False  # the figures that give it belong to the other
    at = next((n for n, r in enumerate(around) if r is home), 0)
    usable = lambda r: [q for q in r.figures if q is not stated and q.low and q.low > 0 and not (q.is_range or q.bound)]  # noqa: E731
    own = usable(home)
    near = [] if one.sure or not _exact(stated) else [q for r in around[max(0, at - _BEFORE) : at] for q in usable(r)]
    if len(own) + len(near) > _FEW or one.kind == "difference":
        near = []
    value, room = abs(Fraction(stated.low)), Fraction(stated.low_step) / 2
    return any(x is not y and abs(result - value) <= room for x in own for y in (*own, *near) for result in _SAYS[one.kind](x, y, one))


def _exact(stated: Quantity) -> bool:
    """Whether a figure is written with two digits or more, so that few pairs of figures give it by chance."""
    return abs(stated.low / stated.low_step) >= 10 and any(map(str.isdigit, stated.text))


def _relative(x: Quantity, y: Quantity, one: Derivation) -> Iterator[Fraction]:
    if _alike(x, y) and x.kind not in ("percent", "multiple"):
        small, large = sorted((Fraction(x.low), Fraction(y.low)))
        yield 100 * small / large
        if one.kind == "growth":
            yield 100 * (large - small) / (large if one.negative or "fall" in one.label else small)


def _alike(x: Quantity, y: Quantity) -> bool:
    """Whether two figures are of one sort, or one of them leaves out its unit: "34,200 square feet, so we added 27,300"."""
    return _sort(x) == _sort(y) or ("money" not in (x.kind, y.kind) and any(q.kind == "count" and not q.unit for q in (x, y)))


def _quotient(x: Quantity, y: Quantity, one: Derivation) -> Iterator[Fraction]:
    stated, a, b = one.stated.quantity, Fraction(x.low), Fraction(y.low)
    if _sort(x) != _sort(y):
        yield from (v for v, q in ((a / b, x), (b / a, y)) if (q.kind, q.currency) == (stated.kind, stated.currency))


def _times(x: Quantity, y: Quantity, one: Derivation) -> Iterator[Fraction]:
    if _sort(x) == _sort(y):
        small, large = sorted((Fraction(x.low), Fraction(y.low)))
        yield large / small


def _together(x: Quantity, y: Quantity, one: Derivation) -> Iterator[Fraction]:
    if _sort(x) == _sort(y):
        a, b = Fraction(x.low), Fraction(y.low)
        yield from (a + b, abs(a - b))


_SAYS: dict[str, Callable[[Quantity, Quantity, Derivation], Iterator[Fraction]]] = {"growth": _relative, "share": _relative, "per-head": _quotient, "multiple": _times, "multiple-change": _times, "difference": _together}


def worded(one: Derivation) -> bool:
    """Whether a small number in words is taken for the level that a large one changed from: "fewer than in the four years before: 2,987"."""
    operands = [o.quantity for o in one.ways[0].operands if o.quantity.low]
    small, large = min(operands, key=lambda q: q.low, default=None), max(operands, key=lambda q: q.low, default=None)
    return one.kind == "growth" and small is not None and small.text.isalpha() and small.kind == "count" and large.low >= _APART * small.low and any(c.isdigit() for c in large.text)


_APART = 20


def below_its_items(one: Derivation) -> bool:
    """Whether what is taken for a total is less than each of its items, and no slip of scale: it totals others, "the two small lines (£0.3m) together"."""
    items = [o.quantity.low for o in one.ways[0].operands if o.quantity.low]
    stated = one.stated.quantity.low
    if one.kind != "total" or not stated or not items or min(items) <= 0 or stated >= min(items):
        return False
    times = sum(items) / stated
    return not any(abs(times / scale - 1) < _ROUGHLY for scale in (10, 100, 1000, 10**6))


_ROUGHLY = Decimal("0.03")


def elsewhere(one: Derivation, holds: Callable[[Fraction, Fraction], bool]) -> bool:
    """Whether the other level of a change, or what something is left of, stands elsewhere in the report.

    "Its value is down from a peak of $4.2 billion, a fall of 29 %": the value is told in a table.
    ``holds`` tells whether a figure between two values stands anywhere in the report.
    """
    stated = one.stated.quantity
    if not stated.low or stated.is_range or stated.bound or not stated.low_step:
        return False
    value, room = abs(Fraction(stated.low)), Fraction(stated.low_step) / 2
    own = [Fraction(o.quantity.low) for o in one.ways[0].operands if o.quantity.low and any(q is o.quantity or (q.start, q.end) == (o.quantity.start, o.quantity.end) for q in one.stated.reading.figures) and o.reading is one.stated.reading]
    if one.kind == "growth" and not one.sure and 2 <= value < 1000:
        # The level may be the one before or the one after.
        low, high = (value - room) / 100, (value + room) / 100
        down = one.negative or "fall" in one.label
        for x in own or [Fraction(o.quantity.low) for o in one.ways[0].operands if o.quantity.low]:
            if holds(x * (1 - high), x * (1 - low)) if down else holds(x * (1 + low), x * (1 + high)):
                return True
        return False
    if one.kind == "formula" and " − " in one.ways[0].words and value / Fraction(stated.low_step) >= _LEAST:
        return any(holds(x + value - room, x + value + room) for x in own)
    return False


def _sort(quantity: Quantity) -> tuple:
    return quantity.kind, quantity.currency, quantity.unit


_GIVES: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "share": lambda x, y: 100 * x / y,
    "difference": lambda x, y: abs(x - y),
    "per-head": lambda x, y: x / y,
}
