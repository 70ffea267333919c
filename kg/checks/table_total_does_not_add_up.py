from collections.abc import Iterator

from kg.candidates.tables import Derived
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.problems import broken


@check(
    "KG411",
    "table-total-does-not-add-up",
    category="arithmetic",
    severity=Severity.ERROR,
    over="table-totals",
    bad=[
        """\
# Electricity in Northland

Generation by source (TWh)

| Source | 2022 | 2023 |
| --- | --- | --- |
| Hydro | 41.2 | 43.0 |
| Wind | 12.5 | 15.8 |
| Solar | 3.1 | 4.4 |
| Total | 56.8 | 61.2 |
""",
        """\
# City budget

| Item | Amount |
| --- | --- |
| Schools | €1.20M |
| Roads | €0.85M |
| Parks | €0.31M |
| Total | €2.63M |
""",
        """\
# League

| Team | Won | Drawn | Lost | Played |
| --- | --- | --- | --- | --- |
| North | 18 | 5 | 7 | 30 |
| South | 16 | 7 | 7 | 30 |
| East | 15 | 4 | 11 | 30 |
| West | 12 | 9 | 9 | 31 |
| Centre | 10 | 8 | 12 | 30 |
""",
    ],
    good=[
        """\
# Electricity in Northland

Generation by source (TWh)

| Source | 2022 | 2023 |
| --- | --- | --- |
| Hydro | 41.2 | 43.0 |
| of which pumped | 3.0 | 2.8 |
| Wind | 12.5 | 15.8 |
| Solar | 3.1 | 4.4 |
| Total | 56.8 | 63.1 |
""",
        """\
# Largest customers

| Customer | Orders |
| --- | --- |
| North | 410 |
| South | 320 |
| Total of all 58 customers | 2,900 |
""",
    ],
)
def table_total_does_not_add_up(derived: Derived) -> Iterator[Problem]:
    """A total stated in a table is not the sum of its parts.

    Why: a total is what readers quote; when it is wrong, either it or one of the parts is.

    What to do: add up the parts, look for a changed digit, a missing or a doubled row, and correct
    the cell that is wrong; if figures were rounded, say so under the table.

    Blind spots: a line is taken for a total by its name, or because most of the table adds up so.
    Totals of parts that are not all listed are left alone unless the difference is small. Parts are
    allowed the rounding of their last written digit.
    """
    yield from broken(derived.derivation, derived.about)
