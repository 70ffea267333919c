"""The words and signs that quantities are written with, loaded from ``ontology/lexicons``.

The files are TOML: they are read by the standard library in a few milliseconds, which the start-up
time of the command line allows and a Turtle parser does not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from kg import patterns as re
from kg import resources
from kg.records import record

FILES = ("currencies", "scales", "units", "wording")


@record
class Unit:
    """What a unit word stands for: the kind of quantity it makes and the unit's standard name."""

    kind: str
    name: str


@record
class Phrase:
    """What a word before or after a number says of it; the fields that it leaves open are None."""

    approximate: bool = False
    bound: str | None = None
    negative: bool = False


@dataclass(slots=True)
class Lexicon:
    """Lookup tables, keyed by lower-case text unless the case of a symbol matters."""

    currency_signs: dict[str, str] = field(default_factory=dict)
    currency_words: dict[str, str] = field(default_factory=dict)
    currency_codes: frozenset[str] = frozenset()
    shared_currencies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    minor: dict[str, tuple[str, Decimal]] = field(default_factory=dict)
    scale_words: dict[str, int] = field(default_factory=dict)
    crowds: dict[str, int] = field(default_factory=dict)
    scale_signs: dict[str, int] = field(default_factory=dict)
    scale_letters: dict[str, int] = field(default_factory=dict)
    unit_words: dict[str, Unit] = field(default_factory=dict)
    unit_signs: dict[str, Unit] = field(default_factory=dict)
    before: dict[str, Phrase] = field(default_factory=dict)
    after: dict[str, Phrase] = field(default_factory=dict)
    no_bound_after: dict[str, frozenset[str]] = field(default_factory=dict)
    per_adverbs: dict[str, str] = field(default_factory=dict)
    per_articles: frozenset[str] = frozenset()
    per_names: frozenset[str] = frozenset()
    clock_words: frozenset[str] = frozenset()
    per_synonyms: dict[str, str] = field(default_factory=dict)
    change_words: frozenset[str] = frozenset()
    name_words: frozenset[str] = frozenset()
    rank_words: frozenset[str] = frozenset()
    counted_nouns: frozenset[str] = frozenset()
    not_plurals: frozenset[str] = frozenset()
    sentence_starts: frozenset[str] = frozenset()
    figure_words: frozenset[str] = frozenset()
    multiples: dict[str, Decimal] = field(default_factory=dict)


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def default() -> Lexicon:
    """Return the lexicon that ships with the program."""
    tables = {}
    for name in FILES:
        with resources.find(f"ontology/lexicons/{name}.toml").open("rb") as file:
            tables[name] = tomllib.load(file)
    return build(tables)


_chosen: list[Mapping[str, Any]] = [{}]


def choose(extra: Mapping[str, Any]) -> bool:
    """Make a user's additions part of :func:`current`; True when that changes anything."""
    changed = _chosen[0] != extra
    _chosen[0] = extra
    return changed


def current() -> Lexicon:
    """Return the shipped lexicon, with the additions of :func:`choose`."""
    return extended(_chosen[0]) if _chosen[0] else default()


def extended(extra: Mapping[str, Any]) -> Lexicon:
    """Return the shipped lexicon with a user's additions.

    ``extra`` has the shape of the shipped files, under the keys ``currencies``, ``scales``,
    ``units`` and ``wording``; lists are added to, single entries replaced. This is what the
    ``[lexicons]`` table of ``kg.toml`` holds.

    Raises :class:`ValueError` for a key that is none of the four.
    """
    unknown = sorted(set(extra) - set(FILES))
    if unknown:
        raise ValueError(f"unknown lexicon {unknown[0]!r}; known are {', '.join(FILES)}")
    tables = {}
    for name in FILES:
        with resources.find(f"ontology/lexicons/{name}.toml").open("rb") as file:
            tables[name] = _merged(tomllib.load(file), extra.get(name, {}))
    return build(tables)


def _merged(base: Any, extra: Any) -> Any:
    if isinstance(base, dict) and isinstance(extra, Mapping):
        return {
            key: _merged(base[key], extra[key]) if key in base and key in extra else extra.get(key, base.get(key))
            for key in [*base, *(k for k in extra if k not in base)]
        }
    if isinstance(base, list):
        return [*base, *extra]
    return extra


def build(tables: Mapping[str, Any]) -> Lexicon:
    """Turn the parsed files into lookup tables."""
    lexicon = Lexicon()
    _add_currencies(lexicon, tables["currencies"])
    _add_units(lexicon, tables["units"])
    scales = tables["scales"]
    lexicon.scale_words = {word.lower(): power for word, power in scales["words"].items()}
    lexicon.crowds = dict(scales["crowds"])
    lexicon.scale_signs = dict(scales["abbreviations"])
    lexicon.scale_letters = dict(scales["letters"])
    _add_wording(lexicon, tables["wording"])
    return lexicon


def _add_currencies(lexicon: Lexicon, currencies: Mapping[str, Any]) -> None:
    for code, entry in currencies.items():
        for sign in entry.get("signs", ()):
            lexicon.currency_signs.setdefault(sign.lower(), code)
        for word in entry.get("words", ()):
            lexicon.currency_words.setdefault(word.lower(), code)
        for word, fraction in entry.get("minor", {}).items():
            lexicon.minor.setdefault(word.lower(), (code, Decimal(fraction)))
        if entry.get("shared"):
            lexicon.shared_currencies[code] = tuple(entry["shared"])
    lexicon.currency_codes = frozenset(code for code in currencies if code not in lexicon.shared_currencies)


def _add_units(lexicon: Lexicon, units: Mapping[str, Any]) -> None:
    for kind, entries in units.items():
        for name, forms in entries.items():
            unit = Unit(kind, name)
            for word in forms.get("words", ()):
                lexicon.unit_words.setdefault(word.lower(), unit)
            for sign in forms.get("symbols", ()):
                lexicon.unit_signs.setdefault(sign, unit)


def _add_wording(lexicon: Lexicon, wording: Mapping[str, Any]) -> None:
    for side, table in (("before", lexicon.before), ("after", lexicon.after)):
        for phrase in wording["approximate"][side]:
            table[phrase.lower()] = Phrase(approximate=True)
        for phrase in wording["negative"][side]:
            table[phrase.lower()] = Phrase(negative=True)
        for bound, sides in wording["bounds"].items():
            for phrase in sides[side]:
                table[phrase.lower()] = Phrase(bound=bound)
    lexicon.no_bound_after = {word: frozenset(verbs) for word, verbs in wording["bounds_not"].items()}
    per = wording["per"]
    lexicon.per_adverbs = {word.lower(): unit for word, unit in per["adverbs"].items()}
    lexicon.per_articles = frozenset(per["articles"])
    lexicon.per_names = frozenset(per["names_after"])
    lexicon.clock_words = frozenset(per["clock_after"])
    lexicon.per_synonyms = dict(per["synonyms"])
    lexicon.change_words = frozenset(wording["change"]["words"])
    lexicon.rank_words = frozenset(wording["names"]["ranks"])
    lexicon.name_words = frozenset(word.lower() for word in wording["names"]["before"])
    context = wording["context"]
    lexicon.counted_nouns = frozenset(context["counted"])
    lexicon.not_plurals = frozenset(context["not_plural"])
    lexicon.sentence_starts = frozenset(context["sentence_start"])
    lexicon.figure_words = frozenset(context["figure"])
    lexicon.multiples = {word.lower(): Decimal(value) for word, value in wording["multiples"].items()}
