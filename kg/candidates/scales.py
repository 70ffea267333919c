"""Figures that stand out by a thousand times among those around them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import Context, candidates
from kg.candidates.derivations import place
from kg.derivations import scales
from kg.derivations.scales import Slip
from kg.findings import About
from kg.model import Report
from kg.records import record


@record
class Slipped:
    """A figure in the wrong scale, with its place."""

    slip: Slip
    about: tuple[About, ...]


@candidates("scale-slips")
def scale_slips(context: Context, report: Report) -> Iterator[tuple[Hashable, Slipped]]:
    """Figures that another word of scale, or another prefix of their unit, would make the result of a working beside them."""
    for n, slip in enumerate(scales.slips(context.readings(report))):
        yield (report.id, n), Slipped(slip, (place(context, report, slip.term, "stated"),))
