from collections.abc import Iterator

from kg.candidates.tables import Derived
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.problems import broken


@check(
    "KG413",
    "table-growth-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="table-growth",
    bad=[
        """\
# Guests

| Year | Guests (million) | Growth | Beds |
| --- | --- | --- | --- |
| 2021 | 4.0 | - | 960 |
| 2022 | 12.0 | 200% | 1,800 |
| 2023 | 33.0 | 150% | 3,100 |
| 2024 | 66.0 | 120% | 4,650 |
""",
        """\
# Revenue

| Year | Revenue (€M) | Growth |
| --- | --- | --- |
| 2020 | 40.0 | |
| 2021 | 50.0 | 25% |
| 2022 | 58.0 | 26% |
| 2023 | 63.8 | 10% |
""",
        """\
# Visitors

| Museum | 2022 | 2023 | Change |
| --- | --- | --- | --- |
| Harbour | 120,000 | 138,000 | +15% |
| Castle | 80,000 | 76,000 | -5% |
| Gallery | 64,000 | 80,000 | +15% |
""",
    ],
    good=[
        """\
# Revenue

| Year | Revenue (€M) | Growth |
| --- | --- | --- |
| 2020 | 40.0 | |
| 2021 | 50.0 | 25% |
| 2022 | 58.0 | 16% |
""",
        """\
# Visitors

| Museum | 2022 | 2023 | Growth target 2024 |
| --- | --- | --- | --- |
| Harbour | 120,000 | 138,000 | 5% |
| Castle | 80,000 | 76,000 | 8% |
| Gallery | 64,000 | 80,000 | 4% |
""",
    ],
)
def table_growth_does_not_hold(derived: Derived) -> Iterator[Problem]:
    """A growth rate or change stated in a table does not follow from the figures before and after.

    Why: growth is the message of such a table; a reader who recomputes it finds the slip.

    What to do: recompute from the two figures; if it compares other periods, say which.

    Blind spots: growth is taken against the row or column one period before, between two columns of
    the same row, or, for the year of a scenario, against what another table of the report gives for
    the year before. A column that no row of the table keeps to is taken to mean something else.
    """
    yield from broken(derived.derivation, derived.about)
