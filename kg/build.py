"""From paths to a graph: find the reports, load them, merge publishers, make nodes and edges."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import evidence, loaders, quantities, subjects, suppressions
from kg.config import Config
from kg.graph import ClaimGraph
from kg.inputs import IGNORED, REPORT_FILE, STORE_MARK, bundles, read
from kg.model import Report
from kg.prose import Ids, slug
from kg.reading import Bundle, InputError, RawFile

__all__ = [
    "STORE_MARK",
    "build",
    "bundle_around",
    "bundles",
    "each",
    "example_bundle",
    "example_bundles",
    "example_config",
    "finished",
    "graph_of",
    "load",
    "load_bundles",
    "use_lexicons",
    "wanted_id",
]


def build(paths: Sequence[str], config: Config, format: str | None = None) -> ClaimGraph:
    """Load everything at the paths into one graph.

    A path is a file, a folder or ``-`` (standard input).  Raises :class:`kg.reading.InputError`.
    """
    return graph_of(load(paths, config, format), config)


def load(paths: Sequence[str], config: Config, format: str | None = None) -> tuple[Report, ...]:
    """The reports at the paths, in order, with ids made unique."""
    return load_bundles(bundles(paths), config, format)


def load_bundles(found: Iterable[Bundle], config: Config, format: str | None = None) -> tuple[Report, ...]:
    """Load each bundle with the loader that recognises it."""
    use_lexicons(config)
    ids, reports = Ids(), []
    for report in each(found, config, format):
        reports.append(finished(report, config, ids.new(wanted_id(report))))
    return tuple(reports)


def use_lexicons(config: Config) -> None:
    """Read figures with the user's own units, currencies and words from now on.

    Raises :class:`kg.reading.InputError` for what is no lexicon.
    """
    try:
        quantities.use(config.lexicons)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(config.path or "kg.toml", f"[lexicons] cannot be read: {error}.") from None


def finished(report: Report, config: Config, id: str) -> Report:
    """A report as a loader gives it, with its id among the others, and what the configuration says of it."""
    return replace(
        report,
        id=id,
        subject=config.subject or report.subject or subjects.infer(report),
        subject_certain=bool(config.subject) or report.subject_certain,
        as_of=config.as_of or report.as_of,
    )


def wanted_id(report: Report) -> str:
    """The id that a report would have if it were alone."""
    return report.id or slug(report.title, "report")


def each(found: Iterable[Bundle], config: Config, format: str | None) -> Iterator[Report]:
    """What the loaders read from each bundle, one report after the other."""
    for bundle in found:
        loader = loaders.choose(bundle, format)
        # A file of one report is the rule; a format that may hold several has this besides.
        several = getattr(loader, "load_all", None)
        yield from several(bundle, config) if several else [loader.load(bundle, config)]


def graph_of(reports: Iterable[Report], config: Config) -> ClaimGraph:
    """The graph of loaded reports, publishers merged as the configuration says."""
    reports = tuple(reports)
    return ClaimGraph(reports, {r.id: evidence.publishers(r, config) for r in reports})


def bundle_around(path: str, unsaved: Mapping[str, bytes]) -> Bundle | None:
    """The report a file belongs to, as an editor has it: its folder, where that is one report, else the file alone.

    ``unsaved`` are contents that count instead of those on disk, by path.  ``None`` for a file
    that a folder of reports would not be read for: a readme, a program, data beside no report.
    """
    folder, name = os.path.split(path)
    there = os.listdir(folder) if os.path.isdir(folder) else []
    names = sorted(n for n in {*there, *(os.path.basename(p) for p in unsaved if os.path.dirname(p) == folder)} if not IGNORED.search(n))
    if name not in names:
        return None

    def file(name: str) -> RawFile:
        one = os.path.join(folder, name)
        return RawFile(one, unsaved[one]) if one in unsaved else read(one)

    if any(REPORT_FILE.match(n) for n in names):
        inside = [n for n in names if os.path.join(folder, n) in unsaved or os.path.isfile(os.path.join(folder, n))]
        return Bundle(folder, tuple(file(n) for n in inside), folder=True)
    alone = Bundle(path, (file(name),))
    return alone if alone.files[0].suffix not in suppressions.DATA or loaders.choose(alone).NAME == "report-folder" else None


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
