from collections.abc import Iterator

from kg.candidates.tables import SpokenOf
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.derivations import decimal
from kg.tables.problems import certainty


@check(
    "KG421",
    "text-does-not-follow-from-table",
    category="arithmetic",
    severity=Severity.ERROR,
    over="spoken-tables",
    bad=[
        """\
# Harvest

Wheat made up 48% of the harvest. The four crops together gave 1,260,800 tonnes.

| Crop | Harvest (tonnes) |
| --- | --- |
| Wheat | 612,000 |
| Barley | 388,000 |
| Oats | 95,500 |
| Maize | 74,300 |
| Total | 1,169,800 |
""",
    ],
    good=[
        """\
# Harvest

Wheat made up 52% of the harvest. The four crops together gave 1.17 million tonnes.

| Crop | Harvest (tonnes) |
| --- | --- |
| Wheat | 612,000 |
| Barley | 388,000 |
| Oats | 95,500 |
| Maize | 74,300 |
| Total | 1,169,800 |
""",
    ],
)
def text_does_not_follow_from_table(spoken: SpokenOf) -> Iterator[Problem]:
    """The text says something of a table that its figures do not bear out: a part, a rank, a sum or a range.

    Why: such sentences are what readers take away from a table.

    What to do: recompute it from the table; where another base or another year was meant, name it.

    Blind spots: the row must be named by its label; a part is one of the table's own total; a rank is
    checked where the row's figure stands beside it; sums name the number of rows, ranges the column.
    """
    one = spoken.spoken
    yield Problem(
        one.message,
        spoken.about,
        {"stated": one.quantity.text, "computed": [decimal(one.computed[0]), decimal(one.computed[1])]},
        confidence=certainty(one.sure, all(f.certain for f in one.cells)),
    )
