"""One part played by two, lists that differ in one name, and surnames of nobody."""

import pytest

from kg import build, config, engine


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG514",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


WRONG = {
    "league, by and label": "# Season\n\nThey scored 74 goals, 19 of them by Nils Berger, and conceded 48.\n\n## Awards\n\n- Player of the season: Rhys Mostyn\n- Top scorer: Otto Lindgren (19 goals)\n",
    "round, row and sentence": "# Pumps\n\n| Round | Date | Amount | Lead investor |\n|---|---|---|---|\n| Series A | March 2019 | 12 | Northfold Capital |\n| Series B | October 2021 | 40 | Halden Partners |\n\nMeridian Growth first came in as lead of the 40 million Series B in October 2021.\n",
    "grant, two givers": "# Screening\n\nThe ministry covered 60 per cent of the cost and a grant from the Lumen Trust the other 40 per cent.\n\n## Second phase\n\nIt began with funds from the Hollis Trust, which had already paid for 40 per cent of the first.\n",
    "sale, two sellers": "# Wind farm\n\nAldersro bought its half from Nordlys Kraft in 2021 for 310 million euros.\n\n## Value\n\nThe purchase from Statvind Holding, for which Aldersro paid 310 million euros in 2021, was cheap.\n",
    "coordinator, label and clause": "# Trial\n\n**Coordinating investigator:** Dr Kofi Asare, Uppsala\n\n## Thanks\n\nEwa Lindqvist, who coordinated the study from Uppsala, thanks all who took part.\n",
    "list of places": "# Vaccine\n\nThe pilot was run in Adenko, Bisseray and Corran.\n\n| Date | Step |\n|---|---|\n| 1 October 2019 | Pilot starts in Adenko, Bisseray and Ekwe |\n| 6 April 2020 | All districts |\n",
    "founder by surname": "# Cloud\n\nThe third founder, Mei Chow, left in 2022.\n\n## Timeline\n\n- **March 2018** – founded in Trondheim by Solheim, Okonkwo and Tsao\n\nIngrid Solheim is chief executive. Rafael Okonkwo runs research.\n",
    "titled surname of nobody": "# Water\n\nIts managing director since 2020 is Mara Devane.\n\n## Calendar\n\n- June 2025: the board mandates Ms Delaney to apply for the grant\n",
}

RIGHT = {
    "two scorers": "# Season\n\nThey scored 74 goals, 19 of them by Nils Berger and 12 by Otto Lindgren.\n\n## Awards\n\n- Top scorer: Nils Berger (19 goals)\n- Young player: Otto Lindgren, 19\n",
    "two rounds": "# Pumps\n\n| Round | Date | Amount | Lead investor |\n|---|---|---|---|\n| Series A | March 2019 | 12 | Northfold Capital |\n| Series B | October 2021 | 40 | Halden Partners |\n\nNorthfold Capital led the Series A. Meridian Growth took part in the Series B of October 2021.\n",
    "two grants": "# Screening\n\nA grant from the Lumen Trust paid for 40 per cent of the first phase.\n\n## Second phase\n\nIt began with funds from the Hollis Trust, which pays for 55 per cent of the second.\n",
    "former holder": "# Trial\n\n**Coordinating investigator:** Dr Kofi Asare, Uppsala\n\n## History\n\nEwa Lindqvist, who coordinated the study until 2021, was replaced by Kofi Asare.\n",
    "surname and full name": "# Trial\n\n**Coordinating investigator:** Dr Kofi Asare, Uppsala\n\nAsare, who coordinated the study from Uppsala, thanks all.\n",
    "two estimates": "# Market\n\nThe market is worth 40 million according to an estimate by Grand Ridge Research. An estimate by Polar Insight puts it at 40 million as well.\n",
    "two lists": "# Vaccine\n\nThe pilot was run in Adenko, Bisseray and Corran.\n\n## Survey\n\nThe survey covered Adenko, Bisseray and Ekwe.\n",
    "list in another order": "# Vaccine\n\nThe pilot was run in Adenko, Bisseray and Corran. \n\n## Dates\n\nThe pilot began in Corran, Adenko and Bisseray in 2019.\n",
    "surnames that are known": "# Cloud\n\nMei Tsao, a founder, left in 2022.\n\n- March 2018: founded in Trondheim by Solheim, Okonkwo and Tsao\n\nIngrid Solheim is chief executive. Rafael Okonkwo runs research.\n",
    "titled surname that is known": "# Water\n\nIts managing director is Mara Devane; the board is chaired by Fergal Hanratty. Ms Devane spoke. Mr Hanratty agreed.\n",
    "titled stranger": "# Water\n\nIts managing director is Mara Devane. Ms Devane thanked Mr Okafor, who had lent the pump.\n",
    "two suppliers": "# Trams\n\n| Lot | Supplier |\n|---|---|\n| Vehicles | Skoda Works |\n| Signals | Thorne Signals |\n\nThe 26 trams were supplied by Skoda Works, the 40 signals by Thorne Signals.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_one_part(name: str):
    assert len(found(WRONG[name])) == 1, name


@pytest.mark.parametrize("name", RIGHT)
def test_two_parts(name: str):
    assert found(RIGHT[name]) == [], name
