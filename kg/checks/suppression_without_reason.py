from collections.abc import Iterator

from kg.candidates.suppressions import Remark
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG010",
    "suppression-without-reason",
    category="input",
    severity=Severity.WARNING,
    over="suppressions",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources,suppress
C1,Acme has 40 staff.,Low,S1,KG202
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
# Reef survey

<!-- kg: ignore figures-without-citation -->
The survey counted 412 colonies in 2024. [1]

## References

1. Marine Institute, Reef survey.
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources,suppress
C1,Acme has 40 staff.,Low,S1,KG202: the only register there is
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
# Hospital

A remark <!-- like this --> sets nothing aside.
""",
        """\
=== kg.toml
[[suppress]]
check = "KG202"
id = "C1"
reason = "the only register there is"
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Low,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def suppression_without_reason(item: Remark) -> Iterator[Problem]:
    """A remark that sets findings aside gives no reason.

    Why: a year later nobody knows whether it was considered or only silenced. Such a remark sets nothing aside.

    What to do: write why behind a colon: `<!-- kg: ignore single-source: the register is the only one -->`,
    `single-source: the register is the only one` in the field `suppress`, or `reason = "…"` in `kg.toml`.

    Blind spots: any words are a reason; whether they are a good one is not looked at.
    """
    one = item.fate.suppression
    if not one.fault and not one.reason:
        checks = ", ".join(one.checks) or one.fingerprint
        yield Problem(f"the remark on {checks} gives no reason and sets nothing aside", (item.about,), {"checks": list(one.checks)})
