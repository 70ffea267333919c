from collections.abc import Iterator

from kg.candidates.times import Dated
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG606",
    "date-after-report",
    category="temporal",
    severity=Severity.ERROR,
    over="dated-facts",
    bad=[
        """\
# Tidal Power

As of June 2026, Tidal Power serves 12,400 households.

=== kg.toml
[report]
subject = "Tidal Power"
as_of = 2026-05-09
""",
        """\
# Tidal Power

Tidal Power acquired Nordsee Kabel in August 2026.

=== kg.toml
[report]
subject = "Tidal Power"
as_of = 2026-05-09
""",
        """\
# Batteries

*Second edition, published 3 March 2026.*

Italy came third only after its first auction, held on 30 September 2026.
""",
    ],
    good=[
        """\
# Tidal Power

As of May 2026, Tidal Power serves 12,400 households. It plans to acquire Nordsee Kabel in August 2026.

=== kg.toml
[report]
subject = "Tidal Power"
as_of = 2026-05-09
""",
    ],
)
def date_after_report(dated: Dated) -> Iterator[Problem]:
    """Something is told as a fact of a day after the report's own date.

    Why: the date is wrong, or the report's is.

    What to do: correct the date, or update the date of the report.

    Blind spots: only dates behind "as of", the dates of events that are told as past, and days and months
    right behind what was done ("held on", "was opened in") or at the head of such a sentence are looked at. Of
    which day a text is, its first lines tell where it is not set.
    """
    if dated.period.start is not None and dated.period.start > dated.as_of:
        yield Problem(f"{dated.text}, but the report is of {dated.as_of}", (dated.about,), {"date": str(dated.period.start), "as_of": str(dated.as_of)})
