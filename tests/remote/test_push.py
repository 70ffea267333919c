"""Pushing to other servers: a real one where it is installed, and one that writes down what it is told."""

from __future__ import annotations

import http.client
import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from kg import build, rdf, remote
from kg.config import Config
from kg.reading import InputError

CONFIG = Config()


@pytest.fixture
def graph(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {"acme": "# Acme\n\nAcme has 40 staff.\n", "bolt": "# Bolt\n\nBolt has “3” shops – in Ålesund.\n"}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return build.build([str(folder)], CONFIG)


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status == 307:
            self.send_header("Location", "http://127.0.0.1/")
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"said\n")

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made.seen, made.status = [], 204
    threading.Thread(target=made.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{made.server_address[1]}/data"
    yield made
    made.shutdown()
    made.server_close()


def put_all(address: str, graph, **environment: str) -> None:
    target = remote.GraphStore(address, environment)
    for one in remote.of_graph(graph, CONFIG):
        target.put(one)


def test_a_named_graph_for_each_report(server, graph):
    put_all(server.address, graph)
    names = [parse_qs(urlsplit(path).query)["graph"][0] for path, _, _ in server.seen]
    assert names == [f"{CONFIG.base}acme", f"{CONFIG.base}bolt"]
    assert sorted(b"".join(body for _, _, body in server.seen).decode().splitlines()) == sorted(
        line.strip() for line in rdf.lines(graph, CONFIG)
    )
    assert {headers["Content-Type"] for _, headers, _ in server.seen} == {"application/n-triples"}
    assert not [headers for _, headers, _ in server.seen if "Authorization" in headers]


def test_credentials_come_from_the_environment(server, graph):
    put_all(server.address, graph, KG_PUSH_USER="ann", KG_PUSH_PASSWORD="sesam")
    put_all(server.address, graph, KG_PUSH_TOKEN="t0ken", KG_PUSH_USER="ann")
    assert [headers["Authorization"] for _, headers, _ in server.seen[::2]] == ["Basic YW5uOnNlc2Ft", "Bearer t0ken"]


def test_an_address_keeps_its_parameters(server, graph):
    put_all(f"{server.address}?dataset=x", graph)
    assert parse_qs(urlsplit(server.seen[0][0]).query)["dataset"] == ["x"]


@pytest.mark.parametrize(
    ("status", "said"), [(401, "KG_PUSH_USER"), (404, "Graph Store"), (500, "answered 500"), (307, "answered 307")]
)
def test_a_refusal_is_told(server, graph, status, said):
    server.status = status
    with pytest.raises(InputError, match=said):
        put_all(server.address, graph)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://a.example/", "begins with https"),
        ("nonsense", "begins with https"),
        ("http://ann:sesam@a.example/", "not into the address"),
        ("http://graphs.example/data", "not sent over http"),
    ],
)
def test_addresses_that_are_refused(address, said):
    with pytest.raises(InputError, match=said) as refused:
        remote.GraphStore(address, {"KG_PUSH_TOKEN": "t0ken"})
    assert "sesam" not in str(refused.value)
    assert "t0ken" not in str(refused.value)


def test_a_server_that_is_not_there_is_told(graph):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(InputError, match="no answer"):
            put_all(f"http://127.0.0.1:{taken.getsockname()[1]}/data", graph)


# --------------------------------------------------------------------------- a real server


@pytest.fixture
def oxigraph(tmp_path):
    """The address of an Oxigraph server that runs until the test ends."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if not program:
        pytest.skip("oxigraph is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve", "--location", str(tmp_path / "database"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(10)


def count(port: int, graph: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    query = quote(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    connection.request("GET", f"/query?query={query}", headers={"Accept": "text/csv"})
    return int(connection.getresponse().read().split()[1])


def test_an_oxigraph_server_holds_what_was_pushed(oxigraph, graph):
    for _ in range(2):
        put_all(f"http://127.0.0.1:{oxigraph}/store", graph)
        for one in remote.of_graph(graph, CONFIG):
            assert count(oxigraph, one.iri) == one.triples


def test_a_store_is_pushed(oxigraph, graph, tmp_path):
    from kg import store

    folder = store.Folder(tmp_path / "made.store")
    store.load(folder, [str(tmp_path / "reports")], CONFIG)
    target = remote.GraphStore(f"http://127.0.0.1:{oxigraph}/store", {})
    for one in remote.of_store(folder):
        target.put(one)
        assert count(oxigraph, one.iri) == one.triples
