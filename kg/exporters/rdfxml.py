"""RDF/XML, for tools that read nothing newer."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from kg import patterns as re
from kg import rdf, rdfterms
from kg.config import Config
from kg.graph import ClaimGraph

NAME = "rdfxml"
SUFFIX = ".rdf"

# XML 1.0 cannot hold these characters, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMESPACES = {namespace: prefix for prefix, namespace in rdfterms.PREFIXES.items()}


def export(graph: ClaimGraph, config: Config) -> Iterator[str]:
    """The head, one piece per node, the tail.

    Control characters, which XML has no way to write, become U+FFFD; every other format keeps them.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    yield "".join(f'\n    xmlns:{prefix}="{namespace}"' for prefix, namespace in sorted(rdfterms.PREFIXES.items())) + ">\n"
    for iri, _, pairs in rdf.subjects(graph, config):
        rows = "".join([f"    {_element(predicate, value)}\n" for predicate, value in pairs])
        yield f'  <rdf:Description rdf:about="{_attribute(iri[1:-1])}">\n{rows}  </rdf:Description>\n'
    yield "</rdf:RDF>\n"


def _element(predicate: str, value: str) -> str:
    name = _name(predicate[1:-1])
    if value[0] == "<":
        return f'<{name} rdf:resource="{_attribute(value[1:-1])}"/>'
    body, datatype = rdfterms.parts(value)
    kind = f' rdf:datatype="{datatype}"' if datatype else ""
    # A bare carriage return would be read as a line feed.
    content = escape(_FORBIDDEN.sub("\ufffd", body), {"\r": "&#13;"})
    return f"<{name}{kind}>{content}</{name}>"


def _name(iri: str) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return f"{_NAMESPACES[iri[:cut]]}:{iri[cut:]}"


def _attribute(iri: str) -> str:
    return escape(iri, {'"': "&quot;"})
