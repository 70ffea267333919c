"""Tables, reviews, results and reifiers: what the other exports say is what the graph says."""

from __future__ import annotations

import csv
import inspect
import io
import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from sample_graph import AWKWARD, CONFIG, pair, sample
from test_exports import by_pyoxigraph, by_rdflib, expected, literal, written

from kg import rdf, rdfterms
from kg.cli import cli
from kg.exporters import _node_tables, choose
from kg.graph import ClaimGraph, Key

pyoxigraph = pytest.importorskip("pyoxigraph")


def files(format: str, graph: ClaimGraph) -> dict[str, str | bytes]:
    return {name: type(first)().join([first, *rest]) for name, (first, *rest) in choose(format).files(graph, CONFIG)}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --------------------------------------------------------------------------- another parser of JSON-LD


@pytest.mark.parametrize("format", ["jsonld", "claimreview"])
def test_json_ld_says_the_same_in_three_parsers(format):
    pyld = pytest.importorskip("pyld.jsonld")
    text = written(format, pair())
    lines = pyld.to_rdf(json.loads(text), {"format": "application/n-quads"}).split("\n")
    third = {" ".join(map(term, pyoxigraph_quad)) for pyoxigraph_quad in parsed(lines)}
    assert third == by_pyoxigraph(text, pyoxigraph.RdfFormat.JSON_LD) == by_rdflib(text, "json-ld")
    if format == "jsonld":
        assert third == expected(pair())


def parsed(lines: list[str]):
    for quad in pyoxigraph.parse(input="\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS):
        yield quad.subject, quad.predicate, quad.object


def term(of) -> str:
    return f"<{of.value}>" if isinstance(of, pyoxigraph.NamedNode) else literal(of.value, of.datatype.value)


# --------------------------------------------------------------------------- tables


def test_tables_and_links_hold_every_statement():
    tables, links = _node_tables.tables(pair(), CONFIG)
    counted = sum(len([v for v in row[1:] if v is not None]) for t in tables for row in t.rows) + len(links)
    several = sum(str(v).count(_node_tables.SEVERAL) for t in tables for row in t.rows for v in row[1:] if isinstance(v, str))
    typed = sum(len(t.rows) for t in tables)
    assert counted + several + typed == len(list(rdf.triples(pair(), CONFIG)))


def test_csv_has_a_file_for_each_type_and_what_stands_in_it():
    found = files("csv", sample())
    claims = {row["iri"].rpartition("/")[2]: row for row in rows(found["Claim.csv"])}
    assert claims["C1"]["statement"] == "Acme raised $235M in 2023."
    assert claims["C4"]["statement"] == AWKWARD
    low = {row["id"]: row["low"] for row in rows(found["Observation.csv"])}
    assert (low["o2"], low["o3"], low["o4"]) == ("130100000", "100000000000", "")
    names = [row["alsoNamed"] for row in rows(found["Publisher.csv"])]
    assert names == ["Sacra Research", ""]
    ends = {row["iri"] for name, text in found.items() if name != "links.csv" for row in rows(text)}
    links = rows(found["links.csv"])
    assert {"source": f"{CONFIG.base}acme/claim/C1", "link": "cites", "target": f"{CONFIG.base}acme/source/S1"} in links
    assert all(link["source"] in ends and link["target"] in ends for link in links)


@pytest.mark.parametrize("statement", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://e.org")'])
def test_no_cell_of_csv_is_a_formula_and_no_other_format_changes_it(statement):
    from sample_graph import at

    from kg.model import Claim, Report

    graph = ClaimGraph([Report("r", "p", "f", claims=(Claim("C1", statement, at(1), at(1)),))])
    assert rows(files("csv", graph)["Claim.csv"])[0]["statement"] == f"'{statement}"
    assert rows(files("neo4j", graph)["nodes-Claim.csv"])[0]["statement"] == statement


def test_neo4j_headers_name_types_and_every_link_has_both_ends():
    found = files("neo4j", sample())
    header = found["nodes-Observation.csv"].split("\n", 1)[0].split(",")
    assert header[0] == "iri:ID"
    assert header[-1] == ":LABEL"
    assert {"line:long", "approximate:boolean", "periodStart:date", "low:string", "value"} <= set(header)
    links = rows(found["links.csv"])
    assert list(links[0]) == [":START_ID", ":END_ID", ":TYPE"]
    assert {"CITES", "PUBLISHED_BY", "DERIVED_FROM"} <= {link[":TYPE"] for link in links}
    ends = {row["iri:ID"] for name, text in found.items() if name != "links.csv" for row in rows(text)}
    assert all(link[":START_ID"] in ends and link[":END_ID"] in ends for link in links)


def test_parquet_keeps_numbers_exact_and_dates_dates():
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    found = files("parquet", sample())
    table = parquet.read_table(io.BytesIO(found["Observation.parquet"]))
    assert table.schema.field("low").type == pyarrow.decimal128(38, 12)
    assert table.schema.field("periodStart").type == pyarrow.date32()
    low = dict(zip(table["id"].to_pylist(), table["low"].to_pylist(), strict=True))
    assert low["o2"] == Decimal(130100000)
    assert low["o4"] is None
    assert parquet.read_table(io.BytesIO(found["Claim.parquet"])).num_rows == 6
    assert parquet.read_table(io.BytesIO(found["links.parquet"])).column_names == ["source", "link", "target"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("1.5", "decimal128(38, 12)"),
        ("1E+30", "decimal256(76, 38)"),
        ("0.00000000000001", "decimal256(76, 38)"),
        ("1E+60", "string"),
    ],
)
def test_a_number_too_wide_for_a_column_widens_it(value, kind):
    pyarrow = pytest.importorskip("pyarrow")
    from kg.exporters.parquet import _decimals

    array = _decimals([Decimal(value), None], pyarrow)
    assert str(array.type) == kind
    assert Decimal(array.to_pylist()[0]) == Decimal(value)


def test_several_files_need_a_folder(tmp_path):
    ran = CliRunner().invoke(cli, ["export", "csv", "docs/example"])
    assert ran.exit_code == 2
    assert "Name a folder for them: -o FOLDER" in ran.output
    ran = CliRunner().invoke(cli, ["export", "csv", "docs/example", "-o", str(tmp_path / "out")])
    assert ran.exit_code == 0
    assert (tmp_path / "out" / "Claim.csv").read_text(encoding="utf-8").startswith("iri,label,id,")
    ran = CliRunner().invoke(cli, ["export", "csv", "docs/example", "-o", str(tmp_path / "out" / "Claim.csv")])
    assert ran.exit_code == 2
    assert "is a file" in ran.output


# --------------------------------------------------------------------------- node-link JSON


def test_node_link_json_is_read_by_networkx():
    import networkx

    graph = sample()
    # The parameter had another name before networkx 3.4.
    name = "edges" if "edges" in inspect.signature(networkx.node_link_graph).parameters else "link"
    read = networkx.node_link_graph(json.loads(written("nodelink", graph)), **{name: "edges"})
    assert isinstance(read, networkx.MultiDiGraph)
    assert set(read) == {"/".join(key) for key in graph.nodes}
    assert read.number_of_edges() == len(graph.edges)
    assert read.nodes["acme/claim/C1"]["statement"] == "Acme raised $235M in 2023."
    assert read.nodes["acme/claim/C1"]["name"] == "C1"
    assert {fields["type"] for _, _, fields in read.edges(data=True)} == {edge.type for edge in graph.edges}


# --------------------------------------------------------------------------- reviews and results


def test_every_claim_has_a_review_that_explains_its_rating():
    nodes = {node["@id"]: node for node in json.loads(written("claimreview", sample()))["@graph"]}
    claim, review = nodes[f"{CONFIG.base}acme/claim/C1"], nodes[f"{CONFIG.base}acme/review/C1"]
    assert claim["@type"] == "Claim"
    assert claim["text"] == review["claimReviewed"] == "Acme raised $235M in 2023."
    assert claim["citation"] == [f"{CONFIG.base}acme/source/S1"]
    assert review["itemReviewed"] == claim["@id"]
    assert review["reviewRating"]["ratingExplanation"] == "1 independent source"
    assert review["reviewBody"].splitlines() == ["$235M and $230M", "C1 rests on S1 alone"]
    assert review["datePublished"] == "2026-05-09"
    assert nodes[f"{CONFIG.base}acme/source/S1"]["datePublished"] == "2023-08-24"
    assert "datePublished" not in nodes[f"{CONFIG.base}acme/source/S2"]


def test_no_review_can_end_the_script_it_is_put_in():
    assert "</" not in written("claimreview", sample())


def test_findings_are_results_of_a_validation():
    rdflib = pytest.importorskip("rdflib")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph = rdflib.Graph().parse(data=written("shacl", pair()), format="turtle")
    reports = set(graph.subjects(rdflib.RDF.type, sh.ValidationReport))
    assert {bool(graph.value(r, sh.conforms)) for r in reports} == {True, False}
    results = set(graph.subjects(rdflib.RDF.type, sh.ValidationResult))
    assert results == set(graph.objects(None, sh.result))
    assert len(results) == len(list(pair().of_type("finding")))
    for result in results:
        for wanted in (sh.focusNode, sh.resultSeverity, sh.sourceConstraintComponent):
            assert isinstance(graph.value(result, wanted), rdflib.URIRef)
        assert graph.value(result, sh.resultMessage)
    first = rdflib.URIRef(f"{CONFIG.base}acme/result/aaaa000011112222")
    assert graph.value(first, sh.focusNode) == rdflib.URIRef(f"{CONFIG.base}acme/claim/C1")
    assert graph.value(first, sh.resultSeverity) == sh.Violation


# --------------------------------------------------------------------------- RDF 1.2


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads"])
def test_evidence_and_findings_reify_in_rdf_1_2(format):
    text = "".join(choose(format).export(sample(), CONFIG, reify=True))
    media = {"turtle": "TURTLE", "trig": "TRIG", "ntriples": "N_TRIPLES", "nquads": "N_QUADS"}[format]
    quads = list(pyoxigraph.parse(input=text.encode(), format=getattr(pyoxigraph.RdfFormat, media)))
    reified = {quad.subject.value: quad.object for quad in quads if quad.predicate.value.endswith("#reifies")}
    evidence = reified[rdfterms.node_iri(Key("acme", "evidence", "C1--S1"), CONFIG)]
    assert [t.value for t in evidence] == [
        f"{CONFIG.base}acme/claim/C1",
        f"{rdfterms.ONTOLOGY}cites",
        f"{CONFIG.base}acme/source/S1",
    ]
    finding = reified[rdfterms.node_iri(Key("acme", "finding", "aaaa000011112222"), CONFIG)]
    assert finding.predicate.value == f"{rdfterms.ONTOLOGY}contradicts"
    plain = {quad for quad in quads if not isinstance(quad.object, pyoxigraph.Triple)}
    said = {(t.subject.value, t.predicate.value, t.object.value) for t in reified.values()}
    assert said <= {(q.subject.value, q.predicate.value, q.object.value) for q in plain}
    assert len(plain) == len(expected(sample()))


def test_formats_without_rdf_1_2_say_so():
    ran = CliRunner().invoke(cli, ["export", "jsonld", "docs/example", "--rdf12"])
    assert ran.exit_code == 2
    assert "Formats that can: turtle, trig, ntriples, nquads" in ran.output
