"""Baselines: what is new, fixed and unchanged after an edit, and how kg check uses it."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg import baseline, build, cli, config, engine
from kg.findings import Finding
from kg.reading import InputError

sys.path.insert(0, str(Path(__file__).parent))
from edits import EDITS

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "data" / "huggingface"


def findings(folder: Path) -> tuple[Finding, ...]:
    settings = config.load(folder / "kg.toml")
    return engine.run(build.build([str(folder)], settings), settings).findings


@pytest.fixture(scope="module")
def before() -> tuple[Finding, ...]:
    text = "".join(baseline.dump(findings(EXAMPLE), "1.2.3"))
    return baseline.load("kg-baseline.json", text.encode())


def label(finding: Finding) -> str:
    first = finding.about[0]
    return f"{finding.check} {first.id if first.kind in ('claim', 'source', 'section', 'risk') else first.kind}"


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e.name.replace(" ", "-"))
def test_edit_changes_what_it_should(edit, before, tmp_path):
    folder = tmp_path / "huggingface"
    shutil.copytree(EXAMPLE, folder)
    edit.do(folder)
    after = findings(folder)
    changes = baseline.match(before, after)
    assert sorted(map(label, changes.new)) == sorted(edit.new)
    assert sorted(map(label, changes.fixed)) == sorted(edit.fixed)
    assert len(changes.unchanged) == len(after) - len(edit.new) == len(before) - len(edit.fixed)
    # What is new one way is fixed the other way round.
    back = baseline.match(after, before)
    assert (len(back.new), len(back.fixed)) == (len(edit.fixed), len(edit.new))


def test_without_any_equal_fingerprint_the_same_is_still_found(before):
    renamed = [replace(f, fingerprint=f"{n:016x}") for n, f in enumerate(before)]
    changes = baseline.match(before, renamed)
    assert not changes.new and not changes.fixed
    assert all(old.message == new.message for old, new in changes.pairs)


def test_a_finding_is_paired_once(before):
    changes = baseline.match(before, [*before, before[0]])
    assert len(changes.new) == 1 and not changes.fixed


def test_the_file_reads_back_and_does_not_depend_on_order(before):
    text = "".join(baseline.dump(before, "1"))
    assert text == "".join(baseline.dump(before[::-1], "1"))
    assert {f.fingerprint for f in baseline.load("b", text.encode())} == {f.fingerprint for f in before}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "findings": [{}]}', '{"version": 9, "findings": []}', "\x00"])
def test_a_file_that_is_no_baseline_is_one_message(text):
    with pytest.raises(InputError, match="--write-baseline"):
        baseline.load("b.json", text.encode())


# --------------------------------------------------------------------------- kg check


@pytest.fixture
def kg(monkeypatch, capsys, tmp_path):
    shutil.copytree(ROOT / "docs" / "example", tmp_path / "acme")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str):
        monkeypatch.setattr(sys, "argv", ["kg", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return stop.value.code or 0, capsys.readouterr()

    return run


BREAK = "\nAcme has 99 wombats. [C999]\n"


def test_only_new_findings_fail(kg):
    assert kg("check", "acme", "--fail-on", "info")[0] == 1
    assert kg("check", "acme", "--fail-on", "info", "--write-baseline", "b.json")[0] == 0
    code, seen = kg("check", "acme", "--fail-on", "info", "--baseline", "b.json")
    assert code == 0 and "0 errors, 0 warnings, 0 for information" in seen.out and "in the baseline, 0 fixed" in seen.out
    report = Path("acme/report.md")
    report.write_text(report.read_text(encoding="utf-8") + BREAK, encoding="utf-8")
    code, seen = kg("check", "acme", "--baseline", "b.json", "--format", "json")
    body = json.loads(seen.out)
    assert code == 1
    assert [f["check"] for f in body["findings"] if f["baseline"] == "new" and f["severity"] == "error"] == ["KG101"]
    assert body["summary"]["error"] == 1 and body["summary"]["unchanged"] > 0


def test_fixed_findings_are_reported_once_the_check_looked(kg):
    report = Path("acme/report.md")
    whole = report.read_text(encoding="utf-8")
    report.write_text(whole + BREAK, encoding="utf-8")
    kg("check", "acme", "--write-baseline", "b.json")
    report.write_text(whole, encoding="utf-8")
    seen = kg("check", "acme", "--baseline", "b.json")[1]
    assert "fixed since the baseline" in seen.out and "cites C999" in seen.out
    for narrower in (["--select", "KG3"], ["--ignore", "KG101"]):
        assert "cites C999" not in kg("check", "acme", "--baseline", "b.json", *narrower)[1].out


def test_what_was_not_read_is_not_fixed(kg):
    Path("other.md").write_text("# Mill\n\n## Sources\n\nS1: Reuters, Flour.\n\nThe mill has 3 stones. [S9]\n", encoding="utf-8")
    kg("check", "acme", "other.md", "--write-baseline", "b.json")
    body = json.loads(kg("check", "other.md", "--baseline", "b.json", "--format", "json")[1].out)
    assert body["fixed"] == []


def test_the_baseline_of_the_configuration(kg, monkeypatch):
    settings = Path("acme/kg.toml")
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[check]\nbaseline = "known.json"\nfail_on = "info"\n', encoding="utf-8")
    code, seen = kg("check", "acme")
    assert code == 2 and "no such baseline" in seen.err and "--write-baseline" in seen.err
    assert kg("check", "acme", "--write-baseline", "acme/known.json")[0] == 0
    assert kg("check", "acme")[0] == 0
    # Written again, it still holds everything.
    first = Path("acme/known.json").read_bytes()
    assert kg("check", "acme", "--write-baseline", "acme/known.json")[0] == 0
    assert Path("acme/known.json").read_bytes() == first
