"""Mutated inputs by the thousand: ``python tests/fuzz/mutate.py --inputs 10000``.

Takes the worked example as a whole, the small example, samples of all formats and the seeds of the
fuzzed surfaces, damages them (bytes lost, doubled, swapped, absurd figures, foreign encodings) and
runs everything: load, check, RDF.  Input number n is the same on every machine.  Prints how many
inputs were refused with a message, how many failed (a traceback, a crashed check), how many took
longer than ten seconds, and the peak of memory; ends with 1 if any failed.  ``--only N`` runs one
input in this process, to see its traceback.
"""

from __future__ import annotations

import argparse
import functools
import random
import resource
import subprocess
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import surfaces
from test_damaged_input import damage

from kg import build
from kg.reading import RawFile

PIECE = 250
"""Inputs of one process, so that the peak of memory is not that of a thousand."""

TOO_LONG = 10.0
"""Seconds after which an input counts as a hang."""


@functools.cache
def _seeds() -> list[tuple[str, bytes]]:
    import seeds

    return [(name, seed) for name, make in seeds.SEEDS.items() for seed in make()]


@functools.cache
def _files(folder: str) -> tuple[RawFile, ...]:
    (bundle,) = build.bundles([str(surfaces.ROOT / folder)])
    return bundle.files


def input_number(number: int):
    """What input ``number`` is: a name, and the call that runs it."""
    chance = random.Random(number)
    if number % 50 == 0:
        return _folder("data/huggingface", chance)
    if number % 4 == 0:
        return _folder("docs/example", chance)
    name, seed = chance.choice(_seeds())
    data = seed[:1] + damage(seed[1:], chance)
    return f"{name} {data[:60]!r}", lambda: surfaces.SURFACES[name](data)


def _folder(folder: str, chance: random.Random):
    files = _files(folder)
    hurt = set(chance.sample(range(len(files)), chance.randint(1, len(files))))
    made = tuple(RawFile(f"damaged/{f.name}", damage(f.data, chance) if at in hurt else f.data) for at, f in enumerate(files))
    return folder, lambda: surfaces.checked(made, folder=True)


def piece(first: int, count: int) -> int:
    """Run a piece in this process; a line for each input that failed or took too long, then the sums."""
    failed = slow = 0
    longest = 0.0
    for number in range(first, first + count):
        name, call = input_number(number)
        started = time.perf_counter()
        try:
            call()
        except Exception:
            failed += 1
            print(f"FAILED {number} {name}\n{traceback.format_exc()}")
        took = time.perf_counter() - started
        longest = max(longest, took)
        if took > TOO_LONG:
            slow += 1
            print(f"SLOW {number} {name}: {took:.1f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"SUM {count} {failed} {slow} {longest:.1f} {memory}")
    return failed + slow


def main() -> int:
    """Run all pieces, one after the other, and print the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int)
    parser.add_argument("--piece", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only is not None:
        return 1 if piece(given.only, 1) else 0
    if given.piece:
        piece(given.first, given.inputs)
        return 0
    tried = failed = slow = memory = 0
    longest = 0.0
    for first in range(given.first, given.first + given.inputs, PIECE):
        count = min(PIECE, given.first + given.inputs - first)
        command = [sys.executable, __file__, "--piece", "--first", str(first), "--inputs", str(count)]
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=TOO_LONG * count).stdout
        except subprocess.TimeoutExpired:
            said = ""
        sums = next((line.split()[1:] for line in said.splitlines() if line.startswith("SUM ")), None)
        print("".join(line + "\n" for line in said.splitlines() if not line.startswith("SUM ")), end="")
        if sums is None:
            print(f"inputs {first} to {first + count - 1}: the process died or hung")
            failed += 1
            continue
        tried, failed, slow = tried + int(sums[0]), failed + int(sums[1]), slow + int(sums[2])
        longest, memory = max(longest, float(sums[3])), max(memory, int(sums[4]))
    print(f"{tried:,} inputs: {failed} failed, {slow} took over {TOO_LONG:.0f} s; the longest {longest:.1f} s; memory at most {memory} MB")
    return 1 if failed or slow else 0


if __name__ == "__main__":
    sys.exit(main())
