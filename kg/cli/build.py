"""``kg build``: many reports as a corpus of tables."""

from __future__ import annotations

import os
import sys
import time

import click

from kg.cli import _shared


@click.command()
@_shared.paths_argument
@click.option("--out", "folder", metavar="DIR", required=True, help="The folder of the corpus; made if it does not exist.")
@_shared.config_option
@_shared.from_option
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that read reports (default: one for each processor, where it pays).")
@_shared.engine_option
def command(paths, folder, config_file, input_format, jobs, engine):
    """Make a corpus of many reports: Parquet tables that are checked, asked and counted without reading them again.

    Run again, it reads what has changed, and what is gone from PATHS is gone from the corpus. Stopped
    at any moment, it goes on where it was; the corpus is as it was until all is done.

    \b
    kg build reports --out reports.corpus
    kg check reports.corpus
    kg stats reports.corpus

    With --engine spark the reports are read by the executors of a cluster, which have to see PATHS and DIR
    under the same names; SPARK_REMOTE or SPARK_MASTER says which cluster.
    """
    from kg import corpus

    paths, config = _shared.resolve(paths, config_file)
    which = _shared.selected(config.select, config.ignore)
    if engine == "spark" and jobs:
        raise click.UsageError("--jobs is for processes of this machine; how many executors Spark has, its own settings say.")
    works = corpus.engine(engine or "duckdb", {} if engine == "spark" else {"jobs": jobs or _jobs(paths)})
    try:
        built = corpus.build_corpus(
            corpus.Folder(folder), paths, config, which, input_format, _Progress(paths) if sys.stderr.isatty() else None, works
        )
    except corpus.CrashedCheck as error:
        raise click.ClickException(f"{error}. This is a defect of kg; 'ignore' in kg.toml leaves a check out.") from None
    click.echo(f"{folder}: {built.reports:,} reports, {built.claims:,} claims; {built.read:,} reports read, the others as they were", err=True)


PAYS = 4_000_000
"""Bytes of input from which on processes that each start anew cost less than they save."""


def _jobs(paths: list[str]) -> int:
    return (os.cpu_count() or 1) if sum(map(_size, paths)) >= PAYS else 1


class _Progress:
    """One line on the terminal: reports done, how many a second, and the time left by the size of the input."""

    def __init__(self, paths: list[str]):
        self.whole = sum(map(_size, paths))
        self.started, self.reports = time.monotonic(), 0

    def __call__(self, reports: int, size: int) -> None:
        self.reports += reports
        seconds = max(time.monotonic() - self.started, 0.001)
        left = seconds * max(self.whole - size, 0) / max(size, 1)
        done = size >= self.whole
        line = f"{self.reports:,} reports, {self.reports / seconds:,.1f} a second, {_time(left)} left"
        click.echo("\r\033[K" + ("" if done else line), err=True, nl=False)


def _size(path: str) -> int:
    """Bytes of the files at a path."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
