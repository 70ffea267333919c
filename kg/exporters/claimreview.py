"""schema.org JSON-LD: every claim as ``Claim``, and what its evidence bears as ``ClaimReview``.

Who publishes the review puts in an ``author``; kg does not speak in anyone's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg import model
from kg.candidates import Context
from kg.candidates.evidence import weigh
from kg.config import Config
from kg.graph import ClaimGraph, Key
from kg.rdfterms import base, encode, node_iri

NAME = "claimreview"
SUFFIX = ".jsonld"

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "datePublished": {"@type": "xsd:date"},
    "appearance": {"@type": "@id"},
    "citation": {"@type": "@id"},
    "itemReviewed": {"@type": "@id"},
    "publisher": {"@type": "@id"},
}
_VALUES = {model.Confidence.HIGH: 3, model.Confidence.MEDIUM: 2, model.Confidence.LOW: 1}


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """The context, then one line for each report, publisher, source, claim and review."""
    yield '{"@context": ' + _json(_CONTEXT) + ',\n"@graph": ['
    comma = "\n"
    for node in _nodes(graph, config):
        yield comma + _json(node)
        comma = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def _nodes(graph: ClaimGraph, config: Config) -> Iterator[dict]:
    context = Context.of(graph, config)
    for key, report in graph.of_type("report"):
        yield _some({"@id": node_iri(key, config), "@type": "Report", "name": report.title or report.id, "about": report.subject})
    for key, publisher in graph.of_type("publisher"):
        yield {"@id": node_iri(key, config), "@type": "Organization", "name": publisher.name}
    for key, source in graph.of_type("source"):
        yield _source(graph, config, key, source)
    for key, claim in graph.of_type("claim"):
        yield _claim(graph, config, key, claim)
        yield _review(context, key, claim)


def _some(node: dict) -> dict:
    """The node without what is not known of it."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _source(graph: ClaimGraph, config: Config, key: Key, source: model.Source) -> dict:
    whole_day = len(source.date) == 10 and source.date[4] == source.date[7] == "-"
    return _some(
        {
            "@id": node_iri(key, config),
            "@type": "CreativeWork",
            "identifier": source.id,
            "name": source.title,
            "publisher": [node_iri(edge.target, config) for edge in graph.out(key, "published-by")],
            "url": source.url,
            "datePublished": source.date if whole_day else "",
        }
    )


def _claim(graph: ClaimGraph, config: Config, key: Key, claim: model.Claim) -> dict:
    cited = dict.fromkeys(node_iri(edge.target, config) for edge in graph.out(key, "cites") if edge.target.type == "source")
    report = Key(key.report, "report", key.report)
    return _some(
        {
            "@id": node_iri(key, config),
            "@type": "Claim",
            "identifier": claim.id,
            "text": claim.statement,
            "appearance": node_iri(report, config) if report in graph.nodes else "",
            "citation": list(cited),
        }
    )


def _review(context: Context, key: Key, claim: model.Claim) -> dict:
    """The grade that the evidence bears, and what the checks found about the claim."""
    graph, config = context.graph, context.config
    weighed = weigh(context, key)
    home = f"{base(config)}{encode(key.report)}"
    messages = dict.fromkeys(
        graph.nodes[edge.source].message for edge in graph.into(key, "about") if edge.source.type == "finding"
    )
    report = graph.nodes.get(Key(key.report, "report", key.report))
    count, level = weighed.case.independence.count, weighed.grade.level
    rating = {
        "@id": f"{home}/rating/{encode(key.id)}",
        "@type": "Rating",
        "reviewAspect": "evidence",
        "ratingExplanation": f"{count} independent {'source' if count == 1 else 'sources'}",
    }
    if level:
        rating |= {"ratingValue": _VALUES[level], "worstRating": 1, "bestRating": 3, "alternateName": level.value}
    return _some(
        {
            "@id": f"{home}/review/{encode(key.id)}",
            "@type": "ClaimReview",
            "claimReviewed": claim.statement,
            "itemReviewed": node_iri(key, config),
            "reviewRating": rating,
            "reviewBody": "\n".join(messages),
            "datePublished": report.as_of.isoformat() if report and report.as_of else "",
        }
    )
