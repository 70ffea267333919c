"""Words of a rise before figures that fall, and the other way about: "fell from 75 % to 76 %"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import patterns as re
from kg.derivations.masked import Masked, Term, pattern
from kg.readings import Reading
from kg.records import record

_UP = r"rose|risen|rises?|rising|grew|grown|grows?|growing|increas(?:ed|es?|ing)|climb(?:ed|s|ing)|jump(?:ed|s|ing)|went\s+up|gone\s+up|goes\s+up|growth|up"
_DOWN = r"fell|fallen|falls?|falling|dropp(?:ed|ing)|drops?|declin(?:ed|es?|ing)|decreas(?:ed|es?|ing)|shr[au]nk|went\s+down|gone\s+down|came\s+down|come\s+down|reduction|down"
_MOVE = rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s+(?:(?!(?:and|but|while|which|to|not)\b)[^\W\d_][\w'’-]*,?\s+){{0,4}}?"
_IN = r"(?:\s+(?:in|at|on|by|of|for|during)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}?<D>)?"
_FORMS = (
    pattern(rf"{_MOVE}(?:by\s+<Q>,?\s+)?(?:from\s+)?<V:a>→<V:b>"),
    pattern(rf"{_MOVE}(?:by\s+<Q>,?\s+)?from\s+<V:a>{_IN}\s+to\s+<V:b>"),
    pattern(rf"{_MOVE}to\s+<V:b>{_IN},?\s+(?:up\s+|down\s+)?from\s+<V:a>"),
)
_CUE = re.compile(rf"\b(?:{_UP}|{_DOWN})\b", re.I)
_PAIR = re.compile(r"\bfrom\b|→|->", re.I)
_NOT = re.compile(r"\b(?:not|never|no\s+longer|hardly|instead\s+of|rather\s+than|n't|would|could|should|if|slower|slow\w*|less|narrow\w*|gap|deficit|loss(?:es)?|range[ds]?|between|ranging|rank\w*|place[ds]?|score[ds]?|handicap)\b", re.I)
_MOST = 20
"""Figures further apart than so many times are written in different scales more likely than they are turned."""


@record
class Turned:
    """A word of change with the figure before and the one after, which go the other way."""

    word: str
    before: Term
    after: Term


def turned(readings: Sequence[Reading]) -> Iterator[Turned]:
    """Every change in words that the two figures beside it contradict."""
    for reading in readings:
        if not reading.figures or not _PAIR.search(reading.text) or not _CUE.search(reading.text):
            continue
        masked = Masked([reading])
        if masked.count("V") < 2:
            continue
        seen: set[int] = set()
        for form in _FORMS:
            for match in form.finditer(masked.text):
                before, after = masked.term(match["a"]), masked.term(match["b"])
                if id(after.quantity) not in seen and not _NOT.search(masked.text, max(0, match.start() - 50), match.end()) and _against(before, after, match["up"] is not None):
                    seen.add(id(after.quantity))
                    yield Turned(match["up"] or match["down"], before, after)


def _against(before: Term, after: Term, up: bool) -> bool:
    """Whether two plain figures of one sort go the other way."""
    a, b = before.quantity, after.quantity
    if (a.kind, a.unit, a.currency, a.per) != (b.kind, b.unit, b.currency, b.per) or a.is_range or b.is_range or a.bound or b.bound:
        return False
    if min(a.low, b.low) <= 0 or max(a.low, b.low) > _MOST * min(a.low, b.low):
        return False
    return a.low > b.low if up else a.low < b.low
