"""``kg diff``: what changed between two versions."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import EXIT_FINDINGS, _shared


@click.command()
@click.argument("old")
@click.argument("new")
@_shared.config_option
@_shared.from_option
@click.option("--format", "output_format", type=click.Choice(["text", "markdown", "json"]), default="text")
@_shared.output_option
@click.option("--exit-code", is_flag=True, help="Exit with status 1 when there are differences, as git diff does.")
@click.option("-v", "--verbose", is_flag=True, help="Show changes of mere wording and findings for information as well.")
def command(old, new, config_file, input_format, output_format, output, exit_code, verbose):
    """Compare two versions: claims, figures, evidence, confidence, findings.

    OLD and NEW are files or folders. Both are read with one configuration: that of NEW, or of OLD
    where NEW has none.

    \b
    kg diff report-v1.md report-v2.md
    kg diff published/ draft/ --format markdown -o changes.md
    """
    from kg import __version__, diff
    from kg.diff.formats import FORMATS
    from kg.reading import InputError
    from kg.reporters import ReportContext

    for path in (old, new):
        if path != "-" and not Path(path).exists():
            raise InputError(path, "no such file or folder.")
    if old == new == "-":
        raise click.UsageError("only one of OLD and NEW can be standard input.")
    _, config = _shared.resolve([new], config_file)
    if config.path is None:
        _, config = _shared.resolve([old], config_file)
    found = diff.compare(old, new, config, _shared.selected(config.select, config.ignore), input_format)
    context = ReportContext(
        version=__version__,
        inputs=(old, new),
        color=output in (None, "-") and output_format == "text" and _shared.color(),
        width=_shared.width(),
        verbose=verbose,
    )
    _shared.write(FORMATS[output_format](found, context), output)
    _shared.fail_on_crash(found)
    if exit_code and not found.empty:
        raise click.exceptions.Exit(EXIT_FINDINGS)
