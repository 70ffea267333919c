"""The Python surface: ``kg.load``, ``kg.check``, ``kg.claim_graph``, ``kg.to_networkx``, ``kg.to_rdf``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg import build, engine
from kg import config as configuration
from kg.config import Config
from kg.findings import Outcome
from kg.graph import ClaimGraph
from kg.model import Corpus, Report

if TYPE_CHECKING:
    import networkx
    import rdflib

Reports = Report | Corpus


def load(*paths: str | os.PathLike, config: Config | str | os.PathLike | None = None) -> Report | Corpus:
    """Load one report, or several as a :class:`kg.model.Corpus`.

    ``config`` is a :class:`kg.config.Config` or the path of a ``kg.toml``; without it the
    nearest ``kg.toml`` above the first path is used.  Raises :class:`kg.reading.InputError`.
    """
    names = [os.fspath(p) for p in paths]
    reports = build.load(names, _config(config, names))
    return reports[0] if len(reports) == 1 else Corpus(reports)


def claim_graph(reports: Reports, config: Config | str | os.PathLike | None = None) -> ClaimGraph:
    """The claim graph of what was loaded."""
    return build.graph_of(_each(reports), _config(config, [r.path for r in _each(reports)]))


def check(
    reports: Reports,
    config: Config | str | os.PathLike | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
) -> Outcome:
    """Run the checks (those selected by code, prefix or name; all, if none is).

    ``today`` is the day on which remarks that set findings aside may have expired; without it,
    the day each report is of.
    """
    resolved = _config(config, [r.path for r in _each(reports)])
    which = engine.selected(tuple(select) or resolved.select, (*ignore, *resolved.ignore))
    return engine.run(build.graph_of(_each(reports), resolved), resolved, which, today)


def to_networkx(reports: Reports, config: Config | str | os.PathLike | None = None) -> networkx.MultiDiGraph:
    """The graph as a ``networkx.MultiDiGraph``; node and edge attribute ``type``."""
    return claim_graph(reports, config).networkx()


def to_rdf(reports: Reports, config: Config | str | os.PathLike | None = None) -> rdflib.Graph:
    """The graph as an ``rdflib.Graph`` after ``ontology/kg.ttl``."""
    from kg import rdf

    resolved = _config(config, [r.path for r in _each(reports)])
    return rdf.to_rdflib(claim_graph(reports, resolved), resolved)


def _each(reports: Reports) -> tuple[Report, ...]:
    return reports.reports if isinstance(reports, Corpus) else (reports,)


def _config(config: Config | str | os.PathLike | None, paths: list[str]) -> Config:
    if isinstance(config, Config):
        return config
    if config is not None:
        return configuration.load(Path(config))
    start = next((Path(p) for p in paths if p != "-"), Path.cwd())
    found = configuration.find(start)
    return configuration.load(found) if found else Config()
