"""What is said of one thing once, and told with two values."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import Context, candidates
from kg.events.attributes import Contradiction, Stated, contradictions
from kg.events.persons import persons
from kg.events.stating import stated
from kg.findings import About
from kg.graph import Key
from kg.model import Report
from kg.records import record
from kg.samefact import stem
from kg.subjects import Subjects


@record
class Attributed:
    """Two values of one attribute with the places of each."""

    found: Contradiction
    few: tuple[About, ...]
    many: tuple[About, ...]


@candidates("attributes")
def attributed(context: Context, report: Report) -> Iterator[tuple[Hashable, Attributed]]:
    """Every attribute of a thing that a report gives two values."""
    subjects, readings = Subjects(report, context.config), context.readings(report)
    found = [*stated(report, subjects, readings), *persons(report, subjects, readings, context.as_of(report))]
    headed = frozenset(frozenset(stem(w) for w in s.title.split()) for s in report.sections)
    for n, one in enumerate(contradictions(found, subjects.main, headed)):
        yield (report.id, n), Attributed(one, *(tuple(dict.fromkeys(_about(context, report, s) for s in side)) for side in (one.few, one.many)))


def _about(context: Context, report: Report, one: Stated) -> About:
    return context.about(Key(report.id, one.kind, one.id), one.value)
