"""Who leads a round, told in the present tense of a chronicle."""

import pytest

from kg import build, config, engine

TABLE = "## Money\n\n| Round | Date | Amount (EUR m) | Lead investor |\n|---|---|---:|---|\n| Seed | May 2017 | 2.4 | Lindholm Ventures |\n| Series A | March 2019 | 11.5 | Orla Capital |\n"


def found(line: str) -> list[str]:
    settings = config.Config()
    text = f"# Kelpline\n\nKelpline grows seaweed in Tromsø.\n\n{TABLE}\n## Chronology\n\n- **2016** – company founded\n{line}\n"
    graph = build.graph_of(build.load_bundles([build.example_bundle(text, "doc")], settings), settings)
    outcome = engine.run(graph, settings, engine.selected(("KG501",)))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return [f.message for f in outcome.findings]


@pytest.mark.parametrize(
    "line",
    [
        "Lead investor, Series A: Lindholm Ventures.",
        "The Series A lead was Lindholm Ventures.",
        "Then came the Series A in March 2019, when lead investor Lindholm Ventures brought in new money.",
    ],
)
def test_another_lead_by_label(line):
    assert found(f"\n{line}")


@pytest.mark.parametrize("line", ["- **March 2019** – Lindholm Ventures leads the Series A", "- **March 2019**: Lindholm Ventures leads the Series A round, with old backers"])
def test_another_lead(line):
    assert found(line)


@pytest.mark.parametrize(
    "line",
    [
        "- **March 2019** – Orla Capital leads the Series A",
        "- **May 2017** – Lindholm Ventures leads the seed round",
        "- **March 2019** – Lindholm Ventures takes part in the Series A",
        "- **March 2019** – Hedda Storvik leads the Series A team",
    ],
)
def test_the_same_lead(line):
    assert found(line) == []
