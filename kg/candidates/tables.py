"""Figures of tables with what they follow from, and tables that speak of the same things."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from kg import observations
from kg.candidates._base import Context, candidates
from kg.findings import About
from kg.graph import Key
from kg.model import Cell, Claim, Report
from kg.records import record
from kg.tables import (
    against,
    alignment,
    closed,
    counts,
    enumerated,
    growth,
    links,
    mended,
    multiples,
    percentages,
    ratios,
    rules,
    spoken,
    summed,
    told,
    totals,
)
from kg.tables.derivations import Derivation
from kg.tables.grid import Figure, Grid
from kg.tables.totals import Shares


@record
class Derived:
    """A derivation in a table with its places: the stated cell first, then the operands."""

    derivation: Derivation
    about: tuple[About, ...]


def _derived(context: Context, report: Report, found: Iterable[Derivation]) -> Iterator[tuple[Hashable, Derived]]:
    for n, one in enumerate(found):
        operands = {o.figure.cell.id: o.figure for w in one.ways[:1] for o in w.operands if o.figure is not None}
        operands.pop(one.stated.cell.id, None)
        places = [cell(context, report, one.stated, "stated"), *(cell(context, report, f, "computed") for f in operands.values())]
        yield (report.id, one.table.id, one.stated.cell.id, n), Derived(one, tuple(places))


def cell(context: Context, report: Report, figure: Figure, side: str) -> About:
    """The place of a figure in its cell."""
    return context.about(Key(report.id, "cell", figure.cell.id), side, figure.place)


def _first(context: Context, report: Report, *finders: Callable[[Grid], Iterable[Derivation]]) -> Iterator[Derivation]:
    """What the finders find in every table; of several derivations of one cell the first."""
    for grid in context.grids(report):
        seen: set[str] = set()
        for one in (one for find in finders for one in find(grid)):
            if one.stated.cell.id not in seen:
                seen.add(one.stated.cell.id)
                yield one


@candidates("table-totals")
def table_totals(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Totals stated in tables, with their parts."""
    yield from _derived(context, report, _first(context, report, totals.totals, rules.sums, closed.bridges))


@candidates("table-ratios")
def table_ratios(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Products and ratios stated in tables, with their operands."""
    yield from _derived(context, report, _first(context, report, ratios.ratios, rules.products, percentages.percentages, closed.shares))


@candidates("table-growth")
def table_growth(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Growth stated in tables, with the figures before and after."""
    grids = context.grids(report)
    yield from _derived(context, report, _first(context, report, lambda grid: growth.growth(grid, grids), against.against, mended.mended))


@candidates("table-compound-growth")
def table_compound_growth(context: Context, report: Report) -> Iterator[tuple[Hashable, Derived]]:
    """Compound growth rates stated in tables, with the first and last figure and their years."""
    yield from _derived(context, report, _first(context, report, growth.compound))


@record
class Parts:
    """Shares of one whole with their places."""

    shares: Shares
    about: tuple[About, ...]


@candidates("table-shares")
def table_shares(context: Context, report: Report) -> Iterator[tuple[Hashable, Parts]]:
    """Columns and rows of percentages that are shares of one whole."""
    for grid in context.grids(report):
        for n, one in enumerate(totals.shares(grid)):
            yield (report.id, grid.table.id, n), Parts(one, tuple(cell(context, report, f, "computed") for _, f in one.parts))


@record
class Mean:
    """A stated average with the figures it is an average of, and their places."""

    name: str
    stated: Figure
    parts: tuple[Figure, ...]
    about: tuple[About, ...]


@candidates("table-averages")
def table_averages(context: Context, report: Report) -> Iterator[tuple[Hashable, Mean]]:
    """Averages stated in tables, with their parts."""
    for grid in context.grids(report):
        for stated, line, parts in totals.averages(grid):
            places = (cell(context, report, stated, "stated"), *(cell(context, report, f, "computed") for f in parts))
            yield (report.id, stated.cell.id), Mean(f"{line.heading.plain}, {grid.heads[stated.column].plain}", stated, tuple(parts), places)


@record
class Aligned:
    """The figures of one row label in two tables, with their places."""

    pair: alignment.Pair
    about: tuple[About, About]


@candidates("aligned-tables")
def aligned_tables(context: Context, report: Report) -> Iterator[tuple[Hashable, Aligned]]:
    """Cells of two tables that share row labels and most of their figures.

    Cells that are known to be the same metric of the same subject are compared with everything else
    that is, and left out here.
    """
    keys = {o.carrier[1]: observations.key(o) for o in context.observations(report) if o.carrier[0] == "cell"}
    for n, pair in enumerate(alignment.pairs(context.grids(report))):
        left, right = keys.get(pair.left.cell.id), keys.get(pair.right.cell.id)
        if left is None or left != right:
            sides = (cell(context, report, pair.left, pair.left.quantity.text), cell(context, report, pair.right, pair.right.quantity.text))
            yield (report.id, n), Aligned(pair, sides)


@record
class ToldCell:
    """A figure of the text that differs from the cell it speaks of, with the places of both."""

    told: told.Told
    about: tuple[About, About]


def _linked(context: Context, report: Report) -> list[links.Link]:
    """The figures of the text that belong to row labels, found once."""
    return context.once(("linked", report.id), lambda: links.links(context.grids(report), context.readings(report)) if report.tables else [])


@candidates("told-cells")
def told_cells(context: Context, report: Report) -> Iterator[tuple[Hashable, ToldCell]]:
    """Figures that the text gives for a row of a table, other than the table does.

    Two that are known to be the same metric of the lexicon, of the same subject, are compared with
    everything else that is, and left out here.
    """
    found = told.told(_linked(context, report))
    if not found:
        return
    cells = {o.carrier[1]: observations.key(o) for o in context.observations(report) if o.carrier[0] == "cell"}
    written = {o.place: observations.key(o) for o in context.observations(report) if o.carrier[0] != "cell"}
    for one in found:
        place = one.reading.place(one.quantity)
        known = one.row.grid.heads[one.figure.column].concept or one.row.label.concept
        if known is not None and written.get(place) is not None and written[place] == cells.get(one.figure.cell.id):
            continue
        carrier = one.reading.carrier
        where = context.about(Key(report.id, carrier.kind, carrier.id), one.quantity.text, place)
        yield (report.id, carrier.id, one.quantity.start), ToldCell(one, (where, cell(context, report, one.figure, one.figure.quantity.text)))


@record
class SpokenOf:
    """A statement about a table that does not follow from it, with the places of both."""

    spoken: spoken.Spoken
    about: tuple[About, ...]


@candidates("spoken-tables")
def spoken_tables(context: Context, report: Report) -> Iterator[tuple[Hashable, SpokenOf]]:
    """Parts, ranks, sums, ranges and multiples that the text gives of a table, other than the table does."""
    if not report.tables:
        return
    grids, read = context.grids(report), context.readings(report)
    known = [*spoken.spoken(grids, read, _linked(context, report)), *multiples.multiples(grids, read)]
    said = {(id(x.reading), x.quantity.start) for x in known}
    for one in (*known, *(x for x in summed.summed(grids, read) if (id(x.reading), x.quantity.start) not in said)):
        carrier = one.reading.carrier
        where = context.about(Key(report.id, carrier.kind, carrier.id), "stated", one.reading.place(one.quantity))
        yield (report.id, carrier.id, one.quantity.start), SpokenOf(one, (where, *(cell(context, report, f, "computed") for f in one.cells)))


@record
class Counted:
    """A stated number of things, with the list or table of them and the places of both."""

    count: counts.Count
    about: About
    items: tuple[About, ...]


@candidates("counted-things", grouped=True)
def counted_things(context: Context, report: Report) -> Iterator[tuple[Hashable, Counted]]:
    """Counts of what the rows of a table or the items of a list are, by list and stated number."""
    grids = context.grids(report)
    for n, one in enumerate((*counts.counts(report, grids), *enumerated.enumerated(report, grids))):
        if one.stated_by is None:
            where = context.about(Key(report.id, "table", one.table.id), "stated")
        else:
            kind = "claim" if isinstance(one.stated_by, Claim) else "sentence"
            where = context.about(Key(report.id, kind, one.stated_by.id), "stated")
        items = tuple(context.about(Key(report.id, "cell" if isinstance(i, Cell) else "passage", i.id), "computed") for i in one.items)
        listed = one.table.id if one.table is not None else n
        yield (report.id, listed, one.noun, int(one.quantity.low)), Counted(one, where, items)
