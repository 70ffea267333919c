"""Tables of several fields that are right as they stand, and what goes wrong when one figure is changed.

Each entry: name, the text, and pairs ``(as written, changed, check)``; a change is made at the first
place where the text as written stands, and the check (or ``None``) must speak of it.
"""

TABLES = [
    (
        "electricity by source",
        """\
# Electricity

Generation by source (TWh)

| Source | 2021 | 2022 | 2023 | Change 2022–23 |
| --- | ---: | ---: | ---: | ---: |
| Hydro | 143.4 | 128.1 | 136.0 | +6.2% |
| Wind | 11.8 | 14.8 | 14.0 | -5.4% |
| Solar | 0.2 | 0.3 | 0.4 | +33% |
| Thermal | 1.9 | 2.3 | 3.1 | +34.8% |
| Total | 157.3 | 145.5 | 153.5 | +5.5% |
""",
        [
            ("128.1 |", "123.1 |", "KG411"),
            ("153.5", "158.5", "KG411"),
            ("+6.2%", "+2.6%", "KG413"),
            ("-5.4%", "+5.4%", "KG413"),
        ],
    ),
    (
        "capacity and load factor",
        """\
# Wind farms

| Site | Turbines | Rating (MW) | Capacity (MW) | Output (GWh) |
| --- | --- | --- | --- | --- |
| Ridge | 24 | 4.2 | 100.8 | 301 |
| Shore | 36 | 3.6 | 129.6 | 452 |
| Moor | 18 | 5.6 | 100.8 | 288 |
| Isle | 12 | 6.2 | 74.4 | 265 |
| Bank | 60 | 9.5 | 570.0 | 2,310 |
""",
        [("129.6", "192.6", "KG412"), ("74.4", "84.4", "KG412")],
    ),
    (
        "energy mix",
        """\
# Power mix

| Fuel | Share of generation |
| --- | --- |
| Coal | 21.4% |
| Gas | 33.0% |
| Nuclear | 18.2% |
| Wind and solar | 19.5% |
| Other | 7.9% |
""",
        [("21.4%", "24.1%", "KG415"), ("18.2%", "12.8%", "KG415")],
    ),
    (
        "forecast of storage",
        """\
# Battery storage

| Region | 2023 (GWh) | 2030 forecast (GWh) | CAGR 2023–2030 |
| --- | --- | --- | --- |
| Europe | 36 | 214 | 29.0% |
| Asia | 88 | 640 | 32.8% |
| Americas | 45 | 290 | 30.5% |
""",
        [("32.8%", "23.8%", "KG414"), ("290", "190", "KG414")],
    ),
    (
        "incidence",
        """\
# Measles

| District | Cases | Population | Cases per 100,000 | Deaths | Case fatality |
| --- | --- | --- | --- | --- | --- |
| North | 412 | 1,204,000 | 34.2 | 5 | 1.2% |
| South | 138 | 655,000 | 21.1 | 1 | 0.7% |
| East | 77 | 289,500 | 26.6 | 1 | 1.3% |
| West | 290 | 911,300 | 31.8 | 4 | 1.4% |
| All districts | 917 | 3,059,800 | 30.0 | 11 | 1.2% |
""",
        [("34.2", "43.2", "KG412"), ("31.8", "38.1", "KG412"), ("| 917 |", "| 927 |", "KG411")],
    ),
    (
        "trial arms",
        """\
# Trial

| Outcome | Vaccine | Placebo | Total |
| --- | --- | --- | --- |
| Randomised | 15,210 | 15,198 | 30,408 |
| Completed | 14,550 | 14,598 | 29,148 |
| Withdrew | 660 | 600 | 1,260 |
| Infected | 11 | 185 | 196 |
""",
        [("29,148", "29,418", "KG411"), ("1,260", "1,320", "KG411")],
    ),
    (
        "survey of symptoms",
        """\
# Long illness

| Symptom | Share of patients | Mean duration (weeks) |
| --- | --- | --- |
| Fatigue | 71% | 14.2 |
| Cough | 46% | 6.1 |
| Headache | 39% | 8.0 |
| Loss of smell | 33% | 11.4 |
""",
        [],
    ),
    (
        "estimates with intervals",
        """\
# Effects

| Exposure | Odds ratio | 95% CI | Participants |
| --- | --- | --- | --- |
| Low | 1.12 | 0.98–1.28 | 12,040 |
| Medium | 1.35 | 1.17–1.56 | 9,880 |
| High | 1.71 | 1.44–2.03 | 4,310 |
""",
        [],
    ),
    (
        "vaccine coverage by year",
        """\
# Coverage

| Year | Births | Vaccinated | Coverage |
| --- | --- | --- | --- |
| 2019 | 61,200 | 57,500 | 94.0% |
| 2020 | 59,800 | 54,100 | 90.5% |
| 2021 | 60,400 | 54,700 | 90.6% |
| 2022 | 58,900 | 54,300 | 92.2% |
| 2023 | 57,700 | 53,900 | 93.4% |
""",
        [("90.6%", "96.0%", "KG412"), ("92.2%", "97.2%", "KG412")],
    ),
    (
        "budget",
        """\
# City budget (EUR million)

| Department | 2023 | 2024 | 2025 |
| --- | --- | --- | --- |
| Schools | 412.0 | 428.5 | 441.3 |
| Police | 188.4 | 193.1 | 201.0 |
| Roads | 96.7 | 91.2 | 99.8 |
| Culture | 42.3 | 43.0 | 41.9 |
| Subtotal | 739.4 | 755.8 | 784.0 |
| Debt service | 55.1 | 57.7 | 60.2 |
| Reserve | 12.0 | 12.0 | 15.0 |
| Total | 806.5 | 825.5 | 859.2 |
""",
        [("755.8", "775.8", "KG411"), ("859.2", "895.2", "KG411"), ("91.2", "19.2", "KG411")],
    ),
    (
        "taxes",
        """\
# Revenue

| Tax | Budgeted (€bn) | Collected (€bn) | Difference (€bn) |
| --- | --- | --- | --- |
| Income tax | 61.2 | 63.5 | 2.3 |
| VAT | 48.0 | 47.1 | -0.9 |
| Excise | 9.4 | 9.1 | -0.3 |
| Property | 12.8 | 13.0 | 0.2 |
""",
        [("63.5", "68.5", "KG411")],
    ),
    (
        "budget by item",
        """\
# Festival

| Item | Cost |
| --- | --- |
| Stage | $42,000 |
| Artists | $118,500 |
| Security | $27,300 |
| Insurance | $9,200 |
| Total | $197,000 |
""",
        [("$27,300", "$72,300", "KG411"), ("$197,000", "$179,000", "KG411")],
    ),
    (
        "debt",
        """\
# Public debt

| Country | Debt (€bn) | GDP (€bn) | Debt to GDP |
| --- | --- | --- | --- |
| Arland | 310 | 612 | 50.7% |
| Belria | 1,240 | 1,105 | 112.2% |
| Corvia | 88 | 290 | 30.3% |
| Dorne | 455 | 540 | 84.3% |
| Estia | 72 | 151 | 47.7% |
""",
        [("112.2%", "121.2%", "KG412"), ("47.7%", "57.7%", "KG412")],
    ),
    (
        "quarterly accounts",
        """\
# Accounts (CHF million)

| Item | Q1 2024 | Q2 2024 | Q3 2024 | Q4 2024 | FY2024 |
| --- | --- | --- | --- | --- | --- |
| Revenue | 212.4 | 220.1 | 231.8 | 240.0 | 904.3 |
| Cost of sales | 120.2 | 123.3 | 130.6 | 133.9 | 508.0 |
| Gross profit | 92.2 | 96.8 | 101.2 | 106.1 | 396.3 |
""",
        [("101.2", "110.2", "KG411")],
    ),
    (
        "league table",
        """\
# League

| Team | Played | Won | Drawn | Lost | For | Against | Difference | Points |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Rovers | 30 | 20 | 5 | 5 | 61 | 28 | +33 | 65 |
| United | 30 | 18 | 6 | 6 | 55 | 30 | +25 | 60 |
| City | 30 | 16 | 7 | 7 | 49 | 33 | +16 | 55 |
| Albion | 30 | 11 | 8 | 11 | 40 | 41 | -1 | 41 |
| Town | 30 | 7 | 9 | 14 | 32 | 47 | -15 | 30 |
| Athletic | 30 | 4 | 5 | 21 | 22 | 60 | -38 | 17 |
""",
        [("| 16 | 7 | 7 |", "| 16 | 8 | 7 |", "KG411"), ("| +25 |", "| +52 |", "KG411"), ("| 49 | 33 |", "| 94 | 33 |", "KG411")],
    ),
    (
        "medals",
        """\
# Games

| Nation | Gold | Silver | Bronze | Total |
| --- | --- | --- | --- | --- |
| Norway | 16 | 8 | 13 | 37 |
| Germany | 12 | 10 | 5 | 27 |
| Canada | 4 | 8 | 14 | 26 |
| Sweden | 8 | 5 | 5 | 18 |
| Italy | 2 | 7 | 8 | 17 |
""",
        [("| 27 |", "| 72 |", "KG411"), ("| 18 |", "| 19 |", "KG411"), ("| 4 | 8 | 14 |", "| 4 | 9 | 14 |", "KG411")],
    ),
    (
        "players",
        """\
# Scorers

| Player | Age | Games | Goals | Goals per game | Shirt |
| --- | --- | --- | --- | --- | --- |
| Ames | 24 | 31 | 19 | 0.61 | 9 |
| Brock | 29 | 28 | 14 | 0.50 | 10 |
| Cole | 21 | 30 | 12 | 0.40 | 7 |
| Dunn | 33 | 25 | 9 | 0.36 | 11 |
""",
        [("0.40", "0.48", "KG412"), ("| 25 | 9 |", "| 15 | 9 |", "KG412")],
    ),
    (
        "athletics",
        """\
# Marathon

| Runner | Rank | Time (min) | Half (min) | Year |
| --- | --- | --- | --- | --- |
| Abel | 1 | 128.4 | 63.9 | 2019 |
| Bose | 2 | 129.1 | 64.2 | 2021 |
| Ciro | 3 | 130.7 | 65.0 | 2018 |
| Dahl | 4 | 131.2 | 65.4 | 2022 |
""",
        [],
    ),
    (
        "orders",
        """\
# Shop

| Month | Orders | Average order value | Sales |
| --- | --- | --- | --- |
| January 2024 | 12,400 | €41.20 | €510,880 |
| February 2024 | 11,050 | €43.00 | €475,150 |
| March 2024 | 13,900 | €39.90 | €554,610 |
| April 2024 | 14,210 | €42.10 | €598,241 |
| May 2024 | 15,020 | €40.75 | €612,065 |
""",
        [("€554,610", "€545,610", "KG412"), ("14,210", "12,410", "KG412")],
    ),
    (
        "funnel",
        """\
# Funnel

| Channel | Visits | Orders | Conversion rate |
| --- | --- | --- | --- |
| Search | 210,000 | 5,460 | 2.6% |
| Mail | 48,000 | 2,304 | 4.8% |
| Social | 96,000 | 1,152 | 1.2% |
| Partners | 31,000 | 992 | 3.2% |
| Direct | 77,000 | 2,772 | 3.6% |
""",
        [("1.2%", "2.1%", "KG412"), ("2,772", "7,272", "KG412")],
    ),
    (
        "price list",
        """\
# Prices

| Plan | Monthly price | Yearly price | Seats | Storage |
| --- | --- | --- | --- | --- |
| Basic | $9 | $90 | 1 | 10 GB |
| Team | $29 | $290 | 5 | 100 GB |
| Firm | $99 | $990 | 25 | 1 TB |
""",
        [],
    ),
    (
        "subscriptions by year",
        """\
# Subscribers

| Year | Subscribers | Growth | Revenue (€M) | Revenue growth |
| --- | --- | --- | --- | --- |
| 2019 | 120,000 | | 8.4 | |
| 2020 | 150,000 | 25% | 10.8 | 28.6% |
| 2021 | 201,000 | 34% | 14.9 | 38.0% |
| 2022 | 221,000 | 10% | 17.0 | 14.1% |
| 2023 | 265,000 | 20% | 21.2 | 24.7% |
""",
        [("| 34% |", "| 43% |", "KG413"), ("14.1%", "11.4%", "KG413"), ("201,000", "231,000", "KG413")],
    ),
    (
        "traffic",
        """\
# Passengers

| Airport | 2022 | 2023 | Growth |
| --- | --- | --- | --- |
| North | 18.2M | 21.4M | 17.6% |
| South | 6.1M | 7.0M | 14.8% |
| Lakes | 2.4M | 2.3M | -4.2% |
""",
        [("17.6%", "11.6%", "KG413"), ("7.0M", "9.0M", "KG413")],
    ),
    (
        "largest cities",
        """\
# Five largest cities

| City | Population | Share of country |
| --- | --- | --- |
| Alba | 1,204,000 | 11.2% |
| Brenn | 655,000 | 6.1% |
| Cairn | 289,500 | 2.7% |
| Total (country) | 10,750,000 | 100% |
""",
        [],
    ),
    (
        "emissions with memo items",
        """\
# Emissions (Mt)

| Sector | 2010 | 2022 |
| --- | --- | --- |
| Energy | 31.2 | 22.4 |
| of which power plants | 18.0 | 11.9 |
| Industry | 14.1 | 12.6 |
| Transport | 19.8 | 20.3 |
| Total | 65.1 | 55.3 |
| International flights | 2.2 | 1.9 |
""",
        [("55.3", "53.5", "KG411")],
    ),
    (
        "hospital beds and averages",
        """\
# Waiting

| Hospital | Beds | Wait (days) | Occupancy |
| --- | --- | --- | --- |
| Hill | 420 | 18 | 88% |
| Lake | 310 | 25 | 93% |
| Park | 150 | 31 | 79% |
| Average | 293 | 23 | 88% |
""",
        [("| 23 |", "| 43 |", "KG416")],
    ),
    (
        "scenarios",
        """\
# Outlook

| Scenario | Probability | Output 2030 | Price | Value |
| --- | --- | --- | --- | --- |
| Low | 20% | 40,000 | $50 | $2.0M |
| Central | 55% | 60,000 | $55 | $3.3M |
| High | 25% | 85,000 | $60 | $5.1M |
""",
        [("20%", "30%", "KG415")],
    ),
    (
        "rounding said",
        """\
# Households

Households by size, in thousands; figures may not add up due to rounding

| Region | One | Two | Three and more | Total |
| --- | --- | --- | --- | --- |
| North | 412 | 388 | 301 | 1,100 |
| South | 205 | 214 | 190 | 610 |
| East | 98 | 110 | 87 | 295 |
""",
        [("1,100", "1,010", "KG411")],
    ),
    (
        "ranking of schools",
        """\
# Schools

| School | Pupils | Teachers | Pupils per teacher | Score |
| --- | --- | --- | --- | --- |
| Ash | 640 | 40 | 16.0 | 71 |
| Birch | 455 | 35 | 13.0 | 78 |
| Cedar | 812 | 44 | 18.5 | 66 |
""",
        [("16.0", "19.0", "KG412"), ("812", "182", "KG412")],
    ),
    (
        "gender shares",
        """\
# Staff

| Grade | Women | Men |
| --- | --- | --- |
| Junior | 54% | 46% |
| Middle | 47% | 53% |
| Senior | 38% | 62% |
| Director | 29% | 71% |
| Board | 33% | 67% |
""",
        [("62%", "26%", "KG415"), ("29%", "39%", "KG415")],
    ),
    (
        "key figures",
        """\
# Harbour

| Indicator | Value | Basis |
| --- | --- | --- |
| Cargo 2022 | 41.2 Mt | Port statistics |
| Cargo 2023 | 43.7 Mt | Port statistics |
| Cargo growth | 6.1% | Calculated |
| Employees | 1,150 | Annual report |
| Cargo per employee | 38,000 t | Derived: 43.7 Mt / 1,150 |
| Total quay length | 9.8 km | Survey |
""",
        [("6.1%", "16.1%", "KG413")],
    ),
    (
        "imports and exports",
        """\
# Trade

| Year | Exports ($bn) | Imports ($bn) | Balance ($bn) |
| --- | --- | --- | --- |
| 2019 | 88.1 | 91.4 | -3.3 |
| 2020 | 79.6 | 80.2 | -0.6 |
| 2021 | 95.0 | 97.7 | -2.7 |
| 2022 | 112.3 | 121.0 | -8.7 |
| 2023 | 118.8 | 119.5 | -0.7 |
""",
        [("121.0", "112.0", "KG411"), ("-2.7", "-7.2", "KG411")],
    ),
]
