"""A command that is killed, or finds the disk full, leaves the old file or the new, never half of one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from killing import COMMANDS, NEW

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and signals")

ROWS = "\n".join(f"Plant {n} has {n * 7 + 3} staff and made {n * 13 + 5} tonnes in 20{n % 20 + 10:02} [1].\n" for n in range(20))
ONE = f"# Acme\n\n## Staff\n\nAcme has 40 staff [1].\n\n{ROWS}\n\n## Sources\n\n[1] Reuters: https://reuters.example/acme\n"
TWO = ONE.replace("Acme has 40 staff [1].", "Acme has 50 staff [1]. Acme has 60 staff [2].")


def killed(folder: Path, name: str, times: int) -> int:
    if name == "workbook":
        pytest.importorskip("openpyxl")
    (folder / "one.md").write_text(ONE)
    (folder / "two.md").write_text(TWO)
    command = [sys.executable, str(Path(__file__).parent / "killing.py"), str(folder), name, str(times)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_write_leaves_the_old_file_or_the_new(tmp_path, name):
    killed(tmp_path, name, 3)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_two_hundred_killed_writes(tmp_path, name):
    # 23 of each of nine commands are 207.
    assert killed(tmp_path, name, 23) > 0


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in NEW])
def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path, name):
    (tmp_path / "report.md").write_text(ONE)
    run = (
        "import resource, signal, sys; from kg.cli import main; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "limit = int(sys.argv.pop(1)); limit and resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)); main()"
    )
    arguments = [a.replace("IN", "report.md") for a in COMMANDS[name]]

    def kg(limit: int) -> subprocess.CompletedProcess:
        command = [sys.executable, "-c", run, str(limit), *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)

    def files() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in sorted((tmp_path / "out").rglob("*")) if p.is_file()}

    assert kg(0).returncode == 0
    before = files()
    (tmp_path / "report.md").write_text(TWO)
    done = kg(20)
    assert done.returncode == 2, done.stderr
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert files() == before
