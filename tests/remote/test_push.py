"""Pushing to other servers: a real one where it is installed, and one that writes down what it is told."""

from __future__ import annotations

import http.client
import http.server
import json
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from kg import build, rdf, rdfterms, remote
from kg.config import Config
from kg.reading import InputError

pyoxigraph = pytest.importorskip("pyoxigraph")

CONFIG = Config()


@pytest.fixture
def graph(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {"acme": "# Acme\n\nAcme has 40 staff.\n", "bolt": "# Bolt\n\nBolt has “3” shops – in Ålesund.\n"}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return build.build([str(folder)], CONFIG)


class _Handler(http.server.BaseHTTPRequestHandler):
    """Writes down what it is told; what comes by POST is run as an update, unless it is to fail."""

    def do_HEAD(self):
        self.send_response(401 if self.server.challenge else 200)
        if self.server.challenge:
            self.send_header("WWW-Authenticate", self.server.challenge)
        self.end_headers()

    def do_POST(self):
        if self.server.status == 204 and len(self.server.seen) != self.server.fails_at:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.store.update(body.decode())
            self.server.seen.append((self.path, dict(self.headers), body))
            self.send_response(204)
            self.end_headers()
        else:
            self.server.status = self.server.status if self.server.status != 204 else 500
            self.do_PUT()

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
    made.seen, made.status, made.challenge, made.fails_at = [], 204, "", None
    made.store = pyoxigraph.Store()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{made.server_address[1]}/data"
    yield made
    made.shutdown()
    made.server_close()


def put_all(address: str, graph, kind=remote.GraphStore, **environment: str) -> None:
    target = kind(address, environment)
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


# --------------------------------------------------------------------------- updates

HARD = 'back\\slash \\u0041 and \\\\U00000042 \\\x07 bell “é” 東京 \n\r " } ; DROP ALL ; # <'


def hard(many: int = 0) -> remote.Graph:
    """A graph with a text that an update could mistake for something else, and more triples."""
    lines = [f"<http://e.org/a> <http://e.org/p> {rdfterms.text(HARD)} .\n"]
    lines += [f"<http://e.org/a{n}> <http://e.org/p> {rdfterms.text('word ' * 30)} .\n" for n in range(many)]
    return remote.Graph("http://e.org/g", "".join(lines).encode(), len(lines))


def held(server) -> dict[str, list[str]]:
    """The texts in each graph of the test's server."""
    found: dict[str, list[str]] = {}
    for quad in server.store:
        found.setdefault(quad.graph_name.value, []).append(quad.object.value)
    return found


def test_an_update_replaces_the_graph_of_its_name_alone(server, graph):
    server.store.update("INSERT DATA { GRAPH <http://e.org/other> { <http://e.org/a> <http://e.org/p> 1 } }")
    for _ in range(2):
        put_all(server.address, graph, remote.UpdateEndpoint)
        sent = {one.iri: one.triples for one in remote.of_graph(graph, CONFIG)}
        assert {name: len(texts) for name, texts in held(server).items()} == sent | {"http://e.org/other": 1}
    assert {headers["Content-Type"] for _, headers, _ in server.seen} == {"application/sparql-update"}
    assert len(server.seen) == 4


@pytest.mark.parametrize("many", [0, 2000])
def test_text_arrives_as_it_is(server, many):
    remote.UpdateEndpoint(server.address, {}).put(hard(many))
    texts = held(server)["http://e.org/g"]
    assert HARD in texts
    assert len(texts) == many + 1
    assert max(len(body) for _, _, body in server.seen) < 1.2 * remote.PIECE


def test_a_push_that_breaks_off_leaves_the_graph_as_it_was(server):
    remote.UpdateEndpoint(server.address, {}).put(hard())
    server.fails_at = 3
    with pytest.raises(InputError, match="answered 500"):
        remote.UpdateEndpoint(server.address, {}).put(hard(2000))
    assert held(server)["http://e.org/g"] == [HARD]
    server.status, server.fails_at = 204, None
    remote.UpdateEndpoint(server.address, {}).put(hard(2))
    assert {name: len(texts) for name, texts in held(server).items()} == {"http://e.org/g": 3}


def test_an_address_that_takes_no_updates_is_told(server):
    server.status = 405
    with pytest.raises(InputError, match="address for updates"):
        remote.UpdateEndpoint(server.address, {}).put(hard())


def test_a_server_that_asks_for_digest_gets_it(server, graph):
    server.challenge = 'Digest realm="x", nonce="1234", qop="auth", algorithm="MD5"'
    put_all(server.address, graph, KG_PUSH_USER="ann", KG_PUSH_PASSWORD="sesam")
    given = [headers["Authorization"] for _, headers, _ in server.seen]
    assert len(given) == 2
    assert all(one.startswith('Digest username="ann", realm="x", nonce="1234"') for one in given)
    assert "sesam" not in "".join(given)
    assert [re.search(r"nc=(\d+)", one).group(1) for one in given] == ["00000001", "00000002"]


# --------------------------------------------------------------------------- real servers


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, folder: Path):
    """A server that listens at the port until the block ends."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def oxigraph(tmp_path):
    """The address of an Oxigraph server that runs until the test ends."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if not program:
        pytest.skip("oxigraph is not installed")
    port = free_port()
    command = [program, "serve", "--location", str(tmp_path / "database"), "--bind", f"127.0.0.1:{port}"]
    with running(command, port, tmp_path):
        yield port


def rows(port: int, query: str, path: str = "/query") -> list[dict]:
    """The answer of a server to a query."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", f"{path}?query={quote(query)}", headers={"Accept": "application/sparql-results+json"})
    found = json.loads(connection.getresponse().read())["results"]["bindings"]
    connection.close()
    return [{name: term["value"] for name, term in row.items()} for row in found]


def count(port: int, graph: str, path: str = "/query") -> int:
    return int(rows(port, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", path)[0]["n"])


def texts(port: int, path: str = "/query") -> list[str]:
    return [row["o"] for row in rows(port, "SELECT ?o { GRAPH <http://e.org/g> { <http://e.org/a> ?p ?o } }", path)]


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


def test_an_oxigraph_server_takes_updates(oxigraph, graph):
    target = remote.UpdateEndpoint(f"http://127.0.0.1:{oxigraph}/update", {})
    for one in [*remote.of_graph(graph, CONFIG), hard(2000), hard(1000)]:
        target.put(one)
        assert count(oxigraph, one.iri) == one.triples
    assert texts(oxigraph) == [HARD]


VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{database}
NumberOfBuffers = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = .
"""


@pytest.fixture
def virtuoso(tmp_path):
    """The port of a Virtuoso server with an empty database, which knows the user dba with the password dba."""
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("virtuoso-t is not installed (Debian: virtuoso-opensource-7-bin)")
    web = free_port()
    (tmp_path / "virtuoso.ini").write_text(VIRTUOSO.format(database=free_port(), web=web), encoding="ascii")
    with running([program, "-f", "-c", "virtuoso.ini"], web, tmp_path):
        yield web


@pytest.mark.parametrize(
    ("kind", "path"), [(remote.GraphStore, "/sparql-graph-crud-auth"), (remote.UpdateEndpoint, "/sparql-auth")]
)
def test_a_virtuoso_server_holds_what_was_pushed(virtuoso, graph, kind, path):
    target = kind(f"http://127.0.0.1:{virtuoso}{path}", {"KG_PUSH_USER": "dba", "KG_PUSH_PASSWORD": "dba"})
    for one in [*remote.of_graph(graph, CONFIG), hard(2000), hard(1000)]:
        target.put(one)
        assert count(virtuoso, one.iri, "/sparql") == one.triples
    assert texts(virtuoso, "/sparql") == [HARD]


def test_wrong_credentials_are_told(virtuoso):
    target = remote.UpdateEndpoint(f"http://127.0.0.1:{virtuoso}/sparql-auth", {"KG_PUSH_USER": "dba", "KG_PUSH_PASSWORD": "x"})
    with pytest.raises(InputError, match=r"answered 401 .* Set KG_PUSH_USER"):
        target.put(hard())
