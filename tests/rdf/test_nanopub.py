"""Nanopublications: well formed, one for each claim, and nothing in them that the graph does not say."""

from __future__ import annotations

import pytest
from sample_graph import CONFIG, pair
from test_exports import expected, term_of_pyoxigraph, written

from kg import rdfterms

pyoxigraph = pytest.importorskip("pyoxigraph")

NP, PROV = "http://www.nanopub.org/nschema#", "http://www.w3.org/ns/prov#"


@pytest.fixture(scope="module")
def quads():
    return list(pyoxigraph.parse(written("nanopub", pair()).encode(), pyoxigraph.RdfFormat.TRIG))


def test_each_claim_is_a_well_formed_nanopublication(quads):
    graphs: dict[str, list] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    heads = [q for q in quads if q.predicate.value.endswith("#type") and q.object.value == f"{NP}Nanopublication"]
    assert len(heads) == sum(key.type == "claim" for key in pair().nodes)
    named = set()
    for head in heads:
        parts = {q.predicate.value.removeprefix(NP): q.object.value for q in graphs[head.graph_name.value]}
        assertion, provenance, info = (parts[n] for n in ("hasAssertion", "hasProvenance", "hasPublicationInfo"))
        assert assertion in {q.subject.value for q in graphs[provenance]}
        assert head.subject.value in {q.subject.value for q in graphs[info]}
        assert any(q.predicate.value.endswith("#statement") for q in graphs[assertion])
        named |= {head.graph_name.value, assertion, provenance, info}
    assert len(named) == 4 * len(heads)
    assert named == set(graphs)


def test_everything_else_is_what_the_graph_says(quads):
    own = (NP, PROV)
    said = {
        " ".join(map(term_of_pyoxigraph, (q.subject, q.predicate, q.object)))
        for q in quads
        if "/nanopub/" not in q.subject.value and not q.predicate.value.startswith(own)
    }
    assert said <= expected(pair())
    assert any(rdfterms.kg("quote") in line for line in said)
    assert f"<{CONFIG.base}acme/evidence/C4--S2> {rdfterms.kg('disputes')} <{CONFIG.base}acme/claim/C4>" in said


def test_its_sources_are_what_a_claim_is_derived_from(quads):
    about = [q for q in quads if q.subject.value == f"{CONFIG.base}acme/nanopub/C2/assertion"]
    assert {q.object.value.rsplit("/", 2)[1] for q in about} == {"report", "source"}
    assert {q.object.value[-2:] for q in about if q.predicate.value == f"{PROV}wasDerivedFrom"} == {"S1", "S2"}
