"""``kg init``: a starter project."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import _shared

STARTER = Path(__file__).resolve().parent.parent / "starter"


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
def command(folder):
    """Start a project: a small commented report that checks clean, to write over.

    DIR is made if need be (default: the current folder). Nothing is overwritten.
    """
    files = sorted(f for f in STARTER.iterdir() if f.is_file())
    taken = [f.name for f in files if (folder / f.name).exists()]
    if taken:
        raise click.ClickException(
            f"{folder}: {', '.join(taken)} already there; nothing was written. Name another folder: kg init DIR."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{folder}: cannot make the folder: {error.strerror}.") from None
    for file in files:
        with _shared.atomic(str(folder / file.name)) as target:
            target.write(file.read_bytes())
    here = folder.as_posix()
    click.echo(f"Wrote {', '.join(f.name for f in files)} to {here}\n")
    click.echo("Next:")
    for command, meaning in (
        (f"kg check {here}", "finds nothing yet"),
        (f"kg show C2 {here}", "a claim, its evidence, and what rests on it"),
        (f"kg export html {here}", "the graph in a browser"),
        ("", "Then write your own report over it; the comments in report.md and kg.toml say how."),
    ):
        click.echo(f"  {command:28} {meaning}" if command else meaning)
