"""Shares told again without their figures: "310,000 visitors, 80,000 of them children", and elsewhere "children made up 26% of visitors"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.partly import CUES, fraction_in
from kg.derivations.vicinity import Lazy
from kg.model import Quantity
from kg.readings import Reading
from kg.records import record
from kg.samefact import stems

_OF_THEM = Lazy(r"\s+(?P<noun>(?:[^\W\d_][\w-]*\s+){0,4}?[^\W\d_][\w-]*)\s*[,;(–—]\s*(?:of\s+(?:whom|which|these|them)\s*,?\s*)?(?:only\s+|about\s+)?$")
_WHAT = Lazy(r"\s+(?:of\s+(?:them|whom|which|these)\s+)?(?:(?:are|were|is|was|being|had|have|with)\s+)?(?P<what>[^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*){0,2})")
_WHOLE = Lazy(r"\s*(?:\s*of\s+)(?:(?:the|all|its|our|their|these|those|total|surveyed)\s+)*(?P<noun>[^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*)?)")
_NOT = Lazy(r"\b(?:would|could|should|target\w*|plan\w*|forecast|expect\w*|not|rose|fell|up|down|from|before|earlier|previous\w*|last\s+year|another|more|less|than|worldwide|national\w*|average)\b")
_MADE_UP = Lazy(r"\bma[kd]es?\s+up\b")
_EMPTY = frozenset(stems("other more about total number people share part them which were was are is and the for all one two"))


@record
class _Pair:
    part: Term
    whole: Term
    noun: frozenset[str]
    what: frozenset[str]


def toldagain(readings: Sequence[Reading]) -> Iterator[Derivation]:
    """The shares that the one part and whole of their words do not give."""
    told = [p for r in readings if len(r.figures) > 1 and not r.words.isdisjoint(("them", "whom", "which", "these")) for p in _pairs(r)]
    if not told:
        return
    for reading in readings:
        for stated, end in _shares(reading):
            found = list(_meant(told, reading, end))
            if len(found) == 1 and found[0].part.reading is not reading:
                yield from _doubted(Term(reading, stated), found[0])


def _pairs(reading: Reading) -> Iterator[_Pair]:
    """ "1,200 homes, 900 of them rented"."""
    figures = [q for q in reading.figures if q.kind == "count" and q.low is not None and q.low > 1 and not q.is_range and not q.bound]
    for a, b in pairwise(figures):
        gap, after = reading.text[a.end : b.start], reading.text[b.end : b.end + 60]
        match, what = _OF_THEM.fullmatch(gap), _WHAT.match(after)
        if b.low < a.low and match is not None and what is not None and ("of" in gap.split() or after.lower().startswith((" of them", " of whom", " of these", " of which"))):
            noun, words = frozenset(stems(match["noun"])) - _EMPTY, frozenset(stems(what["what"])) - _EMPTY
            if noun and words:
                yield _Pair(Term(reading, b), Term(reading, a), noun, words)


def _shares(reading: Reading) -> Iterator[tuple[Quantity, int]]:
    """The one share of a sentence that tells no other figure."""
    percent = len(reading.figures) == 1 and reading.figures[0].kind == "percent"
    if (percent or not CUES.isdisjoint(reading.words)) and len(reading.figures) <= 1 and "of" in reading.words and not _NOT.search(_MADE_UP.compiled.sub("form", reading.text)):
        if percent:
            if not reading.figures[0].is_range:
                yield reading.figures[0], reading.figures[0].end
        else:
            said = fraction_in(reading.text)
            if said is not None and all(q.start < said.end and said.start < q.end for q in reading.figures):
                yield said.quantity, said.end


def _meant(told: Sequence[_Pair], reading: Reading, end: int) -> Iterator[_Pair]:
    match = _WHOLE.match(reading.text[end:])
    if match is None:
        return
    noun, words = frozenset(stems(match["noun"])), frozenset(stems(reading.text))
    years = {d.text for d in reading.dates}
    for p in told:
        if p.noun & noun and p.what <= words and years <= {d.text for d in p.part.reading.dates}:
            yield p


def _doubted(stated: Term, pair: _Pair) -> Iterator[Derivation]:
    share = Fraction(pair.part.quantity.low) / Fraction(pair.whole.quantity.low) * 100
    ratio = Fraction(stated.quantity.low) / share
    if not Fraction(1, 3) <= ratio <= 3 or Fraction(19, 20) <= ratio <= Fraction(21, 20):
        return
    way = Way(lambda x: rounding.share(x[0], x[1]), (pair.part, pair.whole), f"{pair.part.text} of {pair.whole.text}", "%", widen=True, loose=False)
    found = Derivation("share", stated, (way,), label="a share of", sure=False)
    if judge(found).verdict == "disagree":
        yield found
