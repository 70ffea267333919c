"""The score of a report: how much of it stands on evidence, and which sources would help most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kg import impact
from kg.candidates import Context
from kg.candidates.evidence import Weighed, weigh
from kg.findings import Severity
from kg.graph import Key
from kg.model import Confidence, Report
from kg.records import record
from kg.terminal import shorten


@record
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


_OF_CLAIMS: dict[str, tuple[str, Callable[[Weighed], bool]]] = {
    "claims-with-independent-evidence": (
        "claims with two independent sources or more",
        lambda c: c.case.independence.count > 1,
    ),
    "claims-with-one-source": ("claims with one independent source", lambda c: c.case.independence.count == 1),
    "claims-on-own-word": (
        "claims with the subject's own word only",
        lambda c: not c.case.independence.count and bool(c.case.independence.own),
    ),
    "claims-without-countable-source": (
        "claims without a source that can be counted",
        lambda c: not c.case.independence.count and not c.case.independence.own,
    ),
    "claims-with-quote": ("claims that can be held against a quote", lambda c: bool(c.case.quoted)),
}
_OF_FIGURES = {
    "figures-in-quotes": ("figures of these claims that a quote holds", "quoted"),
    "figures-derived": ("figures that follow from quoted ones", "derived"),
    "figures-contradicted": ("figures that a quote contradicts", "contradicted"),
    "figures-absent": ("figures that stand in no quote", "absent"),
}
_OF_GRADES: dict[str, tuple[str, Callable[[Weighed], bool]]] = {
    f"graded-{level.value.lower()}": (f"claims whose evidence bears {level.value}", lambda c, level=level: c.grade.level is level)
    for level in Confidence
} | {"overstated": ("claims stated above what their evidence bears", lambda c: c.grade.verdict == "overstated")}


def claims_of(context: Context, report: Report) -> dict[str, tuple[str, ...]]:
    """Ids of the claims behind each measure of :func:`score`, by its name.

    For a measure of figures, the claims that hold such a figure.
    """
    weighed = list(_weighed(context, report).values())
    found = {name: tuple(c.claim.id for c in weighed if counts(c)) for name, (_, counts) in (_OF_CLAIMS | _OF_GRADES).items()}
    for name, (_, status) in _OF_FIGURES.items():
        found[name] = tuple(c.claim.id for c in weighed if any(b.status == status for b in c.figures))
    return found


def _measures(context: Context, report: Report, claims: list[Weighed]) -> Iterator[Measure]:
    n = len(claims)
    for name, (label, counts) in _OF_CLAIMS.items():
        yield Measure(name, label, sum(map(counts, claims)), n)
    borne = Counter(b.status for c in claims for b in c.figures)
    held = sum(borne.values())
    for name, (label, status) in _OF_FIGURES.items():
        yield Measure(name, label, borne[status], held)
    for name, (label, counts) in _OF_GRADES.items():
        yield Measure(name, label, sum(map(counts, claims)), n)
    yield from open_findings(f.severity for k, f in context.graph.of_type("finding", report.id) if f.suppressed is None)


def open_findings(severities: Iterable[Severity]) -> Iterator[Measure]:
    """The number of open findings of each severity; nothing if there is none at all."""
    found = Counter(severities)
    if found:
        for severity in Severity:
            yield Measure(f"open-{severity.value}", f"open findings: {severity.value}", found[severity])


# --------------------------------------------------------------------------- what to find before publishing


@record
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
