"""Results told by their role alone, in other fields and styles: right ones with changes that must be found, and look-alikes."""

CHANGED = [
    (
        "opera, annual report",
        "Of the 236 members, 118 play in the orchestra, 64 sing, 32 dance and 22 work behind the stage.",
        [("118", "108"), ("64 sing", "46 sing")],
    ),
    (
        "parks, FAQ",
        "The permit goes up from $60 to $100 a season, an increase of two thirds.",
        [("two thirds", "two fifths")],
    ),
    (
        "lifeboats, newsletter",
        "The new boat costs £8.4 million. Donors give £5.0 million, the town £1.3 million, and the fund pays £2.1 million, a quarter of the whole.",
        [("a quarter", "a third")],
    ),
    (
        "bakery, press release",
        "The ovens turned out 624,000 rolls, which is 12,000 in every week of the year.",
        [("every week", "every month")],
    ),
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
    (
        "orchard, bullets",
        "- Cider: 460,000 bottles; in 2022 it was 400,000 bottles, so this line alone grew by 15%.",
        [("15%", "25%"), ("15%", "51%")],
    ),
    (
        "surgery, audit",
        "Out of 240 patients with a torn ligament, 168 were operated on within a week. This is 70%, and above the 65% agreed.",
        [("This is 70%", "This is 60%"), ("240 patients", "420 patients")],
    ),
    (
        "library, annual report",
        "The waiting list stood at 1,250 readers in 2019 and at 1,600 in 2023. It has grown by 350 in four years, or 28%.",
        [("28%", "38%")],
    ),
    (
        "fire brigade, memo",
        "Crews went out to 45 false alarms, against 60 in 2022: fifteen fewer, a fall of 25%.",
        [("25%", "35%")],
    ),
    (
        "council, minutes",
        "Of the 5,200 ballots returned, 1,144 were spoilt. That is 22 per cent of the total.",
        [("22 per cent", "32 per cent")],
    ),
    (
        "harbour, academic",
        "During the survey 630 of the port's 4,200 berths, 15%, and 84 of its 560 moorings, 15%, had been left empty by their holders.",
        [("630", "360")],
    ),
    (
        "bank, outlook",
        "Deposits amounted to 64.0 billion crowns in 2024, compared with 62.5 billion in 2023, an increase of 1.5 billion or 2.4%.",
        [("2.4%", "3.4%")],
    ),
]

RIGHT = [
    "Fees came to $84 million in 2023 and costs to $71 million. This is a rise of 9% on the year before.",
    "The yard used 40 cranes and 60 trucks, 20% fewer than the yard next door.",
    "Exports were 310 tonnes in 2022 and 341 tonnes in 2023; prices rose by 4%, and wages by 6%.",
    "The council spent £310 million of £420 million by June. This is 5% more than planned.",
    "The club has 640 members, 120 of them juniors. This is 30% of all players in the county.",
    "Of the 900 letters sent, 450 came back. That is 12% of the town.",
    "In 2022 there were 120 thefts, in 2023 there were 90. Robberies are down 10%.",
    "A ticket costs €12, a season ticket €96, or 20% less for students.",
    "Loans were €5.2 million in 2021 and €6.1 million in 2022, at a rate of 4%.",
    "The firm made a profit of $12 million on sales of $80 million, at a tax rate of 21%.",
    "Of the 1,500 trees, 300 are oaks; 25%, the forester says, will be felled.",
    "The dam holds 48 million litres, 12 million more than in May, and supplies 35% of the county.",
    "Of the 236 members, 118 play in the orchestra, 64 sing and 32 dance, among other things.",
    "Of the 90 beds, 41 stand in the main house, 12 in the annexe and 9 in the clinic; the rest are mobile.",
    "The price went from €40 to €46 in May, a rise of a third on the spring of 2019.",
    "The shop sells 2,400 rolls, or about 350 a day.",
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
