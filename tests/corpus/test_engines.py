"""Every engine finds the same in the same corpus, and says in one line what it lacks."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from made import write

from kg import engine
from kg.config import Config

pytest.importorskip("ibis")
pytest.importorskip("duckdb")

from kg import corpus

ROOT = Path(__file__).resolve().parents[2]
CHECKS = engine.selected()

needed = pytest.mark.skipif(
    not (find_spec("pyspark") and shutil.which("java")), reason="Spark needs the extra 'spark' and Java 17 or later; one of them is missing"
)


def files(folder: Path) -> dict[str, str]:
    """The tables of a corpus by name, as hashes."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*.parquet"))}


def kg(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words], capture_output=True, text=True, cwd=cwd, timeout=600, env={**os.environ, **environment}
    )


def findings(done: subprocess.CompletedProcess) -> tuple:
    assert done.returncode in (0, 1), done.stderr
    said = json.loads(done.stdout)
    return said["findings"], [{k: v for k, v in run.items() if k != "seconds"} for run in said["runs"]]


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    """Made reports that contradict each other, and the example beside them."""
    folder = write(tmp_path_factory.mktemp("reports") / "all", 10, seed=7)
    shutil.copytree(ROOT / "docs" / "example", folder / "example")
    return folder


@pytest.fixture(scope="module")
def here(reports, tmp_path_factory) -> Path:
    """A corpus of them, built in this process."""
    folder = tmp_path_factory.mktemp("here") / "c"
    corpus.build_corpus(corpus.Folder(folder), [str(reports)], Config(), CHECKS)
    return folder


def test_processes_build_what_one_builds(reports, here, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.corpus.building.MOST", 3)
    one, several = tmp_path / "one", tmp_path / "several"
    corpus.build_corpus(corpus.Folder(one), [str(reports)], Config(), CHECKS)
    built = corpus.build_corpus(corpus.Folder(several), [str(reports)], Config(), CHECKS, engine=corpus.engine("duckdb", {"jobs": 2}))
    assert files(one) == files(several)
    assert built.read == built.reports == 11
    again = corpus.build_corpus(corpus.Folder(several), [str(reports)], Config(), CHECKS, engine=corpus.engine("duckdb", {"jobs": 2}))
    assert again.read == 0


def test_a_file_that_changes_while_it_is_built_is_told(reports, tmp_path, monkeypatch):
    from kg.corpus import building
    from kg.reading import InputError

    file = tmp_path / "a.md"
    file.write_text("# Acme\n\nAcme employs 20 people.\n", encoding="utf-8")
    plan = building._file

    def changed(raw):
        made = plan(raw)
        file.write_text("# Acme\n\nAcme employs 30 people.\n", encoding="utf-8")
        return made

    monkeypatch.setattr(building, "_file", changed)
    with pytest.raises(InputError, match=r"a\.md: the file changed while the corpus was built"):
        corpus.build_corpus(corpus.Folder(tmp_path / "c"), [str(file)], Config(), CHECKS)


def test_an_engine_without_a_corpus_is_misuse(reports):
    done = kg("check", str(reports), "--engine", "spark")
    assert done.returncode == 2
    assert "kg build" in done.stderr


def test_what_spark_lacks_is_one_line(here, tmp_path):
    (tmp_path / "bin").mkdir()
    environment = {"PATH": str(tmp_path / "bin"), "JAVA_HOME": "", "SPARK_REMOTE": ""}
    done = kg("check", str(here), "--engine", "spark", **environment)
    assert done.returncode == 2
    assert "Java" in done.stderr or "claimgraph[spark]" in done.stderr
    assert "Traceback" not in done.stderr


IN_ONE_SESSION = """
import json, sys
from kg.cli import cli
for words in json.loads(sys.argv[1]):
    try:
        cli.main(words, standalone_mode=False)
    except Exception as error:
        print(type(error).__name__, error, file=sys.stderr)
"""


def spark(master: str, *commands: list[str]) -> str:
    """Run commands with one Spark session, which takes long to start; what they say on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", IN_ONE_SESSION, json.dumps(commands)], capture_output=True, text=True, cwd=ROOT, timeout=900, env={**os.environ, "SPARK_MASTER": master}
    )
    return done.stderr


def written(file: Path, stderr: str) -> tuple:
    assert file.exists(), stderr
    said = json.loads(file.read_text(encoding="utf-8"))
    return said["findings"], [{k: v for k, v in run.items() if k != "seconds"} for run in said["runs"]]


@needed
@pytest.mark.spark
def test_spark_in_this_machine_finds_the_same(here, tmp_path):
    expected = findings(kg("check", str(here), "--format", "json"))
    assert len(expected[0]) > 50
    (tmp_path / "b.md").write_bytes(b"   ")
    told = spark(
        "local[2]",
        ["check", str(here), "--engine", "spark", "--format", "json", "-o", str(tmp_path / "f.json"), "--fail-on", "never"],
        ["build", str(tmp_path / "b.md"), "--out", str(tmp_path / "c"), "--engine", "spark"],
    )
    assert written(tmp_path / "f.json", told) == expected
    assert "the file is empty" in told, "what cannot be read on an executor is told"


@needed
@pytest.mark.spark
def test_two_workers_build_and_find_the_same(reports, here, tmp_path):
    expected = findings(kg("check", str(here), "--format", "json"))
    folder = str(tmp_path / "c")
    told = spark(
        "local-cluster[2,1,1024]",
        ["build", str(reports), "--out", folder, "--engine", "spark"],
        ["check", folder, "--engine", "spark", "--format", "json", "-o", str(tmp_path / "f.json"), "--fail-on", "never"],
    )
    assert files(tmp_path / "c") == files(here), told
    assert written(tmp_path / "f.json", told) == expected
