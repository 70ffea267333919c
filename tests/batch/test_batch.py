"""Reports checked one by one, in processes or out of the cache, give what one run over all of them gives."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest

from kg import batch, build, candidates, engine
from kg.batch import cache as kept
from kg.batch import part, run
from kg.config import Config
from kg.findings import Severity
from kg.model import Place
from kg.reading import InputError
from kg.reporters import json
from kg.suppressions import Suppression

ROOT = Path(__file__).resolve().parents[2]
PAIRS = sorted(p for p in (ROOT / "tests" / "pairs").iterdir() if p.is_dir() and p.name != "__pycache__")
REPORT = "# {name}\n\n{name} was founded in {year}. {name} has raised a total of ${money} million.\n\nIn 2024, {name} had {staff} employees.\n"


def everything():
    return list(engine.checks().values())


def shown(outcome):
    return [json.finding(f) for f in outcome.findings], [json.run(r, False) for r in outcome.runs]


def whole(paths, config):
    graph = build.build(paths, config)
    return shown(engine.run(graph, config)), graph.counts()[0]


def in_parts(paths, config, **options):
    answer = batch.check(paths, config, everything, **{"jobs": 1, **options})
    return shown(answer.outcome), answer.counts()[0]


@pytest.fixture
def reports(tmp_path):
    """Two pairs of reports on one company each, that say different things of it, and one on another."""
    folder = tmp_path / "reports"
    folder.mkdir()
    rows = [("Acme", 2011, 40, 310), ("Borealis", 2015, 12, 80), ("Acme", 2012, 40, 290), ("Borealis", 2015, 14, 80), ("Cirrus", 2001, 5, 9)]
    for n, (name, year, money, staff) in enumerate(rows):
        (folder / f"{n}.md").write_text(REPORT.format(name=name, year=year, money=money, staff=staff), encoding="utf-8")
    return folder


@pytest.mark.parametrize("piece", [1, 8])
def test_reports_that_contradict_each_other(reports, piece, monkeypatch):
    monkeypatch.setattr(run, "PIECE", piece)
    config = Config()
    expected = whole([str(reports)], config)
    assert any("cross_document" in f["data"] for f in expected[0][0])
    assert in_parts([str(reports)], config) == expected


def test_processes(reports):
    assert in_parts([str(reports)], Config(), jobs=2) == whole([str(reports)], Config())


@pytest.mark.parametrize("piece", [1, 8])
def test_documents_on_one_subject(piece, monkeypatch):
    monkeypatch.setattr(run, "PIECE", piece)
    for folder in PAIRS[:: 4 if piece > 1 else 12]:
        paths = [str(p) for p in sorted(folder.iterdir()) if p.suffix in (".md", ".txt")]
        assert in_parts(paths, Config()) == whole(paths, Config()), folder.name


def test_one_report():
    paths = [str(ROOT / "data" / "huggingface")]
    assert in_parts(paths, Config()) == whole(paths, Config())


def test_remarks_set_findings_aside(reports):
    (reports / "2.md").write_text(
        "# Acme\n\n<!-- kg: ignore-file figures-disagree: the older register, until 2030-01-31 -->\n\nAcme was founded in 2012.\n", encoding="utf-8"
    )
    place = Place("kg.toml", 1, 1, 1, 1)
    config = Config(suppressions=(Suppression(place, "x", ("KG201",), "no id like this", id="C9"), Suppression(place, "y", ("KG2",), "", id="C1")))
    expected = whole([str(reports)], config)
    assert any(f["suppressed"] for f in expected[0][0])
    assert in_parts([str(reports)], config) == expected


def test_only_keys_that_meet_are_of_several_reports(reports):
    """A set that is not across reports tells reports apart: the same text under two ids has no key in common."""
    text = (ROOT / "data" / "huggingface" / "report.md").read_text(encoding="utf-8")
    (reports / "a.md").write_text(text, encoding="utf-8")
    (reports / "b.md").write_text(text, encoding="utf-8")
    config = Config()
    context = candidates.Context(build.build([str(reports)], config), config)
    emitted: dict = {}
    engine.look([c for c in everything() if c.over not in engine.LATE], context, emitted)
    ids = {r.id for r in context.graph.reports}

    def of(key):
        return {p for p in key if isinstance(p, str) and p in ids} | {i for p in key if isinstance(p, tuple) for i in of(p)}

    for name, found in emitted.items():
        if candidates.SETS[name].across is None and name != "figures-aligned" and isinstance(found, dict):
            assert all(len(of(key)) == 1 for key in found), name


def test_reports_that_share_a_detail_only(reports, monkeypatch):
    """Figures of a place that many reports speak of are compared without all of the reports being read again."""
    for n, (name, sites) in enumerate((("Delta", 20), ("Epsilon", 35), ("Zeta", 50))):
        (reports / f"z{n}.md").write_text(f"# {name}\n\n{name} was founded in 200{n}. In Bergen, the trial had {sites} sites.\n", encoding="utf-8")
    monkeypatch.setattr(run, "PIECE", 2)
    assert in_parts([str(reports)], Config(), jobs=2) == whole([str(reports)], Config())


@pytest.mark.parametrize("piece", [1, 3])
def test_a_row_of_reports_on_one_subject(piece, tmp_path, monkeypatch):
    """Each report meets those behind it: what they tell is read once, and found by twos."""
    for n in range(6):
        (tmp_path / f"{n}.md").write_text(f"# Harrow Bridge\n\nThe toll of Harrow Bridge pays for {40 + 3 * n} lamps and {300 + 17 * n} tonnes of paint in 2024.\n", encoding="utf-8")
    monkeypatch.setattr(run, "PIECE", piece)
    expected = whole([str(tmp_path)], Config())
    assert len([f for f in expected[0][0] if f["check"].startswith("KG90")]) > 6
    cache = batch.Cache(tmp_path / "cache")
    paths = [str(tmp_path / f"{n}.md") for n in range(6)]
    assert in_parts(paths, Config(), cache=cache) == expected
    (tmp_path / "3.md").write_text("# Harrow Bridge\n\nThe toll of Harrow Bridge pays for 41 lamps.\n", encoding="utf-8")
    assert in_parts(paths, Config(), cache=cache, jobs=2) == whole(paths, Config())


@pytest.mark.parametrize("of", [12, 13, 50, 52])
def test_more_values_than_are_held_against_each_other(of, tmp_path):
    for n in range(2):
        rows = "\n".join(f"Acme,employees,{1000 + 7 * k + n},2024," for k in range(of // 2))
        (tmp_path / str(n)).mkdir()
        (tmp_path / str(n) / "metrics.csv").write_text(f"subject,metric,value,period,scope\n{rows}\n", encoding="utf-8")
        (tmp_path / str(n) / "report.md").write_text("# Acme\n\nAcme bakes.\n", encoding="utf-8")
    assert in_parts([str(tmp_path)], Config()) == whole([str(tmp_path)], Config())


def test_a_key_has_one_number_in_every_process():
    assert part.number(("a", frozenset(("x", "y")), None, 3)) == part.number(("a", frozenset(("y", "x")), None, 3))
    assert part.number(("a", 1)) != part.number(("a", 2))


# --------------------------------------------------------------------------- the cache


class Counting:
    """Counts the bundles that are read."""

    def __init__(self, monkeypatch):
        self.read = []
        parts = part.parts

        def counted(bundle, *rest):
            self.read.append(Path(bundle.path).name)
            return parts(bundle, *rest)

        monkeypatch.setattr(part, "parts", counted)


@pytest.fixture
def counting(monkeypatch):
    monkeypatch.setattr(run, "PIECE", 1)
    return Counting(monkeypatch)


@pytest.fixture
def cache(tmp_path):
    return batch.Cache(tmp_path / "cache")


def test_nothing_is_read_twice(reports, cache, counting):
    first = in_parts([str(reports)], Config(), cache=cache)
    assert counting.read
    counting.read.clear()
    assert in_parts([str(reports)], Config(), cache=cache) == first == whole([str(reports)], Config())
    assert not counting.read


def test_after_one_change_one_file_is_read(reports, cache, counting):
    in_parts([str(reports)], Config(), cache=cache)
    counting.read.clear()
    (reports / "4.md").write_text(REPORT.format(name="Cirrus", year=2003, money=5, staff=9), encoding="utf-8")
    changed = in_parts([str(reports)], Config(), cache=cache)
    assert counting.read == ["4.md"]
    assert changed == whole([str(reports)], Config())


def test_a_change_is_seen_by_the_reports_that_it_meets(reports, cache):
    in_parts([str(reports)], Config(), cache=cache)
    (reports / "2.md").write_text(REPORT.format(name="Acme", year=2011, money=70, staff=310), encoding="utf-8")
    assert in_parts([str(reports)], Config(), cache=cache) == whole([str(reports)], Config())
    (reports / "0.md").unlink()
    assert in_parts([str(reports)], Config(), cache=cache) == whole([str(reports)], Config())


def test_another_configuration_is_another_answer(reports, cache, counting):
    in_parts([str(reports)], Config(), cache=cache)
    counting.read.clear()
    config = Config(severities={"figures-disagree": engine.Severity.INFO})
    assert in_parts([str(reports)], config, cache=cache) == whole([str(reports)], config)
    assert counting.read


@pytest.mark.parametrize("what", ["kg/checks/figures_disagree.py", "ontology/metrics.ttl", "kg/__init__.py"])
def test_other_rules_or_another_version_are_another_answer(reports, cache, counting, what, monkeypatch):
    """One byte more in any file of the code or the lexicons, the version among them, gives other names."""
    in_parts([str(reports)], Config(), cache=cache)
    counting.read.clear()
    before = kept.of_program()
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read(self) + (b"#" if self.as_posix().endswith(what) else b""))
    kept.of_program.cache_clear()
    try:
        assert kept.of_program() != before
        monkeypatch.setattr(Path, "read_bytes", read)
        in_parts([str(reports)], Config(), cache=cache)
        assert counting.read
    finally:
        kept.of_program.cache_clear()


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b[:40] + b"?" + b[41:], lambda b: b"\0" * len(b)])
def test_damaged_entries_count_as_none(reports, cache, damage):
    first = in_parts([str(reports)], Config(), cache=cache)
    for path in cache.folder.glob("??/*"):
        path.write_bytes(damage(path.read_bytes()))
    assert in_parts([str(reports)], Config(), cache=cache) == first


def test_an_entry_makes_nothing_but_values(cache):
    import hashlib
    import pickle
    import zlib

    class Evil:
        def __reduce__(self):
            return print, ("not this",)

    body = zlib.compress(pickle.dumps(Evil()))
    path = cache.folder / "ab" / "cd"
    path.parent.mkdir(parents=True)
    path.write_bytes(hashlib.sha256(body).digest() + body)
    assert cache.get("abcd") is None


def test_a_folder_that_cannot_be_written_to(reports, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    answer = in_parts([str(reports)], Config(), cache=batch.Cache(tmp_path / "file" / "cache"))
    assert answer == whole([str(reports)], Config())


def test_what_was_long_not_used_goes(cache):
    cache.put("a" * 64, 1)
    cache.put("b" * 64, 2)
    cache.sweep(now=(cache.folder / "aa").stat().st_mtime + kept.KEPT / 2)
    assert (cache.get("a" * 64), cache.get("b" * 64)) == (1, 2)
    (cache.folder / ".swept").unlink()
    cache.sweep(now=(cache.folder / "aa").stat().st_mtime + kept.KEPT + 100)
    assert cache.get("a" * 64) is None


def test_where_it_lies(monkeypatch, tmp_path):
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path))
    assert batch.default().folder == tmp_path
    monkeypatch.setenv(kept.VARIABLE, "")
    assert batch.default() is None


def test_a_crash_is_not_kept(reports, cache, monkeypatch):
    def crash(item):
        raise RuntimeError("broken")

    broken = dataclasses.replace(engine.checks()["KG301"], look=crash)
    monkeypatch.setattr(engine, "checks", lambda: {"KG301": broken})
    answer = batch.check([str(reports)], Config(), lambda: [broken], jobs=1, cache=cache)
    assert answer.outcome.runs[0].status.value == "crashed"
    assert not list(cache.folder.glob("??/*"))


# --------------------------------------------------------------------------- bad input


def test_bad_input_in_a_process_is_told_as_ever(reports):
    (reports / "3.md").write_bytes(b"\0\1\2 binary")
    with pytest.raises(InputError) as alone:
        build.build([str(reports)], Config())
    with pytest.raises(InputError) as apart:
        in_parts([str(reports)], Config(), jobs=2)
    assert str(apart.value) == str(alone.value)


class _AsOldPythonsDo:
    """Is packed as Python 3.11.0 to 3.11.3 pack a member of an enumeration."""

    def __init__(self, owner: object, name: str):
        self.told = (owner, name)

    def __reduce__(self) -> tuple:
        return getattr, self.told


def test_members_of_enumerations_as_old_pythons_pack_them():
    assert kept.values(pickle.dumps(_AsOldPythonsDo(Severity, "ERROR"), protocol=5)) is Severity.ERROR


@pytest.mark.parametrize("told", [(Place, "__init__"), (Severity, "__class__"), (kept, "os"), ("kg", "join")], ids=str)
def test_nothing_else_has_its_attributes_read(told):
    with pytest.raises(Exception, match=r"is not kept|cannot pickle"):
        kept.values(pickle.dumps(_AsOldPythonsDo(*told), protocol=5))
