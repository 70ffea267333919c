"""The rows of the tables that one report gives, those for everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from kg.candidates import Context
from kg.candidates.events import events
from kg.corpus.schema import exact
from kg.graph import ClaimGraph
from kg.model import Observation, Period, Place, Report

Row = tuple
"""Values in the order of the columns of the table."""


def of(context: Context, report: Report) -> Iterator[tuple[str, Row]]:
    """Name of the table and row, for everything of one report; rows of one table in the order of the input."""
    graph = context.graph
    yield "reports", (report.id, report.path, report.format, report.title, report.subject, context.as_of(report), [d.path for d in report.documents])
    for table, rows in _TABLES.items():
        for key, node in graph.of_type(table.removesuffix("s") if table != "evidence" else table, report.id):
            yield table, (report.id, key.id, *rows(graph, key, node))
    for observation in context.observations(report):
        yield "observations", _observation(report, observation)
    for told in events(context, report):
        yield "events", _event(report, told.event)
    for key, node in graph.nodes.items():
        place = getattr(node, "place", None)
        where = (*_at(place), place.end_line, place.end_column) if place is not None else (None,) * 5
        yield "places", (report.id, key.type, key.id, *where)


def _at(place: Place) -> tuple[str, int, int]:
    return place.path, place.line, place.column


def _section(graph: ClaimGraph, key, node) -> Row:
    return node.number, node.title, node.level, node.parent, *_at(node.place)


def _claim(graph: ClaimGraph, key, node) -> Row:
    label = node.confidence.value if node.confidence else None
    return node.statement, label, node.confidence_text, node.section, node.in_text, [c.target for c in node.derived_from], *_at(node.place)


def _source(graph: ClaimGraph, key, node) -> Row:
    publisher = next((e.target.id for e in graph.out(key, "published-by")), None)
    return node.publisher, publisher, node.title, node.url, node.date, node.accessed, node.quote, *_at(node.place)


def _publisher(graph: ClaimGraph, key, node) -> Row:
    return node.name, list(node.names)


def _evidence(graph: ClaimGraph, key, node) -> Row:
    return node.claim, node.source, node.stance.value, node.quote, *_at(node.place)


_TABLES = {"sections": _section, "claims": _claim, "sources": _source, "publishers": _publisher, "evidence": _evidence}


def _observation(report: Report, one: Observation) -> Row:
    q = one.quantity
    if q is None:
        figure = ("name", None, None, None, None, None, None, None, None, False, None, None)
    else:
        ends = (exact(q.low), exact(q.high), _text(q.low), _text(q.high))
        steps = (exact(q.low_step), exact(q.high_step))
        figure = (q.kind, *ends, *steps, q.unit, q.currency, q.approximate, q.bound, q.per)
    return (
        report.id, one.id, one.subject, one.metric, one.value, *figure, *_ends(one.period), one.period_text,
        json.dumps(dict(one.scope), ensure_ascii=False), exact(Decimal(str(one.confidence))), one.role, *one.carrier, *_at(one.place),
    )  # fmt: skip


def _event(report: Report, one) -> Row:
    members = [{"role": m.role, "name": m.name, "key": m.key} for m in one.members]
    return (
        report.id, one.frame, one.subject, one.subject_name, one.thing, one.thing_name, one.series, *_ends(one.period), one.date_text,
        one.amount_text, one.status, json.dumps(members, ensure_ascii=False), *one.carrier, *_at(one.place),
    )  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _ends(period: Period | None) -> tuple:
    return (None, None) if period is None else (period.start, period.end)
