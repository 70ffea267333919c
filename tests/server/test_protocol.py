"""SPARQL 1.1 Protocol: the 34 cases of the W3C test suite, by their names there.

Written from the recommendation and the titles of the cases.  Updates run on an endpoint that was
started with ``--scratch``; the same requests are refused by one that was not.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from endpoints import database, running

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

DATA = [f"http://data.example/graphs/data{n}" for n in range(4)]
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml", "application/json", "application/xml"}
TABLE = BOOLEAN | {"text/csv", "text/tab-separated-values"}
RDF = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}

DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
BOTH = f"ASK {{ <{DATA[1]}> a ?t . <{DATA[2]}> a ?t }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{DATA[1]}> a ?t }} GRAPH ?h {{ <{DATA[2]}> a ?t }} }}"
FULL = f"ASK {{ <{DATA[3]}> a ?t GRAPH ?g {{ <{DATA[1]}> a ?t }} GRAPH ?h {{ <{DATA[2]}> a ?t }} }}"

TARGET = "http://data.example/copied"


def copying(pattern: str, graphs: list[str]) -> str:
    """An update that fills the graphs and copies what its pattern sees."""
    filled = " ".join(f"GRAPH <{g}> {{ <{g}> a <{DOCUMENT}> }}" for g in graphs)
    copy = f"INSERT {{ GRAPH <{TARGET}> {{ ?s a <http://purl.org/dc/terms/BibliographicResource> }} }} WHERE {{ {pattern} }}"
    return f"CLEAR ALL ; INSERT DATA {{ {filled} }} ; {copy}"


def copied(there: list[str], not_there: list[str]) -> str:
    """Whether exactly these were copied."""
    wanted = " ".join(f"<{g}> a ?t ." for g in there)
    unwanted = " ".join(f"FILTER NOT EXISTS {{ GRAPH <{TARGET}> {{ <{g}> a ?u }} }}" for g in not_there)
    return f"ASK {{ GRAPH <{TARGET}> {{ {wanted} }} {unwanted} }}"


@pytest.fixture(scope="module")
def source():
    return database("".join(f"<{g}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{DOCUMENT}> <{g}> .\n" for g in DATA))


@pytest.fixture(scope="module")
def endpoint(source):
    """Changed by the updates: each of them begins with CLEAR ALL."""
    with running(source, scratch=True) as client:
        yield client


@pytest.fixture(scope="module")
def reading(source):
    with running(source) as client:
        yield client


def true(reply) -> bool:
    assert reply.status == 200, reply.text
    assert reply.type in BOOLEAN
    return reply.json()["boolean"]


# name in the suite: (method, parameters of the address, body, content type), what is expected
QUERIES = {
    "query_get": (("GET", {"query": "ASK {}", "default-graph-uri": DATA[0]}, None, None), True),
    "query_post_form": (("POST", {"default-graph-uri": DATA[0]}, urlencode({"query": "ASK {}"}), FORM), True),
    "query_post_direct": (("POST", {"default-graph-uri": DATA[0]}, "ASK {}", QUERY), True),
    "query_dataset_default_graphs_get": (("GET", {"query": BOTH, "default-graph-uri": DATA[1:3]}, None, None), True),
    "query_dataset_default_graphs_post": (("POST", {"default-graph-uri": DATA[1:3]}, BOTH, QUERY), True),
    "query_dataset_named_graphs_get": (("GET", {"query": NAMED, "named-graph-uri": DATA[1:3]}, None, None), True),
    "query_dataset_named_graphs_post": (("POST", {"named-graph-uri": DATA[1:3]}, NAMED, QUERY), True),
    "query_dataset_full": (("POST", {"default-graph-uri": DATA[3], "named-graph-uri": DATA[1:3]}, FULL, QUERY), True),
    "query_multiple_dataset": (
        ("POST", {"named-graph-uri": DATA[1:3]}, NAMED.replace("ASK", f"ASK FROM <{DATA[3]}>"), QUERY),
        True,
    ),
    "query_content_type_select": (("POST", {"default-graph-uri": DATA[0]}, "SELECT (1 AS ?value) {}", QUERY), TABLE),
    "query_content_type_ask": (("POST", {"default-graph-uri": DATA[0]}, "ASK {}", QUERY), BOOLEAN),
    "query_content_type_describe": (("POST", {"default-graph-uri": DATA[0]}, f"DESCRIBE <{DATA[0]}>", QUERY), RDF),
    "query_content_type_construct": (
        ("POST", {"default-graph-uri": DATA[0]}, "CONSTRUCT { <s> <p> 1 } {}", QUERY),
        RDF,
    ),
}

REFUSED = {
    "bad_query_method": ("PUT", {"query": "ASK {}"}, None, None),
    "bad_multiple_queries": ("GET", {"query": ["ASK {}", "SELECT * {}"]}, None, None),
    "bad_query_wrong_media_type": ("POST", {}, "ASK {}", "text/plain"),
    "bad_query_missing_form_type": ("POST", {}, urlencode({"query": "ASK {}"}), None),
    "bad_query_missing_direct_type": ("POST", {}, "ASK {}", None),
    "bad_query_non_utf8": ("POST", {}, "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_syntax": ("GET", {"query": "ASK {"}, None, None),
    "bad_update_get": ("GET", {"update": "CLEAR NAMED"}, None, None),
    "bad_multiple_updates": ("POST", {}, urlencode({"update": ["CLEAR NAMED", "CLEAR DEFAULT"]}, doseq=True), FORM),
    "bad_update_wrong_media_type": ("POST", {}, "CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": ("POST", {}, urlencode({"update": "CLEAR NAMED"}), None),
    "bad_update_non_utf8": ("POST", {}, "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": ("POST", {}, urlencode({"update": "CLEAR XYZ"}), FORM),
    "bad_update_dataset_conflict": (
        "POST",
        {},
        urlencode({"update": f"INSERT {{ ?s ?p ?o }} USING <{DATA[0]}> WHERE {{ ?s ?p ?o }}", "using-graph-uri": DATA[1]}),
        FORM,
    ),
}

UPDATES = {
    "update_dataset_default_graph": (
        (copying(f"?s a <{DOCUMENT}>", DATA[1:2]), {"using-graph-uri": DATA[1]}, UPDATE),
        copied(DATA[1:2], []),
    ),
    "update_dataset_default_graphs": (
        (copying(f"?s a <{DOCUMENT}>", DATA[1:4]), {"using-graph-uri": DATA[1:3]}, UPDATE),
        copied(DATA[1:3], DATA[3:]),
    ),
    "update_dataset_named_graphs": (
        (copying(f"GRAPH ?g {{ ?s a <{DOCUMENT}> }}", DATA[1:4]), {"using-named-graph-uri": DATA[1:3]}, UPDATE),
        copied(DATA[1:3], DATA[3:]),
    ),
    "update_dataset_full": (
        (
            copying(f"{{ GRAPH ?g {{ ?s a <{DOCUMENT}> }} }} UNION {{ ?s a <{DOCUMENT}> }}", DATA),
            {"using-graph-uri": DATA[1], "using-named-graph-uri": DATA[2]},
            UPDATE,
        ),
        copied(DATA[1:3], [DATA[0], DATA[3]]),
    ),
    "update_post_form": (
        (f"CLEAR ALL ; INSERT DATA {{ GRAPH <{TARGET}> {{ <{DATA[1]}> a <{DOCUMENT}> }} }}", {}, FORM),
        f"ASK {{ GRAPH <{TARGET}> {{ <{DATA[1]}> a <{DOCUMENT}> }} }}",
    ),
    "update_post_direct": (
        (f"CLEAR ALL ; INSERT DATA {{ GRAPH <{TARGET}> {{ <{DATA[2]}> a <{DOCUMENT}> }} }}", {}, UPDATE),
        f"ASK {{ GRAPH <{TARGET}> {{ <{DATA[2]}> a <{DOCUMENT}> }} }}",
    ),
    "update_base_uri": (
        (f"CLEAR ALL ; INSERT DATA {{ GRAPH <{TARGET}> {{ <http://s.example/> <http://p.example/> <test> }} }}", {}, UPDATE),
        # The service chooses the base; whatever it is, the address in the data is absolute.
        f"ASK {{ GRAPH <{TARGET}> {{ ?s ?p ?o FILTER (isIRI(?o) && REGEX(STR(?o), '^http://127.*test$')) }} }}",
    ),
}


def send(client, method, parameters, body, content_type):
    headers = {"Content_Type": content_type} if content_type else {}
    address = f"/sparql?{urlencode(parameters, doseq=True)}" if parameters else "/sparql"
    return client.send(method, address, body, **headers)


def test_there_are_thirty_four():
    assert len({*QUERIES, *REFUSED, *UPDATES}) == 34


@pytest.mark.parametrize("name", QUERIES)
def test_query(reading, name):
    request, expected = QUERIES[name]
    reply = send(reading, *request)
    if expected is True:
        assert true(reply)
    else:
        assert reply.status == 200, reply.text
        assert reply.type in expected


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_operation_is_refused(endpoint, name):
    reply = send(endpoint, *REFUSED[name])
    assert 400 <= reply.status < 500
    assert reply.text.strip()
    assert "\n" not in reply.text.strip()


@pytest.mark.parametrize("name", UPDATES)
def test_update(endpoint, name):
    (text, parameters, content_type), check = UPDATES[name]
    body = urlencode({"update": text, **parameters}, doseq=True) if content_type == FORM else text
    reply = send(endpoint, "POST", {} if content_type == FORM else parameters, body, content_type)
    assert reply.status in (200, 204), reply.text
    assert true(endpoint.query(check))


@pytest.mark.parametrize("name", UPDATES)
def test_an_endpoint_that_only_reads_refuses_updates(reading, name):
    (text, parameters, _), _ = UPDATES[name]
    assert send(reading, "POST", parameters, text, UPDATE).status == 403
    assert true(reading.query(FULL))


def test_delete_where_sees_the_graphs_of_the_request(endpoint):
    fill = f"CLEAR ALL ; INSERT DATA {{ GRAPH <{DATA[1]}> {{ <http://a.example/> a <{DOCUMENT}> }} }}"
    assert send(endpoint, "POST", {}, fill, UPDATE).status == 204
    gone = f"DELETE WHERE {{ GRAPH <{DATA[1]}> {{ ?s a ?t }} }}"
    assert send(endpoint, "POST", {"using-named-graph-uri": DATA[2]}, gone, UPDATE).status == 204
    assert true(endpoint.query(f"ASK {{ GRAPH <{DATA[1]}> {{ ?s a ?t }} }}"))
    assert send(endpoint, "POST", {"using-named-graph-uri": DATA[1]}, gone, UPDATE).status == 204
    assert not true(endpoint.query(f"ASK {{ GRAPH <{DATA[1]}> {{ ?s a ?t }} }}"))


@pytest.mark.parametrize(
    "text", ["LOAD <http://127.0.0.1/x.ttl>", "CLEAR ALL;LOAD<http://127.0.0.1/x>", "load SILENT <file:x.ttl>"]
)
def test_nothing_is_loaded_from_elsewhere(endpoint, text):
    reply = send(endpoint, "POST", {}, text, UPDATE)
    assert reply.status == 400
    assert "LOAD are refused" in reply.text
