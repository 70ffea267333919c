"""TriG: Turtle with one named graph per report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kg import rdf, rdfterms
from kg.config import Config
from kg.exporters.turtle import Shortener
from kg.graph import ClaimGraph

NAME = "trig"
SUFFIX = ".trig"


def export(graph: ClaimGraph, config: Config, reify: bool = False) -> Iterator[str]:
    """The head, then one piece per node between the braces of its report."""
    short = Shortener(config)
    yield short.head
    by_report = sorted(rdf.subjects(graph, config, reify=reify), key=lambda subject: subject.report)
    for report, subjects in groupby(by_report, key=lambda subject: subject.report):
        yield f"\n{short.term(f'<{rdfterms.graph_iri(report, config)}>')} {{\n"
        for iri, _, pairs in subjects:
            yield short.block(iri, pairs, "    ")
        yield "}\n"
