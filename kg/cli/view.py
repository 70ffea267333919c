"""``kg view``: the graph as a page, opened in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import _graph_page, _shared


@click.command()
@_shared.paths_argument
@_shared.output_option
@_shared.config_option
@_shared.from_option
def command(paths, output, config_file, input_format):
    """Look at the graph in the browser.

    Checks the report, writes the page to exports/<report>.html (or to -o) and opens it. A page that
    was written before is opened as it is:

    \b
    kg view data/huggingface
    kg view exports/huggingface.html
    """
    if output == "-":
        raise click.UsageError("a page on stdout cannot be opened. Use 'kg export html -o -' to write it there.")
    if len(paths) == 1 and paths[0].lower().endswith((".html", ".htm")) and _is_page(paths[0]):
        path = paths[0]
    else:
        graph, config, _, _ = _shared.load_checked(paths, config_file, input_format)
        path = _graph_page.write(graph, config, output)
    import webbrowser

    if not webbrowser.open(Path(path).resolve().as_uri()):
        click.echo(f"no browser was found on this machine; open {path} in one.", err=True)


def _is_page(path: str) -> bool:
    """Whether a file is a page of this program, and no report that happens to be written in HTML."""
    try:
        with open(path, "rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot read: {error.strerror}.") from None
    return b"Content-Security-Policy" in start and b"claims and evidence</title>" in start
