"""Names that are written in two ways."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.candidates._base import Context, candidates
from kg.events import spelling
from kg.events.spelling import Variant, Written
from kg.findings import About
from kg.graph import Key
from kg.model import Place, Report
from kg.records import record


@record
class Spelling:
    """A name that stands once, with the places of the name it may be meant for."""

    variant: Variant
    odd: About
    usual: tuple[About, ...]


@candidates("spellings")
def spellings(context: Context, report: Report) -> Iterator[tuple[Hashable, Spelling]]:
    """Names that stand once and are written nearly like another one, by where they stand."""
    texts = [
        (r.text, r.carrier.kind, r.carrier.id, r.carrier.passage) for r in context.readings(report) if r.carrier.kind != "claim"
    ]
    texts += [(c.text, "cell", c.id, t.id) for t in report.tables for row in (t.header, *t.rows) for c in row]
    lines = {d.path: d.text.splitlines() for d in report.documents}
    texts += [
        (" ".join(lines.get(s.place.path, [])[s.place.line - 1 : s.place.end_line])[:400], "source", s.id, s.id) for s in report.sources
    ]
    for found in spelling.variants(spelling.collect(texts), "\n".join(d.text for d in report.documents)):
        yield (
            (report.id, found.odd.kind, found.odd.id),
            Spelling(found, _about(context, report, found.odd), tuple(_about(context, report, w) for w in found.usual)),
        )


def _about(context: Context, report: Report, written: Written) -> About:
    key = Key(report.id, written.kind, written.id)
    place: Place = context.graph.nodes[key].place
    return context.about(key, written.name, place)
