"""Node-link JSON: every node and edge with its type and plain fields, as networkx and D3 read it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.config import Config
from kg.graph import ClaimGraph

NAME = "nodelink"
SUFFIX = ".json"


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """The document, one line for each node and edge, in the order of the graph.

    ``networkx.node_link_graph(data, edges="edges")`` reads it.  The identifier within the report
    is called ``name``, because ``id`` is that of the whole graph.
    """
    view = graph.networkx()
    yield '{"directed": true, "multigraph": true, "graph": {}, "nodes": ['
    comma = "\n"
    for node, fields in view.nodes(data=True):
        yield comma + _json({"id": node, "name": fields["id"], **{k: v for k, v in fields.items() if k != "id"}})
        comma = ",\n"
    yield '\n], "edges": ['
    comma = "\n"
    for source, target, key, fields in view.edges(keys=True, data=True):
        yield comma + _json({"source": source, "target": target, "key": key, **fields})
        comma = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
