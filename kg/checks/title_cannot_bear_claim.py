from collections.abc import Iterator

from kg.candidates.sources import Bearing
from kg.engine import check
from kg.findings import Certainty, Problem, Severity

_CLAIMS = "".join(
    f"C{n},Acme sells {word} in {town}.,High,S1\n"
    for n, (word, town) in enumerate(
        (
            ("bread", "Lyon"),
            ("milk", "Turin"),
            ("salt", "Porto"),
            ("fish", "Bergen"),
            ("rice", "Seville"),
            ("beer", "Munich"),
            ("wool", "Leeds"),
            ("wood", "Oslo"),
            ("glass", "Venice"),
        ),
        10,
    )
)


@check(
    "KG209",
    "title-cannot-bear-claim",
    category="evidence",
    severity=Severity.INFO,
    confidence=Certainty.LOW,
    over="source-topics",
    bad=[
        f"""\
# Acme

Acme is a company.

=== claims.csv
id,statement,confidence,sources
C1,"A Red Hat survey found that 76% of mills run on open software.",High,S2; S3
{_CLAIMS}
=== sources.csv
id,publisher,title
S1,Acme,Where we sell
S2,McKinsey & Company,The state of dairy farming
S3,Red Hat,State of enterprise software
=== kg.toml
[report]
subject = "Acme"
""",
    ],
    good=[
        f"""\
# Acme

Acme is a company.

=== claims.csv
id,statement,confidence,sources
C1,"A Red Hat survey found that 76% of mills run on open software.",High,S2; S3
{_CLAIMS}
=== sources.csv
id,publisher,title
S1,Acme,Where we sell
S2,TechCrunch,Most mills run on open software
S3,Red Hat,State of enterprise software
=== kg.toml
[report]
subject = "Acme"
""",
    ],
)
def title_cannot_bear_claim(claim: Bearing) -> Iterator[Problem]:
    """A source's title is about something else than the claim it is given for.

    Why: a source that was attached by mistake makes a claim look better supported than it is.

    What to do: open the source; quote the passage that carries the claim, or take the source off.

    Blind spots: judged from titles alone, so it is a hint: a long report may well hold what its
    title does not say. A title that names the subject of the report is taken to fit every claim
    about it.
    """
    for source, about, why in claim.off:
        left = (
            "no other source is left"
            if claim.left == 0
            else f"{claim.left} other {'source is' if claim.left == 1 else 'sources are'} left"
        )
        yield Problem(
            f"{source.id} “{source.title}” ({source.publisher}) may not bear this: {why}; {left} \u2014 quote its passage or take it off",
            (claim.about, about),
            {"source": source.id},
        )
