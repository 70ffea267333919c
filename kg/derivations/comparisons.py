"""Two figures compared by a third: a difference, a change in percent, a multiple, a growth rate per year.

The two may stand in different clauses or sentences: "It had 310 staff in 2022 and 480 two years
later, an increase of 55 %"; "A cost 40. That is 25 % more than B, at 32".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import COMPARING, pattern
from kg.derivations.model import Derivation, Way
from kg.derivations.scene import Figure, Scene, change, minus, near_enough, other_pairs, quotient, sure, way

# ------------------------------------------------------------------ differences

_OWN_KIND = r"(?<!mean )(?<!average )(?<!median )(?<!adjusted )(?<!weighted )(?<!estimated )(?<!risk )(?<!margin )(?<!planned )(?<!budgeted )"
_GAPS = (
    pattern(rf"{_OWN_KIND}\b(?:difference|gap|spread|overrun|underrun|overspend|underspend|shortfall|distance|lead)(?:\s+(?:between\s+the\s+two|here))?\s+(?:of|is|was|being|equals|comes\s+to|came\s+to|amounts\s+to)\s+<Q:r>"),
    pattern(r"\bdifference\s+(?:to|from|with|between)\s+(?:[^\W\d_][\w'’-]*\s+){1,5}?(?:is\s+|was\s+)?<Q:r>"),
    pattern(r"\bdifference\s+(?:to|from|with)\s+(?:[^\W\d_][\w'’-]*+\s*){1,5}[,(]\s*<Q:r>"),
    pattern(r"<Q:r>\s+(?:apart\b|(?:of\s+)?difference\b)"),
)
_AFTERWARDS = re.compile(r"\s+(?:to|over|on|against|from|towards?)\s|\s*(?:[\w'’-]+\s+){0,3}?(?:after|before|excluding|net\s+of|adjusted|once|per|for\s+each|on\s+average)\b", re.I)
_POINTS = re.compile(r"\s+points?\b", re.I)
_DRAWN = re.compile(r"\b(?:adjust\w+|including|excluding|tax(?:es)?|inflation|seasonal\w*|average[ds]?|plus)\b", re.I)


def differences(scene: Scene) -> Iterator[Derivation]:
    """A difference or a gap, with the two figures it lies between."""
    for form in _GAPS:
        for match, result in scene.results(form):
            said = _POINTS.match(scene.text, result.at + 2)
            percents = _percents(scene, match.start())
            points = result.term.quantity.kind in ("points", "percent") or (len(percents) > 1 and bool(said))
            found = percents if points else scene.alike(result, 0, match.start())
            bound = scene.bound(found)
            if bound is None or _AFTERWARDS.match(scene.text, said.end() if said else result.at + 2) or _DRAWN.search(scene.text, bound[0].at, result.at):
                continue
            if scene.masked.owner.dates and not any(f.own for f in bound):
                continue  # "a gap of 24 points. In 2019 the gap was 31 points."
            pairs = [tuple(sorted(bound, key=lambda f: -f.value)), *other_pairs(found)]
            unit = "%" if result.term.quantity.kind == "percent" else " points" if points else ""
            ways = [way(minus, pair, "−", unit, plain=True) for pair in pairs]
            if points:
                ways += [way(change, pair, "to", unit) for a, b in pairs for pair in ((a, b), (b, a)) if pair[0].value > 0]
            yield from _unless_far(Derivation("difference", result.term, tuple(ways), label="a difference of", sure=sure(bound)))


def _percents(scene: Scene, end: int) -> list[Figure]:
    found = {f.value: f for f in reversed(scene.figures) if f.at < end and f.term.quantity.kind == "percent"}
    return list(found.values())[::-1]


def _unless_far(derivation: Derivation) -> Iterator[Derivation]:
    """Operands are only trusted when the result could be a slip."""
    if near_enough(derivation):
        yield derivation


# ------------------------------------------------------------------ changes in percent

_UP = r"increase|rise|gain|growth|jump|overrun|uplift|overspend|surge|climb"
_DOWN = r"decrease|fall|decline|drop|reduction|cut|saving|underspend|underrun|loss"
_MORE = r"more|higher|larger|bigger|greater|above|longer|heavier|dearer|faster|taller|costlier|up"
_LESS = r"less|fewer|lower|smaller|below|shorter|lighter|cheaper|slower|under|down"
_NOUN = r"(?:[^\W\d_][\w'’-]*\s+){0,3}?"
_STATES = r"(?:\b(?:this|that|it|which|they|these)\s+(?:is|was|are|were|means?|meant|makes?|made|represents?|represented|equals?|amounts\s+to|corresponds\s+to|marks?)|\b(?:or|that\s+is|i\.e\.,?|namely|thus|therefore|hence)|[,(;—–])\s*"
_CHANGES = (
    pattern(rf"{_STATES}(?:by\s+|an?\s+|the\s+)*<P:r>\s+(?:(?P<up>{_MORE})|(?P<down>{_LESS}))\b"),
    pattern(rf"{_STATES}<P:r>\s+{_NOUN}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b"),
    pattern(rf"(?:\ban?\s+|\bthe\s+){_NOUN}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s+(?:of|is|was|equals|comes\s+to|amounts\s+to|makes)\s+<P:r>"),
    pattern(r"\b(?:is|was|were|are|lies|lay|came\s+in|comes\s+in|ended|turned\s+out)\s+<P:r>\s+(?:(?P<up>above|over|higher|more|up)|(?P<down>below|under|lower|less|short\s+of))\b"),
    pattern(r"\b(?:they|it|this|these)\s+(?:had\s+|have\s+|has\s+)?(?:(?P<up>rose|grew|increased|climbed|gained|risen|grown)|(?P<down>fell|dropped|declined|decreased|shrank|fallen|dropped))\s+by\s+<P:r>"),
)
_COMPARED = re.compile(
    r"\b(?:after|against|compared|versus|vs|from|than|up\s+on|previous(?:ly)?|earlier|later|before|last\s+(?:year|season|quarter|month)|(?:a|the)\s+year|prior|preceding|budget\w*|forecast\w*|plan(?:ned)?|expected|estimate\w*"
    r"|target\w*|replac\w+|instead|original\w*|today|now|then|once|used\s+to|had\s+(?:been|paid|cost|had)|initial\w*|revised|rose|fell|grew|increased|decreased|first|second|baseline|followed)\b",
    re.I,
)
_ELSEWHERE = re.compile(r"\s*(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|a\s+year\b|per\s+(?:year|annum)|annual|on\s+average|since|in\s+real|real\b|in\s+constant|like[- ]for[- ]like|of\s+which|each)\b", re.I)
_POINTING = re.compile(r"\s*(?:than\s+)?(?:it|this|that|them|expected|forecast|planned|budgeted|budget|before|then|estimated|projected)\s*(?:[.,;)]|$|and\b|but\b|\[)", re.I)
_PLANNED = re.compile(r"\b(?:budget|forecast|plan|expect|estimat|target|project)\w*", re.I)
_TURNS = re.compile(r"\b(?:while|whereas|although|though|but)\b", re.I)
_THAN = pattern(r"\s*(?:than|the|on|over|from|against|compared\s+(?:with|to)|that|its|versus|<D>)?\s*(?P<gap>[^.;\uE000-\uF8FF]{0,60}(?:<D>[^.;\uE000-\uF8FF]{0,30})?)<A:b>")
_BASE = re.compile(r"\s*(?:than|on|over|from|against|versus|compared|relative|the|that|what)\b", re.I)
_THAN_FORM = pattern(rf"<P:r>\s+(?:(?P<up>{_MORE})|(?P<down>{_LESS}))\s+(?:than\s+)?")
_ON_FORM = pattern(r"[(,]\s*\+?(?:up\s+|(?P<down>down\s+|[−-]))?<P:r>\s+(?=(?:on|over|from|against|compared\s+(?:with|to)|versus)\b)")


def growths(scene: Scene) -> Iterator[Derivation]:
    """A change in percent between two figures of one sort that the text compares."""
    for form in _CHANGES:
        for match, result in scene.results(form):
            after = result.at + 2
            end = match.end()
            if _ELSEWHERE.match(scene.text, end) or scene.text[after : after + 1] == "-":
                continue
            pointing = _POINTING.match(scene.text, end)
            if pointing is None and _BASE.match(scene.text, end):
                continue
            if pointing is not None and _PLANNED.search(pointing.group()) and not _PLANNED.search(scene.text, 0, match.start()):
                continue
            yield from _change(scene, match, result)
    for form in (_THAN_FORM, _ON_FORM):
        for match, result in scene.results(form):
            base = _THAN.match(scene.text, match.end())
            if base is not None:
                yield from _from_base(scene, match, result, base)


def _change(scene: Scene, match: re.Match[str], result: Figure) -> Iterator[Derivation]:
    for found in scene.sorts(match.start()):
        bound = scene.bound(found)
        if bound is None or bound[0].value == 0 or bound[1].value == 0 or (not found[-1].own and result.at - found[-1].at > 160):
            continue
        years = {year for figure, year in _dated(scene) if figure in bound}
        if (len(years) < 2 and not _COMPARED.search(scene.text, max(0, bound[0].at - 60), match.end())) or _TURNS.search(scene.text, bound[1].at, match.start()):
            continue
        yield from _growth(result, bound, other_pairs(found), match.groupdict().get("down") is not None)
        return


_REAL = re.compile(r"\b(?:in\s+real|real\s+terms|constant|like[- ]for[- ]like|adjusted|organic\w*)\b", re.I)


def _from_base(scene: Scene, match: re.Match[str], result: Figure, base: re.Match[str]) -> Iterator[Derivation]:
    """"A …, 20 % more than the B of last year": the base right of the result, the other left of it."""
    before = scene.figure(base, "b")
    if before is None or not before.own or before.value <= 0 or _REAL.search(base["gap"]):
        return
    left = scene.alike(before, 0, match.start())
    own = [f for f in left if f.own]
    chosen = own[-1] if own else left[0] if len(left) == 1 else None
    if chosen is None or chosen.value <= 0 or any(f.term.quantity.kind == "percent" and chosen.at < f.at < result.at for f in scene.figures):
        return
    pairs = [tuple(sorted((f, before), key=lambda x: -x.value)) for f in left]
    yield from _growth(result, (chosen, before), pairs, match.groupdict().get("down") is not None)


def _growth(result: Figure, bound: tuple[Figure, Figure], others: Sequence[tuple[Figure, Figure]], down: bool) -> Iterator[Derivation]:
    """The larger figure is the later one of a rise, the earlier one of a fall."""
    large, small = sorted(bound, key=lambda f: -f.value)
    ordered = [(large, small), *others] if down else [(small, large), *((b, a) for a, b in others)]
    ways = tuple(way(change, pair, "to", "%") for pair in ordered if pair[0].value > 0)
    yield from _unless_far(Derivation("growth", result.term, ways, down, label="a fall of" if down else "a rise of", sure=sure(bound)))


# ------------------------------------------------------------------ multiples

_MULTIPLES = (
    pattern(r"\b(?:a|by\s+a)\s+(?:multiple|factor)\s+of\s+<X:r>"),
    pattern(r"\b(?:this|that|it|which)\s+(?:is|was|makes|means|represents)\s+<X:r>(?=\s+(?:as\s+(?:many|much|large|high|long|big|heavy)|more|higher|larger|the\s+(?:earlier|previous|first|original|former))\b)"),
    pattern(r",\s*(?:or\s+)?<X:r>(?=\s+as\s+(?:many|much|large|high|long|big|heavy)\b)"),
)


def multiples(scene: Scene) -> Iterator[Derivation]:
    """How many times one figure another is."""
    for form in _MULTIPLES:
        for match, result in scene.results(form):
            for found in scene.sorts(match.start()):
                bound = scene.bound(found)
                if bound is None or min(f.value for f in bound) <= 0:
                    continue
                pairs = [tuple(sorted(bound, key=lambda f: -f.value)), *other_pairs(found)]
                ways = tuple(way(quotient, pair, "÷", "x") for pair in pairs if pair[1].value > 0)
                yield from _unless_far(Derivation("multiple-change", result.term, ways, label="a multiple of", sure=sure(bound)))
                break


# ------------------------------------------------------------------ growth per year

_RATE = pattern(r"(?:\b(?:compound(?:ed)?\s+(?:annual\s+)?(?:rate|growth(?:\s+rate)?)(?:\s+rate)?|CAGR)(?:\s+\(CAGR\))?(?:\s+(?:of\s+growth|of|at|is|was))*[\s:=]+<P:r>|<P:s>\s+(?:CAGR|compound(?:ed)?\s+annual|compounded))")
_DATED = pattern(r"<A:a>(?P<gap>[^.;\uE000-\uF8FF]{0,40}?)<D:d>|<D:e>,?\s*(?P<pag>[^.;\uE000-\uF8FF]{0,40}?)<A:b>")


def compound(scene: Scene) -> Iterator[Derivation]:
    """A compound rate per year, with two dated figures of one sort in two clauses or sentences."""
    for match in _RATE.finditer(scene.text):
        result = scene.figure(match, "r" if match["r"] else "s")
        dated = _dated(scene) if result is not None and result.own else []
        if result is None or len(dated) != 2:
            continue
        (first, year), (last, until) = sorted(dated, key=lambda d: d[1])
        others = [f for f in scene.figures if f.term.quantity.kind == first.term.quantity.kind and f not in (first, last)]
        gap = scene.text[max(first.at, last.at) + 2 : result.at]
        about_else = len(gap) > 110 or COMPARING.search(gap) or re.search(r"\b(?:with|segments?|regions?|each|other|where)\b", gap, re.I) or any(f.at > min(first.at, last.at) and f.at < result.at and f.term.quantity.kind == "percent" for f in scene.figures)
        if until <= year or first.value <= 0 or others or about_else or not rounding.comparable(first.term.quantity, last.term.quantity):
            continue
        years = until - year
        words = f"{first.term.text} ({year}) to {last.term.text} ({until})"
        rate = Way(lambda x, years=years: rounding.cagr(x[0], x[1], years), (first.term, last.term), words, "% a year")
        extra = tuple(Way(lambda x, n=n: rounding.cagr(x[0], x[1], n), (first.term, last.term), f"{n} years", "% a year") for n in (years - 1, years + 1) if n > 0)
        yield Derivation("compound", result.term, (rate,), extra=extra, label="growth per year of", sure=sure((first, last)))


def _dated(scene: Scene) -> list[tuple[Figure, int]]:
    """The amounts that have a year of their own beside them."""
    found = []
    for match in _DATED.finditer(scene.text):
        figure = scene.figure(match, "a" if match["a"] else "b")
        period = scene.masked.term(match["d"] or match["e"]).quantity.period
        if figure is not None and period and period.end and (not period.start or period.start.year == period.end.year):
            found.append((figure, period.end.year))
    return found


FAMILIES = (
    (frozenset("difference gap spread overrun underrun overspend underspend shortfall distance lead margin apart".split()), "money count measure points percent duration", differences),
    (
        frozenset(f"{_UP}|{_DOWN}|{_MORE}|{_LESS}|over|short|rose|grew|increased|climbed|gained|risen|grown|fell|dropped|declined|decreased|shrank|fallen|on|from|against".split("|")),
        "percent",
        growths,
    ),
    (frozenset("multiple factor times twice thrice double triple as".split()), "multiple", multiples),
    (frozenset("compound compounded cagr".split()), "percent", compound),
)
"""Each way with the words of which one must stand in the sentence of the result, and the kinds its result may be of."""
