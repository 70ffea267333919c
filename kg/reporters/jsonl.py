"""Findings as JSON Lines: one a line, in the form they have in the JSON document."""

from __future__ import annotations

import json as format
from collections.abc import Iterator

from kg.findings import Outcome
from kg.reporters import ReportContext, json

NAME = "jsonl"


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """A line for each finding; those of the baseline that are gone have the baseline ``absent``.

    With statistics a line for each check follows.
    """
    rows = [json.finding(f) for f in outcome.findings]
    rows += [{**json.finding(f), "baseline": "absent"} for f in outcome.fixed or ()]
    rows += [json.run(r, True) for r in outcome.runs] if context.statistics else []
    for row in rows:
        yield format.dumps(row, ensure_ascii=False, default=str) + "\n"
