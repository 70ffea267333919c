"""Shares told twice: two lists with the same items, or one name's share of one whole, with another value.

"41 % had taken the bus and 27 % the car" and "57 % … by car and 41 % by bus": items are told apart
by a word that only one of each list has; one that agrees shows that both lists are of one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from kg import patterns as re
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.derivations.wholesaid import of_phrase
from kg.model import Quantity
from kg.readings import Reading
from kg.retold import MONTHS
from kg.samefact import stems

_TIMES = Lazy(r"\b(?:ago|earlier|previous\w*|had\s+been|formerly|last\s+year|target\w*|plan\w*|forecast\w*|would|should|could|might|will|expect\w*|if|by\s+20\d\d|only|(?<!made\s)(?<!make\s)(?<!makes\s)up|down|rose|fell|grew|from|compared|against)\b")
_MOST = 12
"""So many sentences with one item of a list do not tell which of them are of one thing."""
_LEAST = 2

_Row = tuple[Reading, Quantity, tuple[str, ...]]


def twice(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """Every share that another place tells otherwise."""
    shares = [(r, found) for r in readings if (found := [q for q in r.figures if _plain(q)])]
    yield from _lists([(r, q) for r, q in shares if _LEAST <= len(q) <= 8])
    yield from _named(readings)


def _plain(q: Quantity) -> bool:
    return q.kind == "percent" and 0 < q.low < 100 and not (q.is_range or q.bound or q.change)


# --------------------------------------------------------------------------- lists


def _lists(shares: Sequence[tuple[Reading, list[Quantity]]]) -> Iterator[Derivation]:
    """Two lists of which one item differs and another agrees."""
    lists = [list(_labelled(r, q)) for r, q in shares if all(f.kind in ("percent", "count", "ordinal") for f in r.figures)]
    by: dict[tuple[str, Fraction], list[int]] = defaultdict(list)
    for n, rows in enumerate(lists):
        for _, quantity, label in rows:
            for word in label:
                by[word, Fraction(quantity.low)].append(n)
    done = set()
    for found in by.values():
        for pair in combinations(dict.fromkeys(found[:_MOST]), 2):
            if pair not in done:
                done.add(pair)
                yield from _apart(lists[pair[0]], lists[pair[1]])


def _labelled(reading: Reading, shares: Sequence[Quantity]) -> Iterator[_Row]:
    """Each share with the words only it has: those behind it, or before it where the last is the end of its sentence."""
    text = reading.text
    behind = bool(stems(text[shares[-1].end :]))
    edges = [q.end for q in shares]
    spans = [(q.end, shares[n + 1].start if n + 1 < len(shares) else len(text)) for n, q in enumerate(shares)] if behind else list(zip([0, *edges], [q.start for q in shares], strict=False))
    words = [stems(text[a:b]) for a, b in spans]
    for n, q in enumerate(shares):
        others = {w for k, some in enumerate(words) if k != n for w in some}
        yield reading, q, tuple(w for w in words[n] if w not in others)


def _apart(a: Sequence[_Row], b: Sequence[_Row]) -> Iterator[Derivation]:
    one, other = a[0][0], b[0][0]
    if not _same_time(one, other) or _of_others(a, b):
        return
    # The last word is what an item is called: "had travelled by car".
    pairs = [(x, y) for x in a for y in b if x[2][-1:] == y[2][-1:] and x[2]]
    if len(pairs) < _LEAST:
        pairs = [(x, y) for x in a for y in b if {*x[2]} & {*y[2]}]
    if len(pairs) != len({id(x) for x, _ in pairs}) or len(pairs) != len({id(y) for _, y in pairs}):
        return
    apart = [(x, y) for x, y in pairs if x[1].low != y[1].low]
    shared = frozenset(stems(one.text)) & frozenset(stems(other.text))
    if len(apart) != 1 or len(pairs) < _LEAST or len(shared) <= len(pairs):
        return
    (_, q, words), (_, p, _) = apart[0]
    if _slip(q, p):
        yield _told(other, p, one, q, ", ".join(sorted(_written(one, frozenset(words) & {*apart[0][1][2]}))))


def _of_others(a: Sequence[_Row], b: Sequence[_Row]) -> bool:
    """Whether the two lists stand in one passage, or begin with words that set them apart: "Among men …", "Among women …"."""
    one, other = a[0][0], b[0][0]
    if one.carrier.passage and one.carrier.passage == other.carrier.passage:
        return True
    leads = [frozenset(stems(r.text[: rows[0][1].start])) for r, rows in ((one, a), (other, b))]
    return bool(leads[0] and leads[1]) and not leads[0] & leads[1]


def _written(reading: Reading, words: frozenset[str]) -> list[str]:
    """The words of a sentence that have these stems."""
    return [w for w in dict.fromkeys(re.findall(r"[^\W\d_][\w-]+", reading.text)) if words.issuperset(stems(w)) and stems(w)]


def _same_time(a: Reading, b: Reading, spans: Sequence[tuple[int, int]] = ((0, 10**6), (0, 10**6))) -> bool:
    """Whether nothing in some spans of two sentences says that they speak of different times."""
    both = list(zip((a, b), spans, strict=True))
    years = [{d.period.end.year for d in r.dates if s <= d.start < e and d.period and d.period.end} for r, (s, e) in both]
    if years[0] and years[1] and years[0] != years[1]:
        return False
    cues = [{m.group().lower() for m in _TIMES.finditer(r.text[s:e])} for r, (s, e) in both]
    return cues[0] == cues[1]


def _slip(q: Quantity, p: Quantity) -> bool:
    step = max(Fraction(q.low_step), Fraction(p.low_step))
    if not step or q.low_step != p.low_step:
        return False
    return int(Fraction(q.low) / step) > 9 and int(Fraction(p.low) / step) in set(typed(int(Fraction(q.low) / step)))


def _told(reading: Reading, quantity: Quantity, there: Reading, told: Quantity, name: str) -> Derivation:
    words = f"{' '.join(told.text.split())}, as told elsewhere" + (f" ({name})" if name else "") + ","
    way = Way(lambda x: x[0], (Term(there, told),), words, "%", widen=False, loose=False)
    return Derivation("share", Term(reading, quantity), (way,), label="a share of", sure=False)


# --------------------------------------------------------------------------- names

_NAME = re.compile(r"(?<=[a-z,;:(]\s)[A-Z][\w'’&-]*[a-z][\w'’&-]*(?:\s[A-Z][\w'’&-]+)*")
_BREAK = re.compile(r"[;:()–—]|[.,](?=\s|$)")
_POINTS = re.compile(r"\W*(?:Its?|Their|They|This|That|The|Which)\b")


def _named(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """One name's share of one whole, told with two values."""
    by: dict[tuple, list[tuple[Reading, Quantity]]] = defaultdict(list)
    for before, reading in pairwise((None, *readings)):
        found = [q for q in reading.figures if _plain(q)] if reading is not None else []
        if len(found) != 1:
            continue
        whole = of_phrase(reading, found[0].end)
        name = _name(reading.text[: found[0].start])
        if not name and _POINTS.match(reading.text) and before is not None and before.carrier.passage and before.carrier.passage == reading.carrier.passage:
            name = _name(before.text)
        if whole is not None and name and not whole.narrowed and (whole.metrics or whole.words):
            by[name, min(whole.metrics, default="") or whole.words].append((reading, found[0]))
    for told in by.values():
        values = {q.low: (r, q) for r, q in told}
        if len(values) == 2 and len(told) <= _MOST:
            (one, q), (other, p) = values.values()
            if one is not other and _same_time(one, other, (_clause(one, q), _clause(other, p))) and _slip(q, p):
                yield _told(other, p, one, q, "")


def _clause(reading: Reading, q: Quantity) -> tuple[int, int]:
    """The part of a sentence between the breaks around a figure."""
    text = reading.text
    start = max((m.end() for m in _BREAK.finditer(text, 0, q.start)), default=0)
    stop = _BREAK.search(text, q.end)
    return start, stop.start() if stop else len(text)


def _name(text: str) -> str:
    """The only name of a text."""
    found = [m.group() for m in _NAME.finditer(text) if m.group().split()[0].lower() not in MONTHS]
    return found[0] if len(set(found)) == 1 else ""
