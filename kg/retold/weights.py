"""Evidence that two figures are of one thing, in bits: rare words, labels, passages and names that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from kg.retold.parting import differ_otherwise
from kg.retold.passages import Passages
from kg.retold.slips import neighbours, other_prefix, typed
from kg.retold.told import Told, digits
from kg.retold.words import LIGHT, roots

_SOLE = 3
"""Two of no more figures in a unit are of one thing more likely than not."""

FEW = 10
"""A unit in which fewer figures than this are given brings two together even without a common word."""

_NEXT = 50
"""Figures no further apart than one in so many may as well have moved."""
_SUBJECT = 3
"""A name in so many sentences with figures does not set one figure apart."""
_SMOOTHING = 60
_LIGHT_WEIGHT = 2.5
"""A verb that goes with any figure weighs no more than this."""
_WORTH = 1.0
"""With fewer bits than this no passage makes two figures one."""
_LIKE = 0.5
"""Figures that no slip explains must share at least this part of the weight of their words."""
_DENSE = 80
"""With more figures in its sentences than this, a report has many that differ in one digit by chance."""
_CROWDED, _CROWDED_SLIPS = 10.0, 7.0
"""The bits by which twice as many figures make such a pair less telling, and one with swapped digits or a power of ten between."""
NO_TITLES: Mapping[str | None, frozenset[str]] = MappingProxyType({})

# Evidence that a slip gives by itself: how seldom two unrelated figures look so.
_SLIPS = {"digits": {2: 2.0, 3: 4.0, 4: 7.0}, "scale": {2: 2.0, 3: 6.0, 4: 9.0}, "currency": {2: 4.0, 3: 7.0, 4: 9.0}, "": {}}
_SWAPPED = {2: 1.0, 3: 2.0, 4: 2.5}
"""What two neighbouring digits that changed places say more than one that was changed: there are few such numbers."""


class Weights:
    """Evidence that two figures are of one thing, in bits: rare words shared, less what is said of one alone."""

    def __init__(self, told: Sequence[Told], titles: Mapping[str | None, frozenset[str]] = NO_TITLES, passages: Passages | None = None):
        self._titles, self._passages = titles, passages
        self._nouns = Counter((t.sort, t.noun) for t in told if t.noun)
        self._known = frozenset(name for t in told for name in t.names)
        self._near = Counter(s for t in told for s in t.near)
        self._wide = Counter(s for words in {id(t.reading): t.wide for t in told}.values() for s in words)
        self._currencies = Counter(t.quantity.currency for t in told if t.quantity.currency)
        self._sorts = Counter(t.sort for t in told)
        self._amounts = {c: sorted({t.value for t in told if t.quantity.currency == c}) for c in self._currencies}
        spoken = sum(t.reading.carrier.kind != "cell" for t in told)
        self._total = max(spoken, _SMOOTHING)
        self._crowd = math.log2(max(spoken, _DENSE) / _DENSE)
        self._weight = lru_cache(maxsize=None)(self._weigh)

    def _weigh(self, word: str) -> float:
        weight = math.log2(1 + self._total / max(self._near[word], self._wide[word], 1))
        return min(weight, _LIGHT_WEIGHT) if word in LIGHT else weight

    @property
    def crowded(self) -> bool:
        """Whether so many figures are told that some look like others by chance."""
        return self._crowd > 0

    def of(self, words: Iterable[str]) -> float:
        """The weight of some words; summed in a fixed order, so that runs agree to the last bit."""
        return math.fsum(map(self._weight, sorted(words)))

    def evidence(self, a: Told, b: Told, slip: str) -> float:
        """The bits for two figures being one; no bits where the words alone would have to say so and do not."""
        shared = a.near & b.near
        least = min(self.of(a.near), self.of(b.near))
        like = self.of(shared) / least if least else 0.0
        size = min(4, max(2, len(a.digits), len(b.digits), min(len(a.written), len(b.written)))) if slip == "digits" else min(4, len(a.digits) if not other_prefix(a, b) else max(len(a.digits), a.quantity.low.adjusted() + 1))
        short = slip == "digits" and size == 2 and not neighbours(a.digits, b.digits)
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
        if slip == "digits" and neighbours(a.digits, b.digits):
            bits += _SWAPPED[size]
        if slip:
            bits += min(2.0 * sum(min(self._near[w] for w in c) <= _SOLE and not LIGHT.issuperset(c) for c in a.couples & b.couples), 4.0)
            bits += 2.0 * (_labels(a, b) or _labels(b, a))
        if slip and a.period is not None and a.period == b.period:
            bits += 1.5
        if a.noun and a.noun == b.noun:
            bits += 4.0 if slip and self._nouns[a.sort, a.noun] == 2 else 2.0
        bits += anchor
        bits += 2.0 * (slip == "scale" and self._stands_out(a, b))
        if (
            slip == "currency"
            and min(self._currencies[t.quantity.currency] for t in (a, b)) == 1
            and max(self._currencies.values()) > 4
        ):
            bits += 4.0  # the one amount in another currency than the rest
        bits -= self._doubt(a, b, slip) + 3.0 * (short and a.quantity.kind == "percent")
        if slip and self._passages is not None and bits >= _WORTH and (slip != "scale" or abs(a.value.adjusted() - b.value.adjusted()) in (1, 3)):
            bits += self._passages.bits(a.reading, b.reading, shared)
        return bits

    def _stands_out(self, a: Told, b: Told) -> bool:
        """Whether the larger of two amounts of money is a hundred times as large as any other in its currency."""
        values = self._amounts.get(a.quantity.currency, [])
        return len(values) > _SOLE and max(a.value, b.value) == values[-1] > 100 * values[-2]

    def _headed(self, a: Told, b: Told) -> frozenset[str]:
        """Words of the heading over one figure that stand in the sentence of the other alone."""
        title = self._titles.get(a.reading.carrier.section, frozenset())
        return (title & b.wide) - a.wide if a.reading.carrier.section != b.reading.carrier.section else frozenset()

    def _of_two_names(self, a: Told, b: Told) -> bool:
        """Whether two figures stand under headings with different names: two products, two regions."""
        one, other = (self._titles.get(t.reading.carrier.section, frozenset()) & self._known for t in (a, b))
        return bool(one - b.wide) and bool(other - a.wide) and not one & other

    def rarity(self, a: Told, b: Told, settled: bool) -> float:
        """The bits for two figures in a unit that few figures are given in, where one looks like the other.

        ``settled`` is whether several places give one of them; else hardly any other may be in the unit.
        """
        every = sum(self._sorts.values())
        if a.sort[0] == "money" and a.digits == b.digits and self._currencies[a.quantity.currency] <= _SOLE < max(self._currencies.values()):
            return 0.75 * math.log2(1 + self._total / self._currencies[a.quantity.currency])
        few = a.unit and self._sorts[a.sort] <= (FEW if settled else _SOLE if every >= FEW else 0) and typed(a, b)
        rare = math.log2(1 + (self._total if settled else every) / self._sorts[a.sort])
        return 2.0 * (a.digits == b.digits) + (0.75 if settled else 1.0) * rare if few else 0.0

    def _doubt(self, a: Told, b: Told, slip: str) -> float:
        """What counts against two figures being one: words, names, dates that only one of them has."""
        alone = len(a.apart ^ b.apart)
        doubt = min(1.5 * alone, 6.0) if slip else 6.0 * bool(alone)
        if slip == "digits" and abs(a.value - b.value) * _NEXT <= max(a.value, b.value) and not neighbours(a.digits, b.digits):
            doubt += 4.0  # 14.8 % and 14.9 % are as likely two measurements
        likely = slip == "" or (slip == "digits" and not neighbours(a.digits, b.digits))
        doubt += self._crowd * (_CROWDED if likely else _CROWDED_SLIPS if slip != "currency" else 0.0)
        doubt += 3.0 * (a.scope != b.scope)
        doubt += 2.0 * (slip == "digits" and differ_otherwise(a, b))
        doubt += 4.0 * self._of_two_names(a, b)
        doubt += 1.5 * ((a.period is None) != (b.period is None))
        doubt += 2.0 * (a.quantity.per != b.quantity.per)
        # A name that stands in many sentences is that of the report's subject.
        doubt += 1.5 * sum(any(self._wide[name] < _SUBJECT for name in one.names - other.wide) for one, other in ((a, b), (b, a)))
        if a.noun != b.noun:
            doubt += 0.0 if (a.noun or b.noun) in a.near & b.near else 4.0
        return doubt


def _labels(a: Told, b: Told) -> bool:
    """Whether one figure stands behind a label whose words all stand beside the other: "Availability: 96 %", "available 96 % of the time"."""
    label = a.reading.key[0] if a.reading.key else a.reading.carrier.label if a.reading.carrier.kind == "cover" else ""
    return bool(words := roots(label) - LIGHT) and words <= b.near and a.near <= words


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
