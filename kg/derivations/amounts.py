"""Amounts told by their role: so much a piece, a difference or a sum, so many at so much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from kg import nouns, rounding
from kg import patterns as re
from kg.derivations.model import Derivation
from kg.derivations.vicinity import AMOUNTS, Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, added, divided, doubted, taken

# --------------------------------------------------------------------------- so much a piece

_PER = Lazy(r"\s*(?:of\s+(?:[\w-]+\s+){1,4}?)?(?:per|for\s+(?:each|every)(?:\s+of)?(?:\s+(?:the|our|its|their))?|a|an|each|every)\s+(?:\d[\d,.]*\s+|[a-z]+\s+(?=[a-z]+s\b))?(?P<unit>[^\W\d_]{3,})")
_PER_BEFORE = Lazy(r"\bper\s+(?P<unit>[^\W\d_]{3,})\s+(?:is|was|comes\s+to|came\s+to|works\s+out\s+at|of|at|amounts\s+to)\s+(?:[\w-]+\s+){0,2}?$")
_PER_LEAD = Lazy(r"(?:^|[.;:]\s)\W{0,5}per\s+(?:[a-z-]+\s+)?(?P<unit>[a-z]{4,})\s+(?:the|this|it|that|we|they)\s+[^\d.;]{0,40}$")
_ONE_OF_THEM = Lazy(r"\bon\s+average\b[^\d.;]{0,30}?\b(?:an?|each|every)\s+(?:[a-z-]+\s+)?(?P<unit>[a-z]{4,})\s+(?:spends?|pays?|paid|uses?|gets?|earns?|costs?|receives?|spent|used|earned|received)\s+(?:about\s+|some\s+|roughly\s+)?$")
_TURNED_ONLY = 99
_LESS, _MORE = Fraction(97, 100), Fraction(103, 100)
_LAST_WORD = Lazy(r"([^\W\d_][\w-]+)\s+$")
_TIMES = frozenset("year month week day hour quarter annum minute second night shift cent season capita".split())
_DERIVED = Lazy(r"(?:[,(–—]|\bor|\bwhich\s+is|\bthat\s+is|\bcomes?\s+to|\bcame\s+to|\bamounts?\s+to|\bworks?\s+out\s+(?:at|to)|\bthus|\btherefore|\bmakes?|\bgives?|\bis|\bwas|\bcosts?|\bspends?|\bpays?|\baverage\s+of|=)\s*(?:about\s+|roughly\s+|some\s+|nearly\s+|an\s+average\s+of\s+|on\s+average\s+)*$")
_FOLKS = {"person": "people", "head": "people", "employee": "staff", "inhabitant": "people", "resident": "people"}


def per_piece(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "2,400 seats for £14.4 million, £6,000 per seat": a total, how many, and what each comes to."""
    q = figure.term.quantity
    match = _PER.match(figure.after) or _PER_BEFORE.search(figure.before[-60:]) or _PER_LEAD.search(figure.before) or _ONE_OF_THEM.search(figure.before)
    unit = nouns.singular(q.per or (match["unit"] if match else ""))
    if q.kind not in ("money", "measure", "count") or not unit or unit in _TIMES or not _DERIVED.search(figure.before[-45:]):
        return
    counts = [f for f in paragraph.figures if f is not figure and _counts(f, unit)]
    near = [f for f in counts if figure.line - 2 <= f.line <= figure.line]
    local = bool(near)
    if not near:
        near = counts = document.counted(unit) or document.counted(_FOLKS.get(unit, ""))
        if len(counts) != 1:
            yield from _of_known(document, figure, unit, counts)
            return
    totals = [f for f in paragraph.figures if f.sort[0] == figure.sort[0] and f.sort[2] == figure.sort[2] and _same_unit(f, figure) and f.value > figure.value and f.term.quantity.per is None and f not in counts]
    totals = [f for f in totals if f.value not in {c.value for c in counts}]
    close = [f for f in totals if figure.line - 1 <= f.line <= figure.line][::-1] or [f for f in totals if f.line < figure.line]
    if not close and match is not None and match.re is _PER_BEFORE.compiled and (word := _LAST_WORD.search(figure.before[: len(figure.before[:-60]) + match.start()])):
        close = document.named(word[1], figure)
    bound = [divided(t, c) for t in close for c in near]
    single = local and len({f.value for f in close}) == 1 and len({f.value for f in near}) == 1
    others = [divided(t, c) for t in totals for c in counts]
    if not single:
        others += [divided(t, c) for c in near for t in document.between(figure, figure.value * c.value * _LESS, figure.value * c.value * _MORE)]
    if not close and local:
        yield from _of_known(document, figure, unit, near)
        return
    yield from doubted("per-head", figure, bound[:8], others, label=f"per {unit},", near=single, least=2 if local else 3, operands=1 if local else 0)


def _of_known(document: Document, figure: Figure, unit: str, counts: Sequence[Figure]) -> Iterator[Derivation]:
    """A figure per piece whose total stands elsewhere: it may be any amount that is told several times, by any count that is.

    Nothing binds it to them, so that three digits of the quotient must be told, and all but one be right.
    """
    known = [c for c in counts if document.repeated(c)] or (list(counts) if len(counts) == 1 else [])
    if len(_digits(figure)) < 3 or not known or len(known) > 3:
        return
    every = [divided(t, c) for c in counts for t in document.between(figure, figure.value * c.value * _LESS, figure.value * c.value * _MORE)]
    totals = [t for t in document.prominent(figure) if t.term.quantity.per is None and t.value > figure.value]
    bound = [divided(t, c) for t in totals for c in known]
    # Of many quotients one looks like the figure by chance, unless two digits are turned.
    least = 3 if len(bound) <= 8 else _TURNED_ONLY
    if len(bound) <= 20:
        yield from doubted("per-head", figure, [w for w in bound if w.nominal and w.nominal < figure.value * 3], every, label=f"per {unit},", least=least)


def _digits(figure: Figure) -> str:
    return "".join(map(str, figure.term.quantity.low.normalize().as_tuple().digits))


def _same_unit(a: Figure, b: Figure) -> bool:
    return a.term.quantity.kind == "money" or a.sort == b.sort


def _counts(figure: Figure, unit: str) -> bool:
    """Whether a figure says how many of a thing there are, or how much in the unit."""
    q = figure.term.quantity
    if q.per is not None:
        return False
    if q.kind == "count":
        return unit in figure.noun or _FOLKS.get(unit) in figure.noun
    return q.kind == "measure" and q.unit == unit


# --------------------------------------------------------------------------- differences and sums

_LEFT = Lazy(r"\s+(?:[^\W\d_][\w'’-]*\s+){0,3}?(?:remains?|left|below|above|less\s+than|more\s+than|fewer\s+than|apart|longer\s+than|shorter\s+than|lower\s+than|higher\s+than|idle|free)\b")
_LEAVES = Lazy(
    r"\b(?:leav(?:es|ing)|left|saves?|saving|difference(?:\s+is|\s+of)?|gap\s+of|surplus(?:\s+(?:is|was|of))?|shortfall\s+(?:is|was|of)|(?:rose|risen|grew|grown|increased|gone\s+up|went\s+up|fell|fallen|declined|dropped|decreased|come\s+down|came\s+down|shrank|went\s+down)\s+by"
    r"|(?:increase|rise|improvement|reduction|fall|drop|decrease|growth)(?:\s+of|,)|by)\s+(?:about\s+|some\s+|nearly\s+|just\s+)?$",
)
_STEP = Lazy(r"\bby\s+(?:about\s+|some\s+)?$")
"""Before a figure: that it is a difference itself and no level: "misses it by 40,000, A by 95,000"."""
_ALL = Lazy(r"\b(?:in\s+all|in\s+total|together|altogether|combined|all\s+told|adds?\s+up\s+to|sum(?:s|\s+is|\s+of)?|total(?:s|led|\s+of|\s+is|\s+was)?|makes?|making)\b[\s,:]*(?:[\w-]+\s+){0,4}?$")
_ALL_AFTER = Lazy(r"\s+(?:[^\W\d_][\w'’-]*\s+){0,3}?(?:in\s+all|in\s+total|altogether|together|combined|all\s+told)\b")
_OPENING = Lazy(r"\W*(?:in\s+all|in\s+total|together|altogether|all\s+told)\b[^.;]{0,40}$")
_OPEN = Lazy(r"\b(?:including|with|plus|besides|among|such\s+as|at\s+least|of\s+which|other|others|excluding|per|each)\b")


def sums(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "13,600 tonnes at one and 5,600 at the other. In all 19,200 tonnes were refined"; "27 minutes against 45: passengers save 18"."""
    q = figure.term.quantity
    if q.kind not in AMOUNTS or q.per is not None:
        return
    left = _LEFT.match(figure.after) or (_LEAVES.search(figure.before[-40:]) and not second_of_range(paragraph, figure))
    whole = _ALL_AFTER.match(figure.after) or _ALL.search(figure.before[-50:])
    if not (left or whole):
        return
    kin = [f for f in paragraph.figures if f is not figure and f.sort == figure.sort and f.term.quantity.per is None and abs(f.line - figure.line) <= 2]
    if len(kin) < 2 or len(kin) > 9:
        return
    totals = [added(c) for n in (2, 3, 4) for c in combinations(kin, n) if _run(kin, c)]
    rests = [taken(c) for n in (2, 3) for c in combinations(sorted(kin, key=lambda f: -f.value), n)]
    # A difference is of what was told before it; a total may come first.
    here = [w for w in (rests if left else totals) if all(abs(f.line - figure.line) <= 1 and not (left and f.line > figure.line) for f in w.figures)]
    if left:
        here = [w for w in here if not any(_STEP.search(f.before[-16:]) for f in w.figures)]
    strict = [w for w in here if w.nominal and w.nominal > 0 and _of_one_size(w.figures) and (left or _all_of_their_lines(w, kin))]
    if _OPEN.search(figure.term.reading.text) or (whole and figure.before.endswith(" and ")):
        return
    kind, label = ("difference", "a difference of") if left else ("total", "a total of")
    before = [f for f in kin if f.line == figure.line - 1]
    opening = not left and bool(_OPENING.match(figure.before)) and 2 <= len(before) <= 4 and not any(f.line == figure.line for f in kin)
    if opening:
        strict = [added(before), *strict]
    yield from doubted(kind, figure, strict[:10], [*totals, *rests], label=label, near=opening, operands=3 if left else 1)


def second_of_range(paragraph: Paragraph, figure: Figure) -> bool:
    """Whether a figure is the later one of "by 150 to 950", which is read as one range."""
    return next(f for f in paragraph.figures if f.line == figure.line and f.term.quantity.start == figure.term.quantity.start) is not figure


def _all_of_their_lines(working: Working, kin: Sequence[Figure]) -> bool:
    """Whether a sum takes every figure of its sort in the sentences it draws on."""
    lines = {f.line for f in working.figures}
    return all(f in working.figures for f in kin if f.line in lines)


def _of_one_size(figures: Sequence[Figure]) -> bool:
    """Whether figures are large and near enough to each other to be items of one sum."""
    values = [f.value for f in figures]
    return min(values) * 50 >= max(values) and (figures[0].term.quantity.kind != "count" or min(values) >= 10)


def _run(kin: Sequence[Figure], chosen: Sequence[Figure]) -> bool:
    """Whether some figures follow each other among those of their sort."""
    at = [kin.index(f) for f in chosen]
    return at == list(range(at[0], at[0] + len(at)))


# --------------------------------------------------------------------------- so many at so much

_GIVES = Lazy(
    r"\b(?:makes?|made|making|gives?|giving|gave|yield(?:s|ed|ing)?|worth|costs?|cost|came\s+to|comes\s+to|amounts?\s+to|amounted\s+to|brought\s+in|took\s+in|takes\s+in|takings\s+of|supply|produces?|therefore|consist\w*\s+of|is|was|a)\s+(?:[\w'’-]+\s+){0,3}?$",
)
_OVER = Lazy(r"\s+over\s+(?:the\s+)?(?:whole\s+)?(?:life|term|period|\w+\s+years)\b")
_RATE_BEFORE = Lazy(r"\b(?:at|average(?:\s+\w+){0,4}?(?:\s+(?:of|was|is))?|price(?:\s+of)?|rate(?:\s+of)?|paid|leaves?|spends?|needs?|takes?|uses?|each)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}?$")
_RATE_AFTER = Lazy(r"\s*(?:(?:[\w-]+\s+){0,3}?(?:annually|yearly|(?:a|per)\s+year)\b|(?:(?!and\b)[a-z-]+\s+){0,2}?(?:each|apiece|(?:to\s+)?an?\s+(?!year|month)[a-z]+|per\b)|on\s+average|in\s+(?:every|each))")


def products(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "11,200 seats at £385 yielded £4.3 million": so many, so much each, and what it makes."""
    q = figure.term.quantity
    if q.kind not in ("money", "count", "measure") or (q.per is not None and q.per not in _TIMES) or not (_GIVES.search(figure.before[-50:]) or _OVER.match(figure.after)):
        return
    if ALSO.search(figure.before[-60:]):
        return
    rates = [f for f in paragraph.amounts(figure.line, 1) if f is not figure and _one_unit(f, figure) and f.value < figure.value and _is_rate(f)]
    numbers = [f for f in paragraph.amounts(figure.line, 1) if f is not figure and f not in rates and f.value > 1 and f.term.quantity.kind != "money" and f.term.quantity.per is None and not _AGED.search(f.before[-8:]) and not _POINTS.match(f.after)]
    bound = [_multiplied(n, r) for r in rates for n in numbers if _fits(r, n, figure) and (figure.line in (n.line, r.line) or _told_on(figure, (n, r)))]
    every = [f for f in paragraph.figures if f is not figure and f.term.quantity.kind != "percent"]
    others = [_multiplied(n, r) for n, r in combinations(every, 2)] + [divided(b, a) for a, b in combinations(sorted(every, key=lambda f: f.value), 2)]
    others += [added(c) for c in combinations([f for f in every if f.sort == figure.sort], 2)]
    others += [taken((max(c, key=_value), *sorted(c, key=_value)[:-1])) for c in combinations(kin, 3)] if len(kin := [f for f in every if f.sort == figure.sort]) <= _FEW else []
    yield from doubted("formula", figure, bound[:8], others, operands=2)


ALSO = Lazy(r"\band\s+(?:the|its|their|our)\s+(?:[^\W\d_][\w-]*\s+){1,4}(?:brought|bring|took|take|made|make|earned|earn|gave|give|yielded|yield|cost)\b[^.;\d]*$")
"""Something else beside what is counted that gives its part: "the 25,000 visitors and the café brought in"."""
_FEW = 8
"""Of no more figures of one sort every two are taken from a third."""
_POINTS = Lazy(r"\s+(?:percentage\s+)?points?\b")


def _value(figure: Figure) -> Fraction:
    return figure.value


_ON = Lazy(r"\W*(?:(?:so|thus|hence|therefore|together|in\s+(?:all|total|sum)|overall|altogether|all\s+told|that|this|these|those|it|they|which|the\s+(?:result|total|sum|whole|year|bill|cost|value|proceeds|income|revenue|takings|sale|order|deal|contract))\b)")


def _told_on(result: Figure, operands: Sequence[Figure]) -> bool:
    """Whether a sentence goes on about the operands of another one: it points back, or speaks of what they are of."""
    head = result.before
    own = {nouns.singular(w) for w in re.findall(r"[a-z][a-z-]{3,}", head.lower())}
    return bool(_ON.match(head)) or any(own & {nouns.singular(w) for w in o.noun} for o in operands)


def _one_unit(a: Figure, b: Figure) -> bool:
    p, q = a.term.quantity, b.term.quantity
    return (p.kind, p.currency) == (q.kind, q.currency) and (p.unit == q.unit or p.kind == "money")


_DENOMINATOR = Lazy(r"\b(?:per|in|for\s+every)\s+$")
_AGED = Lazy(r"\b(?:under|over|aged?|ages|below|above)\s+$")


def _is_rate(figure: Figure) -> bool:
    if _DENOMINATOR.search(figure.before[-12:]):
        return False  # "770 per 100,000"
    return figure.term.quantity.per is not None or bool(_RATE_AFTER.match(figure.after) or _RATE_BEFORE.search(figure.before[-50:]))


def _fits(rate: Figure, number: Figure, result: Figure) -> bool:
    """Whether a number is of what a rate is per, as far as that is said; counts of two things are not multiplied."""
    per = rate.term.quantity.per
    if per is None:
        return number.term.quantity.kind == "count" or (number.term.quantity.kind == "duration" and result.term.quantity.kind != "duration")
    return per in number.noun or family(number.term.quantity.unit)[0] == family(per)[0] or _FOLKS.get(per) in number.noun


def _multiplied(number: Figure, rate: Figure) -> Working:
    per = rate.term.quantity.per
    power = family(number.term.quantity.unit)[1] - family(per)[1] if per and number.term.quantity.kind == "measure" else 0
    return Working(lambda x: rounding.product([*x, Fraction(10) ** power]), (number, rate), f"{number.term.text} × {rate.term.text}")


_PREFIXES = (("kilo", 3), ("mega", 6), ("giga", 9), ("tera", 12))


def family(unit: str | None) -> tuple[str | None, int]:
    """A unit without its prefix, and the power of ten of the prefix; tonnes are grams."""
    base, power = unit, 0
    for prefix, of_prefix in _PREFIXES:
        if unit and unit.startswith(prefix):
            base, power = unit[len(prefix) :], of_prefix
            break
    return ("gram", power + 6) if base == "tonne" else (base, power)
