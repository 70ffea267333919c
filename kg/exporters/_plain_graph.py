"""The networkx view in the shape that XML formats of graphs can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import patterns as re
from kg.graph import ClaimGraph

if TYPE_CHECKING:
    import networkx

# What XML 1.0 cannot hold at all, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAME_TYPE = {"line": int, "column": int, "level": int, "row": int, "confidence": str, "certain": bool}


def plain_graph(graph: ClaimGraph) -> networkx.MultiDiGraph:
    """A directed multigraph whose fields have one type per name and hold only characters of XML.

    A character that XML cannot hold becomes U+FFFD.
    """
    import networkx as nx

    view = graph.networkx()
    plain = nx.MultiDiGraph()
    for name, fields in view.nodes(data=True):
        plain.add_node(_text(name), **_fields(fields))
    for number, (source, target, fields) in enumerate(view.edges(data=True)):
        plain.add_edge(_text(source), _text(target), key=number, **_fields(fields))
    return plain


def _fields(fields: dict[str, object]) -> dict[str, object]:
    return {name: _value(name, value) for name, value in fields.items()}


def _value(name: str, value: object) -> object:
    kind = _SAME_TYPE.get(name)
    if kind in (int, bool) and isinstance(value, kind):
        return value
    return _text(str(value))


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
