from collections.abc import Iterator

from kg.candidates.tables import ToldCell
from kg.engine import check
from kg.findings import Problem, Severity
from kg.tables.problems import certainty


@check(
    "KG321",
    "text-differs-from-table",
    category="figures-disagree",
    severity=Severity.ERROR,
    over="told-cells",
    bad=[
        """\
# Harvest

Wheat leads with 712,000 tonnes, before barley with 388,000 tonnes.

| Crop | Harvest 2023 (tonnes) |
| --- | --- |
| Wheat | 612,000 |
| Barley | 388,000 |
| Oats | 95,500 |
""",
    ],
    good=[
        """\
# Harvest

Wheat leads with some 610,000 tonnes, before barley with 388,000 tonnes. Wheat growers exported
270,000 tonnes; in 2022 wheat had given 712,000 tonnes.

| Crop | Harvest 2023 (tonnes) |
| --- | --- |
| Wheat | 612,000 |
| Barley | 388,000 |
| Oats | 95,500 |
""",
    ],
)
def text_differs_from_table(told: ToldCell) -> Iterator[Problem]:
    """The text gives another figure for a row of a table than the table does.

    Why: text and table are meant to say the same; a reader does not know which to believe.

    What to do: find out which is right and correct the other; where something else was meant (another
    year, another definition), say so in the text.

    Blind spots: the row must be named by its label, in the clause of the figure, and the column must be
    clear from unit, date and wording. Where the sentence leaves doubt, only a figure that looks like a
    slip of the cell (a digit, a power of ten) is reported.
    """
    one = told.told
    yield Problem(
        f"{one.name}: {one.quantity.text} in the text, {one.figure.cell.text.strip()} in the table",
        told.about,
        {"left": one.quantity.text, "right": one.figure.quantity.text},
        confidence=certainty(one.sure, one.figure.certain),
    )
