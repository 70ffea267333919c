"""The worked example gives the same bytes in every run, whatever the hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import exporters

ROOT = Path(__file__).resolve().parent.parent
OUTPUTS = ["check json", "check text", "check html", "stats json", *(f"export {name}" for name in exporters.exporters())]

# One process per seed for everything that reads the same graph: loading it is the larger part.
SCRIPT = """
import contextlib, functools, hashlib, io, json, pathlib, sys, tempfile
from kg import exporters
from kg.cli import _shared, cli

_shared.load_checked = functools.cache(_shared.load_checked)

sums = {}
for output in json.loads(sys.argv[1]):
    command, form = output.split()
    if command == "export" and hasattr(exporters.choose(form), "files"):
        with tempfile.TemporaryDirectory() as folder:
            cli.main([command, form, "data/huggingface", "-o", folder], standalone_mode=False)
            written = sorted(pathlib.Path(folder).iterdir())
            assert len(written) > 20, output
            sums[output] = hashlib.sha256(b"".join(p.name.encode() + p.read_bytes() for p in written)).hexdigest()
        continue
    words = [command, form] if command == "export" else [command, "--format", form]
    words += ["--fail-on", "never"] if command == "check" else []
    words += ["-o", "-"] if command == "export" or form == "html" else []
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)) as seen:
        cli.main([*words, "data/huggingface"], standalone_mode=False)
    body = seen.buffer.getvalue()
    assert len(body) > 1000, output
    sums[output] = hashlib.sha256(body).hexdigest()
print(json.dumps(sums))
"""


@pytest.fixture(scope="module")
def sums() -> list[dict[str, str]]:
    pytest.importorskip("pyvis")
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, json.dumps(OUTPUTS)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "4242")
    ]
    seen = [run.communicate(timeout=1800) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], [err for _, err in seen]
    return [json.loads(out) for out, _ in seen]


@pytest.mark.parametrize("output", OUTPUTS)
def test_two_runs_give_the_same_bytes(sums, output):
    first, second = sums
    assert len(first[output]) == hashlib.sha256().digest_size * 2
    assert first[output] == second[output]
