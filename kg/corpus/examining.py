"""What the checks see in one report of many, as rows: findings of its own, and candidates that others may share."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from kg import aligned, engine, statistics, suppressions
from kg.candidates import SETS, Context, Span
from kg.candidates.events import step_subject, steps
from kg.config import Config
from kg.corpus import rows, spans
from kg.corpus.codec import Codec, text_of
from kg.engine import Check
from kg.events import milestones
from kg.findings import Finding, Status
from kg.graph import ClaimGraph
from kg.model import Report

ACROSS = {name: one for name, one in SETS.items() if one.across}
"""Candidate sets whose keys several reports may share."""


class CrashedCheck(Exception):
    """A check that raised: a corpus without what it would have said must not look whole."""


def of(graph: ClaimGraph, config: Config, which: Sequence[Check], codec: Codec) -> Iterator[tuple[str, rows.Row]]:
    """Name of the table and row, for everything that is kept of the one report of a graph.

    Raises :class:`CrashedCheck`.
    """
    (report,) = graph.reports
    graph.worked_out = context = Context(graph, config)
    context.several = True
    yield from rows.of(context, report)
    yield from _contents(context, report, codec)
    emitted: dict[str, dict] = {}
    for name in ACROSS:
        yield from _candidates(name, context, report, emitted, codec)
    yield from _said(context, report, [c for c in which if c.over not in engine.LATE], emitted, codec)
    for n, step in enumerate(steps(context, report)):
        yield "steps", (report.id, n, step.milestone.step, sorted(milestones.tokens(step.milestone)), codec.write(step))
    for remark in suppressions.of(report):
        yield "remarks", (report.id, codec.write(remark))


def _contents(context: Context, report: Report, codec: Codec) -> Iterator[tuple[str, rows.Row]]:
    counted = json.dumps(statistics.count(context.graph, context.config), ensure_ascii=False)
    yield "contents", (report.id, codec.write(report), counted, codec.write(aligned.topic(report)), step_subject(report))


# --------------------------------------------------------------------------- candidates


def _candidates(name: str, context: Context, report: Report, emitted: dict, codec: Codec) -> Iterator[tuple[str, rows.Row]]:
    """The items of one set that other reports may hold the counterparts of."""
    across = ACROSS[name].across
    found = list(SETS[name].emit(context, report))
    groups: dict[Hashable, list] = defaultdict(list)
    for key, item in found:
        groups[key].append(item)
    emitted[name] = SETS[name].finish(groups)
    number_of_groups: dict[Hashable, int] = defaultdict(int)
    for key in groups:
        number_of_groups[across.block(key)] += 1
    for n, (key, item) in enumerate(found):
        part = across.block(key)
        alone = part is None
        text = f"@{report.id}#{n}" if alone else text_of(part)
        block = spans.block(name, text)
        yield "candidates", (report.id, name, n, block, text, int(groups[key][0] is item) if alone else number_of_groups[part])
        # What no other report shares is only counted: its items, each a block, make up the number of their groups.
        yield "items", ("" if alone else codec.write(item),)
        if not alone:
            span = across.span(item) if across.span else Span((report.id, n))
            for row in spans.rows(span):
                yield "spans", (spans.number(name), block, spans.number(report.id), *row)


# --------------------------------------------------------------------------- findings


def _said(context: Context, report: Report, which: Sequence[Check], emitted: dict, codec: Codec) -> Iterator[tuple[str, rows.Row]]:
    notes: dict[str, tuple[Check, Hashable]] = {}

    def note(one: Check, key: Hashable, finding: Finding) -> None:
        notes.setdefault(finding.fingerprint, (one, key))

    outcome = engine.look(which, context, emitted, note)
    for run in outcome.runs:
        if run.status is Status.CRASHED:
            raise CrashedCheck(f"{run.name} ({run.check}) crashed on {report.path}: {run.reason.strip().splitlines()[-1]}")
        yield "runs", (report.id, run.check, run.status.value, run.examined, run.reason)
    for n, finding in enumerate(engine.explained(context, outcome.findings)):
        one, key = notes[finding.fingerprint]
        across = SETS[one.over].across
        part = across.block(key) if across else None
        block = None if part is None else spans.block(one.over, text_of(part))
        yield "findings", (report.id, n, one.code, block, codec.write(finding))
