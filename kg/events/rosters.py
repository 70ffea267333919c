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
from kg.events.casting import Cast
from kg.events.placing import PART
from kg.events.posts import BODIES
from kg.events.spelling import plain
from kg.model import Place, Report
from kg.prose import without_citations
from kg.readings import Reading, span_place
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


def strangers(readings: Sequence[Reading], cast: Sequence[Cast], body: str) -> Iterator[Stranger]:
    """Surnames that stand alone and belong to nobody, with the one introduced person of whom nothing else is said."""
    people = {m.group() for m in _PERSON.finditer(body)}
    surnames = Counter(plain(p.lower().split()[-1]) for p in people)
    words = Counter(re.findall(r"\w+", plain(body.lower())))
    once = [c for c in cast if " " in c.name and c.name.split()[-1].lower() not in BODIES and words[plain(c.name.lower().split()[-1])] == 1]
    once = list({c.name: c for c in once if c.kind != "claim" and c.rule != "from"}.values())
    for reading in readings if once else ():
        text, carrier = parties.unmarked(reading.text), reading.carrier
        if carrier.kind == "claim":
            continue
        for match in _ROSTER.finditer(text) if " by " in text else ():
            names = [n.strip() for n in _CUT.split(match["names"])]
            alone = [n for n in names if not surnames[plain(n.lower())]]
            if len(alone) != 1 or len(names) < 2 or words[plain(alone[0].lower())] != 1:
                continue
            deed = root(match["deed"])[:4]
            fit = [c for c in once if deed in {r[:4] for r in (root(w.group()) for w in TOKEN.finditer(c.text))} and not any(n in c.name for n in names)]
            if len(fit) == 1:
                yield _stranger(alone[0], carrier, match.start("names"), match.end("names"), fit[0], match["deed"])
        for match in _TITLED.finditer(text) if "M" in text else ():
            surname = plain(match["surname"].lower())
            if surnames[surname] or words[surname] != 1:
                continue
            alike = [c for c in once if c.name.split()[-1][:2].lower() == match["surname"][:2].lower()]
            fit = alike or (once if len(once) == 1 else [])
            if len(fit) == 1 and fit[0].id != carrier.id:
                yield _stranger(match.group(), carrier, match.start(), match.end(), fit[0], "one person")


def _stranger(name: str, carrier, start: int, end: int, other: Cast, told: str) -> Stranger:
    here = Member(name, carrier.kind, carrier.id, span_place(carrier, start, end), (name,), frozenset(), carrier.id)
    return Stranger(here, Member(other.name, other.kind, other.id, other.place, (other.name,), frozenset(), other.home), told)
