"""One happening told twice, in reports of many fields: a date or a name that differs is found, what is rightly different is not."""

import pytest

from kg import build, config, engine

CHECKS = ("KG311", "KG501", "KG508", "KG601")


def found(text: str) -> list[str]:
    """Names of what the checks of events find in a document."""
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(CHECKS))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return sorted(f.name for f in outcome.findings)


DATES = {
    "energy, passive and noun": """\
# Tarn Hydro

The pumped-storage plant at Glen Orrin was commissioned in June 2014 and has run without a stop.

## Outlook

Since the commissioning of the pumped-storage plant at Glen Orrin in June 2016 the price of peak power has halved.
""",
    "museum, relative clause": """\
# Visitor Study

The maritime wing, which opened in April 2018, draws a third of all visitors.

## Costs

The maritime wing opened in April 2019 after two years of works.
""",
    "pronoun in the next sentence": """\
# Water Board

The treatment works at Selby serves 40,000 households. It was inaugurated in May 2011.

## History

In May 2013 the board inaugurated the treatment works at Selby.
""",
    "its launch": """\
# Bike Scheme Review

The rental scheme was launched in March 2017 with 400 bicycles.

## Users

The rental scheme has 31,000 members. Since its launch in September 2017 nobody has been badly hurt.
""",
    "future": """\
# Rail Plan

The Norrbotten depot opens in 2028. Staff will be trained from 2027.

## Schedule

Two hundred people will work at the Norrbotten depot, which is to open in 2030.
""",
    "contract runs out": """\
# Facilities Memo

The cleaning contract with Dunmore ends in June 2026.

## To do

- Decide who bids, for the cleaning contract with Dunmore expires in October 2026.
""",
    "chronicle": """\
# City Library

The children's library on Mill Street was handed over in March 2020.

## Chronicle

- **2015** The architects' competition is decided.
- **March 2021** The children's library on Mill Street is handed over.
""",
    "policy, resolved and decision": """\
# Air Quality Brief

In 2018 the regional assembly resolved to ban coal stoves.

The assembly's decision of 2020 left two years for the change.
""",
    "failure and its noun": """\
# Grid Review

In August 2019 the northern transformer failed, and 12,000 homes were dark for a night.

## Lessons

The transformer failure of August 2021 showed that spare parts must be kept near.
""",
    "clinical trial": """\
# Ostrava Trials

The first patient of the BRV-77 trial was dosed in March 2021.

## Table

| Compound | Stage | First patient |
|---|---|---|
| BRV-77 | phase 2 | May 2021 |
| BRV-90 | phase 1 | June 2023 |
""",
    "table of assets": """\
# Wind Fleet

| Farm | Turbines | Commissioned |
|---|---|---|
| Hornvik | 24 | 2012 |
| Sandnes | 30 | 2016 |

## Hornvik

Hornvik was commissioned in 2014 and is due for new gearboxes.
""",
    "statute": """\
# Packaging Law

Parliament adopted the Packaging Waste Act in November 2022.

## Effects

The Packaging Waste Act, adopted in December 2022, obliges shops to take bottles back.
""",
    "closing": """\
# Mill Town

The paper mill at Ekfors was closed in 2009; 310 people lost their jobs.

## People

After the closure of the paper mill at Ekfors in 2007 every tenth inhabitant moved away.
""",
    "cover fact": """\
# Lumen Analytics

**Founded:** 2014
**Headquarters:** Utrecht, Netherlands

## Story

Lumen Analytics, established in 2011 by two physicists, sells forecasting software.
""",
    "merger": """\
# Hospital Group

St Agnes merged with the Lindqvist Clinic in January 2019.

The group runs nine hospitals. The merger of St Agnes with the Lindqvist Clinic in January 2020 saved 4 million.
""",
    "product": """\
# Developer Tools

Version 3 of the Quill editor was released in May 2023.

## Adoption

Half of the users moved within a month of the release of version 3 of the Quill editor in July 2023.
""",
    "FAQ": """\
# Questions about the tram

**Who runs it?** The Riverside tram is run by the city.

**When does it start?** The Riverside tram starts in autumn 2026.

## Timetable

From the first day, when the Riverside tram starts in spring 2027, there will be a car every six minutes.
""",
    "works of art": """\
# Collection Care

The restoration of the altar was completed in October 2016.

Two conservators worked on it. The restoration of the altar, completed in October 2018, cost 90,000 euros.
""",
    "appointment": """\
# Orchestra

The conductor, Ilse Brandt, was appointed in 2015.

## Programme

Ilse Brandt, who was appointed in 2017, has doubled the audience.
""",
    "lease of a shop": """\
# Store Estate

The lease in Bergen ends in 2027. Talks go on.

## Risks

If nothing is signed before the lease in Bergen runs out in 2029, the stock must be moved.
""",
}

NAMES = {
    "builder": """\
# Bridge Report

The Kallas bridge was built by Norsten between 2014 and 2016.

## Claims

The Kallas bridge, built by Ferrobuild, has had two cracks.
""",
    "operator": """\
# Ferry Market

The Skagen ferry is operated by Blue Line.

| Route | Operator | Sailings |
|---|---|---|
| Skagen ferry | Coastways | 12 |
| Marstal ferry | Blue Line | 8 |
""",
    "head": """\
# Research Centres

The Centre for Soil Ecology, led by Marta Lindh, won a grant of 4 million.

## Chronicle

- **2024** The Centre for Soil Ecology under Pavel Krasa is granted 4 million.
""",
    "designer": """\
# Concert Hall

The Aurora hall was designed by Ines Falk.

## Prizes

Ove Sund designed the Aurora hall in his last year in office.
""",
    "auditor": """\
# Annual Accounts

Keel Foods was audited by Brandt & Moll.

## Notes

Harlan Audit audited Keel Foods in all years.
""",
    "acquirer, noun": """\
# Media Deals

In 2021 Northgate acquired Daily Echo.

## Table

| Title | Acquired | Buyer |
|---|---|---|
| Daily Echo | 2021 | Ravenhill |
| Morning Star | 2019 | Northgate |
""",
    "author": """\
# Reading List

"Cold Harbours" was written by Edda Lunde.

The Cold Harbours was written by Jonas Reyer.
""",
}

RIGHT = {
    "the end of a year ends nothing": "The ferry line to Skarholm was closed in 2019. At the end of 2021 it still owed the port 3 million kroner.",
    "two plants": """\
# Tarn Hydro

The pumped-storage plant at Glen Orrin was commissioned in June 2014. The pumped-storage plant at Loch Dearg was
commissioned in 2016.

## Outlook

Since the commissioning of the Loch Dearg plant in 2016 the price has halved.
""",
    "opening and closing": """\
# Mill Town

The paper mill at Ekfors opened in 1911 and was closed in 2009.

## People

After the closure of the paper mill at Ekfors in 2009 people moved away.
""",
    "partial and full": """\
# Hospital

The new ward block was partially opened in May 2019.

## Full use

The new ward block was fully opened in January 2020.
""",
    "reopened": """\
# Theatre

The Lyric theatre opened in 1931. After the fire it was rebuilt.

## Today

The Lyric theatre reopened in 1986.
""",
    "plan and outcome": """\
# Tunnel Audit

The Harbour tunnel was to have been opened in 2015.

## Outcome

The Harbour tunnel was opened in 2018, three years late.
""",
    "signed and closed": """\
# Deal Note

Northgate agreed in March 2021 to acquire Daily Echo. The acquisition of Daily Echo was completed in July 2021.

## Details

The agreement was signed on 3 March 2021 and Daily Echo has belonged to Northgate since July 2021.
""",
    "announced and launched": """\
# Product Note

The Quill editor was announced in May 2023.

## Market

The Quill editor was launched in September 2023.
""",
    "two launches by country": """\
# Banking App

The Kiwi app was launched in Spain in 2019.

## Growth

The Kiwi app was launched in Portugal in 2021.
""",
    "yearly report": """\
# Regulator

The annual report was published in March 2022.

## Later

The annual report was published in April 2023 with a new layout.
""",
    "successive heads": """\
# Institute

The institute was led by Marta Lindh until 2019. Since then it has been led by Pavel Krasa.

## History

Marta Lindh led the institute when it moved. Today Pavel Krasa heads the institute.
""",
    "co-founders": """\
# Lumen Analytics

Lumen Analytics was founded in 2014 by Ada Roe and Tim Voss.

## Team

Lumen Analytics was founded by Ada Roe. Tim Voss, co-founder, left in 2019.
""",
    "precision": """\
# Visitor Study

The maritime wing opened on 14 April 2018.

## Costs

The maritime wing opened in spring 2018. It opened in 2018 after two years of works.
""",
    "phases": """\
# Screening

The first phase began in March 2021; the second phase began in May 2023.

## Money

The second phase, begun in May 2023, is paid by the state.
""",
    "line numbers": """\
# Metro

Line 3 opened in 1998. Line 4 opened in 2006.

## Traffic

Line 4, opened in 2006, is the busiest.
""",
    "old plan": """\
# Depot

The Norrbotten depot was originally planned to open in 2024.

## Today

The Norrbotten depot will open in 2028. In 2021 it had been scheduled for 2025.
""",
    "repeated failures": """\
# Grid Review

The northern transformer failed in August 2019.

## Second time

The northern transformer failed in May 2022 and was replaced.
""",
    "two decisions": """\
# Air Quality Brief

In 2018 the regional assembly resolved to ban coal stoves. In 2021 the assembly decided to subsidise heat pumps.
""",
    "sold and bought on": """\
# Clubs

Redstone acquired Harbour United in 2010. Kestrel acquired Harbour United in 2018.
""",
    "plural": """\
# Retail

The stores opened in 2017.

## North

The stores opened in 2019 did better.
""",
    "construction began, plant opened": """\
# Battery Works

Construction of the Skelta plant began in 2019.

## Operation

The Skelta plant began operation in 2022. Production at the Skelta plant started in 2022.
""",
    "different roles": """\
# Bridge Report

The Kallas bridge was designed by Ines Falk and built by Norsten.

## Claims

The Kallas bridge, built by Norsten, is operated by the county.
""",
    "one name, short and long": """\
# Ferry Market

The Skagen ferry is operated by Blue Line Shipping Ltd.

| Route | Operator | Sailings |
|---|---|---|
| Skagen ferry | Blue Line | 12 |
""",
    "acronym": """\
# Grid

The Baltic cable is operated by National Grid Company.

## Owners

The Baltic cable, operated by NGC, has a capacity of 700 MW.
""",
    "two appointments": """\
# Orchestra

Ilse Brandt was appointed as assistant in 2009 and as conductor in 2015.

## Programme

Ilse Brandt, appointed conductor in 2015, has doubled the audience.
""",
    "fiscal and calendar": """\
# Budget

The school programme begins in fiscal year 2025. Its first classes were planned in 2024.
""",
    "section of a comparison": """\
# Trackers

## Orbit

- Launched: 2019
- Price: $20

## Comet

- Launched: 2021
- Price: $30
""",
    "quoted negation": """\
# Ferry

The Marstal ferry has not been launched in 2019.

## Later

The Marstal ferry was launched in 2020.
""",
    "before and after": """\
# Survey

Before the ring road opened in 2015 traffic stood still. Two years after the ring road was opened, in 2017, it does so again.
""",
    "series of rounds": """\
# Tamsin

The Series A closed in May 2019 and was led by Alder. The Series B closed in June 2021 and was led by Birch.
""",
    "renewal": """\
# Facilities Memo

The cleaning contract with Dunmore ended in June 2020 and was renewed.

## Now

The cleaning contract with Dunmore ends in June 2026.
""",
    "the farm, several farms": """\
# Wind

The farm opened in 2012. A second farm followed.

## Next

The farm opened in 2019 lies farther out.
""",
    "election every four years": """\
# County

The council was elected in May 2019.

## Next

The council elected in May 2023 has a new majority.
""",
    "a name with a word before it, and others who expect": """\
# Veltrix

The API was launched in May 2022. The mobile API was launched in 2023.

## Outlook

Management plans to launch Veltrix Edge in 2026. Analysts expect that Veltrix Edge will launch in 2027.
""",
    "a ministry and its bodies": """\
# Health Brief

The act was adopted by the lower house in May 2011 and by the senate in July 2011. The amendment was adopted in June 2018.

## Trials

The trial began in March 2019. In the second trial the first patient was enrolled in May 2022. The study was published in March 2022.
The study of nurses was published in 2020.
""",
    "led then and now": """\
# Wind

Nordlys is led by Kari Moe. Nordlys was led by Ole Rud when the Dorvik farm was built.

## Failures

The cable failed in February 2019 and again in March 2023. A failure of the converter in 2020 cost 12 million. The failure of 2019
was repaired within a month.
""",
    "launched at home and abroad, seats of parts": """\
# Helmline

Helmline launched Compass in 2013. Compass was launched in the United States in 2016.

- **Headquarters:** Ghent

Its US headquarters are in Austin. The research lab is based in Leuven. A rival, Tideway, based in Lyon, is older.
""",
    "by the end of": """\
# Plan

The bypass will be completed by 2030.

## Phase

The bypass will be completed in 2028, at the latest by 2030.
""",
}


@pytest.mark.parametrize("name", DATES)
def test_a_date_that_differs_is_found_once(name):
    assert found(DATES[name]) == ["event-dates-disagree"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_differs_is_found_once(name):
    assert found(NAMES[name]) == ["event-roles-disagree"]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_rightly_different_is_not_found(name):
    assert found(RIGHT[name]) == []


CITED = """\
# {title}

{text} [C1]

=== claims.csv
id,statement,sources
C1,"{claim}",S1
=== sources.csv
id,publisher,title
S1,Daily Ledger,A portrait
"""

CITED_APART = {
    "builder behind by, subject": ("Halden Port", "The new breakwater of 640 metres was built by Norsten in 2021.", "Ferrobuild built the new breakwater of 640 metres."),
    "town": ("Kestrel Optics", "The company moved into a plant for coated lenses in Jena.", "Kestrel Optics moved into its plant for coated lenses in Wetzlar."),
    "buyer": ("Ravn Seeds", "Ravn sold its trial fields near the coast to Delphi Agro for 4 million euros.", "Ravn Seeds sold its trial fields near the coast to Monterra for 4 million euros."),
    "speaker of two sentences": ("Ravn Seeds", "The seed bank holds 12,400 samples. It was set up with money from the Lindqvist Fund.", "The seed bank of 12,400 samples was set up with money from the Moberg Fund."),
    "date": ("Ravn Seeds", "The seed bank opened in May 2016 with 12,400 samples.", "The seed bank opened with 12,400 samples in June 2018."),
}
CITED_RIGHT = {
    "town and country": ("Kestrel Optics", "The company moved into a plant for coated lenses in Jena.", "Kestrel Optics moved into a plant for coated lenses in Germany."),
    "more in the claim": ("Halden Port", "The new breakwater of 640 metres was built by Norsten.", "The new breakwater of 640 metres was built by Norsten with stone from Larvik."),
    "initials": ("Halden Port", "The breakwater of 640 metres is insured by NMI.", "The breakwater of 640 metres is insured by Nordic Marine Insurance."),
    "lists": ("Ravn Seeds", "Ravn sells its seeds in packets to shops such as Delphi and Monterra.", "Ravn Seeds sells its seeds in packets to shops such as Greenway."),
    "attribution": ("Ravn Seeds", "According to Monterra, the seed bank holds 12,400 samples of wheat.", "The seed bank holds 12,400 samples of wheat, a survey by Delphi says."),
    "another fact": ("Halden Port", "The harbour master, Ove Sund, wants deeper water.", "The breakwater of 640 metres was built by Norsten in 2021."),
    "two names each": ("Halden Port", "The breakwater was designed by Ines Falk and built by Norsten.", "The breakwater was designed by Ove Sund and built by Ferrobuild."),
    "short name": ("Halden Port", "The breakwater of 640 metres was built by Norsten Marine Works.", "Norsten built the breakwater of 640 metres."),
}


@pytest.mark.parametrize("name", CITED_APART)
def test_text_that_names_another_than_its_claim_is_found_once(name):
    title, text, claim = CITED_APART[name]
    assert len(found(CITED.format(title=title, text=text, claim=claim))) == 1


@pytest.mark.parametrize("name", CITED_RIGHT)
def test_text_that_says_less_or_more_than_its_claim_is_not_found(name):
    title, text, claim = CITED_RIGHT[name]
    assert found(CITED.format(title=title, text=text, claim=claim)) == []
