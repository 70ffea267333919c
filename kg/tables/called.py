"""Ratios that have a name, as ``ontology/lexicons/ratios.toml`` defines them: what is divided by what."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache

from kg import patterns as re
from kg import resources
from kg.records import record


@cache
def expression(names: str) -> re.Pattern:
    """An expression for names that "|" separates, the longest first; "*" stands for any ending."""
    return re.compile("(?:" + "|".join(_spelled(name) for name in sorted(names.split("|"), key=len, reverse=True)) + ")", re.I, kept=True)


def _spelled(name: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in _words(name)]
    return r"(?:\s*[-/:–]\s*|\s+)".join(words)


def _words(name: str) -> list[str]:
    return re.split(r"[\s/:]+", name.strip())


@cache
def _tellers(names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.partition("*")[0] for word in _words(name)) for name in names.lower().split("|"))


def may_tell(names: str, lower: str) -> bool:
    """Whether a text in small letters holds all the words of one of some names: a quick look before they are searched for."""
    return any(all(word in lower for word in name) for name in _tellers(names))


@record
class Named:
    """A ratio: its names, those of what is divided and of what it is divided by, each list separated by "|".

    ``sort`` is how the result is written: "share", "times" or "each"; ``factor`` is what the quotient
    is multiplied by.  Without ``under`` the result is the product of what is divided and the factor.
    """

    id: str
    names: str
    over: str
    under: str
    sort: str
    factor: Fraction

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of each operand."""
        return (self.over, self.under) if self.under else (self.over,)

    @property
    def cues(self) -> set[str]:
        """The last word of each of its names, in small letters; of names that hyphens join also the whole."""
        return {word for name in self.names.lower().split("|") for word in (_words(name)[-1], "-".join(name.split()))}


@cache
def by_cue() -> dict[str, tuple[Named, ...]]:
    """The ratios that a word may be the name of."""
    entries = tomllib.loads(resources.find("ontology/lexicons/ratios.toml").read_text(encoding="utf-8"))
    found: dict[str, list[Named]] = {}
    for id, entry in entries.items():
        ratio = Named(id, entry["names"], entry["over"], entry.get("under", ""), entry["as"], Fraction(entry.get("factor", 1)))
        for cue in sorted(ratio.cues):
            found.setdefault(cue, []).append(ratio)
    return {cue: tuple(ratios) for cue, ratios in found.items()}
