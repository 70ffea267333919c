"""What a text says of a table is held against the table."""

import pytest
from texts_about_tables import RIGHT, SPOILT

from kg import build, config, engine

CODES = ("KG301", "KG302", "KG321", "KG411", "KG412", "KG413", "KG415", "KG421")


def findings(text):
    graph = build.graph_of(build.load_bundles([build.example_bundle(text)], config.Config()), config.Config())
    outcome = engine.run(graph, config.Config(), engine.selected(CODES))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return outcome.findings


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, t, _ in SPOILT] + RIGHT, ids=lambda v: v if "\n" not in v else "")
def test_right_texts_are_clean(name, text):
    assert [f.message for f in findings(text)] == []


@pytest.mark.parametrize(
    ("text", "old", "new"), [(t, *change) for _, t, changes in SPOILT for change in changes], ids=[f"{n}: {o} -> {w}" for n, _, c in SPOILT for o, w in c]
)
def test_changed_figure_is_found(text, old, new):
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    found = findings(text.replace(old, new))
    assert any(a.place.line == line for f in found for a in f.about), [f.message for f in found]
