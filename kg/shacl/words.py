"""Results of a validation in words that do not depend on the engine, and the nodes it looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.rdfterms import ONTOLOGY, PREFIXES
from kg.shacl import NAMELESS, SH, Result, severity

if TYPE_CHECKING:
    import rdflib

_NAMED = (("kg", ONTOLOGY), ("sh", SH), *PREFIXES.items())

_SAID = {
    "MinCount": "at least {minCount} must be given",
    "MaxCount": "no more than {maxCount} may be given",
    "Datatype": "the value must be of type {datatype}",
    "Class": "the value must be a node of class {class}",
    "NodeKind": "the value must be of kind {nodeKind}",
    "In": "the value must be one of {in}",
    "HasValue": "one value must be {hasValue}",
    "MinInclusive": "the value must be {minInclusive} or more",
    "MaxInclusive": "the value must be {maxInclusive} or less",
    "MinExclusive": "the value must be more than {minExclusive}",
    "MaxExclusive": "the value must be less than {maxExclusive}",
    "MinLength": "the text must have {minLength} characters or more",
    "MaxLength": "the text must have {maxLength} characters or fewer",
    "Pattern": "the text must match {pattern}",
    "LanguageIn": "the language must be one of {languageIn}",
    "UniqueLang": "no two values may be in one language",
    "Equals": "the values must be the same as those of {equals}",
    "Disjoint": "no value may also be a value of {disjoint}",
    "LessThan": "the value must be less than that of {lessThan}",
    "LessThanOrEquals": "the value must be no more than that of {lessThanOrEquals}",
    "QualifiedMinCount": "at least {qualifiedMinCount} such values must be given",
    "QualifiedMaxCount": "no more than {qualifiedMaxCount} such values may be given",
    "Closed": "the shape allows no such property",
    "Not": "it fits {not}, which it must not",
    "And": "it must fit all of the shapes",
    "Or": "it must fit one of the shapes",
    "Xone": "it must fit exactly one of the shapes",
    "Node": "it must fit {node}",
}
"""What is wanted, by kind of constraint, with its parameters; for shapes that have no message."""


def results(report: rdflib.Graph, data: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Result]:
    """The results of a validation report.

    The message is the shape's own where it has one, and else made here from the kind of the
    constraint: engines word it differently.
    """
    from rdflib import RDF, BNode, URIRef

    sh = {name: URIRef(SH + name) for name in _FIELDS}
    nested = set(report.objects(None, sh["detail"]))
    for node in set(report.subjects(RDF.type, sh["ValidationResult"])) - nested:
        focus, path, value, component, shape = (report.value(node, sh[name]) for name in _FIELDS[:5])
        kind = str(component or "").removeprefix(SH).removesuffix("ConstraintComponent")
        own = [str(m) for m in shapes.objects(shape, sh["message"])] if shape is not None else []
        made = [str(m) for m in report.objects(node, sh["resultMessage"])] if kind not in _SAID else []
        counted = len(set(data.objects(focus, path))) if isinstance(path, URIRef) else 0
        yield Result(
            focus=_name(focus),
            path="" if path is None else str(path) if isinstance(path, URIRef) else "a path",
            component=kind,
            value="" if value is None else value.n3() if not isinstance(value, BNode) else NAMELESS,
            shape=str(shape) if isinstance(shape, URIRef) else "",
            severity=severity(report.value(node, sh["resultSeverity"])),
            message=_message(path, value, kind, counted, min(own or made, default="") or _wanted(kind, shape, shapes)),
        )


_FIELDS = (
    "focusNode", "resultPath", "value", "sourceConstraintComponent", "sourceShape",
    "resultMessage", "resultSeverity", "message", "detail", "ValidationResult",
)  # fmt: skip


def _name(term: object) -> str:
    from rdflib import BNode

    return "" if term is None else NAMELESS if isinstance(term, BNode) else str(term)


def _message(path: object, value: object, kind: str, counted: int, wanted: str) -> str:
    """What stands there, and after a colon what is wanted."""
    of = short(path) if path is not None else ""
    if kind == "MinCount":
        there = f"{of} is missing" if not counted else f"{of} is given {_times(counted)}"
    elif kind == "MaxCount":
        there = f"{of} is given {_times(counted)}"
    elif value is not None and of:
        there = f"{of} is {_shown(value)}"
    else:
        there = of
    return f"{there}: {wanted}" if there else wanted


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _shown(term: object) -> str:
    from rdflib import Literal

    if not isinstance(term, Literal):
        return short(term)
    text = str(term) if len(str(term)) <= 80 else f"{str(term)[:79]}…"
    plain = term.datatype is None or str(term.datatype) == PREFIXES["xsd"] + "string"
    return f"“{text}”" if plain else f"“{text}” ({short(term.datatype)})"


def _wanted(kind: str, shape: object, shapes: rdflib.Graph) -> str:
    from rdflib import URIRef
    from rdflib.collection import Collection

    class Parameters(dict):
        def __missing__(self, name: str) -> str:
            values = [shapes.value(shape, URIRef(SH + name))]
            if name in ("in", "languageIn") and values[0] is not None:
                values = list(Collection(shapes, values[0]))
            return ", ".join("a shape" if v is None else _number(v) or _shown(v) for v in values)

    return _SAID[kind].format_map(Parameters()) if kind in _SAID else f"the shape's {kind or 'condition'} does not hold"


def _number(term: object) -> str:
    """A number as such; "" for every other term."""
    from rdflib import Literal

    return str(term) if isinstance(term, Literal) and term.datatype is not None and short(term.datatype) in _NUMBERS else ""


_NUMBERS = {f"xsd:{name}" for name in ("integer", "decimal", "double", "float")}


def short(term: object) -> str:
    """A term for readers: own terms by their name alone, others with their usual prefix, else the address."""
    from rdflib import BNode

    if isinstance(term, BNode):
        return NAMELESS
    for prefix, namespace in _NAMED:
        if str(term).startswith(namespace):
            name = str(term)[len(namespace) :]
            return name if namespace == ONTOLOGY else f"{prefix}:{name}"
    return f"<{term}>"


def examined(data: rdflib.Graph, shapes: rdflib.Graph) -> int | None:
    """How many nodes the targets of the shapes choose; ``None`` when a target is none of the plain kinds."""
    from rdflib import OWL, RDF, RDFS, URIRef

    def targets(name: str) -> set:
        return set(shapes.objects(None, URIRef(SH + name)))

    if targets("target"):
        return None
    implicit = set(shapes.subjects(RDF.type, RDFS.Class)) | set(shapes.subjects(RDF.type, OWL.Class))
    shaped = set(shapes.subjects(RDF.type, URIRef(SH + "NodeShape"))) | set(
        shapes.subjects(RDF.type, URIRef(SH + "PropertyShape"))
    )
    chosen = targets("targetNode")
    for one in targets("targetClass") | (implicit & shaped):
        for below in data.transitive_subjects(RDFS.subClassOf, one):
            chosen |= set(data.subjects(RDF.type, below))
    for predicate in targets("targetSubjectsOf"):
        chosen |= set(data.subjects(predicate, None))
    for predicate in targets("targetObjectsOf"):
        chosen |= set(data.objects(None, predicate))
    return len(chosen)
