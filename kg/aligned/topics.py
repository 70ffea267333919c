"""Which documents are on one subject: by what they call it, or by the names they are full of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg import retold
from kg.aligned.words import content
from kg.model import Report

_NAME = re.compile(r"(?<=[a-z,;’'(] )[A-ZÀ-ÖØ-Þ][\w&’-]{2,}")
_MOST = 15
"""So many names of a document stand for it, the commonest first."""
_FEW = 5
_COMMON = content(
    retold.root(w)
    for w in """ai group labs systems technologies technology bank capital ventures partners energy health university institute research data
    cloud software global national international ceo cto cfo series inc sas gmbh ltd plc corp""".split()
)
"""Words of many names: two documents that share one of them alone are not on one subject."""
_SHARED = 4
NEIGHBOURS = 12
"""A document is compared with at most this many later ones on its subject, so that work grows with their number."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document is about: the roots of its subject, its commonest names, those of its first words."""

    subject: frozenset[str]
    names: tuple[str, ...]
    words: frozenset[str]


def topic(report: Report) -> Topic:
    """What a report is about, from its subject and its text."""
    text = "\n".join(d.text for d in report.documents)[:300_000]
    counted = Counter(
        r
        for m in _NAME.finditer(text)
        if m.group().lower() not in retold.MONTHS
        for r in sorted(content([retold.root(m.group())]), key=len)[-1:]
    )
    names = tuple(sorted(counted.keys() - _COMMON, key=lambda r: (-counted[r], r))[:_MOST])
    return Topic(content(retold.roots(report.subject)) - _COMMON, names, content(retold.roots(text[:1500])))


def one_topic(a: Topic, b: Topic) -> bool:
    """Whether two documents are on one subject."""
    if a.subject and b.subject and (a.subject <= b.subject or b.subject <= a.subject):
        return True
    if a.subject and b.subject:
        # A founder and his company: each is much spoken of in the other's document.
        return bool(a.subject & set(b.names[:_FEW]) and b.subject & set(a.names[:_FEW]))
    known, other = (a, b) if a.subject else (b, a)
    shared = len(set(a.names) & set(b.names))
    if known.subject and known.subject <= other.words and (shared >= _SHARED or known.subject & set(other.names[:_FEW])):
        return True
    return shared >= _SHARED and 3 * shared >= min(len(a.names), len(b.names))


def neighbours(topics: Sequence[Topic]) -> list[tuple[int, int]]:
    """The pairs of documents on one subject, by position, found through the words of their topics."""
    holders: dict[str, list[int]] = defaultdict(list)
    found: dict[int, set[int]] = defaultdict(set)
    for n, one in enumerate(topics):
        words = sorted(one.subject | set(one.names) | (one.words if not one.subject else frozenset()))
        for other in sorted({m for w in words for m in holders[w][-NEIGHBOURS:]}):
            if len(found[other]) < NEIGHBOURS and one_topic(topics[other], one):
                found[other].add(n)
        for word in words:
            holders[word].append(n)
    return sorted((a, b) for a, others in found.items() for b in others)
