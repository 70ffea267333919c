"""Findings as workflow commands of GitHub Actions: annotations at both places of a contradiction."""

from __future__ import annotations

from collections.abc import Iterator

from kg.findings import Finding, Outcome
from kg.model import Place
from kg.reporters import ReportContext, _common

NAME = "github"

_COMMAND = {"error": "error", "warning": "warning", "info": "notice"}


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """A command for each finding, the worst first because GitHub shows only the first ten of a kind, then a line of counts."""
    for finding in _common.counted(outcome):
        yield from _commands(finding)
    for finding in outcome.fixed or ():
        yield f"fixed: {_inert(finding.name)} {finding.check}: {_inert(finding.message)}\n"
    if context.statistics:
        yield "::group::checks\n"
        for run in outcome.runs:
            yield f"{run.check} {run.name}: {run.status.value}, {run.examined} examined, {run.seconds * 1000:.1f} ms\n"
        yield "::endgroup::\n"
    yield _common.verdict(outcome) + "\n"


def _commands(finding: Finding) -> Iterator[str]:
    title = f"{finding.name} {finding.check}"
    if finding.confidence.value != "high":
        title += f" ({finding.confidence.value} confidence)"
    if not finding.about:
        yield f"::{_COMMAND[finding.severity.value]} title={_property(title)}::{_data(finding.message)}\n"
        return
    first, rest = finding.about[0], _common.others(finding)
    also = "".join(f"\n{_common.where(a)}: “{a.text}”" for a in rest)
    yield _command(_COMMAND[finding.severity.value], first.place, title, finding.message + also)
    for about in rest:
        yield _command("notice", about.place, f"{title}: the other side", f"{finding.message}\n{_common.where(first)}: “{first.text}”")


def _command(kind: str, place: Place, title: str, message: str) -> str:
    values = {"file": _common.slashed(place.path), "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        # Columns belong to one line; the last one is inclusive here.
        values |= {"col": place.column, "endColumn": max(place.column, place.end_column - 1)}
    said = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
    return f"::{kind} {said},title={_property(title)}::{_data(message)}\n"


def _data(text: str) -> str:
    return _common.printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _inert(text: str) -> str:
    """Text of the input for the log: on one line, so that nothing in it can begin a command."""
    return " ".join(_common.printable(text).split())
