"""Graphs against shapes: readable results, the same from every engine, and what is no graph at all."""

from __future__ import annotations

import builtins
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import rdfplaces as places
from kg import shacl
from kg.cli import cli
from kg.findings import Severity
from kg.rdfreading import Literal, quads
from kg.reading import InputError, RawFile

pytest.importorskip("pyshacl")

HEAD = """@prefix e: <https://e.org/> .
@prefix kg: <https://example.org/kg/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""

CLAIMS = (
    HEAD
    + """
e:r a kg:Report ; kg:id "r" ; kg:unreadLines 0 .

e:c a kg:Claim ;
    kg:id "C1" ; kg:statement "Acme raised $235M." ; kg:inText false ; kg:inReport e:r ;
    kg:path "report.md" ; kg:line 1, 2 ; kg:column 1 ; kg:endLine 1 ; kg:endColumn 9 ;
    kg:confidence "Very high" .
"""
)

SHAPES = (
    HEAD
    + """
e:Person a sh:NodeShape ; sh:targetClass e:Person ; sh:closed true ; sh:ignoredProperties (
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ;
    sh:property e:name, e:age, e:mail, e:boss, e:kind, e:born .
e:name sh:path e:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 2 ; sh:maxLength 9 .
e:age sh:path e:age ; sh:datatype xsd:integer ; sh:minInclusive 0 ; sh:maxExclusive 150 ; sh:severity sh:Warning .
e:mail sh:path e:mail ; sh:pattern "@" ; sh:nodeKind sh:Literal .
e:boss sh:path e:boss ; sh:class e:Person ; sh:severity sh:Info .
e:kind sh:path e:kind ; sh:in ( "a" "b" ) .
e:born sh:path e:born ; sh:lessThan e:died .
"""
)

PEOPLE = (
    HEAD
    + """
e:Boss rdfs:subClassOf e:Person .
e:a a e:Boss ; e:name "A" ; e:age 200 ; e:mail "nowhere" ; e:boss e:nobody ; e:kind "c" .
e:b a e:Person ; e:age "old" ; e:mail e:b ; e:boss e:a ; e:born 2000 ; e:died 1999 ; e:shoe 44 .
e:d a e:Person ; e:name "Ada", "Bob" .
[] a e:Person .
[] a e:Person ; e:name "Eve", "Eva\\u0007 \\"é\\""@en ; e:kind [] .
"""
)


def graph(text: str, name: str = "x.ttl"):
    return shacl.read([RawFile(name, text.encode())])


def run(*arguments: str, files: dict[str, str], folder: Path):
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return CliRunner().invoke(
        cli, ["validate", *(a if a.startswith("-") or a not in files else str(folder / a) for a in arguments)]
    )


def test_a_result_names_the_place_the_node_and_both_values(tmp_path):
    ran = run("claims.ttl", files={"claims.ttl": CLAIMS}, folder=tmp_path)
    assert ran.exit_code == 1
    first = ran.stdout.splitlines()
    assert first[0] == (
        f"{tmp_path}/claims.ttl:9: error: confidence is “Very high”: "
        "A claim states at most one confidence: High, Medium or Low."
    )
    assert first[1] == "    Claim C1 <https://e.org/c>"
    assert first[2].endswith("error: line is given 2 times: A claim has exactly one line: where it begins, a whole number counted from 1.")
    assert first[-1] == "2 problems · 2 nodes looked at, 15 statements."


def test_what_conforms_and_what_no_shape_chooses_are_two_answers(tmp_path):
    ran = run("ok.ttl", files={"ok.ttl": HEAD + 'e:r a kg:Report ; kg:id "r" ; kg:unreadLines 0 .'}, folder=tmp_path)
    assert (ran.exit_code, ran.stdout) == (0, "Conforms: 1 node looked at, 3 statements.\n")
    ran = run("other.ttl", files={"other.ttl": HEAD + "e:a e:b e:c ."}, folder=tmp_path)
    assert (ran.exit_code, ran.stdout) == (0, "Nothing to look at: the shapes choose no node of this graph.\n")


def test_an_export_conforms_and_so_does_the_report_itself(tmp_path):
    exported = tmp_path / "example.trig"
    assert CliRunner().invoke(cli, ["export", "trig", "docs/example", "-o", str(exported)]).exit_code == 0
    for path in ("docs/example", str(exported)):
        ran = CliRunner().invoke(cli, ["validate", path])
        assert ran.exit_code == 0, ran.stdout
        assert ran.stdout.startswith("Conforms: ")


def test_a_report_against_shapes_of_ones_own_has_places_in_the_report(tmp_path):
    shapes = (
        HEAD
        + """
    e:Short a sh:NodeShape ; sh:targetClass kg:Claim ; sh:property e:statement .
    e:statement sh:path kg:statement ; sh:maxLength 10 ; sh:severity sh:Warning ; sh:message "Say it in ten characters." .
    """
    )
    (tmp_path / "short.ttl").write_text(shapes, encoding="utf-8")
    arguments = ["validate", "docs/example", "--shapes", str(tmp_path / "short.ttl")]
    ran = CliRunner().invoke(cli, arguments)
    assert ran.exit_code == 0
    assert "docs/example/claims.csv:2: warning: statement is “" in ran.stdout
    assert "”: Say it in ten characters." in ran.stdout
    assert CliRunner().invoke(cli, [*arguments, "--fail-on", "warning"]).exit_code == 1


def test_json(tmp_path):
    ran = run("claims.ttl", "--format", "json", files={"claims.ttl": CLAIMS}, folder=tmp_path)
    said = json.loads(ran.stdout)
    assert (said["conforms"], said["examined"], said["statements"]) == (False, 2, 15)
    assert said["results"][0]["value"] == '"Very high"'
    assert said["results"][0]["place"] == {"path": f"{tmp_path}/claims.ttl", "line": 9}
    assert [r["component"] for r in said["results"]] == ["In", "MaxCount"]


def test_turtle_is_a_validation_report():
    import rdflib

    from kg.shacl import report

    found = shacl.validate(graph(PEOPLE), graph(SHAPES), "pyshacl")
    written = "".join(report.turtle(found))
    said = rdflib.Graph().parse(data=written, format="turtle")
    sh = rdflib.Namespace(shacl.SH)
    (whole,) = said.subjects(rdflib.RDF.type, sh.ValidationReport)
    assert not bool(said.value(whole, sh.conforms))
    results = set(said.objects(whole, sh.result))
    assert len(results) == len(found.results)
    for result in results:
        for wanted in (sh.focusNode, sh.resultSeverity, sh.sourceConstraintComponent, sh.resultMessage):
            assert len(list(said.objects(result, wanted))) == 1
    components = {str(c).removeprefix(shacl.SH) for c in said.objects(None, sh.sourceConstraintComponent)}
    assert {"ClosedConstraintComponent", "MaxExclusiveConstraintComponent"} <= components
    nothing = "".join(report.turtle(shacl.validate(graph(HEAD), graph(SHAPES), "pyshacl")))
    assert "sh:conforms true" in nothing


def test_results_are_in_words_of_their_own_where_a_shape_has_none():
    found = shacl.validate(graph(PEOPLE), graph(SHAPES), "pyshacl").results
    said = {(r.focus.removeprefix("https://e.org/"), r.severity, r.message) for r in found}
    for wanted in (
        ("a", Severity.ERROR, "<https://e.org/name> is “A”: the text must have 2 characters or more"),
        ("a", Severity.INFO, "<https://e.org/boss> is <https://e.org/nobody>: the value must be a node of class <https://e.org/Person>"),
        ("a", Severity.ERROR, "<https://e.org/kind> is “c”: the value must be one of “a”, “b”"),
        ("b", Severity.WARNING, "<https://e.org/age> is “old”: the value must be of type xsd:integer"),
        ("b", Severity.ERROR, "<https://e.org/name> is missing: at least 1 must be given"),
        ("b", Severity.ERROR, "<https://e.org/shoe> is “44” (xsd:integer): the shape allows no such property"),
        ("d", Severity.ERROR, "<https://e.org/name> is given 2 times: no more than 1 may be given"),
        ("a node without a name", Severity.ERROR, "<https://e.org/name> is missing: at least 1 must be given"),
    ):
        assert wanted in said
    assert [r.severity for r in found] == sorted((r.severity for r in found), key=lambda s: -s.rank)


@pytest.mark.parametrize(
    ("data", "shapes"), [(PEOPLE, SHAPES), (CLAIMS, None), (CLAIMS, SHAPES)], ids=["people", "claims", "nothing"]
)
def test_engines_agree(data, shapes):
    pytest.importorskip("shifty")
    held = graph(shapes) if shapes else shacl.read([shacl.own_shapes()])
    reference, fast = (shacl.validate(graph(data), held, engine) for engine in ("pyshacl", "shifty"))
    assert reference.results == fast.results
    assert reference.examined == fast.examined
    assert (reference.engine, fast.engine) == ("pyshacl", "shifty")


def test_the_fast_engine_is_taken_for_large_graphs_only():
    pytest.importorskip("shifty")
    assert shacl.choose_engine("auto", shacl.LARGE - 1) == "pyshacl"
    assert shacl.choose_engine("auto", shacl.LARGE) == "shifty"
    assert shacl.choose_engine("pyshacl", shacl.LARGE) == "pyshacl"


def test_an_engine_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr(shacl, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'claimgraph\[shacl\]'"):
        shacl.choose_engine("auto", 1)
    with pytest.raises(InputError, match=r"pip install 'claimgraph\[shacl-fast\]'"):
        shacl.choose_engine("shifty", 1)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.ttl", "@prefix a: <http://a/> .\n\na:b a:c b:x .\n", "a.ttl:3: not valid Turtle: "),
        ("a.nt", "<http://a/> <http://b/> .\n", "a.nt:1: not valid N-Triples: "),
        ("a.rdf", "<a>\n<b></a>", "not valid RDF/XML: "),
        ("a.jsonld", '{"@id":\n }', "a.jsonld:2: not valid JSON-LD: "),
        ("a.jsonld", '{"@context": "https://schema.org/", "@id": "e:a"}', "nothing is fetched"),
        ("a.jsonld", '{"@context": [{}, "https://schema.org/"]}', "nothing is fetched"),
        ("a.jsonld", '{"a": [{"@context": {"@import": "x.jsonld"}}]}', "nothing is fetched"),
    ],
)
def test_what_is_no_graph_is_said_with_its_line(name, text, complaint, tmp_path):
    ran = run(name, files={name: text}, folder=tmp_path)
    assert isinstance(ran.exception, InputError)
    assert complaint in str(ran.exception)


def test_shapes_that_are_none_are_refused(tmp_path):
    ran = run("a.ttl", "--shapes", "b.ttl", files={"a.ttl": CLAIMS, "b.ttl": CLAIMS}, folder=tmp_path)
    assert "holds no SHACL shape" in str(ran.exception)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_without_pyoxigraph_the_same_statements_are_read(monkeypatch):
    texts = {
        "a.ttl": HEAD + 'e:a e:b "x"@en, "y", 1.50, true, e:c, "\\u00e9\\n" .',
        "a.trig": HEAD + "e:g { e:a e:b e:c } e:a e:b e:d .",
        "a.nq": "<e:a> <e:b> <e:c> <e:g> .\n<e:a> <e:b> <e:d> .\n",
        "a.nt": '<e:a> <e:b> "c" .\n',
        "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="e:"><rdf:Description rdf:about="e:a"><e:b>c</e:b></rdf:Description></rdf:RDF>',
        "a.jsonld": '{"@context": {"b": "e:b"}, "@id": "e:a", "b": ["c", 7, {"@id": "e:d"}, {"@value": "x", "@language": "en"}]}',
    }
    fast = {name: set(quads(RawFile(name, text.encode()))) for name, text in texts.items()}
    imported = builtins.__import__

    def without(name, *more):
        if name == "pyoxigraph":
            raise ModuleNotFoundError(name)
        return imported(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    slow = {name: set(quads(RawFile(name, text.encode()))) for name, text in texts.items()}
    canonical = {q._replace(value=Literal("1.5", q.value.datatype)) if q.value[0] == "1.50" else q for q in fast["a.ttl"]}
    assert slow["a.ttl"] in (fast["a.ttl"], canonical)
    assert {n: q for n, q in slow.items() if n != "a.ttl"} == {n: q for n, q in fast.items() if n != "a.ttl"}
    for name, text in (("a.ttl", "@prefix a: <http://a/> .\n\na:b a:c b:x .\n"), ("a.rdf", "<a>\n<b></a>")):
        with pytest.raises(InputError, match=f"{name}:[23]: not valid"):
            list(quads(RawFile(name, text.encode())))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "@prefix e: <https://e.org/> .\n<https://e.org/x> e:p e:a .\n\ne:a a e:T .\n"),
        ("a.ttl", "@base <https://e.org/> .\n<x> <p> <a> .\n\n<a> a <T> .\n"),
        ("a.nt", "<https://e.org/x> <https://e.org/p> <https://e.org/a> .\n\n\n<https://e.org/a> <e:p> <e:o> .\n"),
        (
            "a.jsonld",
            '{"@context": {"@base": "https://e.org/", "p": "e:p"}, "@graph": [\n{"@id": "x", "p": "a"},\n\n{"@id": "a"}]}',
        ),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="r">\n<x rdf:resource="https://e.org/a"/>\n\n<rdf:Description rdf:about="https://e.org/a"/></rdf:RDF>',
        ),
    ],
)
def test_a_node_is_found_where_it_is_the_subject(name, text):
    found = places.find([RawFile(name, text.encode())], {"https://e.org/a", "https://e.org/none"})
    assert found == {"https://e.org/a": places.Where(name, 4)}
