"""What was read, counted: the figures of ``kg stats``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from kg import quality
from kg.candidates import Context
from kg.config import Config
from kg.evidence import independence
from kg.graph import ClaimGraph
from kg.model import Confidence, Report
from kg.terminal import one_line

UNSTATED = "unstated"
"""Key of claims without a stated confidence."""


def count(graph: ClaimGraph, config: Config | None = None) -> dict:
    """Everything ``kg stats --format json`` prints, as plain dictionaries, lists, numbers and texts.

    ``nodes`` and ``edges`` count by type, zeros included.  ``quantities`` is the number of written
    figures in the statements of claims, the sentences, the cells and the cover facts.
    ``unread`` is the number of non-empty lines that became no typed node.  ``rows`` of a table
    are its body rows, ``uncertain`` those whose division into cells is a guess.  ``chapters``
    are the numbered sections of level 1.

    ``coverage`` counts claims that name a source, whose evidence holds a quote, whose sources
    have two publishers or more after merging, and that anything but another claim cites; and
    sources that anything cites.

    ``score`` says by report how much stands on evidence, ``to_find`` which sources would help
    most (:mod:`kg.quality`).
    """
    nodes, edges = graph.counts()
    context = Context.of(graph, config or Config())
    return {
        "reports": [_report(r) for r in graph.reports],
        "nodes": nodes,
        "edges": edges,
        "quantities": sum(_quantities(r) for r in graph.reports),
        "observations": nodes["observation"],
        "unread": sum(len(_unread_lines(r)) for r in graph.reports),
        "confidence": _confidence(graph),
        "coverage": _coverage(graph),
        "score": [
            {
                "report": r.id,
                "measures": [asdict(m) for m in quality.score(context, r)],
                "to_find": [asdict(w) for w in quality.wanted(context, r)],
            }
            for r in graph.reports
            if r.claims
        ],
    }


def _report(report: Report) -> dict:
    return {
        "path": report.path,
        "title": report.title,
        "format": report.format,
        "understood": list(report.understood),
        "chapters": sum(s.level == 1 and s.number is not None for s in report.sections),
        "sections": [{"number": s.number, "title": s.title, "line": s.place.line} for s in report.sections],
        "tables": [
            {"caption": t.caption, "line": t.place.line, "rows": len(t.rows), "columns": t.columns, "uncertain": t.uncertain}
            for t in report.tables
        ],
    }


def _unread_lines(report: Report) -> set[tuple[str, int]]:
    return {(p.path, line) for p in report.unread for line in range(p.line, p.end_line + 1)}


def _quantities(report: Report) -> int:
    from kg.quantities import detect_style, extract

    style = detect_style("\n".join(d.text for d in report.documents))
    return sum(len(extract(text, style)) for text in _texts(report))


def _texts(report: Report) -> Iterator[str]:
    # A sentence that is a claim by its own references is in both lists and stands once in the text.
    yield from (c.statement for c in report.claims if not c.in_text)
    yield from (s.text for p in report.passages for s in p.sentences)
    yield from (c.text for t in report.tables for row in (t.header, *t.rows) for c in row)
    yield from (f.value for f in report.cover)


def _confidence(graph: ClaimGraph) -> dict[str, int]:
    stated = [c.confidence.value if c.confidence else UNSTATED for _, c in graph.of_type("claim")]
    return {label: stated.count(label) for label in (*(c.value for c in Confidence), UNSTATED)}


def _coverage(graph: ClaimGraph) -> dict[str, int]:
    found = dict.fromkeys(
        ("claims_with_source", "claims_with_quote", "claims_with_two_publishers", "claims_cited", "sources_cited"), 0
    )
    for key, _ in graph.of_type("claim"):
        sources = dict.fromkeys(e.target for e in graph.out(key, "cites") if e.target.type == "source")
        published = {graph.nodes[s].id: graph.nodes[e.target] for s in sources for e in graph.out(s, "published-by")}
        links = [graph.nodes[e.source] for e in graph.into(key, "supports", "disputes")]
        found["claims_with_source"] += bool(sources)
        found["claims_with_quote"] += any(link.quote for link in links)
        found["claims_with_two_publishers"] += independence([graph.nodes[s] for s in sources], published, {}).count > 1
        found["claims_cited"] += any(
            e.source.type not in ("claim", "evidence", "observation", "risk") for e in graph.into(key, "cites")
        )
    for key, _ in graph.of_type("source"):
        found["sources_cited"] += bool(graph.into(key, "cites"))
    return found


# --------------------------------------------------------------------------- for people


def text(counted: dict) -> str:
    """The counts as a short page for a person."""
    return "\n".join(_lines(counted)) + "\n"


def _lines(counted: dict) -> Iterator[str]:
    nodes, covered = counted["nodes"], counted["coverage"]
    for report in counted["reports"]:
        yield from _report_lines(report)
        yield ""
    if nodes["claim"]:
        yield f"{_of(nodes['claim'], 'claim')}, {_of(nodes['source'], 'source')}, {_of(nodes['publisher'], 'publisher')}"
        stated = ", ".join(f"{n} {label}" for label, n in counted["confidence"].items() if n)
        yield f"  stated confidence: {stated}"
        for key, words in (
            ("claims_with_source", "name a source"),
            ("claims_with_two_publishers", "rest on two publishers or more"),
            ("claims_with_quote", "rest on a source with a quote"),
            ("claims_cited", "are cited in the text"),
        ):
            yield f"  {_share(covered[key], nodes['claim'])} {words}"
        yield f"  {_share(covered['sources_cited'], nodes['source'])} sources are cited"
        yield ""
    for scored in counted["score"]:
        yield from _score_lines(scored, len(counted["score"]) > 1)
    for name in ("nodes", "edges"):
        yield f"{name:6} {sum(counted[name].values()):>7,}"
        yield from _columns(counted[name])
        yield ""
    yield f"figures read  {counted['quantities']:,}"
    yield f"observations  {counted['observations']:,}"
    yield f"lines unread  {counted['unread']:,}" + (
        "" if not counted["unread"] else "  (kg check --select unread-line shows them)"
    )


def _score_lines(scored: dict, named: bool) -> Iterator[str]:
    yield "what stands on evidence" + (f" in {scored['report']}" if named else "")
    for measure in scored["measures"]:
        yield (
            f"  {_share(measure['count'], measure['of'])} {measure['label']}"
            if measure["of"]
            else f"  {measure['count']:>5,} {measure['label']}"
        )
    yield ""
    if scored["to_find"]:
        yield "sources to find first"
        for want in scored["to_find"]:
            claims = want["claims"]
            named_claims = ", ".join(claims[:5]) + (f" and {len(claims) - 5} more" if len(claims) > 5 else "")
            yield f"  {one_line(want['topic'])}: an independent source for {named_claims} (now {one_line(want['now'])})"
        yield ""


def _report_lines(report: dict) -> Iterator[str]:
    sections, tables = len(report["sections"]), report["tables"]
    yield one_line(report["title"] or report["path"])
    yield f"  {one_line(report['path'])} ({report['format']})"
    yield from (f"  read: {one_line(words)}" for words in report["understood"])
    parts = [_of(report["chapters"], "chapter")] if report["chapters"] else []
    parts += [_of(sections, "section"), _of(len(tables), "table")]
    yield "  " + ", ".join(parts)
    for table in tables:
        guessed = f", {table['uncertain']} divided into cells by guess" if table["uncertain"] else ""
        yield f"    line {table['line']:>5}  {table['rows']:>3} × {table['columns']:<3} {one_line(table['caption'])}{guessed}"


def _columns(counts: dict[str, int]) -> Iterator[str]:
    shown = [f"{name} {n:,}" for name, n in counts.items() if n]
    for i in range(0, len(shown), 4):
        yield ("  " + "".join(f"{one:22}" for one in shown[i : i + 4])).rstrip()


def _share(part: int, whole: int) -> str:
    percent = f" ({100 * part // whole} %)" if whole else ""
    return f"{part:>5,} of {whole:,}{percent}"


def _of(n: int, word: str) -> str:
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"
