"""Graphs of a chosen size, and pages of them: ours and those of its peers, as each comes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.config import Config
from kg.graph import ClaimGraph

_SECTIONS = 8
_WORDS = "market revenue users paying growth share models hosted price region partner launch funding team risk".split()


@dataclass(frozen=True, slots=True)
class Input:
    """A graph with the configuration it is exported with, and what of it peers draw."""

    name: str
    graph: ClaimGraph
    config: Config
    nodes: list[tuple[str, str, str]]
    """Name, type and text."""
    edges: list[tuple[str, str]]


def seed(path: str) -> Input:
    """A report that was read and checked as ``kg export`` does it."""
    from kg.cli import _shared

    graph, config, _, _ = _shared.load_checked([path], None)
    return _input("seed", graph, config)


def invented(size: int) -> Input:
    """A report of about ``size`` claims and sources in eight sections, one claim in fifty contradicted."""
    from kg import evidence
    from kg.model import Citation, Claim, Confidence, Place, Report, Section, Source

    def number(*of: object) -> int:
        return int.from_bytes(hashlib.blake2b(repr(of).encode(), digest_size=6).digest(), "big")

    def place(line: int) -> Place:
        return Place("report.md", line, 1, line, 80)

    claims, sources = int(size * 0.56), size - int(size * 0.56)
    sections = tuple(Section(str(s + 1), f"Chapter {s + 1}", 1, place(s + 1), str(s + 1)) for s in range(_SECTIONS))
    per_section = max(1, sources // _SECTIONS)
    levels = tuple(Confidence)

    def cited(claim: int) -> Iterator[str]:
        home = claim % _SECTIONS
        for turn in range(1 + number("n", claim) % 3):
            # A few sources of each section are cited again and again, as in real reports.
            drawn = number("s", claim, turn) % per_section
            yield f"S{min(sources - 1, home * per_section + (drawn % 7 if drawn % 3 == 0 else drawn))}"

    made = Report(
        "invented",
        "report.md",
        "markdown",
        f"Invented report of {size:,} nodes",
        "Acme",
        True,
        language="en",
        sections=sections,
        claims=tuple(
            Claim(
                f"C{i}",
                " ".join(_WORDS[number("w", i, k) % len(_WORDS)] for k in range(14)) + f" {number('v', i) % 900 + 10} in 2024.",
                place(100 + i),
                place(100 + i),
                levels[number("l", i) % len(levels)],
                "",
                tuple(Citation(s, place(100 + i)) for s in dict.fromkeys(cited(i))),
                section=str(i % _SECTIONS + 1),
                in_text=True,
            )
            for i in range(claims)
        ),
        sources=tuple(
            Source(
                f"S{i}",
                f"Publisher {number('p', i) % max(8, size // 25)}",
                f"Page {i} on {_WORDS[i % len(_WORDS)]}",
                place(90000 + i),
            )
            for i in range(sources)
        ),
    )
    config = Config(subject="Acme")
    graph = ClaimGraph([made], {made.id: evidence.publishers(made, config)})
    graph.add_findings(_findings(claims, number, place))
    return _input(f"{size:,}", graph, config)


def _findings(claims: int, number: Callable[..., int], place: Callable) -> Iterator:
    from kg.findings import About, Certainty, Finding, Severity

    for n in range(claims // 50):
        a, b = number("a", n) % claims, number("b", n) % claims
        if a == b:
            continue
        about = tuple(About("claim", f"C{i}", place(100 + i), f"claim {i}", "invented", side) for i, side in ((a, "1"), (b, "2")))
        severity = Severity.ERROR if n % 3 == 0 else Severity.WARNING
        words = f"users: {a} versus {b}"
        yield Finding("KG301", "figures-disagree", "figures-disagree", severity, Certainty.HIGH, words, about, {}, f"{n:016x}")


def _input(name: str, graph: ClaimGraph, config: Config) -> Input:
    shown = [k for type in ("claim", "source") for k, _ in graph.of_type(type)]
    known = set(shown)
    texts = {k: getattr(graph.nodes[k], "statement", "") or getattr(graph.nodes[k], "title", "") for k in shown}
    edges = {(str(e.source), str(e.target)) for e in graph.edges if e.source in known and e.target in known}
    return Input(name, graph, config, [(str(k), k.type, texts[k]) for k in shown], sorted(edges))


# --------------------------------------------------------------------------- pages


def ours(given: Input, folder: Path) -> Path:
    from kg.exporters import html

    path = folder / f"kg-{given.name}.html"
    path.write_text("".join(html.export(given.graph, given.config)), encoding="utf-8")
    return path


def pyvis_as_it_comes(given: Input, folder: Path) -> Path:
    """Defaults but for the resources, which are asked for in line so that it has a chance offline."""
    from pyvis.network import Network

    if len(given.nodes) > 20_000:
        raise OverflowError("add_edge looks through all edges there are: over 20,000 nodes are left out")
    network = Network(directed=True, cdn_resources="in_line")
    for name, type, text in given.nodes:
        network.add_node(name, label=name.rsplit("'", 2)[-2], title=text, group=type)
    for a, b in given.edges:
        network.add_edge(a, b)
    path, before = folder / f"pyvis-{given.name}.html", Path.cwd()
    os.chdir(folder)  # it writes lib/ into the working folder
    try:
        path.write_text(network.generate_html(), encoding="utf-8")
    finally:
        os.chdir(before)
    return path


def gravis_vis(given: Input, folder: Path) -> Path:
    return _gravis(given, folder, "vis")


def gravis_d3(given: Input, folder: Path) -> Path:
    return _gravis(given, folder, "d3")


def _gravis(given: Input, folder: Path, kind: str) -> Path:
    import gravis
    import networkx

    graph = networkx.DiGraph()
    for name, type, text in given.nodes:
        graph.add_node(name, hover=text, color={"claim": "#12715b"}.get(type, "#566582"))
    graph.add_edges_from(given.edges)
    path = folder / f"gravis-{kind}-{given.name}.html"
    path.write_text(getattr(gravis, kind)(graph).to_html_standalone(), encoding="utf-8")
    return path


_CYTOSCAPE = """<!doctype html><meta charset="utf-8"><title>cytoscape.js</title>
<style>body {{ margin: 0 }} #graph {{ width: 100vw; height: 100vh }}</style><div id="graph"></div>
<script>{library}</script>
<script>cytoscape({{ container: document.getElementById("graph"), elements: {elements},
  style: [{{ selector: "edge", style: {{ width: 1, "curve-style": "straight" }} }}] }});</script>"""


def cytoscape(library: Path | None) -> Callable[[Input, Path], Path]:
    """Its default layout, a grid; ``library`` is ``dist/cytoscape.min.js`` of the npm package."""

    def page(given: Input, folder: Path) -> Path:
        if library is None:
            raise ImportError("give --cytoscape dist/cytoscape.min.js of the npm package")
        elements = [{"data": {"id": n}} for n, _, _ in given.nodes] + [
            {"data": {"source": a, "target": b}} for a, b in given.edges
        ]
        path = folder / f"cytoscape-{given.name}.html"
        text = _CYTOSCAPE.format(
            library=library.read_text(encoding="utf-8"), elements=json.dumps(elements).replace("<", "\\u003c")
        )
        path.write_text(text, encoding="utf-8")
        return path

    return page
