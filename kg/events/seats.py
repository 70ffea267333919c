"""Where somebody or something named is of: "Servia, based in Oslo", "Ewa Lindqvist of Uppsala", "Sarvanto (Kokkola, Finland)".

Whose seat the report itself is about is read in :mod:`kg.events.origins`; here it may be anyone, and
a thing that the text knows only one of ("the warehouse at Tollbukaia").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from kg import patterns as re
from kg.events import parties, places
from kg.events.spelling import distance, plain
from kg.model import Place, Report
from kg.prose import without_citations
from kg.readings import Reading, span_place
from kg.records import record

_PART = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[a-zà-ÿ0-9]"
_LINK = r"(?:de|van|von|der|den|del|la|da|di|dos|ten|ter|bin|al|&)"
_WHO = rf"(?P<who>{_PART}(?:\s(?:{_LINK}\s){{0,2}}{_PART}){{0,3}})"
_WHERE = rf"(?P<where>{_PART}(?:[\s-](?:(?:upon|on|am|de|la|le|sur|an der)[\s-])?{_PART}){{0,2}}(?:,\s{_PART}(?:\s{_PART}){{0,2}}(?=[,.;:)]|\s*$))?)"
_NO_MORE = r"(?!\s*(?:,\s*(?:and\s+)?|/|\s(?:and|or|&)\s)(?:in\s+|at\s+)?[A-ZÀ-ÖØ-Þ])(?![\w’'-])(?!\s[A-ZÀ-ÖØ-Þ])"
_FACILITIES = "plant works mine mill factory refinery yard site terminal depot hospital clinic lab laboratory smelter dam reactor warehouse hub campus quarry brewery dairy foundry shipyard institute laboratory headquarters office museum library station archive theatre observatory school academy centre center branch workshop bakery".split()
_OF = re.compile(rf"{_WHO}\sof\s{_WHERE}{_NO_MORE}")
_BRACKETS = re.compile(rf"{_WHO}\s\({_WHERE}\)")
_BASED = re.compile(rf"{_WHO},?\s(?:(?:which|who)\s)?(?:is\s|are\s)?(?:now\s)?(?:based|headquartered|located|run|seated)\s(?:in|at|from)\s{_WHERE}{_NO_MORE}")
_FROM = re.compile(rf"{_WHO},\s(?:who|which)\s[a-z][^,.;:()A-Z]{{3,60}}\sfrom\s{_WHERE}(?![\w’'-])(?!\s[A-ZÀ-ÖØ-Þ])")
_AT = re.compile(rf"\b[Tt]he\s{_WHO}\s(?P<what>(?i:{'|'.join(_FACILITIES)}))\s(?:in|at|near)\s{_WHERE}{_NO_MORE}")
_THING = re.compile(rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts)\s(?:(?:[a-z][\w-]*|[a-z]+)\s){{0,2}}?(?P<what>(?i:{'|'.join(_FACILITIES)}))\s(?:in|at|near)\s{_WHERE}{_NO_MORE}")
_VALUE = re.compile(rf"\W*(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Ms|Mrs)\.?\s)*{_WHO},\s{_WHERE}\W*$")
_SITE = re.compile(rf"\W*{_WHERE}\W*$")
_HEAD = re.compile(r"\W*(?:head ?office|head ?quarters?|hq|seat|city|town|location|place|site|based(?: in)?|domicile|home|municipality|where)\W*", re.I)
_OF_FIRMS = re.compile(r"\W*(?:head ?office|head ?quarters?|hq|seat|domicile)\W*", re.I)
_FIRM = re.compile(r"\W*(?:(?:lead|main|study|trial|project)\s+)?(?:sponsor|company|firm|manufacturer|maker|developer|supplier|operator|builder|owner|contractor|producer|publisher|vendor)\W*", re.I)
_TITLE = re.compile(r"^(?:(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Mr|Ms|Mrs|Sister|Brother|Judge)\.?\s)+")
# How it is said, with what the words say of the place and the words without which it is not said.
_WAYS = (
    (_OF, "of", (" of ",)),
    (_BRACKETS, "brackets", (" (",)),
    (_BASED, "place", ("based ", "headquartered ", "located ", "run from ", "seated ")),
    (_FROM, "place", (", who ", ", which ")),
)
_SITES = frozenset(_FACILITIES)
# "The University of Oslo", "the Port of Bergen": a kind of body, not a name that could be elsewhere.
KINDS = frozenset(
    """university bank ministry department institute city town port county province state republic kingdom office board council house church
    school faculty college museum academy chamber court society association federation union league bay gulf cape isle strait mount lake duke
    earl lord king queen bishop archbishop mayor minister secretary head chief director president chair vice battle treaty act bill article
    bureau center centre hospital clinic district region sea tower statement report code rules terms declaration government parliament
    people citizens governor bishopric diocese borough village municipality free commonwealth confederation conference congress convention
    professor member members friends sons daughters states isles islands river valley peninsula basin coast north south east west
    the a an in on at by for from with under this that these those as of and or both""".split()
)
_NOT_PLACES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday series phase stage ceo cto cfo coo part table figure the its their""".split()
)


@record
class Seat:
    """Who or what is of which place, with where it is said.

    ``cue`` is ``place`` where the words say that it is one, ``seat`` where they say so of a firm, ``value`` for what stands behind a name in
    a labelled line or cell, ``of`` and ``brackets`` for what may be a body as well.
    """

    who: str
    where: str
    cue: str
    kind: str
    id: str
    place: Place
    what: str = ""
    passage: str = ""

    @property
    def key(self) -> str:
        """What tells one bearer from another: the name without titles and accents."""
        return plain(self.who.lower())


@record
class Moved:
    """One that is said to be of two places: the odd one, and all that say the other."""

    odd: Seat
    others: tuple[Seat, ...]


def seats(report: Report, readings: Sequence[Reading]) -> list[Seat]:
    """Everything that is said to be of a place, in the order of the text, then of the tables."""
    found: list[Seat] = []
    for reading in readings:
        if reading.carrier.kind != "claim":
            found += _told(reading)
    return [*found, *_rows(report)]


def _told(reading: Reading) -> Iterator[Seat]:
    text, carrier = reading.text, reading.carrier
    at = 0 if carrier.kind == "cover" else reading.key[1] if reading.key is not None else -1
    label = carrier.label if carrier.kind == "cover" else reading.key[0] if reading.key is not None else ""
    if label.lower() in _FACILITIES and (match := _SITE.match(text[at:].replace("*", " "))):
        yield from _seat(match, carrier.kind, carrier.id, carrier.place, "place", label.lower())
        return
    if at >= 0 and "," in text and (match := _VALUE.match(text[at:].replace("*", " ").replace("_", " "))):
        yield from _seat(match, carrier.kind, carrier.id, carrier.place, "value")
        return
    low = text.lower()
    wanted = [(pattern, cue) for pattern, cue, words in _WAYS if any(w in low for w in words)]
    if (" in " in low or " at " in low or " near " in low) and not _SITES.isdisjoint(low.split()):
        wanted += [(_AT, "place"), (_THING, "place")]
    if not wanted:
        return
    text = parties.unmarked(text).replace("*", " ")
    for pattern, cue in wanted:
        for match in pattern.finditer(text):
            place = span_place(carrier, match.start("where"), match.end("where"))
            yield from (replace(seat, passage=carrier.passage) for seat in _seat(match, carrier.kind, carrier.id, place, cue))


def _seat(match: re.Match[str], kind: str, id: str, place: Place, cue: str, what: str = "") -> Iterator[Seat]:
    groups = match.groupdict()
    who = _TITLE.sub("", groups.get("who") or "")
    what = (what or groups.get("what") or "").lower()
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", who)]
    first = re.match(r"[\w’'-]+", match["where"]).group().lower()
    if (who and (not words or words[-1] in KINDS or words[0] in KINDS)) or first in _NOT_PLACES or first in KINDS:
        return
    if what:
        who = f"{who} {what}".strip() if who else f"the {what}"
    if who:
        yield Seat(who, match["where"], cue, kind, id, place, what)


def _rows(report: Report) -> Iterator[Seat]:
    for table in report.tables:
        heads = [without_citations(c.text) for c in table.header]
        column = next((n for n, h in enumerate(heads) if n and _HEAD.fullmatch(h)), None)
        for row in table.rows:
            if column is not None and column < len(row):
                who, where = (without_citations(row[n].text).strip(" *_") for n in (0, column))
                match = re.fullmatch(rf"{_WHO}\|{_WHERE}", f"{who}|{where}")
                if match:
                    yield from _seat(match, "cell", row[column].id, row[column].place, "seat" if _OF_FIRMS.fullmatch(heads[column]) else "place")
            for cell in row:
                match = _VALUE.match(without_citations(cell.text)) if "," in cell.text and len(cell.text) < 80 else None
                if match:
                    yield from _seat(match, "cell", cell.id, cell.place, "firm" if len(row) == 2 and _FIRM.fullmatch(row[0].text) else "value")


class Body:
    """A text as a whole: how often a word stands in it, and of which words it says that something is in them."""

    def __init__(self, text: str):
        self.text = text

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands."""
        return Counter(re.findall(r"\w+", self.text))

    @cached_property
    def placed(self) -> frozenset[str]:
        """The words with a capital that stand behind "in", "near" …"""
        return frozenset(re.findall(r"\b(?:in|near|around|outside|from)\s+([A-ZÀ-ÖØ-ÞĀ-Ž]\w+)", self.text))

    def count(self, name: str) -> int:
        """How often a name stands, by the rarest of its words."""
        return min((self.words[w] for w in re.findall(r"\w+", name)), default=0)


def moved(found: Sequence[Seat], body: Body) -> Iterator[Moved]:
    """Whoever is said to be of one place, and once of another; by name, in order."""
    groups: dict[str, list[Seat]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.what and not one.key.startswith("the "):
            kinds[one.what].add(one.key)
    for one in found:
        # "The Alpine Institute in Chur", later "the Institute in Chur"
        groups[next(iter(kinds[one.what])) if one.key.startswith("the ") and len(kinds[one.what]) == 1 else one.key].append(one)
    for key in sorted(groups):
        group = groups[key]
        stands = Counter(_plain(s.where) for s in group)
        if len(group) < 2 or len(stands) != 2 or (any(s.key.startswith("the ") for s in group) and not _only(group[0].what, body.text)):
            continue
        odd = min(group, key=lambda s: (stands[_plain(s.where)], _count(s.where, body), -group.index(s)))
        others = tuple(s for s in group if _plain(s.where) != _plain(odd.where))
        if any(s.id == odd.id or (s.what and s.passage and s.passage == odd.passage) for s in others):
            continue  # "the branch in Aldorf closes, the branch in Celle stays": who tells of both means two
        if places.disagree(odd.where, others[0].where) and not _near(odd.where, others[0].where) and _one_sort(odd, others, body):
            yield Moved(odd, others)


def _plain(where: str) -> str:
    return plain(where.split(",")[0].lower())


def _count(where: str, body: Body) -> int:
    return body.count(where.split(",")[0])


def _near(a: str, b: str) -> bool:
    """Whether one is the other misspelt, which is told elsewhere."""
    return distance(_plain(a), _plain(b), 1) <= 1


def _one_sort(odd: Seat, others: Sequence[Seat], body: Body) -> bool:
    """Whether both are places, or told in the same way: a person may be of a firm and of a town."""
    if len({s.cue for s in (odd, *others)}) == 1:
        return odd.cue != "brackets"
    if any(s.cue in ("firm", "seat") for s in (odd, *others)):
        return all(s.cue in ("firm", "seat", "place", "of", "value") for s in (odd, *others))
    return all(s.cue == "place" or places.is_region(s.where.split(",")[0]) or _placed(s.where, body) or ((s.cue == "value" or (s.cue == "of" and " " not in s.who)) and _count(s.where, body) == 1) for s in (odd, *others))


def _placed(where: str, body: Body) -> bool:
    """Whether the text says of a name that something is in it."""
    return re.split(r"\W+", where, maxsplit=1)[0] in body.placed


_PLAIN = frozenset("the our its their his her a an this that new old former present main large small big current own whole same".split())


def _only(word: str, body: str) -> bool:
    """Whether a text knows only one thing of a kind, so that "the warehouse" is always the same."""
    w = re.escape(word)
    low = body.lower()
    if re.search(rf"\b(?:{w}s|{w[:-1]}ies|(?:another|other|second|third|each|every|next|further|any|no|per|of an?|first|two|both|different|such a)\s+(?:\w+\s+)?{w})\b", low):
        return False
    return len(set(re.findall(rf"\b([a-z][\w-]*)\s+{w}\b", low)) - _PLAIN) < 2
