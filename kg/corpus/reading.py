"""A corpus that is read: its tables in DuckDB through Ibis, its reports restored one by one."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg import build
from kg import config as configuration
from kg.build import CORPUS_MARK
from kg.candidates import Context
from kg.config import Config
from kg.corpus import engines
from kg.corpus.building import settings
from kg.corpus.codec import Codec
from kg.corpus.engines import Engine, OfGroup
from kg.corpus.parts import CorpusError, Folder
from kg.graph import EDGE_TYPES, NODE_TYPES, ClaimGraph
from kg.metrics import extended
from kg.model import Document, Report

if TYPE_CHECKING:
    from ibis.expr.types import Table
    from pyarrow.parquet import ParquetFile

KEPT = 64
"""Restored reports, with all that was read from them, that are kept in memory at a time."""

OPEN = 100
"""Files that reports are restored from, which are held open."""

def is_corpus(path: str) -> bool:
    """Whether there is a corpus at a path."""
    return path != "-" and os.path.isfile(os.path.join(path, CORPUS_MARK))


@lru_cache(1)
def _opened(path: str, config_file: str | None) -> Corpus:
    return Corpus(path, config_file)


class Outline:
    """The reports of a corpus with nothing but id, path and names of their files, and the number of their nodes."""

    def __init__(self, corpus: Corpus):
        rows = sorted(corpus.rows("reports", ("report", "path", "documents")), key=lambda row: corpus.order[row["report"]])
        self.reports = tuple(Report(r["report"], r["path"], "", documents=tuple(Document(path, "") for path in r["documents"])) for r in rows)
        self._corpus = corpus

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Number of nodes by type and of edges by type, as :meth:`kg.graph.ClaimGraph.counts`; findings are not among them."""
        nodes, edges = dict.fromkeys(NODE_TYPES, 0), dict.fromkeys(EDGE_TYPES, 0)
        for counted in self._corpus.counted():
            for total, one in ((nodes, counted["nodes"]), (edges, counted["edges"])):
                for name, n in one.items():
                    total[name] += n
        return nodes, edges


class Corpus:
    """A corpus opened for reading.

    Raises :class:`kg.corpus.parts.CorpusError` if it cannot be, or if ``config_file``, or the file it
    was built with, differs from what it was built with: what the checks said would no longer hold.
    ``engine`` is the name of what works on its tables (:data:`kg.corpus.engines.ENGINES`).
    """

    def __init__(self, path: str, config_file: str | None = None, engine: str = "duckdb"):
        self.folder = Folder(path)
        self._engine = engine
        self.manifest = self.folder.manifest()
        if self.manifest.kg != kg.__version__:
            raise CorpusError(path, f"the corpus was built by kg {self.manifest.kg}, and this is {kg.__version__}, whose checks may say something else. Build it again.")
        self.config = self._config(config_file)
        self.codec = Codec(extended(self.config.metrics))
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._opened: dict[str, ParquetFile] = {}

    def _config(self, given: str | None) -> Config:
        name = given or self.manifest.config
        config = configuration.load(Path(name)) if name and (given or os.path.exists(name)) else Config()
        if settings(config) != self.manifest.settings:
            built = f"{self.manifest.config} as it was" if self.manifest.config else "no configuration"
            raise CorpusError(str(self.folder.path), f"the corpus was built with {built}. Build it again, with --config if need be; nothing but changed reports is read anew where the configuration is the same.")
        return config

    @cached_property
    def engine(self) -> Engine:
        """What works on the tables."""
        return engines.engine(self._engine)

    def __reduce__(self) -> tuple:
        # Another process, on whatever machine and in whatever folder, opens the same folder.
        return _opened, (str(self.folder.path.absolute()), os.path.abspath(self.config.path) if self.config.path else None)

    def table(self, name: str) -> Table:
        """A table of the corpus."""
        files, engine = self.folder.files(name, self.manifest.parts), self.engine
        try:
            return engine.table(name, files)
        except Exception as error:
            raise CorpusError(str(self.folder.path), f"the table {name} cannot be read ({str(error).splitlines()[0]}). Build the corpus again.") from None

    def computed(self, name: str, expression: Table) -> Table:
        """The rows of an expression, computed once and kept under a name; what had that name is forgotten."""
        return self.engine.computed(name, expression)

    def rows(self, table: Table | str, columns: Iterable[str] = ()) -> Iterator[dict]:
        """Rows of a table or an expression as dictionaries."""
        one = self.table(table) if isinstance(table, str) else table
        return self.engine.rows(one.select(*columns) if columns else one)

    def grouped(self, blocks: Table, look: OfGroup) -> Iterator[str]:
        """What a function says of the candidates of some blocks."""
        candidates, items = (self.folder.files(name, self.manifest.parts) for name in ("candidates", "items"))
        return self.engine.grouped(candidates, items, blocks, look)

    # ------------------------------------------------------------------ reports

    @cached_property
    def order(self) -> dict[str, int]:
        """The number of each report in the order of the input."""
        known = self.folder.known()
        return {id: n for n, id in enumerate(id for part in self.manifest.parts for id in known[part].ids)}

    def reports(self) -> Iterator[Report]:
        """Every report as it was read, in the order of the input."""
        from pyarrow import parquet

        build.prepare(self.config)
        for file in self.folder.files("contents", self.manifest.parts):
            for text in parquet.read_table(file, columns=["content"])["content"].to_pylist():
                yield self.codec.read(text, Report)
            self.codec.forget()

    def counted(self) -> Iterator[dict]:
        """The figures of ``kg stats`` of each report, in the order of the input."""
        from pyarrow import parquet

        for file in self.folder.files("contents", self.manifest.parts):
            yield from map(json.loads, parquet.read_table(file, columns=["counted"])["counted"].to_pylist())

    def graph(self) -> ClaimGraph:
        """All reports as one graph in memory."""
        return build.graph_of(self.reports(), self.config)

    def outline(self) -> Outline:
        """What is told of the reports besides findings, without restoring them."""
        return Outline(self)

    def context(self, report: str) -> Context:
        """One report with its graph, and what checks read in it; the last ones asked for are kept."""
        if report not in self._contexts:
            build.prepare(self.config)
            graph = build.graph_of([self._restored(report)], self.config)
            graph.worked_out = made = Context(graph, self.config)
            made.several = True
            self._contexts[report] = made
        self._contexts.move_to_end(report)
        while len(self._contexts) > KEPT:
            self._contexts.popitem(last=False)
        return self._contexts[report]

    def _restored(self, report: str) -> Report:
        from pyarrow import parquet

        file, place = self._where[report]
        if file not in self._opened:
            self._opened[file] = parquet.ParquetFile(file)
        while len(self._opened) > OPEN:
            self._opened.pop(next(iter(self._opened))).close()
        text = self._opened[file].read_row_group(place, columns=["content"])["content"][0].as_py()
        return self.codec.read(text, Report)

    @cached_property
    def _where(self) -> dict[str, tuple[str, int]]:
        """The file and the row that each report is in."""
        known = self.folder.known()
        files = self.folder.files("contents", self.manifest.parts)
        return {id: (file, n) for part, file in zip(self.manifest.parts, files, strict=True) for n, id in enumerate(known[part].ids)}
