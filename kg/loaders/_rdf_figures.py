"""The figure and the period of an observation, from the properties that say them."""

from __future__ import annotations

from decimal import Decimal

from kg.loaders._rdf_nodes import Graph
from kg.model import Period, Precision, Quantity

_KINDS = ("money", "count", "percent", "points", "multiple", "duration", "date", "measure", "rating", "ordinal")


def observation_figures(graph: Graph, node: str) -> tuple[Quantity | None, Period | None]:
    """The figure and the period of an observation, as far as the graph says them.

    A figure whose steps are not said is taken as exact; one whose characters are not said is read
    as the whole value.
    """
    period = _period(graph, node, "period")
    inner = _period(graph, node, "figurePeriod")
    if graph.truth(node, "periodOfFigure", False):
        inner, period = period, None
    if not graph.text(node, "quantityKind"):
        return None, period
    low, high = graph.decimal(node, "low"), graph.decimal(node, "high")
    written = graph.text(node, "writtenFigure") or graph.text(node, "value")
    steps = {name: graph.decimal(node, name) or Decimal(0) for name in ("lowStep", "highStep", "lowLoose", "highLoose")}
    quantity = Quantity(
        start=graph.number(node, "figureStart"),
        end=graph.number(node, "figureEnd", len(written)),
        text=written,
        kind=graph.choice(node, "quantityKind", _kind, "count"),
        low=high if low is None else low,
        high=low if high is None else high,
        unit=graph.text(node, "unit") or None,
        currency=graph.text(node, "currency") or None,
        approximate=graph.truth(node, "approximate", False),
        bound=graph.choice(node, "bound", _bound, None),
        per=graph.text(node, "per") or None,
        period=inner,
        low_step=steps["lowStep"],
        high_step=steps["highStep"],
        low_loose=steps["lowLoose"],
        high_loose=steps["highLoose"],
        out_of=graph.decimal(node, "outOf"),
        change=graph.truth(node, "isChange", False),
    )
    return quantity, period


def _period(graph: Graph, node: str, name: str) -> Period | None:
    start, end = graph.day(node, f"{name}Start"), graph.day(node, f"{name}End")
    precision = graph.choice(node, f"{name}Precision", Precision, None)
    if start is None and end is None and precision is None:
        return None
    return Period(start, end, precision or Precision.DAY)


def _kind(written: str) -> str:
    return _KINDS[_KINDS.index(written)]


def _bound(written: str) -> str:
    return {"ge": "ge", "gt": "gt", "le": "le", "lt": "lt"}[written]
