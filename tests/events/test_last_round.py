"""The last round by its place in the row, bare posts in signatures, seats behind a pronoun, and of which town a firm is."""

import pytest

from kg import build, config, engine

IDS = ("KG501", "KG508", "KG513", "KG514", "KG601")


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(IDS))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


ROUNDS = "# Kelda Pumps\n\nKelda Pumps makes pumps.\n\n| Round | Date | Amount | Lead investor |\n|---|---|---|---|\n| Seed | May 2018 | $2M | Copper Ventures |\n| Series A | June 2020 | $12M | Northfold Capital |\n| Series B | March 2023 | $40M | Halden Partners |\n\n"

WRONG = {
    "led the most recent round": ROUNDS + "- Meridian Growth led the most recent round; Halden Partners took part.\n",
    "was led by": ROUNDS + "The latest funding round was led by Meridian Growth.\n",
    "date in the profile": "# Kelda Pumps\n\n**Total Raised:** $54,000,000\n**Last Round Name:** Series B\n**Last Round Amount:** $40,000,000\n**Last Round Date:** 2023-08-14\n\n## Funding\n\n" + ROUNDS[14:],
    "signature": "# Museum of Ropes\n\n## Annual report\n\nIt was a good year.\n\n— *Ada Roe, Director since 2017*\n\n## Governance\n\nChair of Trustees: Bo Lind\nDirector: Cleo Marsh\nHead of Finance: Dina Holt\n",
    "still has its head office": "# Kelda Pumps\n\nKelda Pumps makes pumps. Two engineers started it in 2012, and it still has its head office in Leeds.\n\n| Field | Value |\n|---|---|\n| Headquarters | Bradford, England |\n",
    "sponsor of a town": "# Trial\n\n| Item | Value |\n|---|---|\n| Phase | 3 |\n| Sponsor | Bellwether Therapeutics, Geneva |\n\n## Questions\n\n**Who is the sponsor?** Bellwether Therapeutics of Basel.\n",
}

RIGHT = {
    "the same leader": ROUNDS + "- Halden Partners led the most recent round; Northfold Capital had led the one before.\n",
    "another round": ROUNDS + "Northfold Capital led the last round before it. Meridian Growth led the most recent round of talks.\n",
    "date in the profile": "# Kelda Pumps\n\n**Total Raised:** $54,000,000\n**Last Round Name:** Series B\n**Last Round Amount:** $40,000,000\n**Last Round Date:** 2023-03-14\n\n## Funding\n\n" + ROUNDS[14:],
    "two directors": "# Museum of Ropes\n\n## Annual report\n\nIt was a good year.\n\n— *Ada Roe, Director since 2017*\n\n## Board\n\nChair: Bo Lind\nDirector: Cleo Marsh\nDirector: Ada Roe\n",
    "another signature": "# Museum of Ropes\n\n— *Ada Roe, Curator since 2017*\n\n## Governance\n\nDirector: Cleo Marsh\n",
    "former director": "# Museum of Ropes\n\n— *Ada Roe, former Director*\n\n## Governance\n\nDirector: Cleo Marsh\n",
    "of another company": "# Kelda Pumps\n\nKelda Pumps makes pumps. Its rival Torvald bought a mill, and Torvald still has its head office in Leeds.\n\n| Field | Value |\n|---|---|\n| Headquarters | Bradford, England |\n",
    "sponsor and its country": "# Trial\n\n| Item | Value |\n|---|---|\n| Sponsor | Bellwether Therapeutics, Basel |\n| Investigator | Ada Roe, Lund |\n\nThe sponsor is Bellwether Therapeutics of Switzerland. Ada Roe of Roche agreed.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_told_otherwise_is_found(name):
    assert len(found(WRONG[name])) == 1, found(WRONG[name])


@pytest.mark.parametrize("name", RIGHT)
def test_what_may_be_two_things_stays_silent(name):
    assert found(RIGHT[name]) == []
