"""``kg check``: load, check, print findings."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from kg.cli import EXIT_FINDINGS, _shared

if TYPE_CHECKING:
    from datetime import date

    from kg.batch import Answer
    from kg.config import Config
    from kg.corpus import Corpus
    from kg.corpus.reading import Outline
    from kg.engine import Check
    from kg.findings import Finding, Outcome
    from kg.graph import ClaimGraph

_SEVERITIES = click.Choice(["error", "warning", "info"])


@click.command()
@_shared.paths_argument
@_shared.config_option
@_shared.from_option
@click.option(
    "--format",
    "output_format",
    default="text",
    metavar="FORMAT",
    help="text (default), json, jsonl, sarif, junit, github, gitlab, markdown or html (a page, to exports/).",
)
@_shared.output_option
@click.option(
    "--select", multiple=True, metavar="CHECK", help="Only these checks: codes, code prefixes or names, comma-separated."
)
@click.option("--ignore", multiple=True, metavar="CHECK", help="All but these checks.")
@click.option("--min-severity", type=_SEVERITIES, help="Leave out findings below (default: info).")
@click.option(
    "--min-confidence", type=click.Choice(["high", "medium", "low"]), help="Leave out findings kg is less sure of (default: low)."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Exit with status 1 from this severity on (default: error).",
)
@click.option("--baseline", "baseline_file", metavar="FILE", help="Only findings that are not in this file count.")
@click.option(
    "--write-baseline", "written_baseline", metavar="FILE", help="Write the findings to this file, to be known from then on."
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which remarks with 'until' expire (default: the day the report is of).",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that read reports (default: one for each processor, where it pays).")
@click.option(
    "--cache/--no-cache", default=True, help="Keep what was found in each report for the next run (default), or look at all anew."
)
@_shared.engine_option
@click.option("--statistics", is_flag=True, help="Show what each check examined and found.")
@click.option("-v", "--verbose", is_flag=True, help="Show every finding in full, also those for information.")
def command(
    paths,
    config_file,
    input_format,
    output_format,
    output,
    select,
    ignore,
    min_severity,
    min_confidence,
    fail_on,
    baseline_file,
    written_baseline,
    today,
    watch,
    jobs,
    cache,
    engine,
    statistics,
    verbose,
):
    """Check reports before publishing.

    A path is a file, a folder or '-'. A folder that holds report.md or claims.* is one report.
    What is not given here is taken from kg.toml.

    \b
    kg check report.md
    kg check data/huggingface --select KG2
    kg check drafts/ --format json -o findings.json --fail-on never
    kg check --write-baseline kg-baseline.json
    """
    from kg import __version__, reporters
    from kg.findings import Certainty, Severity

    if output_format not in reporters.names():
        raise click.UsageError(f"unknown format {output_format!r}. Known: {', '.join(reporters.names())}.")
    if watch:
        return _watched(paths, config_file, output, written_baseline)
    day = today.date() if today else None
    corpus = _shared.corpus_at(paths, config_file, engine)
    if corpus:
        graph, config, paths = _of_corpus(corpus, paths, output_format)
    else:
        paths, config = _shared.resolve(paths, config_file)
    named = (_words(select) or config.select, (*_words(ignore), *config.ignore))
    if corpus:
        outcome = _checked(corpus, _shared.selected(*named), day)
    elif output_format == "html":
        graph, outcome = _in_memory(paths, config, input_format, named, day)
    else:
        graph = _in_parts(paths, config, input_format, named, day, jobs, cache)
        outcome = graph.outcome
    least = Severity(min_severity) if min_severity else config.min_severity
    sure = Certainty(min_confidence) if min_confidence else config.min_confidence

    def keep(finding: Finding) -> bool:
        return finding.severity.rank >= least.rank and finding.confidence.rank >= sure.rank

    outcome = outcome.keep(keep)
    _shared.fail_on_crash(outcome)
    old = _baseline_file(baseline_file, written_baseline, config)
    if old:
        outcome = _held_against(outcome, old, graph, keep)
    output, graph_page = _page(graph, output) if output_format == "html" else (output, "")
    limit = config.fail_on if fail_on is None else None if fail_on == "never" else Severity(fail_on)
    context = reporters.ReportContext(
        version=__version__,
        inputs=tuple(paths),
        counts=graph.counts()[0],
        color=output in (None, "-") and _shared.color(),
        width=_shared.width(),
        verbose=verbose,
        statistics=statistics,
        fail_on=limit,
        graph=graph if output_format == "html" else None,
        config=config,
        graph_page=graph_page,
    )
    _shared.write(reporters.reporter(output_format).render(outcome, context), output)
    if written_baseline:
        from kg import baseline

        _shared.write(baseline.dump((f for f in outcome.findings if f.suppressed is None), __version__), written_baseline)
        return
    if limit is not None and any(f.severity.rank >= limit.rank and f.counts for f in outcome.findings):
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _in_memory(paths: Sequence[str], config: Config, form: str | None, named: Sequence[Sequence[str]], day: date | None) -> tuple[ClaimGraph, Outcome]:
    """All reports at once: the page of findings shows them."""
    from kg import build, engine

    graph = build.build(paths, config, form)
    return graph, engine.run(graph, config, _shared.selected(*named), day)


def _in_parts(
    paths: Sequence[str], config: Config, form: str | None, named: Sequence[Sequence[str]], day: date | None, jobs: int | None, cache: bool
) -> Answer:
    """One report after the other, with what is known from before."""
    from kg import batch

    # Garbage is looked for between reports; within one there is next to none, and looking for it takes time.
    gc.set_threshold(1_000_000, 50, 1000)
    # Python looks once more when it ends, though all of it goes then anyway.
    atexit.register(gc.freeze)
    with _progress() as progress:
        kept = batch.default() if cache else None
        return batch.check(
            paths, config, lambda: _shared.selected(*named), named, format=form, today=day, jobs=jobs, cache=kept, progress=progress
        )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Tells on a terminal how far a long run is, with the time left; nothing in a pipe or for a few reports."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    started = time.monotonic()

    def tell(done: int, of: int) -> None:
        if of > 8:
            left = (time.monotonic() - started) * (of - done) / max(done, 1)
            click.echo(f"\r{done:,} of {of:,} reports, {left:.0f} s left \x1b[K", nl=False, err=True)

    try:
        yield tell
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _of_corpus(corpus: Corpus, paths: tuple[str, ...], output_format: str) -> tuple[ClaimGraph | Outline, Config, list[str]]:
    """What a report of findings tells of the reports of a corpus; the page of findings shows their texts."""
    return corpus.graph() if output_format == "html" else corpus.outline(), corpus.config, list(paths)


def _checked(corpus: Corpus, which: list[Check], day: date | None) -> Outcome:
    from kg import corpus as corpora

    return corpora.check(corpus, which, day)


def _page(graph: ClaimGraph, output: str | None) -> tuple[str, str]:
    """Where the page of findings goes, and the address of the page of the graph that stands beside it, if one does."""
    name = graph.reports[0].id if len(graph.reports) == 1 else "corpus"
    output = f"exports/{name}-findings.html" if output is None else output
    beside = Path(output).parent / f"{name}.html"
    found = output != "-" and beside.name != Path(output).name and beside.is_file()
    return output, quote(beside.name) if found else ""


def _watched(paths: tuple[str, ...], config_file: str | None, output: str | None, written: str | None) -> None:
    """The same run again after every change, on a clean screen."""
    from kg.cli import _watch

    context = click.get_current_context()
    paths, config = _shared.resolve(paths, config_file)
    if "-" in paths:
        raise click.UsageError("--watch needs files; standard input does not change.")
    again = {**context.params, "paths": tuple(paths), "watch": False}

    def run() -> None:
        if output in (None, "-") and _shared.color():
            click.clear()
        context.invoke(command, **again)

    _watch.each_change([*paths, *([config.path] if config.path else [])], run, (output, written))


def _baseline_file(given: str | None, written: str | None, config: Config) -> str:
    """The baseline to hold the run against: the option's, else the configuration's, else none."""
    if given:
        return given
    named = os.path.relpath(os.path.join(config.folder, config.baseline)) if config.baseline else ""
    # The first baseline is written by a run that has none to be held against.
    return "" if written and not os.path.exists(named) else named


def _held_against(outcome: Outcome, path: str, graph: ClaimGraph | Outline | Answer, keep: Callable[[Finding], bool]) -> Outcome:
    from kg import baseline
    from kg.reading import InputError

    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(path, f"no such baseline. Write it with --write-baseline {path}.") from None
    except OSError as error:
        raise InputError(path, f"cannot read the baseline: {error.strerror}.") from None
    read = [d.path for r in graph.reports for d in r.documents]
    return baseline.hold_against(outcome, baseline.load(path, data), read, keep)


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.strip() for v in values for w in v.split(",") if w.strip())
