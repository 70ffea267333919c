"""Results told by their role alone, in other fields and styles: right ones with changes that must be found, and look-alikes."""

CHANGED = [
    (
        "choir, press release",
        "Ticket income rose to €3.84 million, from €3.20 million the year before. This increase of €640,000 (20.0%) came from matinees.",
        [("€640,000", "€460,000"), ("20.0%", "30.0%"), ("€3.20 million", "€3.02 million")],
    ),
    (
        "hospital, memo",
        "Beds: 312 in 2021. In 2023 there were 273, so the count is down by 39, or 12.5%.",
        [("12.5%", "15.2%"), ("by 39", "by 93")],
    ),
    (
        "forestry, academic",
        "On the control plots the stand held 160 tonnes of dry matter. On thinned plots it held 190 tonnes, which is thus 18.8% more than before.",
        [("18.8%", "28.8%")],
    ),
    (
        "bakery, terse bullets",
        "- Loaves sold: 46,800\n\nThe shop sold 46,800 loaves at an average price of £3.40, which brought in £159,120.",
        [("£159,120", "£195,120"), ("£3.40", "£4.30")],
    ),
    (
        "water, FAQ",
        "**How much does the pipe cost?** The pipe of 24 kilometres costs $36 million, or $1.5 million per kilometre.",
        [("$1.5 million", "$1.9 million"), ("$36 million", "$63 million")],
    ),
    (
        "school, annual report",
        "The pupils came in 1,240 groups. Twenty-five pupils a group makes 31,000 pupils.",
        [("31,000", "13,000")],
    ),
    (
        "ferry, memo",
        "The old boat takes 52 minutes and the new one 34 minutes, so passengers save 18 minutes.",
        [("save 18", "save 81"), ("52 minutes", "25 minutes")],
    ),
    (
        "election, news",
        "Of 48,200 votes, 26,510 (55%) went to Ms Aro and 14,460 (30%) to Mr Lind; 7,230 (15%) were blank.",
        [("55%", "58%"), ("26,510", "26,150"), ("30%", "33%")],
    ),
    (
        "power, note",
        "The contract pays €64 per megawatt-hour. With 1.8 TWh a year, this gives €115 million of revenue annually.",
        [("€115 million", "€115 billion"), ("1.8 TWh", "1.8 GWh")],
    ),
    (
        "farm, statistics",
        "The northern mill ground 18,400 tonnes and the southern mill 9,700 tonnes. In all 28,100 tonnes of flour were ground.",
        [("28,100", "26,100"), ("9,700", "7,900")],
    ),
    (
        "savings, fund letter",
        "Assets were $210 million in 2019 and $350 million in 2023, a compound rate of 13.6% a year.",
        [("13.6%", "16.3%")],
    ),
]

RIGHT = [
    "The clinic has 120 beds and 340 staff. Waiting times fell by 12.5%.",
    "Rents rose by 4.1% last year. A flat costs €940 a month, a house €1,380.",
    "The museum paid £2.4 million for the roof and £1.1 million for the lift. Grants of £3.9 million had been promised.",
    "Sales came to €6.0 million in the north and €4.5 million in the south. Prices were 3.2% higher than the year before.",
    "In all 412 households answered, 180 of them in person and 96 by telephone, the others by post.",
    "Of the 900 plots, 410 (46%) are let; 38% of tenants are older than 65.",
    "The 18,450 students borrowed 92,000 books. Of all loans, 10.5% were late.",
    "The town spent $18 million on roads. A mile of road costs $1.4 million, $0.3 million more per mile than in 2019.",
    "Trams carried 40,000 riders a day and buses 55,000; with the ferries this makes 110,000 in all.",
    "Output was 5,200 tonnes in 2022 and 5,460 tonnes in 2023, up 5% after a weak year. Exports grew by 9%.",
    "The trial enrolled 312 patients. The placebo arm had 131 patients, the treatment arm 181. Of those treated, 58% improved.",
    "Growth was 8.4% in 2022. Revenue of €52 million in 2023 compares with €49 million; costs rose by 11.2%.",
    "The school bought 26 laptops for £11,700 and paid £450 each. A year earlier a laptop had cost £520.",
    "Each of the 64 lamps uses 9 watts, and all 64 together use 576 watts, 1,200 watts less than the old ones.",
    "At €85 per night the hotel sold 14,300 nights; with breakfast and parking it made €1.4 million.",
    "The island has 3,100 residents, 420 of them children, and produces 0.8 tonnes of waste per resident, 15% less than the mainland.",
]
