from collections.abc import Iterator

from kg.candidates.tables import Aligned
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.problems import certainty


@check(
    "KG302",
    "tables-disagree",
    category="figures-disagree",
    severity=Severity.ERROR,
    over="aligned-tables",
    bad=[
        """\
# Acme

## Revenue

| Stream | Revenue mix |
| --- | --- |
| Licences | 55-65% |
| Services | 25-30% |
| Hardware | 10-15% |

## Customers

| Stream | Buyers | Share of revenue |
| --- | --- | --- |
| Licences | Banks | 55-70% |
| Services | Cities | 25-30% |
| Hardware | Shops | 10-15% |
""",
    ],
    good=[
        """\
# Acme

## Last year

| Country | Output 2022 |
| --- | --- |
| Norway | 126 |
| Sweden | 169 |
| Finland | 72 |

## This year

| Country | Output 2023 |
| --- | --- |
| Norway | 126 |
| Sweden | 169 |
| Finland | 79 |
""",
        """\
# Acme

| Stream | Revenue |
| --- | --- |
| Licences | $12.1M |
| Services | $4.3M |
| Hardware | $2.6M |

Again, rounded:

| Stream | Revenue |
| --- | --- |
| Licences | ~$12M |
| Services | $4.3M |
| Hardware | $2.6M |
""",
    ],
)
def tables_disagree(aligned: Aligned) -> Iterator[Problem]:
    """Two tables give the same figures for the same rows, but for one.

    Why: the tables restate one another, so the odd cell is a slip in one of them.

    What to do: find out which is right and correct the other.

    Blind spots: the tables must share three row labels, at least two of them with exactly equal
    figures of more than one digit, and no headers that name different metrics or years.
    """
    pair = aligned.pair
    if pair.verdict in ("equal", "agree"):
        return
    left, right = (g.table.caption for g in (pair.left_grid, pair.right_grid))
    yield Problem(
        f"{pair.label}: {pair.left.quantity.text} in “{left}” and {pair.right.quantity.text} in “{right}”, although {pair.equal} of {pair.shared} rows the two tables share are equal",
        aligned.about,
        {"left": pair.left.quantity.text, "right": pair.right.quantity.text},
        severity=Severity.WARNING if pair.verdict == "loose-only" else None,
        confidence=certainty(0.9, pair.certain),
    )
