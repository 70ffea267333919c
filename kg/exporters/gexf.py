"""GEXF 1.2: the graph for Gephi, every node and edge with its type and plain fields."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from kg import patterns as re
from kg.config import Config
from kg.exporters._plain_graph import plain_graph
from kg.graph import ClaimGraph

NAME = "gexf"
SUFFIX = ".gexf"


_DATE = re.compile(r' lastmodifieddate="[^"]*"')


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """Yield the document; nodes and edges in the order of the graph.

    The day of writing is left out of the head: the same graph gives the same bytes.
    """
    from networkx import write_gexf

    view = plain_graph(graph)
    for _, fields in view.nodes(data=True):
        # The writer takes a field called id for the identity of the node, which is the whole name.
        fields["name"] = fields.pop("id")
    for _, _, fields in view.edges(data=True):
        # In GEXF the type of an edge means directed or not, and the label what it is.
        fields["label"] = fields.pop("type")
    buffer = BytesIO()
    write_gexf(view, buffer, version="1.2draft")
    yield _DATE.sub("", buffer.getvalue().decode("utf-8"), count=1)
    yield "\n"
