"""What is served, for machines: SPARQL service description and VoID in one small graph."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg import rdfterms
from kg.server import media
from kg.server.pool import Refused
from kg.server.requests import root
from kg.server.source import Holding

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_RESULTS += ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")


def answer(request: Request, holding: Holding, updates: bool) -> Response:
    """The description in the format the client wants.  Raises :class:`Refused` if there is none."""
    import pyoxigraph

    type = media.choose(request.headers.get("accept", ""), media.TRIPLES)
    if type is None:
        raise Refused(406, f"none of the media types asked for can be given. Known: {', '.join(media.TRIPLES)}.")
    turtle = describe(root(request), holding, updates)
    if media.TRIPLES[type] != "turtle":
        formats = {"ntriples": "N_TRIPLES", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
        triples = [q.triple for q in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)]
        return Response(
            pyoxigraph.serialize(triples, format=getattr(pyoxigraph.RdfFormat, formats[media.TRIPLES[type]])), media_type=type
        )
    return Response(turtle, media_type=type)


def describe(base: str, holding: Holding, updates: bool) -> str:
    """The description in Turtle; ``base`` is the address of the endpoint, with its slash at the end."""
    total = sum(record.triples for record in holding.records)
    languages = ["sd:SPARQL11Query", *(["sd:SPARQL11Update"] if updates else [])]
    lines = [
        f"@prefix sd: <{_SD}> .",
        f"@prefix formats: <{_FORMATS}> .",
        "@prefix void: <http://rdfs.org/ns/void#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "",
        f"<{base}sparql> a sd:Service ;",
        f"    sd:endpoint <{base}sparql> ;",
        f"    sd:supportedLanguage {', '.join(languages)} ;",
        f"    sd:resultFormat {', '.join('formats:' + name for name in _RESULTS)} ;",
        "    sd:feature sd:UnionDefaultGraph ;",
        f"    sd:defaultDataset <{base}data> .",
        "",
        f"<{base}data> a sd:Dataset, void:Dataset ;",
        f"    void:sparqlEndpoint <{base}sparql> ;",
        f"    void:vocabulary <{rdfterms.ONTOLOGY}> ;",
        *([f"    void:uriSpace {rdfterms.text(holding.base)} ;"] if holding.base else []),
        *(
            f"    sd:namedGraph <{base}data#{rdfterms.encode(record.id)}> ; void:subset <{record.graph}> ;"
            for record in holding.records
        ),
        f"    sd:defaultGraph <{base}data?default> ;",
        f"    void:triples {total} .",
        "",
        f"<{base}data?default> a sd:Graph .",
    ]
    for record in holding.records:
        lines += [
            f"<{base}data#{rdfterms.encode(record.id)}> a sd:NamedGraph ; sd:name <{record.graph}> ; sd:graph <{record.graph}> .",
            f"<{record.graph}> a sd:Graph, void:Dataset ; dcterms:title {rdfterms.text(record.id)} ; void:triples {record.triples} .",
        ]
    return "\n".join(lines) + "\n"
