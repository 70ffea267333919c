"""What is wrong with an RDF graph as a report: terms that do not exist, identifiers used twice, sections in circles."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from kg import model, resources
from kg.loaders._rdf_nodes import Graph
from kg.model import Place, Trouble


def unknown_terms(graph: Graph, place: Callable[[str], Place]) -> Iterator[Trouble]:
    """Terms in the namespace of kg that it does not have, each at the first node that uses it."""
    known = set(json.loads(resources.find("ontology/context.jsonld").read_text("utf-8"))["@context"])
    used = {kind: nodes[0] for kind, nodes in graph.classes.items()}
    for node, said in graph.nodes.items():
        for name in said:
            used.setdefault(name, node)
    for name in sorted(used.keys() - known):
        near = get_close_matches(name, sorted(known), 1)
        hint = f" Did you mean kg:{near[0]}?" if near else " See ontology/kg.ttl for the terms."
        yield Trouble("unknown-field", f"kg:{name} is no term of kg.{hint}", place(used[name]), f"kg:{name}")


def twice(items: tuple, what: str) -> Iterator[Trouble]:
    """Claims or sources with an identifier that an earlier one has."""
    first: dict[str, Place] = {}
    count = Counter(item.id for item in items)
    for item in items:
        if count[item.id] > 1 and item.id in first:
            yield Trouble("duplicate-id", f"the {what} {item.id!r} is there twice.", item.place, item.id, (first[item.id],))
        first.setdefault(item.id, item.place)


def without_circles(sections: list[model.Section]) -> tuple[model.Section, ...]:
    """The sections; one that would be inside itself has no parent."""
    parents = {section.id: section.parent for section in sections}
    sound: set[str] = set()
    for start in parents:
        seen: set[str] = set()
        at: str | None = start
        while at is not None and at not in seen and at not in sound:
            seen.add(at)
            above = parents.get(at)
            if above in seen:
                parents[at] = None
            at = above
        sound |= seen
    return tuple(
        section if section.parent == parents[section.id] else replace(section, parent=parents[section.id]) for section in sections
    )
