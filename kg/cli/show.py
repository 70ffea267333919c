"""``kg show``: one node with everything that is known about it."""

from __future__ import annotations

import click

from kg.cli import _shared


@click.command()
@click.argument("id")
@_shared.paths_argument
@_shared.config_option
@_shared.from_option
def command(id, paths, config_file, input_format):
    """Show one node: evidence, quotes, findings, what it rests on and what rests on it.

    \b
    kg show CO017 data/huggingface
    """
    from difflib import get_close_matches

    from kg import pages

    graph, config, paths, _ = _shared.load_checked(paths, config_file, input_format)
    keys = graph.find(id) or graph.find(id.upper())
    keys = [k for k in keys if k.type not in ("finding", "evidence")] or keys
    if not keys:
        near = get_close_matches(id, list(dict.fromkeys(k.id for k in graph.nodes)), 3, 0.6)
        raise click.UsageError(f"nothing here has the id {id!r}." + (f" Did you mean {', '.join(near)}?" if near else ""))
    for n, key in enumerate(keys):
        if n:
            click.echo()
        click.echo("".join(pages.page(graph, config, key, color=_shared.color(), width=_shared.width())), nl=False)
