"""From reports to a corpus: part after part, what is there already is not read again."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import kg
from kg import build
from kg.config import Config
from kg.corpus import examining, schema, spans
from kg.corpus.codec import Codec
from kg.corpus.engines import Engine
from kg.corpus.engines.duckdb import Embedded
from kg.corpus.parts import Folder, Manifest, Part
from kg.engine import Check, checks
from kg.metrics import extended
from kg.prose import Ids
from kg.reading import Bundle, InputError, RawFile
from kg.records import record
from kg.store.loading import fingerprint, location

USUAL, MOST, LARGE = 64, 128, 32_000_000
"""Reports a part has on average, and at most; bytes of input from which on it takes no more."""

Progress = Callable[[int, int], None]
"""Told how many reports, of how many bytes of input, are in the corpus by now."""


@record
class Built:
    """What a build did: reports and claims in the corpus, and how many of the reports had to be read."""

    reports: int
    claims: int
    read: int


def build_corpus(
    folder: Folder,
    paths: Sequence[str],
    config: Config,
    which: Sequence[Check],
    format: str | None = None,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> Built:
    """Make the corpus hold what is at the paths now, each report examined by itself.

    Parts whose files, configuration, checks and version of kg are those of a build before, finished
    or not, are left as they are.  ``engine`` says where reports are read; without it that is here, one
    after the other.  Raises :class:`kg.reading.InputError` and
    :class:`kg.corpus.examining.CrashedCheck`; the corpus is then as it was, and the parts that were
    made are there for the next build.
    """
    engine = engine or Embedded()
    made = Making(Folder(os.path.abspath(folder.path)), config, tuple(c.code for c in which), format)
    with folder.writing():
        known, ids, parts, read, size = folder.known(), Ids(), [], 0, 0
        by_content = {name.partition("-")[0]: part for name, part in known.items()}
        plans = (_plan(chunk, config, which, format, by_content) for chunk in _chunks(build.each_bundle(paths)))
        for window in _windows(plans, engine.width):
            for plan, part in zip(window, _parts(window, made, engine, ids), strict=True):
                read += 0 if part is plan.old else len(part.ids)
                parts.append(part)
                size += plan.size
                if progress:
                    progress(len(part.ids), size)
        manifest = Manifest(
            schema.VERSION, kg.__version__, os.path.abspath(config.path) if config.path else "", settings(config), tuple(c.code for c in which),
            tuple(paths), tuple(p.name for p in parts), sum(len(p.ids) for p in parts), sum(p.claims for p in parts),
        )  # fmt: skip
        folder.commit(manifest)
        return Built(manifest.reports, manifest.claims, read)


def _parts(plans: Sequence[_Plan], made: Making, engine: Engine, ids: Ids) -> Iterator[Part]:
    """The parts of plans, in their order, made where they are not there already.

    What ids the reports ask for is found out first, everywhere at once, and then they get them in the
    order of the input; a single part is read once, and asks while it is read.
    """
    if len(plans) == 1 and not plans[0].old:
        yield made.at_once(plans[0].content, plans[0].task, ids)
        return
    fresh = [plan for plan in plans if not plan.old]
    asked = iter(list(engine.mapped(made.wanted, [plan.task for plan in fresh])))
    orders, kept = [], []
    for plan in plans:
        wanted = plan.old.wanted if plan.old else next(asked)
        given = tuple(map(ids.new, wanted))
        # A part whose reports have other ids now is made again.
        kept.append(bool(plan.old) and plan.old.ids == given)
        if not kept[-1]:
            orders.append((plan.content, wanted, given, plan.task))
    done = iter(engine.mapped(made.part, orders))
    for plan, there in zip(plans, kept, strict=True):
        yield plan.old if there else next(done)


def settings(config: Config) -> str:
    """SHA-256 of the configuration file, empty without one."""
    return hashlib.sha256(Path(config.path).read_bytes()).hexdigest() if config.path and os.path.exists(config.path) else ""


def _chunks(bundles: Iterator[Bundle]) -> Iterator[list[Bundle]]:
    """Reports that follow each other; where a part ends depends on the report there, so that a new one changes one part."""
    chunk: list[Bundle] = []
    size = 0
    for bundle in bundles:
        chunk.append(bundle)
        size += sum(len(f.data) for f in bundle.files)
        if spans.number(location(bundle.path)) % USUAL == 0 or len(chunk) >= MOST or size >= LARGE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _content(chunk: Sequence[Bundle], config: Config, which: Sequence[Check], format: str | None) -> str:
    """A hash of everything a part is made of but the ids."""
    digest = hashlib.blake2b(f"{schema.VERSION} {' '.join(c.code for c in which)} {' '.join(spans.ACROSS)}".encode(), digest_size=16)
    for bundle in chunk:
        digest.update(f"{location(bundle.path)}\n{fingerprint(bundle, config, format)}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


# --------------------------------------------------------------------------- what is to be done


class _File(NamedTuple):
    """A file that another process shall read: its path as the user names it, where it is, and the SHA-256 of its bytes.

    ``data`` are the bytes where nobody else can read them.
    """

    path: str
    place: str
    digest: str
    data: bytes | None = None


Task = tuple[tuple[str, bool, tuple[_File, ...]], ...]
"""Path, whether it is a folder, and files of each report of a part."""


@dataclass(eq=False, slots=True)
class _Plan:
    """A part to be: hash of its content, what is to be read, bytes of it, and the part there is of that content."""

    content: str
    task: Task
    size: int
    old: Part | None


def _plan(chunk: Sequence[Bundle], config: Config, which: Sequence[Check], format: str | None, by_content: Mapping[str, Part]) -> _Plan:
    content = _content(chunk, config, which, format)
    task = tuple((b.path, b.folder, tuple(map(_file, b.files))) for b in chunk)
    return _Plan(content, task, sum(len(f.data) for b in chunk for f in b.files), by_content.get(content))


def _file(file: RawFile) -> _File:
    there = file.path != "-"
    return _File(file.path, location(file.path), hashlib.sha256(file.data).hexdigest(), None if there else file.data)


def _windows(plans: Iterable[_Plan], width: int) -> Iterator[list[_Plan]]:
    plans = iter(plans)
    while window := list(islice(plans, width)):
        yield window


# --------------------------------------------------------------------------- what any process can do


@record
class Making:
    """Makes parts of a corpus, in any process that sees its folder and the input under the same paths."""

    folder: Folder
    config: Config
    codes: tuple[str, ...]
    format: str | None

    def wanted(self, task: Task) -> tuple[str, ...]:
        """The ids that the reports of a part ask for; two that ask for one are told apart by who comes first."""
        noted = _Noted()
        build.load_bundles(_bundles(task), self.config, self.format, noted)
        return tuple(noted.wanted)

    def part(self, order: tuple[str, tuple[str, ...], tuple[str, ...], Task]) -> Part:
        """Make a part: hash of its content, ids asked for and given, what to read."""
        content, wanted, ids, task = order
        return self._made(content, task, _Given(wanted, ids))

    def at_once(self, content: str, task: Task, ids: Ids) -> Part:
        """Make a part whose reports get their ids while they are read."""
        return self._made(content, task, _Noted(ids))

    def _made(self, content: str, task: Task, ids: _Noted | _Given) -> Part:
        """Read the reports, look at each by itself, and write the part."""
        which = [c for c in checks().values() if c.code in self.codes]
        codec = Codec(extended(self.config.metrics))
        rows: dict[str, list[tuple]] = defaultdict(list)
        for bundle in _bundles(task):
            for report in build.load_bundles([bundle], self.config, self.format, ids):
                for table, row in examining.of(build.graph_of([report], self.config), self.config, which, codec):
                    rows[table].append(row)
            codec.forget()
        name = f"{content}-{hashlib.blake2b(chr(10).join(ids.given).encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
        part = Part(name, tuple(ids.wanted), tuple(ids.given), len(rows["claims"]))
        self.folder.write(part, rows)
        return part


def _bundles(task: Task) -> Iterator[Bundle]:
    """The files of a task, read anew.  Raises :class:`kg.reading.InputError` if one has changed since."""
    for path, folder, files in task:
        yield Bundle(path, tuple(map(_again, files)), folder)


def _again(file: _File) -> RawFile:
    try:
        data = Path(file.place).read_bytes() if file.data is None else file.data
    except OSError as error:
        raise InputError(file.path, f"cannot read the file: {error.strerror}.") from None
    if hashlib.sha256(data).hexdigest() != file.digest:
        raise InputError(file.path, "the file changed while the corpus was built. Build again.")
    return RawFile(file.path, data)


class _Noted:
    """Hands out ids, the wanted ones without others to hold them against, and notes what was asked for and given."""

    def __init__(self, ids: Ids | None = None):
        self.ids = ids
        self.wanted: list[str] = []
        self.given: list[str] = []

    def new(self, wanted: str) -> str:
        self.wanted.append(wanted)
        self.given.append(self.ids.new(wanted) if self.ids else wanted)
        return self.given[-1]


class _Given:
    """Hands out ids that were decided on before."""

    def __init__(self, wanted: Sequence[str], given: Sequence[str]):
        self.wanted, self.given, self._rest = wanted, given, iter(given)

    def new(self, wanted: str) -> str:
        return next(self._rest)
