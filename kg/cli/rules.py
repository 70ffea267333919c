"""``kg rules``: the catalogue of checks."""

from __future__ import annotations

import click

from kg.cli import _shared


@click.command()
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def command(output_format):
    """List all checks: code, name, severity, what they find."""
    from kg import engine

    checks = engine.checks().values()
    if output_format == "json":
        import json

        rows = [
            {"check": c.code, "name": c.name, "category": c.category, "severity": c.severity.value, "summary": c.title}
            for c in checks
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    color = _shared.color()
    for category in dict.fromkeys(c.category for c in checks):
        click.echo(click.style(category, bold=True) if color else category)
        for c in checks:
            if c.category == category:
                name = f"{c.code} {c.name:30}"
                click.echo(f"  {click.style(name, bold=True) if color else name} {c.severity.value:8} {c.title}")
