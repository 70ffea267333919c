"""``kg convert``: any input as a report folder or a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import _shared


@click.command()
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@_shared.config_option
@_shared.from_option
def command(source, target, config_file, input_format):
    """Write a report of any format as a report folder, or as a workbook.

    IN is a file or a folder that holds one report: Word, HTML, PDF, a workbook, JSON, RDF, Markdown.
    OUT is a folder, new or empty: it gets report.md with the text, and claims, sources, metrics and
    risks as rows where the text does not hold them. A name that ends in .xlsx is a new workbook with
    the same in its sheets; kg reads it back.
    """
    from kg import build, convert

    paths, config = _shared.resolve([source], config_file)
    bundles = build.bundles(paths)
    if len(bundles) != 1:
        raise click.UsageError(f"{source} holds {len(bundles)} reports. Convert them one by one.")
    if target.lower().endswith(".xlsx"):
        if Path(target).exists():
            raise click.ClickException(f"{target}: is there already. Name a new file.")
        _shared.write([convert.workbook(bundles[0], config, target, input_format)], target)
        return
    folder = Path(target)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(f"{target}: is there already, and not empty. Name a new folder.")
    files = convert.folder(bundles[0], config, input_format)
    with _shared.atomic_folder(target) as made:
        for name, text in files.items():
            (made / name).write_text(text, encoding="utf-8", newline="")
    click.echo(f"wrote {', '.join(files)} into {target}", err=True)
