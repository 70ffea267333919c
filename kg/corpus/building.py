"""From reports to a corpus: part after part, what is there already is not read again."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import kg
from kg import build
from kg.config import Config
from kg.corpus import examining, schema, spans
from kg.corpus.codec import Codec
from kg.corpus.parts import Folder, Manifest, Part
from kg.engine import Check
from kg.metrics import extended
from kg.prose import Ids
from kg.reading import Bundle
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
    folder: Folder, paths: Sequence[str], config: Config, which: Sequence[Check], format: str | None = None, progress: Progress | None = None
) -> Built:
    """Make the corpus hold what is at the paths now, each report examined by itself.

    Parts whose files, configuration, checks and version of kg are those of a build before, finished
    or not, are left as they are.  Raises :class:`kg.reading.InputError` and
    :class:`kg.corpus.examining.CrashedCheck`; the corpus is then as it was, and the parts that were
    made are there for the next build.
    """
    with folder.writing():
        known, ids, parts, read, size = folder.known(), Ids(), [], 0, 0
        by_content = {name.partition("-")[0]: part for name, part in known.items()}
        codec = Codec(extended(config.metrics))
        for chunk in _chunks(build.each_bundle(paths)):
            content = _content(chunk, config, which, format)
            old = by_content.get(content)
            given = [ids.new(wanted) for wanted in old.wanted] if old else []
            if old and tuple(given) == old.ids:
                part = old
            else:
                part = _made(folder, content, chunk, config, which, format, codec, _Given(given) if old else _Noted(ids))
                read += len(part.ids)
            parts.append(part)
            size += sum(len(f.data) for b in chunk for f in b.files)
            if progress:
                progress(sum(len(p.ids) for p in parts[-1:]), size)
        manifest = Manifest(
            schema.VERSION, kg.__version__, os.path.abspath(config.path) if config.path else "", settings(config), tuple(c.code for c in which),
            tuple(paths), tuple(p.name for p in parts), sum(len(p.ids) for p in parts), sum(p.claims for p in parts),
        )  # fmt: skip
        folder.commit(manifest)
        return Built(manifest.reports, manifest.claims, read)


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


class _Noted:
    """Hands out ids, and keeps what was asked for."""

    def __init__(self, ids: Ids):
        self.ids, self.wanted = ids, []

    def new(self, wanted: str) -> str:
        self.wanted.append(wanted)
        return self.ids.new(wanted)


class _Given:
    """Hands out ids that were decided on before."""

    def __init__(self, ids: Sequence[str]):
        self.rest, self.wanted = iter(ids), []

    def new(self, wanted: str) -> str:
        self.wanted.append(wanted)
        return next(self.rest)


def _made(
    folder: Folder, content: str, chunk: Sequence[Bundle], config: Config, which: Sequence[Check], format: str | None, codec: Codec, ids: _Noted | _Given
) -> Part:
    rows: dict[str, list[tuple]] = defaultdict(list)
    given: list[str] = []
    for bundle in chunk:
        for report in build.load_bundles([bundle], config, format, ids):
            given.append(report.id)
            for table, row in examining.of(build.graph_of([report], config), config, which, codec):
                rows[table].append(row)
            codec.forget()
    name = f"{content}-{hashlib.blake2b(chr(10).join(given).encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
    part = Part(name, tuple(ids.wanted), tuple(given), len(rows["claims"]))
    folder.write(part, rows)
    return part
