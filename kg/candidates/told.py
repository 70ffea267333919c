"""The figures of a report with what says what each is of, for the candidate sets that compare them."""

from __future__ import annotations

from collections.abc import Iterator

from kg import retold
from kg.candidates._base import Context
from kg.model import Report
from kg.readings import Reading
from kg.retold import Told


def told_of(context: Context, report: Report) -> list[Told]:
    """Every plain figure of a report's text with what says what it is of, read once."""

    def tell() -> list[Told]:
        read = [*context.readings(report), *context.headings(report)]
        return [t for r, lead in zip(read, _leads(report, read), strict=True) for t in retold.tell(r, lead)]

    return context.once(("told", report.id), tell)


def told_by_place(context: Context, report: Report) -> dict[tuple, Told]:
    """The same, by path, line and column of the figure."""
    return context.once(("told by place", report.id), lambda: {retold.where(t): t for t in told_of(context, report)})


def _leads(report: Report, read: list[Reading]) -> Iterator[str]:
    """The question that each reading answers: the sentence before it, or the heading it stands under."""
    titles = {s.id: s.title for s in report.sections if s.title.rstrip().endswith("?")}
    before: Reading | None = None
    for reading in read:
        here = reading.carrier
        asked = before is not None and before.carrier.passage == here.passage and before.text.rstrip(" *_").endswith("?")
        first = before is None or before.carrier.section != here.section
        yield before.text if asked else titles.get(here.section, "") if first and here.kind == "sentence" else ""
        before = reading
