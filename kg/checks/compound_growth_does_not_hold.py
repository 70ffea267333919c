from collections.abc import Iterator

from kg.candidates.derivations import Derived, not_holding
from kg.engine import check
from kg.findings import Problem, Severity


@check(
    "KG402",
    "compound-growth-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="compound-growth",
    bad=[
        """\
# Heat pumps

The market was worth $12.4 billion in 2023 and is projected to reach $31.2 billion by 2030, a CAGR of 19.1%.
""",
        """\
# Exports

Between 2019 and 2024 exports rose from $40.2 billion to $60.1 billion, or 12.4% a year.
""",
    ],
    good=[
        """\
# Heat pumps

The market was worth $12.4 billion in 2023 and is projected to reach $31.2 billion by 2030, a CAGR of 14.1%.
""",
        """\
# Exports

Exports rose from $40.2 billion in 2019 to $60.1 billion in 2024, outpacing the 3.1% a year of imports.
""",
    ],
)
def compound_growth_does_not_hold(group: tuple[Derived, ...]) -> Iterator[Problem]:
    """A stated growth rate per year does not lead from the first figure to the last in the years between.

    Why: forecasts are quoted by their rate; a rate that does not fit its own end points shows
    that figures of different studies or years were put together.

    What to do: check start, end and years in the source; give the rate that belongs to them.

    Blind spots: both figures must be in one sentence, or in the paragraph with their years if the
    rate looks like the right one, mistyped. With two years the span is closed, and
    one that would make the rate right is named; with one year any usual base year is accepted.
    "A year" without "compound" may be simple growth.
    """
    yield from not_holding(group)
