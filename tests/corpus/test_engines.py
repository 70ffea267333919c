"""Every engine finds the same in the same corpus, and says in one line what it lacks."""

from __future__ import annotations

import hashlib
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


def files(folder: Path) -> dict[str, str]:
    """The tables of a corpus by name, as hashes."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*.parquet"))}


def kg(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words], capture_output=True, text=True, cwd=cwd, timeout=600, env={**os.environ, **environment}
    )


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


@pytest.mark.parametrize("remote", ["", pytest.param("sc://localhost", marks=pytest.mark.skipif(bool(find_spec("grpc")), reason="gRPC is installed"))])
def test_what_spark_lacks_is_one_line(remote, here, tmp_path):
    (tmp_path / "bin").mkdir()
    environment = {"PATH": str(tmp_path / "bin"), "JAVA_HOME": "", "SPARK_REMOTE": remote}
    done = kg("check", str(here), "--engine", "spark", **environment)
    assert done.returncode == 2
    assert "claimgraph[spark]" in done.stderr or ("pyspark[connect]" if remote else "Java") in done.stderr
    assert done.stderr.count("\n") == 1
