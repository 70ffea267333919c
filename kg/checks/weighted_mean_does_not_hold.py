from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG409",
    "weighted-mean-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="weighted-means",
    bad=[
        """\
# Scenarios

The probability-weighted value is $10.2B: 25% at $15B, 50% at $8B and 25% at $3.2B.
""",
    ],
    good=[
        """\
# Scenarios

The probability-weighted value is $8.6B: 25% at $15B, 50% at $8B and 25% at $3.2B.
""",
    ],
)
def weighted_mean_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A weighted mean is not what its values and weights give.

    Why: expected values carry decisions, and nobody recomputes them.

    What to do: multiply and add again; check that the weights belong to the values.

    Blind spots: values and weights must alternate in one sentence with the mean before or after
    them, and the weights must make 100 %.
    """
    yield from not_holding(group)
