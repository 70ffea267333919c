"""What is said of a thing once: its founding, seat, head, owner, maker, and the dates of its deeds.

The words are data (``ontology/lexicons/attributes.toml``).  :mod:`kg.events.stating` reads them from
sentences, here is what they mean and when two values cannot both be true.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Literal

from kg import patterns as re
from kg import resources
from kg.events import places
from kg.model import Period
from kg.records import record
from kg.samefact import stem

Value = Literal["date", "place", "who"]
MAIN = frozenset(("@",))
"""The subject of a text, by whatever words."""


@record
class Attribute:
    """An attribute; ``lasting`` tells that it may change in time, ``whole`` that words of place or purpose do not part things."""

    id: str
    value: Value
    lasting: bool
    whole: bool
    compared: bool = True
    """Whether two values are a contradiction to be told here; else they only tell things apart."""


@record
class Words:
    """All words of attributes: participles, finite verbs, nouns of holders, of deeds, and labels, each with what it may tell of."""

    past: dict[str, tuple[Attribute, ...]]
    present: dict[str, tuple[Attribute, ...]]
    holder: dict[str, tuple[Attribute, ...]]
    deed: dict[str, tuple[Attribute, ...]]
    labels: dict[str, tuple[Attribute, ...]]
    state: dict[str, tuple[Attribute, ...]]
    first: dict[str, frozenset[str]]
    """A word of each, small, by what they are: a quick look before a pattern is searched for."""
    triggers: frozenset[str]
    """All of these."""

    @staticmethod
    def any_of(words: Iterable[str]) -> str:
        """A pattern for one of some words, the longest first."""
        return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


_KINDS = ("past", "present", "holder", "deed", "labels", "state")


@cache
def words() -> Words:
    """The words of all attributes."""
    data = tomllib.loads(resources.find("ontology/lexicons/attributes.toml").read_text(encoding="utf-8"))
    kinds: dict[str, dict[str, list[Attribute]]] = {k: defaultdict(list) for k in _KINDS}
    for id, entry in data.items():
        attribute = Attribute(id, entry["value"], entry.get("lasting", False), entry.get("whole", False), entry.get("compared", True))
        for kind, known in kinds.items():
            for word in entry.get(kind, ()):
                known[word].append(attribute)
        for word in entry.get("holder", ()):
            if attribute not in kinds["labels"][word]:
                kinds["labels"][word].append(attribute)
    frozen = [{w: tuple(a) for w, a in kinds[k].items()} for k in _KINDS]
    past, present, holder, deed, labels, state = frozen
    first = {
        "past": frozenset(w.split()[0] for w in past),
        "present": frozenset(next(p for p in w.split() if p not in _SMALL) for w in present),
        "who": frozenset(w.split()[-1] for w, known in holder.items() if known[0].value == "who"),
        "place": frozenset(w.split()[-1] for w, known in holder.items() if known[0].value == "place") | {"company", "firm", "moved"},
        "deed": frozenset(w.split()[0] for w in deed),
        "state": frozenset(next((p for p in w.split() if p not in _SMALL), "from") for w in state),
    }
    return Words(past, present, holder, deed, labels, state, first, frozenset[str]().union(*first.values()))


_SMALL = frozenset("is are was were a of from has been will its wholly".split())


@record
class Stated:
    """One value of one attribute of one thing at one place.

    ``subject`` are the stems of what the thing is called (:data:`MAIN` for the text's subject), ``names``
    or ``period`` the value, ``complete`` whether the names are all; ``labelled`` tells that it is the
    value of a line or a row, which names its subject seldom.
    """

    attribute: Attribute
    subject: frozenset[str]
    thing: str
    names: tuple[str, ...]
    period: Period | None
    kind: str
    id: str
    text: str
    complete: bool = True
    labelled: bool = False
    aside: bool = False
    """Whether it is told of another time, of a plan or of one among several."""

    section: str = ""
    """The section of a labelled line or row."""

    @property
    def value(self) -> str:
        """The value as it is told."""
        if self.period is None or self.period.start is None:
            return ", ".join(self.names)
        start = self.period.start
        return {"day": start.isoformat(), "month": f"{start:%Y-%m}"}.get(self.period.precision.value, str(start.year))

    @property
    def where(self) -> tuple[str, str]:
        """The node that states it."""
        return self.kind, self.id


@record
class Contradiction:
    """The places of two values that cannot both be true; ``few`` is the rarer one."""

    few: tuple[Stated, ...]
    many: tuple[Stated, ...]


def contradictions(found: Sequence[Stated]) -> Iterator[Contradiction]:
    """Attributes with two values, of statements that are :func:`merged`; with three and more there are several things, or a history."""
    groups: dict[tuple[str, frozenset[str]], list[Stated]] = defaultdict(list)
    found = [one for one in found if not one.aside and one.attribute.compared and one.attribute.id != "dates"]
    for one in found:
        groups[one.attribute.id, one.subject].append(one)
    for key in sorted(groups, key=lambda k: (k[0], sorted(k[1]))):
        group = groups[key]
        if len(group) > _MANY:
            continue
        camps = _camps(group)
        if len(camps) != 2 or any(a.where == b.where for a in camps[0] for b in camps[1]):
            continue
        few, many = sorted(camps, key=lambda c: (len(c), -group.index(c[0])))
        yield Contradiction(tuple(few), tuple(many))
    yield from _turned(found)


def _turned(found: Sequence[Stated]) -> Iterator[Contradiction]:
    """Two of whom each is said to have bought the other."""
    bought = [one for one in found if one.attribute.id == "acquirer" and len(one.names) == 1]
    for a, b in combinations(bought[:40], 2):
        if a.where != b.where and same_name(a.names[0], b.thing) and same_name(b.names[0], a.thing):
            yield Contradiction((a,), (b,))


_OF_FIRMS = frozenset(("founding", "incorporation", "seat", "founders", "head", "owner"))


def merged(found: Sequence[Stated], main: str, headed: frozenset[frozenset[str]]) -> Iterator[Stated]:
    """The statements; those of labels as of the one thing of which the attribute is told in sentences.

    ``main`` is the subject of the text, where it has one; ``headed`` are the things with a heading of their own.
    """
    # Where only one name is founded, seated or headed, and one company is spoken of without a name, they are one.
    firms = set() if main else {o.subject for o in found if o.attribute.id in _OF_FIRMS and o.subject != MAIN and o.thing[:1].isupper()}
    firms &= {next((o.subject for o in found if o.attribute.id in _OF_FIRMS), MAIN)} if len(firms) == 1 else firms  # named before it is called the company
    owners = {n for o in found if o.attribute.id == "owner" for n in o.names}
    if len(firms) == 1 and not firms & headed and not any(o.thing in owners for o in found if o.subject in firms) and all(w[0].isupper() for o in found if o.subject in firms for w in o.thing.split()):
        found = [replace(o, subject=MAIN) if o.subject in firms else o for o in found]
    listed: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.section and one.subject == MAIN:
            listed[one.attribute.id].add(one.section)
    # A label that stands in several sections is of what each of them describes.
    found = [replace(o, subject=frozenset((f"§{o.section}",))) if o.section and o.subject == MAIN and len(listed[o.attribute.id]) > 1 else o for o in found]
    things: dict[str, set[frozenset[str]]] = defaultdict(set)
    for one in found:
        if one.subject != MAIN:
            things[one.attribute.id].add(one.subject)
    spoken = {o.attribute.id for o in found if o.subject == MAIN and not o.labelled}
    for one in found:
        only = things[one.attribute.id]
        if one.labelled and one.subject == MAIN and one.attribute.id not in _OF_FIRMS and len(only) == 1 and one.attribute.id not in spoken:
            yield replace(one, subject=next(iter(only)))
        else:
            yield one


def _camps(group: Sequence[Stated]) -> list[list[Stated]]:
    """The statements by values that agree; none where one agrees with two camps."""
    camps: list[list[Stated]] = []
    for one in group:
        fits = [c for c in camps if not all(disagree(one, other) for other in c)]
        if len(fits) > 1:
            return []
        if fits:
            fits[0].append(one)
        else:
            camps.append([one])
    # A value that agrees with some of a camp and not with others leaves open which is meant.
    if any(disagree(a, b) for c in camps for a, b in combinations(c[:20], 2)):
        return []
    return camps


def disagree(a: Stated, b: Stated) -> bool:
    """Whether two values of one attribute cannot both be true."""
    if a.period is not None and b.period is not None:
        if a.names and b.names and not any(same_name(x, y) for x in a.names for y in b.names):
            return False  # by parliament and by the senate
        return bool(a.period.start and a.period.end and b.period.start and b.period.end) and (a.period.end < b.period.start or b.period.end < a.period.start)
    if not a.names or not b.names:
        return False
    if a.attribute.id == "age":
        return abs(int(a.names[0]) - int(b.names[0])) > 1  # a birthday may lie between
    if a.attribute.value == "place":
        return places.disagree(a.names[0], b.names[0])
    if len(a.names) == len(b.names) and a.complete and b.complete:
        return any(not any(same_name(x, y) for y in b.names) for x in a.names)
    return not any(same_name(x, y) for x in a.names for y in b.names)


_SETS_APART = frozenset(map(stem, "first second third fourth fifth sixth seventh eighth ninth tenth last final initial present current original earlier later previous next new old older newer amended revised former second-hand stage phase section wing branch youth junior women reserve extension follow-up another other american european asian african northern southern eastern western upper lower inner outer main".split()))


def kept_apart(found: Sequence[Stated]) -> frozenset[frozenset[tuple[str, str]]]:
    """The pairs of nodes that state one attribute of two things: what differs there is no contradiction.

    Two things are told apart where each has a word of its own, or one a word that sets apart ("the
    present lighthouse", "in the north"); "the merger" and "the merger agreement" may be one.
    """
    groups: dict[str, list[Stated]] = defaultdict(list)
    for one in found:
        groups[one.attribute.id].append(one)
    pairs: set[frozenset[tuple[str, str]]] = set()
    together: set[frozenset[tuple[str, str]]] = set()
    for group in groups.values():
        for a, b in combinations(group[:_MANY], 2):
            if a.where != b.where:
                (pairs if a.aside != b.aside or _two_things(a, b) or _spanned(a, b) or _by_two(a, b) else together).add(frozenset((a.where, b.where)))
    return frozenset(pairs - together)


_MANY = 60
"""Statements of one attribute that are held against each other."""


def _two_things(a: Stated, b: Stated) -> bool:
    left, right = a.subject - b.subject, b.subject - a.subject
    if left and right:
        return True
    if any(w[0] == "~" or w in _SETS_APART for w in left | right):
        return True
    ends = {_head(a), _head(b)}
    return bool(left or right) and len(ends) == 2 and not ends & _VAGUE and MAIN.isdisjoint(a.subject | b.subject)  # "the crane rails" are no cranes


def _head(one: Stated) -> str:
    """The stem of the noun a phrase is about."""
    words = re.split(r"\s(?:of|in|for)\s", one.thing)[0].split()
    return stem(words[-1]) if words else ""


def _by_two(a: Stated, b: Stated) -> bool:
    """Whether a dated deed is done by two: approved by the board, and by the shareholders."""
    return a.period is not None and b.period is not None and bool(a.names and b.names) and not any(same_name(x, y) for x in a.names for y in b.names)


def _spanned(a: Stated, b: Stated) -> bool:
    """Whether one place counts years from a beginning and the other dates it so: the date beside the count is of something else."""
    return a.period is not None and b.period is not None and a.subject == b.subject and not disagree(a, b) and any(p.start and p.end and (p.end - p.start).days > 400 for p in (a.period, b.period))


_VAGUE = frozenset(map(stem, "agreement contract deal treaty plant project building programme program company group site facility scheme system service act law merger trial study".split()))


_NO_PART = frozenset("the of and dr prof professor sir dame lord lady mr ms mrs inc ltd llc gmbh ag sa plc co company group corporation corp".split())


def same_name(a: str, b: str) -> bool:
    """Whether one name may be the other, or a part or the initials of it."""
    left, right = (re.findall(r"\w+", n.lower()) for n in (a, b))
    x, y = (frozenset(n) - _NO_PART for n in (left, right))
    if x <= y or y <= x:
        return True
    return any(len(p) == 1 and p[0] == "".join(w[0] for w in q if w != "of") for p, q in ((left, right), (right, left)))
