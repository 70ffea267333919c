"""What the page counts: scores with the claims behind them, findings by section and kind, dated facts, checks by their answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kg import quality
from kg.candidates import Context
from kg.candidates.events import Told, told_events
from kg.findings import CATEGORIES, Finding, Outcome, Run, Severity, Status
from kg.graph import ClaimGraph, Key
from kg.model import Place
from kg.records import record
from kg.reporters.html import plots
from kg.reporters.html.cards import ID, Card
from kg.reporters.html.places import Chapters, Lines
from kg.terminal import shorten

if TYPE_CHECKING:
    from markupsafe import Markup

FACTS = 120
"""Dated facts that the time line shows at most; those in dispute are always among them."""

_WORSE = {
    "claims-with-one-source",
    "claims-on-own-word",
    "claims-without-countable-source",
    "figures-contradicted",
    "figures-absent",
    "graded-low",
    "overstated",
}
_BETTER = {"claims-with-independent-evidence", "claims-with-quote", "figures-in-quotes", "figures-derived", "graded-high"}


# ---------------------------------------------------------------------- scores


@record
class Score:
    """One line of the score with the claims that fall short, as ``(id, address)``."""

    label: str
    count: int
    of: int
    tone: str
    bar: Markup
    failing: list[tuple[str, str]]


def scores(context: Context, lines: Lines) -> list[tuple[str, list[Score]]]:
    """The score of each report with claims that have sources, by its title."""
    found = []
    for report in context.graph.reports:
        measures = [m for m in quality.score(context, report) if m.of]
        if not measures:
            continue
        claims = quality.claims_of(context, report)
        rows = []
        for measure in measures:
            behind = claims.get(measure.name, ()) if measure.name in _WORSE else ()
            if measure.name == "claims-with-quote":
                held = set(claims[measure.name])
                behind = tuple(c.id for c in report.claims if c.id not in held)
            links = [(shorten(id, ID), _line_of(context.graph, lines, report.id, id)) for id in dict.fromkeys(behind)]
            tone = "worse" if measure.name in _WORSE else "better" if measure.name in _BETTER else "even"
            rows.append(Score(measure.label, measure.count, measure.of, tone, plots.bar(measure.count, measure.of), links))
        found.append((report.title or report.id, rows))
    return found


def wanted(context: Context, lines: Lines) -> list[tuple[quality.Wanted, list[tuple[str, str]]]]:
    """The sources to find first, with the claims they would lift."""
    found = []
    for report in context.graph.reports:
        for one in quality.wanted(context, report):
            found.append((one, [(shorten(id, ID), _line_of(context.graph, lines, report.id, id)) for id in one.claims]))
    return found


def _line_of(graph: ClaimGraph, lines: Lines, report: str, id: str) -> str:
    node = graph.nodes.get(Key(report, "claim", id))
    return f"#{lines.anchor(node.place.path, node.place.line)}" if node is not None else ""


# ---------------------------------------------------------------------- sections and kinds


@record
class Matrix:
    """Open findings by chapter and category; each cell is ``(errors, all)``."""

    kinds: list[str]
    rows: list[tuple[int | None, str, list[tuple[int, int]], int]]
    sums: list[int]


def matrix(cards: Iterable[Card], chapters: Chapters) -> Matrix | None:
    """The matrix of sections and kinds; ``None`` for a report without sections."""
    if not chapters.sections:
        return None
    counts: dict[tuple[int | None, str], Counter] = defaultdict(Counter)
    kinds: Counter = Counter()
    for card in cards:
        counts[card.chapter, card.finding.category][card.finding.severity] += 1
        kinds[card.finding.category] += 1
    shown = [c for c in CATEGORIES if kinds[c]]
    rows = []
    several = len({key.report for key in chapters.sections}) > 1
    for number, title in [*((n, chapters.title(k)) for n, k in enumerate(chapters.sections)), (None, "Not tied to a section")]:
        cells = [(counts[number, k][Severity.ERROR], counts[number, k].total()) for k in shown]
        total = sum(n for _, n in cells)
        # Of one report a section without findings says something, of hundreds it is in the way.
        if total or (number is not None and not several):
            rows.append((number, title, cells, total))
    return Matrix(shown, rows, [kinds[k] for k in shown])


# ---------------------------------------------------------------------- dated facts


@record
class Fact:
    """An event with its dates as told, each with the places that tell it."""

    name: str
    kind: str
    dates: list[tuple[str, list[tuple[str, str]]]]
    finding: str
    row: Markup


def timeline(context: Context, lines: Lines, cards: Iterable[Card]) -> tuple[Markup, list[Fact], int] | None:
    """The head of the time line, its rows by their first day, and how many are left out; ``None`` without dates."""
    disputed = _disputed(cards)
    groups = _dated(context)
    if not groups:
        return None
    order = sorted(groups, key=lambda g: (min(t.event.period.start for t in g), min(t.event.period.end for t in g), _name(g)))
    if len(order) > FACTS:
        rank = sorted(order, key=lambda g: (not _against(g, disputed), -len(g)))[:FACTS]
        kept = {id(g) for g in rank}
        shown = [g for g in order if id(g) in kept]
    else:
        shown = order
    today = max((d for r in context.graph.reports if (d := context.as_of(r))), default=None)
    told = [d for g in shown for t in g for d in (t.event.period.start, t.event.period.end)]
    days = plots.Days([*told, today] if today else told)
    facts = [_fact(g, days, lines, today, _against(g, disputed)) for g in shown]
    return days.head(), facts, len(order) - len(shown)


def _dated(context: Context) -> list[list[Told]]:
    """What is told of each event with a date; what is told twice under one name is one."""
    groups: dict[tuple, list[Told]] = defaultdict(list)
    for report in context.graph.reports:
        for key, told in told_events(context, report):
            if told.event.period is not None and told.event.period.start and told.event.period.end:
                groups[key].append(told)
    named: dict[tuple, list[Told]] = {}
    for group in groups.values():
        named.setdefault((group[0].event.frame, _name(group).casefold(), group[0].event.series), []).extend(group)
    return list(named.values())


def _disputed(cards: Iterable[Card]) -> dict[tuple[Place, str], str]:
    """The places on either side of a finding about the date of an event, by what the event is called, with the finding's address."""
    found: dict[tuple[Place, str], str] = {}
    for card in cards:
        if card.finding.category == "temporal" and card.sides and "event" in card.finding.data:
            what = str(card.finding.data.get("what", "")).casefold().removesuffix(" round")
            for about in card.finding.about:
                found.setdefault((about.place, what), f"#{card.anchor}")
    return found


def _against(group: list[Told], disputed: dict[tuple[Place, str], str]) -> str:
    # One sentence may tell of several events; the name says which of them is meant.
    name = _name(group).casefold()
    return next((h for t in group if (h := disputed.get((t.about.place, name)))), "")


def _name(group: list[Told]) -> str:
    event = next((t.event for t in group if t.event.series), group[0].event)
    if event.series:
        return f"{event.subject_name}, {event.round}"
    thing = next((t.event.thing_name for t in group if t.event.thing_name), "")
    # A common noun ("company") says nothing without whose it is.
    return thing if thing[:1].isupper() else ", ".join(filter(None, (event.subject_name, thing or event.amount_text)))


def _fact(group: list[Told], days: plots.Days, lines: Lines, today: date | None, finding: str) -> Fact:
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    written: dict[tuple[date, date], str] = {}
    for one in sorted(group, key=lambda t: (t.event.period.start, t.event.period.end, t.about.place)):
        about = one.about
        spot = lines.spot(about.place)
        named = about.id if about.id and about.kind in ("claim", "source") else spot.label
        place = (spot.href, named)
        period = (one.event.period.start, one.event.period.end)
        words = written.setdefault(period, one.event.date_text or period[0].isoformat())
        if place not in told[words]:
            told[words].append(place)
    return Fact(
        _name(group),
        group[0].event.frame.replace("-", " "),
        list(told.items()),
        finding,
        days.row(list(written), bool(finding), today),
    )


# ---------------------------------------------------------------------- checks


@dataclass(slots=True)
class Answers:
    """The checks of the run by their answer."""

    found: list[tuple[Run, int, int]] = field(default_factory=list)
    """Checks with open findings: the run, their number, the rank of the worst."""
    passed: list[Run] = field(default_factory=list)
    nothing: list[Run] = field(default_factory=list)
    cannot: list[Run] = field(default_factory=list)


def answers(outcome: Outcome, open_findings: Iterable[Finding]) -> Answers:
    """What each check answered; the worst first."""
    count: Counter = Counter()
    worst: dict[str, int] = {}
    for finding in open_findings:
        count[finding.check] += 1
        worst[finding.check] = max(worst.get(finding.check, 0), finding.severity.rank)
    made = Answers()
    for run in outcome.runs:
        if count[run.check]:
            made.found.append((run, count[run.check], worst[run.check]))
        elif run.status is Status.RAN:
            made.passed.append(run)
        elif run.status is Status.NOTHING:
            made.nothing.append(run)
        else:
            made.cannot.append(run)
    made.found.sort(key=lambda r: (-r[2], -r[1], r[0].check))
    return made
