"""CSV: a file of nodes for each type, and one of links, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Iterator

from kg.config import Config
from kg.exporters import _node_tables as node_tables
from kg.graph import ClaimGraph

NAME = "csv"
SUFFIX = ".csv"

# What a spreadsheet takes for the beginning of a formula, wide forms included.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def files(graph: ClaimGraph, config: Config) -> Iterator[tuple[str, Iterator[str]]]:
    """The name and the lines of each file: ``claim.csv``, ``source.csv`` …, ``links.csv``.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; every other
    format has it as written.
    """
    tables, links = node_tables.tables(graph, config)
    for table in tables:
        yield f"{table.name}.csv", node_tables.csv_lines(_rows(table))
    yield "links.csv", node_tables.csv_lines(iter([("source", "link", "target"), *links]))


def _rows(table: node_tables.Table) -> Iterator[tuple[str, ...]]:
    yield tuple(column.name for column in table.columns)
    texts = [column.kind == "text" for column in table.columns]
    for row in table.rows:
        yield tuple(
            _harmless(node_tables.written(value)) if text else node_tables.written(value)
            for value, text in zip(row, texts, strict=True)
        )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
