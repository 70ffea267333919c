"""A corpus says what a run over the reports in memory says, and is never half there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from made import write

from kg import build, engine, statistics
from kg.config import Config
from kg.config import load as load_config
from kg.reading import InputError
from kg.reporters import ReportContext, reporter

pytest.importorskip("ibis")
pytest.importorskip("duckdb")

from kg import corpus
from kg.corpus import checking, conditions, schema

ROOT = Path(__file__).resolve().parents[2]
CHECKS = engine.selected()


def made(folder: Path, *paths: Path | str, config: Config = Config()) -> corpus.Corpus:  # noqa: B008
    corpus.build_corpus(corpus.Folder(folder), [str(p) for p in paths], config, CHECKS)
    return corpus.Corpus(str(folder), config.path)


def in_memory(*paths: Path | str, config: Config = Config(), today: date | None = None):  # noqa: B008
    graph = build.build([str(p) for p in paths], config)
    return graph, engine.run(graph, config, CHECKS, today)


def text(outcome) -> str:
    """Everything a run says but the time it took."""
    runs = tuple(replace(run, seconds=0.0) for run in outcome.runs)
    return "".join(reporter("json").render(replace(outcome, runs=runs), ReportContext("", ())))


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("reports") / "all", 24)


@pytest.fixture(scope="module")
def one(reports, tmp_path_factory) -> corpus.Corpus:
    return made(tmp_path_factory.mktemp("made") / "one.corpus", reports)


# --------------------------------------------------------------------------- the same findings


@pytest.mark.parametrize(
    "paths",
    [
        ["data/huggingface", "docs/example", "tests/documents/clean/museum"],
        ["tests/documents/planted"],
        [f"tests/pairs/{name}" for name in ("lumera_ai", "kalvonia_vaccination", "harlow_point", "marta_lindqvist", "skerry_bank")],
    ],
    ids=["with claims", "documents", "pairs"],
)
def test_findings_are_those_of_a_run_in_memory(paths, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert text(corpus.check(made(tmp_path / "c", *paths), CHECKS)) == text(in_memory(*paths)[1])


def test_reports_that_contradict_each_other(reports, one):
    graph, outcome = in_memory(reports)
    across = {f.name for f in outcome.findings if f.data.get("cross_document")}
    assert len(across) >= 7, f"the made reports show too little: {sorted(across)}"
    found = corpus.check(one, CHECKS)
    assert text(found) == text(outcome)
    graph.add_findings(f for f in outcome.findings if f.suppressed is None)
    counted = corpus.count(one, [f for f in found.findings if f.suppressed is None])
    assert json.dumps(counted) == json.dumps(statistics.count(graph, Config()))


def test_remarks_of_configuration_and_reports(reports, tmp_path):
    (tmp_path / "kg.toml").write_text(
        '[report]\nas_of = 2024-05-01\n[[suppress]]\ncheck = "total-below-part"\nreason = "known"\n'
        '[[suppress]]\ncheck = "single-source"\nid = "C1"\nreason = "known, until 2024-01-01"\nuntil = 2024-01-01\n'
        '[[suppress]]\ncheck = "figures-disagree"\npath = "nowhere/*"\nreason = "there is none"\n',
        encoding="utf-8",
    )
    config = load_config(tmp_path / "kg.toml")
    opened = made(tmp_path / "c", reports, config=config)
    for today in (None, date(2023, 1, 1)):
        found = corpus.check(opened, CHECKS, today)
        assert found.suppressed > 0
        assert text(found) == text(in_memory(reports, config=config, today=today)[1])


def test_a_group_that_is_held_back_gives_no_finding(one, monkeypatch):
    groups = checking._blocks(one, CHECKS)
    shared, surviving = ({r["block"] for r in one.rows(condition(groups))} for condition in (conditions.shared, conditions.surviving))
    assert surviving < shared
    expected = text(corpus.check(one, CHECKS))
    monkeypatch.setattr(conditions, "surviving", conditions.shared)
    assert text(corpus.check(one, CHECKS)) == expected


def test_some_checks(reports, one):
    which = engine.selected(["figures-disagree", "single-source"])
    graph = build.build([str(reports)], Config())
    assert text(corpus.check(one, which)) == text(engine.run(graph, Config(), which))


# --------------------------------------------------------------------------- what is kept


def test_reports_come_back_as_they_were_read(reports, one):
    assert tuple(one.reports()) == build.load([str(reports)], Config())


def test_tables_are_as_documented(one):
    from pyarrow import parquet

    for name, (_, columns) in schema.TABLES.items():
        found = parquet.read_schema(one.folder.files(name, one.manifest.parts)[0])
        assert found.names == [c.name for c in columns]
        assert found.equals(schema.arrow(name), check_metadata=True)
        assert found.metadata[b"kg_corpus"] == str(schema.VERSION).encode()
    page = (ROOT / "docs" / "corpus-tables.md").read_text(encoding="utf-8")
    assert schema.page() == page, "docs/corpus-tables.md is not current: make docs"


def test_figures_are_exact(tmp_path):
    (tmp_path / "acme.md").write_text("# Acme\n\nAcme has raised a total of $130.1 million. Its market share is 12.75%.\n", encoding="utf-8")
    rows = {r["value"]: r for r in made(tmp_path / "c", tmp_path / "acme.md").rows("observations")}
    raised = rows["$130.1 million"]
    assert (raised["low"], raised["high"], raised["low_step"]) == (Decimal(130_100_000), Decimal(130_100_000), Decimal(100_000))
    assert Decimal(raised["low_text"]) == 130_100_000


def test_bounds_are_never_rounded_the_wrong_way():
    assert schema.exact(Decimal("1E-12")) is None
    assert schema.exact(Decimal("1E+30")) is None
    assert schema.exact(Decimal("1.5E+8")) == 150_000_000


def test_the_same_bytes_in_every_run(reports, tmp_path):
    # The whole without its ending is as long as its half, so that nothing but the order of a set could choose between them.
    twins = ("D-dimer", "K-Miner", "T-Tuner", "B-Baler", "F-Fixer", "P-Piper")
    (tmp_path / "twins.md").write_text("# Twins\n\n" + "".join(f"The firm {name} of Upton has {n + 40} staff. {name} pays them.\n\n" for n, name in enumerate(twins)))
    inputs = [*map(str, (reports / "report001.md", reports / "report003", tmp_path / "twins.md")), "tests/pairs/skarvik_port"]
    runs = {}
    for seed in ("1", "2", "3"):
        command = [sys.executable, "cli.py", "build", *inputs, "--out", str(tmp_path / seed)]
        runs[seed] = subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert [run.wait() for run in runs.values()] == [0, 0, 0]
    tables = [{p.relative_to(tmp_path / seed).as_posix(): p.read_bytes() for p in (tmp_path / seed).rglob("*.parquet")} for seed in runs]
    assert len(tables[0]) > 10
    assert tables[0] == tables[1] == tables[2]


# --------------------------------------------------------------------------- whole or not at all


class Stopped(Exception):
    pass


def test_a_stopped_build_goes_on_where_it_was(reports, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.corpus.building.MOST", 5)
    folder = corpus.Folder(tmp_path / "c")
    parts = []

    def stop(*done) -> None:
        parts.append(done)
        if len(parts) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        corpus.build_corpus(folder, [str(reports)], Config(), CHECKS, progress=stop)
    with pytest.raises(InputError, match="no corpus here"):
        folder.manifest()
    kept = sum(n for n, _ in parts)
    built = corpus.build_corpus(folder, [str(reports)], Config(), CHECKS)
    assert (built.reports, built.read) == (24, 24 - kept)
    assert text(corpus.check(corpus.Corpus(str(folder.path)), CHECKS)) == text(in_memory(reports)[1])


def test_a_changed_report_is_read_again_and_a_removed_one_goes(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.corpus.building.MOST", 4)
    reports = write(tmp_path / "r", 12, seed=5)
    made(tmp_path / "c", reports)
    (reports / "report001.md").write_text("# Acme\n\nAcme employs 99 people.\n", encoding="utf-8")
    built = corpus.build_corpus(corpus.Folder(tmp_path / "c"), [str(reports)], Config(), CHECKS)
    assert 0 < built.read < built.reports == 12
    assert text(corpus.check(corpus.Corpus(str(tmp_path / "c")), CHECKS)) == text(in_memory(reports)[1])
    # Another report of the same title before it gives all that follow other ids.
    (reports / "report000a.md").write_text("# Acme\n\nAcme employs 98 people.\n", encoding="utf-8")
    (reports / "report002.md").unlink()
    made(tmp_path / "c", reports)
    assert text(corpus.check(corpus.Corpus(str(tmp_path / "c")), CHECKS)) == text(in_memory(reports)[1])
    assert not list((tmp_path / "c" / "parts").glob(".making*"))


def test_of_two_builds_at_a_time_the_second_is_refused(reports, tmp_path):
    folder = corpus.Folder(tmp_path / "c")
    with folder.writing(), pytest.raises(InputError, match="another process"):
        corpus.build_corpus(folder, [str(reports)], Config(), CHECKS)


def test_another_configuration_wants_another_build(reports, tmp_path):
    made(tmp_path / "c", reports)
    (tmp_path / "kg.toml").write_text('[report]\nsubject = "Acme"\n', encoding="utf-8")
    with pytest.raises(InputError, match="built with no configuration"):
        corpus.Corpus(str(tmp_path / "c"), str(tmp_path / "kg.toml"))


@pytest.mark.parametrize("damage", ["{", '{"version": 0}', "[]"])
def test_a_damaged_corpus_is_told(tmp_path, damage):
    (tmp_path / "kg-corpus.json").write_text(damage, encoding="utf-8")
    with pytest.raises(InputError, match="Delete"):
        corpus.Corpus(str(tmp_path))


@pytest.mark.parametrize("name", ["report=5", "block=7", "part[1]", "*"])
def test_the_name_of_a_folder_means_nothing(name, one, tmp_path):
    # What a pattern would find besides, or in its place.
    made(tmp_path / "part1" / "c", ROOT / "docs" / "example")
    folder = tmp_path / name / "c"
    shutil.copytree(one.folder.path, folder)
    assert text(corpus.check(corpus.Corpus(str(folder)), CHECKS)) == text(corpus.check(one, CHECKS))


# --------------------------------------------------------------------------- the commands


def kg(*words: str, cwd: Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(ROOT / "cli.py"), *words], capture_output=True, text=True, cwd=cwd, timeout=300)


def test_commands(reports, one, tmp_path):
    folder = str(one.folder.path)
    found = kg("check", folder, "--format", "json", cwd=tmp_path)
    assert found.returncode == 1, found.stderr
    assert json.loads(found.stdout)["summary"]["error"] > 10
    asked = kg("query", folder, "SELECT (COUNT(*) AS ?n) { ?s a kg:Report }", "--format", "csv", cwd=tmp_path)
    assert asked.stdout.split() == ["n", "24"], asked.stderr
    counted = kg("stats", folder, "--format", "json", cwd=tmp_path)
    assert len(json.loads(counted.stdout)["reports"]) == 24, counted.stderr


@pytest.mark.parametrize("words", [("diff", "C", "C"), ("check", "C", "R"), ("build", "R", "--out", "R")])
def test_misuse_is_one_line(words, reports, one, tmp_path):
    names = {"C": str(one.folder.path), "R": str(reports)}
    done = kg(*(names.get(w, w) for w in words), cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "corpus" in done.stderr
