"""Figures in the text, and whether what is cited for them holds them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from kg.candidates._base import CannotCheck, Context, candidates
from kg.candidates.evidence import weigh
from kg.evidence import quotes
from kg.findings import About
from kg.graph import Key
from kg.model import CoverFact, Quantity, Report, Table
from kg.readings import Reading
from kg.records import record


@record
class TableText:
    """A table, the number of its figures, and the citations in it and under it."""

    table: Table
    about: About
    figures: int
    citations: int


@candidates("tables-with-figures")
def tables_with_figures(context: Context, report: Report) -> Iterator[tuple[Hashable, TableText]]:
    """Tables that hold at least two figures, in a report that cites something under its tables."""
    under: dict[str, int] = {}
    for passage in report.passages:
        if passage.belongs_to:
            under[passage.belongs_to] = under.get(passage.belongs_to, 0) + len(passage.citations)
        for table in report.tables:
            if passage.id in table.notes and passage.belongs_to != table.id:
                under[table.id] = under.get(table.id, 0) + len(passage.citations)
    grids = {g.table.id: g for g in context.grids(report)}
    found = []
    for table in report.tables:
        inside = sum(len(c.citations) for row in (table.header, *table.rows) for c in row)
        grid = grids.get(table.id)
        figures = sum(f is not None for row in grid.figures for f in row) if grid else 0
        if figures > 1:
            found.append(
                TableText(
                    table,
                    context.about(Key(report.id, "table", table.id)),
                    figures,
                    inside + len(table.citations) + under.get(table.id, 0),
                )
            )
    if found and not any(t.citations for t in found):
        raise CannotCheck("no table of the report cites anything")
    for text in found:
        yield (report.id, text.table.id), text


@record
class Cited:
    """A sentence or cover fact with its figures, and those that none of the claims it cites holds.

    ``claims`` are the claims it cites, as places of a finding.
    """

    about: About
    figures: tuple[Quantity, ...]
    missing: tuple[Quantity, ...]
    claims: tuple[About, ...]
    cover: CoverFact | None = None
    other: str = ""
    """For a cover fact: the figure of the same kind that the cited claims give instead."""


@candidates("cited-text")
def cited_text(context: Context, report: Report) -> Iterator[tuple[Hashable, Cited]]:
    """Passages and tables that hold a figure and cite claims."""
    yield from cited_figures(context, report)
    yield from cited_tables(context, report)


def cited_figures(context: Context, report: Report) -> Iterator[tuple[Hashable, Cited]]:
    """Passages that hold a figure and cite claims.

    Citations at the end of a passage stand for all of it; where other sentences carry citations
    too, every sentence answers for itself.
    """
    graph = context.graph
    listed = {k for k, c in graph.of_type("claim", report.id) if not c.in_text}
    if not listed:
        return
    by_sentence = {r.carrier.id: r for r in context.readings(report) if r.carrier.kind == "sentence"}
    for passage in report.passages:
        if passage.kind not in ("paragraph", "item", "quotation") or not passage.citations:
            continue
        citing = [s for s in passage.sentences if s.citations]
        last_only = not citing or citing == [passage.sentences[-1]]
        for group, cited in [(passage.sentences, passage.citations)] if last_only else [((s,), s.citations) for s in citing]:
            claims = [k for k in dict.fromkeys(Key(report.id, "claim", c.target) for c in cited) if k in listed]
            figures = [f for s in group if s.id in by_sentence for f in quotes.figures(by_sentence[s.id])]
            # A source cited beside the claims may hold what they do not.
            if not claims or len(claims) < len({c.target for c in cited}) or not figures:
                continue
            missing = _missing(context, report, figures, claims)
            home = Key(report.id, "sentence", group[0].id) if len(group) == 1 else Key(report.id, "passage", passage.id)
            yield home, Cited(context.about(home), tuple(figures), tuple(missing), tuple(context.about(k) for k in claims))


def cited_tables(context: Context, report: Report) -> Iterator[tuple[Hashable, Cited]]:
    """Tables with figures whose citations, in them or under them, are all of claims."""
    graph = context.graph
    grids = {g.table.id: g for g in context.grids(report)}
    for key, table in graph.of_type("table", report.id):
        inside = [Key(report.id, "cell", c.id) for row in (table.header, *table.rows) for c in row]
        under = [Key(report.id, "passage", p.id) for p in report.passages if p.belongs_to == table.id or p.id in table.notes]
        targets = list(dict.fromkeys(e.target for k in (key, *inside, *under) if k in graph.nodes for e in graph.out(k, "cites")))
        grid = grids.get(table.id)
        if grid is None or not targets or any(t.type != "claim" for t in targets):
            continue
        figures = [f.quantity for row in grid.figures for f in row if f is not None and (f.certain or f.pure) and f.quantity.high]
        if figures:
            yield (
                key,
                Cited(
                    context.about(key),
                    tuple(figures),
                    tuple(_missing(context, report, figures, targets)),
                    tuple(context.about(k) for k in targets),
                ),
            )


@candidates("cited-cover")
def cited_cover(context: Context, report: Report) -> Iterator[tuple[Hashable, Cited]]:
    """Cover facts that hold a figure and cite a claim."""
    graph = context.graph
    readings = {r.carrier.id: r for r in context.readings(report) if r.carrier.kind == "cover"}
    for key, fact in graph.of_type("cover", report.id):
        reading = readings.get(key.id)
        claims = [k for k in dict.fromkeys(e.target for e in graph.out(key, "cites")) if k.type == "claim"]
        if reading is None or not claims:
            continue
        figures = quotes.figures(reading)
        if not figures:
            continue
        missing = _missing(context, report, figures, claims)
        other = _instead(context, report, missing[0], claims) if missing else ""
        yield key, Cited(context.about(key), tuple(figures), tuple(missing), tuple(context.about(k) for k in claims), fact, other)


def _claims_read(context: Context, report: Report) -> dict[str, Reading]:
    return context.once(
        ("claims-read", report.id), lambda: {r.carrier.id: r for r in context.readings(report) if r.carrier.kind == "claim"}
    )


def _missing(context: Context, report: Report, figures: Iterable[Quantity], claims: list[Key]) -> list[Quantity]:
    """Figures that no cited claim holds, and that follow from none of their figures."""
    cited = [(k.id, r) for k in claims if (r := _claims_read(context, report).get(k.id)) is not None]
    figures = list(figures)
    operands = [(id, f) for id, r in cited for f in quotes.figures(r)]
    missing = []
    for figure in figures:
        if any(quotes.held(figure, r) for _, r in cited) or quotes.derivation(figure, figures, operands):
            continue
        # What a claim was derived from, and what its sources are quoted with, bear it as well.
        if any(b.status == "quoted" and quotes.same_value(figure, b.quantity) for k in claims for b in weigh(context, k).figures):
            continue
        missing.append(figure)
    return missing


def _instead(context: Context, report: Report, figure: Quantity, claims: list[Key]) -> str:
    """The one figure of the same kind, currency and unit that the cited claims give; empty when there is none or a choice."""
    alike = [
        f
        for k in claims
        if (r := _claims_read(context, report).get(k.id)) is not None
        for f in quotes.figures(r)
        if (f.kind, f.currency) == (figure.kind, figure.currency)
    ]
    return alike[0].text if len({(f.low, f.high) for f in alike}) == 1 else ""


@record
class ListText:
    """A section without a number whose list items state figures and that cites nothing."""

    title: str
    about: tuple[About, ...]
    figures: tuple[str, ...]


@candidates("lists-with-figures")
def lists_with_figures(context: Context, report: Report) -> Iterator[tuple[Hashable, ListText]]:
    """Sections without a number that cite nothing, in a report whose other sections cite."""
    cited = {p.section for p in report.passages if p.citations}
    if not cited:
        return
    numbered = any(s.number for s in report.sections)
    by_sentence = {r.carrier.id: r for r in context.readings(report) if r.carrier.kind == "sentence"}
    for section in report.sections:
        if (
            section.id in cited
            or (numbered and section.number)
            or any(t.section == section.id and t.citations for t in report.tables)
        ):
            continue
        stating = []
        for passage in report.passages:
            if passage.section == section.id and passage.kind == "item":
                figures = [f.text for s in passage.sentences if s.id in by_sentence for f in quotes.figures(by_sentence[s.id])]
                if figures:
                    stating.append((context.about(Key(report.id, "passage", passage.id)), figures))
        if stating:
            about = (context.about(Key(report.id, "section", section.id)), *(a for a, _ in stating))
            yield (report.id, section.id), ListText(section.title, about, tuple(f for _, figures in stating for f in figures))
