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
@click.option("--explain", is_flag=True, help="Say in words what the query gives and what its terms mean; run nothing.")
@click.option("--list", "list_saved", is_flag=True, help="List the saved queries.")
@click.option("--store", "store_folder", metavar="DIR", help="Ask a store made by 'kg load' instead of PATHS; it opens at once.")
@click.option(
    "--format", "output_format", default="table", type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle", "ntriples"])
)
@_shared.output_option
@_shared.config_option
@_shared.from_option
def command(
    arguments, query_file, name, parameters, explain, list_saved, store_folder, output_format, output, config_file, input_format
):
    """Ask the graph of reports in SPARQL.

    \b
    kg query data/huggingface --name single-source-claims
    kg query data/huggingface --name metrics-over-time --param metric=revenue
    kg query report.md 'SELECT ?c WHERE { ?c a kg:Claim } LIMIT 5'
    kg query --store reports.store --name contradictions
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
    if explain:
        _explain(saved.get(name), text)
        return
    if store_folder:
        if paths:
            raise click.UsageError(f"give either --store or paths: {paths[0]!r} is not needed, the store is asked.")
        base, database = _opened(store_folder)
    else:
        graph, config, _, _ = _shared.load_checked(paths, config_file, input_format)
        base, database = config.base, query.open_graph(graph, config)
    try:
        result = database.run(text, values)
        if output_format == "table":
            wide = None if output not in (None, "-") or not sys.stdout.isatty() else _shared.width()
            answer = clean(table(result, base, wide))
        else:
            answer = query.render(result, output_format)
    except query.QueryError as error:
        raise click.UsageError(str(error)) from None
    _shared.write([answer], output)


def _explain(saved, text: str) -> None:
    from kg import query

    if saved:
        click.echo(f"{saved.title}.\n{saved.problem}\n{saved.solution}\n")
        for parameter, meaning in saved.parameters.items():
            click.echo(f"--param {parameter}=…  {meaning}")
    try:
        for line in query.explain(text):
            click.echo(line)
    except query.QueryError as error:
        raise click.UsageError(str(error)) from None


def _opened(folder: str):
    """Base of the addresses and database of a store."""
    from kg import query, store

    opened = store.Folder(folder)
    bases = {record.base for record in opened.state().records}
    return bases.pop() if len(bases) == 1 else "", query.open_store(opened.open())


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
