"""The cells and rows of metrics that the text is held against besides those that look alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import nouns, retold
from kg.candidates._base import Context
from kg.candidates.told import told_cell
from kg.model import Observation, Report
from kg.readings import Carrier, Reading
from kg.retold import Told


def told_metrics(context: Context, report: Report) -> list[Told]:
    """The rows of metrics as if their names told the values: "Line 7, passengers, 9.1 million"."""
    return [t for row in report.observations if (t := _told_metric(context, report, row)) is not None]


def _told_metric(context: Context, report: Report, row: Observation) -> Told | None:
    if row.quantity is None or row.place is None or row.role != "observation":
        return None
    carrier = Carrier(report.id, "metric", row.id, row.quantity.text, row.place, None, f"{row.metric} {row.subject or ''}")
    found = next(iter(retold.tell(Reading(carrier, context.metrics))), None)
    if found is None or found.quantity.text != row.quantity.text:
        return None
    last = row.metric.split()[-1] if row.metric.split() else ""
    noun = retold.root(nouns.singular(last)) if found.sort[0] == "count" and nouns.is_plural(last) else ""
    return replace(found, noun=noun, period=row.period)


def told_amounts(context: Context, report: Report, prose: list[Told]) -> Iterator[Told]:
    """The cells that give the number of an amount of the text in another currency."""
    currencies = {t.quantity.currency for t in prose if t.sort[0] == "money"}
    if len(currencies) < 2:
        return
    wanted = {t.value for t in prose if t.sort[0] == "money"}
    for grid in context.grids(report):
        for n, row in enumerate(grid.figures):
            for f in row:
                if f is not None and f.pure and f.quantity.kind == "money" and f.quantity.low in wanted:
                    found = told_cell(context, grid, n, f, frozenset())
                    if found is not None:
                        yield found
