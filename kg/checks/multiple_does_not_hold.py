from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG403",
    "multiple-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="multiples",
    bad=[
        """\
# Deal

The firm was valued at $1.25B with an estimated $50-70M ARR, implying a revenue multiple of 5-8x.
""",
        """\
# Schools

Enrolment grew from 1,100 pupils in 2010 to 3,320 in 2020, a fivefold increase.
""",
        """\
# Traffic

The new bridge carries 21,500 cars a day and the old one 10,300 cars a day, a difference of orders of
magnitude.
""",
    ],
    good=[
        """\
# Deal

The firm was valued at $4.5B, a revenue multiple of 64x its ARR of $70M.
""",
        """\
# Schools

Enrolment grew from 15,000 pupils in 2010 to 50,000+ in 2020, representing 3x growth. Use doubled from 33% to
65%.
""",
        """\
# Comparison

The firm was valued at $1.25B on $50M ARR, or 25x ARR, far below the 54x of its rival on $130M ARR.
""",
    ],
)
def multiple_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A stated multiple is not the ratio of the figures it is made of.

    Why: valuations and growth stories rest on multiples, and a wrong one survives in every
    copy.

    What to do: divide again; correct the multiple, or name the figures it was really computed
    from.

    Blind spots: "3x growth" may mean three times as much or three times more: both are
    accepted. The price of a named round is taken from the report when all places agree on it.
    "Doubled" leaves an eighth of room.
    """
    yield from not_holding(group)
