"""One thing that is dated or placed twice in one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from kg.candidates._base import Context, candidates
from kg.candidates.events import told_events
from kg.candidates.restated import restated_figures
from kg.events import dating, redated, seats
from kg.events.dating import Dated
from kg.events.redated import Redated
from kg.events.seats import Moved, Seat
from kg.findings import About
from kg.graph import Key
from kg.model import Report


@dataclass(frozen=True, slots=True)
class Redating:
    """Two dates of one thing with their places."""

    pair: Redated
    places: tuple[About, About]


@candidates("redated")
def redatings(context: Context, report: Report) -> Iterator[tuple[Hashable, Redating]]:
    """Dates that stand among the same rare words and differ, unless another check compares their events."""
    found = redated.pairs(dating.dated(report, context.readings(report)))
    compared = _compared(context, report) if found else frozenset()
    for n, pair in enumerate(found):
        if frozenset(((pair.first.kind, pair.first.id), (pair.second.kind, pair.second.id))) not in compared:
            yield (report.id, n), Redating(pair, (_dated(context, report, pair.first), _dated(context, report, pair.second)))


def _compared(context: Context, report: Report) -> frozenset[frozenset[tuple[str, str]]]:
    """The pairs of nodes whose events or figures are held against each other elsewhere."""
    groups: dict[Hashable, set[tuple[str, str]]] = defaultdict(set)
    for key, told in told_events(context, report):
        if told.event.period is not None:
            groups[key].add(told.event.carrier)
    pairs = {frozenset((a, b)) for group in groups.values() if len(group) < 40 for a in group for b in group if a < b}
    for _, one in restated_figures(context, report):
        if one is not None:
            pairs.add(frozenset((a.kind, a.id) for a in one.places))
    return frozenset(pairs)


def _dated(context: Context, report: Report, one: Dated) -> About:
    return context.about(Key(report.id, one.kind, one.id), one.text, one.place)


@dataclass(frozen=True, slots=True)
class Removal:
    """One that is said to be of two places, with where it is said."""

    moved: Moved
    odd: About
    others: tuple[About, ...]


@candidates("seats")
def removals(context: Context, report: Report) -> Iterator[tuple[Hashable, Removal]]:
    """Whoever and whatever is said to be of two places, by name."""
    found = seats.seats(report, context.readings(report))
    for one in seats.moved(found, "\n".join(d.text for d in report.documents)):
        yield (report.id, one.odd.key), Removal(one, _seat(context, report, one.odd), tuple(_seat(context, report, s) for s in one.others))


def _seat(context: Context, report: Report, one: Seat) -> About:
    return context.about(Key(report.id, one.kind, one.id), one.where, one.place)
