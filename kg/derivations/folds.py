"""Multiples in words between two figures of one sentence: "doubled from 40,000 to 80,000", "at 120 metres, twice as tall as the old one of 60 metres", "$45 million on an investment of $15 million, three times its money", "twice that, $120 million"."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kg.derivations.closed import HAZY, amount, doubtful, gives, kin, multiplied, scaled
from kg.derivations.model import Derivation
from kg.derivations.partly import from_to
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import divided

_ROUGH = Lazy(r"\b(?:nearly|almost|about|around|roughly|some|more\s+than|less\s+than|fewer\s+than|over|under|just|close\s+to|approximately|well|not|would|could|every|each|again|twice\s+a|since|per|virtually|all\s+but|practically|effectively)\s+(?:\w+\s+)?$")
_VERBS = Lazy(r"(?:(?:a\s+)?\w*-?fold|doubled|doubling|doubles?|tripled|tripling|triples?|trebled|quadrupled|quintupled|halved|halving|halves|(?:increased|rose|grew|multiplied)\s+(?:by\s+)?.*)$")
_AS = Lazy(r"\s+(?:as\s+[^\W\d_][\w-]*\s+(?:[^\W\d_][\w-]*\s+)?as|the)\s+(?:[^\W\d_][\w’'-]*\s+){0,5}?(?:(?:of|with|at|,\s*at)\s+)?[€$£]?$")
_FIRST = Lazy(r"(?:[^.;:\d]{0,70}?)(?:\bis|\bare|\bwas|\bwere|,|\bor)\s+(?:[^\W\d_]+\s+)?$")
_MONEY = Lazy(r"\s+(?:(?:its|the|their|his|her|our|that|this)\s+(?:original\s+)?(?:money|investment|cost|outlay|stake|input|sum|amount|price|figure|capital|purchase\s+price)|that|this|it|as\s+(?:much|many|large))\b\s*(?P<end>[.,;:)]|$)")
_ON = Lazy(r"\s+(?:on|from|against|for|with)\s+(?:(?:an?|the|its)\s+)?(?:[^\W\d_][\w-]*\s+){0,4}?(?:of\s+)?[€$£]?$")
_THAT = Lazy(r"\s+(?:that|this|as\s+(?:much|many))(?:\s+(?:number|figure|sum|amount|of\s+[^,.;]{1,30}))?\s*[,:(–—]\s*(?:or\s+|namely\s+)?(?:at\s+)?[€$£]?$")
_OR = Lazy(r"(?:\s+[^,.;:()]{0,60})?\s*[,(–—]\s*(?:or|that\s+is|i\.e\.|thus|which\s+is|so)\s*,?\s*[€$£]?$")
_APART = Lazy(r"[;:]|\b(?:rose|risen|grew|grown|fell|fallen|increased|decreased|declined|went|while|whereas|but|per)\b")
_WORDY = Lazy(r"[A-Za-z][A-Za-z\s-]*$")


def multiples(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """The doubted multiple of a sentence, or what it is said to come to."""
    q = figure.term.quantity
    reading = figure.term.reading
    if q.kind != "multiple" or HAZY.search(reading.text) or _ROUGH.search(figure.before[-30:]):
        return
    near = [f for f in paragraph.figures if f.line == figure.line and f is not figure]
    pair = [f for f in near if amount(f)]
    if len(pair) != 2 or len(near) > 3 or not kin(*pair):
        return
    a, b = pair
    text, at, end = reading.text, q.start, q.end
    if a.term.quantity.start >= end or b.term.quantity.end <= at or a.term.quantity.start == b.term.quantity.start:
        apart = _APART.search(text[end : a.term.quantity.start])
        yield from _level(figure, a, b) if from_to(a, b) and _VERBS.fullmatch(q.text) and not apart else ()
    if b.term.quantity.start >= end:
        if a.term.quantity.end <= at and _AS.fullmatch(text[end : b.term.quantity.start]) and _FIRST.fullmatch(text[a.term.quantity.end : at]):
            yield from _level(figure, b, a)
        elif (a.term.quantity.end <= at and _THAT.fullmatch(text[end : b.term.quantity.start])) or (a.term.quantity.start >= end and _AS.fullmatch(text[end : a.term.quantity.start]) and _OR.fullmatch(text[a.term.quantity.end : b.term.quantity.start])):
            yield from doubtful("formula", b, multiplied((figure, a)), ())
    elif _MONEY.match(text[end:]) and _ON.fullmatch(text[a.term.quantity.end : b.term.quantity.start]):
        yield from _level(figure, b, a)


def _level(stated: Figure, first: Figure, last: Figure) -> Iterator[Derivation]:
    """The multiple that the second of two levels is of the first; a word is allowed an eighth."""
    ratio, said = last.value / first.value, stated.value
    if said < 1 and ratio > 1:
        return
    room = Fraction(1, 9) if _WORDY.fullmatch(stated.term.quantity.text) else Fraction(1, 40)
    if abs(ratio / said - 1) <= room or (not _WORDY.fullmatch(stated.term.quantity.text) and gives(stated, divided(last, first))):
        return
    # What is doubted is the later level, as so many times the earlier: the multiple itself has its width from its word.
    yield from doubtful("formula", last, scaled(first, said, f"{stated.term.text}: {float(said):g} × {first.term.text}"), (), strict=True)
