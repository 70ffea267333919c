from collections.abc import Iterator

from kg.candidates.tables import Mean
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.problems import outside


@check(
    "KG416",
    "table-average-outside-its-parts",
    category="arithmetic",
    severity=Severity.ERROR,
    over="table-averages",
    bad=[
        """\
# Response times

| Station | Minutes |
| --- | --- |
| North | 7.2 |
| South | 8.9 |
| East | 6.4 |
| Average | 9.5 |
""",
    ],
    good=[
        """\
# Response times

| Station | Minutes |
| --- | --- |
| North | 7.2 |
| South | 8.9 |
| East | 6.4 |
| Average | 7.1 |
""",
    ],
)
def table_average_outside_its_parts(mean: Mean) -> Iterator[Problem]:
    """An average stated in a table is smaller or larger than everything it is an average of.

    Why: whatever the weights, an average lies among its parts.

    What to do: recompute it, or name what it is an average of.

    Blind spots: an average among its parts is not recomputed, since its weights are unknown.
    """
    certain = mean.stated.certain and all(f.certain for f in mean.parts)
    yield from outside(mean.name, mean.stated.quantity, tuple(f.quantity for f in mean.parts), mean.about, certain)
