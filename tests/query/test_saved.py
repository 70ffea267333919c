"""Saved queries: each explains itself, both engines agree, and the answers are the right ones."""

from __future__ import annotations

import re

import pytest
from sample_graph import CONFIG, pair, sample

from kg import query
from kg.graph import ClaimGraph
from kg.query import QueryError

pytest.importorskip("pyoxigraph")
pytest.importorskip("rdflib")

ENGINES = ("pyoxigraph", "rdflib")
NAMES = tuple(query.saved())
WANTED = {
    "single-source-claims",
    "one-publisher-claims",
    "contradictions",
    "claims-by-section-and-confidence",
    "metrics-over-time",
    "risks-with-claims",
    "high-confidence-claims-with-findings",
}


@pytest.fixture(scope="module")
def databases() -> dict[str, query.Database]:
    return {engine: query.open_graph(sample(), CONFIG, engine) for engine in ENGINES}


@pytest.fixture(scope="module", params=ENGINES)
def ask(request, databases):
    def run(name: str, columns: str, **parameters: str) -> list[tuple[str, ...]]:
        result = databases[request.param].run_saved(name, parameters)
        return [tuple(row.get(c, "") for c in columns.split()) for row in result.dicts()]

    return run


def test_the_promised_queries_are_there():
    assert set(NAMES) >= WANTED


@pytest.mark.parametrize("name", NAMES)
def test_it_explains_itself(name):
    saved = query.saved()[name]
    assert saved.title != name
    assert saved.problem.endswith(("?", "."))
    assert saved.solution.endswith(".")
    used = set(re.findall(r"\?(\w+)", saved.text))
    assert set(saved.parameters) <= used
    assert all(saved.parameters.values())


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_agree_and_something_is_found(name, databases):
    answers = [databases[engine].run_saved(name) for engine in ENGINES]
    assert answers[0] == answers[1]
    assert len(answers[0])


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_narrows(name, databases):
    database = databases["pyoxigraph"]
    everything = database.run_saved(name)
    for parameter in query.saved()[name].parameters:
        assert len(database.run_saved(name, {parameter: "no such value"})) == 0
        if parameter in everything.variables:
            column = everything.variables.index(parameter)
            value = next((row[column].value for row in everything if row[column]), "")
            wanted = [row for row in everything if row[column] and row[column].value == value]
            for engine in ENGINES:
                assert list(databases[engine].run_saved(name, {parameter: value})) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_graph_has_empty_answers(name):
    for engine in ENGINES:
        assert len(query.open_graph(ClaimGraph([]), CONFIG, engine).run_saved(name)) == 0


def test_single_source_claims(ask):
    rows = ask("single-source-claims", "claim confidence source publisher")
    assert rows == [("C 5/ä?#", "High", "S1", "Sacra"), ("C1", "High", "S1", "Sacra"), ("C4", "", "S3", "The Paper")]


def test_one_publisher_claims(ask):
    assert ask("one-publisher-claims", "claim confidence publisher sources") == [("C2", "Medium", "Sacra", "2")]


def test_contradictions(ask):
    rows = ask("contradictions", "check severity certainty leftPlace left rightPlace right")
    start = ("figures-disagree", "error", "high", "report.md:101", "raised $235M")
    assert rows == [(*start, "report.md:21", "$230M")]


def test_claims_by_section_and_confidence(ask):
    rows = ask("claims-by-section-and-confidence", "number section confidence claims")
    assert rows == [("1", "History", "Low", "1"), ("1.1", "Funding", "High", "1"), ("1.1", "Funding", "Medium", "1")]


def test_metrics_over_time(ask):
    rows = ask("metrics-over-time", "metric from value low unit scope confidence", metric="annual revenue")
    assert rows == [
        ("annual revenue", "2023-01-01", "$70M", "70000000", "USD", "", ""),
        ("annual revenue", "2024-01-01", "$130.10M", "130100000", "USD", "status: actual", "Low"),
    ]
    assert {row[0] for row in ask("metrics-over-time", "metric")} == {"annual revenue", "lead investor", "share"}


def test_risks_with_claims(ask):
    rows = ask("risks-with-claims", "risk likelihood mitigation claim confidence")
    assert rows == [("Key people leave", "", "", "", ""), ("One cloud", "Medium", "A second one", "C3", "Low")]


def test_high_confidence_claims_with_findings(ask):
    rows = ask("high-confidence-claims-with-findings", "severity check claim")
    assert rows == [("error", "figures-disagree", "C1"), ("warning", "single-source", "C1")]


def test_findings_by_check(ask):
    rows = ask("findings-by-check", "severity code findings suppressed")
    assert rows == [("error", "KG301", "1", "0"), ("warning", "KG201", "2", "1")]


def test_evidence_of_claims(ask):
    rows = ask("evidence-of-claims", "source stance publisher date quote", claim="C4")
    assert rows == [("S2", "disputes", "Sacra", "Spring 2024", ""), ("S3", "supports", "The Paper", "2024", 'so "they" say')]


def test_publishers_relied_on(ask):
    assert ask("publishers-relied-on", "publisher sources claims") == [("Sacra", "2", "4"), ("The Paper", "1", "2")]


def test_uncited_claims(ask):
    assert ask("uncited-claims", "claim line") == [("C1", "105"), ("C4", "104")]


def test_claims_without_quote(ask):
    assert ask("claims-without-quote", "claim sources") == [("C3", "2")]


def test_reports_are_kept_apart():
    for engine in ENGINES:
        database = query.open_graph(pair(), CONFIG, engine)
        rows = [(row["report"], row["claim"]) for row in database.run_saved("one-publisher-claims").dicts()]
        assert rows == [("acme", "C2"), ("bolt", "C2")]


def test_an_unknown_name_is_helped():
    with pytest.raises(QueryError, match="Did you mean 'contradictions'"):
        query.find_saved("contradiction")
    with pytest.raises(QueryError, match="Known: "):
        query.find_saved("zzz")
