"""Queries in words: what comes out, what the terms mean; nothing is run."""

from __future__ import annotations

import pytest

from kg import query


def said(text: str) -> str:
    return "\n".join(query.explain(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ASK { ?s a kg:Claim }", "true or false"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "Gives triples"),
        ("SELECT ?a { ?a ?p ?b }", "ordered by its columns, with the column a."),
        ("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?b LIMIT 7", "in the order it states; at most 7, with the columns a, b."),
        ("SELECT * { ?z ?p ?a }", "with the columns z, p, a."),
        ("SELECT ?a { ?a ?p ?b OPTIONAL { ?a kg:id ?c } }", "may be missing"),
    ],
)
def test_what_comes_out(text, words):
    assert words in said(text)


def test_terms_are_told_by_the_ontology_whatever_their_prefix():
    told = said(
        "PREFIX k: <https://example.org/kg/ontology#> SELECT ?c { ?c a kg:Claim ; k:supports ?d ; skos:note 'kg:Source' }"
    )
    assert "kg:Claim" in told
    assert "k:supports" in told
    assert "speaks for the claim" in told
    assert "skos:note" not in told
    assert "kg:Source" not in told


def test_an_unknown_term_is_told():
    assert "kg:Clam  no term of the ontology" in said("SELECT ?c { ?c a kg:Clam }")


def test_what_is_no_query_is_told():
    with pytest.raises(query.QueryError, match="syntax error"):
        said("SELECT ?c { ?c a ")
    with pytest.raises(query.QueryError, match="queries only read"):
        said("DROP ALL")


@pytest.mark.parametrize("name", query.saved())
def test_every_term_of_the_saved_queries_is_known(name):
    assert "no term of the ontology" not in said(query.find_saved(name).text)
