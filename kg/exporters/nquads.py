"""N-Quads: N-Triples with the report's graph as fourth term."""

from __future__ import annotations

from collections.abc import Iterator

from kg import rdf, rdfterms
from kg.config import Config
from kg.graph import ClaimGraph

NAME = "nquads"
SUFFIX = ".nq"


def export(graph: ClaimGraph, config: Config, reify: bool = False) -> Iterator[str]:
    """The lines of each node as one piece."""
    for iri, report, pairs in rdf.subjects(graph, config, reify=reify):
        end = f"<{rdfterms.graph_iri(report, config)}> .\n"
        yield "".join([f"{iri} {predicate} {value} {end}" for predicate, value in pairs])
