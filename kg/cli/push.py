"""``kg push``: reports into a store of another server."""

from __future__ import annotations

import click

from kg.cli import _shared


@click.command()
@click.argument("address")
@_shared.paths_argument
@click.option("--update", is_flag=True, help="ADDRESS takes SPARQL Update rather than the Graph Store protocol.")
@click.option("--store", "store_folder", metavar="DIR", help="Send a store made by 'kg load' instead of PATHS.")
@_shared.config_option
@_shared.from_option
def command(address, paths, update, store_folder, config_file, input_format):
    """Send reports with their findings to a server: SPARQL 1.1 Graph Store protocol, or Update.

    Each report replaces the named graph of its name; other graphs stay as they are. Credentials
    come from KG_PUSH_USER and KG_PUSH_PASSWORD, or KG_PUSH_TOKEN.

    \b
    kg push https://fuseki.example.com/reports/data reports
    kg push https://graphs.example.com/store --store reports.store
    kg push --update https://graphs.example.com/update reports
    """
    from kg import remote

    target = (remote.UpdateEndpoint if update else remote.GraphStore)(address)
    if store_folder:
        if paths:
            raise click.UsageError(f"give either --store or paths: {paths[0]!r} is not needed, the store is sent.")
        from kg import store

        graphs = remote.of_store(store.Folder(store_folder))
    else:
        graph, config, _, _ = _shared.load_checked(paths, config_file, input_format)
        graphs = remote.of_graph(graph, config)
    for one in graphs:
        target.put(one)
        click.echo(f"put {one.iri}: {one.triples:,} triples", err=True)
