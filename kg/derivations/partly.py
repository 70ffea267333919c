"""Fractions in words and shares with the part and the whole beside them: "a third of the 960 pupils, 320 in number", "5% on €2 million, that is €100,000", "a rise of a quarter"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kg import rounding
from kg.derivations.closed import HAZY, amount, doubtful, kin, sentence
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way, judge
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.wordfractions import Said
from kg.derivations.workings import Working
from kg.model import Quantity

_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {"a": 1, "an": 1, "the": 1, "": 1}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20}
_EVERY = {"second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}
_IN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20}
CUES = frozenset(_PARTS) | frozenset(f"{p}s" for p in _PARTS) | frozenset(("every",))
_N = "one|two|three|four|five|six|seven|eight|nine"
_IN_CUES = frozenset("one two three four five six seven eight nine 1 2 3 4 5 6 7 8 9".split())
_HEDGED = r"(?P<hedge>\b(?:nearly|almost|about|around|roughly|some|over|under|than|to|approximately|just|only|quite|least|most|another|further|first|second|last|next|previous)\s+)?"
_FRACTION = Lazy(rf"{_HEDGED}\b(?:(?P<word>(?:(?P<n>an?|{_N})[\s-]+)?(?P<part>half|(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)s?|halves))|(?P<inword>(?P<k>{_N}|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<of>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d\d?))|(?P<every>every\s+(?P<th>second|other|third|fourth|fifth|tenth)))\b")
_OF = Lazy(r"\s+(?:[^\W\d_][\w-]*\s+){0,2}?(?:of|the)\s+(?:(?:the|its|all|our|their|these|those|a|total)\s+)*(?:[^\W\d_][\w-]*\s+){0,2}?(?:of\s+|in\s+the\s+)?[€$£~]?$")
_OF_THEM = Lazy(r"\s+of\s+(?:them|these|those|this|that|it|which|whom)\b")
_SAID_AS = Lazy(r"[^.;:()]{0,50}(?:,|\(|–|—)\s*(?:(?:or|that\s+is|i\.e\.|which\s+is|thus|so|namely|meaning|which\s+means)\s*,?\s*)?(?:(?:some|exactly)\s+)?[€$£]?$")
_CLOSED = Lazy(r"\s*(?:[^\W\d_][\w-]*\s*){0,2}?(?:\)|,|\.|–|—|$|in\s+(?:number|all|total)\b)")
_CHANGE = Lazy(r"\b(?:by|rise\s+of|increase\s+of|fall\s+of|drop\s+of|decline\s+of|cut\s+of|reduction\s+of|decrease\s+of|gain\s+of|growth\s+of|jump\s+of|up|down|rose|fell|grew|dropped|shrank)\s+$")
_ON_WHAT = Lazy(r"\s+(?:on|over|since|from|compared|against|in)\s+(?!from\b)(?![€$£\d])")
_BY_OR_OF = Lazy(r"\b(?:by|of)\s+$")
_FROM = Lazy(r"\bfrom\s+[€$£]?$")
_TO = Lazy(r"\s*(?:[^\W\d_][\w-]*\s+){0,3}?(?:in\s+(?:19|20)\d\d\s+)?to\s+[€$£]?")
_NOT = Lazy(r"\b(?:not|neither|nor|if|would|could|should|target\w*|plan\w*|forecast|expect\w*|won|each|per|half\s+(?:a|past|of\s+the\s+year)|first\s+half|second\s+half|quarter\s+of\s+(?:19|20)\d\d|(?:first|second|third|fourth|last|previous|this|per|the)\s+quarter)\b")
_THAT_IS = Lazy(r"(?:,|\(|;|–|—|\bso|\bgiv(?:es|ing)|\bmak(?:es|ing)|\byield(?:s|ing)|\bcomes?\s+to|\bamounts?\s+to|=)\s*(?:(?:or|that\s+is|i\.e\.|which\s+is|thus|that\s+means|which\s+makes|equal\s+to)\s*,?\s*)?(?:some\s+|just\s+)?[€$£]?$")
_PERCENT_OF = Lazy(r"\s+(?:[^\W\d_][\w-]*\s+){0,3}?(?:of|on)\s+(?:[^\W\d_][\w’'-]*\s+){0,5}?[€$£]?")
_NAMED_SHARE = Lazy(r"\b(?:interest|fee|tax|commission|share|margin|rate|discount|tip|levy|duty|part|dividend|return|royalt\w+|rent|coupon)\b|\bpa(?:ys?|id)\b|\bthat\s+is\b|\bi\.e\.|\bor\b|\bwhich\s+is\b")


def shares(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """What a fraction or a share of a figure is said to be, if it is not that."""
    if not amount(figure) or figure.value <= 1:
        return
    reading = figure.term.reading
    if not _cued(reading.words) and not any(q.kind == "percent" for q in reading.figures):
        return
    others = [f for f in sentence(paragraph, figure) if f.term.quantity.kind not in ("multiple", "duration")]
    if _cued(reading.words) and len(others) <= 4 and not HAZY.search(reading.text) and not _NOT.search(reading.text):
        yield from _fraction(paragraph, figure, others)
    if len(others) == 2:
        yield from _percent(figure, others)


def _cued(words: frozenset[str]) -> bool:
    """Whether a sentence may tell a fraction in words."""
    return not CUES.isdisjoint(words) or ("in" in words and not _IN_CUES.isdisjoint(words)) or ("out" in words and not _IN_CUES.isdisjoint(words))


def _fraction(paragraph: Paragraph, figure: Figure, others: Sequence[Figure]) -> Iterator[Derivation]:
    one = fraction_in(figure.term.reading.text)
    if one is None:
        return
    start, end = one.start, one.end
    rest = [f for f in others if f.term.quantity.end <= start or f.term.quantity.start >= end]
    if len(rest) == 1:
        yield from _changed(paragraph, figure, one, rest[0])
    wholes = rest
    if not wholes and figure.line and _OF_THEM.match(figure.term.reading.text[end:]):
        wholes = [f for f in paragraph.figures if f.line == figure.line - 1 and amount(f)]
    if len(wholes) != 1 or not kin(figure, wholes[0]) or figure.term.quantity.start < end or not _SAID_AS.fullmatch(figure.term.reading.text[max(end, wholes[0].term.quantity.end if wholes[0].line == figure.line else 0) : figure.term.quantity.start]) or not _CLOSED.match(figure.after[:40]):
        return
    whole = wholes[0]
    if whole.line == figure.line and not (whole.term.quantity.start >= end and _near_of(figure.term.reading.text[end : whole.term.quantity.start])):
        return
    if one.allows(figure.value / whole.value) and abs(figure.value / whole.value / one.value - 1) < Fraction(1, 20):
        return
    yield from doubtful("formula", figure, Working(lambda x: rounding.product([x[0], one.value]), (whole,), f"{one.quantity.text} of {whole.term.text}"), others)


def fraction_in(text: str) -> Said | None:
    """The one fraction in words of a sentence, if nothing hedges it."""
    found = [m for m in _FRACTION.finditer(text) if m["every"] or m["inword"] or m["n"] or m["part"] == "half"]
    if len(found) != 1 or found[0]["hedge"]:
        return None
    match = found[0]
    return _said(match, *match.span("word" if match["word"] else "inword" if match["inword"] else "every"))


def _near_of(gap: str) -> bool:
    return _OF.fullmatch(gap) is not None or gap.strip().lower() in ("of the", "of")


def _said(match, start: int, end: int) -> Said | None:
    if match["every"]:
        value = Fraction(1, _EVERY[match["th"].lower()])
    elif match["inword"]:
        few, many = (int(match[g]) if match[g].isdigit() else (_NUMBERS | _IN)[match[g].lower()] for g in ("k", "of"))
        if not 0 < few < many:
            return None
        value = Fraction(few, many)
    else:
        part = match["part"].lower()
        value = Fraction(_NUMBERS[(match["n"] or "").lower()], _PARTS.get(part) or _PARTS[part.removesuffix("s")])
    if value >= 1:
        return None
    told = Decimal(value.numerator * 100) / Decimal(value.denominator)
    width = told / 10
    quantity = Quantity(start, end, match.string[start:end], "percent", told, told, low_step=width, high_step=width, low_loose=width, high_loose=width)
    return Said(quantity, start, end, value, Fraction(88, 100), Fraction(112, 100))


def _changed(paragraph: Paragraph, figure: Figure, one: Said, other: Figure) -> Iterator[Derivation]:
    """ "fell by a quarter, from 8,000 to 6,000", "rose from $400 to $500, a rise of a quarter": the figure is the first of the two."""
    text = figure.term.reading.text
    if not _before(paragraph, figure, other) or not kin(figure, other) or other.sort[0] == "percent":
        return
    lead = text[: one.start]
    if _ON_WHAT.match(text[one.end :]):
        return
    if not (_BY_OR_OF.search(lead[-6:]) and _CHANGE.search(lead[-20:])) or not from_to(figure, other):
        return
    down = other.value < figure.value
    change = abs(other.value - figure.value) / figure.value
    if one.allows(change):
        return
    formula = (lambda x: rounding.difference(100, rounding.share(x[1], x[0]))) if down else (lambda x: rounding.growth(x[0], x[1]))
    stated = Term(figure.term.reading, one.quantity)
    found = Derivation("growth", stated, (Way(formula, (figure.term, other.term), f"{figure.term.text} to {other.term.text}", "%", widen=False, loose=False),), label="a fall of" if down else "a rise of", sure=False)
    if judge(found).verdict == "disagree":
        yield found


def _before(paragraph: Paragraph, a: Figure, b: Figure) -> bool:
    """Whether a figure is told before another; those of one written range start alike."""
    return next(f for f in paragraph.figures if f is a or f is b) is a


def from_to(first: Figure, last: Figure) -> bool:
    """Whether two figures are the levels of one change."""
    text = first.term.reading.text
    if first.term.quantity.start == last.term.quantity.start:
        return True  # written as one range
    return bool(_FROM.search(first.before[-8:]) and _TO.fullmatch(text[first.term.quantity.end : last.term.quantity.start]))


def _percent(figure: Figure, others: Sequence[Figure]) -> Iterator[Derivation]:
    """ "5% on €2 million, that is €100,000 a year"."""
    rates = [f for f in others if f.term.quantity.kind == "percent"]
    if len(rates) != 1 or others.index(rates[0]) != 0 or figure.term.quantity.start < others[1].term.quantity.end:
        return
    rate, whole = rates[0], others[1]
    text = figure.term.reading.text
    if not kin(figure, whole) or not amount(whole) or HAZY.search(text) or _NOT.search(text) or not _NAMED_SHARE.search(text):
        return
    if not _PERCENT_OF.fullmatch(text[rate.term.quantity.end : whole.term.quantity.start]) or not _THAT_IS.fullmatch(text[whole.term.quantity.end : figure.term.quantity.start].lstrip()):
        return
    yield from doubtful("formula", figure, Working(lambda x: rounding.product([x[0], x[1], Fraction(1, 100)]), (rate, whole), f"{rate.term.text} of {whole.term.text}"), others)
