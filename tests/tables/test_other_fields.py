"""Tables of many fields: nothing to say of the right ones, and the changed figure is found."""

import re

import pytest
from near_misses import NEAR_MISSES
from tables_of_other_fields import TABLES

from kg import build, config, engine

CODES = ("KG302", "KG304", "KG411", "KG412", "KG413", "KG414", "KG415", "KG416")


def findings(text):
    graph = build.graph_of(build.load_bundles([build.example_bundle(text)], config.Config()), config.Config())
    outcome = engine.run(graph, config.Config(), engine.selected(CODES))
    assert not [r for r in outcome.runs if r.status.value == "crashed"], outcome.runs
    return outcome.findings


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, t, _ in TABLES], ids=lambda v: v if "|" not in v else "")
def test_right_tables_are_clean(name, text):
    assert [f.message for f in findings(text)] == []


@pytest.mark.parametrize("text", NEAR_MISSES, ids=lambda t: t.splitlines()[0].strip("# "))
def test_near_misses_are_clean(text):
    assert [f.message for f in findings(text)] == []


PLANTED = [(n, t, *change) for n, t, changes in TABLES for change in changes]


@pytest.mark.parametrize(("name", "text", "old", "new", "code"), PLANTED, ids=[f"{n}: {o.strip()} -> {w.strip()}" for n, _, o, w, _ in PLANTED])
def test_changed_figure_is_found(name, text, old, new, code):
    assert old in text
    changed = text.replace(old, new, 1)
    line = text[: text.index(old)].count("\n") + 1
    found = findings(changed)
    assert code in {f.check for f in found}, [f.message for f in found]
    # The changed cell is among the places, or the total of its column is.
    assert any(a.place.line == line for f in found if f.check == code for a in f.about)


@pytest.mark.parametrize(("name", "text", "old", "new", "code"), PLANTED[::5], ids=lambda v: "")
def test_both_figures_are_in_the_data(name, text, old, new, code):
    for finding in findings(text.replace(old, new, 1)):
        assert finding.data["stated"] and len(finding.data["computed"]) == 2
        assert all(v is None or re.fullmatch(r"-?\d+(\.\d+)?", v) for v in finding.data["computed"])
