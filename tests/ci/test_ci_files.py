"""The definitions for GitHub Actions and pre-commit name things that exist, and the script of the action runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kg import cli

ROOT = Path(__file__).resolve().parent.parent.parent
ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
STEP = ACTION["runs"]["steps"][-1]


def test_hooks_call_a_command_that_exists():
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= hook.keys()
        program, command = shlex.split(hook["entry"])[:2]
        assert program == "kg" and command in cli.cli.list_commands(None)
        re.compile(hook["files"])


def test_the_action_uses_every_input_once_and_only_as_a_variable():
    used = re.findall(r"inputs\.([\w-]+)", str(ACTION["runs"]))
    assert sorted(used) == sorted(ACTION["inputs"])
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])


def run(folder: Path, **inputs: str) -> tuple[int, str]:
    """Run the script of the last step as the runner would, with ``kg`` on the path."""
    bin_folder = folder / "bin"
    bin_folder.mkdir(exist_ok=True)
    launcher = bin_folder / "kg"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    given = {name: inputs.get(value.split("inputs.")[1].split(" ")[0].replace("-", "_"), "") for name, value in STEP["env"].items()}
    environment = {**os.environ, **given, "PATH": f"{bin_folder}:{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    done = subprocess.run(["bash", "-c", STEP["run"]], cwd=folder, env=environment, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_script_annotates_sums_up_and_fails(tmp_path):
    shutil.copytree(ROOT / "docs" / "example", tmp_path / "two words")
    code, out = run(tmp_path, paths="two words\n", summary="true", sarif="out.sarif", today="clock")
    assert code == 1, out
    assert "::error file=two words/report.md,line=" in out
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("### kg: ")
    assert (tmp_path / "out.sarif").exists()
    assert run(tmp_path, paths="two words", fail_on="never")[0] == 0
    marker = tmp_path / "marker"
    run(tmp_path, paths=f"$(touch {marker}); touch {marker}")
    assert not marker.exists()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_without_paths_those_of_the_configuration_are_read(tmp_path):
    shutil.copytree(ROOT / "docs" / "example", tmp_path / "acme")
    (tmp_path / "kg.toml").write_text('[check]\npaths = ["acme"]\n', encoding="utf-8")
    code, out = run(tmp_path)
    assert code == 1 and "::error file=acme/" in out
