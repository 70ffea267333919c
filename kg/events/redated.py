"""One thing dated twice: dates that stand among the same rare words and differ in one part, the year, the month or the day.

Where :mod:`kg.events.happenings` must know the verb and the thing, this looks at words alone: who
tells a thing again keeps its rare words, and whoever mistakes its date mistakes one part of it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.events.dating import PUBLISHED_WORDS, Dated, When
from kg.events.things import RECURRING
from kg.records import record
from kg.retold import opposed, root, roots

ENOUGH = 7.0
"""Bits of evidence from which on two dates are taken for those of one thing."""

RARE = 8
"""A word in more sentences and rows with dates than this brings no two together."""

PUBLISHED = roots(PUBLISHED_WORDS)
"""The words that stand for the date of a text, whatever its line says."""

_CHRONICLE = 60
"""Dates of a paragraph beyond which it is a chronicle."""
_SMOOTHING = 60


@record
class Redated:
    """Two dates of one thing with the evidence in bits; ``shared`` are the roots of the words that tell so."""

    first: Dated
    second: Dated
    bits: float
    shared: frozenset[str] = frozenset()


def pairs(found: Sequence[Dated]) -> list[Redated]:
    """Dates that contradict each other, the surest first, each date in one pair at most."""
    found = [one for one in found if not one.bare]
    weigh = Weights(found)
    known: dict[str, list[Dated]] = defaultdict(list)
    for one in found:
        known[one.passage].append(one)
    result = []
    for a, b in _meetings(found):
        if not _one_thing(a, b) or _aware(a, b, known):
            continue
        bits = weigh.evidence(a, b)
        if bits >= ENOUGH:
            result.append(Redated(a, b, bits, a.near & b.near))
    return surest(result)


def surest(found: Iterable[Redated], used: Iterable[tuple] = ()) -> list[Redated]:
    """The surest pairs first, each date in one of them at most and none that is ``used`` already (see :func:`end`)."""
    taken = set(used)
    kept = []
    for pair in sorted(found, key=lambda p: (-p.bits, p.first.place.path, p.first.place.line, p.first.place.column, p.second.place.line, p.second.place.column)):
        ends = {end(pair.first), end(pair.second)}
        if not ends & taken:
            taken |= ends
            kept.append(pair)
    return kept


def end(one: Dated) -> tuple[str, str, str]:
    """What a date is known by among the ends of pairs."""
    return one.kind, one.id, one.text


def _meetings(found: Sequence[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Dates in different places that share a rare word and differ in one part, each two once, in order."""
    postings: dict[object, list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        for word in one.near:
            postings[word].append(n)
        for side, when in enumerate(one.beside):
            if when is not None:
                postings[side, when.year, when.month].append(n)
    met: set[tuple[int, int]] = set()
    for holders in postings.values():
        if len(holders) <= RARE:
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
    for a, b in sorted(met):
        one, other = found[a], found[b]
        if one.unit != other.unit and len(one.when.differs(other.when)) == 1:
            yield one, other


def _one_thing(a: Dated, b: Dated) -> bool:
    """Whether nothing keeps apart what two dates are of."""
    if not (a.told and b.told):
        return False
    if opposed(a.apart, b.apart) or (a.edge and b.edge and a.edge != b.edge) or (a.steps and b.steps and not a.steps & b.steps):
        return False
    if (a.called and not a.called & b.near) or (b.called and not b.called & a.near):
        return False
    if a.marks and b.marks and not a.marks & b.marks:
        return False
    if a.names - b.wide and b.names - a.wide:
        return False
    heads = all(len(PUBLISHED & one.near) > 2 for one in (a, b))
    if heads and a.near - PUBLISHED and b.near - PUBLISHED and not a.near & b.near - PUBLISHED:
        return False  # the heads of two clippings
    if a.figured and b.figured:
        return False
    if (a.figured or b.figured) and min(a.when.fine, b.when.fine) < 2:
        return False
    if a.kind == b.kind == "cell" and a.passage.split()[0] == b.passage.split()[0]:
        return False
    if a.item and b.item and a.section == b.section:
        return False
    if "year" in a.when.differs(b.when) and "month" not in a.when.shares(b.when) and not (a.steps & b.steps and _both_name(a, b)):
        return False  # years alone are told of too many things
    return not ("year" in a.when.differs(b.when) and a.near & b.near & _EVERY_YEAR)


def _both_name(a: Dated, b: Dated) -> bool:
    """Whether two dates stand beside a name and another word that are the same."""
    shared = a.near & b.near
    return bool(shared & (a.names | b.names)) and len(shared) > 1


def _aware(a: Dated, b: Dated, known: dict[str, list[Dated]]) -> bool:
    """Whether the paragraph of one date holds the other as well: its author knows both."""
    (part,) = a.when.differs(b.when)
    if any(len(known[one.passage]) > _CHRONICLE for one in (a, b) if one.passage):
        return True
    return any(o is not mine and not o.when.differs(its.when) and part in o.when.shares(its.when) for mine, its in ((a, b), (b, a)) if mine.passage for o in known[mine.passage])


def _paired(a: Dated, b: Dated) -> bool:
    """Whether the dates beside two are the same, and show the months to be meant: "from 14 March to 13 October 2024"."""
    same = any(x is not None and y is not None and not x.differs(y) and len(x.shares(y)) > 1 for x, y in zip(a.beside, b.beside, strict=True))
    return same and ("month" in a.when.shares(b.when) or a.when.day is not None)


_EVERY_YEAR = RECURRING - frozenset(map(root, "strategy plan programme program fund exhibition".split()))
_SHAPES = {
    ("year", ("month", "day")): 6.0,
    ("year", ("month",)): 3.5,
    ("month", ("year", "day")): 4.0,
    ("month", ("day",)): 3.0,
    ("day", ("year", "month")): 3.0,
    ("day", ("month",)): 2.5,
}
"""How seldom the dates of two things differ in one part (the first) and agree in the others."""


def _day(when: When) -> tuple:
    """A date as texts repeat it: a day of a month often without its year."""
    return when if when.day is None else (when.month, when.day)


class Weights:
    """Evidence that two dates are of one thing, in bits."""

    def __init__(self, found: Sequence[Dated]):
        self._count = Counter(w for words in {d.unit: d.wide for d in found}.values() for w in words)
        self._stands = Counter(_day(d.when) for d in found)
        self._total = max(len({d.unit for d in found}), _SMOOTHING)
        self._weight = lru_cache(maxsize=None)(lambda word: math.log2(1 + self._total / max(1, self._count[word])))

    def of(self, words: Iterable[str]) -> float:
        """The weight of some words; summed in a fixed order, so that runs agree to the last bit."""
        return math.fsum(map(self._weight, sorted(words)))

    def evidence(self, a: Dated, b: Dated) -> float:
        """The bits for two dates being of one thing; none where too few words are shared."""
        shared = a.near & b.near
        least = min(self.of(a.near), self.of(b.near))
        paired = _paired(a, b)
        if not shared and not (paired and a.edge and a.edge == b.edge):
            return 0.0
        if shared and not paired and shared <= a.capitals & b.capitals and not a.steps & b.steps:
            return 0.0  # whoever is named in both may have done two things
        if len(shared) == 1 and not paired and min(len(a.near), len(b.near)) == 1 and not (a.steps & b.steps and "month" in a.when.shares(b.when)):
            return 0.0
        like = self.of(shared) / least if least else 0.0
        (part,) = a.when.differs(b.when)
        bits = self.of(shared) * (0.4 + like / 2) + 0.3 * min(self.of((a.wide & b.wide) - shared), 10.0)
        bits += _SHAPES.get((part, a.when.shares(b.when)), 0.0 if a.steps & b.steps else -2.0)
        bits += 6.0 * paired + 3.0 * bool(a.values & b.values)
        bits += 3.0 * bool({a.noun, b.noun} & shared)
        bits += 2.0 * bool(a.steps & b.steps) - 1.5 * (bool(a.steps) != bool(b.steps))
        bits -= 1.5 * sum(bool(one.names - other.wide) for one, other in ((a, b), (b, a)))
        bits -= 2.0 * (a.ahead != b.ahead) + 2.0 * (a.figured != b.figured) + 1.0 * (len(a.apart ^ b.apart))
        often = sorted((self._stands[_day(a.when)], self._stands[_day(b.when)]))
        return bits + (min(3.0, 1.5 * (often[1] - 1)) if often[0] == 1 else -3.0)
