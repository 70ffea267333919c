"""Queries: equal answers from both engines, clear refusals, one-line errors, standard formats."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from sample_graph import AWKWARD, CONFIG, pair, sample

from kg import query, rdf
from kg.query import QueryError
from kg.reading import InputError

pytest.importorskip("pyoxigraph")
pytest.importorskip("rdflib")

ENGINES = ("pyoxigraph", "rdflib")
QUERIES = {
    "all, limited, no order": "SELECT * WHERE { ?s ?p ?o } LIMIT 50",
    "ties": "SELECT ?type ?s WHERE { ?s a ?type } ORDER BY DESC(?type) LIMIT 40 OFFSET 3",
    "unbound": "SELECT ?c ?level WHERE { ?c a kg:Claim OPTIONAL { ?c kg:confidence ?level } }",
    "numbers": "SELECT ?o ?low ?high WHERE { ?o kg:low ?low ; kg:high ?high FILTER(?low > 100) } ORDER BY DESC(?low)",
    "aggregates": (
        "SELECT ?t (COUNT(*) AS ?n) (AVG(?line) AS ?mean) (MAX(?line) AS ?last) { ?s a ?t ; kg:line ?line } GROUP BY ?t"
    ),
    "thirds": "SELECT (AVG(?line) / 3 AS ?third) (SUM(?low) / 7 AS ?seventh) { ?s kg:line ?line ; kg:low ?low }",
    "dates": "SELECT ?o ?from (YEAR(?from) AS ?year) { ?o kg:periodStart ?from FILTER(?from >= '2024-01-01'^^xsd:date) }",
    "paths": "SELECT DISTINCT ?s ?up { ?s a kg:Cell ; kg:partOf+ ?up }",
    "subquery": "SELECT ?s ?n { { SELECT ?s (COUNT(?c) AS ?n) { ?s kg:cites ?c } GROUP BY ?s HAVING(COUNT(?c) > 1) } }",
    "values at the end": "SELECT ?s ?id { ?s kg:id ?id } VALUES ?id { 'C1' 'C2' }",
    "strings": "SELECT (CONCAT(?id, ' – ', ?text) AS ?both) (STRLEN(?text) AS ?n) { ?s kg:id ?id ; kg:statement ?text }",
    "order by expression": "SELECT ?id { ?s a kg:Claim ; kg:id ?id ; kg:line ?l } ORDER BY (?l * -1) # comment at the end",
    "exists in filter": (
        "SELECT ?s { ?s a kg:Claim FILTER EXISTS { ?s kg:cites ?x } FILTER NOT EXISTS { ?e kg:disputes ?s } } LIMIT 2"
    ),
    "ask yes": "ASK { ?s kg:contradicts ?o }",
    "ask no": "ASK { ?s kg:id 'no such id' }",
    "construct": "CONSTRUCT { ?c kg:cites ?s } WHERE { ?c a kg:Claim ; kg:cites ?s }",
    "construct where": "CONSTRUCT WHERE { ?c kg:supports ?s }",
    "construct blank": "CONSTRUCT { ?c kg:note [ kg:text ?t ] } WHERE { ?c a kg:Claim ; kg:statement ?t }",
    "describe": "DESCRIBE <https://data.example.org/reports/acme/claim/C4>",
    "words in strings": "SELECT ?s { ?s kg:message 'SERVICE # INSERT } FROM' } # FROM here SERVICE there",
    "own prefix": (
        "PREFIX k: <https://example.org/kg/ontology#>\nBASE <https://data.example.org/reports/>\nSELECT ?id "
        "{ <acme/claim/C1> k:id ?id }"
    ),
    "variables named like keywords": "SELECT ?from ?service ?limit { ?from a kg:Claim ; kg:id ?service ; kg:line ?limit }",
}


@pytest.fixture(scope="module")
def databases() -> dict[str, query.Database]:
    return {engine: query.open_graph(pair(), CONFIG, engine) for engine in ENGINES}


@pytest.mark.parametrize("name", QUERIES)
def test_both_engines_answer_alike(databases, name):
    answers = [databases[engine].run(QUERIES[name]) for engine in ENGINES]
    assert answers[0] == answers[1]
    formats = set(query.FORMATS) - (set() if answers[0].form == "triples" else {"turtle", "ntriples"})
    for format in formats:
        assert query.render(answers[0], format) == query.render(answers[1], format)


def test_answers_are_not_empty(databases):
    for name, text in QUERIES.items():
        result = databases["pyoxigraph"].run(text)
        if name != "words in strings":
            assert result.form == "boolean" or len(result), name


def test_order_is_complete(databases):
    rows = databases["pyoxigraph"].run("SELECT ?type ?id { ?s a ?type ; kg:id ?id }").rows
    assert list(rows) == sorted(rows)


def test_run_takes_a_graph_or_lines():
    text = "SELECT ?id { ?c a kg:Claim ; kg:id ?id }"
    assert query.run(sample(), text, config=CONFIG) == query.run(rdf.lines(sample(), CONFIG), text)


def test_parameters_fix_variables(databases):
    for database in databases.values():
        for text in ("SELECT ?id ?line { ?s kg:id ?id ; kg:line ?line }", "CONSTRUCT { ?s kg:id ?id } WHERE { ?s kg:id ?id }"):
            result = database.run(text, {"id": "C 5/ä?#"})
            assert len(result) == 3
            assert any(term.value == "C 5/ä?#" for term in result.rows[0])
        assert len(database.run("SELECT ?id { ?s kg:id ?id }", {"id": '" } ; DROP ALL'})) == 0
        with pytest.raises(QueryError, match=r"no variable \?nothing. Variables: id, s"):
            database.run("SELECT ?id { ?s kg:id ?id }", {"nothing": "x"})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { SERVICE <https://e.org/sparql> { ?s ?p ?o } }", "query:1:12: SERVICE is refused"),
        ("SELECT * {\n service silent ?x { ?s ?p ?o } }", "query:2:2: SERVICE is refused"),
        ("LOAD <https://e.org/data.ttl>", "query:1:1: LOAD is refused"),
        ("PREFIX kg: <x:y>\n# note\nINSERT DATA { <a:a> <a:b> <a:c> }", "query:3:1: INSERT is refused"),
        ("DELETE WHERE { ?s ?p ?o }", "query:1:1: DELETE is refused"),
        ("CLEAR ALL", "query:1:1: CLEAR is refused"),
        ("WITH <x:y> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "query:1:1: WITH is refused"),
        ("SELECT * FROM <https://e.org/data.ttl> { ?s ?p ?o }", "query:1:10: FROM is refused"),
        ("ASK FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "query:1:5: FROM is refused"),
        ("", "query:1:1: the query is empty"),
        ("# nothing but a comment", "query:1:1: the query is empty"),
    ],
)
def test_what_would_write_or_reach_outside_is_refused(databases, engine, text, message):
    with pytest.raises(QueryError) as caught:
        databases[engine].run(text)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("SELECT ?s WHERE { ?s ?p }", 1),
        ("SELECT ?s\nWHERE {\n  ?s ?p ?o", 3),
        ("SELECT ?s { ?s kg:id ?id }\nORDER ?s", 2),
        ("SELEKT ?s { ?s ?p ?o }", 1),
        ("SELECT ?s {\n ?s foo:bar ?o }", 2),
        ("SELECT ?s { ?s kg:id 'open }", 1),
        ("hello", 1),
        ("SELECT ?s { ?s ?p ?o } }", 1),
    ],
)
def test_a_syntax_error_is_one_line_with_a_place(databases, engine, text, line):
    with pytest.raises(InputError) as caught:
        databases[engine].run(text)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 240
    if engine == "pyoxigraph" or "foo:" in text:
        assert message.startswith(f"query:{line}:"), message
    else:
        assert message.startswith("query:"), message
    assert "Traceback" not in message
    if "foo:" in text:
        assert "the prefix foo: is not declared" in message


def test_deep_nesting_is_an_error_not_a_crash(databases):
    text = "SELECT * " + "{" * 60 + "?s ?p ?o" + "}" * 60
    for database in databases.values():
        try:
            database.run(text)
        except QueryError as error:
            assert "\n" not in str(error)


def test_what_only_pyoxigraph_can(databases):
    text = "SELECT ?s (EXISTS { ?s kg:cites ?x } AS ?citing) { ?s a kg:Claim } ORDER BY ?citing LIMIT 3"
    assert [row[1].value for row in databases["pyoxigraph"].run(text)] == ["false", "false", "true"]
    with pytest.raises(QueryError, match="could not be understood"):
        databases["rdflib"].run(text)


@pytest.fixture(scope="module")
def awkward(databases) -> query.Result:
    return databases["pyoxigraph"].run(
        "SELECT ?id ?line ?text ?nothing ?s { ?s a kg:Claim ; kg:id ?id ; kg:line ?line ; kg:statement ?text } ORDER BY ?line"
    )


def test_csv(awkward):
    text = query.render(awkward, "csv")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["id", "line", "text", "nothing", "s"]
    assert AWKWARD in {row[2] for row in rows}
    assert text.count("\r\n") >= len(rows)


def test_tsv(awkward):
    lines = query.render(awkward, "tsv").removesuffix("\n").split("\n")
    assert lines[0] == "?id\t?line\t?text\t?nothing\t?s"
    assert all(line.count("\t") == 4 for line in lines)
    assert lines[1].startswith('"C1"\t101\t"Acme raised $235M in 2023."\t\t<https://')


def test_json(awkward):
    answer = json.loads(query.render(awkward, "json"))
    assert answer["head"]["vars"] == ["id", "line", "text", "nothing", "s"]
    first = answer["results"]["bindings"][0]
    assert first["line"] == {"type": "literal", "value": "101", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert first["s"]["type"] == "uri"
    assert "nothing" not in first


def test_xml(awkward):
    root = ElementTree.fromstring(query.render(awkward, "xml").encode())
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [v.get("name") for v in root.iter(f"{space}variable")] == ["id", "line", "text", "nothing", "s"]
    assert AWKWARD.replace("\x07", "\ufffd") in {element.text for element in root.iter(f"{space}literal")}


@pytest.mark.parametrize("format", ["tsv", "json", "xml"])
def test_a_second_reader_agrees(awkward, format):
    import pyoxigraph

    kind = getattr(pyoxigraph.QueryResultsFormat, format.upper())
    parsed = pyoxigraph.parse_query_results(query.render(awkward, format).encode(), kind)
    assert len(list(parsed)) == len(awkward)


def test_triples(databases):
    result = databases["pyoxigraph"].run(QUERIES["construct"])
    import pyoxigraph

    for format, kind in (("turtle", pyoxigraph.RdfFormat.TURTLE), ("ntriples", pyoxigraph.RdfFormat.N_TRIPLES)):
        parsed = list(pyoxigraph.parse(input=query.render(result, format).encode(), format=kind))
        assert len(parsed) == len(result)
    assert query.render(result, "table").startswith("subject")
    for format in ("turtle", "ntriples"):
        with pytest.raises(QueryError, match="needs a CONSTRUCT or DESCRIBE"):
            query.render(databases["pyoxigraph"].run(QUERIES["ties"]), format)


def test_table(databases):
    result = databases["pyoxigraph"].run("SELECT ?id ?line ?c { ?c a kg:Claim ; kg:id ?id ; kg:line ?line } LIMIT 2", None)
    lines = query.FORMATS["table"](result, CONFIG.base).splitlines()
    assert lines[0].split() == ["id", "line", "c"]
    assert "acme/claim/C%205%2F%C3%A4%3F%23" in lines[2]
    assert lines[-1] == "2 rows"
    narrow = query.FORMATS["table"](databases["pyoxigraph"].run("SELECT ?id ?t { ?s kg:id ?id ; kg:statement ?t }"), "", 40)
    assert max(map(len, narrow.splitlines())) <= 40
    assert "…" in narrow


def test_ask(databases):
    yes = databases["rdflib"].run(QUERIES["ask yes"])
    assert query.render(yes, "table") == "true\n"
    assert json.loads(query.render(yes, "json")) == {"head": {}, "boolean": True}
    assert "<boolean>true</boolean>" in query.render(yes, "xml")


def test_unknown_names():
    with pytest.raises(QueryError, match="unknown format 'yaml'"):
        query.render(query.Result("boolean", boolean=True), "yaml")
    with pytest.raises(QueryError, match="unknown engine"):
        query.Database([], "jena")


def test_without_any_engine(monkeypatch):
    monkeypatch.setattr("kg.query.engines.find_spec", lambda name: None)
    with pytest.raises(QueryError, match="pip install"):
        query.Database([])


def test_same_bytes_under_any_hash_seed():
    folder = Path(__file__).parents[1] / "rdf"
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\n"
        "from sample_graph import pair, CONFIG\nfrom kg import query\n"
        f"for engine in {ENGINES!r}:\n"
        "    d = query.open_graph(pair(), CONFIG, engine)\n"
        f"    for text in {list(QUERIES.values())!r}:\n"
        "        sys.stdout.buffer.write(query.render(d.run(text), 'json').encode())\n"
    )
    outputs = set()
    for seed in ("0", "77"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(folder.parents[1])}
        outputs.add(subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True).stdout)
    assert len(outputs) == 1


HIDDEN = (
    "SELECT * { ?a ?b ?o.SERVICE SILENT <http://127.0.0.1/> {?s ?p ?q} }",
    "SELECT * { ?a ?b 1.SERVICE <http://127.0.0.1/> {?s ?p ?q} }",
    "SELECT * { BIND(<http://127.0.0.1/> AS ?x) FILTER(1<2)service SILENT?x#>\n{?s ?p ?q} }",
    "SELECT * { BIND(<http://127.0.0.1/> AS ?x) FILTER(1<2)service?x#>\n{?s ?p ?q} }",
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", HIDDEN)
def test_a_hidden_service_is_refused(text, engine, monkeypatch):
    import socket

    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a connection was made"))
    # The parsers differ in what they take for one; whatever is taken is refused.
    with pytest.raises(QueryError, match=r"SERVICE is refused|syntax error|could not be understood"):
        query.Database(["<http://a.example/> <http://b.example/> <http://c.example/> .\n"], engine).run(text)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?service ?p "a service {" }',
        "SELECT * { ?s <http://a.example/service> ?o.  # service ?x {\n }",
        "PREFIX service: <http://a.example/> SELECT * { ?s service:service ?o }",
    ],
)
def test_the_word_service_is_no_service(text, engine):
    assert query.Database([], engine).run(text).rows == ()


@pytest.mark.parametrize(
    ("order", "added"),
    [
        ("ORDER BY ?a ?b", None),
        ("ORDER BY DESC(?b) asc ( ?a )", None),
        ("ORDER BY ?a", "?b"),
        ("ORDER BY DESC(?a + 1) ?b", "?a ?b"),
        ("ORDER BY STR(?a) (?b)", "?a ?b"),
        ("", "ORDER BY ?a ?b"),
    ],
)
def test_ties_are_broken_by_what_is_not_sorted_by_yet(order, added):
    from kg.query.syntax import Query

    text = f"SELECT ?a ?b {{ ?a ?p ?b }} {order}"
    ordered = Query(text).ordered(("a", "b"))
    assert ordered == text if added is None else " ".join(ordered.removeprefix(text).split()) == added
