from collections.abc import Iterator

from kg.candidates.sources import SourceGroup
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG801",
    "duplicate-source",
    category="duplicate",
    severity=Severity.INFO,
    over="duplicate-sources",
    bad=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
=== sources.csv
id,publisher,title
S1,McKinsey & Company,The State of AI in 2024
S2,McKinsey and Company,The state of AI \u2013 in 2024
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,confidence,sources
C1,Acme has 40 staff.,High,S1; S2
=== sources.csv
id,publisher,title,date
S1,Acme,Annual report,2023
S2,Acme,Annual report,2024
S3,Forbes,Company profile,
S4,PitchBook,Company profile,
""",
    ],
)
def duplicate_source(group: SourceGroup | None) -> Iterator[Problem]:
    """One source stands in the list under several ids: equal publisher, names merged, and equal title.

    Why: a claim that cites both looks as if it had two sources.

    What to do: keep one id and point the citations of the others to it.

    Blind spots: sources that give different addresses or dates are taken for different editions.
    """
    if group is None:
        return
    ids = list(dict.fromkeys(s.id for s in group.group.sources))
    first = group.group.sources[0]
    used = (
        f"; {', '.join(group.counted_twice)} {'cites' if len(group.counted_twice) == 1 else 'cite'} more than one of them"
        if group.counted_twice
        else ""
    )
    yield Problem(
        f"{', '.join(ids)} are one source: “{first.title}”"
        + (f" ({group.publishers[0]})" if group.publishers else "")
        + f"{used}; keep one id",
        group.about,
        {"sources": ids, "claims": list(group.counted_twice)},
        severity=Severity.WARNING if group.counted_twice else None,
    )
