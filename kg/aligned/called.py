"""Names in the sentences of two documents: two that tell one thing in like words, and name somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import patterns as re
from kg import periods, retold
from kg.aligned.model import Node
from kg.aligned.rarity import Rarity
from kg.aligned.scenes import Scene
from kg.aligned.words import content, digit_marks, times, without_sources
from kg.events import parties, places
from kg.model import Period, Place
from kg.readings import Reading, span_place
from kg.records import record

RARE = 6
"""A word beside more names of a document than this brings no two of them together."""
ENOUGH = 11.0
"""Bits of evidence from which on two sentences are taken to tell one thing."""
SETTLES = 6.0
"""Bits from which on two sentences with one name are taken to tell one thing, so that neither is held against a third."""
_TELLING = 3.0
_MARGIN = 1.5
"""Bits by which a pair must be likelier than the next one of either name."""
_SPOTS = frozenset(("at", "in", "from"))
_ONE_SPOT = 2.0
"""Bits of two names behind one rare word and one preposition: "a foundry in Orel", "its foundry in Tarn"."""
_MANY = 8
"""A sentence with more names is a list."""
_LIST = re.compile(
    r"\b(?:such\s+as|including|includes?|like|e\.g\.|for\s+example|among|besides|rivals?|competitors?|peers|one\s+of|some\s+of|others?|(?:compet\w+|along|together)\s+with)\b[^.;:]{0,40}$",
    re.I,
)
_PREPOSITION = re.compile(r"(?:\b(\w+)\s+)?\b(by|at|from|in|of|to|under|with|for|on)\s+(?:the\s+|an?\s+)?(?:[a-z-]+\s+)?$", re.I)
_NEGATION = re.compile(r"\b(?:no|not|never|nor|neither|without)\b|n['’]t\b", re.I)
_JOINED = re.compile(r"\s*(?:,\s*)?(?:and|&|or|vs\.?|versus|/)\s+(?:[a-z]+\s+){0,2}|\s*/\s*")
_COMMA = re.compile(r"[\s\]\[*_\"“”]*,[\s\]\[*_\"“”]*(?:(?:and|&|or)[\s\[*_\"“”]+)?")
_ORDER = frozenset(("before", "next", "prior"))
"""Words that tell in which order things happened; they set no name apart."""
_OF_A_PEOPLE = re.compile(r"[A-ZÀ-Þ][^\W\d_]+(?:ian|ean|ish|ese|an)(?:-[A-ZÀ-Þ][^\W\d_]+)?")
_NOUN_BEHIND = re.compile(r"\s+[a-z]")
_KEY_MARK = re.compile(r"[\s*_]*:")

Names = Callable[[str], Sequence[tuple[int, int, str]]]
"""Start, end and name of every proper name of a text."""


@dataclass(frozen=True, slots=True, eq=False)
class Called:
    """A name with the words of its clause.

    ``key`` are the roots of the name, ``near`` those of its clause without it, ``wide`` those of the
    sentence, ``around`` those of the sentence before; ``others`` are the keys of the other names of
    the clause. ``marks`` are times and figures of the sentence, ``dates`` those of the clause;
    ``before`` is the preposition before the name.
    """

    node: Node
    place: Place
    name: str
    key: frozenset[str]
    near: frozenset[str]
    wide: frozenset[str]
    around: frozenset[str]
    others: tuple[frozenset[str], ...]
    marks: frozenset[str]
    dates: tuple[Period, ...]
    figures: tuple[tuple, ...]
    apart: frozenset[tuple[int, str]]
    alone: frozenset[str]
    negated: bool
    before: str
    head: str = ""
    """The root of the word that the preposition follows: "cables from Norkabel"."""
    fact: str = ""
    """What the sentence says it is of the document's subject, with that subject: its seat, its place of founding."""


@record
class Renamed:
    """A name of one document and one of another for the same thing; ``bits`` is the evidence."""

    first: Called
    second: Called
    bits: float


def called(scenes: Sequence[Scene], names: Names, own: frozenset[str]) -> list[Called]:
    """Every name that stands alone in a clause of a report; ``own`` are the roots of what the report is about."""
    return [c for scene in scenes for c in _of(scene, names, own)]


def _of(scene: Scene, names: Names, own: frozenset[str]) -> Iterator[Called]:
    reading = scene.reading
    text = without_sources(parties.unmarked(reading.text))
    found = [(s, e, n, key) for s, e, n in _split(text, names(text)) if (key := _key(n) - own) and not _no_name(text, e, n)]
    if not 0 < len(found) <= _MANY:
        return
    wide = content(retold.roots(f"{reading.carrier.label} {text}"))
    around = content(retold.roots(scene.around))
    marks = digit_marks(reading.figures) | frozenset(m for d in reading.dates for m in times(d.period))
    for n, (start, end, name, key) in enumerate(found):
        if _in_a_list(text, found, n):
            continue
        first, last = periods.clause_span(text, start)
        clause = f"{_label(reading, start)} {text[first:start]} {text[end:last]}"
        words = [w.lower() for w in re.findall(r"[^\W\d_][\w&'’-]*", clause)]
        preposition = _PREPOSITION.search(text, max(0, start - 30), start)
        yield Called(
            (reading.carrier.kind, reading.carrier.id),
            span_place(reading.carrier, start, end),
            name,
            key,
            content(retold.roots(clause)) - own - key,
            wide,
            around,
            tuple(k for s, _, _, k in found if first <= s < last and s != start),
            marks,
            tuple(d.period for d in reading.dates if first <= d.start < last),
            tuple((retold.sort(q), retold.scaled(q)) for q in reading.figures if first <= q.start < last and q.low > 0),
            retold.apart(words),
            retold.alone(words) - _ORDER if words else frozenset(),
            len(_NEGATION.findall(clause)) % 2 == 1,
            preposition[2].lower() if preposition else "",
            retold.root(preposition[1]) if preposition and preposition[1] else "",
        )


_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_HEADS = frozenset(
    """university bank institute ministry society house order college council department city state port bay museum court school academy board
    office bureau church cathedral bishop duke republic kingdom union league association federation confederation library chamber fund trust
    centre center royal isle lake mount gulf cape""".split()
)


def _split(text: str, names: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Names, those of a person and of where he is apart: "Kirsten Damgaard of Aarhus University"; "University of Oslo" is one."""
    for start, end, name in names:
        written = text[start:end]
        found = _OF.search(written)
        left = written[: found.start()].lower().split() if found else []
        if found is None or len(left) < 2 or _HEADS & set(left):
            yield start, end, name
        else:
            yield start, start + found.start(), written[: found.start()]
            yield start + found.end(), end, written[found.end() :]


def _no_name(text: str, end: int, name: str) -> bool:
    """Whether a capitalised word is a key ("**Maker:** …"), an amount or a version ("NOK 214"), or an adjective ("a British economist")."""
    people = _OF_A_PEOPLE.fullmatch(name) is not None and _NOUN_BEHIND.match(text, end) is not None
    return people or any(map(str.isdigit, name)) or _KEY_MARK.match(text, end) is not None


def _label(reading: Reading, start: int) -> str:
    """The label of a line, or its key: "Contractor: Marples & Finch"."""
    key = reading.key[0] if reading.key and start >= reading.key[1] else ""
    return f"{reading.carrier.label} {key}"


def _key(name: str) -> frozenset[str]:
    return content(r for w in name.split() if w.lower() not in retold.MONTHS and (r := retold.root(w)))


def _in_a_list(text: str, found: Sequence[tuple], n: int) -> bool:
    """Whether a name is one of several: "Acme and Bolt", "Acme, Bolt, Carr", "rivals such as Acme"."""
    before, behind = _run(text, found, n, -1), _run(text, found, n, 1)
    joined = any(_JOINED.fullmatch(text, found[k][1], found[k + 1][0]) for k in range(n - before, n + behind))
    return joined or before + behind >= 2 or bool(_LIST.search(text, max(0, found[n][0] - 60), found[n][0]))


def _run(text: str, found: Sequence[tuple], n: int, step: int) -> int:
    """How many names stand before or behind one with nothing but commas and "and" between."""
    k = n
    while 0 <= k + step < len(found):
        first, second = min(k, k + step), max(k, k + step)
        end, start = found[first][1], found[second][0]
        if not (_JOINED.fullmatch(text, end, start) or _COMMA.fullmatch(text, end, start)):
            break
        k += step
    return abs(k - n)


def renamed(left: Sequence[Called], right: Sequence[Called]) -> list[Renamed]:
    """Names of two documents that stand in one slot and are not one name, the surest first, each in one pair."""
    rarity = Rarity([*_nodes(left).values(), *_nodes(right).values()])
    found, settled = [], set()
    for a, b in _meetings(left, right):
        if a.key <= b.key or b.key <= a.key:
            if _bits(a, b, rarity) >= SETTLES:
                settled |= {id(a), id(b)}
        elif a.fact and a.fact == b.fact:
            if _of_one_time(a, b) and not places.is_region(a.name) and not places.is_region(b.name):
                found.append(Renamed(a, b, ENOUGH + _bits(a, b, rarity)))
        elif _may_be_one(a, b) and _telling(a, b, rarity):
            bits = _bits(a, b, rarity)
            if bits >= ENOUGH:
                found.append(Renamed(a, b, bits))
    found.sort(key=lambda p: (-p.bits, p.first.place, p.second.place))
    return list(_one_to_one(found, settled))


def _nodes(side: Sequence[Called]) -> Mapping[tuple, frozenset[str]]:
    nodes: dict[tuple, frozenset[str]] = {}
    for one in side:
        nodes[one.node] = one.wide | one.marks
    return nodes


def _one_to_one(found: Sequence[Renamed], settled: set[int]) -> Iterator[Renamed]:
    """Without names that stand in several slots of the other document as likely, and those that it has there itself."""
    used = set(settled)
    best: dict[int, list[float]] = defaultdict(list)
    for pair in found:
        best[id(pair.first)].append(pair.bits)
        best[id(pair.second)].append(pair.bits)
    for pair in found:
        ends = {id(pair.first), id(pair.second)}
        if not ends & used and all(
            len(b) < 2 or pair.bits - b[1] >= _MARGIN for b in (best[id(pair.first)], best[id(pair.second)])
        ):
            yield pair
        used |= ends


def _meetings(left: Sequence[Called], right: Sequence[Called]) -> Iterator[tuple[Called, Called]]:
    """Names that share a word few names of their document stand beside, or a figure or a time of theirs."""
    postings: tuple[dict, dict] = defaultdict(list), defaultdict(list)
    for side, index in ((left, postings[0]), (right, postings[1])):
        for n, one in enumerate(side):
            for word in one.near | one.marks | ({f"={one.fact}"} if one.fact else frozenset()):
                index[word].append(n)
    met: set[tuple[int, int]] = set()
    for word, mine in postings[0].items():
        its = postings[1].get(word, ())
        if its and len(mine) <= RARE and len(its) <= RARE:
            met.update((a, b) for a in mine for b in its)
    for a, b in sorted(met):
        yield left[a], right[b]


def _may_be_one(a: Called, b: Called) -> bool:
    """Whether nothing says that two sentences are of two things."""
    if places.is_region(a.name) or places.is_region(b.name):
        return False  # a country and a town in it are one place
    if (a.key - b.key) & (b.wide | b.around) or (b.key - a.key) & (a.wide | a.around):
        return False
    if a.negated != b.negated or retold.opposed(a.apart, b.apart) or a.alone ^ b.alone:
        return False
    if not _of_one_time(a, b):
        return False
    both = {s for s, _ in a.figures} & {s for s, _ in b.figures}
    if any({v for s, v in a.figures if s == sort}.isdisjoint(v for s, v in b.figures if s == sort) for sort in both):
        return False
    return _one_slot(a, b)


def _of_one_time(a: Called, b: Called) -> bool:
    """Whether two clauses may be of one time: one of them is of none, or they share one."""
    return not (a.dates and b.dates) or any(periods.overlap(x, y) for x in a.dates for y in b.dates)


def _one_slot(a: Called, b: Called) -> bool:
    """Whether the two names are what is left when the names that both sentences hold are taken away."""
    left = [k for k in a.others if not k & b.wide]
    right = [k for k in b.others if not k & a.wide]
    if not left and not right:
        return True
    return bool(a.key & b.key) or (bool(a.before) and a.before == b.before)


def _telling(a: Called, b: Called, rarity: Rarity) -> bool:
    """Whether what is told may be one thing: words beside names that few sentences hold, or a word and a figure or day."""
    shared = [w for w in a.near & b.near if not _of_a_name(w, a, b)]
    telling = [w for w in shared if rarity.of(w) >= _TELLING]
    common = any(k & b.near for k in a.others)  # a name that both clauses hold
    strong = [m for m in a.marks & b.marks if (m[0] == "#" and len(m) >= 4) or (m[0] == "@" and len(m) > 5)]
    same = bool(a.head) and a.head == b.head and a.before == b.before
    if same and telling and sum(rarity.of(w) >= _TELLING for w in (a.wide & b.wide) - a.key - b.key) >= 3:
        return True  # "cables from Norkabel", "cables from Elinar", in sentences that share more
    if telling and common and a.key & b.key:
        return True  # one person, of two universities
    return (
        len(telling) + (len(telling) >= 2 and common) >= 3
        or (len(telling) >= 2 and bool(a.key & b.key or strong or rarity.sum(telling) >= 9.0))
        or bool(telling and strong)
    )


def _of_a_name(word: str, a: Called, b: Called) -> bool:
    """Whether a word stands in a name on both sides; a title that one text writes large is no name."""
    return all(any(word in k for k in one.others) for one in (a, b))


def _bits(a: Called, b: Called, rarity: Rarity) -> float:
    near = a.near & b.near
    least = min(rarity.sum(a.near), rarity.sum(b.near))
    like = rarity.sum(near) / least if least else 0.0
    bits = rarity.sum(near) * (0.6 + 0.4 * like)
    bits += min(0.4 * rarity.sum(((a.wide & b.wide) - near) - a.key - b.key), 6.0)
    bits += 0.8 * rarity.sum(a.marks & b.marks)
    bits += 0.6 * rarity.sum(a.key & b.key) if not (a.key <= b.key or b.key <= a.key) else 0.0
    bits -= 3.0 * (bool(a.dates) != bool(b.dates) and not a.marks & b.marks)
    slot = bool(a.before) and a.before == b.before
    return bits + 1.5 * slot + _ONE_SPOT * (slot and a.before in _SPOTS and bool(a.head) and a.head == b.head and rarity.of(a.head) >= _TELLING)
