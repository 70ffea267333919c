"""From paths to a graph: find the reports, load them, merge publishers, make nodes and edges."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg import loaders, quantities, suppressions
from kg import patterns as re
from kg.config import Config
from kg.graph import ClaimGraph
from kg.model import Report
from kg.prose import Ids, slug
from kg.reading import MAX_BYTES, Bundle, InputError, RawFile

_REPORT_FILE = re.compile(r"(report\.md|claims\.(csv|tsv|jsonl|json|ya?ml)|url_to_info\.json)$", re.I)
STORE_MARK = "kg-store.sqlite"
"""The file that tells a folder for a store of ``kg load``: no report is in it."""
CORPUS_MARK = "kg-corpus.json"
"""The same for a corpus of ``kg build``."""

_IGNORED = re.compile(r"(^\.|^kg\.toml$|^readme(\.|$)|^license|~$|\.(py|pyc|toml|lock|png|jpe?g|gif|svg|css|js|zip|gz)$)", re.I)


def build(paths: Sequence[str], config: Config, format: str | None = None) -> ClaimGraph:
    """Load everything at the paths into one graph.

    A path is a file, a folder or ``-`` (standard input).  Raises :class:`kg.reading.InputError`.
    """
    return graph_of(load(paths, config, format), config)


def load(paths: Sequence[str], config: Config, format: str | None = None) -> tuple[Report, ...]:
    """The reports at the paths, in order, with ids made unique."""
    return load_bundles(bundles(paths), config, format)


def load_bundles(found: Iterable[Bundle], config: Config, format: str | None = None, ids: Ids | None = None) -> tuple[Report, ...]:
    """Load each bundle with the loader that recognises it.

    ``ids`` hands out ids that are unique among the reports of several calls.
    """
    from kg import protagonists, subjects

    prepare(config)
    ids, reports = ids or Ids(), []
    for report in _each(found, config, format):
        told = "" if protagonists.is_headline(report) else report.subject
        subject = config.subject or told or subjects.infer(report) or protagonists.protagonist(report) or report.subject
        reports.append(
            replace(
                report,
                id=ids.new(report.id or slug(report.title, "report")),
                subject=subject,
                subject_certain=bool(config.subject) or report.subject_certain,
                as_of=config.as_of or report.as_of,
            )
        )
    return tuple(reports)


def prepare(config: Config) -> None:
    """Let figures be read with the words of a configuration.  Raises :class:`kg.reading.InputError`."""
    try:
        quantities.use(config.lexicons)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(config.path or "kg.toml", f"[lexicons] cannot be read: {error}.") from None


def _each(found: Iterable[Bundle], config: Config, format: str | None) -> Iterator[Report]:
    for bundle in found:
        loader = loaders.choose(bundle, format)
        # A file of one report is the rule; a format that may hold several has this besides.
        several = getattr(loader, "load_all", None)
        yield from several(bundle, config) if several else [loader.load(bundle, config)]


def graph_of(reports: Iterable[Report], config: Config) -> ClaimGraph:
    """The graph of loaded reports, publishers merged as the configuration says."""
    from kg import evidence

    reports = tuple(reports)
    return ClaimGraph(reports, {r.id: evidence.publishers(r, config) for r in reports})


def bundles(paths: Sequence[str]) -> list[Bundle]:
    """What each path holds: one report, or a folder of reports, in the order of the names."""
    return list(each_bundle(paths))


def each_bundle(paths: Iterable[str]) -> Iterator[Bundle]:
    """The same one after the other, so that the files of only one need be in memory.  Raises :class:`kg.reading.InputError`."""
    for path in paths:
        if path == "-":
            yield Bundle("-", (RawFile("-", sys.stdin.buffer.read()),))
        elif not os.path.exists(path):
            raise InputError(path, "no such file or folder.")
        elif os.path.isdir(path):
            yield from _folder(path)
        else:
            yield Bundle(path, _with_bibliography(_read(path)))


_KEY = re.compile(rb"[\[;]\s*-?@[\w{]|^bibliography:", re.M)


def _with_bibliography(file: RawFile) -> tuple[RawFile, ...]:
    """A text that cites keys, ``[@smith2020]``, with the bibliographies in its folder."""
    if file.suffix not in (".md", ".markdown", ".qmd", ".rmd") or not _KEY.search(file.data):
        return (file,)
    folder = os.path.dirname(file.path)
    there = sorted(os.listdir(folder or "."))
    named = re.findall(rb"^(?:bibliography:|[ \t]+-)[ \t]*[\"']?([\w./-]+\.json)", file.data[:4000], re.M)
    names = [n for n in there if n.lower().endswith((".bib", ".bibtex")) or n.encode() in named]
    return (file, *(_read(os.path.join(folder, n)) for n in names))


def _folder(path: str) -> Iterator[Bundle]:
    if os.path.exists(os.path.join(path, CORPUS_MARK)):
        raise InputError(path, "this is a corpus of 'kg build', and this command reads reports. Name the reports it was built from.")
    names = sorted(n for n in os.listdir(path) if not _IGNORED.search(n))
    files = [n for n in names if os.path.isfile(os.path.join(path, n))]
    if any(_REPORT_FILE.match(n) for n in files):
        yield Bundle(path, tuple(_read(os.path.join(path, n)) for n in files), folder=True)
        return
    empty = True
    for inside in (os.path.join(path, n) for n in files if not n.lower().endswith((".bib", ".bibtex"))):
        empty = False
        yield Bundle(inside, _with_bibliography(_read(inside)))
    for inside in (os.path.join(path, n) for n in names):
        if os.path.isdir(inside) and not any(os.path.exists(os.path.join(inside, mark)) for mark in (STORE_MARK, CORPUS_MARK)):
            for bundle in _quiet(inside):
                empty = False
                yield bundle
    if empty:
        raise InputError(path, "the folder holds no report. Put a report.md or claims.csv into it, or name a file.")


def bundle_around(path: str, unsaved: Mapping[str, bytes]) -> Bundle | None:
    """The report a file belongs to, as an editor has it: its folder, where that is one report, else the file alone.

    ``unsaved`` are contents that count instead of those on disk, by path.  ``None`` for a file
    that a folder of reports would not be read for: a readme, a program, data beside no report.
    """
    folder, name = os.path.split(path)
    there = os.listdir(folder) if os.path.isdir(folder) else []
    names = sorted(n for n in {*there, *(os.path.basename(p) for p in unsaved if os.path.dirname(p) == folder)} if not _IGNORED.search(n))
    if name not in names:
        return None

    def file(name: str) -> RawFile:
        one = os.path.join(folder, name)
        return RawFile(one, unsaved[one]) if one in unsaved else _read(one)

    if any(_REPORT_FILE.match(n) for n in names):
        inside = [n for n in names if os.path.join(folder, n) in unsaved or os.path.isfile(os.path.join(folder, n))]
        return Bundle(folder, tuple(file(n) for n in inside), folder=True)
    alone = Bundle(path, (file(name),))
    return alone if alone.files[0].suffix not in suppressions.DATA or loaders.choose(alone).NAME == "report-folder" else None


def _quiet(path: str) -> Iterator[Bundle]:
    try:
        yield from _folder(path)
    except InputError as error:
        if error.path != path:
            raise


def _read(path: str) -> RawFile:
    try:
        size = os.path.getsize(path)
        if size > MAX_BYTES:
            raise InputError(path, f"the file has {size:,} bytes; the limit is {MAX_BYTES:,}. Split it.")
        return RawFile(path, Path(path).read_bytes())
    except OSError as error:
        raise InputError(path, f"cannot read the file: {error.strerror}.") from None


_EXAMPLE_FILE = re.compile(r"^=== (\S+)\n", re.M)


def example_bundle(text: str, path: str = "example") -> Bundle:
    """Files written into one text: ``=== claims.csv`` starts a file; text before it is ``report.md``."""
    parts = _EXAMPLE_FILE.split(text)
    files = [("report.md", parts[0])] if parts[0].strip() else []
    files += list(zip(parts[1::2], parts[2::2], strict=True))
    return Bundle(path, tuple(RawFile(f"{path}/{name}", body.encode()) for name, body in files if name != "kg.toml"), folder=True)


def example_bundles(text: str, path: str = "example") -> list[Bundle]:
    """The same for several reports: ``=== north/report.md`` is a file of the report ``north``."""
    whole = example_bundle(text, path)
    folders: dict[str, list[RawFile]] = {}
    for file in whole.files:
        folders.setdefault(file.path.rpartition("/")[0], []).append(file)
    return [Bundle(folder, tuple(files), folder=True) for folder, files in folders.items()]


def example_config(text: str) -> str | None:
    """The body of ``=== kg.toml`` in an example, or ``None``."""
    parts = _EXAMPLE_FILE.split(text)
    return next((body for name, body in zip(parts[1::2], parts[2::2], strict=True) if name == "kg.toml"), None)
