"""Bulleted lists whose items bring one amount each, read as tables of one column: their total and their shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kg import patterns as re
from kg import rounding
from kg.derivations.masked import Term, unbounded
from kg.derivations.model import Derivation, Way
from kg.derivations.workings import slipped
from kg.model import Report
from kg.readings import Reading
from kg.records import record

_TOTAL = re.compile(r"\W*(?:grand\s+|overall\s+)?(?:total|sum|altogether|in\s+all|all\s+together)\b(?!\s+(?:addressable|of\s+which))", re.I)
_OPEN = re.compile(r"\b(?:includ\w+|such\s+as|among|largest|biggest|top|main(?:ly)?|major|notably|examples?|selected|some\s+of|key|mostly|up\s+to|between|average|each|per)\b", re.I)
_ADDS_UP = re.compile(r"\b(?:add(?:s|ed|ing)?\s+up\s+to|sums?\s+(?:up\s+)?to|together|in\s+all|in\s+total|altogether|makes?\s+a\s+total)\b", re.I)
_TOGETHER_WITH = re.compile(r"\W*(?:together|added\s+to|along)\s*(?:with)?\b", re.I)
_OTHER_ITEM = re.compile(r"\b(?:of\s+which|thereof|including|up\s+from|down\s+from|per|average|growth|previous|last\s+year|rate)\b", re.I)
_THEY = re.compile(r"\W*(?:they|these|those|it|this|that)\b", re.I)
_THESE = re.compile(r"(?:^|\b(?:the|these|those|our|its|all)\s+)(?:(?:top|first|largest|biggest|leading|main)\s+)?$", re.I)
_THINGS = re.compile(r"\s+(?:[^\W\d_][\w-]*\s+){0,3}?[^\W\d_][\w-]*s\b", re.I)
_KINDS = ("money", "count", "measure")
_ROOM = Fraction(1, 3)
"""A figure in the lead counts as the total of the list if it is no further from the sum than this."""


@record
class _Block:
    """A passage or a labelled line, with the readings in it."""

    path: str
    line: int
    item: bool
    label: str
    readings: tuple[Reading, ...]


@record
class _Item:
    amount: Term
    share: Term | None
    label: str


def lists(report: Report, readings: Sequence[Reading]) -> Iterator[Derivation]:
    """Totals and shares of every list of amounts."""
    blocks = _blocks(report, readings)
    start = 0
    while start < len(blocks):
        stop = start
        while stop < len(blocks) and blocks[stop].item and (stop == start or (blocks[stop].path == blocks[stop - 1].path and blocks[stop].line - blocks[stop - 1].line <= 2)):
            stop += 1
        if stop - start >= 3:
            near = [b if b.path == blocks[start].path else None for b in (*blocks[max(start - 1, 0) : start], *blocks[stop : stop + 1])]
            lead = near[0] if start and near else None
            after = near[-1] if stop < len(blocks) and near else None
            yield from _list(blocks[start:stop], lead, after)
        start = max(stop, start + 1)


def _blocks(report: Report, readings: Sequence[Reading]) -> list[_Block]:
    of: dict[str, list[Reading]] = {}
    facts = {}
    for reading in readings:
        if reading.carrier.kind == "cover":
            facts[reading.carrier.id] = reading
        elif reading.carrier.passage:
            of.setdefault(reading.carrier.passage, []).append(reading)
    found = [_Block(p.place.path, p.place.line, p.kind == "item", p.text[:40], tuple(of[p.id])) for p in report.passages if p.id in of]
    found += [_Block(f.place.path, f.place.line, True, f.label, (facts[f.id],)) for f in report.cover if f.id in facts]
    return sorted(found, key=lambda b: (b.path, b.line))


def _list(blocks: Sequence[_Block], lead: _Block | None, after: _Block | None) -> Iterator[Derivation]:
    items = [_item(b) for b in blocks]
    rows = [i for i in items if i is not None]
    if len(rows) != len(items) or any(not _kin(rows[0].amount, r.amount) for r in rows):
        return
    total, extra = None, []
    if _TOTAL.match(rows[-1].label):
        total, rows = rows[-1].amount, rows[:-1]
        sure = True
    else:
        total, extra = _said_total(rows, lead, after)
        sure = False
    if len(rows) < 2 or any(_TOTAL.match(r.label) for r in rows):
        return
    parts = [*(r.amount for r in rows), *extra]
    words = " + ".join(t.text.lstrip("~") for t in parts)
    if total is not None:
        yield Derivation("total", total, (Way(rounding.total, tuple(parts), words, widen=False, loose=False),), exact_total=True, label="a total of", sure=sure)
    yield from _shares(rows, parts, total)


def _item(block: _Block) -> _Item | None:
    """The one amount of an item with its share, if it has one; ``None`` when the item says more or less."""
    figures = [(r, q) for r in block.readings for q in r.figures]
    amounts = [Term(r, q) for r, q in figures if q.kind in _KINDS]
    shares = [Term(r, q) for r, q in figures if q.kind == "percent"]
    if len(amounts) != 1 or len(shares) > 1 or len(amounts) + len(shares) != len(figures) or any(_OTHER_ITEM.search(r.text) for r in block.readings):
        return None
    quantity = amounts[0].quantity
    if quantity.is_range or quantity.bound or quantity.approximate or quantity.low <= 0:
        return None
    return _Item(amounts[0], shares[0] if shares and _bracketed(shares[0], amounts[0]) else None, block.label)


def _bracketed(share: Term, amount: Term) -> bool:
    """Whether a share stands in brackets or behind a comma right after the amount."""
    if share.reading is not amount.reading:
        return False
    between = amount.reading.text[amount.quantity.end : share.quantity.start]
    after = share.reading.text[share.quantity.end : share.quantity.end + 12]
    return bool(re.fullmatch(r"\s*[,(]\s*", between) and re.match(r"\s*(?:\)|$|\.|of\s+(?:the\s+)?total)", after))


def _kin(a: Term, b: Term) -> bool:
    return rounding.comparable(a.quantity, b.quantity) and a.quantity.per == b.quantity.per


def _said_total(rows: Sequence[_Item], lead: _Block | None, after: _Block | None) -> tuple[Term | None, list[Term]]:
    """The total said in the sentence before the list or in the one behind it, and an item more that the latter names."""
    added = sum(Fraction(r.amount.quantity.low) for r in rows)
    if after is not None and not after.item and _ADDS_UP.search(after.readings[0].text):
        behind = after.readings[0]
        found = [t for q in behind.figures if _kin(t := Term(behind, unbounded(behind.text, q)), rows[0].amount)]
        if len(found) == 2 and _TOGETHER_WITH.match(after.readings[0].text):
            return found[1], [found[0]]
        if len(found) == 1:
            return found[0], []
    if lead is not None and not lead.item and lead.readings:
        last = lead.readings[-1]
        # "We received 516 complaints. They concerned:" says the total in the sentence before.
        told = lead.readings[-2] if len(lead.readings) > 1 and not last.figures and _THEY.match(last.text) else last
        found = [Term(told, q) for q in told.figures if _kin(Term(told, q), rows[0].amount)]
        if last.text.rstrip().endswith(":") and not _OPEN.search(last.text + told.text):
            found = [t for t in found if abs(Fraction(t.quantity.low) - added) <= added * _ROOM and not t.quantity.is_range and not t.quantity.bound and not t.quantity.approximate]
            largest = max(Fraction(r.amount.quantity.low) for r in rows)
            # "Sales rose to 14.2 (+16 % on last year's 12.2):" has two; the first is said of the list.
            if found and found[0].quantity.low > largest and all(t.quantity.low != added for t in found[1:]) and (found[0].quantity.kind != "count" or len(rows) > 2):
                return found[0], []
        if (counted := _of_counted(rows, lead.readings)) is not None:
            return counted, []
    return None, []


def _of_counted(rows: Sequence[_Item], lead: Sequence[Reading]) -> Term | None:
    """The total that a sentence before the list gives of as many things as the list has items.

    "The four largest mills ground 81,300 tonnes" is said without a colon, and of the items only
    because their number is; so it is the total when it adds up or is a slip of the sum.
    """
    added, largest = sum(r.amount.quantity.low for r in rows), max(r.amount.quantity.low for r in rows)
    for reading in lead:
        numbers = [q for q in reading.figures if q.kind == "count" and not q.unit and q.low == len(rows) and not q.bound and not q.approximate]
        counts = [q for q in numbers if _THESE.search(reading.text[: q.start]) and _THINGS.match(reading.text[q.end :])]
        found = [Term(reading, q) for q in reading.figures if q.high > largest and _kin(Term(reading, q), rows[0].amount)]
        if len(rows) < 3 or len(counts) != 1 or len(found) != 1:
            continue
        q = found[0].quantity
        exact = not (q.is_range or q.bound or q.approximate)
        if exact and q.start > counts[0].end and (q.low == added or slipped(f"{q.low.normalize():f}", f"{added.normalize():f}", 3)):
            return found[0]
    return None


def _shares(rows: Sequence[_Item], parts: Sequence[Term], total: Term | None) -> Iterator[Derivation]:
    """Every item's share against the total; left alone when most of them are shares of something else."""
    if any(r.share is None for r in rows):
        return
    whole = sum(Fraction(t.quantity.low) for t in parts)
    misfits = sum(abs(Fraction(r.share.quantity.low) - Fraction(r.amount.quantity.low) * 100 / whole) > 1 for r in rows if r.share)
    if misfits * 3 > len(rows):
        return
    for row in rows:
        others = [t for t in parts if t is not row.amount]
        ways = [Way(lambda x: rounding.share(x[0], rounding.total(x)), (row.amount, *others), f"{row.amount.text} of the sum of the list", "%")]
        if total is not None:
            ways.insert(0, Way(lambda x: rounding.share(x[0], x[1]), (row.amount, total), f"{row.amount.text} of {total.text}", "%"))
        if row.share is not None:
            yield Derivation("share", row.share, tuple(ways), label="a share of")
