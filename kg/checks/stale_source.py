from collections.abc import Iterator

from kg.candidates.evidence import Weighed
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

_DAYS = 3 * 365


@check(
    "KG214",
    "stale-source",
    category="evidence",
    severity=Severity.INFO,
    confidence=Certainty.MEDIUM,
    over="weighed",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,Acme currently has 40 staff.,S1
=== sources.csv
id,publisher,title,date
S1,Reuters,Acme grows,2021-08-24
=== kg.toml
[report]
as_of = 2026-05-09
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C1,Acme currently has 40 staff.,S1; S2
C2,Acme was founded in Lyon.,S1
=== sources.csv
id,publisher,title,date
S1,Reuters,Acme grows,2021-08-24
S2,Forbes,Acme today,2026-01-15
=== kg.toml
[report]
as_of = 2026-05-09
""",
    ],
)
def stale_source(claim: Weighed) -> Iterator[Problem]:
    """A claim speaks of the present, and all its sources are more than three years old.

    Why: what was true then may not be so now.

    What to do: find a recent source, or say as of when the claim holds.

    Blind spots: only claims that say so ("currently", "as of", "to date") are taken to speak of
    the present, and only when every source is dated and the report's own date is known.
    """
    if not claim.current or claim.as_of is None or not claim.sources:
        return
    days = [claim.dated[s.id].day if s.id in claim.dated and claim.dated[s.id].stated else None for s in claim.sources]
    if None in days or (claim.as_of - max(days)).days <= _DAYS:
        return
    newest = max(days)
    yield Problem(
        f"the claim speaks of the present, its newest source is of {newest.isoformat()}, {(claim.as_of - newest).days // 365} years before the report; find a recent one or date the claim",
        (claim.about, *(claim.places[s.id] for s in claim.sources)),
        {"newest": newest.isoformat(), "as_of": claim.as_of.isoformat()},
    )
