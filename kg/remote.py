"""Sending graphs to another server: SPARQL 1.1 Graph Store HTTP Protocol, or SPARQL 1.1 Update.

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

from kg import patterns as re
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


class _Account:
    """A name and a password, given in the way that the server asks for: Basic, or Digest as Virtuoso does."""

    def __init__(self, address: str, user: str, password: str):
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, address, user, password)
        self._digest = urllib.request.HTTPDigestAuthHandler(known)
        self._basic = f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
        self._asked: dict[str, str] = {}

    def learn(self, challenges: list[str]) -> None:
        """Take in what the server says to a request without credentials."""
        found = (c.partition(" ") for c in challenges)
        said = next((rest for scheme, _, rest in found if scheme.lower() == "digest"), "")
        self._asked = urllib.request.parse_keqv_list(list(filter(None, urllib.request.parse_http_list(said))))

    def header(self, request: urllib.request.Request) -> str:
        """The value of ``Authorization`` for a request."""
        if not self._asked:
            return self._basic
        return f"Digest {self._digest.get_authorization(request, self._asked)}"


class Server:
    """Another server's address that takes graphs, with the credentials for it.

    ``environment`` holds the credentials under the names of :data:`USER`, :data:`PASSWORD` and
    :data:`TOKEN`; a name and a password are given as the server asks for them, Basic or Digest.
    Raises :class:`kg.reading.InputError` for an address that is none, and for credentials that
    would go over an open line.
    """

    elsewhere = ""
    """What to say where an address takes no such request."""

    def __init__(self, address: str, environment: Mapping[str, str] = os.environ, seconds: float = 300.0):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(address, "the address of a server begins with https:// or http://.")
        if parts.username or parts.password:
            raise InputError(parts.hostname, f"put the credentials into {USER} and {PASSWORD}, not into the address.")
        self.address, self.seconds = address, seconds
        self._token, self._account = environment.get(TOKEN, ""), None
        if environment.get(USER) and not self._token:
            self._account = _Account(address, environment[USER], environment.get(PASSWORD, ""))
        if (self._token or self._account) and parts.scheme == "http" and not _loopback(parts.hostname):
            raise InputError(address, "credentials are not sent over http. Use https, or leave them out.")
        # What goes to this machine goes there directly, whatever proxy the environment names.
        direct = [urllib.request.ProxyHandler({})] if _loopback(parts.hostname) else []
        self._opener = urllib.request.build_opener(_NoRedirects, *direct)
        self._known = False

    def put(self, graph: Graph) -> None:
        """Make the server's graph of this name hold exactly these triples.  Raises :class:`InputError`."""
        raise NotImplementedError

    def send(self, method: str, address: str, body: bytes, media_type: str) -> None:
        """Send one request.  Raises :class:`InputError` unless the server says that it was done."""
        request = urllib.request.Request(address, body, method=method)
        request.add_header("Content-Type", media_type)
        try:
            self._authorize(request)
            with self._opener.open(request, timeout=self.seconds) as answer:
                answer.read(1)
        except urllib.error.HTTPError as error:
            said = error.read(300).decode("utf-8", "replace").strip().splitlines()
            raise InputError(
                self.address, f"the server answered {error.code} {error.reason}{_quoted(said)}. {self.advice(error.code)}"
            ) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise InputError(self.address, f"no answer: {reason}. Is the address right, and the server running?") from None

    def _authorize(self, request: urllib.request.Request) -> None:
        """Add the credentials, if there are any."""
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        if not self._account:
            return
        if not self._known:
            # Asked once without the data, which a server that refuses it may not read to its end.
            try:
                self._opener.open(urllib.request.Request(request.full_url, method="HEAD"), timeout=self.seconds).close()
            except urllib.error.HTTPError as error:
                self._account.learn(error.headers.get_all("WWW-Authenticate", []))
            self._known = True
        request.add_header("Authorization", self._account.header(request))

    def advice(self, status: int) -> str:
        """What to do about a status that tells of a failure."""
        if status in (401, 403):
            return f"Set {USER} and {PASSWORD}, or {TOKEN}."
        return self.elsewhere if status in (404, 405, 415) else "Nothing of this graph was changed."


class GraphStore(Server):
    """A server's address for graphs, such as ``https://host/dataset/data``."""

    elsewhere = (
        "Is this the address of its Graph Store (Fuseki: /dataset/data, GraphDB: /repositories/NAME/rdf-graphs/service)? "
        "An address for SPARQL Update needs --update."
    )

    def put(self, graph: Graph) -> None:
        """Replace the graph with one request."""
        mark = "&" if urlsplit(self.address).query else "?"
        self.send("PUT", f"{self.address}{mark}graph={quote(graph.iri, safe='')}", graph.data, "application/n-triples")


PIECE = 128_000
"""Bytes of triples in one update: the parser of Virtuoso runs out of memory on 500,000."""


class UpdateEndpoint(Server):
    """A server's address for SPARQL 1.1 Update, such as ``https://host/dataset/update``."""

    elsewhere = "Is this its address for updates (Fuseki: /dataset/update, GraphDB: /repositories/NAME/statements)?"

    def put(self, graph: Graph) -> None:
        """Replace the graph: its triples are gathered beside it and moved, so that a push broken off leaves it as it was."""
        beside = f"{graph.iri}/incoming"
        operations = [f"DROP SILENT GRAPH <{beside}>", *(_insert(beside, piece) for piece in _pieces(graph.data))]
        operations.append(f"MOVE GRAPH <{beside}> TO GRAPH <{graph.iri}>")
        if len(graph.data) <= PIECE:
            self.run(*operations)
            return
        for operation in operations:
            self.run(operation)

    def run(self, *operations: str) -> None:
        """Send operations as one update.  Raises :class:`InputError`."""
        self.send("POST", self.address, " ;\n".join(operations).encode(), "application/sparql-update")


def _pieces(data: bytes) -> Iterator[bytes]:
    """N-Triples in runs of whole lines of about :data:`PIECE` bytes."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + PIECE) + 1 or len(data)
        yield data[start:end]
        start = end


def _insert(graph: str, ntriples: bytes) -> str:
    """N-Triples as an update that adds them.

    SPARQL 1.1 (19.2) resolves ``\\uXXXX`` before it reads strings, so that in a string a letter u
    behind a backslash of the text has to be written as a code point itself.
    """
    return f"INSERT DATA {{ GRAPH <{graph}> {{\n{_ESCAPES.sub(_not_mistaken, ntriples.decode())}}} }}"


_ESCAPES = re.compile(r"\\(?:\\([uU])|.)")


def _not_mistaken(escape: re.Match[str]) -> str:
    return f"\\\\\\u{ord(escape.group(1)):04X}" if escape.group(1) else escape.group()


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


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _quoted(lines: list[str]) -> str:
    return f" ({lines[0][:150]})" if lines else ""
