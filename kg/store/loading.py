"""Loading reports into a store: what is new or changed is read, what is gone disappears."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import kg
from kg import build, rdf, rdfterms
from kg.config import Config
from kg.graph import ClaimGraph
from kg.model import Report
from kg.prose import Ids
from kg.reading import Bundle, InputError
from kg.store.catalogue import Record, State, StoreError
from kg.store.folder import Folder

Examine = Callable[[ClaimGraph], None]
"""Adds to the graph of one report what shall be loaded with it: its findings."""


_HELD = 20_000_000
"""Bytes of input whose reports are kept in memory between the two looks at them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a load did: locations of reports, and how many triples the store holds now."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    triples: int


def load(
    folder: Folder,
    paths: Sequence[str],
    config: Config,
    format: str | None = None,
    examine: Examine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Changes:
    """Make the store hold what is at the paths now.

    A report whose files, configuration and version of kg are those of the last load is left as it
    is; a report that was loaded from one of the paths and is no longer there is removed; reports
    from elsewhere stay.  Each report is read and examined by itself, so that the result does not
    depend on what was loaded before it.  ``progress`` is told how many of how many changed reports
    are read.  Raises :class:`kg.reading.InputError`; the store is then as it was.
    """
    with folder.catalogue.writing() as held:
        before = held.state
        plan = _Plan(before, _found(paths, before), paths, config, format)
        if not plan.removed and not plan.fresh and before.generation:
            return _changes(plan, before.records)
        number = max([before.generation, *_numbers(folder)]) + 1
        folder.remove_all_but(before.generation)
        try:
            made = _make(folder, number, plan, config, examine, progress)
        except BaseException:
            folder.remove_all_but(before.generation)
            raise
        records = sorted([*plan.kept, *made], key=lambda record: record.location)
        held.commit(number, records)
        # A process that reads the generation before this one may still have it open.
        folder.remove_all_but(before.generation, number)
        return _changes(plan, records)


def _changes(plan: _Plan, records: Iterable[Record]) -> Changes:
    old = {r.location for r in plan.old}
    fresh = [location for location, _, _ in plan.fresh]
    return Changes(
        tuple(x for x in fresh if x not in old),
        tuple(x for x in fresh if x in old),
        tuple(r.location for r in plan.removed if r.location not in fresh),
        tuple(r.location for r in plan.kept if r.location in plan.seen),
        sum(r.triples for r in records),
    )


def _numbers(folder: Folder) -> list[int]:
    inside = folder.path / "generations"
    return [int(p.name) for p in inside.iterdir() if p.name.isdigit()] if inside.is_dir() else []


# --------------------------------------------------------------------------- what is there


def location(path: str) -> str:
    """Where a report is, however the path to it is written."""
    return path if path == "-" else os.path.abspath(path)


def _found(paths: Sequence[str], before: State) -> dict[str, Bundle]:
    """What the paths hold now, by location.  A path that is gone is no error if the store knows it."""
    there = [p for p in paths if p == "-" or os.path.exists(p) or not any(_inside(r.location, p) for r in before.records)]
    found = []
    for path in there:
        try:
            found += build.bundles([path])
        except InputError:
            # A folder that has lost its last report is one from which everything was removed.
            if not os.path.isdir(path) or not any(_inside(r.location, path) for r in before.records):
                raise
    by_location: dict[str, Bundle] = {}
    for bundle in found:
        by_location.setdefault(location(bundle.path), bundle)
    return by_location


def _inside(one: str, path: str) -> bool:
    whole = location(path)
    return one == whole or (path != "-" and one != "-" and Path(whole) in Path(one).parents)


def fingerprint(bundle: Bundle, config: Config, format: str | None) -> str:
    """A hash of everything that the triples of a report are made of."""
    digest = hashlib.sha256()
    settings = Path(config.path).read_bytes() if config.path and os.path.exists(config.path) else b""
    for part in (kg.__version__, repr(config.base), format or "", bundle.path, hashlib.sha256(settings).hexdigest()):
        digest.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    for file in bundle.files:
        digest.update(f"{len(file.path)}:{file.path}{hashlib.sha256(file.data).hexdigest()}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class _Plan:
    """What a load has to do.

    ``kept`` are records that stay as they are, ``removed`` records whose graphs go (changed reports
    among them), ``fresh`` what has to be read: location, bundle and fingerprint.
    """

    def __init__(self, before: State, found: dict[str, Bundle], paths: Sequence[str], config: Config, format: str | None):
        self.old, self.seen = before.records, set(found)
        known = {record.location: record for record in before.records}
        elsewhere = [r for r in before.records if r.location not in found and not any(_inside(r.location, p) for p in paths)]
        self.wanted, self.ids = {}, Ids()
        for record in elsewhere:
            self.ids.new(record.id)
        self.kept, self.fresh = list(elsewhere), []
        self.names: dict[str, str] = {}
        self.format, self.reports, self.held = format, {}, 0
        for where in sorted(found):
            print_, record = fingerprint(found[where], config, format), known.get(where)
            same = record is not None and record.fingerprint == print_
            wanted = record.wanted if same else self.read(where, found[where], config).id
            id = self.names[where] = self.ids.new(wanted)
            self.wanted[where] = wanted
            if same and record.id == id:
                self.kept.append(record)
            else:
                self.fresh.append((where, found[where], print_))
        kept = {record.location for record in self.kept}
        self.removed = [record for record in before.records if record.location not in kept]

    def read(self, where: str, bundle: Bundle, config: Config) -> Report:
        """The report of a bundle, kept from its first reading while all that is kept is small."""
        if where in self.reports:
            return self.reports.pop(where)
        (report,) = build.load_bundles([bundle], config, self.format)
        self.held += sum(len(file.data) for file in bundle.files)
        if self.held < _HELD:
            self.reports[where] = report
        return report


# --------------------------------------------------------------------------- the next generation


def _make(folder: Folder, number: int, plan: _Plan, config: Config, examine: Examine | None, progress) -> list[Record]:
    import pyoxigraph

    target = folder.generation(number)
    target.parent.mkdir(parents=True, exist_ok=True)
    made: list[Record] = []
    try:
        if plan.kept:
            folder.open().backup(os.fspath(target))
        database = pyoxigraph.Store(os.fspath(target))
        for record in plan.removed if plan.kept else ():
            database.remove_graph(pyoxigraph.NamedNode(record.graph))
        lines = _Lines(_quads(plan, config, examine, progress, made))
        try:
            database.bulk_load(input=lines, format=pyoxigraph.RdfFormat.N_QUADS)
        except Exception:
            if lines.error is None:
                raise
        if lines.error is not None:
            raise lines.error
        database.flush()
    except OSError as error:
        raise StoreError(str(folder.path), f"the store cannot be written: {error}.") from None
    return made


def _quads(plan: _Plan, config: Config, examine: Examine | None, progress, made: list[Record]) -> Iterator[bytes]:
    """N-Quads of every report that has to be read; ``made`` gets the record of each."""
    for count, (where, bundle, print_) in enumerate(plan.fresh):
        if progress:
            progress(count, len(plan.fresh))
        graph = _graph(replace(plan.read(where, bundle, config), id=plan.names[where]), config, examine)
        iri, triples = rdfterms.graph_iri(plan.names[where], config), 0
        for subject, _, pairs in rdf.subjects(graph, config):
            triples += len(pairs)
            yield "".join([f"{subject} {predicate} {value} <{iri}> .\n" for predicate, value in pairs]).encode()
        made.append(Record(where, print_, plan.wanted[where], plan.names[where], iri, rdfterms.base(config), triples))
    if progress:
        progress(len(plan.fresh), len(plan.fresh))


def _graph(report: Report, config: Config, examine: Examine | None) -> ClaimGraph:
    graph = build.graph_of([report], config)
    if examine:
        examine(graph)
    return graph


class _Lines(io.RawIOBase):
    """Pieces of text as a file to read from.

    An exception of the pieces ends the file and waits in ``error``: what passes through the
    database comes out as another one.
    """

    def __init__(self, pieces: Iterator[bytes]):
        self.pieces, self.rest, self.error = pieces, b"", None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self.rest and self.error is None:
            try:
                self.rest = next(self.pieces)
            except StopIteration:
                return 0
            except BaseException as error:
                self.error = error
        taken = self.rest[: len(buffer)]
        self.rest = self.rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)
