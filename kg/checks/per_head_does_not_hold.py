from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG406",
    "per-head-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="per-head",
    bad=[
        """\
# Programme

The programme cost $12.5 million for 4,150 participants, or $2,000 per participant.
""",
    ],
    good=[
        """\
# Programme

The programme cost $12.5 million for 4,150 participants, or about $3,000 per participant.
""",
        """\
# Country

GDP was $1.21 trillion for a population of 5.4 million, or $222,000 per person, against $80,000 per worker
elsewhere.
""",
    ],
)
def per_head_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A figure per head is not the total divided by the count.

    Why: figures per head are compared across reports, and a wrong one makes a normal value look
    unusual.

    What to do: divide again; name the year and the count that were used.

    Blind spots: total, count and figure per head must be in one sentence, the only ones of
    their kind, and the count must be of what the figure is "per". Where they stand in sentences
    apart, the figure is doubted only if no total and count of the paragraph give it. Figures per
    month or day are left alone, unless another part of the year would make them right.
    """
    yield from not_holding(group)
