"""Citations, and what is or is not cited."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import CannotCheck, Context, candidates, words
from kg.findings import About
from kg.graph import Key
from kg.model import Claim, Report, Section, Source
from kg.prose import only_citations
from kg.records import record


@record
class Dangling:
    """A citation of an id that is neither a claim nor a source."""

    target: str
    about: About
    known: tuple[str, ...]


@candidates("citations")
def citations(context: Context, report: Report) -> Iterator[tuple[Hashable, Dangling | None]]:
    """Every citation; ``None`` for those that lead somewhere."""
    graph = context.graph
    for n, edge in enumerate(graph.edges_of(report.id)):
        if edge.type in ("cites", "about", "derived-from") and edge.source.type != "evidence":
            yield (report.id, "ok", n), None
    ids = tuple(dict.fromkeys(x.id for x in (*report.claims, *report.sources)))
    seen = set()
    for n, (key, citation) in enumerate(graph.dangling):
        # One written mark may be cited from several nodes: a sentence and the claim made of it.
        if key.report != report.id or citation in seen:
            continue
        seen.add(citation)
        if not ids:
            raise CannotCheck("the report has neither a list of claims nor a list of sources")
        about = About(_kind(key), citation.target, citation.place, words(graph.nodes[key]), report.id)
        yield (report.id, "dangling", n), Dangling(citation.target, about, ids)


def _kind(key: Key) -> str:
    return {"passage": "sentence", "figure": "section"}.get(key.type, key.type)


@record
class Use:
    """A claim or source, and how often the rest of the report cites it."""

    node: Claim | Source
    about: About
    cited: int


@candidates("claim-uses")
def claim_uses(context: Context, report: Report) -> Iterator[tuple[Hashable, Use]]:
    """Claims of a list of claims, when the report has a text that cites claims."""
    graph = context.graph
    listed = [(k, c) for k, c in graph.of_type("claim", report.id) if not c.in_text]
    if not listed:
        return
    if not (report.passages or report.tables or report.cover):
        raise CannotCheck("there is a list of claims but no text that could cite them")
    cited = {k: sum(e.source.type not in ("claim", "evidence", "observation", "risk") for e in graph.into(k, "cites")) for k, _ in listed}
    if not any(cited.values()):
        raise CannotCheck("no passage, table or cover fact cites a claim")
    for key, claim in listed:
        yield key, Use(claim, context.about(key), cited[key])


@candidates("source-uses")
def source_uses(context: Context, report: Report) -> Iterator[tuple[Hashable, Use]]:
    """Sources, when anything in the report cites a source."""
    graph = context.graph
    uses = [(k, s, len(graph.into(k, "cites"))) for k, s in graph.of_type("source", report.id)]
    if uses and not any(n for _, _, n in uses):
        raise CannotCheck("nothing in the report cites a source")
    for key, source, n in uses:
        yield key, Use(source, context.about(key), n)


@record
class SectionText:
    """A section with its own text, and the citations in it, in its tables and under its figures."""

    section: Section
    about: About
    passages: int
    citations: int


@candidates("sections")
def sections(context: Context, report: Report) -> Iterator[tuple[Hashable, SectionText]]:
    """Sections that hold prose, when the report cites anything.

    In a report that numbers its sections only numbered ones count: summaries, forewords and
    appendices restate what is cited elsewhere.
    """
    text: dict[str | None, int] = {}
    cited: dict[str | None, int] = {}
    for passage in report.passages:
        if passage.kind in ("paragraph", "item", "quotation") and not only_citations(passage.text):
            text[passage.section] = text.get(passage.section, 0) + 1
        cited[passage.section] = cited.get(passage.section, 0) + len(passage.citations)
    for item in (*report.tables, *report.figures, *report.cover):
        inner = sum(len(c.citations) for row in (item.header, *item.rows) for c in row) if hasattr(item, "rows") else 0
        cited[item.section] = cited.get(item.section, 0) + len(item.citations) + inner
    if not any(cited.values()):
        if text:
            raise CannotCheck("the text carries no citations at all")
        return
    numbered = any(s.number for s in report.sections)
    parents = {s.parent for s in report.sections}
    for section in report.sections:
        if section.id in text and (section.number if numbered else section.id not in parents):
            key = Key(report.id, "section", section.id)
            yield key, SectionText(section, context.about(key), text[section.id], cited.get(section.id, 0))
