from collections.abc import Iterator

from kg.candidates.restated import Restated
from kg.engine import check
from kg.findings import Certainty, Problem, Severity


@check(
    "KG311",
    "text-differs-from-claim",
    category="figures-disagree",
    severity=Severity.ERROR,
    confidence=Certainty.MEDIUM,
    over="restated-figures",
    bad=[
        """\
# Corvane

The trial enrolled 258 patients at 41 sites; the first was treated in June 2022. [C4]

=== claims.csv
id,statement,sources
C4,"The phase 2 trial enrolled 218 patients at 41 sites; the first was treated in June 2022.",S1
=== sources.csv
id,publisher,title
S1,Reuters,Corvane in the clinic
""",
        """\
# Corvane

Corvane licensed the Asian rights in September 2021 for $35 million upfront. [C11]

=== claims.csv
id,statement,sources
C11,The Asian rights were licensed in September 2023 for $35 million upfront.,S1
=== sources.csv
id,publisher,title
S1,Reuters,Corvane in the clinic
""",
        """\
# Corvane

The largest gift of the year, $1.5 million for the laboratory, was made by the Greer Foundation. [C6]

=== claims.csv
id,statement,sources
C6,"The Tolland Foundation gave $1.5 million for the laboratory, the largest gift of the year.",S1
=== sources.csv
id,publisher,title
S1,Reuters,Corvane in the clinic
""",
    ],
    good=[
        """\
# Corvane

The trial enrolled nearly 220 patients at 41 sites, 12 of them in Japan; 19 patients left it. [C4]

=== claims.csv
id,statement,sources
C4,"The phase 2 trial enrolled 218 patients at 41 sites; the first was treated in June 2022.",S1
=== sources.csv
id,publisher,title
S1,Reuters,Corvane in the clinic
""",
        """\
# Corvane

The antibodies are made in Visp, in a plant that Lonsta opened in 2019; partners such as Hoshino buy them. [C7]

=== claims.csv
id,statement,sources
C7,"Corvane has its antibodies made in a plant in Switzerland that Lonsta opened in 2019, and sells to Daelim and others.",S1
=== sources.csv
id,publisher,title
S1,Reuters,Corvane in the clinic
""",
    ],
)
def text_differs_from_claim(restated: Restated | None) -> Iterator[Problem]:
    """A sentence gives another figure, date or name than the claim it cites.

    Why: by citing the claim the text says that the claim bears it; one of the two was changed and
    the other was not.

    What to do: take it from the sources of the claim and write it in both places; if the
    text means something else, cite the claim that says so.

    Blind spots: only what stands alone of its sort on each side, among the same words, is held
    against its counterpart; members of lists and a town beside a country are left alone; figures more than three times apart are taken for different things
    unless a power of ten lies between them.
    """
    if restated is None:
        return
    yield Problem(
        f"“{restated.text}” in the text, but “{restated.cited}” in the claim it cites, {restated.claim}",
        restated.places,
        {"left": restated.text, "right": restated.cited, "claim": restated.claim},
    )
