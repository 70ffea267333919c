from collections.abc import Iterator
from functools import cache

from kg import camps, periods
from kg.candidates.events import Told
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG601",
    "event-dates-disagree",
    category="temporal",
    severity=Severity.ERROR,
    over="events",
    bad=[
        """\
# Acme

Acme raised $235 million in a Series D round announced on August 24, 2023.

## Valuation

The Series D, announced August 23, 2023, was the largest round of the year.
""",
        """\
# Baltic Wind

## History

Baltic Wind acquired Nordsee Kabel in March 2021.

## Subsidiaries

Nordsee Kabel, which lays cables, was acquired by Baltic Wind in 2022.
""",
        """\
# Atlas

| Date | Event | Type |
|---|---|---|
| 2019 | Launched Atlas Mapper, a map of wells | product |

The ministry says that it launched Atlas Mapper in 2021.
""",
    ],
    good=[
        """\
# Acme

Acme raised $235 million in a Series D round announced on August 24, 2023.

## Valuation

The Series D in August 2023 brought in $235 million. The Series C in 2022 had brought in $100 million.
""",
        """\
# Baltic Wind

Baltic Wind acquired Nordsee Kabel in March 2021. It plans to acquire Ostsee Kabel in 2027.

## Subsidiaries

Baltic Wind acquired Nordsee Kabel in 2021 and Skagen Kabel in 2022.
""",
    ],
)
def event_dates_disagree(accounts: tuple[Told, ...]) -> Iterator[Problem]:
    """The same event is dated differently in different places.

    Why: one of the dates is wrong, and everything that is counted from it (runways, growth since,
    who was first) is wrong with it.

    What to do: look the date up, say which date is meant (announced, signed, closed) and use it
    everywhere.

    Blind spots: dates agree when one lies within the other, so "2023" never contradicts "May 2023".
    Rounds without a name are matched by their amount or month and may be different rounds; a
    product that was launched twice (beta, release) looks like one launch with two dates.
    """
    dated = [t for t in accounts if t.event.period is not None and t.event.status == "done"]
    if len({t.event.date_text for t in dated}) < 2:
        return

    @cache
    def verdicts(i: int, j: int) -> camps.Verdict:
        """Whether one date lies within the other."""
        return "agree" if periods.overlap(dated[i].event.period, dated[j].event.period) else "disagree"

    found = camps.partition(dated, verdicts)
    if found is None:
        return
    # An account that is no more precise than all the others agree with ("August 2023") takes no side.
    firm = [[n for n in side if any(verdicts(min(n, m), max(n, m)) == "disagree" for other in found.sides if other is not side for m in other)] for side in found.sides]
    about: list[About] = []
    labels = []
    for side in firm:
        label = min((dated[n].event for n in side), key=lambda e: (periods.length(e.period) or 10**6)).date_text
        labels.append(label)
        about += [About(a.kind, a.id, a.place, a.text, a.report, label) for a in (dated[n].about for n in side)]
    one = next((t.event for t in accounts if t.event.series), dated[0].event)
    named = all(t.event.series for t in dated) if one.series else dated[0].once
    what = f"{one.subject_name}, {one.series.replace('-', ' ')} round" if one.series else one.thing_name or f"{one.subject_name}, round of {dated[0].event.amount_text}"
    data = {"event": one.frame, "what": what, "values": labels}
    if len({a.report for a in about}) > 1:
        data["cross_document"] = True
    yield Problem(
        f"{what}, {one.frame.replace('-', ' ')} dated " + " versus ".join(f"{label} ({len(side)} {'place' if len(side) == 1 else 'places'})" for label, side in zip(labels, firm, strict=True)),
        tuple(about),
        data,
        severity=None if named else Severity.WARNING,
        confidence=None if named else Certainty.MEDIUM,
    )
