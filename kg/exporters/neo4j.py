"""CSV for ``neo4j-admin database import``: headers with types, a label for each type of node, a type for each link.

``neo4j-admin database import full --multiline-fields=true --nodes='FOLDER/nodes-.*.csv'
--relationships=FOLDER/links.csv`` reads the folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import patterns as re
from kg.config import Config
from kg.exporters import _node_tables as node_tables
from kg.graph import ClaimGraph

NAME = "neo4j"
SUFFIX = ".csv"

# Exact numbers stay text: the database has binary floating point only.
_TYPES = {"text": "", "integer": ":long", "decimal": ":string", "boolean": ":boolean", "date": ":date", "dateTime": ":datetime"}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def files(graph: ClaimGraph, config: Config) -> Iterator[tuple[str, Iterator[str]]]:
    """The name and the lines of each file: ``nodes-Claim.csv`` …, ``links.csv``."""
    tables, links = node_tables.tables(graph, config)
    for table in tables:
        yield f"nodes-{table.name}.csv", node_tables.csv_lines(_rows(table))
    yield "links.csv", node_tables.csv_lines(_links(links))


def _rows(table: node_tables.Table) -> Iterator[tuple[str, ...]]:
    yield ("iri:ID", *(f"{column.name}{_TYPES[column.kind]}" for column in table.columns[1:]), ":LABEL")
    for row in table.rows:
        yield (*map(node_tables.written, row), table.name)


def _links(links: list[node_tables.Link]) -> Iterator[tuple[str, ...]]:
    yield (":START_ID", ":END_ID", ":TYPE")
    for link in links:
        yield (link.source, link.target, _HUMP.sub("_", link.name).upper())
