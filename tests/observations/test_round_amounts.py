"""Amounts of funding rounds, in the wordings in which a round and its amount stand apart."""

import pytest

from kg import build
from kg.candidates import Context
from kg.config import Config


def read(sentence):
    config = Config(subject="Acme")
    graph = build.graph_of(build.load_bundles([build.example_bundle(f"# Acme\n\n{sentence}\n")], config), config)
    found = Context(graph, config).observations(graph.reports[0])
    return {(o.metric, dict(o.scope).get("round"), o.value) for o in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Series A brought Acme $25 million.",
        "The Series A of Acme was $25 million.",
        "Acme's Series A totalled $25 million.",
        "In its Series A, Acme raised $25 million.",
        "The Series A, led by Index, came to $25 million.",
        "Index Ventures led Acme's Series A, which came in at $25 million.",
        "Acme closed its Series A with $25 million from Index.",
    ],
)
def test_amount_of_a_named_round(sentence):
    assert ("round amount", "series-a", "$25 million") in read(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "After its Series A, Acme raised $15 million in debt.",
        "Following the Series A, Acme raised $15 million.",
        "Series A investors include Index, which manages $40 billion.",
        "At the Series A, Acme was worth $2 billion.",
        "The Series A valued Acme at $2 billion.",
        "Lux Capital put $15 million into the Series A.",
    ],
)
def test_no_amount_of_the_round(sentence):
    assert not [r for r in read(sentence) if r[0] == "round amount" and r[1] == "series-a"]
