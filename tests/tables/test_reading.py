"""What headers, row labels and cells are read as."""

from decimal import Decimal

import pytest

from kg import build, config, metrics
from kg.tables import grid, headings, observations


def tables(text, subject="Acme"):
    settings = config.Config(subject=subject)
    (report,) = build.load_bundles([build.example_bundle(text)], settings)
    return report, list(grid.grids(report, metrics.default()))


@pytest.mark.parametrize(
    ("words", "kind", "unit", "currency", "scale"),
    [
        ("$M", "money", None, "USD", 10**6),
        ("USD millions", "money", None, "USD", 10**6),
        ("EUR bn", "money", None, "EUR", 10**9),
        ("in thousands", "count", None, None, 1000),
        ("'000", "count", None, None, 1000),
        ("%", "percent", "percent", None, 1),
        ("TWh", "measure", "terawatt hour", None, 1),
        ("€", "money", None, "EUR", 1),
        ("’000", "count", None, None, 1000),
        ("in 1,000", "count", None, None, 1000),
        ("1000s", "count", None, None, 1000),
        ("×1,000", "count", None, None, 1000),
        ("1,000 ha", "measure", "hectare", None, 1000),
        ("1,000 t", "measure", "tonne", None, 1000),
        ("'000 tonnes", "measure", "tonne", None, 1000),
        ("thousand m³", "measure", "cubic metre", None, 1000),
        ("£'000", "money", None, "GBP", 1000),
        ("TEUR", "money", None, "EUR", 1000),
        ("EUR '000", "money", None, "EUR", 1000),
        ("lakh", "count", None, None, 10**5),
        ("T$ million", "money", None, "T$", 10**6),
    ],
)
def test_units(words, kind, unit, currency, scale):
    found = headings.unit(words)
    assert found == headings.Unit(kind, unit, currency, Decimal(scale))


@pytest.mark.parametrize("words", ["est.", "CPU to multi-GPU", "Series D", "2024", "Enterprise Hub", "per 100,000", "Top 1,000", "a long remark on how it was found"])
def test_words_that_are_no_units(words):
    assert headings.unit(words) is None


def heading(text):
    return headings.read(text, metrics.default())


@pytest.mark.parametrize("text", ["Total", "Grand total", "**Total**", "Sub-total", "All districts", "Total (EU)", "Sum"])
def test_totals(text):
    assert heading(text).total


@pytest.mark.parametrize("text", ["Totally new", "Tota", "Allied forces of the north", "Summary"])
def test_no_totals(text):
    assert not heading(text).total


def test_headings_give_metric_and_period():
    assert heading("2025 ARR Est.").concept.label == "annual recurring revenue"
    assert heading("2025 ARR Est.").period_text == "2025"
    assert heading("ARR growth").concept.label == "revenue growth"
    assert heading("Revenue rank").concept is None


def test_bare_numbers_take_the_unit_of_their_header():
    _, (one,) = tables("# Acme\n\n| Year | Revenue ($M) | Staff |\n| --- | --- | --- |\n| 2022 | 12.5 | 1950 |\n| 2023 | (3.1) | 2010 |\n")
    first, second = one.figures
    assert (first[1].quantity.low, first[1].quantity.currency, first[1].quantity.low_step) == (Decimal("12500000.0"), "USD", Decimal(100000))
    assert second[1].quantity.low == Decimal("-3100000.0")
    assert [row[2].quantity.low for row in one.figures] == [1950, 2010]
    assert one.labels[0].period.start.year == 2022


def test_places_are_those_of_the_figures():
    text = "# Acme\n\n| Metric | Value |\n| --- | --- |\n| Revenue (2024) | about $130M, unaudited |\n"
    report, (one,) = tables(text)
    figure = one.figures[0][1]
    line = report.documents[0].text.splitlines()[figure.place.line - 1]
    assert line[figure.place.column - 1 : figure.place.end_column - 1] == "$130M"


def observed(text):
    report, found = tables(text)
    return [(o.subject, o.metric, o.value, o.period_text, dict(o.scope)) for o in observations.observe(found, report) if o.confidence >= 0.6]


def test_rows_as_metrics():
    text = "# Acme\n\n| Metric | Value | Date |\n| --- | --- | --- |\n| Total capital raised | $395M | Aug 2023 |\n| ARR (2024) | ~$130M | |\n"
    assert observed(text) == [
        ("Acme", "total funding raised", "$395M", "Aug 2023", {}),
        ("Acme", "annual recurring revenue", "~$130M", "2024", {}),
    ]


def test_columns_as_metrics_of_companies():
    text = "# Acme\n\n| Company | Valuation | Employees |\n| --- | --- | --- |\n| Bolt | $1.2B | 300 |\n| Acme | $4.5B | 635 |\n"
    assert observed(text) == [
        ("Bolt", "valuation", "$1.2B", "", {}),
        ("Bolt", "employees", "300", "", {}),
        ("Acme", "valuation", "$4.5B", "", {}),
        ("Acme", "employees", "635", "", {}),
    ]


def test_rounds_and_scenarios_are_circumstances():
    text = "# Acme\n\n| Round | Date | Amount |\n| --- | --- | --- |\n| Seed | 2018 | $5M |\n| Series A | 2020 | $15M |\n"
    assert observed(text) == [
        ("Acme", "round amount", "$5M", "2018", {"round": "seed"}),
        ("Acme", "round date", "2018", "2018", {"round": "seed"}),
        ("Acme", "round amount", "$15M", "2020", {"round": "series-a"}),
        ("Acme", "round date", "2020", "2020", {"round": "series-a"}),
    ]
    text = "# Acme\n\n| Scenario | Revenue 2030 |\n| --- | --- |\n| Bull | $90M |\n| Bear | $20M |\n"
    assert [(s["scenario"], v) for _, _, v, _, s in observed(text)] == [("bull", "$90M"), ("bear", "$20M")]


def test_periods_as_columns():
    text = "# Acme\n\n| Metric | 2022 | 2023 |\n| --- | --- | --- |\n| Employees | 310 | 402 |\n"
    assert observed(text) == [("Acme", "employees", "310", "2022", {}), ("Acme", "employees", "402", "2023", {})]


def test_thresholds_and_targets_are_not_observations():
    report, found = tables("# Acme\n\n| Metric | Amber signal | Target |\n| --- | --- | --- |\n| Gross margin | 40% | 60% |\n| Churn | 20% | 5% |\n")
    assert {o.role for o in observations.observe(found, report)} == {"threshold", "target"} or not observations.observe(found, report)


@pytest.mark.parametrize("text", ["Cases per 1,000", "Deaths (per 100,000)", "Persons served, 2,000"])
def test_digit_groups_are_no_scale_of_thousands(text):
    assert heading(text).unit is None


@pytest.mark.parametrize(
    ("text", "version"),
    [("2030 low", "low"), ("2026 adverse", "adverse"), ("High case 2040", "high case"), ("2024 restated", "restated"), ("2024", ""), ("2025E", ""), ("FY2024 (audited)", ""), ("Year ended 31 March 2024", ""), ("2023 ($M)", "")],
)
def test_words_beside_the_date_of_a_header(text, version):
    assert heading(text).version == version


def test_one_year_in_several_versions():
    text = "# Acme\n\n| | 2024 | 2030 low | 2030 high | 2030 coastal |\n| --- | --- | --- | --- | --- |\n| Revenue | $4M | $5M | $9M | $2M |\n| Employees | 30 | 40 | 70 | 12 |\n"
    assert [s.get("scenario", s.get("segment")) for *_, s in observed(text)] == [None, "low", "high", "coastal"] * 2


def test_steps_are_parts_of_the_subject():
    text = "# Acme\n\n| Class | Revenue | Employees |\n| --- | --- | --- |\n| Level 1 | $3M | 20 |\n| Level 2 | $4M | 60 |\n"
    assert {(s, d["segment"]) for s, *_, d in observed(text)} == {("Acme", "level 1"), ("Acme", "level 2")}


@pytest.mark.parametrize("head", ["| | |", "| Key | Value |", "| Fact | Details |"])
def test_lists_of_keys_and_values(head):
    text = f"# Acme\n\n{head}\n| --- | --- |\n| Founded | 1932 |\n| Seat | Larvik, Norway |\n| Owner | Fjord AS |\n| Employees | 820 (2023) |\n| Revenue | NOK 1.94 billion (2023) |\n"
    assert observed(text) == [
        ("Acme", "founding date", "1932", "", {}),
        ("Acme", "employees", "820", "2023", {}),
        ("Acme", "revenue", "NOK 1.94 billion", "2023", {}),
    ]


def test_founding_year_dates_no_other_figure():
    text = "# Acme\n\n| Company | Founded | Revenue |\n| --- | --- | --- |\n| Bolt | 1998 | $3M |\n| Acme | 2004 | $4M |\n"
    assert observed(text) == [
        ("Bolt", "revenue", "$3M", "", {}),
        ("Bolt", "founding date", "1998", "", {}),
        ("Acme", "revenue", "$4M", "", {}),
        ("Acme", "founding date", "2004", "", {}),
    ]


def test_unit_alone_in_the_corner_is_that_of_the_table():
    _, (one,) = tables("# Acme\n\n| ¥bn | FY3/23 | FY3/24 |\n| --- | --- | --- |\n| Revenue | 1,432 | 1,412 |\n")
    assert [(f.quantity.low, f.quantity.currency) for f in one.figures[0][1:]] == [(Decimal("1432000000000"), "JPY"), (Decimal("1412000000000"), "JPY")]
    assert [grid.year(h.period) for h in one.heads[1:]] == [2023, 2024]


def test_computed_values_are_written_in_the_unit_of_the_header():
    from test_other_fields import findings

    rows = "".join(f"| {n} | {a} | {y} | {h} |\n" for n, a, y, h in (("Wheat", 210, "4.0", 840), ("Maize", 106, "6.5", 689), ("Rye", 190, "3.7", 703), ("Oats", 240, "2.5", 600), ("Beans", 180, "3.0", 450)))
    (one,) = findings(f"# Crops\n\n| Crop | Area (1,000 ha) | Yield (t/ha) | Harvest (1,000 t) |\n| --- | --- | --- | --- |\n{rows}")
    assert "stated 450, but 180 (Area) × 3.0 (Yield) is 540 " in one.message
