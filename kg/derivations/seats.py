"""So many at so much a month, and what it makes in a year: "€49 per seat a month with 12,000 seats is €7.1 million a year"; "$1.2 million a month, or $14.4 million a year".

The price for each, the number and the result stand in one sentence or in two; a month is a twelfth of a
year.  Every product with a usual factor of time excuses the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kg import nouns, rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.slips import typed
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading

CUES = frozenset("month monthly week weekly quarter quarterly each per year yearly annual annually annum".split())
_YEAR = {"year": 1, "annum": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
_ADVERBS = {"annual": "year", "annually": "year", "yearly": "year", "quarterly": "quarter", "monthly": "month", "weekly": "week", "daily": "day"}
_TIME = r"(?P<time>year|annum|quarter|month|week|day)"
_EACH_AFTER = Lazy(rf"\s*(?:(?:a|per|each|/)\s*{_TIME}\b)?\s*(?:,\s*)?(?:per|a|an|each|for\s+each|for\s+every|/)\s*(?P<thing>(?!year\b|annum\b|quarter\b|month\b|week\b|day\b)[^\W\d_]{{3,}})(?:\s*(?:and\s+|,\s*)?(?:a|per|each|every|/)\s*(?P<later>year|annum|quarter|month|week|day)\b)?")
_APIECE = Lazy(rf"\s+(?:each|apiece)\b(?:\s+(?:a|per|every|/)\s*{_TIME}\b)?|\s*(?:a|per|/)\s*(?P<later>year|annum|quarter|month|week|day)\s+each\b")
_TIMED = Lazy(rf"\s*(?:of\s+[^\W\d_]+\s+)?(?:a|per|each|every|/)\s*{_TIME}\b")
_EACH_BEFORE = Lazy(r"\b(?:each|every|per|average|an\s+average)\s+(?:(?P<thing>[^\W\d_]{3,})\s+)?(?:[^\W\d_]+\s+){0,3}?(?:of\s+|is\s+|was\s+|at\s+)?(?:about\s+|some\s+)?[€$£~]?$")
_NAMED_TIME = Lazy(r"\b(?P<adverb>annual|yearly|quarterly|monthly|weekly|daily)(?:ly)?\s+(?:[^\W\d_]+\s+){0,5}?[€$£~]?$")
_ANNUALLY = Lazy(r"\s*(?:[^\W\d_]+\s+){0,2}?(?P<adverb>annually|yearly|monthly|quarterly|weekly|daily)\b")
_LINK = Lazy(r"\s*(?:of\s+[^\W\d_]+\s+)?(?:a|per|each|/)?\s*(?:day|month|week|quarter|year)?\s*(?:,|\(|–|—)\s*(?:(?:or|that\s+is|i\.e\.|which\s+is|which\s+makes|equal\s+to|equivalent\s+to|thus|making|annuali[sz]ed|or\s+about|or\s+some)\s+)?(?:about\s+|some\s+|roughly\s+|just\s+)?[€$£~]?\s*|\s+(?:a|per|each)\s+(?:month|week|quarter|year),?\s+(?:or|that\s+is|i\.e\.|equal\s+to|equivalent\s+to|making|which\s+makes)\s+(?:about\s+|some\s+|roughly\s+|just\s+)?[€$£~]?\s*")
_NOT = Lazy(r"\b(?:and\s+(?:the|its|their|our)\s+[^\W\d_]\w+\s+(?:brought|bring|took|take|made|earned|gave)|with\s+(?!\d|an?\b|the\b|its\b|our\b|some\b|about\b)|up\s+to|from|between|at\s+least|at\s+most|discount\w*|some\s+of|together|both|gifts?|other|plus|also|target\w*|plan(?:s|ned)?|would|could|should|if|list\s+price\s+only|cheapest|net\s+of|after|before|grew|rose|fell|previous\w*|earlier)\b")


_PRICE = Lazy(r"\b(?:subscri\w+|members?hip|costs?|pric\w+|fees?|charg\w+|plans?|licen[cs]es?|tickets?|pass(?:es)?|paid|billed|tariff|in\s+advance|upfront|up\s+front)\b")
"""Who buys for a year often pays less than twelve months."""
_MOST = 6
"""Sentences with more figures tell more than one product."""


def seats(home: Sequence[Reading]) -> Iterator[Derivation]:
    """The doubted results of a passage."""
    for n, reading in enumerate(home):
        if CUES.isdisjoint(reading.words) and "each" not in reading.text and "/" not in reading.text:
            continue
        yield from _turned(reading)
        window = [r for r in home[max(0, n - 1) : n + 1] if len(r.figures) <= _MOST]
        if reading in window and sum(q.kind == "money" for r in window for q in r.figures) == 2 and not any(_NOT.search(r.text) for r in window):
            yield from _sold(window, reading)


def _per(reading: Reading, q: Quantity) -> str | None:
    """The time that an amount of money is for: "month"."""
    after = _TIMED.match(reading.text[q.end : q.end + 24]) or _ANNUALLY.match(reading.text[q.end : q.end + 40])
    if q.per in _YEAR:
        return q.per
    if after is not None:
        found = after.groupdict()
        return found.get("time") or _ADVERBS[found["adverb"].lower()]
    before = _NAMED_TIME.search(reading.text[max(0, q.start - 60) : q.start])
    return _ADVERBS[before["adverb"].lower()] if before is not None and not any(before.start() <= f.start - max(0, q.start - 60) for f in reading.figures if f.end <= q.start) else None


# --------------------------------------------------------------------------- a month, or a year


def _turned(reading: Reading) -> Iterator[Derivation]:
    """ "Monthly burn is $1.2 million, or $14.4 million a year"."""
    for a, b in pairwise(reading.figures):
        if a.kind != b.kind or a.kind not in ("money", "measure") or a.currency != b.currency or a.unit != b.unit or not _plain(a) or not _plain(b) or not _LINK.fullmatch(reading.text[a.end : b.start]):
            continue
        one, other = _per(reading, a), _per(reading, b)
        if one is None or other is None or one == other:
            continue
        factor = Fraction(7) if (one, other) == ("day", "week") else Fraction(_YEAR[one], _YEAR[other])
        cheaper = Fraction(b.low) < Fraction(a.low) * factor if factor > 1 else Fraction(b.low) > Fraction(a.low) * factor
        if cheaper and _PRICE.search(reading.text):
            continue
        yield from _doubted(Term(reading, b), [Term(reading, a)], factor, ())


def _plain(q: Quantity) -> bool:
    return q.low is not None and q.low > 0 and not q.is_range and not q.bound and not q.change


# --------------------------------------------------------------------------- so many at so much


def _sold(window: Sequence[Reading], reading: Reading) -> Iterator[Derivation]:
    terms = [Term(r, q) for r in window for q in r.figures if _plain(q)]
    money = [t for t in terms if t.quantity.kind == "money"]
    counts = [t for t in terms if t.quantity.kind == "count" and t.quantity.low >= 5 and any(map(str.isdigit, t.quantity.text))]
    if len(money) != 2 or not 1 <= len(counts) <= 2 or len({t.quantity.currency for t in money}) != 1 or not any(t.reading is reading for t in (*money, *counts)):
        return
    price, result = sorted(money, key=lambda t: t.quantity.low)
    each = _each(price)
    if each is None or result.quantity.low < price.quantity.low * 5 or _each(result) is not None:
        return
    thing, time = each
    named = [c for c in counts if thing and thing in _noun(c)] or (counts if len(counts) == 1 and not thing else [])
    if len(named) != 1:
        return
    years = _per(result.reading, result.quantity)
    factor = Fraction(_YEAR[time], _YEAR[years]) if time and years else Fraction(1) if not time else Fraction(_YEAR[time])
    yield from _doubted(result, [named[0], price], factor, counts)


def _each(price: Term) -> tuple[str, str | None] | None:
    """What a price is for each of (empty if that is not said) and for how long; ``None`` where it is no price."""
    text, q = price.reading.text, price.quantity
    after, before = text[q.end : q.end + 60], text[max(0, q.start - 60) : q.start]
    for form in (_EACH_AFTER, _APIECE):
        match = form.match(after)
        if match is not None:
            found = match.groupdict()
            return nouns.singular((found.get("thing") or "").lower()), found.get("later") or found.get("time")
    if q.per and q.per not in _YEAR:
        return nouns.singular(q.per), _later(after)
    match = _EACH_BEFORE.search(before)
    if match is not None and not any(f.start >= q.start - len(before) + match.start() for f in price.reading.figures if f.end <= q.start):
        thing = (match["thing"] or "").lower()
        return "" if thing in ("of", "the", "rent", "price", "fee", "at") else nouns.singular(thing), _per(price.reading, q)
    return None


def _later(after: str) -> str | None:
    match = _TIMED.match(after)
    return match["time"] if match is not None else None


def _noun(count: Term) -> frozenset[str]:
    words = count.reading.text[count.quantity.end :].split()[:3]
    return frozenset(nouns.singular(w.strip(".,;:()").lower()) for w in words)


# --------------------------------------------------------------------------- the verdict


def _doubted(result: Term, operands: Sequence[Term], factor: Fraction, others: Sequence[Term]) -> Iterator[Derivation]:
    usual = {factor, Fraction(1), *(Fraction(n) for n in _YEAR.values()), *(Fraction(1, n) for n in _YEAR.values())} if len(operands) > 1 else {factor}
    tries = [operands, *([c, operands[-1]] for c in others)]
    if any(judge(_derivation(result, parts, f)).verdict != "disagree" for parts in tries for f in usual):
        return
    if _slip(result, operands, factor):
        yield _derivation(result, operands, factor)


def _derivation(result: Term, operands: Sequence[Term], factor: Fraction) -> Derivation:
    words = " × ".join(t.text for t in operands) + (f" × {factor}" if factor != 1 else "")
    return Derivation("formula", result, (Way(lambda x: rounding.product([*x, factor]), tuple(operands), words),), sure=False)


def _slip(result: Term, operands: Sequence[Term], factor: Fraction) -> bool:
    """Whether the result, or one operand, is one typed digit, two turned ones or a power of ten away."""
    stated, step = Fraction(result.quantity.low), Fraction(result.quantity.low_step) or Fraction(1)
    values = [Fraction(t.quantity.low) for t in operands]
    value = factor
    for v in values:
        value *= v
    if any(abs(stated / value * f - 1) <= Fraction(1, 100) for p in (10, 100, 1000) for f in (p, Fraction(1, p))):
        return True
    if not {int(value / step), int(value / step) + 1}.isdisjoint(typed(int(stated / step))):
        return True
    for t, v in zip(operands, values, strict=True):
        unit = Fraction(t.quantity.low_step) or Fraction(1)
        low, high = (stated - step / 2) * v / value, (stated + step / 2) * v / value
        digits = int(v / unit)
        for bare, scale in {(digits, unit), *(((digits // 10**k), unit * 10**k) for k in (1, 2, 3) if digits % 10**k == 0)}:
            if bare > 9 and any(low <= m * scale <= high for m in typed(bare)):
                return True
    return False


