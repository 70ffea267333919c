"""Times said to lie between two dates."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import Context, candidates
from kg.events import ages
from kg.events.lapses import Lapse, Mark, lapses
from kg.events.marks import own_day
from kg.findings import About
from kg.graph import Key
from kg.model import Report
from kg.readings import span_place
from kg.records import record
from kg.subjects import Subjects


@record
class Between:
    """A stated span with the places of the span and of its two dates."""

    lapse: Lapse
    about: About
    first: About
    last: About


@candidates("lapses")
def between_dates(context: Context, report: Report) -> Iterator[tuple[Hashable, Between]]:
    """Every stated span whose two dates are known, by where it stands."""
    found = lapses(report, context.readings(report), context.as_of(report))
    known = {(id(one.reading), one.span.start) for one in found}
    aged = ages.said(report, context.readings(report), context.as_of(report) or own_day(report), Subjects(report, context.config))
    for lapse in (*found, *(one for one in aged if (id(one.reading), one.span.start) not in known)):
        carrier, span = lapse.reading.carrier, lapse.span
        place = span_place(carrier, span.start, span.end)
        about = context.about(Key(report.id, carrier.kind, carrier.id), span.text, place)
        yield (
            (report.id, place.path, place.line, place.column),
            Between(lapse, about, _mark(context, report, lapse.first), _mark(context, report, lapse.last)),
        )


def _mark(context: Context, report: Report, mark: Mark) -> About:
    return context.about(Key(report.id, mark.kind, mark.id), mark.text, mark.place)
