"""DuckDB, in this process: what is used unless another engine is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from glob import escape
from itertools import groupby
from multiprocessing import get_context
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.corpus.engines import OfGroup
from kg.corpus.parts import ROWS

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table

MEMORY = "2GB"
"""What DuckDB may use before it writes to disk."""


class Embedded:
    """DuckDB through Ibis; tasks are done in so many processes, with one of them in this one."""

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs
        self.width = 1 if self.jobs == 1 else 4 * self.jobs

    @cached_property
    def database(self) -> Backend:
        import ibis

        made = ibis.duckdb.connect(memory_limit=MEMORY)
        made.raw_sql("SET preserve_insertion_order = false")
        return made

    def table(self, name: str, files: Sequence[str]) -> Table:
        # A folder called "report=5" above the corpus is no column, and one called "a[1]" no pattern.
        return self.database.read_parquet([escape(file) for file in files], table_name=f"corpus_{name}", hive_partitioning=False)

    def computed(self, name: str, expression: Table) -> Table:
        # Not create_table(overwrite=True): Ibis 12 writes a DROP TABLE that DuckDB 2 does not read.
        self.database.raw_sql(f'CREATE OR REPLACE TEMPORARY TABLE "{name}" AS {_sql(expression)}')
        return self.database.table(name, database=("temp", "main"))

    def rows(self, expression: Table) -> Iterator[dict]:
        # Not to_pyarrow_batches: Ibis 12 asks for it under a name that DuckDB 2 no longer knows.
        found = self.database.con.execute(_sql(expression))
        names = [column[0] for column in found.description]
        for row in found.fetchall():
            yield dict(zip(names, row, strict=True))

    def grouped(self, candidates: Sequence[str], items: Sequence[str], blocks: Table, look: OfGroup) -> Iterator[str]:
        # Ibis does not tell which row of which file it reads.
        found = self.database.con.execute(
            f"SELECT file_index, file_row_number FROM read_parquet(?, hive_partitioning = false) SEMI JOIN ({_sql(blocks)}) USING (block) ORDER BY ALL",
            [[escape(file) for file in candidates]],
        ).fetchall()
        places = groupby(found, key=itemgetter(0))
        return look(text for part, rows in places for text in _items(items[part], [at for _, at in rows]))

    def mapped(self, work: Callable, tasks: Sequence) -> Iterator:
        if min(self.jobs, len(tasks)) < 2:
            yield from map(work, tasks)
            return
        # Started anew and not forked: DuckDB and Arrow have threads, which do not survive a fork.
        with ProcessPoolExecutor(min(self.jobs, len(tasks)), get_context("spawn")) as pool:
            try:
                yield from pool.map(work, tasks)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _sql(expression: Table) -> str:
    from ibis import to_sql

    return str(to_sql(expression, dialect="duckdb"))


def _items(file: str, found: Sequence[int]) -> Iterator[str]:
    """Rows of one file of items by their numbers: only what holds them is read."""
    from pyarrow import parquet

    size = ROWS["items"]
    groups = {group: n for n, group in enumerate(dict.fromkeys(at // size for at in found))}
    # Every group of rows that is read is full, but for the last of the file.
    items = parquet.ParquetFile(file, pre_buffer=False).read_row_groups(list(groups), use_threads=False)["item"]
    yield from items.take([groups[at // size] * size + at % size for at in found]).to_pylist()
