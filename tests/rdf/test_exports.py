"""Exports: equal graphs in every serialisation and parser, equal bytes under any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sample_graph import AWKWARD, CONFIG, pair, sample, types_present

from kg import rdf, rdfterms
from kg.config import Config
from kg.exporters import choose, exporters
from kg.graph import NODE_TYPES, ClaimGraph
from kg.model import Claim, Place, Report
from kg.reading import InputError

pyoxigraph = pytest.importorskip("pyoxigraph")
rdflib = pytest.importorskip("rdflib")

FORMATS = {
    "turtle": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "ntriples": (pyoxigraph.RdfFormat.N_TRIPLES, "nt"),
    "nquads": (pyoxigraph.RdfFormat.N_QUADS, "nquads"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
    "rdfxml": (pyoxigraph.RdfFormat.RDF_XML, "xml"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
}
BASES = (CONFIG, Config(), Config(base="https://e.org/x#"), Config(base="urn:example:"), Config(base="https://e.org/no-slash"))


def written(format: str, graph: ClaimGraph, config: Config = CONFIG) -> str:
    return "".join(choose(format).export(graph, config))


def expected(graph: ClaimGraph, config: Config = CONFIG) -> set[str]:
    return {" ".join(triple) for triple in rdf.triples(graph, config)}


def without_bell(lines: set[str]) -> set[str]:
    return {line.replace("\\u0007", "\ufffd") for line in lines}


def by_pyoxigraph(text: str, format: pyoxigraph.RdfFormat) -> set[str]:
    quads = pyoxigraph.parse(input=text.encode(), format=format)
    terms = [(quad.subject, quad.predicate, quad.object) for quad in quads]
    return {" ".join(map(term_of_pyoxigraph, triple)) for triple in terms}


def term_of_pyoxigraph(term) -> str:
    if isinstance(term, pyoxigraph.NamedNode):
        return f"<{term.value}>"
    assert isinstance(term, pyoxigraph.Literal), "no blank nodes"
    return literal(term.value, term.datatype.value)


def by_rdflib(text: str, format: str) -> set[str]:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=text, format=format)
    return {" ".join(map(term_of_rdflib, triple)) for triple in dataset.triples((None, None, None))}


def term_of_rdflib(term) -> str:
    if isinstance(term, rdflib.URIRef):
        return f"<{term}>"
    assert isinstance(term, rdflib.Literal), "no blank nodes"
    return literal(str(term), str(term.datatype or ""))


def literal(value: str, datatype: str) -> str:
    xsd = rdfterms.PREFIXES["xsd"]
    return rdfterms.text(value) + ("" if datatype in ("", f"{xsd}string") else f"^^<{datatype}>")


def test_the_sample_has_a_node_of_every_type():
    assert types_present() == set(NODE_TYPES)


@pytest.mark.parametrize("config", BASES, ids=lambda config: config.base)
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_the_same_in_both_parsers(format, config):
    graph = pair()
    wanted = expected(graph, config)
    if format == "rdfxml":
        wanted = without_bell(wanted)
    text = written(format, graph, config)
    assert by_pyoxigraph(text, FORMATS[format][0]) == wanted
    assert by_rdflib(text, FORMATS[format][1]) == wanted


@pytest.mark.parametrize("format", ["nquads", "trig"])
def test_each_report_is_a_graph_of_its_own(format):
    quads = pyoxigraph.parse(input=written(format, pair()).encode(), format=FORMATS[format][0])
    graphs = {quad.graph_name.value for quad in quads}
    assert graphs == {rdfterms.graph_iri(name, CONFIG) for name in ("acme", "bolt")}


def test_to_rdflib_is_the_same_graph():
    graph = rdf.to_rdflib(sample(), CONFIG)
    assert {" ".join(map(term_of_rdflib, triple)) for triple in graph} == expected(sample())


@pytest.mark.parametrize("format", FORMATS)
def test_same_bytes_under_any_hash_seed(format):
    script = Path(__file__).with_name("sample_graph.py")
    root = Path(__file__).parents[2]
    outputs = set()
    for seed in ("0", "1", "4242"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        outputs.add(subprocess.run([sys.executable, script, format], env=env, check=True, capture_output=True).stdout)
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


def test_ntriples_lines_are_sorted_and_unique():
    lines = written("ntriples", pair()).removesuffix("\n").split("\n")
    assert [line.encode() for line in lines] == sorted({line.encode() for line in lines})


def test_equal_ids_of_two_reports_never_meet():
    graph = pair()
    iris = [rdfterms.node_iri(key, CONFIG) for key in graph.nodes]
    assert len(set(iris)) == len(iris)
    assert "https://data.example.org/reports/acme/claim/C1" in iris
    assert "https://data.example.org/reports/bolt/claim/C1" in iris


@pytest.mark.parametrize(
    "id",
    [
        "C1",
        "C1#2",
        "t/r1c2",
        "../x",
        ".",
        "..",
        "",
        "a b",
        "ä",
        "a%20b",
        "a//b",
        "/a",
        "a/./b",
        "x:y",
        "\ud800",
        "?",
        "東",
        "a.b",
    ],
)
def test_ids_survive_as_addresses(id):
    place = Place("p", 1, 1, 1, 2)
    graph = ClaimGraph([Report("r", "p", "f", claims=(Claim(id, "one", place, place), Claim("other", "two", place, place)))])
    wanted = {rdfterms.node_iri(key, CONFIG) for key in graph.nodes}
    for format in ("turtle", "jsonld", "ntriples"):
        quads = pyoxigraph.parse(input=written(format, graph).encode(), format=FORMATS[format][0])
        assert {quad.subject.value for quad in quads} == wanted


def test_distinct_ids_stay_distinct_when_encoded():
    ids = ["a/b", "a%2Fb", "a b", "a%20b", ".", "%2E", "..", "%2E%2E", "a/../b", "é", "e\u0301"]
    assert len({rdfterms.encode(id) for id in ids}) == len(ids)


@pytest.mark.parametrize("base", ["reports", "", "https://e.org/a b/", "https://e.org/<x>", "/x/"])
def test_a_base_that_is_no_address_is_refused(base):
    with pytest.raises(InputError, match="absolute IRI"):
        written("turtle", sample(), replace(CONFIG, base=base))


def test_figures_are_exact():
    lines = expected(sample())
    for value in ("130100000", "100000000000", "86", "0.9"):
        assert any(f'"{value}"^^<{rdfterms.PREFIXES["xsd"]}decimal>' in line for line in lines), value
    assert not any("E+" in line for line in lines if "#decimal>" in line)
    assert any(line.endswith("<http://qudt.org/vocab/unit/CCY_USD>") for line in lines)
    assert any(line.endswith("<http://qudt.org/vocab/unit/PERCENT>") for line in lines)


def test_three_dates_are_three_properties():
    lines = expected(sample())
    assert any(line.split()[1] == rdfterms.kg("asOf") and "2026-05-09" in line for line in lines)
    dates = sorted(line.split(" ", 2)[2] for line in lines if line.split()[1] == rdfterms.kg("sourceDate"))
    assert dates == ['"2023-08-24"^^<http://www.w3.org/2001/XMLSchema#date>', '"2024"', '"Spring 2024"']
    assert not any("extractedAt" in line for line in lines)


def test_what_is_cited_and_missing_is_said():
    assert any(line.split(" ", 1)[1] == f'{rdfterms.kg("citesMissing")} "C9"' for line in expected(sample()))


def test_awkward_text_comes_back_unchanged():
    node = rdfterms.node_iri(next(key for key in sample().nodes if key == ("acme", "claim", "C4")), CONFIG)
    graph = rdflib.Graph().parse(data=written("turtle", sample()), format="turtle")
    assert str(graph.value(rdflib.URIRef(node), rdflib.URIRef(rdfterms.ONTOLOGY + "statement"))) == AWKWARD


def test_empty_graph():
    for format in FORMATS:
        assert by_pyoxigraph(written(format, ClaimGraph([])), FORMATS[format][0]) == set()


def test_exporters_are_found_by_name():
    assert set(FORMATS) <= set(exporters())
    for module in exporters().values():
        assert module.SUFFIX.startswith(".")
    with pytest.raises(InputError, match="turtle"):
        choose("tortle")
