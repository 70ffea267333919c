"""``kg lsp``: the language server."""

from __future__ import annotations

import click


@click.command()
def command():
    """Serve an editor: findings while you write, pages of claims and sources, places of ids.

    Speaks the Language Server Protocol on standard input and output; started by an editor, not by
    hand. docs/editors.md says how.
    """
    try:
        from kg.lsp import server
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] in ("pygls", "lsprotocol"):
            raise click.ClickException(
                f"lsp needs {error.name}, which is not installed: pip install 'claimgraph[lsp]'."
            ) from None
        raise
    server.serve()
