"""``kg mcp``: the tools for programs that write reports."""

from __future__ import annotations

import click


@click.command()
@click.option(
    "--root",
    default=".",
    show_default=True,
    type=click.Path(exists=True, file_okay=False),
    help="Only files below this folder are read.",
)
def command(root):
    """Serve programs: the tools check, query, show and explain.

    Speaks the Model Context Protocol on standard input and output; started by a client, not by
    hand. Drafts are checked as they are sent; nothing is written. docs/mcp.md says how.
    """
    try:
        from kg.mcp import server
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "mcp":
            raise click.ClickException(
                f"mcp needs {error.name}, which is not installed: pip install 'claimgraph[mcp]'."
            ) from None
        raise
    server.serve(root)
