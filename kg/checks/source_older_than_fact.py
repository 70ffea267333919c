from collections.abc import Iterator

from kg.candidates.times import Support
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG607",
    "source-older-than-fact",
    category="temporal",
    severity=Severity.WARNING,
    confidence=Certainty.MEDIUM,
    over="dated-support",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,Baltic Wind was named a leader in the grid ranking of Q4 2025.,S1; S2
=== sources.csv
id,publisher,title,date
S1,Grid Agency,The State of Wind in 2024,
S2,Baltic Wind,About us,
""",
        """\
=== claims.csv
id,statement,sources
C1,The measles campaign reached 40 districts in March 2024.,S1
=== sources.csv
id,publisher,title,date
S1,Health Board,Campaign report,2023-08-24
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C1,The agency expects the market to reach $40 billion by 2030.,S1
C2,The measles campaign reached 40 districts in March 2024.,S2; S3
=== sources.csv
id,publisher,title,date
S1,Grid Agency,The State of Wind in 2024,
S2,Health Board,Campaign report 2023,
S3,Health Board,Campaign report,2024-06-01
""",
    ],
)
def source_older_than_fact(support: Support) -> Iterator[Problem]:
    """A claim states a fact that happened after the source given for it was published.

    Why: the source cannot support it; it was cited for its topic or by mistake.

    What to do: cite what reported the fact, or date the claim as the source does.

    Blind spots: sources without a date are dated by a year in their title, where it has one; when
    another source of the claim is recent enough, nothing is said.
    """
    dated = [(source, about, period) for source, about, period in support.sources if period is not None]
    older = [d for d in dated if d[2].end is not None and d[2].end < support.fact.start]
    if not older or len(older) < len(dated):
        return
    said = ", ".join(f"{s.id} “{s.title}”" + (f" ({s.date})" if s.date else "") for s, _, _ in older)
    yield Problem(
        f"{support.claim.id} states a fact of {support.fact_text}, but " + ("its source is older: " if len(older) == 1 else "its sources are older: ") + said,
        (support.about, *(about for _, about, _ in older)),
        {"fact": support.fact_text, "sources": [s.id for s, _, _ in older]},
        confidence=Certainty.LOW if len(dated) < len(support.sources) else None,
    )
