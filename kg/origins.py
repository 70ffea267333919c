"""Where each value of the resolved configuration comes from: a line of ``kg.toml``, or a default."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kg.config import Config, Interest
from kg.records import record
from kg.suppressions import Suppression

DEFAULT = "default"


@record
class Setting:
    """One value: ``table`` and ``key`` as ``kg.toml`` names them, ``origin`` is ``default`` or ``file:line``."""

    table: str
    key: str
    value: str | list | dict | date
    origin: str


def settings(config: Config) -> Iterator[Setting]:
    """Every value in force, table by table.

    A file below the current folder is named relative to it.  Raises ``OSError`` when the file
    that ``config`` was loaded from is gone.
    """
    shown = _relative(config.path) if config.path else ""
    lines = _lines(Path(config.path).read_text(encoding="utf-8-sig")) if config.path else {}

    def origin(*path: str) -> str:
        return f"{shown}:{lines[path]}" if path in lines else DEFAULT

    for table, key, value in (
        ("report", "subject", config.subject),
        ("report", "aliases", list(config.aliases)),
        ("report", "as_of", config.as_of or ""),
        ("check", "paths", list(config.paths)),
        ("check", "select", list(config.select)),
        ("check", "ignore", list(config.ignore)),
        ("check", "min_severity", config.min_severity.value),
        ("check", "min_confidence", config.min_confidence.value),
        ("check", "fail_on", config.fail_on.value if config.fail_on else "never"),
        ("check", "baseline", config.baseline),
        ("export", "base", config.base),
    ):
        yield Setting(table, key, value, origin(table, key))
    for name, others in config.publishers.items():
        yield Setting("publishers", name, list(others), origin("publishers", name))
    for name, interest in config.interests.items():
        yield Setting("interests", name, _interest(interest), origin("interests", name))
    for name, others in config.names.items():
        yield Setting("names", name, list(others), origin("names", name))
    for name, words in config.events.items():
        yield Setting(
            "events", name, {k: list(v) if isinstance(v, tuple) else v for k, v in words.items()}, origin("events", name)
        )
    for name, words in config.metrics.items():
        yield Setting("metrics", name, {k: list(v) if isinstance(v, tuple) else v for k, v in words.items()}, origin("metrics", name))
    for name, words in config.lexicons.items():
        yield Setting("lexicons", name, words, origin("lexicons", name))
    for kind, fields in config.columns.items():
        yield Setting("columns", kind, fields, origin("columns", kind))
    for name, severity in config.severities.items():
        yield Setting("severity", name, severity.value, origin("severity", name))
    for one in config.suppressions:
        yield Setting("suppress", ", ".join(one.checks) or one.fingerprint, _suppression(one), f"{shown}:{one.place.line}")


def _relative(path: str) -> str:
    full, here = Path(path).resolve(), Path.cwd().resolve()
    return str(full.relative_to(here)) if full.is_relative_to(here) else path


def _suppression(one: Suppression) -> dict[str, str | date]:
    given = {"path": one.path, "id": one.id, "fingerprint": one.fingerprint, "reason": one.reason, "until": one.until}
    return {key: value for key, value in given.items() if value}


def _interest(interest: Interest) -> dict[str, list[str]]:
    given = {"publishers": interest.publishers, "titles": interest.titles, "addresses": interest.addresses}
    return {name: list(values) for name, values in given.items() if values}


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line on which each table and key of a valid TOML file is written.

    The parser of the standard library keeps no lines, so statements are parsed one by one: an
    unfinished one is never valid and takes the next line with it.
    """
    where: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    statement, start = "", 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if not statement:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            start = number
        statement += line
        try:
            parsed = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        paths = list(_paths(parsed))
        if statement.lstrip().startswith("["):
            table = max(paths, key=len)
        else:
            paths = [table + p for p in paths]
        for path in paths:
            where.setdefault(path, start)
        statement = ""
    return where


def _paths(parsed: dict) -> Iterator[tuple[str, ...]]:
    for key, value in parsed.items():
        yield (key,)
        if isinstance(value, dict):
            yield from ((key, *rest) for rest in _paths(value))
