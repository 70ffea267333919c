"""One node under an address of its own: a page for people, triples for machines."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg import rdfterms
from kg.graph import Key
from kg.query import KNOWN_PREFIXES
from kg.server import media, pages
from kg.server.answers import Answer
from kg.server.pool import Refused, Start

if TYPE_CHECKING:
    from kg.server.app import Endpoint

MANY = 200
"""Properties and references that a page shows."""

_ABOUT = "CONSTRUCT {{ <{0}> ?p ?o . ?s ?q <{0}> }} {{ {{ <{0}> ?p ?o }} UNION {{ ?s ?q <{0}> }} }}"
_SAYS = "SELECT ?p ?value ?label {{ <{0}> ?p ?value OPTIONAL {{ ?value rdfs:label ?label }} }} ORDER BY ?p ?value LIMIT {1}"
_SAID_BY = "SELECT ?p ?value ?label {{ ?value ?p <{0}> OPTIONAL {{ ?value rdfs:label ?label }} }} ORDER BY ?p ?value LIMIT {1}"


async def answer(endpoint: Endpoint, request: Request, report: str, type: str, id: str) -> Answer | Response:
    """The node of a report.  Raises :class:`Refused` when there is none."""
    holding = endpoint.source.now()
    base = next((r.base for r in holding.records if r.id == report), holding.base)
    iri = f"{base}{rdfterms.encode(report)}/{rdfterms.encode(type)}/{rdfterms.encode(id)}"
    accept = request.headers.get("accept", "")
    offered = {"text/html": "html", "application/xhtml+xml": "html", **media.TRIPLES}
    format = request.query_params.get("format", "")
    if format or offered.get(media.choose(accept, offered) or "") != "html":
        return Answer(
            endpoint.pool, endpoint.job("query", text=_ABOUT.format(iri), default=(), named=(), accept=accept, format=format)
        )
    says = await _rows(endpoint, _SAYS.format(iri, MANY))
    if not says:
        raise Refused(404, f"nothing here has the address {iri}.")
    said_by = await _rows(endpoint, _SAID_BY.format(iri, MANY))
    text = _shown(endpoint, Key(report, type, id))
    bases = {record.base for record in holding.records}
    return pages.node(request, iri, [_line(r, bases) for r in says], [_line(r, bases) for r in said_by], text, MANY)


async def _rows(endpoint: Endpoint, text: str) -> list[dict]:
    job = endpoint.job("query", text=text, default=(), named=(), accept="application/sparql-results+json", format="")
    data = b"".join([part async for part in _body(endpoint, job)])
    return json.loads(data)["results"]["bindings"]


async def _body(endpoint: Endpoint, job: dict) -> AsyncIterator[bytes]:
    async with aclosing(endpoint.pool.run(job)) as parts:
        async for part in parts:
            if not isinstance(part, Start):
                yield part


def _line(row: dict, bases: set[str]) -> dict[str, str]:
    """A property with its value, as a page shows it: names short, nodes of here linked."""
    value = row["value"]
    uri = value["type"] == "uri"
    return {
        "property": short(row["p"]["value"]),
        "value": short(value["value"], bases) if uri else value["value"],
        "label": row["label"]["value"] if "label" in row else "",
        "address": local(value["value"], bases) if uri else "",
    }


def short(iri: str, bases: set[str] = frozenset()) -> str:
    """An IRI with a known prefix, or without the base of the nodes."""
    for prefix, namespace in KNOWN_PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return next((iri[len(base) :] for base in bases if base and iri.startswith(base)), iri)


def local(iri: str, bases: set[str]) -> str:
    """The address of the page of a node, relative to the endpoint; "" for what is not from here."""
    if iri.startswith(rdfterms.ONTOLOGY):
        return ""
    return next(("node/" + quote(iri[len(base) :], safe="/%~") for base in bases if base and iri.startswith(base)), "")


def _shown(endpoint: Endpoint, key: Key) -> str:
    """What ``kg show`` prints, where the graph is at hand."""
    from kg import pages as sheets

    graph = endpoint.source.graph
    if graph is None or key not in graph.nodes:
        return ""
    return "".join(sheets.page(graph, endpoint.source.config, key, color=False, width=100))
