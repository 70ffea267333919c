"""How telling a word is: the fewer sentences and rows of two documents hold it, the more bits it gives."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_SMOOTHING = 60
"""Two documents are taken to have at least so many sentences, so that words of short ones are not all rare."""


class Rarity:
    """Bits of words, by how many of the given sets of words hold them."""

    def __init__(self, sets: Iterable[frozenset[str]]):
        sets = list(sets)
        self.count = Counter(w for words in sets for w in words)
        self._total = max(len(sets), _SMOOTHING)
        self.of = lru_cache(maxsize=None)(self._weigh)

    def _weigh(self, word: str) -> float:
        return math.log2(1 + self._total / max(self.count[word], 2))

    def sum(self, words: Iterable[str]) -> float:
        """The bits of some words; summed in a fixed order, so that runs agree to the last bit."""
        return math.fsum(map(self.of, sorted(words)))
