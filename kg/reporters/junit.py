"""Findings as JUnit XML: a suite for each file, a test case for each check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from kg.findings import Finding, Outcome, Run, Severity, Status
from kg.reporters import ReportContext, _common

NAME = "junit"


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """Findings from the severity of ``--fail-on`` on fail their test case, the others stand in its output.

    A check that could not look is skipped with the reason.  What was set aside or is in the
    baseline does not fail; times are those of the run, in the first suite, if statistics were asked for.
    """
    files: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in _common.counted(outcome):
        path = finding.about[0].place.path if finding.about else "-"
        files[_common.slashed(path)][finding.check].append(finding)
    if not files:
        files[", ".join(_common.slashed(p) for p in context.inputs)] = defaultdict(list)
    limit = context.fail_on
    suites = [list(_suite(path, files[path], outcome.runs, limit, context.statistics and not n)) for n, path in enumerate(sorted(files))]
    failures = sum(_fails(f, limit) for f in _cases(files))
    skipped = sum(r.status is Status.CANNOT for r in outcome.runs) * len(suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="kg" tests="{len(outcome.runs) * len(suites)}" failures="{failures}" skipped="{skipped}" errors="0">\n'
    for suite in suites:
        yield from suite
    yield "</testsuites>\n"


def _cases(files: dict[str, dict[str, list[Finding]]]) -> Iterator[list[Finding]]:
    for checks in files.values():
        yield from checks.values()


def _fails(findings: list[Finding], limit: Severity | None) -> bool:
    return limit is not None and any(f.severity.rank >= limit.rank for f in findings)


def _suite(path: str, found: dict[str, list[Finding]], runs: tuple[Run, ...], limit: Severity | None, timed: bool) -> Iterator[str]:
    failures = sum(_fails(rows, limit) for rows in found.values())
    skipped = sum(r.status is Status.CANNOT for r in runs)
    yield f' <testsuite name={_attribute(path)} tests="{len(runs)}" failures="{failures}" skipped="{skipped}" errors="0">\n'
    for run in runs:
        yield from _case(path, run, found.get(run.check, []), limit, timed)
    yield " </testsuite>\n"


def _case(path: str, run: Run, rows: list[Finding], limit: Severity | None, timed: bool) -> Iterator[str]:
    time = f' time="{run.seconds:.4f}"' if timed else ""
    line = f' line="{rows[0].about[0].place.line}"' if rows and rows[0].about else ""
    head = f"  <testcase classname={_attribute(path)} name={_attribute(f'{run.check} {run.name}')} file={_attribute(path)}{line}{time}"
    failing = [f for f in rows if _fails([f], limit)]
    passing = [f for f in rows if not _fails([f], limit)]
    if run.status is Status.CANNOT:
        yield f"{head}>\n   <skipped message={_attribute(run.reason)}/>\n  </testcase>\n"
        return
    if not rows:
        yield f"{head}/>\n"
        return
    yield f"{head}>\n"
    if failing:
        message = failing[0].message if len(failing) == 1 else f"{len(failing)} findings, the first: {failing[0].message}"
        yield f"   <failure type={_attribute(failing[0].severity.value)} message={_attribute(message)}>{_text(failing)}</failure>\n"
    if passing:
        yield f"   <system-out>{_text(passing)}</system-out>\n"
    yield "  </testcase>\n"


def _text(rows: list[Finding]) -> str:
    lines = []
    for row in rows:
        at = _common.where(row.about[0]) if row.about else ""
        lines.append(f"{at} {row.severity.value}, {row.confidence.value} confidence: {row.message}")
        lines += [f"  {a.side + ': ' if a.side else ''}{_common.where(a)} “{a.text}”" for a in row.about[:6]]
    said = _common.printable("\n".join(lines))
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return quoteattr(_common.printable(text))
