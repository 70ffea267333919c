"""Spark finds what DuckDB finds, byte for byte, in one process, on workers in processes of their own, and behind Spark Connect."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from made import write

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import _corpus  # noqa: E402

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(
        not (find_spec("pyspark") and shutil.which("java")), reason="Spark needs the extra 'spark' and Java 17 or later; one of them is missing"
    ),
]
connected = pytest.mark.skipif(not find_spec("grpc"), reason="Spark Connect needs 'pyspark[connect]'")

IN_ONE_SESSION = """
import json, sys
from kg.cli import cli
for words in json.loads(sys.argv[1]):
    try:
        cli.main(words, standalone_mode=False)
    except Exception as error:
        print(type(error).__name__, error, file=sys.stderr)
"""

SHORT = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
"""Sessions as short as these never earn back what a second compilation costs."""

PAIRS = sorted(folder.relative_to(ROOT).as_posix() for folder in (ROOT / "tests" / "pairs").iterdir() if (folder / "a.md").exists())
DOCUMENTS = ("tests/documents", *PAIRS[::8], "docs/example")
"""Documents with and without defects, each eighth of the pairs that contradict each other, and the short example."""

CONFIG = """
[report]
as_of = 2026-05-09

[[suppress]]
check = "single-source"
reason = "so that there is something to set aside"
"""


def kg(*commands: tuple[str, ...], **environment: str) -> str:
    """Run commands in one process, since a session takes long to start; what they say on standard error."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE_SESSION, json.dumps(commands)], capture_output=True, text=True, cwd=ROOT, timeout=900, env={**known, **SHORT, **environment}
    )
    return done.stderr


def checking(folder: Path, config: tuple[str, ...], to: Path, *more: str) -> tuple[str, ...]:
    """The command that writes all findings and what each check did."""
    return ("check", str(folder), *config, *more, "--statistics", "--format", "jsonl", "--fail-on", "never", "-o", str(to))


class Corpora:
    """Corpora with what DuckDB finds in them, built and checked in this machine alone."""

    def __init__(self, home: Path):
        self.home = home
        write(home / "made", 10, seed=7)
        _corpus.write(home / "generated", 4, seed=3, claims=20)
        (home / "kg.toml").write_text(CONFIG, encoding="utf-8")
        # Named as a user names it, seen from where the user is; others are somewhere else.
        self.configs = {"many": ("--config", os.path.relpath(home / "kg.toml", ROOT)), "example": ("--config", "data/huggingface/kg.toml")}
        self.inputs = {"many": (str(home / "made"), str(home / "generated"), *DOCUMENTS), "example": ("data/huggingface",)}
        # Names that mean something to those who read tables.
        self.folders = {name: home / "part[1]" / "report=5" / name for name in self.inputs}
        build = [("build", *self.inputs[name], *self.configs[name], "--out", str(folder)) for name, folder in self.folders.items()]
        told = kg(*build, *(checking(folder, self.configs[name], self.file(name, "duckdb")) for name, folder in self.folders.items()))
        self.expected = {name: self._said(name, "duckdb", told) for name in self.folders}

    def check(self, by: str, *names: str) -> list[tuple[str, ...]]:
        """The commands that check some of them with Spark."""
        return [checking(self.folders[name], self.configs[name], self.file(name, by), "--engine", "spark") for name in names]

    def same(self, by: str, *names: str, told: str) -> None:
        """Assert that what a kind of Spark found is what DuckDB found."""
        for name in names:
            assert self._said(name, by, told) == self.expected[name], f"{name}: {by} finds something else"

    def file(self, name: str, by: str) -> Path:
        """Where what one of them found in a corpus is written to."""
        return self.home / f"{name}.{by}.jsonl"

    def _said(self, name: str, by: str, told: str) -> list[str]:
        """The lines of findings as they are, and those of runs without the time they took."""
        assert self.file(name, by).exists(), told
        lines = self.file(name, by).read_text(encoding="utf-8").splitlines()
        rows = [(line, json.loads(line)) for line in lines]
        return [json.dumps({k: v for k, v in row.items() if k != "seconds"}) if "seconds" in row else line for line, row in rows]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory) -> Corpora:
    return Corpora(tmp_path_factory.mktemp("corpora"))


def test_in_this_machine(corpora, tmp_path):
    assert all(len(lines) > 500 for lines in corpora.expected.values())
    (tmp_path / "b.md").write_bytes(b"   ")
    bad = ("build", str(tmp_path / "b.md"), "--out", str(tmp_path / "c"), "--engine", "spark")
    told = kg(*corpora.check("local", "many", "example"), bad, SPARK_MASTER="local[2]")
    corpora.same("local", "many", "example", told=told)
    assert "the file is empty" in told, "what cannot be read on an executor is told"


def test_two_workers_build_and_find_the_same(corpora, tmp_path):
    here, there = corpora.folders["many"], tmp_path / "c"
    build = ("build", *corpora.inputs["many"], *corpora.configs["many"], "--out", str(there), "--engine", "spark")
    told = kg(build, checking(there, corpora.configs["many"], corpora.file("many", "cluster"), "--engine", "spark"), SPARK_MASTER="local-cluster[2,1,1024]")
    assert tables(there) == tables(here), told
    corpora.same("cluster", "many", told=told)


def tables(folder: Path) -> dict[str, str]:
    """The tables of a corpus by name, as hashes."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*.parquet"))}


@connected
def test_spark_connect(corpora):
    with server() as remote:
        told = kg(*corpora.check("connect", "many"), SPARK_REMOTE=remote)
    corpora.same("connect", "many", told=told)


@contextmanager
def server() -> Iterator[str]:
    """The address of a Spark Connect server of this machine, which ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = Path(find_spec("pyspark").origin).parent
    (jar,) = (home / "jars").glob("spark-connect_*.jar")
    settings = {"connect.grpc.binding.port": port, "connect.grpc.binding.address": "127.0.0.1", "ui.enabled": "false", "sql.shuffle.partitions": 8,
                "driver.host": "127.0.0.1", "driver.bindAddress": "127.0.0.1"}  # fmt: skip
    command = [str(home / "bin" / "spark-submit"), "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", "local[2]"]
    command += [word for name, value in settings.items() for word in ("--conf", f"spark.{name}={value}")]
    there = {**os.environ, **SHORT, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    process = subprocess.Popen([*command, str(jar)], cwd=home, env=there, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        _await(port, process)
        yield f"sc://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def _await(port: int, process: subprocess.Popen) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + 300
    while time.monotonic() < end and process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")
