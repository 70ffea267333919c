"""Citations by author and year."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import Context, candidates
from kg.evidence import author_years
from kg.evidence.author_years import Cited
from kg.model import Report


@candidates("author-years")
def cited_years(context: Context, report: Report) -> Iterator[tuple[Hashable, Cited]]:
    """Every citation by author and year whose author the list of references knows, by where it stands."""
    for one in author_years.cited(report):
        yield (report.id, one.place.path, one.place.line, one.place.column), one
