"""What rests on the places of a finding, and how its sides are backed, when they are in several reports of a corpus."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kg import engine
from kg.candidates import Context
from kg.corpus.reading import Corpus
from kg.findings import Finding
from kg.graph import Edge, Key


class Said(NamedTuple):
    """A finding with what orders it: number of its first report, and its place within."""

    report: int
    n: int
    finding: Finding


class _Joined:
    """The graphs of some reports as one: no edge leads from one report to another."""

    def __init__(self, contexts: dict[str, Context]):
        self._graphs = {id: c.graph for id, c in contexts.items()}
        self.reports = tuple(chain.from_iterable(g.reports for g in self._graphs.values()))
        self.nodes = ChainMap(*(g.nodes for g in self._graphs.values()))
        self.worked_out = None

    def out(self, key: Key, *types: str) -> list[Edge]:
        """Edges that start at a node."""
        return self._graphs[key.report].out(key, *types)

    def into(self, key: Key, *types: str) -> list[Edge]:
        """Edges that end at a node."""
        return self._graphs[key.report].into(key, *types)

    def of_type(self, type: str, report: str) -> Iterator[tuple[Key, object]]:
        """Nodes of a type of one report."""
        return self._graphs[report].of_type(type, report)


def by_reports(corpus: Corpus, found: Iterable[Said]) -> list[tuple[tuple[str, ...], list[Said]]]:
    """The findings by the reports they name, in the order of these: so that each is restored once."""
    sorted_out: dict[tuple[str, ...], list[Said]] = {}
    for said in found:
        reports = sorted({a.report for a in said.finding.about if a.report in corpus.order}, key=corpus.order.__getitem__)
        sorted_out.setdefault(tuple(reports), []).append(said)
    return sorted(sorted_out.items(), key=lambda one: [corpus.order[id] for id in one[0]])


def explained_of(corpus: Corpus, reports: Iterable[str], found: Iterable[Said]) -> Iterator[Said]:
    """The findings on some reports with impact and backing."""
    several = list(found)
    context = _context(corpus, reports)
    for said, finding in zip(several, engine.explained(context, (s.finding for s in several)), strict=True):
        yield said._replace(finding=finding)


def _context(corpus: Corpus, reports: Iterable[str]) -> Context:
    contexts = {id: corpus.context(id) for id in reports}
    joined = Context(_Joined(contexts), corpus.config)
    # Worked out report by report already; asking the joined graphs would do it again.
    joined.controlled = {id: c.controlled[id] for id, c in contexts.items()}
    return joined
