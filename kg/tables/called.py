"""Ratios that have a name, as ``ontology/lexicons/ratios.toml`` defines them: what is divided by what."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache

from kg import patterns as re
from kg import resources
from kg.records import record


@record
class Named:
    """A ratio with expressions for its names, for what is divided and for what it is divided by.

    ``sort`` is how the result is written: "share", "times" or "each"; ``factor`` is what the quotient
    is multiplied by.  Without ``under`` the result is the product of what is divided and the factor.
    """

    id: str
    names: re.Pattern
    over: re.Pattern
    under: re.Pattern | None
    sort: str
    factor: Fraction
    cues: frozenset[str]
    """The last word of each of its names, in small letters; of names that hyphens join also the whole."""


@cache
def named() -> tuple[Named, ...]:
    """All ratios of the lexicon."""
    entries = tomllib.loads(resources.find("ontology/lexicons/ratios.toml").read_text(encoding="utf-8"))
    return tuple(
        Named(
            id,
            re.compile(alternatives(entry["names"]), re.I),
            re.compile(alternatives(entry["over"]), re.I),
            re.compile(alternatives(entry["under"]), re.I) if "under" in entry else None,
            entry["as"],
            Fraction(entry.get("factor", 1)),
            frozenset(word for name in entry["names"].lower().split("|") for word in (re.split(r"[\s/:]+", name)[-1], "-".join(name.split()))),
        )
        for id, entry in entries.items()
    )


@cache
def by_cue() -> dict[str, tuple[Named, ...]]:
    """The ratios that a word may be the name of."""
    found: dict[str, list[Named]] = {}
    for one in named():
        for cue in sorted(one.cues):
            found.setdefault(cue, []).append(one)
    return {cue: tuple(ratios) for cue, ratios in found.items()}


def alternatives(names: str) -> str:
    """An expression for names that "|" separates, the longest first."""
    return "(?:" + "|".join(_spelled(name) for name in sorted(names.split("|"), key=len, reverse=True)) + ")"


def _spelled(name: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in re.split(r"[\s/:]+", name.strip())]
    return r"(?:\s*[-/:–]\s*|\s+)".join(words)
