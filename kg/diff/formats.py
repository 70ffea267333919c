"""A difference as text for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from kg.diff.model import TOPICS, Change, Difference, Side
from kg.findings import Finding
from kg.reporters import ReportContext
from kg.reporters import json as findings_as_json
from kg.terminal import COLORS, Printer, one_line, shorten

HEADINGS = {
    "report": "reports",
    "claim": "claims",
    "confidence": "confidence",
    "figure": "figures",
    "source": "sources",
    "evidence": "evidence of claims",
    "quote": "quotes",
    "citation": "citations in the text",
    "table": "tables, figures unchanged",
    "text": "text, figures unchanged",
}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_COLORS = {"added": "green", "removed": "red", "changed": "yellow"}


def counts(found: Difference) -> dict[str, dict[str, int]]:
    """How many changes of each topic and kind there are, and findings by what became of them."""
    table = {t: {k: sum(c.kind == k for c in found.of(t)) for k in SIGNS} for t in TOPICS}
    findings = {"new": found.new_findings, "fixed": found.fixed_findings, "unchanged": found.unchanged_findings}
    return table | {"findings": {k: len(v) for k, v in findings.items()}}


# --------------------------------------------------------------------------- terminal


def text(found: Difference, context: ReportContext) -> Iterator[str]:
    """Changes by topic, old and new side by side; then findings that are new or fixed."""
    page = _Page(context.color, context.width)
    for topic in TOPICS:
        rows = list(found.of(topic))
        if not rows or (topic == "text" and not context.verbose):
            continue
        yield page.style(HEADINGS[topic], bold=True) + page.style(f" · {len(rows)}", dim=True) + "\n"
        for row in rows:
            yield from page.change(row)
        yield "\n"
    for title, findings in (("new findings", found.new_findings), ("fixed findings", found.fixed_findings)):
        if findings:
            yield page.style(title, bold=True) + page.style(f" · {len(findings)}", dim=True) + "\n"
            yield from page.findings(findings, context.verbose)
            yield "\n"
    yield from page.wrap(summary(found))


class _Page(Printer):
    def change(self, row: Change) -> Iterator[str]:
        sign = self.style(SIGNS[row.kind], _COLORS[row.kind], bold=True)
        side = row.new or row.old
        where = f"{side.place.path}:{side.place.line}" if side and side.place else ""
        name = self.style(one_line(row.id), bold=True) + "  " if row.id else ""
        brief = _brief(row)
        told = self.style(one_line(brief or _figures(row)), _COLORS[row.kind])
        yield f"  {sign} {name}{told}{'  ' if told else ''}{self.style(where, 'blue')}\n"
        for mark, one in (("-", row.old), ("+", row.new)):
            if one is not None and one.text and not brief:
                # Both sides carry their sign only where there are two.
                lead = f"      {mark} " if row.kind == "changed" else "      "
                yield from self.wrap(shorten(one.text, 2 * self.width), lead, "        ", dim=row.kind != "changed")

    def findings(self, rows: Sequence[Finding], verbose: bool) -> Iterator[str]:
        shown = [f for f in rows if verbose or f.severity.value != "info"]
        for row in sorted(shown, key=lambda f: (-f.severity.rank, f.order)):
            first = row.about[0] if row.about else None
            where = f"{first.place.path}:{first.place.line}" if first else ""
            head = self.style(row.severity.value, COLORS[row.severity.value], bold=True)
            yield f"  {head} {self.style(row.name, bold=True)} {self.style(row.check, dim=True)}  {self.style(where, 'blue')}\n"
            yield from self.wrap(row.message, "      ")
        if len(shown) < len(rows):
            yield self.style(f"  and {len(rows) - len(shown)} for information (-v shows them)", dim=True) + "\n"


def _figures(row: Change) -> str:
    return "; ".join(f"{a or '(none)'} → {b or '(none)'}" if row.kind == "changed" else (a or b) for a, b in row.figures)


def _brief(row: Change) -> str:
    """Old and new on one line, where both are short; nothing otherwise."""
    texts = [side.text for side in (row.old, row.new) if side is not None]
    if row.kind != "changed" or len(row.figures) > 1 or sum(map(len, texts)) > 70:
        return ""
    return " → ".join(texts)


def summary(found: Difference) -> str:
    """One line: what changed, in numbers."""
    table = counts(found)
    parts = []
    for topic in TOPICS:
        told = ", ".join(f"{n} {kind}" for kind, n in table[topic].items() if n)
        if told:
            parts.append(f"{HEADINGS[topic]}: {told}")
    findings = table["findings"]
    parts.append(f"findings: {findings['new']} new, {findings['fixed']} fixed, {findings['unchanged']} unchanged")
    return "; ".join(parts if len(parts) > 1 else ["no change", *parts])


# --------------------------------------------------------------------------- Markdown


def markdown(found: Difference, context: ReportContext) -> Iterator[str]:
    """The same for a comment on a change: one table a topic, findings as a list."""
    yield f"# {_cell(found.old)} → {_cell(found.new)}\n\n{_cell(summary(found))}\n"
    for topic in TOPICS:
        rows = list(found.of(topic))
        if not rows or (topic == "text" and not context.verbose):
            continue
        yield f"\n## {HEADINGS[topic].capitalize()}\n\n| | what | old | new | where |\n| --- | --- | --- | --- | --- |\n"
        for row in rows:
            what = " ".join(filter(None, (f"**{_cell(row.id)}**" if row.id else "", _cell(_figures(row)))))
            yield f"| {row.kind} | {what} | {_said(row.old)} | {_said(row.new)} | {_where(row.new or row.old)} |\n"
    for title, rows in (("New findings", found.new_findings), ("Fixed findings", found.fixed_findings)):
        if rows:
            yield f"\n## {title}\n\n"
            for row in sorted(rows, key=lambda f: (-f.severity.rank, f.order)):
                place = row.about[0].place if row.about else None
                where = f" ({_cell(place.path)}:{place.line})" if place else ""
                yield f"- **{row.severity.value}** `{row.name}` {row.check}{where}: {_cell(row.message)}\n"


def _said(side: Side | None) -> str:
    return _cell(shorten(side.text, 300)) if side else ""


def _where(side: Side | None) -> str:
    return f"{_cell(side.place.path)}:{side.place.line}" if side and side.place else ""


def _cell(text: str) -> str:
    """Text that stays in its cell and means nothing to Markdown or HTML."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    for sign in "\\`*_[]|~":
        plain = plain.replace(sign, "\\" + sign)
    return plain


# --------------------------------------------------------------------------- JSON


def as_json(found: Difference, context: ReportContext) -> Iterator[str]:
    """Everything as data, one change or finding a line."""
    yield '{"version": 1, "tool": ' + json.dumps({"name": "kg", "version": context.version})
    yield ', "old": ' + _dump(found.old) + ', "new": ' + _dump(found.new)
    yield ',\n "changes": ' + _lines(_change(c) for c in found.changes)
    yield ',\n "findings": {'
    for name, rows in (("new", found.new_findings), ("fixed", found.fixed_findings), ("unchanged", found.unchanged_findings)):
        yield ("" if name == "new" else ",") + f'\n  "{name}": ' + _lines(map(findings_as_json.finding, rows))
    yield '},\n "summary": ' + json.dumps(counts(found)) + "}\n"


def _lines(rows: Iterable[dict]) -> str:
    return "[" + ",".join("\n  " + _dump(row) for row in rows) + "]"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _change(one: Change) -> dict:
    return {
        "topic": one.topic,
        "change": one.kind,
        "id": one.id or None,
        "figures": [{"old": a or None, "new": b or None} for a, b in one.figures],
        "old": _plain(one.old),
        "new": _plain(one.new),
    }


def _plain(side: Side | None) -> dict | None:
    if side is None:
        return None
    place = side.place
    return {"text": side.text} | ({"path": place.path, "line": place.line, "column": place.column} if place else {})


FORMATS = {"text": text, "markdown": markdown, "json": as_json}
