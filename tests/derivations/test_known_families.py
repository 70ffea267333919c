"""Families of relations with a name: fractions and multiples in words, unit economics, money raised, named ratios, lengths of time."""

import pytest
from test_passages import CODES

from kg import build, config, engine


def found(text):
    settings = config.Config()
    reports = build.load_bundles([build.example_bundle(text)], settings)
    return engine.run(build.graph_of(reports, settings), settings, engine.selected((*CODES, "KG301", "KG412", "KG609")))


CASES = [
    (
        "# Library\n\nNearly two thirds of loans were digital: of 412,000 loans in 2024, e-books and audio made up 268,000.\n",
        [("268,000", "168,000")],
    ),
    (
        "# Ferries\n\nThe fleet carried 1.84 million passengers in 2024. Half of them, 920,000, travelled in July and August.\n",
        [("920,000", "720,000")],
    ),
    (
        "# Schools\n\nThe district has 24,300 pupils, and 4,860 of them have a long commute. That is one in five.\n",
        [("one in five", "one in four"), ("4,860", "8,460")],
    ),
    (
        "# Rail memo\n\nRidership doubled between 2016 and 2024.\n\n| Year | Passengers |\n|---|---|\n| 2016 | 4.1 million |\n| 2020 | 5.0 million |\n| 2024 | 8.3 million |\n",
        [("doubled", "tripled"), ("8.3 million", "5.3 million")],
    ),
    (
        "# Charging\n\nThe number of charge points tripled in three years, from 1,210 in 2021 to 3,650 in 2024.\n",
        [("tripled", "doubled"), ("3,650", "5,630")],
    ),
    ("# Lab\n\nSequencing output rose fourfold, from 310 genomes in 2020 to 1,248 in 2023.\n", [("fourfold", "sixfold")]),
    (
        "# Bees\n\n| Region | Hives |\n|---|---|\n| North | 1,640 |\n| South | 818 |\n| East | 510 |\n\nThe North has twice as many hives as the South, and more than three times as many as the East.\n",
        [("twice as many", "four times as many"), ("more than three times", "more than five times")],
    ),
    (
        "# Water\n\nThree quarters of the budget goes to pipes: €18.3 million of €24.4 million.\n",
        [("Three quarters", "Two thirds"), ("€18.3 million", "€13.8 million")],
    ),
    ("# Clinic\n\nAlmost one in three patients was seen within a day (2,310 of 7,140).\n", [("one in three", "one in six")]),
    (
        "# Press release\n\nLindal doubled its revenue to €41.2 million in 2024 (2023: €20.4 million).\n",
        [("doubled", "tripled"), ("€20.4 million", "€30.4 million")],
    ),
    (
        "# Harbour\n\nContainers account for roughly three fifths of throughput. In 2024 the harbour handled 52.0 million tonnes, of which 31.4 million tonnes were containers.\n",
        [("three fifths", "two fifths"), ("31.4 million", "13.4 million")],
    ),
    ("# Survey\n\nWe asked 1,250 firms. Four in ten (502) plan to hire.\n", [("Four in ten", "Six in ten"), ("(502)", "(702)")]),
    (
        "# Pricing\n\nEach seat costs €49 a month. With 12,000 seats that is €7.1 million a year.\n",
        [("€7.1 million", "€1.7 million"), ("12,000", "21,000")],
    ),
    (
        "# School\n\n- Pupils: 640\n- Running costs: £5.44 million\n- Cost per pupil: £8,500\n",
        [("£8,500", "£5,800"), ("640", "460")],
    ),
    (
        "# SaaS\n\n- Customers: 320\n- ARR: $14.4 million\n- Average contract value: $45,000\n",
        [("$45,000", "$54,000"), ("$14.4 million", "$41.4 million")],
    ),
    (
        "# SaaS\n\nAnnual recurring revenue reached $14.4 million across 320 customers, an average contract value of $45,000.\n",
        [("$45,000", "$54,000")],
    ),
    (
        "# Fees\n\nThe 1,850 members pay €240 each, which brings in €444,000 a year.\n",
        [("€240", "€420"), ("€444,000", "€644,000")],
    ),
    (
        "# Rents\n\nThe 84 flats are let at an average of €950 a month, for annual rent of €957,600.\n",
        [("€950", "€590"), ("€957,600", "€597,600")],
    ),
    (
        "# Rents\n\nMonthly rent per flat is €950. At 84 flats the yearly income is about €0.96 million.\n",
        [("€0.96 million", "€9.6 million")],
    ),
    (
        "# Burn\n\nMonthly burn is $1.2 million, or $14.4 million a year.\n",
        [("$14.4 million", "$41.4 million"), ("$1.2 million", "$2.1 million")],
    ),
    ("# SaaS\n\n- MRR: $1.2 million\n- ARR: $14.4 million\n", [("$14.4 million", "$41.4 million")]),
    (
        "# SaaS\n\nMRR stood at $1.2 million in December. That corresponds to ARR of $14.4 million.\n",
        [("$14.4 million", "$12.4 million")],
    ),
    (
        "# Orbio\n\nOrbio has raised €47.5 million to date.\n\n| Round | Date | Amount | Lead |\n|---|---|---|---|\n| Seed | 2019 | €2.5 million | Alder |\n| Series A | 2021 | €12 million | Birch |\n| Series B | 2023 | €33 million | Cedar |\n",
        [("€47.5 million", "€37.5 million"), ("€12 million", "€21 million"), ("€33 million", "€38 million")],
    ),
    (
        "# Orbio\n\nOrbio has raised a total of €47.5 million over three rounds.\n\n- Seed (2019): €2.5 million\n- Series A (2021): €12 million\n- Series B (2023): €33 million\n",
        [("€47.5 million", "€45.7 million"), ("€12 million", "€15 million")],
    ),
    (
        "# Orbio\n\nTotal funding: $61M\n\nIn 2018 Orbio raised a $3M seed round. A Series A of $14M followed in 2020, led by Birch Partners. In 2023 the company closed a $44M Series B.\n",
        [("$61M", "$51M"), ("$44M", "$54M")],
    ),
    (
        "# Orbio\n\nTotal funding excluding debt: $61M\n\n- Seed: $3M\n- Series A: $14M\n- Series B: $44M\n- Venture debt: $10M\n",
        [("$61M", "$41M")],
    ),
    (
        "# Orbio\n\nThe Series B of $20M valued Orbio at $80M pre-money. Post-money the company is worth $100M.\n",
        [("$100M", "$110M"), ("$20M", "$30M")],
    ),
    (
        "# Orbio\n\n| Item | Value |\n|---|---|\n| Pre-money valuation | €64.0M |\n| Round size | €16.0M |\n| Post-money valuation | €80.0M |\n| New investors' stake | 20% |\n",
        [("€80.0M", "€88.0M"), ("20%", "25%")],
    ),
    (
        "# Orbio\n\nBirch invested €16.0 million at a post-money valuation of €80.0 million for 20 % of the shares.\n",
        [("20 %", "30 %"), ("€16.0 million", "€61.0 million")],
    ),
    (
        "# Tornval\n\nOrders came to €312 million in 2024 against sales of €260 million, a book-to-bill ratio of 1.20.\n",
        [("1.20", "1.02"), ("€312 million", "€321.9 million")],
    ),
    (
        "# Tornval\n\n- Order intake: €312 million\n- Revenue: €260 million\n- Book-to-bill: 1.20\n",
        [("1.20", "1.40"), ("€312 million", "€213 million")],
    ),
    (
        "# Tornval\n\n- Net debt: €84 million\n- EBITDA: €42 million\n- Net debt / EBITDA: 2.0x\n",
        [("2.0x", "3.0x"), ("€42 million", "€24 million")],
    ),
    (
        "# Tornval\n\nNet debt stood at €84 million at year end. EBITDA was €42 million. Leverage was thus 2.0 times EBITDA.\n",
        [("2.0 times", "2.8 times")],
    ),
    (
        "# Insurer\n\nThe loss ratio was 64 %: claims of €512 million on earned premiums of €800 million.\n",
        [("64 %", "46 %"), ("€512 million", "€612 million")],
    ),
    (
        "# Insurer\n\n| Item | 2023 | 2024 |\n|---|---|---|\n| Earned premiums | 760 | 800 |\n| Claims incurred | 494 | 512 |\n| Loss ratio | 65% | 64% |\n",
        [("64%", "74%"), ("494", "594")],
    ),
    (
        "# Airline\n\nThe airline offered 8,400 million seat kilometres and sold 6,888 million. The load factor was 82 per cent.\n",
        [("82 per cent", "86 per cent")],
    ),
    (
        "# Airline\n\n| Route | Seats offered | Passengers | Load factor |\n|---|---|---|---|\n| Oslo | 50,000 | 41,000 | 82% |\n| Riga | 30,000 | 21,000 | 70% |\n",
        [("82%", "88%"), ("21,000", "27,000")],
    ),
    ("# Hotel\n\nThe hotel has 41,000 room nights a year and sold 31,160 of them, an occupancy of 76%.\n", [("76%", "67%")]),
    ("# Hotel\n\n- Rooms available: 41,000\n- Rooms sold: 31,160\n- Occupancy: 76%\n", [("76%", "67%")]),
    (
        "# Election\n\nTurnout reached 61.5%. Of 84,000 registered voters, 51,660 cast a ballot.\n",
        [("61.5%", "65.1%"), ("51,660", "56,160")],
    ),
    (
        "# Election\n\n- Registered voters: 84,000\n- Votes cast: 51,660\n- Turnout: 61.5%\n",
        [("61.5%", "71.5%"), ("51,660", "41,660")],
    ),
    (
        "# Outbreak\n\nThere were 1,250 confirmed cases and 35 deaths, a case fatality rate of 2.8%.\n",
        [("2.8%", "8.2%"), ("35 deaths", "53 deaths")],
    ),
    (
        "# Outbreak\n\n| Year | Cases | Deaths | Case fatality |\n|---|---|---|---|\n| 2022 | 800 | 20 | 2.5% |\n| 2023 | 1,250 | 35 | 2.8% |\n",
        [("2.8%", "3.8%"), ("20 |", "40 |")],
    ),
    (
        "# Farm\n\nThe harvest of 41,800 tonnes from 5,500 hectares gives a yield of 7.6 tonnes per hectare.\n",
        [("7.6 tonnes", "6.7 tonnes"), ("5,500", "5,050")],
    ),
    ("# Farm\n\n- Area: 5,500 ha\n- Harvest: 41,800 t\n- Yield: 7.6 t/ha\n", [("7.6 t/ha", "6.7 t/ha")]),
    (
        "# Plant\n\nThe plant produced 432,000 tonnes. With a capacity of 540,000 tonnes this is a utilisation of 80 per cent.\n",
        [("80 per cent", "88 per cent"), ("432,000", "342,000")],
    ),
    (
        "# Plant\n\nCapacity is 540,000 tonnes a year. In 2024 output came to 432,000 tonnes. Utilisation was 80 per cent.\n",
        [("80 per cent", "60 per cent"), ("432,000", "482,000")],
    ),
    ("# Bank\n\n- Operating costs: €318 million\n- Operating income: €600 million\n- Cost-income ratio: 53%\n", [("53%", "35%")]),
    (
        "# Audit\n\n| Step | Start | End | Days |\n|---|---|---|---|\n| Scoping | 2024-03-04 | 2024-03-15 | 11 |\n| Fieldwork | 2024-03-18 | 2024-04-26 | 39 |\n| Report | 2024-04-29 | 2024-05-17 | 18 |\n",
        [("39 |", "93 |"), ("2024-05-17", "2024-06-17")],
    ),
    (
        "# Works\n\n| Lot | Begun | Finished | Months |\n|---|---|---|---|\n| Bridge | March 2021 | September 2023 | 30 |\n| Tunnel | June 2020 | June 2024 | 48 |\n| Ramp | January 2023 | July 2023 | 6 |\n",
        [("48 |", "84 |"), ("September 2023", "September 2024")],
    ),
    (
        "# Lease\n\nThe lease runs for 15 years, from 1 April 2018 to 31 March 2033.\n",
        [("15 years", "25 years"), ("2033", "2038")],
    ),
    (
        "# Trial\n\n- Enrolment opened: 12 January 2023\n- Enrolment closed: 12 July 2024\n- Duration: 18 months\n",
        [("18 months", "28 months"), ("July 2024", "July 2025")],
    ),
    (
        "# Outage\n\nThe outage began on 3 February and ended on 24 February 2024; it lasted three weeks.\n",
        [("three weeks", "five weeks"), ("24 February", "14 February")],
    ),
    ("# Strike\n\nThe strike lasted 47 days, from 2 May to 18 June 2024.\n", [("47 days", "74 days"), ("18 June", "18 July")]),
    (
        "# Bond\n\nThe bond was issued in 2021, carries 3% and matures in 2031, ten years later.\n",
        [("2031", "2036"), ("ten years", "five years")],
    ),
    (
        "# Ardennia\n\n| € million | 2023 | 2024 |\n|---|---|---|\n| Revenue | 1,950 | 2,184 |\n\nOrders received in 2024 amounted to €2,464 million, a book-to-bill ratio of 1.13. The backlog grew.\n",
        [("1.13", "1.31")],
    ),
]

RIGHT = [
    "# Bees\n\nThe north had twice as many hives as the south. The north keeps 1,640 hives, the south 818.\n",
    "# Turbines\n\nToday's machines give 6.2 MW each, more than ten times the 0.6 MW of the first generation.\n",
    "# Forest\n\n- Forest area: 84,000 ha\n- Spruce: 42,300 ha\n- Beech: 21,100 ha\n\nSpruce covers half of the forest area, beech a quarter.\n",
    "# Rail\n\nRidership doubled on the coastal line; on the whole network it rose from 4.1 million in 2016 to 5.3 million in 2024.\n",
    "# Survey\n\nOne in five firms plans to hire. Of the 1,250 firms asked, 502 are exporters.\n",
    "# Plan\n\nThe plan is to double revenue by 2030. Revenue rose from €20.4 million in 2023 to €25.0 million in 2024.\n",
    "# Fleet\n\nThe fleet has 120 buses. Half of the diesel buses, 31, will go by 2027; a third of drivers are over 55, and 88 are women.\n",
    "# Hives\n\n| Region | Hives | Keepers |\n|---|---|---|\n| North | 1,640 | 90 |\n| South | 818 | 14 |\n\nThe North has more than six times as many keepers as the South. Twice as many visitors come.\n",
    "# Team\n\nHeadcount more than doubled from 120 to 260 within two years, while revenue nearly tripled from $10.2 million to $29.1 million.\n",
    "# Pricing\n\nThe list price is €49 per seat per month; 12,000 seats bring €7.06m a year.\n",
    "# Subscriptions\n\n| Plan | Subscribers | Price per month | Annual revenue |\n|---|---|---|---|\n| Basic | 10,000 | $10 | $1,200,000 |\n| Plus | 4,000 | $25 | $1,200,000 |\n| Pro | 1,500 | $60 | $1,080,000 |\n",
    "# Fees\n\nThe 1,850 members pay €240 each. Fees and gifts together bring in €644,000 a year.\n",
    "# Pricing\n\nEach seat costs €49 a month. The firm has 12,000 seats, some at a discount; revenue was €6.2 million in 2024.\n",
    "# Burn\n\nMonthly burn is $1.2 million now; over the year it came to $11.6 million.\n",
    "# SaaS\n\n- MRR (June 2024): $1.2 million\n- ARR (December 2024): $19.0 million\n",
    "# School\n\n- Pupils: 640\n- Running costs: £5.44 million\n- Building costs: £2.10 million\n- Cost per meal: £3.40\n",
    "# Orbio\n\nBirch led the Series A with Alder.\n\n| Shareholder | Round | Role |\n|---|---|---|\n| Birch | Series A | Lead |\n| Alder | Seed | Lead |\n",
    "# Orbio\n\nOrbio has raised over €40 million to date. Its most recent rounds were:\n\n- Series A (2021): €12 million\n- Series B (2023): €33 million\n",
    "# Orbio\n\nOrbio has raised €60 million to date, including undisclosed angel money and debt.\n\n- Seed (2019): €2.5 million\n- Series A (2021): €12 million\n- Series B (2023): €33 million\n",
    "# Market\n\nOrbio has raised €60 million to date.\n\n| Competitor | Round | Amount |\n|---|---|---|\n| Nubo | Series A | €12 million |\n| Rivo | Series B | €33 million |\n",
    "# Bank\n\nWith costs of €318 million and income of €600 million, the cost/income ratio was 53 per cent.\n",
    "# Tornval\n\nSales were €260 million and orders €312 million in 2024; the book-to-bill ratio of the fourth quarter was 0.94.\n",
    "# Airline\n\nThe airline offered 8,400 million seat kilometres and sold 6,888 million. The load factor on long routes was 88 per cent.\n",
    "# Election\n\nTurnout was 58.0% in 2019. In 2024, of 84,000 registered voters, 51,660 cast a ballot.\n",
    "# Outbreak\n\nThere were 1,250 confirmed cases and 35 deaths. Among those over 80 the case fatality rate was 11.4%.\n",
    "# Plant\n\nCapacity is 540,000 tonnes a year. In 2024 output came to 432,000 tonnes. The industry's average utilisation was 71 per cent.\n",
    "# Tornval\n\nNet debt was €84 million and EBITDA €42 million; the covenant allows net debt of 3.5 times EBITDA.\n",
    "# Permit\n\n- Application: 4 March 2022\n- Permit granted: 4 November 2023\n\nThe permit took 20 months.\n",
    "# Trial\n\nThe trial ran from January 2023 to July 2024, with 6 months of follow-up.\n",
    "# Audit\n\n| Step | Start | End | Working days |\n|---|---|---|---|\n| Scoping | 2024-03-04 | 2024-03-15 | 10 |\n| Fieldwork | 2024-03-18 | 2024-04-26 | 28 |\n| Report | 2024-04-29 | 2024-05-17 | 13 |\n",
    "# Lease\n\nThe lease began on 1 April 2018, has been extended twice by five years, and ends on 31 March 2038; the notice period is 18 months.\n",
]


@pytest.mark.parametrize("text", [t for t, _ in CASES] + RIGHT)
def test_what_follows_or_is_of_something_else_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)


@pytest.mark.parametrize(("text", "old", "new"), [(t, old, new) for t, edits in CASES for old, new in edits])
def test_a_changed_figure_is_found(text, old, new):
    assert old in text
    assert found(text.replace(old, new, 1)).findings
