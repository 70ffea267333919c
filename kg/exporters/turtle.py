"""Turtle: one block per node, with prefixes and addresses relative to the base of the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg import rdf, rdfterms
from kg.config import Config
from kg.graph import ClaimGraph

NAME = "turtle"
SUFFIX = ".ttl"

_BARE = tuple(f"^^<{rdfterms.PREFIXES['xsd']}{name}>" for name in ("integer", "boolean"))
_DATATYPE = f'"^^<{rdfterms.PREFIXES["xsd"]}'


def export(graph: ClaimGraph, config: Config, reify: bool = False) -> Iterator[str]:
    """The head, then one piece per node."""
    short = Shortener(config)
    yield short.head
    for iri, _, pairs in rdf.subjects(graph, config, reify=reify):
        yield "\n" + short.block(iri, pairs)


class Shortener:
    """Writes N-Triples terms the short way of Turtle.

    ``head`` declares the base and the prefixes.  Addresses are relative only where every parser
    resolves them alike: below a hierarchical base that ends in a slash.  ``more`` are prefixes
    besides those of every export.
    """

    def __init__(self, config: Config, more: Mapping[str, str] | None = None):
        self.base, self.prefixes = rdfterms.base(config), {**rdfterms.PREFIXES, **(more or {})}
        self.relative = "://" in self.base and self.base.endswith("/")
        lines = [f"@base <{self.base}> .\n"] if self.relative else []
        lines += [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(self.prefixes.items())]
        self.head = "".join(lines)
        self._known: dict[str, str] = {rdfterms.TYPE: "a"}

    def term(self, term: str) -> str:
        """An IRI or literal in its short form."""
        if term[-1] == '"':
            return term
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._iri(term) if term[0] == "<" else _literal(term)
        return known

    def _iri(self, term: str) -> str:
        for prefix, namespace in self.prefixes.items():
            local = term[len(namespace) + 1 : -1]
            if term.startswith(namespace, 1) and local.replace("_", "").isalnum() and local.isascii():
                return f"{prefix}:{local}"
        # An address that would begin with a slash or be empty resolves to something else.
        if self.relative and term.startswith(self.base, 1) and term[len(self.base) + 1] not in "/>":
            return "<" + term[len(self.base) + 1 :]
        return term

    def block(self, iri: str, pairs: list[rdf.Pair], indent: str = "") -> str:
        """All statements about one node, its class first."""
        short, said, last = self.term, [], ""
        for predicate, value in pairs:
            if predicate == last:
                said[-1] += f", {short(value)}"
            else:
                said.append(f"{short(predicate)} {short(value)}")
                last = predicate
        said.sort(key=_after_class)
        return f"{indent}{short(iri)} " + f" ;\n{indent}    ".join(said) + " .\n"


def _after_class(row: str) -> bool:
    return row[:2] != "a "


def _literal(term: str) -> str:
    if term.endswith(_BARE):
        return term[1 : term.index('"', 1)]
    value, datatype = term.rsplit(_DATATYPE, 1)
    return f'{value}"^^xsd:{datatype[:-1]}'
