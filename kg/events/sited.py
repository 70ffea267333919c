"""Which place a thing is in, where the place stands before its noun: "the Nairobi office", "an office in Nairobi", "the choir from Leeds".

What is said in the one way of a thing that the text knows only one of is held against what is said in the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg import patterns as re
from kg.events import parties, places
from kg.events.seats import KINDS, Body, Seat
from kg.prose import without_citations
from kg.readings import Reading, span_place
from kg.retold import MONTHS, root
from kg.retold.words import TOKEN

_PART = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[a-zà-ÿ]"
_COMPOUND = re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir)\s(?P<where>{_PART}(?:\s{_PART})?)\s(?P<what>[a-z]{{4,}})\b(?!\s(?:of|in|at|from)\s[A-Z]|[-’'])")
_INSIDE = re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir|[Aa]n?)\s(?:[a-z][\w-]*\s){{0,2}}?(?P<what>[a-z]{{4,}})\s(?:in|at|near|from)\s(?P<where>{_PART}(?:\s{_PART})?)(?![\w’'-])(?!\s[A-ZÀ-ÖØ-Þ]|,?\s(?:and|or)\s[A-ZÀ-ÖØ-Þ])")
_ADJECTIVE = re.compile(r"(?:ish|ese|ian|ean|ch|ic|iss|ss|an|eek|ern|day|ist)$")
_NO_THING = frozenset("company market team part share sales percent people time year years month week town city group government economy region share side case cases men women workers families users".split())
_SHARED = 2


def sites(readings: Sequence[Reading], body: Body) -> list[Seat]:
    """The things told with two places in these two ways, among words that both places share; in the order of the text."""
    groups: dict[str, list[tuple[Seat, bool, frozenset[str]]]] = defaultdict(list)
    for reading in readings:
        if reading.carrier.kind == "claim":
            continue
        for one in _told(reading, body):
            groups[one[0].what].append(one)
    found: list[Seat] = []
    for group in groups.values():
        stands = {s.where.lower() for s, _, _ in group}
        if len(stands) == 2 and any(compound for _, compound, _ in group) and _like(group):
            found += [seat for seat, _, _ in group]
    return found


def _told(reading: Reading, body: Body) -> Iterator[tuple[Seat, bool, frozenset[str]]]:
    text = parties.unmarked(without_citations(reading.text)).replace("*", " ")
    if not (" in " in text or " at " in text or " from " in text or " near " in text or "he " in text or "ts " in text):
        return
    for pattern in (_COMPOUND, _INSIDE):
        for match in pattern.finditer(text):
            where, what = match["where"], match["what"]
            low = where.lower()
            if what in _NO_THING or low.split()[0] in KINDS or low in MONTHS or places.is_region(where) or what.endswith("ing") or any(q.start < match.end("where") and match.start("where") < q.end for q in reading.quantities):
                continue
            if pattern is _COMPOUND and _ADJECTIVE.search(low) and low.split()[0] not in {w.lower() for w in body.placed}:
                continue
            place = span_place(reading.carrier, match.start("where"), match.end("where"))
            around = f"{text[: match.start()]} {text[match.end() :]}"
            words = frozenset(r for m in TOKEN.finditer(around) if len(m.group()) > 3 and (r := root(m.group())))
            yield Seat(f"the {what}", where, "place", reading.carrier.kind, reading.carrier.id, place, what, reading.carrier.passage), pattern is _COMPOUND, words


def _like(group: Sequence[tuple[Seat, bool, frozenset[str]]]) -> bool:
    """Whether two that are at different places share words besides the thing."""
    return any(len(x & y) >= _SHARED for a, one, x in group for b, two, y in group if a.where != b.where and one != two and a.id != b.id)
