"""Imports go one way, and starting costs little."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"

# A room may import from rooms on lines below its own and from itself. A new module is put on the
# lowest line that lets it import what it needs.
LAYERS = (
    "cli",
    "lsp mcp server",
    "reference",
    "remote",
    "corpus",
    "api convert drafts examples exporters query diff store",
    "reporters rdf r2rml pages statistics origins shacl batch",
    "checks",
    "engine quality",
    "backing",
    "candidates build",
    "aligned",
    "events evidence loaders",
    "derivations",
    "observations flattened camps tables",
    "segments retold",
    "measured subjects periods",
    "readings samefact baseline",
    "quantities metrics nouns scope described protagonists",
    "rdfwhole",
    "rdfterms rows impact",
    "graph config rounding skos html rdfplaces",
    "suppressions rdfreading schemas",
    "findings reading prose resources terminal",
    "model",
    "patterns records",
    "compiled",
)
RANK = {room: rank for rank, line in enumerate(reversed(LAYERS)) for room in line.split()}

# The engine looks into the folder of checks to find them; it knows none by name.
DISCOVERY = {("engine", "checks")}

HEAVY = (
    *("pydantic", "networkx", "rdflib", "pyvis", "pyoxigraph", "numpy", "jinja2", "ruamel", "duckdb", "pandas"),
    *("pygls", "lsprotocol", "mcp", "starlette", "uvicorn", "lxml", "docx", "openpyxl", "pdfminer", "pdfplumber", "bibtexparser"),
    *("ibis", "pyarrow", "cattrs"),
)


def room(path: Path) -> str:
    """The module or folder directly under ``kg`` that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def python_files() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every import of a part of ``kg``, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "kg" and len(parts) > 1 and parts[1] in RANK:
                yield node.lineno, parts[1]


@pytest.mark.parametrize("path", python_files(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path):
    mine = room(path)
    assert mine in RANK, f"put {mine} on a line of LAYERS"
    upward = [
        f"{path.relative_to(ROOT)}:{line} imports kg.{other}"
        for line, other in rooms_imported(path)
        if other != mine and RANK[other] >= RANK[mine] and (mine, other) not in DISCOVERY
    ]
    assert not upward


@pytest.mark.parametrize("path", python_files(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_are_absolute(path):
    relative = [
        n.lineno for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom) and n.level
    ]
    assert not relative


def test_checks_do_not_import_each_other():
    for path in (PACKAGE / "checks").glob("*.py"):
        assert "checks" not in [other for _, other in rooms_imported(path)], path.name


def loaded_after(code: str, cwd: Path) -> set[str]:
    """Names of the top-level modules and of the parts of ``kg`` that are loaded after running code."""
    script = f"{code}\nimport sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    names = done.stderr.split()
    return {n.split(".")[0] for n in names} | {n for n in names if n.startswith("kg.")}


def heavy_after(code: str, cwd: Path) -> set[str]:
    return loaded_after(code, cwd) & set(HEAVY)


def test_importing_kg_costs_nothing(tmp_path):
    loaded = loaded_after("import kg", tmp_path)
    assert not [n for n in loaded if n.startswith("kg.")]
    assert not loaded & {*HEAVY, "click"}


def test_the_command_line_starts_light(tmp_path):
    loaded = loaded_after("import kg.cli\nkg.cli.cli.main(['--help'], standalone_mode=False)", tmp_path)
    assert not loaded & set(HEAVY)
    assert not loaded & {"kg.engine", "kg.build", "kg.loaders", "kg.checks", "kg.quantities"}


CHECK = "from kg.cli import cli\ncli.main(['check', {path!r}, '--fail-on', 'never'], standalone_mode=False)"


def test_checking_a_text_loads_no_heavy_library(tmp_path):
    (tmp_path / "report.txt").write_text("Acme\n\nAcme has 40 staff. [1]\n", encoding="utf-8")
    assert heavy_after(CHECK.format(path="report.txt"), tmp_path) == set()


def test_checking_a_folder_loads_no_heavy_library(tmp_path):
    (tmp_path / "claims.csv").write_text("id,statement,sources\nC1,Acme has 40 staff.,S1\n", encoding="utf-8")
    (tmp_path / "report.md").write_text("# Acme\n\nAcme has 40 staff. [C1]\n", encoding="utf-8")
    assert heavy_after(CHECK.format(path="."), tmp_path) == set()
