"""What does not follow is found, and nothing else, in passages of many fields."""

import pytest
from derivation_passages import RIGHT, WRONG

from kg import build, config, engine

CODES = ("KG307", "KG308", *(f"KG40{n}" for n in range(1, 10)), "KG410", "KG417")


def found(text):
    settings = config.Config()
    reports = build.load_bundles([build.example_bundle(f"# Notes\n\n{text}\n")], settings)
    return engine.run(build.graph_of(reports, settings), settings, engine.selected(CODES))


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_follow_is_found(text):
    assert [f.name for f in found(text).findings] == [WRONG[text]]


@pytest.mark.parametrize("text", RIGHT)
def test_what_follows_is_left_alone(text):
    outcome = found(text)
    assert [f.message for f in outcome.findings] == []
    assert all(r.status != "crashed" for r in outcome.runs)
