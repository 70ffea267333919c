from collections.abc import Iterator

from kg.candidates.coverage import ListText
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG108",
    "figures-without-citation",
    category="citation",
    severity=Severity.INFO,
    confidence=Certainty.MEDIUM,
    over="lists-with-figures",
    bad=[
        """\
## Executive summary

- Acme has 40 staff and $7M of sales.
- Churn fell to 3%.

## 1. Company

Acme has 40 staff. [C1]

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
## Executive summary

- Acme has 40 staff. [C1]
- Churn fell to 3%.

## 1. Company

Acme has 40 staff. [C1]

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
        """\
## Next steps

- Ask for the accounts.
- Call the landlord.

## 1. Company

Acme has 40 staff. [C1]

=== claims.csv
id,statement,sources
C1,Acme has 40 staff.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def figures_without_citation(text: ListText) -> Iterator[Problem]:
    """The items of a summary list state figures, and nothing in its section is cited.

    Why: a summary is read alone; its figures cannot be followed to a claim.

    What to do: cite the claim behind each figure, as the body does.

    Blind spots: one citation anywhere in the section is enough to pass. Numbered sections are
    left to section-without-citation.
    """
    shown = ", ".join(text.figures[:8]) + (f" and {len(text.figures) - 8} more" if len(text.figures) > 8 else "")
    yield Problem(
        f"“{text.title}” states figures in its list and cites nothing: {shown}; cite the claims behind them",
        text.about,
        {"figures": list(text.figures)},
    )
