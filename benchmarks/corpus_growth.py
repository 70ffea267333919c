"""How the cost of a corpus grows with the number of its reports, beside a run over the reports in memory.

``python benchmarks/corpus_growth.py [--reports 25 100 400] [--claims 30] [--no-memory]``

The reports are made up from a seed: claims, sources, metrics and a text, four reports on each company,
some figures wrong.  For each number of reports are printed seconds of the processor and the most memory of

- ``build``: ``kg build`` of all of them;
- ``again``: the same after one report has changed;
- ``check``: ``kg check`` of the corpus;
- ``memory``: ``kg check`` of the reports, which has to give the same findings.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PLACES = ("Jena", "Lyon", "Porto", "Turku", "Graz", "Leeds")
THINGS = ("turbines", "warehouses", "laboratories", "suppliers", "patents", "clinics", "vessels", "schools")


def write(folder: Path, reports: int, claims: int, seed: int = 7) -> None:
    """Write so many reports into a folder, one folder each."""
    for n in range(reports):
        dice = random.Random(f"{seed} {n}")
        one = folder / f"report{n:06}"
        one.mkdir(parents=True)
        name = _name(n // 4)
        rows = [_claim(name, k, random.Random(f"{seed} {n // 4} {k}"), dice) for k in range(claims)]
        sources = [f"S{k},{dice.choice(('Reuters', 'The Ledger', name, 'Trade Review'))},{name} in the year {2015 + k % 9}," for k in range(claims // 3 + 1)]
        lines = [f"{text} [C{k}]" for k, (text, _) in enumerate(rows)]
        paragraphs = "\n\n".join(" ".join(lines[k : k + 5]) for k in range(0, len(lines), 5))
        (one / "report.md").write_text(f"# {name}\n\n## Overview\n\n{paragraphs}\n", encoding="utf-8")
        table = [f'C{k},"{text}",{dice.choice(("High", "Medium", "Low"))},S{k % len(sources)}' for k, (text, _) in enumerate(rows)]
        (one / "claims.csv").write_text("id,statement,confidence,sources\n" + "\n".join(table) + "\n", encoding="utf-8")
        (one / "sources.csv").write_text("id,publisher,title,quote\n" + "\n".join(sources) + "\n", encoding="utf-8")
        metrics = "".join(f'{name},revenue,"{value}",{2010 + k % 14},,C{k}\n' for k, (_, value) in enumerate(rows) if value)
        (one / "metrics.csv").write_text("subject,metric,value,period,scope,claims\n" + metrics, encoding="utf-8")


def _name(n: int) -> str:
    heads = ("Alder", "Birch", "Cedar", "Dorn", "Elm", "Fir", "Gorse", "Hazel", "Iris", "Juniper")
    tails = ("works", "field", "line", "port", "stone", "gate", "bridge", "ford", "wood", "well")
    return f"{heads[n % 10]}{tails[n // 10 % 10]} {''.join(heads[int(d)][0] + tails[int(d)][1] for d in str(n)).capitalize()}"


def _claim(name: str, k: int, same: random.Random, dice: random.Random) -> tuple[str, str]:
    """A claim that the reports on one company share but for a slip now and then; and its figure, if it is one of revenue."""
    number = same.randint(100, 900) + (37 if dice.random() < 0.01 else 0)
    if k % 3 == 0:
        return f"Revenue of {name} was ${number} million in {2010 + k % 14}.", f"${number} million"
    if k % 3 == 1:
        return f"{name} runs {number} {THINGS[k % 8]} in {PLACES[k % 6]}.", ""
    return f"In {2010 + k % 14}, {name} opened a site for {THINGS[k % 8]} in {PLACES[k % 6]} with {number} staff.", ""


def run(*words: str) -> tuple[float, float, str]:
    """Seconds of the processor and the most memory (MB) of one command, and what it printed."""
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([sys.executable, str(ROOT / "cli.py"), *words], stdout=out, stderr=subprocess.PIPE, text=True)
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode > 1:
            raise SystemExit(said)
        out.seek(0)
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3, out.read()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[25, 100, 400])
    parser.add_argument("--claims", type=int, default=30)
    parser.add_argument("--no-memory", action="store_true")
    args = parser.parse_args()
    print(f"{'reports':>8} {'claims':>8} | {'build s':>8} {'MB':>6} | {'again s':>8} | {'check s':>8} {'MB':>6} | {'memory s':>8} {'MB':>6} | {'corpus MB':>9} findings")
    for number in args.reports:
        with tempfile.TemporaryDirectory() as temporary:
            reports, made = Path(temporary, "reports"), Path(temporary, "made.corpus")
            write(reports, number, args.claims)
            build = run("build", str(reports), "--out", str(made))
            changed = reports / "report000001" / "report.md"
            changed.write_text(changed.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
            again = run("build", str(reports), "--out", str(made))
            check = run("check", str(made), "--format", "json", "--fail-on", "never")
            memory = (0.0, 0.0, check[2]) if args.no_memory else run("check", str(reports), "--format", "json", "--fail-on", "never")
            found, expected = (json.loads(one[2])["findings"] for one in (check, memory))
            assert found == expected, "the corpus says something else than the reports"
            size = sum(p.stat().st_size for p in made.rglob("*") if p.is_file()) / 1e6
            print(
                f"{number:8,} {number * args.claims:8,} | {build[0]:8.1f} {build[1]:6.0f} | {again[0]:8.1f} | {check[0]:8.1f} {check[1]:6.0f} | "
                f"{memory[0]:8.1f} {memory[1]:6.0f} | {size:9.1f} {len(found)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
