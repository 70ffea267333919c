"""Claims with the evidence given for them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from kg.candidates._base import CannotCheck, Context, candidates
from kg.findings import About
from kg.model import Claim, Publisher, Report, Source


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
