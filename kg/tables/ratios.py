"""Products and ratios: known ones by their metrics, others by what the rest of the table keeps to."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import combinations

from kg import quantities, resources, skos
from kg.model import Quantity
from kg.tables.derivations import Derivation, Operand, Result, Way, evaluate, sharp, sharpened, whole_count
from kg.tables.grid import Figure, Grid, Line, year
from kg.tables.headings import Heading, stem

_DIFFERENCE = re.compile(r"\b(?:difference|diff|balance|net|surplus|deficit|variance|gap|spread|gd)\b", re.I)
LINES = 14
"""Tables with more figure columns than this are not searched for rules of their own."""
INFORMATION = 4.0
"""Decimal digits that must agree, beyond chance, before a rule of a table is believed."""


@dataclass(frozen=True, slots=True)
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
    for found in (*_written(grid), *_known(grid, grid.columns(), list(grid.labels)), *_known(grid, grid.rows(), [grid.heads[c] for c in grid.figure_columns]), *_ruled(grid)):
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
    if len(units) > 1:
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
    match = _PER.match(line.heading.plain) if re.search(r"\bper\b", line.heading.plain, re.I) else None
    if match and not re.search(r"\b(?:hour|day|week|month|year|annum|quarter|second|minute)\b", match["b"], re.I):
        number = match["n"]
        factor = Fraction(1) if not number else Fraction(_NUMBERS.get(number.lower()) or int(number.replace(",", "")))
        above = _called(match["a"], others)
        below = _called(match["b"], others) if match["b"] and not _HEAD & set(match["b"].lower().split()) else [x for x in others if x.heading.concept and x.heading.concept.id == "population"]
        if len(above) >= 1 and len(below) >= 1:
            yield above, below, False, factor


def _called(words: str, lines: Iterable[Line]) -> list[Line]:
    """Lines whose heading has all the words, or the words all of its."""
    wanted = {stem(w) for w in re.findall(r"[a-z][a-z&-]+", words.lower())} - {"average", "avg", "est", "total", "annual"}
    return [x for x in lines if wanted and x.heading.words and wanted <= x.heading.words and not re.search(r"\bper\b", x.heading.plain, re.I)]


def _apply(grid: Grid, lines: Sequence[Line], line: Line, above: list[Line], below: list[Line], product: bool, factor: Fraction, across: Sequence[Heading]) -> Iterator[Derivation]:
    found: list[tuple[Derivation, bool]] = []
    for p, stated in enumerate(line.figures):
        if stated is None or not stated.pure or across[p].average or across[p].total:
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
    for one, _ in found:
        yield one


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


# --------------------------------------------------------------------------- rules of the table itself


def _ruled(grid: Grid) -> Iterator[Derivation]:
    """Relations of three columns (or rows) that nearly the whole table keeps to."""
    yield from _search(grid, grid.columns(), list(grid.labels), "rows")
    yield from _search(grid, grid.rows(), [grid.heads[c] for c in grid.figure_columns], "columns")


def _search(grid: Grid, lines: Sequence[Line], across: Sequence[Heading], noun: str) -> Iterator[Derivation]:
    usable = [x for x in lines if sum(f is not None and f.pure for f in x.figures) >= 3 and not x.heading.aggregate and not x.heading.share]
    if not 3 <= len(usable) <= LINES:
        return
    chance = math.log10(len(usable) ** 3 / 2 + 1)
    rules = []
    for whole in usable:
        rest = [x for x in usable if x is not whole]
        for a, b in combinations(rest, 2):
            rules += [_rule(grid, whole, (a, b), product, across, chance, noun) for product in (False, True)]
        for start in range(len(rest) - 2):
            rules += [_rule(grid, whole, tuple(rest[start:end]), False, across, chance, noun) for end in range(start + 3, len(rest) + 1)]
    # Of several rules for the same cells the one that most speaks for goes first.
    for _, _, broken in sorted((r for r in rules if r is not None), key=lambda r: (-r[0], r[1])):
        yield from broken


def _rule(grid: Grid, whole: Line, parts: tuple[Line, ...], product: bool, across: Sequence[Heading], chance: float, noun: str) -> tuple[float, str, list[Derivation]] | None:
    lines = (whole, *parts)
    spots = [p for p in range(len(across)) if all(x.figures[p] is not None and x.figures[p].pure for x in lines) and not across[p].average and not (product and any(x.figures[p].value <= 0 for x in lines))]
    if len(spots) < 3 or not product and len({x.figures[p].sort for x in lines for p in spots}) > 1:
        return None
    power = _power(whole, parts, product, spots)
    if power is None:
        return None
    result, ways = _stated(whole, parts, product, power)
    tried = [(p, ways(p), result.figures[p]) for p in spots]
    outcomes = [evaluate(way, stated.quantity) for _, way, stated in tried]
    exact = [o.holds and o.low == o.high == Fraction(f.quantity.low) for o, (_, _, f) in zip(outcomes, tried, strict=True)]
    counted = not product and not grid.rounded and all(whole_count(x.figures[p].quantity) for x in lines for p in spots)
    if counted and sum(exact) >= 3 and sum(exact) >= len(spots) - max(1, sum(exact) // 4):
        # Counts that add up to the unit in all other rows are no rounded figures.
        tried = [(p, sharpened(way), replace(f, quantity=sharp(f.quantity))) for p, way, f in tried]
        outcomes = [evaluate(way, stated.quantity) for _, way, stated in tried]
    held = sum(o.holds for o in outcomes)
    information = sum(_digits(o, f.quantity) for o, (_, _, f) in zip(outcomes, tried, strict=True) if o.holds)
    broken = [spot for o, spot in zip(outcomes, tried, strict=True) if not o.holds and not (product and across[spot[0]].total)]
    # A column called "difference" needs less to be believed one.
    needed = 1.0 if not product and len(parts) == 2 and result is not whole and _DIFFERENCE.search(result.heading.plain) else INFORMATION + chance
    if held < 2 or not broken or len(broken) > max(1, held // 4) or information < needed:
        return None
    found = []
    for p, way, stated in broken:
        name = f"{across[p].plain}, {result.heading.plain}" if across[p].plain else result.heading.plain
        found.append(Derivation("ratio" if product else "total", grid.report.id, grid.table, stated, name, (way,), f"{result.heading.plain} is {way.words} in the {held} other {noun}", 0.85))
    return information, result.heading.plain, found


def _stated(whole: Line, parts: tuple[Line, ...], product: bool, power: int) -> tuple[Line, Callable[[int], Way]]:
    """Which of the lines is the result, and how it is computed at a position."""
    scale = Fraction(10) ** power
    operand = lambda x, p: Operand(x.heading.plain, x.figures[p].quantity, x.figures[p])  # noqa: E731
    a, b = parts[0], parts[-1]
    if product:
        part = next((x for x in parts if _ratio_like(x) and not _ratio_like(whole)), None)
        if part is None:
            return whole, lambda p: Way("product", (operand(a, p), operand(b, p)), f"{a.heading.plain} × {b.heading.plain}", factor=scale)
        other = b if part is a else a
        return part, lambda p: Way("ratio", (operand(whole, p), operand(other, p)), f"{whole.heading.plain} ÷ {other.heading.plain}", factor=1 / scale)
    last = max((whole, *parts), key=lambda x: x.index)
    if last is whole or len(parts) > 2 or whole.index < min(a.index, b.index) and whole.heading.total:
        words = " + ".join(x.heading.plain for x in parts)
        return whole, lambda p: Way("sum", tuple(operand(x, p) for x in parts), words)
    other = b if last is a else a
    return last, lambda p: Way("difference", (operand(whole, p), operand(other, p)), f"{whole.heading.plain} − {other.heading.plain}")


def _ratio_like(line: Line) -> bool:
    heading = line.heading
    return bool(heading.concept and heading.concept.nature in ("ratio", "rate")) or bool(re.search(r"\bper\b|\brate\b|%|\bratio\b|\bmultiple\b|\bavg\b|\baverage\b", heading.text, re.I))


def _digits(outcome: Result, stated: Quantity) -> float:
    """How many decimal digits of agreement a row that holds is worth: how near the result came, by chance."""
    value = abs(float(stated.low + stated.high)) / 2
    if outcome.low is None or outcome.high is None or not value:
        return 0.0
    apart = abs(float(outcome.low + outcome.high) / 2 - float(stated.low + stated.high) / 2)
    step = float(stated.low_step) or 1.0
    return min(3.0, max(0.0, -math.log10((2 * apart + step) / value)))


def _power(whole: Line, parts: tuple[Line, ...], product: bool, spots: Sequence[int]) -> int | None:
    """The power of ten by which most positions keep to the rule, roughly; ``None`` if they do not."""
    ratio = []
    for p in spots:
        figures = [float(x.figures[p].value) for x in parts]
        rest = figures[0] * figures[1] if product else sum(figures)
        stated = float(whole.figures[p].value)
        if not product:
            reach = sum(float(x.figures[p].quantity.low_step) for x in (whole, *parts)) or 1.0
            ratio.append(1.0 if abs(stated - rest) <= reach else 2.0)
        else:
            ratio.append(stated / rest)
    middle = sorted(ratio)[(len(ratio) - 1) // 2]
    power = round(math.log10(middle)) if product else 0
    return power if abs(middle / 10**power - 1) <= 0.1 else None
