"""One large report looked at by two processes.

What most checks ask for is worked out first.  Then this process is split in two, and each takes the
next set of candidates, one from the front of the list and one from its end, until they meet.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from kg import engine
from kg.candidates import SETS, Context
from kg.engine import Check
from kg.findings import Finding, Outcome, Run

FEWEST = 20
"""Sets of candidates: a run that was asked for fewer checks is not worth splitting."""
FIRST = ("events", "posts", "times")
LAST = ("coverage", "evidence", "sources", "derivations")
"""Families of candidates that take longest or share what they work out, so that one process takes them all."""


def possible() -> bool:
    """Whether a process can be split here, and there is a second processor."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1


def look(which: Sequence[Check], context: Context) -> Outcome:
    """What the checks say, as :func:`kg.engine.look` tells it."""
    sets = sorted({c.over for c in which}, key=_order)
    if len(sets) < FEWEST:
        return engine.look(which, context)
    for report in context.graph.reports:
        # A mistake in it is told by each check that asks for it again.
        with suppress(Exception):
            context.observations(report)
    left, right = os.pipe()
    # One byte for each set: who reads it may look at the next one from his side.
    os.write(right, bytes(len(sets)))
    os.close(right)
    system = multiprocessing.get_context("fork")
    here, there = system.Pipe(duplex=False)
    other = system.Process(target=_send, args=(there, which, context, sets[::-1], left), daemon=True)
    other.start()
    there.close()
    found = _share(which, context, sets, left)
    os.close(left)
    with suppress(EOFError, OSError):
        found |= here.recv()
    other.join()
    # What the other process did not answer for, if something ended it, is looked at here.
    missing = [c for c in which if c.over not in found]
    return _whole(which, [*found.values(), engine.look(missing, context)])


def _order(name: str) -> tuple[int, str, str]:
    family = SETS[name].emit.__module__.rpartition(".")[2]
    rank = FIRST.index(family) if family in FIRST else len(FIRST) + (LAST.index(family) + 1 if family in LAST else 0)
    return rank, family, name


def _share(which: Sequence[Check], context: Context, sets: Sequence[str], left: int) -> dict[str, Outcome]:
    """What is found in the sets this process gets, from the first on."""
    found = {}
    emitted: dict = {}
    for name in sets:
        if not os.read(left, 1):
            break
        found[name] = engine.look([c for c in which if c.over == name], context, emitted)
    return found


def _send(there: Connection, *share: object) -> None:
    there.send(_share(*share))


def _whole(which: Sequence[Check], outcomes: Sequence[Outcome]) -> Outcome:
    """The outcomes as one, in the order of the checks."""
    findings: dict[str, list[Finding]] = {c.code: [] for c in which}
    runs: dict[str, Run] = {}
    for outcome in outcomes:
        for finding in outcome.findings:
            findings[finding.check].append(finding)
        runs |= {r.check: r for r in outcome.runs}
    return Outcome(tuple(f for c in which for f in findings[c.code]), tuple(runs[c.code] for c in which))
