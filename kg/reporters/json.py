"""Findings as one JSON document; its schema is ``kg/schemas/check-output.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.findings import About, Finding, Outcome, Run, Severity
from kg.reporters import ReportContext

NAME = "json"


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """The whole outcome.

    ``seconds`` of a run is ``null`` unless statistics were asked for: the same input gives the
    same bytes.
    """
    summary = {
        **{s.value: outcome.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.INFO)},
        "suppressed": outcome.suppressed,
    }
    if outcome.fixed is not None:
        summary |= {"unchanged": outcome.unchanged, "fixed": len(outcome.fixed)}
    # One finding a line: as easy to compare as an indented document, and several times faster to write.
    yield '{"version": 1,\n "tool": ' + _line({"name": "kg", "version": context.version})
    yield ',\n "inputs": ' + _line(list(context.inputs))
    yield ',\n "findings": [' + ",".join("\n  " + _line(finding(f)) for f in outcome.findings) + "]"
    if outcome.fixed is not None:
        yield ',\n "fixed": [' + ",".join("\n  " + _line(finding(f)) for f in outcome.fixed) + "]"
    yield ',\n "runs": [' + ",".join("\n  " + _line(run(r, context.statistics)) for r in outcome.runs) + "]"
    yield ',\n "summary": ' + _line(summary) + "}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def finding(one: Finding) -> dict:
    """A finding as the contract of the JSON output has it."""
    row = {
        "check": one.check,
        "name": one.name,
        "category": one.category,
        "severity": one.severity.value,
        "confidence": one.confidence.value,
        "message": one.message,
        "about": [place(a) for a in one.about],
        "data": dict(one.data),
        "fingerprint": one.fingerprint,
        "suppressed": one.suppressed,
    }
    return {**row, "baseline": one.baseline} if one.baseline else row


def place(about: About) -> dict:
    """A place of a finding, with the side it speaks for in a contradiction."""
    p = about.place
    row = {
        "kind": about.kind,
        "id": about.id,
        "path": p.path,
        "line": p.line,
        "column": p.column,
        "end_line": p.end_line,
        "end_column": p.end_column,
        "text": about.text,
    }
    return {**row, "side": about.side} if about.side else row


def run(one: Run, timed: bool) -> dict:
    """What a check did, with the seconds it took if ``timed``."""
    seconds = round(one.seconds, 4) if timed else None
    row = {"check": one.check, "name": one.name, "examined": one.examined, "status": one.status.value, "seconds": seconds}
    return {**row, "reason": one.reason} if one.reason else row
