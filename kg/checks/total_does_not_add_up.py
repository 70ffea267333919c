from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG404",
    "total-does-not-add-up",
    category="arithmetic",
    severity=Severity.ERROR,
    over="totals",
    bad=[
        """\
# Funding

Acme has raised $120 million in total, comprising a $20 million seed round, a $30 million Series A and a $60
million Series B.
""",
        """\
# Hospital

The hospital has 1,240 beds: 800 in the main building, 300 in the annex and 150 in the clinic.
""",
        """\
# Spending

- Wards: £7.9 million
- Clinics: £0.8 million
- Offices: £0.5 million
- Total: £9.7 million
""",
    ],
    good=[
        """\
# Funding

Acme has raised about $110 million in total, comprising a $20 million seed round, a $30 million Series A and a
$60 million Series B.
""",
        """\
# Hospital

The hospital has 1,240 beds, including 300 in the annex and 150 in the clinic, at a cost of $80 million: $30
million came from the state, among others.
""",
    ],
)
def total_does_not_add_up(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A total is not the sum of the items it is said to be made of.

    Why: a list that does not add up lacks an item, has one too many, or one of them is wrong.

    What to do: add again; name what is missing from the list, or correct the total.

    Blind spots: the list must say that it is complete (a colon after a total, "comprising",
    "across four rounds:" with four amounts), or name its result ("418 altogether", an item "Total"
    of a bulleted list, a lead line that ends with a colon). "About" before the total gives it no room: the
    items are listed. Items of another unit or of other things are not added.
    """
    yield from not_holding(group)
