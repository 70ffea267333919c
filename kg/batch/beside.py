"""The checks of one long report side by side: forked processes do a part of them while this one does the rest."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack

from kg import engine
from kg.candidates import Context
from kg.engine import Check
from kg.findings import Finding, Outcome

LONG = 60_000
"""Characters of text from which on a second process costs less than it saves."""

DERIVED = frozenset(
    """growth compound-growth multiples totals shares per-head formulas premiums weighted-means shares-of-a-whole runways""".split()
)
"""Sets of candidates that are made of derivations, which rest on observations."""

PLAIN = frozenset(
    """attributes author-years citations cited-cover claim-derivations claim-uses counted-things counts-across dated-denials dated-support
    derived-claims duplicate-sources filed-events interests labelled-facts lapses lists-with-figures long-statements near-identical-claims
    parts-of-wholes quantified-members quotable ratings redated same-fact-claims scale-slips sections shares-of-things source-copies
    source-pages source-topics source-uses spellings spoken-tables states support table-averages table-compound-growth table-growth
    table-ratios table-shares table-totals tables-with-figures told-cells troubles turned-changes unread-lines weekdays""".split()
)
"""Sets of candidates that need no observations."""


def look(which: Sequence[Check], context: Context, processes: int) -> Outcome:
    """What :func:`kg.engine.look` says, found by up to three processes if so many are wanted and that pays.

    What is found does not depend on it: a process that ends early leaves its checks to this one.
    """
    if processes < 2 or not _pays(context):
        return engine.look(which, context)
    plain = [c for c in which if c.over in PLAIN]
    derived = [c for c in which if c.over in DERIVED]
    rest = [c for c in which if c.over not in PLAIN | DERIVED]
    with ExitStack() as stack:
        first = stack.enter_context(_Beside(plain, context))
        for report in context.graph.reports:
            context.observations(report)
        second = stack.enter_context(_Beside(derived, context))
        return _joined(which, (engine.look(rest, context), second.outcome(), first.outcome()))


def _pays(context: Context) -> bool:
    # Where threads run, a fork may find their locks taken.
    return sys.platform == "linux" and threading.active_count() == 1 and sum(len(d.text) for r in context.graph.reports for d in r.documents) >= LONG


def _joined(which: Sequence[Check], outcomes: Sequence[Outcome]) -> Outcome:
    """Several outcomes as the one of all checks in their order."""
    order = {c.code: n for n, c in enumerate(which)}
    findings: dict[str, Finding] = {}
    for finding in sorted((f for o in outcomes for f in o.findings), key=lambda f: order[f.check]):
        findings.setdefault(finding.fingerprint, finding)
    runs = sorted((r for o in outcomes for r in o.runs), key=lambda r: order[r.check])
    return Outcome(tuple(findings.values()), tuple(runs))


class _Beside:
    """Checks that run in a forked process, which is gone when the block is left."""

    def __init__(self, which: Sequence[Check], context: Context):
        self._which, self._context = which, context

    def __enter__(self) -> _Beside:
        read, write = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            os.close(read)
            self._work(write)
        os.close(write)
        self._answer = os.fdopen(read, "rb")
        return self

    def _work(self, write: int) -> None:
        """Answer and end, without what a process does when it ends by itself: that is the parent's."""
        try:
            gc.disable()
            with os.fdopen(write, "wb") as answer:
                pickle.dump(engine.look(self._which, self._context), answer, protocol=5)
        finally:
            os._exit(0)

    def outcome(self) -> Outcome:
        """What the process found, or what this one finds in its place."""
        try:
            return pickle.load(self._answer)
        except (EOFError, pickle.UnpicklingError):
            return engine.look(self._which, self._context)

    def __exit__(self, *_: object) -> None:
        self._answer.close()
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
