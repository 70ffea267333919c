"""Sending graphs to another server: SPARQL 1.1 Graph Store HTTP Protocol.

The one part of kg that speaks to another machine, and only when ``kg push`` is asked to.
"""

from __future__ import annotations

import base64
import ipaddress
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from kg import rdf, rdfterms
from kg.config import Config
from kg.graph import ClaimGraph
from kg.reading import InputError

if TYPE_CHECKING:
    from kg.store import Folder

USER, PASSWORD, TOKEN = "KG_PUSH_USER", "KG_PUSH_PASSWORD", "KG_PUSH_TOKEN"
"""Variables of the environment that hold credentials: never options, which every process can see."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A named graph to be sent: its IRI, its triples as N-Triples, how many they are."""

    iri: str
    data: bytes
    triples: int


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would take the data, and the credentials, to a place nobody named."""

    def redirect_request(self, *_):
        return None


class GraphStore:
    """A server's address for graphs, such as ``https://host/dataset/data``.

    ``environment`` holds the credentials under the names of :data:`USER`, :data:`PASSWORD` and
    :data:`TOKEN`.  Raises :class:`kg.reading.InputError` for an address that is none, and for
    credentials that would go over an open line.
    """

    def __init__(self, address: str, environment: Mapping[str, str] = os.environ, seconds: float = 300.0):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(address, "the address of a graph store begins with https:// or http://.")
        if parts.username or parts.password:
            raise InputError(parts.hostname, f"put the credentials into {USER} and {PASSWORD}, not into the address.")
        self.address, self.seconds = address, seconds
        self.authorization = _authorization(environment)
        if self.authorization and parts.scheme == "http" and not _loopback(parts.hostname):
            raise InputError(address, "credentials are not sent over http. Use https, or leave them out.")
        # What goes to this machine goes there directly, whatever proxy the environment names.
        direct = [urllib.request.ProxyHandler({})] if _loopback(parts.hostname) else []
        self._opener = urllib.request.build_opener(_NoRedirects, *direct)

    def put(self, graph: Graph) -> None:
        """Make the server's graph of this name hold exactly these triples.  Raises :class:`InputError`."""
        mark = "&" if urlsplit(self.address).query else "?"
        request = urllib.request.Request(f"{self.address}{mark}graph={quote(graph.iri, safe='')}", graph.data, method="PUT")
        request.add_header("Content-Type", "application/n-triples")
        if self.authorization:
            request.add_header("Authorization", self.authorization)
        try:
            with self._opener.open(request, timeout=self.seconds) as answer:
                answer.read(1)
        except urllib.error.HTTPError as error:
            said = error.read(300).decode("utf-8", "replace").strip().splitlines()
            raise InputError(
                self.address, f"the server answered {error.code} {error.reason}{_quoted(said)}. {_advice(error.code)}"
            ) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise InputError(self.address, f"no answer: {reason}. Is the address right, and the server running?") from None


def of_graph(graph: ClaimGraph, config: Config) -> Iterator[Graph]:
    """The named graph of each report."""
    lines: dict[str, list[str]] = {report.id: [] for report in graph.reports}
    for subject, report, pairs in rdf.subjects(graph, config):
        lines[report] += [f"{subject} {predicate} {value} .\n" for predicate, value in pairs]
    for report, written in lines.items():
        yield Graph(rdfterms.graph_iri(report, config), "".join(written).encode(), len(written))


def of_store(folder: Folder) -> Iterator[Graph]:
    """The named graphs of a store.  Raises :class:`kg.store.StoreError`."""
    import pyoxigraph

    database = folder.open()
    for record in folder.state().records:
        data = database.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.NamedNode(record.graph))
        yield Graph(record.graph, data, record.triples)


def _authorization(environment: Mapping[str, str]) -> str:
    if environment.get(TOKEN):
        return f"Bearer {environment[TOKEN]}"
    if environment.get(USER):
        pair = f"{environment[USER]}:{environment.get(PASSWORD, '')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"
    return ""


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _quoted(lines: list[str]) -> str:
    return f" ({lines[0][:150]})" if lines else ""


def _advice(status: int) -> str:
    if status in (401, 403):
        return f"Set {USER} and {PASSWORD}, or {TOKEN}."
    if status in (404, 405):
        return "Is this the address of its Graph Store (Fuseki: /dataset/data, GraphDB: /repositories/NAME/rdf-graphs/service)?"
    return "Nothing of this graph was changed."
