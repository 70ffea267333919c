"""Runs kg as a user would: inside the test for speed, as a process where the process matters."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def kg(monkeypatch, capsys, tmp_path):
    """``kg("check", "report.md")`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kg", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.main()
        seen = capsys.readouterr()
        return Ran(stop.value.code or 0, seen.out, seen.err)

    return run


@pytest.fixture
def process(tmp_path):
    """The same as a process of its own, in the same folder."""

    def run(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            timeout=600,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


FILES = {
    "report.md": """\
# Acme

## 1 Staff

Acme has 40 staff. [C1] It was founded in 2019. [C9]

## 2 Money

Acme raised $5 million in 2021. [C2]
""",
    "claims.csv": """\
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
C2,Acme raised $5 million in 2021.,Low,S1
C3,Acme sells anvils.,Medium,S1; S3
""",
    "sources.csv": """\
id,publisher,title,quote
S1,Reuters,Acme hires,Acme has 40 staff and raised $5 million in 2021.
S2,Acme,About us,We are 40.
S3,The Anvil Times,Anvils today,Acme sells anvils.
""",
    "kg.toml": """\
[report]
subject = "Acme"
""",
}
"""A report with one dangling citation (C9), one Low claim on a single source (C2) and one claim never cited (C3)."""


@pytest.fixture
def acme(tmp_path) -> Path:
    folder = tmp_path / "acme"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
