from collections.abc import Iterator

from kg.candidates.weekdays import DAYS, Dated
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG610",
    "weekday-is-wrong",
    category="temporal",
    severity=Severity.ERROR,
    over="weekdays",
    bad=[
        """\
# Minutes

The council met on Tuesday, 14 March 2024, in the old hall.
""",
        """\
# Release

FOR RELEASE Monday, June 3, 2025: Orrel Foods opens its third bakery.
""",
        """\
# Outage

The outage began on 9 May 2023 (a Friday) and ended the same day.
""",
    ],
    good=[
        """\
# Minutes

The council met on Thursday, 14 March 2024, in the old hall. On Tuesday it had not met. Sunday sales rose in May 2024.
The report of 9 May 2023 (Tuesday) says so. Markets fell on Friday; on 3 June 2025 they rose.
""",
    ],
)
def weekday_is_wrong(dated: Dated) -> Iterator[Problem]:
    """The day of the week written beside a date is not the day that date falls on.

    Why: the date or the day is wrong; whoever keeps an appointment by it comes on the wrong day.

    What to do: look the date up in a calendar, and in the source.

    Blind spots: dates without a year are not looked at. Dates are of the calendar in use today.
    """
    day = dated.date.period.start
    if day is not None and day.weekday() != dated.written:
        yield Problem(
            f"{dated.date.text} is a {DAYS[day.weekday()]}, not a {DAYS[dated.written]}",
            (dated.about,),
            {"date": dated.date.text, "written": DAYS[dated.written], "is": DAYS[day.weekday()]},
        )
