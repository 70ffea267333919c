"""What the pages for people promise: commands, options, targets, files and code that exist and run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import cli, config

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [
    ROOT / name
    for name in (
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "kg/README.md", "exports/README.md"),
        *("docs/report-folder.md", "docs/diff.md", "docs/editors.md", "docs/mcp.md", "docs/exports.md", "docs/sparql.md", "docs/queries.md"),
    )
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.M | re.S)


def test_the_python_example_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    (example,) = blocks(README, "python")
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert len(names["report"].claims) == 313
    assert names["outcome"].findings
    assert names["network"].number_of_nodes() == len(names["graph"].nodes)
    assert len(names["triples"]) > 1000


def test_the_examples_of_the_store_run(tmp_path, monkeypatch):
    pytest.importorskip("starlette")
    pytest.importorskip("oxrdflib")
    from kg import config, store

    (tmp_path / "acme.md").write_text("# Acme\n\nAcme has 40 staff.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    store.load(store.Folder("reports.store"), ["acme.md"], config.Config())
    names: dict[str, object] = {}
    for example in blocks((ROOT / "docs" / "sparql.md").read_text(encoding="utf-8"), "python"):
        exec(compile(example, "docs/sparql.md", "exec"), names)
    assert len(names["graphs"]) == len(names["database"]) > 20
    assert names["app"].routes


def test_the_cases_of_the_protocol_are_listed():
    import ast

    page = (ROOT / "docs" / "sparql-protocol.md").read_text(encoding="utf-8")
    tree = ast.parse((ROOT / "tests" / "server" / "test_protocol.py").read_text(encoding="utf-8"))
    tables = [n.value for n in tree.body if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") in ("QUERIES", "REFUSED", "UPDATES")]
    cases = {key.value for table in tables for key in table.keys}
    assert len(cases) == 34
    assert set(re.findall(r"^\| (\w+_\w+) .* \| pass \|$", page, re.M)) == cases


def test_the_configuration_is_one(tmp_path):
    (example,) = blocks(README, "toml")
    (tmp_path / "kg.toml").write_text(example, encoding="utf-8")
    read = config.load(tmp_path / "kg.toml")
    assert read.subject and read.aliases and read.as_of and read.publishers and read.interests and read.severities
    assert read.paths and read.ignore and read.base
    known = set(re.findall(r'"([a-z_]+)"', (ROOT / "kg/schemas/kg-toml.schema.json").read_text(encoding="utf-8")))
    assert {key for table in tomllib.loads(example).values() for key in table if key.islower()} - known <= {"uncited-source", "berth nights"}


def test_the_example_of_a_check_is_one(tmp_path):
    """It finds its bad example, nothing in its good one, and its code is free."""
    from kg import engine, examples

    (source,) = blocks(CONTRIBUTING, "python")
    names: dict[str, object] = {}
    exec(compile(source, "CONTRIBUTING.md", "exec"), names)
    one = names["untitled_sources"].check
    assert one.code not in engine.checks() and one.name not in {c.name for c in engine.checks().values()}
    assert len(examples.run(one, one.bad[0])[1].findings) == 1
    assert not examples.run(one, one.good[0])[1].findings


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_targets_of_make_exist(page):
    for target in re.findall(r"\bmake ([a-z][a-z-]*)\b(?=`|\s+#|$)", page.read_text(encoding="utf-8"), re.M):
        assert re.search(rf"^{target}:", MAKEFILE, re.M), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_that_are_named_exist(page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for name in re.findall(r"`((?:kg|docs|data|ontology|tests|exports)/[\w./-]*\w)`", text):
        assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_every_command_and_option_that_is_named_exists():
    runner = CliRunner()
    helps = {name: runner.invoke(cli.cli, [name, "--help"]).output for name in cli.cli.list_commands(None)}
    for command in re.findall(r"(?:^\$ |`)kg ([a-z]+)", README, re.M):
        assert command in helps, command
    for option in set(re.findall(r"`(--[a-z-]+)", README)):
        assert any(option in text for text in helps.values()), option


def test_export_formats_that_are_named_are_all():
    from kg.exporters import exporters

    named = set(re.findall(r"`(?:kg export )?([a-z0-9]+)`", README.split("`kg export turtle`")[1].split("write the graph")[0]))
    assert named | {"turtle", "html"} == set(exporters())
