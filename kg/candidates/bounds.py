"""Figures of which one cannot exceed, or must equal but for a slip, another."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg import observations, rounding
from kg.candidates._base import Across, Context, Span, candidates
from kg.candidates.data import Stated, place
from kg.model import Observation, Report


def _part_or_whole(stated: Stated) -> Span:
    """A total is wrong if it is below a part: from below a part bounds it, from above it bounds a part."""
    quantity = stated.observation.quantity
    if quantity.low is None or quantity.high is None:
        return Span(stated.observation.metric)
    bounds = rounding.interval(quantity)
    whole = stated.observation.metric == "total funding raised"
    return Span(stated.observation.metric, (), None if whole else bounds.low, bounds.high if whole else None, True)


@candidates("funding-totals", grouped=True, across=Across(Stated, _part_or_whole))
def funding_totals(context: Context, report: Report) -> Iterator[tuple[Hashable, Stated]]:
    """Totals of money raised and amounts of single rounds, by who raised it."""
    for observation in context.observations(report):
        if observation.metric in ("total funding raised", "round amount") and _known(observation) and observation.quantity.kind == "money":
            yield (observations.subject_key(observation.subject) or f"@{report.id}",), _stated(context, report, observation)


def _currency(stated: Stated) -> Span:
    return Span(stated.observation.quantity.currency)


@candidates("figures-any-currency", grouped=True, across=Across(Stated, _currency))
def figures_any_currency(context: Context, report: Report) -> Iterator[tuple[Hashable, Stated]]:
    """Amounts of money by subject, metric, circumstances and month or year, whatever the currency."""
    for observation in context.observations(report):
        key = observations.key(observation, report.id)
        if key is not None and observation.quantity.kind == "money" and observation.period is not None and observation.period.start:
            start = observation.period.start
            yield (*key[:4], key[6], start.year), _stated(context, report, observation)


def _known(observation: Observation) -> bool:
    return (
        observation.role == "observation"
        and observation.confidence >= observations.COMPARED
        and observation.quantity is not None
        and dict(observation.scope).get("modality") != "forecast"
    )


def _stated(context: Context, report: Report, observation: Observation) -> Stated:
    return Stated(observation, place(context, report, observation), "event", report.as_of)
