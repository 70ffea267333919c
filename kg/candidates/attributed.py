"""What is said of one thing once, and told with two values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import combinations

from kg import periods
from kg.candidates._base import Context, candidates
from kg.candidates.attributes import attributes_of
from kg.candidates.events import Told, told_events
from kg.candidates.posts import held
from kg.candidates.redated import redatings, renamings
from kg.events.attributes import Contradiction, Stated, contradictions
from kg.events.counted import undated
from kg.findings import About
from kg.graph import Key
from kg.model import Report
from kg.records import record


@record
class Attributed:
    """Two values of one attribute with the places of each."""

    found: Contradiction
    few: tuple[About, ...]
    many: tuple[About, ...]


@candidates("attributes")
def attributed(context: Context, report: Report) -> Iterator[tuple[Hashable, Attributed]]:
    """Every attribute of a thing that a report gives two values."""
    known: frozenset[frozenset[tuple[str, str]]] | None = None
    for n, one in enumerate((*contradictions(attributes_of(context, report)), *undated(attributes_of(context, report)))):
        known = _known(context, report) if known is None else known
        if all(frozenset((a.where, b.where)) in known for a in one.few for b in one.many):
            continue
        yield (report.id, n), Attributed(one, *(tuple(dict.fromkeys(_about(context, report, s) for s in side)) for side in (one.few, one.many)))


def _known(context: Context, report: Report) -> frozenset[frozenset[tuple[str, str]]]:
    """The pairs of nodes that another check tells of: their dates, their names, who holds a post, who bought whom."""
    pairs = {frozenset((a.kind, a.id) for a in one.places) for _, one in redatings(context, report)}
    pairs |= {frozenset(((one.odd.kind, one.odd.id), (a.kind, a.id))) for _, one in renamings(context, report) for a in one.usual}
    posts = [one for _, one in held(context, report)]
    pairs |= {frozenset(((a.about.kind, a.about.id), (b.about.kind, b.about.id))) for a, b in combinations(posts[:60], 2) if a.post.role == b.post.role and a.post.body == b.post.body and a.post.surname != b.post.surname}
    groups: dict[Hashable, list[Told]] = defaultdict(list)
    for key, told in told_events(context, report):
        groups[key].append(told)
    for group in groups.values():
        pairs |= {frozenset((a.event.carrier, b.event.carrier)) for a, b in combinations(group[:40], 2) if _differ(a, b)}
    return frozenset(pairs)


def _differ(a: Told, b: Told) -> bool:
    """Whether two accounts of an event give it two dates or two doers."""
    one, other = a.event, b.event
    dates = one.period is not None and other.period is not None and not periods.overlap(one.period, other.period)
    return dates or any({m.key for m in one.named(r)} != {m.key for m in other.named(r)} for r in a.single & b.single if one.named(r) and other.named(r))


def _about(context: Context, report: Report, one: Stated) -> About:
    return context.about(Key(report.id, one.kind, one.id), one.value)
