"""The row of a year below its quarters, halves or months."""

import pytest
from test_other_fields import findings


def table(head, rows, label="Quarter"):
    return f"# Report\n\n| {label} | {head} |\n| --- | --- |\n" + "".join(f"| {n} | {v} |\n" for n, v in rows)


QUARTERS = ("Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def quarterly(head, values, year="2024"):
    return table(head, zip((*QUARTERS, year), values, strict=True))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (quarterly("Punctuality", ("88.1%", "89.6%", "90.2%", "86.9%", "91.4%")), "KG416"),
        (quarterly("Gross margin", ("41.0%", "42.2%", "40.8%", "43.1%", "39.5%")), "KG416"),
        (quarterly("Occupancy rate (%)", ("71", "84", "90", "68", "93")), "KG416"),
        (quarterly("Average price (€)", ("2.10", "2.30", "2.20", "2.40", "2.60"), "Full year"), "KG416"),
        (table("Bed occupancy", [(m, f"{80 + n}%") for n, m in enumerate(MONTHS)] + [("2023", "95%")], "Month"), "KG416"),
        (quarterly("Deliveries", ("1,210", "1,340", "1,180", "1,502", "5,332")), "KG411"),
        (quarterly("Revenue ($M)", ("10.5", "11.2", "12.9", "14.1", "49.7")), "KG411"),
    ],
)
def test_years_that_cannot_be(text, code):
    assert [f.check for f in findings(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        quarterly("Punctuality", ("88.1%", "89.6%", "90.2%", "86.9%", "88.7%")),
        quarterly("Deliveries", ("1,210", "1,340", "1,180", "1,502", "5,232")),
        quarterly("Employees", ("310", "322", "335", "341", "341")),
        quarterly("Patients in care", ("310", "322", "335", "341", "327")),
        quarterly("Churn", ("2.1%", "2.3%", "1.9%", "2.0%", "8.1%")),
        quarterly("Growth", ("2.1%", "2.3%", "1.9%", "2.0%", "3.4%")),
        quarterly("Return", ("2.1%", "-2.3%", "1.9%", "2.0%", "3.7%")),
        quarterly("Peak load (GW)", ("4.1", "3.3", "3.9", "4.8", "4.8")),
        quarterly("Punctuality", ("88.1%", "89.6%", "90.2%", "86.9%", "91.4%"), "2023"),
        quarterly("Punctuality", ("88.1%", "89.6%", "n/a", "86.9%", "91.4%")),
        quarterly("Punctuality", ("88.1%", "89.6%", "90.2%", "86.9%", "91.4%"), "2024 target"),
        table("Punctuality", [("Q3 2024", "88.1%"), ("Q4 2024", "89.6%"), ("2024", "91.4%")]),
        table("Punctuality", [("Weekdays", "88.1%"), ("Saturdays", "89.6%"), ("Sundays", "87%"), ("2024", "91.4%")]),
    ],
)
def test_years_that_can_be(text):
    assert [f.message for f in findings(text)] == []
