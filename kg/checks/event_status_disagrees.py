from collections.abc import Iterator

from kg import periods
from kg.candidates.events import Told
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG510",
    "event-status-disagrees",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="events",
    bad=[
        """\
# Harbour Plan

The northern ferry terminal will open in 2025.

## History

The northern ferry terminal opened in 2025.
""",
        """\
# Torvald Review

Torvald plans to acquire Kelda Pumps in 2024.

## Deals

Kelda Pumps was acquired by Torvald in 2024.
""",
    ],
    good=[
        """\
# Harbour Plan

The northern ferry terminal opened in 2025. The southern ferry terminal will open in 2028.

## Deals

Torvald agreed to acquire Kelda Pumps in 2024. Kelda Pumps was acquired by Torvald in 2024.
In 2021 the port said that the northern ferry terminal will open in 2025.
""",
    ],
)
def event_status_disagrees(accounts: tuple[Told, ...]) -> Iterator[Problem]:
    """An event has happened in one place and is still to come at the same date in another.

    Why: one of the two was written before the event, or the event never took place.

    What to do: find out whether it has happened and say so everywhere.

    Blind spots: only dated accounts are compared; "agreed to" and "announced" may stand beside the
    completed event in the same year and are left alone.
    """
    dated = [t for t in accounts if t.event.period is not None]
    done = [t for t in dated if t.event.status == "done"]
    for ahead in (t for t in dated if t.event.status == "planned"):
        over = [t for t in done if periods.overlap(t.event.period, ahead.event.period)]
        if not over or len(over) < len(done):
            continue
        sides = (("still to come", [ahead]), ("completed", over))
        about = tuple(About(t.about.kind, t.about.id, t.about.place, t.about.text, t.about.report, side) for side, group in sides for t in group)
        one = over[0].event
        what = f"{one.thing_name}, {one.frame.replace('-', ' ')}"
        data = {"event": one.frame, "what": one.thing_name, "values": [side for side, _ in sides]}
        yield Problem(f"{what}: still to come in {ahead.event.date_text} versus completed in {one.date_text}", about, data)
        return
