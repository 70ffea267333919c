"""Remarks that set findings aside, over a corpus."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

from kg import engine, suppressions
from kg.candidates import Context
from kg.corpus.reading import Corpus
from kg.engine import Check
from kg.findings import Outcome
from kg.graph import ClaimGraph
from kg.model import Report
from kg.suppressions import Suppression


def settled(corpus: Corpus, which: Sequence[Check], found: Outcome, today: date | None) -> Outcome:
    """The outcome once the remarks of reports and configuration have set findings aside."""
    rows = sorted(corpus.rows("remarks"), key=lambda row: corpus.order[row["report"]])
    written = [(row["report"], corpus.codec.read(row["remark"], Suppression)) for row in rows]
    written += [("", one) for one in corpus.config.suppressions]
    # The checks of remarks look at the remarks of one report after the other, and at nothing else of it.
    holders = dict.fromkeys([*list(corpus.order)[:1], *(report for report, _ in written if report)]) if written else {}
    context = Context(ClaimGraph(Report(id, "", "") for id in holders), corpus.config)
    days = {row["report"]: row["as_of"] for row in corpus.rows("reports", ("report", "as_of"))} if written else {}
    fates = engine.fates(written, corpus.config, today, lambda report: [days[report]] if report else list(days.values()))
    return engine.settled(which, found, context, fates, lambda one: _reached(corpus, one))


def _reached(corpus: Corpus, one: Suppression) -> bool:
    """Whether what a remark of the configuration names was read, so that it could have been of use."""
    config, reports = corpus.config, corpus.table("reports")
    if one.path:
        return any(suppressions.within(path, one.path, config.folder) for row in corpus.rows(reports, ("documents",)) for path in row["documents"])
    places = corpus.table("places")
    if one.id and any(corpus.rows(places.filter(places.id == one.id).limit(1))):
        return True
    read = {os.path.abspath(row["path"]) for row in corpus.rows(reports, ("path",))}
    return all(os.path.abspath(os.path.join(config.folder, wanted)) in read for wanted in config.paths or (".",))
