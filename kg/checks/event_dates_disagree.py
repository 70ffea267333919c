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
        """\
# Harbour Plan

The northern ferry terminal will open in 2027.

## Costs

The northern ferry terminal, to be opened in 2029, costs 40 million crowns.
""",
        """\
# Kelda Pumps

Torvald bought 80% of the company from its founders in May 2014.

## History

In 2017 Kelda Pumps was sold by the founders to Torvald.
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
        """\
# Kelda Pumps

In 2009 Kelda Pumps was sold to Torvald. Ingrid Moe took over as Finance Director in 2011.

## History

Kelda Pumps was acquired by Oster Group in 2018. Torvald bought 20% of the company in 2005. Ingrid Moe took over as
Managing Director in 2016.
""",
        """\
# Harbour Plan

In 2019 the port said that the northern ferry terminal will open in 2024. The northern ferry terminal opened in May 2026.
The southern ferry terminal will open in 2028, the western ferry terminal in 2029.
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
    What is planned is compared with what is planned. A thing sold to two buyers in different years is
    taken to have been sold on. Rounds without a name are matched by their amount or month and may be different rounds; a
    product that was launched twice (beta, release) looks like one launch with two dates. Texts on one
    subject that word a step differently ("signed", "concluded") are compared by the step and the rare names
    beside its date; two agreements with one partner may look like one.
    """
    for status in ("done", "planned"):
        yield from _told(tuple(t for t in accounts if t.event.period is not None and t.event.status == status))


def _told(dated: tuple[Told, ...]) -> Iterator[Problem]:
    if len({t.event.date_text for t in dated}) < 2:
        return

    @cache
    def verdicts(i: int, j: int) -> camps.Verdict:
        """Whether one date lies within the other; what was bought by two in two years was sold on."""
        one, other = dated[i].event, dated[j].event
        buyers = [{m.key for m in e.named("acquirer")} for e in (one, other)]
        if all(buyers) and not buyers[0] & buyers[1]:
            return "agree"
        return "agree" if periods.overlap(one.period, other.period) else "disagree"

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
    one = next((t.event for t in dated if t.event.series), dated[0].event)
    planned = "planned, " if one.status == "planned" else ""
    named = not planned and (all(t.event.series for t in dated) if one.series else dated[0].once)
    what = f"{one.subject_name}, {one.round} round" if one.series else one.thing_name or f"{one.subject_name}, round of {dated[0].event.amount_text}"
    data = {"event": one.frame, "what": what, "values": labels}
    if len({a.report for a in about}) > 1:
        data["cross_document"] = True
    yield Problem(
        f"{what}, {planned}{one.frame.replace('-', ' ')} dated " + " versus ".join(f"{label} ({len(side)} {'place' if len(side) == 1 else 'places'})" for label, side in zip(labels, firm, strict=True)),
        tuple(about),
        data,
        severity=None if named else Severity.WARNING,
        confidence=None if named else Certainty.MEDIUM,
    )
