from collections.abc import Iterator

from kg.candidates import Use
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG103",
    "uncited-source",
    category="citation",
    severity=Severity.INFO,
    over="source-uses",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,AP,Acme moves
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
C2,Acme moved to Lyon.,S2
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,AP,Acme moves
""",
    ],
)
def uncited_source(use: Use) -> Iterator[Problem]:
    """A source is cited by nothing.

    Why: a long list of unused sources makes a report look better founded than it is.

    What to do: cite it where it carries a claim, or take it out.

    Blind spots: a source that is cited but never read looks used.
    """
    if not use.cited:
        yield Problem("nothing cites this source", (use.about,))
