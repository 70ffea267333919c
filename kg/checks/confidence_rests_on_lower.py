from collections.abc import Iterator

from kg.candidates.samefact import Derived
from kg.engine import check
from kg.findings import Problem, Severity
from kg.model import Confidence

_RANK = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}


@check(
    "KG702",
    "confidence-rests-on-lower",
    category="confidence-disagrees",
    severity=Severity.WARNING,
    over="derived-claims",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources,derived_from
C1,About 215 clinics closed.,Low,S1,
C2,Closures left one district in three without a clinic.,High,S1,C1
=== sources.csv
id,publisher,title
S1,Health Board,Clinics counted
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources,derived_from
C1,About 215 clinics closed.,Medium,S1,
C2,Closures left one district in three without a clinic.,Medium,S1,C1
C3,Closures were reported to the ministry.,High,S1,
=== sources.csv
id,publisher,title
S1,Health Board,Clinics counted
""",
    ],
)
def confidence_rests_on_lower(derived: Derived) -> Iterator[Problem]:
    """A claim is labelled with more confidence than a claim it was derived from.

    Why: a conclusion cannot be surer than what it rests on.

    What to do: lower the label, or say what else supports the conclusion.

    Blind spots: the derivation has to be stated (derived_from).
    """
    claim, base = derived.claim, derived.base
    if claim.confidence is None or base.confidence is None or _RANK[claim.confidence] <= _RANK[base.confidence]:
        return
    yield Problem(
        f"{claim.id} is {claim.confidence.value}, but rests on {base.id}, which is {base.confidence.value}",
        (derived.about, derived.base_about),
        {"claim": claim.confidence.value, "base": base.confidence.value},
    )
