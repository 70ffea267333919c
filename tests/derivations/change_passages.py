"""Changes, differences and multiples stated over clauses, sentences and headings: right ones with slips that must be found, and look-alikes."""

CHANGED = [
    (
        "theatre, up from",
        "Average attendance at the Playhouse was 9,640, up 13% from 8,530. The house has 12,400 seats.",
        [("13%", "18%"), ("8,530", "8,350")],
    ),
    (
        "research council, after the year before",
        "External income reached 912 million kroner, after 845 million the year before, an increase of 8 per cent. Foundations gave 101 million of it.",
        [("8 per cent", "18 per cent"), ("912 million", "712 million"), ("845 million", "485 million")],
    ),
    (
        "greenhouse gases, a base told in passing",
        "Emissions fell from 5.52 million tonnes in 1990 to 3.42 million tonnes in 2022, a reduction of 38%. Compared with 2021, when they were 3.60 million tonnes, they fell by 5.0 per cent.",
        [("5.0 per cent", "5.8 per cent"), ("3.60 million", "5.60 million"), ("38%", "48%")],
    ),
    (
        "machine maker, and again",
        "Sales went from £18.4m in 2022 to £27.6m in 2023, a gain of 50 per cent, and again by half to £41.4 million in 2024.",
        [("£41.4 million", "£47.4 million"), ("50 per cent", "30 per cent")],
    ),
    (
        "football, points",
        "The season gave 81 points, nine more than in the year before, when the club came eighth with 72.",
        [("81 points", "51 points"), ("72", "82"), ("nine more", "five more")],
    ),
    (
        "new building, dearer than approved",
        "The laboratory was handed over in August. At 1.34 billion kroner it cost 90 million more than the 1.25 billion kroner that parliament had approved.",
        [("1.34 billion", "1.74 billion"), ("90 million", "9 million"), ("1.25 billion", "1.52 billion")],
    ),
    (
        "tram, overrun",
        "Against a budget of €450 million the final bill was €486 million, an overrun of 8 per cent or €36m.",
        [("€36m", "€32m"), ("8 per cent", "18 per cent"), ("€486 million", "€468 million")],
    ),
    (
        "market study, difference to the base case",
        "The market grows from €11.2 billion in 2023 to €24.6 billion in 2030, a multiple of 2.2 times. If subsidies lapse, it ends at €18.0bn; the difference to the base case, €6.6bn, is what policy decides.",
        [("€6.6bn", "€3.6bn"), ("€18.0bn", "€16.0bn"), ("2.2 times", "3.2 times")],
    ),
    (
        "ridership, above the forecast",
        "The forecast had been 8.2 million for the first year; the result of 9.1 million is 11 per cent above it. In the fourth quarter 2.79 million people used the line, 46 per cent more than in the first, when they were 1.91 million.",
        [("11 per cent", "17 per cent"), ("result of 9.1", "result of 4.1"), ("8.2 million", "2.8 million"), ("46 per cent", "26 per cent"), ("2.79", "6.79")],
    ),
    (
        "school board, eight added",
        "Eight teachers are added, which brings the staff from 124 to 132.",
        [("124", "144"), ("132", "142"), ("Eight", "Six")],
    ),
    (
        "shops, opened and closed",
        "We opened three branches in the period (Tacoma, Boise and Reno) and closed two (Fresno and Salem). Having begun with 118 we now trade from 119.",
        [("118", "148"), ("119", "219"), ("closed two", "closed four")],
    ),
    (
        "county climate plan",
        "Emissions were 5.52 million tonnes in 1990 and 3.42 million tonnes in 2022.\n\nThe council resolved to cut emissions by 60% by 2030, measured from 1990. This means no more than 2,208 kilotonnes in 2030. From the present 3.42 million tonnes a further 1.21 million tonnes must go.",
        [("60%", "20%"), ("2,208 kilotonnes", "2,802 kilotonnes"), ("1.21 million", "2.11 million")],
    ),
    (
        "robots, times its revenue elsewhere",
        "The firm closed 2024 with revenue of £41.4 million and 480 staff.\n\n## Funding\n\nThe latest round, a Series C of £95m, closed in May. It valued the firm at £620 million. That is about 15 times its 2024 revenue.",
        [("15 times", "35 times"), ("£620 million", "£260 million"), ("£41.4 million", "£14.4 million")],
    ),
    (
        "battery report, bullets",
        "- Demand was 190 GWh in 2024 and grew by 43.3% a year from 2020.\n- Demand of 760 GWh in 2030 is four times the level of 2024.\n\nIn 2020 demand had been 45 GWh.",
        [("43.3%", "34.3%"), ("four times", "five times")],
    ),
    (
        "retail memo, sales told one sentence before",
        "Stores took $138.1 million and online $74.4 million, $212.5 million together. Store sales fell by 2.0%, from $140.9 million, while online rose by 17.5 percent, from $63.3M.",
        [("2.0%", "5.0%"), ("17.5 percent", "14.5 percent"), ("$63.3M", "$23.3M")],
    ),
    (
        "sponsor, replaced",
        "The new sponsor pays £450,000 a year. It replaces a brewery which had paid £300,000 a year; the increase is 50 per cent.",
        [("50 per cent", "30 per cent"), ("£300,000", "£200,000")],
    ),
    (
        "ebus market, present value",
        "In money the market was worth USD 13.8 billion in 2024.\n\nBy 2030 deliveries should reach 86,000 units and the market USD 34.5 billion, two and a half times its present value.",
        [("two and a half times", "three and a half times"), ("34.5 billion", "43.5 billion")],
    ),
    (
        "mortality, points lower",
        "The standardised ratio was 94, four points lower than the 98 of the previous year and six below the national reference value of 100.",
        [("ratio was 94", "ratio was 84"), ("four points", "nine points")],
    ),
    (
        "chips, book to bill",
        "| | 2023 | 2024 |\n| --- | --- | --- |\n| Revenue (€ million) | 1,950 | 2,184 |\n\nOrders received in 2024 amounted to €2,464 million, 1.13 times revenue.",
        [("1.13 times", "1.31 times")],
    ),
    (
        "academic, long sentence",
        "Whereas the control group recovered in 14.0 days, patients who were given the drug recovered in 10.5 days, that is 25% faster than without it.",
        [("25%", "35%")],
    ),
    (
        "press release, compared with",
        "Nordhavn Ferries carried 3.15 million passengers in 2024. That compares with 2.52 million in 2023, a rise of 25%.",
        [("25%", "35%"), ("2.52 million", "2.25 million")],
    ),
    (
        "FAQ, doubled",
        "**How fast have you grown?** Membership has doubled in four years, from 6,100 to 12,200.",
        [("doubled", "tripled"), ("12,200", "21,200")],
    ),
    (
        "budget brief, percent larger than",
        "The council adopted a budget of $186.4 million. It is 4.2 percent larger than the FY2025 budget of $178.9M.",
        [("4.2 percent", "6.2 percent"), ("$178.9M", "$187.9M")],
    ),
    (
        "engineering school, growth with total",
        "| Faculty | 2023 | 2024 |\n| --- | --- | --- |\n| Engineering | 3,860 | 4,120 |\n| Law | 2,010 | 1,990 |\n\nEngineering showed the strongest growth: 6.7 per cent more students, 4,120 in all.",
        [("6.7 per cent", "8.7 per cent")],
    ),
    (
        "energy sector against a table column",
        "| Sector (kilotonnes) | 1990 | 2022 |\n| --- | --- | --- |\n| Energy | 2,526 | 842 |\n| Transport | 1,010 | 1,127 |\n\nThe energy sector emitted 842 kilotonnes, two thirds less than in 1990.",
        [("two thirds less", "one third less")],
    ),
    (
        "uptake, percentage points",
        "Uptake of 72 per cent compares well with the 51% of the fixed clinics in the same region, a difference of 21 percentage points.",
        [("21 percentage points", "12 percentage points"), ("51%", "41%")],
    ),
    (
        "library, fewer than",
        "Loans came to 48,600 in 2024, 5,400 fewer than the 54,000 of 2023.",
        [("5,400", "4,500"), ("48,600", "46,800")],
    ),
    (
        "hospital memo, key-value lines",
        "- Admissions 2023: 40,200\n- Admissions 2024: 42,210\n- Change: +5.0%",
        [("+5.0%", "+8.0%")],
    ),
    (
        "margin in points, two sentences",
        "The operating margin was 14.2% in 2023. In 2024 it reached 16.9%, an improvement of 2.7 percentage points.",
        [("2.7 percentage points", "3.7 percentage points"), ("16.9%", "19.6%")],
    ),
    (
        "discount, sentence before",
        "The shares were sold at $18.00. The day before they had closed at $20.00, so that buyers got a discount of 10%.",
        [("10%", "20%")],
    ),
    (
        "premium over price",
        "Kestrel offers €28.60 a share, a premium of 30% to the closing price of €22.00.",
        [("30%", "20%"), ("€22.00", "€25.00")],
    ),
    (
        "compound across sentences",
        "Revenue was $40.0 million in 2019. It reached $129.6 million in 2023. This corresponds to a compound annual growth rate of 34.2%.",
        [("34.2%", "24.2%"), ("$129.6 million", "$192.6 million")],
    ),
    (
        "construction, months between dates",
        "Building took 14 months, from March 2023 to May 2024.",
        [("14 months", "24 months"), ("May 2024", "May 2025")],
    ),
    (
        "extension brings to",
        "The line is 14.2 kilometres long. The council wants to extend it by 3.8 km to the hospital. The extension would bring the whole line to 18.0 km.",
        [("3.8 km", "2.8 km"), ("18.0 km", "28 km")],
    ),
    (
        "market, the year added",
        "The market was worth €400 million in 2024. In 2023 it had been €348 million, so the year added €52 million, or 14.9%.",
        [("€52 million", "€25 million"), ("14.9%", "19.4%")],
    ),
    (
        "prize, twice as high",
        "The first prize is $6,000, twice as much as the second prize of $3,000.",
        [("$3,000", "$2,000"), ("twice", "three times")],
    ),
    (
        "wind farm, half of the earlier",
        "In 2023 output was 1,640 GWh. In 2024 it rose by 344 GWh to 1,984 GWh, or 21%.",
        [("344 GWh", "434 GWh"), ("21%", "31%")],
    ),
    (
        "halved",
        "Accidents were halved in five years: 318 were counted in 2019, and 159 in 2024.",
        [("159", "259"), ("318", "618")],
    ),
    (
        "prices, cheaper than",
        "The regional ticket costs €49. That is €14 less than the old monthly pass at €63, or 22%.",
        [("€14 less", "€19 less"), ("22%", "32%")],
    ),
    (
        "headcount two years later",
        "The company employed 310 people at the end of 2022 and 480 two years later, 55 per cent more.",
        [("55 per cent", "35 per cent"), ("480", "840")],
    ),
]

RIGHT = [
    "Average attendance was 9,640, up 13% from the year before. The record is 12,116.",
    "Sales were £41.4 million, 20% above plan. In the north they were £12.0 million, 5% more than in 2021.",
    "Costs rose by 8% to €486 million. The budget for the next year is €450 million.",
    "Wages grew by 4.1% in 2024, prices by 2.5%. The average wage is now 3,400 crowns; in 2019 it was 2,900.",
    "Exports reached 31.2 billion, 4.0% more in real terms than the 30.4 billion of 2023.",
    "The fund returned 7.2% in 2024. It held $210 million at the start and $350 million at the end, most of the difference being new money.",
    "The club won 81 points, nine more than the fourth. The year before it had 65.",
    "We opened three shops in the spring and closed two. In Norway we began with 4 and now run 9.",
    "Emissions must fall by 60% by 2030. In the power sector they are to go from 820 kt to 100 kt.",
    "The firm was valued at £620 million. Peers trade at about 9 times their revenue of the last year. Its own revenue was £41.4 million.",
    "Revenue per customer rose by 12% to $1,480, while the number of customers fell from 5,200 to 4,900.",
    "Uptake was 72 per cent. In the fixed clinics it was 51%. The target is 15 percentage points higher.",
    "Turnover grew from £12.0m to £14.2m. Like-for-like growth was 9%.",
    "The library lent 48,600 books and 12,000 films, 5,400 fewer than in 2023. Visits fell to 90,000.",
    "Output rose from 1,640 GWh to 1,984 GWh. Adjusted for wind, the rise was 4%.",
    "The line is 14.2 km long. By 2030 the network will be extended by 31 km, and two depots will be built.",
    "The two largest firms hold 46%. In 2019 they held 40%. Prices rose by 9% over the same time.",
    "Staff grew by a quarter to 500. The plan for 2026 is 560 people, 90 of them in Porto.",
    "It costs 25% less than the old one. The old one cost $36 a unit in 2015 and $40 when it was withdrawn; the new one is sold at $30.",
    "By 2030 the market should be three times as large as in 2020. Today it stands at $12.4 billion, after $9.8 billion in 2023.",
    "Of the 236 members 118 are women, 12 more than men were in 2010.",
    "Compared with the previous quarter, bookings of €12.4 million were 8% higher; compared with €10.0 million a year ago they were 24% higher.",
    "Passenger numbers rose 6% to 4.24 million, after a rise of 11% to 4.00 million the year before.",
    "Ms Larsen took over in March 2023. Fourteen months later, in May 2024, the plant was closed.",
    "In the first half 1,204 permits were issued, 9% fewer than in the same half of 2023. In all of 2023 there were 2,750.",
    "Gross profit was $61 million or 41% of sales. A year earlier the margin had been 43%, and gross profit $60 million.",
]
