"""Texts that speak of the rows of their tables, in several fields and manners.

Each of ``SPOILT``: name, a text that is right, and the changes ``(as written, changed)`` that must be
found at the line where they are made.  ``RIGHT`` are texts with nothing to say of.
"""

SPOILT = [
    (
        "wards, a hospital's accounts",
        """\
# What the wards cost

| Ward | Budget, EUR million | Beds | Cost of a bed, EUR |
| --- | ---: | ---: | ---: |
| Heart Surgery | 36.4 | 104 | 350,000 |
| Children | 17.5 | 125 | 140,000 |
| Eyes and Ears | 8.1 | 90 | 90,000 |

A bed in Heart Surgery costs 2.5 times as much as in Children.
""",
        [("2.5 times", "3.5 times")],
    ),
    (
        "crops, an academic text",
        """\
# Cereal production in the basin

As Table 1 shows, wheat remains the principal crop, with a harvest of 612,000 tonnes in 2023, whereas the
contribution of barley, which has recovered from the drought, came to 388,000 tonnes. Rye
and oats, at 121,500 and 95,500 tonnes respectively, are grown mainly on poor soils. Maize (74,300 tonnes) is
a recent arrival.

Table 1: Harvest by crop, tonnes

| Crop | 2022 | 2023 |
| --- | ---: | ---: |
| Wheat | 574,000 | 612,000 |
| Barley | 291,000 | 388,000 |
| Rye | 118,200 | 121,500 |
| Oats | 99,100 | 95,500 |
| Maize | 51,800 | 74,300 |
""",
        [("612,000 tonnes in", "672,000 tonnes in"), ("388,000 tonnes. Rye", "338,000 tonnes. Rye"), ("(74,300", "(47,300"), ("| 612,000", "| 672,000")],
    ),
    (
        "bus lines, a press release",
        """\
# Record year for the buses

Line 4 carried 3.12 million passengers, more than any other. Line 7 is growing fastest: 2.45 million people
rode it. In 2022 Line 9 carried 0.98 million passengers.

| Line | Passengers 2022 (million) | Passengers 2023 (million) |
| --- | --- | --- |
| Line 2 | 1.86 | 1.91 |
| Line 4 | 2.97 | 3.12 |
| Line 7 | 2.04 | 2.45 |
| Line 9 | 0.98 | 1.07 |
""",
        [],
    ),
    (
        "hospital wards, terse bullets",
        """\
# Ward review

## Occupancy

| Ward | Beds | Admissions | Average stay (days) |
| --- | --- | --- | --- |
| Cardiology | 42 | 1,846 | 6.4 |
| Oncology | 36 | 1,129 | 8.9 |
| Paediatrics | 28 | 2,317 | 3.1 |
| Orthopaedics | 50 | 2,054 | 5.7 |

- Cardiology: 1,846 admissions
- Oncology: 1,129 admissions
- Paediatrics: 2,317 admissions, stay 3.1 days
""",
        [("1,846 admissions", "1,486 admissions"), ("1,129 admissions", "1,729 admissions")],
    ),
    (
        "sales, a memo with claims",
        """\
# Memo to the board

Hardware brought in $48.2 million, services $31.7 million and licences $22.9 million. Training ($6.4
million) disappointed.

| Line | Revenue ($M) | Gross margin |
| --- | ---: | ---: |
| Hardware | 48.2 | 31% |
| Services | 31.7 | 54% |
| Licences | 22.9 | 88% |
| Training | 6.4 | 40% |
| Total | 109.2 | 46% |
""",
        [("$48.2 million", "$84.2 million"), ("$31.7 million", "$37.7 million"), ("$22.9 million", "$25.9 million"), ("($6.4", "($9.4"), ("| 6.4", "| 4.4")],
    ),
    (
        "energy, question and answer",
        """\
# Power in the region

**Which source produces most?** Hydropower, with 14,320 GWh in 2023.

**And wind?** Wind turbines contributed 3,870 GWh.

**What about the sun?** Solar is still small at 412 GWh.

| Source | Output 2023 (GWh) |
| --- | --- |
| Hydropower | 14,320 |
| Wind | 3,870 |
| Solar | 412 |
| Biomass | 655 |
""",
        [("14,320 GWh in", "12,320 GWh in"), ("412 GWh", "142 GWh")],
    ),
    (
        "countries, units from the caption",
        """\
# Exports

## Destinations

Germany remains the largest market at €412 million, followed by France (€308 million). Sales to Poland
came to €96 million; Japan is the only one outside Europe, with €71 million.

Exports by destination, € million

| Country | 2023 | 2024 |
| --- | --- | --- |
| Germany | 398 | 412 |
| France | 311 | 308 |
| Poland | 88 | 96 |
| Japan | 64 | 71 |
""",
        [("€412 million", "€472 million"), ("(€308 million)", "(€380 million)")],
    ),
    (
        "schools, percentages",
        """\
# Reading test

In Northgate 71.4% of pupils reached the standard, while Southfield managed 58.2%. Eastbrook, a small
school, came to 64.9%.

| School | Pupils tested | Reached the standard |
| --- | --- | --- |
| Northgate | 412 | 71.4% |
| Southfield | 388 | 58.2% |
| Eastbrook | 96 | 64.9% |
| Westhill | 274 | 66.0% |
""",
        [("71.4% of", "74.1% of"), ("58.2%.", "52.8%."), ("64.9%.", "69.4%.")],
    ),
    (
        "emissions, another section and other years",
        """\
# Inventory

## Overview

Emissions by source, kilotonnes

| Source | 2010 | 2023 |
| --- | --- | --- |
| Cement works | 1,240 | 884 |
| Steel mill | 2,310 | 1,975 |
| Road traffic | 1,655 | 1,702 |
| Heating | 905 | 611 |

## Cement

The cement works emitted 1,240 kilotonnes in 2010 and 884 kilotonnes in 2023.

## Traffic

Road traffic emitted 1,702 kilotonnes in 2023.
""",
        [("and 884 kilotonnes", "and 848 kilotonnes"), ("emitted 1,702", "emitted 1,502"), ("emitted 1,240", "emitted 1,420")],
    ),
    (
        "years in the rows",
        """\
# Foreign trade

Exports reached €118.8 billion in 2023, after €112.3 billion in 2022. Imports fell from €121.0 billion in 2022 to
€119.5 billion in 2023. In 2019 imports had been €91.4 billion.

| Year | Exports (€bn) | Imports (€bn) |
| --- | --- | --- |
| 2019 | 88.1 | 91.4 |
| 2021 | 95.0 | 97.7 |
| 2022 | 112.3 | 121.0 |
| 2023 | 118.8 | 119.5 |
""",
        [("€118.8 billion in", "€181.8 billion in"), ("€91.4 billion.", "€94.1 billion."), ("€119.5 billion in", "€129.5 billion in")],
    ),
    (
        "school years in the rows",
        """\
# Adult education

Enrolment rose to 9,410 learners in 2023. Teaching hours stood at 48,700 in 2022.

| Year | Learners enrolled | Teaching hours |
| --- | --- | --- |
| 2020 | 6,380 | 31,200 |
| 2021 | 7,115 | 40,450 |
| 2022 | 8,760 | 48,700 |
| 2023 | 9,410 | 51,900 |
""",
        [("at 48,700", "at 84,700")],
    ),
    (
        "a city budget, parts of the total",
        """\
# Revenue

Property tax supplies 52 percent of all revenue and fees 14 percent of the total. Grants make up 11% of revenue.

Revenue by source, $ million

| Source | 2025 | 2026 |
| --- | ---: | ---: |
| Property tax | 92.0 | 96.6 |
| Sales tax | 41.5 | 43.0 |
| Fees | 24.3 | 25.2 |
| Grants | 19.1 | 20.4 |
| Total | 176.9 | 185.2 |
""",
        [("52 percent", "58 percent"), ("14 percent", "24 percent"), ("11% of", "17% of"), ("| 96.6", "| 69.6")],
    ),
    (
        "clinics, ranks and sums",
        """\
# Clinics

Elm Street is the largest with 4,310 patients, Harbour the smallest with 1,120. The five clinics
together treated 12,240 patients. Waiting times ranged from 9 to 31 days.

| Clinic | Patients | Waiting time (days) |
| --- | ---: | ---: |
| Elm Street | 4,310 | 22 |
| Harbour | 1,120 | 9 |
| Old Town | 2,675 | 31 |
| Parkside | 1,980 | 14 |
| Station | 2,155 | 18 |
""",
        [("treated 12,240", "treated 14,240"), ("| 2,675", "| 5,675"), ("| 31 |", "| 41 |"), ("to 31 days", "to 13 days"), ("| 2,155", "| 1,055")],
    ),
]

RIGHT = [
    (
        "wards, other things compared",
        """\
# What the wards cost

| Ward | Budget, EUR million | Beds | Cost of a bed, EUR |
| --- | ---: | ---: | ---: |
| Heart Surgery | 36.4 | 104 | 350,000 |
| Children | 17.5 | 125 | 140,000 |
| Eyes and Ears | 8.1 | 90 | 90,000 |

The money for Heart Surgery is 2.1 times as much as for Children. Visitors to Heart Surgery are 1.4 times as many
as to Eyes and Ears. A bed in Heart Surgery would cost 3.5 times as much as in Children if nurses were paid the same.
""",
    ),
    (
        "rounded, cut off and hedged",
        """\
# Exports

Germany takes about €410 million, France more than €300 million, Poland almost €100 million and Japan €0.07
billion.

| Country | Exports 2024 (€ million) |
| --- | --- |
| Germany | 412 |
| France | 308 |
| Poland | 96 |
| Japan | 71 |
""",
    ),
    (
        "other years and comparisons",
        """\
# Exports

In 2019 Germany took €355 million. Germany's figure is €104 million above that of France. Sales to Poland rose
by €8 million. A year earlier Japan had bought €64 million. France will take €340 million in 2026.

| Country | Exports 2024 (€ million) |
| --- | --- |
| Germany | 412 |
| France | 308 |
| Poland | 96 |
| Japan | 71 |
""",
    ),
    (
        "another thing of the same unit",
        """\
# Harvest

Wheat growers exported 270,000 tonnes and stored 105,000 tonnes. Imports of barley came to 412,000 tonnes. The
wheat mill at Arden ground 58,000 tonnes. Losses of oats in storage were 9,900 tonnes. A new barley
warehouse holds 300,000 tonnes.

| Crop | Harvest 2023 (tonnes) |
| --- | --- |
| Wheat | 612,000 |
| Barley | 388,000 |
| Oats | 95,500 |
""",
    ),
    (
        "row labels that are common words",
        """\
# Accounts

The services of 38 consultants cost $2.9 million. Training lasted 12 days and cost $0.4 million per site; hardware
orders worth $70 million are pending. Other income was $1.1 million.

| Line | Revenue ($M) |
| --- | ---: |
| Hardware | 48.2 |
| Services | 31.7 |
| Training | 6.4 |
| Other | 2.1 |
""",
    ),
    (
        "parts of a row",
        """\
# Wards

Of the admissions to cardiology 1,203 were planned. Oncology admitted 512 patients for the first time. In
paediatrics, 1,846 admissions were through the emergency department, and 471 were not.

| Ward | Beds | Admissions |
| --- | --- | --- |
| Cardiology | 42 | 1,846 |
| Oncology | 36 | 1,129 |
| Paediatrics | 28 | 2,317 |
""",
    ),
    (
        "rows together",
        """\
# Power

Wind and solar together gave 4,282 GWh. Hydropower and wind: 18,190 GWh. Solar, biomass and others came to
1,067 GWh.

| Source | Output 2023 (GWh) |
| --- | --- |
| Hydropower | 14,320 |
| Wind | 3,870 |
| Solar | 412 |
| Biomass | 655 |
""",
    ),
    (
        "longer names",
        """\
# Trade

South Korea bought 510 machines, North Macedonia 14. New Mexico took 120. France Télécom ordered 390 units. The
Georgia plant made 88 units.

| Country | Units |
| --- | --- |
| Korea | 310 |
| Macedonia | 44 |
| Mexico | 520 |
| France | 290 |
| Georgia | 68 |
""",
    ),
    (
        "several tables of the same rows",
        """\
# Survey

## Members

| Region | Members |
| --- | --- |
| Harbour | 4,120 |
| Hills | 2,760 |
| Plains | 3,305 |

## Volunteers

| Region | Volunteers |
| --- | --- |
| Harbour | 412 |
| Hills | 531 |
| Plains | 388 |

Harbour has 4,120 members and 412 volunteers; Hills has 531 volunteers and 2,760 members.
""",
    ),
    (
        "targets and forecasts",
        """\
# Fleet

The target for Northport is 60 electric buses. Southport should have 90 electric buses by 2030. Eastport would
need another 21 electric buses.

| Depot | Electric buses |
| --- | --- |
| Northport | 48 |
| Southport | 77 |
| Eastport | 32 |
""",
    ),
    (
        "restated figures",
        """\
# Results

Retail revenue, first reported as $412 million, is now $421 million. Wholesale revenue was $188 million before the
restatement.

| Segment | Revenue ($M) |
| --- | --- |
| Retail | 421 |
| Wholesale | 193 |
| Online | 97 |
""",
    ),
    (
        "per head and per month",
        """\
# Cost of heating

Oslo pays €31 per month and dwelling, or €372 a year. Bergen paid €29 a month. Trondheim spends €410 per household
on new boilers.

| City | Heating cost per dwelling (€ a year) |
| --- | --- |
| Oslo | 372 |
| Bergen | 348 |
| Trondheim | 396 |
""",
    ),
    (
        "growth beside levels",
        """\
# Visitors

The castle grew by 6.1%, the gallery by 25.0% and the harbour museum by 15.0%. The castle had 12% fewer visitors from
abroad. Of the gallery's visitors 41% were children.

| Museum | 2022 | 2023 | Change |
| --- | --- | --- | --- |
| Castle | 80,000 | 84,880 | 6.1% |
| Gallery | 64,000 | 80,000 | 25.0% |
| Harbour museum | 120,000 | 138,000 | 15.0% |
""",
    ),
    (
        "drug trial arms",
        """\
# Trial

Of the 218 patients given lavotide 31 stopped early. On placebo 104 patients completed week 24. In the lavotide arm
serious events occurred in 12 patients.

| Arm | Patients |
| --- | --- |
| Lavotide | 218 |
| Placebo | 109 |
| Standard care | 112 |
""",
    ),
    (
        "football",
        """\
# Season

Rovers scored 71 goals, 38 of them at home. United scored 24 goals before the break. City conceded 55 goals. Albion
had 61 goals with three matches to play.

| Club | Goals | Points |
| --- | --- | --- |
| Rovers | 71 | 83 |
| United | 58 | 71 |
| City | 49 | 60 |
| Albion | 64 | 58 |
""",
    ),
    (
        "scenarios",
        """\
# Model prices

Atlas costs $4.10 per million tokens, Borealis $2.95. With caching Atlas costs $3.10, and Corona would come to $1.75.

| Model | Price ($ per million tokens) |
| --- | --- |
| Atlas | 4.10 |
| Borealis | 2.95 |
| Corona | 1.95 |
""",
    ),
    (
        "years in the rows, other things said",
        """\
# Foreign trade

Exports to Asia reached €21.4 billion in 2023. Exports of cars were €18.8 billion in 2023. In 2018 exports had been
€84.0 billion. Imports rose by €23.3 billion in 2022. Exports are expected to reach €125 billion in 2025. About €119
billion of exports in 2023 is a record. Monthly exports in 2023 were €9.9 billion.

| Year | Exports (€bn) | Imports (€bn) |
| --- | --- | --- |
| 2019 | 88.1 | 91.4 |
| 2021 | 95.0 | 97.7 |
| 2022 | 112.3 | 121.0 |
| 2023 | 118.8 | 119.5 |
""",
    ),
    (
        "quarters and the year",
        """\
# Shop

Sales were €4.9 million in 2023, of which €1.4 million came in the fourth quarter. Visits rose to 210,000 in 2023.

| Quarter | Sales (€m) | Visits (thousand) |
| --- | --- | --- |
| Q1 2023 | 1.1 | 48 |
| Q2 2023 | 1.2 | 51 |
| Q3 2023 | 1.2 | 52 |
| Q4 2023 | 1.4 | 59 |
""",
    ),
    (
        "a quarter is not the year",
        """\
# Shop

Books brought in €4.9 million in 2023 and games €3.7 million. In 2022 cards had brought €1.1 million.

| Line | Q4 2022 (€m) | Q4 2023 (€m) |
| --- | --- | --- |
| Books | 3.1 | 3.9 |
| Games | 2.9 | 3.2 |
| Cards | 0.9 | 1.4 |
""",
    ),
    (
        "parts of other wholes",
        """\
# Revenue

Property tax pays 61% of the cost of schools. Fees are 40 percent of the revenue of the parks. Sales tax is 6% of the
price. Property tax is down to 52.2% of the total, from 52.0%. In 2019 fees were 17% of all revenue.

| Source | 2025 | 2026 |
| --- | ---: | ---: |
| Property tax | 92.0 | 96.6 |
| Sales tax | 41.5 | 43.0 |
| Fees | 24.3 | 25.2 |
| Grants | 19.1 | 20.4 |
| Total | 176.9 | 185.2 |
""",
    ),
    (
        "ranks of another kind",
        """\
# Clinics

Harbour has the largest garden and 1,120 patients. Old Town is the second largest with 2,675 patients. Of the small ones
Station is the largest with 2,155 patients. Parkside, with 1,980 patients, is growing fastest. The five clinics
together have 61 doctors. The two largest clinics together treated 6,985 patients. Waiting times vary by 3 to 5 days
between seasons.

| Clinic | Patients | Waiting time (days) |
| --- | ---: | ---: |
| Elm Street | 4,310 | 22 |
| Harbour | 1,120 | 9 |
| Old Town | 2,675 | 31 |
| Parkside | 1,980 | 14 |
| Station | 2,155 | 18 |
""",
    ),
    (
        "sums with rounding, all rows and more",
        """\
# Libraries

The four branches together lent about 182,000 books. With the bus and the archive it was 196,300. Loans per branch
range from 31,000 to some 62,000.

| Branch | Books lent |
| --- | ---: |
| Centre | 61,905 |
| North | 48,310 |
| South | 40,770 |
| West | 31,220 |
""",
    ),
    (
        "peers of a software company",
        """\
# Competitors

Alpine AI was valued at $14.2 billion in October 2024 and raised $1.9 billion in March. Bexar raised $640 million in its
Series C. Cirrus Labs spends about $210 million a year on compute; Cirrus Labs' latest deal brought $450 million. Bexar
has 410 engineers. In 2023 Alpine AI employed 820 people. Deltaform claims 2,400 customers, 310 of them abroad.

| Company | Valuation | Total funding | Employees | Customers |
| --- | --- | --- | --- | --- |
| Alpine AI | $19.5B | $3.1B | 1,150 | 5,200 |
| Bexar | $4.2B | $980M | 640 | 1,900 |
| Cirrus Labs | $2.7B | $610M | 380 | 830 |
| Deltaform | $1.1B | $240M | 210 | 2,400 |
""",
    ),
    (
        "benchmarks of models",
        """\
# Models

Orion 2 scores 81.4 on the reasoning suite with tools and 74.9 without them. Vega reached 66.0 in an earlier run, and
Lyra is said to reach 70 by spring. Vega needs 48 GB of memory; a quantised Vega fits in 24 GB. Lyra was trained on
3.1 trillion tokens, of which 0.9 trillion were code.

| Model | Reasoning | Memory (GB) | Training tokens (trillion) |
| --- | --- | --- | --- |
| Orion 2 | 74.9 | 80 | 9.4 |
| Vega | 68.2 | 48 | 4.2 |
| Lyra | 61.7 | 40 | 3.1 |
""",
    ),
    (
        "policy brief, regions and programmes",
        """\
# Housing

In Northshire 4,310 homes were started, and 3,870 were finished. Eastvale approved 2,950 homes but built only 1,840.
Westmoor's council owns 12,400 homes. Southby lost 310 homes to the flood. The programme for Eastvale provides
£41 million, £9 million of it for land.

| Region | Homes finished | Grant (£ million) |
| --- | --- | --- |
| Northshire | 3,870 | 66 |
| Eastvale | 1,840 | 41 |
| Westmoor | 2,215 | 38 |
| Southby | 960 | 17 |
""",
    ),
]
