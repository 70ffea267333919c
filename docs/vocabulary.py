"""Writes the reference of the ontology, ``docs/ontology.md``, from ``ontology/kg.ttl``.

One part for each class with the properties that are its own, each with comment, example and the
terms of other vocabularies that it is or is near to.
"""

from __future__ import annotations

from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "ontology" / "kg.ttl"
PAGE = ROOT / "docs" / "ontology.md"

HEAD = """# The ontology

The terms in which kg exports graphs and reads them back. The file is
[ontology/kg.ttl](../ontology/kg.ttl), the shapes that every export conforms to are
[ontology/shapes.ttl](../ontology/shapes.ttl), the context of the JSON-LD is
[ontology/context.jsonld](../ontology/context.jsonld). This page is written from the first by
`make docs`.

- Prefix `kg:` is `{namespace}`. A node is named base / report / type / identifier; the base is
  `base` under `[export]` in `kg.toml`, and should be an address that you own and keep.
- A proposition, the assertion of it and the evidence for it are three things: the statement of a
  claim is the proposition, the claim is the assertion in one report, evidence is a line from one
  source to one claim. The same statement in two reports is two claims.
- Three dates are three properties: `kg:asOf` is the day a report speaks of, `kg:sourceDate` the
  day of a source, `kg:extractedAt` the time of reading (left out unless asked for).
- There are no blank nodes, and no name depends on the order of the input: a name is made of what
  it names.
- What a term *is* (subclass, subproperty) holds in both vocabularies; what it is *near* to
  (`skos:closeMatch`) does not carry over in reasoning.
"""


def page() -> str:
    """The page as it should be."""
    graph = Graph().parse(SOURCE, format="turtle")
    space = next(ns for prefix, ns in graph.namespaces() if prefix == "kg")
    order = {
        line.split()[0][3:]: n for n, line in enumerate(SOURCE.read_text(encoding="utf-8").splitlines()) if line.startswith("kg:")
    }
    classes = _sorted(set(graph.subjects(RDF.type, OWL.Class)), space, order)
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    properties = _sorted({p for kind in kinds for p in graph.subjects(RDF.type, kind)}, space, order)
    index = "Classes: " + " · ".join(_link(term, graph) for term in classes) + "."
    parts = [HEAD.format(namespace=space), index, *(_class(term, properties, graph) for term in classes)]
    return "\n".join(parts) + "\n"


def _sorted(terms: set, space: str, order: dict[str, int]) -> list[URIRef]:
    return sorted(terms, key=lambda term: order[str(term).removeprefix(str(space))])


def _name(term: URIRef, graph: Graph) -> str:
    return graph.namespace_manager.normalizeUri(str(term))


def _link(term: URIRef, graph: Graph) -> str:
    """A term as code; one of kg's own leads to its part of the page."""
    name = _name(term, graph)
    return f"[`{name}`](#{_anchor(name)})" if name.startswith("kg:") else f"`{name}`"


def _anchor(name: str) -> str:
    # Classes and properties may differ in case only, which anchors do not show.
    return ("class-" if name[3].isupper() else "property-") + name[3:].lower()


def _class(term: URIRef, properties: list[URIRef], graph: Graph) -> str:
    name = _name(term, graph)
    lines = [
        f'\n<a id="{_anchor(name)}"></a>\n\n## {name}\n',
        f"*{graph.value(term, RDFS.label)}* · {graph.value(term, RDFS.comment)}\n",
        f"Example: {graph.value(term, SKOS.example)}\n",
        *_relations(term, graph, [("is a", RDFS.subClassOf), ("near to", SKOS.closeMatch)]),
    ]
    led = [p for p in properties if graph.value(p, RDFS.range) == term]
    if led:
        lines.append("- led to by " + ", ".join(_link(p, graph) for p in led))
    own = [p for p in properties if graph.value(p, RDFS.domain) == term]
    if own:
        lines += ["", "| property | leads to | means | example | is, or is near to |", "| --- | --- | --- | --- | --- |"]
        lines += [_property(p, graph) for p in own]
    return "\n".join(lines)


def _relations(term: URIRef, graph: Graph, wanted: list[tuple[str, URIRef]]) -> list[str]:
    rows = []
    for said, predicate in wanted:
        values = sorted(graph.objects(term, predicate), key=lambda value: _name(value, graph))
        if values:
            rows.append(f"- {said} " + ", ".join(_link(value, graph) for value in values))
    return rows


def _property(term: URIRef, graph: Graph) -> str:
    name = _name(term, graph)
    target = graph.value(term, RDFS.range)
    related = _relations(term, graph, [("is", RDFS.subPropertyOf), ("near to", SKOS.closeMatch)])
    both = ["holds both ways"] if (term, RDF.type, OWL.SymmetricProperty) in graph else []
    cells = [
        f'<a id="{_anchor(name)}"></a>`{name}`',
        _link(target, graph) if target is not None else "a node elsewhere",
        str(graph.value(term, RDFS.comment)),
        str(graph.value(term, SKOS.example)),
        "; ".join([row[2:] for row in related] + both),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
