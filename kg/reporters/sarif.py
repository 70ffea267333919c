"""Findings as SARIF 2.1.0, the exchange format of code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg import engine
from kg.findings import About, Finding, Outcome, Run, Status
from kg.reporters import ReportContext, _common

NAME = "sarif"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_RANK = {"high": 90.0, "medium": 60.0, "low": 30.0}
"""SARIF knows no confidence; a rank from 0 to 100 orders findings of one level."""


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """All findings: those set aside with their reason, those of a baseline with their state, the fixed ones as absent."""
    rules = _rules(outcome)
    numbers = {rule["id"]: n for n, rule in enumerate(rules)}
    rows = [_result(f, numbers) for f in outcome.findings]
    rows += [{**_result(f, numbers), "baselineState": "absent"} for f in outcome.fixed or ()]
    driver = {"name": "kg", "version": context.version, "semanticVersion": context.version, "rules": rules}
    notes = [_note(r, numbers) for r in outcome.runs if r.status is Status.CANNOT]
    invocation = {"executionSuccessful": True, **({"toolExecutionNotifications": notes} if notes else {})}
    head = {"$schema": SCHEMA, "version": "2.1.0"}
    yield json.dumps(head)[:-1] + ', "runs": [{\n'
    yield ' "tool": ' + _line({"driver": driver}) + ",\n"
    yield ' "invocations": [' + _line(invocation) + "],\n"
    yield ' "columnKind": "unicodeCodePoints",\n'
    if context.statistics:
        done = [{"check": r.check, "examined": r.examined, "status": r.status.value, "seconds": round(r.seconds, 4)} for r in outcome.runs]
        yield ' "properties": ' + _line({"checks": done}) + ",\n"
    yield ' "results": [' + ",".join("\n  " + _line(row) for row in rows) + "]\n}]}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _rules(outcome: Outcome) -> list[dict]:
    """What is known of each check that ran or found something."""
    known = engine.checks()
    codes = sorted({r.check for r in outcome.runs} | {f.check for f in (*outcome.findings, *(outcome.fixed or ()))})
    rules = []
    for code in codes:
        one = known.get(code)
        if one is None:
            rules.append({"id": code})
            continue
        doc = "\n".join(line.strip() for line in one.doc.strip().splitlines())
        rules.append(
            {
                "id": code,
                "name": one.name,
                "shortDescription": {"text": one.title},
                "fullDescription": {"text": doc.split("\n\nWhat to do:", 1)[0]},
                "help": {"text": doc, "markdown": doc},
                "defaultConfiguration": {"level": _LEVEL[one.severity.value]},
                "properties": {"tags": [one.category], "precision": one.confidence.value},
            }
        )
    return rules


def _result(finding: Finding, numbers: dict[str, int]) -> dict:
    first, *rest = finding.about or (None,)
    row: dict = {
        "ruleId": finding.check,
        "ruleIndex": numbers[finding.check],
        "level": _LEVEL[finding.severity.value],
        "rank": _RANK[finding.confidence.value],
        "message": {"text": finding.message},
        "locations": [_location(first)] if first else [],
        "partialFingerprints": {"kg/v1": finding.fingerprint},
        "properties": {
            "name": finding.name,
            "category": finding.category,
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "data": dict(finding.data),
        },
    }
    if rest:
        row["relatedLocations"] = [{"id": n, **_location(a), "message": {"text": _said(a)}} for n, a in enumerate(rest, 1)]
    if finding.baseline:
        row["baselineState"] = finding.baseline
    if finding.suppressed is not None:
        row["suppressions"] = [{"kind": "inSource", "justification": finding.suppressed}]
    return row


def _location(about: About) -> dict:
    place = about.place
    region = {
        "startLine": max(place.line, 1),
        "startColumn": max(place.column, 1),
        "endLine": max(place.end_line, place.line, 1),
        "endColumn": max(place.end_column, 1),
    }
    located: dict = {"physicalLocation": {"artifactLocation": {"uri": _common.uri(place.path)}, "region": region}}
    if about.id:
        located["logicalLocations"] = [{"name": about.id, "kind": about.kind}]
    return located


def _said(about: About) -> str:
    text = " ".join(about.text.split()) or about.kind
    return f"{about.side}: “{text}”" if about.side else f"“{text}”"


def _note(run: Run, numbers: dict[str, int]) -> dict:
    return {
        "descriptor": {"id": run.check},
        "associatedRule": {"id": run.check, "index": numbers[run.check]},
        "level": "note",
        "message": {"text": f"cannot check {run.name}: {run.reason}"},
    }
