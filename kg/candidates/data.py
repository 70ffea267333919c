"""Figures of text and data that speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date

from kg import observations, quantities
from kg.candidates._base import Context, candidates
from kg.candidates.told import told_by_place
from kg.findings import About
from kg.graph import Key
from kg.model import Observation, Precision, Report
from kg.retold import Told


@dataclass(frozen=True, slots=True)
class Stated:
    """An observation with the place of what states it.

    ``nature`` is the metric's (stock, flow, ratio, rate, event); ``as_of`` the date of the report,
    if it states one, ``latest`` that or the latest "as of" in its text.
    """

    observation: Observation
    about: About
    nature: str
    as_of: date | None
    latest: date | None = None
    weak: bool = False
    """The metric is outside the lexicon or its subject unnamed: equal words may mean two things."""
    told: Told | None = None
    """The words around such a weak figure, where it stands in text."""


@candidates("figures", grouped=True)
def figures(context: Context, report: Report) -> Iterator[tuple[Hashable, Stated]]:
    """Observations of text and data, by everything that must be equal before they are compared.

    The key holds no report: figures of several reports about one subject meet.
    """
    latest, titled = context.as_of(report), _titled_year(report)
    for observation in context.observations(report):
        key = observations.key(observation, report.id)
        if key is None:
            continue
        concept = context.metrics.concept(observation.metric)
        nature = "event" if dict(observation.scope).get("round") else concept.nature if concept else "stock"
        weak = concept is None or not observation.subject
        as_of = report.as_of or (titled if nature != "flow" else None)
        at = observation.place
        told = told_by_place(context, report).get((at.path, at.line, at.column)) if weak else None
        yield key, Stated(observation, place(context, report, observation), nature, as_of, latest, weak, told)


_AHEAD = re.compile(r"\b(?:outlook|strategy|plan|budget|vision|roadmap|forecast|by|to|towards?|target)\b|[–-]\s?\d", re.I)


def _titled_year(report: Report) -> date | None:
    """The end of the one year that a title looks back on: "Annual report 2024", "2024 in review"."""
    years = [q.period for q in quantities.extract(report.title) if q.kind == "date" and q.period is not None and not q.bound] if report.title else []
    if len(years) != 1 or _AHEAD.search(report.title) or years[0].precision is not Precision.YEAR:
        return None
    return years[0].end


@candidates("figure-twins", grouped=True)
def figure_twins(context: Context, report: Report) -> Iterator[tuple[Hashable, Stated]]:
    """The same observations, by subject, metric and unit alone: for figures that look like one, mistyped."""
    latest = context.as_of(report)
    for observation in context.observations(report):
        key = observations.key(observation, report.id)
        if key is not None:
            stated = Stated(observation, place(context, report, observation), "stock", report.as_of, latest)
            yield (key[0], observation.metric, *key[3:]), stated


def place(context: Context, report: Report, observation: Observation) -> About:
    """The node that states an observation, at the figure itself."""
    kind, id = observation.carrier
    key = Key(report.id, kind, id)
    if kind == "metric" or key not in context.graph.nodes:
        cited = f" ({observation.claims[0].target})" if observation.claims else ""
        words = f"{observation.subject}: {observation.metric} {observation.value}{cited}"
        return About("observation", observation.id, observation.place, words, report.id)
    return context.about(key, place=observation.place)
