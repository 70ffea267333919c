"""What the loaders could not understand."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg import readings
from kg.candidates._base import Context, candidates, line_text
from kg.findings import About
from kg.graph import Key
from kg.model import Report, Trouble
from kg.prose import widest_gap
from kg.records import record


@record
class Troubled:
    """A trouble met while loading, with its places ready for a finding."""

    trouble: Trouble
    about: tuple[About, ...]


@record
class Lengthy:
    """A claim whose statement is too long to be read: its characters, and the blanks of a gap in it that is too wide."""

    about: About
    characters: int
    gap: int = 0


@candidates("troubles")
def troubles(context: Context, report: Report) -> Iterator[tuple[Hashable, Troubled]]:
    """Everything the loaders could not understand."""
    for n, trouble in enumerate(report.troubles):
        places = (trouble.place, *trouble.related)
        about = tuple(About("document", trouble.subject, p, line_text(report, p), report.id) for p in places)
        yield (report.id, n), Troubled(trouble, about)


@candidates("unread-lines")
def unread_lines(context: Context, report: Report) -> Iterator[tuple[Hashable, About]]:
    """Lines that became no node."""
    for n, place in enumerate(report.unread):
        yield (report.id, n), About("document", None, place, line_text(report, place), report.id)


@candidates("long-statements")
def long_statements(context: Context, report: Report) -> Iterator[tuple[Hashable, Lengthy]]:
    """Statements of claims that are too long, or too far apart, to be read."""
    for claim in report.claims:
        if not readings.readable(claim.statement):
            about = context.about(Key(report.id, "claim", claim.id))
            yield (report.id, claim.id), Lengthy(about, len(claim.statement), widest_gap(claim.statement))
