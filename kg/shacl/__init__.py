"""Validates RDF against SHACL shapes: own exports and graphs of users, with messages people can read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kg import resources
from kg.findings import Severity
from kg.rdfreading import Literal, Quad, Term, quads
from kg.rdfterms import text
from kg.reading import InputError, RawFile
from kg.records import record

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"
LARGE = 100_000
"""Number of statements from which on the fast engine is taken, where it is installed."""
ENGINES = {"pyshacl": "pyshacl", "shifty": "shifty"}
"""Engines by name, with the module each is: pySHACL is the reference, shifty the fast one."""

NAMELESS = "a node without a name"
"""How a blank node is called."""

_SEVERITIES = {f"{SH}Violation": Severity.ERROR, f"{SH}Warning": Severity.WARNING, f"{SH}Info": Severity.INFO}


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One result of a validation, all but the last three as SHACL names them.

    ``focus`` is the node that was looked at, ``path`` the property or "" where the node itself is
    at fault, ``value`` the offending value as N-Triples writes it or "", ``component`` the kind of
    constraint, ``shape`` the shape that states it ("" for one without a name).  ``severity`` is
    that of findings.  ``message`` is the sentence for readers, without the name of the node.
    """

    focus: str
    path: str
    component: str
    value: str
    shape: str
    severity: Severity
    message: str


@record
class Validation:
    """All results, sorted; how many nodes were looked at (``None``: shapes choose by a query); the engine."""

    results: tuple[Result, ...]
    examined: int | None
    engine: str


def own_shapes() -> RawFile:
    """The shapes that exports conform to: ``ontology/shapes.ttl``."""
    path = resources.find("ontology/shapes.ttl")
    return RawFile("ontology/shapes.ttl", path.read_bytes())


def graph(statements: Iterable[Quad]) -> rdflib.Graph:
    """Statements as a graph of rdflib; named graphs are merged into one."""
    import rdflib

    @cache
    def iri(term: str) -> rdflib.URIRef | rdflib.BNode:
        return rdflib.BNode(term[2:]) if term[:2] == "_:" else rdflib.URIRef(term)

    def value(term: Term) -> rdflib.term.Node:
        if isinstance(term, str):
            return iri(term)
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        # A plain literal and an xsd:string are one and the same; the library tells them apart.
        return rdflib.Literal(
            term.value, datatype=None if term.datatype == Literal("").datatype else iri(term.datatype), normalize=False
        )

    result = rdflib.Graph(bind_namespaces="none")
    result.addN((iri(s), iri(p), value(o), result) for s, p, o, _ in statements)
    return result


def read(files: Iterable[RawFile]) -> rdflib.Graph:
    """RDF files as one graph.  Blank nodes of two files never meet.  Raises :class:`kg.reading.InputError`."""

    def apart(term: Term, n: int) -> Term:
        return f"{term}.{n}" if isinstance(term, str) and term[:2] == "_:" else term

    return graph(Quad(apart(q.subject, n), q.predicate, apart(q.value, n)) for n, file in enumerate(files) for q in quads(file))


def choose_engine(name: str, statements: int) -> str:
    """The engine for a graph of this size; ``name`` is one of :data:`ENGINES` or ``auto``.

    Raises :class:`kg.reading.InputError` when it is not installed.
    """
    there = [engine for engine, module in ENGINES.items() if find_spec(module)]
    if name != "auto":
        if name not in there:
            raise InputError("kg validate", f"the engine {name} is not installed: pip install 'claimgraph[{_EXTRAS[name]}]'.")
        return name
    if not there:
        raise InputError("kg validate", "no SHACL engine is installed: pip install 'claimgraph[shacl]'.")
    return there[-1] if statements >= LARGE else there[0]


_EXTRAS = {"pyshacl": "shacl", "shifty": "shacl-fast"}


def validate(data: rdflib.Graph, shapes: rdflib.Graph, engine: str = "auto") -> Validation:
    """Validate a graph; only what it states itself counts, nothing is inferred.

    Raises :class:`kg.reading.InputError` for shapes that are none or that the engine refuses.
    """
    from kg.shacl import words

    if not any((None, _iri(name), None) in shapes for name in ("property", "path", "targetClass", "targetNode", "node")):
        raise InputError("--shapes", "holds no SHACL shape.")
    name = choose_engine(engine, len(data))
    try:
        report = _by_pyshacl(data, shapes) if name == "pyshacl" else _by_shifty(data, shapes)
    except Exception as error:  # both engines raise errors of their own for shapes they cannot use
        raise InputError("--shapes", f"the engine {name} refuses these shapes: {' '.join(str(error).split())}.") from None
    return Validation(tuple(sorted(words.results(report, data, shapes), key=_order)), words.examined(data, shapes), name)


def _order(result: Result) -> tuple:
    return (-result.severity.rank, result.focus, result.path, result.component, result.value, result.shape, result.message)


def _iri(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(SH + name)


def _by_pyshacl(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    import pyshacl

    report = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False, meta_shacl=False)[1]
    # For shapes that cannot be used the library returns the error in place of the report.
    if not hasattr(report, "triples"):
        raise ValueError(str(getattr(report, "message", report)))
    return report


def _by_shifty(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    import rdflib
    import shifty

    # Nodes without a name keep their identity only in the library's own, slow way in.
    unnamed = any(isinstance(term, rdflib.BNode) for statement in data for term in statement)
    return shifty.validate(data if unnamed else _ntriples(data), shapes, graph_mode="data", infer=False)[1]


def _ntriples(data: rdflib.Graph) -> bytes:
    """The graph as N-Triples, every term written once: several times as fast as the library writes it."""
    import rdflib

    @cache
    def written(term: rdflib.term.Node) -> str:
        if isinstance(term, rdflib.Literal):
            after = f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
            return text(str(term)) + after
        return f"_:{term}" if isinstance(term, rdflib.BNode) else f"<{term}>"

    return "".join([f"{written(s)} {written(p)} {written(o)} .\n" for s, p, o in data]).encode()


def severity(term: object) -> Severity:
    """The severity of a finding that a severity of SHACL is; one that users made up is an error."""
    return _SEVERITIES.get(str(term), Severity.ERROR)
