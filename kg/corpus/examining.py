"""What the checks see in one report of many, as rows: findings of its own, and candidates that others may share."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from kg import aligned, engine, statistics, suppressions
from kg.candidates import SETS, Context, Span
from kg.candidates.events import step_subject, steps
from kg.config import Config
from kg.corpus import rows
from kg.corpus.codec import Codec, text_of
from kg.corpus.schema import inside
from kg.engine import Check
from kg.events import milestones
from kg.findings import Finding, Status
from kg.graph import ClaimGraph
from kg.model import Report

ACROSS = {name: one for name, one in SETS.items() if one.across}
"""Candidate sets whose keys several reports may share."""


class CrashedCheck(Exception):
    """A check that raised: a corpus without what it would have said must not look whole."""


def number(text: str) -> int:
    """A hash of a text that fits into a column of integers."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


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
        block = across.block(key)
        text = _own(report, n) if block is None else text_of(block)
        yield "candidates", (report.id, name, n, number(text), text, number_of_groups[block] if block is not None else _first(groups[key], item), codec.write(item) if block is not None else "")
        if block is not None:
            span = across.span(item) if across.span else Span((report.id, n))
            yield from (("spans", row) for row in _spans(name, number(text), report, span))


def _own(report: Report, n: int) -> str:
    return f"@{report.id}#{n}"


def _first(group: list, item: object) -> int:
    """1 for the first item of a group that no other report shares, 0 for the rest: their sum counts the groups."""
    return int(group[0] is item)


def _spans(name: str, block: int, report: Report, span: Span) -> Iterator[rows.Row]:
    low = inside(span.low) if span.low is not None else None
    high = inside(span.high, up=False) if span.high is not None else None
    held = (low is None) == (span.low is None) and (high is None) == (span.high is None)
    for slot in span.slots or (None,):
        yield name, block, number(report.id), slot, low, high, number(repr(span.value)), span.plain and held


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
        block = across.block(key) if across else None
        text = None if block is None else text_of(block)
        yield "findings", (
            report.id, n, one.code, one.over if across else None, None if text is None else number(text), text,
            codec.write(finding),
        )  # fmt: skip

