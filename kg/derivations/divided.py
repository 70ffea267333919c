"""Divisions and products that the text spells out: "the 9.1 million are divided by 366 days", "with 19 home games this makes", "over the life of the contract"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from kg import rounding
from kg.derivations.amounts import family
from kg.derivations.breakdowns import one_off, unit
from kg.derivations.model import Derivation
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph
from kg.derivations.workings import Working, closes, mistyped

_KINDS = frozenset(("money", "count", "measure", "duration"))
_BY = Lazy(r"\bdivid(?:ed|es|e|ing)\b")
_WHOLE_CLAUSE = Lazy(r"[^.;]*\bby\s+(?:the\s+|its\s+|their\s+|our\s+|some\s+|about\s+)*$")
_PRODUCT = Lazy(r"\b(?:at|times|×)\s+$")
"""Before what is divided: that it is multiplied first: "six months at €92 divided by 0.4"."""
_FAR = 20
"""A quotient that is this many times off is of something else, unless it is off by a power of ten."""


def divisions(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "The average distance is 676 m (14.2 km divided by 21 sections)": three figures and the word for it."""
    text = figure.term.reading.text
    said = _BY.search(text) if "divid" in text.lower() else None
    if said is None or figure.term.quantity.kind not in _KINDS:
        return
    own = [f for f in paragraph.figures if f.line == figure.line and f.term.quantity.kind in _KINDS]
    pair = _operands(own, text, said.start(), said.end())
    if pair is None or figure in pair or pair[0] is pair[1] or _PRODUCT.search(pair[0].before[-8:]):
        return
    nearest = min((f for f in own if f not in pair and _comparable(f, pair[0])), key=lambda f: _apart(f, said.start(), said.end()), default=None)
    if nearest is not figure:
        return
    working = _divided(*pair, figure)
    value = working.nominal
    if value and not closes(figure, working) and (value / _FAR < figure.value < value * _FAR or mistyped(figure, working, 2)):
        yield Derivation("per-head", figure.term, (working.way(),), sure=True)


def _operands(own: Sequence[Figure], text: str, start: int, stop: int) -> tuple[Figure, Figure] | None:
    """What is divided and by what: "A divided by B", "dividing A by B"."""
    after = [f for f in own if f.term.quantity.start >= stop]
    before = [f for f in own if f.term.quantity.end <= start]
    if after and _WHOLE_CLAUSE.fullmatch(text[stop : after[0].term.quantity.start].rstrip("~$€£ ") + " "):
        return (before[-1], after[0]) if before else None
    if len(after) > 1 and _WHOLE_CLAUSE.fullmatch(text[after[0].term.quantity.end : after[1].term.quantity.start]):
        return after[0], after[1]
    return None


def _apart(figure: Figure, start: int, stop: int) -> int:
    q = figure.term.quantity
    return start - q.end if q.end <= start else q.start - stop


def _comparable(a: Figure, b: Figure) -> bool:
    """Whether one may be a part of the other: money of a currency, lengths, or things whatever they are called."""
    p, q = a.term.quantity, b.term.quantity
    if "money" in (p.kind, q.kind):
        return (p.kind, p.currency) == (q.kind, q.currency)
    if p.kind == q.kind == "measure":
        return family(p.unit)[0] == family(q.unit)[0]
    return p.kind != "duration" and q.kind != "duration" and "count" in (p.kind, q.kind)


def _divided(total: Figure, count: Figure, result: Figure) -> Working:
    p, q = total.term.quantity, result.term.quantity
    power = family(p.unit)[1] - family(q.unit)[1] if p.kind == q.kind == "measure" else 0
    return Working(lambda x: rounding.product([rounding.ratio(x[0], x[1]), Fraction(10) ** power]), (total, count), f"{total.term.text} ÷ {count.term.text}")


# --------------------------------------------------------------------------- so many at so many make

_MAKES = Lazy(
    r"(?:^|[.;:,]\s*)\W*(?:with|over|at|in|across|for|from)\s+(?:the\s+|its\s+|their\s+|our\s+|all\s+)?(?P<by>[^.;,]{1,60}?),?\s+(?:this|that|it|which)\s+(?:makes?|made|gives?|gave|means?|comes?\s+to|came\s+to|amounts?\s+to|adds?\s+up\s+to|yields?|brings?\s+in)\s+(?:(?:some|about|roughly|nearly|almost|around|just\s+over|just\s+under|a\s+total\s+of|an?)\s+)*[~$€£]?$"
)
_LIFE = Lazy(r"\s+(?:of\s+\w+\s+)?over\s+(?:the|its)\s+(?:whole\s+|full\s+|entire\s+)?(?:life|term|length|duration|period)\b")
_COMPARED = Lazy(r"\b(?:from|than|against|after|compared\s+with|versus)\s+(?:the\s+)?[~$€£]?$")


def multiplied(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "The average crowd was 18,250. With 19 home games this makes some 347,000 visitors": the number and what it makes in one sentence, the rate before."""
    q = figure.term.quantity
    if q.kind not in ("money", "count", "measure") or q.per is not None:
        return
    match = _MAKES.search(figure.before[-130:])
    if match is None:
        return
    cut = len(figure.before) - len(figure.before[-130:])
    numbers = [f for f in paragraph.figures if f.line == figure.line and cut + match.start("by") <= f.term.quantity.start < cut + match.end("by") and f.term.quantity.kind in ("count", "duration", "measure")]
    rates = [f for f in paragraph.figures if f.line in (figure.line - 1, figure.line) and f.term.quantity.end <= cut + match.start() + len(figure.before) * (f.line < figure.line) and _comparable(f, figure) and f not in numbers]
    rates = [f for f in rates if not (f.noun and figure.noun and f.noun & numbers[0].noun)] if numbers else []
    if len(numbers) != 1 or numbers[0].value <= 1 or not rates:
        return
    every = [_times(numbers[0], r) for r in rates] + [_ratio(r, numbers[0]) for r in rates]
    if any(closes(figure, w) for w in every):
        return
    main = [r for r in rates if not _COMPARED.search(r.before[-20:])]
    bound = [_times(numbers[0], r) for r in main[:1]]
    found = next((w for w in bound if w.nominal and (figure.value / 2 <= w.nominal <= figure.value * 2 or mistyped(figure, w, 2))), None)
    if found is not None:
        yield Derivation("formula", figure.term, (found.way(),), label="", sure=False)


def lifetimes(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """ "A 15-year contract gives £84 million a year and £1.26 billion over its life": so much a year for so long, as far as digits and scale."""
    q = figure.term.quantity
    if q.kind not in ("money", "measure") or not _LIFE.match(figure.after):
        return
    years = [f for f in paragraph.figures if f.term.quantity.kind == "duration" and (f.term.quantity.unit or "").startswith("year") and f.value > 1]
    rates = [f for f in paragraph.figures if f is not figure and f.sort == figure.sort and (f.term.quantity.per == "year" or _YEARLY.match(f.after))]
    pairs = [_times(y, r) for y in years for r in rates]
    others = [_times(a, b) for a, b in combinations([f for f in paragraph.figures if f is not figure and f.term.quantity.kind in _KINDS], 2)]
    if any(closes(figure, w) for w in (*pairs, *others)):
        return
    found = next((w for w in pairs if mistyped(figure, w, 2) or _operand_off(figure, w)), None)
    if found is not None and len({r.value for r in rates}) == 1:
        yield Derivation("formula", figure.term, (found.way(),), label="", sure=False)


_YEARLY = Lazy(r"\s*(?:of\s+\w+\s+)?(?:a|per|each|every)\s+year\b|\s*(?:of\s+\w+\s+)?(?:annually|yearly)\b")


def _operand_off(figure: Figure, working: Working) -> bool:
    number, rate = working.figures
    meant = round(figure.value / number.value / unit(rate)) * unit(rate)
    return one_off(rate, Fraction(meant))


def _times(number: Figure, rate: Figure) -> Working:
    return Working(rounding.product, (number, rate), f"{number.term.text} × {rate.term.text}")


def _ratio(total: Figure, number: Figure) -> Working:
    return Working(lambda x: rounding.ratio(x[0], x[1]), (total, number), f"{total.term.text} ÷ {number.term.text}")
