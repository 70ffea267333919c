"""What reports measure: the lexicon of metrics, and metric words in text.

The concepts are SKOS concepts in ``ontology/metrics.ttl``; users add their own in ``kg.toml``
(``[metrics]``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from kg import patterns as re
from kg import resources, skos
from kg.prose import slug
from kg.records import record


@record
class Concept:
    """A metric: its name, the words it is written in, and what its figures are.

    ``units`` are the kinds of :class:`kg.model.Quantity` it is given in; ``nature`` is stock (at
    a date), flow (over a period), ratio, rate (a change) or event (of one event); ``additive``
    says whether the parts of a whole may be summed.
    """

    id: str
    label: str
    words: tuple[str, ...]
    units: tuple[str, ...]
    nature: str
    additive: bool


@record
class Mention:
    """Metric words at ``text[start:end]``."""

    start: int
    end: int
    concept: Concept


class Metrics:
    """A lexicon of metrics that finds their words in text."""

    def __init__(self, concepts: Iterable[Concept], own: Mapping[str, Mapping[str, object]] | None = None):
        self.own = own or {}
        self.concepts = {c.id: c for c in concepts}
        self._by_words: dict[str, Concept] = {}
        for concept in self.concepts.values():
            for words in concept.words:
                self._by_words.setdefault(_normal(words), concept)
        # Labels by their first word: a dictionary look-up per word of text is several times faster
        # than one alternation of all labels.
        first: dict[str, list[str]] = {}
        for label in self._by_words:
            first.setdefault(_WORD.match(label).group(), []).append(label)
        self._first = first
        self._patterns: dict[str, re.Pattern] = {}
        self._acronyms = {_normal(w): w for c in self.concepts.values() for w in c.words if w.isupper() or _MIXED.match(w)}

    def __reduce__(self):
        # In another process the lexicon is there already, or made once of what the user adds.
        return extended, (self.own,)

    def concept(self, words: str) -> Concept | None:
        """The concept that is written exactly so, singular or plural."""
        key = _normal(words)
        for candidate in (key, key.removesuffix("s"), key.removesuffix("es"), key + "s"):
            found = self._by_words.get(candidate)
            if found is not None:
                return found
        return None

    def mentions(self, text: str) -> list[Mention]:
        """All metric words in a text, longest first where they overlap, in order."""
        found = []
        end = 0
        for word in _WORD.finditer(text):
            start = word.start()
            if start < end or (start and text[start - 1] in "-_"):
                continue
            low = word.group().lower()
            key = next((k for k in (low, low.removesuffix("s"), low.removesuffix("es")) if k in self._first), None)
            words = self._words(key, word, text) if key is not None else ""
            concept = self.concept(words) if words else None
            if concept is None:
                continue
            written = self._acronyms.get(_normal(words)) or self._acronyms.get(_normal(words.removesuffix("s")))
            if written and not words.startswith(written):
                continue
            end = start + len(words)
            found.append(Mention(start, end, concept))
        return found

    def _words(self, first: str, word: re.Match[str], text: str) -> str:
        """The longest label that begins with a word, as the text writes it there; empty if there is none."""
        if all(_WORD.fullmatch(label) for label in self._first[first]):
            return "" if text[word.end() : word.end() + 1] == "_" else word.group()
        match = self._pattern(first).match(text, word.start())
        return match.group() if match is not None else ""

    def _pattern(self, first: str) -> re.Pattern:
        """All labels that begin with a word, longest first; compiled when the word is first met."""
        if first not in self._patterns:
            labels = sorted(self._first[first], key=len, reverse=True)
            self._patterns[first] = re.compile(rf"(?:{'|'.join(map(_loose, labels))})(?:s|es)?(?![\w])", re.I, kept=True)
        return self._patterns[first]


_WORD = re.compile(r"[^\W_][^\W_]*")
_MIXED = re.compile(r"[A-Z]+[a-z]?[A-Z&/]+[a-z]*$")


_GAP = re.compile(r"[\s-]+")


def _normal(words: str) -> str:
    return _GAP.sub(" ", words).strip().lower()


def _loose(label: str) -> str:
    return re.escape(label).replace(r"\ ", r"[\s-]+")


@cache
def default() -> Metrics:
    """The shipped lexicon."""
    return Metrics(_shipped())


@cache
def _shipped() -> tuple[Concept, ...]:
    concepts = []
    for subject, properties in skos.read(resources.find("ontology/metrics.ttl")).items():
        if "skos:Concept" not in properties.get("rdf:type", ()):
            continue
        label = properties["skos:prefLabel"][0]
        concepts.append(
            Concept(
                id=subject.partition(":")[2],
                label=label,
                words=(label, *properties.get("skos:altLabel", ())),
                units=tuple(properties.get("kg:unitKind", ())),
                nature=properties.get("kg:nature", ["stock"])[0],
                additive=properties.get("kg:additive") == ["true"],
            )
        )
    return tuple(concepts)


def extended(own: Mapping[str, Mapping[str, object]]) -> Metrics:
    """The shipped lexicon with the user's metrics: ``name -> {also, unit, nature, additive}``.

    A name that exists gains the words of ``also``; a new one becomes a concept.
    """
    if not own:
        return default()
    named = repr(own)
    if named not in _MADE:
        _MADE.clear()
        _MADE[named] = _extended(own)
    return _MADE[named]


_MADE: dict[str, Metrics] = {}
"""The lexicon with the last user's metrics, by what they are."""


def _extended(own: Mapping[str, Mapping[str, object]]) -> Metrics:
    concepts = {c.id: c for c in _shipped()}
    for label, row in own.items():
        id, also = slug(label), tuple(row.get("also", ()))
        old = concepts.get(id)
        if old:
            concepts[id] = Concept(id, old.label, (*old.words, *also), old.units, old.nature, old.additive)
        else:
            unit = row.get("unit", "count")
            units = (unit,) if isinstance(unit, str) else tuple(unit)
            concepts[id] = Concept(id, label, (label, *also), units, str(row.get("nature", "stock")), bool(row.get("additive", False)))
    return Metrics(concepts.values(), own)
