from collections.abc import Iterator

from kg.candidates import Support
from kg.engine import check
from kg.findings import Problem, Severity
from kg.model import Confidence


@check(
    "KG203",
    "one-publisher",
    category="evidence",
    severity=Severity.INFO,
    over="support",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
=== sources.csv
id,publisher,title
S1,Sacra,Acme at 40
S2,Sacra Research,Acme in figures
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
=== sources.csv
id,publisher,title
S1,Sacra,Acme at 40
S2,Latka,Acme in figures
""",
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
=== sources.csv
id,publisher,title
S1,Sacra,Acme at 40
S2,,Acme in figures
""",
    ],
)
def one_publisher(support: Support) -> Iterator[Problem]:
    """A claim has two or more sources, all of one publisher.

    Why: two pages of one publisher are one origin; counting them as two makes a claim look
    corroborated. With a High confidence label the finding is a warning, otherwise for
    information.

    What to do: find a source of another publisher, or lower the confidence.

    Blind spots: two publishers that copy the same press release count as two. Names are merged
    by spelling and by [publishers] in kg.toml; other kinship is unknown.
    """
    if len(support.sources) < 2 or support.unknown_publishers or len(support.publishers) != 1:
        return
    publisher = support.publishers[0]
    written = sorted({s.publisher for s in support.sources})
    merged = f" (as {', '.join(written)})" if len(written) > 1 else ""
    high = support.claim.confidence is Confidence.HIGH
    yield Problem(
        f"all {len(support.sources)} sources are of one publisher, {publisher.name}{merged}"
        + (", although its confidence is stated as High" if high else ""),
        (support.about, *support.source_places),
        {"publisher": publisher.name, "sources": [s.id for s in support.sources]},
        severity=Severity.WARNING if high else None,
    )
