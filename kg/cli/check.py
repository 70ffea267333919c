"""``kg check``: load, check, print findings."""

from __future__ import annotations

import click

from kg.cli import EXIT_FINDINGS, _shared

_SEVERITIES = click.Choice(["error", "warning", "info"])


@click.command()
@_shared.paths_argument
@_shared.config_option
@_shared.from_option
@click.option("--format", "output_format", default="text", metavar="FORMAT", help="text (default) or json.")
@_shared.output_option
@click.option(
    "--select", multiple=True, metavar="CHECK", help="Only these checks: codes, code prefixes or names, comma-separated."
)
@click.option("--ignore", multiple=True, metavar="CHECK", help="All but these checks.")
@click.option("--min-severity", type=_SEVERITIES, default="info", help="Leave out findings below.")
@click.option(
    "--min-confidence", type=click.Choice(["high", "medium", "low"]), default="low", help="Leave out findings kg is less sure of."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="Exit with status 1 from this severity on.",
)
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
    statistics,
    verbose,
):
    """Check reports before publishing.

    A path is a file, a folder or '-'. A folder that holds report.md or claims.* is one report.

    \b
    kg check report.md
    kg check data/huggingface --select KG2
    kg check drafts/ --format json -o findings.json --fail-on never
    """
    from kg import __version__, engine, reporters
    from kg.findings import Certainty, Severity

    if output_format not in reporters.names():
        raise click.UsageError(f"unknown format {output_format!r}. Known: {', '.join(reporters.names())}.")
    graph, config, paths = _shared.load(paths, config_file, input_format)
    which = _shared.selected(_words(select) or config.select, (*_words(ignore), *config.ignore))
    outcome = engine.run(graph, config, which)
    least, sure = Severity(min_severity).rank, Certainty(min_confidence).rank
    outcome = outcome.keep(lambda f: f.severity.rank >= least and f.confidence.rank >= sure)
    context = reporters.ReportContext(
        version=__version__,
        inputs=tuple(paths),
        counts=graph.counts()[0],
        color=output in (None, "-") and _shared.color(),
        width=_shared.width(),
        verbose=verbose,
        statistics=statistics,
    )
    _shared.write(reporters.reporter(output_format).render(outcome, context), output)
    _shared.fail_on_crash(outcome)
    if fail_on != "never":
        limit = Severity(fail_on).rank
        if any(f.severity.rank >= limit and f.suppressed is None for f in outcome.findings):
            raise click.exceptions.Exit(EXIT_FINDINGS)


def _words(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.strip() for v in values for w in v.split(",") if w.strip())
