from collections.abc import Iterator

from kg.candidates.evidence import Circle
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG212",
    "circular-derivation",
    category="evidence",
    severity=Severity.ERROR,
    over="claim-derivations",
    bad=[
        """\
=== claims.csv
id,statement,sources,derived_from
C1,Acme has 40 staff.,,C2
C2,Acme has 20 staff in each of two offices.,,C3
C3,Half of the staff works in each office.,,C1
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources,derived_from
C1,Acme has 40 staff.,S1,
C2,Acme has 20 staff in each of two offices.,,C1
C3,Half of the staff works in each office.,,C1; C2
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def circular_derivation(circle: Circle) -> Iterator[Problem]:
    """Claims are derived from each other in a circle.

    Why: each rests on the next and none on evidence.

    What to do: find the claim that has a source of its own, and take the derivation that leads
    back to it out.

    Blind spots: only derivations that the report states are followed.
    """
    if len(circle.claims) < 2 and not circle.itself:
        return
    ids = [a.id for a in circle.claims]
    path = " \u2190 ".join([*ids, ids[0]])
    yield Problem(
        f"{path}: these claims rest on each other; give one of them a source and cut the circle there",
        circle.claims,
        {"claims": ids},
    )
