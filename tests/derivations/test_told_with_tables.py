"""Results whose operands stand in a table, in the sentence before or under another name: right, changed, and look-alikes."""

import pytest
from test_passages import found

PUMPS = """\
| € million | 2022 | 2023 | 2024 |
|---|---|---|---|
| Sales | 6.0 | 8.0 | 9.6 |
| Order book | 71.0 | 80.0 | 96.0 |

Sales rose to €9.6 million in 2024. Service sales of €2.3 million are part of them.

The order book of €96 million is 10.0 times the sales of 2024.
"""
SERIES = """\
| Year | Guests (million) | Growth | Beds |
|---|---|---|---|
| 2021 | 4.0 | - | 960 |
| 2022 | 12.0 | 200% | 1,800 |
| 2023 | 30.0 | 150% | 3,100 |
| 2024 | 66.0 | 120% | 4,650 |

Guests rose by 150% in 2023 and by 120% in 2024.
"""
WATER = """\
| | 2018 | 2024 |
|---|---|---|
| Water used (million litres) | 1,250 | 950 |
| Inhabitants | 82,000 | 89,000 |

Use has fallen by 300 million litres since 2018, or 24.0%, although the population grew from 82,000 to 89,000.

- Water: 950 million litres, 24.0% below 2018
"""
PAYERS = """\
| Source | £ million | Share |
|---|---|---|
| State | 118.2 | 60% |
| Harrow county | 49.25 | 25% |
| Villages | 29.55 | 15% |
| **Total** | **197.0** | **100%** |

The state would pay 60% of the works, or £118.2 million. The county has set aside £49.25 million.
"""
FERRY = """\
| Year | Passengers (million) |
|---|---|
| 2019 | 1.50 |
| 2023 | 1.20 |

In 2023 the ferry received a grant of €5.4 million, which is €4.50 for each passenger. The crew of 2019 cost €6.7 million.
"""
MEALS = """\
- Meals served: 75,000
- Income: €322,000
- Expenditure: €309,000
- Helpers: 64

The new oven cost €41,000. Income of €322,000 exceeded expenditure of €309,000 by €13,000. Each meal cost us €4.12 on average.
"""
CHANGED = [
    (PUMPS, "10.0 times", "12.0 times"),
    (SERIES, "| 30.0 |", "| 33.0 |"),
    (SERIES, "by 120% in", "by 140% in"),
    (WATER, "or 24.0%", "or 42.0%"),
    (WATER, "24.0% below", "34.0% below"),
    (WATER, "| 89,000 |", "| 98,000 |"),
    (PAYERS, "pay 60%", "pay 66%"),
    (FERRY, "€4.50", "€5.50"),
    (MEALS, "€4.12", "€4.21"),
    ("In 2024 Velm used 2,700 GWh of heat, 10% less than in 2020. With 180,000 inhabitants this is 15 MWh per head.\n", "15 MWh", "17 MWh"),
    ("The scheme saves 240,000 car trips a year, which spares 3,600 tonnes of CO2, or 15 kg a trip.\n", "15 kg", "18 kg"),
    ("The scheme saves 240,000 car trips a year, which spares 3,600 tonnes of CO2, or 15 kg a trip.\n", "3,600 tonnes", "36,000 tonnes"),
    ("In 2024 the mill sold 6,250 rugs at an average price of €320, which makes sales of €2.0 million.\n", "6,250 rugs", "62,500 rugs"),
    ("The tunnel costs 410 million kronor and saves 22 minutes. Benefits of 984 million kronor give a benefit–cost ratio of 2.4.\n", "ratio of 2.4", "ratio of 3.4"),
]
RIGHT = [
    PAYERS.replace("The county has set aside £49.25 million.", "The county pays £49.25 million, or 2% of its budget."),
    PAYERS.replace("pay 60%", "pay 66%").replace("of the works", "of the land, of the £179.1 million"),
    WATER.replace("or 24.0%", "or 3.9% a year"),
    WATER.replace("grew from 82,000 to 89,000", "of the county grew from 124,000 to 131,000"),
    SERIES.replace("by 150% in 2023 and by 120% in 2024", "by 150% in 2023 and beds by 50% in 2024"),
    SERIES.replace("| 120% |", "| 12% |").replace("| 150% |", "| 5% |").replace("Guests rose by 150% in 2023 and by 120% in 2024.", ""),
    FERRY.replace("which is €4.50 for each passenger", "more than the €5.50 for each passenger of the year before"),
    FERRY.replace("2023 the ferry", "2019 the ferry").replace("€4.50", "€3.60"),
    MEALS.replace("Each meal cost us €4.12 on average.", "Each meal cost the guest €3.00."),
    "The scheme saves 240,000 car trips a year, which spares 3,600 tonnes of CO2, or 15 tonnes a day in winter.\n",
    "In 2024 the mill sold 6,250 rugs at an average price of €320, which makes it the dearest of the coast; blankets brought in €1.1 million.\n",
    "The debt is 410 million kronor. Earnings of 984 million kronor give a price–earnings ratio of 3.1.\n",
]


@pytest.mark.parametrize("text", [t for t, _, _ in CHANGED] + RIGHT)
def test_what_follows_or_is_of_something_else_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)


@pytest.mark.parametrize(("text", "old", "new"), CHANGED)
def test_what_no_longer_follows_is_found(text, old, new):
    assert text.count(old) == 1
    assert found(text.replace(old, new)).findings
