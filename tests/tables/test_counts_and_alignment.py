"""Counts against lists and rows, and tables that restate one another."""

import pytest
from test_other_fields import findings

TABLE = """\

| Pillar | Reason |
| --- | --- |
| Price | Lower than before |
| Reach | More towns |
| Trust | Fewer faults |
"""


@pytest.mark.parametrize(
    "text",
    [
        "# Plan\n\nThe plan rests on four pillars.\n" + TABLE,
        "# Plan\n\nFour pillars carry the plan.\n" + TABLE,
        "# Study\n\nThe study covers two outcomes: (1) deaths, (2) falls, and (3) fractures.\n",
        "# Study\n\nWe compare three regions: north, south, east, and west.\n",
        "# Study\n\nIt was written by three people: Ada Lind (law), Prof. Odo Karr (statistics, ethics), Jo Ek (care) and Mia Rask (design).\n",
        "# Club\n\nThe boat won the regatta four times: in 1998 (*Fyr*), 2006 (*Glo*) and 2013 (*Tinde*).\n",
        "# Study\n\nFive ports were visited: Alba, Brenn, Cairn and Dorne.\n",
        "# Study\n\nThe audit made two recommendations:\n\n1. publish the data\n2. change the form\n3. train the staff\n",
    ],
)
def test_counts_that_differ(text):
    assert [f.check for f in findings(text)] == ["KG304"]


@pytest.mark.parametrize(
    "text",
    [
        "# Plan\n\nThe plan rests on three pillars.\n" + TABLE,
        "# Plan\n\nThe two most important pillars are price and trust.\n" + TABLE,
        "# Plan\n\nTwo pillars that were named earlier are gone.\n" + TABLE,
        "# Plan\n\nThe first two pillars cost nothing.\n" + TABLE,
        "# Plan\n\n## One\n\nThe building has four pillars.\n\n## Two\n" + TABLE,
        "# Plan\n\nAt least two pillars are new.\n" + TABLE,
        "# Study\n\nIt covers two outcomes, such as deaths, falls, and fractures.\n",
        "# Study\n\nWe compare four regions: north, south, east and west, and the islands.\n",
        "# Study\n\nSeven towns answered: in three of them, the mayor, the council, and the clerk did.\n",
        "# Study\n\nThe audit made three recommendations:\n\n- publish the data\n  - every year\n  - as a table\n- change the form\n- train the staff\n",
        "# Study\n\nWe asked 12 people: nurses, doctors, and carers.\n",
        "# Study\n\nWe asked 12 people: nurses, doctors and carers.\n",
        "# Study\n\nIt was written by four people: Ada Lind (law), Odo Karr (statistics), Jo Ek (care) and Mia Rask (design).\n",
        "# Study\n\nThree ministries answered: Health, Education, Trade and Industry.\n",
        "# Study\n\nTwo groups took part: men aged 20, 30 and 40.\n",
        "# Club\n\nThe boat won the regatta three times: in 1998, 2006 and 2013.\n",
        "# Study\n\nTwo crops failed: in Alba, Brenn and Cairn.\n",
        "# Study\n\nTwo things matter: speed and the price of repairs, which rose.\n",
    ],
)
def test_counts_that_agree_or_count_something_else(text):
    assert [f.message for f in findings(text) if f.check == "KG304"] == []


def two(left, right, head="Output", other="Tonnage"):
    rows = lambda values: "".join(f"| {n} | {v} |\n" for n, v in zip(("Alba", "Brenn", "Cairn", "Dorne"), values, strict=True))  # noqa: E731
    return f"# Report\n\n## A\n\n| Place | {head} |\n| --- | --- |\n{rows(left)}\n## B\n\n| Place | {other} |\n| --- | --- |\n{rows(right)}"


def test_odd_cell():
    # The headers differ; cells of one metric and subject are a matter of figures-disagree.
    (one,) = findings(two(("12.4 t", "33.1 t", "8.6 t", "17.9 t"), ("12.4 t", "33.1 t", "6.8 t", "17.9 t")))
    assert one.check == "KG302" and (one.data["left"], one.data["right"]) == ("8.6", "6.8")


@pytest.mark.parametrize(
    "right",
    [
        ("12.4 t", "33.1 t", "8.6 t", "17.9 t"),
        ("13.0 t", "35.2 t", "9.9 t", "18.8 t"),
        ("12.4 t", "33.1 t", "9.9 t", "18.8 t"),
    ],
)
def test_equal_and_unrelated_tables(right):
    assert not findings(two(("12.4 t", "33.1 t", "8.6 t", "17.9 t"), right))


def test_small_numbers_are_equal_by_accident():
    assert not findings(two(("1", "2", "3", "4"), ("1", "2", "4", "4"), "Grade"))


TURNED = """# Trade

## By year

| Year | Exports | Imports | Transit |
| --- | --- | --- | --- |
| 2021 | 95.0 | 97.7 | 12.4 |
| 2022 | 112.3 | 121.0 | 13.8 |
| 2023 | 118.8 | 119.5 | 15.1 |

## By flow

| Flow | 2022 | 2023 |
| --- | --- | --- |
| Exports | 112.3 | 118.8 |
| Imports | 121.0 | 119.5 |
| Transit | 13.8 | 15.1 |
"""

@pytest.mark.parametrize(("old", "new", "count"), [("| Imports | 121.0", "| Imports | 112.0", 1), ("12.4", "14.2", 0)], ids=["odd cell", "a year the other lacks"])
def test_years_in_rows_and_in_columns(old, new, count):
    assert not findings(TURNED)
    assert len([f for f in findings(TURNED.replace(old, new)) if f.check == "KG302"]) == count
