"""What a run over many reports keeps of one: its findings, and what tells which other reports it has to do with."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import build, engine, suppressions
from kg.candidates import SETS, Context
from kg.candidates.events import Step, step_subject, steps
from kg.config import Config
from kg.engine import LATE, Check
from kg.findings import Finding, Run
from kg.model import Report
from kg.reading import Bundle
from kg.suppressions import Suppression

if TYPE_CHECKING:
    from kg import aligned


@dataclass(frozen=True, slots=True)
class Part:
    """One report of many, checked as if it were alone.

    ``report`` is emptied: who it is about and what it was read from, no texts.  ``findings`` are
    those of all checks, before remarks of the authors are heard; ``named`` are the ids that remarks
    of the configuration name and this report holds.  ``meets`` are the keys, as numbers, under
    which reports come together; ``topic``, ``steps`` and ``subject`` tell the same of figures and
    of dated steps that are brought together by their words.
    """

    report: Report
    wanted: str
    findings: tuple[Finding, ...]
    runs: tuple[Run, ...]
    counts: Mapping[str, int]
    remarks: tuple[Suppression, ...] = ()
    named: frozenset[str] = frozenset()
    meets: frozenset[int] = frozenset()
    topic: aligned.Topic | None = None
    steps: tuple[Step, ...] = ()
    subject: str = ""


def parts(
    bundle: Bundle, config: Config, which: Sequence[Check], format: str | None, several: bool, ids: Sequence[str] | None = None
) -> Iterator[tuple[Part, Context]]:
    """Each report of a bundle, loaded and checked, with the context in which that was done.

    ``ids`` as for :func:`contexts`.  Raises :class:`kg.reading.InputError`.
    """
    for wanted, context in contexts(bundle, config, format, several, ids):
        yield _part(context.graph.reports[0], wanted, context, which), context


def contexts(
    bundle: Bundle, config: Config, format: str | None, several: bool, ids: Sequence[str] | None = None
) -> Iterator[tuple[str, Context]]:
    """Each report of a bundle, loaded, with the id it would have alone and a context in which nothing is worked out yet.

    ``ids`` are the ids the reports shall have; without them each has the one it would have alone.
    Raises :class:`kg.reading.InputError`.
    """
    given = _Ids(ids)
    for n, report in enumerate(build.load_bundles([bundle], config, format, given)):
        context = Context(build.graph_of([report], config), config)
        context.several = several
        yield given.wanted[n], context


class _Ids:
    """Hands out ids that were decided on before, or those that are asked for; keeps what was asked for."""

    def __init__(self, given: Sequence[str] | None):
        self.given, self.wanted = given, []

    def new(self, wanted: str) -> str:
        self.wanted.append(wanted)
        return self.given[len(self.wanted) - 1] if self.given else wanted


def _part(report: Report, wanted: str, context: Context, which: Sequence[Check]) -> Part:
    emitted: dict[str, object] = {}
    outcome = engine.look([c for c in which if c.over not in LATE], context, emitted)
    graph = context.graph
    wished = {s.id for s in context.config.suppressions if s.id}
    together = _together(report, context, emitted) if context.several else {}
    return Part(
        report=_emptied(replace(report, as_of=context.as_of(report))),
        wanted=wanted,
        findings=engine.explained(context, outcome.findings),
        runs=outcome.runs,
        counts=graph.counts()[0],
        remarks=tuple(suppressions.of(report)),
        named=frozenset(key.id for key in graph.nodes if key.id in wished) if wished else frozenset(),
        **together,
    )


def _together(report: Report, context: Context, emitted: Mapping[str, object]) -> dict[str, object]:
    """What tells whether the report has to do with others, as far as the checks that ran ask."""
    from kg import aligned

    keys = {
        number((name, block))
        for name, found in emitted.items()
        if SETS[name].across is not None and isinstance(found, dict)
        for key in found
        if (block := SETS[name].across.block(key)) is not None
    }
    return {
        "meets": frozenset(keys),
        "topic": aligned.topic(report) if "figures-aligned" in emitted else None,
        "steps": tuple(steps(context, report)) if "events" in emitted else (),
        "subject": step_subject(report),
    }


def number(key: Hashable) -> int:
    """A key as a number of 64 bits, the same in every process.

    Two keys with one number would only bring two reports together that have nothing in common.
    """
    return int.from_bytes(hashlib.sha256(repr(_ordered(key)).encode()).digest()[:8], "big")


def _ordered(key: Hashable) -> object:
    if isinstance(key, frozenset):
        return sorted(repr(_ordered(one)) for one in key)
    return tuple(map(_ordered, key)) if isinstance(key, tuple) else key


def _emptied(report: Report) -> Report:
    documents = tuple(replace(d, text="") for d in report.documents)
    return Report(report.id, report.path, report.format, report.title, report.subject, as_of=report.as_of, documents=documents)


def chosen(codes: Iterable[str]) -> list[Check]:
    """The checks of these codes."""
    known = engine.checks()
    return [known[code] for code in codes]
