"""Which accounts tell of one happening: the same kind, the same thing, nothing that sets them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg import patterns as re
from kg import periods
from kg.events.called import two_posts
from kg.events.happenings import Happening
from kg.events.phrases import Phrase
from kg.events.things import RECURRING
from kg.nouns import singular

_OFTEN = 24
"""Words that more accounts of a kind hold bring no two together."""


def groups(found: Sequence[Happening], body: str) -> list[tuple[Happening, ...]]:
    """Accounts of one happening, every two of which can be the same; at least two in each group."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        for token in one.theme.tokens | one.theme.names:
            index[one.kind.id, token].append(n)
    alone = _Alone(body)
    near: dict[int, set[int]] = defaultdict(set)
    tried: set[tuple[int, int]] = set()
    for holders in index.values():
        if len(holders) > _OFTEN:
            continue
        for i, a in enumerate(holders):
            for b in holders[i + 1 :]:
                if (a, b) not in tried:
                    tried.add((a, b))
                    if one_happening(found[a], found[b], alone):
                        near[a].add(b)
                        near[b].add(a)
    taken: set[int] = set()
    result = []
    for n in sorted(near):
        if n in taken:
            continue
        group, willing = [n], near[n] - taken
        while willing:
            best = min(willing)
            group.append(best)
            willing &= near[best]
        if len(group) > 1:
            taken.update(group)
            result.append(tuple(found[k] for k in sorted(group)))
    return result


def one_happening(a: Happening, b: Happening, alone: _Alone) -> bool:
    """Whether two accounts are of the same."""
    if a.carrier == b.carrier or {a.status, b.status} == {"done", "planned"} or a.steps != b.steps:
        return False
    if a.kind.repeats and {a.tense, b.tense} == {"past", "present"}:
        return False
    if a.where and b.where and not a.where & b.where:
        return False
    if a.kind.repeats and not (a.agents and b.agents) and a.back == b.back:
        return False
    if not same_thing(a.theme, b.theme, alone):
        return False
    if a.kind.id == "appointment" and two_posts(a.text, f"{b.text} appointed"):
        return False  # who is appointed twice holds two posts
    short, full = (a, b) if a.theme.bare else (b, a)
    if short.theme.bare and not full.theme.bare and _position(short) < _position(full):
        return False  # "the study" does not mean "the study of nurses" that comes later
    if a.date is None or b.date is None:
        return True
    if not periods.overlap(a.date.period, b.date.period):
        # Who gives both dates tells of two happenings, or of one that took its time.
        if any(periods.overlap(b.date.period, d.period) for d in a.dates) or any(periods.overlap(a.date.period, d.period) for d in b.dates):
            return False
        if (a.theme.tokens | b.theme.tokens) & RECURRING and not (a.theme.names & b.theme.names) and _year(a) != _year(b) and not (a.back or b.back):
            return False
    return True


def _position(one: Happening) -> tuple[str, int, int]:
    return one.place.path, one.place.line, one.place.column


def _year(one: Happening) -> int | None:
    start = one.date.period.start if one.date is not None and one.date.period is not None else None
    return start.year if start else None


def same_thing(a: Phrase, b: Phrase, alone: _Alone) -> bool:
    """Whether two noun phrases can mean one thing, and say so clearly enough."""
    if a.marks != b.marks or (a.definite == "a" and b.definite == "a"):
        return False
    if a.names and b.names and a.names != b.names and not (a.names < b.names or b.names < a.names):
        return False
    shared = a.tokens & b.tokens
    if not shared or not (a.tokens <= b.tokens or b.tokens <= a.tokens):
        return False
    if a.head != b.head and not _name_and_class(a, b) and not _name_and_class(b, a):
        return False
    small, large = sorted((a, b), key=lambda p: len(p.tokens))
    if any(small.head in name.split() for name in small.names) and small.head == large.head and large.tokens > small.tokens and small.names == large.names:
        return False  # "the API" and "the mobile API": a name with another word before it is another thing
    if a.names & b.names and (a.names == b.names or len(shared) > 1):
        return True
    if a.bare or b.bare or a.names or b.names:
        return alone.only(a if a.bare else b) if (a.bare or b.bare) else len(shared) > 1
    return len(shared) > 1


def _name_and_class(name: Phrase, other: Phrase) -> bool:
    """Whether one is a name and the other the same name with a word for what it is: "Kelda", "the Kelda plant"."""
    small = other.tokens - name.tokens
    return bool(name.names) and name.names == other.names and len(small) == 1 and name.tokens < other.tokens


class _Alone:
    """Whether a text knows only one thing of a kind, so that "the farm" is always the same."""

    def __init__(self, body: str):
        self.body = body.lower()
        self.known: dict[str, bool] = {}

    def only(self, one: Phrase) -> bool:
        word = singular(one.text.split()[-1]) if one.text else ""
        if one.definite != "the" or len(word) < 4:
            return False
        if word not in self.known:
            w = re.escape(word)
            several = re.search(rf"\b(?:{w}s|{w}es|{w[:-1]}ies|(?:another|other|second|third|each|every|new|next|further|any|no|per|of a|of an|first|two|both|different|such a|several|typical|average)\s+{w})\b", self.body)
            self.known[word] = several is None and len(re.findall(rf"\b(?:an?|one)\s+(?:[\w-]+\s+){{0,2}}{w}\b", self.body)) < 2
        return self.known[word]
