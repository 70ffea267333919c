"""Totals with their parts, products, figures per head and counts, in other fields and styles: right ones with changes that must be found, and look-alikes."""

CHANGED = [
    (
        "museum, annual report: a colon and two kinds of people",
        "The museum has a staff of 186: 124 curators and conservators and 62 in the shop and at the gates.",
        [("186", "196"), ("124", "144"), ("62", "26")],
    ),
    (
        "theatre, press release: a sentence on who paid follows the total",
        "The season brought in £8.46 million, up from £7.90 million the year before. Ticket buyers paid £4.12 million, the Arts Fund £2.35 million, sponsors £1.28 million and the city £0.71 million.",
        [("£4.12 million", "£4.72 million"), ("£2.35 million", "£2.85 million"), ("£0.71 million", "£0.77 million")],
    ),
    (
        "rail, academic: what it cost, and what took how much",
        "The trial cost €645,000. Sensors took €312,000, installation €168,000, and analysis and reporting €165,000.",
        [("€312,000", "€342,000"), ("€168,000", "€158,000"), ("€165,000", "€765,000")],
    ),
    (
        "cricket, club letter: so many games with each outcome",
        "The second eleven played 28 games: 17 wins, 3 draws and 8 defeats.",
        [("17 wins", "12 wins"), ("28 games", "38 games")],
    ),
    (
        "hospital, memo: the sentence of the parts gives a short noun only once",
        "The hospital employs 4,310 people. Of these, 2,180 are nurses, 640 are doctors and 1,490 work in support.",
        [("2,180", "2,780"), ("640", "690")],
    ),
    (
        "forest service, policy brief: commas and a rest",
        "Spending reached 742 million crowns. Roads received 318 million, planting 214 million, fire towers 96 million and research 114 million.",
        [("318 million", "348 million"), ("114 million", "174 million"), ("96 million", "36 million")],
    ),
    (
        "bakery, memo: one less the other leaves",
        "Takings of $3.86 million less costs of $3.42 million leave $440,000.",
        [("$3.42 million", "$3.24 million"), ("$440,000", "$740,000")],
    ),
    (
        "airport, terse: two seasons of building",
        "The pier needs 74 piles. Forty-four piles are to be driven this year and the other 30 next year.",
        [("other 30", "other 35"), ("74 piles", "84 piles")],
    ),
    (
        "stadium, news: so many games at so many make",
        "The average crowd was 18,250, up 9% from 16,740. With 19 home games this makes some 347,000 visitors.",
        [("19 home", "14 home"), ("347,000", "374,000")],
    ),
    (
        "grid, note: so much a year for so long",
        "The contract runs for 12 years. At £84 million a year this gives £1.008 billion over the life of the contract.",
        [("£1.008 billion", "£1.008 million"), ("£84 million", "£48 million")],
    ),
    (
        "clinic, abstract: the cost of each person treated, the operands told further down",
        "Of 9,400 people invited, 6,250 were vaccinated. The cost was $52 for each person vaccinated.\n\n## Costs\n\nThe campaign cost $325,000 over two years.",
        [("$52", "$25"), ("$52", "$57")],
    ),
    (
        "school, report: pupils for every member of the staff",
        "The college teaches 9,660 students.\n\n## Staff\n\nThere are 840 teachers, a few more than last year. There are about 11.5 students for every teacher.",
        [("11.5", "15.1"), ("11.5", "17.5")],
    ),
    (
        "wells, newsletter: so many for each, the number of them told before",
        "Our teams built 150 pumps in 2021. We trained 450 mechanics, three for each pump.",
        [("three for each", "five for each"), ("450", "540")],
    ),
    (
        "road, report: per kilometre",
        "The bypass is 12.4 kilometres long.\n\n## Cost\n\nThe final bill was £310 million, an overrun of £18 million. Per kilometre this is £25 million.",
        [("£25 million", "£52 million"), ("12.4 kilometres", "14.2 kilometres")],
    ),
    (
        "cable car, report: an average a day",
        "The line carried 3.66 million passengers in the year. An average of 10,000 passengers a day results when the 3.66 million are divided by 366 days.",
        [("10,000 passengers a day", "70,000 passengers a day"), ("366 days", "336 days")],
    ),
    (
        "foundation, FAQ: five countries named in brackets",
        "The four largest donors (the Halm Trust, Nordea, the Bask Fund and Ikea) gave 61% of the money.",
        [("four", "five"), ("four", "three")],
    ),
    (
        "retail, memo: two lists in one sentence",
        "We opened two branches in the year (Leeds and Hull) and closed three (Bath, Wells and Truro).",
        [("opened two", "opened three"), ("closed three", "closed two")],
    ),
    (
        "shipping, bullets: revenue per employee",
        "- Revenue: €46.8 million\n- Employees: 260\n- Revenue per employee comes to €180,000.",
        [("€180,000", "€108,000"), ("€180,000", "€150,000")],
    ),
    (
        "software market, note: an average firm spends",
        "The market came to €375 million in 2024. Some 25,000 firms in the region pay for such a product. On average, then, a paying firm spends about €15,000 a year.",
        [("€15,000", "€51,000")],
    ),
]

RIGHT = [
    "The firm employs 1,240 people: 310 engineers, 180 in sales and others in support.",
    "The zoo has 74 keepers: 12 of them joined in 2023 and 9 in 2024.",
    "The appeal raised £4.2 million. The largest gifts came from the Rowe Trust (£1.1 million), Dunn (£0.6 million) and Hale (£0.4 million).",
    "The club played 46 matches: 23 wins at home and away, 12 draws and 11 defeats.",
    "Sales reached $62 million in 2023. In 2021 they had been $41 million, in 2020 $36 million and in 2019 $38 million.",
    "The survey reached 1,200 people. 640 use the bus, 480 the train and 390 a bicycle; many use two of them.",
    "The budget is £90 million. Schools get £41 million, roads £20 million and parks £11 million.",
    "The pass costs €49 a month. In Bonn 31,000 people have one, in Cologne 84,000 and in Essen 22,000.",
    "In 2024 the plant made 4,000 frames with 120 workers: 3,100 for bicycles and 900 for scooters.",
    "The ship carried 640 cars. Each deck holds 90 cars, and the ramp takes 45 cars an hour.",
    "The cost was $52 for each person reached. The project spent $1.9 million in all, with overheads of $310,000.",
    "Each employee has 25 days of leave. The company has 480 employees and had revenue of £41.4 million.",
    "Costs per pupil are £6,200. The county has 412 schools and a budget of £96 million for buildings.",
    "The three largest donors (Halm, Nordea and others) gave 61% of the money.",
    "The two partners (Halm, founded in 1901, and Nordea, its heir) gave 61% of the money.",
    "We work in four countries: Peru, Chile, Ecuador and Bolivia. Brazil was our first country, in 1998.",
    "Fares brought in €12 million. The state paid €20 million, the city €9 million and the county €3 million.",
    "The prize is £90,000. Winners get £40,000, second £20,000 and third £10,000; the rest goes to charity.",
    "Exports were $742 million. Imports came to $318 million from China, $214 million from India and $96 million from Japan.",
]
