from collections.abc import Iterator

from kg.candidates.suppressions import Remark
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG011",
    "suppression-expired",
    category="input",
    severity=Severity.WARNING,
    over="suppression-expiries",
    bad=[
        """\
---
as_of: 2026-05-09
---

# Wind

The farm has 40 turbines. [C1]

=== claims.csv
id,statement,confidence,sources,suppress
C1,The farm has 40 turbines.,Low,S1,KG202: the annual report is due until 2026-03-31
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
=== kg.toml
[report]
as_of = 2026-05-09
[[suppress]]
check = "KG202"
id = "C1"
reason = "the annual report is due"
until = 2026-03-31
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Low,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
---
as_of: 2026-05-09
---

# Wind

The farm has 40 turbines. [C1]

=== claims.csv
id,statement,confidence,sources,suppress
C1,The farm has 40 turbines.,Low,S1,KG202: the annual report is due until 2026-05-09
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
=== claims.csv
id,statement,confidence,sources,suppress
C1,Acme has 40 staff.,Low,S1,KG202: the only register there is
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def suppression_expired(item: Remark) -> Iterator[Problem]:
    """A remark that sets findings aside held until a day that is past.

    Why: it was meant to last until something is settled. Such a remark sets nothing aside any more.

    What to do: settle it and remove the remark, or set a later day.

    Blind spots: the day is held against `--today`, else the day the report is of, never the clock, so that
    the same input gives the same findings; a report that says no day and a run without `--today` cannot be checked.
    """
    one, day = item.fate.suppression, item.fate.day
    if item.fate.expired and not one.fault:
        checks = ", ".join(one.checks) or one.fingerprint
        yield Problem(f"the remark on {checks} held until {one.until}; it is {day}", (item.about,), {"checks": list(one.checks), "until": str(one.until)})
