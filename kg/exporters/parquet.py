"""Parquet: a file of nodes for each type, and one of links, with exact numbers, dates and truth values as such."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.config import Config
from kg.exporters import _node_tables as node_tables
from kg.graph import ClaimGraph

if TYPE_CHECKING:
    import pyarrow

NAME = "parquet"
SUFFIX = ".parquet"

# Digits in all, digits behind the point: the first that holds every number of a column exactly.
_WIDTHS = ((38, 12), (76, 38))


def files(graph: ClaimGraph, config: Config) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The name and the bytes of each file: ``Claim.parquet`` …, ``links.parquet``.

    Numbers are decimals of 38 digits, 12 of them behind the point; of 76, where that would lose
    any; and text as a last resort.  Nothing is rounded.
    """
    import pyarrow

    tables, links = node_tables.tables(graph, config)
    for table in tables:
        yield f"{table.name}.parquet", iter([_bytes(_arrow(table, pyarrow))])
    columns = list(zip(*links, strict=True)) or [(), (), ()]
    named = dict(zip(("source", "link", "target"), (pyarrow.array(c, pyarrow.string()) for c in columns), strict=True))
    yield "links.parquet", iter([_bytes(pyarrow.table(named))])


def _arrow(table: node_tables.Table, pyarrow) -> pyarrow.Table:
    plain = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "dateTime": pyarrow.timestamp("us", "UTC"),
    }
    arrays = {}
    for n, column in enumerate(table.columns):
        values = [row[n] for row in table.rows]
        if column.kind == "decimal":
            arrays[column.name] = _decimals(values, pyarrow)
        else:
            arrays[column.name] = pyarrow.array(values, plain[column.kind])
    return pyarrow.table(arrays)


def _decimals(values: list[Decimal | None], pyarrow) -> pyarrow.Array:
    for digits, behind in _WIDTHS:
        if all(value is None or _holds(value, digits, behind) for value in values):
            width = pyarrow.decimal128 if digits <= 38 else pyarrow.decimal256
            return pyarrow.array(values, width(digits, behind))
    return pyarrow.array([None if value is None else format(value, "f") for value in values], pyarrow.string())


def _holds(value: Decimal, digits: int, behind: int) -> bool:
    _, figures, exponent = value.as_tuple()
    return -exponent <= behind and len(figures) + exponent <= digits - behind


def _bytes(table: pyarrow.Table) -> bytes:
    import pyarrow
    from pyarrow import parquet

    sink = pyarrow.BufferOutputStream()
    parquet.write_table(table, sink)
    return sink.getvalue().to_pybytes()
