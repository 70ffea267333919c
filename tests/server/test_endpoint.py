"""The endpoint beyond the protocol: formats, graphs, nodes, saved queries, pages, and what it refuses."""

from __future__ import annotations

import csv
import io
import re
import socket
import threading
import time
from urllib.parse import quote

import psutil
import pytest
from endpoints import QUICK, Limits, database, running, serving

from kg import build, query, store
from kg.config import Config
from kg.server.media import choose
from kg.server.source import Stored, of_graph

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

ENDLESS = "SELECT (COUNT(*) AS ?n) { VALUES ?x { 1 2 3 4 5 6 7 8 9 } ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER (?c < ?f && ?l > ?i) }"


@pytest.fixture(scope="module")
def endpoint(acme):
    config = Config()
    with running(of_graph(build.build([str(acme)], config), config)) as client:
        yield client


# --------------------------------------------------------------------------- formats


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("text/html, application/ld+json;q=0.5", "application/ld+json"),
        ("text/turtle;q=0.1, application/n-triples;q=0.2", "application/n-triples"),
        ("text/turtle;q=0, */*;q=0.1", "application/n-triples"),
        ("TEXT/TURTLE; charset=utf-8", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=nonsense", None),
    ],
)
def test_the_preferred_type_is_chosen(accept, type):
    offered = dict.fromkeys(("text/turtle", "application/n-triples", "application/ld+json"), "")
    assert choose(accept, offered) == type


@pytest.mark.parametrize(
    "accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_rows_in_every_format(endpoint, accept):
    reply = endpoint.query("SELECT ?id { ?c a kg:Claim ; kg:id ?id } ORDER BY ?id", accept)
    assert (reply.status, reply.type) == (200, accept)
    assert re.findall(rb"C1|C2|C/3", reply.body) == [b"C/3", b"C1", b"C2"]


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_triples_in_every_format(endpoint, accept):
    import pyoxigraph

    wanted = endpoint.query("CONSTRUCT { ?c kg:statement ?s } { ?c a kg:Claim ; kg:statement ?s }", accept)
    assert (wanted.status, wanted.type) == (200, accept)
    parsed = pyoxigraph.parse(wanted.body, pyoxigraph.RdfFormat.from_media_type(accept))
    assert {q.object.value for q in parsed} == {"Acme has 40 staff.", "Acme has 50 staff.", "An <b>odd</b> id."}


def test_a_format_may_stand_in_the_address(endpoint):
    reply = endpoint.get("/sparql", query="SELECT (1 AS ?n) {}", format="csv")
    assert list(csv.reader(io.StringIO(reply.text))) == [["n"], ["1"]]
    assert endpoint.get("/sparql", query="SELECT (1 AS ?n) {}", format="turtle").status == 406
    assert endpoint.query("SELECT (1 AS ?n) {}", "image/png").status == 406


# --------------------------------------------------------------------------- graphs and nodes


def test_graphs_are_read(endpoint):
    import pyoxigraph

    def count(reply, format) -> int:
        assert reply.status == 200, reply.text
        return sum(1 for _ in pyoxigraph.parse(reply.body, format))

    whole = count(endpoint.get("/data", "application/n-quads"), pyoxigraph.RdfFormat.N_QUADS)
    assert whole > 50
    assert count(endpoint.get("/data?default", "application/n-triples"), pyoxigraph.RdfFormat.N_TRIPLES) == whole
    assert count(endpoint.get("/data", "text/turtle", graph=f"{Config().base}acme"), pyoxigraph.RdfFormat.TURTLE) == whole
    assert endpoint.get("/data", graph="https://example.org/kg/nothing").status == 404
    assert endpoint.get("/data", graph="not an address").status == 400
    assert endpoint.send("PUT", "/data?default", "x").status == 405
    assert endpoint.send("DELETE", "/data?default").status == 405


def test_a_node_has_an_address(endpoint):
    page = endpoint.get("/node/acme/claim/C1", "text/html,*/*;q=0.1")
    assert page.type == "text/html"
    assert "Acme has 40 staff." in page.text
    turtle = endpoint.get("/node/acme/claim/C1", "text/turtle")
    assert turtle.type == "text/turtle"
    assert 'kg:id "C1"' in turtle.text
    assert endpoint.get("/node/acme/claim/NONE", "text/html").status == 404
    assert endpoint.get("/node/acme", "text/html").status == 200


def test_odd_ids_and_markup_do_no_harm(endpoint):
    page = endpoint.get(f"/node/acme/claim/{quote('C/3 <b>', safe='')}", "text/html")
    assert page.status == 200
    assert "An &lt;b&gt;odd&lt;/b&gt; id." in page.text
    source = endpoint.get("/node/acme/source/S1", "text/html").text
    assert "<script>alert" not in source
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source


@pytest.mark.parametrize(
    "path",
    [
        "/node/acme/claim/..%2f..%2fetc",
        "/assets/..%2f..%2f__init__.py",
        "/assets/base.css%00",
        "/node/%3Cx%3E/a/b",
        "/queries/..%2fx",
    ],
)
def test_tricks_with_paths_find_nothing(endpoint, path):
    assert endpoint.get(path, "text/html").status == 404


def test_the_service_describes_itself(endpoint):
    import pyoxigraph

    for path in ("/sparql", "/.well-known/void"):
        reply = endpoint.get(path, "text/turtle")
        graph = list(pyoxigraph.parse(reply.body, pyoxigraph.RdfFormat.TURTLE))
        said = {q.predicate.value.rsplit("#", 1)[-1]: q.object.value for q in graph}
        assert said["supportedLanguage"].endswith("SPARQL11Query")
        assert int(said["triples"]) > 50
        assert not [q for q in graph if "BlankNode" in (type(q.subject).__name__, type(q.object).__name__)]
    assert endpoint.get("/.well-known/void", "application/ld+json").json()
    assert endpoint.get("/sparql", "text/html").status == 307


def test_saved_queries_have_addresses(endpoint):
    rows = endpoint.get("/queries/single-source-claims", "text/csv", confidence="High")
    assert [row[1] for row in csv.reader(io.StringIO(rows.text))] == ["claim", "C1"]
    text = endpoint.get("/queries/single-source-claims.rq", confidence="High").text
    assert '"High"' in text
    assert endpoint.query(text, "text/csv").text == rows.text
    assert endpoint.get("/queries/nonsense").status == 404
    assert endpoint.get("/queries/single-source-claims", nonsense="x").status == 400


def test_the_editor_is_all_from_here(endpoint):
    page = endpoint.get("/", "text/html")
    assert page.status == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert not [
        a
        for a in re.findall(r'(?:src|href)="([^"]+)"', page.text)
        if not a.startswith((f"http://127.0.0.1:{endpoint.port}/", "data:", "#"))
    ]
    for name in re.findall(r"/assets/([\w.]+)", page.text):
        assert endpoint.get(f"/assets/{name}").status == 200
    for one in query.saved().values():
        assert one.title in page.text


# --------------------------------------------------------------------------- refusals


def test_only_its_own_names_are_answered_to(endpoint):
    assert endpoint.send("GET", "/", Host="evil.example").status == 421
    assert endpoint.send("GET", "/", Host=f"localhost:{endpoint.port}").status == 200
    assert endpoint.send("GET", "/sparql?query=ASK%20%7B%7D", Origin="http://evil.example").status == 403
    assert endpoint.send("GET", "/sparql?query=ASK%20%7B%7D", Origin=f"http://127.0.0.1:{endpoint.port}").status == 200
    reply = endpoint.send("OPTIONS", "/sparql", Origin="http://evil.example", Access_Control_Request_Method="POST")
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("INSERT DATA { <http://a.example/> <http://a.example/> 1 }", "queries only read"),
        ("LOAD <http://127.0.0.1/>", "queries only read"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { ?a ?b ?o.SERVICE <http://127.0.0.1/> {?s ?p ?q} }", "SERVICE is refused"),
        ("SELECT * { BIND(<http://127.0.0.1/> AS ?x) FILTER(1<2)service?x#>\n{?s ?p ?q} }", "SERVICE is refused"),
        ("SELECT ?x { ?s ?p ?o }}", "syntax error"),
        ("SELECT * { ?s nope:x ?o }", "prefix nope: is not declared"),
    ],
)
def test_a_query_that_is_refused_says_why(endpoint, text, said):
    reply = endpoint.query(text)
    assert reply.status == 400
    assert said in reply.text


def test_from_chooses_among_the_graphs_that_are_here(endpoint):
    count = "SELECT (COUNT(*) AS ?n) FROM <{}> {{ ?s ?p ?o }}"
    there = endpoint.query(count.format("https://example.org/kg/acme"), "text/csv").text.split()[1]
    assert int(there) > 50
    assert endpoint.query(count.format("http://127.0.0.1/elsewhere"), "text/csv").text.split()[1] == "0"


def test_a_large_request_is_refused(endpoint):
    reply = endpoint.query("SELECT * { ?s ?p ?o } #" + "x" * QUICK.request)
    assert reply.status == 413
    assert "1,000,000 bytes" in reply.text
    connection = socket.create_connection(("127.0.0.1", endpoint.port))
    head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{endpoint.port}\r\nContent-Type: application/sparql-query\r\n"
    connection.sendall((head + "Transfer-Encoding: chunked\r\n\r\n").encode())
    try:
        for _ in range(40):
            connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
    except OSError:
        pass
    assert b" 413 " in connection.recv(100)
    connection.close()


# --------------------------------------------------------------------------- limits


@pytest.fixture(scope="module")
def many():
    lines = (f"<http://a.example/s{i}> <http://a.example/p> {i} <http://a.example/g> .\n" for i in range(400))
    return database("".join(re.sub(r" (\d+) <", r' "\1"^^<http://www.w3.org/2001/XMLSchema#integer> <', line) for line in lines))


def workers() -> set[int]:
    return {p.pid for p in psutil.Process().children(recursive=True) if _alive(p)}


def _alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False  # gone since the list was made


def gone(pids: set[int], within: float = 5) -> bool:
    deadline = time.monotonic() + within
    while pids & workers() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not pids & workers()


def test_a_query_of_minutes_is_stopped_at_its_limit(many):
    before = workers()
    with running(many, Limits(seconds=1, workers=1)) as client:
        started = time.monotonic()
        reply = client.query(ENDLESS)
        assert reply.status == 504
        assert "stopped at its limit of 1 seconds" in reply.text
        assert time.monotonic() - started < 10
        assert client.query("ASK { ?s ?p ?o }").json()["boolean"]
        assert len(workers() - before) == 1
    assert gone(workers() - before)


def test_a_client_that_goes_away_ends_its_query(many):
    before = workers()
    with running(many, Limits(seconds=60, workers=1)) as client:
        assert client.query("ASK {}").status == 200
        (mine,) = workers() - before
        connection = socket.create_connection(("127.0.0.1", client.port))
        head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(ENDLESS)}\r\n\r\n"
        connection.sendall((head + ENDLESS).encode())
        time.sleep(0.5)
        assert mine in workers()
        connection.close()
        assert gone({mine})
        assert client.query("ASK { ?s ?p ?o }").json()["boolean"]


def test_too_many_that_wait_are_sent_away(many):
    with running(many, Limits(seconds=2, workers=1, waiting=1)) as client:
        replies: list[int] = []
        clients = [threading.Thread(target=lambda: replies.append(client.query(ENDLESS).status)) for _ in range(6)]
        for one in clients:
            one.start()
        for one in clients:
            one.join()
        assert set(replies) <= {503, 504}
        assert 503 in replies
        assert client.query("ASK { ?s ?p ?o }").status == 200


def test_an_answer_that_is_too_long_is_refused(many):
    with running(many, Limits(seconds=20, workers=1, answer=2000)) as client:
        assert client.query("SELECT * { ?s ?p ?o } LIMIT 3").status == 200
        reply = client.query("SELECT * { ?s ?p ?o }")
        assert reply.status == 507
        assert "more than 2,000 bytes" in reply.text


def test_a_long_answer_comes_whole(many):
    with running(many, QUICK) as client:
        reply = client.query("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }", "text/csv")
        lines = reply.text.splitlines()
        assert len(lines) == 1 + 400 * 400
        assert len(set(lines)) == len(lines)


def test_a_client_that_sends_too_slowly_is_sent_away(many):
    with running(many, Limits(seconds=1, workers=1)) as client:
        connection = socket.create_connection(("127.0.0.1", client.port), timeout=15)
        head = (
            "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nAS"
        )
        connection.sendall(head.encode())
        assert b" 408 " in connection.recv(100)
        connection.close()


def test_a_thousand_idle_connections_keep_nobody_out(many):
    with running(many, Limits(seconds=5, workers=1)) as client:
        idle = [socket.create_connection(("127.0.0.1", client.port), timeout=15) for _ in range(1000)]
        # Some say nothing, some stop in the middle of their head.
        for connection in idle[::2]:
            connection.sendall(b"GET /sparql?query=ASK")
        try:
            assert client.query("ASK { ?s ?p ?o }").json()["boolean"]
            assert client.query("SELECT * { ?s ?p ?o }", "text/csv").status == 200
        finally:
            for connection in idle:
                connection.close()
        assert client.query("ASK { ?s ?p ?o }").json()["boolean"]


def test_a_query_of_ten_megabytes_is_refused(many):
    with running(many, Limits(seconds=5, workers=1)) as client:
        assert client.query("ASK { ?s ?p ?o } #" + "x" * 10_000_000).status == 413
        assert client.query("ASK { ?s ?p ?o }").status == 200


def test_a_query_that_needs_too_much_memory_is_ended(many):
    with running(many, Limits(seconds=60, workers=1, memory=1_000_000_000)) as client:
        reply = client.query("SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i")
        assert reply.status == 507
        assert client.query("ASK { ?s ?p ?o }").status == 200


# --------------------------------------------------------------------------- stores


def test_what_is_loaded_later_is_served_from_then_on(tmp_path):
    text = tmp_path / "reports" / "acme.md"
    text.parent.mkdir()
    text.write_text("# Acme\n\nAcme has 40 staff.\n", encoding="utf-8")
    folder = store.Folder(tmp_path / "made.store")
    store.load(folder, [str(text.parent)], Config())
    titles = "SELECT ?t { ?r a kg:Report ; kg:title ?t } ORDER BY ?t"
    with running(Stored(folder.path)) as client:
        assert client.query(titles, "text/csv").text.split() == ["t", "Acme"]
        (text.parent / "bolt.md").write_text("# Bolt\n\nBolt has 3 shops.\n", encoding="utf-8")
        store.load(folder, [str(text.parent)], Config())
        assert client.query(titles, "text/csv").text.split() == ["t", "Acme", "Bolt"]


def test_an_endpoint_can_be_mounted(acme):
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from kg.server import application

    config = Config()
    inner = application(of_graph(build.build([str(acme)], config), config), QUICK, hosts=None)
    outer = Starlette(routes=[Mount("/kg", app=inner)])
    with serving(outer) as client:
        assert client.send("POST", "/kg/sparql", "ASK { ?s ?p ?o }", Content_Type="application/sparql-query").json()["boolean"]
        assert f"http://127.0.0.1:{client.port}/kg/assets/base.css" in client.get("/kg/", "text/html").text
