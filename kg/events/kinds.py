"""Kinds of happenings and every form of the words that tell of them: read from ``ontology/happenings.ttl``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from kg import patterns as re
from kg import resources, skos
from kg.records import record

Form = Literal["base", "third", "past", "ing", "noun"]


@record
class Kind:
    """A kind of happening.

    ``agent`` is the role of who does it, ``several`` says that more than one may; ``nouns`` are
    nouns for that role; ``headings`` are what columns and labels call its date; ``repeats`` says
    that it happens to one thing again and again, ``alone`` that the thing may do it by itself.
    """

    id: str
    label: str
    agent: str = ""
    several: bool = False
    nouns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    repeats: bool = False
    alone: bool = False


@record
class Word:
    """One form of a word of a kind; ``rest`` are the words that follow the first ("over" in "hand over")."""

    kind: Kind
    form: Form
    rest: tuple[str, ...]


@record
class Kinds:
    """All kinds, with their words by the first of them, and the kinds by heading and by role noun."""

    kinds: tuple[Kind, ...]
    words: Mapping[str, tuple[Word, ...]]
    headings: Mapping[str, Kind]
    nouns: Mapping[str, Kind]

    def find(self, words: list[str], n: int) -> Word | None:
        """The word of a kind that begins at ``words[n]`` (lower case); the longest wins."""
        best = None
        for word in self.words.get(words[n], ()):
            fits = tuple(words[n + 1 : n + 1 + len(word.rest)]) == word.rest
            if fits and (best is None or len(word.rest) > len(best.rest)):
                best = word
        return best


@cache
def load() -> Kinds:
    """The shipped kinds."""
    kinds: list[Kind] = []
    words: dict[str, list[Word]] = defaultdict(list)
    headings: dict[str, Kind] = {}
    nouns: dict[str, Kind] = {}
    for subject, has in skos.read(resources.find("ontology/happenings.ttl")).items():
        if "skos:Concept" not in has.get("rdf:type", ()):
            continue
        several = tuple(has.get("kg:agents", ()))
        kind = Kind(
            id=subject.partition(":")[2],
            label=has["skos:prefLabel"][0],
            agent=(*has.get("kg:agent", ()), *several, "")[0],
            several=bool(several),
            nouns=tuple(has.get("kg:noun", ())),
            headings=tuple(has.get("kg:heading", ())),
            repeats=has.get("kg:repeats") == ["true"],
            alone=has.get("kg:alone") == ["true"],
        )
        kinds.append(kind)
        forms = [*((f, t) for v in has.get("kg:verb", ()) for f, t in inflected(v)), *((n, "noun") for n in has.get("kg:nominal", ()))]
        for text, form in forms:
            first, *rest = text.lower().split()
            words[first].append(Word(kind, form, tuple(rest)))
        headings.update((h.lower(), kind) for h in kind.headings)
        nouns.update((n.lower(), kind) for n in kind.nouns)
    return Kinds(tuple(kinds), {k: tuple(v) for k, v in words.items()}, headings, nouns)


def inflected(verb: str) -> Iterator[tuple[str, Form]]:
    """The forms of a verb, of its first word when it has several; listed forms are taken as they are."""
    if "/" in verb:
        base, *others = verb.split("/")
        yield base, "base"
        for other in others:
            first = other.split()[0]
            yield other, "third" if first.endswith("s") and first != "was" else "ing" if first.endswith("ing") else "past"
        return
    first, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = first.removesuffix("e")
    sibilant = re.search(r"(?:s|x|z|ch|sh)$", first)
    if re.search(r"[^aeiou]y$", first):
        third, past = first[:-1] + "ies", first[:-1] + "ied"
    else:
        third, past = first + ("es" if sibilant else "s"), stem + "ed"
    for form, kind in ((first, "base"), (third, "third"), (past, "past"), (stem + "ing", "ing")):
        yield form + tail, kind
