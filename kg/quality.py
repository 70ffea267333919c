"""The score of a report: how much of it stands on evidence, and which sources would help most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg import impact
from kg.candidates import Context
from kg.candidates.evidence import Weighed, weigh
from kg.findings import Severity
from kg.graph import Key
from kg.model import Confidence, Report
from kg.terminal import shorten


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the score: ``count`` of ``of``; ``of`` is 0 where there is no whole.

    ``name`` is stable and for programs, ``label`` for people.
    """

    name: str
    label: str
    count: int
    of: int = 0


def score(context: Context, report: Report) -> tuple[Measure, ...]:
    """The score of a report; empty where no claim has a source.

    Open findings are counted when the graph holds them
    (:meth:`kg.graph.ClaimGraph.add_findings`).
    """
    weighed = _weighed(context, report)
    if not any(c.sources for c in weighed.values()):
        return ()
    return tuple(_measures(context, report, list(weighed.values())))


def _weighed(context: Context, report: Report) -> dict[Key, Weighed]:
    return {key: weigh(context, key) for key, _ in context.graph.of_type("claim", report.id)}


def _measures(context: Context, report: Report, claims: list[Weighed]) -> Iterator[Measure]:
    n = len(claims)
    voices = [c.case.independence for c in claims]
    yield Measure(
        "claims-with-independent-evidence", "claims with two independent sources or more", sum(v.count > 1 for v in voices), n
    )
    yield Measure("claims-with-one-source", "claims with one independent source", sum(v.count == 1 for v in voices), n)
    yield Measure(
        "claims-on-own-word", "claims with the subject's own word only", sum(not v.count and bool(v.own) for v in voices), n
    )
    yield Measure(
        "claims-without-countable-source",
        "claims without a source that can be counted",
        sum(not v.count and not v.own for v in voices),
        n,
    )
    yield Measure("claims-with-quote", "claims that can be held against a quote", sum(bool(c.case.quoted) for c in claims), n)
    borne = Counter(b.status for c in claims for b in c.figures)
    held = sum(borne.values())
    yield Measure("figures-in-quotes", "figures of these claims that a quote holds", borne["quoted"], held)
    yield Measure("figures-derived", "figures that follow from quoted ones", borne["derived"], held)
    yield Measure("figures-contradicted", "figures that a quote contradicts", borne["contradicted"], held)
    yield Measure("figures-absent", "figures that stand in no quote", borne["absent"], held)
    for level in Confidence:
        yield Measure(
            f"graded-{level.value.lower()}",
            f"claims whose evidence bears {level.value}",
            sum(c.grade.level is level for c in claims),
            n,
        )
    yield Measure(
        "overstated", "claims stated above what their evidence bears", sum(c.grade.verdict == "overstated" for c in claims), n
    )
    found = Counter(f.severity for k, f in context.graph.of_type("finding", report.id) if f.suppressed is None)
    if found:
        for severity in Severity:
            yield Measure(f"open-{severity.value}", f"open findings: {severity.value}", found[severity])


# --------------------------------------------------------------------------- what to find before publishing


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source to find: what it should say, for which claims, and how much rests on them.

    ``now`` is what these claims rest on at present; ``weight`` orders (see
    :attr:`kg.impact.Impact.weight`).
    """

    topic: str
    now: str
    claims: tuple[str, ...]
    weight: int


def wanted(context: Context, report: Report, most: int = 8) -> tuple[Wanted, ...]:
    """The shortest list of sources whose absence weakens most, the most useful first.

    Weak claims (stated above what their evidence bears) that rest on the same voice and speak of
    the same thing could be lifted by one source.
    """
    groups: dict[tuple[str, str], list[Key]] = {}
    metric = _metrics(context, report)
    for key, claim in _weighed(context, report).items():
        if claim.grade.verdict != "overstated" or claim.case.independence.count > 1:
            continue
        found = claim.case.independence
        now = found.voices[0].name if found.voices else f"{claim.case.subject} alone" if found.own else "no publisher"
        topic = metric.get(claim.claim.id) or f"“{shorten(claim.claim.statement, 64)}”"
        groups.setdefault((topic, now), []).append(key)
    made = []
    for (topic, now), keys in groups.items():
        weights = {k: 1 + impact.of(context.graph, k).weight for k in keys}
        keys = sorted(keys, key=lambda k: (-weights[k], k))
        made.append(Wanted(topic, now, tuple(k.id for k in keys), sum(weights.values())))
    return tuple(sorted(made, key=lambda w: (-w.weight, w.topic, w.now))[:most])


def _metrics(context: Context, report: Report) -> dict[str, str]:
    """What each claim measures: the metric of its surest observation."""
    best: dict[str, tuple[float, str]] = {}
    for observation in context.observations(report):
        kind, id = observation.carrier
        if (
            kind == "claim"
            and observation.confidence >= 0.6
            and observation.metric
            and (id not in best or observation.confidence > best[id][0])
        ):
            best[id] = (observation.confidence, observation.metric)
    return {id: metric for id, (_, metric) in best.items()}
