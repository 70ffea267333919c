"""Findings for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kg.findings import About, Finding, Outcome, Severity, Status
from kg.reporters import ReportContext
from kg.terminal import COLORS, Printer, shorten

NAME = "text"


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """Errors and warnings in full, information in one line per check unless verbose, then what was examined."""
    page = _Page(context)
    findings = sorted((f for f in outcome.findings if f.suppressed is None), key=lambda f: (-f.severity.rank, f.check, f.order))
    info_heading = False
    for (severity, check), group in groupby(findings, key=lambda f: (f.severity, f.check)):
        rows = list(group)
        if severity is Severity.INFO and not context.verbose:
            if not info_heading:
                info_heading = True
                yield page.style("for information", COLORS[severity.value]) + page.style(" (-v shows each)", dim=True) + "\n"
            yield from page.summary_line(rows)
        else:
            yield from page.group(rows)
    if info_heading:
        yield "\n"
    yield from page.statistics(outcome) if context.statistics else page.examined(outcome)
    yield page.verdict(outcome) + "\n"


class _Page(Printer):
    def __init__(self, context: ReportContext):
        super().__init__(context.color, context.width)
        self.context = context

    # ------------------------------------------------------------------ findings

    def group(self, rows: list[Finding]) -> Iterator[str]:
        first = rows[0]
        head = self.style(first.severity.value, COLORS[first.severity.value], bold=True)
        count = f" · {len(rows)}" if len(rows) > 1 else ""
        yield f"{head} {self.style(first.name, bold=True)} {self.style(first.check + count, dim=True)}\n"
        for row in rows:
            yield from self.finding(row)
        yield "\n"

    def finding(self, row: Finding) -> Iterator[str]:
        lead, *rest = row.about or (None,)
        sure = "" if row.confidence.value == "high" else self.style(f" ({row.confidence.value} confidence)", dim=True)
        if lead is None:
            yield f"  {self.style(row.message)}{sure}\n"
            return
        yield f"  {self.where(lead)}{sure}\n"
        yield from self.wrap(row.message, "    ")
        sides = [a for a in row.about if a.side]
        for about in sides or [lead]:
            yield from self.side(about, with_place=bool(sides))
        if not sides and rest:
            shown = ", ".join(self.plain_where(a) for a in rest[:4]) + (f" and {len(rest) - 4} more" if len(rest) > 4 else "")
            yield from self.wrap(f"see {shown}", "    ", dim=True)

    def plain_where(self, about: About) -> str:
        return f"{about.id + ' ' if about.id else ''}{about.place.path}:{about.place.line}"

    def where(self, about: About) -> str:
        place = self.style(f"{about.place.path}:{about.place.line}:{about.place.column}", "blue")
        return f"{place} {self.style(about.id, bold=True)}" if about.id else place

    def side(self, about: About, with_place: bool) -> Iterator[str]:
        side = f"{about.side}: " if about.side else ""
        text = shorten(about.text, 2 * self.width - 20)
        if not text:
            return
        yield from self.quote(f"{side}“{text}”")
        if with_place:
            yield f"    {self.style('│', dim=True)} {self.style('  ' + self.plain_where(about), dim=True)}\n"

    def summary_line(self, rows: list[Finding]) -> Iterator[str]:
        first = rows[0]
        ids = [r.about[0].id or f"line {r.about[0].place.line}" for r in rows if r.about]
        head = f"  {len(rows):>4} {first.name} {first.check}  "
        room, shown = self.width - len(head) - 14, []
        for id in ids:
            if sum(map(len, shown)) + len(shown) + len(id) > room:
                break
            shown.append(id)
        more = f" … {len(ids) - len(shown)} more" if len(shown) < len(ids) else ""
        yield f"  {len(rows):>4} {self.style(first.name, bold=True)} {self.style(first.check, dim=True)}  {self.style(' '.join(shown))}{self.style(more, dim=True)}\n"

    # ------------------------------------------------------------------ what was examined

    def examined(self, outcome: Outcome) -> Iterator[str]:
        by = {s: [r for r in outcome.runs if r.status is s] for s in Status}
        yield from self.wrap(f"{len(by[Status.RAN])} checks ran.", "", dim=True)
        if by[Status.NOTHING]:
            yield from self.wrap("Nothing to look at: " + ", ".join(r.name for r in by[Status.NOTHING]) + ".", "", dim=True)
        for run in by[Status.CANNOT]:
            yield from self.wrap(f"Cannot check {run.name}: {run.reason}.", "", dim=True)
        for run in by[Status.CRASHED]:
            yield self.style(f"{run.name} ({run.check}) crashed: {run.reason.strip().splitlines()[-1]}", "red", bold=True) + "\n"

    def statistics(self, outcome: Outcome) -> Iterator[str]:
        found = {r.check: sum(f.check == r.check for f in outcome.findings) for r in outcome.runs}
        yield self.style(f"{'check':32} {'examined':>9} {'findings':>9} {'ms':>7}  status", bold=True) + "\n"
        for run in outcome.runs:
            status = run.status.value + (f": {run.reason.strip().splitlines()[-1]}" if run.reason else "")
            yield f"{run.check} {run.name:26} {run.examined:>9} {found[run.check]:>9} {run.seconds * 1000:>7.1f}  {self.style(status, dim=True)}\n"
        yield "\n"

    def verdict(self, outcome: Outcome) -> str:
        counts = {s: outcome.count(s) for s in Severity}
        parts = [
            self.style(f"{counts[s]} {word if counts[s] == 1 or s is Severity.INFO else word + 's'}", COLORS[s.value] if counts[s] else None, bold=bool(counts[s]))
            for s, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "for information"))
        ]
        kinds = (("claim", "claim"), ("source", "source"), ("table", "table"), ("section", "section"))
        seen = [f"{n:,} {word if n == 1 else word + 's'}" for kind, word in kinds if (n := self.context.counts.get(kind, 0))]
        return ", ".join(parts) + self.style(f" in {', '.join(seen) or 'a text without claims and sources'}", dim=True)
