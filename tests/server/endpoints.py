"""Endpoints on loopback, run as they are run in earnest: uvicorn, worker processes, real connections."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.server import Limits
from kg.server.source import Temporary
from kg.store import Record

QUICK = Limits(seconds=20, workers=2)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self):
        return json.loads(self.body)


class Client:
    """Asks one endpoint."""

    def __init__(self, port: int):
        self.port = port

    def send(self, method: str, path: str, body: bytes | str | None = None, timeout: float = 30, **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "*/*", **parameters: str | list[str]) -> Reply:
        query = f"?{urlencode(parameters, doseq=True)}" if parameters else ""
        return self.send("GET", path + query, Accept=accept)

    def query(self, sparql: str, accept: str = "*/*", **parameters: str | list[str]) -> Reply:
        address = f"/sparql?{urlencode(parameters, doseq=True)}" if parameters else "/sparql"
        return self.send("POST", address, sparql, Content_Type="application/sparql-query", Accept=accept)


def running(source, limits: Limits = QUICK, **options):
    """A client of an endpoint that runs in this process until the block ends."""
    from kg.server import application

    return serving(application(source, limits, **options))


@contextmanager
def serving(app):
    """A client of an application that runs in this process until the block ends."""
    import uvicorn

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield Client(listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def database(quads: str) -> Temporary:
    """A source that holds these N-Quads."""
    import pyoxigraph

    graphs: dict[str, int] = {}
    parsed = list(pyoxigraph.parse(quads.encode(), pyoxigraph.RdfFormat.N_QUADS))
    for quad in parsed:
        if isinstance(quad.graph_name, pyoxigraph.NamedNode):
            graphs[quad.graph_name.value] = graphs.get(quad.graph_name.value, 0) + 1
    records = [Record(g, "", g.rsplit("/", 1)[1], g.rsplit("/", 1)[1], g, "http://a.example/", n) for g, n in graphs.items()]
    made = Temporary(records)
    store = pyoxigraph.Store(str(made.path))
    store.extend(parsed)
    store.flush()
    return made
