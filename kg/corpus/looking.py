"""What the checks say of candidates that several reports share: the part of a check that any process can do.

The objects here are handed to an engine (:mod:`kg.corpus.engines`), called in this process or in others,
and hold all they need: configuration, codes of checks, the order of the reports.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg import build, engine
from kg.candidates import SETS
from kg.candidates.aligned import BETWEEN, Apart
from kg.config import Config
from kg.corpus.codec import Codec
from kg.corpus.explaining import Said, explained_of
from kg.corpus.reading import Corpus
from kg.corpus.spans import ACROSS
from kg.corpus.texts import Group
from kg.engine import Check
from kg.findings import Finding
from kg.metrics import extended


class Looking:
    """Says of the candidates of whole blocks what the checks find in their groups.

    Takes the texts of the table ``items``, and gives JSON texts: ``[set, number of groups]`` for each
    block, ``[set, report, n, finding]`` for each finding, ``report`` and ``n`` being those of the first
    item of its group.
    """

    def __init__(self, config: Config, codes: Sequence[str], order: Mapping[str, int]):
        self.config, self.codes, self.order = config, tuple(codes), order

    @cached_property
    def _which(self) -> list[Check]:
        build.prepare(self.config)
        return [c for c in engine.checks().values() if c.code in self.codes]

    @cached_property
    def _codec(self) -> Codec:
        return Codec(extended(self.config.metrics))

    def __call__(self, items: Iterable[str]) -> Iterator[str]:
        which = self._which
        for name, groups in self._blocks(items):
            yield json.dumps([name, len(groups)])
            for group in groups:
                for finding in said(which, name, group, self.config):
                    yield json.dumps([name, group.report, group.n, self._codec.write(finding)])

    def _blocks(self, items: Iterable[str]) -> Iterator[tuple[str, list[Group]]]:
        """The groups by set and key.  Two keys with one hash meet in the tables, and part here."""
        found: dict[tuple[str, str], list[tuple[int, int, object]]] = defaultdict(list)
        for text in items:
            report, name, n, key, plain = json.loads(text)
            found[name, key].append((self.order[report], n, plain))
        for (name, _), rows in found.items():
            rows.sort(key=lambda row: row[:2])
            made = [(report, n, self._codec.made(plain, ACROSS[name].across.item)) for report, n, plain in rows]
            yield name, list(_split(name, made))

    def read(self, said: Iterable[str]) -> tuple[dict[str, int], list[Said]]:
        """Number of groups by set, and what was found, of the texts that this gives."""
        counted: dict[str, int] = defaultdict(int)
        found = []
        for text in said:
            name, *rest = json.loads(text)
            if len(rest) == 1:
                counted[name] += rest[0]
            else:
                found.append(Said(*rest[:2], self._codec.read(rest[2], Finding)))
        return counted, found


def _split(name: str, rows: list[tuple[int, int, object]]) -> Iterator[Group]:
    """The groups of the items of one block."""
    split = ACROSS[name].across.split
    at = {id(item): (report, n) for report, n, item in rows}
    items = [item for _, _, item in rows]
    for group in split(items) if split else [tuple(items)]:
        yield Group(*at[id(group[0])], tuple(group))


def said(which: Iterable[Check], name: str, group: Group, config: Config) -> Iterator[Finding]:
    """What those of the checks that look at a set say of one group of it."""
    candidate = group.items if SETS[name].grouped else group.items[0]
    for one in which:
        if one.over == name:
            yield from engine.findings_of(one, candidate, config)


# --------------------------------------------------------------------------- with the reports themselves


@dataclass(frozen=True)
class Pairing:
    """Says what checks find in pairs of reports on one subject, which are restored for it.

    Takes numbered pairs of ids; gives by set the number of candidates, and what was found.
    """

    corpus: Corpus
    codes: tuple[str, ...]
    sets: tuple[str, ...]
    apart: Apart

    def __call__(self, pairs: Sequence[tuple[int, str, str]]) -> tuple[dict[str, int], list[Said]]:
        build.prepare(self.corpus.config)
        which = [c for c in engine.checks().values() if c.code in self.codes]
        counted, found = dict.fromkeys(self.sets, 0), []
        for n, first, second in pairs:
            mine, its = self.corpus.context(first), self.corpus.context(second)
            for name in self.sets:
                for _, item in BETWEEN[name](mine, mine.graph.reports[0], its, its.graph.reports[0], self.apart):
                    counted[name] += 1
                    group = Group(self.corpus.order[first], n, (item,))
                    found += [Said(group.report, n, one) for one in said(which, name, group, self.corpus.config)]
        return counted, found


@dataclass(frozen=True)
class Explaining:
    """Adds impact and backing to findings on some reports, which are restored for it.  Takes their ids and the findings."""

    corpus: Corpus

    def __call__(self, tasks: Sequence[tuple[tuple[str, ...], Sequence[Said]]]) -> list[Said]:
        return [one for reports, found in tasks for one in explained_of(self.corpus, reports, found)]
