"""The R2RML mapping: its terms are those of the ontology, and over a corpus it says what an export says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from kg import r2rml, rdf, rdfterms
from kg.config import Config

rdflib = pytest.importorskip("rdflib")
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
RR, KG = Namespace(r2rml.RR), Namespace(rdfterms.ONTOLOGY)
CONFIG = Config(base="https://data.example.org/reports/")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return r2rml.Terms().ontology


@pytest.fixture(scope="module")
def mapping() -> Graph:
    return Graph().parse(data="".join(r2rml.mapping(CONFIG)), format="turtle")


def maps(mapping: Graph) -> list[URIRef]:
    return sorted(mapping.subjects(RDF.type, RR.TriplesMap))


def parts(mapping: Graph, one: URIRef) -> list[tuple[URIRef, URIRef]]:
    """Property and object map of each part of a map."""
    found = mapping.objects(one, RR.predicateObjectMap)
    return [(mapping.value(part, RR.predicate), mapping.value(part, RR.objectMap)) for part in found]


def test_every_term_is_one_of_the_ontology(mapping, ontology):
    assert len(maps(mapping)) == len(r2rml.declared())
    for one in maps(mapping):
        kind = mapping.value(mapping.value(one, RR.subjectMap), RR["class"])
        assert kind is None or (kind, RDF.type, OWL.Class) in ontology
        above = set(ontology.transitive_objects(kind, RDFS.subClassOf)) if kind else set()
        for predicate, value in parts(mapping, one):
            leads = (value, RR.template, None) in mapping
            assert (predicate, RDF.type, OWL.ObjectProperty if leads else OWL.DatatypeProperty) in ontology, predicate
            assert not kind or ontology.value(predicate, RDFS.domain) in above, predicate
            typed = ontology.value(predicate, RDFS.range)
            if not leads:
                plain = typed in (RDFS.Literal, rdflib.XSD.string)
                assert mapping.value(value, RR.datatype) == (None if plain else typed)


def test_it_is_r2rml_without_blank_nodes(mapping):
    assert not [term for triple in mapping for term in triple if isinstance(term, rdflib.BNode)]
    for one in maps(mapping):
        sql = str(mapping.value(mapping.value(one, RR.logicalTable), RR.sqlQuery))
        template = str(mapping.value(mapping.value(one, RR.subjectMap), RR.template))
        assert template.startswith(CONFIG.base)
        values = [mapping.value(value, RR.template) or mapping.value(value, RR.column) for _, value in parts(mapping, one)]
        for column in re.findall(r'"(\w+)"', " ".join([template, *values])):
            assert f'"{column}"' in sql


def test_same_bytes_under_any_hash_seed():
    code = "from kg import r2rml; from kg.config import Config; print(''.join(r2rml.mapping(Config())))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT, check=True, capture_output=True
        ).stdout
        for seed in ("0", "7")
    }
    assert len(outputs) == 1


# --------------------------------------------------------------------------- over a corpus


def applied(mapping: Graph, database) -> set[tuple[str, str, str]]:
    """What R2RML says that the mapping generates from the tables of a DuckDB connection (its parts that are used)."""
    triples = set()
    for one in maps(mapping):
        rows = database.execute(str(mapping.value(mapping.value(one, RR.logicalTable), RR.sqlQuery)))
        names = [column[0] for column in rows.description]
        node = mapping.value(one, RR.subjectMap)
        kind, template = mapping.value(node, RR["class"]), str(mapping.value(node, RR.template))
        said_by = [(predicate.n3(), *(mapping.value(value, p) for p in (RR.template, RR.column, RR.datatype))) for predicate, value in parts(mapping, one)]
        for row in rows.fetchall():
            values = dict(zip(names, row, strict=True))
            subject = address(template, values)
            if kind is not None:
                triples.add((subject, rdfterms.TYPE, kind.n3()))
            for predicate, *source in said_by:
                said = term(*source, values)
                if said is not None:
                    triples.add((subject, predicate, said))
    return triples


QUOTED = re.compile(r'\{"(\w+)"\}')


def address(template: str, values: dict) -> str | None:
    """A template with its columns filled in, encoded as R2RML 7.3 says; nothing if one has no value."""
    if any(values[name] is None for name in QUOTED.findall(template)):
        return None
    return "<" + QUOTED.sub(lambda m: safe(str(values[m.group(1)])), template) + ">"


def safe(text: str) -> str:
    return "".join(c if c.isalnum() or c in "-._~" else "".join(f"%{b:02X}" for b in c.encode()) for c in text)


def term(template: Literal | None, column: Literal | None, datatype: URIRef | None, values: dict) -> str | None:
    if template is not None:
        return address(str(template), values)
    found = values[str(column).strip('"')]
    if found is None:
        return None
    if isinstance(found, Decimal):
        return rdfterms.decimal(found)
    if isinstance(found, bool):
        return rdfterms.boolean(found)
    return Literal(str(found), datatype=datatype).n3() if datatype else rdfterms.text(str(found))


@pytest.mark.parametrize("example", ["docs/example", pytest.param("data/huggingface", marks=pytest.mark.slow)])
def test_a_corpus_says_what_an_export_says(example, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    corpus = pytest.importorskip("kg.corpus")
    from kg import build, engine
    from kg import config as configuration

    config = configuration.load(ROOT / example / "kg.toml")
    folder = corpus.Folder(tmp_path / "corpus")
    corpus.build_corpus(folder, [str(ROOT / example)], config, engine.selected((), ()))
    database = duckdb.connect()
    for name in ("reports", "sections", "claims", "sources", "publishers", "evidence", "observations", "places"):
        database.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder.path}/parts/*/{name}.parquet'")
    mapping = Graph().parse(data="".join(r2rml.mapping(config)), format="turtle")
    mapped = applied(mapping, database)
    exported = untyped_dates(rdf.triples(build.build([str(ROOT / example)], config), config))
    mapped = untyped_dates(mapped)
    # A corpus holds the figures of the text as well; an export names a metric where its label does not,
    # and gives a figure that is a date for its period.
    left_out = {rdfterms.kg(name) for name in ("metricName", "approximate", "periodStart", "periodEnd")}
    for kind in ("Report", "Section", "Claim", "Source", "Publisher", "Evidence", "Observation"):
        found = said_of(kind, mapped)
        wanted = {t for t in said_of(kind, exported) if t[1] in {p for _, p, _ in found} - left_out}
        assert not wanted - found, (kind, sorted(wanted - found)[:9])
        assert kind == "Observation" or not found - wanted, (kind, sorted(found - wanted)[:9])


DATES = {rdfterms.kg("sourceDate"), rdfterms.kg("accessed")}


def untyped_dates(triples) -> set[tuple[str, str, str]]:
    """The triples with days as they are written: a column of texts cannot tell them apart."""
    return {(s, p, rdfterms.text(rdfterms.parts(o)[0]) if p in DATES else o) for s, p, o in triples}


def said_of(kind: str, triples: set) -> set[tuple[str, str, str]]:
    """What is said of the nodes of a class."""
    nodes = {s for s, p, o in triples if p == rdfterms.TYPE and o == rdfterms.kg(kind)}
    assert nodes
    return {t for t in triples if t[0] in nodes}
