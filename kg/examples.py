"""Runs the examples of checks: for their pages and their tests."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from kg import build, config, engine
from kg.findings import Outcome
from kg.graph import ClaimGraph
from kg.reporters import ReportContext, text


def run(one: engine.Check, example: str) -> tuple[ClaimGraph, Outcome]:
    """What a check alone finds in an example."""
    settings = config.Config()
    body = build.example_config(example)
    if body is not None:
        handle, name = tempfile.mkstemp(suffix=".toml")
        os.close(handle)
        try:
            Path(name).write_text(body, encoding="utf-8")
            settings = config.load(name)
        finally:
            os.unlink(name)
    reports = build.load_bundles(build.example_bundles(example), settings)
    graph = build.graph_of(reports, settings)
    if one.over not in engine.LATE:
        return graph, engine.run(graph, settings, [one])
    # What became of a remark is known only when all checks have looked.
    outcome = engine.run(graph, settings).keep(lambda f: f.check == one.code)
    return graph, replace(outcome, runs=tuple(r for r in outcome.runs if r.check == one.code))


def output(one: engine.Check, example: str) -> str:
    """What ``kg check --select`` prints for an example, information in full."""
    graph, outcome = run(one, example)
    context = ReportContext("", (), graph.counts()[0], width=88, verbose=True)
    return "".join(text.render(outcome, context))
