"""Coverage-guided fuzzing of one surface or all: ``python tests/fuzz/fuzz.py [SURFACE…] --seconds 600``.

Needs atheris (tests/fuzz/requirements.txt; `make fuzz` installs it).  What was found interesting is
kept in ``.fuzz/SURFACE`` and is where the next run goes on; an input that fails is kept as
``.fuzz/SURFACE-crash-…`` with the traceback printed.  ``.fuzz/runs.jsonl`` sums up: inputs tried,
seconds, inputs that failed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE.parents[1] / ".fuzz"


def one(surface: str, seconds: int) -> None:
    """Fuzz one surface in this process; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["kg"], enable_loader_override=False):
        import surfaces
    folder = KEPT / surface
    folder.mkdir(parents=True, exist_ok=True)
    import seeds

    for seed in seeds.SEEDS[surface]():
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        "-max_len=6000",
        "-timeout=10",
        "-rss_limit_mb=1500",
        "-print_final_stats=1",
        "-verbosity=1",
        f"-artifact_prefix={KEPT / surface}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], surfaces.SURFACES[surface])
    atheris.Fuzz()


def main() -> int:
    """Fuzz each surface in a process of its own, one after the other, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("surfaces", nargs="*", default=["texts", "registers", "linked", "figures", "settings"])
    parser.add_argument("--seconds", type=int, default=600, help="for each surface")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        one(given.surfaces[0], given.seconds)
        return 0
    KEPT.mkdir(exist_ok=True)
    failed = 0
    for surface in given.surfaces:
        started = time.monotonic()
        command = [sys.executable, __file__, surface, "--seconds", str(given.seconds), "--inside"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=HERE.parents[1])
        said = done.stdout + done.stderr
        (KEPT / f"{surface}.log").write_text(said)
        tried = re.findall(r"number_of_executed_units:\s*(\d+)", said) or re.findall(r"^#(\d+)\s", said, re.M)
        row = {
            "surface": surface,
            "inputs": int(tried[-1]) if tried else 0,
            "seconds": round(time.monotonic() - started),
            "failed": int(done.returncode != 0),
        }
        with (KEPT / "runs.jsonl").open("a") as runs:
            runs.write(json.dumps(row) + "\n")
        print(f"{surface:10} {row['inputs']:8,} inputs in {row['seconds']:5} s, {'FAILED, see .fuzz/' + surface + '.log' if row['failed'] else 'none failed'}", flush=True)
        failed += row["failed"]
    total: dict[str, list[int]] = {}
    for line in (KEPT / "runs.jsonl").read_text().splitlines():
        row = json.loads(line)
        sums = total.setdefault(row["surface"], [0, 0, 0])
        for at, key in enumerate(("inputs", "seconds", "failed")):
            sums[at] += row[key]
    for surface, (inputs, seconds, failures) in total.items():
        print(f"so far     {surface:10} {inputs:9,} inputs in {seconds:6} s, failed {failures}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
