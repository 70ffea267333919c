"""What the graph page says of evidence: grades with their reasons, figures as read, works listed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.candidates import Context
from kg.candidates.evidence import weigh
from kg.evidence import pages
from kg.evidence.grade import Grade
from kg.graph import ClaimGraph, Key
from kg.model import Observation, Quantity, Report

Fact = tuple[Key, str, object]
"""A node, the name of a fact about it, and its value."""


def facts(context: Context, figure: Callable[[Quantity, Observation | None], object]) -> Iterator[Fact]:
    """Everything, report by report.  ``figure`` makes of a quantity (and what it measures) what the page shows."""
    for report in context.graph.reports:
        yield from _grades(context, report)
        yield from _figures(context, report, figure)
        yield from _own(context, report)
        yield from _works(context.graph, report)


def statements(context: Context) -> Iterator[Key]:
    """What stands for claims in reports that list none: sentences and cover facts with a figure, places of findings."""
    graph = context.graph
    for report in graph.reports:
        if report.claims:
            continue
        for reading in context.readings(report):
            key = Key(report.id, reading.carrier.kind, reading.carrier.id)
            if reading.figures and key in graph.nodes:
                yield key
        for key, _ in graph.of_type("finding", report.id):
            yield from (e.target for e in graph.out(key, "about") if e.target.type not in ("report", "section"))


def _grades(context: Context, report: Report) -> Iterator[Fact]:
    for key, _ in context.graph.of_type("claim", report.id):
        found = weigh(context, key)
        if not found.case.sources:
            continue
        grade = found.grade
        yield key, "independent", found.case.independence.count
        yield key, "grade", grade.level.value if grade.level else "not graded"
        yield key, "reasons", list(_reasons(grade))
        if grade.verdict in ("overstated", "understated"):
            yield key, "verdict", grade.verdict
        if grade.lifts:
            yield key, "lifts", list(grade.lifts)


def _reasons(grade: Grade) -> Iterator[str]:
    """How the level came about, in the order in which it was reckoned."""
    yield f"starts at {grade.start.value}: {grade.because}" if grade.start else grade.because
    for step in grade.steps:
        yield f"{'one level down for ' if step.change else ''}{step.reason}: {step.words}"


def _figures(context: Context, report: Report, figure: Callable) -> Iterator[Fact]:
    """The figures in the statements of claims, each with what it was understood to measure.

    In a report that lists no claims, those of its sentences.
    """
    kinds = ("claim",) if report.claims else ("sentence", "cover")
    measured: dict[tuple[tuple[str, str], int], Observation] = {}
    for observation in context.observations(report):
        if observation.carrier[0] in kinds and observation.quantity is not None:
            measured.setdefault((observation.carrier, observation.quantity.start), observation)
    given = {o.carrier for o in report.observations}
    for reading in context.readings(report):
        carrier = reading.carrier.kind, reading.carrier.id
        # A claim whose figures the report itself tabulates is shown with these.
        if carrier[0] in kinds and carrier not in given and reading.figures:
            read = [figure(q, measured.get((carrier, q.start))) for q in reading.figures]
            yield Key(report.id, *carrier), "read", read


def _own(context: Context, report: Report) -> Iterator[Fact]:
    """Sources that the subject itself controls, with the reason."""
    party = context.parties[report.id]
    if party is not None:
        for id, reason in context.controlled[report.id].items():
            yield Key(report.id, "source", id), "interested", f"{party.name}: {reason}"


def _works(graph: ClaimGraph, report: Report) -> Iterator[Fact]:
    """For each source that is listed again under another id, the first of the work."""
    published = {s.id: graph.out(Key(report.id, "source", s.id), "published-by") for s in report.sources}
    by_source = {id: graph.nodes[edges[0].target] for id, edges in published.items() if edges}
    for group in pages.duplicates(report.sources, by_source):
        first, *others = group.sources
        for source in others:
            yield Key(report.id, "source", source.id), "work", Key(report.id, "source", first.id)
