"""Kills writing commands at random moments: ``python killing.py FOLDER COMMAND TIMES``, in a process of its own.

The command runs in forked children, so that no time goes into starting Python.  FOLDER holds two
states of a report, ``one.md`` and ``two.md``; each command writes to ``out``.  Prints the number of
kills that came before the command had ended; ends with 1 at the first file that is neither the old
nor the new one.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

COMMANDS = {
    "turtle": ["export", "turtle", "IN", "-o", "out/graph.ttl"],
    "html": ["export", "html", "IN", "-o", "out/graph.html"],
    "csv": ["export", "csv", "IN", "-o", "out/tables"],
    "findings-page": ["check", "IN", "--format", "html", "-o", "out/findings.html", "--fail-on", "never"],
    "json": ["check", "IN", "--format", "json", "-o", "out/findings.json", "--fail-on", "never"],
    "baseline": ["check", "IN", "--write-baseline", "out/baseline.json", "--fail-on", "never"],
    "workbook": ["convert", "IN", "out/book.xlsx"],
    "folder": ["convert", "IN", "out/folder"],
    "answers": ["query", "IN", "--name", "contradictions", "-o", "out/answers.csv", "--format", "csv"],
}


NEW = ("workbook", "folder")
"""Commands that write what must not be there before: all of it comes, or nothing."""


def child(arguments: list[str]) -> int:
    """Start the command in a child; its number."""
    number = os.fork()
    if number:
        return number
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    from kg import cli

    sys.argv = ["kg", *arguments]
    try:
        cli.main()
    except SystemExit as stop:
        os._exit(stop.code or 0)
    finally:
        os._exit(9)


def files() -> dict[str, bytes]:
    """What stands under its final name."""
    found = sorted(p for p in Path("out").rglob("*") if p.is_file() and not any(part.endswith(".part") for part in p.parts))
    return {str(p): p.read_bytes() for p in found}


def main(folder: str, name: str, times: int) -> int:
    """Write both states whole, then kill writes of one over the other."""
    os.chdir(folder)
    # The input keeps its name, since outputs name it: only its text changes.
    texts = [Path("one.md").read_text(), Path("two.md").read_text()]
    arguments = [a.replace("IN", "report.md") for a in COMMANDS[name]]
    states, took = [], 0.0
    for text in (*texts, *texts):
        Path("report.md").write_text(text)
        if name in NEW:
            shutil.rmtree("out", ignore_errors=True)
        started = time.monotonic()
        _, status = os.waitpid(child(arguments), 0)
        took = time.monotonic() - started
        if status:
            print(f"{name} ended with {status}")
            return 1
        states.append(files())
    if states[0] == states[1] or not states[0]:
        print(f"{name}: the two states do not differ")
        return 1
    chance, killed = random.Random(5), 0
    for n in range(times):
        Path("report.md").write_text(texts[n % 2])
        if name in NEW:
            shutil.rmtree("out", ignore_errors=True)
        number = child(arguments)
        time.sleep(took * (0.4 + 0.7 * chance.random()))
        os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        killed += os.WIFSIGNALED(status)
        if name in NEW and files() not in ({}, *states):
            print(f"{name}, kill {n}: a part of it is there")
            return 1
        for path, data in files().items():
            if data not in (states[0].get(path), states[1].get(path)):
                print(f"{name}, kill {n}: {path} is neither the old nor the new")
                return 1
    print(killed)
    return 0


if __name__ == "__main__":
    from kg import cli, engine

    engine.checks()
    cli.cli.list_commands(None)
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
