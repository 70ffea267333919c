from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG408",
    "premium-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="premiums",
    bad=[
        """\
# Offer

The offer values the group at $54.5 billion, a 20% premium to its market value of $40.2 billion.
""",
    ],
    good=[
        """\
# Offer

The offer values the group at $54.5 billion, a 35.6% premium to its market value of $40.2 billion.
""",
    ],
)
def premium_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A stated premium or discount is not the difference between the two prices.

    Why: offers are judged by their premium.

    What to do: compute it again from the two prices; say which reference price was used.

    Blind spots: both prices must be in the sentence, or the reference must be the price of a
    round on which the report agrees.
    """
    yield from not_holding(group)
