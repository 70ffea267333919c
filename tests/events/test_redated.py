"""One thing dated twice: dates of one thing are held against each other, dates of two things are not."""

import pytest

from kg import build, config, engine


def found(text: str, *codes: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(codes or ("KG611",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


WRONG = {
    "memo, timeline against prose": "# Leak\n\nOn 19 February 2025 a warden noticed wet grass below the dam.\n\n## Timeline\n\n| Date | Step |\n|---|---|\n| 17 February 2025 | Warden notices wet grass |\n| 3 March 2025 | Level lowered |\n",
    "study, summary against body": "# Reading\n\nThe county council adopted the method on 9 March 2020 and pays for it.\n\n## Conclusion\n\nThe method works. The county council, which adopted it in March 2021, should keep it.\n",
    "observatory, day of an opening": "# Glacier\n\nThe station proper was opened on 12 September 1998 by the mayor.\n\n| Event | Date |\n|---|---|\n| First mast | 6 July 1994 |\n| Opening of the station | 2 September 1998 |\n",
    "mine, strike": "# Mine\n\nThe strike at the Kelda mine lasted from 3 May to 21 May 2024.\n\n## Summary\n\nThe strike at the Kelda mine began on 8 May.\n",
    "contract, year": "# Ferries\n\nThe contract with Nordvik County runs until December 2027.\n\n## Risks\n\nThe contract with Nordvik County expires in December 2029.\n",
    "firm, year of founding": "# Kontora\n\n- Founded 2016 in Leipzig by Anja Richter\n- Product: reviews\n\n## Story\n\nAnja Richter founded Kontora in Leipzig in 2018.\n",
    "office held since": "# Kontora\n\nAnja Richter has been chief executive since 2018.\n\n## People\n\nAnja Richter, who became chief executive in 2020, studied law.\n",
    "letter, day of publication": "# Outlook\n\nNational Bank, Zelen Branch, 20 March 2025\n\nOutput grew.\n\n## Box\n\nThe branch presented these findings in Zelen on the day of publication, 20 February.\n",
    "range in two places": "# Trial\n\n**First patient enrolled:** 8 February 2021\n**Last visit:** 30 November 2023\n\n## Lay summary\n\nBetween February 2022 and November 2023 people in eleven countries took part.\n",
}

WRONG |= {
    "chronicle, a date that heads its line": "# Brewery\n\nA second beer, **Fjell Amber**, was launched in April 2019 and is sold to inns that may not serve spirits.\n\n## Timeline\n\n- **May 2016** – brewhouse built in Voss\n- **April 2021** – Fjell Amber launched\n",
    "chronicle, an office": "# Harbour Trust\n\nThe harbour master is Solveig Tangen, in office since May 2017.\n\n## Chronology\n\n* 2011: second quay\n* May 2019: Solveig Tangen appointed harbour master\n",
    "chronicle, a row": "# Tramway\n\n## Line 6\n\n| Item | Value |\n|---|---|\n| Announced | 14 May 2022 |\n| Length | 9 km |\n\n## Chronology\n\n* 2007: Line 5 opened\n* 14 March 2022: Line 6 announced, at a cost of 90 million crowns\n",
    "chronicle, a second one with its name": "# Dairy\n\nA second older creamery stands in Sundal, acquired in 2011.\n\n## Chronology\n\n* 1998: first cheese\n* 2013: Sundal creamery acquired\n",
    "chronicle, a loan": "# Dairy\n\nThe dairy signed a delayed-draw loan with Fossum Bank in November 2022.\n\n## Timeline\n\n- **May 2016** – founded\n- **October 2022** – loan from Fossum Bank signed\n",
    "chronicle, the first of something measured": "# Tramway\n\nThe line to Osvik carried its first trams in November 2023.\n\n## Chronology\n\n* March 2019: line to Osvik approved\n* October 2023: first 40 m trams to Osvik\n",
    "chronicle, spun off": "# Vessel\n\nVessel Labs was spun out of the university of Nordvik in 1998.\n\n## Chronology\n\n* 1996: spun out of the university of Nordvik\n* 2011: works in Sundal acquired\n",
}

RIGHT = {
    "two mills": "# Mills\n\nThe paper mill in Lund was bought from Nordpapp in March 1974; the board mill in Tveit was bought from Nordpapp in March 1978.\n\n## Work\n\nThe board approved work in Lund on 12 March 2024. It approved work in Tveit on 19 March 2024.\n",
    "every year": "# Board\n\nThe annual report was published on 15 March 2024.\n\n## Before\n\nThe annual report was published on 16 March 2023. The general meeting was held on 14 May 2024; in 2023 it was held on 16 May.\n",
    "two products": "# Karst Lab\n\nKarst Lab released the model Ada in March 2023.\n\n## News\n\nKarst Lab released the model Bee in March 2024.\n",
    "two steps of one thing": "# Law\n\nThe Noise Act entered into force in August 2024.\n\n## Firms\n\nFirms must follow the Noise Act from August 2025, when enforcement began.\n",
    "plan and deed": "# Radar\n\nThe radar was originally due in May 2024.\n\n## Now\n\nThe radar was delivered in June 2024.\n",
    "values of a series": "# Prices\n\nInflation was 2.7% in December 2024.\n\n## Before\n\nInflation was 5.2% in December 2023. Cash stood at 22.4 million on 31 March 2025 and at 19 million on 30 June 2025.\n",
    "one name, two dates": "# Fair\n\nAnn Pell opened the fair on 20 June 2024.\n\n| Year | Dates | Opened by |\n|---|---|---|\n| 2023 | 22–25 June | Hugh Orme |\n| 2024 | 20–23 June | Ann Pell |\n",
    "draft and decision": "# Report\n\n**Approved by the Board:** 27 March 2025\n\nThe governors discussed a draft on 6 March 2025, three weeks before the Board's approval.\n",
    "who knows both": "# Bridge\n\nThe bridge opened on 3 May 2024, not on 8 May 2024 as the press had it.\n\n## Traffic\n\nThe bridge opened on 8 May 2024 to lorries.\n",
}


RIGHT |= {
    "chronicle of two beers": "# Brewery\n\nFjell Amber was launched in April 2019.\n\n## Timeline\n\n- **April 2019** – Fjell Amber launched\n- **April 2021** – Fjord Stout launched\n",
    "chronicle, two steps": "# Tramway\n\n## Line 6\n\n| Item | Value |\n|---|---|\n| Announced | 14 March 2022 |\n| Ground broken | June 2022 |\n\n## Chronology\n\n* 14 March 2022: Line 6 announced\n* June 2023: Line 6 receives its first rails\n* November 2024: first trams on Line 6\n",
    "chronicle, the next one": "# Museum\n\nThe exhibition of boats, curated by Ida Moen, was open from 14 March to 13 October 2024.\n\n## Plans\n\nIda Moen's next exhibition, *Nets*, opens on 20 March 2026.\n",
}


RIGHT["chronicle, a second one of another name"] = "# Dairy\n\nThe creamery in Sundal was acquired in 2011.\n\n## Chronology\n\n* 2011: Sundal creamery acquired\n* 2013: a second creamery, in Lom, acquired to relieve the one in Sundal\n"


@pytest.mark.parametrize("name", WRONG)
def test_one_thing_dated_twice(name):
    assert found(WRONG[name], "KG611", "KG601"), name


@pytest.mark.parametrize("name", RIGHT)
def test_two_things(name):
    assert found(RIGHT[name]) == [], name
