"""What a report states of its things, and which of its places speak of two things."""

from __future__ import annotations

from kg.candidates._base import Context
from kg.events.attributes import Stated, kept_apart, merged
from kg.events.persons import persons
from kg.events.stating import stated
from kg.model import Report
from kg.samefact import stem
from kg.subjects import Subjects


def attributes_of(context: Context, report: Report) -> list[Stated]:
    """Everything that a report states of its things, read once per run."""

    def read() -> list[Stated]:
        subjects, readings = Subjects(report, context.config), context.readings(report)
        headed = frozenset(frozenset(stem(w) for w in s.title.split()) for s in report.sections)
        return list(merged([*stated(report, subjects, readings), *persons(report, subjects, readings, context.as_of(report))], subjects.main, headed))

    return context.once(("attributes", report.id), read)


def told_apart(context: Context, report: Report) -> frozenset[frozenset[tuple[str, str]]]:
    """The pairs of nodes that state one attribute of two things."""
    return context.once(("told apart", report.id), lambda: kept_apart(attributes_of(context, report)))
