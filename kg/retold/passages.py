"""What two passages have in common beside their figures: words and dates that few other passages hold.

"The life-science building (26,400 m²) is handed over" and a paragraph on the same building share no
word in the clause of the figure; their passages do.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from kg.model import Precision
from kg.readings import Reading
from kg.retold.told import Told
from kg.retold.words import MONTHS, root, roots

RARE = 4
"""A word or date in more passages than this says nothing of any two of them."""
_LEAST = 30
"""Reports are taken to have at least so many passages, so that words of a short one are not all rare."""
_PART = 0.35
_MOST = 6.0
"""No more bits than this are taken from the passages around two figures."""


def home(reading: Reading) -> str:
    """The passage of a reading; what stands alone (a claim, a cell) is one by itself."""
    carrier = reading.carrier
    return carrier.passage or f"{carrier.kind} {carrier.id}"


class Passages:
    """The words and dates of every passage, and how many passages hold each."""

    def __init__(self, told: Sequence[Told], readings: Sequence[Reading], titles: Mapping[str | None, frozenset[str]]):
        self._sources = told, readings, titles

    @cached_property
    def _held(self) -> dict[str, frozenset[str]]:
        told, readings, titles = self._sources
        held: dict[str, set[str]] = defaultdict(set)
        for one in told:
            held[home(one.reading)] |= one.wide
        for reading in readings:
            words = held[home(reading)]
            if not reading.figures:
                words |= {r for w in reading.words if len(w) > 1 and w not in MONTHS and w[0].isalpha() and (r := root(w))}
            words |= _times(reading)
            if reading.carrier.item or reading.carrier.label:
                words |= titles.get(reading.carrier.section, frozenset()) | roots(reading.carrier.label)
        return {key: frozenset(words) for key, words in held.items()}

    @cached_property
    def _in(self) -> Counter[str]:
        return Counter(word for words in self._held.values() for word in words)

    def shared(self, a: Reading, b: Reading, known: frozenset[str]) -> frozenset[str]:
        """The rare words and dates of both passages that are not ``known`` already; none within one passage."""
        one, other = home(a), home(b)
        if one == other:
            return frozenset()
        both = self._held.get(one, frozenset()) & self._held.get(other, frozenset())
        return frozenset(w for w in both - known if self._in[w] <= RARE)

    def bits(self, a: Reading, b: Reading, known: frozenset[str]) -> float:
        """The evidence of those words for two figures being of one thing."""
        total = max(len(self._held), _LEAST)
        found = sorted(math.log2(1 + total / self._in[w]) for w in self.shared(a, b, known))
        return min(_PART * math.fsum(found), _MOST)


def _times(reading: Reading) -> frozenset[str]:
    """The dates of a reading as marks: years, and months where they are named."""
    found = set()
    for date in reading.dates:
        period = date.period
        if period is None or period.end is None:
            continue
        if period.precision in (Precision.DAY, Precision.MONTH):
            found.add(f"@{period.end.year}-{period.end.month}")
        elif period.precision == Precision.YEAR:
            found.add(f"@{period.end.year}")
    return frozenset(found)
