from collections.abc import Iterator
from dataclasses import replace

from kg.candidates.coverage import Cited
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG107",
    "cover-differs-from-claim",
    category="figures-disagree",
    severity=Severity.ERROR,
    over="cited-cover",
    bad=[
        """\
# Acme

## Key facts

- Employees: 48 [C1]

## Company

Acme is a company.

=== claims.csv
id,statement,sources
C1,Acme has 40 employees.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
    good=[
        """\
# Acme

## Key facts

- Employees: ~40 [C1]

## Company

Acme is a company.

=== claims.csv
id,statement,sources
C1,Acme has 41 employees.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Acme hires
""",
    ],
)
def cover_differs_from_claim(cited: Cited) -> Iterator[Problem]:
    """A fact of the cover gives another figure than the claim it cites.

    Why: the cover is what is read first and quoted most.

    What to do: correct the one that is wrong, or cite the claim that states the cover's figure.

    Blind spots: only looked at when the cited claims give a single other figure of the same
    kind; where they give several, or none, it is for information.
    """
    if not cited.missing or cited.cover is None:
        return
    figure, ids = cited.missing[0].text, [a.id for a in cited.claims]
    label = cited.cover.label
    if cited.other:
        yield Problem(
            f"the cover gives {label} as {figure}, the claim it cites ({', '.join(ids)}) as {cited.other}; correct the one that is wrong",
            (replace(cited.about, side=figure), *(replace(a, side=cited.other) for a in cited.claims)),
            {"label": label, "cover": figure, "claim": cited.other},
        )
    else:
        yield Problem(
            f"the cover gives {label} as {figure}, which the claim it cites ({', '.join(ids)}) does not state; cite the claim that does",
            (cited.about, *cited.claims),
            {"label": label, "cover": figure},
            severity=Severity.INFO,
        )
