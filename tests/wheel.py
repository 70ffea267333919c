"""Builds the wheel, installs it into an empty environment and runs it there, away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str, cwd: Path, expect: int = 0) -> str:
    """Run a command without this checkout on the import path; stop if its exit status is another."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode != expect:
        sys.exit(f"{' '.join(command)}\nexit {done.returncode}, expected {expect}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def main() -> None:
    """Build, install, run; print one line per step."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        run(
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            str(place),
            str(ROOT),
            cwd=place,
        )
        wheel = next(place.glob("*.whl"))
        print(f"built {wheel.name} ({wheel.stat().st_size // 1024} kB)")
        venv.create(place / "env", with_pip=True)
        bin = place / "env" / ("Scripts" if os.name == "nt" else "bin")
        run(str(bin / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel), cwd=place)
        kg = str(bin / "kg")
        where = run(str(bin / "python"), "-c", "import kg.resources as r; print(r.find('data/huggingface'))", cwd=place).strip()
        assert str(place) in where, where
        shutil.copytree(where, place / "report")
        checked = run(kg, "check", "report", "--fail-on", "never", "--format", "json", cwd=place)
        assert '"examined"' in checked
        counted = run(kg, "stats", "report", cwd=place)
        assert "313" in counted, counted
        queried = run(kg, "query", "report", "--name", "single-source-claims", "--format", "csv", cwd=place)
        assert queried.count("\n") == 25, queried
        run(kg, "export", "turtle", "report", "-o", "report.ttl", cwd=place)
        run(kg, "init", "mine", cwd=place)
        run(kg, "check", "mine", "--fail-on", "info", cwd=place)
        run(kg, "check", "nowhere.md", cwd=place, expect=2)
        print("the wheel works in an empty environment: check, stats, query, export, init")


if __name__ == "__main__":
    main()
