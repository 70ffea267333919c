"""Days that agree in two of their parts, told of one thing: "the permit, granted on 20 October 2024", "Permit | 20 December 2024".

That two dates agree in day and year, or in day and month, is so seldom chance that one rare word beside
both is enough, where :mod:`kg.events.redated` and :mod:`kg.events.echoes` want more words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.events.dating import Dated, When
from kg.events.echoes import amounts
from kg.events.redated import Redated, end, surest
from kg.events.things import RECURRING
from kg.retold import opposed

_RARE = 3
"""Dated places that hold a word at most for it to tell which thing is meant."""
_COMMON_DAYS = frozenset((1, 15, 28, 29, 30, 31))
"""Days on which terms begin and end, so that agreeing in them says nothing."""
_BITS = 8.0


def pairs(found: Sequence[Dated], known: Iterable[Redated] = ()) -> list[Redated]:
    """Days of one thing that differ in month or year alone, without the ends of ``known`` pairs."""
    days = [d for d in found if d.when.fine == 3 and d.when.day not in _COMMON_DAYS]
    if len(days) < 2:
        return []
    times = Counter(d.when for d in days)
    often = Counter(w for d in found for w in d.near | d.wide)
    by_day: dict[int, list[Dated]] = defaultdict(list)
    for one in days:
        by_day[one.when.day].append(one)
    result = []
    for held in by_day.values():
        for i, a in enumerate(held if len(held) <= 8 else ()):
            for b in held[i + 1 :]:
                if min(times[a.when], times[b.when]) == 1 and _one_thing(a, b):
                    shared = {w for w in (a.near & (b.near | b.wide)) | (b.near & a.wide) if often[w] <= _RARE and w not in RECURRING}
                    if shared and not shared <= a.capitals & b.capitals:
                        result.append(Redated(a, b, _BITS + len(shared), frozenset(shared)))
    return surest(result, (end(d) for p in known for d in (p.first, p.second)))


def _one_thing(a: Dated, b: Dated) -> bool:
    """Whether two days differ in one part, the month or the year, and nothing keeps apart what they are of."""
    differing = a.when.differs(b.when)
    if differing not in (("month",), ("year",)) or a.unit == b.unit or a.passage == b.passage or opposed(a.apart, b.apart):
        return False
    if (a.steps and b.steps and not a.steps & b.steps) or (a.called and not a.called & b.near) or (b.called and not b.called & a.near):
        return False
    if (a.names - b.wide and b.names - a.wide) or a.figured or b.figured:
        return False
    if (a.edge and b.edge and a.edge != b.edge) or (a.marks and b.marks and not a.marks & b.marks) or a.ahead != b.ahead:
        return False
    if a.kind == b.kind == "cell" and a.passage.split()[:1] == b.passage.split()[:1]:
        return False
    if a.item and b.item and a.section == b.section:
        return False
    x, y = frozenset(amounts(a.clause)), frozenset(amounts(b.clause))
    return not (x and y and not x & y) and not _beside(a, b.when) and not _beside(b, a.when)


def _beside(one: Dated, when: When) -> bool:
    """Whether the other day is told right beside this one, so that both are meant."""
    return any(w is not None and not w.differs(when) for w in one.beside)
