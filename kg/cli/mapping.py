"""``kg mapping``: the tables of a corpus as RDF, for engines elsewhere."""

from __future__ import annotations

import click

from kg.cli import _shared


@click.command()
@_shared.output_option
@_shared.config_option
def command(output, config_file):
    """Write the R2RML mapping of the tables of a corpus, for SPARQL over them where they are.

    The base of all addresses is that of kg.toml.
    """
    from kg import r2rml

    _, config = _shared.resolve((".",), config_file)
    _shared.write(r2rml.mapping(config), output)
