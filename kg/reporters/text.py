"""Findings for a person at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby

from kg.findings import About, Finding, Outcome, Severity, Status
from kg.impact import Impact
from kg.reporters import ReportContext
from kg.terminal import COLORS, Printer, around, clean

NAME = "text"
SHOWN = 3
"""Places shown of each side of a contradiction."""
FIXED = 10
"""Findings shown that are gone."""
MOST = 100
"""Findings of one check that are shown in full, unless verbose; past it they are counted."""


def render(outcome: Outcome, context: ReportContext) -> Iterator[str]:
    """Errors and warnings in full, information in one line per check unless verbose, then what was examined."""
    page = _Page(context)
    open_findings = [f for f in outcome.findings if f.counts]
    findings = sorted(open_findings, key=lambda f: (-f.severity.rank, f.check, -_impact(f).weight, f.order))
    info_heading = False
    for (severity, _), group in groupby(findings, key=lambda f: (f.severity, f.check)):
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
    yield from page.fixed(outcome)
    yield from page.statistics(outcome) if context.statistics else page.examined(outcome)
    yield page.verdict(outcome) + "\n"


def _impact(finding: Finding) -> Impact:
    """What rests on the claim or source a finding is about."""
    counts = finding.data.get("impact")
    return Impact(**counts) if isinstance(counts, Mapping) else Impact()


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
        shown = rows if self.context.verbose else rows[:MOST]
        for row in shown:
            yield from self.finding(row)
        if len(shown) < len(rows):
            yield from self.wrap(f"… and {len(rows) - len(shown):,} more of this check (-v shows all)", "  ", dim=True)
        yield "\n"

    def finding(self, row: Finding) -> Iterator[str]:
        lead, *rest = row.about or (None,)
        sure = "" if row.confidence.value == "high" else self.style(f" ({row.confidence.value} confidence)", dim=True)
        if lead is None:
            yield f"  {self.style(row.message)}{sure}\n"
            return
        yield f"  {self.where(lead)}{sure}\n"
        yield from self.wrap(row.message, "    ")
        rests = _impact(row).in_words()
        if rests:
            yield from self.wrap(f"rests on it: {rests}", "    ", dim=True)
        backing = row.data.get("backing")
        if isinstance(backing, Mapping) and backing["better"]:
            yield from self.wrap(f"better backed: “{backing['better']}” ({backing['why']})", "    ", dim=True)
        sides = _by_side(row.about)
        lines = {(a.place.path, a.place.line, a.place.column if a.kind == "cell" else 0) for places in sides.values() for a in places}
        if len(sides) < 2 or len(lines) < 2:
            yield from self.side_quote(lead, lead.side)
            if not sides and rest:
                shown = ", ".join(self.plain_where(a) for a in rest[:4]) + (f" and {len(rest) - 4} more" if len(rest) > 4 else "")
                yield from self.wrap(f"see {shown}", "    ", dim=True)
            return
        for side, places in sides.items():
            yield f"    {self.style('│', dim=True)} {self.style(side, bold=True)}\n"
            for about in places[:SHOWN]:
                yield from self.side_place(about, side)
            if len(places) > SHOWN:
                more = ", ".join(self.plain_where(a) for a in places[SHOWN : SHOWN + 3])
                yield f"    {self.style('│', dim=True)}   {self.style(f'and {len(places) - SHOWN} more: {more}', dim=True)}\n"

    def side_place(self, about: About, side: str) -> Iterator[str]:
        """One place of a side: where, and its words around the figure."""
        where = self.plain_where(about)
        room = self.width - 8
        text = f"{where}  “{around(about.text, side, 2 * room - len(where) - 8)}”"
        for n, line in enumerate(textwrap.wrap(clean(text), room, break_on_hyphens=False)):
            shown = self.style(where, dim=True) + line[len(where) :] if n == 0 and line.startswith(where) else line
            yield f"    {self.style('│', dim=True)}   {shown}\n"

    def side_quote(self, about: About, side: str) -> Iterator[str]:
        """The words of the only place, around its figure."""
        text = around(about.text, side, 2 * self.width - 20)
        if text:
            yield from self.quote(f"“{text}”")

    def plain_where(self, about: About) -> str:
        id = about.id if about.id and about.kind != "cell" else ""
        return f"{id + ' ' if id else ''}{about.place.path}:{about.place.line}"

    def where(self, about: About) -> str:
        place = self.style(f"{about.place.path}:{about.place.line}:{about.place.column}", "blue")
        return f"{place} {self.style(about.id, bold=True)}" if about.id and about.kind != "cell" else place

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
        name, check = self.style(first.name, bold=True), self.style(first.check, dim=True)
        yield f"  {len(rows):>4} {name} {check}  {self.style(' '.join(shown))}{self.style(more, dim=True)}\n"

    # ------------------------------------------------------------------ what was examined

    def examined(self, outcome: Outcome) -> Iterator[str]:
        by = {s: [r for r in outcome.runs if r.status is s] for s in Status}
        ran, nothing = len(by[Status.RAN]), by[Status.NOTHING]
        head = f"{ran} {'check' if ran == 1 else 'checks'} ran"
        if nothing and not self.context.verbose:
            head += f", {len(nothing)} had nothing to look at (-v names them)"
        yield from self.wrap(f"{head}.", "", dim=True)
        if nothing and self.context.verbose:
            yield from self.wrap("Nothing to look at: " + ", ".join(r.name for r in nothing) + ".", "", dim=True)
        for run in by[Status.CANNOT]:
            yield from self.wrap(f"Cannot check {run.name}: {run.reason}.", "", dim=True)
        for run in by[Status.CRASHED]:
            yield self.style(f"{run.name} ({run.check}) crashed: {run.reason.strip().splitlines()[-1]}", "red", bold=True) + "\n"

    def fixed(self, outcome: Outcome) -> Iterator[str]:
        """Findings of the baseline that are gone, a line each."""
        if not outcome.fixed:
            return
        yield self.style("fixed", "green", bold=True) + self.style(" since the baseline", dim=True) + "\n"
        for row in outcome.fixed if self.context.verbose else outcome.fixed[:FIXED]:
            id = f" {row.about[0].id}" if row.about and row.about[0].id and row.about[0].kind != "cell" else ""
            yield from self.wrap(f"{row.name} {row.check}{id}: {row.message}", "  ", dim=True)
        if len(outcome.fixed) > FIXED and not self.context.verbose:
            yield from self.wrap(f"and {len(outcome.fixed) - FIXED} more", "  ", dim=True)
        yield "\n"

    def statistics(self, outcome: Outcome) -> Iterator[str]:
        found = {r.check: sum(f.check == r.check for f in outcome.findings) for r in outcome.runs}
        yield self.style(f"{'check':32} {'examined':>9} {'findings':>9} {'ms':>7}  status", bold=True) + "\n"
        for run in outcome.runs:
            status = run.status.value + (f": {run.reason.strip().splitlines()[-1]}" if run.reason else "")
            counted = f"{run.examined:>9} {found[run.check]:>9} {run.seconds * 1000:>7.1f}"
            yield f"{run.check} {run.name:26} {counted}  {self.style(status, dim=True)}\n"
        yield "\n"

    def verdict(self, outcome: Outcome) -> str:
        counts = {s: outcome.count(s) for s in Severity}
        parts = [
            self.style(
                f"{counts[s]} {word if counts[s] == 1 or s is Severity.INFO else word + 's'}",
                COLORS[s.value] if counts[s] else None,
                bold=bool(counts[s]),
            )
            for s, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "for information"))
        ]
        kinds = (("claim", "claim"), ("source", "source"), ("table", "table"), ("section", "section"))
        seen = [f"{n:,} {word if n == 1 else word + 's'}" for kind, word in kinds if (n := self.context.counts.get(kind, 0))]
        apart = [f"{outcome.suppressed} suppressed"] if outcome.suppressed else []
        if outcome.fixed is not None:
            apart += [f"{outcome.unchanged} in the baseline", f"{len(outcome.fixed)} fixed"]
        return ", ".join(parts) + self.style(f" in {', '.join(seen) or 'a text without claims and sources'}{'; ' if apart else ''}{', '.join(apart)}", dim=True)


def _by_side(places: tuple[About, ...]) -> dict[str, list[About]]:
    """Places by the side they speak for, each line once."""
    found: dict[str, list[About]] = {}
    for about in places:
        if about.side:
            group = found.setdefault(about.side, [])
            if all((a.place.path, a.place.line, a.text) != (about.place.path, about.place.line, about.text) for a in group):
                group.append(about)
    return found
