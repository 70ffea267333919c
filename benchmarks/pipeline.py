"""Time and memory of each stage, for corpora from one report to ten thousand.

    python benchmarks/pipeline.py [--sizes 1 10 100 …] [--claims 300] [--seed 1] [--jobs 2] [--stages-up-to 100] [PATH …]

The corpora are invented (``_corpus.py``): each size is written to a temporary folder and read in
processes of their own, so that memory is that of this size alone.  First the stages one after the
other in one process, all reports in memory.  Then ``kg check`` as a whole: with an empty cache, a second
time, and after one report has changed.  With paths, these are measured instead.  Shown are seconds on the clock and on the processors, the latter with all processes
below; on a busy machine only the second are comparable.  ``x`` is the processor time per report
against the size before.  Also printed is how many of the planted defects stand on a line with a
finding, so that a fast run that finds nothing is noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import _corpus  # noqa: E402

CHECK = (sys.executable, str(HERE.parent / "cli.py"), "check", "--format", "json", "--fail-on", "never")


def stages(folder: str) -> dict[str, object]:
    """Processor seconds of each stage over a folder, in this process, with its memory and the lines of its findings."""
    import gc

    gc.set_threshold(100_000, 50, 1000)
    started, clock, found = time.perf_counter(), time.process_time(), {}

    def lap(name: str, work: Callable[[], object]) -> object:
        nonlocal clock
        result = work()
        now = time.process_time()
        found[name], clock = now - clock, now
        return result

    def start() -> None:
        from kg import engine, loaders

        loaders.loaders()
        engine.checks()

    lap("start", start)
    from kg import __version__, build, engine, reporters
    from kg.config import Config

    config = Config()
    bundles = lap("read", lambda: build.bundles([folder]))
    reports = lap("load", lambda: build.load_bundles(bundles, config))
    graph = lap("graph", lambda: build.graph_of(reports, config))
    outcome = lap("check", lambda: engine.run(graph, config))
    context = reporters.ReportContext(__version__, (folder,))
    lap("report", lambda: sum(map(len, reporters.reporter("json").render(outcome, context))))
    wall = time.perf_counter() - started
    return {"stages": found, "wall": wall, "processor": sum(found.values()), "megabytes": _peak(resource.RUSAGE_SELF), "places": _places(json_findings(outcome), folder)}


def json_findings(outcome) -> list[dict]:
    """The findings as the JSON output has them."""
    from kg.reporters import json as form

    return [form.finding(f) for f in outcome.findings]


def _places(findings: list[dict], folder: str) -> list[tuple[str, int]]:
    return sorted({(os.path.relpath(a["path"], folder), a["line"]) for f in findings for a in f["about"]})


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def whole(folder: str, cache: str, *options: str) -> dict[str, object]:
    """``kg check`` over a folder: seconds of the process with all below it, and the memory of the largest."""
    started = time.perf_counter()
    done = subprocess.run([*CHECK, *options, folder], capture_output=True, text=True, env={**os.environ, "KG_CACHE_DIR": cache})
    wall = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(done.stderr)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "processor": used.ru_utime + used.ru_stime, "megabytes": _peak(resource.RUSAGE_CHILDREN), "places": _places(json.loads(done.stdout)["findings"], folder)}


def _apart(function: str, *words: str) -> dict:
    """What a function of this file gives, run in a process of its own."""
    code = f"import json, pipeline; print(json.dumps(pipeline.{function}(*{list(words)!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)})
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def measured(folder: str, by_stage: bool, jobs: int, changed: Path | None) -> Iterator[tuple[str, dict]]:
    """What is measured over a folder, each with its name."""
    if by_stage:
        found = _apart("stages", folder)
        print("  " + "  ".join(f"{name} {seconds:.2f} s" for name, seconds in found["stages"].items()))
        yield "all stages in one process", found
    with tempfile.TemporaryDirectory() as cache:
        yield f"kg check --jobs {jobs}", _apart("whole", folder, cache, "--jobs", str(jobs))
        yield "kg check, a second time", _apart("whole", folder, cache, "--jobs", str(jobs))
        if changed is not None:
            changed.write_text(changed.read_text(encoding="utf-8") + "\nThe register was closed.\n", encoding="utf-8")
            yield "kg check, one report changed", _apart("whole", folder, cache, "--jobs", str(jobs))


def show(rows: Iterator[tuple[str, dict]], size: int, each: dict[str, float], planted: set[tuple[str, int]]) -> None:
    """Print what was measured; ``each`` are processor seconds per report of the size before, by name."""
    for name, row in rows:
        per = row["processor"] / size
        times = f"{per / each[name]:5.2f} x" if name in each else " " * 7
        each[name] = per
        hit = f"   {len(planted & set(map(tuple, row['places'])))} of {len(planted)} planted defects on a line with a finding" if planted else ""
        print(f"  {name:30}{row['wall']:9.2f} s clock{row['processor']:9.2f} s processor {times}{row['megabytes']:9.0f} MB{hit}")


def main() -> int:
    """Measure each size and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--claims", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="Reports or folders to measure instead of invented ones.")
    parser.add_argument("--stages-up-to", type=int, default=100, help="Reports up to which the stages are measured one by one.")
    options = parser.parse_args()
    each: dict[str, float] = {}
    for path in options.paths:
        print(path)
        show(measured(path, options.stages_up_to > 0, options.jobs, None), 1, {}, set())
    for size in options.sizes if not options.paths else ():
        with tempfile.TemporaryDirectory() as folder:
            planted = {(p.path, p.line) for p in _corpus.write(Path(folder), size, options.seed, options.claims)}
            read = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())
            print(f"{size:,} reports of {options.claims} claims, {read / 1e6:.1f} MB")
            changed = Path(folder, f"r{size - 1:06}", "report.md")
            show(measured(folder, size <= options.stages_up_to, options.jobs, changed), size, each, planted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
