"""A corpus that is read: its tables in DuckDB through Ibis, its reports restored one by one."""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from kg import build
from kg import config as configuration
from kg.build import CORPUS_MARK
from kg.candidates import Context
from kg.config import Config
from kg.corpus.building import settings
from kg.corpus.codec import Codec
from kg.corpus.parts import ROWS, CorpusError, Folder
from kg.graph import EDGE_TYPES, NODE_TYPES, ClaimGraph
from kg.metrics import extended
from kg.model import Document, Report

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table
    from pyarrow.parquet import ParquetFile

KEPT = 64
"""Restored reports, with all that was read from them, that are kept in memory at a time."""

MEMORY = "2GB"
"""What DuckDB may use before it writes to disk."""


def is_corpus(path: str) -> bool:
    """Whether there is a corpus at a path."""
    return path != "-" and os.path.isfile(os.path.join(path, CORPUS_MARK))


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
    """

    def __init__(self, path: str, config_file: str | None = None):
        self.folder = Folder(path)
        self.manifest = self.folder.manifest()
        self.config = self._config(config_file)
        self.codec = Codec(extended(self.config.metrics))
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._opened: tuple[str, ParquetFile | None] = ("", None)

    def _config(self, given: str | None) -> Config:
        name = given or self.manifest.config
        config = configuration.load(Path(name)) if name and (given or os.path.exists(name)) else Config()
        if settings(config) != self.manifest.settings:
            built = f"{self.manifest.config} as it was" if self.manifest.config else "no configuration"
            raise CorpusError(str(self.folder.path), f"the corpus was built with {built}. Build it again, with --config if need be; nothing but changed reports is read anew where the configuration is the same.")
        return config

    @cached_property
    def database(self) -> Backend:
        """DuckDB in memory, through Ibis."""
        import ibis

        backend = ibis.duckdb.connect(memory_limit=MEMORY)
        backend.raw_sql("SET preserve_insertion_order = false")
        return backend

    def table(self, name: str) -> Table:
        """A table of the corpus."""
        files = self.folder.files(name, self.manifest.parts)
        try:
            return self.database.read_parquet(files, table_name=f"corpus_{name}")
        except Exception as error:
            raise CorpusError(str(self.folder.path), f"the table {name} cannot be read ({str(error).splitlines()[0]}). Build the corpus again.") from None

    def computed(self, name: str, expression: Table) -> Table:
        """The rows of an expression, computed once and kept by DuckDB under a name; what had that name is forgotten."""
        from ibis import to_sql

        # Not create_table(overwrite=True): Ibis 12 writes a DROP TABLE that DuckDB 2 does not read.
        self.database.raw_sql(f'CREATE OR REPLACE TEMPORARY TABLE "{name}" AS {to_sql(expression, dialect="duckdb")}')
        return self.database.table(name, database=("temp", "main"))

    def rows(self, table: Table | str, columns: Iterable[str] = ()) -> Iterator[dict]:
        """Rows of a table or an expression as dictionaries; in memory at once are only their columns."""
        one = self.table(table) if isinstance(table, str) else table
        # Not to_pyarrow_batches: Ibis 12 asks for it under a name that DuckDB 2 no longer knows.
        for batch in (one.select(*columns) if columns else one).to_pyarrow().to_batches(max_chunksize=10_000):
            yield from batch.to_pylist()

    def candidates(self, blocks: Table) -> Iterator[dict]:
        """The candidates of some blocks with their items: found in narrow columns, then read from where they stand."""
        from ibis import to_sql

        files = self.folder.files("candidates", self.manifest.parts)
        # Ibis does not tell which row of which file it reads.
        rows = self.database.con.execute(
            f"SELECT file_index, file_row_number, report, \"set\", n, key FROM read_parquet(?) SEMI JOIN ({to_sql(blocks, dialect='duckdb')}) USING (block) ORDER BY ALL",
            [files],
        ).fetchall()
        for part, found in groupby(rows, key=itemgetter(0)):
            yield from self._items(self.manifest.parts[part], list(found))

    def _items(self, part: str, found: list[tuple]) -> Iterator[dict]:
        """The same for the rows of one part, which are in order."""
        from pyarrow import parquet

        file = parquet.ParquetFile(self.folder.files("items", [part])[0])
        for group, rows in groupby(found, key=lambda row: row[1] // ROWS["items"]):
            items = file.read_row_group(group)["item"]
            for _, at, report, name, n, key in rows:
                yield {"report": report, "set": name, "n": n, "key": key, "item": items[at % ROWS["items"]].as_py()}

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
        if self._opened[0] != file:
            self._opened = (file, parquet.ParquetFile(file))
        text = self._opened[1].read_row_group(place, columns=["content"])["content"][0].as_py()
        return self.codec.read(text, Report)

    @cached_property
    def _where(self) -> dict[str, tuple[str, int]]:
        """The file and the row that each report is in."""
        known = self.folder.known()
        files = self.folder.files("contents", self.manifest.parts)
        return {id: (file, n) for part, file in zip(self.manifest.parts, files, strict=True) for n, id in enumerate(known[part].ids)}
