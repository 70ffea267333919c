"""What works on the tables of a corpus, a file for each: DuckDB in this process, or Spark for a cluster.

An engine evaluates the Ibis expressions of :mod:`kg.corpus.conditions`, hands groups of candidates to a
Python function, and maps a function over tasks.  Which engine did it must not show in what is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from kg.corpus.parts import CorpusError

if TYPE_CHECKING:
    from ibis.expr.types import Table

ENGINES = {"duckdb": "Embedded", "spark": "Spark"}
"""By name: the class in the module of that name."""

OfGroup = Callable[[Iterable[str]], Iterator[str]]
"""From the texts of the candidates of some whole groups (the column ``item`` of ``items``) to texts that say what was seen."""


class Engine(Protocol):
    """One way to work on tables and tasks.

    Functions that are given to it are importable by name or picklable, and so is what they take and
    give: they may run in another process, on another machine.
    """

    width: int
    """Tasks that are worth being handed over at a time."""

    def table(self, name: str, files: Sequence[str]) -> Table:
        """The rows of some Parquet files of one schema."""

    def computed(self, name: str, expression: Table) -> Table:
        """The rows of an expression, computed once and kept under a name; what had that name is forgotten."""

    def rows(self, expression: Table) -> Iterator[dict]:
        """The rows of an expression, in no order."""

    def grouped(self, candidates: Sequence[str], items: Sequence[str], blocks: Table, look: OfGroup) -> Iterator[str]:
        """What ``look`` says of the candidates of these blocks, those of one block always together.

        ``candidates`` and ``items`` are files of the tables of these names, row for row the same candidates.
        """

    def mapped(self, work: Callable, tasks: Sequence) -> Iterator:
        """The results of tasks, in their order."""


def engine(name: str, settings: Mapping[str, object] | None = None) -> Engine:
    """The engine of a name, ready to work; ``settings`` are its own.  Raises :class:`kg.corpus.parts.CorpusError`."""
    if name not in ENGINES:
        raise CorpusError(name, f"no such engine. Known: {', '.join(ENGINES)}.")
    return getattr(import_module(f"{__name__}.{name}"), ENGINES[name])(**(settings or {}))
