from collections.abc import Iterator
from datetime import timedelta

from kg.candidates.times import HeldAt
from kg.engine import check
from kg.findings import Problem, Severity

_LATE = timedelta(days=90)


@check(
    "KG608",
    "denial-out-of-date",
    category="temporal",
    severity=Severity.INFO,
    over="dated-denials",
    bad=[
        """\
# Tidal Power

Tidal Power has no publicly disclosed debt as of 2024.

=== kg.toml
[report]
subject = "Tidal Power"
as_of = 2026-05-09
""",
    ],
    good=[
        """\
# Tidal Power

Tidal Power has no publicly disclosed debt as of May 2026. As of 2024 it served 12,400 households.

=== kg.toml
[report]
subject = "Tidal Power"
as_of = 2026-05-09
""",
    ],
)
def denial_out_of_date(denials: tuple[HeldAt, ...]) -> Iterator[Problem]:
    """Something is denied only up to a date months before the report's own.

    Why: "no debt as of 2024" says nothing of the time since, and reads as if it did.

    What to do: look again and carry the denial to the date of the report.

    Blind spots: only denials behind which "as of" stands; what has been denied is not understood.
    """
    one = denials[0]
    if one.period.end < one.as_of - _LATE:
        yield Problem(
            f"denied only as of {one.text}, in a report that speaks of {one.as_of} ({len(denials)} {'place' if len(denials) == 1 else 'places'})",
            tuple(d.about for d in denials),
            {"denied_as_of": str(one.period.end), "as_of": str(one.as_of)},
        )
