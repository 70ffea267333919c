"""How far the figures around a figure speak for a value in its place: the workings that would give just that value.

Nothing is read from the words.  The more digits a working gives aright, and the fewer workings there
are to try, the less likely it is that it does so by chance; both are counted in bits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

from kg import retold
from kg.derivations.vicinity import Figure, Lazy, Paragraph
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record

_MOST = 14
"""No more figures than this around one are tried: those of its own sentence first."""
_EXACT = 12.0
"""The bits of a row or column that adds up to the last digit."""
_ABOUT = Fraction(1, 50)
_CHANGES = (1, -1)
_OF = Lazy(r"\s+of\s+(?:[^\W\d_][\w'’-]*\s+){0,5}[~$€£]?")
"""Between a share and its whole."""


@record
class Support:
    """What speaks for a value: ``bits`` of evidence, and the working in words that gives most of them."""

    bits: float
    words: str = ""


@record
class _Number:
    """A figure as a number with half of its last written place; ``sort`` as figures are added and compared."""

    value: Fraction
    half: Fraction
    sort: tuple
    line: int
    text: str
    figure: Figure


@record
class _Working:
    """A result, how far off it may be for its operands being rounded, the operands, and the words for it."""

    value: Fraction
    off: Fraction
    operands: frozenset[int]
    words: str
    said: bool = False
    """Whether words bind the operands to each other ("35 % of the 4.0 GWh"): then it is hardly one of many."""
    family: str = ""
    reach: int = 0


def support(paragraph: Paragraph, reading: Reading, start: int, values: Sequence[Fraction]) -> list[Support]:
    """For each of some values: what the figures of a paragraph say for it in the place of the one that starts there in a sentence."""
    here = next((f for f in paragraph.figures if f.term.reading is reading and f.term.quantity.start == start), None)
    if here is None:
        return [Support(0.0) for _ in values]
    near = [f for f in paragraph.figures if f is not here and abs(f.line - here.line) <= 1]
    near = sorted(near, key=lambda f: (abs(f.line - here.line), abs(f.term.quantity.start - start)))[:_MOST]
    numbers = [_number(f) for f in near]
    mine = _number(here)
    found = list(_workings(mine, numbers))
    return [_weigh(mine, value, found) for value in values]


def _number(figure: Figure) -> _Number:
    q = figure.term.quantity
    value = Fraction(retold.scaled(q))
    unit = value / Fraction(q.low)
    half = abs(value) * _ABOUT if q.approximate else Fraction(q.low_step) * unit / 2
    return _Number(value, half, _sort(q), figure.line, figure.term.text, figure)


def _sort(q: Quantity) -> tuple:
    kind, unit, rated = retold.sort(q)
    return kind, unit, q.currency, rated


def _weigh(mine: _Number, value: Fraction, found: Sequence[_Working]) -> Support:
    """The bits of the workings that give the value; of several over the same figures the best counts."""
    if not found or value <= 0:
        return Support(0.0)
    tried = _tried(found)
    by: dict[frozenset[int], tuple[float, str]] = {}
    half = mine.half if mine.half else value / 10**6
    if not mine.value < value * 10 < mine.value * 100:
        half *= value / mine.value  # in another scale the same digits are written
    for one in found:
        room = one.off + half
        if abs(one.value - value) <= room:
            bits = math.log2(value / (2 * room)) if 2 * room < value else 0.0
            by[one.operands] = max(by.get(one.operands, (0.0, "")), (bits - (0.0 if one.said else tried[one.family, one.reach]), one.words))
    ranked = sorted((x for x in by.values() if x[0] > 0), reverse=True)
    return Support(math.fsum(b for b, _ in ranked[:3]), ranked[0][1]) if ranked else Support(0.0)


def _tried(found: Sequence[_Working]) -> dict[tuple[str, int], float]:
    """By family and reach: the bits it costs that one of so many workings was bound to give something."""
    counted = Counter((w.family, w.reach) for w in found)
    families = len({w.family for w in found})
    return {(f, r): math.log2(families * sum(n for (g, reach), n in counted.items() if g == f and reach <= r)) for f, r in counted}


def _reached(mine: _Number, others: Sequence[_Number], found: Iterable[_Working], family: str) -> Iterator[_Working]:
    """The workings with their family and how many sentences away their operands stand."""
    for one in found:
        yield replace(one, family=family, reach=max(abs(others[n].line - mine.line) for n in one.operands))


def _workings(mine: _Number, others: Sequence[_Number]) -> Iterator[_Working]:
    """Everything that figures of other sorts and of the same may give for one of this sort."""
    kind = mine.sort[0]
    percents = [(n, x) for n, x in enumerate(others) if x.sort[0] == "percent"]
    families: list[tuple[str, Iterable[_Working]]] = []
    if kind == "percent":
        families = [("ratio", _shares(others)), ("sum", chain(_sums(percents), _runs(percents, Fraction(100))))]
    elif kind == "points":
        families = [("sum", _sums(percents))]
    elif kind == "multiple":
        families = [("ratio", (_ratio(pair, 1) for pair in _pairs(others)))]
    elif kind in ("money", "count", "measure", "duration"):
        same = [(n, x) for n, x in enumerate(others) if x.sort == mine.sort]
        numbers = [(n, x) for n, x in enumerate(others) if x.sort != mine.sort and x.sort[0] in ("count", "measure", "duration", "multiple")]
        families = [("sum", chain(_sums(same), _runs(same))), ("percent", _by_percents(same, percents)), ("product", _products(same, numbers))]
        if kind == "count":
            families.append(("ratio", (_ratio(pair, 1) for pair in _pairs([x for x in others if x.sort != mine.sort], others))))
    for name, found in families:
        yield from _reached(mine, others, found, name)


_Indexed = tuple[int, _Number]


def _pairs(numbers: Sequence[_Number], among: Sequence[_Number] | None = None) -> Iterator[tuple[_Indexed, _Indexed]]:
    """Two of one sort, the larger first."""
    every = among if among is not None else numbers
    at = {id(x): n for n, x in enumerate(every)}
    for a, b in combinations(numbers, 2):
        if a.sort == b.sort and a.value != b.value and a.sort[0] not in ("percent", "points", "multiple"):
            large, small = (a, b) if a.value > b.value else (b, a)
            yield (at[id(large)], large), (at[id(small)], small)


def _ratio(pair: tuple[_Indexed, _Indexed], times: int) -> _Working:
    (n, a), (m, b) = pair
    value = a.value / b.value * times
    return _Working(value, value * (a.half / a.value + b.half / b.value), frozenset((n, m)), f"{a.text} ÷ {b.text}")


def _shares(others: Sequence[_Number]) -> Iterator[_Working]:
    """Shares and changes, and what a share leaves of a hundred."""
    for (n, a), (m, b) in _pairs(others):
        one = frozenset((n, m))
        off = a.half / a.value + b.half / b.value
        for value, words in (
            (b.value / a.value, f"{b.text} of {a.text}"),
            ((a.value - b.value) / b.value, f"from {b.text} to {a.text}"),
            ((a.value - b.value) / a.value, f"from {a.text} to {b.text}"),
            (b.value / (a.value + b.value), f"{b.text} of {a.text} + {b.text}"),
            (a.value / (a.value + b.value), f"{a.text} of {a.text} + {b.text}"),
        ):
            yield _Working(value * 100, 100 * off * max(value, 1 - value if value < 1 else value), one, words)
    shares = [(n, x) for n, x in enumerate(others) if x.sort[0] == "percent"]
    yield from (_Working(100 - x.value, x.half, frozenset((n,)), f"100% − {x.text}") for n, x in shares if x.value < 100)


def _sums(same: Sequence[_Indexed]) -> Iterator[_Working]:
    """Two added, and one taken from the other."""
    for (n, a), (m, b) in combinations(same, 2):
        large, small = (a, b) if a.value >= b.value else (b, a)
        one = frozenset((n, m))
        yield _Working(a.value + b.value, a.half + b.half, one, f"{a.text} + {b.text}")
        yield _Working(large.value - small.value, a.half + b.half, one, f"{large.text} − {small.text}")


def _runs(same: Sequence[_Indexed], whole: Fraction | None = None) -> Iterator[_Working]:
    """Three or more of one sentence: all of them, and the largest less the others; or ``whole`` less all."""
    for line in sorted({x.line for _, x in same}):
        run = [(n, x) for n, x in same if x.line == line]
        for chosen in dict.fromkeys((tuple(run), tuple(x for x in same if abs(x[1].line - line) <= 1))):
            if not 3 <= len(chosen) <= 9:
                continue
            total, off = sum((x.value for _, x in chosen), Fraction(0)), sum((x.half for _, x in chosen), Fraction(0))
            one = frozenset(n for n, _ in chosen)
            largest = max(x.value for _, x in chosen)
            yield _Working(total, off, one, " + ".join(x.text for _, x in chosen))
            yield _Working(2 * largest - total, off, one, "the largest less the others")
            if whole is not None:
                yield _Working(whole - total, off, one, "what is left of 100%")


def _by_percents(same: Sequence[_Indexed], shares: Sequence[_Indexed]) -> Iterator[_Working]:
    """A part by its share, a whole by a part, a level by its change."""
    for n, a in same:
        for m, p in shares:
            part, one = p.value / 100, frozenset((n, m))
            said = p.line == a.line and bool(_OF.fullmatch(a.figure.term.reading.text[p.figure.term.quantity.end : a.figure.term.quantity.start]))
            factors = [(part, f"{p.text} of {a.text}"), (1 / part, f"{a.text} ÷ {p.text}")]
            factors += [(1 + s * part, f"{a.text} changed by {p.text}") for s in _CHANGES if 1 + s * part > 0]
            factors += [(1 / (1 + s * part), f"{a.text} before a change of {p.text}") for s in _CHANGES if 1 + s * part > 0]
            for factor, words in factors:
                slack = p.half / 100 / max(min(part, 1 + part), Fraction(1, 1000)) if factor in (part, 1 / part) else p.half / 100 / (1 + part)
                yield _Working(a.value * factor, a.value * factor * (a.half / a.value + slack), one, words, said and factor == part)


def _products(same: Sequence[_Indexed], numbers: Sequence[_Indexed]) -> Iterator[_Working]:
    """So many times as much, and so much for each of so many."""
    for n, a in same:
        for m, b in numbers:
            off, one = a.half / a.value + b.half / b.value, frozenset((n, m))
            yield _Working(a.value * b.value, a.value * b.value * off, one, f"{a.text} × {b.text}")
            yield _Working(a.value / b.value, a.value / b.value * off, one, f"{a.text} ÷ {b.text}")


def support_in_sum(value: Fraction, half: Fraction, others: Sequence[tuple[Fraction, Fraction]]) -> float:
    """The bits for a value among the others of its row or column: that one of them, or it, is the sum of all the rest.

    ``others`` are values with half of their last written place; ``half`` is that of the value's own.
    """
    if len(others) < 2 or value <= 0:
        return 0.0
    every = sum((v for v, _ in others), value)
    if any(2 * v == every for v in (value, *(v for v, _ in others))):
        return _EXACT
    room = sum((h for _, h in others), half)
    if not any(abs(2 * v - every) <= room for v in (value, *(v for v, _ in others))):
        return 0.0
    width = float(2 * room / value) if room else 1e-6
    return max(0.0, -math.log2(width) - math.log2(len(others) + 1)) if width < 1 else 0.0
