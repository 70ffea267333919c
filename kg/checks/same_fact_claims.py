from collections.abc import Iterator

from kg.candidates.samefact import SameFact
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG803",
    "same-fact-claims",
    category="duplicate",
    severity=Severity.INFO,
    over="same-fact-claims",
    bad=[
        """\
=== claims.csv
id,statement,sources
C1,"The Sahel programme vaccinated 215,300 children against measles by the end of the campaign.",S1
C2,"After 215,300 vaccinated children the treasury cut the transport reserve, so that remote districts wait for nurses until the budget of spring.",S2
C3,The ministry publishes a budget each spring.,S2
=== sources.csv
id,publisher,title
S1,Health Board,Campaign report
S2,Ministry,Budget note
""",
    ],
    good=[
        """\
=== claims.csv
id,statement,sources
C1,The Sahel programme vaccinated children against measles.,S1
C2,The coast programme drilled 40 wells and trained 12 teachers.,S1
C3,"The library lent 215,300 books in a year.",S1
=== sources.csv
id,publisher,title
S1,Health Board,Campaign report
""",
    ],
)
def same_fact_claims(group: SameFact) -> Iterator[Problem]:
    """Two or more claims state the same fact, each with more of its own.

    Why: the shared fact rests on the sources and the confidence of whichever claim the reader
    happens to look at, and a correction has to be made in all of them.

    What to do: state the fact in one claim and let the others derive from it, or split what is new
    in them into claims of their own.

    Blind spots: a fact is recognised by a telling figure with a rare word, or by many shared words;
    two different facts with the same figure and topic may be taken for one.
    """
    ids = ", ".join(c.id for c in group.claims)
    yield Problem(
        f"{ids} state the same fact" + (f" ({', '.join(group.shared)})" if group.shared else "") + f": “{group.claims[0].statement}” and “{group.claims[1].statement}”",
        group.about,
        {"claims": [c.id for c in group.claims]},
    )
