"""Events told in several places, by the event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from kg import patterns as re
from kg.candidates._base import Across, Context, Span, candidates
from kg.candidates.attributes import told_apart
from kg.candidates.data import place as place_of
from kg.events import happenings, milestones
from kg.events.absences import Absence, absences
from kg.events.frames import Frames
from kg.events.funding import FRAME as ROUND
from kg.events.funding import party_subject
from kg.events.happenings import Happening
from kg.events.milestones import Milestone, opening_name
from kg.events.model import Event, Member
from kg.events.reader import frames_of, read
from kg.events.same import groups
from kg.findings import About
from kg.graph import Key
from kg.model import Report
from kg.observations import subject_key
from kg.records import record
from kg.samefact import value
from kg.subjects import Subjects

_APART = timedelta(days=730)


@record
class Told:
    """An event with the place that tells it.

    ``single`` are the roles only one can have; ``once`` says that this kind happens to a thing once.
    """

    event: Event
    about: About
    single: frozenset[str]
    once: bool = False


def events(context: Context, report: Report) -> list[Told]:
    """Every event a report tells, read once per run."""
    return context.once(("events", report.id), lambda: _told(context, report))


def _told(context: Context, report: Report) -> list[Told]:
    known = frames_of(context.config)
    once = {f.id for f in known.frames if f.once}
    rows = {o.id: o for o in report.observations}
    found = []
    for event in read(report, context.config, context.readings(report), context.observations(report)):
        kind, id = event.carrier
        key = Key(report.id, kind, id)
        if kind == "metric" and id in rows:
            about = place_of(context, report, rows[id])
        elif key in context.graph.nodes:
            about = context.about(key, place=event.place)
        else:
            about = About("document", None, event.place, event.thing_name or event.series, report.id)
        found.append(Told(event, about, known.single, event.frame in once))
    return found


def _block(key: tuple) -> tuple | None:
    """What one report knows of a key: which round a nameless one is, the other reports may tell."""
    return None if key[0] in ("happening", "milestone") else key[:2]


def _split(told: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    """The accounts of one block by the event they are of."""
    if told[0].event.frame != ROUND:
        yield tuple(told)
        return
    rounds, groups = _rounds(list(told)), defaultdict(list)
    for one in told:
        groups[rounds[id(one)]].append(one)
    yield from map(tuple, groups.values())


@candidates("events", grouped=True, across=Across(Told, block=_block, split=_split))
def told_events(context: Context, report: Report) -> Iterator[tuple[Hashable, Told]]:
    """Everything that is told of one event.

    Two accounts are of one funding round by who raised it and the name of the round; by the month,
    or by the amount within two years in different parts, where at most one of them gives a name.
    Two accounts are of one acquisition, launch, approval … by the thing it happened to.
    """
    rounds = context.once("rounds", lambda: _rounds([t for r in context.graph.reports for t in events(context, r) if t.event.frame == ROUND]))
    for told in events(context, report):
        event = told.event
        if event.frame == ROUND:
            if id(told) in rounds:
                yield (ROUND, *rounds[id(told)]), told
        elif event.thing:
            yield (event.frame, event.thing), told
    apart = told_apart(context, report)
    for n, group in enumerate(happened(context, report)):
        if len(group) == 2 and frozenset(told.event.carrier for told in group) in apart:
            continue
        for told in group:
            yield ("happening", report.id, n), told
    if len(context.graph.reports) > 1:
        yield from context.once("milestones", lambda: _milestones(context)).get(report.id, ())


@record
class Step:
    """A dated step of a report's subject, with its place and the events that stand there with a date."""

    milestone: Milestone
    about: About
    framed: frozenset[tuple[str, str]]


def steps(context: Context, report: Report) -> list[Step]:
    """Every dated step a report tells of its subject."""
    framed: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for told in events(context, report):
        if told.event.thing and told.event.period is not None:
            framed[told.event.carrier].add((told.event.frame, told.event.thing))
    found = []
    for one in milestones.read(report, context.readings(report)):
        key = Key(report.id, one.kind, one.id)
        if key in context.graph.nodes:
            found.append(Step(one, context.about(key, place=one.place), frozenset(framed.get((one.kind, one.id), ()))))
    return found


def step_subject(report: Report) -> str:
    """Whose steps a report tells: its subject, else the name its text opens with."""
    return report.subject or opening_name(report)


def steps_apart(context: Context) -> frozenset[frozenset[tuple[str, str, str]]]:
    """The dated steps that two reports date differently: report, kind and id of what tells each, in pairs."""

    def find() -> frozenset:
        pairs: dict[Hashable, set[tuple[str, str, str]]] = defaultdict(set)
        for report, found in context.once("milestones", lambda: _milestones(context)).items():
            for key, told in found:
                pairs[key].add((report, *told.event.carrier))
        return frozenset(map(frozenset, pairs.values()))

    return context.once("steps apart", find)


def dated_apart(
    told: Sequence[Step], subjects: Mapping[str, str], own: Iterable[str] | None = None, rare: Container[tuple[str, str]] | None = None
) -> Iterator[tuple[Told, Told]]:
    """The steps that two reports on one subject date differently; those that are compared by their event are left out.

    ``subjects`` are the names by report; ``own`` and ``rare`` as in :func:`kg.events.milestones.pairs`.
    """
    keys = {id: party_subject(name) if name else "" for id, name in subjects.items()}
    for n, k in milestones.pairs([s.milestone for s in told], keys, own, rare):
        if not told[n].framed & told[k].framed:
            subject = subjects[told[n].milestone.report]
            yield _account_of_step(told[n], subject), _account_of_step(told[k], subject)


def _milestones(context: Context) -> dict[str, list[tuple[Hashable, Told]]]:
    """By report: the dated steps that another report on the same subject dates differently, by the pair."""
    reports = context.graph.reports
    found: dict[str, list[tuple[Hashable, Told]]] = defaultdict(list)
    all_steps = [s for r in reports for s in steps(context, r)]
    for n, pair in enumerate(dated_apart(all_steps, {r.id: step_subject(r) for r in reports})):
        for told in pair:
            found[told.event.report].append((("milestone", n), told))
    return found


def _account_of_step(step: Step, subject: str) -> Told:
    one = step.milestone
    event = Event(
        one.report, one.label, subject_key(subject), subject, (one.kind, one.id), one.place, one.section, one.passage,
        thing=one.step, thing_name=subject, period=one.date.period, date_text=one.date.text, status="planned" if one.ahead else "done",
    )  # fmt: skip
    return Told(event, step.about, frozenset())


def happened(context: Context, report: Report) -> list[tuple[Told, ...]]:
    """Accounts of one happening that are not yet together under a frame, read once per run."""
    return context.once(("happened", report.id), lambda: list(_happened(context, report)))


def _happened(context: Context, report: Report) -> Iterator[tuple[Told, ...]]:
    subjects, known = Subjects(report, context.config), frames_of(context.config)
    framed: dict[tuple, set] = defaultdict(set)
    for told in events(context, report):
        if told.event.thing and (told.event.period is not None or told.event.members):
            framed[told.event.frame, told.event.thing].add(told.event.carrier)
    body = "\n".join(d.text for d in report.documents)
    for group in groups(happenings.read(report, subjects, context.readings(report)), body):
        carriers = {h.carrier for h in group}
        if any(len(carriers & others) > 1 and not carriers - others for others in framed.values()):
            continue
        ahead = any(h.status == "planned" for h in group)
        keys = _keys({n for h in group for n in h.agents}, subjects, known)
        yield tuple(_account(context, report, subjects, keys, h, "planned" if ahead else "done") for h in group)


def _keys(names: set[str], subjects: Subjects, known: Frames) -> dict[str, str]:
    """What stands for each name: the same for a name, its last or first part, and its initials."""
    keys: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        key = known.key(subjects.canonical(name))
        longer = (k for n, k in keys.items() if set(key.split("-")) <= set(k.split("-")) or name.replace(".", "").lower() == "".join(w[0] for w in re.findall(r"[A-Z]\w*", n)).lower())
        keys[name] = next(longer, key)
    return keys


def _account(context: Context, report: Report, subjects: Subjects, keys: dict[str, str], one: Happening, status: str) -> Told:
    kind, id = one.carrier
    about = context.about(Key(report.id, kind, id), place=one.place)
    event = Event(
        report.id, one.kind.id, subject_key(subjects.main), subjects.main, one.carrier, one.place, one.section, one.passage,
        thing=one.theme.head, thing_name=one.name, period=one.date.period if one.date else None, date_text=one.date.text if one.date else "",
        members=tuple(Member(one.kind.agent, n, keys[n], True) for n in one.agents), status=status,
    )  # fmt: skip
    return Told(event, about, frozenset({one.kind.agent}) if one.kind.agent and not one.kind.several else frozenset())


@candidates("founding-facts", grouped=True, across=Across(Told))
def founding_facts(context: Context, report: Report) -> Iterator[tuple[Hashable, Told]]:
    """Seats, founding places and founders, by whom they are of and which of these it is."""
    for told in events(context, report):
        for role in dict.fromkeys(m.role for m in told.event.members):
            if role in ("seat", "founding place", "founders", "birthplace"):
                yield (told.event.subject, role), told


@candidates("rounds-raised", grouped=True, across=Across(Told))
def rounds_raised(context: Context, report: Report) -> Iterator[tuple[Hashable, Told]]:
    """Every round that is told of, by who raised it."""
    for told in events(context, report):
        if told.event.frame == ROUND and told.event.subject:
            yield told.event.subject, told


def _rounds(all_told: list[Told]) -> dict[int, tuple]:
    """The key of the round each account is of."""
    parent: dict[int, int] = {}

    def root(n: int) -> int:
        while parent.setdefault(n, n) != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    series = {n: {t.event.series} - {""} for n, t in enumerate(all_told)}

    def join(a: int, b: int) -> None:
        a, b = root(a), root(b)
        if a != b and len(series[a] | series[b]) <= 1:
            parent[max(a, b)] = min(a, b)
            series[min(a, b)] |= series[max(a, b)]

    by_series, by_month, by_amount = (defaultdict(list) for _ in range(3))
    for n, told in enumerate(all_told):
        event = told.event
        if event.series:
            by_series[event.subject, event.series].append(n)
        month = _month(event)
        if month:
            by_month[event.subject, month].append(n)
        if event.amount is not None:
            by_amount[event.subject, value(event.amount)].append(n)
    for same in by_series.values():
        for n in same[1:]:
            join(same[0], n)
    for same in by_month.values():
        named = [n for n in same if series[root(n)]]
        for n in same:
            if not series[root(n)] and len({frozenset(series[root(m)]) for m in named}) <= 1:
                join((named or same)[0], n)
    for same in by_amount.values():
        # An account without a name is of the round nearest in time.
        for n in (n for n in same if not series[root(n)]):
            others = [m for m in same if m != n and root(m) != root(n) and _may_be_one(all_told[n].event, all_told[m].event)]
            if others:
                join(n, min(others, key=lambda m: (_distance(all_told[n].event, all_told[m].event), m)))
    return {id(t): (t.event.subject, min(series[root(n)], default=""), root(n)) for n, t in enumerate(all_told)}


def _month(event: Event) -> tuple[int, int] | None:
    period = event.period
    if period is None or period.start is None or period.end is None or (period.start.year, period.start.month) != (period.end.year, period.end.month):
        return None
    return period.start.year, period.start.month


def _distance(a: Event, b: Event) -> timedelta:
    if a.period is None or b.period is None or not all((a.period.start, b.period.start, a.period.end, b.period.end)):
        return _APART
    return max(a.period.start - b.period.end, b.period.start - a.period.end, timedelta())


def _may_be_one(a: Event, b: Event) -> bool:
    apart = a.report != b.report or a.section != b.section or a.period is None or b.period is None
    return apart and _distance(a, b) <= _APART


@record
class Denied:
    """Where it is said that the subject has had no event of a kind, or (``told``) one that it has had.

    ``as_of`` is the day the report speaks of, if known.
    """

    told: Told | None
    absence: Absence | None
    about: About
    as_of: date | None


def _denies(item: Denied) -> Span:
    return Span(item.told is None)


@candidates("absences", grouped=True, across=Across(Denied, _denies))
def denied(context: Context, report: Report) -> Iterator[tuple[Hashable, Denied]]:
    """General absences, with the events of that kind and subject."""
    known = frames_of(context.config)
    subjects = Subjects(report, context.config)
    as_of = context.as_of(report)
    for absence in absences(context.readings(report), subjects, known):
        carrier = absence.reading.carrier
        key = Key(report.id, carrier.kind, carrier.id)
        if key in context.graph.nodes:
            yield (absence.subject, absence.frame), Denied(None, absence, context.about(key), as_of)
    agents = {f.id: f.agent for f in known.frames}
    for told in events(context, report):
        event = told.event
        if event.status != "done":
            continue
        if event.frame == ROUND and (event.amount is not None or event.period is not None):
            yield (event.subject, event.frame), Denied(told, None, told.about, as_of)
        elif event.frame != ROUND and agents.get(event.frame):
            for member in event.named(agents[event.frame]):
                if subjects.is_main(member.name):
                    yield (party_subject(subjects.main), event.frame), Denied(told, None, told.about, as_of)
