"""One attribute of one thing, told twice by different words: "lasted 18 months", "over the 16 months of the study".

The attribute is known by its words (``ontology/lexicons/measured.toml``), the thing by the words
that both sentences hold; what only one of them says must not narrow it to another thing.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from kg import resources
from kg.records import record
from kg.retold.narrowed import DATE, OTHER, Words, dated_noun, narrowing, opened, partly, subject, times, words_of
from kg.retold.pairs import Pair, one_thing_but_for_words
from kg.retold.parting import differ_otherwise
from kg.retold.slips import slip
from kg.retold.told import Told
from kg.retold.words import FIGURE, LIGHT, TOKEN, root, roots, swapped, whole

_MOST = 16
"""More figures of one attribute and sort than this are a series or a comparison of many things."""


@record
class _Attribute:
    """A row of the lexicon: the cues as words in order, the nouns as roots."""

    name: str
    kinds: frozenset[str]
    cues: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    never: frozenset[str]
    lasting: bool


@cache
def _attributes() -> tuple[_Attribute, ...]:
    rows = tomllib.loads(resources.find("ontology/lexicons/measured.toml").read_text(encoding="utf-8"))
    return tuple(
        _Attribute(
            name,
            frozenset(row["of"]),
            tuple(tuple(cue.split()) for cue in row["cues"]),
            frozenset(root(w) for w in row.get("nouns", "").split()),
            frozenset(row.get("never", "").split()),
            row.get("lasting", False),
        )
        for name, row in rows.items() if name != "whole"
    )


@cache
def _by_kind() -> dict[str, tuple[_Attribute, ...]]:
    found: dict[str, list[_Attribute]] = defaultdict(list)
    for one in _attributes():
        for kind in one.kinds:
            found[kind].append(one)
    return {kind: tuple(some) for kind, some in found.items()}


@record
class _Framed:
    """A figure with an attribute, the words of its sentence, and the roots of the cue that told it."""

    told: Told
    attribute: _Attribute
    words: Words
    cue: frozenset[str]
    bare: bool
    """Whether a key line or a cell tells it, which names no thing."""


def framed(told: Sequence[Told], main: frozenset[str] = frozenset()) -> Iterator[Pair]:
    """Figures of one attribute of one thing that differ, the ones that look like one another first; ``main`` are the roots of the title."""
    groups: dict[tuple, list[_Framed]] = defaultdict(list)
    for one in told:
        for frame in _frames(one):
            groups[frame.attribute.name, one.sort, one.quantity.currency].append(frame)
    found = []
    for group in groups.values():
        if len(group) <= _MOST:
            found += [pair for n, a in enumerate(group) for b in group[n + 1 :] if (pair := _pair(a, b, main)) is not None]
    yield from sorted(found, key=lambda p: not p.slip)


def _frames(told: Told) -> Iterator[_Framed]:
    """The attributes that a figure may be of."""
    kind, unit, _ = told.sort
    rows = (*_by_kind().get(kind, ()), *_by_kind().get(f"{kind} {unit}", ()))
    if not rows or told.reading.carrier.kind == "claim":
        return
    words = None
    for row in rows:
        if row.nouns and told.noun and told.noun not in row.nouns:
            continue
        if words is None:
            words = _words(told)
            said = frozenset((*words.tokens, *words.roots))
        if words.at < 0:
            return
        cues = [cue for cue in row.cues if all(w in said or _root(w) in said for w in cue)]
        if not cues or row.never.intersection(words.tokens):
            continue
        cue = frozenset().union(*(_cued(words, cue) for cue in cues))
        if cue:
            yield _Framed(told, row, words, cue - {FIGURE}, _bare(told))


def _bare(told: Told) -> bool:
    return told.reading.carrier.kind in ("cell", "cover") or bool(told.reading.key and told.quantity.start >= told.reading.key[1])


def _words(told: Told) -> Words:
    words = words_of(told.reading, told.quantity)
    if told.reading.carrier.kind not in ("cell", "cover"):
        return words
    label = told.reading.carrier.label
    more = tuple(w.lower() for w in TOKEN.findall(label))
    return Words((*more, ":", *words.tokens), (*map(root, more), "", *words.roots), words.at + len(more) + 1)


def _cued(words: Words, cue: tuple[str, ...]) -> frozenset[str]:
    """The roots of a cue's words if they stand side by side in the clause of the figure."""
    tokens, roots, size = words.tokens, words.roots, len(cue)
    for n in range(len(tokens) - size + 1):
        if all(w == tokens[n + k] or (roots[n + k] and _root(w) == roots[n + k]) for k, w in enumerate(cue)) and not _parted(words, n, n + size - 1):
            return frozenset(r for w in cue if (r := _root(w))) | {FIGURE}
    return frozenset()


def _parted(words: Words, first: int, last: int) -> bool:
    """Whether another figure or a mark stands between some words and the figure."""
    between = words.tokens[last + 1 : words.at] if last < words.at else words.tokens[words.at + 1 : first]
    return OTHER in between or ";" in between or (":" in between and between[-1] != ":") or len(between) > 9


@cache
def _root(word: str) -> str:
    return "" if word in (FIGURE, ",") else root(word)


_NO_MATTER = frozenset(("part", "supposed", "annual", "monthly", "daily", "weekly", "quarterly", "cumulative"))
"""Circumstances that the words of an attribute bring with them: "lost", "provided", "a total of"."""


def _pair(a: _Framed, b: _Framed, main: frozenset[str]) -> Pair | None:
    one, other = a.told, b.told
    if one.reading is other.reading or one.value == other.value or (a.bare and b.bare) or not (a.cue or b.cue):
        return None
    found = slip(one, other)
    if found is None or found == "currency" or not one_thing_but_for_words(one, other) or not _one_time(a, b):
        return None
    if differ_otherwise(one, other) or (a.cue == b.cue and swapped(one.order, other.order, one.wide, other.wide)):
        return None
    if not found and (DATE in a.words.tokens) != (DATE in b.words.tokens):
        return None
    if (one.scope ^ other.scope) - _NO_MATTER or (_same_home(one, other) and not found):
        return None
    cue = a.cue | b.cue
    shared = frozenset(r for r in one.wide & other.wide if r not in cue and r not in LIGHT and r not in whole())
    if len(shared) < (2 if a.attribute.name == "share" else 1) and not (found and _whole(a, cue) and _whole(b, cue) and a.attribute.name != "share"):
        return None
    for x, y in ((a, b), (b, a)):
        known = y.told.wide | cue | ({x.told.noun} if x.told.noun else set())
        if not x.bare and ((dated_noun(x.words, known) and y.told.period is None) or narrowing(x.words, known, cue) or not _speaks_of(x, y, cue, shared | main)):
            return None
    return Pair(one, other, found, 12.0)


def _speaks(subject: Sequence[str], known: frozenset[str]) -> bool:
    """Whether a sentence begins with what is known, with a pronoun, or with the company, the study, the project."""
    return not subject or any(r in known or r in whole() for r in subject)


def _definite(words: Words, cue: frozenset[str]) -> bool:
    """Whether a sentence is of one thing that a bare noun names: "the bike weighs"."""
    return words.tokens[:1] == ("the",) and sum(r not in cue for r in subject(words)) == 1 and words.roots[1] not in cue and words.tokens[2] not in ("with", "of", "for", "from", "without", "in")


def _speaks_of(one: _Framed, other: _Framed, cue: frozenset[str], shared: frozenset[str]) -> bool:
    """Whether the subject of a sentence is that of the other, or what a key line leaves unsaid."""
    first = [r for r in subject(one.words) if r not in cue]
    return _speaks(first, shared | {one.told.noun}) or (other.bare and (opened(one.words) or _definite(one.words, cue)))


def _whole(frame: _Framed, cue: frozenset[str]) -> bool:
    """Whether a figure is of nothing but what the document is about."""
    return frame.bare or opened(frame.words) or _definite(frame.words, cue) or _speaks([r for r in subject(frame.words) if r not in cue], frozenset((frame.told.noun,)))


def _one_time(a: _Framed, b: _Framed) -> bool:
    if times(a.words) ^ times(b.words) or partly(a.words, a.told.sort[0], b.words) != partly(b.words, b.told.sort[0], a.words):
        return False
    return a.attribute.lasting or (a.told.period is None) == (b.told.period is None) or a.bare or b.bare


def _same_home(a: Told, b: Told) -> bool:
    return bool(a.reading.carrier.passage) and a.reading.carrier.passage == b.reading.carrier.passage


_PLAIN = 14
"""In two sentences of so few words together both subjects must be one."""
_SHORT = 12
"""In a sentence of so few words each of them counts; in a longer one the figure is not narrowed by all."""


def of_another(a: Told, b: Told, one_metric: bool = False) -> bool:
    """Whether what stands beside one of two figures makes it another thing: "net debt", "among teachers", "780 of the pupils".

    ``one_metric`` is whether both are known to be of one metric, so that its own words narrow nothing.
    """
    if a.reading.carrier.report != b.reading.carrier.report or not {a.reading.carrier.kind, b.reading.carrier.kind} <= {"sentence", "cover"}:
        return False
    if a.reading.carrier.section == b.reading.carrier.section:
        return False
    one, other = words_of(a.reading, a.quantity), words_of(b.reading, b.quantity)
    if min(one.at, other.at) < 0 or max(len(one.tokens), len(other.tokens)) > _SHORT:
        return False
    if partly(one, a.sort[0], other) != partly(other, b.sort[0], one):
        return True
    item = a.reading.carrier.item or b.reading.carrier.item
    if (times(one) ^ times(other)) - (_AHEAD if item else frozenset()):
        return True
    if item:
        return False  # an item of a list leaves out who does it
    for x, words, y, others in ((a, one, b, other), (b, other, a, one)):
        if x.reading.carrier.kind == "cover":
            continue
        known = y.wide | {x.noun} | _metrics(x, one_metric) | (_named(x, words) if one_metric else frozenset())
        if narrowing(words, known) or (dated_noun(words, known) and y.period is None):
            return True
        if len(words.tokens) + len(others.tokens) <= _PLAIN and not (_is_bare(y) or not subject(others) or _has_it(x, words, others) or opened(words) or others.tokens[0] in _PRONOUNS or _speaks(subject(words), known)):
            return True
    return False


_AHEAD = frozenset(("will", "would", "shall"))
_PRONOUNS = frozenset("it its they their we our he she his her there".split())


def _named(told: Told, words: Words) -> frozenset[str]:
    """The roots of the names of a figure's clause, whole where one opens it."""
    first = frozenset(subject(words))
    return told.names | first if told.names & first else told.names


def _metrics(told: Told, every: bool) -> frozenset[str]:
    """The roots of the head words, or of ``every`` word, of the metrics that a sentence names: "turnover" and "sales" are no two subjects."""
    reading = told.reading
    return frozenset(r for m in reading.mentions for r in roots(reading.text[m.start : m.end] if every else reading.text[m.start : m.end].split()[-1]))


def _has_it(x: Told, words: Words, others: Words) -> bool:
    """Whether a sentence says that a thing has what the other tells of no thing: "the exam had a pass rate", "the pass rate was"."""
    return words.tokens[:1] == ("the",) and words.tokens[2:3] in (("has",), ("had",)) and x.wide.issuperset(subject(others))


def _is_bare(told: Told) -> bool:
    return told.reading.key is not None or told.reading.carrier.kind == "cover"
