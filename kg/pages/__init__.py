"""The page of one node: what it says, what it rests on, what falls if it is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from kg.config import Config
from kg.graph import ClaimGraph, Key
from kg.pages import _data, _evidence, _text
from kg.pages._sheet import Sheet

_PAGES = {
    "claim": _evidence.claim,
    "source": _evidence.source,
    "publisher": _evidence.publisher,
    "evidence": _evidence.link,
    "section": _text.section,
    "table": _text.table,
    "risk": _data.risk,
    "metric": _data.metric,
    "observation": _data.observation,
    "finding": _data.finding,
    "report": _data.report,
}
"""What only the page of that type has; every other type is text."""


def page(graph: ClaimGraph, config: Config, key: Key, *, color: bool, width: int) -> Iterator[str]:
    """What ``kg show`` prints for a node: chunks of text, line ends included.

    ``graph`` should hold the findings (:meth:`kg.graph.ClaimGraph.add_findings`); without them
    the page lists none.  Raises ``KeyError`` when the graph has no such node.
    """
    sheet, node = Sheet(graph, config, color, width), graph.nodes[key]
    yield from sheet.top(key)
    yield from _PAGES.get(key.type, _text.text)(sheet, key, node)
    if key.type != "claim":
        yield from sheet.findings(key)
