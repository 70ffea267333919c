"""Sources that are one, sources that are no evidence, and the claims that rest on them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import CannotCheck, Context, candidates
from kg.candidates.evidence import Weighed, weigh
from kg.evidence import pages, topic
from kg.evidence.pages import Group
from kg.findings import About
from kg.graph import Key
from kg.model import Claim, Publisher, Report, Source
from kg.records import record


@record
class SourceGroup:
    """Sources that look like one, with their places, and the claims that cite two of them or more."""

    group: Group
    about: tuple[About, ...]
    publishers: tuple[str, ...]
    counted_twice: tuple[str, ...]


@candidates("duplicate-sources")
def duplicate_sources(context: Context, report: Report) -> Iterator[tuple[Hashable, SourceGroup | None]]:
    """Sources with equal publisher and title, one group each; ``None`` for each source that is alone."""
    yield from _groups(context, report, _duplicates(context, report))


@candidates("source-pages")
def source_pages(context: Context, report: Report) -> Iterator[tuple[Hashable, SourceGroup | None]]:
    """Sources of one publisher that look like one page or story; groups that are duplicates already are left out."""
    known = [{s.id for s in g.sources} for g in _duplicates(context, report)]
    found = pages.same_pages(report.sources, _publishers(context, report))
    yield from _groups(context, report, [g for g in found if not any({s.id for s in g.sources} <= k for k in known)])


@candidates("source-copies")
def source_copies(context: Context, report: Report) -> Iterator[tuple[Hashable, SourceGroup | None]]:
    """Sources of several publishers that carry one text."""
    yield from _groups(context, report, pages.copies(report.sources, _publishers(context, report)))


def _publishers(context: Context, report: Report) -> dict[str, Publisher]:
    def make() -> dict[str, Publisher]:
        graph = context.graph
        return {
            graph.nodes[k].id: graph.nodes[e.target]
            for k, _ in graph.of_type("source", report.id)
            for e in graph.out(k, "published-by")
        }

    return context.once(("publishers", report.id), make)


def _duplicates(context: Context, report: Report) -> list[Group]:
    return context.once(("duplicates", report.id), lambda: pages.duplicates(report.sources, _publishers(context, report)))


def _groups(context: Context, report: Report, groups: list[Group]) -> Iterator[tuple[Hashable, SourceGroup | None]]:
    publishers, grouped = _publishers(context, report), set()
    for n, group in enumerate(groups):
        ids = {s.id for s in group.sources}
        grouped |= ids
        twice = tuple(c.id for c in report.claims if len(ids & {s.target for s in c.sources}) > 1)
        about = tuple(context.about(Key(report.id, "source", s.id), place=s.place) for s in group.sources)
        names = tuple(dict.fromkeys(publishers[s.id].name for s in group.sources if s.id in publishers))
        yield (report.id, n), SourceGroup(group, about, names, twice)
    for source in report.sources:
        if source.id not in grouped:
            yield (report.id, "alone", source.id), None


# --------------------------------------------------------------------------- what a title can bear


@record
class Listing:
    """A source, what kind of listing it is (empty for a page of its own), and the specific claims that rest on it.

    ``alone`` are those of the claims that have no other source that is a page of its own.
    """

    source: Source
    about: About
    kind: str
    claims: tuple[About, ...]
    alone: tuple[str, ...]


@candidates("cited-sources")
def cited_sources(context: Context, report: Report) -> Iterator[tuple[Hashable, Listing]]:
    """Sources that a claim cites."""
    graph, publishers = context.graph, _publishers(context, report)
    for key, source in graph.of_type("source", report.id):
        citing = list(dict.fromkeys(e.source for e in graph.into(key, "cites") if e.source.type == "claim"))
        if not citing:
            continue
        kind = pages.listing(source, publishers.get(source.id))
        specific = [k for k in citing if kind and _specific(weigh(context, k), source)]
        alone = tuple(k.id for k in specific if all(s in weigh(context, k).case.listings for s in weigh(context, k).case.sources))
        yield key, Listing(source, context.about(key), kind, tuple(context.about(k) for k in specific), alone)


def _specific(claim: Weighed, source: Source) -> bool:
    """Whether a claim states a figure or a dated fact that the quote of this source does not hold."""
    if any(b.status == "quoted" and b.source == source.id for b in claim.figures):
        return False
    return claim.facts is not None or claim.has_figures


@record
class Bearing:
    """A claim and its sources; ``off`` are the sources whose title cannot bear it, with the reason."""

    claim: Claim
    about: About
    off: tuple[tuple[Source, About, str], ...]
    left: int


@candidates("source-topics")
def source_topics(context: Context, report: Report) -> Iterator[tuple[Hashable, Bearing]]:
    """Claims with sources of known publishers, in a report with enough claims to tell common words from telling ones."""
    listed = [(k, c) for k, c in context.graph.of_type("claim", report.id) if c.sources]
    if not listed:
        return
    if len(listed) < 10:
        raise CannotCheck("fewer than ten claims with sources; too few to tell which words are common")
    party, publishers = context.parties[report.id], _publishers(context, report)
    words = topic.vocabulary(
        [c for _, c in listed], party.name if party else "", context.config.aliases, list(dict.fromkeys(publishers.values()))
    )
    by_id = {s.id: s for s in reversed(report.sources)}
    for key, claim in listed:
        sources = [by_id[i] for i in dict.fromkeys(c.target for c in claim.sources) if i in by_id]
        off = [
            (s, context.about(Key(report.id, "source", s.id)), why)
            for s in sources
            if (why := topic.off_topic(claim, s, publishers.get(s.id), words))
        ]
        yield key, Bearing(claim, context.about(key), tuple(off), len(sources) - len(off))
