"""``kg config``: the resolved configuration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import _shared

if TYPE_CHECKING:
    from kg.origins import Setting


@click.command()
@_shared.paths_argument
@_shared.config_option
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def command(paths, config_file, output_format):
    """Show the configuration in force and where each value comes from.

    \b
    kg config
    kg config data/huggingface
    """
    from kg import config as configuration
    from kg import origins
    from kg.reading import InputError

    start = next((Path(p) for p in paths if p != "-"), Path.cwd())
    if not start.exists():
        raise InputError(str(start), "no such file or folder.")
    found = Path(config_file) if config_file else configuration.find(start)
    config = configuration.load(found) if found else configuration.Config()
    settings = list(origins.settings(config))
    if output_format == "json":
        import json

        rows = [{"table": s.table, "key": s.key, "value": s.value, "origin": s.origin} for s in settings]
        click.echo(json.dumps({"path": config.path, "settings": rows}, ensure_ascii=False, indent=1, default=str))
        return
    _shared.write(_page(config.path, settings), None)


def _page(path: str | None, settings: list[Setting]) -> Iterator[str]:
    from kg.terminal import Printer, one_line

    printer = Printer(_shared.color(), _shared.width())
    yield printer.style(f"# {path}" if path else "# no kg.toml here or above; every value is its default", dim=True) + "\n"
    table = None
    for setting in settings:
        if setting.table != table:
            table = setting.table
            yield f"\n{printer.style(f'[{table}]', bold=True)}\n"
        line = one_line(f"{_toml(setting.key, key=True)} = {_toml(setting.value)}")
        yield f"{printer.style(line)}  {printer.style(f'# {one_line(setting.origin)}{_meaning(setting)}', dim=True)}\n"


def _meaning(setting: Setting) -> str:
    if setting.key == "subject" and not setting.value:
        return ": taken from the title of each report"
    if setting.key == "as_of" and not setting.value:
        return ": taken from each report"
    if setting.key == "select" and not setting.value:
        return ": all checks"
    return ""


def _toml(value: object, key: bool = False) -> str:
    import json
    import re

    if key and re.fullmatch(r"[A-Za-z0-9_-]+", value):
        return value
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(k, key=True)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, date):
        return value.isoformat()
    # A JSON string or list of strings is a TOML one as well.
    return json.dumps(value, ensure_ascii=False)
