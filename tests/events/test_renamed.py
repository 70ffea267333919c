"""One thing told with two places or doers, and names that may stand side by side."""

import pytest

from kg import build, config, engine


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG514",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


WRONG = {
    "column of seats": "# Market\n\nFieldnote of Stockholm leads.\n\n| Vendor | Head office |\n|---|---|\n| Fieldnote | Gothenburg |\n| Servia | Oslo |\n",
    "labelled line": "# Health\n\nThe laboratory in Denton found four cases.\n\n- Director: Edwin Carr\n- Laboratory: Leeds\n",
    "the only one": "# Glacier\n\nThe data centre in Davos is full. The summer was dry.\n\n## Plans\n\nThe data centre in Arosa gets a second hall.\n",
    "a name and the same, shorter": "# Station\n\nThe Alpine Institute in Chur runs it.\n\n## Money\n\nThe Institute in Sion pays 35%.\n",
    "to whom it was sold": "# Rovers\n\nKofi Brandt was sold to Rennes in January.\n\n## In short\n\nA record profit from the sale of Kofi Brandt to Reims.\n",
    "by whom it was laid": "# Pipes\n\nThe emergency pipeline to Kessel was laid by Nordrohr within three weeks.\n\n## Summary\n\nThe pipeline laid by Hydrolex keeps Kessel supplied.\n",
    "in brackets, by the date": "# Lithium\n\n**Lusolit** (Sines, Portugal) opened in June 2024.\n\n| Fact | Value |\n|---|---|\n| Refineries opened | March 2023 (Kokkola), June 2024 (Setúbal) |\n",
}

RIGHT = {
    "two mills": "# Mills\n\nThe paper mill in Lund is old. The board mill in Tveit is new. The mill in Lund makes news print.\n",
    "a person and two places": "# People\n\nAnja Richter and Deniz Kaya met at the University of Jena.\n\n## Firm\n\nAnja Richter and Deniz Kaya live in Leipzig.\n",
    "a firm and a town": "# People\n\nAda Roe of Tavla spoke. Tavla makes pumps.\n\n## Guests\n\nAda Roe, who came all the way from Lund, spoke.\n",
    "town and country": "# Market\n\nFieldnote of Stockholm leads.\n\n| Vendor | Head office |\n|---|---|\n| Fieldnote | Sweden |\n",
    "two sales": "# Rovers\n\nKofi Brandt was sold to Rennes and Jon Moe to Lille. Jon Moe had been bought from Metz.\n",
    "kinds of bodies": "# Study\n\nThe University of Oslo paid. The University of Bergen did not. The Port of Bergen grew, the Port of Oslo shrank.\n",
    "figures of two countries": "# Sales\n\nSales of pumps in Germany rose by 4%.\n\n## South\n\nSales of pumps in Italy rose by 7%.\n",
    "two branches": "# Library\n\nThe branch in Aldorf closes, the branch in Celle stays.\n",
    "moved": "# Haldex\n\nThe company moved its head office to Ghent. The warehouse in Lille was closed; a second warehouse in Metz is planned.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_two_names_for_one_thing(name):
    assert found(WRONG[name]), name


@pytest.mark.parametrize("name", RIGHT)
def test_no_two_names(name):
    assert found(RIGHT[name]) == [], name
