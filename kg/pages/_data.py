"""Pages of risks, metrics, observations, findings and whole reports."""

from __future__ import annotations

from collections.abc import Iterator

from kg.candidates import line_text
from kg.findings import Finding
from kg.graph import Key
from kg.model import Metric, Observation, Report, Risk
from kg.pages._sheet import MANY, Sheet, count
from kg.terminal import COLORS


def risk(sheet: Sheet, key: Key, node: Risk) -> Iterator[str]:
    yield from sheet.fields(node.attributes)
    yield from sheet.listed("claims it rests on", [e.target for e in sheet.graph.out(key, "about", "cites")])


def metric(sheet: Sheet, key: Key, node: Metric) -> Iterator[str]:
    keys = [e.source for e in sheet.graph.into(key, "part-of")]
    header = ["subject", "value", "period", "scope", "stated by", "at"]
    rows = [header]
    for k in keys:
        one = sheet.graph.nodes[k]
        scope = ", ".join(v for _, v in one.scope)
        stated = ", ".join(dict.fromkeys(c.target for c in one.claims)) or (one.carrier[1] if one.carrier[0] != "metric" else "")
        rows.append([one.subject, one.value, one.period_text, scope, stated, sheet.spot(one.place)])
    yield sheet.head("observations", str(len(keys)))
    yield from sheet.grid(rows)


def observation(sheet: Sheet, key: Key, node: Observation) -> Iterator[str]:
    scope = ", ".join(f"{k} {v}".strip() for k, v in node.scope)
    yield from sheet.fields([("period", node.period_text), ("scope", scope), ("role", node.role)])
    if node.confidence < 1:
        yield from sheet.wrap(f"read with a certainty of {node.confidence:.0%}", "  ", dim=True)
    yield from sheet.listed("metric", [e.target for e in sheet.graph.out(key, "part-of") if e.target.type == "metric"])
    yield from sheet.listed("stated by", [e.target for e in sheet.graph.out(key, "derived-from", "cites")])


def finding(sheet: Sheet, key: Key, node: Finding) -> Iterator[str]:
    yield "\n"
    yield from sheet.finding_lines(node, key)
    yield from sheet.listed("about", [e.target for e in sheet.graph.out(key, "about")])


def report(sheet: Sheet, key: Key, node: Report) -> Iterator[str]:
    certain = "" if node.subject_certain else " (taken from the title)"
    yield from sheet.fields(
        [
            ("path", node.path),
            ("format", node.format),
            ("subject", node.subject and node.subject + certain),
            ("as of", node.as_of),
        ]
    )
    kinds = (
        ("claim", node.claims),
        ("source", node.sources),
        ("section", node.sections),
        ("table", node.tables),
        ("risk", node.risks),
    )
    yield from sheet.wrap(", ".join(count(len(items), kind) for kind, items in kinds if items), "  ")
    sections = [e.source for e in sheet.graph.into(key, "part-of") if e.source.type == "section"]
    yield from sheet.listed("sections", sections, many=40)
    found = [f for k, f in sheet.graph.of_type("finding", key.report)]
    counts = {s: sum(f.severity.value == s for f in found) for s in COLORS}
    yield sheet.head("findings", ", ".join(f"{n} {s}" for s, n in counts.items() if n) or "none")
    for place in node.unread[:MANY]:
        yield from sheet.wrap(f"unread {sheet.spot(place)}: {line_text(node, place)}", "  ", "    ")
