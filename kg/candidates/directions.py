"""Words of change beside the figures before and after it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import Context, candidates
from kg.candidates.derivations import place
from kg.derivations import directions
from kg.derivations.directions import Turned
from kg.findings import About
from kg.model import Report
from kg.records import record


@record
class Direction:
    """A word of change that its figures contradict, with the places of both."""

    turned: Turned
    about: tuple[About, ...]


@candidates("turned-changes")
def turned_changes(context: Context, report: Report) -> Iterator[tuple[Hashable, Direction]]:
    """Rises whose figures fall, and falls whose figures rise."""
    for n, one in enumerate(directions.turned(context.readings(report))):
        about = (place(context, report, one.after, "stated"), place(context, report, one.before, "stated"))
        yield (report.id, n), Direction(one, about)
