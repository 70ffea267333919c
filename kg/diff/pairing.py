"""Which part of the new version is which part of the old one.

Parts are paired in stages, the surest first: equal under a key, then the next key, and at the end
by the words they share.  Work grows with the number of parts, not its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from kg import samefact

T = TypeVar("T")

ALIKE = 0.5
"""Texts that share at least this part of the weight of their words are versions of one text."""


class Pairing(Generic[T]):
    """Old and new parts: those that belong together, and what is left of both."""

    def __init__(self, old: Iterable[T], new: Iterable[T]):
        self.pairs: list[tuple[T, T]] = []
        self.old, self.new = list(old), list(new)

    def by(self, *keys: Callable[[T], Hashable | None]) -> Pairing[T]:
        """Pair what is equal under the first key, in order; what is left, under the next. ``None`` is no key."""
        for key in keys:
            waiting: dict[Hashable, list[int]] = defaultdict(list)
            for n, one in enumerate(self.new):
                if (value := key(one)) is not None:
                    waiting[value].append(n)
            for queue in waiting.values():
                queue.reverse()
            taken = []
            for n, one in enumerate(self.old):
                value = key(one)
                if value is not None and waiting.get(value):
                    taken.append((n, waiting[value].pop()))
            self._take(taken)
        return self

    def alike(
        self, words: Callable[[T], frozenset], least: float = ALIKE, fits: Callable[[T, T], bool] | None = None
    ) -> Pairing[T]:
        """Pair what is left by shared words, the likest first; ``fits`` may forbid a pair."""
        if not self.old or not self.new:
            return self
        count = len(self.old)
        likeness = samefact.Likeness([words(one) for one in (*self.old, *self.new)])
        across = [p for p in likeness.pairs(least) if p.first < count <= p.second]
        used: set[int] = set()
        taken = []
        for pair in sorted(across, key=lambda p: (-p.score, p.first, p.second)):
            if pair.first in used or pair.second in used:
                continue
            if fits is None or fits(self.old[pair.first], self.new[pair.second - count]):
                used |= {pair.first, pair.second}
                taken.append((pair.first, pair.second - count))
        self._take(taken)
        return self

    def _take(self, taken: Sequence[tuple[int, int]]) -> None:
        self.pairs += [(self.old[a], self.new[b]) for a, b in taken]
        gone_old, gone_new = {a for a, _ in taken}, {b for _, b in taken}
        self.old = [one for n, one in enumerate(self.old) if n not in gone_old]
        self.new = [one for n, one in enumerate(self.new) if n not in gone_new]
