"""Runs a command again whenever a file under its paths changes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

PAUSE = 0.5
"""Seconds between two looks."""

_OTHERS = {".git", ".venv", "node_modules", "__pycache__", "exports"}
"""Folders in which no report is written; pages that the run itself writes go to ``exports``."""


def each_change(paths: Iterable[str], run: Callable[[], None], besides: Iterable[str | None] = ()) -> None:
    """Run now, and after every change of a file, until interrupted.

    Looks at times and sizes of files, which every file system tells, those of networks and
    containers included.  ``besides`` are files the run itself writes.
    """
    from kg.reading import InputError

    paths = list(paths)
    written = {os.path.abspath(name) for name in besides if name}
    before = None
    try:
        while True:
            now = {name: seen for name, seen in _state(paths) if os.path.abspath(name) not in written}
            if now != before:
                before = now
                try:
                    run()
                except click.exceptions.Exit:
                    pass
                except click.ClickException as error:
                    error.show()
                except InputError as error:
                    click.echo(f"{click.style('error', fg='red', bold=True)}: {error}", err=True)
                click.echo("waiting for changes; Ctrl-C ends", err=True)
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        click.echo(err=True)


def _state(paths: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for path in paths:
        if os.path.isdir(path):
            for folder, inside, names in os.walk(path):
                inside[:] = [n for n in inside if n not in _OTHERS]
                yield from _of_files(os.path.join(folder, n) for n in names)
        else:
            yield from _of_files([path])
    yield from _of_files(str(f / "kg.toml") for f in (Path.cwd(), *(Path(p).absolute().parent for p in paths)))


def _of_files(names: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for name in names:
        try:
            seen = os.stat(name)
        except OSError:
            continue
        yield name, (seen.st_mtime_ns, seen.st_size)
