"""kg check: exit codes, filters, formats, where output goes."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

import kg as package


def findings(ran) -> list[dict]:
    return json.loads(ran.out)["findings"]


def names(ran) -> set[str]:
    return {f["name"] for f in findings(ran)}


# --------------------------------------------------------------------------- exit status


def test_errors_fail(kg, acme):
    assert kg("check", "acme").code == 1


@pytest.mark.parametrize(
    ("select", "severity"),
    [("dangling-citation", "error"), ("low-confidence-single-source", "warning"), ("uncited-claim", "info")],
)
@pytest.mark.parametrize("limit", ["error", "warning", "info", "never"])
def test_fail_on(kg, acme, select, severity, limit):
    ran = kg("check", "acme", "--select", select, "--fail-on", limit, "--format", "json")
    assert {f["severity"] for f in findings(ran)} == {severity}
    order = ["info", "warning", "error", "never"]
    assert ran.code == (1 if order.index(severity) >= order.index(limit) else 0)


def test_a_crashing_check_is_no_clean_report(kg, acme, monkeypatch):
    from kg import engine

    def crash(_candidate):
        raise RuntimeError("out of ink")
        yield

    broken = engine.Check(
        "KG999", "broken", "input", next(iter(engine.checks().values())).severity, None, "claim-uses", (), (), crash
    )
    monkeypatch.setattr(engine, "selected", lambda *_: [broken])
    ran = kg("check", "acme", "--fail-on", "never")
    assert ran.code == 2
    assert "broken (KG999) crashed: RuntimeError: out of ink" in ran.err
    assert "Traceback" not in ran.err


def test_an_internal_error_is_one_line(kg, acme, monkeypatch):
    from kg import engine

    def fail(*_):
        raise RuntimeError("out of ink")

    monkeypatch.setattr(engine, "look", fail)
    ran = kg("check", "acme")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "RuntimeError: out of ink" in ran.err


# --------------------------------------------------------------------------- filters


def test_select_by_name_code_prefix_and_list(kg, acme):
    assert names(kg("check", "acme", "--select", "dangling-citation", "--format", "json")) == {"dangling-citation"}
    assert names(kg("check", "acme", "--select", "KG101", "--format", "json")) == {"dangling-citation"}
    family = kg("check", "acme", "--select", "KG1", "--format", "json")
    assert {f["check"][:3] for f in findings(family)} == {"KG1"}
    both = kg("check", "acme", "--select", "dangling-citation,uncited-claim", "--format", "json")
    assert names(both) == {"dangling-citation", "uncited-claim"}
    assert both.out == kg("check", "acme", "--select", "uncited-claim", "--select", "dangling-citation", "--format", "json").out


def test_ignore(kg, acme):
    everything = names(kg("check", "acme", "--format", "json"))
    assert names(kg("check", "acme", "--ignore", "dangling-citation", "--format", "json")) == everything - {"dangling-citation"}
    assert not [n for n in findings(kg("check", "acme", "--ignore", "KG1", "--format", "json")) if n["check"].startswith("KG1")]


def test_min_severity(kg, acme):
    seen = {s: findings(kg("check", "acme", "--min-severity", s, "--format", "json")) for s in ("info", "warning", "error")}
    assert {f["severity"] for f in seen["error"]} == {"error"}
    assert {f["severity"] for f in seen["warning"]} == {"error", "warning"}
    assert {f["severity"] for f in seen["info"]} == {"error", "warning", "info"}


def test_min_confidence(kg, acme):
    (acme / "kg.toml").unlink()
    everything = findings(kg("check", "acme", "--format", "json"))
    sure = findings(kg("check", "acme", "--min-confidence", "high", "--format", "json"))
    assert sure == [f for f in everything if f["confidence"] == "high"]


def test_configuration_selects_ignores_and_weighs(kg, acme):
    (acme / "kg.toml").write_text(
        '[report]\nsubject = "Acme"\n[check]\nselect = ["KG1"]\nignore = ["uncited-source"]\n'
        '[severity]\nuncited-claim = "error"\n',
        encoding="utf-8",
    )
    seen = findings(kg("check", "acme", "--format", "json"))
    assert {f["check"][:3] for f in seen} == {"KG1"}
    assert {f["severity"] for f in seen if f["name"] == "uncited-claim"} == {"error"}


@pytest.mark.parametrize("command", [["check"], ["stats"], ["show", "C1"]], ids=lambda c: c[0])
def test_configuration_that_names_no_check(kg, acme, command):
    (acme / "kg.toml").write_text('[check]\nignore = ["uncited-clam"]\n', encoding="utf-8")
    ran = kg(*command, "acme")
    assert ran.code == 2
    assert "no check is called 'uncited-clam'" in ran.err


def test_paths_of_the_configuration(kg, acme, monkeypatch):
    (acme / "kg.toml").write_text('[check]\npaths = ["."]\n', encoding="utf-8")
    monkeypatch.chdir(acme)
    assert names(kg("check", "--format", "json")) >= {"dangling-citation"}


# --------------------------------------------------------------------------- output


def test_text_shows_place_id_and_summary(kg, acme):
    out = kg("check", "acme").out
    assert "acme/report.md:5:" in out.replace(os.sep, "/")
    assert "cites C9, which is neither a claim nor a source." in out
    assert "checks ran, " in out and "had nothing to look at" in out
    assert out.rstrip().splitlines()[-1].startswith("1 error, ")
    assert "in 3 claims, 3 sources" in out


def test_text_in_a_pipe_has_no_colours_and_no_control_characters(process, acme):
    report = acme / "report.md"
    report.write_text(
        report.read_text(encoding="utf-8") + "\nAcme \x1b[31mglows\x1b[0m \u202egnorw\u202c. [C8]\n", encoding="utf-8"
    )
    ran = process("check", "acme", "-v")
    assert "C8" in ran.out
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_no_color_is_honoured(monkeypatch):
    import sys

    from kg.cli import _shared

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert _shared.color()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not _shared.color()


def test_statistics_show_what_each_check_examined(kg, acme):
    out = kg("check", "acme", "--statistics", "--fail-on", "never").out
    assert "examined" in out
    assert "KG101 dangling-citation" in out


def test_json(kg, acme):
    body = json.loads(kg("check", "acme", "--format", "json").out)
    assert body["version"] == 1
    assert body["tool"] == {"name": "kg", "version": package.__version__}
    assert body["inputs"] == ["acme"]
    assert body["summary"]["error"] == sum(f["severity"] == "error" for f in body["findings"])
    (dangling,) = (f for f in body["findings"] if f["name"] == "dangling-citation")
    place = dangling["about"][0]
    assert (place["id"], place["line"]) == ("C9", 5)
    line = (acme / "report.md").read_text(encoding="utf-8").splitlines()[place["line"] - 1]
    assert line[place["column"] - 1 : place["end_column"] - 1] == "C9"


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_same_bytes_under_any_hash_seed(process, acme, format):
    first = process("check", "acme", "--format", format, PYTHONHASHSEED="1")
    second = process("check", "acme", "--format", format, PYTHONHASHSEED="2")
    assert first.out == second.out
    assert first.code == second.code == 1


def test_findings_go_to_stdout_and_nothing_else(process, acme):
    ran = process("check", "acme", "--format", "json")
    assert ran.err == ""
    json.loads(ran.out)


def test_standard_input(process):
    ran = process("check", "-", stdin=b"Acme\n\nAcme has 40 staff.\n")
    assert ran.code == 0, ran.err


def test_a_reader_that_leaves_early_sees_no_traceback(process, acme, tmp_path):
    import subprocess
    import sys

    from kg.resources import find

    script = f'"{sys.executable}" -c "from kg.cli import main; main()" check acme -v | head -1'
    done = subprocess.run(
        script,
        shell=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(find("data").parent)},
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


# --------------------------------------------------------------------------- -o


def test_output_to_a_file(kg, acme, tmp_path):
    ran = kg("check", "acme", "--format", "json", "-o", "out/findings.json")
    assert ran.out == ""
    assert ran.err == "wrote out/findings.json\n"
    assert (tmp_path / "out" / "findings.json").read_text(encoding="utf-8") == kg(
        "check", "acme", "--format", "json", "-o", "-"
    ).out
    assert os.listdir(tmp_path / "out") == ["findings.json"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")
def test_the_file_has_the_usual_mode(kg, acme, tmp_path):
    kg("check", "acme", "-o", "findings.txt")
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "findings.txt").stat().st_mode) == 0o666 & ~umask


def test_a_failed_run_leaves_the_old_file(kg, acme, tmp_path, monkeypatch):
    from kg.reporters import text

    def broken(outcome, context):
        yield "half"
        raise RuntimeError("out of ink")

    target = tmp_path / "findings.txt"
    target.write_text("old", encoding="utf-8")
    monkeypatch.setattr(text, "render", broken)
    assert kg("check", "acme", "-o", "findings.txt").code == 2
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["acme", "findings.txt"]


def test_a_place_that_cannot_be_written(kg, acme, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    ran = kg("check", "acme", "-o", str(Path("file") / "findings.txt"))
    assert ran.code == 2
    assert "cannot write" in ran.err
    assert "Traceback" not in ran.err
