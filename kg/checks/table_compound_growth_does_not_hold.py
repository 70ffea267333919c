from collections.abc import Iterator

from kg.candidates.tables import Derived
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.problems import broken


@check(
    "KG414",
    "table-compound-growth-does-not-hold",
    category="arithmetic",
    severity=Severity.ERROR,
    over="table-compound-growth",
    bad=[
        """\
# Market forecasts

| Analyst | 2024 estimate | 2030 forecast | CAGR |
| --- | --- | --- | --- |
| North Research | $48B | $158B | 22% |
| South Insights | $150B | $1.3T | 36% |
""",
    ],
    good=[
        """\
# Market forecasts

| Analyst | 2024 estimate | 2030 forecast | CAGR |
| --- | --- | --- | --- |
| North Research | $48B | $158B | 22% |
| South Insights | $1.7B | $39B (2034) | 36.8% |
| East Data | ~$200B | $826B | ~26% |
""",
        """\
# Market forecasts

| Analyst | Market today | Forecast | CAGR |
| --- | --- | --- | --- |
| North Research | $48B | $158B | 22% |
""",
    ],
)
def table_compound_growth_does_not_hold(derived: Derived) -> Iterator[Problem]:
    """A compound growth rate stated in a table does not lead from its first figure to its last.

    Why: forecasts are quoted by their rate; a rate that does not fit its own end points shows that
    figures of different studies or years were put together.

    What to do: check start, end and years in the source; give the rate that belongs to them.

    Blind spots: both years must be known, from headers, cells or the caption. The span is the
    difference of the two years; a span that would have made the rate right is named, not accepted.
    """
    yield from broken(derived.derivation, derived.about)
