"""Help, the catalogue of checks, misuse."""

from __future__ import annotations

import json
import pkgutil

import pytest
from click.testing import CliRunner

import kg as package
from kg import engine
from kg.cli import cli

COMMANDS = cli.list_commands(None)


def test_every_file_is_a_command():
    files = [m.name for m in pkgutil.iter_modules(__import__("kg.cli").cli.__path__) if not m.name.startswith("_")]
    assert sorted(files) == COMMANDS
    assert {"check", "rules", "explain", "query", "export", "show", "stats", "init", "config"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_every_command(command, flag):
    seen = CliRunner().invoke(cli, [command, flag])
    assert seen.exit_code == 0
    assert seen.output.startswith("Usage: ")
    text = seen.output.split("Options:")[0].strip().splitlines()
    assert len(text) > 1, "the help says what the command does"


def test_help_lists_every_command_with_what_it_does():
    seen = CliRunner().invoke(cli, ["--help"])
    rows = {line.split()[0]: line.split()[1:] for line in seen.output.split("Commands:")[1].strip().splitlines()}
    assert sorted(rows) == COMMANDS
    assert all(rows.values())


def test_version(kg):
    assert kg("--version").out == f"kg {package.__version__}\n"


def test_nothing_given_shows_help(kg):
    ran = kg()
    assert "Usage:" in ran.out + ran.err
    assert "Traceback" not in ran.err


# --------------------------------------------------------------------------- misuse

MISUSE = {
    ("chekc", "x"): "Did you mean 'check'?",
    ("nonsense",): "No such command",
    ("check", "--fromat", "json"): "No such option",
    ("check", "acme", "--format", "yaml"): "unknown format 'yaml'. Known:",
    ("check", "acme", "--select", "figures"): "no check is called 'figures'",
    ("check", "acme", "--ignore", "KG9x"): "no check is called 'KG9x'",
    ("check", "acme", "--min-severity", "fatal"): "fatal",
    ("check", "acme", "--fail-on", "sometimes"): "sometimes",
    ("check", "acme", "--from", "word"): "unknown format 'word'. Known:",
    ("check", "missing.md"): "missing.md: no such file or folder",
    ("check",): "no paths given",
    ("check", "acme", "--config", "none.toml"): "none.toml: no such configuration file",
    ("explain", "KG1"): "no check is called 'KG1'",
    ("explain", "dangling-citations"): "Did you mean 'dangling-citation'?",
    ("show", "reutres", "acme"): "nothing here has the id 'reutres'. Did you mean reuters?",
    ("show", "C1", "missing"): "missing: no such file or folder",
    ("stats",): "no paths given",
    ("export", "doc", "acme"): "unknown format 'doc'. Known:",
    ("config", "missing"): "missing: no such file or folder",
    ("query", "--name", "single-source-claim", "acme"): "Did you mean 'single-source-claims'?",
    ("query",): "give a query",
}


@pytest.mark.parametrize(("arguments", "message"), MISUSE.items(), ids=lambda v: " ".join(v) if isinstance(v, tuple) else "")
def test_misuse_says_what_is_wrong(kg, acme, arguments, message):
    ran = kg(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err


# --------------------------------------------------------------------------- the catalogue


def test_rules_lists_every_check(kg):
    out = kg("rules").out
    for one in engine.checks().values():
        line = next(line for line in out.splitlines() if one.code in line)
        assert one.name in line
        assert one.severity.value in line
        assert one.title in line


def test_rules_as_json(kg):
    rows = json.loads(kg("rules", "--format", "json").out)
    assert [r["check"] for r in rows] == list(engine.checks())
    assert all(set(r) == {"check", "name", "category", "severity", "summary"} for r in rows)


@pytest.mark.parametrize("one", engine.checks().values(), ids=lambda c: c.name)
def test_explain_every_check(kg, one):
    ran = kg("explain", one.name)
    assert ran.code == 0
    assert ran.out.startswith(f"{one.code} {one.name}")
    for part in ("Why:", "What to do:", "Blind spots:", "Good:"):
        assert part in ran.out
    if one.bad:
        shown = ran.out.split("Bad:")[1].split("Good:")[0]
        assert one.code in shown.split("prints")[1], "the page shows the finding of its bad example"
    assert one.code not in ran.out.split("Good:")[1], "the good example has no finding"


def test_explain_by_code_is_the_same(kg):
    assert kg("explain", "kg101").out == kg("explain", "dangling-citation").out
