"""Which statements say the same: shared rare words and figures, found through an index, never all against all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg import nouns
from kg import patterns as re
from kg.model import Quantity

Feature = tuple
"""``("w", stem)``, ``("n", kind, low, high, currency)`` or ``("d", start, end)``."""

RARE = 24
"""Features of more statements than this bring no pair together; they still count when a pair is weighed."""

SMOOTHING = 60
"""Documents are taken to have at least so many statements, so that words of a short list are not all rare."""

_FIGURE_WEIGHT, _DATE_WEIGHT = 1.6, 0.8
_SUFFIXES = ("izations", "isations", "ization", "isation", "ations", "ation", "ments", "ment", "ings", "ing", "ities", "ity", "ness", "ies", "ed", "es", "s", "e", "al", "ly")
EMPTY = frozenset(
    """a an the of to in on at by for from with without as and or but is are was were be been has have had its it that this
    which their than into per not no also such more over both all each can could may might would will about approximately
    roughly nearly around up out other while these those through including""".split()
)


_POSSESSIVE = re.compile(r"['’]s?$")
_MEANING = re.compile(r"[^\W\d_][\w&'’]*")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, lower case: what "organization" and "organizations" share."""
    low = _POSSESSIVE.sub("", word.lower())
    for suffix in _SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= 3:
            return low[: -len(suffix)]
    return low


def stems(text: str, without: frozenset[str] = frozenset()) -> list[str]:
    """Stems of the words that carry meaning, in order; ``without`` are stems to leave out."""
    found = [one for word in _MEANING.findall(text) if len(word) > 1 and (one := _telling(word))]
    return [one for one in found if one not in without] if without else found


@lru_cache(maxsize=50_000)
def _telling(word: str) -> str:
    """The stem of a word that carries meaning, else nothing."""
    return "" if word.lower() in EMPTY else stem(word)


def value(quantity: Quantity) -> Feature:
    """A figure as a feature: its value whatever the writing ("2M+", "two million"), with its unit."""
    kind = "count" if quantity.kind == "measure" and quantity.unit in (None, "count") else quantity.kind
    if kind in ("measure", "duration") and quantity.unit:
        kind = f"{kind} {quantity.unit}"
    return ("n", kind, _plain(quantity.low), _plain(quantity.high), quantity.currency)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


def features(text: str, quantities: Sequence[Quantity], without: frozenset[str] = frozenset()) -> frozenset[Feature]:
    """What a statement is compared by: stems of its words, values of its figures, its dates."""
    found: set[Feature] = set()
    plain = list(text)
    for quantity in quantities:
        plain[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
        if quantity.kind != "date":
            found.add(value(quantity))
        elif quantity.period is not None:
            found.add(("d", str(quantity.period.start), str(quantity.period.end)))
    found.update(("w", one) for one in stems("".join(plain), without))
    return frozenset(found)


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two statements, by position, and how much of their weight they share (0 to 1)."""

    first: int
    second: int
    score: float


class Likeness:
    """Weighs features by how rare they are among the given statements."""

    def __init__(self, statements: Sequence[frozenset[Feature]]):
        self.statements = statements
        self._count = Counter(f for s in statements for f in s)
        self._total = max(len(statements), SMOOTHING)
        self._weights = [self.weight(s) for s in statements]

    def count(self, feature: Feature) -> int:
        """How many statements hold a feature."""
        return self._count[feature]

    def rarity(self, feature: Feature) -> float:
        """The weight of one feature."""
        base = math.log(1 + self._total / self._count[feature]) if self._count[feature] else 0.0
        return base * (_FIGURE_WEIGHT if feature[0] == "n" else _DATE_WEIGHT if feature[0] == "d" else 1.0)

    def weight(self, found: Iterable[Feature]) -> float:
        """The weight of several features; summed in a fixed order, so that runs agree to the last bit."""
        return math.fsum(self.rarity(f) for f in found)

    def score(self, first: int, second: int) -> float:
        """Twice the shared weight over the sum of both (the Dice coefficient)."""
        both = self._weights[first] + self._weights[second]
        return 2 * self.weight(self.statements[first] & self.statements[second]) / both if both else 0.0

    def pairs(self, least: float) -> list[Pair]:
        """All pairs of at least that score that share two rare features, in order.

        Work grows with the number of statements, not its square: only statements that meet under
        a feature of at most :data:`RARE` statements are weighed.
        """
        postings: dict[Feature, list[int]] = defaultdict(list)
        for n, statement in enumerate(self.statements):
            for feature in statement:
                if self._count[feature] <= RARE:
                    postings[feature].append(n)
        met: Counter[tuple[int, int]] = Counter()
        for holders in postings.values():
            for i, a in enumerate(holders):
                for b in holders[i + 1 :]:
                    met[a, b] += 1
        found = [Pair(a, b, self.score(a, b)) for (a, b), shared in met.items() if shared >= 2]
        return sorted(p for p in found if p.score >= least)


def cliques(pairs: Iterable[Pair], least: float) -> list[tuple[int, ...]]:
    """Groups in which every two statements have at least that score; every such pair is in one.

    The likest pair starts a group, which takes in whoever is alike to all its members.  Groups may
    overlap: a statement of two facts belongs with others of each.
    """
    scores = {(p.first, p.second): p.score for p in pairs if p.score >= least}
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in scores:
        near[a].add(b)
        near[b].add(a)
    found: list[tuple[int, ...]] = []
    covered: set[tuple[int, int]] = set()
    for a, b in sorted(scores, key=lambda k: (-scores[k], k)):
        if (a, b) in covered:
            continue
        group, willing = [a, b], near[a] & near[b]
        while willing:
            best = max(willing, key=lambda x: (math.fsum(scores[min(x, y), max(x, y)] for y in group), -x))
            group.append(best)
            willing &= near[best]
        group.sort()
        covered.update((x, y) for i, x in enumerate(group) for y in group[i + 1 :])
        found.append(tuple(group))
    return found


# --------------------------------------------------------------------------- one figure of one thing

_SMALL = 1000


def counted(text: str, quantity: Quantity) -> tuple[Feature, str] | None:
    """A count with the noun it counts: "10,000 paying organizations" is (10,000, "organization").

    ``None`` for small round counts, which say too little ("three founders"), and where no noun
    follows.
    """
    if quantity.kind != "count" or quantity.low is None or quantity.unit not in (None, "count"):
        return None
    if abs(quantity.low) < _SMALL and len(_plain(quantity.low).strip("0").replace(".", "")) < 3:
        return None
    phrase = nouns.after(text, quantity.end)
    if phrase is None:
        return None
    words = phrase[0].split()
    head = next((w for w in reversed(words) if nouns.is_plural(w)), words[-1])
    return value(quantity), stem(nouns.singular(head))


def same_noun(a: str, b: str) -> bool:
    """Whether two stems are one noun, one perhaps shortened ("org", "organiz")."""
    return a == b or (min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)))
