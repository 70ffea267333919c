"""Writes everything in the tree that is generated: ``python docs/refresh.py``, or ``make docs``.

- the JSON Schemas of rows, from :mod:`kg.rows`;
- the pages of checks, from :mod:`kg.reference`;
- the output under every command of a ``console`` block, by running the command;
- ``docs/queries.md``, from the saved queries and their answers;
- the table of rooms in ``kg/README.md``, from their docstrings;
- ``exports/sample.html``, from ``docs/example``;
- ``docs/ontology.md``, from ``ontology/kg.ttl``;
- ``docs/corpus-tables.md``, from :mod:`kg.corpus.schema`.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

PAGES = ("README.md", "CONTRIBUTING.md", "docs/ci.md", "docs/suppressions.md", "docs/diff.md", "docs/editors.md")
"""Pages whose ``console`` blocks are kept current."""

SAMPLE = ROOT / "exports" / "sample.html"

MAP = ROOT / "kg" / "README.md"

_ROOMS = re.compile(r"(?<=^<!-- rooms)([^\n]*\n).*?(?=^<!-- end of rooms -->$)", re.M | re.S)
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
_LAUNCHER = f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n'
_PYTHON = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'


def console(text: str) -> str:
    """A page with the output under every ``$ command`` of its ``console`` blocks as it is now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shown in ("data", "docs"):
            (folder / shown).symlink_to(ROOT / shown)
        (folder / "bin").mkdir()
        launcher = folder / "bin" / "kg"
        launcher.write_text(_LAUNCHER, encoding="utf-8")
        launcher.chmod(0o755)
        (folder / "bin" / "python").write_text(_PYTHON, encoding="utf-8")
        (folder / "bin" / "python").chmod(0o755)
        return _BLOCK.sub(lambda block: "\n".join(_ran(commands(block.group()), folder)), text)


def commands(block: str) -> list[str]:
    """The commands of a ``console`` block, without their output."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def _ran(lines: list[str], folder: Path) -> Iterator[str]:
    for n, command in enumerate(lines):
        if n:
            yield ""
        yield f"$ {command}"
        # The output is for reading: as wide as the page, without colours.
        environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        yield from (line.rstrip() for line in done.stdout.strip("\n").splitlines())
    yield ""


def sample() -> str:
    """The graph of ``docs/example`` as an interactive page."""
    command = [sys.executable, "cli.py", "export", "html", "docs/example", "-o", "-"]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode()


def layers() -> list[list[str]]:
    """The rooms of ``kg`` from top to bottom, as the test of imports has them; those that exist."""
    tree = ast.parse((ROOT / "tests" / "test_architecture.py").read_text(encoding="utf-8"))
    order = next(ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign) and n.targets[0].id == "LAYERS")
    return [[room for room in line.split() if _file(room)] for line in order]


def _file(room: str) -> Path | None:
    found = (p for p in (ROOT / "kg" / f"{room}.py", ROOT / "kg" / room / "__init__.py") if p.exists())
    return next(found, None)


def rooms(text: str) -> str:
    """``kg/README.md`` with its table of rooms as it should be."""
    lines = ["| room | holds |", "| --- | --- |"]
    for line in layers():
        for room in line:
            path = _file(room)
            name = path.name if path.stem == room else f"{room}/"
            doc = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
            lines.append(f"| `{name}` | {' '.join(doc.split()).replace('``', '`').replace('|', '/')} |")
    return _ROOMS.sub(lambda m: m.group(1) + "\n" + "\n".join(lines) + "\n\n", text)


def files() -> dict[Path, str]:
    """Every generated file as it should be, except the pages of checks that are gone."""
    import saved_queries
    import vocabulary

    from kg import reference, rows
    from kg.corpus import schema

    return (
        rows.files()
        | {reference.FOLDER / name: text for name, text in reference.files().items()}
        | {ROOT / page: console((ROOT / page).read_text(encoding="utf-8")) for page in PAGES}
        | {MAP: rooms(MAP.read_text(encoding="utf-8")), SAMPLE: sample()}
        | {vocabulary.PAGE: vocabulary.page(), saved_queries.PAGE: saved_queries.page()}
        | {ROOT / "docs" / "corpus-tables.md": schema.page()}
    )


def main() -> None:
    """Write what differs, and say so."""
    from kg import reference

    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path.relative_to(ROOT).as_posix()}", file=sys.stderr)
    for page in reference.outdated():
        page.unlink()
        print(f"removed {page.relative_to(ROOT).as_posix()}", file=sys.stderr)


if __name__ == "__main__":
    main()
