"""GraphML: every node and edge with its type and plain fields, for Gephi, yEd, igraph and networkx."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from kg.config import Config
from kg.exporters._plain_graph import plain_graph
from kg.graph import ClaimGraph

NAME = "graphml"
SUFFIX = ".graphml"


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """Yield the document; nodes and edges in the order of the graph."""
    from networkx import write_graphml_xml

    # Written whole: the writer that yields lines also breaks texts at their own line separators.
    buffer = BytesIO()
    write_graphml_xml(plain_graph(graph), buffer, named_key_ids=True)
    yield buffer.getvalue().decode("utf-8")
    yield "\n"
