"""Where the graph page goes, for the commands that write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.cli import _shared

if TYPE_CHECKING:
    from kg.config import Config
    from kg.graph import ClaimGraph


def write(graph: ClaimGraph, config: Config, output: str | None) -> str:
    """Write the page and return its path: ``exports/<report>.html`` where none is given.

    The page links to the page of findings when that stands beside it.
    """
    from kg.exporters import html

    name = graph.reports[0].id if len(graph.reports) == 1 else "corpus"
    path = f"exports/{name}.html" if output is None else output
    beside = Path(path).parent / f"{name}-findings.html"
    found = path != "-" and beside.name != Path(path).name and beside.is_file()
    _shared.write(html.export(graph, config, quote(beside.name) if found else ""), path)
    return path
