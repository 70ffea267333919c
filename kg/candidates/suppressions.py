"""Remarks of the authors that set findings aside, and what became of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import CannotCheck, Context, candidates
from kg.findings import About
from kg.model import Report
from kg.records import record
from kg.suppressions import Fate


@record
class Remark:
    """A remark with its fate, and its place ready for a finding."""

    fate: Fate
    about: About


@candidates("suppressions")
def suppressions(context: Context, report: Report) -> Iterator[tuple[Hashable, Remark]]:
    """Every remark of the report, and with the first report those of the configuration."""
    yield from _of(context, report)


@candidates("suppression-expiries")
def suppression_expiries(context: Context, report: Report) -> Iterator[tuple[Hashable, Remark]]:
    """Remarks that hold only until a day."""
    dated = [(key, remark) for key, remark in _of(context, report) if remark.fate.suppression.until is not None]
    if any(remark.fate.expired is None for _, remark in dated):
        raise CannotCheck("no day to hold expiry against: give as_of in kg.toml or in the report, or --today")
    yield from dated


def _of(context: Context, report: Report) -> Iterator[tuple[Hashable, Remark]]:
    first = report is context.graph.reports[0]
    for n, fate in enumerate(context.remarks):
        if fate.report == report.id or (first and not fate.report):
            one = fate.suppression
            yield n, Remark(fate, About("document", None, one.place, one.text, fate.report))
