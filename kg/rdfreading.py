"""Reads RDF files: Turtle, N-Triples, N-Quads, TriG, RDF/XML and JSON-LD, without any request.

With pyoxigraph where it is installed, otherwise with rdflib; both give the same terms, save that
rdflib writes numbers and dates in their canonical form.  Contexts of JSON-LD are read from the
file alone: one that stands elsewhere is refused, because fetching it would leave the machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from kg import patterns as re
from kg.reading import InputError, RawFile

SUFFIXES = {".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".trig": "trig", ".rdf": "xml", ".owl": "xml", ".jsonld": "json-ld"}
"""File extensions of RDF, with the name of their format in rdflib."""

XSD = "http://www.w3.org/2001/XMLSchema#"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Literal(NamedTuple):
    """A literal: its lexical form, the IRI of its datatype and its language tag ("" for none)."""

    value: str
    datatype: str = f"{XSD}string"
    language: str = ""


Term = str | Literal
"""An IRI as it is, a blank node as ``_:name``, or a literal."""


class Quad(NamedTuple):
    """One statement; ``graph`` is the IRI of the named graph, "" for the default graph."""

    subject: str
    predicate: str
    value: Term
    graph: str = ""


def is_rdf(file: RawFile) -> bool:
    """Whether the name of the file says that it holds RDF."""
    return file.suffix in SUFFIXES


def quads(file: RawFile) -> Iterator[Quad]:
    """All statements of a file, in its order as far as the parser keeps it.

    Raises :class:`kg.reading.InputError`, with the line where the parser tells it, for a file that
    is no valid RDF, and for a JSON-LD file whose context is an address.
    """
    if file.suffix not in SUFFIXES:
        raise InputError(file.path, f"no RDF file. Known extensions: {', '.join(SUFFIXES)}.")
    if file.suffix == ".jsonld":
        _refuse_addresses(file)
    if SUFFIXES[file.suffix] == "xml":
        _refuse_bombs(file)
    try:
        import pyoxigraph
    except ModuleNotFoundError:
        yield from _by_rdflib(file)
    else:
        yield from _by_pyoxigraph(file, pyoxigraph)


def _refuse_addresses(file: RawFile) -> None:
    try:
        waiting = [json.loads(file.data)]
    except (ValueError, RecursionError) as error:
        raise _broken(file, str(error), getattr(error, "lineno", None)) from None
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            contexts = value.get("@context", [])
            named = [c for c in (contexts if isinstance(contexts, list) else [contexts]) if isinstance(c, str)]
            named += [str(value["@import"])] if "@import" in value else []
            if named:
                raise InputError(
                    file.path, f"the context {named[0]!r} is an address, and nothing is fetched. Write the context into the file."
                )


_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s\"'<>]{1,200})\s+(?:\"([^\"]*+)\"|'([^']*+)'|(SYSTEM|PUBLIC))")
_USED = re.compile(rb"&([^\s;&<>#]{1,200});")
MOST_EXPANDED = 50_000_000
"""Bytes that the entities of an RDF/XML file may take once they are written out."""


def _refuse_bombs(file: RawFile) -> None:
    """Entities may stand for namespaces, as they do in many files of RDF/XML; none may stand for others or for a file."""
    if b"\0" in file.data[:4]:
        # In UTF-16 and its like the declarations would not be seen.
        raise InputError(file.path, "this XML is not in UTF-8. Save it as UTF-8.")
    if b"<!ENTITY" not in file.data:
        return
    lengths: dict[bytes, int] = {}
    for declared in _ENTITY.finditer(file.data):
        parameter, name, double, single, outside = declared.groups()
        value = (double or b"") + (single or b"")
        if parameter or outside or _USED.search(value) or b"%" in value:
            line = file.data.count(b"\n", 0, declared.start()) + 1
            message = "an entity of this XML stands for other entities or for a file, which is not read. Write it out."
            raise InputError(file.path, message, line)
        lengths[name] = max(lengths.get(name, 0), len(value))
    if sum(lengths.get(used.group(1), 0) for used in _USED.finditer(file.data)) > MOST_EXPANDED:
        raise InputError(file.path, f"the entities of this XML stand for more than {MOST_EXPANDED:,} bytes. Write them out.")


def _broken(file: RawFile, reason: str, line: int | None) -> InputError:
    reason = " ".join(reason.split()).rstrip(".")
    return InputError(file.path, f"not valid {_NAMES[SUFFIXES[file.suffix]]}: {reason}.", line)


_NAMES = {"turtle": "Turtle", "nt": "N-Triples", "nquads": "N-Quads", "trig": "TriG", "xml": "RDF/XML", "json-ld": "JSON-LD"}
_AT = re.compile(r"^Parser error [^:]*: ")


# --------------------------------------------------------------------------- pyoxigraph


def _by_pyoxigraph(file: RawFile, pyoxigraph) -> Iterator[Quad]:
    format = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "nt": pyoxigraph.RdfFormat.N_TRIPLES,
        "nquads": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "xml": pyoxigraph.RdfFormat.RDF_XML,
        "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    }[SUFFIXES[file.suffix]]
    named, literal = pyoxigraph.NamedNode, pyoxigraph.Literal

    def term(of) -> Term:
        kind = type(of)
        if kind is named:
            return of.value
        if kind is literal:
            return Literal(of.value, of.datatype.value, of.language or "")
        return str(of)

    try:
        for quad in pyoxigraph.parse(input=file.data, format=format):
            graph = quad.graph_name
            yield Quad(
                term(quad.subject),
                quad.predicate.value,
                term(quad.object),
                "" if isinstance(graph, pyoxigraph.DefaultGraph) else term(graph),
            )
    except SyntaxError as error:
        raise _broken(file, _AT.sub("", error.msg), error.lineno) from None
    except (ValueError, OSError) as error:
        raise _broken(file, str(error), None) from None


# --------------------------------------------------------------------------- rdflib


def _by_rdflib(file: RawFile) -> Iterator[Quad]:
    import logging

    import rdflib

    # Values that do not fit their datatype are kept as written; the library would print a warning for each.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    dataset = rdflib.Dataset()
    try:
        dataset.parse(data=file.data, format=SUFFIXES[file.suffix])
    except Exception as error:  # each parser of the library raises errors of its own
        raise _broken(file, *_complaint(error)) from None

    def term(of) -> Term:
        if isinstance(of, rdflib.Literal):
            return Literal(str(of), str(of.datatype or (_LANGUAGE if of.language else f"{XSD}string")), of.language or "")
        return f"_:{of}" if isinstance(of, rdflib.BNode) else str(of)

    default = {None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID}
    for subject, predicate, value, graph in dataset.quads((None, None, None, None)):
        yield Quad(term(subject), str(predicate), term(value), "" if graph in default else term(graph))


def _complaint(error: Exception) -> tuple[str, int | None]:
    """What a parser of rdflib complains of, and the line, if it tells."""
    line = getattr(error, "lines", None)
    if hasattr(error, "getLineNumber"):
        return error.getMessage(), error.getLineNumber()
    if isinstance(line, int):
        return getattr(error, "_why", str(error)), line + 1
    return str(error), None
