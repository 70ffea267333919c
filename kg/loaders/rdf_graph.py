"""RDF in the terms of ``ontology/kg.ttl``: exports of kg read back, and graphs that others write in them.

An export holds everything of its reports, so that it is read back whole, places in the original
files included.  A graph written by hand may leave out what it does not know: a claim needs no more
than its class and statement, and cites a source with ``kg:cites`` alone.  What was computed
(findings, grades, publishers merged) is not read: it is computed again.
"""

from __future__ import annotations

from dataclasses import replace

from kg.config import Config
from kg.model import Document, Report
from kg.rdfreading import is_rdf
from kg.reading import Bundle, InputError, decode

NAME = "rdf"


def recognise(bundle: Bundle) -> float:
    """Sure of a single file with an extension of RDF."""
    return 0.95 if len(bundle.files) == 1 and is_rdf(bundle.files[0]) else 0.0


def load(bundle: Bundle, config: Config) -> Report:
    """The only report of a file.  Raises :class:`kg.reading.InputError` when it holds several."""
    found = load_all(bundle, config)
    if len(found) > 1:
        raise InputError(bundle.path, f"the graph holds {len(found)} reports. Give one of them, or the file by its path.")
    return found[0]


def load_all(bundle: Bundle, config: Config) -> list[Report]:
    """Every report of a file, in the order of their addresses.

    A graph with claims but no ``kg:Report`` is one report.  Raises :class:`kg.reading.InputError`
    for a file that is no RDF or holds nothing in the terms of kg.
    """
    # Every start imports this module, and few read RDF.
    from kg.loaders._rdf_nodes import Graph
    from kg.loaders._rdf_report import ReportReader
    from kg.rdfreading import quads
    from kg.rdfterms import ONTOLOGY

    graph = Graph(quads(bundle.files[0]))
    own = _own(bundle)
    roots = graph.of("Report") or (
        [""] if any(graph.of(kind) for kind in ("Claim", "Source", "Observation", "Section", "Passage")) else []
    )
    if not roots:
        raise InputError(
            bundle.path,
            f"the graph holds neither a report nor a claim in the terms of <{ONTOLOGY}>. See ontology/kg.ttl for them.",
        )
    reports = [ReportReader(graph, root, own, config).read() for root in roots]
    return [_with_name(report, bundle) for report in reports]


def _own(bundle: Bundle) -> Document:
    """The RDF file as a document: what places are in where the graph has none of its own."""
    document, _ = decode(bundle.files[0])
    return document


def _with_name(report: Report, bundle: Bundle) -> Report:
    return report if report.path else replace(report, path=bundle.path)
