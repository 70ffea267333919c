"""One file per output format of findings, found by looking into this folder.

A reporter is a module with ``NAME`` and ``render(outcome, context) -> Iterator[str]``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from kg.findings import Severity
from kg.records import record

if TYPE_CHECKING:
    from kg.config import Config
    from kg.graph import ClaimGraph


@record
class ReportContext:
    """What a reporter may say besides the findings.

    ``inputs`` are the paths as given; ``counts`` nodes by type; ``color`` and ``width`` concern
    the terminal; ``verbose`` asks for every finding in full; ``statistics`` for a table of the
    checks; ``fail_on`` is the severity from which on a finding fails the run.  ``graph`` and
    ``config`` are what was checked, for a reporter that shows the report itself; ``graph_page`` is
    the address of the page of the graph as seen from where the output is written, if there is one.
    """

    version: str
    inputs: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    color: bool = False
    width: int = 100
    verbose: bool = False
    statistics: bool = False
    fail_on: Severity | None = Severity.ERROR
    graph: ClaimGraph | None = None
    config: Config | None = None
    graph_page: str = ""


@cache
def names() -> tuple[str, ...]:
    """Names of all reporters."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


def reporter(name: str) -> ModuleType:
    """The reporter of that name."""
    return import_module(f"{__name__}.{name}")
