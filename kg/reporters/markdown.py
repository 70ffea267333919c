"""Findings as a Markdown summary, for a comment on a pull request or the summary of a CI job."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kg import patterns as re
from kg.findings import About, Finding, Outcome, Severity, Status
from kg.reporters import ReportContext, _common

NAME = "markdown"

SHOWN = 40
"""Findings shown in full; comments on pull requests have a limit of length."""

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~!])")


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """Counts, then errors and warnings with both sides, then the number of what is left."""
    yield f"### kg: {_common.verdict(outcome)}\n\n"
    findings = _common.counted(outcome)
    full = [f for f in findings if f.severity is not Severity.INFO or context.verbose]
    for (severity, check), group in groupby(full[:SHOWN], key=lambda f: (f.severity, f.check)):
        rows = list(group)
        yield f"#### {severity.value}: {rows[0].name} ({check})\n\n"
        for row in rows:
            yield from _finding(row)
    # Findings are in the order of severity, so that those shown in full come first.
    yield from _table(("more findings", "number"), _counts(findings[min(len(full), SHOWN) :]))
    if outcome.fixed:
        yield "#### fixed\n\n"
        for row in outcome.fixed[:SHOWN]:
            yield f"- {row.name} ({row.check}): {_plain(row.message)}\n"
        yield f"- … and {len(outcome.fixed) - SHOWN} more\n\n" if len(outcome.fixed) > SHOWN else "\n"
    cannot = [r for r in outcome.runs if r.status is Status.CANNOT]
    for run in cannot:
        yield f"Cannot check {run.name}: {_plain(run.reason)}.\n\n"
    if context.statistics:
        rows = [(f"{r.check} {r.name}", f"{r.examined} | {sum(f.check == r.check for f in outcome.findings)} | {r.status.value}") for r in outcome.runs]
        yield from _table(("check", "examined | findings | status"), rows)


def _finding(row: Finding) -> Iterator[str]:
    sure = "" if row.confidence.value == "high" else f" *({row.confidence.value} confidence)*"
    yield f"- {_plain(row.message)}{sure}\n"
    shown = [*row.about[:1], *_common.others(row)]
    for about in shown:
        yield f"  - {_side(about)}{_code(_common.where(about))} {_code(about.text, 240)}\n"
    yield "\n"


def _side(about: About) -> str:
    return f"**{_plain(about.side)}** " if about.side else ""


def _counts(rows: list[Finding]) -> list[tuple[str, str]]:
    names: dict[str, int] = {}
    for row in sorted(rows, key=lambda f: f.check):
        names[f"{row.name} ({row.check})"] = names.get(f"{row.name} ({row.check})", 0) + 1
    return [(name, str(n)) for name, n in names.items()]


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        columns = head[1].count("|") + 2
        yield f"| {head[0]} | {head[1]} |\n|{' --- |' * columns}\n"
        for name, value in rows:
            yield f"| {name} | {value} |\n"
        yield "\n"


def _plain(text: str) -> str:
    """Text of the input in which nothing is markup, a mention or a line break."""
    said = " ".join(_common.printable(text).split()).replace("&", "&amp;")
    return _MARKUP.sub(r"\\\1", said).replace("@", "&#64;")


def _code(text: str, limit: int = 400) -> str:
    said = " ".join(_common.printable(text).split()) or " "
    said = said if len(said) <= limit else said[: limit - 1] + "…"
    fence = "`" * (1 + max((len(t) for t in re.findall("`+", said)), default=0))
    return f"{fence} {said} {fence}" if "`" in said else f"`{said}`"
