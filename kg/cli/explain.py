"""``kg explain``: one check's page."""

from __future__ import annotations

import inspect

import click


@click.command()
@click.argument("check")
def command(check):
    """Explain one check: what, why, what to do, examples with their output, blind spots."""
    from kg import engine
    from kg.examples import output

    found = [c for c in engine.checks().values() if check.lower() in (c.code.lower(), c.name)]
    if not found:
        from difflib import get_close_matches

        words = [w for c in engine.checks().values() for w in (c.code, c.name)]
        near = get_close_matches(check, words, 1, 0.5)
        raise click.UsageError(f"no check is called {check!r}." + (f" Did you mean {near[0]!r}?" if near else " See 'kg rules'."))
    one = found[0]
    click.echo(f"{one.code} {one.name}  ({one.category}, {one.severity.value})\n")
    click.echo(inspect.cleandoc(one.doc) + "\n")
    for title, texts in (("Bad", one.bad[:1]), ("Good", one.good[:1])):
        for text in texts:
            click.echo(f"{title}:\n")
            click.echo("\n".join(f"    {line}".rstrip() for line in text.strip().splitlines()) + "\n")
            click.echo("  prints\n")
            click.echo("\n".join(f"    {line}".rstrip() for line in output(one, text).strip().splitlines()) + "\n")
