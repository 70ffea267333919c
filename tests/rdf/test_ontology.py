"""The ontology: every term used is defined and explained, the context fits, exports conform."""

from __future__ import annotations

import json

import pytest
from sample_graph import CONFIG, pair, sample

from kg import rdf, resources
from kg.rdfterms import ONTOLOGY, PREFIXES

rdflib = pytest.importorskip("rdflib")
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef  # noqa: E402


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(resources.find("ontology/kg.ttl"), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(resources.find("ontology/shapes.ttl"), format="turtle")


def own(graph: Graph) -> set[URIRef]:
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and str(term).startswith(ONTOLOGY)}


def defined(ontology: Graph) -> set[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}


def test_every_term_is_labelled_explained_and_exemplified(ontology):
    for term in defined(ontology):
        for wanted in (RDFS.label, RDFS.comment, SKOS.example, RDFS.isDefinedBy):
            assert len(list(ontology.objects(term, wanted))) == 1, (term, wanted)


def test_no_term_is_used_undefined(ontology, shapes):
    known = defined(ontology)
    assert own(ontology) == known
    assert own(shapes) <= known
    assert own(rdf.to_rdflib(pair(), CONFIG)) <= known


def test_every_class_is_exported(ontology):
    used = set(rdf.to_rdflib(sample(), CONFIG).objects(None, RDF.type))
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    assert classes - used == {URIRef(ONTOLOGY + "Node")}


def test_ranges_and_domains_hold(ontology):
    graph = rdf.to_rdflib(pair(), CONFIG)
    node = URIRef(ONTOLOGY + "Node")
    kinds = set(ontology.subjects(RDF.type, OWL.Class))
    below = {(kind, above) for kind in kinds for above in ontology.transitive_objects(kind, RDFS.subClassOf)}
    for predicate in set(graph.predicates()) - {RDF.type, RDFS.label}:
        expected, domain = ontology.value(predicate, RDFS.range), ontology.value(predicate, RDFS.domain)
        for subject, value in graph.subject_objects(predicate):
            assert domain in (None, node, graph.value(subject, RDF.type)), (predicate, subject)
            if isinstance(value, rdflib.Literal):
                datatype = value.datatype or rdflib.XSD.string
                assert expected in (RDFS.Literal, datatype), (predicate, value)
            elif expected not in (None, node):
                assert (graph.value(value, RDF.type), expected) in below, (predicate, value)


def test_no_blank_nodes(ontology):
    assert not any(isinstance(term, rdflib.BNode) for graph in (ontology, rdf.to_rdflib(pair())) for t in graph for term in t)


def test_the_context_fits_the_ontology(ontology):
    context = json.loads(resources.find("ontology/context.jsonld").read_text("utf-8"))["@context"]
    names = {str(term).removeprefix(ONTOLOGY) for term in defined(ontology)}
    assert names | {"kg", "rdfs", "xsd", "label"} == set(context)
    for name in names:
        term = URIRef(ONTOLOGY + name)
        expected = str(ontology.value(term, RDFS.range) or "")
        if (term, RDF.type, OWL.ObjectProperty) in ontology:
            assert context[name] == {"@id": f"kg:{name}", "@type": "@id"}
        elif expected in ("", str(rdflib.XSD.string), str(RDFS.Literal)):
            assert context[name] == f"kg:{name}"
        else:
            assert context[name] == {"@id": f"kg:{name}", "@type": expected.replace(PREFIXES["xsd"], "xsd:")}


def test_every_class_has_a_shape(ontology, shapes):
    targets = set(shapes.objects(None, rdflib.SH.targetClass))
    without = set(ontology.subjects(RDF.type, OWL.Class)) - targets
    assert without == {URIRef(ONTOLOGY + name) for name in ("Node", "Document")}


def test_exports_conform_and_a_broken_one_does_not(shapes):
    pyshacl = pytest.importorskip("pyshacl")
    graph = rdf.to_rdflib(pair(), CONFIG)
    conforms, _, message = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, message
    claim = URIRef(CONFIG.base + "acme/claim/C1")
    graph.set((claim, URIRef(ONTOLOGY + "confidence"), rdflib.Literal("Very high")))
    conforms, _, message = pyshacl.validate(graph, shacl_graph=shapes)
    assert not conforms
    assert "High, Medium or Low" in message


def reasoned(graph: Graph) -> tuple[Graph, list[str]]:
    """The graph with all that OWL 2 RL concludes from it, and the contradictions found on the way."""
    owlrl = pytest.importorskip("owlrl")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph, [str(said) for said in graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))]


def test_the_ontology_is_consistent_under_owl_rl(ontology):
    graph, contradictions = reasoned(ontology + rdf.to_rdflib(sample(), CONFIG))
    assert not contradictions
    assert not set(graph.subjects(RDF.type, OWL.Nothing))
    assert (URIRef(CONFIG.base + "acme/claim/C1"), RDF.type, URIRef("https://schema.org/Claim")) in graph


def test_the_reasoner_would_find_a_contradiction(ontology):
    graph = ontology + rdf.to_rdflib(sample(), CONFIG)
    graph.add((URIRef(ONTOLOGY + "Claim"), OWL.disjointWith, URIRef("https://schema.org/Claim")))
    assert reasoned(graph)[1]
