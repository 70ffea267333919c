"""Which reports have to do with each other, and what is found between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from kg import build, engine
from kg.batch.part import Part
from kg.candidates import SETS, Context
from kg.candidates.events import Told, dated_apart
from kg.config import Config
from kg.engine import Check
from kg.findings import Outcome, Run, Status


@dataclass(frozen=True, slots=True)
class Links:
    """What is told from all reports at once: pairs of reports on one subject, by id, and of accounts of one step."""

    neighbours: tuple[tuple[str, str], ...]
    steps: tuple[tuple[Told, Told], ...]

    @property
    def signature(self) -> tuple:
        """The same in plain values, to be compared and named by."""
        return self.neighbours, tuple(tuple((s.event.report, s.event.carrier, s.event.thing, s.about) for s in pair) for pair in self.steps)

    def among(self, ids: Iterable[str]) -> Links:
        """Those between the given reports."""
        ids = frozenset(ids)
        return Links(
            tuple(pair for pair in self.neighbours if ids.issuperset(pair)),
            tuple(pair for pair in self.steps if {s.event.report for s in pair} <= ids),
        )


def links(parts: Sequence[Part]) -> Links:
    """The links between reports; they depend on all of them, as a word of many tells less than one of two."""
    from kg import aligned

    ids, none = [p.report.id for p in parts], aligned.Topic(frozenset(), (), frozenset())
    on_one = aligned.neighbours([p.topic or none for p in parts]) if any(p.topic for p in parts) else []
    told = [step for p in parts for step in p.steps]
    return Links(tuple((ids[a], ids[b]) for a, b in on_one), tuple(dated_apart(told, {p.report.id: p.subject for p in parts})))


def groups(parts: Sequence[Part], found: Links) -> list[tuple[int, ...]]:
    """Reports that have to do with each other, directly or through others, by position; none of a single one."""
    first = list(range(len(parts)))

    def root(n: int) -> int:
        while first[n] != n:
            first[n] = first[first[n]]
            n = first[n]
        return n

    def join(a: int, b: int) -> None:
        a, b = root(a), root(b)
        first[max(a, b)] = min(a, b)

    holders: dict[int, int] = {}
    for n, part in enumerate(parts):
        for key in part.meets:
            join(holders.setdefault(key, n), n)
    at = {p.report.id: n for n, p in enumerate(parts)}
    for one, other in found.neighbours:
        join(at[one], at[other])
    for one, other in found.steps:
        join(at[one.event.report], at[other.event.report])
    joined: dict[int, list[int]] = defaultdict(list)
    for n in range(len(parts)):
        joined[root(n)].append(n)
    return [tuple(members) for members in joined.values() if len(members) > 1]


def between(which: Iterable[Check]) -> list[Check]:
    """The checks that look at several reports at once."""
    return [c for c in which if SETS[c.over].across is not None or c.over == "figures-aligned"]


def check(contexts: Sequence[Context], config: Config, which: Iterable[Check], found: Links) -> Outcome:
    """What these checks find in a group of reports, each with the context it was read in."""
    reports = [c.graph.reports[0] for c in contexts]
    context = Context(build.graph_of(reports, config), config)
    context.several = True
    for one in contexts:
        context.share(one)
    at = {r.id: n for n, r in enumerate(reports)}
    # What the candidate sets would tell from these reports alone, told from all.
    context.once("neighbours", lambda: [(at[a], at[b]) for a, b in found.neighbours])
    context.once("milestones", lambda: _by_report(found.steps))
    outcome = engine.look(between(which), context)
    return replace(outcome, findings=engine.explained(context, outcome.findings))


def _by_report(steps: Iterable[tuple[Told, Told]]) -> dict[str, list[tuple[Hashable, Told]]]:
    found: dict[str, list[tuple[Hashable, Told]]] = defaultdict(list)
    for n, pair in enumerate(steps):
        for told in pair:
            found[told.event.report].append((("milestone", n), told))
    return found


def merged(parts: Sequence[Part], of_groups: Iterable[tuple[tuple[int, ...], Outcome]], which: Sequence[Check]) -> Outcome:
    """The findings and runs of all reports and groups; in a group the checks between reports count for the group alone."""
    wide = {c.code for c in between(which)}
    outcomes: list[tuple[int, Outcome]] = []
    grouped: set[int] = set()
    for members, outcome in of_groups:
        grouped.update(members)
        outcomes.append((members[0], outcome))
    for n, part in enumerate(parts):
        drop = wide if n in grouped else frozenset()
        findings = tuple(f for f in part.findings if f.check not in drop)
        outcomes.append((n, Outcome(findings, tuple(r for r in part.runs if r.check not in drop))))
    outcomes.sort(key=lambda pair: pair[0])
    found = {f.fingerprint: f for _, outcome in reversed(outcomes) for f in reversed(outcome.findings)}
    by_check: dict[str, list[Run]] = defaultdict(list)
    for _, outcome in outcomes:
        for run in outcome.runs:
            by_check[run.check].append(run)
    return Outcome(tuple(found.values()), tuple(_one_run(runs) for runs in by_check.values()))


def _one_run(runs: Sequence[Run]) -> Run:
    """One run for those of one check over single reports and groups."""
    crashed = next((r for r in runs if r.status is Status.CRASHED), None)
    examined, seconds = sum(r.examined for r in runs), sum(r.seconds for r in runs)
    if crashed is not None:
        return replace(crashed, examined=examined, seconds=seconds)
    refused = next((r for r in runs if r.status is Status.CANNOT), None)
    if examined or refused is None:
        return Run(runs[0].check, runs[0].name, examined, Status.RAN if examined else Status.NOTHING, seconds)
    return replace(refused, seconds=seconds)
