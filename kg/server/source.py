"""What an endpoint serves: the generation of a store that is current now, and what it holds."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.records import record
from kg.store import Folder, Record

if TYPE_CHECKING:
    from kg.config import Config
    from kg.graph import ClaimGraph


@record
class Holding:
    """The database folder of this moment and the reports in it."""

    path: str
    records: tuple[Record, ...]

    @property
    def base(self) -> str:
        """The IRI below which all nodes are named; "" when there is no single one."""
        bases = {record.base for record in self.records}
        return bases.pop() if len(bases) == 1 else ""


class Source(Protocol):
    """Where an endpoint finds its database."""

    graph: ClaimGraph | None
    config: Config | None

    def now(self) -> Holding:
        """What is to be served at this moment.  Raises :class:`kg.store.StoreError`."""


class Stored:
    """A store on disk.  A load that ends while the endpoint runs is served from the next request on."""

    graph = config = None

    def __init__(self, folder: str | os.PathLike[str]):
        self.folder = Folder(folder)
        self._seen: tuple[int, int] | None = None
        self._holding: Holding | None = None

    def now(self) -> Holding:
        """The current generation."""
        stat = os.stat(self.folder.catalogue.path) if self.folder.catalogue.path.exists() else None
        seen = (stat.st_mtime_ns, stat.st_size) if stat else None
        if self._holding is None or seen != self._seen:
            state = self.folder.state()
            self._seen, self._holding = seen, Holding(os.fspath(self.folder.generation(state.generation)), state.records)
        return self._holding


class Temporary:
    """A database in a folder that disappears with it."""

    def __init__(self, records: Iterable[Record], graph: ClaimGraph | None = None, config: Config | None = None):
        self.folder = tempfile.TemporaryDirectory(prefix="kg-serve-")
        self.path = Path(self.folder.name) / "database"
        self.graph, self.config = graph, config
        self.holding = Holding(os.fspath(self.path), tuple(records))

    def now(self) -> Holding:
        """The database."""
        return self.holding


def of_graph(graph: ClaimGraph, config: Config) -> Temporary:
    """A database of a graph in memory, a named graph per report."""
    import pyoxigraph

    from kg import rdf, rdfterms

    counts: dict[str, int] = {report.id: 0 for report in graph.reports}
    lines = []
    for subject, report, pairs in rdf.subjects(graph, config):
        counts[report] += len(pairs)
        end = f"<{rdfterms.graph_iri(report, config)}> .\n"
        lines.append("".join([f"{subject} {predicate} {value} {end}" for predicate, value in pairs]))
    base = rdfterms.base(config)
    records = [Record(r.path, "", r.id, r.id, rdfterms.graph_iri(r.id, config), base, counts[r.id]) for r in graph.reports]
    made = Temporary(records, graph, config)
    database = pyoxigraph.Store(os.fspath(made.path))
    database.bulk_load(input="".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    database.flush()
    return made


def copy(source: Source) -> Temporary:
    """A copy to be changed and thrown away; ``source`` stays as it is."""
    import pyoxigraph

    holding = source.now()
    made = Temporary(holding.records, source.graph, source.config)
    pyoxigraph.Store.read_only(holding.path).backup(os.fspath(made.path))
    return made
