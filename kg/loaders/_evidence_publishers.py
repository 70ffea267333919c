"""Where the publisher ends and the title begins, in rows that do not separate them.

A single row seldom tells ("Forbes Acme Company Profile"), the whole list does: publishers return
with other titles, titles return to the same openings, many titles name their publisher again.
Every possible cut of a row collects points for such signs; two more rounds add what the first
one found out about the list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2

from kg import patterns as re
from kg.loaders._evidence_shapes import words as word_set
from kg.records import record

_LONGEST = 8
"""Longest publisher name that is considered, in words."""

CONNECTORS = word_set(
    """
    a an and as at by de del der des di du et for from in into la le of on or over per the to und vs vs. with
    within without & + /
    """
)
DASHES = frozenset(("-", "–", "—", "|", "·", ":", "•"))
# Last words of the names of organisations and outlets: they end a publisher and open no title.
_HEADS = word_set(
    """
    research insights institute media technologies times post journal news newswire wire review magazine group
    company corporation inc inc. ltd ltd. llc lp plc gmbh ag partners capital ventures labs university college
    foundation association society council commission agency authority administration ministry department bureau
    organization organisation services marketplace daily herald tribune chronicle gazette weekly digest advisory
    advisors consulting associates consultancy laboratory laboratories centre center bank office intelligence
    """
)
# Of these, words that stand inside titles as often.
_WEAK_HEADS = word_set("intelligence company group services center centre bank capital office review")
# First words that open a title and hardly ever stand second in a publisher's name.
_OPENERS = word_set(
    """
    how why what inside introducing meet who when where is are can will does should exclusive announcing
    understanding exploring building scaling a an the
    """
)
# The same of words that also stand inside names.
_WEAK_OPENERS = word_set("state worldwide global annual top best form about case")


@record
class Cut:
    """A publisher of ``words`` words, and by how many points it beats the next best cut."""

    words: int
    margin: float


@dataclass(slots=True)
class _List:
    """What the list of sources says as a whole."""

    starts: Counter = field(default_factory=Counter)
    followers: dict = field(default_factory=lambda: defaultdict(set))
    before: dict = field(default_factory=lambda: defaultdict(set))
    publishers: Counter = field(default_factory=Counter)
    openings: dict = field(default_factory=lambda: defaultdict(set))


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """A word as it is compared: lower case, without punctuation at its ends or a possessive."""
    bare = word.strip("\"'“”‘’()[],;:.?!").casefold()
    return re.sub(r"['’]s$", "", bare) or word


def known_names(names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Names as tuples of comparable words."""
    return frozenset(tuple(key(w) for w in name.split()) for name in names if name.strip())


def cut_publishers(
    rows: Sequence[Sequence[str]],
    known: frozenset[tuple[str, ...]] = frozenset(),
    subject: tuple[str, ...] = (),
    named: Mapping[tuple[str, ...], int] | None = None,
) -> list[Cut]:
    """For each row of words, where its publisher ends.

    ``known`` are names of publishers from elsewhere, ``subject`` what the report is about,
    ``named`` how often a run of capitalised words stands in the prose as a name of its own.
    All are given in the form of :func:`key`.
    """
    keys = [tuple(key(w) for w in row) for row in rows]
    seen = _survey(keys)
    looks = [[_look(row, k, n) for n in range(1, min(_LONGEST, len(row) - 1) + 1)] for row, k in zip(rows, keys, strict=True)]
    cuts: list[Cut] = []
    for _ in range(3):
        cuts = [_best(row, k, found, seen, known, subject, named or {}) for row, k, found in zip(rows, keys, looks, strict=True)]
        seen.publishers = Counter(k[: c.words] for k, c in zip(keys, cuts, strict=True) if c.words)
        seen.openings = defaultdict(set)
        for k, c in zip(keys, cuts, strict=True):
            for length in (1, 2):
                seen.openings[k[c.words : c.words + length]].add(k[: c.words])
    return cuts


def _survey(keys: list[tuple[str, ...]]) -> _List:
    seen = _List()
    for k in keys:
        for n in range(1, min(_LONGEST, len(k) - 1) + 1):
            seen.starts[k[:n]] += 1
            seen.followers[k[:n]].add(k[n])
            for length in (1, 2):
                seen.before[k[n : n + length]].add(k[n - 1])
    return seen


def _look(row: Sequence[str], k: tuple[str, ...], n: int) -> tuple[float, float] | None:
    """Points for a cut after ``n`` words that its row alone tells; ``None`` where no cut is possible."""
    form = _form(row, n)
    return None if form is None else (form, _echo(row, k, n))


def _best(row: Sequence[str], k: tuple[str, ...], looks, seen: _List, known, subject, named) -> Cut:
    if len(row) < 2:
        return Cut(len(row), 0.0)
    ranked = sorted(((_points(row, k, n, look, seen, known, subject, named), -n) for n, look in enumerate(looks, 1)), reverse=True)
    best, words = ranked[0]
    return Cut(-words, best - ranked[1][0] if len(ranked) > 1 else best)


def _points(row, k, n: int, look: tuple[float, float] | None, seen: _List, known, subject, named) -> float:
    if look is None:
        return -99.0
    publisher, title = k[:n], k[n:]
    form, echo = look
    points = form - 0.8 * (n - 1)
    if subject and publisher == subject:
        points += 1.0
    points += min(1.5, 0.75 * named.get(publisher, 0))
    # Always followed by the same word: perhaps only the first part of a longer name.
    part = seen.starts[publisher] > 1 and len(seen.followers[publisher]) == 1
    if publisher in known and title[0] not in _HEADS:
        points += 1.0 if part else 3.0
    if part:
        points -= 1.5
    elif seen.starts[publisher] > 1:
        points += min(2.5, 1.2 * log2(len(seen.followers[publisher])))
    if publisher in seen.publishers and not part:
        points += min(3.0, log2(seen.publishers[publisher]))
    if publisher not in known:
        points -= _swallowed(row, k, n, seen)
    return points + _opening(row, title, n, seen, known, subject) + echo


_NUMBER = re.compile(r"[\d.,%]+")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+\.[A-Za-z]{2,}")


def _form(row, n: int) -> float | None:
    """Points for the look of the words on both sides; ``None`` where no cut is possible."""
    name, first = row[:n], row[n]
    if name[-1].casefold() in CONNECTORS or name[-1] in DASHES or first in DASHES or first in ("/", "&", "+"):
        return None
    if any(w in DASHES or w[-1] in "?!:;,)" or w[0] in '([“"' for w in name):
        return None
    points = -4.0 if row[n + 1 : n + 2] == ["/"] else 0.0
    for word in name:
        if word[0].islower() and word.casefold() not in CONNECTORS and not any(c.isupper() or c in "./" for c in word):
            points -= 3.0
        if word[0].isdigit() and word is not name[0]:
            points -= 2.0
        if word[0] in "$€£~":
            points -= 6.0
        if word in ("on", "in", "with", "to", "from"):
            points -= 1.5
    if (first.casefold() in CONNECTORS and first[0].islower()) or _NUMBER.fullmatch(first):
        points -= 8.0
    elif first[0].islower() and "/" not in first and not any(c.isupper() for c in first):
        points -= 3.0
    elif "/" in first[1:-1]:
        points += 3.0
    elif first[0] in "([":
        points -= 3.0
    if key(name[-1]) in _HEADS and n > 1:
        points += 0.5 if key(name[-1]) in _WEAK_HEADS else 2.5
    if key(first) in _HEADS:
        points -= 3.0
    if n == 1 and _DOMAIN.fullmatch(name[0]):
        points += 2.0
    return points


def _opening(row, title, n: int, seen: _List, known, subject) -> float:
    """Points for the words after the cut, as far as other titles begin so."""
    points = 0.0
    if subject and title[: len(subject)] == subject:
        points += 3.0
    elif any(title[:length] in known or title[:length] in seen.publishers for length in (1, 2, 3)):
        points += 1.0
    first = row[n].casefold()
    if row[n][0].isupper():
        points += 2.0 if first in _OPENERS else 1.0 if title[0] in _WEAK_OPENERS else 0.0
    for length, weight in ((1, 0.5), (2, 0.6)):
        start = title[:length]
        points += min(2.0, weight * log2(max(1, len(seen.before[start]))))
        points += min(2.0, weight * log2(max(1, len(seen.openings[start]))))
    return min(points, 4.0)


def _swallowed(row, k, n: int, seen: _List) -> float:
    """Points off for a publisher that holds words with which titles begin."""
    worst = 0.0
    for at in range(1, n):
        if row[at][0].isupper():
            worst = max(worst, 6.0 if row[at].casefold() in _OPENERS else 1.5 if k[at] in _WEAK_OPENERS else 0.0)
        if k[at] not in _HEADS and row[at].casefold() not in CONNECTORS:
            worst = max(worst, min(1.5, 0.5 * log2(max(1, len(seen.before[k[at : at + 1]])))))
    return worst


def _echo(row, k, n: int) -> float:
    """Points for a title that names its publisher again."""
    publisher, title = k[:n], k[n:]
    if title[:n] == publisher:
        return (6.0 if len(title) > n else 10.0) + 0.5 * n
    points = 0.0
    for length in range(min(4, n, len(title)), 0, -1):
        if k[n - length : n] == title[:length] and (length > 1 or len(title[0]) > 1):
            points = 3.0 + 1.5 * length
            break
    if title[0] == publisher[0] and len(title[0]) > 1:
        points = max(points, 8.0 - 1.5 * n)
    for at in range(1, len(title)):
        if title[at : at + n] == publisher and title[at + n : at + n + 1] != title[:1]:
            after_dash = row[n + at - 1] in DASHES or row[n + at - 1].endswith(":")
            points = max(points, (4.0 if after_dash or at + n == len(title) else 1.0) + 0.5 * n)
        elif row[n + at - 1] in DASHES and at + 3 >= len(title) and title[at] == publisher[0]:
            points = max(points, 3.0)
    return points
