"""JSON-LD 1.1 with the published context written into the file, so that no reader has to fetch it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from kg import rdf, rdfterms, resources
from kg.config import Config
from kg.graph import ClaimGraph

NAME = "jsonld"
SUFFIX = ".jsonld"

_INTEGER, _BOOLEAN = f"{rdfterms.PREFIXES['xsd']}integer", f"{rdfterms.PREFIXES['xsd']}boolean"


def context() -> dict:
    """The published context: the short name and the value type of every term."""
    return json.loads(resources.find("ontology/context.jsonld").read_text("utf-8"))["@context"]


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """The context, then one line per node."""
    terms = context()
    writer = _Writer(terms, rdfterms.base(config))
    yield '{"@context": ' + json.dumps({**terms, "@base": writer.base}, ensure_ascii=False, sort_keys=True) + ',\n"@graph": ['
    comma = "\n"
    for iri, _, pairs in rdf.subjects(graph, config):
        yield comma + json.dumps(writer.node(iri, pairs), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


class _Writer:
    """Turns N-Triples terms into the JSON values that the context gives back."""

    def __init__(self, terms: dict, base: str):
        self.base = base
        self.relative = "://" in base and base.endswith("/")
        self.datatypes = {name: term.get("@type", "") for name, term in terms.items() if isinstance(term, dict)}
        xsd = rdfterms.PREFIXES["xsd"]
        self.datatypes = {name: kind.replace("xsd:", xsd) for name, kind in self.datatypes.items()}

    def node(self, iri: str, pairs: list[rdf.Pair]) -> dict:
        node: dict[str, object] = {"@id": self.iri(iri)}
        for predicate, group in groupby(pairs, key=itemgetter(0)):
            if predicate == rdfterms.TYPE:
                node["@type"] = [value.rsplit("#", 1)[1][:-1] for _, value in group]
                continue
            name = predicate[1:-1].rsplit("#", 1)[1]
            values = [self.value(name, value) for _, value in group]
            node[name] = values[0] if len(values) == 1 else values
        return node

    def iri(self, term: str) -> str:
        iri = term[1:-1]
        short = iri[len(self.base) :]
        return short if self.relative and iri.startswith(self.base) and short[:1] not in ("", "/") else iri

    def value(self, name: str, term: str) -> object:
        expected = self.datatypes.get(name, "")
        if term[0] == "<":
            return self.iri(term) if expected == "@id" else {"@id": self.iri(term)}
        body, datatype = rdfterms.parts(term)
        if datatype == _INTEGER:
            return int(body)
        if datatype == _BOOLEAN:
            return body == "true"
        return body if datatype == expected else {"@value": body, "@type": datatype or f"{rdfterms.PREFIXES['xsd']}string"}
