"""Claims with the evidence given for them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field
from datetime import date

from kg import evidence as worth
from kg import observations, readings
from kg.candidates._base import CannotCheck, Context, candidates
from kg.evidence import dates, pages, quotes
from kg.evidence.grade import Case, Grade, grade
from kg.evidence.quotes import Borne, Quote
from kg.findings import About
from kg.graph import Key
from kg.model import Claim, Observation, Publisher, Report, Source
from kg.readings import Carrier, Reading
from kg.records import record


@record
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
        found = _sources(context, key)
        if not found:
            continue
        published = [[e.target for e in graph.out(s, "published-by")] for s in found]
        publishers = tuple(graph.nodes[k] for k in dict.fromkeys(p[0] for p in published if p))
        ids = {s.id: s for s in found}
        own = {i: r for i, r in context.controlled[report.id].items() if i in ids}
        given = tuple(graph.nodes[e.source].quote for e in graph.into(key, "supports", "disputes") if graph.nodes[e.source].quote)
        yield (
            key,
            Support(
                claim=claim,
                about=context.about(key),
                sources=tuple(graph.nodes[s] for s in found),
                source_places=tuple(context.about(s) for s in found),
                publishers=publishers,
                unknown_publishers=sum(not p for p in published),
                own=own,
                subject=party.name if party else None,
                subject_stated=bool(party and party.stated),
                quotes=given,
            ),
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
    if report.claims and report.sources and not _quotes_given(report):
        raise CannotCheck("no source of the report is quoted")
    yield from support(context, report)


# --------------------------------------------------------------------------- what the evidence bears


@record
class Weighed:
    """A claim with its figures held against the quotes of its sources, and its grade.

    ``places`` are the sources as places of a finding, by id.  ``dated`` is when each source is
    from, as far as known; ``facts`` the days the claim speaks of as past or present, first and last.
    """

    claim: Claim
    about: About
    case: Case
    grade: Grade
    figures: tuple[Borne, ...]
    places: dict[str, About]
    sources: tuple[Source, ...] = ()
    dated: dict[str, dates.Dated] = field(default_factory=dict)
    facts: tuple[date, date] | None = None
    as_of: date | None = None
    current: bool = False
    has_figures: bool = False


@candidates("weighed")
def weighed(context: Context, report: Report) -> Iterator[tuple[Hashable, Weighed]]:
    """Every claim that gives a source, weighed."""
    for key, _ in context.graph.of_type("claim", report.id):
        found = weigh(context, key)
        if found.case.sources:
            yield key, found


@candidates("quoted")
def quoted(context: Context, report: Report) -> Iterator[tuple[Hashable, Weighed]]:
    """Claims with a figure and at least one quoted source."""
    if report.claims and report.sources and not _quotes_given(report):
        raise CannotCheck("no source of the report is quoted")
    for key, found in weighed(context, report):
        if found.case.quoted and found.figures:
            yield key, found


@record
class Circle:
    """Claims derived from each other, in the order of derivation; most are a single claim and no circle."""

    claims: tuple[About, ...]
    itself: bool


@candidates("claim-derivations")
def claim_derivations(context: Context, report: Report) -> Iterator[tuple[Hashable, Circle]]:
    """Claims derived from other claims, those that lead back to themselves together."""
    graph = context.graph
    rests = {
        k: [e.target for e in graph.out(k, "derived-from") if e.target.type == "claim"]
        for k, _ in graph.of_type("claim", report.id)
    }
    seen: set[Key] = set()
    for key, bases in rests.items():
        if key in seen or not bases:
            continue
        path = _back_to(key, rests)
        seen |= {key, *path}
        yield key, Circle(tuple(context.about(k) for k in (path or [key])), bool(path))


def _back_to(start: Key, rests: dict[Key, list[Key]]) -> list[Key]:
    """The shortest way from a claim over its derivations back to it; empty when there is none."""
    came: dict[Key, Key | None] = {start: None}
    waiting = [start]
    for current in waiting:
        for base in rests.get(current, ()):
            if base == start:
                path = [current]
                while came[path[-1]] is not None:
                    path.append(came[path[-1]])
                return path[::-1]
            if base not in came:
                came[base] = current
                waiting.append(base)
    return []


def weigh(context: Context, key: Key) -> Weighed:
    """A claim of the graph, weighed once."""
    return context.once(("weighed", key), lambda: _weigh(context, key))


def _weigh(context: Context, key: Key) -> Weighed:
    graph = context.graph
    report, claim = _report(context, key.report), graph.nodes[key]
    sources = {graph.nodes[s].id: graph.nodes[s] for s in _sources(context, key)}
    publishers = {graph.nodes[k].id: graph.nodes[e.target] for k in _sources(context, key) for e in graph.out(k, "published-by")}
    reading = _reading(context, report, key)
    given = list(_quotes(context, report, key))
    stated = _stated(context, report).get(key.id, ()) if any(q.observations for q in given) else ()
    figures = quotes.weigh(reading, stated, given, lambda m: _nature(context, m)) if given else ()
    as_of = context.once(("as-of", report.id), lambda: context.as_of(report))
    spoken = dates.facts(reading, as_of)
    dated = {i: d for i, s in sources.items() if (d := dates.of_source(s)) is not None}
    disputing = [graph.nodes[e.source].source for e in graph.into(key, "disputes")]
    party = context.parties[key.report]
    supporting = {i: s for i, s in sources.items() if i not in disputing}
    case = Case(
        claim=claim,
        subject=party.name if party else "",
        independence=worth.independence(supporting.values(), publishers, context.controlled[key.report]),
        sources=tuple(supporting),
        quoted=frozenset(q.source for q in given),
        figures=figures,
        listings={i: kind for i, s in supporting.items() if (kind := pages.listing(s, publishers.get(i)))},
        disputed=tuple(disputing),
        fact=max((p.start for p in spoken), default=None),
        dated={i: d.day for i, d in dated.items() if d.stated},
    )
    return Weighed(
        claim=claim,
        about=context.about(key),
        case=case,
        grade=grade(case),
        figures=figures,
        places={graph.nodes[k].id: context.about(k) for k in _sources(context, key)},
        sources=tuple(sources.values()),
        dated=dated,
        facts=(min(p.start for p in spoken), max(p.start for p in spoken)) if spoken else None,
        as_of=as_of,
        current=dates.is_current(claim.statement),
        has_figures=bool(quotes.figures(reading)),
    )


def _report(context: Context, id: str) -> Report:
    return context.once("reports", lambda: {r.id: r for r in context.graph.reports})[id]


def _sources(context: Context, key: Key) -> list[Key]:
    return list(dict.fromkeys(e.target for e in context.graph.out(key, "cites") if e.target.type == "source"))


def _quotes_given(report: Report) -> bool:
    return any(s.quote for s in report.sources) or any(c.quotes for c in report.claims)


def _reading(context: Context, report: Report, key: Key) -> Reading:
    """The reading of a claim's statement; that of a row of a list of claims is shared with other checks."""
    made = context.once(
        ("claim-readings", report.id), lambda: {r.carrier.id: r for r in context.readings(report) if r.carrier.kind == "claim"}
    )
    claim = context.graph.nodes[key]
    found = made.get(claim.id)
    if found is not None and found.carrier.place == claim.statement_place:
        return found
    carrier = Carrier(report.id, "claim", claim.id, claim.statement, claim.statement_place, claim.section)
    return Reading(carrier, context.metrics, _style(context, report))


def _stated(context: Context, report: Report) -> dict[str, list[Observation]]:
    def make() -> dict[str, list[Observation]]:
        found: dict[str, list[Observation]] = {}
        for observation in context.observations(report):
            if observation.carrier[0] == "claim":
                found.setdefault(observation.carrier[1], []).append(observation)
        return found

    return context.once(("claim-observations", report.id), make)


def _quotes(context: Context, report: Report, key: Key) -> Iterator[Quote]:
    """The quotes given in support of a claim."""
    read = context.once(("quotes", report.id), lambda: _read_quotes(context, report))
    for edge in context.graph.into(key, "supports"):
        link = context.graph.nodes[edge.source]
        if link.quote:
            yield Quote(link.source, *read[link.quote])


def _read_quotes(context: Context, report: Report) -> dict[str, tuple[Reading, tuple[Observation, ...]]]:
    """Every quoted text of the report, read once, with its observations."""
    places = {link.quote: link.place for _, link in context.graph.of_type("evidence", report.id) if link.quote}
    style = _style(context, report)
    made = {
        text: Reading(Carrier(report.id, "source", f"quote-{n}", text, place), context.metrics, style)
        for n, (text, place) in enumerate(places.items())
    }
    found: dict[str, list[Observation]] = {}
    for observation in observations.observe(report, context.config, context.metrics, made.values()):
        found.setdefault(observation.carrier[1], []).append(observation)
    return {text: (reading, tuple(found.get(reading.carrier.id, ()))) for text, reading in made.items()}


def _style(context: Context, report: Report) -> str | None:
    return context.once(("number-style", report.id), lambda: readings.number_style(report))


def _nature(context: Context, metric: str) -> str:
    concept = context.metrics.concept(metric)
    return concept.nature if concept else "stock"
