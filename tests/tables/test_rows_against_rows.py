"""Rows held against a row that all start from, against the row before, and against the span of years they make."""

import pytest
from test_other_fields import findings


def table(header, *rows, before=""):
    width = header.count("|") - 1
    return f"# Report\n\n{before}\n\n{header}\n{'| --- ' * width}|\n" + "".join(f"{r}\n" for r in rows)


OWLS = "| Winter | Nests | Lost since the start | Decline |"
LOST = ("| Start | 840 | | |", "| 2019 | 790 | 50 | 6% |", "| 2020 | 702 | 138 | 16% |", "| 2021 | 655 | 185 | 22% |", "| 2022 | 611 | 229 | 27% |", "| 2023 | 584 | 256 | 30% |")
CAVES = "| Day | Visitors | Change on the previous year-end |"
VISITS = ("| Dec 2020 | 410 | – |", "| Dec 2021 | 533 | +30% |", "| Dec 2022 | 640 | +20% |", "| Dec 2023 | 704 | +10% |")
SPAN = ("| Year | Rescues |", "| 2020 | 1,120 |", "| 2021 | 1,240 |", "| 2022 | 980 |", "| 2023 | 1,310 |")


def spoilt(rows, old, new):
    assert sum(r.count(old) for r in rows) == 1
    return tuple(r.replace(old, new) for r in rows)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (table(OWLS, *spoilt(LOST, "| 185", "| 158")), "KG413"),
        (table(OWLS, *spoilt(LOST, "27%", "72%")), "KG413"),
        (table(CAVES, *spoilt(VISITS, "+20%", "+12%")), "KG413"),
        (table(*SPAN, "| 2020–2023 | 4,560 |"), "KG411"),
        (table(SPAN[0], "| Before | 990 |", *SPAN[1:], "| 2020-2023 | 4,560 |"), "KG411"),
    ],
)
def test_the_row_that_breaks_the_relation_is_found(text, code):
    assert [f.check for f in findings(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        table(OWLS, *LOST),
        # Two rows that do not keep to it show that something else is meant.
        table(OWLS, *spoilt(spoilt(LOST, "| 185", "| 168"), "| 229", "| 239")),
        table("| Winter | Nests | Chicks ringed |", "| Start | 840 | |", "| 2019 | 790 | 44 |", "| 2020 | 702 | 131 |", "| 2021 | 655 | 90 |", "| 2022 | 611 | 12 |", "| 2023 | 584 | 71 |"),
        table(CAVES, *VISITS),
        table(*SPAN, "| 2020–2023 | 4,650 |"),
        # An average of the years, and a span of which a year is missing.
        table(*SPAN, "| 2020–2023 | 1,163 |"),
        table(*SPAN, "| 2019–2023 | 5,560 |"),
    ],
)
def test_near_misses_are_left_alone(text):
    assert [f.message for f in findings(text)] == []
