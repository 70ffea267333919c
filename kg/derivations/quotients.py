"""Products and quotients over clauses and sentences: so much each for so many, so much a year for so long, so much per head."""

from __future__ import annotations

from collections.abc import Iterator

from kg import nouns, rounding
from kg import patterns as re
from kg.derivations.masked import pattern
from kg.derivations.model import Derivation
from kg.derivations.scene import WITH_MORE, Figure, Scene, near_enough, quotient, sure, way

_N = r"(?:\s*+(?!(?:and|but|while)\b)[^\W\d_][\w'’&/-]*+){0,8}?\s*"
_GAP = r"[^.;:\uE000-\uF8FF]{0,60}?"

# ------------------------------------------------------------------ products

_RESULT = r"(?:(?:[,:(–—]|\bor\b|\bthat\s+is\b|\bmaking\b|\bmakes\b)\s*(?:or\s+|that\s+is\s+|making\s+)?<A:r>\s+(?:in\s+all|in\s+total|altogether|all\s+told|overall|over\s+the\s+(?:term|period|life|whole))|(?:[,(–—]\s*)?(?:\bfor\s+|\bmaking\s+|\bgiving\s+|\bor\s+)?(?:an?\s+|the\s+)?(?:combined\s+)?(?:total|sum)\s+of\s+<A:s>)"
_TIMES = (
    pattern(rf"<A:p>\s*(?:(?:a|per|each|every)\s+(?P<unit>year|month|week|quarter|day)\b|annually|yearly|monthly|weekly|daily)?\s*(?:for|over)\s+<U:n>{_N}{_RESULT}"),
    pattern(rf"<C:n>{_N}\b(?:of|at|for|with|holding|carrying|costing|worth|seating)\s+<A:p>{_N}\b(?:each|apiece|a\s+piece){_N}{_RESULT}"),
    pattern(rf"<C:n>{_N}\beach\s+(?:of|with|at|holding|costing|carrying|seating|worth)\s+<A:p>{_N}{_RESULT}"),
)
_UNITS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}


def products(scene: Scene) -> Iterator[Derivation]:
    """So much each for so many, or so much a year for so many years, and what it makes in all."""
    for form in _TIMES:
        for match in form.finditer(scene.text):
            result = scene.figure(match, "r" if match["r"] else "s")
            price, number = scene.figure(match, "p"), scene.figure(match, "n")
            if result is None or price is None or number is None or not result.own or not _one_sort(price, result) or WITH_MORE.match(scene.text, match.end()):
                continue
            if number.term.quantity.kind == "duration" and not _same_time(match, price, number):
                continue
            yield Derivation("formula", result.term, (way(rounding.product, (number, price), "×"),), label="", sure=sure((number, price)))


_SOLD = pattern(
    rf"<C:n>{_N}\bat\s+(?:an?\s+|the\s+)?(?:average\s+|mean\s+|list\s+|unit\s+)?(?:price|cost|rate|fee|rent|fare|wage)\s+of\s+<M:p>(?:\s+(?:each|apiece|a\s+piece))?,?\s*(?:(?:and|so|which|that|this)\s+){{0,2}}"
    r"(?:makes?|made|making|gives?|gave|giving|brings?\s+in|brought\s+in|means?|comes?\s+to|came\s+to|yields?|yielded|earns?|earned)\s+(?:(?!and\b|but\b)[^\W\d_][\w'’-]*\s+){0,6}?<M:r>"
)


def sold(scene: Scene) -> Iterator[Derivation]:
    """So many at such a price, and what it makes: "8,250 patches at an average price of €480, which makes sales of €3.96 million"."""
    for match, result in scene.results(_SOLD):
        price, number = scene.figure(match, "p"), scene.figure(match, "n")
        if price is None or number is None or not number.own or not price.own or not _one_sort(price, result) or WITH_MORE.match(scene.text, match.end()):
            continue
        yield Derivation("formula", result.term, (way(rounding.product, (number, price), "×"),), label="", sure=True)


def _one_sort(a: Figure, b: Figure) -> bool:
    p, q = a.term.quantity, b.term.quantity
    return (p.kind, p.currency, p.unit) == (q.kind, q.currency, q.unit)


def _same_time(match: re.Match[str], price: Figure, number: Figure) -> bool:
    """Whether the price is per the unit in which the time is counted."""
    groups = match.groupdict()
    adverb = next((u for word, u in _UNITS.items() if word in match.group().lower()), None)
    return (price.term.quantity.per or groups.get("unit") or adverb) == (number.term.quantity.unit or "").rstrip("s")


# ------------------------------------------------------------------ quotients

_DIVIDED = (
    pattern(rf"\bdivid(?:e|es|ed|ing)\s+{_GAP}<A:a>{_N}\b(?:by|over|among|between)\s+{_GAP}<T:b>{_GAP}\b(?:gives?|yields?|results?\s+in|makes?|leads?\s+to|produces?|comes\s+to|is|arrives?\s+at)\b{_GAP}<A:r>"),
    pattern(rf"<A:r>[^;]{{0,90}}?\b(?:when|if|once)\s+{_GAP}<A:a>{_GAP}\b(?:divided\s+by|spread\s+over|shared\s+among|split\s+between)\s+{_GAP}<T:b>"),
    pattern(rf"<C:b>{_N}\b(?:cost|costs|took|take|used|use|earned|brought\s+in|received|share|shared|weigh|weighed)\s+<A:a>{_N},?\s*(?:or|that\s+is|i\.e\.,?|which\s+is)\s+<A:r>\s*(?:each|apiece|per\b|an?\b|on\s+average)"),
    pattern(rf"<A:a>{_N}\b(?:over|in|across|within)\s+<U:b>,?\s*(?:or|that\s+is|which\s+is|i\.e\.,?|equal\s+to|making)(?:\s+to)?\s+<A:r>\s*(?P<per>(?:a|per|each|every)\s+(?:year|month|week|day|quarter))\b"),
    pattern(rf"\beach\b{_GAP}<A:r>\s*[:(]\s*<A:a>{_GAP}\bfor\s+{_GAP}<C:b>"),
)
_SPREAD = pattern(
    rf"(?:\b(?:spread|divided|shared|distributed|split)\s+(?:evenly\s+|equally\s+)?(?:over|across|by|among|between)|\bwith|\bfor|\bover|\bacross)\s+{_GAP}<T:b>{_GAP}"
    r",?\s*\b(?:this|that|it|they|which)\s+(?:comes?\s+to|came\s+to|is|was|are|makes?|made|gives?|gave|amounts?\s+to|equals?|works?\s+out\s+(?:at|to)|means?)\s+<A:r>\s*(?P<per>[^.;,\uE000-\uF8FF]{0,40})"
)
_PER = re.compile(r"(?:[\w'’-]+\s+){0,3}?(?:per|for\s+(?:each|every)|each|apiece|on\s+average|an?)\b\s*(?P<unit>(?:[^\W\d_][\w'’-]*+\s*){0,2})", re.I)


def quotients(scene: Scene) -> Iterator[Derivation]:
    """A total divided by a number, the division said in words."""
    for form in _DIVIDED:
        for match, result in scene.results(form):
            a, b = scene.figure(match, "a"), scene.figure(match, "b")
            if a is not None and b is not None and _one_sort(a, result) and b.value > 0 and a is not result and (match.groupdict().get("per") is None or _time_unit(match["per"], b)):
                yield from _quotient(result, a, b)
    for match, result in scene.results(_SPREAD):
        by = scene.figure(match, "b")
        per = _PER.match(match["per"])
        if by is None or not by.own or by.value <= 0 or per is None or not _divides(by, per["unit"]):
            continue
        totals = [f for f in scene.figures if f.at < match.start() and _one_sort(f, result) and f.value > result.value and f.term.quantity.per is None]
        totals = list({f.value: f for f in totals}.values())
        if len(totals) == 1 and totals[0] is not by:
            yield from _quotient(result, totals[0], by)


def _time_unit(words: str, by: Figure) -> bool:
    return (by.term.quantity.unit or "").rstrip("s") == words.split()[-1].lower()


def _divides(by: Figure, unit: str) -> bool:
    """Whether the result is "per" what the divisor counts, or says no more than "each"."""
    words = {nouns.singular(w) for w in unit.split()[:2]}
    if by.term.quantity.kind == "duration":
        return (by.term.quantity.unit or "").rstrip("s") in words
    return not words or not by.noun or bool(words & by.noun) or by.term.quantity.kind == "count"


def _quotient(result: Figure, a: Figure, b: Figure) -> Iterator[Derivation]:
    derivation = Derivation("per-head", result.term, (way(quotient, (a, b), "÷"),), label="", sure=sure((a, b)))
    if near_enough(derivation):
        yield derivation


FAMILIES = (
    (frozenset("all total altogether told overall sum".split()), "money count measure", products),
    (frozenset("price cost rate fee rent fare wage".split()), "money", sold),
    (frozenset("divide divides divided dividing spread shared split distributed cost costs took used or each with over across that".split()), "money count measure", quotients),
)
"""Each way with the words of which one must stand in the sentence of the result, and the kinds its result may be of."""
