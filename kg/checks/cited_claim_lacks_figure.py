from collections.abc import Iterator

from kg.candidates.coverage import Cited
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG106",
    "cited-claim-lacks-figure",
    category="citation",
    severity=Severity.INFO,
    confidence=Certainty.MEDIUM,
    over="cited-text",
    bad=[
        """\
## 1. Company

Acme has 40 staff and 900 customers. [C1, C2]

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
C2,Acme sells in France.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
## 1. Company

| Year | Staff |
| --- | --- |
| 2023 | 31 |
| 2024 | 47 |

[C1]

=== claims.csv
id,statement,sources
C1,Acme had 31 staff in 2023.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
## 1. Company

Revenue grew by 86% to $130 million, and Acme has 900 customers. [C1, C2]

=== claims.csv
id,statement,sources
C1,"Revenue grew from $70M in 2023 to $130M in 2024.",S1
C2,Acme has over 900 customers.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
## 1. Company

Acme has 40 staff. [C1, S2]

=== claims.csv
id,statement,sources
C1,Acme sells in France.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
S2,Latka,Acme in figures
""",
    ],
)
def cited_claim_lacks_figure(cited: Cited) -> Iterator[Problem]:
    """A figure of a paragraph or table stands in none of the claims cited for it.

    Why: who follows the citation does not find the figure; it may come from nowhere, or from a
    claim that was not cited. In prose the finding is a warning, for a table it is for information.

    What to do: cite the claim that states the figure, or take the figure out.

    Blind spots: years and dates are not looked for. Figures are compared by value, so one that
    a claim gives for something else passes; growth, shares, ratios and sums that follow from
    the figures of the cited claims pass too. A passage that also cites a source is not looked at.
    """
    if not cited.missing:
        return
    written = list(dict.fromkeys(q.text for q in cited.missing))
    shown = ", ".join(written[:8]) + (f" and {len(written) - 8} more" if len(written) > 8 else "")
    ids = [a.id for a in cited.claims]
    named = ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")
    every = (
        "" if len(cited.missing) < len(cited.figures) or len(cited.figures) == 1 else ", and neither does any other figure here"
    )
    stands = "stands" if len(written) == 1 else "stand"
    yield Problem(
        f"{shown} {stands} in none of the cited claims ({named}){every}; cite the claim that states {'it' if len(written) == 1 else 'them'}",
        (cited.about, *cited.claims),
        {"figures": written, "cited": ids},
        severity=Severity.INFO if cited.about.kind == "table" else Severity.WARNING,
    )
