"""``kg load``: reports into a store on disk."""

from __future__ import annotations

import os
import sys

import click

from kg.cli import _shared


@click.command()
@_shared.paths_argument
@click.option("--store", "store_folder", metavar="DIR", required=True, help="The folder of the store; made if it does not exist.")
@_shared.config_option
@_shared.from_option
def command(paths, store_folder, config_file, input_format):
    """Load reports with their findings into a store for 'kg query --store' and 'kg serve --store'.

    Run again, it reads what has changed, and what is gone from PATHS disappears from the store.
    Killed at any moment, it leaves the store as it was or as it shall be.

    \b
    kg load reports --store reports.store
    kg query --store reports.store --name contradictions
    """
    from kg import engine, store

    paths, config = _shared.resolve(paths, config_file)
    checks = _shared.selected(config.select, config.ignore)

    def examine(graph) -> None:
        outcome = engine.run(graph, config, checks)
        _shared.fail_on_crash(outcome)
        graph.add_findings(f for f in outcome.findings if f.suppressed is None)

    changes = store.load(
        store.Folder(store_folder), paths, config, input_format, examine, _progress if sys.stderr.isatty() else None
    )
    for verb, where in (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed)):
        for one in where:
            click.echo(f"{verb} {_shown(one)}", err=True)
    click.echo(
        f"{store_folder}: {len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed, "
        f"{len(changes.unchanged)} unchanged; {changes.triples:,} triples",
        err=True,
    )


def _shown(location: str) -> str:
    """The path from here where it is below, as it would be typed."""
    here = os.getcwd() + os.sep
    return location.removeprefix(here)


def _progress(done: int, of: int) -> None:
    click.echo(f"\r\033[K{done} of {of} reports read" if done < of else "\r\033[K", err=True, nl=False)
