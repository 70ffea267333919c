"""N-Triples: one triple a line, sorted, for tools that read and compare by line."""

from __future__ import annotations

from collections.abc import Iterator

from kg import rdf
from kg.config import Config
from kg.graph import ClaimGraph

NAME = "ntriples"
SUFFIX = ".nt"


def export(graph: ClaimGraph, config: Config, reify: bool = False) -> Iterator[str]:
    """The lines of each node as one piece."""
    for iri, _, pairs in rdf.subjects(graph, config, reify=reify):
        yield "".join([f"{iri} {predicate} {value} .\n" for predicate, value in pairs])
