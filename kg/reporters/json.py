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
    document = {
        "version": 1,
        "tool": {"name": "kg", "version": context.version},
        "inputs": list(context.inputs),
        "findings": [finding(f) for f in outcome.findings],
        "runs": [run(r, context.statistics) for r in outcome.runs],
        "summary": {
            **{s.value: outcome.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.INFO)},
            "suppressed": sum(f.suppressed is not None for f in outcome.findings),
        },
    }
    yield json.dumps(document, ensure_ascii=False, indent=1, default=str)
    yield "\n"


def finding(one: Finding) -> dict:
    """A finding as the contract of the JSON output has it."""
    return {
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
