"""Amounts of a list or of a column that bear the names of one account: income, expenditure and surplus, before and after the money.

Each line tells one amount under its name.  A result is held against its two operands only when list
and column tell each of the three names once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Term
from kg.derivations.model import Derivation, Way
from kg.derivations.register import plain, sort
from kg.derivations.slips import typed
from kg.readings import Carrier, Reading
from kg.tables.grid import Grid

_ACCOUNTS = (
    ("difference", r"surplus|deficit|net\s+(?:result|surplus|deficit)|operating\s+(?:result|surplus|deficit)|result", r"income|revenues?|receipts|turnover|takings", r"expenditures?|expenses|spending|outgoings|costs|payments"),
    ("difference", r"gross\s+(?:profit|margin)", r"revenues?|sales|turnover", r"(?:direct\s+)?costs?\s+of\s+(?:goods\s+sold|sales|revenues?)|cogs"),
    ("difference", r"trade\s+(?:balance|surplus|deficit)|net\s+exports", r"exports", r"imports"),
    ("difference", r"net\s+debt", r"(?:gross\s+)?(?:debt|borrowings)", r"cash(?:\s+and\s+cash\s+equivalents)?"),
    ("difference", r"net\s+assets|net\s+worth|equity", r"assets", r"liabilities"),
    ("difference", r"backlog\s+change|net\s+(?:growth|additions?|migration|change|inflows?)", r"(?:arrivals?|admissions?|hires|joiners|inflows?|immigration|additions)", r"(?:departures?|discharges?|leavers|outflows?|emigration|closures)"),
    ("sum", r"post-?money(?:\s+valuation)?", r"pre-?money(?:\s+valuation)?", r"amount(?:\s+raised)?|round(?:\s+(?:size|amount))?|new\s+money|investment|raise"),
)  # fmt: skip
_MORE = re.compile(r"\b(?:tax(?:es|ation)?|depreciation|amortisation|amortization|interest|transfers?|exceptional|extraordinary|other\s+(?:income|costs|gains|losses)|gains?|loss(?:es)?|adjustments?)\b", re.I)
"""Items that stand between income and result."""
LONGEST = 60
"""Characters of the longest name of a line."""


def ledger(readings: Sequence[Reading], grids: Sequence[Grid]) -> Iterator[Derivation]:
    """Every result of a list or a column beside both of its operands."""
    for lines in _lists(readings):
        yield from _account(lines)
    for grid in grids:
        for column in grid.figure_columns:
            yield from _account(list(_column(grid, column)))


def _lists(readings: Sequence[Reading]) -> Iterator[list[tuple[str, Term]]]:
    """The names and amounts of key-value lines, by section."""
    found: dict[str | None, list[tuple[str, Term]]] = defaultdict(list)
    for reading in readings:
        if reading.carrier.kind == "sentence" and reading.figures and reading.key is not None and reading.key[1] <= LONGEST:
            found[reading.carrier.section].extend((name, term) for name, term in labelled(reading) if plain(term.quantity))
    yield from found.values()


def labelled(reading: Reading) -> Iterator[tuple[str, Term]]:
    """The figures of a key-value line that follow a name at once: "Pre-money: $80.0M, post-money: $100.0M"."""
    key, value = reading.key or ("", 0)
    end = 0
    for quantity in reading.figures:
        name = key if quantity.start - value <= 2 and not end else _NAME.match(reading.text[end : quantity.start])
        name = name if isinstance(name, str) or name is None else name["name"]
        end = quantity.end
        if name:
            yield clean(name), Term(reading, quantity)


_NAME = re.compile(r"\s*[,;]\s*(?P<name>[^\W\d_][\w -]{2,30}?)\s*:\s*$")
_DRESS = re.compile(r"^(?:total|overall|annual|our|the)\s+|\s*\([^()]*\)|\s+(?:for|of|in)\s+the\s+year$", re.I)


def clean(name: str) -> str:
    return " ".join(_DRESS.sub("", _DRESS.sub("", name.strip(" *_:–—-"))).lower().split())


def _column(grid: Grid, column: int) -> Iterator[tuple[str, Term]]:
    for row, label in enumerate(grid.labels):
        figure = grid.figures[row][column]
        if figure is not None and figure.pure and plain(figure.quantity):
            reading = Reading(Carrier(grid.report.id, "cell", figure.cell.id, figure.cell.text, figure.cell.place), grid.lexicon)
            yield clean(label.plain), Term(reading, figure.quantity)


def _account(lines: Sequence[tuple[str, Term]]) -> Iterator[Derivation]:
    if len(lines) < 3:
        return
    others = any(_MORE.search(name) for name, _ in lines)
    for operation, *names in _ACCOUNTS:
        if others and operation == "difference":
            continue
        found = [_only(name, lines) for name in names]
        if None in found:
            continue
        result, first, second = found
        if len({sort(t.quantity) for t in found}) > 1 or len({t.quantity.start for t in found} | {id(t.reading) for t in found}) < 3:
            continue
        if operation == "sum":
            way = Way(rounding.total, (first, second), f"{first.text} + {second.text}", widen=False)
        else:
            larger, smaller = sorted((first, second), key=lambda t: Fraction(t.quantity.low), reverse=True)
            way = Way(lambda x: rounding.difference(x[0], x[1]), (larger, smaller), f"{larger.text} − {smaller.text}", widen=False)
        yield Derivation("formula", result, (way,), label=f"“{_told(names[0], lines)}” of", sure=True)


def _only(name: str, lines: Sequence[tuple[str, Term]]) -> Term | None:
    """The one amount told under a name."""
    form = re.compile(rf"(?:{name})", re.I, kept=True)
    found = [term for told, term in lines if form.fullmatch(told)]
    return found[0] if len(found) == 1 else None


def _told(name: str, lines: Sequence[tuple[str, Term]]) -> str:
    form = re.compile(rf"(?:{name})", re.I, kept=True)
    return next(told for told, _ in lines if form.fullmatch(told))


# --------------------------------------------------------------------------- numbers that split with their shares


def split(home: Sequence[Reading]) -> Iterator[Derivation]:
    """ "Screened: 850. Not eligible: 238 (28%). Randomised: 612 (72%)": parts whose shares make 100, and a slip of their sum before them."""
    figures = [(reading, q) for reading in home for q in reading.figures]
    shares = [n for n, (_, q) in enumerate(figures) if q.kind == "percent" and n]
    if len(shares) < 2 or sum(figures[n][1].low for n in shares) != 100 or any(b - a != 2 for a, b in pairwise(shares)) or shares[0] < 2:
        return
    parts = [figures[n - 1] for n in shares]
    whole_in, whole = figures[shares[0] - 2]
    if not all(r.text[q.end : q.end + 2] == " (" and plain(q) for r, q in parts) or not plain(whole) or len({sort(q) for _, q in (*parts, (whole_in, whole))}) > 1:
        return
    total = sum(q.low for _, q in parts)
    if total == whole.low or total != int(total) or not (int(total) in typed(int(whole.low)) or total in (whole.low * 10, whole.low / 10, whole.low * 1000, whole.low / 1000)):
        return
    operands = tuple(Term(r, q) for r, q in parts)
    yield Derivation("total", Term(whole_in, whole), (Way(rounding.total, operands, " + ".join(o.text for o in operands), widen=False, loose=False),), label="a total of", sure=False)
