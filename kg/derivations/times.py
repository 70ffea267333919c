"""How many times one figure is another, told beside the two: "for €46 million. It had revenue of €10 million, so the price was 4.6 times sales"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg import rounding
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, divided, mistyped
from kg.samefact import stems

_COVERS = Lazy(r"\b(?:covers?|covered|exceeds?|exceeded|outweighs?|outweighed|outnumbers?|outnumbered)\b[^,;:.()]*")
"""What leads from the figure that is so many times the other to the other one, and on to the result."""
_OFTEN = Lazy(r"\s*(?:an?|per|each|every|in|since|during|within|daily|weekly|monthly)\b")
_AS_MUCH = Lazy(r"\s+(?:as|so)\s+(?:much|many|high|large|big|long|great|heavy|far|fast|dear|expensive)\s+as\b(?P<than>[^,;:.()]*)")
_RATIO = Lazy(r"\b(?:an?|the)\s+(?:[\w–-]+\s+){0,3}?ratio\s+of\s+(?:about\s+|some\s+|nearly\s+|almost\s+)?$")
_NAMED = Lazy(r"\b(?P<one>[^\W\d_]{3,})(?:\s?[–/-]\s?(?:to\s?[–-]\s?)?|\s+to\s+)[^\W\d_]{3,}\s+ratio\s+of\s+(?:about\s+|some\s+|nearly\s+|almost\s+)?$")
_ELSE = Lazy(r"\b(?:per|each|average|up\s+to|target|between|a\s+year|annual\w*)\b")
_RESULT = Lazy(r"\b(?:is|was|so|thus|therefore|hence|that\s+is|which\s+is|comes\s+to|came\s+to|or|makes|made|equals|paid|at)\s+(?:about\s+|some\s+|nearly\s+)?$|[,(–—]\s*$")
_AMOUNTS = ("money", "count", "measure")
_NEAR = 2


def times(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A multiple that the only two figures of one sort before it do not give."""
    q = figure.term.quantity
    if q.kind != "multiple" or not any(map(str.isdigit, q.text)) or not _RESULT.search(figure.before[-25:]) or _ELSE.search(figure.before[-60:]):
        return
    near = [f for f in paragraph.figures if f.term.quantity.kind in _AMOUNTS and f.term.quantity.per is None and _before(f, figure) and figure.line - 1 <= f.line]
    pairs = {(min(a.value, b.value), max(a.value, b.value)): (a, b) for a, b in combinations(near, 2) if a.sort == b.sort and a.value != b.value and not (a.noun and b.noun and not a.noun & b.noun)}
    every = [_ratio(a, b) for a, b in combinations([f for f in paragraph.figures if f.term.quantity.kind in (*_AMOUNTS, "duration")], 2) if a.sort == b.sort and a.value != b.value]
    if len(pairs) != 1 or any(_gives(w, figure) for w in every):
        return
    found = _ratio(*next(iter(pairs.values())))
    value = found.nominal
    if value and ((value <= figure.value * _NEAR and figure.value <= value * _NEAR) or mistyped(figure, found, 2)):
        yield Derivation("multiple", figure.term, (found.way(),), label="a multiple of", sure=False)


def told(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "The fees of £8.4 million cover the rent of £5.6 million 1.5 times"; "£36, 1.5 times as much as the £24"; "a ratio of 1.5"."""
    pair = _pair(paragraph, figure)
    if pair is None or _ELSE.search(figure.before):
        return
    large, small = pair
    every = [_ratio(a, b) for a, b in combinations([f for f in paragraph.figures if f.line == figure.line and f.term.quantity.kind in (*_AMOUNTS, "duration")], 2) if a.sort == b.sort and a.value != b.value and figure not in (a, b)]
    found = divided(large, small)
    inverse = (divided(small, large),) if figure.term.quantity.kind == "count" else ()
    if any(_gives(w, figure) for w in (found, *inverse, *every)):
        return
    value = found.nominal
    if value and ((value <= figure.value * _NEAR and figure.value <= value * _NEAR) or mistyped(figure, found, 2)):
        yield Derivation("multiple", figure.term, (found.way(),), label="a ratio of" if figure.term.quantity.kind == "count" else "a multiple of", sure=False)


def _pair(paragraph: Paragraph, figure: Figure) -> tuple[Figure, Figure] | None:
    """The two figures of its own sentence that words bind a multiple or a ratio to, the one that is divided first."""
    q = figure.term.quantity
    if not any(map(str.isdigit, q.text)) or q.kind not in ("multiple", "count"):
        return None
    own = [f for f in paragraph.figures if f.line == figure.line and f is not figure and f.term.quantity.kind in _AMOUNTS and f.term.quantity.per is None]
    before = [f for f in own if _before(f, figure)]
    if q.kind == "multiple":
        match = _AS_MUCH.match(figure.after)
        if match is not None and before and (after := [f for f in own if not _before(f, figure)]):
            one, two = before[-1], after[0]
            inside = two.term.quantity.start - q.end <= match.end()
            return (one, two) if len(before) == 1 and inside and _alike(one, two) else None
        if len(before) == 2 and _alike(*before) and not _OFTEN.match(figure.after) and q.start - before[1].term.quantity.end <= 2 and _COVERS.search(before[1].before[before[0].term.quantity.end :]):
            return before[0], before[1]
    elif q.low != int(q.low) and _RATIO.search(figure.before[-60:]):
        kin = [(a, b) for a, b in combinations(before, 2) if _alike(a, b)]
        return (kin[0] if len(kin) == 1 else None) if len(before) == 2 else _over_two(paragraph, figure, before)
    return None


def _over_two(paragraph: Paragraph, figure: Figure, before: list[Figure]) -> tuple[Figure, Figure] | None:
    """ "The works cost £186 million. Benefits of £390.6 million give a benefit-cost ratio of 2.1": the one that the ratio is named by, and the only one of its sort just told."""
    named = _NAMED.search(figure.before[-60:])
    if named is None or len(before) != 1 or stems(named["one"])[:1] != stems(before[0].before.removesuffix(" of ").rpartition(" ")[2])[:1]:
        return None
    told = [f for f in paragraph.figures if f.line == figure.line - 1 and _alike(f, before[0]) and f.term.quantity.per is None]
    return (before[0], told[0]) if len({f.value for f in told}) == 1 else None


def _alike(a: Figure, b: Figure) -> bool:
    """Whether two figures are of one sort, and not counts of two things."""
    return a.sort == b.sort and a.value != b.value and not (a.noun and b.noun and not a.noun & b.noun)


def _before(a: Figure, b: Figure) -> bool:
    return (a.line, a.term.quantity.start) < (b.line, b.term.quantity.start)


def _ratio(a: Figure, b: Figure) -> Working:
    return divided(*((a, b) if a.value > b.value else (b, a)))


def _gives(working: Working, figure: Figure) -> bool:
    computed = working.formula([rounding.interval(f.term.quantity) for f in working.figures])
    return rounding.interval(figure.term.quantity).overlaps(computed)
