from collections.abc import Iterator

from kg.candidates import Use
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG102",
    "uncited-claim",
    category="citation",
    severity=Severity.INFO,
    over="claim-uses",
    bad=[
        """\
# Acme

Acme has 40 staff. [C1]

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
C2,Acme was founded in 2016.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
# Acme

Acme has 40 staff. [C1]

| Fact | Value |
| --- | --- |
| Founded | 2016 [C2] |

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
C2,Acme was founded in 2016.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def uncited_claim(use: Use) -> Iterator[Problem]:
    """A claim of the list is cited nowhere in the text.

    Why: either the text states it without saying so, or the claim is left over and its evidence
    was gathered for nothing.

    What to do: cite it where the text states it, or take it out of the list.

    Blind spots: citations from other claims, risks and metrics do not count as text.
    """
    if not use.cited:
        yield Problem("no passage, table or cover fact cites this claim", (use.about,))
