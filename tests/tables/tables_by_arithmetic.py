"""Tables whose relations are known by arithmetic, not by the words of their headers.

Each of ``TABLES``: name, a right table, and the changes ``(as written, changed, check)`` that must be
found.  ``ALIKE`` are tables that look as if such a relation were broken and are right.
"""

TABLES = [
    (
        "a row named like a metric",
        """\
# Cinema

*Table 3. Spending per guest, euros*

| Item | 2023 |
| --- | ---: |
| Seat | 9.60 |
| Shop | 1.85 |
| Employees' tip jar | 0.45 |
| Sum | 11.90 |
""",
        [("11.90", "19.10", "KG411"), ("1.85", "8.15", "KG411")],
    ),
    (
        "few rows under a whole of 100%",
        """\
# Fleet

| Drive | Vans | Share of fleet |
| --- | ---: | ---: |
| Diesel | 88 | 55% |
| Electric | 43 | 27% |
| Gas | 18 | 11% |
| Hydrogen | 11 | 7% |
| All | 160 | 100% |
""",
        [("55%", "45%", "KG412"), ("27%", "72%", "KG412")],
    ),
    (
        "parts of a continent",
        """\
# Cheese

Exports by country in 2023, thousand tonnes

| Country | Exports | Part of the continent |
| --- | ---: | ---: |
| Netherlands | 812 | 26.4% |
| Germany | 745 | 24.3% |
| France | 521 | 17.0% |
| Denmark | 308 | 10.0% |
| Other Europe | 685 | 22.3% |
| Europe | 3,071 | 100% |
""",
        [("26.4%", "29.4%", "KG412"), ("| 745", "| 754", "KG412"), ("| 3,071", "| 3,701", "KG411"), ("10.0%", "1.0%", "KG412")],
    ),
    (
        "quarters of a theatre",
        """\
# Theatre

| Quarter | Tickets | Revenue (€ thousand) |
| --- | ---: | ---: |
| First | 18,450 | 512 |
| Second | 16,230 | 447 |
| Third | 9,870 | 268 |
| Fourth | 22,940 | 683 |
| Year | 67,490 | 1,910 |
""",
        [("| 67,490", "| 64,790", "KG411"), ("| 268", "| 628", "KG411"), ("| 9,870", "| 8,970", "KG411")],
    ),
    (
        "segments of a group",
        """\
# Results by division

| Division | Revenue 2022 (CHF m) | Revenue 2023 (CHF m) |
| --- | ---: | ---: |
| Pumps | 412 | 438 |
| Valves | 287 | 301 |
| Seals | 133 | 126 |
| Services | 98 | 115 |
| Group | 930 | 980 |
""",
        [("| 438", "| 483", "KG411"), ("| 930", "| 390", "KG411")],
    ),
    (
        "a column of the latest year's parts",
        """\
# Budget of the ministry

| Programme | 2022 (m) | 2023 (m) | % |
| --- | ---: | ---: | ---: |
| Primary schools | 1,240 | 1,310 | 40.3% |
| Secondary schools | 880 | 905 | 27.8% |
| Universities | 615 | 650 | 20.0% |
| Research | 352 | 388 | 11.9% |
| Total | 3,087 | 3,253 | 100.0% |
""",
        [("27.8%", "28.7%", "KG412"), ("40.3%", "43.0%", "KG412")],
    ),
    (
        "changes without the word",
        """\
# Overnight stays

| Valley | 2019 | 2023 | 2023 vs 2019 |
| --- | ---: | ---: | ---: |
| Aller | 41,200 | 44,900 | +9.0% |
| Brenn | 18,750 | 16,310 | -13.0% |
| Corvo | 27,400 | 30,660 | +11.9% |
| Doran | 33,900 | 33,150 | -2.2% |
| Erlen | 12,080 | 14,240 | +17.9% |
""",
        [("+11.9%", "+19.1%", "KG412"), ("-13.0%", "-18.0%", "KG412")],
    ),
    (
        "antibiotics",
        """\
# Resistance

| Hospital | Isolates tested | Resistant | Resistant (%) |
| --- | ---: | ---: | ---: |
| St Anne | 412 | 37 | 9.0 |
| Northway | 298 | 41 | 13.8 |
| Riverside | 655 | 52 | 7.9 |
| Harbour | 187 | 29 | 15.5 |
| General | 940 | 83 | 8.8 |
| All | 2,492 | 242 | 9.7 |
""",
        [("| 9.7", "| 97.0", "KG412"), ("| 13.8", "| 18.3", "KG412"), ("| 8.8", "| 18.8", "KG412")],
    ),
    (
        "children, thirds of a year",
        """\
# Admissions by month

| Month | Patients |
| --- | --- |
| January | 412 |
| February | 388 |
| March | 401 |
| April | 377 |
| May | 365 |
| June | 352 |
| July | 349 |
| August | 341 |
| September | 360 |
| October | 383 |
| November | 395 |
| December | 407 |
| Full year | 4,530 |
""",
        [("| 4,530", "| 4,350", "KG411"), ("| 349", "| 499", "KG411")],
    ),
    (
        "parts of the sum, no total row",
        """\
# Energy use by building

| Building | kWh | Part |
| --- | ---: | ---: |
| Town hall | 212,400 | 22.9% |
| Library | 148,900 | 16.1% |
| Pool | 391,700 | 42.2% |
| School | 174,300 | 18.8% |
""",
        [("22.9%", "29.2%", "KG412"), ("42.2%", "44.2%", "KG412")],
    ),
    (
        "columns of spaces",
        """\
# Sluice traffic

```
Sluice          Barges     Yachts     All vessels
North            1,204        611           1,815
Mill               873        402           1,275
Castle             640        955           1,595
Weir               512        388             900
Harbour          2,051      1,207           3,258
```
""",
        [("1,275", "1,725", "KG411"), ("955 ", "995 ", "KG411")],
    ),
    (
        "an HTML table",
        """\
# Lending

<table>
<tr><th>Branch</th><th>Books</th><th>Films</th></tr>
<tr><td>Centre</td><td>48,210</td><td>9,140</td></tr>
<tr><td>North</td><td>21,760</td><td>3,385</td></tr>
<tr><td>South</td><td>17,905</td><td>2,960</td></tr>
<tr><td>Total</td><td>87,875</td><td>15,485</td></tr>
</table>
""",
        [("87,875", "78,875", "KG411"), ("3,385", "3,835", "KG411")],
    ),
]

ALIKE = [
    """# The world and some of its countries

| Country | Output (Mt) |
| --- | ---: |
| China | 1,019 |
| India | 140 |
| Japan | 87 |
| World | 1,892 |
""",
    """# Members of a club by city, and the country

| City | Members |
| --- | ---: |
| Lyon | 412 |
| Lille | 388 |
| Nice | 205 |
| France | 4,120 |
""",
    """# A group with eliminations

| Division | Revenue | Staff |
| --- | ---: | ---: |
| Pumps | 438 | 1,204 |
| Valves | 301 | 866 |
| Services | 115 | 512 |
| Group | 821 | 2,640 |
""",
    """# Prices: the year is an average

| Quarter | Price (€ per MWh) |
| --- | ---: |
| First | 121.4 |
| Second | 88.0 |
| Third | 79.5 |
| Fourth | 101.2 |
| Year | 97.5 |
""",
    """# Stock at the end of the quarter

| Quarter | Customers |
| --- | ---: |
| First | 12,140 |
| Second | 12,980 |
| Third | 13,660 |
| Fourth | 14,210 |
| Year | 14,210 |
""",
    """# Percentages of something else

| Region | Farms | Organic |
| --- | ---: | ---: |
| North | 4,120 | 8.1% |
| South | 2,760 | 12.4% |
| East | 3,305 | 6.9% |
| West | 1,998 | 15.0% |
| Total | 12,183 | 10.0% |
""",
    """# Market shares and revenue of other markets

| Vendor | Revenue ($m) | Share |
| --- | ---: | ---: |
| Alto | 812 | 31% |
| Brio | 640 | 22% |
| Cano | 388 | 19% |
| Dorn | 120 | 9% |
""",
    """# Rounded parts

| Fuel | TWh | Part |
| --- | ---: | ---: |
| Gas | 41.2 | 36% |
| Coal | 30.9 | 27% |
| Wind | 25.1 | 22% |
| Sun | 17.0 | 15% |
| All | 114.2 | 100% |
""",
    """# Parts with one of another base, said in a note

| Fund | Assets | Return |
| --- | ---: | ---: |
| Alpha | 1,210 | 4.1% |
| Beta | 860 | 2.9% |
| Gamma | 455 | 6.6% |
| Delta | 2,040 | 3.3% |
""",
    """# Change against a plan that is not shown

| Line | 2022 | 2023 | vs plan |
| --- | ---: | ---: | ---: |
| Bread | 412 | 431 | +2.0% |
| Cake | 288 | 270 | -4.1% |
| Rolls | 190 | 205 | +1.2% |
| Pies | 97 | 101 | -0.8% |
""",
    """# Overlapping parts

| Service | Users | Of all users |
| --- | ---: | ---: |
| Mail | 8,120 | 81.2% |
| Maps | 6,400 | 64.0% |
| Music | 3,310 | 33.1% |
| Photos | 2,250 | 22.5% |
""",
    """# Seats and votes

| Party | Votes | Votes (%) | Seats | Seats (%) |
| --- | ---: | ---: | ---: | ---: |
| Reform | 41,200 | 41.2% | 23 | 46.0% |
| Unity | 33,100 | 33.1% | 17 | 34.0% |
| Green | 15,400 | 15.4% | 7 | 14.0% |
| Others | 10,300 | 10.3% | 3 | 6.0% |
""",
    """# A text with gaps

```
name      = "alpha"
threshold = 12
limit     = 40
```
""",
    """# A list of steps

```
Step    Command
1       make
2       make test
3       make install
```
""",
    """# An HTML table with joined cells

<table>
<tr><th>Branch</th><th colspan="2">Books</th></tr>
<tr><td>Centre</td><td>48,210</td><td>9,140</td></tr>
<tr><td>Total</td><td>87,875</td><td>15,485</td></tr>
</table>
""",
    """# The mean of the rates

| Hospital | Isolates tested | Resistant | Resistant (%) |
| --- | ---: | ---: | ---: |
| St Anne | 412 | 37 | 9.0 |
| Northway | 298 | 41 | 13.8 |
| Riverside | 655 | 52 | 7.9 |
| Harbour | 187 | 29 | 15.5 |
| General | 940 | 83 | 8.8 |
| All | 2,492 | 242 | 11.0 |
""",
]
