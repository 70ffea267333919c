"""The tables of a corpus as RDF: an R2RML mapping, made of the ontology and of ``ontology/corpus.toml``.

With it Ontop and other engines answer SPARQL over the tables where they are, in Trino for one.
R2RML: RDB to RDF Mapping Language, a recommendation of the W3C.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from kg import patterns as re
from kg import rdfterms, resources
from kg.config import Config

if TYPE_CHECKING:
    import rdflib

RR = "http://www.w3.org/ns/r2rml#"
_XSD = rdfterms.PREFIXES["xsd"]
_COLUMN = re.compile(r"\{(\w+)\}")


def mapping(config: Config) -> Iterator[str]:
    """The mapping in Turtle, a piece for each map of rows to nodes.

    Raises :class:`kg.reading.InputError` for a base that is no absolute IRI.
    """
    base, terms = rdfterms.base(config), Terms()
    yield f"@prefix kg: <{rdfterms.ONTOLOGY}> .\n@prefix map: <{base}r2rml#> .\n@prefix rr: <{RR}> .\n@prefix xsd: <{_XSD}> .\n"
    for one in declared():
        yield "\n" + _Map(one, base, terms).turtle()


def declared() -> list[dict]:
    """The maps of ``ontology/corpus.toml``."""
    return tomllib.loads(resources.find("ontology/corpus.toml").read_text(encoding="utf-8"))["map"]


class Terms:
    """What the ontology and its shapes say of properties."""

    @cached_property
    def ontology(self) -> rdflib.Graph:
        """``ontology/kg.ttl``."""
        import rdflib

        return rdflib.Graph().parse(resources.find("ontology/kg.ttl"), format="turtle")

    @cached_property
    def required(self) -> set[tuple[str, str]]:
        """Class and property of every value that the shapes demand."""
        import rdflib

        shapes = rdflib.Graph().parse(resources.find("ontology/shapes.ttl"), format="turtle")
        sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
        return {
            (_local(kind), _local(shapes.value(shape, sh.path)))
            for node, kind in shapes.subject_objects(sh.targetClass)
            for shape in shapes.objects(node, sh.property)
            if shapes.value(shape, sh.minCount) is not None
        }

    def datatype(self, name: str) -> str:
        """The XSD datatype of a property's values, without its namespace; "" for text."""
        import rdflib

        found = str(self.ontology.value(rdflib.URIRef(rdfterms.ONTOLOGY + name), rdflib.RDFS.range))
        return found.removeprefix(_XSD) if found.startswith(_XSD) and found != f"{_XSD}string" else ""


def _local(term: object) -> str:
    return str(term).removeprefix(rdfterms.ONTOLOGY)


class _Map:
    """One map: every part of it has a name of its own, so that there are no blank nodes."""

    def __init__(self, one: dict, base: str, terms: Terms):
        self.one, self.base, self.terms = one, base, terms
        self.name, self.kind = f"map:{one['name']}", one.get("class", "")
        self.says, self.leads, self.absent = one.get("says", {}), one.get("leads", {}), one.get("absent", {})

    def turtle(self) -> str:
        """The map, its table, its nodes and its properties."""
        parts = [f"{self.name}-{term}" for term in (*self.says.values(), *self.leads)]
        kind = f" ; rr:class kg:{self.kind}" if self.kind else ""
        lines = [
            f"{self.name} a rr:TriplesMap ;\n    rr:logicalTable {self.name}.table ;\n    rr:subjectMap {self.name}.node ;\n"
            f"    rr:predicateObjectMap {', '.join(parts)} .",
            f"{self.name}.table rr:sqlVersion rr:SQL2008 ; rr:sqlQuery {rdfterms.text(self.sql())} .",
            f"{self.name}.node rr:template {self.address(self.one['node'])}{kind} .",
        ]
        for column, term in self.says.items():
            datatype = self.terms.datatype(term)
            lines.append(self.part(term, f'rr:column "\\"{column}\\""' + (f" ; rr:datatype xsd:{datatype}" if datatype else "")))
        lines += [self.part(term, f"rr:template {self.address(to)}") for term, to in self.leads.items()]
        return "\n".join(lines) + "\n"

    def part(self, term: str, value: str) -> str:
        """A property and what it has for a value."""
        name = f"{self.name}-{term}"
        return f"{name} rr:predicate kg:{term} ; rr:objectMap {name}.value .\n{name}.value {value} ."

    def address(self, template: str) -> str:
        """An address below the base, with the columns quoted as the tables have them."""
        quoted = _COLUMN.sub(r'{"\1"}', template)
        return rdfterms.text(self.base + quoted)

    def sql(self) -> str:
        """The query of the rows: the one that is declared, or the columns of the table, empty texts as no value."""
        if "sql" in self.one:
            return self.one["sql"].strip()
        kept = set(_COLUMN.findall(self.one["node"]))
        led = {column for to in self.leads.values() for column in _COLUMN.findall(to)}
        wanted = dict.fromkeys([*sorted(kept), *self.says, *sorted(led)])
        columns = [self.selected(column, column in kept) for column in wanted]
        return f'SELECT {", ".join(columns)} FROM "{self.one["table"]}"'

    def selected(self, column: str, kept: bool) -> str:
        """A column as the query selects it."""
        term = self.says.get(column, "")
        if column in self.absent:
            return f'NULLIF("{column}", {self.absent[column]}) AS "{column}"'
        text = not term or not self.terms.datatype(term)
        if kept or not text or (self.kind, term) in self.terms.required:
            return f'"{column}"'
        return f"NULLIF(\"{column}\", '') AS \"{column}\""
