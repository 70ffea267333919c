"""Results that the text states together with the figures they follow from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator
from fractions import Fraction

from kg.candidates._base import Context, candidates
from kg.derivations import find as finding
from kg.derivations.facts import Facts
from kg.derivations.masked import Term
from kg.derivations.misread import misread
from kg.derivations.model import Derivation, judge
from kg.derivations.problems import broken
from kg.derivations.vindicated import SCALES, at_hand, below_its_items, beside, elsewhere, precise, vindicated, worded
from kg.findings import About, Problem
from kg.graph import Key
from kg.model import Report
from kg.quantities import extract
from kg.readings import Reading
from kg.records import record


@record
class Derived:
    """A derivation with its places: where the result is stated first, then the operands.

    ``missing`` is a figure found elsewhere that would make a total right, as written.
    """

    derivation: Derivation
    about: tuple[About, ...]
    missing: str = ""


@record
class Part:
    """A part and the whole it is said to be of; ``whole`` is ``None`` for a share in percent."""

    part: Term
    whole: Term | None
    about: tuple[About, ...]


def place(context: Context, report: Report, term: Term, side: str) -> About:
    """The place of a figure in its sentence, claim or cover fact."""
    carrier = term.reading.carrier
    return context.about(Key(report.id, carrier.kind, carrier.id), side, term.reading.place(term.quantity))


def _of(kinds: tuple[str, ...], context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Derivations of these kinds.

    The key holds the kind, the stated figure and its operands, so that prose, claim and cover that
    say the same meet.
    """
    facts = Facts(context.observations(report), context.readings(report))
    for one in context.derivations(report):
        if one.kind not in kinds or any(o.reading is one.stated.reading and o.quantity.start == one.stated.quantity.start and o.quantity.low == one.stated.quantity.low for o in one.ways[0].operands) or (judge(one).verdict != "agree" and _explained(context, report, one)):
            continue
        terms = [(one.stated, "stated"), *((c, "stated") for c in one.copies), *((o, "computed") for o in one.ways[0].operands)]
        about: dict = {}
        for term, side in terms:
            at = place(context, report, term, side)
            about.setdefault(at.place, at)
        missing = facts.missing(one)
        words = missing.text if missing else _in_tables(report, one)
        yield (report.id, *one.key), Derived(one, tuple(about.values()), words)


def _explained(context: Context, report: Report, one: Derivation) -> bool:
    """Whether other figures than its operands give a result."""
    if precise(one) and vindicated(one, _around(context, report, one), _totals(context, report)):
        return True
    return misread(one, _around(context, report, one)) or below_its_items(one) or worded(one) or beside(one) or at_hand(one, _around(context, report, one)) or elsewhere(one, lambda low, high: _told(context, report, low, high))


def _told(context: Context, report: Report, low: Fraction, high: Fraction) -> bool:
    """Whether a figure between two values stands in the text or, in whatever unit, in a table."""

    def told() -> list[Fraction]:
        cells = [Fraction(f.quantity.low) * scale for g in (context.grids(report) if report.tables else ()) for row in g.figures for f in row if f is not None and f.quantity.low for scale in SCALES]
        return sorted({Fraction(q.low) for r in context.readings(report) for q in r.figures if q.low} | set(cells))

    values = context.once(("figures told", report.id), told)
    at = bisect_left(values, low)
    return at < len(values) and values[at] <= high


def _around(context: Context, report: Report, one: Derivation) -> list[Reading]:
    """The sentences of the paragraph of a stated result."""
    home = one.stated.reading
    passages: dict[str, list[Reading]] = {}

    def by_passage() -> dict[str, list[Reading]]:
        for reading in context.readings(report):
            if reading.carrier.passage:
                passages.setdefault(reading.carrier.passage, []).append(reading)
        return passages

    return context.once(("by passage", report.id), by_passage).get(home.carrier.passage) or [home]


def _totals(context: Context, report: Report) -> list[Fraction]:
    """The figures of the total lines of all tables, as written."""

    def totals() -> list[Fraction]:
        lines = [line for grid in (context.grids(report) if report.tables else ()) for line in (*grid.rows(), *grid.columns()) if line.heading.total]
        return list({Fraction(f.quantity.low) for line in lines for f in line.figures if f is not None and f.quantity.low})

    return context.once(("totals of tables", report.id), totals)


def _in_tables(report: Report, one: Derivation) -> str:
    """A row whose amount is exactly what the listed items lack of their total: its label and the amount."""
    stated = one.stated.quantity
    lacking = stated.low - sum(o.quantity.low for o in one.ways[0].operands)
    if one.kind != "total" or lacking <= 0 or stated.is_range or judge(one).verdict == "agree":
        return ""
    for table in report.tables:
        for row in table.rows:
            for cell in row[1:]:
                for q in extract(cell.text):
                    if q.low == q.high == lacking and (q.kind, q.currency, q.unit) == (stated.kind, stated.currency, stated.unit):
                        return f"{q.text} ({row[0].text} in the table “{table.caption}”)"
    return ""


def not_holding(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """The problem of a statement that no reading allows, with the places of all its copies."""
    about = {a.place: a for one in group for a in one.about}
    ordered = sorted(about.values(), key=lambda a: a.side != "stated")
    yield from broken(group[0].derivation, ordered, next((one.missing for one in group if one.missing), ""))


@candidates("growth", grouped=True)
def growth(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Changes in percent, points or amounts, with the figures before and after."""
    yield from _of(("growth", "difference"), context, report)


@candidates("compound-growth", grouped=True)
def compound_growth(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Growth rates per year, with the first and the last figure and their years."""
    yield from _of(("compound",), context, report)


@candidates("multiples", grouped=True)
def multiples(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Multiples ("64x ARR", "a tenfold increase", "2-3x on the entry price") with their operands."""
    yield from _of(("multiple", "multiple-change", "magnitude"), context, report)


@candidates("totals", grouped=True)
def totals(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Totals with the items they are said to be made of."""
    yield from _of(("total",), context, report)


@candidates("shares", grouped=True)
def shares(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Shares in percent with the part and the whole."""
    yield from _of(("share",), context, report)


@candidates("per-head", grouped=True)
def per_head(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Figures per head, customer or unit with the total and the count."""
    yield from _of(("per-head",), context, report)


@candidates("formulas", grouped=True)
def formulas(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Formulas that are written out, with their results."""
    yield from _of(("formula",), context, report)


@candidates("premiums", grouped=True)
def premiums(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Premiums and discounts with the two prices."""
    yield from _of(("premium",), context, report)


@candidates("weighted-means", grouped=True)
def weighted_means(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Weighted means with their values and weights."""
    yield from _of(("weighted-mean",), context, report)


@candidates("shares-of-a-whole", grouped=True)
def shares_of_a_whole(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Shares that are said to make up a whole, and weights of a mean."""
    yield from _of(("hundred",), context, report)


@candidates("runways", grouped=True)
def runways(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Times a stock is said to last, with the stock and its rate of use."""
    yield from _of(("runway",), context, report)


@candidates("parts-of-wholes")
def parts_of_wholes(context: Context, report: Report) -> Iterator[tuple[Hashable, Part]]:
    """Parts beside the whole they are said to be of."""
    for n, (part, whole) in enumerate(finding.parts(context.readings(report))):
        about = (place(context, report, part, "part"), place(context, report, whole, "whole"))
        yield (report.id, "part", n), Part(part, whole, about)


@candidates("shares-of-things")
def shares_of_things(context: Context, report: Report) -> Iterator[tuple[Hashable, Part]]:
    """Shares of people or things that are above 100 %."""
    for n, term in enumerate(finding.impossible_shares(context.readings(report))):
        yield (report.id, "share", n), Part(term, None, (place(context, report, term, "share"),))
