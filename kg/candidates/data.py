"""Figures of text and data that speak of the same thing."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kg import observations, periods, quantities, rounding
from kg import patterns as re
from kg.candidates._base import Across, Context, Span, candidates
from kg.candidates.told import told_by_place
from kg.findings import About
from kg.graph import Key
from kg.model import Observation, Period, Precision, Quantity, Report
from kg.readings import Reading
from kg.records import record
from kg.retold import Told


@record
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
    """The words around the figure, where it stands in text."""


def signature(observation: Observation) -> tuple:
    """What makes two observations of one figure the same value at the same time."""
    q = observation.quantity
    return (q.kind, q.low, q.high, q.low_step, q.approximate, q.bound, q.period, observation.period, observation.value if q.low is None and q.period is None else "")


_NEAR = timedelta(days=100)
_SHORT, _LONG = 93, 3
"""Days of a period that may be compared with another near it; years of one that is compared with all."""


def years(period: Period | None, near: timedelta = _NEAR) -> tuple[int, ...]:
    """The years a period touches, with those that a short one is near to; none if it is open or long."""
    days = periods.length(period) if period is not None else None
    if days is None:
        return ()
    reach = near if days <= _SHORT else timedelta()
    first = period.start.year if period.start.year < 2 else (period.start - reach).year
    last = period.end.year if period.end.year > 9998 else (period.end + reach).year
    return tuple(range(first, last + 1)) if last - first < _LONG else ()


def _span(stated: Stated) -> Span:
    """The bounds of a figure or date, in the years in which it may be held against another (:func:`kg.camps.comparable_in_time`)."""
    one, names = stated.observation, dict(stated.observation.scope)
    period = one.period or (Period(stated.as_of, stated.as_of, Precision.DAY) if stated.as_of else None)
    timeless = "round" in names or one.quantity.kind == "date" or stated.nature == "event"
    slots = () if timeless else years(period)
    if "rate" in names or one.quantity.is_range:
        return Span(signature(one), slots)
    return Span(signature(one), slots, *_bounds(one.quantity))


def _bounds(quantity: Quantity) -> tuple[Fraction | None, Fraction | None, bool]:
    """Bounds that two figures which disagree do not share, and whether such bounds are known."""
    if quantity.kind == "date":
        period = quantity.period
        if period is None or quantity.bound or quantity.approximate:
            return None, None, True
        ends = (Fraction(day.toordinal()) if day else None for day in (period.start, period.end))
        return (*ends, True)
    if quantity.low is None or quantity.high is None or quantity.kind not in ("money", "count", "percent", "multiple"):
        return None, None, False
    if not (quantity.approximate or quantity.bound) and quantity.low_step and Fraction(quantity.low) % Fraction(quantity.low_step):
        # Of two figures of one precision the values count; they lie a step apart only if written so.
        return Fraction(quantity.low), Fraction(quantity.low), True
    found = rounding.interval(quantity)
    return found.low, found.high, True


SERIES = 50
"""Different values of one figure.  More are a log or a series; all of them against all takes too long as well."""
ALIKE = 12
"""More different values than this are a series, in which figures look alike by chance."""


def _value(stated: Stated) -> int:
    quantity = stated.observation.quantity
    return hash((quantity.low or 0, quantity.high or 0))


@candidates("figures", grouped=True, across=Across(Stated, _span, value=_value, most=SERIES))
def figures(context: Context, report: Report) -> Iterator[tuple[Hashable, Stated]]:
    """Observations of text and data, by everything that must be equal before they are compared.

    The key holds no report: figures of several reports about one subject meet.
    """
    latest, titled = context.as_of(report), _titled_year(report)
    for observation in context.observations(report):
        key = observations.key(observation, report.id)
        if key is None or (observation.metric == "round date" and "round" in dict(observation.scope)):
            continue  # when a round took place is an event, and dates of events are compared as such
        concept = context.metrics.concept(observation.metric)
        nature = "event" if dict(observation.scope).get("round") else concept.nature if concept else "stock"
        weak = concept is None or not (observation.subject or observation.period)
        as_of = report.as_of or (titled if nature != "flow" else None)
        at = observation.place
        told = told_by_place(context, report).get((at.path, at.line, at.column))
        yield key, Stated(observation, place(context, report, observation), nature, as_of, latest, weak, told)


_AHEAD = re.compile(r"\b(?:outlook|strategy|plan|budget|vision|roadmap|forecast|by|to|towards?|target)\b|[–-]\s?\d", re.I)


def _titled_year(report: Report) -> date | None:
    """The end of the one year that a title looks back on: "Annual report 2024", "2024 in review"."""
    years = [q.period for q in quantities.extract(report.title) if q.kind == "date" and q.period is not None and not q.bound] if report.title else []
    if len(years) != 1 or _AHEAD.search(report.title) or years[0].precision is not Precision.YEAR:
        return None
    return years[0].end


def _twin_span(stated: Stated) -> Span:
    quantity = stated.observation.quantity
    return Span((quantity.low, quantity.high), years(stated.observation.period))


@candidates("figure-twins", grouped=True, across=Across(Stated, _twin_span, value=_value, most=ALIKE))
def figure_twins(context: Context, report: Report) -> Iterator[tuple[Hashable, Stated]]:
    """The same observations, by subject, metric and unit alone: for figures that look like one, mistyped."""
    latest = context.as_of(report)
    parts = context.once(("parts of counts", report.id), lambda: frozenset(n for r in context.readings(report) if len(r.figures) > 1 for n in _parts(r)))
    for observation in context.observations(report):
        key = observations.key(observation, report.id)
        if key is not None and not (observation.quantity is not None and observation.quantity.low in parts and observation.quantity.kind == "count"):
            at = observation.place
            told = told_by_place(context, report).get((at.path, at.line, at.column))
            stated = Stated(observation, place(context, report, observation), "stock", report.as_of, latest, told=told)
            yield (key[0], observation.metric, *key[3:]), stated


_OF_ALL = re.compile(r"\s+of\s+(?:the|all|all\s+the|these|those)\s+", re.I)


def _parts(reading: Reading) -> Iterator[Decimal]:
    """The counts of three digits or more that a sentence calls parts of larger ones that look like them: "643 of the 648 patients"."""
    for part, whole in pairwise(reading.figures):
        if part.kind == whole.kind == "count" and part.low and whole.low and 100 <= part.low < whole.low <= part.low * 10 and _OF_ALL.fullmatch(reading.text, part.end, whole.start):
            yield part.low


def place(context: Context, report: Report, observation: Observation) -> About:
    """The node that states an observation, at the figure itself."""
    kind, id = observation.carrier
    key = Key(report.id, kind, id)
    if kind == "metric" or key not in context.graph.nodes:
        cited = f" ({observation.claims[0].target})" if observation.claims else ""
        words = f"{observation.subject}: {observation.metric} {observation.value}{cited}"
        return About("observation", observation.id, observation.place, words, report.id)
    return context.about(key, place=observation.place)
