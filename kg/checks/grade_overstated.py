from collections.abc import Iterator

from kg.candidates.evidence import Weighed
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

# What one-publisher, interested-sources-only and single-source say already.
_SAID = frozenset(("interest", "unchecked"))


@check(
    "KG211",
    "grade-overstated",
    category="evidence",
    severity=Severity.INFO,
    confidence=Certainty.MEDIUM,
    over="weighed",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme is expected to reach 400 staff.,High,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme is expected to reach 400 staff.,Medium,S1; S2
C2,Acme has 40 staff.,High,S1; S2
C3,Acme has 12 shops.,High,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,Forbes,Acme at forty
""",
    ],
)
def grade_overstated(claim: Weighed) -> Iterator[Problem]:
    """A claim's stated confidence is two levels above what its evidence bears.

    Why: High means that the claim can be relied on; here the evidence has known weaknesses
    besides the number of its publishers.

    What to do: find what is named as lifting it, or lower the stated confidence.

    Blind spots: the grade counts publishers, interests, listings, dates, estimates and quotes. It
    does not know how good a publisher is, and what makes it lower may not matter for this claim.
    Reasons that other checks report on their own (one publisher, the subject's own pages) do
    not make a finding here.
    """
    grade = claim.grade
    if grade.verdict != "overstated" or claim.claim.confidence is None or grade.level is None:
        return
    lowered = [s for s in grade.steps if s.change < 0 and s.reason not in _SAID]
    levels = ("Low", "Medium", "High")
    if not lowered or levels.index(claim.claim.confidence.value) - levels.index(grade.level.value) < 2:
        return
    lift = f"; would lift it: {grade.lifts[0]}" if grade.lifts else ""
    yield Problem(
        f"stated as {claim.claim.confidence.value}, the evidence bears {grade.level.value}: {grade.because}; {'; '.join(s.words for s in grade.steps if s.change < 0)}{lift}",
        (claim.about, *(claim.places[s] for s in claim.case.sources)),
        {
            "stated": claim.claim.confidence.value,
            "grade": grade.level.value,
            "reasons": [s.reason for s in grade.steps if s.change < 0],
        },
    )
