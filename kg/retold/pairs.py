"""Pairs of figures that are told in the same words and differ, found through an index of rare words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from kg import patterns as re
from kg import periods
from kg.model import Period, Precision
from kg.records import record
from kg.retold.explained import both_sure, share_of_other
from kg.retold.lookalikes import lookalikes
from kg.retold.otherwise import other_year, told_otherwise
from kg.retold.parting import both_ahead, differ_otherwise, of_others, other_time
from kg.retold.passages import Passages
from kg.retold.slips import slip as looks
from kg.retold.slips import typed
from kg.retold.told import Told, scaled
from kg.retold.weights import FEW, NO_TITLES, Weights
from kg.retold.words import alone, opposed, swapped

RARE = 14
"""A word beside more figures of one sort than this brings no two of them together."""

ENOUGH = {"digits": 9.0, "scale": 9.0, "currency": 8.5, "": 12.0}
"""Bits of evidence from which on two figures are taken for one, by the slip between them."""

_EASED = 2.0
"""So many bits less will do for sizes in two sentences that differ in a digit."""
_RUN = 12
"""No more figures of a sentence than this are tried as parts of a sum."""
_WORKED = ("digits", "scale")
_BACKED = 8.0
"""No more bits than this are taken from the workings around two figures."""
_RIGHT = 2.0
"""The bits of a figure that the workings around it give, for the other of two being the wrong one."""
_ALONE = 3.0
"""Two figures that share no word want at least so many."""
_NO_METRICS: Mapping[tuple, str] = MappingProxyType({})
_MOODS = frozenset(("target", "threshold", "among", "added"))
_BY = re.compile(r"\s*(?:[\w-]+\s+){0,3}?(?:more|fewer|less|higher|lower|above|below|longer|shorter|larger|smaller|over|under)\b")
_SHARED = 3
"""Two figures whose sentences share so many words need no workings around them."""

Support = Callable[[Told, Told], tuple[float, float]]
"""The bits by which the figures around the first speak for its own value, and for that of the second in its place."""


@record
class Pair:
    """Two figures of one thing; ``slip`` is ``currency``, ``scale``, ``digits`` or empty, ``bits`` the evidence."""

    first: Told
    second: Told
    slip: str
    bits: float


def pairs(
    told: Sequence[Told],
    cells: frozenset[Decimal] = frozenset(),
    metrics: Mapping[tuple, str] = _NO_METRICS,
    enough: Mapping[str, float] = ENOUGH,
    support: Support | None = None,
    titles: Mapping[str | None, frozenset[str]] = NO_TITLES,
    passages: Passages | None = None,
) -> list[Pair]:
    """The figures that contradict each other, the surest pairs first, each figure in one pair at most.

    ``cells`` are the values of tables: two figures that both stand in tables are two things, and so
    are two of different ``metrics`` (by :func:`where` they stand).  ``support`` says what the workings
    around a figure say of two values; ``titles`` are the roots of the headings by their section,
    ``passages`` the words around the sentences.
    Work grows with the number of figures: two meet only under a word that few figures of their
    sort stand beside.
    """
    weights = Weights(told, titles, passages)
    told_in = {(t.reading.carrier.passage, t.sort, t.value, t.quantity.currency) for t in told if t.reading.carrier.passage}
    stands = Counter((t.value, t.quantity.currency) for t in told)
    values: dict[tuple, set[str]] = defaultdict(set)
    for t in told:
        values[t.sort, t.value].add(t.noun)
    stated = _anywhere(values, cells)
    found = []
    for a, b in _meetings(told, support is not None):
        often = sorted((stands[a.value, a.quantity.currency], stands[b.value, b.quantity.currency]))
        if often[0] > 1 or (a.value in cells and b.value in cells and a.value != b.value):
            continue
        slip = looks(a, b)
        if slip is None or not one_thing(a, b) or _aware(a, b, told_in):
            continue
        if (not slip and (differ_otherwise(a, b) or _side_by_side(a, b))) or _difference_told(a, b):
            continue
        if slip in _WORKED and weights.crowded and not (a.near & b.near or a.unit or (a.noun and a.noun == b.noun)):
            continue
        if not slip and "cell" in (a.reading.carrier.kind, b.reading.carrier.kind):
            continue
        if a.digits == b.digits and abs(a.value.adjusted() - b.value.adjusted()) != 1 and a.quantity.unit == b.quantity.unit and (_unitless_cell(a) or _unitless_cell(b)):
            continue  # the header may say that the table is in thousands
        if slip == "scale" and len(a.digits) <= 2 and a.quantity.unit != b.quantity.unit and "cell" in (a.reading.carrier.kind, b.reading.carrier.kind):
            continue  # 48 ms in the text and 48.0 in a column of seconds: two digits meet by chance
        if slip == "scale" and "cell" in (a.reading.carrier.kind, b.reading.carrier.kind) and max(a.value, b.value) / min(a.value, b.value) in cells and any(_A_YEAR.search(f"{t.reading.carrier.label} {t.reading.text}") for t in (a, b)):
            continue  # 2,080 a year beside ten years, and 20,800 in all
        if slip in _WORKED and (_tells_both(a, b) or _tells_both(b, a) or _rest_of_hundred(a) or _rest_of_hundred(b)):
            continue
        if slip in _WORKED and (_items_of_one(a, b, values) or _mean(a, b) or _mean(b, a) or _summed(a, b) or _summed(b, a)):
            continue  # they are items of one sum, or one is the mean of several that the other is of
        if (slip in _WORKED and (share_of_other(a, b) or told_otherwise(a, b))) or other_year(a, b) or other_year(b, a):
            continue
        if not slip and ("whole" in a.scope) != ("whole" in b.scope):
            continue
        measured = metrics.get(where(a)), metrics.get(where(b))
        if all(measured) and measured[0] != measured[1] and slip != "currency":
            continue
        # A value that several places give is the likelier right one.
        bits = weights.evidence(a, b, slip) + min(4, 2 * (often[1] - 1)) + (weights.rarity(a, b, often[1] > 1) if slip else 0) + (3 if all(measured) and measured[0] == measured[1] else 0)
        if support is not None and slip in _WORKED and bits >= enough[slip] - _BACKED - _EASED * eased(a, b, slip):
            mine, its = support(a, b), support(b, a)
            if both_sure(a, b, (mine[0], its[0]), stated):
                continue
            backed = max(-_BACKED, min(_BACKED, _backing(mine, its, stands[a.value, a.quantity.currency], stands[b.value, b.quantity.currency])))
            if backed < _ALONE and not a.unit and not a.near & b.near and len(a.wide & b.wide) < _SHARED:
                continue
            bits += backed
        if bits >= enough[slip] - _EASED * eased(a, b, slip):
            found.append(Pair(a, b, slip, bits))
    found.sort(key=lambda p: (-p.bits, where(p.first), where(p.second)))
    return _without_parallels(list(settled(found)))


def _anywhere(values: Iterable[tuple], cells: Iterable[Decimal]) -> Callable[[tuple, Decimal, Decimal], bool]:
    """Tells whether a value of some sort between two bounds stands in text, or any in a table."""
    among: dict[tuple | None, list[Decimal]] = {None: sorted(cells)}
    for sort, value in sorted(values, key=lambda v: v[1]):
        among.setdefault(sort, []).append(value)

    def stated(sort: tuple, low: Decimal, high: Decimal) -> bool:
        return any(bisect_left(some, low) < bisect_right(some, high) for some in (among.get(sort, ()), among[None]))

    return stated


def eased(a: Told, b: Told, slip: str) -> bool:
    """Whether fewer bits will do: two sentences with sizes that differ in a digit.

    Shares and cells look alike too easily, and who writes two sizes in one paragraph means two things.
    """
    kinds = {t.reading.carrier.kind for t in (a, b)}
    together = a.reading.carrier.passage and a.reading.carrier.passage == b.reading.carrier.passage
    return slip == "digits" and a.sort[0] != "percent" and "cell" not in kinds and not together


def _tells_both(a: Told, b: Told) -> bool:
    """Whether the sentence of one figure tells the other one as well: "from 19 days to 14"."""
    return any(q is not a.quantity and q.low == b.quantity.low and not q.is_range and (q.kind == b.quantity.kind or q.kind == "count") for q in a.reading.figures)


def _rest_of_hundred(a: Told) -> bool:
    """Whether a figure is what remains: by its words, or as a share that another one of its sentence leaves of 100 %."""
    q = a.quantity
    if _REMAINING.search(a.reading.text[max(0, q.start - 30) : q.start]):
        return True
    return q.kind == "percent" and q.low is not None and any(x is not q and x.kind == "percent" and x.low is not None and x.low + q.low == 100 for x in a.reading.figures)


_REMAINING = re.compile(r"\b(?:remaining|rest|remainder|balance)\s+(?:of\s+)?(?:about\s+)?[~$€£]?$", re.I)
_A_YEAR = re.compile(r"\b(?:per|each|every|an?)\s+(?:year|month|week|day|quarter|hour)\b|\b(?:annual|yearly|monthly|weekly|daily)\b", re.I)


def _side_by_side(a: Told, b: Told) -> bool:
    """Whether two sentences of one paragraph tell them: who writes both sees both, and means received and given out."""
    return bool(a.reading.carrier.passage) and a.reading.carrier.passage == b.reading.carrier.passage


def _difference_told(a: Told, b: Told) -> bool:
    """Whether the sentence of one tells by how much they differ: "reach 250 volunteers, 20 more than today"."""
    apart = abs(a.value - b.value)
    return any(_BY.match(t.reading.text, q.end) and scaled(q) == apart for t in (a, b) for q in t.reading.figures if q is not t.quantity and q.low)


def _mean(item: Told, result: Told) -> bool:
    """Whether a figure is the mean of the figures of another one's sentence: "2,270 in 2016, 2,390 in 2017 and 2,270 in 2018"."""
    run = [q.low for q in item.reading.figures if (q.kind, q.unit, q.currency) == (item.quantity.kind, item.quantity.unit, item.quantity.currency)]
    return len(run) > 1 and result.quantity.low is not None and abs(sum(run) / len(run) - result.quantity.low) <= max(result.quantity.low_step or 0, Decimal("0.05"))


def _items_of_one(a: Told, b: Told, values: Mapping[tuple, set[str]]) -> bool:
    """Whether two figures add up to a third of what they count, which no other two give: 46 and 72 are 118, so that 26 and 46 only happen to be 72."""
    whole = a.value + b.value
    if not values.get((a.sort, whole), set()) & {"", a.noun, b.noun}:
        return False
    return not (values.get((a.sort, whole + a.value)) or values.get((a.sort, whole + b.value)))


def _summed(item: Told, result: Told) -> bool:
    """Whether a figure is the sum of two in the sentence of the other: "38 % the distance, 28 % the dates, 20 % the stock", "the 48 % for dates and stock"."""
    run = [q.low for q in item.reading.figures if (q.kind, q.unit, q.currency) == (item.quantity.kind, item.quantity.unit, item.quantity.currency)][:_RUN]
    return result.quantity.low in {x + y for n, x in enumerate(run) for y in run[n + 1 :]}


def _unitless_cell(told: Told) -> bool:
    return told.reading.carrier.kind == "cell" and told.sort[0] == "count"


def _backing(a: tuple[float, float], b: tuple[float, float], often_a: int, often_b: int) -> float:
    """The bits for one of two figures being the other, mistyped: the one that stands once, and that nothing around it gives."""
    found = [its - own + min(right / 3, _RIGHT) for (own, its), (right, _), n in ((a, b, often_a), (b, a, often_b)) if n == 1]
    return max(found, default=0.0)


def _aware(a: Told, b: Told, told_in: set[tuple]) -> bool:
    """Whether the paragraph of one figure gives the other's value as well: its author knows both."""
    homes = [t.reading.carrier.passage for t in (a, b)]
    return homes[0] != homes[1] and any((home, t.sort, t.value, t.quantity.currency) in told_in for home, t in zip(homes, (b, a), strict=True))


def where(told: Told) -> tuple:
    """Where a figure stands: path, line and column."""
    place = told.reading.place(told.quantity)
    return place.path, place.line, place.column


def settled(found: Iterable[Pair]) -> Iterator[Pair]:
    """Without the pairs of which a figure has found a likelier counterpart."""
    used: set[tuple] = set()
    for pair in found:
        ends = {where(pair.first), where(pair.second)}
        if not ends & used:
            used |= ends
            yield pair


def _without_parallels(found: list[Pair]) -> list[Pair]:
    """Without the pairs of two sections that tell several things alike and none the same: two regions, two cases."""
    homes = [tuple(sorted(str(t.reading.carrier.section) for t in (p.first, p.second))) for p in found]
    alike = Counter(
        h
        for h, p in zip(homes, found, strict=True)
        if h[0] != h[1] and p.first.reading.carrier.kind == p.second.reading.carrier.kind == "sentence"
    )
    return [p for h, p in zip(homes, found, strict=True) if alike[h] < 2 or p.first.reading.carrier.kind != "sentence"]


def _meetings(told: Sequence[Told], alike: bool = False) -> Iterator[tuple[Told, Told]]:
    """Figures of one sort and different values that share a rare word, or look ``alike``, each two once, in order."""
    postings: dict[tuple, list[int]] = defaultdict(list)
    for n, one in enumerate(told):
        for word in one.near:
            postings[one.sort, word].append(n)
    met: set[tuple[int, int]] = set()
    units: dict[tuple, list[int]] = defaultdict(list)
    for n, one in enumerate(told):
        if one.unit:
            units[one.sort].append(n)
    for holders in units.values():
        if len(holders) <= FEW:
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :] if typed(told[a], told[b]))
    for holders in postings.values():
        if len(holders) <= RARE:
            met.update((a, b) for i, a in enumerate(holders) for b in holders[i + 1 :])
    if alike:
        met.update(lookalikes([(t.sort, t.value, len(t.written)) for t in told]))
    for a, b in sorted(met):
        if told[a].value != told[b].value or told[a].quantity.currency != told[b].quantity.currency:
            yield told[a], told[b]


# --------------------------------------------------------------------------- one thing or two


def one_thing(a: Told, b: Told) -> bool:
    """Whether nothing that is said of two figures keeps them apart."""
    if a.noun and b.noun and a.noun != b.noun:
        return False
    return one_thing_but_for_words(a, b) and not (of_others(a, b) or swapped(a.order, b.order, a.wide, b.wide))


def one_thing_but_for_words(a: Told, b: Told) -> bool:
    """The same for figures whose nouns and clauses are compared otherwise."""
    one, other = a.reading, b.reading
    if one is other or opposed(a.apart, b.apart):
        return False
    if alone(a.order) ^ alone(b.order) and not both_ahead(a, b):
        return False
    if a.quantity.per and b.quantity.per and a.quantity.per != b.quantity.per:
        return False
    if a.period is not None and b.period is not None and (not periods.overlap(a.period, b.period) or _longer(a.period, b.period)):
        return False
    if a.names - b.wide and b.names - a.wide and not a.names & b.names:
        return False
    if _siblings(a, b) or _holds(one, b) or _holds(other, a) or (a.quantity.kind == "percent" and a.value + b.value == 100):
        return False
    mine, its = a.scope, b.scope
    if not (mine <= its or its <= mine) or _MOODS & (mine ^ its):
        return False
    return not other_time(a, b)


def _longer(one: Period, other: Period) -> bool:
    """Whether one of two periods is a span of years and the other a part of it: a sum over years and the figure of one."""
    if Precision.SPAN not in (one.precision, other.precision) or None in (one.start, one.end, other.start, other.end):
        return False
    days = sorted((p.end - p.start).days + 1 for p in (one, other))
    return days[1] > 1.5 * days[0] and days[1] > 500


def template(a: Told, b: Told) -> bool:
    """Whether two sections say it in a sentence that is the same word for word: "The department employs …"."""
    one, other = a.reading.carrier, b.reading.carrier
    return one.kind == other.kind == "sentence" and one.section != other.section and a.order == b.order


def _siblings(a: Told, b: Told) -> bool:
    """Whether two figures stand in items of one list, each of which is of something else."""
    one, other = a.reading.carrier, b.reading.carrier
    return one.kind == other.kind == "sentence" and one.item and other.item and one.section == other.section


def _holds(reading, told: Told) -> bool:
    """Whether a reading holds the value of a figure too: who writes both means two things."""
    return any(
        q.low == told.quantity.low
        and q.unit == told.quantity.unit
        and q.kind == told.quantity.kind
        and q.currency == told.quantity.currency
        for q in reading.figures
    )
