from collections.abc import Iterator

from kg.candidates.statuses import State
from kg.engine import check
from kg.findings import About, Certainty, Problem, Severity


@check(
    "KG509",
    "states-disagree",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="states",
    bad=[
        """\
# District Heating

| Site | Operator | Status |
|---|---|---|
| Elmwood | Torvald | Production |
| Ashgrove | Kelda | Pilot |

## Outlook

Elmwood is still in the pilot phase.
""",
        """\
# Field Trials

The Marlin-4 is unverified.

## Table

| Sensor | Verified |
|---|---|
| Marlin-4 | Yes |
| Marlin-5 | No |
""",
    ],
    good=[
        """\
# District Heating

| Site | Operator | Status |
|---|---|---|
| Elmwood | Torvald | Production |
| Ashgrove | Kelda | Pilot |

## Outlook

Elmwood is in production. Ashgrove is a pilot. In 2019, Elmwood was a pilot.
""",
    ],
)
def states_disagree(stated: tuple[State, ...]) -> Iterator[Problem]:
    """The same thing is called verified and unverified, or in production and a pilot.

    Why: a pilot promises, a thing in production proves; readers decide by this word.

    What to do: find out how far it has come, say as of when, and use one word everywhere.

    Blind spots: only names are compared, in sentences without a date and in tables without a column
    of dates; a thing that is in production at one customer and a pilot at another looks like one.
    """
    values = sorted({s.value for s in stated})
    if len(values) < 2:
        return
    one = stated[0]
    sides = {v: [s for s in stated if s.value == v] for v in values}
    about = tuple(About(s.about.kind, s.about.id, s.about.place, s.about.text, s.about.report, v) for v, group in sides.items() for s in group)
    counted = (f"{v} ({len(group)} {'place' if len(group) == 1 else 'places'})" for v, group in sides.items())
    yield Problem(f"{one.thing}, {one.kind}: " + " versus ".join(counted), about, {"what": one.thing, "kind": one.kind, "values": values})
