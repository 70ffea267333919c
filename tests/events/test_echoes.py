"""One happening dated twice in other words: held together by its deed and its noun, its figure or a question."""

import pytest

from kg import build, config, engine


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG601", "KG611")))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


WRONG = {
    "questions, a vote": "# Harbour toll\n\nThe assembly adopted the harbour toll on 14 May 2024.\n\n## Questions\n\n**When was the harbour toll adopted?** The assembly voted on 14 March 2024, with three against.\n",
    "questions, since when": "# Library rules\n\nThe lending rules, adopted in 2016, were tested in court twice.\n\n## Questions\n\n**Since when are there lending rules?** Since 2018.\n",
    "contract to a year": "# Sledge team\n\nThe coach, Mona Fjell, signed on a contract to 2028.\n\n## Outlook\n\nNobody thinks of 2026, when the contract of Fjell ends.\n",
    "takeover and purchase, with its price": "# Boilers\n\nNorvik announced the purchase of Hallum Heating in June 2023 for 310 million euros. The 310 million euro takeover, made public in March 2023, is the largest in the trade.\n",
    "match with its crowd": "# Ice hockey\n\nThe largest crowd, 8,412, saw the derby in January 2025.\n\n## Ground\n\nThe derby in March 2025, with its 8,412 visitors, filled the stands.\n",
    "failure as verb and noun": "# Ferry line\n\nSailings fell because the stern thruster failed in April 2023.\n\n## Quarters\n\nThe second quarter was held back by the thruster failure of June 2023.\n",
    "chronicle, admitted and opened": "# College\n\n- **1994** The nursing school admits its first 36 students.\n\nThe nursing school, which opened in 1992 with 36 students, is full.\n",
    "target told again": "# Climate\n\nThe county resolved to cut its emissions by 55% by 2030.\n\n## Steps\n\nHeat pumps come first. The 55 per cent target for 2032 is within reach.\n",
    "aim in a letter and a table of claims": "# Wells\n\nBy 2028 we want to have reached 3 million people.\n\n## Summary\n\nThe Alliance aims to have reached 3 million people by 2026.\n",
    "season of a decision": "# Quay\n\nA decision on the second quay is planned for the autumn of 2026.\n\n## Plans\n\nThe board expects to decide on the second quay in autumn 2027.\n",
    "first of its kind": "# Dam\n\nFirst water from the dam could follow in 2031.\n\n## Board\n\nThe board expects the dam's first water in 2029.\n",
    "second phase": "# Screening\n\nThe second phase began in March 2024 with four vans. Six districts will be served from May 2024 on, when the second phase started.\n",
    "American dates": "# Budget\n\nThe board approved the school budget on June 24, 2025.\n\n## Calendar\n\nThe school budget was approved by the board on May 24, 2025.\n",
}

RIGHT = {
    "two votes": "# Town\n\nThe council adopted the traffic plan on 14 May 2024. The council adopted the noise plan on 14 March 2024.\n\n## Questions\n\n**When was the budget adopted?** The council voted on 20 June 2024.\n",
    "two halls by number": "# Museums\n\nThe second hall opened in 2011. The first hall opened in 2004.\n\n## Annex\n\nThe second hall of the annex opened in 2015.\n",
    "renewed contract": "# Ferries\n\nThe contract with Nordvik ran to 2022. It was renewed, and the new contract runs to 2029.\n",
    "plan and deed": "# Bridge\n\nThe bridge was planned to open in May 2023.\n\n## Now\n\nThe bridge opened in August 2024.\n",
    "precision": "# Plant\n\nThe peat plant was closed in May 2022.\n\n## Energy\n\nThe peat plant was closed on 3 May 2022. Since 2022 the peat plant has stood empty.\n",
    "two targets": "# Climate\n\nThe county wants to cut emissions by 55% by 2030 and by 90% by 2040. Buses are to be 55% electric by 2028.\n",
    "two failures": "# Cable\n\nThe export cable failed in February 2023. It failed again in October 2023. The cable failure of October 2023 lasted 31 days.\n",
    "derbies of two years": "# Hockey\n\nThe derby in January 2024 drew 8,100 visitors. The derby in January 2025 drew 8,412 visitors.\n",
    "two purchases": "# Heat\n\nNorvik announced the purchase of Hallum in June 2023. The purchase of Orre Pumps was announced in March 2023.\n",
    "purchase announced and completed": "# Heat\n\nNorvik announced the purchase of Hallum in June 2023.\n\n## Integration\n\nNorvik completed the purchase of Hallum in January 2024.\n",
    "series of one value": "# Rates\n\nThe fee was raised to 55% in 2021. It stood at 55% in 2023 as well, when a new pool opened.\n",
    "founded and first class": "# College\n\nThe college was founded in 1967. The college opened its library in 1971. The nursing school admitted its first men in 1980; the law school admitted its first women in 1972.\n",
    "two phases": "# Screening\n\nThe first phase began in March 2021. The second phase began in March 2024.\n\n## Third\n\nThe third phase will begin in March 2027.\n",
    "two stations": "# Fire\n\nStation 6 opens in September 2026. Station 7 opens in March 2028.\n\n## Questions\n\n**When does the new station open?** In September 2026.\n",
    "first trams of two lines": "# Trams\n\nLine 6 saw its first trams in May 2021, line 7 its first trams in November 2023.\n\n## Depot\n\nThe first trams of the new type came in 2019.\n",
    "approved here and there": "# Drug\n\nThe drug was approved in Japan in May 2020.\n\n## Europe\n\nThe drug was approved in Europe in June 2021.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_one_happening(name: str):
    assert len(found(WRONG[name])) == 1, name


@pytest.mark.parametrize("name", RIGHT)
def test_two_happenings(name: str):
    assert found(RIGHT[name]) == [], name
