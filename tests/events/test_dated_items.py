"""Items of a timeline that open with their date, and names that answer a question."""

import pytest

from kg import build, config, engine


def found(text: str) -> list[str]:
    settings = config.Config()
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG514", "KG601")))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


FARMS = "# Wind\n\n| Farm | Type | In service since |\n|---|---|---|\n| Skarv Bank | offshore | 2022 |\n| Holm Deep | offshore | 2024 |\n\n## Timeline\n\n"
GRID = "# Grid\n\nThe grid is run by Skarvnett, under its director. The cable was built by Norddal Cable.\n\n## Questions\n\n"

WRONG = {
    "goes into service": FARMS + "- 9 January 2023: Holm Deep goes into service\n",
    "opened, with a dash": FARMS + "- **9 January 2023** – Holm Deep opened\n",
    "who operates": GRID + "**Who operates the grid?** Norddal Cable.\n",
    "who runs": GRID + "*Who runs the grid?*\nTorvald Energy.\n",
}

RIGHT = {
    "the same year": FARMS + "- 9 January 2024: Holm Deep goes into service\n- 4 May 2021: work begins on Skarv Bank\n",
    "a part": FARMS + "- 9 January 2023: first turbine of Holm Deep goes into service\n- 3 May 2023: trial run at Holm Deep starts\n",
    "another farm": FARMS + "- 9 January 2023: Holm Deep II goes into service\n",
    "who operates": GRID + "**Who operates the grid?** Skarvnett.\n\n**Who built the cable?** Norddal Cable.\n",
    "who pays": GRID + "**Who pays for the grid?** Torvald Energy.\n\n**Who else runs the grid?** Torvald Energy.\n",
    "who will operate": GRID + "**Who will operate the grid from 2030?** Torvald Energy.\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_told_otherwise_is_found(name):
    assert len(found(WRONG[name])) == 1, found(WRONG[name])


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_another_thing_stays_silent(name):
    assert found(RIGHT[name]) == []
