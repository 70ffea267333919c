"""Nanopublications in TriG: each claim with what it rests on, to be published and cited by itself.

Four graphs for each claim, as the guidelines of nanopublications want them: the head, what the report
asserts, where that comes from (the report, the evidence and its sources), and what is known of the
publication itself.  Who publishes, and when, is theirs to add; trusty URIs are made by the tools that sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import rdf, rdfterms
from kg.config import Config
from kg.exporters.turtle import Shortener
from kg.graph import ClaimGraph, Key
from kg.rdfterms import TYPE, kg

NAME = "nanopub"
SUFFIX = ".trig"

_NP, _PROV = "http://www.nanopub.org/nschema#", "http://www.w3.org/ns/prov#"
_ASSERTED = {TYPE, *(kg(name) for name in ("id", "statement", "confidence", "confidenceText", "inReport", "derivedFrom", "cites"))}
_PARTS = ("assertion", "provenance", "pubinfo")
_HAS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """The head, then the four graphs of each claim as one piece."""
    short = Shortener(config, {"np": _NP, "prov": _PROV})
    said = {subject.iri: subject for subject in rdf.subjects(graph, config)}
    yield short.head
    for key, _ in sorted(graph.of_type("claim"), key=lambda found: found[0]):
        yield _claim(key, graph, config, short, said)


def _claim(key: Key, graph: ClaimGraph, config: Config, short: Shortener, said: dict[str, rdf.Subject]) -> str:
    """The four graphs of a claim."""

    def iri(of: Key) -> str:
        return f"<{rdfterms.node_iri(of, config)}>"

    claim, report = iri(key), iri(Key(key.report, "report", key.report))
    whole = iri(Key(key.report, "nanopub", key.id))
    part = {name: f"{whole[:-1]}/{name}>" for name in ("head", *_PARTS)}
    lines = sorted(edge.source for edge in graph.into(key, "supports", "disputes"))
    sources = sorted({edge.target for line in lines for edge in graph.out(line, "derived-from")})
    head = [(TYPE, f"<{_NP}Nanopublication>"), *((f"<{_NP}{has}>", part[name]) for has, name in zip(_HAS, _PARTS, strict=True))]
    asserted = [pair for pair in said[claim].pairs if pair[0] in _ASSERTED]
    origin = [(f"<{_PROV}wasQuotedFrom>", report), *((f"<{_PROV}wasDerivedFrom>", iri(source)) for source in sources)]
    graphs = {
        "head": [(whole, head)],
        "assertion": [(claim, asserted)],
        "provenance": [(part["assertion"], origin), *((iri(node), said[iri(node)].pairs) for node in (*lines, *sources))],
        "pubinfo": [(whole, [(kg("inReport"), report), (rdfterms.LABEL, rdfterms.text(f"claim {key.id}"))])],
    }
    return "".join(
        f"\n{short.term(part[name])} {{\n{''.join(short.block(node, pairs, '    ') for node, pairs in blocks)}}}\n"
        for name, blocks in graphs.items()
    )
