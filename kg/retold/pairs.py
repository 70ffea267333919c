"""Pairs of figures that are told in the same words and differ, found through an index of rare words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from kg import periods, rounding
from kg.model import Period, Precision
from kg.records import record
from kg.retold.lookalikes import lookalikes
from kg.retold.told import Told, digits
from kg.retold.words import alone, opposed, swapped

RARE = 14
"""A word beside more figures of one sort than this brings no two of them together."""

_SOLE = 3
"""Two of no more figures in a unit are of one thing more likely than not."""

FEW = 10
"""A unit in which fewer figures than this are given brings two together even without a common word."""

ENOUGH = {"digits": 9.0, "scale": 9.0, "currency": 8.5, "": 12.0}
"""Bits of evidence from which on two figures are taken for one, by the slip between them."""

_NEXT = 50
"""Figures no further apart than one in so many may as well have moved."""
_SMOOTHING = 60
_SUBJECT = 3
"""A name in so many sentences with figures does not set one figure apart."""
_MOST = 3
"""Figures further apart than this many times are of different things, unless a slip explains it."""
_WORKED = ("digits", "scale")
_BACKED = 8.0
"""No more bits than this are taken from the workings around two figures."""
_RIGHT = 2.0
"""The bits of a figure that the workings around it give, for the other of two being the wrong one."""
_ALONE = 3.0
"""Two figures that share no word want at least so many."""
_NO_METRICS: Mapping[tuple, str] = MappingProxyType({})
_NO_TITLES: Mapping[str | None, frozenset[str]] = MappingProxyType({})
_MOODS = frozenset(("target", "threshold", "among"))
_LIKE = 0.5
"""Figures that no slip explains must share at least this part of the weight of their words."""

Support = Callable[[Told, Told], tuple[float, float]]
"""The bits by which the figures around the first speak for its own value, and for that of the second in its place."""


@record
class Pair:
    """Two figures of one thing; ``slip`` is ``currency``, ``scale``, ``digits`` or empty, ``bits`` the evidence."""

    first: Told
    second: Told
    slip: str
    bits: float


def pairs(
    told: Sequence[Told],
    cells: frozenset[Decimal] = frozenset(),
    metrics: Mapping[tuple, str] = _NO_METRICS,
    enough: Mapping[str, float] = ENOUGH,
    support: Support | None = None,
    titles: Mapping[str | None, frozenset[str]] = _NO_TITLES,
) -> list[Pair]:
    """The figures that contradict each other, the surest pairs first, each figure in one pair at most.

    ``cells`` are the values of tables: two figures that both stand in tables are two things, and so
    are two of different ``metrics`` (by :func:`where` they stand).  ``support`` says what the workings
    around a figure say of two values; ``titles`` are the roots of the headings by their section.
    Work grows with the number of figures: two meet only under a word that few figures of their
    sort stand beside.
    """
    weights = Weights(told, titles)
    told_in = {(t.reading.carrier.passage, t.sort, t.value, t.quantity.currency) for t in told if t.reading.carrier.passage}
    stands = Counter((t.value, t.quantity.currency) for t in told)
    values = {(t.sort, t.value) for t in told}
    found = []
    for a, b in _meetings(told, support is not None):
        often = sorted((stands[a.value, a.quantity.currency], stands[b.value, b.quantity.currency]))
        if often[0] > 1 or (a.value in cells and b.value in cells and a.value != b.value):
            continue
        slip = _slip(a, b)
        if slip is None or not one_thing(a, b) or _aware(a, b, told_in):
            continue
        if not slip and "cell" in (a.reading.carrier.kind, b.reading.carrier.kind):
            continue
        if a.digits == b.digits and a.quantity.unit == b.quantity.unit and (_unitless_cell(a) or _unitless_cell(b)):
            continue  # the header may say that the table is in thousands
        if slip in _WORKED and ((a.sort, a.value + b.value) in values or _mean(a, b) or _mean(b, a)):
            continue  # they are items of one sum, or one is the mean of several that the other is of
        if not slip and ("whole" in a.scope) != ("whole" in b.scope):
            continue
        measured = metrics.get(where(a)), metrics.get(where(b))
        if all(measured) and measured[0] != measured[1] and slip != "currency":
            continue
        # A value that several places give is the likelier right one.
        bits = weights.evidence(a, b, slip) + min(4, 2 * (often[1] - 1)) + (weights.rarity(a, b, often[1] > 1) if slip else 0) + (3 if all(measured) and measured[0] == measured[1] else 0)
        if support is not None and slip in _WORKED and bits >= enough[slip] - _BACKED:
            backed = max(-_BACKED, min(_BACKED, _backing(support(a, b), support(b, a), stands[a.value, a.quantity.currency], stands[b.value, b.quantity.currency])))
            if backed < _ALONE and not a.unit and not a.near & b.near:
                continue
            bits += backed
        if bits >= enough[slip]:
            found.append(Pair(a, b, slip, bits))
    found.sort(key=lambda p: (-p.bits, where(p.first), where(p.second)))
    return _without_parallels(list(settled(found)))


def _mean(item: Told, result: Told) -> bool:
    """Whether a figure is the mean of the figures of another one's sentence: "2,270 in 2016, 2,390 in 2017 and 2,270 in 2018"."""
    run = [q.low for q in item.reading.figures if (q.kind, q.unit, q.currency) == (item.quantity.kind, item.quantity.unit, item.quantity.currency)]
    return len(run) > 1 and result.quantity.low is not None and abs(sum(run) / len(run) - result.quantity.low) <= max(result.quantity.low_step or 0, Decimal("0.05"))


def _unitless_cell(told: Told) -> bool:
    return told.reading.carrier.kind == "cell" and told.sort[0] == "count"


def _backing(a: tuple[float, float], b: tuple[float, float], often_a: int, often_b: int) -> float:
    """The bits for one of two figures being the other, mistyped: the one that stands once, and that nothing around it gives."""
    found = [its - own + min(right / 3, _RIGHT) for (own, its), (right, _), n in ((a, b, often_a), (b, a, often_b)) if n == 1]
    return max(found, default=0.0)


def _aware(a: Told, b: Told, told_in: set[tuple]) -> bool:
    """Whether the paragraph of one figure gives the other's value as well: its author knows both."""
    homes = [t.reading.carrier.passage for t in (a, b)]
    return homes[0] != homes[1] and any((home, t.sort, t.value, t.quantity.currency) in told_in for home, t in zip(homes, (b, a), strict=True))


def where(told: Told) -> tuple:
    """Where a figure stands: path, line and column."""
    place = told.reading.place(told.quantity)
    return place.path, place.line, place.column


def settled(found: Iterable[Pair]) -> Iterator[Pair]:
    """Without the pairs of which a figure has found a likelier counterpart."""
    used: set[tuple] = set()
    for pair in found:
        ends = {where(pair.first), where(pair.second)}
        if not ends & used:
            used |= ends
            yield pair


def _without_parallels(found: list[Pair]) -> list[Pair]:
    """Without the pairs of two sections that tell several things alike and none the same: two regions, two cases."""
    homes = [tuple(sorted(str(t.reading.carrier.section) for t in (p.first, p.second))) for p in found]
    alike = Counter(
        h
        for h, p in zip(homes, found, strict=True)
        if h[0] != h[1] and p.first.reading.carrier.kind == p.second.reading.carrier.kind == "sentence"
    )
    return [p for h, p in zip(homes, found, strict=True) if alike[h] < 2 or p.first.reading.carrier.kind != "sentence"]


def _meetings(told: Sequence[Told], alike: bool = False) -> Iterator[tuple[Told, Told]]:
    """Figures of one sort and different values that share a rare word, or look ``alike``, each two once, in order."""
    postings: dict[tuple, list[int]] = defaultdict(list)
    for n, one in enumerate(told):
        for word in one.near:
            postings[one.sort, word].append(n)
    met: set[tuple[int, int]] = set()
    units: dict[tuple, list[int]] = defaultdict(list)
    for n, one in enumerate(told):
        if one.unit:
            units[one.sort].append(n)
    for holders in units.values():
        if len(holders) <= FEW:
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :] if _typed(told[a], told[b]))
    for holders in postings.values():
        if len(holders) <= RARE:
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
    if alike:
        met.update(lookalikes([(t.sort, t.value, len(t.written)) for t in told]))
    for a, b in sorted(met):
        if told[a].value != told[b].value or told[a].quantity.currency != told[b].quantity.currency:
            yield told[a], told[b]


def _slip(a: Told, b: Told) -> str | None:
    """How one figure may have become the other; ``None`` where they agree or are too far apart."""
    x, y = a.quantity, b.quantity
    if x.currency != y.currency:
        return "currency" if a.value == b.value and len(a.digits) >= 2 else None
    if a.digits == b.digits:
        return "scale" if len(a.digits) >= 2 or _other_prefix(a, b) or min(len(t.quantity.text.split()[0].strip("$€£.,")) for t in (a, b)) > 2 else None
    slip = "digits" if mistyped(a.value, b.value, min(len(a.written), len(b.written))) else ""
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


# --------------------------------------------------------------------------- one thing or two


def one_thing(a: Told, b: Told) -> bool:
    """Whether nothing that is said of two figures keeps them apart."""
    one, other = a.reading, b.reading
    if one is other or (a.noun and b.noun and a.noun != b.noun) or opposed(a.apart, b.apart):
        return False
    if alone(a.order) != alone(b.order):
        return False
    if a.quantity.per and b.quantity.per and a.quantity.per != b.quantity.per:
        return False
    if a.period is not None and b.period is not None and (not periods.overlap(a.period, b.period) or _longer(a.period, b.period)):
        return False
    if a.names - b.wide and b.names - a.wide and not a.names & b.names:
        return False
    if _siblings(a, b) or _holds(one, b) or _holds(other, a) or (a.quantity.kind == "percent" and a.value + b.value == 100):
        return False
    mine, its = a.scope, b.scope
    if not (mine <= its or its <= mine) or _MOODS & (mine ^ its):
        return False
    return not swapped(a.order, b.order, a.wide, b.wide)


def _longer(one: Period, other: Period) -> bool:
    """Whether one of two periods is a span of years and the other a part of it: a sum over years and the figure of one."""
    if Precision.SPAN not in (one.precision, other.precision) or None in (one.start, one.end, other.start, other.end):
        return False
    days = sorted((p.end - p.start).days + 1 for p in (one, other))
    return days[1] > 1.5 * days[0] and days[1] > 500


def template(a: Told, b: Told) -> bool:
    """Whether two sections say it in a sentence that is the same word for word: "The department employs …"."""
    one, other = a.reading.carrier, b.reading.carrier
    return one.kind == other.kind == "sentence" and one.section != other.section and a.order == b.order


def _siblings(a: Told, b: Told) -> bool:
    """Whether two figures stand in items of one list, each of which is of something else."""
    one, other = a.reading.carrier, b.reading.carrier
    return one.kind == other.kind == "sentence" and one.item and other.item and one.section == other.section


def _holds(reading, told: Told) -> bool:
    """Whether a reading holds the value of a figure too: who writes both means two things."""
    return any(
        q.low == told.quantity.low
        and q.unit == told.quantity.unit
        and q.kind == told.quantity.kind
        and q.currency == told.quantity.currency
        for q in reading.figures
    )


# Evidence that a slip gives by itself: how seldom two unrelated figures look so.
_SLIPS = {"digits": {2: 1.0, 3: 4.0, 4: 7.0}, "scale": {2: 2.0, 3: 6.0, 4: 9.0}, "currency": {2: 4.0, 3: 7.0, 4: 9.0}, "": {}}
_SWAPPED = {2: 1.0, 3: 2.0, 4: 2.5}
"""What two neighbouring digits that changed places say more than one that was changed: there are few such numbers."""


def _neighbours(x: str, y: str) -> bool:
    """Whether two numbers differ by two neighbouring digits that changed places."""
    size = max(len(x), len(y))
    apart = [n for n, (p, q) in enumerate(zip(x.ljust(size, "0"), y.ljust(size, "0"), strict=True)) if p != q]
    return len(apart) == 2 and apart[1] == apart[0] + 1


def _typed(a: Told, b: Told) -> bool:
    """Whether two figures in units look like one: digits that changed places, or another prefix of the unit ("2.7 TWh", "2.7 GWh")."""
    if a.digits == b.digits:
        return _other_prefix(a, b)
    return min(len(a.digits), len(b.digits)) > 2 and a.value.adjusted() == b.value.adjusted() and _neighbours(a.digits, b.digits)


def _other_prefix(a: Told, b: Told) -> bool:
    """Whether one number stands before two prefixes of one unit: "200 mg", "200 µg"."""
    same = a.quantity.low == b.quantity.low and a.quantity.unit != b.quantity.unit
    return same and (a.quantity.low >= 10 or len(a.digits) > 1)


class Weights:
    """Evidence that two figures are of one thing, in bits: rare words shared, less what is said of one alone."""

    def __init__(self, told: Sequence[Told], titles: Mapping[str | None, frozenset[str]] = _NO_TITLES):
        self._titles = titles
        self._near = Counter(s for t in told for s in t.near)
        self._wide = Counter(s for words in {id(t.reading): t.wide for t in told}.values() for s in words)
        self._currencies = Counter(t.quantity.currency for t in told if t.quantity.currency)
        self._sorts = Counter(t.sort for t in told)
        self._amounts = {c: sorted({t.value for t in told if t.quantity.currency == c}) for c in self._currencies}
        self._total = max(sum(t.reading.carrier.kind != "cell" for t in told), _SMOOTHING)
        self._weight = lru_cache(maxsize=None)(self._weigh)

    def _weigh(self, word: str) -> float:
        return math.log2(1 + self._total / max(self._near[word], self._wide[word], 1))

    def of(self, words: Iterable[str]) -> float:
        """The weight of some words; summed in a fixed order, so that runs agree to the last bit."""
        return math.fsum(map(self._weight, sorted(words)))

    def evidence(self, a: Told, b: Told, slip: str) -> float:
        """The bits for two figures being one; no bits where the words alone would have to say so and do not."""
        shared = a.near & b.near
        least = min(self.of(a.near), self.of(b.near))
        like = self.of(shared) / least if least else 0.0
        size = min(4, max(len(a.digits), len(b.digits), min(len(a.written), len(b.written)))) if slip == "digits" else min(4, len(a.digits) if not _other_prefix(a, b) else max(len(a.digits), a.quantity.low.adjusted() + 1))
        small = a.quantity.kind == "percent" or (a.quantity.kind == "count" and max(a.value, b.value) < 100)
        anchor = _anchor(a, b)
        least_like = 0.6 if small else _LIKE / 2 if anchor else _LIKE
        if not slip and (like < least_like or len(shared) < (3 if small else 2) or "part" in a.scope ^ b.scope or a.quantity.per != b.quantity.per):
            return 0.0
        bits = (
            self.of(shared) * (0.5 + like / 2)
            + 0.4 * min(self.of((a.wide & b.wide) - shared), 12.0)
            + (min(0.5 * self.of(self._headed(a, b) | self._headed(b, a)), 4.0) if slip else 0.0)
            + _SLIPS[slip].get(size, 0.0)
        )
        if slip == "digits" and _neighbours(a.digits, b.digits):
            bits += _SWAPPED[size]
        if slip and a.period is not None and a.period == b.period:
            bits += 1.5
        bits += 2.0 if a.noun and a.noun == b.noun else 0.0
        bits += anchor
        bits += 2.0 * (slip == "scale" and self._stands_out(a, b))
        if (
            slip == "currency"
            and min(self._currencies[t.quantity.currency] for t in (a, b)) == 1
            and max(self._currencies.values()) > 4
        ):
            bits += 4.0  # the one amount in another currency than the rest
        return bits - self._doubt(a, b, slip)

    def _stands_out(self, a: Told, b: Told) -> bool:
        """Whether the larger of two amounts of money is a hundred times as large as any other in its currency."""
        values = self._amounts.get(a.quantity.currency, [])
        return len(values) > _SOLE and max(a.value, b.value) == values[-1] > 100 * values[-2]

    def _headed(self, a: Told, b: Told) -> frozenset[str]:
        """Words of the heading over one figure that stand in the sentence of the other alone."""
        title = self._titles.get(a.reading.carrier.section, frozenset())
        return (title & b.wide) - a.wide if a.reading.carrier.section != b.reading.carrier.section else frozenset()

    def rarity(self, a: Told, b: Told, settled: bool) -> float:
        """The bits for two figures in a unit that few figures are given in, where one looks like the other.

        ``settled`` is whether several places give one of them; else hardly any other may be in the unit.
        """
        every = sum(self._sorts.values())
        if a.sort[0] == "money" and a.digits == b.digits and self._currencies[a.quantity.currency] <= _SOLE < max(self._currencies.values()):
            return 0.75 * math.log2(1 + self._total / self._currencies[a.quantity.currency])
        few = a.unit and self._sorts[a.sort] <= (FEW if settled else _SOLE if every >= FEW else 0) and _typed(a, b)
        rare = math.log2(1 + (self._total if settled else every) / self._sorts[a.sort])
        return 2.0 * (a.digits == b.digits) + (0.75 if settled else 1.0) * rare if few else 0.0

    def _doubt(self, a: Told, b: Told, slip: str) -> float:
        """What counts against two figures being one: words, names, dates that only one of them has."""
        alone = len(a.apart ^ b.apart)
        doubt = min(1.5 * alone, 6.0) if slip else 6.0 * bool(alone)
        if slip == "digits" and abs(a.value - b.value) * _NEXT <= max(a.value, b.value) and not _neighbours(a.digits, b.digits):
            doubt += 4.0  # 14.8 % and 14.9 % are as likely two measurements
        doubt += 3.0 * (a.scope != b.scope)
        doubt += 1.5 * ((a.period is None) != (b.period is None))
        doubt += 2.0 * (a.quantity.per != b.quantity.per)
        # A name that stands in many sentences is that of the report's subject.
        doubt += 1.5 * sum(any(self._wide[name] < _SUBJECT for name in one.names - other.wide) for one, other in ((a, b), (b, a)))
        if a.noun != b.noun:
            doubt += 0.0 if (a.noun or b.noun) in a.near & b.near else 4.0
        return doubt


def _anchor(a: Told, b: Told) -> float:
    """The bits of a figure of another sort that both sentences hold."""

    def others(told: Told) -> dict[tuple, int]:
        q = told.quantity
        return {
            (f.kind, f.unit, f.low, f.currency): len(digits(f.low))
            for f in told.reading.figures
            if f.low is not None and (f.kind, f.unit) != (q.kind, q.unit)
        }

    mine, its = others(a), others(b)
    return max((2.0 * min(mine[f], 4) for f in mine.keys() & its.keys() if mine[f] > 1), default=0.0)
