"""``kg query``: SPARQL over reports."""

from __future__ import annotations

import sys

import click

from kg.cli import _shared


@click.command()
@click.argument("arguments", nargs=-1, metavar="[PATHS]... [SPARQL]")
@click.option("-f", "--file", "query_file", metavar="FILE.rq", help="Read the query from a file.")
@click.option("--name", metavar="SAVED", help="Run a saved query; 'kg query --list' names them.")
@click.option(
    "--param",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    help="Keep rows in which the variable ?NAME is VALUE; may be repeated.",
)
@click.option("--list", "list_saved", is_flag=True, help="List the saved queries.")
@click.option(
    "--format", "output_format", default="table", type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle", "ntriples"])
)
@_shared.output_option
@_shared.config_option
@_shared.from_option
def command(arguments, query_file, name, parameters, list_saved, output_format, output, config_file, input_format):
    """Ask the graph of reports in SPARQL.

    \b
    kg query data/huggingface --name single-source-claims
    kg query data/huggingface --name metrics-over-time --param metric=revenue
    kg query report.md 'SELECT ?c WHERE { ?c a kg:Claim } LIMIT 5'
    """
    from kg import query
    from kg.query.formats import table
    from kg.terminal import clean

    saved = query.saved()
    if list_saved:
        for key, one in saved.items():
            click.echo(f"{key:40} {one.problem}")
            for parameter, meaning in one.parameters.items():
                click.echo(f"{'':40}   --param {parameter}=…  {meaning}")
        return
    values = _values(parameters)
    paths = list(arguments)
    if name:
        if name not in saved:
            from difflib import get_close_matches

            near = get_close_matches(name, saved, 1)
            raise click.UsageError(
                f"no saved query is called {name!r}." + (f" Did you mean {near[0]!r}?" if near else " See 'kg query --list'.")
            )
        text = saved[name].text
    elif query_file:
        try:
            with click.open_file(query_file, encoding="utf-8") as file:
                text = file.read()
        except OSError as error:
            raise click.UsageError(f"{query_file}: {error.strerror}.") from None
    elif paths:
        text = paths.pop()
    else:
        raise click.UsageError("give a query, -f FILE.rq or --name SAVED.")
    graph, config, _, _ = _shared.load_checked(paths, config_file, input_format)
    try:
        result = query.run(graph, text, values, config)
        if output_format == "table":
            wide = None if output not in (None, "-") or not sys.stdout.isatty() else _shared.width()
            answer = clean(table(result, config.base, wide))
        else:
            answer = query.render(result, output_format)
    except query.QueryError as error:
        raise click.UsageError(str(error)) from None
    _shared.write([answer], output)


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        name = name.strip().removeprefix("?")
        if not equals or not name:
            raise click.UsageError(f"--param {parameter}: write it as NAME=VALUE.")
        if name in values:
            raise click.UsageError(f"--param {name} is given twice.")
        values[name] = value
    return values
