"""One thing that is dated or named twice in one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from kg import patterns as re
from kg.candidates._base import Context, candidates
from kg.candidates.attributes import told_apart
from kg.candidates.events import told_events
from kg.candidates.restated import restated_figures
from kg.events import bearers, casting, dating, echoes, placing, ranked, redated, rosters, seats, sited, slipped
from kg.events.called import two_posts
from kg.events.clauses import HOLE
from kg.events.dating import Dated
from kg.events.redated import Redated
from kg.findings import About
from kg.graph import Key
from kg.model import Report
from kg.records import record
from kg.retold import root


@record
class Redating:
    """Two dates of one thing with their places."""

    pair: Redated
    places: tuple[About, About]


@candidates("redated")
def redatings(context: Context, report: Report) -> Iterator[tuple[Hashable, Redating]]:
    """Dates that stand among the same rare words and differ, unless another check compares their events."""
    dates = dating.dated(report, context.readings(report))
    found = redated.pairs(dates)
    found += echoes.pairs(dates, found, report.subject or "")
    found += slipped.pairs(dates, found)
    found = [p for p in found if not two_posts(f"{p.first.lead} {p.first.clause}", f"{p.second.lead} {p.second.clause}")]
    found = [p for p in found if not (_of_rival(p.first, p.second) or _of_rival(p.second, p.first) or _deadline(p.first) != _deadline(p.second) or _ages_apart(p.first, p.second))]
    compared = _compared(context, report) | told_apart(context, report) if found else frozenset()
    for n, pair in enumerate(found):
        if frozenset(((pair.first.kind, pair.first.id), (pair.second.kind, pair.second.id))) not in compared:
            yield (report.id, n), Redating(pair, (_dated(context, report, pair.first), _dated(context, report, pair.second)))


_LEADS = re.compile(r"(?P<name>[A-ZÀ-ÖØ-Þ][\w&’'-]*(?:\s[A-ZÀ-ÖØ-Þ][\w&’'-]*){0,3})\s*\([^()]*\)\s*$")
_BY = re.compile(rf"(?:^|:)\W*by\s+(?:the\s+end\s+of\s+)?{HOLE}", re.I)


def _of_rival(one: Dated, other: Dated) -> bool:
    """Whether a line is led by a name with its place in a bracket, "Cellgrain (Montreal): …", that the other date has not beside it."""
    match = _LEADS.match(one.lead.strip()) if one.label else None
    return match is not None and not any(root(w) in other.wide for w in match["name"].split())


_AGE = 30
"""Years further apart than this are of two happenings, unless a single digit parts them."""


def _ages_apart(one: Dated, other: Dated) -> bool:
    """Whether two dates are more years apart than a slip of one digit explains: a workshop opened in 1826, a museum there in 1976."""
    a, b = one.when.year, other.when.year
    return a is not None and b is not None and abs(a - b) > _AGE and sum(x != y for x, y in zip(str(a), str(b), strict=False)) > 1


def _deadline(one: Dated) -> bool:
    """Whether a date is the day by which something is to be done: "Contracts signed: by 31 July 2026"."""
    return one.label and _BY.search(one.clause) is not None


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


def _acted(context: Context, report: Report) -> frozenset[frozenset[tuple[str, int]]]:
    """The pairs of lines whose events have somebody in a role, and are held against each other by their roles."""
    groups: dict[Hashable, set[tuple[str, int]]] = defaultdict(set)
    for key, told in told_events(context, report):
        if told.event.members:
            groups[key].add((told.about.place.path, told.about.place.line))
    return frozenset(frozenset((a, b)) for group in groups.values() if len(group) < 40 for a in group for b in group if a < b)


def _dated(context: Context, report: Report, one: Dated) -> About:
    return context.about(Key(report.id, one.kind, one.id), one.text, one.place)


@record
class Renaming:
    """One thing (``who``, or the words it is told in) with two names in one slot, and where each stands."""

    who: str
    values: tuple[str, str]
    odd: About
    usual: tuple[About, ...]


@candidates("renamed")
def renamings(context: Context, report: Report) -> Iterator[tuple[Hashable, Renaming]]:
    """Whoever and whatever is said to be of two places, or has two names in one slot, by name."""
    readings = context.readings(report)
    body = seats.Body("\n".join(d.text for d in report.documents))
    told: set[str] = set()
    for one in (*seats.moved(seats.seats(report, readings), body), *seats.moved(sited.sites(readings, body), body)):
        if one.odd.where in told or any(frozenset(((one.odd.kind, one.odd.id), (s.kind, s.id))) in told_apart(context, report) for s in one.others):
            continue
        told.add(one.odd.where)
        usual = tuple(context.about(Key(report.id, s.kind, s.id), s.where, s.place) for s in one.others)
        odd = context.about(Key(report.id, one.odd.kind, one.odd.id), one.odd.where, one.odd.place)
        yield (report.id, one.odd.key), Renaming(one.odd.who, (one.odd.where, one.others[0].where), odd, usual)
    for pair in placing.renamed(placing.slots(report, readings), body):
        if pair.odd.name in told or frozenset(((pair.odd.kind, pair.odd.id), (pair.usual.kind, pair.usual.id))) in told_apart(context, report):
            continue
        told |= {pair.odd.name, pair.usual.name}
        sides = [context.about(Key(report.id, s.kind, s.id), s.name, s.place) for s in (pair.odd, pair.usual)]
        shared = pair.odd.near & pair.usual.near
        words = ", ".join(dict.fromkeys(w for w in re.findall(r"[^\W\d_][\w’'-]*", pair.odd.text) if root(w) in shared))
        yield (report.id, pair.odd.key, pair.usual.key), Renaming(words, (pair.odd.name, pair.usual.name), sides[0], (sides[1],))
    acted = _acted(context, report)
    cast = casting.casts(report, readings)
    for one in casting.recast(cast, body):
        lines = frozenset((c.place.path, c.place.line) for c in (one.first, one.second))
        if {one.first.name, one.second.name} <= told or lines in acted or frozenset(((one.first.kind, one.first.id), (one.second.kind, one.second.id))) in told_apart(context, report):
            continue
        sides = [context.about(Key(report.id, c.kind, c.id), c.name, c.place) for c in (one.first, one.second)]
        words = ", ".join(dict.fromkeys(w for w in re.findall(r"[^\W\d_][\w’'-]*", f"{one.first.text} {one.second.text}") if root(w)[:4] in one.shared)) or "one part"
        yield (report.id, one.first.key, one.second.key, one.first.id), Renaming(words, (one.first.name, one.second.name), sides[0], (sides[1],))
    for one in (*rosters.unlike(rosters.lists(report, readings)), *rosters.strangers(report, readings, body.text)):
        sides = [context.about(Key(report.id, m.kind, m.id), m.name, m.place) for m in (one.first, one.second)]
        yield (report.id, one.first.name, one.second.name, one.first.id), Renaming(one.told, (one.first.name, one.second.name), sides[0], (sides[1],))
    ranks = {(one.place.path, one.place.line, one.place.column): one for one in (*bearers.misgiven(context.grids(report), readings), *ranked.misranked(context.grids(report), readings))}
    for one in ranks.values():
        odd = context.about(Key(report.id, one.kind, one.id), one.name, one.place)
        right = context.about(Key(report.id, one.right_kind, one.right_id), one.right, one.right_place)
        yield (report.id, "rank", one.place.path, one.place.line, one.place.column), Renaming(one.told, (one.name, one.right), odd, (right,))
