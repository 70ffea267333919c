"""What a run over many reports keeps of one: its findings, and what tells which other reports it has to do with."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field, replace
from typing import TYPE_CHECKING

from kg import build, engine, suppressions
from kg.batch import beside
from kg.batch.cache import values
from kg.candidates import SETS, CandidateSet, Context
from kg.candidates.aligned import BETWEEN
from kg.candidates.events import Step, step_subject, steps
from kg.config import Config
from kg.engine import LATE, Check
from kg.findings import Finding, Run
from kg.model import Report
from kg.reading import Bundle
from kg.records import record
from kg.suppressions import Suppression

if TYPE_CHECKING:
    from kg import aligned


@record
class Part:
    """One report of many, checked as if it were alone.

    ``report`` is emptied: who it is about and what it was read from, no texts.  ``findings`` are
    those of all checks, before remarks of the authors are heard; ``named`` are the ids that remarks
    of the configuration name and this report holds.  ``blocks`` says of each finding under which
    key, as a number, other reports may come to its candidate, ``None`` if none can.  ``meets`` are
    these keys with the number of candidates under each, ``by_set`` the same by candidate set, and ``items`` what stands under them, packed
    (see :func:`unpacked`); ``differ`` are the values under the keys of sets that say nothing of too many (see :func:`numbers`).  ``topic``, ``steps`` and ``subject`` tell the same of figures and of dated
    steps that are brought together by their words.
    """

    report: Report
    wanted: str
    findings: tuple[Finding, ...]
    runs: tuple[Run, ...]
    counts: Mapping[str, int]
    remarks: tuple[Suppression, ...] = ()
    named: frozenset[str] = frozenset()
    blocks: tuple[int | None, ...] = ()
    meets: Mapping[int, int] = field(default_factory=dict)
    by_set: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    items: bytes = b""
    differ: Mapping[int, bytes] = field(default_factory=dict)
    topic: aligned.Topic | None = None
    steps: tuple[Step, ...] = ()
    subject: str = ""


def parts(
    bundle: Bundle, config: Config, which: Sequence[Check], format: str | None, several: bool, ids: Sequence[str] | None = None, processes: int = 1
) -> Iterator[tuple[Part, Context]]:
    """Each report of a bundle, loaded and checked, with the context in which that was done.

    ``ids`` as for :func:`contexts`; so many ``processes`` may work on one report.  Raises :class:`kg.reading.InputError`.
    """
    for wanted, context in contexts(bundle, config, format, several, ids):
        yield _part(context.graph.reports[0], wanted, context, which, processes), context


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


def _part(report: Report, wanted: str, context: Context, which: Sequence[Check], processes: int) -> Part:
    emitted: dict[str, object] = {}
    shared = _Shared()
    first = [c for c in which if c.over not in LATE]
    if context.several:
        for name in dict.fromkeys(c.over for c in first if SETS[c.over].across is not None):
            emitted[name] = shared.emit(SETS[name], context, report)
    outcome = engine.look(first, context, emitted, shared.note) if context.several else beside.look(first, context, processes)
    graph = context.graph
    wished = {s.id for s in context.config.suppressions if s.id}
    return Part(
        report=emptied(report, context),
        wanted=wanted,
        findings=engine.explained(context, outcome.findings),
        runs=outcome.runs,
        counts=graph.counts()[0],
        remarks=tuple(suppressions.of(report)),
        named=frozenset(key.id for key in graph.nodes if key.id in wished) if wished else frozenset(),
        **(_together(report, context, emitted, shared, outcome.findings) if context.several else {}),
    )


class _Shared:
    """The candidates of a report to which other reports may add, and the findings on them."""

    def __init__(self) -> None:
        self.meets: dict[int, int] = {}
        self.items: list[tuple[int, str, bytes]] = []
        self.differ: dict[int, bytes] = {}
        self.blocks: dict[str, int] = {}
        self.by_set: dict[str, dict[int, None]] = defaultdict(dict)

    def emit(self, one: CandidateSet, context: Context, report: Report) -> dict:
        """The candidates of a set, as the engine groups them."""
        groups: dict[Hashable, list] = defaultdict(list)
        places: dict[Hashable, list[int]] = defaultdict(list)
        for n, (key, item) in enumerate(one.emit(context, report)):
            groups[key].append(item)
            places[key].append(n)
        for key, items in groups.items():
            block = self._block(one, key)
            if block is not None:
                self.meets[block] = self.meets.get(block, 0) + 1
                self.by_set[one.name][block] = None
                self.items.append((block, one.name, pickle.dumps((key, places[key], items), protocol=5)))
                if one.across.value is not None:
                    self.differ[block] = array("q", set(map(one.across.value, items))).tobytes()
        return one.finish(groups)

    def note(self, check: Check, key: Hashable, finding: Finding) -> None:
        """Remember under which key a finding was made."""
        one = SETS[check.over]
        block = self._block(one, key) if one.across is not None else None
        if block is not None:
            self.blocks.setdefault(finding.fingerprint, block)

    def _block(self, one: CandidateSet, key: Hashable) -> int | None:
        part = one.across.block(key)
        return None if part is None else number((one.name, part))


def _together(report: Report, context: Context, emitted: Mapping[str, object], shared: _Shared, found: Iterable[Finding]) -> dict[str, object]:
    """What tells whether the report has to do with others, as far as the checks that ran ask."""
    from kg import aligned

    paired = not BETWEEN.keys().isdisjoint(emitted)
    return {
        "blocks": tuple(shared.blocks.get(f.fingerprint) for f in found),
        "meets": shared.meets,
        "by_set": {name: tuple(found) for name, found in shared.by_set.items()},
        "differ": shared.differ,
        "items": zlib.compress(pickle.dumps(shared.items, protocol=5), 1),
        "topic": aligned.topic(report) if paired else None,
        "steps": tuple(steps(context, report)) if paired or "events" in emitted else (),
        "subject": step_subject(report),
    }


def unpacked(part: Part, wanted: Set[int]) -> Iterator[tuple[int, str, int, Hashable, object]]:
    """Block, set, place among the items of that set, key and item of what stands under the wanted keys."""
    if wanted.isdisjoint(part.meets):
        return
    for block, name, packed in values(zlib.decompress(part.items)):
        if block in wanted:
            key, places, items = values(packed)
            for n, item in zip(places, items, strict=True):
                yield block, name, n, key, item


def numbers(packed: bytes) -> array:
    """The numbers of different values, as a part keeps them."""
    return array("q", packed)


def number(key: Hashable) -> int:
    """A key as a number of 64 bits, the same in every process.

    Two keys with one number would only bring two reports together that have nothing in common.
    """
    return int.from_bytes(hashlib.sha256(repr(_ordered(key)).encode()).digest()[:8], "big")


def _ordered(key: Hashable) -> object:
    if isinstance(key, frozenset):
        return sorted(repr(_ordered(one)) for one in key)
    return tuple(map(_ordered, key)) if isinstance(key, tuple) else key


def emptied(report: Report, context: Context) -> Report:
    """A report without its texts: who it is about, what it was read from, the day it speaks of."""
    documents = tuple(replace(d, text="") for d in report.documents)
    return Report(report.id, report.path, report.format, report.title, report.subject, as_of=context.as_of(report), documents=documents)


def chosen(codes: Iterable[str]) -> list[Check]:
    """The checks of these codes."""
    known = engine.checks()
    return [known[code] for code in codes]
