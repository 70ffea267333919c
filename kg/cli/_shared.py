"""Options and steps that several commands share."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.config import Config
    from kg.corpus import Corpus
    from kg.engine import Check
    from kg.graph import ClaimGraph

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=str))
config_option = click.option(
    "--config", "config_file", metavar="FILE", help="Configuration (default: the nearest kg.toml of the first path or above)."
)
from_option = click.option(
    "--from", "input_format", metavar="FORMAT", help="Read the input as this format instead of recognising it."
)
engine_option = click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), help="What works on the tables of a corpus: DuckDB here (default), or Spark on a cluster."
)
output_option = click.option("-o", "--output", metavar="FILE", help="Write to a file ('-' is stdout).")


def resolve(paths: Iterable[str], config_file: str | None) -> tuple[list[str], Config]:
    """Paths and configuration of a command; paths of ``kg.toml`` when none were given."""
    from kg import config as configuration

    paths = list(paths)
    start = next((Path(p) for p in paths if p != "-"), Path.cwd())
    found = Path(config_file) if config_file else configuration.find(start)
    config = configuration.load(found) if found else configuration.Config()
    if not paths and config.paths:
        base = Path(config.path).parent
        paths = [os.path.relpath(base / p) for p in config.paths]
    if not paths:
        raise click.UsageError("no paths given, and no kg.toml with [check] paths found. Try 'kg check report.md'.")
    return paths, config


def corpus_at(paths: Iterable[str], config_file: str | None, engine: str | None = None) -> Corpus | None:
    """The corpus that the paths name, if they name one, with the engine that works on its tables."""
    from kg.build import CORPUS_MARK

    paths = list(paths)
    if not any(path != "-" and os.path.isfile(os.path.join(path, CORPUS_MARK)) for path in paths):
        if engine:
            raise click.UsageError("--engine works on the tables of a corpus: make one with 'kg build PATHS --out FOLDER' first.")
        return None
    if len(paths) > 1:
        raise click.UsageError("a corpus is checked, asked and counted by itself: name it alone, or build one of everything.")
    from kg.corpus import Corpus

    return Corpus(paths[0], config_file, engine or "duckdb")


def load(paths: Iterable[str], config_file: str | None, input_format: str | None = None) -> tuple[ClaimGraph, Config, list[str]]:
    """Everything at the paths as one graph."""
    from kg import build

    corpus = corpus_at(paths, config_file)
    if corpus:
        return corpus.graph(), corpus.config, list(paths)
    paths, config = resolve(paths, config_file)
    return build.build(paths, config, input_format), config, paths


def load_checked(paths: Iterable[str], config_file: str | None, input_format: str | None = None):
    """The graph with the findings of all checks in it: ``(graph, config, paths, outcome)``."""
    from kg import engine

    corpus = corpus_at(paths, config_file)
    if corpus:
        from kg import corpus as corpora

        graph, config, paths = corpus.graph(), corpus.config, list(paths)
        outcome = corpora.check(corpus, selected(config.select, config.ignore))
    else:
        graph, config, paths = load(paths, config_file, input_format)
        outcome = engine.run(graph, config, selected(config.select, config.ignore))
    fail_on_crash(outcome)
    graph.add_findings(f for f in outcome.findings if f.suppressed is None)
    return graph, config, paths, outcome


def selected(select: Iterable[str], ignore: Iterable[str]) -> list[Check]:
    """The checks to run; a word that names none is misuse."""
    from kg import engine

    try:
        return engine.selected(select, ignore)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def fail_on_crash(outcome) -> None:
    """Stop with the name of a check that crashed: a report it did not look at is not clean."""
    from kg.findings import Status

    for run in outcome.runs:
        if run.status is Status.CRASHED:
            if "--debug" in sys.argv:
                click.echo(run.reason, err=True)
            last = run.reason.strip().splitlines()[-1]
            raise click.ClickException(
                f"{run.name} ({run.check}) crashed: {last}. This is a defect of kg; --ignore {run.name} runs the others."
            )


@contextmanager
def atomic(path: str):
    """A binary file that appears under its name only when it was written whole."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise click.ClickException(f"{path}: cannot write: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, target)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot write: {error.strerror}.") from None
    finally:
        if os.path.exists(name):
            os.unlink(name)


@contextmanager
def atomic_folder(path: str):
    """A new folder that appears under its name only when all its files were written; an empty one there is replaced."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    except OSError as error:
        raise click.ClickException(f"{path}: cannot write: {error.strerror}.") from None
    try:
        yield made
        umask = os.umask(0)
        os.umask(umask)
        made.chmod(0o777 & ~umask)
        if target.exists():
            target.rmdir()
        made.rename(target)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot write: {error.strerror}.") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def write(chunks: Iterable[str | bytes], output: str | None) -> None:
    """Write text to a file, whole or not at all, or to stdout."""
    if output in (None, "-"):
        for chunk in chunks:
            if isinstance(chunk, bytes):
                sys.stdout.buffer.write(chunk)
            else:
                sys.stdout.write(chunk)
        sys.stdout.flush()
        return
    with atomic(output) as file:
        for chunk in chunks:
            file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
    click.echo(f"wrote {output}", err=True)


def color() -> bool:
    """Whether stdout is a terminal that wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((100, 24)).columns
