"""Saved queries and checks that ask the same question give the same answer on the worked example."""

from __future__ import annotations

import pytest

from kg import api, query, resources

pytest.importorskip("pyoxigraph")

PAIRS = {
    "single-source-claims": "single-source",
    "one-publisher-claims": "one-publisher",
    "uncited-claims": "uncited-claim",
    "claims-without-quote": "no-quoted-source",
}


@pytest.fixture(scope="module")
def loaded():
    report = api.load(resources.find("data/huggingface"))
    findings = api.check(report, select=PAIRS.values()).findings
    graph = api.claim_graph(report)
    graph.add_findings(findings)
    return query.open_graph(graph), findings


@pytest.mark.parametrize("name", PAIRS)
def test_query_and_check_agree(loaded, name):
    database, findings = loaded
    asked = {row["claim"] for row in database.run_saved(name).dicts()}
    assert asked
    assert asked == {finding.about[0].id for finding in findings if finding.name == PAIRS[name]}


@pytest.mark.parametrize("name", [name for name in query.saved() if name != "contradictions"])
def test_every_saved_query_finds_something(loaded, name):
    assert len(loaded[0].run_saved(name))
