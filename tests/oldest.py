"""Runs the tests with the oldest libraries that ``pyproject.toml`` allows, in an environment of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Tools of development come as pinned; and generated schemas are those of the pinned pydantic.
TOOLS = ("pytest", "pytest-xdist", "execnet", "hypothesis", "jsonschema")
# The rules over what was read use Python alone; the tests of the commands and of reports run them here too.
RULES = ("aligned", "baseline", "batch", "benchmarks", "checks", "derivations", "diff", "documents", "events", "evidence", "observations", "pairs", "quantities", "rounding", "samefact", "suppressions", "tables")
LEFT_OUT = (*(f"--ignore=tests/{name}" for name in RULES), "--deselect=tests/loaders/test_rows.py::test_schemas_are_current", "--deselect=tests/cli/test_killed_writes.py", "--ignore=tests/docs", "--ignore=tests/html")


def bounds(requirements: list[str]) -> list[str]:
    """``name>=1.2`` becomes ``name==1.2``."""
    return [re.sub(r">=", "==", line) for line in requirements if ">=" in line]


def main() -> int:
    """Install, run, return the exit status of the tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    # The package mcp wants a newer pydantic than the core does; its tests run with what is pinned.
    named = ("html", "fast", "shacl", "parquet", "lsp", "serve")
    oldest = bounds([*project["dependencies"], *(line for name in named for line in extras[name])])
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    tools = [line for line in lines if line.split("==")[0] in TOOLS]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        print("oldest:", " ".join(oldest))
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *oldest, *tools], check=True)
        return subprocess.run([python, "-m", "pytest", "-n", "auto", "-p", "no:cacheprovider", *LEFT_OUT], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
