"""Names of places: whether two of them can be one, as far as their names tell."""

from __future__ import annotations

import tomllib
from functools import cache

from kg import patterns as re
from kg import resources

_ALIKE = {"ny": "new york", "nyc": "new york", "ca": "california", "ma": "massachusetts", "tx": "texas", "wa": "washington", "il": "illinois", "co": "colorado", "fl": "florida", "va": "virginia", "nj": "new jersey", "brooklyn": "brooklyn new york", "manhattan": "manhattan new york", "silicon valley": "california", "bay area": "california", "usa": "", "us": "", "united states": "", "uk": "united kingdom", "england": "united kingdom"}  # fmt: skip
_EMPTY = frozenset("city the of de greater metropolitan area region united states".split())


@cache
def _regions() -> frozenset[str]:
    with resources.find("ontology/regions.toml").open("rb") as file:
        lists = tomllib.load(file)
    return frozenset(" ".join(name.lower().split()) for text in lists.values() for name in text.split(";"))


def is_region(name: str) -> bool:
    """Whether a name is that of a country, a state or a larger area."""
    plain = " ".join(name.lower().removeprefix("the ").split())
    return plain in _regions() or plain.rstrip(".") in _regions()


def disagree(a: str, b: str) -> bool:
    """Whether two places cannot be one: no common part, and neither may lie in the other."""
    left, right = _parts(a), _parts(b)
    if len(left) < 2 and len(right) < 2 and (is_region(a) != is_region(b)):
        return False
    if min(len(left), len(right)) == 1 and (is_region(a) or is_region(b)) and not (is_region(a) and is_region(b)):
        # "Germany" and "Graz, Austria": held against each other only where a part of the longer one is a region too.
        longer = left if len(left) > len(right) else right
        if not any(is_region(p) for p in longer):
            return False
    words = [frozenset(w for part in parts for w in part.split()) - _EMPTY for parts in (left, right)]
    return bool(words[0] and words[1]) and not words[0] & words[1]


def _parts(place: str) -> list[str]:
    parts = [re.sub(r"[.’']", "", p).strip().lower() for p in place.split(",")]
    return [p for p in (_ALIKE.get(p, p) for p in parts) if p]
