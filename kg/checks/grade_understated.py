from collections.abc import Iterator

from kg.candidates.evidence import Weighed
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG215",
    "grade-understated",
    category="evidence",
    severity=Severity.INFO,
    confidence=Certainty.LOW,
    over="weighed",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Low,S1; S2
=== sources.csv
id,publisher,title,quote
S1,Reuters,Acme hires,Acme now has 40 staff.
S2,Forbes,Acme at forty,The company employs 40 people.
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Low,S1; S2
C2,Acme has 12 shops.,High,S1; S2
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,Forbes,Acme at forty
""",
    ],
)
def grade_understated(claim: Weighed) -> Iterator[Problem]:
    """A claim's stated confidence is below what its evidence bears: independent publishers, quoted with its figures.

    Why: a reader sets aside what the report could rely on.

    What to do: raise the confidence, or say in the claim what the doubt is.

    Blind spots: only claims with two quoted sources, whose figures all stand in quotes, are looked at.
    """
    grade = claim.grade
    if grade.verdict == "understated" and claim.claim.confidence is not None and grade.level is not None:
        yield Problem(
            f"stated as {claim.claim.confidence.value}, the evidence bears {grade.level.value}: {grade.because}, and every figure is quoted; raise it or say what the doubt is",
            (claim.about, *(claim.places[s] for s in claim.case.sources)),
            {"stated": claim.claim.confidence.value, "grade": grade.level.value},
        )
