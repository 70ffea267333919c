"""``kg export``: the graph in other formats."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from kg.cli import _graph_page, _shared


@click.command()
@click.argument("format", metavar="FORMAT")
@_shared.paths_argument
@_shared.output_option
@_shared.config_option
@_shared.from_option
@click.option("--rdf12", is_flag=True, help="Evidence and contradictions as reifiers of RDF 1.2 (turtle, trig, ntriples, nquads).")
def command(format, paths, output, config_file, input_format, rdf12):
    """Export the graph, findings included.

    FORMAT is turtle, ntriples, nquads, trig, rdfxml, jsonld, nanopub, shacl, claimreview, html,
    graphml, gexf, nodelink, csv, parquet or neo4j. HTML goes to exports/<report>.html unless -o says
    otherwise; csv, parquet and neo4j are several files and go to the folder that -o names;
    everything else goes to stdout.
    """
    from inspect import signature

    from kg import exporters

    known = exporters.exporters()
    if format not in known:
        raise click.UsageError(f"unknown format {format!r}. Known: {', '.join(known)}.")
    several = hasattr(known[format], "files")
    if several and output in (None, "-"):
        raise click.UsageError(f"{format} is several files. Name a folder for them: -o FOLDER.")
    if rdf12 and (several or "reify" not in signature(known[format].export).parameters):
        raise click.UsageError(f"{format} cannot hold RDF 1.2. Formats that can: turtle, trig, ntriples, nquads.")
    graph, config, paths, _ = _shared.load_checked(paths, config_file, input_format)
    try:
        if several:
            _write_files(known[format].files(graph, config), output)
        elif format == "html":
            _graph_page.write(graph, config, output)
        else:
            more = {"reify": True} if rdf12 else {}
            _shared.write(known[format].export(graph, config, **more), output)
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{format} needs {error.name}, which is not installed: pip install 'claimgraph[{format}]'."
        ) from None


def _write_files(files: Iterable[tuple[str, Iterable[str | bytes]]], folder: str) -> None:
    """Write each file into the folder, whole or not at all."""
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise click.UsageError(f"{folder} is a file. Name a folder: -o FOLDER.")
    count = 0
    for name, pieces in files:
        with _shared.atomic(os.path.join(folder, name)) as file:
            for piece in pieces:
                file.write(piece if isinstance(piece, bytes) else piece.encode())
        count += 1
    click.echo(f"wrote {count} files into {folder}", err=True)
