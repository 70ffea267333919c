"""How many times one figure is another, told beside the two: "for €46 million. It had revenue of €10 million, so the price was 4.6 times sales"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg import rounding
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, divided, mistyped

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


def _before(a: Figure, b: Figure) -> bool:
    return (a.line, a.term.quantity.start) < (b.line, b.term.quantity.start)


def _ratio(a: Figure, b: Figure) -> Working:
    return divided(*((a, b) if a.value > b.value else (b, a)))


def _gives(working: Working, figure: Figure) -> bool:
    computed = working.formula([rounding.interval(f.term.quantity) for f in working.figures])
    return rounding.interval(figure.term.quantity).overlaps(computed)
