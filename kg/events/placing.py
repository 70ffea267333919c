"""One thing told with another place or doer: names that fill the same slot among the same rare words.

"The sale of Kofi Brandt to Rennes", "Brandt was sold to Reims": who tells a thing again keeps its rare
words, names and dates, and the word that rules the name.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache

from kg import patterns as re
from kg.events import parties, places
from kg.events.seats import Body
from kg.events.spelling import distance, plain
from kg.model import Place, Report
from kg.prose import without_citations
from kg.quantities import extract
from kg.readings import Reading, span_place
from kg.records import record
from kg.retold import MONTHS, opposed, root
from kg.retold.words import TOKEN, apart

ENOUGH = 6.0
"""Bits of evidence from which on two names are taken to stand for one thing."""

RARE = 8
"""A word beside more names than this brings no two together."""

_CONFIRMED = 3.0
"""Bits at most for a name that the text repeats, against one that it gives once."""
_SMOOTHING = 60
_WIDE = 12
"""Cells beyond which a row is one of a matrix."""
_LONG = 60
"""Words of a sentence beyond which it tells too much to be compared."""

PART = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[a-zà-ÿ0-9]"
_SLOT = re.compile(rf"(?<![\w-])(?P<rule>in|at|near|to|from|by|under|\()\s?(?:the\s+)?(?:(?<=by the )(?:[a-z]+\s){{1,2}}|(?<=under the )(?:[a-z]+\s){{1,2}})?(?P<name>{PART}(?:[\s-](?:(?:of|de|am|upon|la|le|van|von)[\s-])?{PART}){{0,3}})(?P<more>(?:,\s{PART}(?:\s{PART})*\)?)?)")
_LISTED = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|\s(?:and|or|&)\s|/)\s*(?:in\s+|at\s+|to\s+|from\s+|by\s+)?(?:the\s+)?[A-ZÀ-ÖØ-Þ]")
_CLASSES = {"in": "where", "at": "where", "near": "where", "(": "where", "to": "to", "from": "from", "by": "by", "under": "by"}
_BREAK = re.compile(r"[;—]|\s–\s|:\s|\.\s|,\s+(?:and|but|while|which|so|because|where|whereas|who)\s")
_SOFT = re.compile(r",\s|\s(?:and|or|than|versus)\s")
OTHER = re.compile(r"\b(?:not|never|no longer|unlike|instead of|rather than|originally|formerly|previously|another|other|second|third|next|also|both|each|every|either|former|moved|relocat\w+|transferr\w+|then|until)\b", re.I)
_NO_NAME = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday i we the this that these those it its he she they a an part table figure section chapter appendix annex series phase stage north south east west europe".split())
_YEARS = re.compile(r"(?:19|20)\d\d")
_ACRONYM = re.compile(r"[A-Z]{2}")
_EMPTY = frozenset(map(root, "year years month months day days week weeks date time early late mid end start between within how who whom whose when where some many much again one two three four five six seven eight nine ten first last next only just still even our we my went go goes come comes came made make makes took take takes put puts set sets gave give gives held hold holds new old".split())) | {""}


@record
class Slot:
    """A name with the word that rules it and the words around it; ``near`` holds dates and figures as well."""

    name: str
    rule: str
    kind: str
    id: str
    place: Place
    unit: int
    passage: str
    section: str
    item: bool
    text: str
    near: frozenset[Hashable]
    wide: frozenset[str]
    names: frozenset[str]
    capitals: frozenset[str]
    apart: frozenset[tuple[int, str]]
    figures: frozenset[tuple]

    @property
    def key(self) -> str:
        """The name without accents and in small letters."""
        return plain(self.name.lower())


@record
class Renamed:
    """Two names for one slot, the odd one first, with the evidence in bits."""

    odd: Slot
    usual: Slot
    bits: float


# --------------------------------------------------------------------------- reading


def slots(report: Report, readings: Sequence[Reading]) -> list[Slot]:
    """Every name that a small word rules, in sentences and in cells."""
    own = frozenset(map(root, TOKEN.findall(report.subject or "")))
    found: list[Slot] = []
    for n, reading in enumerate(readings):
        if reading.carrier.kind in ("sentence", "cover") and any(r in reading.text for r in _RULES):
            found += _of_text(reading, n, own)
    n = len(readings)
    for table in report.tables:
        for row in table.rows:
            n += 1
            for cell in row if len(row) <= _WIDE else ():
                if "(" in cell.text and len(cell.text) < 200:
                    others = " | ".join(c.text for c in row if c is not cell and len(c.text) < 80)
                    found += _of_cell(without_citations(cell.text), others, (cell.id, cell.place, table.id, table.section or ""), n, own)
    return found


_RULES = (" in ", " at ", " near ", " to ", " from ", " by ", " under ", "(", "In ", "At ")


def _of_text(reading: Reading, n: int, own: frozenset[str]) -> Iterator[Slot]:
    text, carrier = parties.unmarked(reading.text).replace("*", " "), reading.carrier
    matches = [m for m in _SLOT.finditer(text) if _usable(text, m)]
    if not matches or text.count(" ") > _LONG or text.rstrip().endswith("?"):
        return
    for match in matches:
        start, end = match.span("name")
        dates = frozenset((d.text.lower(),) for d in reading.dates)
        figures = frozenset((f.kind, f.unit, f.low) for f in reading.figures if f.kind not in ("ordinal", "duration"))
        place = span_place(carrier, start, end)
        spot = (carrier.kind, carrier.id, place, n, carrier.passage, carrier.section or "", carrier.item)
        yield _slot(text, match, carrier.label, spot, [(d.start, d.end) for d in reading.quantities], dates, figures, own)


def _of_cell(text: str, lead: str, spot: tuple, n: int, own: frozenset[str]) -> Iterator[Slot]:
    id, place, table, section = spot
    for part in re.split(r"(?<=\)),\s", text):
        found = [q for q in extract(part) if q.kind == "date"]
        for match in _SLOT.finditer(part):
            if _usable(part, match):
                spot = ("cell", id, place, n, f"{table} {id}", section, False)
                yield _slot(part, match, lead, spot, [(q.start, q.end) for q in found], frozenset((q.text.lower(),) for q in found), frozenset(), own)


def _usable(text: str, match: re.Match[str]) -> bool:
    name, end = match["name"], match.end("name")
    first = name.split()[0].lower()
    if first in _NO_NAME or _ACRONYM.search(name) or OTHER.search(text[max(0, match.start() - 40) : match.start()]):
        return False
    if match["rule"] == "(":
        return text[match.end("name") : match.end("name") + 1] in (")", ",")
    return not _LISTED.match(text, end)


def _slot(text: str, match: re.Match[str], lead: str, spot: tuple, spans: Sequence[tuple[int, int]], dates: frozenset, figures: frozenset, own: frozenset[str]) -> Slot:
    start, end = match.span("name")
    end = max(end, match.end("more"))
    blank = list(text)
    for s, e in (*spans, (start, end)):
        blank[s:e] = " " * (e - s)
    words = [(m.start(), m.group()) for m in TOKEN.finditer("".join(blank)) if m.group().lower() not in MONTHS]
    first, last = _clause(text, match.start("name"), end)
    if match["rule"] == "(":
        first, last = 0, len(text)
    near = [(at, w) for at, w in words if first <= at < last]
    leading = [m.group() for m in TOKEN.finditer(lead)]
    kind, id, place, unit, passage, section, item = spot
    return Slot(
        match["name"],
        _CLASSES[match["rule"]],
        kind,
        id,
        place,
        unit,
        passage,
        section,
        item,
        text,
        frozenset(r for w in [*(w for _, w in near), *leading] if len(w) > 1 and (r := root(w)) not in _EMPTY and r not in own) | dates,
        frozenset(r for w in [*(w for _, w in words), *leading] if len(w) > 1 and (r := root(w)) not in _EMPTY),
        frozenset(root(w) for at, w in near if w[0].isupper() and not _opens(text, at)) - own,
        frozenset(root(w) for w in (*(w for _, w in near), *leading) if w[0].isupper()),
        apart([w.lower() for _, w in near]),
        figures,
    )


def _opens(text: str, at: int) -> bool:
    before = text[:at].rstrip(" *_\"“(#>•–-")
    return not before or before[-1] in ".:!?;|"


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((m.end() for m in _BREAK.finditer(text, 0, start)), default=0)
    following = _BREAK.search(text, end)
    return first, following.start() if following else len(text)


# --------------------------------------------------------------------------- pairing


def renamed(found: Sequence[Slot], body: Body) -> list[Renamed]:
    """Names that contradict each other, the surest first, each in one pair at most."""
    weigh = _Weights(found)
    result = []
    for a, b in _meetings(found):
        if not _one_thing(a, b):
            continue
        bits = weigh.evidence(a, b)
        if bits < ENOUGH - _CONFIRMED or weigh.knows(a, b):
            continue
        odd, usual = sorted((a, b), key=lambda s: body.count(s.name))
        written = body.count(odd.name)
        if written > 2:
            continue
        bits += min(_CONFIRMED, 1.5 * (body.count(usual.name) - 1)) if written == 1 else -2.0
        if bits >= ENOUGH:
            result.append(Renamed(odd, usual, bits))
    result.sort(key=lambda p: (-p.bits, p.odd.place.path, p.odd.place.line, p.odd.place.column, p.usual.place.line))
    used: set[str] = set()
    kept = []
    for pair in result:
        if pair.odd.key not in used and pair.usual.key not in used:
            used |= {pair.odd.key, pair.usual.key}
            kept.append(pair)
    return kept


def _meetings(found: Sequence[Slot]) -> Iterator[tuple[Slot, Slot]]:
    """Different names of one sort of slot that share two rare words, each two once, in order."""
    postings: dict[tuple, list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        for word in one.near:
            postings[one.rule, word].append(n)
    met: Counter[tuple[int, int]] = Counter()
    for holders in postings.values():
        if len(holders) <= RARE:
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
    for (a, b), shared in sorted(met.items()):
        if shared > 1 and found[a].unit != found[b].unit and found[a].key != found[b].key:
            yield found[a], found[b]


def _one_thing(a: Slot, b: Slot) -> bool:
    """Whether nothing keeps apart what two names are said of."""
    if opposed(a.apart, b.apart) or (a.item and b.item and a.section == b.section):
        return False
    if a.names - b.wide and b.names - a.wide:
        return False
    if a.figures and b.figures and not a.figures & b.figures:
        return False
    years = [{y for one in s.near if isinstance(one, tuple) for y in _YEARS.findall(one[0])} for s in (a, b)]
    if all(years) and not years[0] & years[1]:
        return False
    x, y = a.key, b.key
    if set(x.split()) & set(y.split()) or distance(x, y, 2) <= 2 or not places.disagree(a.name, b.name):
        return False
    if a.kind == b.kind == "cell" and a.passage.split("/")[0] == b.passage.split("/")[0]:
        return False
    return not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name, text in ((a.name, b.text), (b.name, a.text)))


class _Weights:
    """Evidence that two names stand for one thing, in bits."""

    def __init__(self, found: Sequence[Slot]):
        units: dict[int, set] = defaultdict(set)
        self._home: dict[str, set[str]] = defaultdict(set)
        for one in found:
            units[one.unit] |= one.near | one.wide
            self._home[one.passage].add(one.key)
        self._count = Counter(w for words in units.values() for w in words)
        self._total = max(len(units), _SMOOTHING)
        self._weight = lru_cache(maxsize=None)(lambda word: math.log2(1 + self._total / max(1, self._count[word])))

    def knows(self, a: Slot, b: Slot) -> bool:
        """Whether the paragraph of one holds the other name as well: its author knows both."""
        return b.key in self._home[a.passage] or a.key in self._home[b.passage]

    def of(self, words: Iterable[Hashable]) -> float:
        """The weight of some words; summed in a fixed order, so that runs agree to the last bit."""
        return math.fsum(sorted(map(self._weight, words)))

    def evidence(self, a: Slot, b: Slot) -> float:
        """The bits for two names standing for one thing."""
        shared = a.near & b.near
        if shared <= a.capitals & b.capitals:
            return 0.0  # whoever is named in both may be at two places
        least = min(self.of(a.near), self.of(b.near))
        like = self.of(shared) / least if least else 0.0
        bits = self.of(shared) * (0.3 + like / 2) + 0.3 * min(self.of((a.wide & b.wide) - shared), 10.0)
        bits += 3.0 * bool(a.figures & b.figures) + 3.5 * any(isinstance(one, tuple) and " " in one[0] for one in shared)
        return bits - 1.5 * sum(bool(one.names - other.wide) for one, other in ((a, b), (b, a))) - len(a.apart ^ b.apart)
