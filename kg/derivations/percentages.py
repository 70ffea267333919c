"""Percentages that words call the result of figures beside them: "This is 82 %", "a share of 45 %", "by 2,800, or 44 %".

The words say that the percentage follows, and from figures just named; which of them are the
operands is told by their sort.  Where only one pair can be meant, the percentage must be its share
or its change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import rounding
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, change, mistyped, share

_RESULT = Lazy(
    r"(?:\bor|\b(?:this|that|which|it)\s+(?:is|was|makes|made|means|equals|represents|corresponds\s+to)|\bi\.e\.,?|\bmaking|\bthus|\btherefore|\bhence|[,(–—:]"
    r"|(?:[,(–—:;]|\b(?:is|was|gives|giving|makes|making|means|or|for))\s*(?:an?|the)\s+(?:(?!tax|interest|discount|gross|operating)[a-z-]+\s+)?(?:share|rate|proportion|ratio|quota|percentage|uptake|margin)\s+of)\s*(?:(?:a|an|the|exactly|only|just|about|some|nearly|almost|or|that\s+is|thus|therefore|hence|namely)\s+)*$"
)
_GROWN = Lazy(
    r"\b(?:(?P<up>rise|increase|growth|gain|jump|uplift|rose|risen|grew|grown|increased|climbed|gained|up)|(?P<down>fall|drop|decrease|decline|reduction|cut|saving|fell|fallen|dropped|decreased|declined|reduced|shrank|down))"
    r"(?:\s+(?:of|by|some|about|nearly|almost))*\s+$"
)
_MORE = Lazy(
    r"\s+(?:(?P<up>more|higher|longer|larger|bigger|greater|dearer|above|up|increase|rise|growth|gain)|(?P<down>less|fewer|lower|shorter|smaller|cheaper|below|down|decline|fall|drop|decrease|reduction))\b"
)
_NOT_OF_IT = Lazy(
    r"\s*(?:[\w-]+\s+)?(?:more|less|higher|lower|longer|shorter|above|below|up|down|increase|rise|growth|decline|fall|drop|interest|a\s+year|per\s+year|annual\w*|stake|discount|premium|yield|coupon|tax|VAT|compound\w*|points?|CAGR)\b"
    r"|\s+of\s+(?:those|them|these|whom|which)\b"
)
_IN_A_PLACE = Lazy(r"\s+in\s+(?:the\s+)?(?-i:[A-Z])")
"""Behind a share: that it is the share of one place, not of all that was named before."""
_ELSE = Lazy(r"\b(?:inflation|real\s+terms|weighted|seasonally|like[- ]for[- ]like|organic|adjusted|respectively|on\s+average|target|goal|compound\w*|CAGR|annual\s+rate|per\s+(?:year|annum)|a\s+year|each\s+year|interest|confidence|CI)\b|\bp\s*[<=]")
_STEP = Lazy(
    r"\b(?:by|(?P<up>added|gained|increase|rise|gain|growth|up)(?:\s+of)?|(?P<down>lost|decrease|fall|drop|reduction|saving|decline|down)(?:\s+of)?)[\s,]+(?:about\s+|some\s+|nearly\s+|almost\s+)?$"
)
_FELL = Lazy(r"\b(?:fell|fallen|dropped|down|declin\w+|decreas\w+|shr[au]nk|reduc\w+|fewer|less|lower|lost|cut)\b")
_CHANGES = Lazy(r"\b(?:rose|ris\w+|gr[eo]w\w*|growth|increas\w*|climb\w*|gain\w*|up|down|fell|fall\w*|drop\w*|declin\w*|decreas\w*|reduc\w*|shr[aiu]nk\w*|come|came|went|gone|cut|lower\w*|chang\w*)\b")
_BASED = Lazy(r"\b(?:from|year\s+before|previous|earlier|before|after|had\s+been|against|compared|compares|versus|ago|last\s+(?:year|season|quarter|month)|in\s+(?:19|20)\d\d,?\s+(?:it|they|there|this|that|the\s+[a-z]+)\s+(?:was|were|had|stood|came)|next\s+year)\b")
_YEAR = Lazy(r"\b(?:19|20)\d\d\b")
_OWN_BASE = Lazy(r"\s+[\w-]+\s+(?:than|on|over|from|against|compared|versus)\b(?!\s+(?:(?:in|the|a|one|it\s+was|at\s+the)\s+)*(?:year|month|season|quarter|previous|last|before|earlier|then|(?:19|20)\d\d)\b)")
_BREAKS = Lazy(r"[,;:(–—.]|\b(?:and|so|that|which)\b")
_POINTING = frozenset(
    """so thus therefore hence and that it this these they which has have had is was means makes represents marks the a an total annual overall net by alone
    only up down line figure number amount sum change difference in all""".split()
)
"""Words before those of change that are no other subject."""
_OTHERS = Lazy(r"\b(?:among|including|excluding|average|median|per|each|at\s+least|between)\b")
_AMOUNTS = frozenset(("money", "count", "measure"))
_NEAR = 2
"""A result further than so many times from the one the words lead to is of something else."""


def results(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """A percentage called a result, that the one pair of figures it can be of does not give."""
    q = figure.term.quantity
    if q.kind != "percent" or q.approximate or not 0 < figure.value < 1000 or _ELSE.search(figure.before[-60:]) or _ELSE.match(figure.after[:25].lstrip()):
        return
    grown = _GROWN.search(figure.before[-50:]) or _MORE.match(figure.after)
    said = _RESULT.search(figure.before[-50:])
    if not (said or grown):
        return
    step = _step(paragraph, figure)
    if step is not None:
        yield from _changed(paragraph, figure, _steps(paragraph, figure, step), "growth", "a change of")
    elif grown is not None:
        before = figure.before[: len(figure.before) - len(grown.group())] if grown.re is _GROWN.compiled else figure.before
        if _OWN_BASE.match(figure.after) or not _POINTING.issuperset(_clause(before).lower().replace(",", " ").split()):
            return
        down = grown.groupdict().get("down") is not None
        yield from _changed(paragraph, figure, _levels(document, paragraph, figure, down), "growth", "a fall of" if down else "a rise of")
    elif said and not _NOT_OF_IT.match(figure.after) and not _IN_A_PLACE.match(figure.after):
        yield from _changed(paragraph, figure, _parts(document, paragraph, figure), "share", "a share of")


def _clause(before: str) -> str:
    """What stands behind the last break of a text."""
    last = 0
    for match in _BREAKS.finditer(before):
        last = match.end()
    return before[last:]


def _changed(paragraph: Paragraph, figure: Figure, found: tuple[Working | None, Sequence[Working]], kind: str, label: str) -> Iterator[Derivation]:
    """The derivation of a figure that neither the bound working nor another of the same kind gives."""
    bound, others = found
    if bound is None or bound.nominal is None or any(_gives(w, figure) for w in (bound, *others)):
        return
    value = bound.nominal
    if (0 < value <= figure.value * _NEAR and figure.value <= value * _NEAR) or mistyped(figure, bound, 2):
        yield Derivation(kind, figure.term, (bound.way(),), label=label, sure=False)


def _gives(working: Working, figure: Figure) -> bool:
    """Whether a working gives the percentage as written, its operands rounded or not."""
    computed = working.formula([rounding.interval(f.term.quantity) for f in working.figures])
    return rounding.interval(figure.term.quantity).overlaps(computed)


# --------------------------------------------------------------------------- which figures are meant


def _amounts(paragraph: Paragraph, figure: Figure, back: int) -> list[Figure]:
    """Plain amounts left of the figure in its sentence, and those of some sentences before it."""
    return [
        f
        for f in paragraph.figures
        if f.term.quantity.kind in _AMOUNTS
        and f.term.quantity.per is None
        and f.value >= 1
        and (figure.line - back <= f.line < figure.line or (f.line == figure.line and f.term.quantity.end <= figure.term.quantity.start))
    ]


def _step(paragraph: Paragraph, figure: Figure) -> Figure | None:
    """The change that the percentage says again: "has grown by 2,800 in seven years, or 44 %"."""
    own = _amounts(paragraph, figure, 0)
    if not own or not _RESULT.search(figure.before[-12:]):
        return None
    last = own[-1]
    gap = figure.before[last.term.quantity.end :]
    said = _STEP.search(last.before[-25:])
    changed = said is not None and (not said.group().lower().startswith("by") or bool(_CHANGES.search(last.before[-70:])))
    return last if changed and len(gap) <= 40 and not _OTHERS.search(gap) else None


def _steps(paragraph: Paragraph, figure: Figure, step: Figure) -> tuple[Working | None, list[Working]]:
    """The change as a share of the level before it: of two levels the one it starts from."""
    levels = [f for f in _amounts(paragraph, figure, 1) if f is not step and f.sort == step.sort and f.value > step.value]
    down = _STEP.search(step.before[-25:]).groupdict().get("down") is not None or bool(_FELL.search(step.before))
    joined = [(a, b) for a in levels for b in levels if b.value - a.value == step.value]
    bases = list({(b if down else a).value: (b if down else a) for a, b in joined}.values())
    if not bases and len({f.value for f in levels}) == 1:
        bases = levels[:1]
    every = [share(step, f) for f in levels]
    return (share(step, bases[0]) if len(bases) == 1 else None), every


def _levels(document: Document, paragraph: Paragraph, figure: Figure, down: bool) -> tuple[Working | None, list[Working]]:
    """The change between the only two levels of one sort that the words before the percentage name."""
    near = _amounts(paragraph, figure, 0)
    pairs = _pairs(near)
    if not pairs and len(near) == 1 and (told := document.beside(near[0])):
        every = [change(p, down) for p in told] + [change(p, down) for p in _every(paragraph)]
        return next((w for w in every[: len(told)] if mistyped(figure, w)), None), every
    if not pairs:
        near = _amounts(paragraph, figure, 1)
        pairs = [p for p in _pairs(near) if any(f.line == figure.line for f in p) or not any(f.line == figure.line for f in near)]
    words = " ".join([*dict.fromkeys(f.term.reading.text for f in near if f.line != figure.line), figure.before])
    if not pairs or not (_BASED.search(words) or len({m.group() for m in _YEAR.finditer(words)}) > 1):
        return None, []
    every = [change(p, down) for p in _pairs(_amounts(paragraph, figure, 3))] + [change(p, down) for p in _pairs([f for f in paragraph.figures if f.line == figure.line])]
    # What lies between two levels is no level: "27 cases, against 36: nine fewer".
    pairs = [p for p in pairs if not any(_MORE.match(f.after) or _STEP.search(f.before[-25:]) for f in p)]
    if any(f.term.quantity.kind == "percent" and f is not figure and f.line == figure.line and f.term.quantity.end <= figure.term.quantity.start for f in paragraph.figures):
        return None, every
    told = [f for f in paragraph.figures if f.term.quantity.kind == "percent" and f is not figure]
    if any(_gives(change(p, way), f) for p in pairs for way in (True, False) for f in told):
        return None, every
    return (change(pairs[0], down) if len(pairs) == 1 and pairs[0][1].value < pairs[0][0].value * 10 else None), every


def _pairs(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Two of one sort and different values, the smaller first, each two values once; counts of two things are none."""
    found: dict[tuple, tuple[Figure, Figure]] = {}
    for n, a in enumerate(figures):
        for b in figures[n + 1 :]:
            if a.sort == b.sort and a.value != b.value and not (a.noun and b.noun and not a.noun & b.noun):
                pair = (a, b) if a.value < b.value else (b, a)
                found[pair[0].value, pair[1].value] = pair
    return list(found.values())


_OF = Lazy(r"\s+(?:[\w’'-]+\s+){0,3}?(?:of|out\s+of)\s+(?:[\w’'-]+\s+){0,4}?[~$€£]?$")
_OF_IT = Lazy(r"\s*\bof\s+(?:the\s+|its\s+|this\s+|that\s+|their\s+|our\s+)?(?:[\w’'-]+\s+)?(?P<whole>(?P<all>total|whole|sum|all|everything|it)|[\w’'-]{4,})(?=\s*(?:[.,;:)]|$|(?:in|on|and|but|by)\b))")
_SHARE = Lazy(r"\b(?:share|proportion)\s+of\s+$")
_FIRST_OF = Lazy(r"(?:^|[.;:]\s+)(?:of|out\s+of|from|among)\s+(?:[\w’'-]+\s+){0,3}$")


_POINTS_BACK = Lazy(r"[\W_]*(?:(?:and|so|thus|hence|therefore|overall|together)\b,?\s+)?(?:that|this|these|those|it|they|which|in\s+other\s+words|i\.e\.|or|making|the\s+(?:share|proportion|percentage|rate|figure))\b")
"""How a sentence begins that speaks on of what the one before it told."""


def _parts(document: Document, paragraph: Paragraph, figure: Figure) -> tuple[Working | None, list[Working]]:
    """A part of the whole it is told of: the last amount before the percentage, of the one it is said to be "of"."""
    own = _amounts(paragraph, figure, 0)
    near = own or _amounts(paragraph, figure, 1)
    if not own and not _POINTS_BACK.match(figure.before):
        return None, []
    if not near or _OTHERS.search(figure.before[near[-1].term.quantity.end :] if own else figure.before):
        return None, []
    last = near[-1]
    if any(f.term.quantity.kind == "percent" and f.line == figure.line and (f.line, f.term.quantity.start) > (last.line, last.term.quantity.start) and f.term.quantity.end <= figure.term.quantity.start for f in paragraph.figures):
        return None, []
    every = [share(*p) for p in _pairs(_amounts(paragraph, figure, 4))] + [share(a, b) for a, b in _every(paragraph)]
    text = last.term.reading.text
    wholes = [f for f in near[:-1] if f.sort == last.sort and f.line == last.line]
    if wholes and wholes[-1].value < last.value and _OF.search(text[wholes[-1].term.quantity.end : last.term.quantity.start]):
        return share(wholes[-1], last), [w for w in every if {f.value for f in w.figures} & {wholes[-1].value, last.value}]  # "1,260 of the 4,200, 30 %"
    if wholes and wholes[-1].value > last.value and _FIRST_OF.search(wholes[-1].before[-40:]):
        return share(last, wholes[-1]), every  # "Of the 6,600, 1,056 … That is 16 %"
    named = _OF_IT.match(figure.after) or _OF_IT.search(figure.before[last.term.quantity.end :]) if len(own) == 1 else None
    if named is None:
        return None, every
    before = [f for f in _amounts(paragraph, figure, 2) if f.sort == last.sort and f.value > last.value and f.line < figure.line]
    whole = [f for f in before if named["whole"] in f.term.reading.text or _SHARE.search(figure.before)] or (document.totals(last) if named["all"] else [])
    found = [share(last, f) for f in whole]
    return next((w for w in found if _slip(figure, w)), None), [*found, *(w for w in every if w.figures[0].value == last.value)]


def _slip(figure: Figure, working: Working) -> bool:
    """Whether a percentage may be the one of a working, mistyped: of its size, one digit off."""
    value = working.nominal or Fraction(0)
    return value <= figure.value * _NEAR and figure.value <= value * _NEAR and mistyped(figure, working, 2)


def _every(paragraph: Paragraph) -> list[tuple[Figure, Figure]]:
    """Every two amounts of one sort of a paragraph, the smaller first."""
    found = [f for f in paragraph.figures if f.term.quantity.kind in _AMOUNTS]
    return [(a, b) for a in found for b in found if a.sort == b.sort and a.value < b.value]

