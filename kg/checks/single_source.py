from collections.abc import Iterator

from kg.candidates import Support
from kg.engine import check
from kg.findings import Problem, Severity
from kg.model import Confidence


@check(
    "KG201",
    "single-source",
    category="evidence",
    severity=Severity.INFO,
    over="support",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Medium,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,Medium,S1; S2
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,AP,Acme moves
""",
    ],
)
def single_source(support: Support) -> Iterator[Problem]:
    """A claim rests on one source.

    Why: one mistake in one place is enough to make it wrong. With a High confidence label the
    finding is a warning, otherwise for information.

    What to do: find a second source of another publisher, or lower the confidence.

    Blind spots: says nothing about the quality of that one source.
    """
    if len(support.sources) == 1:
        source = support.sources[0]
        high = support.claim.confidence is Confidence.HIGH
        yield Problem(
            f"rests on one source, {source.id} ({source.publisher or source.title or source.url})"
            + (", although its confidence is stated as High" if high else ""),
            (support.about, *support.source_places),
            severity=Severity.WARNING if high else None,
        )
