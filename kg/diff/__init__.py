"""What changed between two versions: claims, figures, evidence, confidence, findings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg import baseline, build, engine
from kg.candidates import Context
from kg.config import Config
from kg.diff.changes import Version, changes
from kg.diff.model import Change, Difference, Side
from kg.diff.pairing import Pairing
from kg.engine import Check
from kg.model import Place, Report
from kg.prose import Ids


def compare(old: str, new: str, config: Config, which: Iterable[Check] | None = None, format: str | None = None) -> Difference:
    """Hold two files or folders against each other, both read with one configuration.

    Reports are paired by their path below ``old`` and ``new``, then by title.  Raises
    :class:`kg.reading.InputError`.
    """
    which = list(which) if which is not None else None
    before, after = build.load([old], config, format), build.load([new], config, format)
    pairing = _paired(before, after, old, new)
    after = _under_old_ids(after, pairing)
    graphs = [build.graph_of(reports, config) for reports in (before, after)]
    outcomes = [engine.run(graph, config, which) for graph in graphs]
    contexts = [Context(graph, config) for graph in graphs]
    ids = {b.path: b for b in after}
    found: list[Change] = []
    for a, b in pairing.pairs:
        found += changes(Version(a, contexts[0]), Version(ids[b.path], contexts[1]))
    found += [Change("report", "removed", r.path, old=_whole(r)) for r in pairing.old]
    found += [Change("report", "added", r.path, new=_whole(r)) for r in pairing.new]
    matched = baseline.match(outcomes[0].findings, outcomes[1].findings)
    return Difference(
        old,
        new,
        tuple(sorted(found, key=lambda c: c.order)),
        tuple(matched.new),
        tuple(matched.fixed),
        tuple(matched.unchanged),
        runs=tuple(run for outcome in outcomes for run in outcome.runs),
    )


def _paired(before: Sequence[Report], after: Sequence[Report], old: str, new: str) -> Pairing[Report]:
    roots = {id(r): root for reports, root in ((before, old), (after, new)) for r in reports}

    def below(report: Report) -> str:
        return os.path.relpath(report.path, roots[id(report)]).replace("\\", "/") if report.path != "-" else "."

    pairing = Pairing(before, after).by(below, lambda r: r.title.lower() or None)
    return pairing.by(lambda r: "the only one") if len(before) == len(after) == 1 else pairing


def _under_old_ids(after: Sequence[Report], pairing: Pairing[Report]) -> tuple[Report, ...]:
    """The new reports under the ids of the old ones, so that findings of both can be matched."""
    known = {b.path: a.id for a, b in pairing.pairs}
    ids = Ids()
    for id in known.values():
        ids.new(id)
    return tuple(replace(r, id=known.get(r.path) or ids.new(r.id)) for r in after)


def _whole(report: Report) -> Side:
    return Side(report.title or report.path, Place(report.path, 1, 1, 1, 1))
