"""The figures of two documents brought together one to one: those that agree first, then those that do not."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from kg import periods, retold
from kg.aligned import companions
from kg.aligned.guards import LARGEST, agree, apart, close, label_said, one_name
from kg.aligned.keyed import shared_key
from kg.aligned.model import Statement
from kg.aligned.rarity import Rarity
from kg.aligned.swaps import swapped
from kg.aligned.words import PEOPLE, WEAK_ALONE, content, weighty
from kg.model import Precision
from kg.records import record

RARE = 8
"""A word beside more figures of one sort of a document than this brings no two of them together."""

ENOUGH = 8.0
"""Bits of evidence from which on two figures that differ are taken for one."""

SWAPPED = 14.0
"""Bits of a value of a list that another document gives to another member of it."""

SETTLES = 5.0
"""Bits from which on two figures that agree are taken for one, so that neither is held against another."""

_FEW = 2
_HANDFUL = 3
_TELLING = 2.5
_ONLY, _DATED = 3.0, 5.0
"""Bits of two figures that are the only ones of their sort for one time, and of those that are close as well."""
_KNOWN = 8.0
"""Bits of one known metric of the lexicon; half of them where only one document says when."""
_KEYED = 6.0
"""Bits of a relation that both sentences state of one person or one purchase."""
_STANDING = frozenset(("valuation",))
"""Metrics that hold until the next event of their kind: that of the last round is today's."""
_SAID = 7.0
"""Bits of a label whose several words a sentence says of its only figure of the sort; half of them for one word."""
_LABELLED = 8.0
"""Bits of two values of one label."""
_LONG = timedelta(days=183)
_MANY = 50
"""Fewer than so many of something may be some of them."""
_DENSE, _CROWDED = 60, 5.0
"""In a document with more figures than this some are told in like words by chance; the bits by which twice as many tell less."""
_APART, _FAR = 3, 12
"""Figures further apart than this many times are likely, very likely of different things, unless a power of ten lies between."""


@record
class Pair:
    """A figure of one document and one of another for the same thing; ``bits`` is the evidence."""

    first: Statement
    second: Statement
    bits: float
    agrees: bool
    holder: Statement | None = None
    """The row of whose value one document speaks as that of another row."""

    @property
    def known(self) -> bool:
        """Whether both are known to be of one metric of one subject, at one time or both at none."""
        a, b = self.first, self.second
        one = (a.main and b.main) or bool(a.subject and b.subject and one_name(a.subject, b.subject))
        return bool(a.metric) and a.metric == b.metric and one and (a.period is None) == (b.period is None)


def pairs(left: Sequence[Statement], right: Sequence[Statement], subject: frozenset[str] = frozenset()) -> list[Pair]:
    """The figures of two documents that contradict each other, the surest first, each in one pair.

    ``subject`` are the roots of what the documents are about.
    """
    return [p for p in aligned(left, right, subject) if not p.agrees]


def aligned(left: Sequence[Statement], right: Sequence[Statement], subject: frozenset[str] = frozenset()) -> list[Pair]:
    """Figures of two documents that are of one thing, agreeing or not, the surest first."""
    weights = _Weights(left, right)
    same, other = [], []
    for a, b in _meetings(left, right):
        if agree(a, b):
            bits = weights.evidence(a, b) + weights.value(a)
            if bits >= SETTLES and (a.value == b.value or not apart(a, b)) and apart(a, b) != "time":
                same.append(Pair(a, b, bits, True))
        elif _single(a, b) and not apart(a, b) and weights.like(a, b) and not _elsewhere(a, b, subject):
            other.append(Pair(a, b, weights.evidence(a, b) - weights.doubt(a, b), False))
    exchanged = [Pair(a, b, SWAPPED, False, holder) for a, b, holder in swapped(left, right)]
    exchanged += [Pair(a, b, SWAPPED, False, holder) for b, a, holder in swapped(right, left)]
    taken = {id(end) for p in exchanged for end in (p.first, p.second)}
    same = [p for p in same if not {id(p.first), id(p.second)} & taken]
    found = [*same, *_by_elimination(other, same, left, right), *exchanged]
    found.sort(key=lambda p: (-p.bits, p.first.place, p.second.place))
    return list(_one_to_one(found))


def _by_elimination(
    other: Sequence[Pair], same: Sequence[Pair], left: Sequence[Statement], right: Sequence[Statement]
) -> Iterator[Pair]:
    """Differing pairs, surer where no other figure of the sort is left to be meant, less sure where another is nearly as likely."""
    settled = {id(end) for p in same for end in (p.first, p.second)}
    free = [Counter(s.sort for s in side if id(s) not in settled) for side in (left, right)]
    best: dict[int, list[float]] = defaultdict(list)
    for pair in other:
        for end in (pair.first, pair.second):
            best[id(end)].append(pair.bits)
    for bits in best.values():
        bits.sort(reverse=True)
    for pair in other:
        rivals = [b for end in (pair.first, pair.second) for b in best[id(end)][:2] if b != pair.bits]
        margin = pair.bits - max(rivals, default=0.0)
        last = all(count[pair.first.sort] <= 1 for count in free)
        yield replace(pair, bits=pair.bits + 4.0 * last + max(-3.0, min(3.0, margin - 2.0)))


def copies(a: Statement, b: Statement) -> bool:
    """Whether one document states a figure twice: the same value, and half of the words that govern it."""
    shared = len(a.near & b.near)
    return (
        a.sort == b.sort
        and a.value == b.value
        and shared >= 1
        and 2 * shared >= min(len(a.near), len(b.near))
        and not apart(a, b)
    )


def _one_to_one(found: Sequence[Pair]) -> Iterator[Pair]:
    """Without the pairs of which a figure has a likelier counterpart; a figure may agree with several."""
    settled: set[int] = set()
    used: set[int] = set()
    for pair in found:
        ends = {id(pair.first), id(pair.second)}
        if pair.agrees:
            if not ends & used:
                settled |= ends
                yield pair
        elif pair.bits >= ENOUGH and not ends & (settled | used):
            used |= ends
            yield pair
        else:
            used |= ends if pair.bits >= ENOUGH else set()


def _meetings(left: Sequence[Statement], right: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Figures of one sort that share a word few figures of their document stand beside."""
    postings: tuple[dict, dict] = defaultdict(list), defaultdict(list)
    for side, index in ((left, postings[0]), (right, postings[1])):
        for n, one in enumerate(side):
            if one.label:
                index[one.sort, "|".join(sorted(one.label))].append(n)
            for word in one.near | one.wide | one.marks | one.beside:
                index[one.sort, word].append(n)
    for side, index in ((left, postings[0]), (right, postings[1])):
        for sort, several in _of_measure(side).items():
            index[sort, ""] = several
    met: set[tuple[int, int]] = set()
    for key, mine in postings[0].items():
        its = postings[1].get(key, ())
        most = RARE if key[1][:1] != "=" else 4 * RARE
        if its and len(mine) <= most and len(its) <= most:
            met.update((a, b) for a in mine for b in its)
    for a, b in sorted(met):
        yield left[a], right[b]


def _of_measure(side: Sequence[Statement]) -> dict[tuple, list[int]]:
    """The figures of units that a document has a handful of: they meet whatever they are told in."""
    found: dict[tuple, list[int]] = defaultdict(list)
    for n, one in enumerate(side):
        if one.sort[0] == "measure" or (one.sort[0] == "money" and one.sort[2]):
            found[one.sort].append(n)
    return {sort: several for sort, several in found.items() if len(several) <= _HANDFUL}


def _slip(a: Statement, b: Statement) -> float:
    """The bits of two figures that look like one, mistyped: the more digits, the more."""
    if a.quantity.kind == "date":
        return _same_day(a, b)
    size = min(len(retold.digits(a.value)), len(retold.digits(b.value)), 4)
    return (0.0, 0.0, 2.5, 4.0, 6.0)[size] if a.value != b.value and retold.mistyped(a.value, b.value) else 0.0


def _same_day(a: Statement, b: Statement) -> float:
    """The bits of two dates that differ in the year or in the month alone."""
    one, other = a.quantity.period, b.quantity.period
    if one.precision != other.precision or one.precision not in (Precision.DAY, Precision.MONTH):
        return 0.0
    x, y = one.start, other.start
    if one.precision == Precision.MONTH:
        return 3.5 if x.month == y.month else 0.0
    return 6.0 * (x.day == y.day) * (x.month == y.month or x.year == y.year)


def _in_passing(a: Statement, b: Statement) -> float:
    """The bits of a time that only the sentences before one of the figures name: for it where it is the other's, else against."""
    one, other = (a, b) if a.period is None else (b, a)
    if one.period is not None or one.implied is None or other.period is None:
        return 0.0
    return 5.0 if periods.same_time(one.implied, other.period, "flow") else -3.0


def _single(a: Statement, b: Statement) -> bool:
    """Whether two figures are one value each; a bound will do where both count one noun or are of one known metric ("more than 240 customers")."""
    if (a.plain and b.plain) or a.quantity.kind == "date":
        return True
    known = bool(a.metric and a.metric == b.metric) or bool(a.noun and a.noun == b.noun and min(a.value, b.value) >= 100)
    return known and close(a, b) and not any(s.quantity.is_range or s.quantity.change for s in (a, b))


def _telling_apart(a: Statement, b: Statement) -> list[str]:
    """Words beside one figure alone that set it apart, those of the metric that both are of left out ("monthly" users)."""
    named = a.metric.lower().split() if a.metric == b.metric else ()
    shared = (a.near & b.near) | (LARGEST if _label_said(a, b) else frozenset())
    return [w for w in weighty(a.apart ^ b.apart) if w not in named and not content([retold.root(w)]) & shared]


def _long_between(a: Statement, b: Statement) -> bool:
    """Whether one figure is dated, and the document of the other, undated one speaks of a day more than half a year away."""
    dated, plain = (a, b) if b.period is None else (b, a)
    if plain.period is not None or plain.told_on is None or dated.period is None or dated.period.end is None:
        return False
    return abs(plain.told_on - dated.period.end) > _LONG


def _elsewhere(a: Statement, b: Statement, subject: frozenset[str]) -> bool:
    """Whether the sentence of one figure opens with a place, or a group, that nothing beside the other speaks of."""
    return any(
        bool(one.located - subject) and not one.located & (other.wide | other.around | other.near)
        for one, other in ((a, b), (b, a))
    )


def _reach(one: Statement) -> frozenset[str]:
    """The words that tell what a figure is of; where its clause has few, those of the sentence before as well."""
    few = one.group == () and sum(w[0] != "=" for w in one.near) <= _FEW
    return one.near | one.around if few else one.near


def _leaning(a: Statement, b: Statement) -> bool:
    """Whether one of two clauses says so little that what is meant stands in the sentence before: "Work should begin in 2028"."""
    return min(sum(w[0] != "=" for w in one.near) for one in (a, b)) <= _FEW


def _by_one_word(a: Statement, b: Statement) -> float:
    """What counts against figures that meet by one word, or by a metric that may be anybody's: "60% of the patients"."""
    if a.metric and a.metric == b.metric:
        more = (a.near & b.near) - content(retold.roots(a.metric)) - {f"={a.metric}"}
        return 0.0 if more or (a.main and b.main) else 6.0
    small = a.sort[0] in ("percent", "count") and max(a.value, b.value) < 100
    if not small and any(m[0] == "#" for m in a.marks & b.marks):
        return 0.0
    if a.near <= b.near or b.near <= a.near:
        return 0.0  # the whole label of a row, all that a clause says
    return 4.0 * (len((_reach(a) & _reach(b)) - WEAK_ALONE) <= 1)


def _one_label(a: Statement, b: Statement) -> bool:
    """Whether two figures are the values of one label."""
    return bool(a.label) and a.label == b.label


def _label_said(a: Statement, b: Statement) -> float:
    """The bits of a label whose words all govern a figure elsewhere: "Rear rack load | 80 kg", "the rear rack takes a load of 100 kg"."""
    words = label_said(a, b) - WEAK_ALONE
    if len(words) > 1:
        return _SAID
    other = b if a.label else a
    return _SAID / 2 if words and (other.sort[0] == "measure" or content((other.noun,)) >= words) else 0.0


def _unit_words(one: Statement) -> frozenset[str]:
    """Roots of what a figure is per: every price per square foot shares them."""
    return content(retold.roots(one.sort[2])) | frozenset(("foot",)) if len(one.sort) > 2 and one.sort[2] else frozenset()


def _counted(a: Statement, b: Statement) -> float:
    """The bits of two figures that count one noun; half where it stands only near one of them: "236 volunteers", "150 of us volunteers"."""
    if a.noun and b.noun:
        return 2.0 * (a.noun == b.noun)
    return 1.0 * bool(content((a.noun or b.noun,)) & a.near & b.near)


def _rate(one: Statement) -> str:
    """What a measure is per, be it a time: "1,200 MWh per year"."""
    return one.sort[2] or one.quantity.per or ""


class _Weights:
    """Evidence that two figures are of one thing, in bits: the rarer the words they share, the more.

    The bits are weighed against labelled pairs of documents and clean reports cut in two.  A logistic
    regression of all terms, judged on sets of pairs left out of it, found no more than these; it
    asked for more bits of a label, a slip, a time named in passing and a figure alone in its year,
    and for nothing against a clause that says no more than the other, which is what they have now.
    """

    def __init__(self, left: Sequence[Statement], right: Sequence[Statement]):
        nodes: dict[tuple, frozenset[str]] = {}
        for n, side in enumerate((left, right)):
            for one in side:
                key = (n, one.node)
                nodes[key] = nodes.get(key, frozenset()) | one.near | one.wide | one.marks
        rarity = Rarity(nodes.values())
        self.of, self.sum = rarity.of, rarity.sum
        self._values = Counter((s.sort, s.value) for s in (*left, *right))
        self._sorts = tuple(Counter(s.sort for s in side) for side in (left, right))
        self._rates = tuple(Counter((s.sort, _rate(s)) for s in side if s.sort[0] == "measure") for side in (left, right))
        self._dated = tuple(Counter((s.sort, s.period.end) for s in side if s.period is not None) for side in (left, right))
        self._nouns = tuple(Counter(s.noun for s in side if s.sort[0] == "count") for side in (left, right))
        self._crowd = _CROWDED * math.log2(max(len(left), len(right), _DENSE) / _DENSE)
        self._steps = tuple(
            Counter(w for s in side if s.quantity.kind == "date" for w in s.near if w[0] == "=") for side in (left, right)
        )
        self._sides = tuple(frozenset((s.sort, s.value) for s in side) for side in (left, right))

    def value(self, a: Statement) -> float:
        """The bits of two figures having one value: the more digits, the more."""
        size = len(retold.digits(a.value))
        return (0.0, 2.0, 4.0, 7.0)[min(size, 3)] - math.log2(max(self._values[a.sort, a.value], 2) / 2)

    def evidence(self, a: Statement, b: Statement) -> float:
        """The bits that words, names, times and neighbouring figures give."""
        near = a.near & b.near
        wide = (a.wide & b.wide) - near
        around = ((a.wide & b.around) | (a.around & b.wide)) - near - wide
        least = min(self.sum(a.near), self.sum(b.near))
        like = self.sum(near) / least if least else 0.0
        bits = self.sum(near) * (0.6 + 0.4 * like)
        bits += min(0.4 * self.sum(wide), 8.0) + min((0.5 if _leaning(a, b) else 0.25) * self.sum(around), 3.0)
        marks = a.marks & b.marks
        bits += 0.8 * self.sum(marks)
        bits += min(0.6 * self.sum(((a.marks | a.beside) & (b.marks | b.beside)) - marks), 5.0)
        bits += _counted(a, b) + (_LABELLED if _one_label(a, b) else _label_said(a, b))
        if a.metric and a.metric == b.metric:
            bits += _KNOWN if (a.period is None) == (b.period is None) else _KNOWN / 2
        if a.period is not None and b.period is not None and a.period.end == b.period.end and any(w[0] == "=" for w in near):
            bits += 4.0  # a known metric at one time
        bits += 4.0 * self._rated(a, b) + 2.0 * companions.told_together(a, b) + 4.0 * self._foreseen(a, b) + 4.0 * self._sole(a, b)
        bits += _KEYED * shared_key(near)
        return bits + self._only(a, b) + _slip(a, b) + _in_passing(a, b)

    def _only(self, a: Statement, b: Statement) -> float:
        """The bits of two figures that are nearly the only ones of their sort, or of their sort and time."""
        bits = 2.0 * all(count[a.sort] <= _FEW for count in self._sorts) + 4.0 * self._alone(a, b)
        if a.quantity.kind == "date":
            return bits + 2.5 * any(all(count[w] == 1 for count in self._steps) for w in a.near & b.near if w[0] == "=")
        if a.period is not None and b.period is not None and a.period.end == b.period.end:
            bits += (_DATED if close(a, b) else _ONLY) * all(count[a.sort, a.period.end] == 1 for count in self._dated)
        return bits

    def like(self, a: Statement, b: Statement) -> bool:
        """Whether what is measured may be one thing: a telling word that is no name, two words, or a metric in common."""
        near = _reach(a) & _reach(b)
        if _one_label(a, b) or _label_said(a, b) or self._mistyped(a, b) or self._rated(a, b) or self._foreseen(a, b) or companions.told_together(a, b):
            return True
        if a.sort[0] == "measure" and self._only(a, b) >= _ONLY:
            return True  # the one volume of a year in both
        near -= WEAK_ALONE | _unit_words(a)
        return len(near) >= 2 or any(w[0] == "=" or self.of(w) >= _TELLING for w in near - a.names - b.names)

    def _mistyped(self, a: Statement, b: Statement) -> bool:
        """Whether two figures of three digits look like one, mistyped, and few others of their sort, or none of their time, are about."""
        if a.quantity.kind == "date" or _slip(a, b) < 4.0:
            return False
        few = a.sort[0] == "measure" and all(count[a.sort] <= _HANDFUL for count in self._sorts)
        return few or self._only(a, b) >= _ONLY

    def _alone(self, a: Statement, b: Statement) -> bool:
        """Whether two measures are the only ones of a compound unit in their documents, told of one name: GWh a year of one plant."""
        if a.sort[0] != "measure" or not _rate(a) or _rate(a) != _rate(b) or not (a.names | a.near) & (b.names | b.near) & (a.names | b.names):
            return False
        return all(count[a.sort, _rate(a)] == 1 for count in self._rates)

    def _rated(self, a: Statement, b: Statement) -> bool:
        """Whether two figures are the only ones of their documents for each of something: €78/MWh, $1,200 per seat."""
        return bool(a.sort[0] == "money" and a.sort[2]) and close(a, b) and all(count[a.sort] == 1 for count in self._sorts)

    def _sole(self, a: Statement, b: Statement) -> bool:
        """Whether two counts are the only ones of one noun in their documents, told of all there are: 415 schools, 385 schools."""
        if a.sort[0] != "count" or not a.noun or a.noun != b.noun or min(a.value, b.value) < _MANY or not close(a, b) or a.names & a.near or b.names & b.near:
            return False
        return all(count[a.noun] == 1 for count in self._nouns)

    def _foreseen(self, a: Statement, b: Statement) -> bool:
        """Whether two amounts are the only ones of their sort that their documents foresee for one time."""
        if a.sort[0] not in ("money", "measure") or not (a.meant & b.meant) or a.period is None or b.period is None or not close(a, b):
            return False
        return a.period.end == b.period.end and all(count[a.sort, a.period.end] == 1 for count in self._dated)

    def doubt(self, a: Statement, b: Statement) -> float:
        """What counts against two differing figures being one thing."""
        return self._doubt(a, b) + self._crowd

    def _doubt(self, a: Statement, b: Statement) -> float:
        near = _reach(a) & _reach(b)
        slip = _slip(a, b)
        people = slip > 0 and all(s.noun in PEOPLE or bool(s.near & PEOPLE) for s in (a, b)) and a.sort[0] == "count"
        attribute = self.sum(near - a.names - b.names) + 5.0 * (people or bool(a.metric and a.metric == b.metric))
        beside = companions.told_together(a, b) and not ((a.sort, a.value) in self._sides[1] or (b.sort, b.value) in self._sides[0])
        beside = beside or self._foreseen(a, b) or self._sole(a, b)
        alone = self._alone(a, b) or _one_label(a, b) or _label_said(a, b) > 0
        doubt = 0.0 if attribute >= 4.0 or beside or alone or self._mistyped(a, b) or self._rated(a, b) else 6.0
        if a.quantity.kind == "date":
            known = bool(a.metric and a.metric == b.metric) or shared_key(near)
            begin = shared_key(near) or (a.lasting != b.lasting and "begins" in a.scope & b.scope and len(a.near & b.near) > _FEW)
            step = begin or any(w[0] == "=" for w in near)
            doubt += 0.0 if known else 3.0 if step else 6.0
            doubt += 6.0 * (not begin and a.lasting != b.lasting and any(w[0] == "=" and ":" not in w for w in a.near ^ b.near))
            doubt += 3.0 * (bool(a.names - b.wide - b.around) and bool(b.names - a.wide - a.around))
            return doubt + 3.0 * bool(_telling_apart(a, b)) + 2.0 * (bool(a.scope and b.scope and a.scope != b.scope))
        if not slip and not beside and not alone:
            doubt += _by_one_word(a, b)
        doubt += 4.0 * ((a.sort, a.value) in self._sides[1]) + 4.0 * ((b.sort, b.value) in self._sides[0])
        doubt += 4.0 * bool(a.cut ^ b.cut and a.metric == b.metric)
        doubt += (2.0 if _one_label(a, b) else 6.0) * bool(_telling_apart(a, b)) + 1.0 * bool(a.apart ^ b.apart) + 2.0 * bool(a.scope ^ b.scope)
        standing = a.metric == b.metric and a.metric in _STANDING and close(a, b) and all(w.startswith(("series-", "seed", "pre-seed")) for w in a.scope ^ b.scope)
        doubt += (3.0 if "=growth" in near else 0.0 if standing else 1.5) * ((a.period is None) != (b.period is None)) + (
            8.0 if "=growth" in near else 0.0 if standing else 4.0
        ) * _long_between(a, b)
        doubt += 2.0 * bool((a.names & a.near) - b.wide - b.around) + 2.0 * bool((b.names & b.near) - a.wide - a.around)
        if a.noun != b.noun and not content((a.noun or b.noun,)) & near and not people:
            doubt += 3.0
        if a.sort[0] in ("percent", "count") and max(a.value, b.value) < 100:
            doubt += 2.0
        times = max(a.value, b.value) / min(a.value, b.value)
        if times > _APART and retold.digits(a.value) != retold.digits(b.value):
            doubt += 3.0 if times <= _FAR else 6.0
        return doubt
