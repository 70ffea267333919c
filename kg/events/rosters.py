"""Who belongs to what is named: lists of names that differ in one, and surnames of nobody who was introduced.

"The pilot ran in Aden, Bissa and Corran", "Pilot starts in Aden, Bissa and Ekwe": two lists of one
thing.  "Founded by Solheim and Tsao" beside "co-founder Mei Chow": who is called by the surname
alone, or as Mr or Ms, has been introduced before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import patterns as re
from kg.events import parties
from kg.events.placing import PART
from kg.events.posts import BODIES
from kg.events.seats import KINDS
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
_MAY_LIST = re.compile(r",\s[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s[A-ZÀ-ÖØ-Þ][\w’'-]*){0,2}(?:,\s[A-ZÀ-ÖØ-Þ]|,?\s(?:and|&)\s[A-ZÀ-ÖØ-Þ])")
_CUT = re.compile(r",\s(?:and\s|&\s)?|\s(?:and|&)\s")
_ROSTER = re.compile(rf"\b(?P<deed>[a-z]+)\s(?:[a-z]+\s[A-Z]\w+\s)?by\s(?P<names>{PART}(?:,\s{PART})*,?\s(?:and|&)\s{PART})(?![\w’'-])(?!\s{PART})")
_TITLED = re.compile(rf"\b(?P<title>Mr|Ms|Mrs|Miss)\.?\s(?P<surname>{PART})(?!\s{PART}|,\s|\s(?:and|or)\s|\sof\s)(?![\w-])")
_PERSON = re.compile(rf"(?<![\w-])(?!(?:The|A|An|In|At|On|By|For|From|With|Our|Its|This|Mr|Ms|Mrs|Miss|Dr|Prof|Professor|Sir|Dame|Late)\b){PART}(?:\s{PART}){{1,2}}(?![\w-])")


_HAS_FIRST_NAME = re.compile(rf"(?<![\w-])(?!(?:Mr|Ms|Mrs|Miss|By|The)\b){PART}\s(?:(?:de|van|von|der|den|del|la|ten|ter)\s){{0,2}}$")
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
        if carrier.kind in ("sentence", "cover") and _MAY_LIST.search(reading.text):
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
    alike = Counter(frozenset(one.names) for one in found)
    used: set[int] = set()
    for (a, b), n in sorted(shared.items()):
        one, other = found[a], found[b]
        same = {w for w in one.words & other.words if often[w] == 2}
        if a in used or b in used or len(one.names) != len(other.names) or n != len(one.names) - 1 or one.home == other.home or not same:
            continue
        if min(alike[frozenset(m.names)] for m in (one, other)) > 1:
            continue  # each is told twice
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


def strangers(report: Report, readings: Sequence[Reading], body: str) -> Iterator[Stranger]:
    """Surnames that stand alone and belong to nobody, with the one introduced person of whom nothing else is said."""
    told = list(_surnames(readings))
    strange = {n for n in {n for t in told for n in t[2]} if body.count(n) == 1 and not _HAS_FIRST_NAME.search(body[: body.find(n)][-40:])}
    told = [t for t in told if sum(n in strange for n in t[2]) == 1]
    people = introduced(report, readings) if told else []
    titled = sum(not deed for *_, deed in told)
    for reading, match, names, deed in told:
        carrier = reading.carrier
        alone = [n for n in names if n in strange]
        if deed:
            fit = [p for p in people if any(w[:4] == root(deed)[:4] for w in p.words) and p.id != carrier.id]
        else:
            alike = [p for p in people if _surname(p.name)[:2] == plain(alone[0].lower())[:2]]
            fit = [p for p in alike if p.id != carrier.id and titled == 1]
        if len(fit) == 1:
            name = alone[0] if deed else match.group()
            yield Stranger(Member(name, carrier.kind, carrier.id, span_place(carrier, *match.span()), (name,), frozenset(), carrier.id), fit[0], deed or "one person")


def _surnames(readings: Sequence[Reading]) -> Iterator[tuple[Reading, re.Match[str], list[str], str]]:
    """Surnames without a first name, in a list behind "by" (with its verb) or behind Mr and Ms."""
    for reading in readings:
        text = reading.text
        by, titled = " by " in text, any(t in text for t in ("Mr ", "Ms ", "Mrs ", "Mr. ", "Ms. ", "Mrs. ", "Miss "))
        if reading.carrier.kind == "claim" or not (by or titled):
            continue
        text = parties.unmarked(text)
        for match in _ROSTER.finditer(text) if by else ():
            names = [n.strip() for n in _CUT.split(match["names"])]
            if len(names) > 1:
                yield reading, match, names, match["deed"]
        for match in _TITLED.finditer(text) if titled else ():
            yield reading, match, [re.sub(r"['’]s?$", "", match["surname"])], ""
