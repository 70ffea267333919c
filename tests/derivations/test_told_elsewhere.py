"""Totals, growth, rates and figures for each whose operands stand in lists and tables: right, changed, and look-alikes."""

import pytest

from kg import build, config, engine

_YEARS = "| At 30 June | Sales ($M) | Customers | Sales per customer ($) |\n| --- | --- | --- | --- |\n| 2022 | 3.2 | 320 | 10,000 |\n| 2023 | 5.6 | 448 | 12,500 |\n| 2024 | 8.4 | 560 | 15,000 |\n| 2025 | 12.6 | 700 | 18,000 |\n\n"
_LIST = "* Visitors: 412,500 (2023/24: 375,000)\n* Income: £9.90 million\n* Expenditure: £9.60 million\n* Surplus: £0.30 million\n* Staff: 120\n\n"
_YARDS = "| Yard | Hulls | Tonnes |\n| --- | --- | --- |\n| Aldby | 36 | 410 |\n| Brem | 28 | 320 |\n| Corse | 18 | 205 |\n| Others | 90 | 1,010 |\n\n"

CHANGED = [
    (_LIST, "£0.30 million", "£0.50 million"),
    (_LIST, "£9.60 million", "£6.90 million"),
    ("- Amount: $20.0M, all new\n- Pre-money: $80.0M, post-money: $100.0M\n", "$100.0M", "$110.0M"),
    ("Screened: 850. Not eligible: 238 (28%). Enrolled: 612 (72%).", "850", "950"),
    (_LIST + "Each visit cost the museum £23.27.", "£23.27", "£32.27"),
    (_LIST + "Per visitor the expenditure comes to £23.27.", "£23.27", "£28.27"),
    (_YEARS + "Staff: 84\n\nEach employee thus stands for $150,000 of sales.", "$150,000", "$180,000"),
    (_YEARS + "In the last year the customer base grew by 25%.", "25%", "35%"),
    (_LIST + "More than four hundred thousand visitors came, a tenth more than the year before.", "a tenth", "a fifth"),
    (_YEARS + "From June 2022 to June 2025 the compound rate of sales is 57.9% a year.", "57.9%", "67.9%"),
    ("The fleet has 110% more power than five years before.\n\nThat is 110% more than five years before, or 16.0% a year compounded.", "16.0%", "22.0%"),
    ("- Sales: $40M in September 2024, $64M in September 2025 (+60%)", "+60%", "+45%"),
    (_YARDS + "The three named yards built 82 hulls between them.", "82 hulls", "85 hulls"),
    ("| Show | Days | Visits |\n| --- | --- | --- |\n| Salt | 177 | 96,000 |\n| Charts | 156 | 54,000 |\n\nTogether the two shows counted 150,000 visits.", "96,000", "69,000"),
    ("| Item | £m |\n| --- | --- |\n| Opening balance | 8.4 |\n| Gifts | +3.1 |\n| Sales | +1.7 |\n| Fees | −0.6 |\n| Closing balance | 12.6 |\n", "+1.7", "+1.1"),
    ("| Chemistry | GWh | Share |\n| --- | --- | --- |\n| Iron | 172 | 86% |\n| Nickel | 16 | 8% |\n| Sodium | 8 | 4% |\n| Flow | 4 | 2% |\n", "| 8 |", "| 12 |"),
    ("| Year | Deployed (GWh) | Price ($) | Market ($bn) | Growth in value |\n| --- | --- | --- | --- | --- |\n| 2021 | 32 | 250 | 8.0 | – |\n| 2022 | 50 | 240 | 12.0 | 50.0% |\n| 2023 | 85 | 200 | 17.0 | 41.7% |\n| 2024 | 140 | 150 | 21.0 | 23.5% |\n| 2025 | 200 | 125 | 25.0 | 19.0% |\n", "23.5%", "32.5%"),
    ("| Farm | Turbines | Unit size | Power |\n| --- | --- | --- | --- |\n| A | 60 | 8 MW | 480 MW |\n| B | 38 | 10 MW | 380 MW |\n| C | 60 | 5 MW | 300 MW |\n| D | 60 | 4 MW | 240 MW |\n| E | 200 | 3.5 MW | 700 MW |\n", "300 MW", "330 MW"),
]  # fmt: skip

ALIKE = [
    # Tax stands between income and result.
    "- Income: £9.90 million\n- Expenditure: £9.60 million\n- Tax: £0.10 million\n- Surplus: £0.20 million\n",
    # Two years of one account.
    "- Income: £9.90 million\n- Expenditure: £9.60 million\n- Income: £9.10 million\n- Surplus: £0.10 million\n",
    "Tests: 120 places. Positive: 238 (28%). Negative: 612 (72%).",
    _LIST + "Each member pays the museum up to £32.27.",
    _LIST + "Each visitor spent £3.60 in the shop.",
    _YEARS + "In the last year the number of suppliers grew by 35%.",
    _YEARS + "Without new products the customer base would have grown by 5% in the last year.",
    _LIST + "R&D took £2.6 million, almost a quarter more than the year before.",
    _YEARS + "From 2022 to 2025 the market grew at a compound rate of 9.4% a year.",
    "- Sales: $40M in September 2024, $64M in September 2025 (60% of them abroad)",
    _YARDS + "The three named yards built 64 hulls for export between them: 28 at Brem and 36 at Aldby.",
    _YARDS + "Together the two largest yards built 64 hulls.",
    "| Item | £m |\n| --- | --- |\n| Opening balance | 8.4 |\n| Gifts | 3.1 |\n| of which legacies | 1.0 |\n| Closing balance | 12.6 |\n",
    "| Case | Probability | Output | Price |\n| --- | --- | --- | --- |\n| Low | 20% | 40,000 | $50 |\n| Central | 55% | 60,000 | $55 |\n| High | 25% | 85,000 | $60 |\n",
]  # fmt: skip


def found(text):
    settings = config.Config()
    reports = build.load_bundles([build.example_bundle(f"# Notes\n\n{text}\n")], settings)
    return [f.message for f in engine.run(build.graph_of(reports, settings), settings, engine.selected(("KG4",))).findings]


@pytest.mark.parametrize(("text", "right", "wrong"), CHANGED)
def test_changed(text, right, wrong):
    assert found(text) == []
    assert text.count(right) >= 1
    assert found(wrong.join(text.rsplit(right, 1))) != []


@pytest.mark.parametrize("text", ALIKE)
def test_look_alike(text):
    assert found(text) == []
