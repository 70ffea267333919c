"""A report while it is written: checked as its ``kg.toml`` says, with text that is not saved yet.

Editors and other programs ask here; ``kg check`` itself reads files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg import baseline, build, engine, quantities
from kg import config as configuration
from kg.config import Config
from kg.findings import Finding, Outcome
from kg.graph import ClaimGraph, Key
from kg.reading import Bundle, InputError
from kg.records import record
from kg.suppressions import DATA

TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".txt", ".text")
"""Endings of the texts that are looked at while they are written."""


@record
class Checked:
    """Reports that were checked: their graph (findings included), the outcome, the configuration."""

    bundles: tuple[Bundle, ...]
    config: Config
    graph: ClaimGraph
    outcome: Outcome

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Findings that somebody has to look at."""
        return tuple(f for f in self.outcome.findings if f.counts)

    def find(self, id: str) -> list[Key]:
        """Keys of nodes that a reader may ask for by this id."""
        keys = self.graph.find(id) or self.graph.find(id.upper())
        return [k for k in keys if k.type not in ("finding", "evidence")] or keys

    def page(self, key: Key, width: int = 88) -> str:
        """What ``kg show`` prints for a node."""
        from kg import pages

        quantities.use(self.config.lexicons)
        return "".join(pages.page(self.graph, self.config, key, color=False, width=width))


def check_all(bundles: Sequence[Bundle], config: Config) -> Checked:
    """Load reports and check them together.  Raises :class:`kg.reading.InputError`."""
    graph = build.graph_of(build.load_bundles(bundles, config), config)
    outcome = engine.run(graph, config, engine.selected(config.select, config.ignore))

    def keep(finding: Finding) -> bool:
        return finding.severity.rank >= config.min_severity.rank and finding.confidence.rank >= config.min_confidence.rank

    outcome = outcome.keep(keep)
    if config.baseline:
        outcome = _held_against_baseline(outcome, graph, config, keep)
    graph.add_findings(outcome.findings)
    return Checked(tuple(bundles), config, graph, outcome)


def settings(path: str) -> Config:
    """The configuration in force for a file or folder.  Raises :class:`kg.reading.InputError`."""
    found = configuration.find(Path(path))
    return configuration.load(found) if found else Config()


def around(path: str, unsaved: Mapping[str, bytes]) -> Bundle | None:
    """The report that a file under an absolute path belongs to; ``None`` when it is part of none."""
    if not path.lower().endswith((*TEXTS, *DATA)):
        return None
    return build.bundle_around(path, unsaved)


def _held_against_baseline(outcome: Outcome, graph: ClaimGraph, config: Config, keep) -> Outcome:
    path = os.path.join(config.folder, config.baseline)
    try:
        known = baseline.load(path, Path(path).read_bytes())
    except FileNotFoundError:
        return outcome
    except OSError as error:
        raise InputError(path, f"cannot read the baseline: {error.strerror}.") from None
    read = [d.path for r in graph.reports for d in r.documents]
    return baseline.hold_against(outcome, known, read, keep)
