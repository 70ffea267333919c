"""Rates of growth per year whose levels stand elsewhere, and changes in brackets behind the two levels they lead between.

"From June 2022 to June 2025 the compound rate is 57.9 % a year": two dated levels of one series of
the report give it.  Any two levels of those years excuse it; it is doubted when it is a slip of what
just one series gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.register import Amount, Register, basic, plain, sort
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading

CUES = frozenset("cagr compound compounded compounding annual annually year".split())
_RATE = Lazy(r"\b(?:cagr|compound(?:ed|ing)?)\b")
_SPAN = Lazy(r"\b(?P<a>(?:19|20)\d\d)\s*(?:[-–—]|to|and|until)\s*(?:[A-Z][a-z]+\s+)?(?P<b>(?:19|20)\d\d)\b")
_MORE = Lazy(r"\s+(?:more|higher|larger|growth|increase|above)\b")
_NOT = Lazy(r"\b(?:would|could|target\w*|real\s+terms|excluding|organic\w*|inflation)\b")
_BRACKET = Lazy(r"\s*(?P<when>[^.;()\d]{0,30}(?:(?:19|20)\d\d)?)\s*\((?P<sign>[+−–-]|up\s+|down\s+)?$")
_FROM = Lazy(r"[^.;()]{0,40}\b(?:down|up)\s+from\s+$")
_MOST = 60


def compounded(register: Register, reading: Reading) -> Iterator[Derivation]:
    """The doubted rates per year of a sentence."""
    if not _RATE.search(reading.text) or _NOT.search(reading.text):
        return
    rates = [q for q in reading.figures if q.kind == "percent" and not q.is_range and not q.bound]
    if len(rates) == 2 and len(reading.figures) == 3:
        yield from _from_change(reading, *rates)
    span = _SPAN.search(reading.text)
    if span is None or len(rates) != len(reading.figures) or len(rates) != 1:
        return
    first, last = int(span["a"]), int(span["b"])
    if last - first < 2:
        return
    yield from _between(register, reading, rates[0], first, last)


def _between(register: Register, reading: Reading, rate: Quantity, first: int, last: int) -> Iterator[Derivation]:
    """A rate between two years, against every series that tells both."""
    starts, ends = register.dated(first), register.dated(last)
    pairs = [(a, b) for a in starts for b in ends if a.sort == b.sort and a.beside & b.beside] if len(starts) <= _MOST and len(ends) <= _MOST else []
    words = frozenset(w for w in reading.words if len(w) > 3)
    if any(_near(rate, rounding.cagr(a.quantity, b.quantity, Fraction(last - first))) for a, b in pairs):
        return
    slips = {(a.value, b.value): (a, b) for a, b in pairs if _slip(rate, a, b, last - first)}
    if len(slips) == 1 and words:
        ((a, b),) = slips.values()
        years = last - first
        way = Way(lambda x: rounding.cagr(x[0], x[1], years), (a.term, b.term), f"{a.term.text} ({first}) to {b.term.text} ({last}) in {years} years", "% a year")
        yield Derivation("compound", Term(reading, rate), (way,), label="growth per year of", sure=False)


def _near(rate: Quantity, computed: rounding.Interval) -> bool:
    return computed.low is not None and computed.high is not None and computed.low - 1 <= Fraction(rate.low) <= computed.high + 1


def _slip(rate: Quantity, a: Amount, b: Amount, years: int) -> bool:
    if not a.value or b.value <= a.value:
        return False
    computed = rounding.cagr(rounding.Interval.point(a.value), rounding.Interval.point(b.value), Fraction(years))
    step = Fraction(rate.low_step or 1)
    written = int(Fraction(rate.low) / step)
    return computed.low is not None and written > 9 and round(computed.low / step) in set(typed(written))


def _from_change(reading: Reading, change: Quantity, rate: Quantity) -> Iterator[Derivation]:
    """ "110 % more than five years before, or 16 % a year compounded"."""
    spans = [q for q in reading.figures if q.kind == "duration" and q.unit == "year" and q.low == q.high]
    if len(spans) != 1 or not change.end <= spans[0].start < rate.start or not _MORE.match(reading.text[change.end :]) or spans[0].low < 2:
        return
    years = Fraction(spans[0].low)
    if years.denominator != 1:
        return
    whole = rounding.cagr(rounding.Interval.point(Fraction(100)), rounding.total([change, Fraction(100)]), years)
    if not _near(rate, whole):
        way = Way(lambda x: rounding.cagr(rounding.Interval.point(Fraction(100)), rounding.total([x[0], Fraction(100)]), years), (Term(reading, change),), f"{change.text} over {spans[0].text}", "% a year")
        yield Derivation("compound", Term(reading, rate), (way,), label="growth per year of", sure=False)


# --------------------------------------------------------------------------- changes in brackets


def bracketed(reading: Reading) -> Iterator[Derivation]:
    """ "$40M in September 2024, $64M in September 2025 (+60 %)", "38 g, down from 50 g (−24 %)"."""
    for (a, b), q in zip(pairwise(reading.figures), reading.figures[2:], strict=False):
        if q.kind != "percent" or q.is_range or not (plain(a) and plain(b)) or sort(a) != sort(b) or reading.text[q.end : q.end + 1] != ")":
            continue
        bracket = _BRACKET.match(reading.text[b.end : q.start])
        if bracket is None:
            continue
        sign = (bracket["sign"] or "").strip().lower()
        between = reading.text[a.end : b.start]
        if _FROM.match(between) and sign:
            before, after = b, a
        elif sign and (years := [_year(reading, a, b.start), _year(reading, b, q.start)]) and None not in years and years[0] < years[1]:
            before, after = a, b
        else:
            continue
        down = sign in ("−", "–", "-", "down")
        value = 100 * (Fraction(basic(after).low) / Fraction(basic(before).low) - 1)
        if abs(abs(Fraction(q.low)) * (-1 if down else 1) - value) > max(Fraction(q.low_step or 1), abs(value) / 20):
            way = Way(lambda x: rounding.growth(x[0], x[1]), (Term(reading, basic(before)), Term(reading, basic(after))), f"{before.text} to {after.text}", "%")
            yield Derivation("growth", Term(reading, q), (way,), negative=down and q.low > 0, sure=False)


def _year(reading: Reading, q: Quantity, stop: int) -> int | None:
    found = [d.period.end.year for d in reading.dates if q.end <= d.start < stop and d.start - q.end <= 12 and d.period.end]
    return found[0] if len(found) == 1 else None
