"""Stores: what is loaded is what is there, whatever was loaded before, and nothing is ever half there."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kg import build, query, rdf, store
from kg.config import Config
from kg.reading import InputError

pyoxigraph = pytest.importorskip("pyoxigraph")

ROOT = Path(__file__).resolve().parents[2]
CONFIG = Config()


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def reports(tmp_path) -> Path:
    return write(
        tmp_path / "reports",
        acme="# Acme\n\nAcme has 40 staff. [C1]\n",
        bolt="# Bolt\n\nBolt was founded in 2019.\n",
        cord="# Cord\n\nCord raised $5 million in 2021.\n",
    )


@pytest.fixture
def folder(tmp_path) -> store.Folder:
    return store.Folder(tmp_path / "made.store")


def load(folder: store.Folder, *paths: Path | str, config: Config = CONFIG) -> store.Changes:
    return store.load(folder, [str(p) for p in paths], config)


def names(paths) -> list[str]:
    return [Path(p).stem for p in paths]


def dump(folder: store.Folder) -> list[str]:
    return sorted(map(str, folder.open()))


def expected(*paths: Path) -> list[str]:
    """The lines of the reports, each read by itself."""
    lines: list[str] = []
    for path in paths:
        lines += [line.rstrip(" .\n") for line in rdf.lines(build.build([str(path)], CONFIG), CONFIG)]
    return sorted(lines)


def triples(folder: store.Folder) -> list[str]:
    database = folder.open()
    found = database.query("CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }").serialize(format=pyoxigraph.RdfFormat.N_TRIPLES)
    return sorted(line.rstrip(" .") for line in found.decode().splitlines())


def test_a_store_holds_what_the_reports_say(folder, reports):
    changes = load(folder, reports)
    assert names(changes.added) == ["acme", "bolt", "cord"]
    assert triples(folder) == expected(*sorted(reports.iterdir()))
    assert changes.triples == len(triples(folder))
    graphs = [str(g.value) for g in folder.open().named_graphs()]
    assert sorted(graphs) == [f"{CONFIG.base}{name}" for name in ("acme", "bolt", "cord")]


def test_only_what_changed_is_read_again(folder, reports, monkeypatch):
    load(folder, reports)
    write(reports, bolt="# Bolt\n\nBolt was founded in 2018.\n", dice="# Dice\n\nDice has 7 shops.\n")
    (reports / "cord.md").unlink()
    read = []
    real = build.load_bundles
    monkeypatch.setattr(build, "load_bundles", lambda found, *rest: read.extend(b.path for b in found) or real(found, *rest))
    changes = load(folder, reports)
    assert (names(changes.added), names(changes.changed)) == (["dice"], ["bolt"])
    assert (names(changes.removed), names(changes.unchanged)) == (["cord"], ["acme"])
    assert names(read) == ["bolt", "dice"]
    monkeypatch.undo()
    assert triples(folder) == expected(*sorted(reports.iterdir()))


def test_a_second_load_changes_nothing(folder, reports):
    load(folder, reports)
    before = folder.current()
    assert names(load(folder, reports).unchanged) == ["acme", "bolt", "cord"]
    assert folder.current() == before


def test_the_way_there_does_not_matter(tmp_path, folder, reports):
    load(folder, reports / "cord.md")
    load(folder, reports / "acme.md", reports / "bolt.md")
    load(folder, reports)
    at_once = store.Folder(tmp_path / "other.store")
    # The same paths as typed: the places in a report name it as the caller did.
    load(at_once, reports)
    assert dump(folder) == dump(at_once)


def test_reports_from_elsewhere_stay(folder, reports, tmp_path):
    other = write(tmp_path / "others", edge="# Edge\n\nEdge has 3 staff.\n")
    load(folder, other)
    assert names(load(folder, reports).removed) == []
    assert len(folder.state().records) == 4
    (other / "edge.md").unlink()
    assert names(load(folder, other).removed) == ["edge"]
    assert len(folder.state().records) == 3


def test_a_path_that_is_gone_and_unknown_is_an_error(folder, reports):
    load(folder, reports)
    with pytest.raises(InputError, match="no such file"):
        load(folder, "nowhere.md")
    (reports / "acme.md").unlink()
    assert names(load(folder, reports / "acme.md").removed) == ["acme"]


def test_two_reports_of_one_name_do_not_meet(folder, reports):
    write(reports / "older", acme="# Acme\n\nAcme sells anvils.\n")
    load(folder, reports)
    assert sorted(r.id for r in folder.state().records) == ["acme", "acme-2", "bolt", "cord"]
    (reports / "acme.md").unlink()
    # The name is free again, and the report that wants it is written under it.
    assert load(folder, reports).changed == (str(reports / "older" / "acme.md"),)
    assert sorted(r.id for r in folder.state().records) == ["acme", "bolt", "cord"]
    assert triples(folder) == expected(reports / "bolt.md", reports / "cord.md", reports / "older" / "acme.md")


def test_a_store_beside_the_reports_is_no_report(reports):
    inside = store.Folder(reports / "made.store")
    load(inside, reports)
    assert names(load(inside, reports).unchanged) == ["acme", "bolt", "cord"]
    # Nor does a folder with reports become a store.
    with pytest.raises(store.StoreError, match="not empty"):
        load(store.Folder(reports), reports)


def test_another_configuration_reads_everything_again(folder, reports):
    load(folder, reports)
    changes = load(folder, reports, config=Config(base="https://data.example.com/"))
    assert len(changes.changed) == 3
    assert all(r.graph.startswith("https://data.example.com/") for r in folder.state().records)


def test_a_report_that_cannot_be_read_leaves_the_store_as_it_was(folder, reports):
    load(folder, reports)
    before = dump(folder)
    (reports / "acme.md").write_bytes(b"\x00\x01\x02" * 50)
    write(reports, bolt="# Bolt\n\nSomething else.\n")
    with pytest.raises(InputError):
        load(folder, reports)
    assert dump(folder) == before
    assert len(list((folder.path / "generations").iterdir())) == 1


def test_an_error_while_writing_comes_out_as_it_is(folder, reports):
    def examine(graph):
        raise InputError("acme.md", "something is wrong here.", 3)

    with pytest.raises(InputError, match=r"acme\.md:3: something is wrong here"):
        store.load(folder, [str(reports)], CONFIG, examine=examine)
    with pytest.raises(store.StoreError, match="no store here"):
        folder.open().named_graphs()


def test_saved_queries_run_on_a_store(folder, reports):
    load(folder, reports)
    database = query.open_store(folder.open())
    result = database.run("SELECT ?title { ?r a kg:Report ; kg:title ?title }")
    assert [row["title"] for row in result.dicts()] == ["Acme", "Bolt", "Cord"]
    assert database.run("ASK { GRAPH <https://example.org/kg/bolt> { ?r a kg:Report } }").boolean


def test_two_loads_exclude_each_other(folder, reports):
    load(folder, reports)
    with folder.catalogue.writing(), pytest.raises(store.StoreError, match="another process is loading"):
        load(folder, reports)
    load(folder, reports)


def test_a_reader_keeps_what_it_opened(folder, reports):
    load(folder, reports)
    reader = folder.open()
    before = len(reader)
    write(reports, acme="# Acme\n\nNothing is left. Nobody stays.\n")
    load(folder, reports)
    assert len(list(reader)) == before
    assert len(folder.open()) != before


def test_what_is_no_store_is_said(tmp_path, folder, reports):
    with pytest.raises(store.StoreError, match="kg load PATHS --store"):
        folder.open()
    folder.path.mkdir()
    (folder.path / "notes.txt").write_text("mine")
    with pytest.raises(store.StoreError, match="not empty and is no store"):
        load(folder, reports)
    folder.catalogue.path.write_text("this is no database, it is a text of some length")
    with pytest.raises(store.StoreError, match="Delete the folder and load again"):
        folder.open()
    with pytest.raises(store.StoreError, match="Delete the folder and load again"):
        load(folder, reports)


def test_a_store_of_another_version_is_refused(folder, reports):
    load(folder, reports)
    with sqlite3.connect(folder.catalogue.path) as connection:
        connection.execute("UPDATE state SET format = 99")
    with pytest.raises(store.StoreError, match="another version"):
        folder.open()


@pytest.mark.skipif(os.name == "nt", reason="modes of folders")
def test_a_folder_that_cannot_be_written_is_said(tmp_path, reports):
    if os.geteuid() == 0:
        (tmp_path / "file").write_text("")
        target = tmp_path / "file" / "inner"
    else:
        (tmp_path / "shut").mkdir(mode=0o500)
        target = tmp_path / "shut" / "inner"
    with pytest.raises(store.StoreError, match="cannot be written"):
        load(store.Folder(target), reports)


def _kill_loads(tmp_path: Path, reports: Path, times: int, seed: int = 7) -> None:
    """Kills loads of two states of the reports at random moments; one of the two is there each time."""
    folder = store.Folder(tmp_path / "killed.store")
    one, two = "Bolt was founded in 2018.", "Bolt was founded in 2017. It has 12 shops."
    load_ = ["load", str(reports), "--store", str(folder.path)]
    states, chance, killed, n, took = [], random.Random(seed), 0, 0, 60.0
    script = [sys.executable, str(Path(__file__).parent / "forked.py")]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}) as runs:

        def run(seconds: float | None = None) -> tuple[int, float]:
            runs.stdin.write(f"{json.dumps([load_, seconds])}\n")
            runs.stdin.flush()
            return tuple(json.loads(runs.stdout.readline()))

        for text in (one, two):
            write(reports, bolt=f"# Bolt\n\n{text}\n")
            status, seconds = run()
            assert status == 0
            took = min(took, seconds)
            states.append(dump(folder))
        assert states[0] != states[1]
        while killed < times:
            n += 1
            write(reports, bolt=f"# Bolt\n\n{(one, two)[n % 2]}\n")
            status, _ = run(took * chance.random())
            killed += os.WIFSIGNALED(status)
            assert dump(folder) in states
            assert n < 5 * times, "the loads end before they are killed"
        assert run()[0] == 0
        runs.stdin.close()
    assert dump(folder) == states[n % 2]
    assert len(list((folder.path / "generations").iterdir())) <= 2


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_load_leaves_the_old_state_or_the_new(tmp_path, reports):
    _kill_loads(tmp_path, reports, 5)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_killed_loads(tmp_path, reports, seed):
    """Fifty each, so that they run side by side."""
    _kill_loads(tmp_path, reports, 50, seed)


def test_a_half_written_catalogue_is_taken_back(tmp_path, reports):
    # The files as a load leaves them that is killed while it writes: the database with its journal.
    folder = store.Folder(tmp_path / "whole.store")
    load(folder, reports)
    before = dump(folder)
    path = folder.catalogue.path
    with closing(sqlite3.connect(path)) as writing:
        writing.execute("PRAGMA cache_size = 1")
        writing.execute("CREATE TABLE more (text TEXT)")
        writing.executemany("INSERT INTO more VALUES (?)", [("x" * 4000,)] * 200)
        shutil.copytree(folder.path, tmp_path / "killed.store")
        writing.rollback()
    killed = store.Folder(tmp_path / "killed.store")
    assert killed.catalogue.path.with_name(f"{path.name}-journal").exists()
    assert dump(killed) == before
