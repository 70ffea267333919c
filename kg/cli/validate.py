"""``kg validate``: graphs against SHACL shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import EXIT_FINDINGS, _shared

if TYPE_CHECKING:
    import rdflib

    from kg.rdfplaces import Where
    from kg.reading import RawFile
    from kg.shacl import Validation


@click.command()
@_shared.paths_argument
@click.option(
    "--shapes",
    "shapes_files",
    multiple=True,
    metavar="FILE",
    help="Shapes to hold against, instead of those of kg; may be repeated.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "pyshacl", "shifty"]),
    default="auto",
    help="pyshacl is the reference; shifty is fast, and taken for large graphs where it is installed.",
)
@click.option("--format", "output_format", type=click.Choice(["text", "json", "turtle"]), default="text")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    help="Exit with status 1 from this severity on (default: error).",
)
@_shared.output_option
@_shared.config_option
@_shared.from_option
def command(paths, shapes_files, engine, output_format, fail_on, output, config_file, input_format):
    """Validate graphs against shapes.

    A path is a report, whose export is validated, or an RDF file (.ttl, .nt, .nq, .trig, .rdf,
    .owl, .jsonld). All paths together are one graph. Without --shapes, the shapes are those that
    every export of kg conforms to.

    \b
    kg validate graph.ttl
    kg validate report.md --shapes house-rules.ttl
    """
    from kg import shacl
    from kg.findings import Severity

    if not paths:
        raise click.UsageError("no paths given. Try 'kg validate graph.ttl'.")
    shapes = shacl.read(_files(shapes_files) if shapes_files else [shacl.own_shapes()])
    data, files = _data(paths, config_file, input_format)
    validation = shacl.validate(data, shapes, engine)
    where = _places(validation, data, files)
    if output_format == "turtle":
        from kg.shacl import report

        _shared.write(report.turtle(validation), output)
    else:
        render = _json if output_format == "json" else _text
        _shared.write([render(validation, where, data)], output)
    limit = None if fail_on == "never" else Severity(fail_on)
    if limit is not None and any(r.severity.rank >= limit.rank for r in validation.results):
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _files(paths: tuple[str, ...]) -> list[RawFile]:
    from kg import build

    return [file for bundle in build.bundles(paths) for file in bundle.files]


def _data(paths: tuple[str, ...], config_file: str | None, input_format: str | None) -> tuple[rdflib.Graph, list[RawFile]]:
    """The graph of all paths, and the RDF files among them."""
    from kg import build, rdf, rdfreading, shacl
    from kg.reading import RawFile

    files: list[RawFile] = []
    reports: list[str] = []
    for path in paths:
        found = build.bundles([path])
        inside = [f for b in found for f in b.files if not b.folder and rdfreading.is_rdf(f)]
        files += inside
        if len(inside) < len(found):
            reports.append(path)
    lines: list[str] = []
    if reports:
        graph, config, _, _ = _shared.load_checked(reports, config_file, input_format)
        lines = list(rdf.lines(graph, config))
    return shacl.read([RawFile("export.nt", "".join(lines).encode()), *files]), files


def _places(validation: Validation, data: rdflib.Graph, files: list[RawFile]) -> dict[str, Where]:
    """Where each node with a result stands: the line of its report, or else of the RDF file."""
    from rdflib import URIRef

    from kg import rdfplaces as places
    from kg.rdfterms import ONTOLOGY

    wanted = {r.focus for r in validation.results}
    found = places.find(files, wanted)
    for focus in wanted - found.keys():
        path, line = (data.value(URIRef(focus), URIRef(ONTOLOGY + name)) for name in ("path", "line"))
        if path is not None and line is not None and str(line).isdigit():
            found[focus] = places.Where(str(path), int(line))
    return found


def _subject(focus: str, data: rdflib.Graph) -> str:
    """The class and identifier of a node, or its address alone."""
    from rdflib import RDF, URIRef

    from kg.rdfterms import ONTOLOGY
    from kg.shacl.words import short

    kinds = sorted(short(kind) for kind in data.objects(URIRef(focus), RDF.type))
    named = data.value(URIRef(focus), URIRef(ONTOLOGY + "id"))
    return " ".join(filter(None, [", ".join(kinds), str(named) if named is not None else "", f"<{focus}>"]))


def _text(validation: Validation, where: dict[str, Where], data: rdflib.Graph) -> str:
    from kg.terminal import clean

    rows = []
    for result in validation.results:
        place = where.get(result.focus)
        rows.append(f"{f'{place.path}:{place.line}: ' if place else ''}{result.severity.value}: {result.message}")
        rows.append(f"    {_subject(result.focus, data)}")
    looked = "nodes chosen by a query" if validation.examined is None else _count(validation.examined, "node")
    if validation.examined == 0:
        rows.append("Nothing to look at: the shapes choose no node of this graph.")
    elif not validation.results:
        rows.append(f"Conforms: {looked} looked at, {_count(len(data), 'statement')}.")
    else:
        rows.append(f"{_count(len(validation.results), 'problem')} · {looked} looked at, {_count(len(data), 'statement')}.")
    return clean("\n".join(rows)) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _json(validation: Validation, where: dict[str, Where], data: rdflib.Graph) -> str:
    import json

    def one(result):
        place = where.get(result.focus)
        return {
            "severity": result.severity.value,
            "message": result.message,
            "focus": result.focus,
            "path": result.path or None,
            "value": result.value or None,
            "component": result.component,
            "shape": result.shape or None,
            "place": {"path": place.path, "line": place.line} if place else None,
        }

    said = {
        "version": 1,
        "conforms": not validation.results,
        "examined": validation.examined,
        "statements": len(data),
        "results": [one(r) for r in validation.results],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
