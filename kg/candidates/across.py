"""Counts of one thing in several documents, read more loosely than inside one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from fractions import Fraction

from kg import observations
from kg import patterns as re
from kg.candidates._base import Across, Context, Span, candidates
from kg.candidates.data import place
from kg.findings import About
from kg.graph import Key
from kg.model import Period, Quantity, Report
from kg.records import record

_LARGE = 1000
_VAGUE = re.compile(r"\W*(?:some\s+)?(?:tens|dozens|hundreds|thousands|millions|billions|scores)\b", re.I)


@record
class Counted:
    """A count of a known metric in one of several documents."""

    subject: str
    metric: str
    quantity: Quantity
    period: Period | None
    as_of: date | None
    about: About


def _half(counted: Counted) -> Span:
    """One count is stale where another is at least twice as high."""
    low = counted.quantity.low
    high = low if counted.quantity.high is None else counted.quantity.high
    return Span((low, high), (), Fraction(low), 2 * Fraction(high), True)


@candidates("counts-across", grouped=True, across=Across(Counted, _half))
def counts_across(context: Context, report: Report) -> Iterator[tuple[Hashable, Counted]]:
    """Large counts by subject and metric, when several documents are checked together.

    Besides observations, the one count of a sentence that names one metric is taken: short pages
    ("the 500K+ estimate covers the full directory") seldom say it in order.
    """
    if not context.several:
        return
    as_of, taken = context.as_of(report), set()
    for o in context.observations(report):
        concept = context.metrics.concept(o.metric)
        if concept is None or o.quantity is None or o.quantity.kind != "count" or o.role != "observation" or o.scope or o.confidence < observations.COMPARED or _VAGUE.match(o.quantity.text):
            continue
        taken.add(o.carrier)
        if o.quantity.low is not None and o.quantity.low >= _LARGE and concept.nature == "stock":
            yield (observations.subject_key(o.subject), concept.id), Counted(o.subject, concept.label, o.quantity, o.period, as_of, place(context, report, o))
    for reading in context.readings(report):
        counts = [q for q in reading.figures if q.kind == "count" and not _VAGUE.match(q.text)]
        if not report.subject or len(counts) != 1 or len(reading.figures) != 1 or (reading.carrier.kind, reading.carrier.id) in taken:
            continue
        concepts = {m.concept.id: m.concept for m in reading.mentions if "count" in m.concept.units and m.concept.nature == "stock"}
        key = Key(report.id, reading.carrier.kind, reading.carrier.id)
        if len(concepts) == 1 and counts[0].low is not None and counts[0].low >= _LARGE and key in context.graph.nodes:
            (concept,) = concepts.values()
            period = reading.dates[0].period if len(reading.dates) == 1 else None
            yield (observations.subject_key(report.subject), concept.id), Counted(report.subject, concept.label, counts[0], period, as_of, context.about(key, place=reading.place(counts[0])))
