from collections.abc import Iterator

from kg.candidates import Support
from kg.engine import check
from kg.findings import Certainty, Problem, Severity
from kg.model import Confidence


@check(
    "KG204",
    "interested-sources-only",
    category="evidence",
    severity=Severity.INFO,
    over="interests",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
=== sources.csv
id,publisher,title
S1,Acme,About us
S2,GitHub,acme/engine: our code
=== kg.toml
[report]
subject = "Acme"
[interests]
"Acme" = { titles = ["acme/*"] }
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
=== sources.csv
id,publisher,title
S1,Acme,About us
S2,Reuters,Acme hires
=== kg.toml
[report]
subject = "Acme"
""",
    ],
)
def interested_sources_only(support: Support) -> Iterator[Problem]:
    """Every source of a claim is controlled by the party the report is about.

    Why: what a company says of itself is one interested voice, however many pages say it. With a
    High confidence label the finding is a warning, otherwise for information.

    What to do: find a source that does not depend on the subject, or attribute the claim in the
    text ("the company says").

    Blind spots: investors, partners and paid studies count as independent unless [interests] in
    kg.toml names them. Without a configured subject it is taken from the title, with less
    confidence.
    """
    if len(support.own) < len(support.sources):
        return
    high = support.claim.confidence is Confidence.HIGH
    reasons = "; ".join(f"{s.id} {support.own[s.id]}" for s in support.sources)
    count = "its only source is" if len(support.sources) == 1 else f"all {len(support.sources)} sources are"
    yield Problem(
        f"{count} {support.subject}'s own: {reasons}" + (" \u2014 yet its confidence is stated as High" if high else ""),
        (support.about, *support.source_places),
        {"subject": support.subject, "sources": [s.id for s in support.sources]},
        severity=Severity.WARNING if high else None,
        confidence=None if support.subject_stated else Certainty.MEDIUM,
    )
