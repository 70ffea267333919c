"""Products and ratios that are known by their metrics, by a header "X per Y", or from a formula in the row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from kg import patterns as re
from kg import quantities, resources, skos
from kg.model import Quantity
from kg.records import record
from kg.tables.called import by_cue, expression
from kg.tables.derivations import Derivation, Operand, Way, evaluate, sharpened
from kg.tables.grid import Figure, Grid, Line, year
from kg.tables.headings import Heading, stem
from kg.tables.rules import nearly_all


@record
class Formula:
    """A known relation of three metrics, by id."""

    result: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    product: bool


@cache
def formulas() -> tuple[Formula, ...]:
    """The relations of ``ontology/formulas.ttl``."""
    found = []
    for properties in skos.read(resources.find("ontology/formulas.ttl")).values():
        ids = lambda name: tuple(v.partition(":")[2] for v in properties.get(name, ()))  # noqa: B023, E731
        if ids("kg:result"):
            product = bool(ids("kg:factor"))
            found.append(Formula(ids("kg:result")[0], ids("kg:factor" if product else "kg:numerator"), ids("kg:by" if product else "kg:denominator"), product))
    return tuple(found)


def ratios(grid: Grid) -> Iterator[Derivation]:
    """Every stated product or ratio whose operands stand in the same row or column."""
    seen: set[str] = set()
    for found in (*_written(grid), *_known(grid, grid.columns(), list(grid.labels)), *_known(grid, grid.rows(), [grid.heads[c] for c in grid.figure_columns])):
        if found.stated.cell.id not in seen:
            seen.add(found.stated.cell.id)
            yield found


# --------------------------------------------------------------------------- formulas written in a cell

_OPERATOR = re.compile(r"^\s*(?P<op>÷|×|\*|\s/\s|/(?=\s)|\sx\s|→|->)\s*$")
_CUE = re.compile(r"^\s*(?:derived|calculated|computed|calc\.?|implied)?\s*(?:from|as|:|=|by)?\s*[:=]?\s*$", re.I)


def _written(grid: Grid) -> Iterator[Derivation]:
    """ "Derived: $130M / 10,000" beside the figure it explains."""
    for r, row in enumerate(grid.table.rows):
        stated = [f for f in grid.figures[r] if f is not None]
        if len(stated) != 1:
            continue
        for c, cell in enumerate(row):
            if c == grid.label or cell.id == stated[0].cell.id or not re.search(r"\d", cell.text):
                continue
            way = _formula(cell.text, stated[0].quantity, cell)
            if way:
                yield Derivation("ratio", grid.report.id, grid.table, stated[0], grid.labels[r].plain, (way,), f"the row says “{cell.text.strip()}”", 0.95 if cell.certain else 0.5)


def _formula(text: str, result: Quantity, cell) -> Way | None:
    found = [q for q in quantities.extract(text) if q.kind != "date" and q.low is not None]
    if len(found) != 2 or not _CUE.match(text[: found[0].start]):
        return None
    match = _OPERATOR.match(text[found[0].end : found[1].start])
    if match is None or re.search(r"[\d=÷×]", text[found[1].end :]):
        return None
    op = match["op"].strip()
    units = {q.unit for q in (result, found[0]) if q.kind == "measure"}
    if len(units) > 1 or (op in ("÷", "/") and found[0].kind in ("money", "measure") and result.kind not in (found[0].kind, "percent", "multiple")):
        return None
    parts = tuple(Operand(q.text, q) for q in found)
    words = f"{found[0].text} {op} {found[1].text}"
    if op in ("→", "->"):
        return Way("growth", parts, words) if result.kind == "percent" else None
    if op in ("÷", "/"):
        return Way("share" if result.kind == "percent" else "ratio", parts, words)
    percent = sum(q.kind == "percent" for q in found)
    return Way("product", parts, words, factor=Fraction(1, 100**percent))


# --------------------------------------------------------------------------- known relations

_PER = re.compile(r"^(?:(?:average|avg\.?|mean|median|est\.?|estimated|total)\s+)*(?P<a>.+?)\s+(?:per|/)\s+(?P<n>\d[\d,]*|thousand|million|hundred)?\s*(?P<b>.*)$", re.I)
_NUMBERS = {"thousand": 1000, "million": 10**6, "hundred": 100}
_IMPLIED = re.compile(r"\b(?:implied|resulting|derived|target|fair)\b", re.I)
_HEAD = frozenset("capita person head inhabitant people resident population".split())


def _known(grid: Grid, lines: Sequence[Line], across: Sequence[Heading]) -> Iterator[Derivation]:
    for line in lines:
        if line.heading.growth or line.heading.compound:
            continue
        concept = line.heading.concept
        for above, below, product, factor in _patterns(line, lines, concept.id if concept else ""):
            yield from _apply(grid, lines, line, above, below, product, factor, across)


def _patterns(line: Line, lines: Sequence[Line], concept: str) -> Iterator[tuple[list[Line], list[Line], bool, Fraction]]:
    others = [x for x in lines if x is not line and not (x.heading.growth or x.heading.compound or x.heading.share)]
    named = lambda ids: [x for x in others if x.heading.concept is not None and x.heading.concept.id in ids and not _PER.match(x.heading.plain)]  # noqa: E731
    for formula in formulas():
        if formula.result == concept:
            above, below = named(formula.above), named(formula.below)
            if above and below:
                yield above, below, formula.product, Fraction(1)
    yield from _defined(line, others)
    match = _PER.match(line.heading.plain) if re.search(r"\bper\b", line.heading.plain, re.I) else None
    if match and not re.search(r"\b(?:hour|day|week|month|year|annum|quarter|second|minute)\b", match["b"], re.I):
        number = match["n"]
        factor = Fraction(1) if not number else Fraction(_NUMBERS.get(number.lower()) or int(number.replace(",", "")))
        above = _called(match["a"], others)
        below = _called(match["b"], others) if match["b"] and not _HEAD & set(match["b"].lower().split()) else [x for x in others if x.heading.concept and x.heading.concept.id == "population"]
        if len(above) >= 1 and len(below) >= 1:
            yield above, below, False, factor


def _defined(line: Line, others: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line], bool, Fraction]]:
    """The operands of a ratio that its heading names, where one heading alone names each."""
    name = _bare(line.heading)
    for ratio in dict.fromkeys(r for word in re.split(r"[\s/:]+", name) for r in by_cue().get(word, ())):
        if len(ratio.parts) == 2 and ratio.sort != "each" and expression(ratio.names).fullmatch(name):
            above, below = ([x for x in others if expression(part).fullmatch(_bare(x.heading))] for part in ratio.parts)
            if len(above) == len(below) == 1:
                yield above, below, False, ratio.factor


_DRESS = re.compile(r"^(?:total|overall|annual|number\s+of|our|the)\s+|\s*,.*$", re.I)


def _bare(heading: Heading) -> str:
    return " ".join(_DRESS.sub("", heading.core or heading.plain).lower().split())


def _called(words: str, lines: Iterable[Line]) -> list[Line]:
    """Lines whose heading has all the words, or the words all of its."""
    wanted = {stem(w) for w in re.findall(r"[a-z][a-z&-]+", words.lower())} - {"average", "avg", "est", "total", "annual"}
    return [x for x in lines if wanted and x.heading.words and wanted <= x.heading.words and not re.search(r"\bper\b", x.heading.plain, re.I)]


def _apply(grid: Grid, lines: Sequence[Line], line: Line, above: list[Line], below: list[Line], product: bool, factor: Fraction, across: Sequence[Heading]) -> Iterator[Derivation]:
    found: list[tuple[Derivation, bool]] = []
    for p, stated in enumerate(line.figures):
        if stated is None or not stated.pure or across[p].average or across[p].total or across[p].growth or across[p].compound:
            continue
        ways = []
        for a in above:
            for b in below:
                x, y = a.figures[p], b.figures[p]
                if a is b or x is None or y is None or _apart(a.heading, b.heading) or _apart(line.heading, a.heading) or not _meet(stated, x, y, product):
                    continue
                ways.append(_way(a, b, x, y, product, factor, stated))
        if not ways:
            continue
        result, heading = stated, line.heading
        implied = next((a for a in above if len(above) == len(below) == 1 and not product and factor == 1 and _IMPLIED.search(a.heading.text)), None)
        if implied is not None and stated.quantity.kind == "multiple":
            # "Implied valuation" is what the multiple gives, not what it was taken from.
            result, heading = implied.figures[p], implied.heading
            ways = [_way(below[0], line, below[0].figures[p], stated, True, factor, result)]
        name = f"{across[p].plain}, {heading.plain}" if across[p].plain and not across[p].value else heading.plain
        one = Derivation("ratio", grid.report.id, grid.table, result, name, tuple(ways), f"{heading.plain} is {ways[0].words}", 0.9)
        found.append((one, any(evaluate(w, result.quantity).holds for w in ways)))
    held = sum(ok for _, ok in found)
    # A relation that no row keeps is not the one that was meant.
    if len(found) >= 3 and not held:
        return
    if len(found) == 1 and len(found[0][0].ways) > 1 and not held:
        return
    finer = [replace(one, ways=tuple(sharpened(w) for w in one.ways)) for one, _ in found]
    exactly = sum(any(evaluate(w, one.stated.quantity).holds for w in one.ways) for one in finer)
    yield from finer if not grid.rounded and nearly_all(exactly, len(found)) else [one for one, _ in found]


def _way(a: Line, b: Line, x: Figure, y: Figure, product: bool, factor: Fraction, stated: Figure) -> Way:
    operands = (Operand(a.heading.plain, x.quantity, x), Operand(b.heading.plain, y.quantity, y))
    if product:
        percent = sum(q.quantity.kind == "percent" for q in (x, y))
        return Way("product", operands, f"{a.heading.plain} × {b.heading.plain}", factor=Fraction(1, 100**percent))
    same = x.sort == y.sort
    formula = "share" if stated.quantity.kind == "percent" and same else "ratio"
    return Way(formula, operands, f"{a.heading.plain} ÷ {b.heading.plain}" + (f" × {factor.numerator:,}" if factor != 1 else ""), factor=factor)


def _meet(stated: Figure, x: Figure, y: Figure, product: bool) -> bool:
    """Whether kinds and currencies fit a ratio or product."""
    money = [f.quantity.currency for f in (stated, x, y) if f.quantity.kind == "money"]
    if len(set(money)) > 1:
        return False
    if product:
        return len(money) != 1 or stated.quantity.kind == "money"
    if stated.quantity.kind == "multiple":
        return x.sort == y.sort
    if stated.quantity.kind == "percent":
        return x.sort == y.sort
    if stated.quantity.kind == "duration":
        return x.sort == y.sort and stated.quantity.unit == "year"
    return stated.quantity.kind != "money" or x.quantity.kind == "money"


def _apart(a: Heading, b: Heading) -> bool:
    one, two = year(a.period), year(b.period)
    return one is not None and two is not None and one != two
