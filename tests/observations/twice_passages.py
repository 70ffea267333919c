"""Passages that tell a figure of few digits twice: in a headline and the body, a line and a sentence, a row and the text.

Each is ``(field, text, pair)``: ``pair`` are the two figures as written; in ``RIGHT`` nothing is wrong.
"""

_SHOP = """\
# Trading memo

| Category | Sales ($M) | Share |
|---|---:|---:|
| Cycles | 42.7 | 43% |
| Clothing | 31.4 | 31% |
| Repairs | 25.9 | 26% |

Clothing brought in {told}, helped by the rain. Cycles, at $42.7M, were flat against a year ago, when $44.0M was reached. A year ago we had 12 shops and $1.3M of stock.
"""

WRONG = [
    ("shop", _SHOP.format(told="€31.4M"), ("€31.4M", "31.4")),
    (
        "ferry",
        "# Ferry link\n\nA crossing takes 45 minutes. The ships sail every hour and carry 120 cars.\n\n## Plans\n\nWith the new berth the crossing, which takes 65 minutes today, would need only half an hour.",
        ("45 minutes", "65 minutes"),
    ),
    (
        "robots",
        "# Corvane Systems\n\nCorvane makes cleaning robots. It closed the year with sales of $18.2 million, 210 staff and 4,300 robots in use.\n\n## Fleet\n\nThe fleet stood at 4,800 robots in December. Each works some nine hours a night.",
        ("4,300", "4,800"),
    ),
    (
        "memo",
        "**To:** all branches\n\n## Stock\n\n1. Clear the winter boots, $3.1 million at cost, by March.\n2. Decide on the lease in Galway.\n\n## Note\n\nThe $3.9 million of winter boots should be written down in full if it has not been sold by then.",
        ("$3.1 million", "$3.9 million"),
    ),
    (
        "wind",
        "Key figures\n\nTurbines: 48\nAvailability: 97.1 per cent\nOutput: 1,640 GWh\n\nThe farm lies 31 km off the coast and consists of 58 turbines. They stood still on eleven days in all.",
        ("48", "58"),
    ),
    (
        "round",
        "# Lumora\n\n- **Founded:** 2017\n- **Valuation:** £410 million post-money, May 2024\n- **Staff:** 260\n\nThe Series B closed in May 2024. It was led by Orrin Capital and valued Lumora at £140 million.",
        ("£410 million", "£140 million"),
    ),
    (
        "deal",
        "# Ownership\n\nThe fund Vesterhav bought its half of the harbour from Kaldnes Rederi in 2020 for €270 million.\n\nThe purchase from Kaldnes Rederi, for which Vesterhav paid €230m in 2020, made it the largest owner.",
        ("€270 million", "€230m"),
    ),
    (
        "theatre",
        "# Two houses\n\nThe Grand has a capacity of 1,240. Last year 96,000 people came.\n\n## Plans\n\nThe Grand, which today seats 3,240, will get a new roof.",
        ("1,240", "3,240"),
    ),
    (
        "trial",
        "# Lung trial\n\nPatients on ALX-4 lost 38 ml of lung capacity at 24 weeks, against 112 ml on placebo.\n\n## Discussion\n\nALX-4 slowed the loss of lung capacity: 88 ml at 24 weeks against 112 ml on placebo.",
        ("38 ml", "88 ml"),
    ),
    (
        "award",
        "The choir scored 61 points, 17 of them through Lena Aumann.\n\n### Prizes\n\n- Singer of the year: Piotr Wilk\n- Most points: Lena Aumann (13 points)",
        ("17", "13"),
    ),
]

RIGHT = [
    ("shop", _SHOP.format(told="$31.4M")),
    ("ferry", "A crossing takes 45 minutes by day. At night, when ships go slower, the crossing takes 65 minutes."),
    ("ferry", "A crossing of the sound takes 45 minutes.\n\n## The fjord\n\nA crossing of the fjord takes 65 minutes."),
    ("robots", "It closed the year with 4,300 robots in use.\n\n## Fleet\n\nThe fleet of robots grew from 3,300 to 4,300 in December; 1,300 robots are leased."),
    ("robots", "It closed 2024 with 4,300 robots in use.\n\n## Plan\n\nBy 2026 the fleet shall reach 8,300 robots."),
    ("dance", "The house closed the season with a surplus of €1.4m.\n\n## Accounts\n\nThe year before there was a surplus of €1.7m."),
    ("dance", "The house closed the season with a surplus of €1.4m.\n\n## Café\n\nThe café alone made a surplus of €0.4m, the shop one of €0.3m."),
    ("memo", "1. Clear the winter boots, $3.1 million at cost, by March.\n\n## Note\n\nBy Christmas we had sold scarves for $3.9 million."),
    ("wind", "Turbines: 48\nOutput: 1,640 GWh\n\nA second stage would add 28 turbines. Of the turbines, 18 stand in deep water."),
    ("round", "- **Valuation:** £410 million post-money, May 2024\n\nThe Series A of 2021 valued Lumora at £110 million."),
    ("deal", "The fund Vesterhav bought its half of the harbour from Kaldnes Rederi in 2020 for €270 million.\n\nThe fund Ostsund had offered Kaldnes Rederi €230m for the half in 2020."),
    ("theatre", "The Grand has a capacity of 1,240.\n\n## The Little House\n\nThe Little House has a capacity of 240, and its foyer one of 140."),
    ("trial", "Patients on ALX-4 lost 38 ml of lung capacity at 24 weeks, against 112 ml on placebo.\n\nAt 52 weeks patients on ALX-4 had lost 88 ml of lung capacity."),
    ("trial", "In the low dose group patients lost 58 ml of lung capacity.\n\nIn the high dose group the loss of lung capacity was 38 ml."),
    ("letter", "You gave $7.4M to make this possible.\n\n## Money\n\nIncome was $7.9 million in 2023, of which donors gave $7.4 million and the state $0.5 million."),
    ("market", "The market for heat pumps grows to €24.6bn by 2030.\n\nThe market for boilers shrinks to €21.6bn by 2030.\n\nIf subsidies lapse, the market for heat pumps ends at €20.6bn."),
    ("survey", "Of 1,200 people asked, 61% trust the council. Among tenants 51% trust the council.\n\nIn the survey of 2019, 41% of people trusted the council."),
    ("budget", "The library spends £2.4 million on staff.\n\nThe museum spends £2.9 million on staff.\n\nThe archive spends £2.1 million on books."),
]
