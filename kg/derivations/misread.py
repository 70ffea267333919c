"""What speaks for a result being right although its operands do not give it: they were taken for what they are not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kg import patterns as re
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, judge
from kg.model import Quantity
from kg.readings import Reading

_BEFORE = 2
"""Sentences before a total in which its items may have been added up already."""
_CLEAR = Fraction(3, 2)
"""A total so many times more or less than its items is one of other things, if they add up to a figure that is told."""
_MOST = Fraction(3, 2)
"""Shares that add up to so many wholes are each of a whole of their own."""
_THOUSANDS = (10**3, 10**6, 10**9)


def misread(one: Derivation, before: Sequence[Reading]) -> bool:
    """Whether a result that does not hold was read with operands that are not its own.

    ``before`` are the sentences of its paragraph in their order, its own among them.
    """
    return _milestone(one) or _median(one) or _of_before(one) or _a_loss(one) or _taken_more(one) or _part_of_time(one) or _of_a_change(one) or _in_quotes(one) or _already_told(one, before) or _own_wholes(one) or _in_thousands(one)


def _nominal(one: Derivation) -> Fraction | None:
    low, high = judge(one).nominal
    return abs(low) if low is not None and low == high else None


def _is(quantity: Quantity, value: Fraction) -> bool:
    """Whether a figure is a value, as exactly as it is written."""
    return bool(quantity.low) and 2 * abs(abs(Fraction(quantity.low)) - value) <= Fraction(quantity.low_step or 0)


def _already_told(one: Derivation, around: Sequence[Reading]) -> bool:
    """Whether what the operands give is told beside the stated figure: "18 % (432 of 2,400), a fall of 11.1 %"; so that is of others."""
    value, home, stated = _nominal(one), one.stated.reading, one.stated.quantity
    if value is None:
        return False
    readings = [home, *(o.reading for o in one.ways[0].operands if o.reading is not home)]
    if one.kind == "total":
        told = abs(Fraction(stated.low or 0))
        if not told or max(told / value if value else 0, value / told) < _CLEAR:
            return False
        at = next((n for n, r in enumerate(around) if r is home), 0)
        readings += around[max(0, at - _BEFORE) : at]
    taken = {(o.quantity.start, o.quantity.low) for o in one.ways[0].operands}
    return any(
        q is not stated and (q.start, q.low) not in taken and (q.kind, q.currency) == (stated.kind, stated.currency) and not q.is_range and _is(q, value)
        for reading in readings
        for q in reading.figures
    )


_PASSED = re.compile(r"\b(?:pass(?:ed|es|ing)|exceed(?:ed|s|ing)|topp(?:ed|ing)|cross(?:ed|es|ing)|surpass(?:ed|es|ing)|broke(?:\s+through)?|top)\s+(?:the\s+)?[~$€£]?$", re.I)


def _milestone(one: Derivation) -> bool:
    """Whether an operand is a mark that was passed, and no level: "we passed 10,500 homes last year and have 10,800, up 1.9 %"."""
    before = min(one.ways[0].operands, key=lambda o: o.quantity.low or 0, default=None)
    return one.kind in ("growth", "difference", "multiple-change") and before is not None and _PASSED.search(before.reading.text[max(0, before.quantity.start - 25) : before.quantity.start]) is not None


_MEDIAN = re.compile(r"\bmedian\b[^.;,]{0,30}$", re.I)


def _median(one: Derivation) -> bool:
    """Whether a figure is a median, which no total and no count give."""
    stated = one.stated
    return one.kind in ("per-head", "formula") and _MEDIAN.search(stated.reading.text[max(0, stated.quantity.start - 45) : stated.quantity.start]) is not None


_FROM = re.compile(r"\b(?:(?:down|up)\s+from|compared\s+with|compared\s+to|as\s+against|against|versus)\s+(?:a\s+(?:share|rate)\s+of\s+)?$", re.I)


def _of_before(one: Derivation) -> bool:
    """Whether a share is that of another time, with operands from another sentence: "29 % of the total, down from 37 % ($14.0 million)"."""
    stated = one.stated
    return one.kind == "share" and not one.sure and _FROM.search(stated.reading.text[max(0, stated.quantity.start - 40) : stated.quantity.start]) is not None


_LOSS = re.compile(r"\b(?:operating|net|pre-?tax|annual|trading|quarterly|full-year|after-tax)\s+(?:loss|profit|gain|surplus|deficit)(?:es|s)?\s+of\s+[~$€£]?$", re.I)


def _a_loss(one: Derivation) -> bool:
    """Whether an amount is a loss or a profit, which is no change: "compared with an operating loss of $27.5 million"."""
    stated = one.stated
    return one.kind == "difference" and _LOSS.search(stated.reading.text[max(0, stated.quantity.start - 40) : stated.quantity.start]) is not None


_TAKEN = re.compile(r"\b(?:bought|added|hired|sold|opened|won|spent|raised|took|ordered|built|received|gained|paid)\s+[~$€£]?$", re.I)
_MORE = re.compile(r"\s+(?:more|others?|further)\b(?!\s+than)", re.I)


def _taken_more(one: Derivation) -> bool:
    """Whether what is "more" is what somebody did besides: "lost $6 and bought $34 more"."""
    text, q = one.stated.reading.text, one.stated.quantity
    return one.kind == "difference" and _TAKEN.search(text[max(0, q.start - 30) : q.start]) is not None and _MORE.match(text, q.end) is not None


_HOURS = re.compile(r"\d\s*(?:hours?|hrs?|h|minutes?|min)\s*(?:,|and)?\s*$", re.I)


def _part_of_time(one: Derivation) -> bool:
    """Whether an operand is the end of a longer time: the minutes of "3 hours 22 minutes"."""
    return any(
        o.quantity.kind == "duration" and _HOURS.search(o.reading.text[max(0, o.quantity.start - 12) : o.quantity.start]) is not None
        for o in (*one.ways[0].operands, one.stated)
    )


_OF_CHANGE = re.compile(r"\s+of\s+(?:the|that|this|its|their)\s+(?:\w+\s+)?(?:rise|increase|growth|gain|change|fall|decrease|decline|drop|reduction|difference|gap)\b", re.I)


def _of_a_change(one: Derivation) -> bool:
    """Whether a percentage is a part of a change, no change: "4.2 points, 44 percent of the rise"."""
    return one.kind == "growth" and _OF_CHANGE.match(one.stated.reading.text, one.stated.quantity.end) is not None


_QUOTE = re.compile(r'["“”„]')


def _quote(term: Term) -> tuple[int, int] | None:
    """Where the quotation begins and ends that a figure stands in."""
    marks = [m.start() for m in _QUOTE.finditer(term.reading.text)]
    spans = zip(marks[::2], marks[1::2], strict=False)
    return next(((a, b) for a, b in spans if a < term.quantity.start < b), None)


def _in_quotes(one: Derivation) -> bool:
    """Whether a result stands in words that are quoted, and none of its operands does: who quotes them has figures of his own."""
    quote = _quote(one.stated)
    if quote is None:
        return False
    home = one.stated.reading
    return not any(o.reading is home and quote[0] < o.quantity.start < quote[1] for o in one.ways[0].operands)


def _own_wholes(one: Derivation) -> bool:
    """Whether shares are taken for those of one whole that add up to more than a slip explains."""
    value = _nominal(one)
    return one.kind == "hundred" and value is not None and value > 100 * _MOST


def _in_thousands(one: Derivation) -> bool:
    """Whether only the result of a formula says that all of it is in thousands: "1,160 + 185 = 1,345 thousand"."""
    value, stated = _nominal(one), one.stated.quantity
    bare = all(o.quantity.text[-1:].isdigit() for o in one.ways[0].operands)
    return one.kind in ("formula", "total", "difference") and bare and stated.text[-1:].isalpha() and bool(value) and any(_is(stated, value * scale) for scale in _THOUSANDS)
