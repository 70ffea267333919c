"""``kg stats``: what was read."""

from __future__ import annotations

import click

from kg.cli import _shared


@click.command()
@_shared.paths_argument
@_shared.config_option
@_shared.from_option
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def command(paths, config_file, input_format, output_format):
    """Count what was read: nodes and edges by type, sections, tables, figures, unread lines."""
    from kg import statistics

    corpus = _shared.corpus_at(paths, config_file)
    if corpus:
        from kg import corpus as corpora

        found = corpora.check(corpus, _shared.selected(corpus.config.select, corpus.config.ignore)).findings
        counted = corpora.count(corpus, (f for f in found if f.suppressed is None))
    else:
        graph, config, _, _ = _shared.load_checked(paths, config_file, input_format)
        counted = statistics.count(graph, config)
    if output_format == "json":
        import json

        click.echo(json.dumps(counted, ensure_ascii=False, indent=1))
    else:
        click.echo(statistics.text(counted), nl=False)
