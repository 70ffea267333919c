"""Right tables in which a relation seems to be broken and is not: other bases, other wholes, subtotals, memo items."""

NEAR_MISSES = [
    """# Income statement ($M)

| Item | 2022 | 2023 |
| --- | --- | --- |
| Revenue | 412.0 | 455.3 |
| Cost of revenue | (201.2) | (219.8) |
| Gross profit | 210.8 | 235.5 |
| R&D | (60.1) | (66.0) |
| Sales and marketing | (48.0) | (52.3) |
| Total operating expenses | (108.1) | (118.3) |
| Operating income | 102.7 | 117.2 |
| Tax | (25.0) | (29.1) |
| Net income | 77.7 | 88.1 |
""",
    """# Market share by region

| Region | Market share | Growth |
| --- | --- | --- |
| Europe | 42% | 5% |
| Asia | 38% | 11% |
| Americas | 27% | 3% |
""",
    """# Survey

| Tool | Users (%) | Share of users |
| --- | --- | --- |
| A | 61% | 61% |
| B | 55% | 55% |
| C | 20% | 20% |
""",
    """# Population

| Age | Men | Women | Both sexes | Women per 100 men |
| --- | --- | --- | --- | --- |
| 0–19 | 412,100 | 390,220 | 802,320 | 94.7 |
| 20–64 | 1,201,400 | 1,188,900 | 2,390,300 | 99.0 |
| 65+ | 301,000 | 377,800 | 678,800 | 125.5 |
""",
    """# Cumulative

| Month | New cases | Cumulative cases | Tests | Positivity |
| --- | --- | --- | --- | --- |
| Jan | 120 | 120 | 2,400 | 5.0% |
| Feb | 310 | 430 | 5,100 | 6.1% |
| Mar | 505 | 935 | 7,300 | 6.9% |
| Apr | 260 | 1,195 | 6,900 | 3.8% |
""",
    """# Price index

| Year | Index | Change on year | Index excluding energy |
| --- | --- | --- | --- |
| 2019 | 100.0 | 1.6% | 100.0 |
| 2020 | 100.7 | 0.7% | 101.1 |
| 2021 | 103.3 | 2.6% | 102.6 |
| 2022 | 111.6 | 8.0% | 107.4 |
""",
    """# Growth targets

| Division | Sales 2022 | Sales 2023 | Growth | Sales 2024 target | Growth target |
| --- | --- | --- | --- | --- | --- |
| Pumps | 210 | 231 | 10% | 250 | 8% |
| Valves | 120 | 126 | 5% | 130 | 3% |
| Pipes | 80 | 92 | 15% | 99 | 8% |
""",
    """# Staff

| Team | Headcount | Total staff | Of which women |
| --- | --- | --- | --- |
| North | 20 | 41 | 18 |
| South | 30 | 62 | 30 |
""",
    """# Real and nominal

| Year | GDP (€bn) | Real growth | Nominal growth |
| --- | --- | --- | --- |
| 2020 | 512.0 | -4.1% | |
| 2021 | 548.0 | 3.9% | 7.0% |
| 2022 | 603.2 | 2.4% | 10.1% |
| 2023 | 630.1 | -0.3% | 4.5% |
""",
    """# Retention

| Cohort | Month 1 | Month 2 | Month 3 |
| --- | --- | --- | --- |
| Jan | 100% | 62% | 41% |
| Feb | 100% | 65% | 44% |
| Mar | 100% | 59% | 39% |
""",
    """# Risks

| Risk | Probability | Impact ($M) | Expected loss ($M) |
| --- | --- | --- | --- |
| Fire | 2% | 40 | 0.8 |
| Flood | 5% | 22 | 1.1 |
| Theft | 30% | 3 | 0.9 |
""",
    """# Exports

| Partner | 2023 ($bn) | Share of total |
| --- | --- | --- |
| EU | 120.1 | 48.2% |
| US | 60.3 | 24.2% |
| China | 31.0 | 12.4% |
| Other | 37.8 | 15.2% |
| World | 249.2 | 100% |
""",
    """# Averages

| Region | Price | Sales | Total market |
| --- | --- | --- | --- |
| A | 12.1 | 300 | 800 |
| B | 10.4 | 500 | 2,100 |
| Total | 11.0 | 800 | 2,900 |
""",
    """# Quarters

| Quarter | Revenue | QoQ growth | YoY growth |
| --- | --- | --- | --- |
| Q1 2023 | $10.0M | | |
| Q2 2023 | $11.0M | 10% | |
| Q3 2023 | $12.1M | 10% | |
| Q4 2023 | $13.9M | 15% | |
| Q1 2024 | $14.0M | 1% | 40% |
| Q2 2024 | $15.4M | 10% | 40% |
""",
    """# Phones

| Model | Price | Weight (g) | Screen (in) | Battery (mAh) | Price per gram |
| --- | --- | --- | --- | --- | --- |
| X | $999 | 187 | 6.1 | 3,274 | $5.34 |
| Y | $799 | 171 | 6.1 | 3,349 | $4.67 |
| Z | $599 | 162 | 5.8 | 2,990 | $3.70 |
""",
    """# CAGR by segment

| Segment | 2023 | 2028 | CAGR (2024–2028) |
| --- | --- | --- | --- |
| A | $10B | $20B | 14.9% |
| B | $4B | $5B | 4.6% |
""",
    """# Elections

| Party | Votes | Vote share | Seats | Change |
| --- | --- | --- | --- | --- |
| Red | 1,204,300 | 38.2% | 61 | +4 |
| Blue | 1,010,250 | 32.0% | 52 | -7 |
| Green | 511,700 | 16.2% | 25 | +6 |
| Others | 429,000 | 13.6% | 12 | -3 |
| Total | 3,155,250 | 100% | 150 | |
""",
    """# Market

| Segment | 2022 | 2023 | Total addressable market |
| --- | --- | --- | --- |
| A | $1.0B | $1.2B | $9B |
| B | $2.0B | $2.1B | $15B |
| C | $0.5B | $0.7B | $4B |
""",
    """# Trial

| Arm | N | Events | Rate | Hazard ratio |
| --- | --- | --- | --- | --- |
| Drug | 1,204 | 98 | 8.1% | 0.79 |
| Placebo | 1,198 | 122 | 10.2% | 1.00 |
| Overall | 2,402 | 220 | 9.2% | |
""",
    """# Sites

| Site | 2021 | 2022 | 2023 | Change since 2021 |
| --- | --- | --- | --- | --- |
| A | 100 | 110 | 121 | 21% |
| B | 50 | 60 | 66 | 32% |
| C | 80 | 76 | 72 | -10% |
""",
    """# Customers

| Year | Customers at start | New | Lost | Customers at end | Net change |
| --- | --- | --- | --- | --- | --- |
| 2021 | 1,000 | 320 | 70 | 1,250 | 250 |
| 2022 | 1,250 | 400 | 110 | 1,540 | 290 |
| 2023 | 1,540 | 380 | 160 | 1,760 | 220 |
""",
    """# Multiples

| Company | EV ($M) | Revenue ($M) | EV/Revenue | EBITDA ($M) | EV/EBITDA |
| --- | --- | --- | --- | --- | --- |
| A | 1,200 | 300 | 4.0x | 80 | 15.0x |
| B | 560 | 112 | 5.0x | 40 | 14.0x |
| C | 900 | 250 | 3.6x | 75 | 12.0x |
""",
    """# Budget shares

| Item | 2022 | 2023 | Share 2023 |
| --- | --- | --- | --- |
| Health | 410 | 430 | 43% |
| Schools | 300 | 310 | 31% |
| Roads | 250 | 260 | 26% |
""",
    """# Sales by channel

| Channel | Q1 | Q2 | Total H1 | Total 2023 |
| --- | --- | --- | --- | --- |
| Shop | 10 | 12 | 22 | 47 |
| Web | 20 | 25 | 45 | 96 |
| Phone | 5 | 4 | 9 | 17 |
""",
    """# Valuation multiples over time

| Metric | 2022 | 2023 | 2024 |
| --- | --- | --- | --- |
| Valuation | $2B | $4.5B | $4.5B |
| Revenue | $30M | $70M | $130M |
| Revenue multiple | 67x | 64x | 35x |
| Revenue growth | | 133% | 86% |
| Employees | 170 | 400 | 635 |
| Revenue per employee | $176K | $175K | $205K |
""",
    """# Total orgs

| Metric | Value |
| --- | --- |
| Registered users | 10M |
| Paying users | 1.2M |
| Free users | 8.5M |
| Total organisations | 50,000 |
""",
    """# Income

| Decile | Share of income | Cumulative share |
| --- | --- | --- |
| 1 | 2% | 2% |
| 2 | 4% | 6% |
| 3 | 6% | 12% |
""",
]
