"""Rates per year between two levels, or over two yearly rates: "20% a year for two years, from $10 million to $14.4 million", "25% in 2023 and 40% in 2024, 32.3% a year"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import rounding
from kg.derivations.closed import HAZY, amount, kin
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.partly import from_to
from kg.derivations.vicinity import Document, Figure, Lazy, Paragraph

CUES = frozenset("year annum annual annually yearly compound compounded cagr average".split())
_A_YEAR = Lazy(r"\s*(?:growth\s+|more\s+)?(?:a|per|each|every)\s+(?:year|annum)\b|\s*(?:annually|yearly)\b")
_RATE_BEFORE = Lazy(r"\b(?:(?:compound(?:ed)?|average|mean)\s+(?:annual\s+|yearly\s+)?(?:growth\s+)?(?:rate|growth|increase)?|cagr|(?:annual|yearly)\s+(?:growth\s+|compound\s+)?(?:rate|average|growth))\b[^.;\d]{0,50}$|\baverag(?:es?|ed|ing)\s+$")
_UP = Lazy(r"\b(?:grew|grown|rose|risen|increased|climbed|gained|up|growth|rise|expanded|added)\b")
_DOWN = Lazy(r"\b(?:fell|fallen|declin\w*|dropp?\w*|shrank|shrunk|decreas\w*|down|lost|fall|loss)\b")
_IN_YEAR = Lazy(r"\s*(?:in|for|during)\s+(?:fy\s?)?(?:19|20)\d\d\b|\s*in\s+(?:the\s+)?(?:first|second|third|next|following)\b|\s*(?:and|,)")


def rates(document: Document, paragraph: Paragraph, figure: Figure) -> Iterator[Derivation]:
    """The doubted rate per year of one sentence."""
    reading = figure.term.reading
    if figure.term.quantity.kind != "percent" or CUES.isdisjoint(reading.words) or HAZY.search(reading.text):
        return
    own = [f for f in paragraph.figures if f.line == figure.line and f is not figure]
    times = [f for f in own if f.term.quantity.kind == "duration" and f.term.quantity.unit == "year"]
    levels = [f for f in own if amount(f) and f not in times]
    others = [f for f in own if f.term.quantity.kind == "percent"]
    if len(times) == 1 and len(levels) == 2 and not others and _A_YEAR.match(figure.after) and kin(*levels) and from_to(*levels):
        yield from _between(figure, levels, int(times[0].value))
    elif not levels and 2 <= len(others) <= 5 and (_A_YEAR.match(figure.after) or _RATE_BEFORE.search(figure.before[-90:])) and all(f.term.quantity.end <= figure.term.quantity.start for f in others):
        yield from _over(figure, others, times)


def _between(figure: Figure, levels: Sequence[Figure], years: int) -> Iterator[Derivation]:
    first, last = levels
    if years < 2 or (last.value < first.value) != bool(_DOWN.search(figure.before)):
        return
    rate, down = figure.value, last.value < first.value
    total = (last.value / first.value - 1) * 100
    if abs(abs(total) / years - rate) <= Fraction(max(figure.term.quantity.low_step, 1)) / 2:
        return
    way = Way(lambda x: rounding.cagr(x[0], x[1], years), (first.term, last.term), f"{first.term.text} to {last.term.text} in {years} years", "% a year")
    yield Derivation("compound", figure.term, (way,), negative=down, label="growth per year of", sure=False)


def _over(figure: Figure, others: Sequence[Figure], times: Sequence[Figure]) -> Iterator[Derivation]:
    """The mean of the yearly rates just told, compounded or simple."""
    text = figure.term.reading.text
    if _DOWN.search(text) or not _UP.search(text) or any(t.value != len(others) for t in times):
        return
    if not all(_IN_YEAR.match(f.after) for f in others):
        return
    simple = sum(f.value for f in others) / len(others)
    step = Fraction(figure.term.quantity.low_step)
    if abs(figure.value - simple) <= step:
        return
    n = len(others)
    way = Way(lambda x: rounding.cagr(Fraction(1), rounding.product([rounding.product([rounding.total([100, one]), Fraction(1, 100)]) for one in x]), n), tuple(Term(f.term.reading, f.term.quantity) for f in others), " and ".join(f.term.text for f in others), "% a year")
    yield Derivation("compound", figure.term, (way,), label="growth per year of", sure=False)
