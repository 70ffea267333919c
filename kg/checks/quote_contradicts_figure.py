from collections.abc import Iterator
from dataclasses import replace

from kg.candidates.evidence import Weighed
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG207",
    "quote-contradicts-figure",
    category="evidence",
    severity=Severity.ERROR,
    over="quoted",
    bad=[
        """\
# Acme

Acme is a company.

=== claims.csv
id,statement,confidence,sources
C1,Acme has 140 employees.,Medium,S1
=== sources.csv
id,publisher,title,quote
S1,Forbes,Acme profile,Acme has 40 employees.
=== kg.toml
[report]
subject = "Acme"
""",
    ],
    good=[
        """\
# Acme

Acme is a company.

=== claims.csv
id,statement,confidence,sources
C1,Acme has 140 employees.,Medium,S1
C2,Acme has about 40 employees.,Medium,S2
=== sources.csv
id,publisher,title,quote
S1,Forbes,Acme profile,Acme has 40 customers.
S2,Forbes,Acme profile,Acme has 41 employees.
=== kg.toml
[report]
subject = "Acme"
""",
    ],
)
def quote_contradicts_figure(claim: Weighed) -> Iterator[Problem]:
    """A claim's quote gives another value for what the claim states.

    Why: the claim's own evidence is against it.

    What to do: look at the source; correct the claim, or the quote.

    Blind spots: only figures whose subject, metric and circumstances are known to be the same
    are compared; where that cannot be told, the figure is reported as missing from the quote.
    """
    for borne in claim.figures:
        if borne.status == "contradicted":
            yield Problem(
                f"the claim says {borne.quantity.text}, the quote of {borne.source} says {borne.words}; look at the source and correct one of them",
                (replace(claim.about, side=borne.quantity.text), replace(claim.places[borne.source], side=borne.words)),
                {"claim": borne.quantity.text, "quote": borne.words, "source": borne.source},
            )
