"""Amounts that words call the difference, the rest or the average of figures beside them.

As with percentages, the words say that the amount follows and the sort of the figures says from
which: it is doubted where only one pair can be meant and a single slip would make it right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

from kg import rounding
from kg.derivations.amounts import second_of_range
from kg.derivations.masked import Term
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, closes, mistyped, taken

_STEP = Lazy(
    r"\b(?:(?:rose|risen|grew|grown|increased|climbed|gone\s+up|went\s+up|fell|fallen|declined|dropped|decreased|come\s+down|came\s+down|shrank|went\s+down|gone\s+down|improved|widened|narrowed)\s+by"
    r"|(?:increase|rise|improvement|reduction|fall|drop|decrease|growth|gain|difference|gap|saving|loss)\s+(?:of|is|was)|(?:increase|rise|improvement|reduction|fall|drop|decrease|difference|gap|saving),"
    r"|(?:added|gained|lost|saves?|saved|saving))\s+(?:(?:about|some|nearly|just|another|a\s+further|only)\s+)*$"
)
_RESULT = Lazy(r"\b(?:loss|gain)\s+(?:is|was)\b")
"""A loss told before one of two levels is a year's result: "sales were £14 million and the loss was £1 million; by 1983 sales had fallen to £9 million"."""
_REST = Lazy(r"\b(?:the|its|their)\s+(?:other|remaining|rest,?|remainder,?|last)\s+(?:of\s+|some\s+)?$")
_ELSE = Lazy(r"\b(?:average|per|each|including|excluding|plus|besides|at\s+least|respectively|target|planned|would|could|should|might|adjusted|inflation|about|roughly|of\s+which|others)\b")
_BY = Lazy(r"\b(?:by|of\s+only)\s+$")
_TO = Lazy(r"\s+(?:to|against|over|on|in|towards?)\s+(?:the\s+)?(?:plan|budget|target|goal|forecast|others?|competitors?|rivals?)\b|\s*(?:in|after)\s+(?:real|tax)")
_AMOUNTS = frozenset(("money", "count", "measure", "duration"))
_LEAST = 2
"""An amount with fewer digits than this is told too roughly."""


def remainders(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A difference or a rest that the only two figures it can be of do not give, but would if one digit were another."""
    q = figure.term.quantity
    if q.kind not in _AMOUNTS or q.per is not None or q.approximate or len(_digits(q.low)) < _LEAST:
        return
    step, rest = _STEP.search(figure.before[-45:]), _REST.search(figure.before[-30:])
    if not (step or rest) or _ELSE.search(figure.before[-60:]) or _TO.match(figure.after) or second_of_range(paragraph, figure):
        return
    near = [
        f
        for f in paragraph.figures
        if f is not figure and figure.line - 2 <= f.line <= figure.line and f.term.quantity.per is None and (f.term.quantity.start == q.start or not (_BY.search(f.before[-8:]) or _STEP.search(f.before[-45:])))
    ]
    levels = [f for f in near if f.sort == figure.sort] or [f for f in near if f.term.quantity.kind == "duration" and figure.sort[0] == "count" and not figure.noun]
    if any(closes(figure, taken(sorted(c, key=_value, reverse=True))) for n in (2, 3, 4) for c in combinations(levels[:8], n)):
        return
    if any(a.value + figure.value == b.value or b.value + figure.value == a.value for a, b in combinations(levels, 2)):
        return
    pair = _pair(levels, figure)
    if pair is None or (step and _RESULT.search(step[0]) and any(f.line == figure.line and f.term.quantity.start > q.start for f in pair)):
        return
    working = taken(sorted(pair, key=_value, reverse=True))
    if any(f.value == working.nominal for f in paragraph.figures if f is not figure and f not in pair):
        return  # "a gap of 16 points. In 2019 the gap was 18": of other levels
    if mistyped(figure, working, 2) or any(_gives(working, figure, other) for other in range(2)):
        yield Derivation("difference", figure.term, (working.way(),), label="a difference of" if step else "a rest of", sure=False)


def _value(figure: Figure) -> Fraction:
    return figure.value


def _pair(levels: Sequence[Figure], figure: Figure) -> tuple[Figure, Figure] | None:
    """The two levels the amount lies between: the only two there are, or the only two of what the sentence names."""
    every = list({f.value: f for f in levels}.values())
    if len(every) == 2:
        return every[0], every[1]
    joined = [(a, b) for a, b in pairwise(levels) if a.line == b.line and a.value < b.value and _OF.fullmatch(a.after[: b.term.quantity.start - a.term.quantity.end])]
    if len(joined) == 1:
        return joined[0]  # "423 of the 516 … The other 93"
    text = figure.term.reading.text.lower()
    named = [f for f in every if any(w in text for w in _named(f))]
    return (named[0], named[1]) if len(named) == 2 else None


def _named(figure: Figure) -> list[str]:
    """The word right behind a figure, as what it counts: "51,300 unemployed"."""
    match = _NEXT.match(figure.after)
    return [w for w in (*figure.noun, match[1].lower() if match else "") if len(w) > 4]


_OF = Lazy(r"\s+(?:[\w’'-]+\s+)?(?:of|out\s+of)\s+(?:the\s+|all\s+|its\s+|our\s+|these\s+|those\s+)?(?:[\w’'-]+\s+)?[~$€£]?")
_NEXT = Lazy(r"\s+([^\W\d_][\w-]{4,})")


def _digits(value: Decimal | None) -> str:
    return "".join(map(str, value.normalize().as_tuple().digits)) if value is not None else ""


def _gives(working: Working, figure: Figure, which: int) -> bool:
    """Whether the working gives the amount exactly once one digit of an operand is another, or two are turned."""
    wrong, right = working.figures[which], working.figures[1 - which]
    meant = right.value + figure.value if which == 0 else right.value - figure.value
    if meant <= 0:
        return False
    q = wrong.term.quantity
    value = Decimal(meant.numerator) / Decimal(meant.denominator)
    typed = replace(wrong, term=Term(wrong.term.reading, replace(q, low=value, high=value)))
    exact = Working(lambda x: x[0], (typed,), typed.term.text)
    return len(_digits(q.low)) > _LEAST and mistyped(wrong, exact)


_EXTREME = Lazy(r"\b(?:average|mean|median|typical|record|peak|(?!forest|harvest|interest|request|contest|latest)[a-z]{3,}est)\b")
"""Who tells the mean, the busiest and the lightest day lists no parts of a mean."""
_MEAN = Lazy(r"\b(?:on\s+average|an\s+average\s+of|the\s+average\s+(?:is|was)|averag(?:es|ed|ing))\b[^.;]{0,30}$")


def averages(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "1,240 in 2019, 1,080 in 2020 and 1,310 in 2021. On average that makes 1,210": the mean of a list."""
    q = figure.term.quantity
    if q.kind not in _AMOUNTS or q.per is not None or not _MEAN.search(figure.before[-50:]):
        return
    for line in (figure.line, figure.line - 1):
        items = [f for f in paragraph.figures if f.line == line and f is not figure and f.sort == figure.sort and f.term.quantity.start != q.start]
        if line < figure.line and items and _EXTREME.search(items[0].term.reading.text):
            continue
        if 3 <= len(items) <= 12 and (line < figure.line or items[-1].term.quantity.end <= q.start):
            mean = Working(lambda x: rounding.ratio(rounding.total(x), len(x)), tuple(items), f"the mean of {items[0].term.text}, … {items[-1].term.text}")
            low, high = min(f.value for f in items), max(f.value for f in items)
            value = mean.nominal
            if value and low * Fraction(9, 10) <= figure.value <= high and not closes(figure, mean) and all(f.value * 4 > value for f in items):
                yield Derivation("formula", figure.term, (mean.way(),), label="an average of", sure=False)
            return
