from collections.abc import Iterator

from kg.candidates import Support
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG205",
    "no-quoted-source",
    category="evidence",
    severity=Severity.INFO,
    over="quotable",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
C2,Acme moved to Lyon.,S2
=== sources.csv
id,publisher,title,quote
S1,Reuters,Acme hires,
S2,AP,Acme moves,Acme has left Paris for Lyon.
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C2,Acme moved to Lyon.,S2
=== sources.csv
id,publisher,title,quote
S2,AP,Acme moves,Acme has left Paris for Lyon.
""",
    ],
)
def no_quoted_source(support: Support) -> Iterator[Problem]:
    """None of a claim's sources is quoted, so the claim cannot be held against its evidence.

    Why: this is "cannot check", not "does not support": the source may well carry the claim, but
    nobody can see it from the report.

    What to do: add the sentence of the source that carries the claim.

    Blind spots: only looked at in reports that quote at least one source.
    """
    if not support.quotes:
        ids = ", ".join(s.id for s in support.sources)
        yield Problem(f"cannot be checked against its evidence: no quote is given for {ids}", (support.about,))
