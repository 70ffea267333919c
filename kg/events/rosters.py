"""Who belongs to what is named: lists of names that differ in one, and surnames of nobody who was introduced.

"The pilot ran in Aden, Bissa and Corran", "Pilot starts in Aden, Bissa and Ekwe": two lists of one
thing.  "Founded by Solheim and Tsao" beside "co-founder Mei Chow": who is called by the surname
alone, or as Mr or Ms, has been introduced before.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.events import parties
from kg.events.placing import PART
from kg.events.posts import BODIES
from kg.events.seats import KINDS
from kg.events.spelling import plain
from kg.model import Place, Report
from kg.prose import without_citations
from kg.readings import Carrier, Reading, span_place
from kg.retold import root
from kg.retold.words import TOKEN

_LEAST = 3
"""Names a list must have to be held against another."""
_NAME = rf"{PART}(?:\s{PART}){{0,2}}"
_LIST = re.compile(rf"(?<![\w-]){_NAME}(?:,\s{_NAME})+,?\s(?:and|&)\s{_NAME}(?!\s*,\s{PART})(?![\w-])|(?<![\w-]){_NAME}(?:,\s{_NAME}){{2,}}(?![\w-])")
_CUT = re.compile(r",\s(?:and\s|&\s)?|\s(?:and|&)\s")
_ROSTER = re.compile(rf"\b(?P<deed>[a-z]+)\s(?:[a-z]+\s[A-Z]\w+\s)?by\s(?P<names>{PART}(?:,\s{PART})*,?\s(?:and|&)\s{PART})(?![\w’'-])(?!\s{PART})")
_TITLED = re.compile(rf"\b(?P<title>Mr|Ms|Mrs|Miss)\.?\s(?P<surname>{PART})(?!\s{PART})(?![\w-])")
_PERSON = re.compile(rf"(?<![\w-])(?!(?:The|A|An|In|At|On|By|For|From|With|Our|Its|This|Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Dame|Late)\b){PART}(?:\s{PART}){{1,2}}(?![\w-])")


_NOBODY = BODIES | KINDS | frozenset("authority branch combined america africa asia europe service centre research review journal award prize road street hall park act law directive".split())
_BEFORE = re.compile(r"(?:[,:]|\bis|\bwas)\s+(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s)*$")


@dataclass(frozen=True, slots=True)
class Member:
    """A name in a list or roster, with the roots beside it and where it stands."""

    name: str
    kind: str
    id: str
    place: Place
    names: tuple[str, ...]
    words: frozenset[str]
    home: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """Two names, one of which must be wrong; ``told`` are the words that say so."""

    first: Member
    second: Member
    told: str


def lists(report: Report, readings: Sequence[Reading]) -> list[Member]:
    """Every list of three names or more, in sentences and cells; ``name`` is all of it."""
    found = []
    for reading in readings:
        carrier = reading.carrier
        if carrier.kind in ("sentence", "cover", "claim") and reading.text.count(",") and (" and " in reading.text or " & " in reading.text or reading.text.count(",") > 1):
            text = parties.unmarked(reading.text).replace("*", " ")
            found += [_list(text, m, carrier.kind, carrier.id, span_place(carrier, m.start(), m.end()), carrier.passage or carrier.id) for m in _LIST.finditer(text)]
    for table in report.tables:
        for row in table.rows:
            for cell in row:
                text = without_citations(cell.text).replace("*", " ") if cell.text.count(",") else ""
                found += [_list(text, m, "cell", cell.id, cell.place, cell.id) for m in _LIST.finditer(text)]
    return [one for one in found if len(one.names) >= _LEAST]


def _list(text: str, match: re.Match[str], kind: str, id: str, place: Place, home: str) -> Member:
    names = tuple(n.strip() for n in _CUT.split(match.group()) if n.strip())
    around = f"{text[: match.start()]} {text[match.end() :]}"
    return Member(match.group(), kind, id, place, names, frozenset(r for m in TOKEN.finditer(around) if len(m.group()) > 3 and (r := root(m.group()))), home)


def unlike(found: Sequence[Member]) -> Iterator[Stranger]:
    """Lists of as many names that share all but one and a word beside them; each list once, in order."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        for name in set(one.names):
            by_name[name].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in by_name.values():
        if len(holders) <= 8:
            shared.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
    often = Counter(w for one in found for w in one.words)
    used: set[int] = set()
    for (a, b), n in sorted(shared.items()):
        one, other = found[a], found[b]
        same = {w for w in one.words & other.words if often[w] == 2}
        if a in used or b in used or len(one.names) != len(other.names) or n != len(one.names) - 1 or one.home == other.home or not same:
            continue
        x, y = set(one.names) - set(other.names), set(other.names) - set(one.names)
        if len(x) == len(y) == 1 and not set(" ".join(x).lower().split()) & set(" ".join(y).lower().split()):
            used |= {a, b}
            yield Stranger(_named(one, x.pop()), _named(other, y.pop()), ", ".join(sorted(same)))


def _named(one: Member, name: str) -> Member:
    return Member(name, one.kind, one.id, one.place, one.names, one.words, one.home)


# --------------------------------------------------------------------------- surnames


def introduced(report: Report, readings: Sequence[Reading]) -> list[Member]:
    """Everybody whom a text introduces by a full name, of whom it says nothing more: beside a comma, a colon or "is"."""
    texts = [(parties.unmarked(r.text).replace("*", " "), r.carrier.kind, r.carrier.id, r.carrier.place) for r in readings if r.carrier.kind in ("sentence", "cover")]
    texts += [(p.text.replace("*", " "), "passage", p.id, p.place) for p in report.passages if p.kind in ("label", "caption")]
    surnames: Counter[str] = Counter()
    found = []
    for text, kind, id, place in texts:
        for word in TOKEN.findall(text):
            surnames[plain(word.lower())] += word[0].isupper()
        for match in _PERSON.finditer(text):
            before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() :].lstrip()
            if _NOBODY.isdisjoint(match.group().lower().split()) and (after[:1] in (",", "(") or _BEFORE.search(before)):
                found.append(Member(match.group(), kind, id, place, (match.group(),), frozenset(r for w in TOKEN.findall(text) if (r := root(w))), id))
    return [one for one in found if surnames[_surname(one.name)] == 1]


def _surname(name: str) -> str:
    return plain(name.lower().split()[-1])


def strangers(readings: Sequence[Reading], people: Sequence[Member], body: str) -> Iterator[Stranger]:
    """Surnames that stand alone and belong to nobody, with the one introduced person of whom nothing else is said."""
    if not people:
        return
    surnames = {_surname(m.group()) for m in _PERSON.finditer(body)}
    words = Counter(re.findall(r"\w+", plain(body.lower())))
    for reading in readings:
        text, carrier = parties.unmarked(reading.text), reading.carrier
        if carrier.kind == "claim":
            continue
        for match in _ROSTER.finditer(text) if " by " in text else ():
            names = [n.strip() for n in _CUT.split(match["names"])]
            alone = [n for n in names if plain(n.lower()) not in surnames and words[plain(n.lower())] == 1]
            deed = root(match["deed"])[:4]
            fit = [p for p in people if any(w[:4] == deed for w in p.words) and p.id != carrier.id]
            if len(alone) == len(fit) == 1 and len(names) > 1:
                yield Stranger(_alone(alone[0], carrier, match.start("names"), match.end("names")), fit[0], match["deed"])
        for match in _TITLED.finditer(text) if "M" in text else ():
            surname = plain(match["surname"].lower())
            if surname in surnames or words[surname] != 1:
                continue
            alike = [p for p in people if _surname(p.name)[:2] == surname[:2]]
            fit = [p for p in (alike or (people if len(people) == 1 else [])) if p.id != carrier.id]
            if len(fit) == 1:
                yield Stranger(_alone(match.group(), carrier, match.start(), match.end()), fit[0], "one person")


def _alone(name: str, carrier: Carrier, start: int, end: int) -> Member:
    return Member(name, carrier.kind, carrier.id, span_place(carrier, start, end), (name,), frozenset(), carrier.id)
