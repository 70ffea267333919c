from collections.abc import Iterator

from kg.candidates.samefact import SameFact
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG802",
    "near-identical-claims",
    category="duplicate",
    severity=Severity.INFO,
    over="near-identical-claims",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,Paying clinics grew from about 1000 in 2022 to 10000 in 2024: tenfold growth in paying clinics.,S1
C2,"Paying clinics grew from about 1,000 in 2022 to 10,000 in 2024, a tenfold increase.",S2
C3,The agency inspects water works once a year.,S2
=== sources.csv
id,publisher,title
S1,Health Board,Clinics counted
S2,Ministry,Annual report
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C1,The wind farm fed 310 GWh into the grid in 2023.,S1
C2,The wind farm fed 240 GWh into the grid in 2021.,S1
C3,The solar park fed 55 GWh into the grid in 2023.,S1
C4,The operator plans a second solar park beside the first.,S1
=== sources.csv
id,publisher,title
S1,Grid Agency,Feed-in statistics
""",
    ],
)
def near_identical_claims(group: SameFact) -> Iterator[Problem]:
    """Two or more claims say the same; one of them could be deleted.

    Why: a fact that is counted twice looks twice as well supported, and the copies drift apart when
    only one of them is corrected.

    What to do: keep one claim, give it the sources of all, and cite it where the others were cited.

    Blind spots: claims are compared by their words and figures; a paraphrase in quite other words is
    not found, and a negation ("not") is not understood.
    """
    ids = ", ".join(c.id for c in group.claims)
    yield Problem(
        f"{ids} say nearly the same" + (f" ({', '.join(group.shared)})" if group.shared else "") + f": “{group.claims[0].statement}” and “{group.claims[1].statement}”",
        group.about,
        {"claims": [c.id for c in group.claims]},
    )
