"""Reports on one subject, two by two, by what each was found to tell, so that no report is read once more for each other one."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import engine
from kg.batch.cache import values
from kg.candidates import Context
from kg.candidates.aligned import BETWEEN, told
from kg.config import Config
from kg.engine import Check
from kg.findings import About, Outcome
from kg.graph import ClaimGraph, Key
from kg.model import Place, Report
from kg.records import record

Teller = tuple[str, str, str]
"""What tells of a step: report, kind and id."""

Pair = tuple[str, str, tuple[tuple[Teller, Teller], ...]]
"""Two reports on one subject, by id, with what tells of a step that the two date differently."""

REPORTS, PAIRS = 24, 48
"""So many reports, and pairs of them, are compared in one go at most."""


@record
class Rows:
    """What a report tells others on its subject.

    ``report`` is emptied of its texts; ``made`` is what a context keeps of it, by its name there, and
    ``places`` says of each sentence, row or claim that tells something what a finding says of it.
    """

    report: Report
    made: Mapping[Hashable, object]
    places: Mapping[Key, About]


def packed(context: Context, emptied: Report, which: Iterable[Check]) -> bytes:
    """The rows of the one report of a context, as far as the checks ask for them."""
    (report,) = context.graph.reports
    made, keys = told(context, report, {c.over for c in which} & BETWEEN.keys())
    rows = Rows(emptied, made, {key: context.about(key) for key in keys})
    return zlib.compress(pickle.dumps(rows, protocol=5), 1)


class _Told(Context):
    """A context of reports of which no more is known than their rows."""

    def __init__(self, rows: Sequence[Rows], config: Config):
        super().__init__(ClaimGraph(one.report for one in rows), config)
        self.several = True
        self._places: dict[Key, About] = {}
        for one in rows:
            self._made.update(one.made)
            self._places.update(one.places)

    def about(self, key: Key, side: str = "", place: Place | None = None, text: str | None = None) -> About:
        """The node as a place of a finding."""
        known = self._places[key]
        return replace(known, place=place or known.place, side=side, text=known.text if text is None else text)


def check(rows: Iterable[bytes], config: Config, which: Iterable[Check], pairs: Iterable[Pair]) -> Iterator[Outcome]:
    """What the checks of pairs find in each, not explained yet; ``rows`` are those of all reports of the pairs."""
    known = {one.report.id: one for one in map(values, map(zlib.decompress, rows))}
    which = paired(which)
    for first, second, apart in pairs:
        context = _Told((known[first], known[second]), config)
        # What the candidate set would tell from these reports alone is told from all.
        context.once("neighbours", lambda: [(0, 1)])
        context.once("steps apart", lambda found=apart: frozenset(map(frozenset, found)))
        yield engine.look(which, context)


def paired(which: Iterable[Check]) -> list[Check]:
    """The checks that look at pairs of reports."""
    return [c for c in which if c.over in BETWEEN]


def goes(pairs: Iterable[Pair]) -> Iterator[tuple[list[str], list[Pair]]]:
    """Pairs that are compared in one go, with the ids of their reports."""
    ids: dict[str, None] = {}
    chosen: list[Pair] = []
    for pair in pairs:
        if chosen and (len(ids.keys() | set(pair[:2])) > REPORTS or len(chosen) >= PAIRS):
            yield list(ids), chosen
            ids, chosen = {}, []
        ids.update(dict.fromkeys(pair[:2]))
        chosen.append(pair)
    if chosen:
        yield list(ids), chosen


def stars(pairs: Iterable[Pair]) -> list[tuple[Pair, ...]]:
    """Pairs by their first report: what is kept of them is kept together."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair[0], []).append(pair)
    return [tuple(star) for star in found.values()]
