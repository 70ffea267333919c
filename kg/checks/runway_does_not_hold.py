from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG417",
    "runway-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="runways",
    bad=[
        """\
# Cash

With $12.5 million in cash and a burn of $1.1 million per month, the firm has 24 months of runway.
""",
        """\
# Reserves

Reserves of 510 Mt would last 35 years at current production of 25 Mt per year.
""",
    ],
    good=[
        """\
# Cash

With $12.5 million in cash and a burn of $1.1 million per month, the firm has about 11 months of runway.
""",
        """\
# Reserves

Reserves of 510 Mt would last 20 years at current production of 25 Mt per year.
""",
    ],
)
def runway_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """The time a stock is said to last is not the stock divided by its rate of use.

    Why: a runway that is too long hides the moment when the next money or supply is needed.

    What to do: divide again; say from which date the time runs.

    Blind spots: stock, rate and time must be the only ones of their kind in the sentence.
    Income and growing use are not known.
    """
    yield from not_holding(group)
