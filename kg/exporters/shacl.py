"""Findings as a SHACL validation report: one ``sh:ValidationResult`` each, for tools that collect those."""

from __future__ import annotations

from collections.abc import Iterator

from kg import rdfterms
from kg.config import Config
from kg.findings import Finding, Severity
from kg.graph import ClaimGraph, Key

NAME = "shacl"
SUFFIX = ".ttl"

_SH = "http://www.w3.org/ns/shacl#"
_CHECKS = "https://example.org/kg/checks#"
_SEVERITIES = {Severity.ERROR: "Violation", Severity.WARNING: "Warning", Severity.INFO: "Info"}


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """A report of validation for each report, with its results; Turtle, in the order of the addresses.

    A result bears the name of its finding with ``/result`` for ``/finding``.  The focus is the first
    place that is a node, else the report; the component is the check, by its code.
    """
    yield f"@prefix sh: <{_SH}> .\n@prefix kg: <{rdfterms.ONTOLOGY}> .\n@prefix check: <{_CHECKS}> .\n"
    for report in sorted(graph.reports, key=lambda r: r.id):
        found = sorted(graph.of_type("finding", report.id))
        results = [_iri(key._replace(type="result"), config) for key, _ in found]
        conforms = "false" if found else "true"
        head = f"\n{_iri(Key(report.id, 'validation', report.id), config)} a sh:ValidationReport ;\n    sh:conforms {conforms}"
        yield head + "".join(f" ;\n    sh:result {result}" for result in results) + " .\n"
        for (key, finding), result in zip(found, results, strict=True):
            yield f"\n{result} a sh:ValidationResult ;\n    " + " ;\n    ".join(_said(graph, config, key, finding)) + " .\n"


def _said(graph: ClaimGraph, config: Config, key: Key, finding: Finding) -> Iterator[str]:
    focus = next((edge.target for edge in graph.out(key, "about")), Key(key.report, "report", key.report))
    yield f"sh:focusNode {_iri(focus, config)}"
    yield f"sh:resultSeverity sh:{_SEVERITIES[finding.severity]}"
    yield f"sh:resultMessage {rdfterms.text(finding.message)}"
    yield f"sh:sourceConstraintComponent check:{finding.check}"
    if finding.about and finding.about[0].text:
        yield f"sh:value {rdfterms.text(finding.about[0].text)}"
    yield f"kg:checkName {rdfterms.text(finding.name)}"
    yield f"kg:fingerprint {rdfterms.text(finding.fingerprint)}"


def _iri(key: Key, config: Config) -> str:
    return f"<{rdfterms.node_iri(key, config)}>"
