"""What checks may look at.  All grouping lives here, and always by key.

A candidate set is an ``emit(context, report) -> (key, item)``.  Items with equal keys form one
candidate; most sets give every item a key of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg import evidence
from kg.config import Config
from kg.findings import About
from kg.graph import ClaimGraph, Key
from kg.model import (
    Citation,
    Claim,
    Observation,
    Place,
    Publisher,
    Report,
    Section,
    Source,
    Trouble,
)
from kg.prose import only_citations, slug


class CannotCheck(Exception):
    """Raised by a candidate set that lacks something it needs; the text says what."""


class Context:
    """The graph and configuration of a run, with what several candidate sets share."""

    def __init__(self, graph: ClaimGraph, config: Config):
        self.graph, self.config = graph, config

    def about(self, key: Key, side: str = "", place: Place | None = None, text: str | None = None) -> About:
        """The node as a place of a finding."""
        node = self.graph.nodes[key]
        kind = {"passage": "sentence", "figure": "section", "report": "document"}.get(key.type, key.type)
        return About(kind, _written_id(node, key), place or node.place, text if text is not None else words(node), key.report, side)

    @cached_property
    def parties(self) -> dict[str, evidence.Party | None]:
        """The subject as an interested party, by report id."""
        return {r.id: evidence.party(r, self.config) for r in self.graph.reports}

    @cached_property
    def controlled(self) -> dict[str, dict[str, str]]:
        """By report id: why each source that the subject controls is its own."""
        found = {}
        for report in self.graph.reports:
            party = self.parties[report.id]
            by_source = {
                self.graph.nodes[e.source].id: self.graph.nodes[e.target]
                for e in self.graph.edges
                if e.type == "published-by" and e.source.report == report.id
            }
            found[report.id] = evidence.controlled_sources(report, by_source, party) if party else {}
        return found


def _written_id(node: object, key: Key) -> str | None:
    if key.type == "sentence" or key.type == "passage":
        return None
    if isinstance(node, Section):
        return node.number or node.id
    return getattr(node, "id", key.id)


def words(node: object) -> str:
    """What stands at a node, as one line of text."""
    for name in ("statement", "text", "raw", "caption", "value", "title"):
        value = getattr(node, name, "")
        if value:
            return " ".join(value.split())
    return ""


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """A named set: ``emit`` gives ``(key, item)``; ``grouped`` sets hand each check a tuple of items."""

    name: str
    grouped: bool
    emit: Callable[[Context, Report], Iterable[tuple[Hashable, object]]]

    def finish(self, groups: dict) -> dict:
        """One candidate per key: the tuple of its items, or the item itself in an ungrouped set."""
        if self.grouped:
            return {key: tuple(items) for key, items in groups.items()}
        return {(key, n): item for key, items in groups.items() for n, item in enumerate(items)}


SETS: dict[str, CandidateSet] = {}


def candidates(name: str, *, grouped: bool = False) -> Callable:
    """Name an ``emit`` function as a candidate set."""

    def decorate(emit: Callable) -> Callable:
        SETS[name] = CandidateSet(name, grouped, emit)
        return emit

    return decorate


# --------------------------------------------------------------------------- input


@dataclass(frozen=True, slots=True)
class Troubled:
    """A trouble met while loading, with its places ready for a finding."""

    trouble: Trouble
    about: tuple[About, ...]


@candidates("troubles")
def troubles(context: Context, report: Report) -> Iterator[tuple[Hashable, Troubled]]:
    """Everything the loaders could not understand."""
    for n, trouble in enumerate(report.troubles):
        places = (trouble.place, *trouble.related)
        about = tuple(About("document", trouble.subject, p, line_text(report, p), report.id) for p in places)
        yield (report.id, n), Troubled(trouble, about)


@candidates("unread-lines")
def unread_lines(context: Context, report: Report) -> Iterator[tuple[Hashable, About]]:
    """Lines that became no node."""
    for n, place in enumerate(report.unread):
        yield (report.id, n), About("document", None, place, line_text(report, place), report.id)


def line_text(report: Report, place: Place) -> str:
    """The first line at a place, at most 200 characters."""
    for document in report.documents:
        if document.path == place.path:
            lines = document.text.splitlines()
            return lines[place.line - 1].strip()[:200] if place.line <= len(lines) else ""
    return ""


# --------------------------------------------------------------------------- citations


@dataclass(frozen=True, slots=True)
class Dangling:
    """A citation of an id that is neither a claim nor a source."""

    target: str
    about: About
    known: tuple[str, ...]


@candidates("citations")
def citations(context: Context, report: Report) -> Iterator[tuple[Hashable, Dangling | None]]:
    """Every citation; ``None`` for those that lead somewhere."""
    graph = context.graph
    for n, edge in enumerate(graph.edges):
        if edge.source.report == report.id and edge.type in ("cites", "about", "derived-from") and edge.source.type != "evidence":
            yield (report.id, "ok", n), None
    ids = tuple(dict.fromkeys(x.id for x in (*report.claims, *report.sources)))
    for n, (key, citation) in enumerate(graph.dangling):
        if key.report != report.id:
            continue
        if not ids:
            raise CannotCheck("the report has neither a list of claims nor a list of sources")
        about = About(_kind(key), citation.target, citation.place, words(graph.nodes[key]), report.id)
        yield (report.id, "dangling", n), Dangling(citation.target, about, ids)


def _kind(key: Key) -> str:
    return {"passage": "sentence", "figure": "section"}.get(key.type, key.type)


@dataclass(frozen=True, slots=True)
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
    uses = [(k, s, len([e for e in graph.into(k, "cites")])) for k, s in graph.of_type("source", report.id)]
    if uses and not any(n for _, _, n in uses):
        raise CannotCheck("nothing in the report cites a source")
    for key, source, n in uses:
        yield key, Use(source, context.about(key), n)


@dataclass(frozen=True, slots=True)
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


# --------------------------------------------------------------------------- evidence


@dataclass(frozen=True, slots=True)
class Support:
    """A claim with the evidence given for it.

    ``publishers`` has one entry per known publisher after merging; ``own`` gives the reasons for
    the sources that the subject controls, by source id; ``subject`` is ``None`` when nobody knows
    what the report is about, and ``subject_stated`` says whether the user named it.
    """

    claim: Claim
    about: About
    sources: tuple[Source, ...]
    source_places: tuple[About, ...]
    publishers: tuple[Publisher, ...]
    unknown_publishers: int
    own: dict[str, str]
    subject: str | None
    subject_stated: bool
    quotes: tuple[str, ...]


@candidates("support")
def support(context: Context, report: Report) -> Iterator[tuple[Hashable, Support]]:
    """Every claim that gives at least one source."""
    graph = context.graph
    party = context.parties[report.id]
    for key, claim in graph.of_type("claim", report.id):
        found = [e.target for e in graph.out(key, "cites") if e.target.type == "source"]
        found = list(dict.fromkeys(found))
        if not found:
            continue
        published = [[e.target for e in graph.out(s, "published-by")] for s in found]
        publishers = tuple(graph.nodes[k] for k in dict.fromkeys(p[0] for p in published if p))
        ids = {s.id: s for s in found}
        own = {i: r for i, r in context.controlled[report.id].items() if i in ids}
        quotes = tuple(graph.nodes[e.source].quote for e in graph.into(key, "supports", "disputes") if graph.nodes[e.source].quote)
        yield key, Support(
            claim=claim,
            about=context.about(key),
            sources=tuple(graph.nodes[s] for s in found),
            source_places=tuple(context.about(s) for s in found),
            publishers=publishers,
            unknown_publishers=sum(not p for p in published),
            own=own,
            subject=party.name if party else None,
            subject_stated=bool(party and party.stated),
            quotes=quotes,
        )


@candidates("interests")
def interests(context: Context, report: Report) -> Iterator[tuple[Hashable, Support]]:
    """The same claims, when it is known what the report is about."""
    if report.claims and context.parties[report.id] is None:
        raise CannotCheck("it is not known what the report is about; set [report] subject in kg.toml")
    yield from support(context, report)


@candidates("quotable")
def quotable(context: Context, report: Report) -> Iterator[tuple[Hashable, Support]]:
    """The same claims, when quotes are given at all."""
    given = any(s.quote for s in report.sources) or any(c.quotes for c in report.claims)
    if report.claims and report.sources and not given:
        raise CannotCheck("no source of the report is quoted")
    yield from support(context, report)


# --------------------------------------------------------------------------- data


@dataclass(frozen=True, slots=True)
class Stated:
    """An observation with the place of what states it."""

    observation: Observation
    about: About


@candidates("stated-metrics", grouped=True)
def stated_metrics(context: Context, report: Report) -> Iterator[tuple[Hashable, Stated]]:
    """Observations given as data, by subject, metric and scope.

    Rows of ``metrics.csv`` and the like; figures of the same round, segment or scenario meet
    whatever file or report they come from.
    """
    for key, observation in context.graph.of_type("observation", report.id):
        if observation.carrier[0] == "metric" and observation.role == "observation":
            group = (slug(observation.subject), slug(observation.metric), observation.scope)
            cited: Citation | None = observation.claims[0] if observation.claims else None
            about = context.about(key, text=observation.value if not cited else f"{observation.value} ({cited.target})")
            yield group, Stated(observation, about)


