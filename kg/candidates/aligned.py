"""Figures and names of two documents on one subject that are told in like words and differ."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import observations
from kg.candidates._base import Context, candidates
from kg.candidates.attributes import attributes_of
from kg.candidates.events import steps_apart
from kg.candidates.retold import compared
from kg.events.attributes import MAIN
from kg.findings import About
from kg.graph import Key
from kg.model import Observation, Report
from kg.records import record
from kg.subjects import Subjects

# One report alone has no need of the rules, which take a while to compile.
if TYPE_CHECKING:
    from kg.aligned import Called, Pair, Renamed, Statement

Apart = frozenset[frozenset[tuple[str, str, str]]]
"""Pairs of what tells of one step with two dates: report, kind and id of each."""


@record
class Aligned:
    """Two figures of one thing, each with its places: the document's copies of a figure stand beside it."""

    pair: Pair
    left: tuple[About, ...]
    right: tuple[About, ...]


@candidates("figures-aligned")
def figures_aligned(context: Context, report: Report) -> Iterator[tuple[Hashable, Aligned]]:
    """Figures of this report and of others on its subject that share rare words and have different values."""
    for other in _neighbours(context, report):
        yield from figures_between(context, report, context, other, steps_apart(context))


def figures_between(mine: Context, report: Report, its: Context, other: Report, apart: Apart) -> Iterator[tuple[Hashable, Aligned]]:
    """Figures of two reports that share rare words and have different values; the reports may be of two graphs.

    ``apart`` are the dated steps that two reports date differently: other checks tell of them.
    """
    from kg import aligned

    left, right = _statements(mine, report), _statements(its, other)
    seen = _known(mine, report), _known(its, other)
    for pair in aligned.pairs(left, right, aligned.subject_words(report) | aligned.subject_words(other)):
        a, b = seen[0].get(pair.first.where), seen[1].get(pair.second.where)
        if a is not None and b is not None and compared(mine, a, b, report.id) and not _undated(a, report, b, other):
            continue  # figures-disagree holds them against each other
        if pair.first.quantity.kind == "date" and frozenset(((report.id, *pair.first.node), (other.id, *pair.second.node))) in apart:
            continue  # event-dates-disagree tells it
        sides = _places(mine, report, pair.first, left), _places(its, other, pair.second, right)
        if pair.holder is not None:
            whose, where = (mine, report) if pair.holder in left else (its, other)
            sides = (*sides[0], _about(whose, where, pair.holder, pair.holder.quantity.text)), sides[1]
        yield (report.id, other.id, pair.first.where, pair.second.where), Aligned(pair, *sides)


def _undated(a: Observation, report: Report, b: Observation, other: Report) -> bool:
    """Whether only one of two figures is dated, so that figures-disagree lets them be.

    That is where nothing says of which day the document of the other speaks, and where both are of
    one version of something ("Silk 3"), which stays as it is.
    """
    if (a.period is None) == (b.period is None):
        return False
    version = a.subject == b.subject and a.subject[-1:].isdigit() and a.metric not in _CHANGING
    return version or any(one.period is not None and two.period is None and its.as_of is None for one, two, its in ((a, b, other), (b, a, report)))


_CHANGING = frozenset(("price", "customers", "users", "downloads", "revenue", "cost"))
"""What a version has more of, or less, from year to year."""


def _neighbours(context: Context, report: Report) -> Iterator[Report]:
    """The later reports on the subject of this one."""
    reports = context.graph.reports
    if len(reports) < 2:
        return
    from kg import aligned

    for first, second in context.once("neighbours", lambda: aligned.neighbours([aligned.topic(r) for r in reports])):
        if reports[first] is report:
            yield reports[second]


def _known(context: Context, report: Report) -> dict[tuple, Observation]:
    """The observations of a report that are compared at all, by path, line and column."""

    def find() -> dict[tuple, Observation]:
        found = context.observations(report)
        return {(o.place.path, o.place.line, o.place.column): o for o in found if o.confidence >= observations.COMPARED}

    return context.once(("known", report.id), find)


_BROAD = frozenset(("cost", "price", "growth", "share", "investment"))
"""Metrics that are of anything: two of them hardly tell two figures apart."""


def _telling(context: Context, observation: Observation) -> bool:
    concept = context.metrics.concept(observation.metric)
    return concept is not None and concept.id not in _BROAD


def _statements(context: Context, report: Report) -> list[Statement]:
    from kg import aligned

    def read() -> list[Statement]:
        grids = context.grids(report) if report.tables else ()
        known = {at: o if _telling(context, o) else replace(o, metric="") for at, o in _known(context, report).items()}
        return aligned.statements(report, context.readings(report), grids, known)

    return context.once(("aligned statements", report.id), read)


def _places(context: Context, report: Report, told: Statement, all_told: list[Statement]) -> tuple[About, ...]:
    """Where a report states a figure, the copies of it that are told in the same words behind it."""
    from kg import aligned

    def by_value() -> dict[tuple, list[Statement]]:
        found: dict[tuple, list[Statement]] = {}
        for one in all_told:
            found.setdefault((one.sort, one.value), []).append(one)
        return found

    alike = context.once(("aligned by value", report.id), by_value)[told.sort, told.value]
    copies = [s for s in alike if s is not told and aligned.copies(told, s)]
    return tuple(_about(context, report, s, told.quantity.text) for s in (told, *copies))


def _about(context: Context, report: Report, told: Statement, side: str) -> About:
    return context.about(Key(report.id, *told.node), side, told.place)


@record
class Named:
    """Two names for one thing, each with its place."""

    pair: Renamed
    places: tuple[About, About]


@candidates("names-aligned")
def names_aligned(context: Context, report: Report) -> Iterator[tuple[Hashable, Named]]:
    """Sentences of this report and of others on its subject that tell one thing in like words and name somebody else."""
    for other in _neighbours(context, report):
        yield from names_between(context, report, context, other, frozenset())


def names_between(mine: Context, report: Report, its: Context, other: Report, apart: Apart) -> Iterator[tuple[Hashable, Named]]:
    """The same of two reports that may be of two graphs."""
    from kg import aligned

    for pair in aligned.renamed(_names(mine, report), _names(its, other)):
        first = mine.about(Key(report.id, *pair.first.node), pair.first.name, pair.first.place)
        second = its.about(Key(other.id, *pair.second.node), pair.second.name, pair.second.place)
        yield (report.id, other.id, pair.first.place, pair.second.place), Named(pair, (first, second))


def told(context: Context, report: Report, sets: Container[str]) -> tuple[dict[Hashable, object], list[Key]]:
    """What these of the sets of two work out for one report, by the names a context keeps it under, and the nodes that tell it."""
    made: dict[Hashable, object] = {}
    nodes: dict[tuple[str, str], None] = {}
    if "figures-aligned" in sets:
        statements = made["aligned statements", report.id] = _statements(context, report)
        known = _known(context, report)
        made["known", report.id] = {s.where: known[s.where] for s in statements if s.where in known}
        nodes.update((s.node, None) for s in statements)
    if "names-aligned" in sets:
        names = made["aligned names", report.id] = _names(context, report)
        nodes.update((n.node, None) for n in names)
    return made, [Key(report.id, *node) for node in nodes]


BETWEEN = {"figures-aligned": figures_between, "names-aligned": names_between}
"""The sets whose candidates are of two reports on one subject, with what finds those of two."""


def _names(context: Context, report: Report) -> list[Called]:
    from kg import aligned

    def read() -> list[Called]:
        subjects = Subjects(report, context.config)
        found = aligned.scenes(context.readings(report), {s.id: s.title for s in report.sections})
        return list(_with_facts(context, report, aligned.called(found, subjects.names, aligned.subject_words(report))))

    return context.once(("aligned names", report.id), read)


_FACTS = frozenset(("founding-place", "seat"))
"""Attributes of a document's subject of which another document can name another place."""


def _with_facts(context: Context, report: Report, names: list[Called]) -> Iterator[Called]:
    """The names, each with what its sentence says it is of the report's subject."""
    whose = observations.subject_key(report.subject) if report.subject else ""
    facts = {
        (one.where, one.names[0]): f"{one.attribute.id} of {whose}"
        for one in (attributes_of(context, report) if whose else ())
        if one.subject == MAIN and len(one.names) == 1 and not one.aside and one.attribute.id in _FACTS
    }
    for one in names:
        known = next((fact for (where, name), fact in facts.items() if where == one.node and (name == one.name or name.split(",")[0] == one.name)), "")
        yield replace(one, fact=known) if known else one
