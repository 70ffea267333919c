"""``kg export``: the graph in other formats."""

from __future__ import annotations

import click

from kg.cli import _graph_page, _shared


@click.command()
@click.argument("format", metavar="FORMAT")
@_shared.paths_argument
@_shared.output_option
@_shared.config_option
@_shared.from_option
def command(format, paths, output, config_file, input_format):
    """Export the graph, findings included.

    FORMAT is turtle, ntriples, nquads, trig, rdfxml, jsonld, html, graphml, gexf. HTML goes to
    exports/<report>.html unless -o says otherwise; everything else to stdout.
    """
    from kg import exporters

    known = exporters.exporters()
    if format not in known:
        raise click.UsageError(f"unknown format {format!r}. Known: {', '.join(known)}.")
    graph, config, paths, _ = _shared.load_checked(paths, config_file, input_format)
    try:
        if format == "html":
            _graph_page.write(graph, config, output)
        else:
            _shared.write(known[format].export(graph, config), output)
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{format} needs {error.name}, which is not installed: pip install 'claimgraph[{format}]'."
        ) from None
