"""Runs commands of kg in forked children and kills them where that is asked for: ``python forked.py``.

Each line of standard input is a JSON list: the words of a command, and the seconds after which it is
killed, or null.  Each line of standard output is its answer, ``[status, seconds]``, the status as
``waitpid`` gives it.  Children are forked from a process that has read the libraries, so that no time
goes into starting Python.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time

from kg import cli, engine, store


def run(words: list[str], seconds: float | None) -> tuple[int, float]:
    """The status of a command and how long it took."""
    started = time.monotonic()
    number = os.fork()
    if not number:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        sys.argv = ["kg", *words]
        try:
            cli.main()
        except SystemExit as stop:
            os._exit(stop.code or 0)
        finally:
            os._exit(9)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(number, signal.SIGKILL)
    _, status = os.waitpid(number, 0)
    return status, time.monotonic() - started


if __name__ == "__main__":
    engine.checks()
    cli.cli.list_commands(None)
    cli.cli.get_command(None, "load")
    assert store.Folder
    for line in sys.stdin:
        print(json.dumps(run(*json.loads(line))), flush=True)
