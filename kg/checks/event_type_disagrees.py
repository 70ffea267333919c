from collections.abc import Iterator

from kg.candidates.facts import Filed
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG507",
    "event-type-disagrees",
    category="facts-disagree",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="filed-events",
    bad=[
        """\
# Baltic Wind

| Date | Event | Type |
|---|---|---|
| 2019 | Launched Atlas Mapper | product |
| 2021 | Acquired Nordsee Kabel | partnership |
""",
    ],
    good=[
        """\
# Baltic Wind

| Date | Event | Type |
|---|---|---|
| 2019 | Launched Atlas Mapper | product |
| 2021 | Acquired Nordsee Kabel; launched Cable Watch | acquisition |
| 2022 | Partnership with Ostwind | partnership |
""",
    ],
)
def event_type_disagrees(row: Filed) -> Iterator[Problem]:
    """A row of a list of events is filed under a type that its own words contradict.

    Why: lists are filtered and counted by type.

    What to do: correct the type.

    Blind spots: only types and verbs of the lexicon of events are known ([events] in kg.toml adds more).
    """
    if row.filed != row.told:
        yield Problem(f"“{row.words}” tells of: {row.told}, but the row is filed as: {row.filed}", (row.about,), {"filed": row.filed, "told": row.told})
