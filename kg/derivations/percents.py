"""Percentages told by their role: a change between two levels, a rate per year, a share beside its part."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from kg import rounding
from kg.derivations.model import Derivation
from kg.derivations.vicinity import AMOUNTS, Document, Figure, Lazy, Paragraph, beside
from kg.derivations.workings import Working, change, doubted, minus, pairs, share

# --------------------------------------------------------------------------- changes in percent

_UP = r"more|higher|longer|larger|bigger|greater|dearer|above|up|increase|rise|growth|jump|gain|uplift"
_DOWN = r"less|fewer|lower|shorter|smaller|cheaper|below|down|decline|fall|drop|decrease|reduction|cut|saving"
_AFTER = Lazy(rf"\s*(?:[\w-]+\s+)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_BEFORE = Lazy(
    r"(?:\b(?:(?P<up>rose|risen|grew|grown|increased?|increase|rise|growth|climbed|jumped|gained|gone\s+up|went\s+up)|(?P<down>fell|fallen|fall|dropped|drop|declined?|decreased?|shrank|shrunk|reduced|come\s+down|came\s+down|cut))\b"
    r"(?:\s+(?!and\b|but\b|to\b|from\b)[\w-]+){0,4}?\s+|\bbrought\s+(?:only\s+)?|\bthat\s+is\s+by\s+)$",
)
_STEP = Lazy(r"\b(?:by|(?P<up>increase|rise|gain|growth|improvement)(?:\s+of)?|(?P<down>decrease|fall|drop|reduction|saving|decline|cut)(?:\s+of)?)[\s,]+(?:about\s+|some\s+|nearly\s+|almost\s+)?$")
_FELL = Lazy(r"\b(?:fell|fallen|dropped|down|declin\w+|decreas\w+|shr[au]nk|reduc\w+|fewer|less|lower|cut)\b")
_YEARLY = Lazy(r"\b(?:a|per|each|every)\s+(?:year|month|annum)\b|\bannual\w*|\bcompound\w*|\bCAGR\b|\byear[- ]on[- ]year\b")
_ELSE = Lazy(r"\b(?:inflation|prices?\s+rose|real\s+terms|weighted|seasonally|like[- ]for[- ]like|adjusted|constant|on\s+average|respectively|organic)\b")
_BASED = Lazy(r"\b(?:from|year\s+before|year\s+earlier|previous|earlier|before|had\s+been|was|were|against|compared|than|ago|last\s+(?:year|season|quarter)|rose|grew|increas\w+|fell|declin\w+|up|down)\b")


def changes(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "Demand had been 160, so that the last year brought only 18.8 %": two levels and what lies between them."""
    if figure.term.quantity.kind != "percent":
        return
    after = _AFTER.match(figure.after)
    before = _BEFORE.search(figure.before[-70:]) if after is None else None
    step = beside(paragraph, figure)
    stepped = step is not None and _STEP.search(step.before[-30:])
    if not (after or before or stepped) or _YEARLY.search(figure.after[:30]) or _YEARLY.search(figure.before[-50:]) or _ELSE.search(figure.term.reading.text):
        return
    said = after or before or stepped
    down = said.groupdict().get("down") is not None or (stepped is not None and not said.groupdict().get("up") and bool(_FELL.search(figure.before)))
    levels = [f for f in paragraph.amounts(figure.line, 1) if f is not step and f.term.quantity.kind != "duration"]
    near = [p for p in pairs(levels[-6:]) if any(f.line == figure.line for f in p)]
    every = [f for f in paragraph.figures if f.term.quantity.kind in AMOUNTS]
    bound, sure = [], False
    if stepped and step is not None:
        base = [f for f in levels if f.sort == step.sort and f.value > step.value]
        told = [f for f in base if document.holds(f, f.value - step.value if down else f.value + step.value)]
        bound += [share(step, f) for f in (*told, *base)]
        sure = bool(told)
    if near and _BASED.search(figure.term.reading.text):
        bound += [change(p, down) for p in near]
    elif len(near) == 0 and len(own := [f for f in levels if f.line == figure.line]) == 1:
        bound += [change(p, down) for p in document.beside(own[0])]
    others = [w for a, b in pairs(every) for w in (change((a, b), False), change((a, b), True), share(a, b))]
    others += [_apart(a, b) for a, b in pairs([f for f in paragraph.figures if f.term.quantity.kind == "percent" and f is not figure])]
    yield from doubted("growth", figure, bound[:8], others, label="a fall of" if down else "a rise of", near=sure, least=2 if sure else 3)


def _apart(a: Figure, b: Figure) -> Working:
    return Working(minus, (b, a), f"{b.term.text} − {a.term.text}", "%", plain=True)


# --------------------------------------------------------------------------- growth per year

_COMPOUND = Lazy(r"\b(?:compound\w*|CAGR|annual\s+(?:growth|rate)|annuali[sz]ed)\b")
_OVER = Lazy(r"\bover\s+(?:the\s+|these\s+|those\s+|all\s+)?(?:[a-z]+|\d+)\s+years\b")
_A_YEAR = Lazy(r"\s*(?:a|per|each|every)\s+(?:year|annum)\b|\s*annual")


def compounds(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A rate per year over the years between two dated levels, or over so many years as are named."""
    if figure.term.quantity.kind != "percent" or not (_A_YEAR.match(figure.after) or _COMPOUND.search(figure.before[-110:])):
        return
    levels = [f for f in paragraph.amounts(figure.line) if f.term.quantity.kind != "duration"][-8:]
    spans = _years(paragraph, figure.line)
    bound = [_rate(p, n) for p in pairs(levels) for n in spans]
    every = [f for f in paragraph.figures if f.term.quantity.kind in ("money", "count", "measure")]
    # "Over five years we have thus grown by 6.2 % a year": it is of no other span.
    named = _OVER.search(figure.before) is not None and any(f.line == figure.line and f.term.quantity.kind == "duration" for f in paragraph.figures)
    others = [w for p in pairs(every) for w in (*(_rate(p, n) for n in (spans[:1] if named else range(2, 11))), change(p, False), change(p, True))]
    if not named:
        others += [share(*p) for p in pairs(every)]
    yield from doubted("compound", figure, [_rate(p, n) for p in pairs(levels) for n in spans[:1]] if named else bound[:12], others, label="growth per year of", least=2 if named else 3)


def _rate(pair: tuple[Figure, Figure], years: int) -> Working:
    small, large = pair
    return Working(lambda x: rounding.cagr(x[0], x[1], years), pair, f"from {small.term.text} to {large.term.text} over {years} years", "% a year")


def _years(paragraph: Paragraph, line: int) -> list[int]:
    """How many years lie between dates of the sentences, or are named in them."""
    found: list[int] = []
    dates = []
    for reading in paragraph.readings[max(0, line - 3) : line + 1]:
        dates += [q.period.end.year for q in reading.dates if q.period and q.period.end]
        found += [int(q.low) for q in reading.figures if q.kind == "duration" and q.unit == "year" and not q.is_range and q.low == int(q.low)]
    spans = {abs(a - b) for a, b in combinations(sorted(set(dates))[:6], 2)}
    return [n for n in dict.fromkeys([*found, *sorted(spans, reverse=True)]) if 2 <= n <= 30][:4]


# --------------------------------------------------------------------------- shares

_PART_FIRST = Lazy(r"(?:\s*+[^\W\d_][\w'’&/-]*+){0,5}?\s*(?:\(\s*|,\s*(?:or|that\s+is|which\s+is|making|accounting\s+for)?\s*(?:about\s+|some\s+|nearly\s+)?|\s+or\s+)$")
_SHARE_FIRST = Lazy(r"(?:\s+of\s+(?:the|its|their|this|that|all|our|these)?(?:\s*+[^\W\d_][\w'’&/-]*+){0,4}?)?\s*(?:\(|,\s*(?:or|that\s+is|some|about|namely)?)\s*$")
_NO_SHARE = Lazy(r"\s*(?:[\w-]+\s+)?(?:more|less|higher|lower|longer|shorter|above|below|up|down|increase|rise|growth|decline|fall|drop|interest|a\s+year|per\s+year|annual|stake|discount|premium|yield|coupon|tax|VAT)\b")


def shares(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "516 (40 %)", "30 %, €102.6 million": an amount beside its share of what the amounts beside theirs are shares of."""
    part = _part_of(paragraph, figure)
    if part is None or figure.value >= 100:
        return
    wholes = [f for f in paragraph.figures if f.sort == part.sort and f.value > part.value]
    siblings = [(p, f) for f in paragraph.figures if f is not figure and f.term.quantity.kind == "percent" and (p := _part_of(paragraph, f)) is not None and p.sort == part.sort]
    agreed = [w for p, f in siblings for w in _whole_of(document, p, f) if w.value > part.value]
    named = [f for f in wholes if abs(f.line - figure.line) <= 1 and _is_whole(f, part)]
    bound = [share(part, w) for w in (*agreed, *named)]
    # "312 received it and 156 a placebo": what stands beside a whole is the whole of other shares.
    beside = [f for w in agreed for f in Paragraph([w.term.reading]).figures if f.sort == part.sort and f.value > part.value]
    others = [share(part, w) for w in (*wholes, *beside)] + [w for p in pairs(paragraph.amounts(figure.line)) for w in (change(p, False), change(p, True))]
    others += [_rest(f) for f in paragraph.figures if f.term.quantity.kind == "percent" and f is not figure and _complement(f, figure)]
    yield from doubted("share", figure, bound[:6], others, label="a share of", near=bool(agreed) and len(siblings) > 1, least=2 if agreed else 3)


def _part_of(paragraph: Paragraph, figure: Figure) -> Figure | None:
    """The amount that a share stands beside."""
    if figure.term.quantity.kind != "percent" or _NO_SHARE.match(figure.after):
        return None
    own = [f for f in paragraph.figures if f.line == figure.line]
    n = own.index(figure)
    left, right = own[n - 1] if n else None, own[n + 1] if n + 1 < len(own) else None
    text = figure.term.reading.text
    if left is not None and left.term.quantity.kind in AMOUNTS and _PART_FIRST.fullmatch(text[left.term.quantity.end : figure.term.quantity.start]) and not _STEP.search(left.before[-30:]):
        return left
    if right is not None and right.term.quantity.kind in AMOUNTS and _SHARE_FIRST.fullmatch(text[figure.term.quantity.end : right.term.quantity.start]):
        return right
    return None


def _whole_of(document: Document, part: Figure, figure: Figure) -> list[Figure]:
    """The figures of the report that a part is so many percent of."""
    room = Fraction(figure.term.quantity.low_step) * Fraction(6, 10)
    if figure.value <= room:
        return []
    return document.between(part, part.value * 100 / (figure.value + room), part.value * 100 / (figure.value - room))


_WHOLE = Lazy(r"\b(?:of|from|out\s+of|total(?:led|s|ling)?|in\s+all|spent|received|budget|altogether)\s+(?:the\s+|its\s+|our\s+|all\s+|some\s+|about\s+)?(?:[\w-]+\s+){0,2}?$")


def _is_whole(whole: Figure, part: Figure) -> bool:
    """Whether words say that a figure is what others are parts of, or it counts the same things."""
    return bool(_WHOLE.search(whole.before[-50:])) or bool(whole.noun & part.noun)


def _rest(figure: Figure) -> Working:
    return Working(lambda x: rounding.difference(100, x[0]), (figure,), f"100% − {figure.term.text}", "%", plain=True)


def _complement(a: Figure, b: Figure) -> bool:
    return a.value + b.value == 100
