from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG401",
    "growth-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="growth",
    bad=[
        """\
# Harbour

Container traffic rose from 2.1 million TEU in 2021 to 2.9 million TEU in 2023, an increase of 58%.
""",
        """\
# Clinic

Vaccine coverage rose by 6.2 percentage points, from 81.4% to 85.6%.
""",
        """\
# Grid

Emissions were 36.8 Mt in 2021 and 31.2 Mt in 2023. This represents a decline of 25.4%.
""",
        """\
# Staff

The agency employed 310 people at the end of 2022 and 480 two years later, an increase of 25%.
""",
    ],
    good=[
        """\
# Harbour

Container traffic rose from about 2.1 million TEU in 2021 to 2.9 million TEU in 2023, an increase of 38%,
while revenue grew 58%.
""",
        """\
# Clinic

Coverage rose 20% from 30% to 36%. Mortality fell from 12.4% to 9.1%, a relative reduction of 26.6%.
""",
        """\
# Firm

Sales grew 86% from $70M to $130M, well above the 37.4% a year of the market.
""",
    ],
)
def growth_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A stated change does not lead from the figure before to the figure after.

    Why: a growth rate is quoted more often than the figures it comes from; when they do not
    fit, one of the three is wrong.

    What to do: recompute it; correct the rate, or the figure that was mistyped.

    Blind spots: both figures must stand in the sentence of the rate or in the one before it, and
    the text must compare them. Where no words bind the rate to its figures it is doubted only as a
    slip: no two figures of the paragraph give it, and two give one that looks like it, mistyped. A
    change between two shares may be meant in percent or in points: both are accepted.
    """
    yield from not_holding(group)
