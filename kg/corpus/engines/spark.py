"""Spark, for a cluster: the same expressions, and the same Python functions on its executors.

The session is that of the environment: ``SPARK_REMOTE`` names a Spark Connect server, ``SPARK_MASTER`` a
master, and without both Spark's own configuration decides (processors of this machine, if it says
nothing).  Executors need kg with the extra ``corpus``, and the folder of the corpus under the same path.
Everything between driver and executors is rows of text or bytes as Arrow tables; pandas takes no part.
"""

from __future__ import annotations

import atexit
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from kg import patterns as re
from kg.corpus.engines import OfGroup
from kg.corpus.examining import CrashedCheck
from kg.corpus.parts import CorpusError
from kg.reading import InputError

if TYPE_CHECKING:
    import pyarrow
    from ibis.expr.types import Table
    from pyspark.sql import DataFrame, SparkSession

QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.session.timeZone": "UTC"}

LOG = Path(__file__).with_name("log4j2.properties")
"""Spark tells of errors and of nothing else: standard error belongs to kg."""


class Spark:
    """Spark through Ibis.

    Raises :class:`kg.corpus.parts.CorpusError` where PySpark or Java is missing, or no session comes about.
    """

    width = 256

    def __init__(self) -> None:
        if not find_spec("pyspark"):
            raise CorpusError("--engine spark", "PySpark is not installed: pip install 'claimgraph[spark]'.")
        remote = os.environ.get("SPARK_REMOTE", "")
        if not remote and not which("java") and not os.environ.get("JAVA_HOME"):
            raise CorpusError("--engine spark", "Spark needs Java 17 or later, and there is none. Install it, or name a Spark Connect server in SPARK_REMOTE.")
        if remote and not find_spec("grpc"):
            raise CorpusError("--engine spark", "Spark Connect needs gRPC: pip install 'pyspark[connect]'.")
        # It works with Arrow tables here, whatever pandas is installed.
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        try:
            self.session = _session(remote, os.environ.get("SPARK_MASTER", ""))
            import ibis

            self.database = ibis.pyspark.connect(self.session)
            # A master that loses its driver before its application has ended tells of every executor that goes.
            atexit.register(self.session.stop)
        except Exception as error:
            raise CorpusError("--engine spark", f"no session: {_first_line(error)}. See SPARK_REMOTE and SPARK_MASTER.") from None

    def table(self, name: str, files: Sequence[str]) -> Table:
        self._read(files).createOrReplaceTempView(f"corpus_{name}")
        return self.database.table(f"corpus_{name}")

    def computed(self, name: str, expression: Table) -> Table:
        self._frame(expression).persist().createOrReplaceTempView(name)
        return self.database.table(name)

    def rows(self, expression: Table) -> Iterator[dict]:
        for row in self._frame(expression).collect():
            yield row.asDict(recursive=True)

    def grouped(self, candidates: Sequence[str], items: Sequence[str], blocks: Table, look: OfGroup) -> Iterator[str]:
        found = _numbered(self._read(candidates), "block").join(self._frame(blocks), "block", "left_semi")
        whole = found.join(_numbered(self._read(items), "item"), ["part", "row"]).select("block", "item")
        seen = whole.groupBy("block").applyInArrow(_looking(look), "said string")
        return (row.said for row in seen.collect())

    def mapped(self, work: Callable, tasks: Sequence) -> Iterator:
        from pyspark import cloudpickle

        if not tasks:
            return
        packed = [(n, bytearray(cloudpickle.dumps(task))) for n, task in enumerate(tasks)]
        frame = self.session.createDataFrame(packed, "n long, task binary").repartition(len(tasks), "n")
        done = frame.mapInArrow(_working(work), "n long, result binary").collect()
        for row in sorted(done, key=lambda row: row.n):
            failed, result = cloudpickle.loads(bytes(row.result))
            if failed:
                raise result
            yield result

    def _read(self, files: Sequence[str]) -> DataFrame:
        return self.session.read.parquet(*map(_address, files))

    def _frame(self, expression: Table) -> DataFrame:
        from ibis import to_sql

        return self.session.sql(str(to_sql(expression, dialect="pyspark")))


def _session(remote: str, master: str) -> SparkSession:
    """A session as the environment says."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("kg")
    if remote:
        return builder.remote(remote).getOrCreate()
    # The folder kg is in: processes of this machine find it there without being told.
    home = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    settings = dict(QUIET)
    if not master or master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ["PYTHONPATH"] = path
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executorEnv.PYTHONPATH": path,
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={LOG.as_uri()}",
            "spark.executor.extraJavaOptions": f"-Dlog4j2.configurationFile={LOG.as_uri()}",
            "spark.sql.shuffle.partitions": "8",
        }
    if master:
        builder = builder.master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _address(file: str) -> str:
    """A file as Spark has to be told of it, who may run in another folder, has another file system first, and takes ``[`` for a pattern."""
    return "file:" + re.sub(r"([\[\]{}*?\\])", r"\\\1", os.path.abspath(file))


def _numbered(frame: DataFrame, column: str) -> DataFrame:
    """A column of files of the corpus, with the part and the row that each value is in."""
    part = "element_at(split(_metadata.file_path, '/'), -2) AS part"
    return frame.selectExpr(column, part, "_metadata.row_index AS row")


def _looking(look: OfGroup) -> Callable[[pyarrow.Table], pyarrow.Table]:
    def of_group(rows: pyarrow.Table) -> pyarrow.Table:
        import pyarrow as pa

        return pa.table({"said": pa.array(list(look(rows["item"].to_pylist())), pa.string())})

    return of_group


def _working(work: Callable) -> Callable[[Iterable[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    def of_batches(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa
        from pyspark import cloudpickle

        for batch in batches:
            for n, task in zip(batch["n"].to_pylist(), batch["task"].to_pylist(), strict=True):
                try:
                    said = False, work(cloudpickle.loads(task))
                except (InputError, CrashedCheck) as error:
                    said = True, error
                result = cloudpickle.dumps(said)
                yield pa.RecordBatch.from_pydict({"n": pa.array([n], pa.int64()), "result": pa.array([result], pa.binary())})

    return of_batches


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
