"""The graph as tables: one of nodes for each class, with a column for each property that is no link, and one of links.

They say what the RDF exports say, under the same names; columns stand in the order of the
published context, rows in the order of the addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from kg import rdf, rdfterms
from kg.config import Config
from kg.exporters.jsonld import context
from kg.graph import ClaimGraph

Value = str | int | bool | Decimal | date | datetime
_XSD = rdfterms.PREFIXES["xsd"]
_NAMESPACES = (rdfterms.ONTOLOGY, rdfterms.PREFIXES["rdfs"])


class Column(NamedTuple):
    """A property as a column; ``kind`` is text, integer, decimal, boolean, date or dateTime."""

    name: str
    kind: str


class Table(NamedTuple):
    """The nodes of one class; ``rows`` lead with the address and lack a value where there is none."""

    name: str
    columns: tuple[Column, ...]
    rows: list[tuple[Value | None, ...]]


class Link(NamedTuple):
    """A statement that leads from a node to a node."""

    source: str
    name: str
    target: str


SEVERAL = " | "
"""Between the values of a property that has several."""


def tables(graph: ClaimGraph, config: Config) -> tuple[list[Table], list[Link]]:
    """A table for each class of the ontology, empty ones included, and all links, each in a fixed order."""
    terms = context()
    subjects = rdf.subjects(graph, config)
    known = {subject.iri for subject in subjects}
    rows: dict[str, list[dict[str, Value]]] = {name: [] for name in terms if name[0].isupper() and name != "Node"}
    links: list[Link] = []
    for iri, _, pairs in subjects:
        row: dict[str, Value] = {"iri": iri[1:-1]}
        for predicate, value in pairs:
            if predicate == rdfterms.TYPE:
                kind = value.rsplit("#", 1)[1][:-1]
            elif value in known:
                links.append(Link(iri[1:-1], _name(predicate), value[1:-1]))
            else:
                _put(row, _name(predicate), value)
        rows[kind].append(row)
    return [_table(name, found, terms) for name, found in rows.items()], links


def _name(predicate: str) -> str:
    return next(predicate[len(n) + 1 : -1] for n in _NAMESPACES if predicate.startswith(n, 1))


def _put(row: dict[str, Value], name: str, term: str) -> None:
    body, datatype = (term[1:-1], "") if term[0] == "<" else rdfterms.parts(term)
    value = _READ.get(datatype.removeprefix(_XSD), str)(body)
    row[name] = f"{row[name]}{SEVERAL}{value}" if name in row else value


_READ = {
    "integer": int,
    "decimal": Decimal,
    "boolean": "true".__eq__,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}


def _table(name: str, found: list[dict[str, Value]], terms: dict) -> Table:
    used = {column for row in found for column in row} | {"iri"}
    columns = [Column("iri", "text")]
    for term, meaning in terms.items():
        if term in used:
            kind = meaning.get("@type", "") if isinstance(meaning, dict) else ""
            columns.append(Column(term, kind.removeprefix("xsd:") if kind.startswith("xsd:") else "text"))
    return Table(name, tuple(columns), [tuple(_fits(row.get(c.name), c) for c in columns) for row in found])


def _fits(value: Value | None, column: Column) -> Value | None:
    """The value; as text where its column is text."""
    return value if value is None or column.kind != "text" or isinstance(value, str) else str(value)


def written(value: Value | None) -> str:
    """A value as CSV has it: exact, empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def csv_lines(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Rows as CSV after RFC 4180, with line feeds for line ends."""
    for row in rows:
        yield ",".join([f'"{cell.replace(chr(34), chr(34) * 2)}"' if _must_quote(cell) else cell for cell in row]) + "\n"


def _must_quote(cell: str) -> bool:
    return any(c in cell for c in ',"\n\r') or cell != cell.strip()
