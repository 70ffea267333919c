"""Findings as a GitLab Code Quality report: the list that merge requests show beside the changed lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.findings import Finding, Outcome
from kg.model import Place
from kg.reporters import ReportContext, _common

NAME = "gitlab"

_SEVERITY = {"error": "critical", "warning": "major", "info": "info"}


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """Findings that count; GitLab compares two reports by their fingerprints itself."""
    yield "[" + ",".join("\n " + json.dumps(_issue(f), ensure_ascii=False, default=str) for f in _common.counted(outcome)) + "\n]\n"


def _issue(finding: Finding) -> dict:
    first = finding.about[0].place if finding.about else Place("-", 1, 1, 1, 1)
    related = [_location(a.place) for a in _common.others(finding)]
    issue = {
        "type": "issue",
        "check_name": f"{finding.check} {finding.name}",
        "description": finding.message + "".join(f" | {_common.where(a)}: “{a.text}”" for a in _common.others(finding)),
        "categories": ["Bug Risk"],
        "severity": _SEVERITY[finding.severity.value],
        "fingerprint": finding.fingerprint,
        "location": _location(first),
    }
    return {**issue, "other_locations": related} if related else issue


def _location(place: Place) -> dict:
    return {"path": _common.slashed(place.path), "lines": {"begin": place.line, "end": place.end_line}}
